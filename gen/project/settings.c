/* tidings.yaml → struct project. Facts stand in tables: one row a setting. */
#include "project/settings.h"

#include <string.h>

#include "base/number.h"
#include "formats/mailbox.h"

enum setting_type { SETTING_WORD, SETTING_INT, SETTING_COUNT, SETTING_SHARE, SETTING_MONTH, SETTING_MAILBOX };

struct setting {
	const char *path;
	enum setting_type type;
	gsize offset;
	gboolean required;
	const char *hint;
};

#define AT(field) offsetof(struct project, field)
static const struct setting settings[] = {
	{ "name", SETTING_WORD, AT(name), TRUE, "name: the organisation, as it stands on the page" },
	{ "report_tz", SETTING_WORD, AT(zone_name), TRUE, "report_tz: Europe/London — days and months begin at midnight there" },
	{ "language", SETTING_WORD, AT(language), FALSE, NULL },
	{ "currency", SETTING_WORD, AT(currency), FALSE, NULL },
	{ "theme", SETTING_WORD, AT(theme), FALSE, NULL },
	{ "paper", SETTING_WORD, AT(paper), FALSE, NULL },
	{ "attribution.days", SETTING_INT, AT(attribution_days), FALSE, NULL },
	{ "thresholds.k_internal", SETTING_INT, AT(k_internal), FALSE, NULL },
	{ "thresholds.k_members", SETTING_INT, AT(k_public), FALSE, NULL },
	{ "thresholds.mature_age_days", SETTING_INT, AT(mature_days), FALSE, NULL },
	{ "thresholds.settle_hours", SETTING_INT, AT(settle_hours), FALSE, NULL },
	{ "thresholds.materiality", SETTING_SHARE, AT(materiality), FALSE, NULL },
	{ "thresholds.deep_days", SETTING_INT, AT(deep_days), FALSE, NULL },
	{ "thresholds.deep_span_days", SETTING_INT, AT(deep_span_days), FALSE, NULL },
	{ "thresholds.deep_threads", SETTING_INT, AT(deep_threads), FALSE, NULL },
	{ "brand.short", SETTING_WORD, AT(brand_short), FALSE, NULL },
	{ "brand.url", SETTING_WORD, AT(brand_url), FALSE, NULL },
	{ "brand.logo", SETTING_WORD, AT(brand_logo), FALSE, NULL },
	{ "brand.broadcast", SETTING_WORD, AT(brand_broadcast), FALSE, NULL },
	{ "brand.community", SETTING_WORD, AT(brand_community), FALSE, NULL },
	{ "newsletter.title", SETTING_WORD, AT(mail_title), FALSE, NULL },
	{ "newsletter.from", SETTING_MAILBOX, AT(mail_from), FALSE, NULL },
	{ "newsletter.reply_to", SETTING_MAILBOX, AT(mail_reply_to), FALSE, NULL },
	{ "newsletter.list_id", SETTING_WORD, AT(mail_list_id), FALSE, NULL },
	{ "newsletter.unsubscribe", SETTING_WORD, AT(mail_unsubscribe), FALSE, NULL },
	{ "newsletter.unsubscribe_mail", SETTING_WORD, AT(mail_unsubscribe_mail), FALSE, NULL },
	{ "newsletter.web", SETTING_WORD, AT(mail_web), FALSE, NULL },
	{ "newsletter.join", SETTING_WORD, AT(mail_join), FALSE, NULL },
	{ "newsletter.postal", SETTING_WORD, AT(mail_postal), FALSE, NULL },
	{ "newsletter.first", SETTING_MONTH, AT(mail_first_month), FALSE, NULL },
	{ "tolerate.refused_rows", SETTING_COUNT, AT(tolerate_refused_rows), FALSE, NULL },
	{ "tolerate.stale_days", SETTING_INT, AT(tolerate_stale_days), FALSE, NULL },
};

/* Names that are read elsewhere in this file, or that only the reader of the page sees. */
static const char *const blocks[] = { "accounts", "spaces", "staff", "bots", "goals", "attribution", "thresholds", "brand",
	                                  "newsletter", "tolerate", "opening_hours", "attribution.model", NULL };

/* What is no single value. */
static const struct {
	const char *path;
	enum tree_type type;
} shapes[] = {
	{ "accounts", TREE_ARRAY }, { "spaces", TREE_ARRAY }, { "staff", TREE_ARRAY }, { "bots", TREE_ARRAY },
	{ "goals", TREE_OBJECT }, { "goals.broadcast", TREE_ARRAY }, { "goals.community", TREE_ARRAY },
	{ "attribution", TREE_OBJECT }, { "thresholds", TREE_OBJECT }, { "brand", TREE_OBJECT }, { "newsletter", TREE_OBJECT },
	{ "tolerate", TREE_OBJECT }, { "opening_hours", TREE_OBJECT },
};

static void
mistake(struct complaints *complaints, const struct tree *at, const char *expected, const char *hint)
{
	g_autofree char *found = at->text ? g_strdup_printf("\"%s\"", at->text) : g_strdup(at->type == TREE_OBJECT ? "names with values" : "a list");

	complain(complaints, SEVERITY_ERROR, at->at, "setting", hint, "\"%s\" should be %s, not %s", at->key ? at->key : "this", expected, found);
}

/* Something else in a block's place would be passed over in silence. */
static gboolean
shapes_hold(const struct tree *root, struct complaints *complaints)
{
	gboolean hold = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
		const struct tree *node = tree_find(root, shapes[i].path);
		if (!node || node->type == TREE_NULL || node->type == shapes[i].type)
			continue;
		mistake(complaints, node, shapes[i].type == TREE_ARRAY ? "a list" : "names with values", "see `tidings init` for all settings with their meaning");
		hold = FALSE;
	}
	return hold;
}

/* "5%" or "0.05". */
static gboolean
share_parse(const char *text, double *share)
{
	return strchr(text, '%') ? number_percent(text, NUMBER_AUTO, share) : number_real(text, NUMBER_POINT, share);
}

static void
word_store(char **at, const struct tree *node)
{
	g_free(*at);
	*at = g_strdup(node->text);
}

static void
share_store(double *at, const struct tree *node, struct complaints *complaints)
{
	double share;

	if (!share_parse(node->text, &share) || share < 0 || share > 1)
		mistake(complaints, node, "a share", "write 5% or 0.05");
	else
		*at = share;
}

static void
month_store(gint32 *at, const struct tree *node, struct complaints *complaints)
{
	struct period month;

	if (period_parse(node->text, NULL, &month) && month.kind == PERIOD_MONTH)
		*at = month.first;
	else
		mistake(complaints, node, "a month", "write 2025-05");
}

static void
mailbox_store(char **at, const struct tree *node, struct complaints *complaints)
{
	g_autoptr(InternetAddress) mailbox = mailbox_parse(node->text);

	if (mailbox)
		word_store(at, node);
	else
		mistake(complaints, node, "a mailbox", "write " MAILBOX_FORM);
}

static void
number_store(void *at, enum setting_type type, const struct tree *node, struct complaints *complaints)
{
	gint64 count;

	if (!number_count(node->text, NUMBER_POINT, &count) || count < 0 || count > G_MAXINT)
		mistake(complaints, node, "a whole number", NULL);
	else if (type == SETTING_INT)
		*(int *)at = (int)count;
	else
		*(gint64 *)at = count;
}

static void
setting_store(struct project *project, const struct setting *setting, const struct tree *node, struct complaints *complaints)
{
	void *at = (char *)project + setting->offset;

	if (!node->text) {
		mistake(complaints, node, "one value", NULL);
		return;
	}
	switch (setting->type) {
	case SETTING_WORD: word_store(at, node); break;
	case SETTING_SHARE: share_store(at, node, complaints); break;
	case SETTING_MONTH: month_store(at, node, complaints); break;
	case SETTING_MAILBOX: mailbox_store(at, node, complaints); break;
	case SETTING_INT:
	case SETTING_COUNT: number_store(at, setting->type, node, complaints); break;
	}
}

/* Whom the numbers protect is no matter for a guess: k is at least 1, and members and the public see no more than the office does. */
static gboolean
protection_read(const struct project *project, const struct tree *root, struct complaints *complaints)
{
	const struct tree *internal = tree_find(root, "thresholds.k_internal"), *members = tree_find(root, "thresholds.k_members");

	if (project->k_internal < 1)
		mistake(complaints, internal, "a number of people, 1 or more", "5 is usual; 1 hides nothing");
	else if (project->k_public < project->k_internal)
		mistake(complaints, members ? members : internal, "as many people as k_internal, or more", "what members see is hidden at least as early");
	return project->k_internal >= 1 && project->k_public >= project->k_internal;
}

static gboolean
settings_plain(struct project *project, const struct tree *root, struct complaints *complaints)
{
	guint before = complaints_count(complaints, SEVERITY_ERROR); /* a value that cannot be read is not replaced by a usual one in silence */
	gboolean usable = TRUE;

	for (guint i = 0; i < G_N_ELEMENTS(settings); i++) {
		const struct tree *node = tree_find(root, settings[i].path);
		if (node && node->type != TREE_NULL)
			setting_store(project, &settings[i], node, complaints);
		else if (settings[i].required) {
			complain(complaints, SEVERITY_ERROR, root->at, "setting-missing", settings[i].hint, "\"%s\" is missing", settings[i].path);
			usable = FALSE;
		}
	}
	usable = protection_read(project, root, complaints) && usable;
	return complaints_count(complaints, SEVERITY_ERROR) == before && usable;
}

static gboolean
name_known(const char *path)
{
	for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
		if (strcmp(settings[i].path, path) == 0)
			return TRUE;
	return g_strv_contains(blocks, path);
}

/* A block of plain settings: thresholds, brand, newsletter. */
static gboolean
is_plain_block(const char *key)
{
	gsize length = strlen(key);

	for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
		if (strncmp(settings[i].path, key, length) == 0 && settings[i].path[length] == '.')
			return TRUE;
	return FALSE;
}

static void
unknown_said(const struct tree *node, const char *block, struct complaints *complaints)
{
	for (const struct tree *child = node->first; child; child = child->next) {
		g_autofree char *path = g_strconcat(block, child->key, NULL), *within = g_strconcat(path, ".", NULL);
		if (!name_known(path))
			complain(complaints, SEVERITY_WARNING, child->at, "setting-unknown", "see `tidings init` for all settings with their meaning",
			         "nothing here is called \"%s\"", path);
		else if (child->type == TREE_OBJECT && !*block && is_plain_block(child->key))
			unknown_said(child, within, complaints);
	}
}

/* The names that an entry of a list may bear. */
static const struct {
	const char *list, *const *names;
} entries[] = {
	{ "accounts", (const char *const[]){ "id", "platform", "network", "account", "name", "files", "zone", "link", "currency", "complete_to", "since", "discipline", NULL } },
	{ "spaces", (const char *const[]){ "account", "space", "name", "visibility", "resolves", NULL } },
	{ "staff", (const char *const[]){ "person", "name", "role", "hats", NULL } },
	{ "bots", (const char *const[]){ "account", "id", NULL } },
	{ "goals.broadcast", (const char *const[]){ "id", "metric", "scope", "label", "owner", "period", "target", "direction", NULL } },
	{ "goals.community", (const char *const[]){ "id", "metric", "scope", "label", "owner", "period", "target", "direction", NULL } },
};

static void
entry_unknown_said(const struct tree *entry, const char *list, const char *const *names, struct complaints *complaints)
{
	g_autofree char *known = g_strjoinv(", ", (char **)names), *hint = g_strconcat("an entry knows ", known, NULL);

	for (const struct tree *child = entry->type == TREE_OBJECT ? entry->first : NULL; child; child = child->next) {
		g_autofree char *message = g_strdup_printf("nothing under %s is called \"%s\"", list, child->key);
		struct complaint complaint = { .severity = SEVERITY_WARNING, .at = child->at, .kind = "setting-unknown", .column = child->key,
		                               .message = message, .hint = hint };
		if (!g_strv_contains(names, child->key))
			complaints_add(complaints, &complaint);
	}
}

static void
entries_unknown_said(const struct tree *root, struct complaints *complaints)
{
	for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
		const struct tree *list = tree_find(root, entries[i].list);
		for (const struct tree *entry = list ? list->first : NULL; entry; entry = entry->next)
			entry_unknown_said(entry, entries[i].list, entries[i].names, complaints);
	}
}

static gboolean
zone_find(struct project *project, const struct tree *root, struct complaints *complaints)
{
	project->zone = zone_open(project->zone_name);
	if (project->zone)
		return TRUE;
	mistake(complaints, tree_get(root, "report_tz"), "a time zone's name", "names look like Europe/London; `timedatectl list-timezones` prints all");
	return FALSE;
}

/* ---- accounts, spaces, staff, bots ---- */

static char *
word_of(const struct tree *node, const char *key)
{
	return g_strdup(tree_text(node, key));
}

/* A day as it stands, or NULL; another form is told. */
static char *
day_of(const struct tree *node, const char *key, struct complaints *complaints)
{
	const char *text = tree_text(node, key);
	gint32 day;
	gint64 unused;

	if (!text || moment_parse(text, "%Y-%m-%d", NULL, 0, &day, &unused))
		return g_strdup(text);
	mistake(complaints, tree_get(node, key), "a day", "write 2026-10-31");
	return NULL;
}

/* What publishes and what people talk in are told apart by the platform; `discipline:` in the file says it for others. */
static enum discipline
account_discipline(const struct tree *node, const char *platform)
{
	static const char *const places[] = { "slack", "discord", "discourse", "reddit", "stackexchange", "zulip", "telegram", "mattermost",
		                                  "gitter", "github", "matrix", "rocketchat", "teams", "meetup", "luma", "eventbrite", "bevy", "zoom", NULL };
	const char *said = tree_text(node, "discipline");

	if (said)
		return strcmp(said, "community") == 0 ? DISCIPLINE_COMMUNITY : DISCIPLINE_BROADCAST;
	return g_strv_contains(places, platform) ? DISCIPLINE_COMMUNITY : DISCIPLINE_BROADCAST;
}

static void
account_read(struct project *project, const struct tree *node, struct complaints *complaints)
{
	struct account *account;
	const char *id = tree_text(node, "id"), *platform = tree_text(node, "platform"), *zone = tree_text(node, "zone");
	g_autoptr(GTimeZone) known = zone ? zone_open(zone) : NULL;

	if (!id || !platform) {
		complain(complaints, SEVERITY_ERROR, node->at, "account", "- { id: forum, platform: discourse, name: Forum }",
		         "an account needs an id and a platform");
		return;
	}
	if (project_account(project, id)) {
		complain(complaints, SEVERITY_ERROR, node->at, "account-twice", "ids are unique", "the account \"%s\" stands twice", id);
		return;
	}
	if (zone && !known)
		mistake(complaints, tree_get(node, "zone"), "a time zone's name", "names look like America/Los_Angeles");
	account = g_new0(struct account, 1);
	*account = (struct account){ .id = g_strdup(id), .platform = g_strdup(platform), .network = word_of(node, "network"),
	                             .handle = word_of(node, "account"), .label = word_of(node, "name"), .exports = word_of(node, "files"),
	                             .zone = known ? g_strdup(zone) : NULL, .link = word_of(node, "link"), .currency = word_of(node, "currency"),
	                             .complete_to = day_of(node, "complete_to", complaints), .since = day_of(node, "since", complaints),
	                             .discipline = account_discipline(node, platform), .at = node->at };
	if (!account->label)
		account->label = g_strdup(id);
	g_ptr_array_add(project->accounts, account);
}

static gboolean
is_yes(const char *word)
{
	return word && (g_ascii_strcasecmp(word, "yes") == 0 || g_ascii_strcasecmp(word, "true") == 0 || strcmp(word, "1") == 0);
}

static void
space_read(struct project *project, const struct tree *node, struct complaints *complaints)
{
	static const char *const visibilities[] = { "public", "members", "private", NULL };
	struct space_setting *setting;
	const char *account = tree_text(node, "account"), *visibility = tree_text(node, "visibility");

	if (!account || !tree_text(node, "space") || !project_account(project, account)) {
		complain(complaints, SEVERITY_ERROR, node->at, "space", "- { account: chat, space: board-room, visibility: private }",
		         "a space needs an account that is listed above, and its name in the export");
		return;
	}
	if (visibility && !g_strv_contains(visibilities, visibility)) {
		/* The careful reading: what cannot be understood is private. */
		mistake(complaints, tree_get(node, "visibility"), "public, members or private", "until then the space counts as private");
		visibility = "private";
	}
	setting = g_new0(struct space_setting, 1);
	*setting = (struct space_setting){ .account = g_strdup(account), .space = word_of(node, "space"), .name = word_of(node, "name"),
	                                   .visibility = g_strdup(visibility), .resolves = is_yes(tree_text(node, "resolves")) };
	g_ptr_array_add(project->spaces, setting);
}

static gboolean
has_hat(const struct tree *node, const char *hat)
{
	const struct tree *hats = tree_get(node, "hats");

	for (const struct tree *child = hats ? hats->first : NULL; child; child = child->next)
		if (g_strcmp0(child->text, hat) == 0)
			return TRUE;
	return FALSE;
}

static void
staff_read(struct project *project, const struct tree *node, struct complaints *complaints)
{
	struct staff_member *member;
	const char *person = node->text ? node->text : tree_text(node, "person");

	if (!person) {
		complain(complaints, SEVERITY_ERROR, node->at, "staff", "- { person: p-hanna, role: community manager, hats: [community] }",
		         "somebody on the staff list needs a person id of people.csv, or platform:account");
		return;
	}
	member = g_new0(struct staff_member, 1);
	*member = (struct staff_member){ .person = g_strdup(person), .name = word_of(node, "name"), .role = word_of(node, "role"),
	                                 .broadcasts = has_hat(node, "broadcast"), .tends = has_hat(node, "community") };
	g_ptr_array_add(project->staff, member);
}

static void
bot_read(struct project *project, const struct tree *node, struct complaints *complaints)
{
	const char *account = tree_text(node, "account"), *id = tree_text(node, "id");

	if (node->text)
		g_ptr_array_add(project->bots, g_strdup(node->text));
	else if (account && id)
		g_ptr_array_add(project->bots, g_strdup_printf("%s:%s", account, id));
	else
		complain(complaints, SEVERITY_ERROR, node->at, "bot", "- { account: chat, id: U07… }", "a bot needs an account and the id it posts under");
}

/* ---- goals ---- */

static gboolean
goal_target(struct goal *goal, const struct tree *node, struct complaints *complaints)
{
	const struct tree *target = tree_get(node, "target");

	if (target && target->text && share_parse(target->text, &goal->target))
		return TRUE;
	complain(complaints, SEVERITY_ERROR, target ? target->at : node->at, "goal-target", "a number (65) or a share (80%)",
	         "the goal \"%s\" has no target that is a number", goal->id);
	return FALSE;
}

static gboolean
goal_read(struct project *project, const struct tree *node, enum discipline discipline, struct complaints *complaints)
{
	struct goal *goal = g_new0(struct goal, 1);
	const char *direction = tree_text(node, "direction");
	const struct tree *metric = tree_get(node, "metric");

	*goal = (struct goal){ .id = word_of(node, "id"), .metric = word_of(node, "metric"), .scope = word_of(node, "scope"),
	                       .label = word_of(node, "label"), .owner = word_of(node, "owner"), .period = word_of(node, "period"),
	                       .discipline = discipline, .lower_is_better = g_strcmp0(direction, "down") == 0, .at = metric ? metric->at : node->at };
	g_ptr_array_add(project->goals, goal);
	if (!goal->id || !goal->metric) {
		complain(complaints, SEVERITY_ERROR, node->at, "goal", "- { id: leads, metric: b_leads_generated, target: 65 }",
		         "a goal needs an id and a metric");
		return FALSE;
	}
	if (!goal->scope)
		goal->scope = g_strdup("all");
	return goal_target(goal, node, complaints);
}

static gboolean
goals_read(struct project *project, const struct tree *goals, enum discipline discipline, struct complaints *complaints)
{
	gboolean usable = TRUE;

	for (const struct tree *node = goals ? goals->first : NULL; node; node = node->next)
		usable = goal_read(project, node, discipline, complaints) && usable;
	return usable;
}

typedef void (*entry_reader)(struct project *, const struct tree *, struct complaints *);

static void
entries_read(struct project *project, const struct tree *list, entry_reader read, struct complaints *complaints)
{
	for (const struct tree *node = list ? list->first : NULL; node; node = node->next)
		read(project, node, complaints);
}

gboolean
settings_read(struct project *project, const struct tree *root, struct complaints *complaints)
{
	gboolean usable = shapes_hold(root, complaints);

	usable = settings_plain(project, root, complaints) && usable;
	unknown_said(root, "", complaints);
	entries_unknown_said(root, complaints);
	if (usable)
		usable = zone_find(project, root, complaints);
	if (!project->language)
		project->language = g_strdup("en");
	entries_read(project, tree_get(root, "accounts"), account_read, complaints);
	entries_read(project, tree_get(root, "spaces"), space_read, complaints);
	entries_read(project, tree_get(root, "staff"), staff_read, complaints);
	entries_read(project, tree_get(root, "bots"), bot_read, complaints);
	opening_read(project, tree_get(root, "opening_hours"), complaints);
	usable = goals_read(project, tree_find(root, "goals.broadcast"), DISCIPLINE_BROADCAST, complaints) && usable;
	return goals_read(project, tree_find(root, "goals.community"), DISCIPLINE_COMMUNITY, complaints) && usable;
}

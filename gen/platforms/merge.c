/* Records of many files become one set. */
#include "platforms/merge.h"

#include <string.h>

#include "base/text.h"
#include "platforms/account.h"
#include "platforms/merge_steps.h"

#define KEY_LIMIT 96 /* bytes: the longest key is about 40 */

/* ---- names of places ---- */

gboolean place_means(const struct project *project, const char *name, const char *place)
{
	const char *own;

	if (!name || !strcmp(name, "*") || !g_strcmp0(name, place))
		return TRUE;
	own = place_of_name(project, name);
	if (own)
		return !g_strcmp0(own, place);
	const struct account *account = project_account(project, place);
	return account && !g_strcmp0(account->platform, name);
}

const struct account *place_account(const struct project *project, const char *place, enum discipline discipline)
{
	const struct account *found = NULL;

	for (guint i = 0; place && i < project->accounts->len; i++) {
		const struct account *account = project->accounts->pdata[i];
		if (account->discipline != discipline || strcmp(account_place(project, account), place))
			continue;
		if (found)
			return NULL;
		found = account;
	}
	return found;
}

/* ---- keys ---- */

struct key {
	guint8 bytes[KEY_LIMIT];
	guint length;
};

/* A text as part of a key counts by what it says, not by where it is kept. */
static void key_add(struct records *records, struct key *key, const struct record_field *field, const char *row)
{
	const char *at = row + field->offset;
	atom word;
	gsize size = record_field_size(field);

	if (field->type == FIELD_TEXT) {
		word = *(const text_ref *)at ? intern_add(records->atoms, records_text(records, *(const text_ref *)at), -1) : 0;
		at = (const char *)&word;
		size = sizeof(word);
	}
	g_assert(key->length + size <= KEY_LIMIT);
	memcpy(key->bytes + key->length, at, size);
	key->length += size;
}

static struct key key_of(struct records *records, const struct record_type *type, const char *row)
{
	struct key key = {.length = 0};

	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			key_add(records, &key, &type->fields[i], row);
	return key;
}

static guint key_hash(const struct key *key)
{
	guint64 hash = G_GUINT64_CONSTANT(14695981039346656037);

	for (guint i = 0; i < key->length; i++)
		hash = (hash ^ key->bytes[i]) * G_GUINT64_CONSTANT(1099511628211);
	return (guint)(hash ^ hash >> 32);
}

struct merging {
	struct records *records;
	GHashTable *readings; /* const struct source * → struct reading * */
	GHashTable *lost;     /* rows whose loss is counted already */
	struct lost_messages *messages;
};

static void fill(const struct record_type *type, char *winner, const char *loser)
{
	for (guint i = 0; i < type->field_count; i++) {
		const struct record_field *field = &type->fields[i];
		if (!record_reports(field, winner) && record_reports(field, loser))
			memcpy(winner + field->offset, loser + field->offset, record_field_size(field));
	}
}

gboolean record_kind_is_counted(enum record_kind kind)
{
	return kind != KIND_member && kind != KIND_space && kind != KIND_thread && kind != KIND_message_mention && kind != KIND_reaction &&
	       kind != KIND_coverage && kind != KIND_stated_total;
}

/* ---- rows that went ---- */

GHashTable *lost_rows_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
}

gboolean lost_rows_add(GHashTable *lost, guint32 source, guint32 order)
{
	GHashTable *orders = g_hash_table_lookup(lost, GUINT_TO_POINTER(source));

	if (!orders) {
		orders = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(lost, GUINT_TO_POINTER(source), orders);
	}
	return g_hash_table_add(orders, GUINT_TO_POINTER(order));
}

static void note_loss(struct merging *merging, enum record_kind kind, const struct record *loser)
{
	struct reading *reading = g_hash_table_lookup(merging->readings, merging->records->sources->pdata[loser->source]);

	if (record_kind_is_counted(kind) && reading && lost_rows_add(merging->lost, loser->source, loser->order))
		reading->merged++;
	if (kind == KIND_message)
		lost_messages_add(merging->messages, (const struct message *)(const void *)loser);
}

/* Messages say of their space what most are; what one file says is private stays so, and tidings.yaml may open it. */
static gboolean is_private_space(enum record_kind kind, const char *row)
{
	return kind == KIND_space && ((const struct space *)(const void *)row)->visibility == VISIBILITY_PRIVATE;
}

/* The newest capture wins; of equal ones the later, which is the order of paths and then of places. A message is what the newest
 * says of it; the others are filled up from the older (none of them has a rare part). */
static void settle_by_capture(struct merging *merging, enum record_kind kind, char *kept, const char *other)
{
	const struct record_type *type = record_type(kind);
	const struct record *first = (const struct record *)(const void *)kept, *second = (const struct record *)(const void *)other;
	char older[RECORD_WHOLE_LIMIT];

	if (kind == KIND_ad_row && first->source == second->source) {
		ad_row_add((struct ad_row *)(void *)kept, (const struct ad_row *)(const void *)other);
		return;
	}
	if (record_captured(second) < record_captured(first)) {
		note_loss(merging, kind, second);
		if (kind != KIND_message)
			fill(type, kept, other);
		return;
	}
	note_loss(merging, kind, first);
	memcpy(older, kept, type->size);
	memcpy(kept, other, type->size);
	if (kind != KIND_message)
		fill(type, kept, older);
}

static void settle_pair(struct merging *merging, enum record_kind kind, char *kept, const char *other)
{
	gboolean is_private = is_private_space(kind, kept) || is_private_space(kind, other);

	settle_by_capture(merging, kind, kept, other);
	if (is_private)
		((struct space *)(void *)kept)->visibility = VISIBILITY_PRIVATE;
}

static gboolean has_key(const struct record_type *type)
{
	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			return TRUE;
	return FALSE;
}

/* An open table of row numbers + 1. Winners stay where the first of their key stood. */
static void merge_kind(struct merging *merging, enum record_kind kind)
{
	const struct record_type *type = record_type(kind);
	GArray *rows = merging->records->rows[kind];
	guint slots = 16, kept = 0;

	if (!rows->len || !has_key(type))
		return;
	while (slots < rows->len * 2)
		slots *= 2;
	g_autofree guint32 *table = g_new0(guint32, slots);
	for (guint i = 0; i < rows->len; i++) {
		char *row = rows->data + (gsize)i * type->size;
		struct key key = key_of(merging->records, type, row);
		guint at = key_hash(&key) & (slots - 1);
		char *found = NULL;
		for (; table[at] && !found; at = (at + 1) & (slots - 1)) {
			char *candidate = rows->data + (gsize)(table[at] - 1) * type->size;
			struct key other = key_of(merging->records, type, candidate);
			if (other.length == key.length && !memcmp(other.bytes, key.bytes, key.length))
				found = candidate;
		}
		if (found) {
			settle_pair(merging, kind, found, row);
			continue;
		}
		if (kept != i)
			memcpy(rows->data + (gsize)kept * type->size, row, type->size);
		table[at] = ++kept;
	}
	g_array_set_size(rows, kept);
}

static void merge_keys(struct records *records, GPtrArray *readings)
{
	struct merging merging = {.records = records};

	merging.readings = g_hash_table_new(NULL, NULL);
	merging.lost = lost_rows_new();
	merging.messages = lost_messages_new();
	for (guint i = 0; readings && i < readings->len; i++)
		g_hash_table_insert(merging.readings, (gpointer)((struct reading *)readings->pdata[i])->source, readings->pdata[i]);
	merge_kind(&merging, KIND_message);
	lost_messages_take_along(merging.messages, records, merging.readings);
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		if (kind != KIND_message)
			merge_kind(&merging, (enum record_kind)kind);
	lost_messages_free(merging.messages);
	g_hash_table_unref(merging.readings);
	g_hash_table_unref(merging.lost);
}

/* ---- tags ---- */

static void tag_post(struct post *post, const struct tag *tag)
{
	if (tag->topic)
		post->topic = tag->topic;
	if (tag->funnel_stage)
		post->funnel_stage = tag->funnel_stage;
	if (tag->campaign)
		post->campaign = tag->campaign;
	if (tag->content_id)
		post->content_id = tag->content_id;
}

static void apply_tags(struct records *records, struct complaints *complaints)
{
	g_autoptr(GHashTable) posts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = 0; i < RECORD_COUNT_OF(records, post); i++) {
		const struct post *post = RECORD_AT(records, post, i);
		gint64 *key = g_new(gint64, 1);
		*key = (gint64)post->platform << 32 | post->post_id;
		g_hash_table_insert(posts, key, GUINT_TO_POINTER(i + 1));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, tag); i++) {
		const struct tag *tag = RECORD_AT(records, tag, i);
		gint64 key = (gint64)tag->platform << 32 | tag->post_id;
		guint found = GPOINTER_TO_UINT(g_hash_table_lookup(posts, &key));
		if (found)
			tag_post(RECORD_AT(records, post, found - 1), tag);
		else
			complain(complaints, SEVERITY_WARNING, record_place(records, &tag->record), "no-such-post",
			         "the platform and the post's id stand as in its export", "no export has the post \"%s\" of %s",
			         records_atom(records, tag->post_id), records_atom(records, tag->platform) ? records_atom(records, tag->platform) : "(no platform)");
	}
}

/* ---- links ---- */

/* Ids may carry what they lie in: "1349/2", "general/1661766066.863109"; a link wants the last part, a time without dot. */
static void append_last_part(GString *link, const char *id)
{
	const char *last = id && strrchr(id, '/') ? strrchr(id, '/') + 1 : id ? id : "";
	gboolean stamp = strchr(last, '.') && strspn(last, "0123456789.") == strlen(last);

	for (; *last; last++)
		if (!stamp || *last != '.')
			g_string_append_c(link, *last);
}

static char *link_of(const char *pattern, const char *space, const char *thread, const char *post)
{
	const struct {
		const char *name, *id;
	} slots[] = {{"{space}", space}, {"{thread}", thread}, {"{post}", post}};
	GString *link = g_string_new(NULL);

	while (*pattern) {
		guint slot = 0;
		while (slot < G_N_ELEMENTS(slots) && !g_str_has_prefix(pattern, slots[slot].name))
			slot++;
		if (slot == G_N_ELEMENTS(slots)) {
			g_string_append_c(link, *pattern++);
			continue;
		}
		append_last_part(link, slots[slot].id);
		pattern += strlen(slots[slot].name);
	}
	return g_string_free(link, FALSE);
}

static text_ref make_link(struct records *records, const char *pattern, atom space, atom thread, atom post)
{
	g_autofree char *link = link_of(pattern, records_atom(records, space), records_atom(records, thread), records_atom(records, post));

	return texts_add(records->texts, link, -1);
}

/* The link patterns of an account, found once a place and not once a message. */
struct links {
	const struct project *project;
	atom place;
	const char *pattern;
};

static const char *pattern_for(struct links *links, const struct records *records, atom place, enum discipline discipline)
{
	if (links->place != place) {
		const struct account *account = place_account(links->project, records_atom(records, place), discipline);
		links->place = place;
		links->pattern = account ? account->link : NULL;
	}
	return links->pattern;
}

static void link_community(struct records *records, const struct project *project)
{
	struct links links = {.project = project};

	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		struct message *message = RECORD_AT(records, message, i);
		const char *pattern = message->url ? NULL : pattern_for(&links, records, message->platform, DISCIPLINE_COMMUNITY);
		if (pattern)
			message->url = make_link(records, pattern, message->space, message->thread, message->number ? message->number : message->message_id);
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, thread); i++) {
		struct thread *thread = RECORD_AT(records, thread, i);
		const char *pattern = thread->url ? NULL : pattern_for(&links, records, thread->platform, DISCIPLINE_COMMUNITY);
		g_autofree char *first = pattern && strstr(pattern, "/{post}") && strstr(pattern, "{thread}") ? g_strndup(pattern, (gsize)(strstr(pattern, "/{post}") - pattern)) : g_strdup(pattern);
		if (first)
			thread->url = make_link(records, first, thread->space, thread->thread, thread->thread);
	}
}

static void link_posts(struct records *records, const struct project *project)
{
	for (guint i = 0; i < RECORD_COUNT_OF(records, post); i++) {
		struct post *post = RECORD_AT(records, post, i);
		const struct account *account = post->url || !post->account ? NULL : project_account(project, records_atom(records, post->account));
		if (account && account->link)
			post->url = make_link(records, account->link, 0, 0, post->post_id);
	}
}

/* ---- spaces and privacy ---- */

static void ensure_spaces(struct records *records)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = 0; i < RECORD_COUNT_OF(records, space); i++) {
		const struct space *space = RECORD_AT(records, space, i);
		gint64 key = (gint64)space->platform << 32 | space->space;
		g_hash_table_add(known, g_memdup2(&key, sizeof(key)));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		const struct message *message = RECORD_AT(records, message, i);
		gint64 key = (gint64)message->platform << 32 | message->space;
		if (!message->space || g_hash_table_contains(known, &key))
			continue;
		struct space space;
		g_hash_table_add(known, g_memdup2(&key, sizeof(key)));
		record_clear(KIND_space, &space);
		space.record = message->record;
		space.platform = message->platform;
		space.space = message->space;
		records_add(records, KIND_space, &space);
	}
}

/* What tidings.yaml says of a space rules what the export says. */
static void set_spaces(struct records *records, const struct project *project)
{
	const struct record_field *visibility = record_field_find(KIND_space, "visibility");

	for (guint i = 0; i < RECORD_COUNT_OF(records, space); i++) {
		struct space *space = RECORD_AT(records, space, i);
		const struct account *account = place_account(project, records_atom(records, space->platform), DISCIPLINE_COMMUNITY);
		const struct space_setting *setting = account ? project_space(project, account->id, records_atom(records, space->space)) : NULL;
		if (!setting)
			continue;
		if (setting->name)
			space->name = intern_add(records->atoms, setting->name, -1);
		if (setting->visibility)
			space->visibility = (guint8)MAX(0, choice_find(visibility->words, setting->visibility));
		space->can_resolve = setting->resolves ? 1 : space->can_resolve;
	}
}

static GHashTable *private_places(struct records *records)
{
	GHashTable *set = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

	for (guint i = 0; i < RECORD_COUNT_OF(records, space); i++) {
		const struct space *space = RECORD_AT(records, space, i);
		gint64 key = (gint64)space->platform << 32 | space->space;
		if (space->visibility == VISIBILITY_PRIVATE)
			g_hash_table_add(set, g_memdup2(&key, sizeof(key)));
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, thread); i++) {
		const struct thread *thread = RECORD_AT(records, thread, i);
		/* threads and spaces share the set: the sign keeps them apart */
		gint64 key = -((gint64)thread->platform << 32 | thread->thread);
		if (thread->is_private == 1)
			g_hash_table_add(set, g_memdup2(&key, sizeof(key)));
	}
	return set;
}

static gboolean lies_private(GHashTable *set, atom platform, atom space, atom thread)
{
	gint64 of_space = (gint64)platform << 32 | space, of_thread = -((gint64)platform << 32 | thread);

	return g_hash_table_contains(set, &of_space) || g_hash_table_contains(set, &of_thread);
}

static void keep_private(struct records *records)
{
	g_autoptr(GHashTable) set = private_places(records);

	if (!g_hash_table_size(set))
		return;
	for (guint i = 0; i < RECORD_COUNT_OF(records, message); i++) {
		struct message *message = RECORD_AT(records, message, i);
		struct message_rare *rare = RECORD_RARE_HELD(records, message, message);
		if (!lies_private(set, message->platform, message->space, message->thread))
			continue;
		message->text = message->url = 0;
		if (rare)
			rare->title = 0;
	}
	for (guint i = 0; i < RECORD_COUNT_OF(records, thread); i++) {
		struct thread *thread = RECORD_AT(records, thread, i);
		if (lies_private(set, thread->platform, thread->space, thread->thread))
			thread->title = thread->url = 0;
	}
}

void records_merge(struct records *records, const struct project *project, GPtrArray *readings, struct complaints *complaints)
{
	if (project)
		records_erase(records, project);
	merge_keys(records, readings);
	records_ads(records, complaints);
	records_ads_overlaps(records, complaints);
	records_threads(records);
	if (!project)
		return;
	records_people(records, project, complaints);
	apply_tags(records, complaints);
	ensure_spaces(records);
	set_spaces(records, project);
	link_posts(records, project);
	link_community(records, project);
	keep_private(records);
}

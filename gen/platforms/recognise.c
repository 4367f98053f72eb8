/* Which description fits a file: its header's cells, or its keys, vote for the rules that ask for them. */
#include "platforms/recognise.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "base/text.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/json_text.h"
#include "platforms/plan.h"
#include "platforms/stamp.h"

#define HEADER_WITHIN 60 /* rows of a table's head that may be its header */

struct candidate {
	const struct description *description;
	const struct rule *rule;
};

/* One requirement of one rule. */
struct vote {
	guint candidate, group;
	gboolean against;
};

struct recogniser {
	GArray *candidates;   /* struct candidate */
	GHashTable *columns;  /* folded name, or glob of such → GArray of struct vote */
	GPtrArray *globs;     /* const char *: those of `columns` that hold a * */
	GHashTable *keys;     /* path → GArray of struct vote */
};

/* ---- making ---- */

static void add_vote(GHashTable *votes, const char *name, struct vote vote)
{
	GArray *list = g_hash_table_lookup(votes, name);

	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct vote));
		g_hash_table_insert(votes, g_strdup(name), list);
	}
	g_array_append_val(list, vote);
}

static void add_groups(GHashTable *votes, const GPtrArray *groups, const GPtrArray *without, guint candidate)
{
	for (guint i = 0; groups && i < groups->len; i++) {
		const GPtrArray *group = groups->pdata[i];
		for (guint j = 0; j < group->len; j++)
			add_vote(votes, group->pdata[j], (struct vote){candidate, i, FALSE});
	}
	for (guint i = 0; without && i < without->len; i++)
		add_vote(votes, without->pdata[i], (struct vote){candidate, 0, TRUE});
}

static void add_description(struct recogniser *recogniser, const struct description *description)
{
	for (guint i = 0; i < description->plan->rules->len; i++) {
		struct candidate candidate = {description, description->plan->rules->pdata[i]};
		guint number = recogniser->candidates->len;
		g_array_append_val(recogniser->candidates, candidate);
		add_groups(recogniser->columns, candidate.rule->columns, candidate.rule->without, number);
		add_groups(recogniser->keys, candidate.rule->keys, candidate.rule->without_keys, number);
	}
}

static GPtrArray *globs_of(GHashTable *votes)
{
	GPtrArray *globs = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;

	for (g_hash_table_iter_init(&iter, votes); g_hash_table_iter_next(&iter, &name, NULL);)
		if (strchr(name, '*'))
			g_ptr_array_add(globs, name);
	return globs;
}

struct recogniser *recogniser_new(const struct descriptions *set)
{
	struct recogniser *recogniser = g_new0(struct recogniser, 1);

	recogniser->candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	recogniser->columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	recogniser->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	for (guint i = 0; i < descriptions_count(set); i++)
		add_description(recogniser, descriptions_get(set, i));
	recogniser->globs = globs_of(recogniser->columns);
	return recogniser;
}

void recogniser_free(struct recogniser *recogniser)
{
	if (!recogniser)
		return;
	g_array_unref(recogniser->candidates);
	g_ptr_array_unref(recogniser->globs);
	g_hash_table_unref(recogniser->columns);
	g_hash_table_unref(recogniser->keys);
	g_free(recogniser);
}

/* ---- one ballot: which rules have all they ask for ---- */

struct ballot {
	guint64 *met;     /* by candidate: bit a group */
	guint8 *objected; /* by candidate */
	guint count;
};

static struct ballot ballot_new(const struct recogniser *recogniser)
{
	guint count = recogniser->candidates->len;

	return (struct ballot){g_new0(guint64, count + 1), g_new0(guint8, count + 1), count};
}

static void ballot_clear(struct ballot *ballot)
{
	g_free(ballot->met);
	g_free(ballot->objected);
}

static void cast(struct ballot *ballot, GHashTable *votes, const char *name)
{
	const GArray *list = g_hash_table_lookup(votes, name);

	for (guint i = 0; list && i < list->len; i++) {
		const struct vote *vote = &g_array_index(list, struct vote, i);
		if (vote->against)
			ballot->objected[vote->candidate] = 1;
		else
			ballot->met[vote->candidate] |= G_GUINT64_CONSTANT(1) << (vote->group & 63);
	}
}

static void cast_column(struct ballot *ballot, const struct recogniser *recogniser, const char *folded)
{
	cast(ballot, recogniser->columns, folded);
	for (guint i = 0; i < recogniser->globs->len; i++)
		if (text_glob(recogniser->globs->pdata[i], folded))
			cast(ballot, recogniser->columns, recogniser->globs->pdata[i]);
}

static gboolean has_won(const struct ballot *ballot, guint candidate, const GPtrArray *groups)
{
	guint64 all = !groups || !groups->len ? 0 : groups->len >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT(1) << groups->len) - 1;

	return !ballot->objected[candidate] && ballot->met[candidate] == all;
}

/* ---- path and first line ---- */

/* A glob fits the path or its end: "users.json" fits "exports/slack.zip/users.json". */
static gboolean fits_path(const GPtrArray *globs, const char *path)
{
	for (const char *end = path; end; end = strchr(end, '/') ? strchr(end, '/') + 1 : NULL)
		for (guint i = 0; i < globs->len; i++)
			if (text_glob(globs->pdata[i], end))
				return TRUE;
	return FALSE;
}

/* The first line that is not empty. */
static char *first_line_of(const char *head)
{
	head += strspn(head, "\r\n");
	return g_strndup(head, strcspn(head, "\r\n"));
}

static char *second_line_of(const char *head)
{
	head += strspn(head, "\r\n");
	return first_line_of(head + strcspn(head, "\r\n"));
}

struct look {
	const struct recogniser *recogniser;
	const char *path;
	char *made;       /* the path as the file was called when it was made */
	char *file;       /* of a sheet: the path without its name; NULL: no sheet */
	char *first_line;
	char *second_line; /* it is asked too: a "sep=," or a title of somebody's own may have come in front */
	char *root; /* of XML */
	guint width; /* of a table's row: cells with a text */
	guint8 *won; /* by candidate */
	const struct candidate *near; /* whose header this nearly is */
	const char *lacking;
	guint near_met;
	gboolean hollow; /* its lists are empty, so it may be one thing or another */
};

static gboolean fits_around(const struct look *look, const struct rule *rule)
{
	if (rule->paths && !fits_path(rule->paths, look->path) && !fits_path(rule->paths, look->made) &&
	    !(look->file && fits_path(rule->paths, look->file)))
		return FALSE;
	if (rule->root && g_strcmp0(rule->root, look->root))
		return FALSE;
	if (rule->width && rule->width != look->width)
		return FALSE;
	return !rule->first_line || g_regex_match(rule->first_line, look->first_line, 0, NULL) ||
	       (look->second_line && g_regex_match(rule->first_line, look->second_line, 0, NULL));
}

/* A header that has all but one of at least three columns is likely a newer or older form of the same export. */
static void note_near(struct look *look, const struct ballot *ballot, guint number, const struct candidate *candidate)
{
	const GPtrArray *groups = candidate->rule->columns;
	guint met = 0, lacking = 0;

	for (guint i = 0; groups && i < MIN(groups->len, 64); i++)
		if (ballot->met[number] >> i & 1)
			met++;
		else
			lacking = i;
	if (met < 2 || !groups || met + 1 != groups->len || met <= look->near_met || ballot->objected[number])
		return;
	look->near = candidate;
	look->near_met = met;
	look->lacking = ((const GPtrArray *)groups->pdata[lacking])->pdata[0];
}

static void count_ballot(struct look *look, const struct ballot *ballot, gboolean tables)
{
	for (guint i = 0; i < ballot->count; i++) {
		const struct candidate *candidate = &g_array_index(look->recogniser->candidates, struct candidate, i);
		const GPtrArray *groups = tables ? candidate->rule->columns : candidate->rule->keys;
		enum container container = candidate->description->container;
		gboolean table = container == CONTAINER_SPREADSHEET || (container == CONTAINER_CSV && !look->file);
		if (table == tables && has_won(ballot, i, groups) && fits_around(look, candidate->rule))
			look->won[i] = 1;
		else if (table && tables)
			note_near(look, ballot, i, candidate);
	}
}

/* ---- the winner ---- */

static struct recognition best_of(const struct look *look)
{
	struct recognition best = {0};
	guint weight = 0;

	for (guint i = 0; i < look->recogniser->candidates->len; i++) {
		const struct candidate *candidate = &g_array_index(look->recogniser->candidates, struct candidate, i);
		if (!look->won[i] || (best.description && candidate->rule->weight < weight))
			continue;
		if (!best.description || candidate->rule->weight > weight) {
			best = (struct recognition){.description = candidate->description};
			weight = candidate->rule->weight;
		} else if (candidate->description != best.description)
			best.rival = candidate->description;
	}
	if (!best.description && look->near) {
		best.near = look->near->description;
		best.lacking = look->lacking;
	}
	return best;
}

/* ---- tables ---- */

struct head_rows {
	struct look *look;
	guint rows;
};

static gboolean look_at_row(const struct csv_row *row, void *user)
{
	struct head_rows *head = user;
	struct ballot ballot = ballot_new(head->look->recogniser);

	head->look->width = 0;
	for (guint i = 0; i < row->count; i++) {
		g_autofree char *folded = text_fold(row->cells[i].text);
		cast_column(&ballot, head->look->recogniser, folded);
		head->look->width += *folded != '\0';
	}
	count_ballot(head->look, &ballot, TRUE);
	ballot_clear(&ballot);
	return ++head->rows < HEADER_WITHIN;
}

static void look_at_table(struct look *look, struct input *input)
{
	struct head_rows head = {look, 0};
	struct csv_options options = {0};

	csv_head(input, &options, look_at_row, &head);
}

/* Rules look at a sheet's first row as at the first line of a CSV. */
static gboolean look_at_sheet_row(const struct csv_row *row, void *user)
{
	struct head_rows *head = user;
	g_autoptr(GString) line = g_string_new(NULL);

	for (guint i = 0; i < row->count && !head->look->first_line; i++)
		g_string_append_printf(line, "%s%s", i ? "," : "", row->cells[i].text);
	if (!head->look->first_line)
		head->look->first_line = g_strdup(line->str);
	return look_at_row(row, user);
}

/* ---- JSON: every key path in the head ---- */

struct key_walk {
	GString *path;
	GArray *lengths; /* gsize: the path's length before each open map, array */
	gboolean bare;   /* an array was opened, and nothing came since */
	GPtrArray *empty; /* char *: "messages[]", lists of the document without anything in them */
	struct ballot ballot;
	const struct recogniser *recogniser;
};

static void open_container(struct key_walk *walk, const char *mark)
{
	g_array_append_val(walk->lengths, walk->path->len);
	g_string_append(walk->path, mark);
}

static int walk_open_map(void *user)
{
	((struct key_walk *)user)->bare = FALSE;
	open_container(user, "");
	return 1;
}

static int walk_open_array(void *user)
{
	((struct key_walk *)user)->bare = TRUE;
	open_container(user, "[]");
	return 1;
}

static int walk_close(void *user)
{
	struct key_walk *walk = user;

	walk->bare = FALSE;
	g_string_truncate(walk->path, g_array_index(walk->lengths, gsize, walk->lengths->len - 1));
	g_array_set_size(walk->lengths, walk->lengths->len - 1);
	return 1;
}

static int walk_close_array(void *user)
{
	struct key_walk *walk = user;
	const char *first = strstr(walk->path->str, "[]");

	if (walk->bare && first && first != walk->path->str && !first[2])
		g_ptr_array_add(walk->empty, g_strdup(walk->path->str));
	return walk_close(user);
}

static int walk_value(struct key_walk *walk)
{
	walk->bare = FALSE;
	return 1;
}

static int walk_null(void *user)
{
	return walk_value(user);
}

static int walk_boolean(void *user, int value)
{
	(void)value;
	return walk_value(user);
}

static int walk_text(void *user, const unsigned char *text, size_t length)
{
	(void)text, (void)length;
	return walk_value(user);
}

static int walk_number(void *user, const char *text, size_t length)
{
	(void)text, (void)length;
	return walk_value(user);
}

/* The path of a map is where it was opened; each key replaces the one before. */
static int walk_key(void *user, const unsigned char *key, size_t length)
{
	struct key_walk *walk = user;

	g_string_truncate(walk->path, g_array_index(walk->lengths, gsize, walk->lengths->len - 1));
	if (walk->path->len)
		g_string_append_c(walk->path, '.');
	g_string_append_len(walk->path, (const char *)key, (gssize)length);
	cast(&walk->ballot, walk->recogniser->keys, walk->path->str);
	return 1;
}

static const yajl_callbacks WALK = {
	.yajl_null = walk_null, .yajl_boolean = walk_boolean, .yajl_number = walk_number, .yajl_string = walk_text,
	.yajl_start_map = walk_open_map, .yajl_map_key = walk_key, .yajl_end_map = walk_close,
	.yajl_start_array = walk_open_array, .yajl_end_array = walk_close_array
};

static gboolean lies_in(const char *key, const GPtrArray *lists)
{
	for (guint i = 0; i < lists->len; i++) {
		gsize length = strlen(lists->pdata[i]);
		if (!strncmp(key, lists->pdata[i], length) && key[length] == '.')
			return TRUE;
	}
	return FALSE;
}

/* An empty list has whatever is asked of its elements. */
static void cast_for_empty(struct key_walk *walk)
{
	GHashTableIter iterator;
	gpointer key, list;

	g_hash_table_iter_init(&iterator, walk->recogniser->keys);
	while (g_hash_table_iter_next(&iterator, &key, &list))
		for (guint i = 0; lies_in(key, walk->empty) && i < ((const GArray *)list)->len; i++) {
			const struct vote *vote = &g_array_index((const GArray *)list, struct vote, i);
			if (!vote->against)
				walk->ballot.met[vote->candidate] |= G_GUINT64_CONSTANT(1) << (vote->group & 63);
		}
}

/* A channel in which nobody wrote is known by what stands around its list. Where nothing does, or several descriptions fit alike, it is
 * only said that nothing is in it. */
static void look_at_empty(struct look *look, struct key_walk *walk)
{
	g_autofree guint64 *real = g_memdup2(walk->ballot.met, sizeof(guint64) * (walk->ballot.count + 1));
	const struct description *known = NULL;

	cast_for_empty(walk);
	count_ballot(look, &walk->ballot, FALSE);
	for (guint i = 0; i < walk->ballot.count; i++) {
		const struct description *description = g_array_index(look->recogniser->candidates, struct candidate, i).description;
		look->hollow |= look->won[i] && (!real[i] || (known && known != description));
		look->won[i] = look->won[i] && real[i];
		if (look->won[i])
			known = description;
	}
	if (look->hollow && best_of(look).rival)
		memset(look->won, 0, walk->ballot.count);
}

static void look_at_json(struct look *look, const char *head, gsize length)
{
	g_autofree char *text = g_strndup(head, length);
	struct key_walk walk = {.path = g_string_new(NULL), .lengths = g_array_new(FALSE, FALSE, sizeof(gsize)),
	                        .empty = g_ptr_array_new_with_free_func(g_free), .ballot = ballot_new(look->recogniser), .recogniser = look->recogniser};
	yajl_handle handle = yajl_alloc(&WALK, NULL, &walk);

	json_blank_words(text, length);
	yajl_config(handle, yajl_allow_multiple_values, 1);
	yajl_config(handle, yajl_dont_validate_strings, 1);
	yajl_parse(handle, (const unsigned char *)text, length); /* the head ends in the middle: what came has voted */
	yajl_free(handle);
	count_ballot(look, &walk.ballot, FALSE);
	if (walk.empty->len && !best_of(look).description)
		look_at_empty(look, &walk);
	ballot_clear(&walk.ballot);
	g_ptr_array_unref(walk.empty);
	g_string_free(walk.path, TRUE);
	g_array_unref(walk.lengths);
}

/* ---- XML: the root, and elements with their attributes ---- */

static void vote_attributes(struct ballot *ballot, GHashTable *keys, const char *element, const char *attributes)
{
	g_autoptr(GRegex) pattern = g_regex_new("([A-Za-z_][\\w:.-]*)\\s*=\\s*[\"']", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	for (gboolean more = g_regex_match(pattern, attributes, 0, &match); more; more = g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);
		g_autofree char *path = g_strconcat(element, ".", name, NULL);
		cast(ballot, keys, path);
	}
}

/* A root without an element is known by its name, if it is one description's alone. */
static void look_at_empty_root(struct look *look)
{
	for (guint i = 0; i < look->recogniser->candidates->len; i++) {
		const struct rule *rule = g_array_index(look->recogniser->candidates, struct candidate, i).rule;
		look->won[i] = rule->root && fits_around(look, rule);
	}
	look->hollow = best_of(look).rival != NULL;
	if (look->hollow)
		memset(look->won, 0, look->recogniser->candidates->len);
}

static void look_at_xml(struct look *look, const char *text)
{
	g_autoptr(GRegex) pattern = g_regex_new("<([A-Za-z_][\\w:.-]*)([^>]*)>", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	struct ballot ballot = ballot_new(look->recogniser);
	guint elements = 0;

	for (gboolean more = g_regex_match(pattern, text, 0, &match); more && elements < 50; more = g_match_info_next(match, NULL), elements++) {
		g_autofree char *element = g_match_info_fetch(match, 1), *attributes = g_match_info_fetch(match, 2);
		if (!look->root)
			look->root = g_strdup(element);
		vote_attributes(&ballot, look->recogniser->keys, element, attributes);
	}
	count_ballot(look, &ballot, FALSE);
	if (elements == 1 && !best_of(look).description)
		look_at_empty_root(look);
	ballot_clear(&ballot);
}

/* ---- the whole ---- */

static struct recognition look_at_head(const struct recogniser *recogniser, struct input *input)
{
	gsize length;
	const char *head = input_head(input, &length);
	const char *begin = head + strspn(head, " \t\r\n");
	struct look look = {.recogniser = recogniser, .path = input_path(input), .first_line = first_line_of(head), .second_line = second_line_of(head)};

	look.made = path_as_made(look.path);
	look.won = g_new0(guint8, recogniser->candidates->len + 1);
	begin += json_prefix(begin, length - (gsize)(begin - head));
	if (*begin == '[' || *begin == '{')
		look_at_json(&look, begin, length - (gsize)(begin - head));
	else if (*begin == '<')
		look_at_xml(&look, begin);
	if (*begin != '<' && !best_of(&look).description) /* a header may begin with a bracket too */
		look_at_table(&look, input);
	struct recognition found = best_of(&look);
	found.hollow = look.hollow && !found.description;
	g_free(look.made);
	g_free(look.won);
	g_free(look.first_line);
	g_free(look.second_line);
	g_free(look.root);
	return found;
}

struct recognition recognise(const struct recogniser *recogniser, struct input *input)
{
	struct recognition found = look_at_head(recogniser, input);

	if (!found.description && input_look_further(input))
		found = look_at_head(recogniser, input);
	return found;
}

struct recognition recognise_sheet(const struct recogniser *recogniser, struct workbook *workbook, guint sheet)
{
	const char *path = sheet_source(workbook, sheet)->path;
	struct look look = {.recogniser = recogniser, .path = path};
	struct head_rows head = {&look, 0};
	AUTO(complaints) ignored = complaints_new(); /* they come again when the sheet is read */

	look.made = path_as_made(path);
	look.file = g_strndup(path, strlen(path) - strlen(sheet_name(workbook, sheet)) - 1);
	look.won = g_new0(guint8, recogniser->candidates->len + 1);
	sheet_read(workbook, sheet, FALSE, ignored, look_at_sheet_row, &head);
	struct recognition found = best_of(&look);
	g_free(look.made);
	g_free(look.won);
	g_free(look.first_line);
	g_free(look.file);
	return found;
}

/* A file's columns are collected with their first values, guessed one by one, given a part in the record that fits the
 * file best, and written as YAML. */
#include "platforms/starter.h"

#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/json.h"
#include "formats/xml.h"

#define VALUES 50         /* looked at, of each column */
#define RECOGNISED_BY 5   /* columns */
#define LONG_TEXT 20      /* bytes on average: sentences, not names */
#define NESTED 3          /* keys within keys that become columns */
#define EARLIEST 7305     /* 1990-01-01: an earlier day is a number that looks like one */
#define LATEST 47482      /* 2100-01-01 */

enum guess { GUESS_EMPTY, GUESS_INSTANT, GUESS_DAY, GUESS_COUNT, GUESS_PERCENT, GUESS_REAL, GUESS_LINK, GUESS_ID, GUESS_TEXT, GUESS_WORD };

static const char *const SAID[] = { "no values", "instant", "day", "count", "percent", "number or money", "link", "id", "text", "word" };

struct column {
	char *name, *folded;
	GPtrArray *values;       /* char *: the first that are not missing */
	enum guess guess;
	const char *format, *other; /* of days and instants; other: fits as well */
	gboolean placed;
};

struct survey {
	GPtrArray *columns; /* struct column * */
	GPtrArray *items;   /* struct tree *: of JSON and XML */
	guint documents;
	char *container, *each, *root, *word;
	char delimiter;
	gboolean comma;
};

/* ---- columns ---- */

static void column_free(void *pointer)
{
	struct column *column = pointer;

	g_free(column->name);
	g_free(column->folded);
	g_ptr_array_unref(column->values);
	g_free(column);
}

/* Signs that mean something in a source of a description, and what YAML would fold. */
static gboolean can_be_named(const char *name)
{
	return *name && !strchr("$#/.", *name) && !strpbrk(name, "{}") && g_utf8_validate(name, -1, NULL) && !strpbrk(name, "\r\n\t") &&
	       strspn(name, " ") < strlen(name);
}

static struct column *column_of(struct survey *survey, const char *name)
{
	g_autofree char *folded = text_fold(name);
	struct column *column;

	for (guint i = 0; i < survey->columns->len; i++) {
		column = survey->columns->pdata[i];
		if (g_str_equal(column->folded, folded))
			return column;
	}
	column = g_new0(struct column, 1);
	*column = (struct column){ .name = g_strdup(name), .folded = g_steal_pointer(&folded), .values = g_ptr_array_new_with_free_func(g_free) };
	g_ptr_array_add(survey->columns, column);
	return column;
}

static gboolean is_missing(const char *text)
{
	static const char *const TOKENS[] = { "", "-", "--", "n/a", "nan", "undefined", "(not set)", NULL };
	g_autofree char *folded = text_fold(text);

	return g_strv_contains(TOKENS, folded);
}

static void value_add(struct column *column, const char *text)
{
	if (text && column->values->len < VALUES && !is_missing(text))
		g_ptr_array_add(column->values, g_strdup(text));
}

/* ---- tables ---- */

static gboolean row_keep(const struct csv_row *row, void *user)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < row->count; i++)
		g_ptr_array_add(cells, g_strdup(row->cells[i].text));
	g_ptr_array_add(user, g_steal_pointer(&cells));
	return ((GPtrArray *)user)->len < VALUES + 20;
}

static guint usual_width(const GPtrArray *rows)
{
	guint best = 0, width = 0;

	for (guint i = 0; i < rows->len; i++) {
		guint same = 0, cells = ((GPtrArray *)rows->pdata[i])->len;
		for (guint j = 0; j < rows->len; j++)
			same += ((GPtrArray *)rows->pdata[j])->len == cells;
		if (cells > 1 && (same > best || (same == best && cells > width))) {
			best = same;
			width = cells;
		}
	}
	return width;
}

static gboolean is_header(const GPtrArray *row, guint width)
{
	double number;

	for (guint i = 0; i < row->len; i++)
		if (is_missing(row->pdata[i]) || number_real(row->pdata[i], NUMBER_AUTO, &number))
			return FALSE;
	return row->len == width && width > 1;
}

static void table_survey(struct survey *survey, struct input *input)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	struct csv_options options = { 0 };
	const GPtrArray *header = NULL;

	survey->container = g_strdup("csv");
	survey->delimiter = csv_delimiter(input);
	csv_head(input, &options, row_keep, rows);
	guint width = usual_width(rows);
	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *row = rows->pdata[i];
		for (guint j = 0; header && j < MIN(row->len, header->len); j++)
			if (can_be_named(header->pdata[j]))
				value_add(column_of(survey, header->pdata[j]), row->pdata[j]);
		if (!header && is_header(row, width))
			header = row;
	}
}

/* ---- JSON and XML ---- */

static void keys_survey(struct survey *survey, const struct tree *item, const char *prefix, guint depth)
{
	for (const struct tree *child = item->first; child; child = child->next) {
		if (!child->key || !can_be_named(child->key))
			continue;
		g_autofree char *name = prefix ? g_strconcat(prefix, ".", child->key, NULL) : g_strdup(child->key);
		if (child->type == TREE_OBJECT && child->first && depth < NESTED)
			keys_survey(survey, child, name, depth + 1);
		else if (child->type != TREE_ARRAY && child->type != TREE_OBJECT)
			value_add(column_of(survey, name), child->text);
		else if (child->type == TREE_OBJECT && child->text)
			value_add(column_of(survey, name), child->text);
	}
}

static void item_keep(struct survey *survey, struct tree *item)
{
	if (survey->documents++ < VALUES)
		g_ptr_array_add(survey->items, item);
	else
		tree_free(item);
}

static void json_keep(guint path, struct tree *item, const struct tree *ancestors, void *user)
{
	(void)path, (void)ancestors;
	item_keep(user, item);
}

/* The array of objects that has most of them. */
static const struct tree *largest_array(const struct tree *tree, const char *path, guint depth, char **where)
{
	const struct tree *best = NULL;

	for (const struct tree *child = tree->first; child && depth < NESTED; child = child->next) {
		const struct tree *found = NULL;
		if (!child->key || !can_be_named(child->key))
			continue;
		g_autofree char *name = path ? g_strconcat(path, ".", child->key, NULL) : g_strdup(child->key);
		g_autofree char *below = NULL;
		if (child->type == TREE_ARRAY && child->first && child->first->type == TREE_OBJECT) {
			found = child;
			below = g_strconcat(name, "[]", NULL);
		} else if (child->type == TREE_OBJECT)
			found = largest_array(child, name, depth + 1, &below);
		if (!found || (best && tree_count(found) <= tree_count(best)))
			continue;
		best = found;
		g_free(*where);
		*where = g_steal_pointer(&below);
	}
	return best;
}

static void json_survey(struct survey *survey, struct input *input, gboolean array, struct complaints *complaints, GError **error)
{
	const char *const paths[] = { array ? "[]" : "", NULL };
	const struct json_visitor visitor = { .paths = paths, .item = json_keep, .user = survey };

	survey->container = g_strdup("json");
	if (!json_read(input, &visitor, complaints, error))
		return;
	const struct tree *rows = survey->documents == 1 && !array ? largest_array(survey->items->pdata[0], NULL, 0, &survey->each) : NULL;
	if (!survey->each)
		survey->each = g_strdup(paths[0]);
	guint looked = 0;
	for (const struct tree *row = rows ? rows->first : NULL; row && looked < VALUES; row = row->next, looked++)
		keys_survey(survey, row, NULL, 0);
	for (guint i = 0; !rows && i < survey->items->len; i++)
		keys_survey(survey, survey->items->pdata[i], NULL, 0);
}

static void xml_keep(struct tree *item, const char *root, void *user)
{
	struct survey *survey = user;

	if (!survey->root)
		survey->root = g_strdup(root);
	if (!survey->each)
		survey->each = g_strdup(item->key);
	item_keep(survey, item);
}

static void xml_survey(struct survey *survey, struct input *input, struct complaints *complaints, GError **error)
{
	const struct xml_visitor visitor = { .item = xml_keep, .user = survey };

	survey->container = g_strdup("xml");
	if (!xml_read(input, &visitor, complaints, error))
		return;
	for (guint i = 0; i < survey->items->len; i++)
		if (!g_strcmp0(((struct tree *)survey->items->pdata[i])->key, survey->each))
			keys_survey(survey, survey->items->pdata[i], NULL, 0);
}

/* ---- what a column looks like ---- */

static gboolean all_moments(const struct column *column, const char *format, gboolean *clock)
{
	gint32 day;
	gint64 instant;

	for (guint i = 0; i < column->values->len; i++)
		if (!moment_parse(column->values->pdata[i], format, NULL, 0, &day, &instant) || day < EARLIEST || day > LATEST)
			return FALSE;
		else
			*clock = instant != NO_TIME;
	return column->values->len > 0;
}

static gboolean guess_moment(struct column *column)
{
	static const char *const FORMATS[] = {
		"%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S%z", "%Y-%m-%d %H:%M:%S",
		"%Y-%m-%d %H:%M", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%Y %H:%M",
		"%m/%d/%Y %H:%M", "%d %b %Y", "%b %d, %Y", "%b %d, %Y %H:%M", "%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %z %Y", "%s", "%Q",
	};
	gboolean clock, ignored;

	for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++)
		if (!column->format && all_moments(column, FORMATS[i], &clock))
			column->format = FORMATS[i];
		else if (column->format && !column->other && all_moments(column, FORMATS[i], &ignored))
			column->other = FORMATS[i];
	if (column->format)
		column->guess = clock ? GUESS_INSTANT : GUESS_DAY;
	return column->format != NULL;
}

typedef gboolean (*value_test)(const char *text, enum number_style);

static gboolean is_count(const char *text, enum number_style style) { gint64 n; return number_count(text, style, &n); }
static gboolean is_real(const char *text, enum number_style style) { double n; return number_real(text, style, &n); }
static gboolean is_percent(const char *text, enum number_style style) { double n; return strchr(text, '%') && number_percent(text, style, &n); }
static gboolean is_link(const char *text, enum number_style style) { (void)style; return g_str_has_prefix(text, "http"); }
static gboolean is_one_word(const char *text, enum number_style style) { (void)style; return !strchr(text, ' '); }

static gboolean all_are(const struct column *column, value_test test, enum number_style style)
{
	for (guint i = 0; i < column->values->len; i++)
		if (!test(column->values->pdata[i], style))
			return FALSE;
	return column->values->len > 0;
}

static gboolean has_word(const struct column *column, const char *word)
{
	g_autofree char *pattern = g_strdup_printf("(?<![a-z])%s(?![a-z])", word);

	return g_regex_match_simple(pattern, column->folded, 0, 0);
}

static gboolean looks_like_id(const struct column *column)
{
	return (has_word(column, "id") || g_str_has_suffix(column->name, "Id") || g_str_has_suffix(column->name, "ID")) && all_are(column, is_one_word, NUMBER_AUTO);
}

static double usual_length(const struct column *column)
{
	double bytes = 0;

	for (guint i = 0; i < column->values->len; i++)
		bytes += (double)strlen(column->values->pdata[i]);
	return column->values->len ? bytes / column->values->len : 0;
}

static void column_guess(struct column *column, enum number_style style)
{
	if (!column->values->len)
		column->guess = GUESS_EMPTY;
	else if (looks_like_id(column))
		column->guess = GUESS_ID;
	else if (guess_moment(column))
		return;
	else if (all_are(column, is_count, style))
		column->guess = GUESS_COUNT;
	else if (all_are(column, is_percent, style))
		column->guess = GUESS_PERCENT;
	else if (all_are(column, is_real, style))
		column->guess = GUESS_REAL;
	else if (all_are(column, is_link, style))
		column->guess = GUESS_LINK;
	else
		column->guess = usual_length(column) >= LONG_TEXT ? GUESS_TEXT : GUESS_WORD;
}

static gboolean has_decimal_comma(const struct column *column)
{
	for (guint i = 0; i < column->values->len; i++)
		if (g_regex_match_simple(",[0-9]{1,2}\\s*%", column->values->pdata[i], 0, 0))
			return TRUE;
	return FALSE;
}

/* "12,5" is a number only where the comma is the decimal sign; then "1.204" beside it is no fraction. */
static void columns_guess(struct survey *survey)
{
	for (guint i = 0; i < survey->columns->len; i++) {
		const struct column *column = survey->columns->pdata[i];
		survey->comma |= (all_are(column, is_real, NUMBER_COMMA) && !all_are(column, is_real, NUMBER_AUTO)) ||
		                 (all_are(column, is_percent, NUMBER_COMMA) && has_decimal_comma(column));
	}
	for (guint i = 0; i < survey->columns->len; i++)
		column_guess(survey->columns->pdata[i], survey->comma ? NUMBER_COMMA : NUMBER_AUTO);
}

/* ---- the part a column has ---- */

static struct column *first_guessed(const struct survey *survey, enum guess guess)
{
	for (guint i = 0; i < survey->columns->len; i++)
		if (((struct column *)survey->columns->pdata[i])->guess == guess)
			return survey->columns->pdata[i];
	return NULL;
}

/* The first of the words that a column's name has, among columns that hold names and ids. */
static struct column *first_called(const struct survey *survey, const char *const *words, const struct column *but)
{
	for (; *words; words++)
		for (guint i = 0; i < survey->columns->len; i++) {
			struct column *column = survey->columns->pdata[i];
			if (column != but && !column->placed && column->guess >= GUESS_ID && has_word(column, *words))
				return column;
		}
	return NULL;
}

static struct column *longest_text(const struct survey *survey)
{
	struct column *best = NULL;

	for (guint i = 0; i < survey->columns->len; i++) {
		struct column *column = survey->columns->pdata[i];
		if (column->guess == GUESS_TEXT && (!best || usual_length(column) > usual_length(best)))
			best = column;
	}
	return best;
}

static char *quoted(const char *name)
{
	g_auto(GStrv) pieces = g_strsplit(name, "'", -1);
	g_autofree char *inside = g_strjoinv("''", pieces);

	return g_strdup_printf("'%s'", inside);
}

static void field_add(GString *out, const char *field, const char *kind, struct column *column)
{
	if (!column)
		return;
	g_autofree char *name = quoted(column->name);
	column->placed = TRUE;
	g_string_append_printf(out, "      %s: { %s: %s", field, kind, name);
	if (column->format)
		g_string_append_printf(out, ", format: '%s'", column->format);
	g_string_append(out, column->other ? " } # the other order of day and month fits the values too\n" : " }\n");
}

/* Our names of measures, and the words that exports use for them. */
struct measure {
	const char *name, *words;
};

static const char *measure_of(const struct measure *measures, const struct column *column)
{
	for (; measures->name; measures++)
		if (has_word(column, measures->words))
			return measures->name;
	return NULL;
}

/* ---- records ---- */

static const char *const AUTHOR[] = { "author", "user", "username", "sender", "from", "writer", "member", "nick", "handle", "who", "name", NULL };
static const char *const SPACE[] = { "channel", "room", "space", "forum", "group", "board", NULL };
static const char *const THREAD[] = { "thread", "thread_id", "topic", "topic_id", "conversation", NULL };
static const char *const PARENT[] = { "reply_to", "in_reply_to", "parent", "parent_id", NULL };

static gboolean emit_message(struct survey *survey, GString *out)
{
	struct column *text = longest_text(survey), *when = first_guessed(survey, GUESS_INSTANT), *id = first_guessed(survey, GUESS_ID);
	struct column *author = first_called(survey, AUTHOR, NULL);

	if (author && author == id)
		author = first_called(survey, AUTHOR, id) ? first_called(survey, AUTHOR, id) : author;
	if (id == author)
		id = NULL;
	if (author == text)
		author = first_called(survey, AUTHOR, text);
	if (!text || !author || !when)
		return FALSE;
	g_string_append(out, "emit:\n  - record: message\n    fields:\n");
	if (id)
		field_add(out, "message_id", "id", id);
	else {
		g_autofree char *template = g_strdup_printf("{%s}/{%s}/{%s}", when->name, author->name, text->name), *name = quoted(template);
		g_string_append_printf(out, "      message_id: { template: %s, hashed: yes } # no column looks like an id\n", name);
	}
	field_add(out, "created_at", "instant", when);
	field_add(out, "account", "id", author);
	field_add(out, "text", "text", text);
	struct column *parent = first_called(survey, PARENT, NULL), *thread;
	field_add(out, "reply_to", "id", parent);
	thread = first_called(survey, THREAD, NULL);
	field_add(out, "thread", "id", thread);
	field_add(out, "space", "id", first_called(survey, SPACE, NULL));
	g_string_append_printf(out, "      reply_rule: { is: %s } # parent: replies name what they answer; thread; channel: one stream\n",
	                       parent ? "parent" : thread ? "thread" : "channel");
	return TRUE;
}

static void emit_post_metric(struct survey *survey, const struct column *id, GString *out)
{
	static const struct measure MEASURES[] = {
		{ "impressions", "(impressions|views|seen)" }, { "reach", "reach" }, { "reactions", "(likes|reactions|favou?rites|hearts)" },
		{ "comments", "(comments|replies)" }, { "shares", "(shares|boosts|reposts|retweets)" }, { "saves", "(saves|bookmarks)" },
		{ "link_clicks", "clicks" }, { "follows", "follows" }, { "quotes", "quotes" }, { NULL, NULL },
	};
	g_autoptr(GPtrArray) taken = g_ptr_array_new();
	g_autoptr(GString) fields = g_string_new(NULL);

	for (guint i = 0; i < survey->columns->len; i++) {
		struct column *column = survey->columns->pdata[i];
		const char *measure = column->guess == GUESS_COUNT ? measure_of(MEASURES, column) : NULL;
		if (!measure || g_ptr_array_find(taken, measure, NULL))
			continue;
		g_ptr_array_add(taken, (char *)measure);
		field_add(fields, measure, "count", column);
	}
	g_autofree char *name = quoted(id->name);
	if (taken->len)
		g_string_append_printf(out, "  - record: post_metric\n    fields:\n      post_id: { id: %s }\n      definition: { is: '%s' }\n%s", name, survey->word, fields->str);
}

static gboolean emit_post(struct survey *survey, GString *out)
{
	struct column *link = first_guessed(survey, GUESS_LINK), *id = first_guessed(survey, GUESS_ID), *at = first_guessed(survey, GUESS_INSTANT);
	struct column *day = at ? NULL : first_guessed(survey, GUESS_DAY);

	if (!(link || id) || !(at || day) || !first_guessed(survey, GUESS_COUNT))
		return FALSE;
	g_string_append(out, "emit:\n  - record: post\n    fields:\n");
	field_add(out, "post_id", "id", id ? id : link);
	field_add(out, "published_at", "instant", at);
	field_add(out, "published_day", "day", day);
	field_add(out, "url", "text", link);
	field_add(out, "text", "text", longest_text(survey));
	emit_post_metric(survey, id ? id : link, out);
	return TRUE;
}

static char *slug_of(const char *text)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = lower; *at; at++)
		if (g_ascii_isalnum(*at))
			g_string_append_c(out, *at);
		else if (out->len && out->str[out->len - 1] != '_')
			g_string_append_c(out, '_');
	while (out->len && out->str[out->len - 1] == '_')
		g_string_truncate(out, out->len - 1);
	if (!out->len || !g_ascii_isalpha(out->str[0]))
		g_string_prepend(out, "column_");
	return g_strdup(out->str);
}

static gboolean emit_account_day(struct survey *survey, GString *out)
{
	static const struct measure MEASURES[] = {
		{ "followers_gained", "(new|gained) followers" }, { "followers_lost", "(lost followers|unfollows)" }, { "followers_end", "followers" },
		{ "profile_visits", "profile (visits|views)" }, { "video_views", "video views" }, { "impressions", "(impressions|views)" },
		{ "reach", "reach" }, { "link_clicks", "clicks" }, { "interactions", "(interactions|engagements)" }, { "posts", "posts" }, { NULL, NULL },
	};
	struct column *day = first_guessed(survey, GUESS_DAY);
	g_autoptr(GString) columns = g_string_new(NULL);
	g_autoptr(GPtrArray) taken = g_ptr_array_new_with_free_func(g_free);

	if (!day)
		day = first_guessed(survey, GUESS_INSTANT);
	for (guint i = 0; day && i < survey->columns->len; i++) {
		struct column *column = survey->columns->pdata[i];
		if (column->guess != GUESS_COUNT && column->guess != GUESS_REAL && column->guess != GUESS_PERCENT)
			continue;
		const char *known = measure_of(MEASURES, column);
		g_autofree char *measure = known ? g_strdup(known) : slug_of(column->name);
		if (g_ptr_array_find_with_equal_func(taken, measure, g_str_equal, NULL))
			continue;
		field_add(columns, measure, column->guess == GUESS_PERCENT ? "percent" : column->guess == GUESS_REAL ? "money" : "real", column);
		g_ptr_array_add(taken, g_steal_pointer(&measure));
	}
	if (!taken->len)
		return FALSE;
	g_string_append_printf(out, "emit:\n  - record: account_day\n    per_column: # measure: column\n%s    fields:\n", columns->str);
	field_add(out, "span_start", "day", day);
	field_add(out, "span_end", "day", day);
	g_string_append_printf(out, "      measure: $measure\n      definition: { is: '%s' }\n      scope: { is: total }\n", survey->word);
	return TRUE;
}

/* ---- the text ---- */

/* Columns that have a part are what makes the file what it is; at least two are asked for, and no more than a few. */
static void recognise_add(const struct survey *survey, GString *out)
{
	guint named = 0;

	if (survey->root) {
		g_autofree char *root = quoted(survey->root);
		g_string_append_printf(out, "recognise: { root: %s }\n", root);
		return;
	}
	g_string_append_printf(out, "recognise: { %s: [", survey->each ? "keys" : "columns");
	for (int placed = 1; placed >= 0; placed--)
		for (guint i = 0; i < survey->columns->len && named < RECOGNISED_BY; i++) {
			const struct column *column = survey->columns->pdata[i];
			if (column->placed != placed || (survey->each && !column->values->len && survey->columns->len > 1))
				continue;
			g_autofree char *name = quoted(column->name);
			g_string_append_printf(out, "%s%s", named++ ? ", " : "", name);
		}
	g_string_append(out, "] }\n");
}

static void columns_comment(const struct survey *survey, GString *out)
{
	g_string_append(out, "\n# What the first values look like:\n");
	for (guint i = 0; i < survey->columns->len; i++) {
		const struct column *column = survey->columns->pdata[i];
		g_string_append_printf(out, "#   %s: %s%s%s%s\n", column->name, SAID[column->guess], column->format ? ", " : "", column->format ? column->format : "",
		                       column->placed ? "" : " -- not placed");
	}
}

static void container_add(const struct survey *survey, GString *out)
{
	g_autofree char *each = survey->each ? quoted(survey->each) : NULL;

	g_string_append_printf(out, "container: %s\n", survey->container);
	if (survey->delimiter == '\t')
		g_string_append(out, "delimiter: tab\n");
	else if (survey->delimiter)
		g_string_append_printf(out, "delimiter: '%c'\n", survey->delimiter);
	if (survey->comma)
		g_string_append(out, "numbers: comma\n");
	g_string_append(out, "zone: UTC # of days and clocks without an offset: a name such as Europe/London, or account\n");
	if (each)
		g_string_append_printf(out, "each: %s\n", each);
}

static char *survey_text(struct survey *survey)
{
	g_autoptr(GString) out = g_string_new("# Guessed from the first rows: correct it, then put it into platforms/ of your project.\n");
	g_autoptr(GString) emit = g_string_new(NULL);

	columns_guess(survey);
	if (!emit_message(survey, emit) && !emit_post(survey, emit) && !emit_account_day(survey, emit))
		g_string_append(emit, "ignored: yes # no record was found: a message wants text, author and instant, a figure wants a day\n");
	g_string_append_printf(out, "title: '%s'\nplatform: '%s' # as in tidings.yaml\n", survey->word, survey->word);
	container_add(survey, out);
	recognise_add(survey, out);
	g_string_append(out, emit->str);
	columns_comment(survey, out);
	return g_strdup(out->str);
}

static void input_survey(struct survey *survey, struct input *input, struct complaints *complaints, GError **error)
{
	gsize length;
	const char *head = input_head(input, &length);

	head += strspn(head, " \t\r\n");
	if (*head == '{' || *head == '[')
		json_survey(survey, input, *head == '[', complaints, error);
	else if (*head == '<')
		xml_survey(survey, input, complaints, error);
	else
		table_survey(survey, input);
}

char *starter_description(struct input *input, struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(column_free);
	g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)tree_free);
	struct survey survey = { .columns = columns, .items = items };
	g_autofree char *base = g_path_get_basename(input_path(input));
	char *text = NULL;

	*(strrchr(base, '.') ? strrchr(base, '.') : base + strlen(base)) = '\0';
	survey.word = slug_of(base);
	input_survey(&survey, input, complaints, &error);
	if (error || !columns->len)
		complain(complaints, SEVERITY_ERROR, (struct place){ input_source(input), -1 }, "no-rows", "a table needs a row of names over its values", "%s",
		         error ? error->message : "no rows with names were found");
	else
		text = survey_text(&survey);
	g_free(survey.container);
	g_free(survey.each);
	g_free(survey.root);
	g_free(survey.word);
	return text;
}

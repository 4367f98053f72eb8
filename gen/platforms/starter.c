/* The columns of a survey are guessed one by one, given a part in the record that fits the file best, and written as YAML. */
#include "platforms/starter.h"

#include <string.h>

#include "base/calendar.h"
#include "base/number.h"
#include "base/text.h"
#include "platforms/survey.h"

#define RECOGNISED_BY 5   /* columns */
#define LONG_TEXT 20      /* bytes on average: sentences, not names */
#define EARLIEST 7305     /* 1990-01-01: an earlier day is a number that looks like one */
#define LATEST 47482      /* 2100-01-01 */

static const char *const SAID[] = { "no values", "instant", "day", "count", "percent", "number or money", "link", "id", "text", "word" };

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
		"%m/%d/%Y %H:%M", "%d %b %Y", "%d-%b-%y %I:%M %p", "%m/%d/%Y %I:%M %p", "%b %d, %Y", "%b %d, %Y %H:%M", "%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %z %Y", "%s", "%Q",
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
	gboolean called = has_word(column, "(id|uuid|guid)") || g_str_has_suffix(column->name, "Id") || g_str_has_suffix(column->name, "ID");

	return called && all_are(column, is_one_word, NUMBER_AUTO);
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

/* The row's own id, and not one of whoever wrote it or of where it stands. */
static struct column *own_id(const struct survey *survey)
{
	static const char *const others = "(author|user|sender|from|member|owner|account|channel|room|space|forum|group|thread|topic|parent|reply|conversation)";
	struct column *best = NULL;

	for (guint i = 0; i < survey->columns->len; i++) {
		struct column *column = survey->columns->pdata[i];
		if (column->guess == GUESS_ID && !g_regex_match_simple(others, column->folded, 0, 0) &&
		    (!best || strlen(column->name) < strlen(best->name)))
			best = column;
	}
	return best ? best : first_guessed(survey, GUESS_ID);
}

static struct column *called_text(const struct survey *survey)
{
	static const char *const words[] = { "text", "body", "message", "content", "caption", "words", NULL };

	for (const char *const *word = words; *word; word++)
		for (guint i = 0; i < survey->columns->len; i++) {
			struct column *column = survey->columns->pdata[i];
			if ((column->guess == GUESS_TEXT || column->guess == GUESS_WORD) && has_word(column, *word))
				return column;
		}
	return NULL;
}

/* A column that is called so; else sentences. */
static struct column *main_text(const struct survey *survey)
{
	struct column *best = called_text(survey);

	if (best)
		return best;

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
	struct column *text = main_text(survey), *when = first_guessed(survey, GUESS_INSTANT), *id = own_id(survey);
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
	struct column *link = first_guessed(survey, GUESS_LINK), *id = own_id(survey), *at = first_guessed(survey, GUESS_INSTANT);
	struct column *day = at ? NULL : first_guessed(survey, GUESS_DAY);

	if (!(link || id) || !(at || day) || !first_guessed(survey, GUESS_COUNT))
		return FALSE;
	g_string_append(out, "emit:\n  - record: post\n    fields:\n");
	field_add(out, "post_id", "id", id ? id : link);
	field_add(out, "published_at", "instant", at);
	field_add(out, "published_day", "day", day);
	field_add(out, "url", "text", link);
	field_add(out, "text", "text", main_text(survey));
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
	if (survey->sheets > 1)
		g_string_append_printf(out, "# Of the sheet \"%s\", one of %u; another is asked for as FILE!SHEET.\n", survey->sheet, survey->sheets);
	if (!emit_message(survey, emit) && !emit_post(survey, emit) && !emit_account_day(survey, emit))
		g_string_append(emit, "ignored: yes # no record was found: a message wants text, author and instant, a figure wants a day\n");
	g_string_append_printf(out, "title: '%s'\nplatform: '%s' # as in tidings.yaml\n", survey->word, survey->word);
	container_add(survey, out);
	recognise_add(survey, out);
	g_string_append(out, emit->str);
	columns_comment(survey, out);
	return g_strdup(out->str);
}

char *starter_description(struct input *input, const char *sheet, struct complaints *complaints)
{
	g_autoptr(GError) error = NULL;
	AUTO(survey) survey = survey_new(input, sheet, complaints, &error);
	g_autofree char *base = g_path_get_basename(input_path(input));

	if (error || !survey->columns->len) {
		complain(complaints, SEVERITY_ERROR, (struct place){ input_source(input), -1 }, "no-rows", "a table needs a row of names over its values", "%s",
		         error ? error->message : "no rows with names were found");
		return NULL;
	}
	*(strrchr(base, '.') ? strrchr(base, '.') : base + strlen(base)) = '\0';
	survey->word = slug_of(base);
	return survey_text(survey);
}

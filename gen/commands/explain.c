/* tidings explain: one number, opened — definition, source, value, interval, comparison, coverage, and the rows behind it. */
#include <string.h>

#include "commands/command.h"
#include "commands/opened.h"
#include "metrics/metric.h"
#include "model/dump.h"
#include "platforms/read.h"

static void
line(const char *label, const char *text)
{
	if (text)
		g_print("%-12s %s\n", label, text);
}

static void
definition_said(const struct definition *definition)
{
	static const char *const disciplines[] = { "", "broadcast", "community" };
	g_autofree char *minimum = g_strdup_printf("%u; comfortable from %u", definition->minimum, definition->comfortable);

	g_print("%s \xe2\x80\x94 %s (%s, %s, version %u)\n\n", definition->name, definition->label, definition->card, disciplines[definition->discipline],
	        definition->version);
	line("question", definition->question);
	line("formula", definition->formula);
	line("counts", definition->noun);
	line("minimum n", definition->minimum ? minimum : "none");
	line("source", definition->source);
}

/* Which records of a kind fall into the period: the field that dates them. */
static const struct { const char *kind, *field; } dated[] = {
	{ "post", "published_at" }, { "post", "published_day" }, { "account_day", "span_end" }, { "site_visits", "span_end" }, { "ad_row", "span_end" },
	{ "lead", "created_at" }, { "lead", "created_day" }, { "mail_issue", "sent_at" }, { "mail_issue", "sent_day" }, { "message", "created_at" },
	{ "mod_action", "at" }, { "mention", "at" }, { "request", "asked_at" }, { "event", "start" }, { "label", "at" }, { "lead_stage", "entered_at" },
	{ "attendance", "registered_at" }, { "member_day", "on_day" },
};

static gboolean
row_in_period(const struct record_field *field, const void *row, const struct period *period)
{
	const void *at = (const char *)row + field->offset;

	if (field->type == FIELD_DAY)
		return *(const gint32 *)at != NO_DAY && *(const gint32 *)at >= period->first && *(const gint32 *)at < period->past;
	return *(const gint64 *)at != NO_TIME && period_holds(period, *(const gint64 *)at);
}

/* Counts, per source, the dated rows of a kind that fall into the period. */
static void
rows_behind(const struct records *records, const char *kind_name, const char *field_name, const struct period *period, guint *counts)
{
	enum record_kind kind = record_kind_find(kind_name);
	const struct record_field *field = record_field_find(kind, field_name);
	gsize size = record_type(kind)->size;

	for (guint i = 0; i < records_count(records, kind); i++) {
		const char *row = records->rows[kind]->data + (gsize)i * size;
		guint32 source = ((const struct record *)row)->source;
		if (row_in_period(field, row, period) && source < records->sources->len)
			counts[source]++;
	}
}

static gboolean
kind_wanted(const struct metric *metric, const char *kind)
{
	for (guint i = 0; metric->reads && metric->reads[i]; i++)
		if (strcmp(metric->reads[i], kind) == 0)
			return TRUE;
	return FALSE;
}

/* The file on disk that a source is, or lies in. */
static gboolean
is_of_input(const struct source *source, const struct edition_input *input)
{
	gsize length = strlen(input->path);

	return strncmp(source->path, input->path, length) == 0 && strchr("/", source->path[length]);
}

static guint
rows_of_input(const struct records *records, const struct edition_input *input, const guint *counts)
{
	guint rows = 0;

	for (guint i = 0; i < records->sources->len; i++)
		if (counts[i] && is_of_input(g_ptr_array_index(records->sources, i), input))
			rows += counts[i];
	return rows;
}

static void
sources_said(const struct run *run, const struct metric *metric, const struct period *period)
{
	const struct records *records = run->collection->records;
	g_autofree guint *counts = g_new0(guint, records->sources->len + 1);

	for (guint i = 0; i < G_N_ELEMENTS(dated); i++)
		if (kind_wanted(metric, dated[i].kind))
			rows_behind(records, dated[i].kind, dated[i].field, period, counts);
	g_print("\nrows behind it, by file (--rows prints each with its line)\n");
	for (guint i = 0; i < run->inputs->len; i++) {
		const struct edition_input *input = g_ptr_array_index(run->inputs, i);
		guint rows = rows_of_input(records, input, counts);
		if (rows)
			g_print("  %6u  %s\n", rows, input->path);
	}
}

/* The rows of a kind in the period, each with its file and line. */
static void
kind_said(const struct records *records, enum record_kind kind, const char *field_name, const struct period *period)
{
	const struct record_field *field = record_field_find(kind, field_name);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < records_count(records, kind); i++) {
		void *row = records->rows[kind]->data + (gsize)i * record_type(kind)->size;
		if (row_in_period(field, row, period))
			g_ptr_array_add(rows, row);
	}
	g_autofree struct located *places = g_new0(struct located, rows->len + 1);
	for (guint i = 0; i < rows->len; i++)
		places[i].at = record_place(records, rows->pdata[i]);
	places_locate(places, rows->len, FALSE);
	for (guint i = 0; i < rows->len; i++)
		dump_record(records, kind, rows->pdata[i], &places[i], text);
	g_print("%s", text->str);
}

static void
rows_said(const struct run *run, const struct metric *metric, const struct period *period)
{
	g_print("\n");
	for (guint i = 0; i < G_N_ELEMENTS(dated); i++)
		if (kind_wanted(metric, dated[i].kind))
			kind_said(run->collection->records, record_kind_find(dated[i].kind), dated[i].field, period);
}

static void
figure_said(const struct run *run, const struct metric *metric, const struct period *period)
{
	AUTO(figure) figure = measuring_figure(run->measuring, metric, period);

	opened_print(figure, metric, run->project);
}

/* Which lead a pseudonym of a list stands for: only here, on the project's own machine. */
static void
pseudonyms_said(const struct run *run, const struct metric *metric, const struct period *period)
{
	const struct records *records = run->collection->records;
	AUTO(figure) figure = measuring_figure(run->measuring, metric, period);
	g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < figure->rows->len; i++)
		g_hash_table_add(listed, (gpointer)((struct figure_row *)g_ptr_array_index(figure->rows, i))->keys[2].word);
	g_print("\nwho is who\n");
	for (guint i = 0; i < RECORD_COUNT_OF(records, lead); i++) {
		const char *id = records_atom(records, RECORD_AT(records, lead, i)->lead_id);
		g_autofree char *pseudonym = project_pseudonym(run->project, "lead", id);
		if (g_hash_table_contains(listed, pseudonym))
			g_print("  %s  lead %s\n", pseudonym, id);
	}
}

static enum exit_code
explain_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	g_autofree char *period_given = NULL;
	gboolean rows = FALSE;
	const GOptionEntry entries[] = {
		{ "period", 0, 0, G_OPTION_ARG_STRING, &period_given, "the month; default: the last complete one in the data", "2026-10" },
		{ "rows", 0, 0, G_OPTION_ARG_NONE, &rows, "every contributing row with its file and line", NULL },
		{ 0 },
	};
	const struct metric *metric;
	g_autoptr(GError) error = NULL;
	struct period period;

	if (!command_options(self, entries, &argc, &argv))
		return EXIT_USAGE;
	metric = argc == 2 ? metric_find(argv[1]) : NULL;
	if (!metric) {
		g_printerr("tidings explain: %s\nhint: `tidings list metrics`\n", argc == 2 ? "there is no such metric" : "name one metric");
		return EXIT_USAGE;
	}
	definition_said(&metric->definition);
	AUTO(run) run = run_open(&(struct run_options){ .folder = globals->folder, .period = period_given, .now = NO_TIME, .progress = globals->progress }, &error);
	if (!run)
		return command_fail(error);
	if (!run->usable || !run_measure(run) || !run_period(run, &period)) {
		command_say(globals, run->complaints);
		return EXIT_USAGE;
	}
	struct inquiry inquiry = measuring_inquiry(run->measuring, metric, &period, &period, SCOPE_ALL);
	figure_said(run, metric, &period);
	sources_said(run, metric, &inquiry.window);
	if (rows)
		rows_said(run, metric, &inquiry.window);
	if (rows && metric->definition.list)
		pseudonyms_said(run, metric, &period);
	return EXIT_FINE;
}

const struct command command_explain = {
	"explain", "METRIC [OPTION…]", "one number, opened: definition, source, value, comparison, the rows behind it", explain_run,
};

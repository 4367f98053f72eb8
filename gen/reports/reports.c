/* The edition: what every part needs to find, and the parts put together. */
#include "reports/report.h"

#include <string.h>

#include "reports/words.h"

#define PART(name) extern const struct report_part part_##name;
#include "reports/reports.def"
#undef PART

#define PART(name) &part_##name,
const struct report_part *const report_parts[] = {
#include "reports/reports.def"
	NULL,
};
#undef PART

/* ---- finding ---- */

const struct figure *
report_figure(const struct report_request *request, const char *metric)
{
	for (guint i = 0; i < request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(request->figures, i);
		if (strcmp(figure->definition->name, metric) == 0)
			return figure;
	}
	return NULL;
}

const struct selection *
report_selection(const struct report_request *request, const char *name)
{
	for (guint i = 0; i < request->selections->len; i++) {
		const struct selection *selection = g_ptr_array_index(request->selections, i);
		if (strcmp(selection->name, name) == 0)
			return selection->items->len ? selection : NULL;
	}
	return NULL;
}

struct period
report_previous(const struct report_request *request)
{
	return period_step(request->period, -1, request->project->zone);
}

struct period
report_year_before(const struct report_request *request)
{
	return period_year_before(request->period, request->project->zone);
}

const char *
report_scope_label(const struct report_request *request, const struct figure *figure, const char *scope)
{
	const struct account *account = scope ? project_account(request->project, scope) : NULL;

	if (account)
		return account->label;
	if (g_strcmp0(scope, SCOPE_ALL) != 0)
		return scope;
	if (!figure)
		return "All";
	return figure->definition->discipline == DISCIPLINE_COMMUNITY ? "All spaces" : "All channels";
}

gboolean
report_scope_speaks(const struct figure *figure, const char *scope)
{
	int column = figure_key(figure, "scope");

	for (guint i = 0; column >= 0 && i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		enum state state = row->values[0].state;
		if (g_strcmp0(row->keys[column].word, scope) == 0 && state != STATE_NO_DATA && state != STATE_UNDEFINED)
			return TRUE;
	}
	return FALSE;
}

/* ---- coverage ---- */

/* An account with an export that reaches the end of the period, whatever it holds. */
static gboolean
account_reports(const struct report_request *request, const struct account *account)
{
	for (guint i = 0; i < request->readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(request->readings, i);
		gboolean theirs = reading->account ? g_strcmp0(reading->account, account->id) == 0 : g_strcmp0(reading->platform, account->platform) == 0;
		if (theirs && (reading->last_day >= request->period.past - 1 ||
		               (reading->captured_at != NO_TIME && reading->captured_at >= request->period.end)))
			return TRUE;
	}
	return FALSE;
}

/* "5 of 6 channels"; NULL when there is no such account. */
static char *
accounts_said(const struct report_request *request, enum discipline discipline, const char *noun)
{
	guint all = 0, reporting = 0;

	for (guint i = 0; i < request->project->accounts->len; i++) {
		const struct account *account = g_ptr_array_index(request->project->accounts, i);
		all += account->discipline == discipline;
		reporting += account->discipline == discipline && account_reports(request, account);
	}
	return all ? g_strdup_printf("%u of %u %s", reporting, all, noun) : NULL;
}

static char *
coverage_line(const struct report_request *request)
{
	gint64 end = MAX(request->data_end[DISCIPLINE_BROADCAST], request->data_end[DISCIPLINE_COMMUNITY]);
	gint32 last = end == NO_TIME ? NO_DAY : day_of_instant(end - 1, request->project->zone);
	g_autofree char *day = last == NO_DAY ? g_strdup("no day") : words_date(last, request->project->language);
	g_autofree char *channels = accounts_said(request, DISCIPLINE_BROADCAST, "channels");
	g_autofree char *spaces = accounts_said(request, DISCIPLINE_COMMUNITY, "places");
	guint refused = complaints_count(request->complaints, SEVERITY_ERROR);
	GString *line = g_string_new(NULL);

	g_string_append_printf(line, "Data to %s", day);
	if (channels || spaces)
		g_string_append_printf(line, ", %s%s%s", channels ? channels : "", channels && spaces ? " and " : "", spaces ? spaces : "");
	if (request->removed)
		g_string_append_printf(line, " \xc2\xb7 %u %s removed at their request; figures may differ slightly from the earlier edition", request->removed,
		                       request->removed == 1 ? "person" : "people");
	if (refused)
		g_string_append_printf(line, " \xc2\xb7 %u row%s or setting%s refused", refused, refused == 1 ? "" : "s", refused == 1 ? "" : "s");
	return g_string_free(line, FALSE);
}

/* ---- composing ---- */

static void
document_sound(const struct document *document)
{
	g_autofree char *wrong = document_check(document);

	if (wrong)
		g_error("%s is not sound: %s", document->title, wrong);
}

static void
furniture(const struct report_request *request, struct document *document)
{
	document->organisation = g_strdup(request->project->name);
	document->language = g_strdup(request->project->language);
	document->period_words = words_period(&request->period, request->project->language);
	document->period_id = period_id(&request->period);
	document->made_at = request->made_at;
}

static struct document *
report_compose(const struct report_request *request)
{
	struct document *document = document_new("Monthly report");

	furniture(request, document);
	document->coverage = coverage_line(request);
	document->foot = g_strdup("Ranges are 95\xc2\xa0% intervals. \xe2\x80\x9cNo clear change\xe2\x80\x9d means the range includes none, or that this many comparisons would show as much by chance.");
	node_set(&document->summary, "%s, %s: what we said, and what people did together.", document->organisation, document->period_words);
	for (guint i = 0; report_parts[i]; i++)
		report_parts[i]->compose(request, document);
	document_sound(document);
	return document;
}

/* Members are told only what may be told in public. */
static struct document *
newsletter_compose(const struct report_request *request)
{
	struct document *document = document_new("Newsletter");
	struct report_request in_public = *request;

	in_public.figures = request->open_figures;
	furniture(request, document);
	part_newsletter.compose(&in_public, document);
	if (!document->root->first) {
		document_free(document);
		return NULL;
	}
	document_sound(document);
	return document;
}

struct edition *
edition_compose(const struct report_request *request)
{
	struct edition *edition = g_new0(struct edition, 1);

	edition->period = request->period;
	edition->id = period_id(&request->period);
	edition->made_at = request->made_at;
	edition->figures = g_ptr_array_ref(request->figures);
	edition->open_figures = g_ptr_array_ref(request->open_figures);
	edition->selections = g_ptr_array_ref(request->selections);
	edition->inputs = g_ptr_array_new_with_free_func(edition_input_free);
	edition->report = report_compose(request);
	edition->newsletter = newsletter_compose(request);
	return edition;
}

void
edition_free(struct edition *edition)
{
	g_free(edition->id);
	g_clear_pointer(&edition->report, document_free);
	g_clear_pointer(&edition->executive, document_free);
	g_clear_pointer(&edition->newsletter, document_free);
	g_ptr_array_unref(edition->figures);
	g_ptr_array_unref(edition->open_figures);
	g_ptr_array_unref(edition->selections);
	g_ptr_array_unref(edition->inputs);
	g_free(edition);
}

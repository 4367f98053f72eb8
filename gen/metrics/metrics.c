/* Measuring: every metric is asked for its periods and scopes, in parallel, and the answers become figures in a fixed order. */
#include <math.h>
#include <string.h>

#include "base/stopwatch.h"
#include "metrics/broadcast/publishing.h"
#include "metrics/community/conversation.h"
#include "metrics/compare.h"
#include "metrics/disclosure.h"
#include "metrics/metric.h"
#include "metrics/seasonal.h"

#define SERIES_MONTHS 24 /* before the reported one: each month shown has its own of the year before, and a season can be told (§4.11) */

struct measuring {
	const struct records *records;
	const struct project *project;
	struct publishing *publishing;
	struct conversation *conversation;
	struct scope_map *broadcast;      /* the community's are the conversation's */
};

struct measuring *
measuring_new(const struct records *records, const struct project *project, struct complaints *complaints)
{
	struct measuring *measuring = g_new0(struct measuring, 1);

	measuring->records = records;
	measuring->project = project;
	measuring->publishing = publishing_new(records, project, complaints);
	measuring->conversation = conversation_new(records, project, complaints);
	measuring->broadcast = scope_map_new(records, project, DISCIPLINE_BROADCAST);
	return measuring;
}

void
measuring_free(struct measuring *measuring)
{
	publishing_free(measuring->publishing);
	conversation_free(measuring->conversation);
	scope_map_free(measuring->broadcast);
	g_free(measuring);
}

const struct publishing *
measuring_publishing(const struct measuring *measuring)
{
	return measuring->publishing;
}

const struct conversation *
measuring_conversation(const struct measuring *measuring)
{
	return measuring->conversation;
}

static const struct scope_map *
scopes_side(const struct measuring *measuring, enum discipline discipline)
{
	return discipline == DISCIPLINE_BROADCAST ? measuring->broadcast : measuring->conversation->scopes;
}

struct period
measuring_default_period(const struct measuring *measuring, gint64 now)
{
	const struct scope_map *const sides[] = { measuring->broadcast, measuring->conversation->scopes };
	struct period period = period_of_day(PERIOD_MONTH, 0, measuring->project->zone);

	scope_map_last_month(sides, G_N_ELEMENTS(sides), now, measuring->project->zone, &period);
	return period;
}

void
measuring_strays_said(const struct measuring *measuring, struct complaints *complaints)
{
	scope_map_strays_said(measuring->broadcast, complaints);
	scope_map_strays_said(measuring->conversation->scopes, complaints);
}

gint64
measuring_alone_from(const struct measuring *measuring)
{
	gint64 broadcast = scope_map_alone_from(measuring->broadcast), community = scope_map_alone_from(measuring->conversation->scopes);

	return broadcast == NO_TIME ? community : community == NO_TIME ? broadcast : MIN(broadcast, community);
}

gint64
measuring_data_begin(const struct measuring *measuring)
{
	gint64 broadcast = scope_map_begin_all(measuring->broadcast), community = scope_map_begin_all(measuring->conversation->scopes);

	return broadcast == NO_TIME ? community : community == NO_TIME ? broadcast : MIN(broadcast, community);
}

gint64
measuring_data_end(const struct measuring *measuring, enum discipline discipline)
{
	const struct scope_map *scopes = scopes_side(measuring, discipline);
	gint64 end = NO_TIME;

	for (guint i = 0; i <= scope_map_count(scopes); i++)
		end = MAX(end, scope_map_end(scopes, i)); /* NO_TIME is the least of all */
	return end;
}

/* ---- one question ---- */

/* The kinds of records a metric is made from, a bit each. */
static guint64
kinds_read(const struct metric *metric)
{
	guint64 kinds = 0;

	for (guint i = 0; metric->reads && metric->reads[i]; i++) {
		enum record_kind kind = record_kind_find(metric->reads[i]);
		if (kind != KIND_COUNT)
			kinds |= (guint64)1 << kind;
	}
	return kinds;
}

static gint64
end_of(const struct scope_map *scopes, const struct metric *metric, int scope, const struct period *period)
{
	return scope == SCOPE_NONE ? scope_map_end_all(scopes, period, kinds_read(metric)) : scope_map_end(scopes, (guint)scope);
}

static struct period
window_of(const struct metric *metric, const struct period *period, GTimeZone *zone)
{
	return metric->rolling90 ? period_of_day(PERIOD_ROLLING90, period->past - 1, zone) : *period;
}

/* Both periods of a comparison are watched equally long after their end (METRICS §2.2). */
static gint64
followed_until(const struct period *reported, const struct period *period, gint64 reported_end, gint64 end)
{
	gint64 lag = reported_end == NO_TIME ? 0 : MAX(reported_end - reported->end, 0);

	return period->start == reported->start || end == NO_TIME ? end : MIN(end, period->end + lag);
}

struct inquiry
measuring_inquiry(const struct measuring *measuring, const struct metric *metric, const struct period *reported,
                  const struct period *period, const char *scope)
{
	gboolean broadcast = metric->definition.discipline == DISCIPLINE_BROADCAST;
	const struct scope_map *scopes = scopes_side(measuring, metric->definition.discipline);
	int number = scope_map_find(scopes, scope);
	struct inquiry inquiry = {
		.records = measuring->records, .project = measuring->project, .measuring = measuring, .metric = metric,
		.publishing = broadcast ? measuring->publishing : NULL, .conversation = broadcast ? NULL : measuring->conversation,
		.period = *period, .window = window_of(metric, period, measuring->project->zone), .scope = scope,
		.data_end = end_of(scopes, metric, number, period), .current = period->start == reported->start,
		.k = project_k(measuring->project, FALSE),
	};

	if (metric->reach)
		inquiry.data_end = metric->reach(&inquiry);
	inquiry.follow_until = followed_until(reported, period, end_of(scopes, metric, number, reported), inquiry.data_end);
	return inquiry;
}

struct figure_row *
inquiry_row(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = figure_add_row(figure);

	figure_set_period(figure, row, 0, &inquiry->period);
	figure_set_word(figure, row, 1, inquiry->scope);
	return row;
}

/* ---- what the registry makes of an answer ---- */

static void
value_withhold(struct value *value, enum state state, const char *reason)
{
	value_raise(value, state, reason);
	value->value = value->lo = value->hi = NAN;
}

static void
settle_size(const struct definition *definition, struct value *value)
{
	if (value->n == NO_COUNT || value->state > STATE_NOT_REACHED)
		return;
	if (value->n < (gint64)definition->minimum)
		value_withhold(value, STATE_TOO_FEW, NULL);
	else if (value->n < (gint64)definition->comfortable)
		value_raise(value, STATE_SMALL, NULL);
}

static gboolean
inquiry_is_partial(const struct inquiry *inquiry)
{
	return inquiry->data_end != NO_TIME && inquiry->data_end < inquiry->period.end;
}

static void
settle_time(const struct inquiry *inquiry, struct value *value)
{
	double days = (double)(inquiry->data_end - inquiry->period.start) / 86400;

	if (!inquiry_is_partial(inquiry) || value->state >= STATE_PARTIAL)
		return;
	g_autofree char *words = g_strdup_printf("%d of %d days", (int)days, inquiry->period.past - inquiry->period.first);
	value_raise(value, STATE_PARTIAL, g_intern_string(words));
	if (isnan(value->exposure))
		value->exposure = days;
}

void
inquiry_settle(const struct inquiry *inquiry, struct value *value)
{
	settle_size(&inquiry->metric->definition, value);
	settle_time(inquiry, value);
	if (isnan(value->exposure))
		value->exposure = period_days(&inquiry->window);
}

static void
settle_row(const struct inquiry *inquiry, struct figure_row *row)
{
	const struct metric_column *column = inquiry->metric->columns;
	struct value *value = &row->values[1];

	inquiry_settle(inquiry, &row->values[0]);
	for (guint i = 0; column && column[i].name; i++) {
		if (column[i].is_key)
			continue;
		if (column[i].judged)
			settle_size(&inquiry->metric->definition, value);
		if (!column[i].planned)
			settle_time(inquiry, value);
		value++;
	}
}

/* ---- a figure ---- */

static void
columns_add(struct figure *figure, const struct metric *metric)
{
	const struct metric_column *column = metric->columns;

	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	for (guint i = 0; column && column[i].name; i++)
		if (column[i].is_key)
			figure_add_key(figure, column[i].name, column[i].label, column[i].key_kind);
	figure_add_value(figure, "value", metric->definition.label, metric->definition.unit);
	for (guint i = 0; column && column[i].name; i++)
		if (!column[i].is_key)
			figure_add_value(figure, column[i].name, column[i].label, column[i].unit);
}

static void
answer(const struct inquiry *inquiry, struct figure *figure)
{
	guint before = figure->rows->len;

	if (inquiry->metric->value)
		inquiry_row(inquiry, figure)->values[0] = inquiry->metric->value(inquiry);
	else
		inquiry->metric->measure(inquiry, figure);
	for (guint i = before; i < figure->rows->len; i++)
		settle_row(inquiry, g_ptr_array_index(figure->rows, i));
}

/* A scope without data in the period: a row that says so, unless rows stand for parts of it. */
static void
answer_absent(const struct inquiry *inquiry, struct figure *figure, gboolean before)
{
	if (figure->key_columns->len == 2)
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_NO_DATA, before ? "before the data begin" : NULL);
}

static void
missing_note(struct figure *figure, const struct account *account)
{
	const char *label = account->label ? account->label : account->id;

	for (guint i = 0; i < figure->missing->len; i++)
		if (strcmp(g_ptr_array_index(figure->missing, i), label) == 0)
			return;
	g_ptr_array_add(figure->missing, g_strdup(label));
}

/* Earlier months of "all" in which some of today's places had no data yet are part of the whole only (METRICS §3.1, coverage). */
static void
settle_coverage(const struct inquiry *inquiry, const struct scope_map *scopes, struct figure *figure, guint first)
{
	guint of, lacking = strcmp(inquiry->scope, SCOPE_ALL) == 0 ? scope_map_lacking(scopes, &figure->period, &inquiry->period, kinds_read(inquiry->metric), &of) : 0;

	if (!lacking)
		return;
	g_autofree char *words = g_strdup_printf("%u of %u %s", of - lacking, of,
	                                         inquiry->metric->definition.discipline == DISCIPLINE_BROADCAST ? "channels" : "places");
	for (guint i = first; i < figure->rows->len; i++)
		for (guint v = 0; v < figure->value_columns->len; v++)
			value_raise(&((struct figure_row *)g_ptr_array_index(figure->rows, i))->values[v], STATE_PARTIAL, g_intern_string(words));
}

/* Who asks, and for whom: the figure of a metric for readers who may be told of k people or more. */
struct asking {
	const struct measuring *measuring;
	const struct metric *metric;
	struct figure *figure;
	int k;
};

static void
ask(const struct asking *asking, const struct period *period, const char *scope)
{
	const struct metric *metric = asking->metric;
	struct figure *figure = asking->figure;
	const struct scope_map *scopes = scopes_side(asking->measuring, metric->definition.discipline);
	struct inquiry inquiry = measuring_inquiry(asking->measuring, metric, &figure->period, period, scope);
	int number = scope_map_find(scopes, scope);
	gint64 begin = number == SCOPE_NONE ? scope_map_begin_all(scopes) : scope_map_begin(scopes, (guint)number);
	gboolean is_absent = inquiry.data_end == NO_TIME || inquiry.data_end <= period->start ||
	                     (number != SCOPE_NONE && !scope_map_reports(scopes, (guint)number, period));

	inquiry.k = asking->k;
	if (metric->reach && inquiry.data_end == NO_TIME && number != SCOPE_NONE)
		return; /* nothing of the kind is exported from there */
	if (!is_absent) {
		guint first = figure->rows->len;
		answer(&inquiry, figure);
		settle_coverage(&inquiry, scopes, figure, first);
		return;
	}
	answer_absent(&inquiry, figure, begin != NO_TIME && begin >= period->end);
	if (inquiry.current && number != SCOPE_NONE)
		missing_note(figure, scope_map_account(scopes, (guint)number));
}

/* Months to measure, oldest first. */
static guint
windows_of(const struct metric *metric, const struct period *period, GTimeZone *zone, struct period *windows)
{
	guint n = 0;

	if (metric->windows == WINDOWS_SERIES)
		for (int back = SERIES_MONTHS; back > 0; back--)
			windows[n++] = period_step(*period, -back, zone);
	if (metric->windows == WINDOWS_COMPARED) {
		windows[n++] = period_year_before(*period, zone);
		windows[n++] = period_step(*period, -1, zone);
	}
	windows[n++] = *period;
	return n;
}

static void
ask_all_periods(const struct asking *asking, const char *scope)
{
	struct period windows[SERIES_MONTHS + 1];
	guint n = windows_of(asking->metric, &asking->figure->period, asking->measuring->project->zone, windows);

	for (guint i = 0; i < n; i++)
		ask(asking, &windows[i], scope);
}

/* As measured: nothing hidden, nothing compared. */
static struct figure *
figure_raw(const struct measuring *measuring, const struct metric *metric, const struct period *period, int k)
{
	const struct scope_map *scopes = scopes_side(measuring, metric->definition.discipline);
	struct asking asking = { measuring, metric, figure_new(&metric->definition, period), k };

	columns_add(asking.figure, metric);
	if (metric->scopes != SCOPES_EACH)
		ask_all_periods(&asking, SCOPE_ALL);
	for (guint i = 0; metric->scopes != SCOPES_ALL && i < scope_map_count(scopes); i++)
		ask_all_periods(&asking, scope_map_account(scopes, i)->id);
	return asking.figure;
}

/* As the edition of the month before tells it. */
static struct figure *
figure_before(const struct measuring *measuring, const struct metric *metric, const struct period *period, int k)
{
	struct period before = period_step(*period, -1, measuring->project->zone);
	struct figure *figure = figure_raw(measuring, metric, &before, k);

	disclosure_apply(figure, metric, k, NULL);
	return figure;
}

/* What is hidden is not compared either. */
static void
figure_finish(const struct measuring *measuring, const struct metric *metric, struct figure *figure, int k)
{
	AUTO(figure) before = disclosure_recounts(figure, metric) ? figure_before(measuring, metric, &figure->period, k) : NULL;

	disclosure_apply(figure, metric, k, before);
	compare_figure(figure, metric, measuring->project);
	seasonal_note(figure, metric, measuring->project);
}

struct figure *
measuring_figure(const struct measuring *measuring, const struct metric *metric, const struct period *period)
{
	int k = project_k(measuring->project, FALSE);
	struct figure *figure = figure_raw(measuring, metric, period, k);

	figure_finish(measuring, metric, figure, k);
	return figure;
}

static gboolean
is_measured_for(const struct metric *metric, const char *scope)
{
	return metric->scopes == SCOPES_ALL_AND_EACH || (metric->scopes == SCOPES_ALL) == (strcmp(scope, SCOPE_ALL) == 0);
}

/* An answer for one scope only; of an account's people one can be told only what the other accounts do not give away. */
static void
answer_beside_others(const struct inquiry *inquiry, struct figure *figure)
{
	const struct scope_map *scopes = scopes_side(inquiry->measuring, inquiry->metric->definition.discipline);
	struct asking asking = { inquiry->measuring, inquiry->metric, figure, inquiry->k };
	gboolean is_account = figure->rows->len > 0 && strcmp(inquiry->scope, SCOPE_ALL) != 0 && inquiry->metric->scopes == SCOPES_ALL_AND_EACH;

	if (is_account && ((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[0].people != NO_COUNT) {
		ask(&asking, &inquiry->period, SCOPE_ALL);
		for (guint i = 0; i < scope_map_count(scopes); i++)
			if (strcmp(scope_map_account(scopes, i)->id, inquiry->scope) != 0)
				ask(&asking, &inquiry->period, scope_map_account(scopes, i)->id);
	}
	disclosure_apply(figure, inquiry->metric, inquiry->k, NULL);
}

struct value
inquiry_value(const struct inquiry *inquiry, const char *metric_name, const char *scope)
{
	const struct metric *metric = metric_find(metric_name);

	if (!metric || metric->definition.discipline != inquiry->metric->definition.discipline)
		return value_none(STATE_NO_DATA, NULL);
	if (!is_measured_for(metric, scope ? scope : inquiry->scope))
		return value_none(STATE_NO_DATA, "not measured for this");
	struct inquiry other = measuring_inquiry(inquiry->measuring, metric, &inquiry->period, &inquiry->period, scope ? scope : inquiry->scope);
	other.follow_until = inquiry->follow_until;
	other.k = inquiry->k;
	AUTO(figure) figure = figure_new(&metric->definition, &inquiry->period);
	columns_add(figure, metric);
	if (other.data_end != NO_TIME && other.data_end > other.period.start)
		answer(&other, figure);
	if (figure->rows->len == 0)
		return value_none(STATE_NO_DATA, NULL);
	answer_beside_others(&other, figure);
	struct value value = ((struct figure_row *)g_ptr_array_index(figure->rows, 0))->values[0];
	value.reason = value.reason ? g_intern_string(value.reason) : NULL;
	value.people = NO_COUNT; /* judged */
	return value;
}

/* ---- all figures, in parallel: each task fills its own place ---- */

struct task {
	const struct measuring *measuring;
	const struct period *period;
	struct figure **figures;
	struct figure **open; /* for members and the public; NULL: not wanted */
};

static guint
metrics_count(void)
{
	guint n = 0;

	while (metrics[n])
		n++;
	return n;
}

static void
task_run(gpointer number, gpointer user)
{
	struct task *task = user;
	guint i = GPOINTER_TO_UINT(number) - 1;
	const struct metric *metric = metrics[i];
	int k = project_k(task->measuring->project, FALSE), k_public = project_k(task->measuring->project, TRUE);
	struct stopwatch watch = stopwatch_start();

	task->figures[i] = figure_raw(task->measuring, metric, task->period, k);
	if (task->open) {
		task->open[i] = metric->by_k ? figure_raw(task->measuring, metric, task->period, k_public) : figure_copy(task->figures[i]);
		figure_finish(task->measuring, metric, task->open[i], k_public);
	}
	figure_finish(task->measuring, metric, task->figures[i], k);
	stopwatch_tell(&watch, metric->definition.name);
}

static void
figure_drop(gpointer figure)
{
	if (figure)
		figure_free(figure);
}

static GPtrArray *
figures_gather(struct figure **figures, guint n)
{
	GPtrArray *result = g_ptr_array_new_with_free_func(figure_drop);

	for (guint i = 0; i < n; i++)
		g_ptr_array_add(result, figures[i]);
	compare_adjust(result);
	return result;
}

GPtrArray *
measuring_figures(const struct measuring *measuring, const struct period *period, guint jobs, GPtrArray **open)
{
	guint n = metrics_count();
	g_autofree struct figure **figures = g_new0(struct figure *, n + 1), **open_figures = g_new0(struct figure *, n + 1);
	struct task task = { measuring, period, figures, open ? open_figures : NULL };
	GThreadPool *pool = g_thread_pool_new(task_run, &task, (gint)(jobs ? jobs : g_get_num_processors()), TRUE, NULL);

	conversation_forget(measuring->conversation); /* what was kept for another month: over all months of years it would be much */
	for (guint i = 0; i < n; i++)
		g_thread_pool_push(pool, GUINT_TO_POINTER(i + 1), NULL);
	g_thread_pool_free(pool, FALSE, TRUE);
	if (open)
		*open = figures_gather(open_figures, n);
	return figures_gather(figures, n);
}

/* ---- selections ---- */

static void
selection_drop(gpointer selection)
{
	selection_free(selection);
}

GPtrArray *
measuring_selections(const struct measuring *measuring, const struct period *period)
{
	GPtrArray *result = g_ptr_array_new_with_free_func(selection_drop);
	const struct scope_map *scopes = measuring->conversation->scopes;
	struct inquiry inquiry = { .records = measuring->records, .project = measuring->project, .measuring = measuring,
	                           .conversation = measuring->conversation, .period = *period, .window = *period, .scope = SCOPE_ALL,
	                           .data_end = scope_map_end_all(scopes, period, 0), .current = TRUE, .k = project_k(measuring->project, TRUE) };

	inquiry.follow_until = inquiry.data_end;
	for (guint i = 0; selectings[i]; i++) {
		struct selection *selection = selection_new(selectings[i]->name, selectings[i]->label, selectings[i]->rule);
		selectings[i]->select(&inquiry, selection);
		g_ptr_array_add(result, selection);
	}
	return result;
}

/* How long people take part before they fall silent (C49), and how that differs by the year they came in. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/curve.h"
#include "metrics/community/place.h"

#define SILENT_DAYS 90 /* so long without a contribution: gone */
#define SPAN_DAYS 90   /* the share gone within so many days, by year */
#define EVENTS_HARD 5
#define NOBODY_CAME "nobody has contributed yet"

#define LIFESPAN_SOURCE "Kaplan & Meier 1958; tenure of contributors, CHAOSS Contributor Retention"

/* One member's time with us, as seen at the end of the period. */
struct tenure {
	gint32 came; /* day of the first contribution */
	struct duration duration;
};

/* The last day of the person's contributions before `past`; NO_DAY: none. */
static gint32
last_day_before(const struct conversation *conversation, guint32 person, gint32 past)
{
	gint32 last = NO_DAY;

	for (guint32 i = conversation->lived_start[person]; i < conversation->lived_start[person + 1]; i++) {
		gint32 day = conversation->presences[conversation->lived[i]].day;
		if (day >= past)
			break;
		last = day;
	}
	return last;
}

static gint32
first_day_of(const struct conversation *conversation, guint32 person)
{
	return conversation->presences[conversation->lived[conversation->lived_start[person]]].day;
}

/* The day after the last that is known of. */
static gint32
known_until(const struct inquiry *inquiry)
{
	gint64 until = inquiry->data_end == NO_TIME ? inquiry->period.end : MIN(inquiry->data_end, inquiry->period.end);

	return day_of_instant(until - 1, inquiry->project->zone) + 1;
}

/* Both end days count: who came once was there for a day. Caller unrefs (struct tenure). */
static GArray *
tenures_of(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	GArray *tenures = g_array_new(FALSE, FALSE, sizeof(struct tenure));
	gint32 until = known_until(inquiry);

	for (guint32 p = 0; p < conversation->n_people; p++) {
		gint32 last = conversation_is_member(conversation, p) ? last_day_before(conversation, p, until) : NO_DAY;
		if (last == NO_DAY || conversation->people[p].banned)
			continue;
		gint32 came = first_day_of(conversation, p);
		struct tenure tenure = { came, { last - came + 1, until - last > SILENT_DAYS ? 1 : CENSORED } };
		g_array_append_val(tenures, tenure);
	}
	return tenures;
}

/* Of those who came on the days [first, past). */
static struct survival *
curve_between(const GArray *tenures, gint32 first, gint32 past)
{
	g_autoptr(GArray) durations = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint i = 0; i < tenures->len; i++) {
		const struct tenure *tenure = &g_array_index(tenures, struct tenure, i);
		if (tenure->came >= first && tenure->came < past)
			g_array_append_val(durations, tenure->duration);
	}
	return survival_new((const struct duration *)(const void *)durations->data, durations->len);
}

static void
note_beginning(const struct inquiry *inquiry, struct figure *figure)
{
	gint64 begin = scope_map_begin_all(inquiry->conversation->scopes);

	if (begin == NO_TIME)
		return;
	g_autofree char *day = day_iso(day_of_instant(begin, inquiry->project->zone));
	figure_note(figure, "The data begin on %s: who was there before counts from the first contribution that is known.", day);
}

static void
lifespan(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) tenures = tenures_of(inquiry);
	AUTO(survival) curve = curve_between(tenures, G_MININT32, G_MAXINT32);
	gboolean too_few = curve->n < 10 || curve->n_events < EVENTS_HARD;

	if (too_few) {
		struct figure_row *row = inquiry_row(inquiry, figure);
		row->values[0] = value_none(curve->n ? STATE_TOO_FEW : STATE_UNDEFINED, curve->n ? NULL : NOBODY_CAME);
		row->values[0].n = curve->n;
		return;
	}
	curve_rows(inquiry, figure, curve, NOBODY_CAME);
	note_beginning(inquiry, figure);
}

static const struct metric_column lifespan_columns[] = {
	{ .name = "days", .label = "Days since the first contribution", .is_key = TRUE, .key_kind = KEY_NUMBER },
	{ .name = "there", .label = "Still there" }, { .name = "gone", .label = "Fell silent since the row before" },
	{ .name = "censored", .label = "Seen taking part, not longer here yet" }, { NULL },
};

const struct metric metric_member_lifespan = {
	.definition = {
		.name = "c_member_lifespan", .card = "C49", .discipline = DISCIPLINE_COMMUNITY, .label = "Share of members fallen silent",
		.question = "How long do people take part before they fall silent?",
		.phrase = "half of those who came had fallen silent after {value}",
		.formula = "Days from a member’s first contribution to the last, both counted; it ended if nothing came for 90 days, else it is still "
		           "running (1 − Kaplan–Meier). Accounts banned for spam are left out. Range: log–log Greenwood.",
		.noun = "members", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_SURVIVAL, .comparison = COMPARE_NONE,
		.minimum = 1, .version = 1, .source = LIFESPAN_SOURCE,
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = lifespan_columns, .measure = lifespan,
};

/* ---- by the year they came ---- */

static void
year_row(const struct inquiry *inquiry, struct figure *figure, const GArray *tenures, int year)
{
	AUTO(survival) curve = curve_between(tenures, day_from_civil(year, 1, 1), day_from_civil(year + 1, 1, 1));
	g_autofree char *label = g_strdup_printf("%d", year);

	if (curve->n == 0)
		return;
	struct figure_row *row = inquiry_row(inquiry, figure);
	figure_set_word(figure, row, 2, label);
	row->values[0] = answer_about(answer_share_by(curve, SPAN_DAYS, NOBODY_CAME), curve->n);
	row->values[1] = answer_people(curve->n);
}

static void
lifespan_by_year(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) tenures = tenures_of(inquiry);
	gint32 first = G_MAXINT32, last = G_MININT32;
	int from, to, month, day;

	for (guint i = 0; i < tenures->len; i++) {
		first = MIN(first, g_array_index(tenures, struct tenure, i).came);
		last = MAX(last, g_array_index(tenures, struct tenure, i).came);
	}
	if (tenures->len == 0) {
		inquiry_row(inquiry, figure)->values[0] = value_none(STATE_UNDEFINED, NOBODY_CAME);
		return;
	}
	day_to_civil(first, &from, &month, &day);
	day_to_civil(last, &to, &month, &day);
	for (int year = from; year <= to; year++)
		year_row(inquiry, figure, tenures, year);
}

static const struct metric_column year_columns[] = {
	{ .name = "year", .label = "Came in", .is_key = TRUE, .key_kind = KEY_WORD }, { .name = "people", .label = "Members" }, { NULL },
};

static const struct metric_total year_totals[] = { { .over = "year" }, { NULL } };

const struct metric metric_lifespan_by_year = {
	.definition = {
		.name = "c_lifespan_by_year", .card = "C49", .discipline = DISCIPLINE_COMMUNITY, .label = "Share gone within 90 days",
		.question = "Do those who came in later years stay as long?",
		.formula = "Of the members who came in a year: share whose last contribution, with 90 silent days behind it, lay within 90 days of the "
		           "first (1 − Kaplan–Meier). Range: log–log Greenwood.",
		.noun = "members", .unit = UNIT_SHARE, .additivity = ADD_DURATION, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE,
		.minimum = 10, .comfortable = 30, .version = 1, .source = LIFESPAN_SOURCE,
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reads = READS_EVENTS, .columns = year_columns, .totals = year_totals,
	.measure = lifespan_by_year,
};

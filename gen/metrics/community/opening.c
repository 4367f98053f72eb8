/* How long questions wait while somebody is there to answer (C07 by a clock of opening hours): outside of them the clock stands still. Two
 * months are not compared in words: a median near 0 has no change in per cent that means anything. */
#include <math.h>

#include "metrics/answer.h"
#include "metrics/community/place.h"

#define NO_QUESTIONS "no questions were asked"

/* The open stretch of each day from `first` on, and the seconds that were open before it. A day more than is asked for. */
struct openings {
	gint32 first;
	guint days;
	gint64 *from, *until, *before;
};

/* ---- a table of days, made once ---- */

static gboolean
is_closed(const struct project *project, gint32 day)
{
	for (guint i = 0; i < project->closed_days->len; i++)
		if (g_array_index(project->closed_days, gint32, i) == day)
			return TRUE;
	return project->opening[day_weekday(day)].until == 0;
}

static gint64
clock_at(const struct project *project, gint32 day, int second)
{
	return second == 24 * 3600 ? instant_of_day(day + 1, project->zone) : instant_of_clock(day, second, project->zone);
}

static struct openings
openings_of(const struct project *project, gint64 from, gint64 until)
{
	gint32 first = day_of_instant(from, project->zone);
	guint days = (guint)MAX(day_of_instant(until, project->zone) - first, 0) + 1;
	struct openings openings = { first, days, g_new0(gint64, days + 1), g_new0(gint64, days + 1), g_new0(gint64, days + 1) };
	gint64 before = 0;

	for (guint i = 0; i < days; i++) {
		const struct opening *opening = &project->opening[day_weekday(first + (gint32)i)];
		openings.before[i] = before;
		if (is_closed(project, first + (gint32)i))
			continue;
		openings.from[i] = clock_at(project, first + (gint32)i, opening->from);
		openings.until[i] = clock_at(project, first + (gint32)i, opening->until);
		before += openings.until[i] - openings.from[i];
	}
	return openings;
}

static void
openings_clear(struct openings *openings)
{
	g_free(openings->from);
	g_free(openings->until);
	g_free(openings->before);
}

/* Open seconds from the first day's midnight to an instant within the table. */
static gint64
open_until(const struct openings *openings, gint64 instant, GTimeZone *zone)
{
	guint day = (guint)CLAMP(day_of_instant(instant, zone) - openings->first, 0, (gint32)openings->days - 1);

	return openings->before[day] + CLAMP(instant - openings->from[day], 0, openings->until[day] - openings->from[day]);
}

/* ---- the metric ---- */

/* The clocks of questions, by opening hours. */
static GArray *
open_clocks(const struct inquiry *inquiry)
{
	const struct conversation *conversation = inquiry->conversation;
	struct span span = conversation_questions(conversation, &inquiry->window);
	struct openings openings = openings_of(inquiry->project, inquiry->window.start, MAX(inquiry->follow_until, inquiry->window.start));
	GArray *clocks = g_array_new(FALSE, FALSE, sizeof(struct duration));

	for (guint32 i = span.first; i < span.past; i++) {
		const struct question *question = &conversation->questions[i];
		struct duration clock;
		if (!conversation_in_scope(conversation, question->discussion, inquiry_place(inquiry)) || !question_clock(inquiry, question, &clock))
			continue;
		gint64 end = question->at + llround(clock.time * 3600);
		clock.time = (double)(open_until(&openings, end, inquiry->project->zone) - open_until(&openings, question->at, inquiry->project->zone)) / 3600;
		g_array_append_val(clocks, clock);
	}
	openings_clear(&openings);
	return clocks;
}

/* ---- in words ---- */

static void
clock_said(GString *words, int second)
{
	g_string_append_printf(words, "%d:%02d", second / 3600, second / 60 % 60);
}

/* "Mon–Fri 9:00–17:00, Sat 10:00–14:00". */
static char *
opening_words(const struct project *project)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	GString *words = g_string_new(NULL);

	for (int day = 0, last; day < 7; day = last + 1) {
		const struct opening *opening = &project->opening[day];
		for (last = day; last < 6 && project->opening[last + 1].from == opening->from && project->opening[last + 1].until == opening->until;)
			last++;
		if (opening->until == 0)
			continue;
		g_string_append_printf(words, "%s%s%s%s ", words->len ? ", " : "", names[day], last > day ? "–" : "", last > day ? names[last] : "");
		clock_said(words, opening->from);
		g_string_append(words, "–");
		clock_said(words, opening->until);
	}
	return g_string_free(words, FALSE);
}

static void
note_opening(const struct inquiry *inquiry, struct figure *figure)
{
	g_autofree char *words = opening_words(inquiry->project);

	if (inquiry->current && inquiry_place(inquiry) == SCOPE_NONE)
		figure_note(figure, "Opening hours%s: %s, by the clock of %s.", inquiry->project->opening_said ? "" : " taken for granted, since tidings.yaml names none",
		            words, inquiry->project->zone_name ? inquiry->project->zone_name : "UTC");
}

static void
opening_median(const struct inquiry *inquiry, struct figure *figure)
{
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!conversation_has_threads(inquiry->conversation, inquiry_place(inquiry))) {
		row->values[0] = value_none(STATE_NO_DATA, NO_THREADS);
		return;
	}
	g_autoptr(GArray) clocks = open_clocks(inquiry);
	AUTO(survival) curve = survival_new((const struct duration *)(const void *)clocks->data, clocks->len);
	row->values[0] = answer_median(curve, NO_QUESTIONS, "fewer than half had been answered by then");
	note_opening(inquiry, figure);
}

const struct metric metric_ttfr_median_bh = {
	.definition = {
		.name = "c_ttfr_median_bh", .card = "C07", .discipline = DISCIPLINE_COMMUNITY, .label = "Time to first reply in opening hours",
		.question = "How long does a question wait while somebody is there?",
		.phrase = "half of the questions got a human reply within {value} of opening time",
		.formula = "As “Time to first reply”, by a clock that stands still outside opening hours (opening_hours in tidings.yaml; else Monday to "
		           "Friday, 9 to 17). A question asked and answered while it stands waited 0 hours.",
		.noun = "questions", .unit = UNIT_HOURS, .additivity = ADD_DURATION, .shape = SHAPE_SERIES, .comparison = COMPARE_NONE,
		.lower_is_better = TRUE, .minimum = 10, .comfortable = 30, .version = 1, .source = "as “Time to first reply”",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .reads = READS_MESSAGES, .measure = opening_median,
};

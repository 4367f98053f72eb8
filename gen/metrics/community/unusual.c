/* An unusual week, space by space. */
#include "metrics/community/unusual.h"

#include <math.h>
#include <string.h>

#include "metrics/community/place.h"
#include "metrics/statistics/pulse.h"

#define NAMED_MOST 3

/* Members' messages in one space, in the eight weeks before and in the week itself. */
struct course {
	char *name;
	double counts[PULSE_WEEKS + 1];
	guint8 *marks; /* who wrote in the week itself */
	gint64 people;
	double residual; /* in prediction errors; 0: as expected, or not to be told */
};

static void
course_free(gpointer data)
{
	struct course *course = data;

	g_free(course->name);
	g_free(course->marks);
	g_free(course);
}

/* NULL: the space is private. */
static struct course *
course_of(const struct conversation *conversation, GHashTable *courses, GHashTable *names, guint32 discussion)
{
	const char *name = place_name_kept(names, conversation, &conversation->discussions[discussion]);
	struct course *course = name ? g_hash_table_lookup(courses, name) : NULL;

	if (!name || course)
		return course;
	course = g_new0(struct course, 1);
	course->name = g_strdup(name);
	course->marks = g_new0(guint8, conversation->n_people + 1);
	g_hash_table_insert(courses, course->name, course);
	return course;
}

static void
course_take(struct course *course, const struct utterance *utterance, guint week)
{
	course->counts[week]++;
	if (week == PULSE_WEEKS && !course->marks[utterance->person]) {
		course->marks[utterance->person] = 1;
		course->people++;
	}
}

/* The spaces in which members wrote in the nine weeks that end with the one. */
static GHashTable *
courses_of(const struct inquiry *inquiry, const struct period *week)
{
	const struct conversation *conversation = inquiry->conversation;
	struct period weeks = { .first = week->first - 7 * PULSE_WEEKS, .start = instant_of_day(week->first - 7 * PULSE_WEEKS, conversation->zone), .end = week->end };
	struct span span = conversation_messages(conversation, &weeks);
	GHashTable *courses = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, course_free);
	g_autoptr(GHashTable) names = place_names_new();

	for (guint32 i = span.first; i < span.past; i++) {
		const struct utterance *utterance = &conversation->utterances[conversation->by_time[i]];
		if (!(utterance->is & UTTERANCE_SPEAKS) || !conversation_is_member(conversation, utterance->person) ||
		    !conversation_in_scope(conversation, utterance->discussion, inquiry_place(inquiry)))
			continue;
		struct course *course = course_of(conversation, courses, names, utterance->discussion);
		if (course)
			course_take(course, utterance, (guint)CLAMP((utterance->day - weeks.first) / 7, 0, PULSE_WEEKS));
	}
	return courses;
}

/* A true zero may be told: nobody wrote. */
static void
course_judge(const struct inquiry *inquiry, struct course *course)
{
	struct interval band = pulse_band(course->counts, PULSE_WEEKS);

	if (course->people > 0 && course->people < inquiry->k)
		return;
	if (pulse_unusual(band, course->counts[PULSE_WEEKS]))
		course->residual = pulse_residual(band, course->counts[PULSE_WEEKS]).value;
}

static int
compare_courses(const void *a, const void *b)
{
	const struct course *x = a, *y = b;

	if (fabs(x->residual) != fabs(y->residual))
		return fabs(x->residual) > fabs(y->residual) ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
note_week(const struct inquiry *inquiry, struct figure *figure, const struct period *week)
{
	g_autoptr(GHashTable) courses = courses_of(inquiry, week);
	g_autoptr(GList) all = g_hash_table_get_values(courses);
	g_autoptr(GString) words = g_string_new(NULL);
	g_autofree char *monday = day_iso(week->first);
	guint named = 0;

	for (const GList *each = all; each; each = each->next)
		course_judge(inquiry, each->data);
	all = g_list_sort(all, compare_courses);
	for (const GList *each = all; each && named < NAMED_MOST; each = each->next, named++) {
		const struct course *course = each->data;
		if (course->residual == 0)
			break;
		g_string_append_printf(words, "%s%s with %.0f messages (expected %.0f)", named ? ", " : "", course->name, course->counts[PULSE_WEEKS],
		                       pulse_band(course->counts, PULSE_WEEKS).value);
	}
	if (words->len)
		figure_note(figure, "Furthest from what was to be expected in the week of %s: %s.", monday, words->str);
}

void
note_unusual_spaces(const struct inquiry *inquiry, struct figure *figure)
{
	int low = figure_value(figure, "low"), high = figure_value(figure, "high");

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		struct period week = period_of_day(PERIOD_WEEK, (gint32)row->keys[0].number, inquiry->project->zone);
		gboolean outside = row->values[0].value < row->values[low].value || row->values[0].value > row->values[high].value;
		if (outside && week.past > inquiry->period.first)
			note_week(inquiry, figure, &week);
	}
}

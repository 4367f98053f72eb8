/* What others say of us: distinct people first, our own voice never, a set of competitors that is printed, bursts with their onset. */
#include "said.h"

#include <math.h>
#include <string.h>

#include "metrics/broadcast/mentions.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon(a, b, 1e-4)

static struct mention *
mention(struct said *said, const char *author, const char *day, const char *about, const char *text)
{
	struct mention row;
	g_autofree char *id = g_strdup_printf("m%u", RECORD_COUNT_OF(said->records, mention));

	record_clear(KIND_mention, &row);
	row.platform = word(said, "x");
	row.mention_id = word(said, id);
	row.author = author ? word(said, author) : 0;
	row.at = at(day) + 12 * HOUR;
	row.about = about ? word(said, about) : 0;
	row.text = text ? texts_add(said->records->texts, text, -1) : 0;
	records_add(said->records, KIND_mention, &row);
	return RECORD_AT(said->records, mention, RECORD_COUNT_OF(said->records, mention) - 1);
}

/* Somebody spoke of us in April, and the data reach to the end of May. */
static struct said
listening(void)
{
	struct said said = said_new();

	record_set_captured(&mention(&said, "early", "2026-04-02", "brand", NULL)->record, at("2026-06-01"));
	said_complete(&said, "2026-05-31");
	g_free(said.project->name);
	said.project->name = g_strdup("Larkfield Cycle Co-operative");
	said.project->brand_short = g_strdup("Larkfield");
	return said;
}

static const struct figure_row *
row_named(const struct figure *figure, const char *name)
{
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (g_strcmp0(row->keys[2].word, name) == 0)
			return row;
	}
	return NULL;
}

static double
number(const struct figure *figure, const struct figure_row *row, const char *column)
{
	g_assert_nonnull(row);
	g_assert_cmpint(figure_value(figure, column), >=, 0);
	return row->values[figure_value(figure, column)].value;
}

/* ---- B31 ---- */

/* Twelve people, one of them ten times: 12, and not 21. Byar as METRICS 7.16. */
static void
test_people_not_mentions(void)
{
	struct said said = listening();

	for (guint i = 0; i < 12; i++) {
		g_autofree char *who = g_strdup_printf("p%u", i);
		mention(&said, who, "2026-05-04", i % 2 ? "brand" : NULL, NULL);
	}
	for (guint i = 0; i < 9; i++)
		mention(&said, "p3", "2026-05-11", "us", NULL);
	mention(&said, "p20", "2026-05-12", "competitor:Ashby Wheels", NULL);
	struct value value = said_value(&said, "b_mentions_external", "2026-05", SCOPE_ALL);
	AUTO(figure) figure = said_figure(&said, "b_mentions_external", "2026-05");
	struct period may = month(&said, "2026-05");

	NEAR(value.value, 12);
	NEAR(value.lo, 6.19351);
	NEAR(value.hi, 20.96286);
	g_assert_cmpint(value.state, ==, STATE_OK);
	NEAR(number(figure, figure_find(figure, &may, SCOPE_ALL), "messages"), 21);
	said_clear(&said);
}

static void
test_own_voice(void)
{
	struct said said = listening();
	struct account *x = g_ptr_array_index(said.project->accounts, 0);
	struct person_row *priya = g_new0(struct person_row, 1);

	x->handle = g_strdup("LarkfieldCycles");
	priya->kind = g_strdup("staff");
	priya->account = g_strdup("priya_n");
	g_ptr_array_add(said.project->people, priya);
	mention(&said, "somebody", "2026-05-04", "brand", NULL);
	mention(&said, "@larkfieldcycles", "2026-05-04", "brand", NULL);
	mention(&said, "Priya_N", "2026-05-04", "brand", NULL);
	mention(&said, "f1a36e2b", "2026-05-05", "brand", NULL)->mention_id = word(&said, "https://x.com/LarkfieldCycles/status/77");
	mention(&said, "f1a36e2c", "2026-05-05", "brand", NULL)->mention_id = word(&said, "https://x.com/someone/status/LarkfieldCycles");
	AUTO(figure) figure = said_figure(&said, "b_mentions_external", "2026-05");
	struct period may = month(&said, "2026-05");

	NEAR(figure_number(figure, &may, SCOPE_ALL)->value, 2);
	g_assert_cmpstr(g_ptr_array_index(figure->notes, 0), ==, "3 mentions by our own accounts and staff are left out");
	said_clear(&said);
}

static void
test_unnamed_authors(void)
{
	struct said said = listening();

	mention(&said, NULL, "2026-05-04", "brand", NULL);
	mention(&said, NULL, "2026-05-05", "brand", NULL);
	struct value value = said_value(&said, "b_mentions_external", "2026-05", SCOPE_ALL);
	g_assert_cmpint(value.state, ==, STATE_NO_DATA);
	g_assert_cmpstr(value.reason, ==, "the mentions name no authors");
	mention(&said, "p", "2026-05-06", "brand", NULL);
	NEAR(said_value(&said, "b_mentions_external", "2026-05", SCOPE_ALL).value, 1);
	said_clear(&said);
}

/* Nobody listened before April the second; a month in which nobody spoke is a true 0; without mentions there is a word, not a number. */
static void
test_before_and_without(void)
{
	struct said said = listening(), silent = said_new();

	g_assert_cmpint(said_value(&said, "b_mentions_external", "2026-05", SCOPE_ALL).state, ==, STATE_OK);
	NEAR(said_value(&said, "b_mentions_external", "2026-05", SCOPE_ALL).value, 0);
	AUTO(figure) figure = said_figure(&said, "b_mentions_external", "2026-05");
	struct period march = month(&said, "2026-03");
	g_assert_cmpint(figure_number(figure, &march, SCOPE_ALL)->state, ==, STATE_NO_DATA);
	g_assert_cmpstr(figure_number(figure, &march, SCOPE_ALL)->reason, ==, "before the first mention");

	AUTO(figure) weeks = said_figure(&said, "b_mentions_weekly", "2026-05"); /* eight weeks before a week of May begin in March */
	g_assert_cmpuint(weeks->rows->len, ==, 1);
	g_assert_nonnull(strstr(((struct figure_row *)g_ptr_array_index(weeks->rows, 0))->values[0].reason, "eight weeks before"));
	AUTO(figure) bursts = said_figure(&said, "b_topic_burst", "2026-05");
	g_assert_cmpint(((struct figure_row *)g_ptr_array_index(bursts->rows, 0))->values[0].state, ==, STATE_NO_DATA);

	said_post(&silent, "x", "1", at("2026-05-03"));
	said_complete(&silent, "2026-05-31");
	for (guint i = 0; i < 5; i++) {
		static const char *const names[] = { "b_mentions_external", "b_mentions_weekly", "b_share_of_voice", "b_topic_burst", "b_hashtag_use" };
		AUTO(figure) empty = said_figure(&silent, names[i], "2026-05");
		const struct figure_row *last = g_ptr_array_index(empty->rows, empty->rows->len - 1);
		g_assert_cmpint(last->values[0].state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(last->values[0].reason, "tables/mentions.csv"));
		g_assert_true(isnan(last->values[0].value));
	}
	said_clear(&said);
	said_clear(&silent);
}

static void
annotate(struct said *said, const char *day, const char *text, const char *affects)
{
	struct annotation row;

	record_clear(KIND_annotation, &row);
	row.on_day = day_of(day);
	row.text = texts_add(said->records->texts, text, -1);
	row.affects = affects ? word(said, affects) : 0;
	records_add(said->records, KIND_annotation, &row);
}

/* Two people a week, then nine: unusual, and what happened on our side of the wall that week is named. */
static void
test_unusual_week(void)
{
	struct said said = listening();
	guint unusual = 0;

	for (gint32 monday = day_of("2026-02-02"); monday < day_of("2026-05-25"); monday += 7)
		for (guint i = 0; i < (monday == day_of("2026-05-11") ? 9 : 2); i++) {
			g_autofree char *who = g_strdup_printf("p%u", i), *day = day_iso(monday + 1);
			mention(&said, who, day, "brand", NULL);
		}
	annotate(&said, "2026-05-12", "The Courier writes about us", NULL);
	annotate(&said, "2026-05-12", "A row in the forum", "c_pulse");
	AUTO(figure) figure = said_figure(&said, "b_mentions_weekly", "2026-05");
	int high = figure_value(figure, "high");

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		gboolean above = row->values[0].value > row->values[high].value;
		unusual += above;
		g_assert_cmpstr(row->keys[2].word, ==, above ? "The Courier writes about us" : NULL);
		g_assert_true(!above || strcmp(row->keys[0].word, "2026-W20") == 0);
	}
	g_assert_cmpuint(unusual, ==, 1);
	said_clear(&said);
}

/* ---- B32 ---- */

static void
test_share_of_voice(void)
{
	struct said said = listening();

	for (guint i = 0; i < 20; i++) {
		g_autofree char *who = g_strdup_printf("p%u", i);
		mention(&said, who, "2026-05-04", "brand", NULL);
		mention(&said, who, "2026-05-14", "Larkfield OR \"cycle co-op\"", NULL); /* a listening tool's query with our name */
		if (i < 15)
			mention(&said, who, "2026-05-05", "competitor: Weir Bikes", NULL);
		if (i < 5)
			mention(&said, who, "2026-05-06", "competitor:Ashby Wheels", NULL);
		mention(&said, who, "2026-05-07", "cargo bikes", NULL);
	}
	AUTO(figure) figure = said_figure(&said, "b_share_of_voice", "2026-05");
	const struct figure_row *ours = g_ptr_array_index(figure->rows, 0);

	g_assert_cmpuint(figure->rows->len, ==, 3);
	g_assert_cmpstr(ours->keys[2].word, ==, "Larkfield");
	NEAR(ours->values[0].value, 20 / 40.0); /* 20 voices for us, 15 and 5 for others; by mentions it were 40 of 60 */
	NEAR(ours->values[0].lo, 0.351995); /* Wilson 20 of 40 */
	g_assert_cmpint(ours->values[0].n, ==, 40);
	NEAR(row_named(figure, "Ashby Wheels")->values[0].value, 5 / 40.0);
	NEAR(row_named(figure, "Weir Bikes")->values[0].value, 15 / 40.0);
	g_assert_true(g_str_has_prefix(g_ptr_array_index(figure->notes, 0), "The set is Larkfield, Ashby Wheels and Weir Bikes (version "));
	g_assert_true(g_str_has_prefix(g_ptr_array_index(figure->notes, 1), "20 mentions are about something"));
	said_clear(&said);
}

static void
test_share_without_competitors(void)
{
	struct said said = listening();

	mention(&said, "p", "2026-05-04", "brand", NULL);
	AUTO(figure) figure = said_figure(&said, "b_share_of_voice", "2026-05");
	const struct figure_row *only = g_ptr_array_index(figure->rows, 0);

	g_assert_cmpint(only->values[0].state, ==, STATE_NO_DATA); /* not 100 % */
	g_assert_nonnull(strstr(only->values[0].reason, "competitor:NAME"));
	said_clear(&said);
}

/* ---- B41 ---- */

static void
own_post(struct said *said, const char *id, const char *day, const char *campaign, const char *text)
{
	said_post(said, "x", id, at(day));
	struct post *post = RECORD_AT(said->records, post, RECORD_COUNT_OF(said->records, post) - 1);
	post->campaign = campaign ? word(said, campaign) : 0;
	post->text = texts_add(said->records->texts, text, -1);
}

static void
test_hashtags(void)
{
	struct said said = listening();
	struct account *x = g_ptr_array_index(said.project->accounts, 0);

	x->handle = g_strdup("LarkfieldCycles");
	own_post(&said, "1", "2026-04-20", "winter", "Book now #WinterCheck");
	own_post(&said, "2", "2026-05-03", "winter", "Still time. #WinterCheck #1");
	own_post(&said, "3", "2026-05-04", NULL, "Good morning #bikes");
	for (guint i = 0; i < 7; i++) {
		g_autofree char *who = g_strdup_printf("p%u", i);
		mention(&said, who, "2026-05-04", "brand", "Had mine done #wintercheck!");
		mention(&said, who, "2026-05-05", "brand", "Nice #bikes");
	}
	mention(&said, "p0", "2026-05-06", "brand", "again #WINTERCHECK");
	mention(&said, "LarkfieldCycles", "2026-05-06", "brand", "#WinterCheck");
	mention(&said, "p9", "2026-05-06", "brand", "page#WinterCheck")->hashtag = word(&said, "SlowRide");
	AUTO(figure) figure = said_figure(&said, "b_hashtag_use", "2026-05");
	const struct figure_row *check = row_named(figure, "#WinterCheck"), *ride = row_named(figure, "#SlowRide");

	g_assert_nonnull(check);
	NEAR(check->values[0].value, 7); /* people, without us and without the word that only holds the sign */
	NEAR(number(figure, check, "messages"), 8);
	NEAR(number(figure, check, "own"), 1);
	NEAR(number(figure, check, "authors_before"), 0);
	g_assert_cmpint(ride->values[0].state, ==, STATE_TOO_FEW);
	g_assert_null(row_named(figure, "#bikes")); /* of no campaign */
	g_assert_null(row_named(figure, "#1"));
	said_clear(&said);
}

/* ---- B38 ---- */

static void
test_burst_and_onset(void)
{
	struct said said = listening();

	for (gint32 day = day_of("2025-06-01"); day < day_of("2026-05-31"); day += 2) {
		g_autofree char *who = g_strdup_printf("p%d", day % 40), *iso = day_iso(day);
		mention(&said, who, iso, "brand", "a squeaky chain, a loose saddle");
	}
	for (guint i = 0; i < 14; i++) {
		g_autofree char *who = g_strdup_printf("q%u", i), *iso = day_iso(day_of("2026-05-13") + (gint32)i % 12);
		mention(&said, who, iso, i % 2 ? "brand" : "cargo bikes", i % 3 ? "The bridge closures in May" : "closure of the bridge, bridge closure");
	}
	for (guint i = 0; i < 60; i++)
		mention(&said, "loud", "2026-05-20", "brand", "gravel gravel gravel");
	AUTO(figure) figure = said_figure(&said, "b_topic_burst", "2026-05");
	gboolean found = FALSE;

	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		g_assert_null(strstr(row->keys[2].word, "gravel"));
		g_assert_null(strstr(row->keys[2].word, "chain"));
		if (strstr(row->keys[2].word, "bridge")) {
			found = TRUE;
			g_assert_cmpstr(row->keys[3].word, ==, "2026-05-11"); /* Monday of the week of the 13th */
			NEAR(number(figure, row, "authors"), 14);
			NEAR(number(figure, row, "authors_before"), 0);
		}
	}
	g_assert_true(found);
	said_clear(&said);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mentions/people-not-mentions-7.16", test_people_not_mentions);
	g_test_add_func("/mentions/own-voice", test_own_voice);
	g_test_add_func("/mentions/unnamed-authors", test_unnamed_authors);
	g_test_add_func("/mentions/before-and-without", test_before_and_without);
	g_test_add_func("/mentions/unusual-week", test_unusual_week);
	g_test_add_func("/mentions/share", test_share_of_voice);
	g_test_add_func("/mentions/share-without-competitors", test_share_without_competitors);
	g_test_add_func("/mentions/hashtags", test_hashtags);
	g_test_add_func("/mentions/burst-and-onset", test_burst_and_onset);
	return g_test_run();
}

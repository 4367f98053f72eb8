/* Ties among members from records to values: across groups, formed and faded, pieces, groups, people between (METRICS C39, C40, C42, C47, C48). */
#include <math.h>
#include <string.h>

#include "metrics/community/circles.h"

#include "talk.h"

static struct inquiry
october(const struct measuring *measuring, const char *name)
{
	struct period month = talk_month(10);

	return measuring_inquiry(measuring, metric_find(name), &month, &month, SCOPE_ALL);
}

static struct figure *
figure_now(const struct measuring *measuring, const char *name)
{
	struct period month = talk_month(10);

	return measuring_figure(measuring, metric_find(name), &month);
}

/* The value of a column as the leaf answers it, in the row whose word key (NULL: none) is `word`. */
static struct value
raw(const struct measuring *measuring, const char *name, const char *word, const char *column)
{
	struct inquiry inquiry = october(measuring, name);
	const struct metric *metric = inquiry.metric;
	AUTO(figure) figure = figure_new(&metric->definition, &inquiry.period);

	figure_add_key(figure, "period", "Period", KEY_PERIOD);
	figure_add_key(figure, "scope", "Where", KEY_WORD);
	figure_add_value(figure, "value", "Value", metric->definition.unit);
	for (guint i = 0; metric->columns[i].name; i++)
		if (metric->columns[i].is_key)
			figure_add_key(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].key_kind);
		else
			figure_add_value(figure, metric->columns[i].name, metric->columns[i].label, metric->columns[i].unit);
	metric->measure(&inquiry, figure);
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (!word || g_strcmp0(row->keys[2].word, word) == 0)
			return row->values[figure_value(figure, column)];
	}
	g_assert_not_reached();
}

static char *
named(guint number)
{
	return g_strdup_printf("p%03u", number);
}

/* `from` addresses `to`, in a thread of its own. */
static void
meets(struct talk *talk, guint from, guint to, const char *when)
{
	g_autofree char *thread = g_strdup_printf("t%u", talk->next), *id = g_strdup_printf("m%u", talk->next);
	g_autofree char *speaker = named(from), *other = named(to);

	talk_says(talk, thread, speaker, when);
	talk_mentions(talk, id, other);
}

/* People 0 … n − 1 write once, long ago, so that they may be mentioned. */
static void
people_come(struct talk *talk, guint n)
{
	for (guint i = 0; i < n; i++) {
		g_autofree char *name = named(i);
		talk_says(talk, name, name, "2026-01-05 10:00");
	}
}

static void
circle_meets(struct talk *talk, guint first, guint people, const char *when)
{
	for (guint i = 0; i < people; i++)
		for (guint j = 0; j < i; j++)
			meets(talk, first + i, first + j, when);
}

/* METRICS §7.5: two triangles joined by one edge, each in a room of its own: one tie of seven crosses. */
static void
test_across_places(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 6);
	for (guint i = 0; i < 6; i++) {
		g_autofree char *name = named(i);
		talk_says(&talk, name, name, "2026-10-04 10:00")->space = talk_atom(&talk, i < 3 ? "hall" : "yard");
		talk_says(&talk, name, name, "2026-10-04 11:00")->space = talk_atom(&talk, i < 3 ? "hall" : "yard");
		talk_says(&talk, name, name, "2026-10-04 12:00")->space = talk_atom(&talk, i < 3 ? "hall" : "yard");
		talk_says(&talk, name, name, "2026-10-04 13:00")->space = talk_atom(&talk, i < 3 ? "hall" : "yard");
	}
	circle_meets(&talk, 0, 3, "2026-10-05 10:00");
	circle_meets(&talk, 3, 3, "2026-10-05 10:00");
	meets(&talk, 2, 3, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value places = raw(measuring, "c_cross_group_tie_share", NULL, "value");
	assert_near(places.value, 1 / 7.0);
	g_assert_cmpint(places.n, ==, 7);
	struct value regions = raw(measuring, "c_cross_group_tie_share", NULL, "regions");
	g_assert_cmpint(regions.state, ==, STATE_NO_DATA);
	g_assert_nonnull(strstr(regions.reason, "people.csv")); /* says what to supply */
	talk_close(&talk);
}

/* Forum and chat both have a "hall": they are two places, and nobody crosses. */
static void
test_places_of_one_name(void)
{
	struct talk talk = talk_open("2026-11-30");

	talk_account(&talk, "chat", "slack");
	for (guint side = 0; side < 2; side++) {
		talk.platform = side ? "slack" : "discourse";
		for (guint i = 3 * side; i < 3 * side + 3; i++) {
			g_autofree char *name = named(i);
			talk_says(&talk, name, name, "2026-10-04 10:00")->space = talk_atom(&talk, "hall");
			talk_says(&talk, name, name, "2026-10-04 11:00")->space = talk_atom(&talk, "hall");
			talk_says(&talk, name, name, "2026-10-04 12:00")->space = talk_atom(&talk, "hall");
		}
		circle_meets(&talk, 3 * side, 3, "2026-10-05 10:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value share = raw(measuring, "c_cross_group_tie_share", NULL, "value");
	g_assert_cmpint(share.state, ==, STATE_OK);
	assert_near(share.value, 0);
	g_assert_cmpint(share.n, ==, 6);
	talk_close(&talk);
}

static struct member *
member_from(struct talk *talk, guint number, const char *region)
{
	g_autofree char *name = named(number);
	struct member *member = talk_member(talk, name, MEMBER_MEMBER);

	member->region = talk_atom(talk, region);
	return member;
}

/* The same by region; whoever has none is left out, on both sides of the line. A cell of few people is hidden. */
static void
test_between_regions(void)
{
	static const char *const names[] = { "North", "South" };
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 13; i++)
		member_from(&talk, i, i == 12 ? NULL : names[i / 6]);
	people_come(&talk, 13);
	circle_meets(&talk, 0, 6, "2026-10-05 10:00");
	circle_meets(&talk, 6, 6, "2026-10-05 10:00");
	meets(&talk, 0, 6, "2026-10-05 10:00");
	meets(&talk, 12, 0, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(raw(measuring, "c_cross_group_tie_share", NULL, "regions").value, 1 / 31.0);
	AUTO(figure) figure = figure_now(measuring, "c_ties_by_region");
	struct figure_row **rows = (struct figure_row **)figure->rows->pdata;
	g_assert_cmpuint(figure->rows->len, ==, 3); /* each pair of groups once */
	g_assert_cmpint(rows[1]->values[0].state, ==, STATE_SUPPRESSED); /* the two who met */
	g_assert_cmpint(rows[0]->values[0].state, ==, STATE_SUPPRESSED); /* and one more, or all ties but the others would tell */
	g_assert_cmpstr(rows[1]->keys[2].word, ==, "South");
	g_assert_cmpstr(rows[1]->keys[3].word, ==, "North");
	assert_near(rows[2]->values[0].value, 15);
	talk_close(&talk);
}

/* Without a crossing tie the cell is a true 0. The rows of the input may come in any order. */
static void
test_nobody_crosses(void)
{
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 12; i++)
		member_from(&talk, i, i < 6 ? "North" : "South");
	people_come(&talk, 12);
	circle_meets(&talk, 0, 6, "2026-10-05 10:00");
	circle_meets(&talk, 6, 6, "2026-10-05 10:00");
	talk_reverse(&talk, KIND_member);
	talk_reverse(&talk, KIND_message_mention);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	AUTO(figure) figure = figure_now(measuring, "c_ties_by_region");
	assert_near(((struct figure_row *)g_ptr_array_index(figure->rows, 1))->values[0].value, 0);
	assert_near(raw(measuring, "c_cross_group_tie_share", NULL, "regions").value, 0);
	talk_close(&talk);
}

/* July to September before, August to October now: 0–1 renewed, 2–3 not, 4–5 new. Of the old ones 0–1 was deep. */
static void
test_turnover(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 8);
	talk_member(&talk, "p006", MEMBER_STAFF);
	meets(&talk, 0, 1, "2026-05-10 10:00");
	meets(&talk, 1, 0, "2026-06-10 10:00");
	meets(&talk, 0, 1, "2026-07-10 10:00");
	meets(&talk, 2, 3, "2026-07-10 10:00");
	meets(&talk, 7, 3, "2026-02-10 10:00"); /* too old for either */
	meets(&talk, 6, 0, "2026-07-10 10:00"); /* staff */
	meets(&talk, 0, 1, "2026-10-10 10:00");
	meets(&talk, 4, 5, "2026-10-10 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(raw(measuring, "c_tie_formation", NULL, "value").value, 1);
	assert_near(raw(measuring, "c_tie_formation", NULL, "gained").value, 1);
	assert_near(raw(measuring, "c_tie_formation", NULL, "gained_deep").value, 0);
	assert_near(raw(measuring, "c_tie_formation", NULL, "lost").value, 1);
	assert_near(raw(measuring, "c_tie_formation", NULL, "lost_deep").value, 0);
	assert_near(raw(measuring, "c_tie_formation", NULL, "lost_thin").value, 1);
	assert_near(raw(measuring, "c_tie_decay", NULL, "value").value, 0.5);
	assert_near(raw(measuring, "c_tie_decay", NULL, "deep").value, 0);
	assert_near(raw(measuring, "c_tie_decay", NULL, "thin").value, 1);
	AUTO(figure) figure = figure_now(measuring, "c_tie_decay");
	g_assert_cmpint(figure_number(figure, &figure->period, SCOPE_ALL)->state, ==, STATE_TOO_FEW);
	talk_close(&talk);
}

/* Less than 180 days: every tie would be new. */
static void
test_turnover_without_history(void)
{
	static const char *const names[] = { "c_tie_formation", "c_tie_decay" };
	struct talk talk = talk_open("2026-11-30");

	for (guint i = 0; i < 2; i++) {
		g_autofree char *name = named(i);
		talk_says(&talk, name, name, "2026-06-05 10:00");
	}
	meets(&talk, 0, 1, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		struct value value = raw(measuring, names[i], NULL, "value");
		g_assert_cmpint(value.state, ==, STATE_NO_DATA);
		g_assert_nonnull(strstr(value.reason, "180 days"));
	}
	talk_close(&talk);
}

/* Three pairs held together by one of us, another pair, three who spoke into the void; two have long been silent. */
static void
test_pieces(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 14);
	talk_member(&talk, "p000", MEMBER_STAFF);
	for (guint i = 1; i < 4; i++) {
		meets(&talk, 0, i, "2026-10-05 10:00");
		meets(&talk, 0, i + 3, "2026-10-05 10:00");
		meets(&talk, i, i + 3, "2026-10-05 10:00");
	}
	for (guint i = 4; i < 7; i++)
		meets(&talk, i, 0, "2026-10-05 10:00");
	meets(&talk, 7, 8, "2026-10-06 10:00");
	meets(&talk, 8, 7, "2026-10-06 10:00");
	for (guint i = 9; i < 12; i++) {
		g_autofree char *name = named(i);
		talk_says(&talk, name, name, "2026-10-07 10:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value giant = raw(measuring, "c_giant_component_share", NULL, "value");
	assert_near(giant.value, 7 / 9.0);
	g_assert_cmpint(giant.n, ==, 9);
	assert_near(raw(measuring, "c_giant_component_share", NULL, "members").value, 2 / 8.0); /* four pairs without us */
	assert_near(raw(measuring, "c_isolates", NULL, "value").value, 3);
	assert_near(raw(measuring, "c_isolates", NULL, "share").value, 3 / 11.0);
	assert_near(raw(measuring, "c_connectedness", "in one network", "value").value, 6);
	assert_near(raw(measuring, "c_connectedness", "in smaller ones", "value").value, 2);
	assert_near(raw(measuring, "c_connectedness", "with nobody", "value").value, 3);
	talk_close(&talk);
}

static void
test_silence_is_no_network(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 3);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	g_assert_cmpint(raw(measuring, "c_giant_component_share", NULL, "value").state, ==, STATE_UNDEFINED);
	g_assert_cmpint(raw(measuring, "c_giant_component_share", NULL, "members").state, ==, STATE_NO_DATA); /* nobody is staff */
	g_assert_cmpint(raw(measuring, "c_isolates", NULL, "value").state, ==, STATE_UNDEFINED);
	g_assert_cmpint(raw(measuring, "c_brokers", NULL, "value").state, ==, STATE_UNDEFINED);
	g_assert_cmpint(raw(measuring, "c_communities", NULL, "value").state, ==, STATE_UNDEFINED);
	g_assert_cmpint(raw(measuring, "c_tie_decay", NULL, "value").state, ==, STATE_UNDEFINED);
	talk_close(&talk);
}

/* Five circles of seven, a tie from each to the next: groups as plain as can be. */
static void
circles_of_seven(struct talk *talk)
{
	people_come(talk, 35);
	for (guint i = 0; i < 5; i++) {
		circle_meets(talk, 7 * i, 7, "2026-10-05 10:00");
		meets(talk, 7 * i, (7 * i + 8) % 35, "2026-10-05 11:00");
	}
}

static void
test_groups(void)
{
	struct talk talk = talk_open("2026-11-30");

	circles_of_seven(&talk);
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value groups = raw(measuring, "c_communities", NULL, "value");
	assert_near(groups.value, 5);
	g_assert_cmpint(groups.n, ==, 35);
	assert_near(raw(measuring, "c_communities", NULL, "inside").value, 35);
	assert_near(raw(measuring, "c_communities", NULL, "modularity").value, 5 * (21 / 110.0 - (44 / 220.0) * (44 / 220.0)));
	assert_near(raw(measuring, "c_communities", NULL, "percentile").value, 1);
	assert_near(raw(measuring, "c_communities", NULL, "stability").value, 1);
	assert_near(raw(measuring, "c_cross_group_tie_share", NULL, "groups").value, 5 / 110.0);
	struct inquiry inquiry = october(measuring, "c_communities");
	const struct circles *circles = circles_of(&inquiry);
	for (guint i = 0; i < 35; i++)
		g_assert_cmpuint(circles->of[i], ==, i / 7);
	inquiry = october(measuring, "c_cross_group_tie_share");
	g_assert_true(circles == circles_of(&inquiry)); /* kept, whoever asks */
	talk_close(&talk);
}

/* Ties without any order: ten searches find ten groupings, and none is shown. */
static void
test_no_stable_groups(void)
{
	struct talk talk = talk_open("2026-11-30");
	struct random random = random_seeded("test", "unstable", "groups");

	people_come(&talk, 120);
	for (guint i = 0; i < 360; i++)
		meets(&talk, random_below(&random, 120), random_below(&random, 120), "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value groups = raw(measuring, "c_communities", NULL, "value");
	g_assert_cmpint(groups.state, ==, STATE_UNDEFINED);
	g_assert_true(g_str_has_prefix(groups.reason, "no stable groups"));
	g_assert_cmpfloat(raw(measuring, "c_communities", NULL, "stability").value, <, 0.7);
	AUTO(figure) matrix = figure_now(measuring, "c_ties_by_group");
	g_assert_cmpuint(matrix->rows->len, ==, 1); /* nothing to draw */
	g_assert_cmpint(((struct figure_row *)g_ptr_array_index(matrix->rows, 0))->values[0].state, ==, STATE_NO_DATA);
	talk_close(&talk);
}

static void
test_too_few_for_groups(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 6);
	circle_meets(&talk, 0, 3, "2026-10-05 10:00");
	circle_meets(&talk, 3, 3, "2026-10-05 10:00");
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	struct value groups = raw(measuring, "c_communities", NULL, "value");
	g_assert_cmpint(groups.state, ==, STATE_TOO_FEW);
	g_assert_true(isnan(groups.value));
	talk_close(&talk);
}

/* One in the middle of five circles has the least constraint of all and four ties or more; in a circle by oneself one has none of it. */
static void
test_brokers(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 36);
	for (guint i = 0; i < 5; i++) {
		circle_meets(&talk, 7 * i, 7, "2026-10-05 10:00");
		meets(&talk, 35, 7 * i, "2026-10-05 11:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	/* P10 of 36 lies between the fourth and fifth least: the five whom the one in the middle knows are alike */
	struct value brokers = raw(measuring, "c_brokers", NULL, "value");
	assert_near(brokers.value, 6);
	g_assert_cmpint(brokers.n, ==, 36);
	g_assert_cmpfloat(raw(measuring, "c_brokers", NULL, "constraint").value, <, 0.558642);
	AUTO(figure) figure = figure_now(measuring, "c_brokers");
	for (guint i = 0; i < figure->rows->len; i++) /* no key names anybody */
		g_assert_cmpuint(figure->key_columns->len, ==, 2);
	talk_close(&talk);
}

/* ---- what graph cards say of themselves ---- */

static gboolean
is_noted(const struct figure *figure, const char *words)
{
	for (guint i = 0; i < figure->notes->len; i++)
		if (strstr(g_ptr_array_index(figure->notes, i), words))
			return TRUE;
	return FALSE;
}

/* Threads without parents or mentions: who addressed whom is inferred, and every graph card says so. */
static void
test_inferred(void)
{
	static const char *const names[] = {
		"c_member_to_member_share", "c_hub_share", "c_network", "c_centralization_in", "c_centralization_out", "c_reciprocity", "c_deep_tie_share",
		"c_members_with_deep_tie", "c_tie_formation", "c_tie_decay", "c_giant_component_share", "c_isolates", "c_communities", "c_brokers",
		"c_cross_group_tie_share",
	};
	struct talk talk = talk_open("2026-11-30");

	talk_member(&talk, "p000", MEMBER_STAFF);
	people_come(&talk, 40);
	for (guint i = 0; i < 200; i++) {
		g_autofree char *thread = g_strdup_printf("t%u", i), *one = named(i % 40), *other = named((i * 7 + 3) % 40), *third = named((i * 11 + 8) % 40);
		talk_says(&talk, thread, one, "2026-10-05 10:00");
		talk_says(&talk, thread, other, "2026-10-05 11:00");
		talk_says(&talk, thread, third, "2026-10-05 12:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		AUTO(figure) figure = figure_now(measuring, names[i]);
		g_test_message("%s", names[i]);
		g_assert_true(is_noted(figure, "inferred"));
	}
	talk_close(&talk);
}

/* C14 has its null percentile: a ring in which everybody answers back is more two-way than chance; 90 days stand beside the month (C11). */
static void
test_two_way(void)
{
	struct talk talk = talk_open("2026-11-30");

	people_come(&talk, 40);
	talk_member(&talk, "p039", MEMBER_STAFF);
	for (guint i = 0; i < 40; i++) {
		meets(&talk, i, (i + 1) % 40, "2026-10-05 10:00");
		meets(&talk, (i + 1) % 40, i, "2026-10-05 11:00");
		meets(&talk, i, 39, "2026-09-05 11:00");
	}
	AUTO(measuring) measuring = measuring_new(talk.records, talk.project, talk.complaints);
	assert_near(raw(measuring, "c_reciprocity", NULL, "percentile").value, 1);
	g_assert_cmpfloat(raw(measuring, "c_reciprocity", NULL, "random").value, <, 0.3);
	struct value hub = raw(measuring, "c_hub_share", NULL, "top_person"), month = raw(measuring, "c_member_to_member_share", NULL, "value");
	assert_near(hub.value, 4 / 80.0);
	g_assert_true(hub.lo < hub.value && hub.value < hub.hi);
	assert_near(month.value, 76 / 80.0);
	assert_near(raw(measuring, "c_member_to_member_share", NULL, "ninety_days").value, 76 / 119.0);
	talk_close(&talk);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ties/across-places-7.5", test_across_places);
	g_test_add_func("/ties/places-of-one-name", test_places_of_one_name);
	g_test_add_func("/ties/between-regions", test_between_regions);
	g_test_add_func("/ties/nobody-crosses", test_nobody_crosses);
	g_test_add_func("/ties/turnover", test_turnover);
	g_test_add_func("/ties/turnover-without-history", test_turnover_without_history);
	g_test_add_func("/ties/pieces", test_pieces);
	g_test_add_func("/ties/silence-is-no-network", test_silence_is_no_network);
	g_test_add_func("/ties/groups", test_groups);
	g_test_add_func("/ties/no-stable-groups", test_no_stable_groups);
	g_test_add_func("/ties/too-few-for-groups", test_too_few_for_groups);
	g_test_add_func("/ties/brokers", test_brokers);
	g_test_add_func("/ties/inferred", test_inferred);
	g_test_add_func("/ties/two-way", test_two_way);
	return g_test_run();
}

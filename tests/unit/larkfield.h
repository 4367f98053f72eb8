/* A month of an invented organisation, built by hand: what the tests of the outputs write. Nothing here is measured. */
#ifndef TESTS_LARKFIELD_H
#define TESTS_LARKFIELD_H

#include <math.h>

#include "base/calendar.h"
#include "model/document.h"
#include "model/project.h"

static const struct definition LARKFIELD_CLICKS = {
	.name = "b_clicks_day", .card = "B03", .discipline = DISCIPLINE_BROADCAST, .label = "Link clicks a day", .noun = "link clicks",
	.question = "How often do people follow a link?", .formula = "Link clicks over days.", .unit = UNIT_RATE, .additivity = ADD_FLOW,
	.shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1, .source = "invented",
};
static const struct definition LARKFIELD_REPLIES = {
	.name = "c_member_replies", .card = "C09", .discipline = DISCIPLINE_COMMUNITY, .label = "Replies from member to member",
	.noun = "replies", .question = "Do members answer each other?", .formula = "Replies by members over replies.", .unit = UNIT_SHARE,
	.additivity = ADD_RATIO, .shape = SHAPE_SERIES, .comparison = COMPARE_INTERVALS, .version = 2, .source = "invented",
};
static const struct definition LARKFIELD_MAILS = {
	.name = "b_subjects", .card = "B12", .discipline = DISCIPLINE_BROADCAST, .label = "Clicked by subject", .noun = "recipients",
	.question = "Which subject was followed?", .formula = "Clicks over recipients.", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
	.shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE, .version = 1, .source = "invented",
};
static const struct definition LARKFIELD_FIRST_REPLY = {
	.name = "c_ttfr_median", .card = "C07", .discipline = DISCIPLINE_COMMUNITY, .label = "Time to first reply", .noun = "questions",
	.question = "How long until a question gets a human reply?", .formula = "Kaplan–Meier median.", .unit = UNIT_HOURS,
	.additivity = ADD_DURATION, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_INTERVALS, .version = 1, .source = "invented",
};
static const struct definition LARKFIELD_SHARE = {
	.name = "c_share_dots", .card = "C09", .discipline = DISCIPLINE_COMMUNITY, .label = "Replies member to member", .noun = "replies",
	.question = "How many of a hundred?", .formula = "Replies by members over replies.", .unit = UNIT_SHARE, .additivity = ADD_RATIO,
	.shape = SHAPE_DOTS, .comparison = COMPARE_NONE, .version = 1, .source = "invented",
};

static G_GNUC_UNUSED struct figure *
larkfield_series(const struct definition *definition, double first, double step, double half)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period october = period_month(2026, 10, zone);
	struct figure *figure = figure_new(definition, &october);

	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	for (int month = -12; month <= 0; month++) {
		struct period period = period_step(october, month, zone);
		struct figure_row *row = figure_add_row(figure);
		double value = first + step * (month + 12) + half * sin(month);
		figure_set_period(figure, row, 0, &period);
		figure_set_word(figure, row, 1, "all");
		row->values[0] = value_estimate(value, value - half, value + half, 900 + 20 * month);
	}
	return figure;
}

static G_GNUC_UNUSED struct figure *
larkfield_estimates(const struct definition *definition, const char *const names[4], double first, double step, double half)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period october = period_month(2026, 10, zone);
	struct figure *figure = figure_new(definition, &october);

	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	for (int i = 0; i < 4; i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_period(figure, row, 0, &october);
		figure_set_word(figure, row, 1, names[i]);
		row->values[0] = value_estimate(first + step * i, first + step * i - half, first + step * i + half, 200);
	}
	return figure;
}

static G_GNUC_UNUSED struct node *
larkfield_cell(struct node *row, enum discipline discipline)
{
	struct node *cell = node_add(row, NODE_CELL);

	cell->discipline = discipline;
	return cell;
}

static G_GNUC_UNUSED struct node *
larkfield_row(struct node *spread, const char *label, struct node **left, struct node **right)
{
	struct node *row = node_add(spread, NODE_ROW);

	node_set(&row->label, "%s", label);
	*left = larkfield_cell(row, DISCIPLINE_BROADCAST);
	*right = larkfield_cell(row, DISCIPLINE_COMMUNITY);
	return row;
}

static G_GNUC_UNUSED void
larkfield_words(struct node *parent, enum node_kind kind, const char *label, const char *markup)
{
	struct node *node = node_add(parent, kind);

	if (label)
		node_set(&node->label, "%s", label);
	node_markup(node, markup);
}

/* A table of rows written "a|b|c"; the first row is the head; a cell that begins with '_' is a state over the rest. */
static G_GNUC_UNUSED struct node *
larkfield_table(struct node *parent, const char *title, const char *const *rows)
{
	struct node *table = node_add(parent, NODE_TABLE);

	node_set(&table->title, "%s", title);
	for (int i = 0; rows[i]; i++) {
		struct node *row = node_add(table, NODE_TABLE_ROW);
		g_auto(GStrv) cells = g_strsplit(rows[i], "|", -1);
		row->header = i == 0;
		for (int j = 0; cells[j]; j++) {
			struct node *cell = node_add(row, NODE_TABLE_CELL);
			cell->header = i == 0 || j == 0;
			cell->align = j && cells[j][0] != '_' ? ALIGN_RIGHT : ALIGN_LEFT;
			cell->span = cells[j][0] == '_' ? 3 : 1;
			node_markup(cell, cells[j]);
		}
	}
	return table;
}

static G_GNUC_UNUSED struct node *
larkfield_chart(struct node *parent, const char *id, const char *chart, const struct figure *figure, const char *title, const char *subtitle,
                const char *alt)
{
	struct node *node = node_add(parent, NODE_CHART);

	node->chart = chart;
	node->figure = figure;
	node_set(&node->id, "%s", id);
	node_set(&node->title, "%s", title);
	node_set(&node->subtitle, "%s", subtitle);
	node_set(&node->alt, "%s", alt);
	return node;
}

static G_GNUC_UNUSED void
larkfield_spread(struct document *document)
{
	static const char *const subjects[4] = {"Mail A", "Mail B", "Page A", "Page B"}, *const months[4] = {"July", "August", "September", "October"};
	static const char *const channels[] = {"Channel|Times shown|Accounts reached|Clicked", "Instagram|412,600|96,400|0.9 % ~(0.7–1.1)~",
		"Facebook|188,300|41,900|0.8 % ~(0.6–1.0)~", "LinkedIn|61,450|18,200|2.4 % ~(1.8–3.0)~", "Saturday mail|9,640|2,410|9.9 % ~(8.8–11.2)~",
		"TikTok|_not reported by TikTok_", NULL};
	static const char *const spaces[] = {"Space|Active members|Questions|Answered in a day", "Forum|148|121|79 % ~(71–85)~",
		"Workshop chat|163|78|81 % ~(70–88)~", "Ride groups|97|15|9 of 15 ~(36–80)~", "Board room|_hidden (fewer than 5 people)_",
		"All spaces|**342**|**214**|**78 %** ~(72–83)~", NULL};
	static const char *const clicks[] = {"Month|Clicks a day|95 % range", "September 2026|238|214–262", "October 2026|256|230–284", NULL};
	const struct figure *series = document_keep(document, larkfield_series(&LARKFIELD_CLICKS, 200, 4, 24));
	const struct figure *replies = document_keep(document, larkfield_series(&LARKFIELD_REPLIES, 0.48, 0.011, 0.05));
	const struct figure *mails = document_keep(document, larkfield_estimates(&LARKFIELD_MAILS, subjects, 0.05, 0.02, 0.012));
	const struct figure *waits = document_keep(document, larkfield_estimates(&LARKFIELD_FIRST_REPLY, months, 6.8, -0.8, 1.6));
	struct node *spread = node_add(document->root, NODE_SPREAD), *left, *right, *chart;

	larkfield_row(spread, "In short", &left, &right);
	larkfield_words(left, NODE_HEADLINE, NULL, "More leads than planned. Clicks have not clearly moved since September.");
	larkfield_words(left, NODE_NOTE, "Coverage", "5 of 6 channels. Not reported: TikTok.");
	larkfield_words(left, NODE_NOTE, "Not shown", "2 numbers with too little data.");
	larkfield_words(right, NODE_HEADLINE, NULL, "Members answer each other more. Whether answers came fast enough is too close to call.");
	larkfield_words(right, NODE_NOTE, "Coverage", "3 of 3 spaces.");

	larkfield_row(spread, "Goals", &left, &right);
	struct node *number = node_add(left, NODE_NUMBER);
	node_set(&number->title, "84");
	node_set(&number->subtitle, "leads");
	node_markup(number, "of 65 planned (129 %): **met**. ~95 % range 67–104~");
	larkfield_words(left, NODE_NOTE, "Lead", "a person who asked to be contacted, counted once, credited to the last link followed.");
	number = node_add(right, NODE_NUMBER);
	node_set(&number->title, "78");
	node_set(&number->subtitle, "%%");
	node_markup(number, "answered within a day, 80 % planned: **too close to call**. ~95 % range 72–83~");
	larkfield_words(right, NODE_NOTE, "Answered", "a reply by a person other than the asker. Bots never count.");

	larkfield_row(spread, "Change", &left, &right);
	larkfield_words(left, NODE_STATEMENT, NULL, "Link clicks were **256** a day: no clear change versus September ~(between −8 % and +23 %)~; up versus October last year ~(+3 to +31 %)~.");
	chart = larkfield_chart(left, "clicks", "line", series, "Link clicks a day", "all channels, own site", "Line of link clicks a day over thirteen months, from 200 to 256, highest in October.");
	larkfield_table(chart, "Link clicks a day by month", clicks);
	larkfield_words(left, NODE_NOTE, NULL, "Band: 95 % range, widened for bursty weeks.");
	larkfield_words(right, NODE_STATEMENT, NULL, "**63 %** of replies were between members ~(58–68)~: up versus September ~(by 2 to 16 points)~. Staff were part of 38 %.");
	larkfield_chart(right, "replies", "line", replies, "Replies from member to member", "% of 1,215", "Line of the share of replies between members over thirteen months, rising from 48 to 63 %.");
	larkfield_words(right, NODE_NOTE, "Reply", "one person answering another in the same thread.");
	larkfield_words(right, NODE_NOTE, "Staff", "the seven people on the staff list.");

	larkfield_row(spread, "Worth knowing", &left, &right);
	larkfield_words(left, NODE_STATEMENT, NULL, "Mail subject B did better by **3.6 points** ~(1.2 to 5.9)~. Landing page: no clear difference yet.");
	larkfield_chart(left, "subjects", "dot", mails, "Clicked", "% of recipients", "Four rows with intervals: mail A 5 %, mail B 7 %, page A 9 %, page B 11 %.");
	larkfield_words(right, NODE_STATEMENT, NULL, "Half of 214 questions got a human reply within **4.2 h** ~(3.1–6.0)~: no clear change.");
	larkfield_chart(right, "waits", "dot", waits, "Time to first response", "median hours with 95 % range", "Four months with intervals, falling from 6.8 to 4.4 hours.");

	larkfield_row(spread, "Decision needed", &left, &right);
	struct node *decision = node_add(left, NODE_DECISION);
	node_set(&decision->title, "Move €900 of November’s Instagram budget to the Saturday mail?");
	node_set(&decision->subtitle, "Owner: marketing lead · by 14 November");
	decision = node_add(right, NODE_DECISION);
	node_set(&decision->title, "Give two members moderator rights for weekday evenings?");
	node_set(&decision->subtitle, "Owner: community manager · by 14 November");

	larkfield_row(spread, "Where", &left, &right);
	struct node *table = larkfield_table(left, "Shown most on Instagram, clicked most in the mail", channels);
	node_set(&table->subtitle, "October, by channel; channels are not added");
	table = larkfield_table(right, "Forum and chat answer alike: no clear difference", spaces);
	node_set(&table->subtitle, "October, by space; 342 people, some in two spaces");
	larkfield_words(right, NODE_NOTE, "Active", "wrote, answered or reacted at least once.");

	larkfield_row(spread, "Path", &left, &right);
	struct node *empty = node_add(left, NODE_EMPTY);
	node_set(&empty->title, "No path from link to lead yet");
	node_markup(empty, "The site’s export for October is not in the folder. This is not zero.");
	larkfield_words(right, NODE_STATEMENT, NULL, "**47** people joined in October: too recent to say who returns.");
}

static G_GNUC_UNUSED struct node *
larkfield_chapter(struct document *document, enum discipline discipline, const char *id, const char *title, const char *subtitle)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER);

	chapter->discipline = discipline;
	node_set(&chapter->id, "%s", id);
	node_set(&chapter->title, "%s", title);
	node_set(&chapter->subtitle, "%s", subtitle);
	return chapter;
}

static G_GNUC_UNUSED void
larkfield_heading(struct node *chapter, int level, const char *text)
{
	struct node *heading = node_add(chapter, NODE_HEADING);

	heading->level = level;
	node_text(heading, "%s", text);
}

static G_GNUC_UNUSED void
larkfield_chapters(struct document *document)
{
	static const char *const scopes[4] = {"Forum", "Workshop chat", "Ride groups", "Families"};
	static const char *const rows[] = {"Measure|Value|95 % range|n|Version", "Time to first reply|4.2 h|3.1–6.0|214|1",
		"Answered within a day|78 %|72–83|214|1", "Replies from member to member|63 %|58–68|1,215|2", NULL};
	const struct figure *waits = document_keep(document, larkfield_estimates(&LARKFIELD_FIRST_REPLY, scopes, 6.8, -0.8, 1.6));
	const struct figure *replies = document_keep(document, larkfield_series(&LARKFIELD_REPLIES, 0.48, 0.011, 0.05));
	const struct figure *clicks = document_keep(document, larkfield_series(&LARKFIELD_CLICKS, 200, 4, 24));
	struct node *chapter = larkfield_chapter(document, DISCIPLINE_BROADCAST, "chapter-broadcast", "Broadcast in detail", "Channels, posts, path");

	larkfield_heading(chapter, 2, "Who followed a link");
	larkfield_words(chapter, NODE_STATEMENT, NULL, "Link clicks were **256** a day: no clear change versus September.");
	larkfield_chart(chapter, "clicks-2", "line", clicks, "Link clicks a day", "all channels, own site", "Line of link clicks a day over thirteen months, from 200 to 256.");
	chapter = larkfield_chapter(document, DISCIPLINE_COMMUNITY, "chapter-community", "Community in detail", "Answers, people, ties");
	larkfield_heading(chapter, 2, "Answers");
	larkfield_words(chapter, NODE_STATEMENT, NULL, "Half of 214 questions got a human reply within **4.2 h** ~(3.1–6.0)~.");
	larkfield_chart(chapter, "waits-2", "dot", waits, "The forum answers slowest, but the difference may be chance", "median hours with 95 % range, by space", "Four spaces with intervals.");
	struct node *chart = larkfield_chart(chapter, "replies-2", "line", replies, "More replies between members", "% of 1,215", "Line of the share of replies between members.");
	node_set(&chart->note, "Replies among staff are left out.");
	larkfield_heading(chapter, 3, "All of it in numbers");
	larkfield_table(chapter, "What was measured", rows);
	larkfield_words(chapter, NODE_NOTE, "Time to first reply", "from a question to the first reply by a person other than the asker; questions still waiting count.");
	larkfield_words(chapter, NODE_NOTE, "Answered", "a reply by a person other than the asker. Bots never count; unanswered questions count as still waiting.");
	larkfield_words(chapter, NODE_NOTE, "Member", "who has written, answered or reacted.");
}

static G_GNUC_UNUSED struct document *
larkfield_document(const char *title)
{
	struct document *document = document_new(title);

	node_set(&document->organisation, "Larkfield Cycle Co-operative");
	node_set(&document->period_words, "October 2026");
	node_set(&document->period_id, "2026-10");
	node_set(&document->language, "en");
	document->made_at = 1793700000; /* 2026-11-03 */
	return document;
}

static G_GNUC_UNUSED struct document *
larkfield_report(void)
{
	struct document *document = larkfield_document("Monthly report");

	node_set(&document->coverage, "Data to 31 October, 5 of 6 channels and 3 of 3 spaces · 2 provisional days · 1 definition change (Instagram views, 1 September)");
	node_set(&document->foot, "Ranges are 95 %% intervals. “No clear change” means the range includes none. Same data, same numbers: the PDF, the data files and this page were made together.");
	node_set(&document->summary, "More leads than planned; members answer each other more.");
	larkfield_spread(document);
	larkfield_chapters(document);
	return document;
}

static G_GNUC_UNUSED struct node *
larkfield_section(struct document *letter, const char *label)
{
	struct node *section = node_add(letter->root, NODE_SECTION);

	section->discipline = DISCIPLINE_COMMUNITY;
	node_set(&section->label, "%s", label);
	return section;
}

static G_GNUC_UNUSED void
larkfield_card(struct node *section, const char *title, const char *url, const char *reason)
{
	struct node *card = node_add(section, NODE_CARD);

	node_set(&card->title, "%s", title);
	node_set(&card->url, "%s", url);
	node_set(&card->subtitle, "%s", reason);
}

static G_GNUC_UNUSED void
larkfield_letter(struct document *document)
{
	static const char *const events[] = {"8 Nov|Brake evening, workshop, 18:30", "15 Nov|Slow ride to Ashby, from the old pump, 10:00", NULL};
	struct node *headline = node_add(document->root, NODE_HEADLINE);

	node_markup(headline, "Most answers in October came from one of you");
	larkfield_words(document->root, NODE_PARAGRAPH, NULL, "The clocks went back, the lights came out, and the forum filled with dynamos. Fourteen of you took apart one question about a cargo trike until it ran. Thank you for that, and for the **47 people** you made room for.");
	larkfield_words(document->root, NODE_PARAGRAPH, NULL, "~Hanna Ortiz, community manager~");
	struct node *section = larkfield_section(document, "Questions you could answer");
	larkfield_card(section, "Rear light flickers only when I brake. Bad ground?", "https://forum.larkfield.example/t/rear-light/811", "Workshop, waiting 9 days");
	larkfield_card(section, "Is the towpath to Ashby passable with a trailer?", "https://forum.larkfield.example/t/towpath/823", "Rides, waiting 7 days");
	larkfield_card(section, "Which child seat fits a step-through frame?", "https://forum.larkfield.example/t/seat/840", "Families, waiting 4 days");
	section = larkfield_section(document, "Conversations people stayed in");
	larkfield_card(section, "Which hub dynamo for a cargo trike?", "https://forum.larkfield.example/t/dynamo/302", "14 members, back after two years");
	larkfield_card(section, "Mill Lane crossing: what we send the council", "https://forum.larkfield.example/t/mill-lane/799", "11 members");
	section = larkfield_section(document, "Welcome");
	larkfield_words(section, NODE_PARAGRAPH, NULL, "47 people joined in. Three said we may name them: Ama wants to fix up her aunt’s tourer, Tomasz is moving house by cargo bike, and Lena is looking for a Sunday ride at an easy pace.");
	struct node *link = node_add(node_add(section, NODE_PARAGRAPH), NODE_LINK);
	node_set(&link->url, "https://forum.larkfield.example/t/hello");
	node_text(link, "Say hello");
	section = larkfield_section(document, "Coming up");
	struct node *table = node_add(section, NODE_TABLE);
	for (int i = 0; events[i]; i++) {
		g_auto(GStrv) cells = g_strsplit(events[i], "|", -1);
		struct node *row = node_add(table, NODE_TABLE_ROW);
		for (int j = 0; cells[j]; j++) {
			struct node *cell = node_add(row, NODE_TABLE_CELL);
			cell->header = j == 0;
			node_text(cell, "%s", cells[j]);
		}
	}
	section = larkfield_section(document, "Changed because of you");
	larkfield_words(section, NODE_PARAGRAPH, NULL, "The workshop now opens Thursdays until nine. Twelve of you asked in September.");
}

static G_GNUC_UNUSED void
larkfield_one_number(struct document *document)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period october = period_month(2026, 10, zone);
	struct figure *share = figure_new(&LARKFIELD_SHARE, &october);
	struct node *section = larkfield_section(document, "One number"), *chart;

	figure_add_key(share, "period", "Month", KEY_PERIOD);
	figure_add_key(share, "scope", "Scope", KEY_WORD);
	figure_add_value(share, "value", "Share", UNIT_SHARE);
	struct figure_row *row = figure_add_row(share);
	figure_set_period(share, row, 0, &october);
	figure_set_word(share, row, 1, "all");
	row->values[0] = value_estimate(0.63, 0.58, 0.68, 1215);
	chart = larkfield_chart(section, "share", "dots", document_keep(document, share), "63 of 100 replies went member to member", "1,215 replies counted; the true share is between 58 and 68. September: 54.",
	                        "One hundred circles, sixty-three of them filled: 63 of every 100 replies went from member to member.");
	node_set(&chart->note, "Staff wrote the rest.");
}

static G_GNUC_UNUSED struct document *
larkfield_newsletter(void)
{
	struct document *document = larkfield_document("October at Larkfield");

	document->root->discipline = DISCIPLINE_COMMUNITY;
	node_set(&document->number, "no. 18");
	node_set(&document->summary, "Three questions waiting, 47 new people, and a dynamo that came back after two years.");
	node_set(&document->web_url, "https://larkfield.example/tidings/2026-10/newsletter.html");
	node_set(&document->unsubscribe_url, "https://larkfield.example/unsubscribe/7d1e");
	node_set(&document->postal, "Larkfield Cycle Co-operative, 4 Pump Yard, Larkfield");
	node_set(&document->author, "Hanna Ortiz");
	larkfield_letter(document);
	larkfield_one_number(document);
	return document;
}

#endif

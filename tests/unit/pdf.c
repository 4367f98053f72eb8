/* The PDF output: a whole report of the invented Larkfield Cycle Co-operative goes through it; pages, text, tags, links
 * and bytes are then looked at with the tools a reader would use. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "charts/chart.h"
#include "outputs/output.h"

extern const struct output output_pdf;

#define NB "\xC2\xA0"

/* --- a figure or two */

static const struct definition clicks = {
	.name = "b_link_clicks", .card = "B04", .discipline = DISCIPLINE_BROADCAST, .label = "Link clicks a day",
	.noun = "link clicks", .unit = UNIT_RATE, .shape = SHAPE_SERIES, .minimum = 5, .comfortable = 20, .version = 1,
};
static const struct definition replies = {
	.name = "c_member_to_member_share", .card = "C11", .discipline = DISCIPLINE_COMMUNITY, .label = "Replies from member to member",
	.noun = "replies", .unit = UNIT_SHARE, .shape = SHAPE_SERIES, .minimum = 5, .comfortable = 20, .version = 1,
};
static const struct definition leads = {
	.name = "b_leads_by_source", .card = "B12", .discipline = DISCIPLINE_BROADCAST, .label = "Leads by source",
	.noun = "leads", .unit = UNIT_COUNT, .shape = SHAPE_AMOUNTS, .minimum = 0, .comfortable = 0, .version = 1,
};
static const struct definition waiting = {
	.name = "c_waiting", .card = "C08", .discipline = DISCIPLINE_COMMUNITY, .label = "Questions still waiting",
	.noun = "questions", .unit = UNIT_COUNT, .shape = SHAPE_AMOUNTS, .minimum = 0, .comfortable = 0, .version = 1,
};

static struct figure *series(const struct definition *definition, const double *values, guint count, double margin)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period last = period_month(2026, 10, zone);
	struct figure *figure = figure_new(definition, &last);

	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	for (guint i = 0; i < count; i++) {
		struct period month = period_step(last, (int)i + 1 - (int)count, zone);
		struct figure_row *row = figure_add_row(figure);
		figure_set_period(figure, row, 0, &month);
		figure_set_word(figure, row, 1, SCOPE_ALL);
		row->values[0] = value_estimate(values[i], values[i] - margin, values[i] + margin, 1215);
	}
	return figure;
}

static struct figure *amounts(const struct definition *definition, const char *const *labels, const gint64 *counts, guint count)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period month = period_month(2026, 10, zone);
	struct figure *figure = figure_new(definition, &month);

	figure_add_key(figure, "label", "Source", KEY_WORD);
	figure_add_value(figure, "value", definition->label, definition->unit);
	for (guint i = 0; i < count; i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_word(figure, row, 0, labels[i]);
		row->values[0] = value_count(counts[i]);
	}
	return figure;
}

/* --- nodes */

static struct node *markup(struct node *parent, enum node_kind kind, const char *text)
{
	struct node *node = node_add(parent, kind);

	node_markup(node, text);
	return node;
}

static struct node *heading(struct node *parent, int level, const char *words)
{
	struct node *node = node_add(parent, NODE_HEADING);

	node->level = level;
	node_text(node, "%s", words);
	return node;
}

static struct node *note(struct node *parent, const char *label, const char *words)
{
	struct node *node = markup(parent, NODE_NOTE, words);

	node_set(&node->label, "%s", label);
	return node;
}

/* Rows are "cell|cell|cell"; the first is the head; "!…" spans the rest of its row as a state. */
static struct node *table(struct node *parent, const char *title, const char *const *rows)
{
	struct node *node = node_add(parent, NODE_TABLE);

	if (title)
		node_set(&node->title, "%s", title);
	for (guint r = 0; rows[r]; r++) {
		g_auto(GStrv) words = g_strsplit(rows[r], "|", 0), heads = g_strsplit(rows[0], "|", 0);
		struct node *row = node_add(node, NODE_TABLE_ROW);
		row->header = r == 0;
		for (guint c = 0; words[c]; c++) {
			struct node *cell = node_add(row, NODE_TABLE_CELL);
			cell->header = r == 0 || c == 0;
			cell->align = c == 0 || words[c][0] == '!' ? ALIGN_LEFT : ALIGN_RIGHT;
			cell->span = words[c][0] == '!' ? (int)(g_strv_length(heads) - c) : 1;
			if (words[c][0] == '!')
				node_span(cell, NODE_STATE, "%s", words[c] + 1);
			else
				node_markup(cell, words[c]);
		}
	}
	return node;
}

static struct node *chart(struct document *document, struct node *parent, struct figure *figure, const char *id, const char *title, const char *subtitle)
{
	const struct chart *kind = chart_for(figure->definition->shape);
	struct node *node = node_add(parent, NODE_CHART);
	const char *rows[40] = { "Item|Value" };
	char *owned[40];

	node->chart = kind ? kind->name : "none yet";
	node->figure = document_keep(document, figure);
	node->discipline = figure->definition->discipline;
	node->goal = NAN;
	node_set(&node->id, "%s", id);
	node_set(&node->title, "%s", title);
	node_set(&node->subtitle, "%s", subtitle);
	node_set(&node->alt, "Chart of %s: %s.", figure->definition->noun, title);
	guint count = MIN(figure->rows->len, 38);
	for (guint i = 0; i < count; i++) {
		const struct figure_row *row = figure->rows->pdata[i];
		const struct value *value = &row->values[0];
		owned[i] = value_has_interval(value) ? g_strdup_printf("%s|%.4g ~(%.4g–%.4g)~", row->keys[0].word, value->value, value->lo, value->hi)
		                                     : g_strdup_printf("%s|%.0f", row->keys[0].word, value->value);
		rows[i + 1] = owned[i];
	}
	table(node, NULL, rows);
	for (guint i = 0; i < count; i++)
		g_free(owned[i]);
	return node;
}

static const double click_values[] = { 221, 214, 198, 176, 203, 222, 239, 251, 262, 244, 228, 240, 256 };
static const double reply_values[] = { 0.49, 0.5, 0.48, 0.47, 0.51, 0.52, 0.5, 0.53, 0.54, 0.52, 0.53, 0.54, 0.63 };
static const char *const sources[] = { "Saturday mail", "LinkedIn", "Instagram", "Facebook" };
static const gint64 source_counts[] = { 33, 22, 18, 11 };
static const char *const ages[] = { "over a week", "3 to 7 days", "1 to 3 days", "under a day" };
static const gint64 age_counts[] = { 2, 3, 4, 2 };

/* --- the first pages */

static struct node *row(struct node *spread, const char *label, struct node **broadcast, struct node **community)
{
	struct node *node = node_add(spread, NODE_ROW);

	node_set(&node->label, "%s", label);
	*broadcast = node_add(node, NODE_CELL);
	(*broadcast)->discipline = DISCIPLINE_BROADCAST;
	*community = node_add(node, NODE_CELL);
	(*community)->discipline = DISCIPLINE_COMMUNITY;
	return node;
}

static void number(struct node *cell, const char *figure, const char *unit, const char *words)
{
	struct node *node = markup(cell, NODE_NUMBER, words);

	node_set(&node->title, "%s", figure);
	node_set(&node->subtitle, "%s", unit);
}

static void decision(struct node *cell, const char *question, const char *owner)
{
	struct node *node = node_add(cell, NODE_DECISION);

	node_set(&node->title, "%s", question);
	node_set(&node->subtitle, "%s", owner);
}

static void first_page(struct document *document)
{
	struct node *spread = node_add(document->root, NODE_SPREAD), *left, *right;

	node_set(&spread->id, "in-short");
	row(spread, "In short", &left, &right);
	markup(left, NODE_HEADLINE, "More leads than planned. Clicks have not clearly moved since September.");
	markup(right, NODE_HEADLINE, "Members answer each other more. Whether answers came fast enough is too close to call.");
	row(spread, "Goals", &left, &right);
	number(left, "84", "leads", "of 65 planned (129" NB "%): **met**. ~95" NB "% range 67–104~");
	number(right, "78", "%", "answered within a day, 80" NB "% planned: **too close to call**. ~Range 72–83~");
	row(spread, "Change", &left, &right);
	markup(left, NODE_STATEMENT,
	       "Link clicks were **256** a day: no clear change versus September ~(between −8" NB "% and +23" NB "%)~; up versus October last year.");
	chart(document, left, series(&clicks, click_values, 13, 26), "change-clicks", "Link clicks a day", "all channels, own site · band: 95" NB "% range");
	markup(right, NODE_STATEMENT,
	       "**63" NB "%** of replies were between members ~(58–68)~: up versus September, by 2 to 16 points. Our staff were part of 38" NB "%.");
	chart(document, right, series(&replies, reply_values, 13, 0.05), "change-replies", "Replies from member to member", "% of 1,215 · band: 95" NB "% range");
	row(spread, "Worth knowing", &left, &right);
	markup(left, NODE_STATEMENT, "Mail subject B did better by **3.6 points** ~(1.2 to 5.9)~. Landing page: no clear difference yet, 1,402 of 3,000 planned visits.");
	chart(document, left, amounts(&leads, sources, source_counts, 4), "worth-leads", "Leads", "by the last link followed");
	markup(right, NODE_STATEMENT, "Half of 214 questions got a human reply within **4.2" NB "h** ~(3.1–6.0)~: no clear change. 11 are still waiting, the oldest for 9 days.");
	chart(document, right, amounts(&waiting, ages, age_counts, 4), "worth-waiting", "Still waiting", "by age");
	row(spread, "Decision needed", &left, &right);
	decision(left, "Move €900 of November’s Instagram budget to the Saturday mail?", "Owner: marketing lead · decide by 14 November");
	decision(right, "Give two members moderator rights for weekday evenings?", "Owner: community manager · decide by 14 November");
	row(spread, "Not shown", &left, &right);
	note(left, "Not shown", "2 numbers with too little data; 3 not reported by TikTok. Channels are not added: the same person may be counted on each.");
	note(right, "Not shown", "1 number with too little data, 2 hidden (fewer than 5 people). Unanswered questions count as still waiting, never as answered.");
}

static const char *const channels[] = {
	"Channel|Times shown|Accounts reached|Clicked", "Instagram|412,600|96,400|0.9" NB "%" NB "~(0.7–1.1)~",
	"Facebook|188,300|41,900|0.8" NB "%" NB "~(0.6–1.0)~", "LinkedIn|61,450|18,200|2.4" NB "%" NB "~(1.8–3.0)~",
	"YouTube|37,080|12,600|0.6" NB "%" NB "~(0.4–0.9)~", "Saturday mail|9,640|2,410|9.9" NB "%" NB "~(8.8–11.2)~",
	"TikTok|!not reported by TikTok in this export", NULL,
};
static const char *const spaces[] = {
	"Space|Active members|Questions asked|Answered in a day", "Forum|148|121|79" NB "%" NB "~(71–85)~",
	"Workshop chat|163|78|81" NB "%" NB "~(70–88)~", "Ride groups|97|15|9 of 15" NB "~(36–80)~",
	"Board room|!hidden (fewer than 5 people)", "**All spaces**|**342**|**214**|78" NB "%" NB "~(72–83)~", NULL,
};

static void second_page(struct document *document)
{
	struct node *spread = node_add(document->root, NODE_SPREAD), *left, *right;

	row(spread, "Where", &left, &right);
	table(left, "Shown most on Instagram, clicked most in the mail", channels);
	table(right, "Forum and chat answer alike: no clear difference", spaces);
	row(spread, "Path", &left, &right);
	chart(document, left, amounts(&leads, sources, source_counts, 4), "path-leads", "Mail and LinkedIn brought 55 of the 84 leads", "84 leads by the last link followed; each lead counts once");
	struct node *empty = markup(right, NODE_EMPTY, "No newcomer was asked in October. This is not zero: nobody kept the list.");
	node_set(&empty->title, "How newcomers arrived is not known");
	row(spread, "Detail", &left, &right);
	markup(left, NODE_STATEMENT, "Nothing else stands out.");
	chart(document, right, amounts(&waiting, ages, age_counts, 4), "detail-waiting", "Eleven people are still waiting", "Open questions without a human reply on 31 October, by age");
	row(spread, "Words", &left, &right);
	note(left, "Times shown", "Instagram counts views since 1 September, impressions before; the two are not compared.");
	note(left, "Lead", "a person who asked to be contacted.");
	note(right, "Active", "wrote, answered or reacted at least once.");
	note(right, "Staff", "the seven people on the staff list.");
}

/* --- chapters */

static const char *const lorem[] = {
	"The month was carried by two pieces: the winter tyre film, shown to people who had never heard of us, and the Saturday mail, read by people who have.",
	"Of the forty posts, one stands apart. The other thirty-nine lie within what posts of their kind have done since spring, and no weekday is better than another by more than chance.",
	"Bookings from the mail were counted from the workshop's own list; the link's clicks agree with it within three.",
};

static void broadcast_chapter(struct document *document)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER), *list, *wide;

	chapter->discipline = DISCIPLINE_BROADCAST;
	node_set(&chapter->id, "broadcast");
	node_set(&chapter->title, "Broadcast");
	node_set(&chapter->subtitle, "What we said, to whom, and what came of it");
	heading(chapter, 2, "How many people we reached");
	for (guint i = 0; i < 3; i++)
		markup(chapter, NODE_PARAGRAPH, lorem[i]);
	chart(document, chapter, series(&clicks, click_values, 13, 26), "b-clicks", "Link clicks: no clear change since September", "a day, all channels, own site · band: 95" NB "% range");
	heading(chapter, 2, "What people did next");
	markup(chapter, NODE_STATEMENT, "**84** leads came in October ~(67–104)~, 55 of them by mail and LinkedIn.");
	chart(document, chapter, amounts(&leads, sources, source_counts, 4), "b-leads", "Mail and LinkedIn brought 55 of the 84 leads", "84 leads by the last link followed");
	heading(chapter, 3, "Three things we tried");
	list = node_add(chapter, NODE_LIST);
	list->level = 1;
	for (guint i = 0; i < 3; i++)
		markup(node_add(list, NODE_ITEM), NODE_PARAGRAPH, lorem[i]);
	struct node *closing = node_add(chapter, NODE_PARAGRAPH), *link;
	node_text(closing, "The films are kept at ");
	link = node_add(closing, NODE_LINK);
	node_set(&link->url, "https://larkfield.example/films?from=report&n='1'");
	node_text(link, "our page of films, with subtitles for everyone who watches without sound");
	node_text(closing, "; what a lead is, stands under ");
	link = node_add(closing, NODE_LINK);
	node_set(&link->url, "#definitions");
	node_text(link, "definitions");
	node_text(closing, ". Nobody follows ");
	link = node_add(closing, NODE_LINK);
	node_set(&link->url, "javascript:alert(1)");
	node_text(link, "this");
	node_text(closing, ".");
	heading(chapter, 2, "Every channel, month by month");
	wide = table(chapter, "Times shown, accounts reached and clicks by channel", (const char *const[]){
		"Channel|Kind|Times shown|Accounts reached|Link clicks|Clicked, % of times shown|Versus September|Versus October 2025",
		"Instagram|reels and posts|412,600|96,400|3,713|0.9" NB "%" NB "~(0.7–1.1)~|no clear change|up, 3 to 31" NB "%",
		"Facebook|posts|188,300|41,900|1,506|0.8" NB "%" NB "~(0.6–1.0)~|no clear change|no clear change",
		"LinkedIn|articles|61,450|18,200|1,475|2.4" NB "%" NB "~(1.8–3.0)~|up, 4 to 22" NB "%|not compared",
		"TikTok|films|!not reported by TikTok in this export", NULL });
	node_set(&wide->note, "Accounts reached are each channel's own estimate and are never added.");
	heading(chapter, 2, "Posts");
	GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(rows, g_strdup("Post|Day|Channel|Shown|Acted"));
	for (guint i = 0; i < 64; i++)
		g_ptr_array_add(rows, g_strdup_printf("Post %u: %s|%u October|%s|%u,%03u|%.1f" NB "%%" NB "~(%.1f–%.1f)~", i + 1,
		                                      i % 7 == 3 ? "how to mend a tube by the road, in the rain, with what you carry" : "winter tyres",
		                                      i % 30 + 1, i % 2 ? "Instagram" : "LinkedIn", i + 3, i * 37 % 1000, i * 0.1, i * 0.08, i * 0.13));
	g_ptr_array_add(rows, NULL);
	table(chapter, "All posts of the month", (const char *const *)rows->pdata);
	g_ptr_array_unref(rows);
}

static void community_chapter(struct document *document)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER), *card, *quote, *list;

	chapter->discipline = DISCIPLINE_COMMUNITY;
	node_set(&chapter->id, "community");
	node_set(&chapter->title, "Community");
	node_set(&chapter->subtitle, "What people did together");
	heading(chapter, 2, "Who answers whom");
	for (guint i = 0; i < 3; i++)
		markup(chapter, NODE_PARAGRAPH, lorem[(i + 1) % 3]);
	chart(document, chapter, series(&replies, reply_values, 13, 0.05), "c-replies", "Members answer each other more than in September", "% of 1,215 replies · band: 95" NB "% range");
	card = node_add(chapter, NODE_CARD);
	node_set(&card->title, "Which lock for a bike that sleeps outside?");
	node_set(&card->url, "https://forum.larkfield.example/t/812");
	node_set(&card->subtitle, "14 members, back after two years");
	quote = node_add(card, NODE_QUOTE);
	markup(quote, NODE_PARAGRAPH, "A good chain weighs more than the bike’s front wheel, and that is how it should be. 🦩 Ours has held for nine winters.");
	heading(chapter, 2, "Words that hold together: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and others");
	list = node_add(chapter, NODE_LIST);
	for (guint i = 0; i < 4; i++)
		markup(node_add(list, NODE_ITEM), NODE_PARAGRAPH, lorem[i % 3]);
	markup(chapter, NODE_PARAGRAPH, "שלום לכולם is how one thread began. Another: Привет всем.");
	decision(chapter, "Give two members moderator rights for weekday evenings?", "Owner: community manager");
	chart(document, chapter, amounts(&waiting, ages, age_counts, 4), "c-waiting", "Eleven people are still waiting", "Open questions on 31 October, by age");
}

static void apparatus(struct document *document)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER);

	node_set(&chapter->id, "definitions");
	node_set(&chapter->title, "Definitions");
	for (guint i = 0; i < 30; i++) {
		g_autofree char *label = g_strdup_printf("Measure %u.", i + 1);
		note(chapter, label, lorem[i % 3]);
	}
	chapter = node_add(document->root, NODE_CHAPTER);
	node_set(&chapter->title, "Coverage");
	table(chapter, NULL, (const char *const[]){ "Channel|From|To|Rows|Refused", "Instagram|1 May 2025|31 Oct 2026|1,402|0", "Forum|3 Jan 2025|31 Oct 2026|18,220|7", NULL });
	chapter = node_add(document->root, NODE_CHAPTER);
	node_set(&chapter->title, "Refused rows");
	markup(chapter, NODE_PARAGRAPH, "Seven rows could not be read; no printed number rests on them.");
}

static struct document *report(void)
{
	struct document *document = document_new("Monthly report");

	node_set(&document->organisation, "Larkfield Cycle Co-operative");
	node_set(&document->period_words, "October 2026");
	node_set(&document->period_id, "2026-10");
	node_set(&document->language, "en-GB");
	node_set(&document->coverage, "Data to 31 October, 5 of 6 channels and 3 of 3 spaces · 2 provisional days · 1 definition change (Instagram views, 1 September)");
	node_set(&document->foot, "Ranges are 95" NB "%% intervals. “No clear change” means the range includes none.");
	document->made_at = 1793520000;
	first_page(document);
	second_page(document);
	return document;
}

static struct document *whole_report(void)
{
	struct document *document = report();

	broadcast_chapter(document);
	community_chapter(document);
	apparatus(document);
	return document;
}

/* --- running */

struct fixture {
	char *folder;
	struct theme *theme;
	struct complaints *complaints;
	struct project *project;
};

static void set_up(struct fixture *fixture, gconstpointer user)
{
	g_autoptr(GError) error = NULL;

	fixture->folder = g_dir_make_tmp("tidings-pdf-XXXXXX", NULL);
	fixture->complaints = complaints_new();
	fixture->theme = theme_load("default", NULL, fixture->complaints, &error);
	g_assert_no_error(error);
	fixture->project = project_new(fixture->folder);
	node_set(&fixture->project->paper, "%s", user ? (const char *)user : "a4");
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder && (name = g_dir_read_name(folder))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		remove_all(inner);
	}
	g_remove(path);
}

static void tear_down(struct fixture *fixture, gconstpointer user)
{
	(void)user;
	if (g_getenv("TIDINGS_KEEP"))
		g_test_message("kept %s", fixture->folder);
	else
		remove_all(fixture->folder);
	project_free(fixture->project);
	theme_free(fixture->theme);
	complaints_free(fixture->complaints);
	g_free(fixture->folder);
}

/* Writes both documents as one edition and gives the path of one of its files. */
static char *written(struct fixture *fixture, const char *edition_id, struct document *whole, struct document *executive, const char *name)
{
	g_autoptr(GError) error = NULL;
	struct edition edition = { .id = (char *)edition_id, .report = whole, .executive = executive };
	struct output_request request = { &edition, fixture->project, fixture->theme, fixture->complaints };
	AUTO(publication) publication = publication_open(fixture->folder, edition_id, &error);

	g_assert_no_error(error);
	g_assert_true(output_pdf.write(&request, publication, &error));
	g_assert_no_error(error);
	g_assert_true(publication_swap(publication, &error));
	g_assert_no_error(error);
	return g_build_filename(fixture->folder, edition_id, name, NULL);
}

/* What a program prints; NULL when it is not there. */
static char *output_of(const char *const *command, int *status)
{
	char *printed = NULL;

	if (!g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &printed, NULL, status, NULL))
		return NULL;
	return printed;
}

static void check_sound(const char *path)
{
	int status = 0;
	g_autofree char *rules = output_of((const char *const[]){ "/usr/bin/python3", "tests/check_ua.py", path, NULL }, &status);
	g_autofree char *syntax = output_of((const char *const[]){ "qpdf", "--check", path, NULL }, &status);

	if (!rules || !strstr(rules, path))
		g_test_skip("tests/check_ua.py needs python3-pikepdf and python3-fonttools");
	else if (!strstr(rules, "PASS"))
		g_test_message("%s", rules), g_test_fail();
	if (syntax)
		g_assert_cmpint(status, ==, 0);
}

static char *text_of(const char *path, const char *first, const char *last)
{
	int status;

	return output_of((const char *const[]){ "pdftotext", "-layout", "-f", first, "-l", last, path, "-", NULL }, &status);
}

static guint pages_of(const char *path)
{
	int status;
	g_autofree char *facts = output_of((const char *const[]){ "pdfinfo", path, NULL }, &status);
	const char *pages = facts ? strstr(facts, "Pages:") : NULL;

	return pages ? (guint)atoi(pages + strlen("Pages:")) : 0;
}

/* --- tests */

static void test_whole_report(struct fixture *fixture, gconstpointer user)
{
	AUTO(document) document = whole_report();
	g_autofree char *wrong = document_check(document);
	g_autofree char *path = written(fixture, "2026-10", document, NULL, "report.pdf");
	g_autofree char *first = text_of(path, "1", "1"), *all = text_of(path, "1", "99");

	(void)user;
	g_assert_cmpstr(wrong, ==, NULL);
	check_sound(path);
	if (!first) {
		g_test_skip("needs poppler-utils");
		return;
	}
	g_assert_nonnull(strstr(first, "In short"));
	g_assert_nonnull(strstr(first, "Decision"));
	g_assert_null(strstr(first, "Where"));
	g_assert_nonnull(strstr(all, "Refused rows"));
	g_assert_nonnull(strstr(all, "Post 64: winter tyres"));
	g_assert_nonnull(strstr(all, "[flamingo]"));
	g_assert_null(strstr(all, "javascript"));
}

static void test_executive(struct fixture *fixture, gconstpointer user)
{
	AUTO(document) document = report();
	g_autofree char *path = written(fixture, "2026-10", NULL, document, "executive.pdf");
	g_autofree char *second = text_of(path, "2", "2");

	(void)user;
	check_sound(path);
	g_assert_cmpuint(pages_of(path), ==, 2);
	g_assert_nonnull(strstr(second, "2 of 2"));
	g_assert_nonnull(strstr(second, "TikTok"));
}

static void test_same_bytes(struct fixture *fixture, gconstpointer user)
{
	AUTO(document) one = report();
	AUTO(document) two = report();
	g_autofree char *first = written(fixture, "a", one, NULL, "report.pdf"), *second = written(fixture, "b", two, NULL, "report.pdf");
	g_autofree char *first_bytes = NULL, *second_bytes = NULL;
	gsize first_length, second_length;

	(void)user;
	g_assert_true(g_file_get_contents(first, &first_bytes, &first_length, NULL));
	g_assert_true(g_file_get_contents(second, &second_bytes, &second_length, NULL));
	g_assert_cmpmem(first_bytes, first_length, second_bytes, second_length);
}

/* Headings, tables and list items in the order they are read. */
static void test_structure(struct fixture *fixture, gconstpointer user)
{
	AUTO(document) document = whole_report();
	g_autofree char *path = written(fixture, "2026-10", document, NULL, "report.pdf");
	int status;
	g_autofree char *tree = output_of((const char *const[]){ "pdfinfo", "-struct-text", path, NULL }, &status);

	(void)user;
	if (!tree) {
		g_test_skip("needs poppler-utils");
		return;
	}
	const char *broadcast = strstr(tree, "\"Broadcast\""), *community = strstr(tree, "\"Community\"");
	g_assert_true(broadcast && community && broadcast < community);
	g_assert_true(strstr(tree, "Move €900") < community); /* all of one discipline is read before the other */
	g_assert_true(strstr(tree, "BlockQuote") && strstr(tree, "LBody") && strstr(tree, "THead"));
	g_assert_nonnull(strstr(tree, "Link (inline)"));
	/* paragraphs are read whole, over lines and no-break blanks */
	g_assert_nonnull(strstr(tree, "versus September (between −8 % and +23 %); up versus October last year.\""));
}

/* A row higher than a page, a long word in a narrow cell, a table whose cell is a page of text, nothing at all. */
static void test_odd_documents(struct fixture *fixture, gconstpointer user)
{
	AUTO(document) odd = document_new("Odd");
	AUTO(document) empty = document_new("Nothing");
	struct node *spread = node_add(odd->root, NODE_SPREAD), *left, *right, *chapter;
	g_autoptr(GString) endless = g_string_new(NULL);

	(void)user;
	for (guint i = 0; i < 900; i++)
		g_string_append_printf(endless, "word%u ", i);
	row(spread, "Too long", &left, &right);
	for (guint i = 0; i < 4; i++)
		markup(left, NODE_PARAGRAPH, endless->str);
	node_add(spread, NODE_ROW);
	row(spread, "Right only", &left, &right);
	markup(right, NODE_STATEMENT, "Nothing stands on the other side.");
	chapter = node_add(odd->root, NODE_CHAPTER);
	heading(chapter, 2, "A heading and nothing below it");
	table(chapter, "One row", (const char *const[]){ "A|B", "short|x ", NULL });
	node_text(chapter->last->last->last, "%s", endless->str);
	node_text(chapter, "Loose text without a paragraph");
	heading(chapter, 2, "Last words");
	markup(odd->root, NODE_PARAGRAPH, "(\\) /Private << /MCID 0 >> BDC");
	g_autofree char *path = written(fixture, "odd", odd, empty, "report.pdf");
	g_autofree char *nothing = g_build_filename(fixture->folder, "odd", "executive.pdf", NULL);
	check_sound(path);
	check_sound(nothing);
	g_assert_cmpuint(pages_of(nothing), ==, 1);
	g_autofree char *text = text_of(path, "1", "99");
	g_assert_nonnull(strstr(text, "word899"));
	g_assert_nonnull(strstr(text, "/Private << /MCID 0 >> BDC"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/pdf/whole-report", struct fixture, NULL, set_up, test_whole_report, tear_down);
	g_test_add("/pdf/letter-paper", struct fixture, "letter", set_up, test_whole_report, tear_down);
	g_test_add("/pdf/executive", struct fixture, NULL, set_up, test_executive, tear_down);
	g_test_add("/pdf/same-bytes", struct fixture, NULL, set_up, test_same_bytes, tear_down);
	g_test_add("/pdf/structure", struct fixture, NULL, set_up, test_structure, tear_down);
	g_test_add("/pdf/odd-documents", struct fixture, NULL, set_up, test_odd_documents, tear_down);
	return g_test_run();
}

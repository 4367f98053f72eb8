/* The newsletter: a letter to members, and what they could do together next (METRICS §11.2). Community only. Sections that
 * have nothing vanish; when there is nothing to answer, to join, to welcome or to thank for, there is no newsletter. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/blocks.h"
#include "reports/findings.h"
#include "reports/prose.h"
#include "reports/report.h"
#include "reports/sentences.h"
#include "reports/words.h"

static struct node *
section(struct document *document, const char *label)
{
	struct node *node = node_add(document->root, NODE_SECTION);

	node->discipline = DISCIPLINE_COMMUNITY;
	node_set(&node->label, "%s", label);
	return node;
}

/* ---- the letter ---- */

static void
letter(const struct report_request *request, struct document *document)
{
	const struct letter *letter = request->letter;
	struct node *headline = node_add(document->root, NODE_HEADLINE);
	g_autofree char *made = letter && letter->title ? g_strdup(letter->title) : findings_headline(request, DISCIPLINE_COMMUNITY);

	headline->discipline = DISCIPLINE_COMMUNITY;
	node_text(headline, "%s", made);
	if (!letter)
		return;
	prose_add(document->root, letter->body);
	if (letter->author)
		node_span(node_add(document->root, NODE_PARAGRAPH), NODE_SOFT, "%s", letter->author);
	document->author = g_strdup(letter->author);
}

static void
picture(const struct report_request *request, struct document *document)
{
	const struct figure *network = report_figure(request, "c_network");
	struct node *frame, *chart;

	if (!network)
		return;
	frame = node_add(document->root, NODE_SECTION);
	frame->discipline = DISCIPLINE_COMMUNITY;
	chart = block_chart_of(request, document, frame, network, NULL, TRUE, "network", "who-answers-whom");
	if (!chart)
		return;
	node_set(&chart->title, "Who answered whom");
	g_clear_pointer(&chart->subtitle, g_free);
	node_set(&chart->note, "Dots are members, rings are staff. Every line is somebody answering somebody; a double line is a tie that lasts. Nobody is named.");
}

/* ---- sections made of selections ---- */

static void
card(struct node *parent, const struct selection_item *item)
{
	struct node *node = node_add(parent, NODE_CARD);

	node_set(&node->title, "%s", item->title);
	if (item->url)
		node_set(&node->url, "%s", item->url);
	node_set(&node->subtitle, "%s%s%s", item->space ? item->space : "", item->space && item->reason ? ", " : "", item->reason ? item->reason : "");
	if (item->quote)
		node_text(node_add(node_add(node, NODE_QUOTE), NODE_PARAGRAPH), "%s", item->quote);
}

static void
cards(const struct report_request *request, struct document *document, const char *name, const char *label, guint most)
{
	const struct selection *selection = report_selection(request, name);
	struct node *parent;

	if (!selection)
		return;
	parent = section(document, label);
	for (guint i = 0; i < selection->items->len && i < most; i++) {
		const struct selection_item *item = g_ptr_array_index(selection->items, i);
		if (item->title)
			card(parent, item);
	}
}

/* Names of those who agreed to be named; NULL-terminated, borrowed strings. */
static char **
names_of(const struct selection *selection)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < selection->items->len; i++) {
		const struct selection_item *item = g_ptr_array_index(selection->items, i);
		if (item->title)
			g_ptr_array_add(names, (gpointer)item->title);
	}
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

static void
welcome(const struct report_request *request, struct document *document)
{
	const struct selection *selection = report_selection(request, "newcomers");
	g_autofree char **names = selection ? names_of(selection) : NULL;
	g_autofree char *list = names && names[0] ? words_list(names) : NULL;
	struct node *parent;

	if (!selection || selection->total <= 0)
		return;
	parent = node_add(section(document, "Welcome"), NODE_PARAGRAPH);
	node_text(parent, "%" G_GINT64_FORMAT " %s.", selection->total, selection->total == 1 ? "person joined in" : "people joined in");
	if (list)
		node_text(parent, " %s said we may name them. Say hello when you meet.", list);
}

static void
thanks(const struct report_request *request, struct document *document)
{
	const struct selection *selection = report_selection(request, "thanks");
	g_autofree char **names = selection ? names_of(selection) : NULL;
	g_autofree char *list = names && names[0] ? words_list(names) : NULL;
	struct node *parent;

	if (!selection || selection->total <= 0)
		return;
	parent = node_add(section(document, "Thanks"), NODE_PARAGRAPH);
	if (list && g_strv_length(names) < (guint)selection->total)
		node_text(parent, "%s, and others who are not named here, answered a newcomer\xe2\x80\x99s first message.", list);
	else if (list)
		node_text(parent, "%s answered a newcomer\xe2\x80\x99s first message.", list);
	else
		node_text(parent, "%" G_GINT64_FORMAT " of you answered a newcomer\xe2\x80\x99s first message.", selection->total);
}

static void
talk(const struct report_request *request, struct document *document)
{
	const struct selection *selection = report_selection(request, "terms");
	g_autofree char *list = NULL;
	char *terms[4] = { NULL };
	struct node *parent;

	if (!selection)
		return;
	for (guint i = 0; i < selection->items->len && i < 3; i++)
		terms[i] = (char *)((const struct selection_item *)g_ptr_array_index(selection->items, i))->title;
	if (!terms[0])
		return;
	list = words_list(terms);
	parent = node_add(section(document, "What people talk about"), NODE_PARAGRAPH);
	node_text(parent, "More of you than before wrote about %s.", list);
}

static void
coming_up(const struct report_request *request, struct document *document)
{
	const struct selection *selection = report_selection(request, "events");
	struct node *parent;

	if (!selection)
		return;
	parent = section(document, "Coming up");
	for (guint i = 0; i < selection->items->len; i++)
		card(parent, g_ptr_array_index(selection->items, i));
}

static void
changed(const struct report_request *request, struct document *document)
{
	struct node *list;

	if (!request->letter || !request->letter->changed->len)
		return;
	list = node_add(section(document, "Changed because of you"), NODE_LIST);
	for (guint i = 0; i < request->letter->changed->len; i++)
		prose_add(node_add(list, NODE_ITEM), g_ptr_array_index(request->letter->changed, i));
}

/* One number, plainly worded: of a hundred replies, how many went from member to member. */
static void
one_number(const struct report_request *request, struct document *document)
{
	const struct figure *figure = report_figure(request, "c_member_to_member_share");
	const struct value *value = figure ? figure_number(figure, &request->period, SCOPE_ALL) : NULL;
	struct node *parent, *chart;
	g_autofree char *counted = NULL;

	if (!value_has_number(value) || value->state != STATE_OK)
		return;
	parent = section(document, "One number");
	chart = block_chart_of(request, document, parent, figure, SCOPE_ALL, TRUE, "dots", "one-number");
	if (!chart)
		return;
	node_set(&chart->title, "%.0f of 100 replies went from member to member", value->value * 100);
	g_clear_pointer(&chart->subtitle, g_free);
	counted = number_text((double)value->n, 0, request->project->language);
	if (value_has_interval(value))
		node_set(&chart->note, "%s replies counted; the true share is between %.0f and %.0f.", counted, value->lo * 100, value->hi * 100);
	else
		node_set(&chart->note, "%s replies counted.", counted);
}

/* ---- furniture ---- */

/* Replaces {period} and {month}. */
static char *
filled(const char *pattern, const struct document *document)
{
	g_autoptr(GString) text = g_string_new(pattern);

	g_string_replace(text, "{period}", document->period_id, 0);
	g_string_replace(text, "{month}", document->period_words, 0);
	return g_strdup(text->str);
}

static void
number_said(const struct report_request *request, struct document *document)
{
	int year, month, day, first_year, first_month;

	if (request->project->mail_first_month == NO_DAY)
		return;
	day_to_civil(request->period.first, &year, &month, &day);
	day_to_civil(request->project->mail_first_month, &first_year, &first_month, &day);
	node_set(&document->number, "no. %d", (year - first_year) * 12 + month - first_month + 1);
}

static void
mail_furniture(const struct report_request *request, struct document *document)
{
	const struct project *project = request->project;

	if (project->mail_title) {
		g_free(document->title);
		document->title = filled(project->mail_title, document);
	}
	document->summary = g_strdup(request->letter ? request->letter->summary : NULL);
	document->web_url = project->mail_web ? filled(project->mail_web, document) : NULL;
	document->unsubscribe_url = g_strdup(project->mail_unsubscribe);
	document->postal = g_strdup(project->mail_postal);
	number_said(request, document);
}

static gboolean
worth_sending(const struct report_request *request)
{
	static const char *const needed[] = { "unanswered", "conversations", "newcomers", "thanks" };

	for (guint i = 0; i < G_N_ELEMENTS(needed); i++)
		if (report_selection(request, needed[i]))
			return TRUE;
	return FALSE;
}

static void
newsletter(const struct report_request *request, struct document *document)
{
	if (!worth_sending(request))
		return;
	document->root->discipline = DISCIPLINE_COMMUNITY;
	mail_furniture(request, document);
	letter(request, document);
	picture(request, document);
	cards(request, document, "unanswered", "Questions you could answer", 3);
	cards(request, document, "conversations", "Conversations people stayed in", 5);
	welcome(request, document);
	thanks(request, document);
	talk(request, document);
	coming_up(request, document);
	changed(request, document);
	one_number(request, document);
}

const struct report_part part_newsletter = { "newsletter", newsletter };

/* Walks a document and renders each node by its template. In: document and theme. Out: text of a page. */
#include "outputs/markup.h"

#include <string.h>

#include "outputs/fields.h"
#include "outputs/shared.h"

#define SHORT_SPAN 14      /* characters */
#define NARROW_COLUMNS 4   /* a table with more does not fit beside words */

struct template {
	struct mustache *mustache; /* NULL: nobody has it, or it is broken */
	GPtrArray *unknown;        /* char *: names already complained about */
};

struct markup {
	struct markup_settings settings;
	GHashTable *templates; /* name → struct template * */
	struct tree *shared;   /* stands behind the fields of every node */
	struct tree *tokens;   /* in `shared`; its children belong to the theme */
};

/* ---- templates ---- */

static void
template_free(gpointer data)
{
	struct template *template = data;

	mustache_free(template->mustache);
	g_ptr_array_unref(template->unknown);
	g_free(template);
}

/* An inline template gives no line end of its own. */
static void
chomp(char *text)
{
	gsize length = strlen(text);

	if (length && text[length - 1] == '\n')
		text[length - 1] = '\0';
}

static struct template *
template_get(struct markup *markup, const char *name, gboolean is_inline)
{
	struct template *template = g_hash_table_lookup(markup->templates, name);

	if (template)
		return template;
	g_autofree char *file = g_strdup_printf("%s/%s%s", markup->settings.folder, name, strchr(name, '.') ? "" : ".mustache");
	template = g_new0(struct template, 1);
	template->unknown = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *text = theme_file(markup->settings.theme, file);
	if (!text) {
		complain(markup->settings.complaints, SEVERITY_ERROR, (struct place){NULL, -1}, "template-missing", NULL,
		         "theme \"%s\" has no %s", markup->settings.theme->name, file);
	} else {
		if (is_inline)
			chomp(text);
		template->mustache = mustache_compile(file, text, markup->settings.complaints);
	}
	g_hash_table_insert(markup->templates, g_strdup(name), template);
	return template;
}

static const struct mustache *
partial(const char *name, void *user)
{
	return template_get(user, name, FALSE)->mustache;
}

static void
complain_unknown(struct markup *markup, const char *template, const char *name)
{
	g_autofree char *message = g_strdup_printf("%s/%s.mustache: nothing here is called {{%s}}", markup->settings.folder, template, name);
	struct complaint complaint = {
		.severity = SEVERITY_WARNING, .at = {NULL, -1}, .kind = "template-name", .column = message, .message = message,
		.hint = "`tidings list variables` lists the names",
	};

	complaints_add(markup->settings.complaints, &complaint);
}

/* Renders over the fields with the shared ones behind them. */
static void
template_render(struct markup *markup, const char *name, gboolean is_inline, struct tree *fields, GString *out)
{
	struct template *template = template_get(markup, name, is_inline);
	guint known = template->unknown->len;

	if (!template->mustache)
		return;
	struct tree *last = fields->last;
	if (last)
		last->next = markup->shared->first;
	else
		fields->first = markup->shared->first;
	mustache_render(template->mustache, fields, markup->settings.escape, partial, markup, template->unknown, out);
	if (last)
		last->next = NULL;
	else
		fields->first = NULL;
	for (; known < template->unknown->len; known++)
		complain_unknown(markup, name, template->unknown->pdata[known]);
}

/* ---- settings ---- */

struct markup *
markup_new(const struct markup_settings *settings)
{
	struct markup *markup = g_new0(struct markup, 1);
	const struct theme *theme = settings->theme;

	markup->settings = *settings;
	markup->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, template_free);
	markup->shared = shared_fields(theme, settings->document, settings->medium);
	markup->tokens = fields_object(markup->shared, "tokens");
	if (theme->tokens) {
		markup->tokens->first = theme->tokens->first;
		markup->tokens->last = theme->tokens->last;
	}
	return markup;
}

void
markup_free(struct markup *markup)
{
	markup->tokens->first = markup->tokens->last = NULL;
	tree_free(markup->shared);
	g_hash_table_unref(markup->templates);
	g_free(markup);
}

/* ---- nodes ---- */

/* Spreads that follow one another (pages in print) are one parallel text here. */
static gboolean
continues_spread(const struct node *node)
{
	const struct node *before = node->parent ? node->parent->first : NULL;

	while (before && before->next != node)
		before = before->next;
	return node->kind == NODE_SPREAD && before && before->kind == NODE_SPREAD;
}

static int
node_number(const struct node *node)
{
	int number = 1;

	if (node->parent)
		for (const struct node *other = node->parent->first; other != node; other = other->next)
			number += other->kind == node->kind;
	return number;
}

/* An empty frame that is called what its row is called already. */
static gboolean
title_repeats_label(const struct node *node)
{
	const struct node *row = node->parent && node->parent->kind == NODE_CELL ? node->parent->parent : NULL;

	return node->kind == NODE_EMPTY && row && g_strcmp0(node->title, row->label) == 0;
}

static void
add_strings(const struct node *node, struct tree *fields)
{
	g_autofree char *plain = node->kind == NODE_IMAGE ? node_plain(node) : NULL;

	fields_text(fields, "title", title_repeats_label(node) ? NULL : node->title);
	fields_text(fields, "subtitle", node->subtitle);
	fields_text(fields, "label", node->kind == NODE_CELL && node->parent ? node->parent->label : node->label);
	fields_text(fields, "id", node->id);
	fields_text(fields, "text", node->text);
	fields_text(fields, "url", markup_url_is_safe(node->url) ? node->url : NULL);
	fields_text(fields, "alt", node->alt ? node->alt : plain);
	fields_text(fields, "note", node->note);
}

static void
add_position(const struct node *node, struct tree *fields)
{
	const struct node *place = node->kind == NODE_CELL ? node->parent : node;

	fields_number(fields, "level", node->level);
	fields_number(fields, "number", place ? node_number(place) : 1);
	fields_flag(fields, "first", !place || !place->parent || (place->parent->first == place && !continues_spread(place->parent)));
	fields_flag(fields, "last", !place || !place->next);
	fields_flag(fields, "ordered", node->kind == NODE_LIST && node->level == 1);
	fields_text(fields, "discipline", node->discipline == DISCIPLINE_BROADCAST ? "broadcast" : node->discipline == DISCIPLINE_COMMUNITY ? "community" : NULL);
	fields_flag(fields, "broadcast", node->discipline == DISCIPLINE_BROADCAST);
	fields_flag(fields, "community", node->discipline == DISCIPLINE_COMMUNITY);
	fields_flag(fields, "header", node->header);
}

static void
add_cell(const struct node *cell, struct tree *fields)
{
	gboolean in_head = cell->parent && cell->parent->header;
	g_autofree char *span = cell->span > 1 ? g_strdup_printf("%d", cell->span) : NULL;

	fields_flag(fields, "right", cell->align == ALIGN_RIGHT);
	fields_flag(fields, "centre", cell->align == ALIGN_CENTRE);
	fields_text(fields, "span", span);
	fields_flag(fields, "column_header", in_head);
	fields_flag(fields, "row_header", cell->header && !in_head);
	fields_flag(fields, "plain_cell", !cell->header && !in_head);
}

/* A short span keeps to one line: a value and its interval are never broken apart. */
static void
add_inline(const struct node *node, struct tree *fields)
{
	g_autofree char *plain = node_plain(node);

	fields_flag(fields, "short", g_utf8_strlen(plain, -1) <= SHORT_SPAN);
}

static void
add_by_kind(const struct node *node, struct tree *fields)
{
	if (node->kind == NODE_TABLE_CELL)
		add_cell(node, fields);
	else if (node->kind == NODE_HEADING)
		fields_number(fields, "rank", node->level + 1);
	else if (node_is_inline(node->kind))
		add_inline(node, fields);
}

static gboolean
holds_kind(const struct node *node, enum node_kind kind)
{
	for (const struct node *child = node->first; child; child = child->next)
		if (child->kind == kind || holds_kind(child, kind))
			return TRUE;
	return FALSE;
}

/* Nodes hold nodes: the one prototype of this file. */
static void render_node(struct markup *, const struct node *, GString *out);

/* Notes that follow one another stand together. Returns the last of the run. */
static const struct node *
render_notes(struct markup *markup, const struct node *note, GString *out)
{
	g_autoptr(GString) run = g_string_new(NULL);
	AUTO(tree) fields = fields_new();

	for (;; note = note->next) {
		render_node(markup, note, run);
		if (!note->next || note->next->kind != NODE_NOTE)
			break;
	}
	fields_text(fields, "children", run->str);
	template_render(markup, "notes", FALSE, fields, out);
	return note;
}

static gboolean
is_listed(enum node_kind kind)
{
	return kind == NODE_CARD || kind == NODE_ITEM;
}

/* Siblings from `first` up to `past` that `wanted` lets through; returns how many cards were left out. */
static guint
render_run(struct markup *markup, const struct node *first, const struct node *past, gboolean (*wanted)(const struct node *), GString *out)
{
	guint listed = 0, limit = markup->settings.cards;

	for (const struct node *node = first; node != past; node = node->next) {
		if (wanted && !wanted(node))
			continue;
		if (is_listed(node->kind) && ++listed > limit && limit)
			continue;
		if (node->kind == NODE_NOTE)
			node = render_notes(markup, node, out);
		else
			render_node(markup, node, out);
	}
	return limit && listed > limit ? listed - limit : 0;
}

static int
table_columns(const struct node *table)
{
	int columns = 0;

	for (const struct node *cell = table->first ? table->first->first : NULL; cell; cell = cell->next)
		columns += MAX(1, cell->span);
	return columns;
}

static gboolean is_note(const struct node *node) { return node->kind == NODE_NOTE; }
static gboolean is_no_note(const struct node *node) { return node->kind != NODE_NOTE; }
static gboolean is_table(const struct node *node) { return node->kind == NODE_TABLE; }
static gboolean is_no_table(const struct node *node) { return node->kind != NODE_TABLE; }
static gboolean is_head(const struct node *node) { return node->header; }
static gboolean is_body(const struct node *node) { return !node->header; }
static gboolean is_wide_table(const struct node *node) { return node->kind == NODE_TABLE && table_columns(node) > NARROW_COLUMNS; }
static gboolean is_figure(const struct node *node) { return (node->kind == NODE_CHART || node->kind == NODE_TABLE) && !is_wide_table(node); }
static gboolean is_word(const struct node *node) { return !is_note(node) && !is_figure(node) && !is_wide_table(node); }

static void
add_run(struct markup *markup, const struct node *first, const struct node *past, const char *name, gboolean (*wanted)(const struct node *),
        struct tree *fields)
{
	g_autoptr(GString) out = g_string_new(NULL);

	render_run(markup, first, past, wanted, out);
	fields_text(fields, name, g_strstrip(out->str));
}

static guint
add_children(struct markup *markup, const struct node *node, const char *name, gboolean (*wanted)(const struct node *), struct tree *fields)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint more = render_run(markup, node->first, NULL, wanted, out);

	fields_text(fields, name, node_is_inline(node->kind) ? out->str : g_strstrip(out->str));
	return more;
}

static gboolean
begins_topic(const struct node *node)
{
	return node->kind == NODE_HEADING;
}

/* A heading right before another one, or before notes, stands over several topics. */
static gboolean
is_group(const struct node *node)
{
	return begins_topic(node) && node->next && (begins_topic(node->next) || node->next->kind == NODE_NOTE);
}

static guint
count_figures(const struct node *first, const struct node *past)
{
	guint count = 0;

	for (const struct node *node = first; node != past; node = node->next)
		count += is_figure(node);
	return count;
}

/* A chapter is a row of topics: a heading with its words, and the figures that stand beside them. */
static void
add_topics(struct markup *markup, const struct node *chapter, struct tree *fields)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const struct node *first = chapter->first, *past; first; first = past) {
		AUTO(tree) topic = fields_new();
		for (past = first->next; past && !begins_topic(past);)
			past = past->next;
		add_run(markup, first, past, "words", is_word, topic);
		add_run(markup, first, past, "figures", is_figure, topic);
		fields_flag(topic, "group", is_group(first));
		fields_flag(topic, "many", count_figures(first, past) > 1);
		add_run(markup, first, past, "tables", is_wide_table, topic);
		add_run(markup, first, past, "notes", is_note, topic);
		template_render(markup, "topic", FALSE, topic, out);
	}
	fields_text(fields, "children", out->str);
}

static const struct node *
row_cell(const struct node *row, enum discipline discipline)
{
	for (const struct node *cell = row->first; cell; cell = cell->next)
		if (cell->discipline == discipline)
			return cell;
	return NULL;
}

/* All cells of one side, from every row: a phone reads one discipline after the other. A row without a cell keeps its
 * place, or the sides would lose step. */
static void
add_side(struct markup *markup, const struct node *spread, const char *name, enum discipline discipline, struct tree *fields)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const struct node *page = spread; page && page->kind == NODE_SPREAD; page = page->next)
		for (const struct node *row = page->first; row; row = row->next) {
			struct node nothing = {.kind = NODE_CELL, .discipline = discipline, .parent = row->first ? row->first->parent : NULL};
			const struct node *cell = row_cell(row, discipline);
			render_node(markup, cell ? cell : &nothing, out);
		}
	fields_text(fields, name, out->str);
}

static void
add_chapters(const struct node *root, struct tree *fields)
{
	struct tree *list = fields_list(fields, "chapters");

	for (const struct node *node = root->first; node; node = node->next) {
		if (node->kind != NODE_CHAPTER || !node->id || !node->title)
			continue;
		struct tree *item = fields_item(list);
		fields_text(item, "id", node->id);
		fields_text(item, "title", node->title);
	}
	fields_flag(fields, "has_chapters", list->first && list->first->next);
}

static void
add_contents(struct markup *markup, const struct node *node, struct tree *fields)
{
	guint more = 0;

	switch (node->kind) {
	case NODE_SPREAD:
		add_side(markup, node, "broadcast_cells", DISCIPLINE_BROADCAST, fields);
		add_side(markup, node, "community_cells", DISCIPLINE_COMMUNITY, fields);
		break;
	case NODE_CHAPTER:
		add_topics(markup, node, fields);
		break;
	case NODE_CELL:
		add_children(markup, node, "notes", is_note, fields);
		add_children(markup, node, "children", is_no_note, fields);
		break;
	case NODE_CHART:
		add_children(markup, node, "table", is_table, fields);
		add_children(markup, node, "children", is_no_table, fields);
		break;
	case NODE_TABLE:
		add_children(markup, node, "head", is_head, fields);
		add_children(markup, node, "body", is_body, fields);
		fields_flag(fields, "dense", table_columns(node) > NARROW_COLUMNS);
		fields_flag(fields, "in_chart", node->parent && node->parent->kind == NODE_CHART);
		break;
	case NODE_DOCUMENT:
		add_chapters(node, fields);
		/* fall through */
	default:
		more = add_children(markup, node, "children", NULL, fields);
	}
	fields_text(fields, "more", NULL);
	if (more) {
		fields->last->type = TREE_NUMBER;
		fields->last->text = g_strdup_printf("%u", more);
	}
}

static void
render_node(struct markup *markup, const struct node *node, GString *out)
{
	if (continues_spread(node))
		return;
	AUTO(tree) fields = fields_new();

	add_strings(node, fields);
	add_position(node, fields);
	add_by_kind(node, fields);
	add_contents(markup, node, fields);
	if (!node_is_inline(node->kind)) {
		g_autofree char *plain = node_plain(node);
		fields_text(fields, "plain", plain);
		fields_flag(fields, "wide", holds_kind(node, NODE_CHART) || holds_kind(node, NODE_NUMBER));
		fields_flag(fields, "cards", holds_kind(node, NODE_CARD));
	}
	if ((node->kind == NODE_CHART || node->kind == NODE_IMAGE) && markup->settings.picture)
		markup->settings.picture(node, fields, markup->settings.user);
	template_render(markup, node_kind_name(node->kind), node_is_inline(node->kind), fields, out);
}

char *
markup_node(struct markup *markup, const struct node *node)
{
	GString *out = g_string_new(NULL);

	render_node(markup, node, out);
	return g_string_free(out, FALSE);
}

char *
markup_page(struct markup *markup, const char *name, struct tree *fields)
{
	GString *out = g_string_new(NULL);

	template_render(markup, name, FALSE, fields, out);
	return g_string_free(out, FALSE);
}

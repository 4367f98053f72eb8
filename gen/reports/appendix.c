/* What stands behind the numbers: how each is defined, what was read, what was refused. */
#include <string.h>

#include "base/number.h"
#include "reports/blocks.h"
#include "reports/report.h"
#include "reports/words.h"

/* ---- definitions ---- */

static void
definition_add(struct node *chapter, const struct definition *definition)
{
	struct node *note = node_add(chapter, NODE_NOTE);

	node_set(&note->label, "%s", definition->label);
	node_set(&note->id, "d-%s", definition->name);
	g_strdelimit(note->id, "_", '-');
	node_text(note, "%s ", definition->formula);
	node_span(note, NODE_SOFT, "%s, %s, version %u. Source: %s", definition->card, definition->name, definition->version, definition->source);
}

static void
definitions_of(const struct report_request *request, struct node *chapter, enum discipline discipline, const char *title)
{
	struct node *heading = node_add(chapter, NODE_HEADING);

	heading->level = 2;
	node_text(heading, "%s", title);
	for (guint i = 0; i < request->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(request->figures, i);
		if (figure->definition->discipline == discipline)
			definition_add(chapter, figure->definition);
	}
}

static void
definitions(const struct report_request *request, struct document *document)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER);

	node_set(&chapter->title, "Definitions");
	node_set(&chapter->subtitle, "How each number is made, and where the way comes from");
	node_set(&chapter->id, "definitions");
	definitions_of(request, chapter, DISCIPLINE_BROADCAST, "Broadcast numbers");
	definitions_of(request, chapter, DISCIPLINE_COMMUNITY, "Community numbers");
}

/* ---- coverage: a line a platform and kind ---- */

struct source_kind {
	const char *platform, *kind;
	guint files;
	guint64 rows, records, merged, explained, refused;
	gint32 first, last;
};

static struct source_kind *
source_kind_find(GArray *kinds, const struct reading *reading)
{
	for (guint i = 0; i < kinds->len; i++) {
		struct source_kind *kind = &g_array_index(kinds, struct source_kind, i);
		if (g_strcmp0(kind->platform, reading->platform) == 0 && g_strcmp0(kind->kind, reading->kind) == 0)
			return kind;
	}
	g_array_append_val(kinds, ((struct source_kind){ .platform = reading->platform, .kind = reading->kind, .first = NO_DAY, .last = NO_DAY }));
	return &g_array_index(kinds, struct source_kind, kinds->len - 1);
}

static void
source_kind_add(struct source_kind *kind, const struct reading *reading)
{
	kind->files++;
	kind->rows += reading->rows;
	kind->records += reading->records;
	kind->merged += reading->merged;
	kind->explained += reading->explained;
	kind->refused += reading->refused;
	if (reading->first_day != NO_DAY && (kind->first == NO_DAY || reading->first_day < kind->first))
		kind->first = reading->first_day;
	if (reading->last_day != NO_DAY && (kind->last == NO_DAY || reading->last_day > kind->last))
		kind->last = reading->last_day;
}

static gint
source_kind_order(gconstpointer left, gconstpointer right)
{
	const struct source_kind *a = left, *b = right;
	int by_platform = g_strcmp0(a->platform, b->platform);

	return by_platform ? by_platform : g_strcmp0(a->kind, b->kind);
}

static void
number_cell(struct node *line, guint64 number, const char *language)
{
	g_autofree char *text = number_text((double)number, 0, language);

	block_cell_text(line, FALSE, ALIGN_RIGHT, text);
}

static void
source_kind_line(const struct report_request *request, struct node *table, const struct source_kind *kind)
{
	struct node *line = node_add(table, NODE_TABLE_ROW);
	const char *language = request->project->language;
	g_autofree char *name = kind->platform ? g_strdup_printf("%s, %s", kind->platform, kind->kind ? kind->kind : "file") : g_strdup("not recognised");
	g_autofree char *first = kind->first == NO_DAY ? g_strdup("\xe2\x80\x93") : day_iso(kind->first);
	g_autofree char *last = kind->last == NO_DAY ? g_strdup("\xe2\x80\x93") : day_iso(kind->last);

	block_cell_text(line, TRUE, ALIGN_LEFT, name);
	number_cell(line, kind->files, language);
	number_cell(line, kind->rows, language);
	number_cell(line, kind->records, language);
	number_cell(line, kind->merged, language);
	number_cell(line, kind->explained, language);
	number_cell(line, kind->refused, language);
	block_cell_text(line, FALSE, ALIGN_LEFT, first);
	block_cell_text(line, FALSE, ALIGN_LEFT, last);
}

static void
sources_table(const struct report_request *request, struct node *chapter)
{
	static const char *const heads[] = { "Export", "Files", "Rows", "Records", "Merged", "Explained", "Refused", "From", "To" };
	g_autoptr(GArray) kinds = g_array_new(FALSE, TRUE, sizeof(struct source_kind));
	struct node *table = node_add(chapter, NODE_TABLE), *head = node_add(table, NODE_TABLE_ROW);

	node_set(&table->title, "What was read");
	head->header = TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
		block_cell_text(head, TRUE, i > 0 && i < 7 ? ALIGN_RIGHT : ALIGN_LEFT, heads[i]);
	for (guint i = 0; i < request->readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(request->readings, i);
		source_kind_add(source_kind_find(kinds, reading), reading);
	}
	g_array_sort(kinds, source_kind_order);
	for (guint i = 0; i < kinds->len; i++)
		source_kind_line(request, table, &g_array_index(kinds, struct source_kind, i));
}

/* Complaints name the place and the rule, never what stood there: that may be private. */
#define COMPLAINTS_SHOWN 24

static void
remark_line(const struct report_request *request, const struct complaint *complaint, struct node *list)
{
	struct node *line = node_add(node_add(list, NODE_ITEM), NODE_PARAGRAPH);

	if (complaint->at.source) /* somebody's own archive often bears their name */
		node_span(line, NODE_CODE, "%s", forgotten_any_named(request->forgotten, complaint->at.source->path) ? "a file" : complaint->at.source->path);
	node_text(line, "%s%s%s", complaint->at.source ? ": " : "", complaint->expected ? "expected " : "",
	          complaint->expected ? complaint->expected : complaint_in_public(complaint));
	if (complaint->folded)
		node_text(line, ", and %u more like it", complaint->folded);
}

/* What was refused comes first, then what somebody should look at; notes fill what is left. */
static void
refused_list(const struct report_request *request, struct node *chapter)
{
	struct node *heading = node_add(chapter, NODE_HEADING), *list;
	guint all = complaints_size(request->complaints), shown = 0;

	heading->level = 2;
	node_text(heading, "Refused rows and remarks");
	if (!all) {
		node_text(node_add(chapter, NODE_PARAGRAPH), "Nothing was refused.");
		return;
	}
	list = node_add(chapter, NODE_LIST);
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		for (guint i = 0; i < all && shown < COMPLAINTS_SHOWN; i++) {
			const struct complaint *complaint = complaints_get(request->complaints, i);
			if ((int)complaint->severity != severity)
				continue;
			remark_line(request, complaint, list);
			shown++;
		}
	if (all > shown)
		node_text(node_add(chapter, NODE_PARAGRAPH), "And %u more in the run's log.", all - shown);
}

static void
coverage(const struct report_request *request, struct document *document)
{
	struct node *chapter = node_add(document->root, NODE_CHAPTER);

	node_set(&chapter->title, "Coverage");
	node_set(&chapter->subtitle, "What was read, merged, explained and refused");
	node_set(&chapter->id, "coverage");
	node_text(node_add(chapter, NODE_PARAGRAPH),
	          "Every row of every export is accounted for: read into a record; merged, where a newer export says the same thing again; explained, where it is a "
	          "total, a note or a line of the platform itself; or refused, with its place and the reason.");
	sources_table(request, chapter);
	refused_list(request, chapter);
}

const struct report_part part_definitions = { "definitions", definitions };
const struct report_part part_coverage = { "coverage", coverage };

/* Rows are looked at for the header, which is the first as wide as most and without numbers; documents for the largest array. */
#include "platforms/survey.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/spreadsheet.h"
#include "formats/xml.h"

#define VALUES 50 /* looked at, of each column */
#define NESTED 3  /* keys within keys that become columns */

/* ---- columns ---- */

static void column_free(void *pointer)
{
	struct column *column = pointer;

	g_free(column->name);
	g_free(column->folded);
	g_ptr_array_unref(column->values);
	g_free(column);
}

/* Signs that mean something in a source of a description, and what YAML would fold. */
static gboolean can_be_named(const char *name)
{
	return *name && !strchr("$#/.", *name) && !strpbrk(name, "{}") && g_utf8_validate(name, -1, NULL) && !strpbrk(name, "\r\n\t") &&
	       strspn(name, " ") < strlen(name);
}

static struct column *column_of(struct survey *survey, const char *name)
{
	g_autofree char *folded = text_fold(name);
	struct column *column;

	for (guint i = 0; i < survey->columns->len; i++) {
		column = survey->columns->pdata[i];
		if (g_str_equal(column->folded, folded))
			return column;
	}
	column = g_new0(struct column, 1);
	*column = (struct column){ .name = g_strdup(name), .folded = g_steal_pointer(&folded), .values = g_ptr_array_new_with_free_func(g_free) };
	g_ptr_array_add(survey->columns, column);
	return column;
}

static gboolean is_missing(const char *text)
{
	static const char *const TOKENS[] = { "", "-", "--", "n/a", "nan", "undefined", "(not set)", NULL };
	g_autofree char *folded = text_fold(text);

	return g_strv_contains(TOKENS, folded);
}

static void value_add(struct column *column, const char *text)
{
	if (text && column->values->len < VALUES && !is_missing(text))
		g_ptr_array_add(column->values, g_strdup(text));
}

/* ---- tables ---- */

static gboolean row_keep(const struct csv_row *row, void *user)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < row->count; i++)
		g_ptr_array_add(cells, g_strdup(row->cells[i].text));
	g_ptr_array_add(user, g_steal_pointer(&cells));
	return ((GPtrArray *)user)->len < VALUES + 20;
}

static guint usual_width(const GPtrArray *rows)
{
	guint best = 0, width = 0;

	for (guint i = 0; i < rows->len; i++) {
		guint same = 0, cells = ((GPtrArray *)rows->pdata[i])->len;
		for (guint j = 0; j < rows->len; j++)
			same += ((GPtrArray *)rows->pdata[j])->len == cells;
		if (cells > 1 && (same > best || (same == best && cells > width))) {
			best = same;
			width = cells;
		}
	}
	return width;
}

/* Some programs end every line with a delimiter: behind it is an empty cell without a name. */
static gboolean is_header(const GPtrArray *row, guint width)
{
	guint names = row->len && !*(const char *)row->pdata[row->len - 1] ? row->len - 1 : row->len;
	double number;

	for (guint i = 0; i < names; i++)
		if (is_missing(row->pdata[i]) || number_real(row->pdata[i], NUMBER_AUTO, &number))
			return FALSE;
	return row->len == width && names > 1;
}

static void rows_survey(struct survey *survey, const GPtrArray *rows)
{
	const GPtrArray *header = NULL;
	guint width = usual_width(rows);

	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *row = rows->pdata[i];
		for (guint j = 0; header && j < MIN(row->len, header->len); j++)
			if (can_be_named(header->pdata[j]))
				value_add(column_of(survey, header->pdata[j]), row->pdata[j]);
		if (!header && is_header(row, width))
			header = row;
	}
}

static void table_survey(struct survey *survey, struct input *input)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	struct csv_options options = { 0 };

	survey->container = g_strdup("spreadsheet"); /* so it is known when somebody saves it as a workbook, too */
	survey->delimiter = csv_delimiter(input);
	csv_head(input, &options, row_keep, rows);
	rows_survey(survey, rows);
}

static void sheet_survey(struct survey *survey, struct workbook *workbook, guint sheet, struct complaints *complaints)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);

	sheet_read(workbook, sheet, FALSE, complaints, row_keep, rows);
	rows_survey(survey, rows);
	if (!survey->columns->len)
		return;
	g_free(survey->sheet);
	survey->sheet = g_strdup(sheet_name(workbook, sheet));
}

static void workbook_survey(struct survey *survey, struct input *input, const char *sheet, struct complaints *complaints, GError **error)
{
	AUTO(workbook) workbook = workbook_open(input, complaints, error);

	survey->container = g_strdup("spreadsheet");
	survey->sheets = workbook ? workbook_sheets(workbook) : 0;
	for (guint i = 0; i < survey->sheets && !survey->columns->len; i++)
		if (!sheet || g_str_equal(sheet, sheet_name(workbook, i)))
			sheet_survey(survey, workbook, i, complaints);
}

/* ---- JSON and XML ---- */

static void keys_survey(struct survey *survey, const struct tree *item, const char *prefix, guint depth)
{
	for (const struct tree *child = item->first; child; child = child->next) {
		if (!child->key || !can_be_named(child->key))
			continue;
		g_autofree char *name = prefix ? g_strconcat(prefix, ".", child->key, NULL) : g_strdup(child->key);
		if (child->type == TREE_OBJECT && child->first && depth < NESTED)
			keys_survey(survey, child, name, depth + 1);
		else if (child->type != TREE_ARRAY && child->type != TREE_OBJECT)
			value_add(column_of(survey, name), child->text);
		else if (child->type == TREE_OBJECT && child->text)
			value_add(column_of(survey, name), child->text);
	}
}

static void item_keep(struct survey *survey, struct tree *item)
{
	if (survey->documents++ < VALUES)
		g_ptr_array_add(survey->items, item);
	else
		tree_free(item);
}

static void json_keep(guint path, struct tree *item, const struct tree *ancestors, void *user)
{
	(void)path, (void)ancestors;
	item_keep(user, item);
}

/* The array of objects that has most of them. */
static const struct tree *largest_array(const struct tree *tree, const char *path, guint depth, char **where)
{
	const struct tree *best = NULL;

	for (const struct tree *child = tree->first; child && depth < NESTED; child = child->next) {
		const struct tree *found = NULL;
		if (!child->key || !can_be_named(child->key))
			continue;
		g_autofree char *name = path ? g_strconcat(path, ".", child->key, NULL) : g_strdup(child->key);
		g_autofree char *below = NULL;
		if (child->type == TREE_ARRAY && child->first && child->first->type == TREE_OBJECT) {
			found = child;
			below = g_strconcat(name, "[]", NULL);
		} else if (child->type == TREE_OBJECT)
			found = largest_array(child, name, depth + 1, &below);
		if (!found || (best && tree_count(found) <= tree_count(best)))
			continue;
		best = found;
		g_free(*where);
		*where = g_steal_pointer(&below);
	}
	return best;
}

static void json_survey(struct survey *survey, struct input *input, gboolean array, struct complaints *complaints, GError **error)
{
	const char *const paths[] = { array ? "[]" : "", NULL };
	const struct json_visitor visitor = { .paths = paths, .item = json_keep, .user = survey };

	survey->container = g_strdup("json");
	if (!json_read(input, &visitor, complaints, error))
		return;
	const struct tree *rows = survey->documents == 1 && !array ? largest_array(survey->items->pdata[0], NULL, 0, &survey->each) : NULL;
	if (!survey->each)
		survey->each = g_strdup(paths[0]);
	guint looked = 0;
	for (const struct tree *row = rows ? rows->first : NULL; row && looked < VALUES; row = row->next, looked++)
		keys_survey(survey, row, NULL, 0);
	for (guint i = 0; !rows && i < survey->items->len; i++)
		keys_survey(survey, survey->items->pdata[i], NULL, 0);
}

static void xml_keep(struct tree *item, const char *root, void *user)
{
	struct survey *survey = user;

	if (!survey->root)
		survey->root = g_strdup(root);
	if (!survey->each)
		survey->each = g_strdup(item->key);
	item_keep(survey, item);
}

static void xml_survey(struct survey *survey, struct input *input, struct complaints *complaints, GError **error)
{
	const struct xml_visitor visitor = { .item = xml_keep, .user = survey };

	survey->container = g_strdup("xml");
	if (!xml_read(input, &visitor, complaints, error))
		return;
	for (guint i = 0; i < survey->items->len; i++)
		if (!g_strcmp0(((struct tree *)survey->items->pdata[i])->key, survey->each))
			keys_survey(survey, survey->items->pdata[i], NULL, 0);
}

/* ---- the input ---- */

static void input_survey(struct survey *survey, struct input *input, const char *sheet, struct complaints *complaints, GError **error)
{
	gsize length;
	const char *head = input_head(input, &length);

	head += strspn(head, " \t\r\n");
	if (input_is_office(input))
		workbook_survey(survey, input, sheet, complaints, error);
	else if (*head == '{' || *head == '[')
		json_survey(survey, input, *head == '[', complaints, error);
	else if (*head == '<')
		xml_survey(survey, input, complaints, error);
	else
		table_survey(survey, input);
}

struct survey *survey_new(struct input *input, const char *sheet, struct complaints *complaints, GError **error)
{
	struct survey *survey = g_new0(struct survey, 1);

	survey->columns = g_ptr_array_new_with_free_func(column_free);
	survey->items = g_ptr_array_new_with_free_func((GDestroyNotify)tree_free);
	input_survey(survey, input, sheet, complaints, error);
	return survey;
}

void survey_free(struct survey *survey)
{
	if (!survey)
		return;
	g_ptr_array_unref(survey->columns);
	g_ptr_array_unref(survey->items);
	g_free(survey->container);
	g_free(survey->each);
	g_free(survey->root);
	g_free(survey->sheet);
	g_free(survey->word);
	g_free(survey);
}

/* What compiles and would yet do nothing: keys for another container, details that a value's kind does not read, formats that no date
 * has, names that nobody gives. Who writes a description should hear of it, not wonder at empty columns. */
#include "platforms/compile.h"

#include <string.h>

#include "base/calendar.h"

/* ---- keys and containers ---- */

static void misplaced(struct compiler *compiler, const struct tree *tree, const char *const *keys, const char *whose)
{
	for (guint i = 0; keys[i]; i++)
		if (tree_get(tree, keys[i]))
			compile_mistake(compiler, tree_get(tree, keys[i]), NULL, "\"%s\" is for %s", keys[i], whose);
}

gboolean compile_is_table(const struct compiler *compiler)
{
	return compiler->description->container == CONTAINER_CSV || compiler->description->container == CONTAINER_SPREADSHEET;
}

static const char TABLES[] = "tables (container: csv or spreadsheet)", TREES[] = "JSON and XML", XML[] = "XML";

void compile_fit_file(struct compiler *compiler, const struct tree *tree)
{
	static const char *const of_tables[] = {"delimiter", "split", "between", NULL};

	if (!compile_is_table(compiler))
		misplaced(compiler, tree, of_tables, TABLES);
	const char *delimiter = compile_text(compiler, tree, "delimiter"), *encoding = compile_text(compiler, tree, "encoding");
	if (delimiter && strcmp(delimiter, "tab") && strlen(delimiter) != 1)
		compile_mistake(compiler, tree_get(tree, "delimiter"), "a sign such as ';', or tab", "\"delimiter\" cannot be \"%s\"", delimiter);
	GIConv converter = encoding ? g_iconv_open("UTF-8", encoding) : (GIConv)-1;
	if (encoding && converter == (GIConv)-1)
		compile_mistake(compiler, tree_get(tree, "encoding"), "for example windows-1251", "there is no encoding \"%s\"", encoding);
	if (converter != (GIConv)-1)
		g_iconv_close(converter);
}

void compile_fit_rule(struct compiler *compiler, const struct tree *tree)
{
	static const char *const of_tables[] = {"columns", "without", "width", NULL}, *const of_trees[] = {"keys", "without_keys", NULL},
	                        *const of_xml[] = {"root", NULL};

	misplaced(compiler, tree, compile_is_table(compiler) ? of_trees : of_tables, compile_is_table(compiler) ? TREES : TABLES);
	if (compiler->description->container != CONTAINER_XML)
		misplaced(compiler, tree, of_xml, XML);
}

void compile_fit_part(struct compiler *compiler, const struct tree *tree)
{
	static const char *const of_tables[] = {"columns", "without", "table", "described", "even", "gaps", NULL}, *const of_trees[] = {"each", "named_by", NULL};

	misplaced(compiler, tree, compile_is_table(compiler) ? of_trees : of_tables, compile_is_table(compiler) ? TREES : TABLES);
}

void compile_fit_emit(struct compiler *compiler, const struct tree *tree)
{
	static const char *const of_trees[] = {"each", NULL}, *const of_totals[] = {"adds", "cut", NULL}, *const of_wide[] = {"into", NULL};

	if (compile_is_table(compiler))
		misplaced(compiler, tree, of_trees, TREES);
	if (!compiler->in_explain)
		misplaced(compiler, tree, of_totals, "what \"explain\" emits");
	if (!tree_get(tree, "per_column"))
		misplaced(compiler, tree, of_wide, "\"per_column\"");
}

/* ---- values ---- */

void compile_fit_formats(struct compiler *compiler, const struct tree *tree)
{
	g_autoptr(GPtrArray) formats = tree ? compile_texts(compiler, tree) : NULL;

	for (guint i = 0; formats && i < formats->len; i++) {
		const char *format = formats->pdata[i];
		if (strcmp(format, "snowflake") && strcmp(format, "tiktok-id") && !moment_is_format(format))
			compile_mistake(compiler, tree, "for example '%d.%m.%Y %H:%M', or snowflake, or tiktok-id", "\"%s\" is no format of a date", format);
	}
}

void compile_fit_value(struct compiler *compiler, const struct tree *tree, const struct alternative *alternative)
{
	static const char *const of_moments[] = {"format", "zone", "year", "after", "ends", "until", NULL}, *const of_reals[] = {"unit", NULL};
	const char *ends = compile_text(compiler, tree, "ends");

	if (alternative->kind != READ_INSTANT && alternative->kind != READ_DAY)
		misplaced(compiler, tree, of_moments, "an instant or a day");
	if (alternative->kind != READ_REAL)
		misplaced(compiler, tree, of_reals, "a real");
	if (ends && strcmp(ends, "day") && strcmp(ends, "month"))
		compile_mistake(compiler, tree_get(tree, "ends"), "ends: day, or ends: month", "\"ends\" cannot be \"%s\"", ends);
	if (alternative->until && !alternative->month_end)
		compile_mistake(compiler, tree_get(tree, "until"), "ends: month", "\"until\" says when a month ends that was cut short");
	if (alternative->template && !alternative->template->len)
		compile_mistake(compiler, tree, "for example '{space}/{id}'", "the template is empty");
	compile_fit_formats(compiler, tree_get(tree, "format"));
}

/* ---- names ---- */

guint compile_given(struct compiler *compiler, const char *name)
{
	guint slot = compile_slot(compiler->plan, name);

	g_hash_table_add(compiler->given, GUINT_TO_POINTER(slot));
	return slot;
}

static gboolean is_given(const struct compiler *compiler, guint slot)
{
	if (slot < SLOT_COUNT || g_hash_table_contains(compiler->given, GUINT_TO_POINTER(slot)))
		return TRUE;
	for (guint i = 0; i < compiler->spread->len; i++)
		if (g_regex_get_string_number(compiler->spread->pdata[i], compiler->plan->slots->pdata[slot]) > 0)
			return TRUE;
	return FALSE;
}

void compile_fit_names(struct compiler *compiler)
{
	for (guint i = 0; i < compiler->asked->len; i++) {
		const struct asked_name *asked = &g_array_index(compiler->asked, struct asked_name, i);
		if (!is_given(compiler, asked->slot))
			compile_mistake(compiler, asked->at, "\"capture\", \"names\", \"set\" and the groups of a pattern in \"per_column\" give names",
			                "nothing gives $%s a value", (char *)compiler->plan->slots->pdata[asked->slot]);
	}
}

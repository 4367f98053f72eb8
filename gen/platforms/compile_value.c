/* The smaller half of the compiler: origins, conditions and values. */
#include "platforms/compile.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct {
	const char *name;
	enum read_kind kind;
} READ_KINDS[] = {
	{"id", READ_ID}, {"text", READ_TEXT}, {"count", READ_COUNT}, {"real", READ_REAL}, {"money", READ_MONEY},
	{"fraction", READ_FRACTION}, {"percent", READ_PERCENT}, {"instant", READ_INSTANT}, {"day", READ_DAY},
	{"duration", READ_DURATION}, {"choice", READ_CHOICE}, {"flag", READ_FLAG}, {"hash", READ_HASH}
};

static const char *const ALTERNATIVE_KEYS[] = {
	"id", "text", "count", "real", "money", "fraction", "percent", "instant", "day", "duration", "choice", "flag", "hash",
	"from", "is", "template", "test", "when", "match", "format", "zone", "year", "after", "words", "unit", "markup", "longest",
	"ends", "hashed", "set", NULL
};

void compile_mistake(struct compiler *compiler, const struct tree *tree, const char *hint, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	g_autofree char *message = g_strdup_vprintf(format, list);
	va_end(list);
	/* the message as the column, so that only equal mistakes fold */
	struct complaint complaint = {.severity = SEVERITY_ERROR, .at = tree->at, .kind = "description", .column = message,
	                              .message = message, .hint = hint};
	complaints_add(compiler->complaints, &complaint);
	compiler->mistakes++;
}

gboolean compile_keys(struct compiler *compiler, const struct tree *tree, const char *what, const char *const *known)
{
	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, NULL, "%s should be a list of keys and values", what);
		return FALSE;
	}
	for (const struct tree *child = tree->first; child; child = child->next)
		if (!g_strv_contains(known, child->key)) {
			g_autofree char *words = g_strjoinv(", ", (char **)known);
			g_autofree char *hint = g_strdup_printf("known here: %s", words);
			compile_mistake(compiler, child, hint, "%s has no key \"%s\"", what, child->key);
		}
	return TRUE;
}

static gboolean is_scalar(const struct tree *tree)
{
	return tree->type != TREE_ARRAY && tree->type != TREE_OBJECT && tree->type != TREE_NULL;
}

static const char *scalar_text(const struct tree *tree)
{
	if (tree->type == TREE_TRUE)
		return "true";
	if (tree->type == TREE_FALSE)
		return "false";
	return tree->text;
}

const char *compile_text(struct compiler *compiler, const struct tree *tree, const char *key)
{
	const struct tree *child = tree_get(tree, key);

	if (!child || child->type == TREE_NULL)
		return NULL;
	if (!is_scalar(child)) {
		compile_mistake(compiler, child, NULL, "\"%s\" should be one text", key);
		return NULL;
	}
	return scalar_text(child);
}

gboolean compile_truth(struct compiler *compiler, const struct tree *tree, const char *key)
{
	const char *text = compile_text(compiler, tree, key);

	if (!text)
		return FALSE;
	if (!strcmp(text, "yes") || !strcmp(text, "true"))
		return TRUE;
	if (strcmp(text, "no") && strcmp(text, "false"))
		compile_mistake(compiler, tree_get(tree, key), NULL, "\"%s\" should be yes or no", key);
	return FALSE;
}

static void add_texts(struct compiler *compiler, const struct tree *tree, GPtrArray *texts)
{
	if (is_scalar(tree))
		g_ptr_array_add(texts, g_strdup(scalar_text(tree)));
	else if (tree->type != TREE_ARRAY)
		compile_mistake(compiler, tree, NULL, "a text or a list of texts is expected here");
	for (const struct tree *child = tree->type == TREE_ARRAY ? tree->first : NULL; child; child = child->next)
		add_texts(compiler, child, texts);
}

GPtrArray *compile_texts(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	add_texts(compiler, tree, texts);
	return texts;
}

static GRegex *pattern_of(struct compiler *compiler, const struct tree *tree, const char *text, GRegexCompileFlags flags)
{
	g_autoptr(GError) error = NULL;
	GRegex *pattern = g_regex_new(text, G_REGEX_OPTIMIZE | flags, 0, &error);

	if (!pattern)
		compile_mistake(compiler, tree, "patterns are Perl's regular expressions", "the pattern is broken: %s", error->message);
	return pattern;
}

GRegex *compile_pattern(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	if (is_scalar(tree))
		return pattern_of(compiler, tree, scalar_text(tree), 0);
	compile_mistake(compiler, tree, NULL, "a pattern is expected here");
	return NULL;
}

guint compile_slot(struct plan *plan, const char *name)
{
	for (guint i = 0; i < plan->slots->len; i++)
		if (!strcmp(plan->slots->pdata[i], name))
			return i;
	g_ptr_array_add(plan->slots, g_strdup(name));
	return plan->slots->len - 1;
}

static void origin_free(gpointer pointer)
{
	struct origin *origin = pointer;

	if (!origin)
		return;
	g_clear_pointer(&origin->pattern, g_regex_unref);
	g_clear_pointer(&origin->described, g_regex_unref);
	g_free(origin->name);
	g_free(origin);
}

static void test_free(gpointer pointer)
{
	struct test *test = pointer;

	origin_free(test->origin);
	origin_free(test->other);
	g_clear_pointer(&test->words, g_ptr_array_unref);
	g_clear_pointer(&test->pattern, g_regex_unref);
	condition_free(test->inner);
	g_free(test);
}

void condition_free(gpointer pointer)
{
	struct condition *condition = pointer;

	if (!condition)
		return;
	g_ptr_array_unref(condition->any);
	g_free(condition);
}

static void piece_free(gpointer pointer)
{
	struct piece *piece = pointer;

	g_free(piece->literal);
	origin_free(piece->origin);
	g_free(piece);
}

static void alternative_free(gpointer pointer)
{
	struct alternative *alternative = pointer;

	condition_free(alternative->when);
	condition_free(alternative->test);
	g_clear_pointer(&alternative->origins, g_ptr_array_unref);
	g_clear_pointer(&alternative->template, g_ptr_array_unref);
	g_clear_pointer(&alternative->formats, g_ptr_array_unref);
	g_clear_pointer(&alternative->match, g_regex_unref);
	g_clear_pointer(&alternative->zone, g_time_zone_unref);
	g_clear_pointer(&alternative->words, g_hash_table_unref);
	origin_free(alternative->year_from);
	origin_free(alternative->after);
	g_free(alternative->constant);
	g_free(alternative);
}

void value_free(gpointer pointer)
{
	struct value *value = pointer;

	if (!value)
		return;
	g_ptr_array_unref(value->alternatives);
	g_free(value);
}

static gboolean is_table(const struct compiler *compiler)
{
	return compiler->description->container == CONTAINER_CSV || compiler->description->container == CONTAINER_SPREADSHEET;
}

/* "/…/" with a closing slash is a pattern. */
static char *between_slashes(const char *text)
{
	gsize length = strlen(text);

	return length > 2 && text[0] == '/' && text[length - 1] == '/' ? g_strndup(text + 1, length - 2) : NULL;
}

static void origin_in_table(struct compiler *compiler, const struct tree *at, const char *text, struct origin *origin)
{
	g_autofree char *pattern = between_slashes(text);

	if (pattern) {
		origin->type = ORIGIN_COLUMNS;
		origin->pattern = pattern_of(compiler, at, pattern, G_REGEX_CASELESS); /* case does not count in names either */
	} else if (text[0] == '#' && g_ascii_isdigit(text[1])) {
		origin->type = ORIGIN_CELL;
		origin->number = (guint)atoi(text + 1);
	} else if (g_str_has_prefix(text, "#+")) {
		origin->type = ORIGIN_EXTRA;
		compiler->plan->takes_extra = TRUE;
		origin->number = (guint)atoi(text + 2);
	} else {
		origin->type = ORIGIN_COLUMN;
		origin->name = text_fold(text);
	}
	origin->index = compiler->plan->column_origins++;
}

void compile_top_key(GPtrArray *keys, const char *path)
{
	g_autofree char *top = g_strndup(path, strcspn(path, "."));

	for (guint i = 0; i < keys->len; i++)
		if (!strcmp(keys->pdata[i], top))
			return;
	g_ptr_array_add(keys, g_steal_pointer(&top));
}

static void origin_in_tree(struct compiler *compiler, const char *text, struct origin *origin)
{
	if (text[0] == '/') {
		origin->type = ORIGIN_ABOVE;
		origin->name = g_strdup(text + 1);
		if (compiler->part)
			compile_top_key(compiler->part->above, origin->name);
		return;
	}
	origin->type = ORIGIN_KEY;
	for (; g_str_has_prefix(text, "../"); text += 3)
		origin->up++;
	origin->name = g_strdup(text);
	if (origin->up == compiler->level)
		compile_top_key(compiler->part ? compiler->part->keys : compiler->plan->keys, text);
}

static struct origin *origin_of(struct compiler *compiler, const struct tree *at, const char *text)
{
	struct origin *origin = g_new0(struct origin, 1);

	if (text[0] == '$') {
		origin->type = ORIGIN_NAME;
		origin->number = compile_slot(compiler->plan, text + 1);
		origin->name = g_strdup(text + 1); /* for words about it */
	} else if (is_table(compiler))
		origin_in_table(compiler, at, text, origin);
	else
		origin_in_tree(compiler, text, origin);
	return origin;
}

/* A text, or {column: name, described: pattern}. */
static struct origin *compile_origin(struct compiler *compiler, const struct tree *tree)
{
	static const char *const known[] = {"column", "described", NULL};

	if (is_scalar(tree))
		return origin_of(compiler, tree, scalar_text(tree));
	if (!compile_keys(compiler, tree, "a column", known))
		return NULL;
	const char *column = compile_text(compiler, tree, "column");
	if (!column) {
		compile_mistake(compiler, tree, NULL, "\"column\" is missing");
		return NULL;
	}
	struct origin *origin = origin_of(compiler, tree, column);
	origin->described = compile_pattern(compiler, tree_get(tree, "described"));
	return origin;
}

static GPtrArray *compile_origins(struct compiler *compiler, const struct tree *tree)
{
	GPtrArray *origins = g_ptr_array_new_with_free_func(origin_free);
	const struct tree *first = tree->type == TREE_ARRAY ? tree->first : tree;

	for (const struct tree *child = first; child; child = tree->type == TREE_ARRAY ? child->next : NULL) {
		struct origin *origin = child->type == TREE_NULL ? NULL : compile_origin(compiler, child);
		if (origin)
			g_ptr_array_add(origins, origin);
	}
	if (!origins->len)
		compile_mistake(compiler, tree, NULL, "it should say which column or key it is read from");
	return origins;
}

static GPtrArray *folded_words(struct compiler *compiler, const struct tree *tree)
{
	GPtrArray *words = compile_texts(compiler, tree);

	for (guint i = 0; i < words->len; i++) {
		char *word = words->pdata[i];
		words->pdata[i] = text_fold(word);
		g_free(word);
	}
	return words;
}

/* What a column should be: ~ missing, '*' there, /pattern/, {same: other}, a word or a list of words. */
static void compile_expectation(struct compiler *compiler, const struct tree *tree, struct test *test)
{
	static const char *const known[] = {"same", NULL};
	g_autofree char *pattern = is_scalar(tree) ? between_slashes(scalar_text(tree)) : NULL;

	if (tree->type == TREE_NULL)
		test->type = TEST_MISSING;
	else if (is_scalar(tree) && !strcmp(scalar_text(tree), "*"))
		test->type = TEST_PRESENT;
	else if (pattern) {
		test->type = TEST_MATCHES;
		test->pattern = pattern_of(compiler, tree, pattern, 0);
	} else if (tree->type == TREE_OBJECT) {
		test->type = TEST_SAME;
		if (compile_keys(compiler, tree, "a comparison", known) && tree_get(tree, "same"))
			test->other = compile_origin(compiler, tree_get(tree, "same"));
		else
			test->type = TEST_MISSING;
	} else {
		test->type = TEST_EQUALS;
		test->words = folded_words(compiler, tree);
	}
}

static GPtrArray *compile_tests(struct compiler *compiler, const struct tree *tree)
{
	GPtrArray *tests = g_ptr_array_new_with_free_func(test_free);

	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, "for example {type: [join, leave]}", "a condition should name columns or keys and their values");
		return tests;
	}
	for (const struct tree *child = tree->first; child; child = child->next) {
		struct test *test = g_new0(struct test, 1);
		if (!strcmp(child->key, "not") && (child->type == TREE_OBJECT || child->type == TREE_ARRAY)) {
			test->type = TEST_NOT;
			test->inner = compile_condition(compiler, child);
		} else {
			test->origin = origin_of(compiler, child, child->key);
			compile_expectation(compiler, child, test);
		}
		g_ptr_array_add(tests, test);
	}
	return tests;
}

struct condition *compile_condition(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	struct condition *condition = g_new0(struct condition, 1);
	condition->any = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	if (tree->type == TREE_ARRAY)
		for (const struct tree *child = tree->first; child; child = child->next)
			g_ptr_array_add(condition->any, compile_tests(compiler, child));
	else
		g_ptr_array_add(condition->any, compile_tests(compiler, tree));
	return condition;
}

static GPtrArray *compile_template(struct compiler *compiler, const struct tree *tree)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(piece_free);
	const char *text = is_scalar(tree) ? scalar_text(tree) : "";

	while (*text) {
		struct piece *piece = g_new0(struct piece, 1);
		gsize length = strcspn(text, "{");
		const char *end = *text == '{' ? strchr(text, '}') : NULL;
		if (*text != '{')
			piece->literal = g_strndup(text, length);
		else if (end) {
			g_autofree char *name = g_strndup(text + 1, (gsize)(end - text - 1));
			piece->origin = origin_of(compiler, tree, name);
			length = (gsize)(end - text) + 1;
		} else {
			compile_mistake(compiler, tree, NULL, "a brace is not closed in the template");
			piece->literal = g_strdup(text);
			length = strlen(text);
		}
		g_ptr_array_add(pieces, piece);
		text += length;
	}
	return pieces;
}

static GHashTable *compile_words(struct compiler *compiler, const struct tree *tree)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	if (tree->type != TREE_OBJECT)
		compile_mistake(compiler, tree, "for example {IG reel: short}", "\"words\" should say which word becomes which");
	else
		for (const struct tree *child = tree->first; child; child = child->next)
			if (is_scalar(child))
				g_hash_table_insert(words, text_fold(child->key), g_strdup(scalar_text(child)));
			else
				compile_mistake(compiler, child, NULL, "one word is expected here");
	return words;
}

static double compile_unit(struct compiler *compiler, const struct tree *tree)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {{"milliseconds", 0.001}, {"seconds", 1}, {"minutes", 60}, {"hours", 3600}, {"days", 86400}};
	const char *text = compile_text(compiler, tree, "unit");

	if (!text)
		return 1;
	for (guint i = 0; i < G_N_ELEMENTS(units); i++)
		if (!strcmp(text, units[i].name))
			return units[i].seconds;
	compile_mistake(compiler, tree_get(tree, "unit"), "milliseconds, seconds, minutes, hours or days", "no unit \"%s\"", text);
	return 1;
}

static void compile_year(struct compiler *compiler, const struct tree *tree, struct alternative *alternative)
{
	const char *text = compile_text(compiler, tree, "year");

	if (!text)
		return;
	if (!strcmp(text, "rolls")) {
		alternative->year = YEAR_ROLLS;
		if (compiler->part && !compiler->part->rolls)
			compiler->part->rolls = alternative;
	} else if (!strcmp(text, "before"))
		alternative->year = YEAR_BEFORE;
	else if (text[0] == '$') {
		alternative->year = YEAR_NAMED;
		alternative->year_from = origin_of(compiler, tree, text);
	} else
		compile_mistake(compiler, tree_get(tree, "year"), "rolls, before or a $name", "no way \"%s\" to find a year", text);
}

static void compile_zone(struct compiler *compiler, const struct tree *tree, struct alternative *alternative)
{
	const char *name = compile_text(compiler, tree, "zone");

	if (!name)
		return;
	alternative->zone = zone_open(name);
	if (!alternative->zone)
		compile_mistake(compiler, tree_get(tree, "zone"), "a name such as Europe/London", "there is no zone \"%s\"", name);
}

static void compile_markup(struct compiler *compiler, const struct tree *tree, struct alternative *alternative)
{
	const char *name = compile_text(compiler, tree, "markup");

	if (!name)
		return;
	alternative->markup = markup_find(name);
	if (!alternative->markup)
		compile_mistake(compiler, tree_get(tree, "markup"), NULL, "there is no markup \"%s\"", name);
}

static void compile_reading(struct compiler *compiler, const struct tree *tree, struct alternative *alternative)
{
	const struct tree *from = tree_get(tree, "from");

	for (guint i = 0; i < G_N_ELEMENTS(READ_KINDS); i++)
		if (tree_get(tree, READ_KINDS[i].name)) {
			from = tree_get(tree, READ_KINDS[i].name);
			alternative->kind = READ_KINDS[i].kind;
		}
	if (from)
		alternative->origins = compile_origins(compiler, from);
	alternative->longest = compile_truth(compiler, tree, "longest");
	alternative->constant = g_strdup(compile_text(compiler, tree, "is"));
	if (tree_get(tree, "template"))
		alternative->template = compile_template(compiler, tree_get(tree, "template"));
	if (tree_get(tree, "test")) {
		alternative->truth = TRUE;
		alternative->test = compile_condition(compiler, tree_get(tree, "test"));
	}
	if (!!from + !!alternative->constant + !!alternative->template + alternative->truth != 1)
		compile_mistake(compiler, tree, "one of: from (or a kind such as count), is, template, test",
		                "a value should have one origin");
}

static void compile_details(struct compiler *compiler, const struct tree *tree, struct alternative *alternative)
{
	alternative->when = compile_condition(compiler, tree_get(tree, "when"));
	alternative->match = compile_pattern(compiler, tree_get(tree, "match"));
	alternative->formats = compile_texts(compiler, tree_get(tree, "format"));
	if (tree_get(tree, "words"))
		alternative->words = compile_words(compiler, tree_get(tree, "words"));
	if (compile_text(compiler, tree, "after"))
		alternative->after = origin_of(compiler, tree, compile_text(compiler, tree, "after"));
	alternative->day_before = !g_strcmp0(compile_text(compiler, tree, "ends"), "day");
	alternative->hashed = compile_truth(compiler, tree, "hashed");
	alternative->unit = compile_unit(compiler, tree);
	compile_year(compiler, tree, alternative);
	compile_zone(compiler, tree, alternative);
	compile_markup(compiler, tree, alternative);
}

/* Constants of a choice are checked here, so that a wrong word is found before the first file. */
static void check_choice(struct compiler *compiler, const struct tree *tree, const struct alternative *alternative,
                         const struct record_field *field)
{
	GHashTableIter iter;
	gpointer word;

	if (!field || field->type != FIELD_CHOICE)
		return;
	g_autofree char *words = g_strjoinv(", ", (char **)field->words);
	g_autofree char *hint = g_strdup_printf("known: %s", words);
	if (alternative->constant && choice_find(field->words, alternative->constant) < 0)
		compile_mistake(compiler, tree, hint, "\"%s\" is no %s", alternative->constant, field->name);
	if (!alternative->words)
		return;
	g_hash_table_iter_init(&iter, alternative->words);
	while (g_hash_table_iter_next(&iter, NULL, &word))
		if (choice_find(field->words, word) < 0)
			compile_mistake(compiler, tree, hint, "\"%s\" is no %s", (char *)word, field->name);
}

static struct alternative *compile_alternative(struct compiler *compiler, const struct tree *tree, const struct record_field *field,
                                               enum read_kind standard)
{
	struct alternative *alternative = g_new0(struct alternative, 1);

	alternative->kind = standard;
	alternative->unit = 1;
	alternative->at = tree->at;
	if (is_scalar(tree))
		alternative->origins = compile_origins(compiler, tree);
	else if (compile_keys(compiler, tree, "a value", ALTERNATIVE_KEYS)) {
		if (tree_get(tree, "set") && !compiler->in_per_column)
			compile_mistake(compiler, tree_get(tree, "set"), NULL, "\"set\" belongs into per_column");
		compile_reading(compiler, tree, alternative);
		compile_details(compiler, tree, alternative);
		check_choice(compiler, tree, alternative, field);
	}
	return alternative;
}

static enum read_kind standard_kind(const struct record_field *field)
{
	static const enum read_kind kinds[] = {
		[FIELD_ATOM] = READ_ID, [FIELD_TEXT] = READ_TEXT, [FIELD_COUNT] = READ_COUNT, [FIELD_REAL] = READ_REAL,
		[FIELD_TIME] = READ_INSTANT, [FIELD_DAY] = READ_DAY, [FIELD_FLAG] = READ_FLAG, [FIELD_CHOICE] = READ_CHOICE
	};

	return kinds[field->type];
}

struct value *compile_value(struct compiler *compiler, const struct tree *tree, const struct record_field *field,
                            enum read_kind standard)
{
	struct value *value = g_new0(struct value, 1);

	if (field)
		standard = standard_kind(field);
	value->alternatives = g_ptr_array_new_with_free_func(alternative_free);
	if (tree->type == TREE_NULL)
		compile_mistake(compiler, tree, NULL, "a column, a key or a value is expected here");
	else if (tree->type == TREE_ARRAY)
		for (const struct tree *child = tree->first; child; child = child->next)
			g_ptr_array_add(value->alternatives, compile_alternative(compiler, child, field, standard));
	else
		g_ptr_array_add(value->alternatives, compile_alternative(compiler, tree, field, standard));
	return value;
}

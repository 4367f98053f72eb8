/* Origins, conditions and values: what a field is read from, and how. */
#include "platforms/compile.h"

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
	"ends", "until", "hashed", "set", NULL
};

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
		origin->pattern = compile_pattern_of(compiler, at, pattern, G_REGEX_CASELESS); /* case does not count in names either */
		if (compiler->in_per_column && origin->pattern)
			g_ptr_array_add(compiler->spread, origin->pattern);
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
		g_array_append_val(compiler->asked, ((struct asked_name){origin->number, at}));
		origin->name = g_strdup(text + 1); /* for words about it */
	} else if (compile_is_table(compiler))
		origin_in_table(compiler, at, text, origin);
	else
		origin_in_tree(compiler, text, origin);
	return origin;
}

/* A text, or {column: name, described: pattern}. */
static struct origin *compile_origin(struct compiler *compiler, const struct tree *tree)
{
	static const char *const known[] = {"column", "described", NULL};

	if (tree_own_text(tree))
		return origin_of(compiler, tree, tree_own_text(tree));
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
	g_autofree char *pattern = tree_own_text(tree) ? between_slashes(tree_own_text(tree)) : NULL;

	if (tree->type == TREE_NULL)
		test->type = TEST_MISSING;
	else if (tree_own_text(tree) && !strcmp(tree_own_text(tree), "*"))
		test->type = TEST_PRESENT;
	else if (pattern) {
		test->type = TEST_MATCHES;
		test->pattern = compile_pattern_of(compiler, tree, pattern, 0);
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
	const char *text = tree_own_text(tree) ? tree_own_text(tree) : "";

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
			if (tree_own_text(child))
				g_hash_table_insert(words, text_fold(child->key), g_strdup(tree_own_text(child)));
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
	guint origins = from != NULL;

	for (guint i = 0; i < G_N_ELEMENTS(READ_KINDS); i++)
		if (tree_get(tree, READ_KINDS[i].name)) {
			from = tree_get(tree, READ_KINDS[i].name);
			alternative->kind = READ_KINDS[i].kind;
			origins++;
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
	if (origins + !!alternative->constant + !!alternative->template + alternative->truth != 1)
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
	alternative->month_end = !g_strcmp0(compile_text(compiler, tree, "ends"), "month");
	if (compile_text(compiler, tree, "until"))
		alternative->until = origin_of(compiler, tree, compile_text(compiler, tree, "until"));
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
	if (tree_own_text(tree))
		alternative->origins = compile_origins(compiler, tree);
	else if (compile_keys(compiler, tree, "a value", ALTERNATIVE_KEYS)) {
		if (tree_get(tree, "set") && !compiler->in_per_column)
			compile_mistake(compiler, tree_get(tree, "set"), NULL, "\"set\" belongs into per_column");
		compile_reading(compiler, tree, alternative);
		compile_details(compiler, tree, alternative);
		compile_fit_value(compiler, tree, alternative);
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

/* The larger half of the compiler: parts, emits, and the description as a whole. */
#include "platforms/compile.h"

#include <string.h>

static const char *const DESCRIPTION_KEYS[] = {
	"title", "platform", "kind", "get", "container", "encoding", "delimiter", "numbers", "zone", "missing", "recognise",
	"capture", "account", "network", "as_of", "split", "between", "parts", "name", "each", "named_by", "columns", "without", "table", "described",
	"even", "gaps", "ignored", "names", "skip", "explain", "refuse", "emit", NULL
};
static const char *const PART_KEYS[] = {
	"name", "each", "named_by", "columns", "without", "table", "described", "even", "gaps", "ignored", "names", "skip", "explain", "refuse", "emit", NULL
};

/* ---- what several places want ---- */

/* Calls `make` for the one mapping or for each of a list. */
static void for_each(struct compiler *compiler, const struct tree *tree,
                     void (*make)(struct compiler *, const struct tree *, void *), void *user)
{
	if (!tree)
		return;
	if (tree->type != TREE_ARRAY) {
		make(compiler, tree, user);
		return;
	}
	for (const struct tree *child = tree->first; child; child = child->next)
		make(compiler, child, user);
}

/* ---- emit ---- */

static void compile_set(struct compiler *compiler, const struct tree *tree, GPtrArray *set)
{
	if (!tree)
		return;
	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, NULL, "\"set\" should give names their texts");
		return;
	}
	for (const struct tree *child = tree->first; child; child = child->next) {
		struct setting *setting = g_new0(struct setting, 1);
		setting->slot = compile_given(compiler, child->key);
		setting->text = g_strdup(compile_text(compiler, tree, child->key));
		g_ptr_array_add(set, setting);
	}
}

/* An entry of per_column: name: column, or name: {set: …, and a value's keys}. */
static void compile_column_use(struct compiler *compiler, const struct tree *tree, GPtrArray *uses)
{
	struct column_use *use = g_new0(struct column_use, 1);

	use->name = g_strdup(tree->key);
	use->set = g_ptr_array_new_with_free_func(column_setting_free);
	compile_set(compiler, tree->type == TREE_OBJECT ? tree_get(tree, "set") : NULL, use->set);
	compiler->in_per_column = TRUE;
	use->value = compile_value(compiler, tree, NULL, READ_REAL);
	compiler->in_per_column = FALSE;
	g_ptr_array_add(uses, use);
}

static GPtrArray *compile_per_column(struct compiler *compiler, const struct tree *tree)
{
	if (!tree)
		return NULL;
	GPtrArray *uses = g_ptr_array_new_with_free_func(column_use_free);
	if (tree->type != TREE_OBJECT)
		compile_mistake(compiler, tree, "for example {impressions: Views}", "\"per_column\" should give measures their columns");
	else
		for (const struct tree *child = tree->first; child; child = child->next)
			compile_column_use(compiler, child, uses);
	return uses;
}

static char *field_names(enum record_kind kind)
{
	GString *names = g_string_new("fields: ");

	for (guint i = 0; i < record_type(kind)->field_count; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", record_type(kind)->fields[i].name);
	return g_string_free(names, FALSE);
}

static void add_assignment(struct compiler *compiler, struct emit *emit, const struct record_field *field,
                           const struct tree *tree)
{
	struct assignment *assignment = g_new0(struct assignment, 1);

	assignment->field = field;
	assignment->value = compile_value(compiler, tree, field, READ_TEXT);
	g_ptr_array_add(emit->assignments, assignment);
}

/* "fields: same": every field is read from the column of its own name. */
static void assign_same(struct compiler *compiler, struct emit *emit, struct place at)
{
	for (guint i = 0; i < record_type(emit->record)->field_count; i++) {
		const struct record_field *field = &record_type(emit->record)->fields[i];
		AUTO(tree) name = tree_new(TREE_STRING, NULL, field->name, at);
		add_assignment(compiler, emit, field, name);
	}
}

static void compile_fields(struct compiler *compiler, const struct tree *tree, struct emit *emit)
{
	if (!tree)
		return;
	if (tree->type == TREE_STRING && !strcmp(tree->text, "same")) {
		assign_same(compiler, emit, tree->at);
		return;
	}
	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, NULL, "\"fields\" should give fields their columns");
		return;
	}
	for (const struct tree *child = tree->first; child; child = child->next) {
		const struct record_field *field = record_field_find(emit->record, child->key);
		if (field)
			add_assignment(compiler, emit, field, child);
		else {
			g_autofree char *hint = field_names(emit->record);
			compile_mistake(compiler, child, hint, "a %s has no field \"%s\"", record_type(emit->record)->name, child->key);
		}
	}
}

static void compile_needs(struct compiler *compiler, const struct tree *tree, struct emit *emit)
{
	g_autoptr(GPtrArray) names = tree ? compile_texts(compiler, tree) : NULL;

	for (guint i = 0; names && i < names->len; i++) {
		const struct record_field *field = record_field_find(emit->record, names->pdata[i]);
		if (field)
			g_ptr_array_add(emit->needs, (gpointer)field);
		else
			compile_mistake(compiler, tree, NULL, "a %s has no field \"%s\"", record_type(emit->record)->name,
			                (char *)names->pdata[i]);
	}
	/* A figure without a value says nothing. */
	const struct record_field *value = record_field_find(emit->record, "value");
	if (value && (emit->record == KIND_account_day || emit->record == KIND_stated_total))
		g_ptr_array_add(emit->needs, (gpointer)value);
}

static void remember_made(struct compiler *compiler, enum record_kind kind)
{
	GPtrArray *makes = compiler->description->makes;

	for (guint i = 0; i < makes->len; i++)
		if (!strcmp(makes->pdata[i], record_type(kind)->name))
			return;
	g_ptr_array_add(makes, (gpointer)record_type(kind)->name);
}

/* "reactions[].users[]" → reactions, users. */
static GPtrArray *compile_each(struct compiler *compiler, const struct tree *tree)
{
	GPtrArray *path = g_ptr_array_new_with_free_func(g_free);

	if (!tree)
		return path;
	g_auto(GStrv) parts = g_strsplit(tree->text ? tree->text : "", "[]", -1);
	for (guint i = 0; parts[i]; i++)
		if (*parts[i])
			g_ptr_array_add(path, g_strdup(parts[i] + (parts[i][0] == '.')));
	if (!tree->text || !g_str_has_suffix(tree->text, "[]"))
		compile_mistake(compiler, tree, "for example reactions[]", "\"each\" of a record should end in []");
	return path;
}

static void compile_into(struct compiler *compiler, const struct tree *tree, struct emit *emit)
{
	const char *name = compile_text(compiler, tree, "into");

	if (!emit->per_column)
		return;
	emit->into = record_field_find(emit->record, name ? name : "value");
	if (!emit->into || emit->into->type != FIELD_REAL) {
		compile_mistake(compiler, tree, "for example into: share", "a %s has no number to put the columns into", record_type(emit->record)->name);
		emit->into = NULL;
	}
}

/* Of a total row: the measures that its rows must add up to. */
static void compile_adds(struct compiler *compiler, const struct tree *tree, struct emit *emit)
{
	g_autoptr(GPtrArray) names = tree ? compile_texts(compiler, tree) : NULL;

	emit->adds = g_ptr_array_new();
	for (guint i = 0; names && i < names->len; i++) {
		const struct column_use *use = NULL;
		for (guint c = 0; emit->per_column && c < emit->per_column->len && !use; c++)
			if (!strcmp(((struct column_use *)emit->per_column->pdata[c])->name, names->pdata[i]))
				use = emit->per_column->pdata[c];
		if (use)
			g_ptr_array_add(emit->adds, (gpointer)use);
		else
			compile_mistake(compiler, tree, NULL, "\"per_column\" has no measure \"%s\"", (char *)names->pdata[i]);
	}
}

static void compile_sums(struct compiler *compiler, const struct tree *tree, struct emit *emit)
{
	g_autoptr(GPtrArray) names = tree ? compile_texts(compiler, tree) : NULL;

	emit->sums = g_ptr_array_new();
	for (guint i = 0; names && i < names->len; i++) {
		const struct record_field *field = record_field_find(emit->record, names->pdata[i]);
		if (field && !field->key && (field->type == FIELD_COUNT || field->type == FIELD_REAL))
			g_ptr_array_add(emit->sums, (gpointer)field);
		else
			compile_mistake(compiler, tree, NULL, "a %s has no number \"%s\" to add", record_type(emit->record)->name, (char *)names->pdata[i]);
	}
}

static void compile_emit(struct compiler *compiler, const struct tree *tree, void *user)
{
	static const char *const known[] = {"record", "when", "each", "per_column", "into", "fields", "needs", "once", "sums", "adds", "cut", NULL};
	GPtrArray *emits = user;

	if (!compile_keys(compiler, tree, "an emit", known))
		return;
	compile_fit_emit(compiler, tree);
	const char *record = compile_text(compiler, tree, "record");
	enum record_kind kind = record ? record_kind_find(record) : KIND_COUNT;
	if (kind == KIND_COUNT) {
		compile_mistake(compiler, tree, "the records stand in gen/model/records.def", "there is no record \"%s\"", record ? record : "");
		return;
	}
	struct emit *emit = g_new0(struct emit, 1);
	emit->record = kind;
	emit->at = tree->at;
	emit->assignments = g_ptr_array_new_with_free_func(assignment_free);
	emit->needs = g_ptr_array_new();
	emit->each = compile_each(compiler, tree_get(tree, "each"));
	if (emit->each->len)
		compile_top_key(compiler->part->keys, emit->each->pdata[0]);
	compiler->level = emit->each->len;
	emit->when = compile_condition(compiler, tree_get(tree, "when"));
	emit->per_column = compile_per_column(compiler, tree_get(tree, "per_column"));
	compile_into(compiler, tree, emit);
	emit->once = compile_truth(compiler, tree, "once");
	emit->cut = compile_truth(compiler, tree, "cut");
	compile_adds(compiler, tree_get(tree, "adds"), emit);
	compile_fields(compiler, tree_get(tree, "fields"), emit);
	compile_needs(compiler, tree_get(tree, "needs"), emit);
	compile_sums(compiler, tree_get(tree, "sums"), emit);
	compiler->level = 0;
	remember_made(compiler, kind);
	g_ptr_array_add(emits, emit);
}

/* ---- parts ---- */

static struct verdict *add_verdict(struct part *part, enum verdict_type type, struct condition *when, const char *why)
{
	struct verdict *verdict = g_new0(struct verdict, 1);

	verdict->type = type;
	verdict->when = when;
	verdict->why = g_strdup(why);
	verdict->emits = g_ptr_array_new_with_free_func(emit_free);
	g_ptr_array_add(part->verdicts, verdict);
	return verdict;
}

static void compile_explain(struct compiler *compiler, const struct tree *tree, void *user)
{
	static const char *const known[] = {"when", "why", "emit", "nameless", NULL};

	if (!compile_keys(compiler, tree, "\"explain\"", known))
		return;
	if (!tree_get(tree, "when") == !tree_get(tree, "nameless"))
		compile_mistake(compiler, tree, NULL, "\"explain\" wants \"when\", or \"nameless\" instead of it");
	struct verdict *verdict = add_verdict(user, VERDICT_EXPLAIN, compile_condition(compiler, tree_get(tree, "when")),
	                                      compile_text(compiler, tree, "why"));
	verdict->nameless = compile_truth(compiler, tree, "nameless");
	compiler->in_explain = TRUE;
	for_each(compiler, tree_get(tree, "emit"), compile_emit, verdict->emits);
	compiler->in_explain = FALSE;
}

static void compile_refuse(struct compiler *compiler, const struct tree *tree, void *user)
{
	static const char *const known[] = {"when", "why", "file", NULL};

	if (!compile_keys(compiler, tree, "\"refuse\"", known))
		return;
	if (!tree_get(tree, "when") || !tree_get(tree, "why"))
		compile_mistake(compiler, tree, NULL, "\"refuse\" wants \"when\" and \"why\"");
	struct verdict *verdict = add_verdict(user, VERDICT_REFUSE, compile_condition(compiler, tree_get(tree, "when")),
	                                      compile_text(compiler, tree, "why"));
	verdict->whole_file = compile_truth(compiler, tree, "file");
}

static void compile_verdicts(struct compiler *compiler, const struct tree *tree, struct part *part)
{
	if (tree_get(tree, "skip"))
		add_verdict(part, VERDICT_EXPLAIN, compile_condition(compiler, tree_get(tree, "skip")), NULL);
	for_each(compiler, tree_get(tree, "explain"), compile_explain, part);
	for_each(compiler, tree_get(tree, "refuse"), compile_refuse, part);
}

static void compile_names(struct compiler *compiler, const struct tree *tree, struct part *part)
{
	if (!tree)
		return;
	if (tree->type != TREE_OBJECT) {
		compile_mistake(compiler, tree, NULL, "\"names\" should give names their values");
		return;
	}
	for (const struct tree *child = tree->first; child; child = child->next) {
		struct naming *naming = g_new0(struct naming, 1);
		naming->slot = compile_given(compiler, child->key);
		naming->value = compile_value(compiler, child, NULL, READ_TEXT);
		g_ptr_array_add(part->names, naming);
	}
}

/* "yes", or the reason. */
static void compile_ignored(struct compiler *compiler, const struct tree *tree, struct part *part)
{
	static const char *const truths[] = {"yes", "no", "true", "false", NULL};
	const char *text = compile_text(compiler, tree, "ignored");

	if (!text || g_strv_contains(truths, text)) {
		part->ignored = compile_truth(compiler, tree, "ignored");
		return;
	}
	part->ignored = TRUE;
	part->why = g_strdup(text);
}

/* each: where its rows are; NULL where the part does not say. */
static void compile_part_at(struct compiler *compiler, const struct tree *tree, void *user, const char *each)
{
	struct part *part = g_new0(struct part, 1);

	compiler->part = part;
	part->at = tree->at;
	part->above = g_ptr_array_new_with_free_func(g_free);
	part->keys = g_ptr_array_new_with_free_func(g_free);
	part->names = g_ptr_array_new_with_free_func(naming_free);
	part->verdicts = g_ptr_array_new_with_free_func(verdict_free);
	part->emits = g_ptr_array_new_with_free_func(emit_free);
	g_ptr_array_add(compiler->plan->parts, part);
	if (user && !compile_keys(compiler, tree, "a part", user))
		return;
	compile_fit_part(compiler, tree);
	part->name = g_strdup(compile_text(compiler, tree, "name"));
	part->each = g_strdup(each);
	part->yielding = tree_get(tree, "each") && tree_get(tree, "each")->type == TREE_ARRAY;
	part->named_by = g_strdup(compile_text(compiler, tree, "named_by"));
	if (part->named_by)
		compile_top_key(part->above, part->named_by);
	part->columns = compile_groups(compiler, tree_get(tree, "columns"), "", TRUE);
	part->without = compile_flattened(compile_groups(compiler, tree_get(tree, "without"), "", TRUE));
	part->title = compile_pattern(compiler, tree_get(tree, "table"));
	part->described = compile_truth(compiler, tree, "described");
	part->even = compile_truth(compiler, tree, "even");
	part->gaps = tree_get(tree, "gaps") ? compile_texts(compiler, tree_get(tree, "gaps")) : NULL;
	compile_ignored(compiler, tree, part);
	compile_names(compiler, tree_get(tree, "names"), part);
	compile_verdicts(compiler, tree, part);
	for_each(compiler, tree_get(tree, "emit"), compile_emit, part->emits);
	if (!part->emits->len && !part->ignored && !part->verdicts->len)
		compile_mistake(compiler, tree, "or say ignored: yes", "nothing is made of these rows: \"emit\" is missing");
	compiler->part = NULL;
}

/* Rows that stand in one place or another, as the file was made, are one part each. */
static void compile_part(struct compiler *compiler, const struct tree *tree, void *user)
{
	const struct tree *each = tree_get(tree, "each");

	if (!each || each->type != TREE_ARRAY) {
		compile_part_at(compiler, tree, user, each ? compile_text(compiler, tree, "each") : NULL);
		return;
	}
	g_autoptr(GPtrArray) places = compile_texts(compiler, each);
	for (guint i = 0; i < places->len; i++)
		compile_part_at(compiler, tree, user, places->pdata[i]);
	if (!places->len)
		compile_mistake(compiler, each, "for example ['[]', 'data[]']", "\"each\" names no place");
}

/* What stands beside `parts:` belongs to none of them. */
static void compile_parts(struct compiler *compiler, const struct tree *tree)
{
	if (!tree_get(tree, "parts")) {
		compile_part(compiler, tree, NULL);
		return;
	}
	for (guint i = 0; PART_KEYS[i]; i++)
		if (tree_get(tree, PART_KEYS[i]))
			compile_mistake(compiler, tree_get(tree, PART_KEYS[i]), "write it into each part",
			                "\"%s\" beside \"parts\" is nobody's", PART_KEYS[i]);
	for_each(compiler, tree_get(tree, "parts"), compile_part, (void *)PART_KEYS);
	if (!compiler->plan->parts->len)
		compile_mistake(compiler, tree_get(tree, "parts"), NULL, "\"parts\" is an empty list");
}

/* ---- the whole ---- */

static guint compile_choice(struct compiler *compiler, const struct tree *tree, const char *key, const char *const *words)
{
	const char *text = compile_text(compiler, tree, key);

	if (!text)
		return 0;
	for (guint i = 0; words[i]; i++)
		if (!strcmp(words[i], text))
			return i;
	g_autofree char *hint = g_strjoinv(", ", (char **)words);
	compile_mistake(compiler, tree_get(tree, key), hint, "\"%s\" cannot be \"%s\"", key, text);
	return 0;
}

static void compile_form(struct compiler *compiler, const struct tree *tree)
{
	static const char *const splits[] = {"none", "blank", "titled", "block", "tabs", "pairs", NULL};
	static const char *const styles[] = {"auto", "point", "comma", "whole", NULL};
	struct plan *plan = compiler->plan;
	const char *delimiter = compile_text(compiler, tree, "delimiter");

	plan->split = compile_choice(compiler, tree, "split", splits);
	plan->between = compile_pattern(compiler, tree_get(tree, "between"));
	plan->numbers = (enum number_style)compile_choice(compiler, tree, "numbers", styles);
	plan->delimiter = delimiter ? (!strcmp(delimiter, "tab") ? '\t' : delimiter[0]) : 0;
	plan->encoding = g_strdup(compile_text(compiler, tree, "encoding"));
	plan->zone = g_strdup(compile_text(compiler, tree, "zone"));
	g_autoptr(GTimeZone) zone = plan->zone && strcmp(plan->zone, "account") ? zone_open(plan->zone) : NULL;
	if (plan->zone && !zone && strcmp(plan->zone, "account"))
		compile_mistake(compiler, tree_get(tree, "zone"), "a name such as Europe/London, or account", "there is no zone \"%s\"", plan->zone);
	if (plan->zone && !strcmp(plan->zone, "account"))
		g_clear_pointer(&plan->zone, g_free);
	plan->missing = compile_texts(compiler, tree_get(tree, "missing"));
}

static void compile_words_of(struct compiler *compiler, const struct tree *tree)
{
	static const char *const containers[] = {"csv", "json", "xml", "spreadsheet", NULL};
	struct description *description = compiler->description;

	description->title = g_strdup(compile_text(compiler, tree, "title"));
	description->platform = g_strdup(compile_text(compiler, tree, "platform"));
	description->kind = g_strdup(compile_text(compiler, tree, "kind"));
	description->get = g_strdup(compile_text(compiler, tree, "get"));
	description->container = compile_choice(compiler, tree, "container", containers);
	description->at = tree->at;
	for (guint i = 0; i < 3; i++) {
		static const char *const needed[] = {"title", "platform", "container"};
		if (!tree_get(tree, needed[i]))
			compile_mistake(compiler, tree, NULL, "\"%s\" is missing", needed[i]);
	}
	if (!description->kind && description->platform)
		description->kind = g_strdup(g_str_has_prefix(description->id, description->platform) && description->id[strlen(description->platform)] == '-'
		                                 ? description->id + strlen(description->platform) + 1 : description->id);
}

/* Community from `member` on, as records.def stands; our own tables serve both. */
static enum discipline discipline_of(const struct description *description)
{
	if (!g_strcmp0(description->platform, "tidings") || !description->makes->len)
		return DISCIPLINE_NONE;
	return record_kind_find(description->makes->pdata[0]) < KIND_member ? DISCIPLINE_BROADCAST : DISCIPLINE_COMMUNITY;
}

/* The reason that its first part, or the first condition there, gives. */
static char *unread_because(const struct description *description)
{
	const struct part *part = description->plan->parts->len ? description->plan->parts->pdata[0] : NULL;

	if (description->makes->len || !part)
		return NULL;
	const struct verdict *verdict = part->verdicts->len ? part->verdicts->pdata[0] : NULL;
	return g_strdup(part->why ? part->why : verdict && verdict->why ? verdict->why : "nothing in it is used");
}

gboolean description_compile(struct description *description, const struct tree *tree, struct complaints *complaints)
{
	g_autoptr(GHashTable) given = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) asked = g_array_new(FALSE, FALSE, sizeof(struct asked_name));
	g_autoptr(GPtrArray) spread = g_ptr_array_new();
	struct compiler compiler = {.complaints = complaints, .description = description, .plan = plan_new(), .given = given, .asked = asked, .spread = spread};

	description->plan = compiler.plan;
	if (!compile_keys(&compiler, tree, "a description", DESCRIPTION_KEYS))
		return FALSE;
	compile_words_of(&compiler, tree);
	compile_form(&compiler, tree);
	compile_captures(&compiler, tree_get(tree, "capture"));
	compile_parts(&compiler, tree);
	compile_fit_file(&compiler, tree);
	for_each(&compiler, tree_get(tree, "recognise"), compile_rule, (void *)tree);
	if (!compiler.plan->rules->len && !compiler.mistakes)
		compile_mistake(&compiler, tree, NULL, "\"recognise\" is missing");
	for_each(&compiler, tree_get(tree, "as_of"), compile_stamp, NULL);
	if (tree_get(tree, "account"))
		compiler.plan->account = compile_value(&compiler, tree_get(tree, "account"), NULL, READ_ID);
	if (tree_get(tree, "network"))
		compiler.plan->network = compile_value(&compiler, tree_get(tree, "network"), NULL, READ_ID);
	compile_fit_names(&compiler);
	description->discipline = discipline_of(description);
	description->unread = unread_because(description);
	return compiler.mistakes == 0;
}

/* Plans are made empty and freed whole; what they hold belongs to them. */
#include "platforms/compile.h"

void origin_free(gpointer pointer)
{
	struct origin *origin = pointer;

	if (!origin)
		return;
	g_clear_pointer(&origin->pattern, g_regex_unref);
	g_clear_pointer(&origin->described, g_regex_unref);
	g_free(origin->name);
	g_free(origin);
}

static void condition_free(gpointer pointer)
{
	struct condition *condition = pointer;

	if (!condition)
		return;
	g_ptr_array_unref(condition->any);
	g_free(condition);
}

void test_free(gpointer pointer)
{
	struct test *test = pointer;

	origin_free(test->origin);
	origin_free(test->other);
	g_clear_pointer(&test->words, g_ptr_array_unref);
	g_clear_pointer(&test->pattern, g_regex_unref);
	condition_free(test->inner);
	g_free(test);
}

void piece_free(gpointer pointer)
{
	struct piece *piece = pointer;

	g_free(piece->literal);
	origin_free(piece->origin);
	g_free(piece);
}

void alternative_free(gpointer pointer)
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
	origin_free(alternative->until);
	g_free(alternative->constant);
	g_free(alternative);
}

static void value_free(gpointer pointer)
{
	struct value *value = pointer;

	if (!value)
		return;
	g_ptr_array_unref(value->alternatives);
	g_free(value);
}

void column_use_free(gpointer pointer)
{
	struct column_use *use = pointer;

	value_free(use->value);
	g_ptr_array_unref(use->set);
	g_free(use->name);
	g_free(use);
}

void column_setting_free(gpointer pointer)
{
	struct setting *setting = pointer;

	g_free(setting->text);
	g_free(setting);
}

void assignment_free(gpointer pointer)
{
	struct assignment *assignment = pointer;

	value_free(assignment->value);
	g_free(assignment);
}

void emit_free(gpointer pointer)
{
	struct emit *emit = pointer;

	condition_free(emit->when);
	g_clear_pointer(&emit->each, g_ptr_array_unref);
	g_clear_pointer(&emit->per_column, g_ptr_array_unref);
	g_ptr_array_unref(emit->assignments);
	g_ptr_array_unref(emit->needs);
	g_ptr_array_unref(emit->adds);
	g_ptr_array_unref(emit->sums);
	g_free(emit);
}

void verdict_free(gpointer pointer)
{
	struct verdict *verdict = pointer;

	condition_free(verdict->when);
	g_ptr_array_unref(verdict->emits);
	g_free(verdict->why);
	g_free(verdict);
}

void naming_free(gpointer pointer)
{
	struct naming *naming = pointer;

	value_free(naming->value);
	g_free(naming);
}

static void part_free(gpointer pointer)
{
	struct part *part = pointer;

	g_clear_pointer(&part->columns, g_ptr_array_unref);
	g_clear_pointer(&part->without, g_ptr_array_unref);
	g_clear_pointer(&part->title, g_regex_unref);
	g_ptr_array_unref(part->above);
	g_ptr_array_unref(part->keys);
	g_ptr_array_unref(part->names);
	g_ptr_array_unref(part->verdicts);
	g_ptr_array_unref(part->emits);
	g_free(part->name);
	g_free(part->each);
	g_free(part->named_by);
	g_free(part->why);
	g_clear_pointer(&part->gaps, g_ptr_array_unref);
	g_free(part);
}

static void capture_free(gpointer pointer)
{
	struct capture *capture = pointer;

	g_clear_pointer(&capture->pattern, g_regex_unref);
	g_array_unref(capture->slots);
	g_free(capture);
}

static void rule_free(gpointer pointer)
{
	struct rule *rule = pointer;

	g_clear_pointer(&rule->paths, g_ptr_array_unref);
	g_clear_pointer(&rule->first_line, g_regex_unref);
	g_clear_pointer(&rule->columns, g_ptr_array_unref);
	g_clear_pointer(&rule->without, g_ptr_array_unref);
	g_clear_pointer(&rule->keys, g_ptr_array_unref);
	g_clear_pointer(&rule->without_keys, g_ptr_array_unref);
	g_free(rule->root);
	g_free(rule);
}

static void stamp_free(gpointer pointer)
{
	struct stamp *stamp = pointer;

	value_free(stamp->value);
	g_clear_pointer(&stamp->path, g_regex_unref);
	g_clear_pointer(&stamp->formats, g_ptr_array_unref);
	g_free(stamp);
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	g_ptr_array_unref(plan->rules);
	g_ptr_array_unref(plan->captures);
	g_ptr_array_unref(plan->slots);
	g_ptr_array_unref(plan->parts);
	g_ptr_array_unref(plan->stamps);
	g_ptr_array_unref(plan->keys);
	g_clear_pointer(&plan->missing, g_ptr_array_unref);
	value_free(plan->account);
	value_free(plan->network);
	g_free(plan->zone);
	g_free(plan->encoding);
	g_clear_pointer(&plan->between, g_regex_unref);
	g_free(plan);
}

struct plan *plan_new(void)
{
	static const char *const slots[] = {"measure", "column", "title"};
	struct plan *plan = g_new0(struct plan, 1);

	plan->rules = g_ptr_array_new_with_free_func(rule_free);
	plan->captures = g_ptr_array_new_with_free_func(capture_free);
	plan->slots = g_ptr_array_new_with_free_func(g_free);
	plan->parts = g_ptr_array_new_with_free_func(part_free);
	plan->stamps = g_ptr_array_new_with_free_func(stamp_free);
	plan->keys = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < SLOT_COUNT; i++)
		g_ptr_array_add(plan->slots, g_strdup(slots[i]));
	return plan;
}

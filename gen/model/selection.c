/* Selections own their words, so that they outlive the records they were chosen from. */
#include "model/selection.h"

#include <math.h>

struct selection *
selection_new(const char *name, const char *label, const char *rule)
{
	struct selection *selection = g_new0(struct selection, 1);

	selection->name = name;
	selection->label = label;
	selection->rule = rule;
	selection->items = g_ptr_array_new_with_free_func(g_free);
	selection->words = g_string_chunk_new(256);
	return selection;
}

void
selection_free(struct selection *selection)
{
	g_ptr_array_unref(selection->items);
	g_string_chunk_free(selection->words);
	g_free(selection);
}

struct selection_item *
selection_add(struct selection *selection, enum selection_item_kind kind)
{
	struct selection_item *item = g_new0(struct selection_item, 1);

	item->kind = kind;
	item->at = NO_TIME;
	item->z = NAN;
	g_ptr_array_add(selection->items, item);
	return item;
}

const char *
selection_word(struct selection *selection, const char *text)
{
	return text ? g_string_chunk_insert_const(selection->words, text) : NULL;
}

/* The data of a template, built name by name. */
#include "outputs/fields.h"

static struct tree *
field_add(struct tree *fields, enum tree_type type, const char *name, const char *text)
{
	struct tree *field = tree_new(type, name, text, (struct place){NULL, -1});

	tree_add(fields, field);
	return field;
}

struct tree *
fields_new(void)
{
	return tree_new(TREE_OBJECT, NULL, NULL, (struct place){NULL, -1});
}

void
fields_text(struct tree *fields, const char *name, const char *text)
{
	field_add(fields, text ? TREE_STRING : TREE_NULL, name, text);
}

void
fields_flag(struct tree *fields, const char *name, gboolean flag)
{
	field_add(fields, flag ? TREE_TRUE : TREE_FALSE, name, NULL);
}

void
fields_number(struct tree *fields, const char *name, gint64 number)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);

	field_add(fields, TREE_NUMBER, name, text);
}

struct tree *
fields_object(struct tree *fields, const char *name)
{
	return field_add(fields, TREE_OBJECT, name, NULL);
}

struct tree *
fields_list(struct tree *fields, const char *name)
{
	return field_add(fields, TREE_ARRAY, name, NULL);
}

struct tree *
fields_item(struct tree *list)
{
	return field_add(list, TREE_OBJECT, NULL, NULL);
}

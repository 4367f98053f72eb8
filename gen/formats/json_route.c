/* "post_stream.posts[]" is a key, a key and any element; a "*" is any key. */
#include "formats/json_route.h"

#include <string.h>

struct route route_of(const char *path)
{
	g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(struct step));
	while (*path) {
		gsize length = strcspn(path, ".[");
		struct step step = { STEP_KEY, NULL };
		if (*path == '[') {
			step.kind = STEP_ELEMENT;
			length = 2;
		} else if (length == 1 && *path == '*') {
			step.kind = STEP_ANY;
		} else {
			step.key = g_strndup(path, length);
		}
		g_array_append_val(steps, step);
		path += length + (path[length] == '.');
	}
	guint count = steps->len;
	return (struct route){ (struct step *)(void *)g_array_free(g_steal_pointer(&steps), FALSE), count };
}

void route_clear(struct route *route)
{
	for (guint i = 0; i < route->length; i++)
		g_free(route->steps[i].key);
	g_free(route->steps);
}

gboolean route_fits(const struct route *route, guint depth, enum tree_type parent, const char *key)
{
	if (depth >= route->length)
		return FALSE;
	const struct step *step = &route->steps[depth];
	if (parent == TREE_ARRAY)
		return step->kind == STEP_ELEMENT;
	return step->kind == STEP_ANY || (step->kind == STEP_KEY && strcmp(step->key, key) == 0);
}

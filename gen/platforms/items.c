/* The items of a JSON or XML input, part by part. Where a part uses keys of the document around that may come after its
 * array (Discourse), its items wait for the document's end; else they stream. */
#include "platforms/mapper.h"

#include <string.h>

#include "formats/json.h"
#include "formats/xml.h"

#define LOOKED_AT 1000

enum { KEY_UNUSED = 1, KEY_USED };

struct waiting {
	guint part;
	struct tree *item;
};

struct items {
	struct mapper *mapper;
	GPtrArray *parts;  /* const struct part *, those with `each`, by path number */
	GArray *waiting;   /* struct waiting */
	GHashTable *keys;  /* char * → KEY_UNUSED or KEY_USED: those seen so far */
	guint looked;      /* items whose keys were looked at */
	GPtrArray *wanted; /* by part: GHashTable of its keys; NULL: all */
};

static gint64 offset_of(const struct tree *item)
{
	/* an object's own place is its brace; its first key is a better line to show */
	return item->first ? item->first->at.offset : item->at.offset;
}

static gboolean is_used(const struct part *part, const char *key)
{
	for (guint i = 0; i < part->keys->len; i++)
		if (!strcmp(part->keys->pdata[i], key))
			return TRUE;
	return FALSE;
}

/* Once enough items have shown which keys there are, only those that a value reads are kept. A path's first key may be the
 * begin of a longer one with dots in it. */
static gboolean wants_key(guint number, const char *key, void *user)
{
	const struct items *items = user;
	const struct part *part = items->parts->pdata[number];
	GHashTable *wanted = items->wanted->pdata[number];

	if (!wanted || (!part->ignored && items->looked <= LOOKED_AT) || g_hash_table_contains(wanted, key))
		return TRUE;
	if (!strchr(key, '.'))
		return FALSE;
	g_autofree char *first = g_strndup(key, strcspn(key, "."));
	return g_hash_table_contains(wanted, first);
}

static void add_keys(GHashTable *wanted, const GPtrArray *keys)
{
	for (guint i = 0; i < keys->len; i++)
		g_hash_table_add(wanted, keys->pdata[i]);
}

/* The keys that a part's values read, and those that say whose the file is and when it was made. NULL: "." reads the whole item,
 * and names from elsewhere are not its keys. */
static GHashTable *keys_wanted(const struct plan *plan, const struct part *part)
{
	GHashTable *wanted = g_hash_table_new(g_str_hash, g_str_equal);

	add_keys(wanted, part->keys);
	add_keys(wanted, plan->keys);
	if (part->named_by || g_hash_table_contains(wanted, ""))
		g_clear_pointer(&wanted, g_hash_table_unref);
	return wanted;
}

static void drop_wanted(gpointer wanted)
{
	if (wanted)
		g_hash_table_unref(wanted);
}

static void drop_key(GPtrArray *keys, const char *key)
{
	for (guint i = 0; i < keys->len; i++)
		if (!strcmp(keys->pdata[i], key)) {
			g_ptr_array_remove_index(keys, i);
			return;
		}
}

/* Items differ, so the first ones are all looked at; what one part leaves another may use. */
static void note_keys(struct items *items, const struct part *part, const struct tree *item)
{
	struct reading *reading = items->mapper->reading;

	reading->keyed = TRUE;
	if (part->ignored || item->type != TREE_OBJECT || items->looked++ > LOOKED_AT)
		return;
	for (const struct tree *child = item->first; child; child = child->next) {
		if (child->type == TREE_ARRAY && !child->first)
			continue; /* nothing to read, or read item by item */
		guint known = child->key ? GPOINTER_TO_UINT(g_hash_table_lookup(items->keys, child->key)) : KEY_USED;
		if (known == KEY_USED)
			continue;
		gboolean used = is_used(part, child->key);
		if (known && !used)
			continue;
		drop_key(reading->unused, child->key);
		g_hash_table_insert(items->keys, g_strdup(child->key), GUINT_TO_POINTER(used ? KEY_USED : KEY_UNUSED));
		g_ptr_array_add(used ? reading->used : reading->unused, g_ref_string_new_intern(child->key));
	}
}

/* A row of bare values gets its names, as if it had been written as an object. */
static void name_values(struct tree *item, const struct tree *names)
{
	const struct tree *name = names ? names->first : NULL;

	if (item->type != TREE_ARRAY)
		return;
	for (struct tree *child = item->first; child && name; child = child->next, name = name->next)
		if (!child->key)
			child->key = name->text; /* the document outlives its items */
	item->type = TREE_OBJECT;
}

static void map_item(struct items *items, guint part, struct tree *item, const struct tree *above)
{
	const struct part *plan = items->parts->pdata[part];

	if (plan->named_by)
		name_values(item, tree_find(above, plan->named_by));
	struct row row = {.items = {item}, .depth = 1, .above = above, .offset = offset_of(item)};

	note_keys(items, plan, item);
	mapper_row(items->mapper, plan, &row);
}

static gboolean all_known(const struct part *part, const struct tree *above)
{
	for (guint i = 0; i < part->above->len; i++)
		if (!tree_get(above, part->above->pdata[i]))
			return FALSE;
	return TRUE;
}

static void take_item(guint part, struct tree *item, const struct tree *above, void *user)
{
	struct items *items = user;

	if (all_known(items->parts->pdata[part], above)) {
		map_item(items, part, item, above);
		tree_free(item);
	} else
		g_array_append_val(items->waiting, ((struct waiting){part, item}));
}

static void end_document(const struct tree *above, void *user)
{
	struct items *items = user;

	for (guint i = 0; i < items->waiting->len; i++) {
		struct waiting *waiting = &g_array_index(items->waiting, struct waiting, i);
		map_item(items, waiting->part, waiting->item, above);
		tree_free(waiting->item);
	}
	g_array_set_size(items->waiting, 0);
}

static void take_element(struct tree *item, const char *root, void *user)
{
	struct items *items = user;

	(void)root;
	map_item(items, 0, item, NULL);
	tree_free(item);
}

static gboolean read_json(struct items *items, struct input *input, GError **error)
{
	g_autoptr(GPtrArray) paths = g_ptr_array_new();
	struct json_visitor visitor = {.item = take_item, .wants = wants_key, .document = end_document, .user = items};

	for (guint i = 0; i < items->parts->len; i++) {
		const struct part *part = items->parts->pdata[i];
		g_ptr_array_add(paths, part->each ? part->each : (gpointer)"");
		g_ptr_array_add(items->wanted, keys_wanted(items->mapper->plan, part));
		visitor.yielding |= (guint32)part->yielding << i;
	}
	g_ptr_array_add(paths, NULL);
	visitor.paths = (const char *const *)paths->pdata;
	return json_read(input, &visitor, items->mapper->complaints, error);
}

static gboolean read_xml(struct items *items, struct input *input, GError **error)
{
	const struct part *part = items->parts->pdata[0];
	struct xml_visitor visitor = {.element = part->each, .item = take_element, .user = items};

	return xml_read(input, &visitor, items->mapper->complaints, error);
}

/* Lists of things were there, and no row where this export has them. An empty list says nothing. */
static void rowless_said(struct mapper *mapper, struct input *input)
{
	gsize length;
	const char *head = input_head(input, &length);

	if (!mapper->reading->rows && g_regex_match_simple("\\[\\s*\\{", head, 0, 0))
		complain(mapper->complaints, SEVERITY_WARNING, (struct place){mapper->reading->source, -1}, "no-row",
		         "look whether something was put around it", "no row was found where \"%s\" has them", mapper->description->title);
}

gboolean items_map(struct mapper *mapper, struct input *input, GError **error)
{
	struct items items = {.mapper = mapper, .parts = mapper->plan->parts, .waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting))};

	items.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	items.wanted = g_ptr_array_new_with_free_func(drop_wanted);
	gboolean good = mapper->description->container == CONTAINER_XML ? read_xml(&items, input, error) : read_json(&items, input, error);

	/* a document that was cut off: what came is mapped without the rest */
	end_document(NULL, &items);
	if (good)
		rowless_said(mapper, input);
	g_array_unref(items.waiting);
	g_hash_table_unref(items.keys);
	g_ptr_array_unref(items.wanted);
	return good;
}

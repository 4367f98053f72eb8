/* Texts of the row at hand: from columns, keys, the document around, or names. */
#include "platforms/mapper.h"

#include <string.h>

#include "base/text.h"

/* The blank at `text`, of a keyboard or of a typesetter; 0: none. */
static gsize blank_length(const char *text)
{
	if (g_ascii_isspace(*text))
		return 1;
	return g_str_has_prefix(text, "\u00a0") ? strlen("\u00a0") : g_str_has_prefix(text, "\u202f") ? strlen("\u202f") : 0;
}

/* A column's name on one line: one blank where it has several, a line's end or one that does not break. */
static char *name_of(const char *text)
{
	GString *name = g_string_new(NULL);

	while (*text) {
		gsize blank = blank_length(text);
		if (!blank)
			g_string_append_c(name, *text++);
		else if (name->len && name->str[name->len - 1] != ' ')
			g_string_append_c(name, ' ');
		text += blank;
	}
	if (name->len && name->str[name->len - 1] == ' ')
		g_string_truncate(name, name->len - 1);
	return g_string_free(name, FALSE);
}

struct header *header_new(const struct csv_row *row, guint origins)
{
	struct header *header = g_new0(struct header, 1);

	header->names = g_ptr_array_new_with_free_func(g_free);
	header->written = g_ptr_array_new_with_free_func(g_free);
	header->folded = g_ptr_array_new_with_free_func(g_free);
	header->bound = g_new0(GArray *, origins);
	header->bound_count = origins;
	header->used = g_new0(guint8, row->count + 1);
	for (guint i = 0; i < row->count; i++) {
		g_ptr_array_add(header->written, g_strdup(row->cells[i].text));
		g_ptr_array_add(header->names, name_of(row->cells[i].text));
		g_ptr_array_add(header->folded, text_fold(row->cells[i].text));
	}
	return header;
}

void header_free(struct header *header)
{
	if (!header)
		return;
	for (guint i = 0; i < header->bound_count; i++)
		g_clear_pointer(&header->bound[i], g_array_unref);
	g_clear_pointer(&header->descriptions, g_ptr_array_unref);
	g_ptr_array_unref(header->names);
	g_ptr_array_unref(header->written);
	g_ptr_array_unref(header->folded);
	g_free(header->bound);
	g_free(header->used);
	g_free(header);
}

static gboolean column_fits(const struct header *header, const struct origin *origin, guint column)
{
	if (origin->type == ORIGIN_COLUMNS) {
		if (!g_regex_match(origin->pattern, header->names->pdata[column], 0, NULL))
			return FALSE;
	} else if (strcmp(origin->name, header->folded->pdata[column]))
		return FALSE;
	if (!origin->described)
		return TRUE;
	const char *words = header->descriptions && column < header->descriptions->len ? header->descriptions->pdata[column] : "";
	return g_regex_match(origin->described, words, 0, NULL);
}

const GArray *origin_columns(const struct row *row, const struct origin *origin)
{
	struct header *header = row->header;

	if (!header->bound[origin->index]) {
		GArray *columns = g_array_new(FALSE, FALSE, sizeof(guint));
		for (guint i = 0; i < header->names->len; i++)
			if (column_fits(header, origin, i)) {
				g_array_append_val(columns, i);
				header->used[i] = 1;
			}
		header->bound[origin->index] = columns;
	}
	return header->bound[origin->index];
}

gboolean is_missing(const struct mapper *mapper, const char *text, gboolean whole)
{
	while (*text == ' ' || *text == '\t')
		text++;
	gsize length = strlen(text);
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	if (!length)
		return TRUE;
	static const char *const usual[] = {"-", "--", "n/a", "nan", "undefined", "(not set)"};
	const GPtrArray *own = mapper->plan->missing;
	if (whole || (!own && length > strlen("(not set)")))
		return FALSE;
	gboolean tables = mapper->description->container != CONTAINER_JSON && mapper->description->container != CONTAINER_XML;
	for (guint i = 0; i < (own ? own->len : tables ? G_N_ELEMENTS(usual) : 0); i++) {
		const char *token = own ? own->pdata[i] : usual[i];
		if (strlen(token) == length && !g_ascii_strncasecmp(token, text, length))
			return TRUE;
	}
	return FALSE;
}

/* Quotes keep the blanks around a text, and pages that are copied bring blanks that do not break: they say nothing. */
static const char *without_blanks(struct mapper *mapper, const char *text)
{
	gsize blank, length;

	while ((blank = blank_length(text)))
		text += blank;
	for (length = strlen(text); length;) {
		if (g_ascii_isspace(text[length - 1]))
			length -= 1;
		else if (length > 2 && blank_length(text + length - 2) == 2)
			length -= 2;
		else if (length > 3 && blank_length(text + length - 3) == 3)
			length -= 3;
		else
			break;
	}
	return text[length] ? g_string_chunk_insert_len(mapper->scratch, text, (gssize)length) : text;
}

static const char *cell_text(struct mapper *mapper, const struct row *row, guint column, gboolean whole, gint64 *offset)
{
	if (column >= row->count || is_missing(mapper, row->cells[column].text, whole))
		return NULL;
	*offset = row->cells[column].offset;
	return without_blanks(mapper, row->cells[column].text);
}

static void complain_of_twins(struct mapper *mapper, const struct row *row, guint column, gint64 offset)
{
	const char *name = row->header->names->pdata[column];

	if (mapper->twins_at == offset)
		return;
	mapper->twins_at = offset;
	g_autofree char *message = g_strdup_printf("two columns are called \"%s\" and do not say the same; the first is used", name);
	struct complaint complaint = {.severity = SEVERITY_NOTE, .at = {mapper->reading->source, offset}, .kind = "twin-columns", .column = name,
	                              .message = message, .hint = "export it again with one of them"};

	complaints_add(mapper->complaints, &complaint);
}

/* Of columns with one name the first that is not missing. */
static const char *column_text(struct mapper *mapper, const struct row *row, const struct origin *origin, gboolean whole, gint64 *offset)
{
	const GArray *columns = origin_columns(row, origin);
	const char *found = NULL;
	gint64 at = row->offset;

	for (guint i = 0; i < columns->len; i++) {
		guint column = g_array_index(columns, guint, i);
		const char *text = cell_text(mapper, row, column, whole, found ? &at : offset);
		if (!found)
			found = text;
		else if (text && origin->type == ORIGIN_COLUMN && strcmp(text, found))
			complain_of_twins(mapper, row, column, at);
		if (found && columns->len == 1)
			break;
	}
	return found;
}

/* Telegram writes a text as a list of texts and of objects that have one. */
static const char *joined_text(struct mapper *mapper, const struct tree *list)
{
	GString *text = g_string_new(NULL);

	for (const struct tree *child = list->first; child; child = child->next) {
		const char *piece = child->type == TREE_OBJECT ? tree_text(child, "text") : child->text;
		if (piece)
			g_string_append(text, piece);
	}
	const char *kept = text->len ? g_string_chunk_insert(mapper->scratch, text->str) : NULL;
	g_string_free(text, TRUE);
	return kept;
}

static const char *node_text(struct mapper *mapper, const struct tree *node, gboolean whole, gint64 *offset)
{
	const char *text = NULL;

	if (!node)
		return NULL;
	switch (node->type) {
	case TREE_TRUE: text = "true"; break;
	case TREE_FALSE: text = "false"; break;
	case TREE_NUMBER:
	case TREE_STRING: text = node->text; break;
	case TREE_ARRAY: text = joined_text(mapper, node); break;
	/* XML: an element with attributes has a text of its own */
	case TREE_OBJECT: text = node->text; break;
	case TREE_NULL: break;
	}
	if (!text || is_missing(mapper, text, whole))
		return NULL;
	*offset = node->at.offset;
	return text;
}

static const struct tree *node_of(const struct row *row, const struct origin *origin)
{
	if (origin->type == ORIGIN_ABOVE)
		return tree_find(row->above, origin->name);
	if (origin->up >= row->depth)
		return NULL;
	const struct tree *item = row->items[row->depth - 1 - origin->up];
	return !strcmp(origin->name, ".") ? item : tree_find(item, origin->name);
}

/* Where an object's keys are names of things ({"+1": …}), "@" is the item's own. */
static const char *own_key(const struct row *row, const struct origin *origin, gint64 *offset)
{
	const struct tree *item = origin->up < row->depth ? row->items[row->depth - 1 - origin->up] : NULL;

	if (!item || !item->key)
		return NULL;
	*offset = item->at.offset;
	return item->key;
}

const char *origin_text(struct mapper *mapper, const struct row *row, const struct origin *origin, gboolean whole, gint64 *offset)
{
	const char *text;

	switch (origin->type) {
	case ORIGIN_COLUMN:
	case ORIGIN_COLUMNS:
		return row->header ? column_text(mapper, row, origin, whole, offset) : NULL;
	case ORIGIN_CELL:
		if (row->header && origin->number && origin->number <= row->header->names->len)
			row->header->used[origin->number - 1] = 1;
		return origin->number ? cell_text(mapper, row, origin->number - 1, whole, offset) : NULL;
	case ORIGIN_EXTRA:
		return row->header ? cell_text(mapper, row, row->header->names->len + origin->number - 1, whole, offset) : NULL;
	case ORIGIN_KEY:
		if (!strcmp(origin->name, "@"))
			return own_key(row, origin, offset);
		return node_text(mapper, node_of(row, origin), whole, offset);
	case ORIGIN_ABOVE:
		return node_text(mapper, node_of(row, origin), whole, offset);
	case ORIGIN_NAME:
		text = mapper->names[origin->number];
		return text && !is_missing(mapper, text, whole) ? text : NULL;
	}
	return NULL;
}

const char *origin_label(const struct row *row, const struct origin *origin)
{
	if (row->header && (origin->type == ORIGIN_COLUMN || origin->type == ORIGIN_COLUMNS)) {
		const GArray *columns = origin_columns(row, origin);
		if (columns->len)
			return row->header->names->pdata[g_array_index(columns, guint, 0)];
	}
	return origin->name ? origin->name : "";
}

/* Most texts that are compared are short and ASCII: those are folded without a copy on the heap. FALSE: it is not so. */
static gboolean fold_short(const char *text, char *folded, gsize size)
{
	gsize length = strlen(text);

	if (length >= size || (length && (text[0] == ' ' || text[length - 1] == ' ')) || strstr(text, "  "))
		return FALSE;
	for (gsize i = 0; i <= length; i++) {
		if (text[i] & 0x80 || (text[i] && text[i] < ' '))
			return FALSE;
		folded[i] = g_ascii_tolower(text[i]);
	}
	return TRUE;
}

/* A whole message is no "[deleted]": to fold it to see that takes longer than to read it. */
static gboolean is_too_long(const char *text, const GPtrArray *words)
{
	gsize longest = 0;

	for (guint i = 0; i < words->len; i++)
		longest = MAX(longest, strlen(words->pdata[i]));
	return strnlen(text, 4 * longest + 64) == 4 * longest + 64;
}

/* Two letters of ASCII never become one, so the first stays itself when it is folded, and most words part there. */
static gboolean begins_otherwise(const char *text, const GPtrArray *words)
{
	if (!g_ascii_isgraph(text[0]) || !g_ascii_isgraph(text[1]))
		return FALSE;
	for (guint i = 0; i < words->len; i++)
		if (*(const char *)words->pdata[i] == g_ascii_tolower(text[0]))
			return FALSE;
	return TRUE;
}

static gboolean is_word(const char *text, const GPtrArray *words)
{
	if (begins_otherwise(text, words) || is_too_long(text, words))
		return FALSE;
	char quick[64];
	g_autofree char *slow = fold_short(text, quick, sizeof(quick)) ? NULL : text_fold(text);
	const char *folded = slow ? slow : quick;

	for (guint i = 0; i < words->len; i++)
		if (!strcmp(words->pdata[i], folded))
			return TRUE;
	return FALSE;
}

/* "1.0" where 1 is asked for. */
static gboolean is_word_of_number(struct mapper *mapper, const char *text, const GPtrArray *words)
{
	const char *plain = id_plain(mapper, text);

	return plain != text && is_word(plain, words);
}

static gboolean test_holds(struct mapper *mapper, const struct row *row, const struct test *test)
{
	gint64 offset = 0;
	const char *text = test->origin ? origin_text(mapper, row, test->origin, TRUE, &offset) : NULL;
	const char *other;

	switch (test->type) {
	case TEST_EQUALS: return text && (is_word(text, test->words) || is_word_of_number(mapper, text, test->words));
	case TEST_MATCHES: return text && test->pattern && g_regex_match(test->pattern, text, 0, NULL);
	case TEST_MISSING: return !text || is_missing(mapper, text, FALSE);
	case TEST_PRESENT:
		if (!text && (test->origin->type == ORIGIN_KEY || test->origin->type == ORIGIN_ABOVE)) {
			const struct tree *node = node_of(row, test->origin);
			return node && node->first; /* a container with something in it */
		}
		return text && !is_missing(mapper, text, FALSE);
	case TEST_SAME:
		other = origin_text(mapper, row, test->other, TRUE, &offset);
		return text && other && (!strcmp(text, other) || !strcmp(id_plain(mapper, text), id_plain(mapper, other)));
	case TEST_NOT: return !condition_holds(mapper, row, test->inner);
	}
	return FALSE;
}

gboolean condition_holds(struct mapper *mapper, const struct row *row, const struct condition *condition)
{
	for (guint i = 0; i < condition->any->len; i++) {
		const GPtrArray *tests = condition->any->pdata[i];
		guint held = 0;
		while (held < tests->len && test_holds(mapper, row, tests->pdata[held]))
			held++;
		if (held == tests->len)
			return TRUE;
	}
	return FALSE;
}

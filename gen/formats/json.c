/* JSON by yajl, streamed. One tree grows as the text comes; a finished item is taken out of it and given away, so
 * memory holds one item and what is beside the chosen arrays. */
#include "formats/json.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "formats/json_route.h"
#include "formats/json_text.h"

#define DEPTH_LIMIT 200
#define PATH_LIMIT 32
#define TOKEN_LIMIT (64 << 20)
#define NODE_LIMIT 8000000 /* in memory at once: about a gigabyte */

/* An open array or object. */
struct level {
	struct tree *tree; /* NULL: too much, passed over */
	struct tree *before; /* its elder sibling */
	guint32 alive;       /* routes that lead deeper */
	gint item;           /* the route that ends here, or -1 */
	guint64 nodes;       /* in memory before it */
};

struct reading {
	const struct json_visitor *visitor;
	struct complaints *complaints;
	const struct source *source;
	struct route routes[PATH_LIMIT];
	guint route_count;

	yajl_handle yajl;
	struct level levels[DEPTH_LIMIT + 1];
	guint depth; /* open arrays and objects */
	struct tree *root;
	GString *key;
	gboolean has_key, unwanted; /* the key that came; its value */
	gboolean passed; /* the document at hand holds a list of rows */
	guint64 nodes; /* in `root` */
	guint64 documents;
	gboolean prefixed; /* by an assignment */

	gint64 chunk_offset; /* of the piece that yajl has */
	char *chunk;
	gsize chunk_length;
	gint64 token_end; /* of the last token, or the begin of one that is not whole yet */
	gint64 document_begin;
	gint64 line_begin; /* of the line in which the piece begins */
	gboolean last_was_line; /* the last document stood on one line */
	gboolean skip_line; /* damaged: its rest is still to come */
};

/* --- routes */

/* Which routes a value at this depth still follows, and in *item the one that ends with it. */
static guint32 routes_alive(const struct reading *reading, const char *key, gint *item)
{
	guint32 alive = 0;
	*item = -1;
	const struct level *parent = reading->depth > 0 ? &reading->levels[reading->depth - 1] : NULL;
	if (parent && (!parent->alive || !parent->tree))
		return 0;
	for (guint i = 0; i < reading->route_count; i++) {
		const struct route *route = &reading->routes[i];
		if (parent && (!(parent->alive >> i & 1) || !route_fits(route, reading->depth - 1, parent->tree->type, key)))
			continue;
		if (route->length == reading->depth && *item < 0)
			*item = (gint)i;
		else if (route->length > reading->depth)
			alive |= (guint32)1 << i;
	}
	return alive;
}

/* --- places */

static gboolean parts_tokens(char letter)
{
	return letter == ' ' || letter == ',' || letter == ':' || letter == '\n' || letter == '\r' || letter == '\t';
}

/* Moves token_end to the first byte of the token that yajl has just read, or has begun to read, in the first `length` bytes of the piece. */
static void find_token(struct reading *reading, gsize length)
{
	if (reading->token_end < reading->chunk_offset)
		return; /* it began in an earlier piece */
	gsize at = (gsize)(reading->token_end - reading->chunk_offset);
	while (at < length && parts_tokens(reading->chunk[at]))
		at++;
	reading->token_end = reading->chunk_offset + (gint64)at;
}

/* Where the token stands that yajl has just read; the next one is looked for behind it. */
static struct place token_place(struct reading *reading)
{
	find_token(reading, reading->chunk_length);
	struct place place = { reading->source, reading->token_end };
	reading->token_end = reading->chunk_offset + (gint64)yajl_get_bytes_consumed(reading->yajl);
	return place;
}

/* Is there a line end in the text from `begin` to `end`? Both lie in what was read, `end` in the current piece. */
static gboolean spans_lines(const struct reading *reading, gint64 begin, gint64 end)
{
	gint64 length = end - reading->chunk_offset;
	const char *last = length > 0 ? memrchr(reading->chunk, '\n', (gsize)length) : NULL;
	gint64 line_begin = last ? reading->chunk_offset + (last + 1 - reading->chunk) : reading->line_begin;
	return line_begin > begin;
}

/* --- the tree */

static void end_document(struct reading *reading)
{
	struct tree *root = g_steal_pointer(&reading->root);
	if (!root) /* it was an item itself */
		root = tree_new(TREE_NULL, NULL, NULL, (struct place){ reading->source, reading->document_begin });
	if (reading->visitor->document)
		reading->visitor->document(root, reading->visitor->user);
	tree_free(root);
	reading->nodes = 0;
	reading->documents++;
}

static void give_item(struct reading *reading, gint route, struct tree *item)
{
	struct tree nothing = { .type = TREE_NULL, .at = item->at };
	const struct tree *ancestors = reading->root ? reading->root : &nothing;
	reading->visitor->item((guint)route, item, ancestors, reading->visitor->user);
}

static struct level *parent_level(struct reading *reading)
{
	return reading->depth > 0 ? &reading->levels[reading->depth - 1] : NULL;
}

/* The key of the value that comes; NULL in arrays. */
static const char *take_key(struct reading *reading)
{
	const char *key = reading->has_key ? reading->key->str : NULL;
	reading->has_key = FALSE;
	return key;
}

/* FALSE: the value is to be passed over, since its parent is, or nobody wants it, or memory holds too much. */
static gboolean room_for_value(struct reading *reading, struct place at)
{
	const struct level *parent = parent_level(reading);
	gboolean unwanted = reading->unwanted;
	reading->unwanted = FALSE;
	if (unwanted || (parent && !parent->tree))
		return FALSE;
	if (reading->nodes++ < NODE_LIMIT)
		return TRUE;
	complain(reading->complaints, SEVERITY_ERROR, at, "json-too-large", "tell the makers: this part should be read piece by piece",
	         "more than %d values stand here in one piece; the rest is left out", NODE_LIMIT);
	return FALSE;
}

static void attach(struct reading *reading, struct tree *tree)
{
	const struct level *parent = parent_level(reading);
	if (parent)
		tree_add(parent->tree, tree);
	else
		reading->root = tree;
}

/* Takes the tree of a level, the last child of its parent, out again. */
static void detach(struct reading *reading, const struct level *level)
{
	const struct level *parent = parent_level(reading);
	if (!parent) {
		reading->root = NULL;
		return;
	}
	parent->tree->last = level->before;
	if (level->before)
		level->before->next = NULL;
	else
		parent->tree->first = NULL;
}

/* --- yajl's callbacks */

static int put_scalar(struct reading *reading, enum tree_type type, const char *text, gsize length)
{
	struct place at = token_place(reading);
	const char *key = take_key(reading);
	gint item = -1;
	if (reading->depth == 0)
		reading->document_begin = at.offset;
	if (room_for_value(reading, at)) {
		routes_alive(reading, key, &item);
		struct tree *tree = tree_new_text(type, key, text, length, at);
		if (item >= 0)
			give_item(reading, item, tree);
		else
			attach(reading, tree);
		reading->nodes -= item >= 0;
	}
	if (reading->depth == 0)
		end_document(reading);
	return 1;
}

static int on_null(void *user)
{
	return put_scalar(user, TREE_NULL, NULL, 0);
}

static int on_boolean(void *user, int value)
{
	return put_scalar(user, value ? TREE_TRUE : TREE_FALSE, NULL, 0);
}

static int on_number(void *user, const char *text, size_t length)
{
	return put_scalar(user, TREE_NUMBER, text, length);
}

static int on_string(void *user, const unsigned char *text, size_t length)
{
	return put_scalar(user, TREE_STRING, (const char *)text, length);
}

static gboolean leads_on(const struct reading *reading, const struct level *parent, const char *key)
{
	for (guint i = 0; i < reading->route_count; i++)
		if (parent->alive >> i & 1 && route_fits(&reading->routes[i], reading->depth - 1, TREE_OBJECT, key))
			return TRUE;
	return FALSE;
}

/* Keys of an item through which no other route leads. */
static gboolean is_unwanted(const struct reading *reading, const struct level *parent)
{
	const struct json_visitor *visitor = reading->visitor;
	return visitor->wants && parent->item >= 0 && !leads_on(reading, parent, reading->key->str) && parent->tree->first &&
	       !visitor->wants((guint)parent->item, reading->key->str, visitor->user);
}

static int on_key(void *user, const unsigned char *text, size_t length)
{
	struct reading *reading = user;
	const struct level *parent = parent_level(reading);
	token_place(reading);
	if (!parent->tree)
		return 1;
	g_string_truncate(reading->key, 0);
	g_string_append_len(reading->key, (const char *)text, (gssize)length);
	reading->has_key = TRUE;
	reading->unwanted = is_unwanted(reading, parent);
	return 1;
}

/* What may be a row may as well be a page of rows. */
static gboolean yields(const struct reading *reading, gint item)
{
	return item >= 0 && reading->visitor->yielding >> item & 1;
}

/* Whether a route leads on to the elements of a list. */
static gboolean is_passed(const struct reading *reading, guint32 alive)
{
	for (guint i = 0; i < reading->route_count; i++)
		if (alive >> i & 1 && route_fits(&reading->routes[i], reading->depth, TREE_ARRAY, NULL))
			return TRUE;
	return FALSE;
}

static int put_start(struct reading *reading, enum tree_type type)
{
	struct place at = token_place(reading);
	const char *key = take_key(reading);
	const struct level *parent = parent_level(reading);
	if (reading->depth == 0) {
		reading->document_begin = at.offset;
		reading->passed = FALSE;
	}
	if (reading->depth == DEPTH_LIMIT) {
		complain(reading->complaints, SEVERITY_ERROR, at, "json-too-deep", NULL,
		         "more than %d brackets are open here; the rest is left out", DEPTH_LIMIT);
		return 0;
	}
	struct level level = { .before = parent && parent->tree ? parent->tree->last : NULL, .item = -1, .nodes = reading->nodes };
	if (room_for_value(reading, at)) {
		level.alive = routes_alive(reading, key, &level.item);
		if (type == TREE_ARRAY && is_passed(reading, level.alive)) {
			level.item = yields(reading, level.item) ? -1 : level.item;
			reading->passed = TRUE;
		}
		level.tree = tree_new(type, key, NULL, at);
		attach(reading, level.tree);
	}
	reading->levels[reading->depth++] = level;
	return 1;
}

static int on_map(void *user)
{
	return put_start(user, TREE_OBJECT);
}

static int on_array(void *user)
{
	return put_start(user, TREE_ARRAY);
}

static int on_end(void *user)
{
	struct reading *reading = user;
	token_place(reading);
	const struct level *level = &reading->levels[--reading->depth];
	if (level->tree && level->item >= 0 && !(reading->depth == 0 && reading->passed && yields(reading, level->item))) {
		detach(reading, level);
		give_item(reading, level->item, level->tree);
		reading->nodes = level->nodes;
	}
	if (reading->depth == 0) {
		reading->last_was_line = !spans_lines(reading, reading->document_begin, reading->token_end);
		end_document(reading);
	}
	return 1;
}

/* --- broken documents */

/* Gives what came whole: items that are still open are dropped, the document around them is not. */
static void abandon_document(struct reading *reading)
{
	gboolean begun = reading->depth > 0;
	while (reading->depth > 0) {
		const struct level *level = &reading->levels[--reading->depth];
		if (level->tree && level->item >= 0) {
			detach(reading, level);
			tree_free(level->tree);
		}
	}
	reading->has_key = reading->unwanted = FALSE;
	if (begun)
		end_document(reading);
}

static void start_parser(struct reading *reading)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = on_null, .yajl_boolean = on_boolean, .yajl_number = on_number, .yajl_string = on_string,
		.yajl_start_map = on_map, .yajl_map_key = on_key, .yajl_end_map = on_end,
		.yajl_start_array = on_array, .yajl_end_array = on_end,
	};
	if (reading->yajl)
		yajl_free(reading->yajl);
	reading->yajl = yajl_alloc(&callbacks, NULL, reading);
	yajl_config(reading->yajl, yajl_allow_multiple_values, 1);
	yajl_config(reading->yajl, yajl_dont_validate_strings, 1); /* inputs give valid UTF-8 */
}

/* yajl's words without "parse error:", full stop and line end. */
static char *parser_words(const struct reading *reading)
{
	unsigned char *words = yajl_get_error(reading->yajl, 0, NULL, 0);
	const char *colon = strchr((const char *)words, ':');
	char *copy = g_strstrip(g_strdup(colon ? colon + 1 : (const char *)words));
	yajl_free_error(reading->yajl, words);
	if (g_str_has_suffix(copy, "."))
		copy[strlen(copy) - 1] = '\0';
	return copy;
}

static void complain_of_syntax(struct reading *reading, gint64 offset, gboolean line)
{
	g_autofree char *words = parser_words(reading);
	struct place at = { reading->source, offset };
	if (line)
		complain(reading->complaints, SEVERITY_ERROR, at, "json-line", NULL, "this line is not JSON: %s", words);
	else
		complain(reading->complaints, SEVERITY_ERROR, at, "json-syntax", "download the file again",
		         "this is not JSON: %s; the rest of the file is left out", words);
}

/* In a file of one document a line, damage ends with the line where it began: returns how much of the piece to pass over
 * before reading goes on. G_MAXSIZE: there is no such line. */
static gsize mend_damage(struct reading *reading)
{
	find_token(reading, reading->chunk_length);
	gint64 error = reading->token_end, begin = reading->depth > 0 ? reading->document_begin : error;
	gint64 in_chunk = error - reading->chunk_offset;
	if (reading->prefixed && reading->depth == 0 && in_chunk >= 0 && reading->chunk[in_chunk] == ';')
		return G_MAXSIZE; /* the end of the assignment */
	gboolean spans = spans_lines(reading, begin, error);
	gboolean line = !spans || reading->last_was_line;
	complain_of_syntax(reading, spans && line ? begin : error, line);
	abandon_document(reading);
	if (!line)
		return G_MAXSIZE;
	gsize from = (gsize)MAX((begin >= reading->chunk_offset ? begin : error) - reading->chunk_offset, 0);
	const char *end = memchr(reading->chunk + from, '\n', reading->chunk_length - from);
	reading->skip_line = !end;
	return end ? (gsize)(end + 1 - reading->chunk) : reading->chunk_length;
}

/* --- bytes in */

/* Notes that yajl, or nobody, has taken the first `length` bytes of the piece. */
static void advance(struct reading *reading, gsize length)
{
	const char *last = memrchr(reading->chunk, '\n', length);
	if (last)
		reading->line_begin = reading->chunk_offset + (last + 1 - reading->chunk);
	reading->chunk_offset += (gint64)length;
	reading->chunk += length;
	reading->chunk_length -= length;
}

/* The rest of a damaged line. */
static void pass_over_line(struct reading *reading)
{
	const char *end = memchr(reading->chunk, '\n', reading->chunk_length);
	reading->skip_line = !end;
	advance(reading, end ? (gsize)(end + 1 - reading->chunk) : reading->chunk_length);
	reading->token_end = reading->chunk_offset;
}

/* FALSE to stop. `length`: how much of the piece yajl is given. */
static gboolean feed_some(struct reading *reading, gsize length)
{
	yajl_status status = yajl_parse(reading->yajl, (const unsigned char *)reading->chunk, length);
	if (status == yajl_status_client_canceled)
		return FALSE;
	gsize done = length;
	if (status == yajl_status_error) {
		done = mend_damage(reading);
		if (done == G_MAXSIZE)
			return FALSE;
		start_parser(reading);
		reading->token_end = reading->chunk_offset + (gint64)done;
	}
	find_token(reading, length);
	advance(reading, done);
	return TRUE;
}

/* Up to a word that is no JSON; whether that stands in a string is told by what yajl still holds. */
static gboolean feed_rest(struct reading *reading)
{
	gsize size, length;
	char *from = reading->chunk, *word;
	while ((word = json_find_word(from, (gsize)(reading->chunk + reading->chunk_length - from), &size))) {
		const char *chunk = reading->chunk;
		length = (gsize)(word - chunk);
		if (!feed_some(reading, length))
			return FALSE;
		if (reading->chunk != chunk + length) /* damage */
			return TRUE;
		if (reading->token_end == reading->chunk_offset)
			json_blank_word(word, size);
		from = word + size;
	}
	return reading->chunk_length == 0 || feed_some(reading, reading->chunk_length);
}

/* Gives yajl one piece; after damage, what follows the damaged line. */
static gboolean feed(struct reading *reading, char *text, gsize length)
{
	reading->chunk = text;
	reading->chunk_length = length;
	while (reading->chunk_length > 0) {
		if (reading->skip_line)
			pass_over_line(reading);
		else if (!feed_rest(reading))
			return FALSE;
	}
	if (reading->chunk_offset - reading->token_end <= TOKEN_LIMIT)
		return TRUE;
	complain(reading->complaints, SEVERITY_ERROR, (struct place){ reading->source, reading->token_end }, "json-text-size",
	         NULL, "a text larger than %d MiB begins here; the rest of the file is left out", TOKEN_LIMIT >> 20);
	return FALSE;
}

static void feed_end(struct reading *reading)
{
	struct place at = { reading->source, reading->token_end };
	gboolean nothing = reading->documents == 0 && reading->depth == 0 && reading->token_end == reading->chunk_offset;
	if (nothing) {
		complain(reading->complaints, SEVERITY_WARNING, at, "json-empty", NULL, "there is nothing in this file");
	} else if (yajl_complete_parse(reading->yajl) != yajl_status_ok || reading->depth > 0) {
		complain(reading->complaints, SEVERITY_ERROR, at, "json-cut-off", "download the file again",
		         "the file ends in the middle of a document");
	}
}

static void complain_of_surrogates(struct reading *reading, guint count)
{
	if (count > 0)
		complain(reading->complaints, SEVERITY_WARNING, (struct place){ reading->source, -1 }, "json-surrogates", NULL,
		         "%u broken characters (halves of surrogate pairs, or NULs) are shown as U+FFFD", count);
}

/* Pieces begin with what the one before left: an escape that was cut off. */
static gboolean read_all(struct reading *reading, struct input *input, GError **error)
{
	gsize piece = input_piece(input);
	g_autofree char *buffer = g_malloc(piece);
	gsize held = 0, skip = (gsize)reading->chunk_offset;
	guint mended = 0;
	gssize got;
	gboolean go_on = TRUE;
	do {
		got = input_read(input, buffer + held, piece - held, error);
		if (got < 0)
			return FALSE;
		gsize length = held + (gsize)got, done = json_mend_escapes(buffer, length, got == 0, &mended);
		if (got > 0)
			done = json_before_cut_word(buffer, done);
		gsize prefix = MIN(skip, done);
		skip -= prefix;
		go_on = feed(reading, buffer + prefix, done - prefix);
		held = length - done;
		memmove(buffer, buffer + done, held);
	} while (go_on && got > 0);
	if (go_on)
		feed_end(reading);
	abandon_document(reading);
	complain_of_surrogates(reading, mended);
	return TRUE;
}

static void reading_begin(struct reading *reading, struct input *input)
{
	gsize length;
	const char *head = input_head(input, &length);
	gsize prefix = json_prefix(head, length);
	reading->prefixed = prefix > 0;
	reading->chunk_offset = reading->token_end = reading->document_begin = (gint64)prefix;
	reading->source = input_source(input);
	reading->key = g_string_new(NULL);
	for (; reading->visitor->paths[reading->route_count]; reading->route_count++) {
		g_assert(reading->route_count < PATH_LIMIT);
		reading->routes[reading->route_count] = route_of(reading->visitor->paths[reading->route_count]);
	}
	start_parser(reading);
}

gboolean json_read(struct input *input, const struct json_visitor *visitor, struct complaints *complaints, GError **error)
{
	g_autofree struct reading *reading = g_new0(struct reading, 1);
	reading->visitor = visitor;
	reading->complaints = complaints;
	reading_begin(reading, input);
	gboolean read = read_all(reading, input, error);
	tree_free(reading->root); /* left where the disk failed */
	yajl_free(reading->yajl);
	g_string_free(reading->key, TRUE);
	for (guint i = 0; i < reading->route_count; i++)
		route_clear(&reading->routes[i]);
	return read;
}

static void keep_first(guint path, struct tree *item, const struct tree *ancestors, void *user)
{
	struct tree **kept = user;
	(void)path;
	(void)ancestors;
	if (*kept)
		tree_free(item);
	else
		*kept = item;
}

struct tree *json_parse(struct input *input, struct complaints *complaints)
{
	static const char *const paths[] = { "", NULL };
	g_autoptr(GError) error = NULL;
	AUTO(tree) kept = NULL;
	struct json_visitor visitor = { .paths = paths, .item = keep_first, .user = &kept };
	guint before = complaints_count(complaints, SEVERITY_ERROR);
	if (!json_read(input, &visitor, complaints, &error))
		complain(complaints, SEVERITY_ERROR, (struct place){ input_source(input), -1 }, "json-unreadable", NULL, "%s",
		         error->message);
	if (!kept || complaints_count(complaints, SEVERITY_ERROR) > before)
		return NULL;
	return g_steal_pointer(&kept);
}

/* Lines of places in files and in members of archives: a file is read once for all its places, an archive once for all its
 * members. */
#include "formats/input_private.h"

#include <string.h>

#include "base/calendar.h"

#define READ_BYTES (256 * 1024)
#define LEAD_BYTES (4 * LINE_LEAD) /* of a long line given in front of the place; a character has four bytes at most */
#define LINE_TAIL 200              /* bytes of a line given past the place */

/* --- a window that moves over a text */

struct window {
	struct input *input;
	GString *text;  /* decoded; what stands before `from` is done with */
	gsize from;
	gint64 begin;   /* of `text` */
	guint line;     /* in which `from` stands, from 1 */
	guint before;   /* characters of that line before `from` */
	gboolean ended;
	char line_end;  /* CR in texts of old Macs; 0: not looked for yet */
};

static guint characters_in(const char *text, gsize length)
{
	guint count = 0;
	for (gsize i = 0; i < length; i++)
		count += ((guint8)text[i] & 0xc0) != 0x80;
	return count;
}

static void window_pass(struct window *window, gsize past)
{
	const char *at = window->text->str + window->from, *end = window->text->str + past;
	for (const char *mark; (mark = memchr(at, window->line_end, (gsize)(end - at))); at = mark + 1) {
		window->line++;
		window->before = 0;
	}
	window->before += characters_in(at, (gsize)(end - at));
	window->from = past;
}

/* Keeps what may be shown of the line of `offset`, which lies ahead, and a last character that may be cut off. */
static void window_keep(struct window *window, gint64 offset)
{
	gint64 lead = offset - LEAD_BYTES - window->begin;
	gsize past = (gsize)CLAMP(lead, 0, MAX((gint64)window->text->len - 4, 0));
	while (past > window->from && ((guint8)window->text->str[past] & 0xc0) == 0x80)
		past--;
	if (past > window->from)
		window_pass(window, past);
}

/* FALSE when the text ends before the place. */
static gboolean window_reach(struct window *window, gint64 offset)
{
	window_keep(window, offset);
	while (!window->ended && window->begin + (gint64)window->text->len <= offset + LINE_TAIL) {
		g_string_erase(window->text, 0, (gssize)window->from);
		window->begin += (gint64)window->from;
		window->from = 0;
		gsize had = window->text->len;
		g_string_set_size(window->text, had + READ_BYTES);
		gssize got = input_read(window->input, window->text->str + had, READ_BYTES, NULL);
		g_string_set_size(window->text, had + (gsize)MAX(got, 0));
		if (!window->line_end)
			window->line_end = !strchr(window->text->str, '\n') && strchr(window->text->str, '\r') ? '\r' : '\n';
		window->ended = got <= 0;
		window_keep(window, offset);
	}
	return window->begin + (gint64)window->text->len >= offset;
}

/* The line around the character at `at`: from its begin, or LINE_LEAD characters in front of the place, to a little past it. */
static char *line_around(const GString *text, gsize begin, gsize at, char line_end)
{
	const char *from = text->str + at;
	for (guint count = 0; from > text->str + begin && count < LINE_LEAD; count++)
		from = g_utf8_prev_char(from);
	gsize past = MIN(text->len, at + LINE_TAIL);
	const char *end = memchr(text->str + at, line_end, past - at);
	past = end ? (gsize)(end - text->str) : past;
	while (past < text->len && ((guint8)text->str[past] & 0xc0) == 0x80)
		past--;
	if (past > at && text->str[past - 1] == '\r')
		past--;
	return g_strndup(from, (gsize)(text->str + past - from));
}

static void window_show(const struct window *window, struct located *located, gboolean texts)
{
	const char *text = window->text->str;
	gsize at = (gsize)(located->at.offset - window->begin), begin = window->from;
	guint before = window->before;
	located->line = window->line;
	for (const char *mark; (mark = memchr(text + begin, window->line_end, at - begin)); before = 0) {
		begin = (gsize)(mark + 1 - text);
		located->line++;
	}
	located->column = before + characters_in(text + begin, at - begin) + 1;
	if (texts)
		located->text = line_around(window->text, begin, at, window->line_end);
}

/* Places of one text, in their order. */
static void locate_in_input(struct input *input, struct located **places, guint count, gboolean texts)
{
	struct window window = { .input = input, .text = g_string_new(NULL), .line = 1 };
	for (guint i = 0; i < count && window_reach(&window, places[i]->at.offset); i++)
		window_show(&window, places[i], texts);
	g_string_free(window.text, TRUE);
}

/* --- which places lie in one file, one archive, one member */

static const struct origin *origin_of(const struct located *located)
{
	return located->at.source->state;
}

static int compare_steps(const struct origin *left, const struct origin *right)
{
	for (guint i = 0; i < left->depth && i < right->depth; i++)
		if (left->steps[i] != right->steps[i])
			return left->steps[i] < right->steps[i] ? -1 : 1;
	return (left->depth > right->depth) - (left->depth < right->depth);
}

/* Texts in memory have no path: each is a file of its own. */
static int compare_files(const struct located *left, const struct located *right)
{
	const struct origin *a = origin_of(left), *b = origin_of(right);
	int paths = g_strcmp0(a->disk, b->disk);
	if (paths || a->disk)
		return paths;
	return ((guintptr)a > (guintptr)b) - ((guintptr)a < (guintptr)b);
}

static int compare_places(const void *left, const void *right)
{
	const struct located *a = *(struct located *const *)left, *b = *(struct located *const *)right;
	int order = compare_files(a, b);
	if (!order)
		order = compare_steps(origin_of(a), origin_of(b));
	return order ? order : (a->at.offset > b->at.offset) - (a->at.offset < b->at.offset);
}

static void locate_in_stream(struct stream *stream, struct located **places, guint count, gboolean texts)
{
	AUTO(input) input = input_over(stream, FALSE, (struct source *)places[0]->at.source, NO_TIME);
	locate_in_input(input, places, count, texts);
}

/* --- archives */

static void locate_in_pack(struct pack *, struct located **, guint count, guint depth, gboolean texts);

static void locate_in_member(struct pack *pack, struct located **places, guint count, guint depth, gboolean texts)
{
	struct stream *stream = pack_stream(pack);
	guint here = 0;
	while (here < count && origin_of(places[here])->depth == depth)
		here++;
	if (here > 0)
		locate_in_stream(stream, places, here, texts);
	if (here == count)
		return;
	gsize length;
	const guint8 *head = stream_head(stream, &length, NULL);
	AUTO(pack) inner = head ? pack_of_stream(stream, pack, wrapping_of(head, length), NULL) : NULL;
	if (inner)
		locate_in_pack(inner, places + here, count - here, depth, texts);
}

/* `depth` archives lead to this one; the places are in the order of its members. */
static void locate_in_pack(struct pack *pack, struct located **places, guint count, guint depth, gboolean texts)
{
	struct member member;
	g_autofree char *failure = NULL;
	for (guint step = 0, here; count > 0 && pack_next(pack, &member, &failure); step++, places += here, count -= here) {
		g_free(member.name);
		for (here = 0; here < count && origin_of(places[here])->steps[depth] == step;)
			here++;
		if (here > 0)
			locate_in_member(pack, places, here, depth + 1, texts);
	}
}

static void locate_in_archive(const char *path, struct located **places, guint count, gboolean texts)
{
	AUTO(stream) stream = stream_of_file(path, NULL);
	gsize length;
	const guint8 *head = stream ? stream_head(stream, &length, NULL) : NULL;
	AUTO(pack) pack = head ? pack_of_file(path, wrapping_of(head, length), NULL) : NULL;
	if (pack)
		locate_in_pack(pack, places, count, 0, texts);
}

static void locate_in_file(struct located **places, guint count, gboolean texts)
{
	const struct origin *origin = origin_of(places[0]);
	if (origin->depth > 0) {
		locate_in_archive(origin->disk, places, count, texts);
		return;
	}
	AUTO(input) input = input_again(places[0]->at.source);
	if (input)
		locate_in_input(input, places, count, texts);
}

void sources_locate(struct located **places, guint count, gboolean texts)
{
	qsort(places, count, sizeof *places, compare_places);
	for (guint here; count > 0; places += here, count -= here) {
		for (here = 1; here < count && compare_files(places[0], places[here]) == 0;)
			here++;
		locate_in_file(places, here, texts);
	}
}

char *source_line_at(const struct source *source, gint64 offset, guint *line, guint *column)
{
	struct located located = { .at = { source, offset } }, *place = &located;
	if (offset < 0)
		return NULL;
	sources_locate(&place, 1, TRUE);
	*line = located.line;
	*column = located.column;
	return located.text;
}

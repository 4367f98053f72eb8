/* Compiles a Mustache template. In: text. Out: a tree of parts. Four steps: scan the text into a row of parts, match the
 * tags that open with those that close, strike out the white space of lines that hold only a tag, and plant the tree. */
#include "theme/mustache.h"

#include <string.h>

#include "theme/mustache_parts.h"

struct scanner {
	const char *name, *text;
	const char *at, *line; /* where it reads; where the line began, NULL once its margin is read */
	char *open, *close; /* the delimiters, now */
	GPtrArray *parts;
	struct complaints *complaints;
	struct source *source;
	gboolean broken;
};

static char *
template_line_at(const struct source *source, gint64 offset, guint *line, guint *column)
{
	const char *text = source->state, *begin = text;

	*line = 1;
	for (const char *at = text; at < text + offset; at++)
		if (*at == '\n') {
			begin = at + 1;
			++*line;
		}
	*column = (guint)g_utf8_strlen(begin, text + offset - begin) + 1;
	return g_strndup(begin, strcspn(begin, "\r\n"));
}

/* Complaints may be printed at the very end of a run, so the source of a broken template is kept as long. */
static struct source *
template_source(const char *name, const char *text)
{
	static GPtrArray *kept;
	static GMutex lock;
	struct source *source = g_new0(struct source, 1);

	source->path = g_strdup(name);
	source->line_at = template_line_at;
	source->state = g_strdup(text);
	g_mutex_lock(&lock);
	if (!kept)
		kept = g_ptr_array_new();
	g_ptr_array_add(kept, source);
	g_mutex_unlock(&lock);
	return source;
}

G_GNUC_PRINTF(4, 5) static void
template_broken(struct scanner *scanner, gint64 offset, const char *hint, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (!scanner->source)
		scanner->source = template_source(scanner->name, scanner->text);
	complain(scanner->complaints, SEVERITY_ERROR, (struct place){scanner->source, offset}, "template", hint, "%s", message);
	scanner->broken = TRUE;
}

static struct part *
part_add(struct scanner *scanner, enum part_kind kind, const char *text, gsize length)
{
	struct part *part = g_new0(struct part, 1);

	part->kind = kind;
	part->offset = text - scanner->text;
	part->text = g_strndup(text, length);
	g_ptr_array_add(scanner->parts, part);
	return part;
}

static void
part_free(gpointer data)
{
	struct part *part = data;

	g_free(part->text);
	g_free(part->indent);
	g_free(part);
}

static gsize
blanks(const char *text, const char *end)
{
	const char *at = text;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return (gsize)(at - text);
}

/* Literal text up to `end`, cut at line ends; a line begins with its margin. */
static void
scan_text(struct scanner *scanner, const char *end)
{
	while (scanner->at < end) {
		if (scanner->at == scanner->line) {
			gsize margin = blanks(scanner->at, end);
			part_add(scanner, PART_MARGIN, scanner->at, margin);
			scanner->at += margin;
			scanner->line = NULL;
		}
		const char *newline = memchr(scanner->at, '\n', (gsize)(end - scanner->at));
		const char *stop = newline ? newline : end;
		if (newline && newline > scanner->at && newline[-1] == '\r')
			stop--;
		if (stop > scanner->at)
			part_add(scanner, PART_TEXT, scanner->at, (gsize)(stop - scanner->at));
		if (newline) {
			part_add(scanner, PART_NEWLINE, stop, (gsize)(newline + 1 - stop));
			scanner->line = newline + 1;
		}
		scanner->at = newline ? newline + 1 : end;
	}
}

static enum part_kind
tag_kind(char sigil)
{
	switch (sigil) {
	case '{':
	case '&': return PART_RAW;
	case '#': return PART_SECTION;
	case '^': return PART_INVERTED;
	case '>': return PART_PARTIAL;
	case '<': return PART_PARENT;
	case '$': return PART_BLOCK;
	case '/': return PART_CLOSE;
	case '!': return PART_COMMENT;
	case '=': return PART_DELIMITERS;
	default: return PART_VALUE;
	}
}

static gboolean
delimiters_change(struct scanner *scanner, const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
	const char *pair[2] = {NULL, NULL};
	guint count = 0;

	for (char **word = words; *word; word++)
		if (**word && count++ < 2)
			pair[count - 1] = *word;
	if (count != 2)
		return FALSE;
	g_free(scanner->open);
	g_free(scanner->close);
	scanner->open = g_strdup(pair[0]);
	scanner->close = g_strdup(pair[1]);
	return TRUE;
}

/* The name without blanks; a partial's or parent's '*' makes it dynamic. */
static void
part_set_name(struct part *part, const char *text)
{
	while (g_ascii_isspace(*text))
		text++;
	if ((part->kind == PART_PARTIAL || part->kind == PART_PARENT || part->kind == PART_CLOSE) && *text == '*') {
		part->dynamic = TRUE;
		text++;
	}
	g_free(part->text);
	part->text = g_strstrip(g_strdup(text));
}

/* One tag, from its opening delimiter on. */
static void
scan_tag(struct scanner *scanner)
{
	const char *tag = scanner->at, *inside = tag + strlen(scanner->open);
	enum part_kind kind = tag_kind(*inside);
	g_autofree char *end = g_strconcat(*inside == '{' ? "}" : kind == PART_DELIMITERS ? "=" : "", scanner->close, NULL);

	inside += kind != PART_VALUE;
	const char *close = strstr(inside, end);
	if (!close) {
		template_broken(scanner, tag - scanner->text, "close it with the delimiter it was opened with", "a tag that does not end");
		return;
	}
	if (tag == scanner->line)
		part_add(scanner, PART_MARGIN, tag, 0);
	scanner->line = NULL;
	struct part *part = part_add(scanner, kind, tag, 0);
	g_autofree char *text = g_strndup(inside, (gsize)(close - inside));
	part_set_name(part, text);
	scanner->at = close + strlen(end);
	if (kind == PART_DELIMITERS && !delimiters_change(scanner, text))
		template_broken(scanner, part->offset, "write {{=<% %>=}}", "two delimiters wanted, found \"%s\"", part->text);
	else if (kind != PART_COMMENT && !*part->text)
		template_broken(scanner, part->offset, NULL, "a tag without a name");
}

static void
template_scan(struct scanner *scanner)
{
	const char *tag;

	while (!scanner->broken && (tag = strstr(scanner->at, scanner->open))) {
		scan_text(scanner, tag);
		scan_tag(scanner);
	}
	if (!scanner->broken)
		scan_text(scanner, scanner->at + strlen(scanner->at));
}

static gboolean
part_opens(const struct part *part)
{
	return part->kind == PART_SECTION || part->kind == PART_INVERTED || part->kind == PART_PARENT || part->kind == PART_BLOCK;
}

static void
template_match(struct scanner *scanner)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new();

	for (guint i = 0; i < scanner->parts->len && !scanner->broken; i++) {
		struct part *part = scanner->parts->pdata[i];
		struct part *top = open->len ? open->pdata[open->len - 1] : NULL;
		if (part_opens(part))
			g_ptr_array_add(open, part);
		if (part->kind != PART_CLOSE)
			continue;
		if (!top || strcmp(top->text, part->text) != 0 || top->dynamic != part->dynamic) {
			template_broken(scanner, part->offset, NULL, "\"%s\" is closed here, but that is not what is open", part->text);
			return;
		}
		part->partner = top;
		top->partner = part;
		g_ptr_array_remove_index(open, open->len - 1);
	}
	if (open->len && !scanner->broken) {
		const struct part *part = open->pdata[open->len - 1];
		template_broken(scanner, part->offset, "close it with {{/…}}", "\"%s\" is never closed", part->text);
	}
}

static struct part *
part_at(GPtrArray *parts, gint index)
{
	return index >= 0 && index < (gint)parts->len ? parts->pdata[index] : NULL;
}

static gboolean
part_is_blank(const struct part *part)
{
	return part && (part->kind == PART_TEXT || part->kind == PART_MARGIN) && blanks(part->text, part->text + strlen(part->text)) == strlen(part->text);
}

/* Of blocks and parents several may share a line. */
static gboolean
part_shares_line(const struct part *part, gboolean closing)
{
	if (!part || (part->kind == PART_CLOSE) != closing)
		return FALSE;
	enum part_kind kind = closing ? part->partner->kind : part->kind;
	return kind == PART_BLOCK || kind == PART_PARENT;
}

/* The margin of the line if only blanks stand between it and part `index` (and, for blocks, their like). */
static struct part *
line_before(GPtrArray *parts, gint index)
{
	const struct part *tag = parts->pdata[index];
	gboolean closing = tag->kind == PART_CLOSE;
	gboolean shares = part_shares_line(tag, closing);

	for (gint i = index - 1; i >= 0; i--) {
		struct part *part = parts->pdata[i];
		if (part->kind == PART_MARGIN)
			return part;
		if (!part_is_blank(part) && !(shares && part_shares_line(part, closing)))
			return NULL;
	}
	return NULL;
}

/* The index of the line end (or of the end of the text) if only blanks (and, after a closing tag, its like) come before it; else -1. */
static gint
line_after(GPtrArray *parts, gint index)
{
	const struct part *tag = parts->pdata[index];
	gboolean shares = tag->kind == PART_CLOSE && part_shares_line(tag, TRUE);
	gint i = index + 1;

	for (; i < (gint)parts->len; i++) {
		const struct part *part = parts->pdata[i];
		if (part->kind == PART_NEWLINE)
			return i;
		if (!part_is_blank(part) && !(shares && part_shares_line(part, TRUE)))
			return -1;
	}
	return tag->kind == PART_BLOCK ? -1 : i;
}

static void
strike_line(GPtrArray *parts, struct part *margin, gint from, gint to)
{
	margin->gone = TRUE;
	for (gint i = from + 1; i <= to && i < (gint)parts->len; i++) {
		struct part *part = parts->pdata[i];
		if (part->kind == PART_NEWLINE || part_is_blank(part))
			part->gone = TRUE;
	}
}

/* How deep the text of a block stands: its first line that is not empty, else the line of its tag. */
static char *
block_indent(GPtrArray *parts, gint index)
{
	const struct part *block = parts->pdata[index], *margin = NULL;

	for (gint i = index + 1; parts->pdata[i] != block->partner; i++) {
		const struct part *part = parts->pdata[i], *after = part_at(parts, i + 1);
		if (!margin && part->kind == PART_TEXT && !part_is_blank(part))
			break;
		if (part->kind == PART_MARGIN && after->kind != PART_NEWLINE && after != block->partner) {
			margin = part;
			break;
		}
	}
	for (gint i = index - 1; i >= 0 && !margin; i--)
		if (part_at(parts, i)->kind == PART_MARGIN)
			margin = parts->pdata[i];
	return g_strdup(margin ? margin->text : "");
}

static gint
part_index(GPtrArray *parts, const struct part *part)
{
	guint index = 0;

	g_ptr_array_find(parts, part, &index);
	return (gint)index;
}

static void
template_trim(GPtrArray *parts)
{
	for (gint i = 0; i < (gint)parts->len; i++) {
		struct part *part = parts->pdata[i];
		if (part->kind < PART_SECTION)
			continue;
		gint last = part->kind == PART_PARENT ? part_index(parts, part->partner) : i;
		struct part *margin = line_before(parts, i);
		gint end = line_after(parts, last);
		if (part->kind == PART_BLOCK)
			part->indent = block_indent(parts, i);
		if (!margin || end < 0)
			continue;
		if (part->kind == PART_PARTIAL || part->kind == PART_PARENT)
			part->indent = g_strdup(margin->text);
		part->alone = TRUE;
		strike_line(parts, margin, last, end);
	}
}

static void
template_plant(struct mustache *mustache)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new();
	struct part *into = &mustache->root;

	for (guint i = 0; i < mustache->parts->len; i++) {
		struct part *part = mustache->parts->pdata[i];
		if (part->kind == PART_CLOSE) {
			into = g_ptr_array_steal_index(open, open->len - 1);
			continue;
		}
		if (part->gone || part->kind > PART_CLOSE)
			continue;
		if (into->last)
			into->last->next = part;
		else
			into->first = part;
		into->last = part;
		if (part_opens(part)) {
			g_ptr_array_add(open, into);
			into = part;
		}
	}
}

struct mustache *
mustache_compile(const char *name, const char *text, struct complaints *complaints)
{
	AUTO(mustache) mustache = g_new0(struct mustache, 1);
	struct scanner scanner = {.name = name, .text = text, .at = text, .line = text, .complaints = complaints};

	mustache->name = g_strdup(name);
	mustache->parts = scanner.parts = g_ptr_array_new_with_free_func(part_free);
	scanner.open = g_strdup("{{");
	scanner.close = g_strdup("}}");
	template_scan(&scanner);
	if (!scanner.broken)
		template_match(&scanner);
	g_free(scanner.open);
	g_free(scanner.close);
	if (scanner.broken)
		return NULL;
	template_trim(mustache->parts);
	template_plant(mustache);
	return g_steal_pointer(&mustache);
}

void
mustache_free(struct mustache *mustache)
{
	if (!mustache)
		return;
	g_ptr_array_unref(mustache->parts);
	g_free(mustache->name);
	g_free(mustache);
}

/* Complaints: kept in order, folded by severity, kind, source and column, and printed with the line they point at. */
#include "base/complaint.h"

#include <string.h>

#define SHOWN_BEFORE 60 /* columns of a long line shown before and after the caret */
#define SHOWN_AFTER 40

struct complaints {
	GArray *list; /* struct complaint, strings owned */
	GHashTable *first; /* key of fold_key → index + 1 */
};

static void complaint_clear(void *pointer)
{
	struct complaint *complaint = pointer;
	g_free((char *)complaint->expected);
	g_free((char *)complaint->found);
	g_free((char *)complaint->column);
	g_free((char *)complaint->message);
	g_free((char *)complaint->discreet);
	g_free((char *)complaint->hint);
	g_free(complaint->shown.text);
}

struct complaints *complaints_new(void)
{
	struct complaints *complaints = g_new0(struct complaints, 1);
	complaints->list = g_array_new(FALSE, FALSE, sizeof(struct complaint));
	g_array_set_clear_func(complaints->list, complaint_clear);
	complaints->first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return complaints;
}

void complaints_free(struct complaints *complaints)
{
	if (!complaints)
		return;
	g_array_unref(complaints->list);
	g_hash_table_unref(complaints->first);
	g_free(complaints);
}

static char *fold_key(const struct complaint *complaint)
{
	return g_strdup_printf("%d %p %s %s", complaint->severity, (const void *)complaint->at.source, complaint->kind,
	                       complaint->column ? complaint->column : "");
}

/* Folds into the first of its like; FALSE when there is none, which `complaint` then becomes. */
static gboolean complaints_fold(struct complaints *complaints, const struct complaint *complaint)
{
	char *key = fold_key(complaint);
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(complaints->first, key));
	if (index == 0) {
		g_hash_table_insert(complaints->first, key, GUINT_TO_POINTER(complaints->list->len + 1));
		return FALSE;
	}
	g_free(key);
	g_array_index(complaints->list, struct complaint, index - 1).folded += 1 + complaint->folded;
	return TRUE;
}

void complaints_add(struct complaints *complaints, const struct complaint *complaint)
{
	if (complaints_fold(complaints, complaint))
		return;
	struct complaint copy = *complaint;
	copy.expected = g_strdup(complaint->expected);
	copy.found = g_strdup(complaint->found);
	copy.column = g_strdup(complaint->column);
	copy.message = g_strdup(complaint->message);
	copy.discreet = g_strdup(complaint->discreet);
	copy.hint = g_strdup(complaint->hint);
	copy.shown = (struct located){ 0 };
	g_array_append_val(complaints->list, copy);
}

const char *complaint_in_public(const struct complaint *complaint)
{
	return complaint->discreet ? complaint->discreet : complaint->message;
}

void complain(struct complaints *complaints, enum severity severity, struct place place, const char *kind,
              const char *hint, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	struct complaint complaint = { .severity = severity, .at = place, .kind = kind, .hint = hint, .message = message };
	complaints_add(complaints, &complaint);
}

static gboolean index_is_past(gpointer key, gpointer index, gpointer first)
{
	(void)key;
	return GPOINTER_TO_UINT(index) > GPOINTER_TO_UINT(first);
}

void complaints_split(struct complaints *from, guint first, struct complaints *into)
{
	for (guint i = first; i < from->list->len; i++) {
		struct complaint *complaint = &g_array_index(from->list, struct complaint, i);
		if (complaints_fold(into, complaint))
			continue;
		g_array_append_val(into->list, *complaint);
		memset(complaint, 0, sizeof *complaint); /* its strings have moved */
	}
	g_array_set_size(from->list, first);
	g_hash_table_foreach_remove(from->first, index_is_past, GUINT_TO_POINTER(first));
}

void complaints_join(struct complaints *into, struct complaints *from)
{
	complaints_split(from, 0, into);
}

guint complaints_count(const struct complaints *complaints, enum severity at_least)
{
	guint count = 0;
	for (guint i = 0; i < complaints->list->len; i++) {
		const struct complaint *complaint = complaints_get(complaints, i);
		if (complaint->severity >= at_least)
			count += 1 + complaint->folded;
	}
	return count;
}

const struct complaint *complaints_get(const struct complaints *complaints, guint index)
{
	g_assert(index < complaints->list->len);
	return &g_array_index(complaints->list, struct complaint, index);
}

guint complaints_size(const struct complaints *complaints)
{
	return complaints->list->len;
}

/* --- the printed form */

/* Columns that a character takes on a terminal. */
static guint letter_width(gunichar letter)
{
	if (g_unichar_iszerowidth(letter))
		return 0;
	return g_unichar_iswide(letter) ? 2 : 1;
}

/* Control characters, and those that would turn the line's direction around, are shown and not obeyed. */
static gboolean is_control(gunichar letter)
{
	return g_unichar_iscntrl(letter) || (letter >= 0x202a && letter <= 0x202e) ||
	       (letter >= 0x2066 && letter <= 0x2069) || letter == 0x200e || letter == 0x200f;
}

static void append_letter(GString *out, gunichar letter)
{
	if (is_control(letter))
		g_string_append(out, "·");
	else
		g_string_append_unichar(out, letter);
}

static void append_shown(GString *out, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		append_letter(out, g_utf8_get_char(text));
}

/* The part of `line` around its character `caret` (from 0), and in `lead` the blanks that bring a mark under it. */
static void append_line(GString *out, const char *line, glong caret, GString *lead)
{
	glong length = g_utf8_strlen(line, -1), position = 0;
	glong first = MAX(0, caret - SHOWN_BEFORE), past = MIN(length, caret + SHOWN_AFTER);
	if (first > 0) {
		g_string_append(out, "…");
		g_string_append_c(lead, ' ');
	}
	const char *at = g_utf8_offset_to_pointer(line, MIN(first, length));
	for (position = first; position < past; position++, at = g_utf8_next_char(at)) {
		gunichar letter = g_utf8_get_char(at);
		append_letter(out, letter);
		for (guint i = position < caret ? is_control(letter) ? 1 : letter_width(letter) : 0; i > 0; i--)
			g_string_append_c(lead, ' ');
	}
	if (past < length)
		g_string_append(out, "…");
}

/* "path:14:22: " */
static void append_place(GString *out, const struct located *located)
{
	if (!located->at.source)
		return;
	append_shown(out, located->at.source->path);
	if (located->text)
		g_string_append_printf(out, ":%u:%u", located->line, located->column);
	g_string_append(out, ": ");
}

/* The character (from 0) at which a row's cell begins. */
static glong cell_begin(const char *text, guint column)
{
	const char *at = text;
	for (const char *tab = text; column > 1 && (tab = strchr(at, '\t')); column--)
		at = tab + 1;
	return g_utf8_pointer_to_offset(text, at);
}

static void append_quote(GString *out, const char *text, guint line, glong caret, const char *mark, const char *plain)
{
	g_autoptr(GString) lead = g_string_new(NULL);
	g_string_append_printf(out, "%5u | ", line);
	append_line(out, text, MIN(caret, g_utf8_strlen(text, -1)), lead);
	g_string_append_printf(out, "\n      | %s%s^%s\n", lead->str, mark, plain);
}

static void print_located(const struct complaint *complaint, const struct located *located, gboolean colour, GString *out)
{
	static const char *const words[] = { "note", "warning", "error" };
	const char *bold = colour ? "\033[1m" : "", *plain = colour ? "\033[0m" : "";
	const char *red = colour ? "\033[1;31m" : "";
	const char *loud = complaint->severity == SEVERITY_ERROR ? red : bold;
	const char *text = located->text;
	g_string_append(out, bold);
	append_place(out, located);
	g_string_append_printf(out, "%s%s%s:%s ", plain, loud, words[complaint->severity], plain);
	append_shown(out, complaint->message);
	g_string_append_c(out, '\n');
	if (text) {
		gboolean of_cells = complaint->at.source->of_cells;
		glong caret = of_cells ? cell_begin(text, located->column) : MIN((glong)located->column - 1, LINE_LEAD);
		append_quote(out, text, located->line, caret, loud, plain);
	}
	if (complaint->hint)
		g_string_append_printf(out, "hint: %s\n", complaint->hint);
	if (complaint->folded)
		g_string_append_printf(out, "and %u more like it\n", complaint->folded);
}

void complaint_print(const struct complaint *complaint, gboolean colour, GString *out)
{
	struct located located = { .at = complaint->at };
	if (complaint->shown.at.source) {
		print_located(complaint, &complaint->shown, colour, out);
		return;
	}
	places_locate(&located, 1, TRUE);
	print_located(complaint, &located, colour, out);
	g_free(located.text);
}

/* Places of those that have none found yet; the rest stay without a source. Caller frees. */
static struct located *places_wanted(const struct complaints *complaints)
{
	struct located *places = g_new0(struct located, complaints->list->len + 1);
	for (guint i = 0; i < complaints->list->len; i++)
		if (!complaints_get(complaints, i)->shown.at.source)
			places[i].at = complaints_get(complaints, i)->at;
	places_locate(places, complaints->list->len, TRUE);
	return places;
}

void complaints_locate(struct complaints *complaints)
{
	g_autofree struct located *places = places_wanted(complaints);
	for (guint i = 0; i < complaints->list->len; i++)
		if (places[i].at.source)
			g_array_index(complaints->list, struct complaint, i).shown = places[i];
}

void complaints_print(const struct complaints *complaints, gboolean colour, GString *out)
{
	g_autofree struct located *places = places_wanted(complaints);
	for (guint i = 0; i < complaints->list->len; i++) {
		const struct complaint *complaint = complaints_get(complaints, i);
		print_located(complaint, complaint->shown.at.source ? &complaint->shown : &places[i], colour, out);
		g_free(places[i].text);
	}
}

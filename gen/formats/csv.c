/* Rows that are written as they should are split here, in place. All others go through libcsv, which knows no places: it is fed
 * in pieces that end behind a quote, a delimiter or a line end, so a cell's begin, and whether it was quoted, are known
 * when it comes. Strict mode finds bad quotes; after the complaint the same byte is given again in lenient mode. */
#include "formats/csv.h"

#include <csv.h>
#include <string.h>

#define READ_BYTES (256 * 1024)
#define CELL_LIMIT (64u << 20)
#define NESTED_CELLS 5 /* a cell alone in its row that is itself so many cells was saved twice */
#define NESTED_LEAST 3 /* … and so was one of as many as the row before it has */
#define LENIENT (CSV_APPEND_NULL | CSV_REPALL_NL)
#define STRICT (CSV_STRICT | CSV_STRICT_FINI | LENIENT)

struct reading {
	struct csv_parser parser;
	gboolean special[256]; /* where pieces end */
	char delimiter;
	gboolean as_is; /* the text must not be changed: no splitting in place */
	gboolean blank_rows;
	const struct source *source;
	struct complaints *complaints; /* NULL: nothing is said */
	csv_visit visit;
	void *user;

	GString *text; /* of the row's cells, each with its NUL */
	GArray *cells; /* struct cell, without text until the row ends */
	gint64 offset; /* of the piece that libcsv has */
	gint64 row_begin, cell_begin; /* -1: not begun */
	guint64 line, row_line;
	gboolean line_begins; /* the byte before was a line end */
	guint64 lost; /* lines that are left out */
	gboolean after_return; /* a CR has just ended a row */
	gboolean second_return; /* another CR stands behind it: before a LF they are one end, written by a program that turned each LF into CRLF */
	gboolean stopped;
};

static void reading_init(struct reading *reading, char delimiter, csv_visit visit, void *user)
{
	memset(reading, 0, sizeof *reading);
	g_assert(csv_init(&reading->parser, STRICT) == 0);
	csv_set_delim(&reading->parser, (unsigned char)delimiter);
	reading->delimiter = delimiter;
	reading->special[(guint8)delimiter] = TRUE;
	reading->special['"'] = reading->special['\r'] = reading->special['\n'] = TRUE;
	reading->visit = visit;
	reading->user = user;
	reading->text = g_string_new(NULL);
	reading->cells = g_array_new(FALSE, FALSE, sizeof(struct cell));
	reading->row_begin = reading->cell_begin = -1;
	reading->line = 1;
}

static void reading_clear(struct reading *reading)
{
	csv_free(&reading->parser);
	g_string_free(reading->text, TRUE);
	g_array_unref(reading->cells);
}

/* --- libcsv's callbacks, and rows out */

static void on_cell(void *text, size_t length, void *user)
{
	struct reading *reading = user;
	struct cell cell = { .length = (guint)length, .quoted = reading->parser.quoted != 0, .offset = reading->cell_begin };
	if (length > 0)
		g_string_append_len(reading->text, text, (gssize)length);
	g_string_append_c(reading->text, '\0');
	g_array_append_val(reading->cells, cell);
	reading->cell_begin = -1;
}

/* Gives the row that `cells` hold, and begins the next. */
static void row_end(struct reading *reading, int end)
{
	struct csv_row row = { (const struct cell *)(void *)reading->cells->data, reading->cells->len, reading->row_line,
		               reading->row_begin, end == -1 };
	gboolean filled = reading->blank_rows;
	for (guint i = 0; i < row.count && !filled; i++)
		filled = row.cells[i].length > 0;
	if (!reading->stopped && filled)
		reading->stopped = !reading->visit(&row, reading->user);
	g_array_set_size(reading->cells, 0);
	reading->row_begin = reading->cell_begin = -1;
	reading->after_return = end == '\r';
}

/* Called for each CR and LF outside quotes, and at the end with -1. */
static void on_row(int end, void *user)
{
	struct reading *reading = user;
	struct cell *cells = (struct cell *)(void *)reading->cells->data;
	const char *text = reading->text->str;
	for (guint i = 0; i < reading->cells->len; i++) {
		cells[i].text = text;
		text += cells[i].length + 1;
	}
	row_end(reading, end);
	g_string_truncate(reading->text, 0);
}

/* --- rows written as they should, split in place */

static gboolean is_blank(char letter)
{
	return letter == ' ' || letter == '\t';
}

/* The cell that begins at `at`; returns its delimiter or line end, or NULL where there is something odd. */
static const char *plain_cell(const struct reading *reading, const char *at, const char *past, struct cell *cell)
{
	const char *end = at;
	while (end < past && !reading->special[(guint8)*end])
		end++;
	if (end == past || *end == '"')
		return NULL;
	const char *last = end;
	while (at < last && is_blank(*at))
		at++;
	while (last > at && is_blank(last[-1]))
		last--;
	*cell = (struct cell){ .text = at, .length = (guint)(last - at), .offset = at - past };
	return end;
}

static const char *quoted_cell(const struct reading *reading, const char *at, const char *past, struct cell *cell)
{
	const char *close = at;
	do
		close = memchr(close + 1, '"', (gsize)(past - close - 1));
	while (close && close + 1 < past && close[1] == '"' && ++close);
	if (!close || close + 1 == past || !reading->special[(guint8)close[1]])
		return NULL;
	*cell = (struct cell){ .text = at + 1, .length = (guint)(close - at - 1), .quoted = TRUE, .offset = at - past };
	return close + 1;
}

/* Splits the row at `text`; returns its end, or NULL when it is odd or not whole. Offsets count from `past` so far. */
static const char *split_row(struct reading *reading, const char *text, const char *past)
{
	for (const char *at = text; at < past;) {
		struct cell cell;
		const char *end = *at == '"' ? quoted_cell(reading, at, past, &cell) : plain_cell(reading, at, past, &cell);
		if (!end)
			return NULL;
		g_array_append_val(reading->cells, cell);
		if (*end != reading->delimiter)
			return reading->cells->len > 1 || cell.length > 0 || cell.quoted ? end : NULL;
		at = end + 1;
	}
	return NULL;
}

static guint count_lines(const char *text, gsize length)
{
	guint lines = 0;
	for (const char *past = text + length; (text = memchr(text, '\n', (gsize)(past - text))); text++)
		lines++;
	return lines;
}

/* Makes one of two quotes, and puts the NUL. Returns the lines that end within the cell. */
static guint finish_cell(struct cell *cell)
{
	char *text = (char *)cell->text, *past = text + cell->length;
	guint lines = cell->quoted ? count_lines(text, cell->length) : 0;
	char *from = cell->quoted ? memchr(text, '"', cell->length) : NULL, *to = from;
	while (from) {
		char *next = memchr(from + 2, '"', (gsize)(past - from - 2));
		gsize length = (gsize)((next ? next : past) - from) - 1;
		memmove(to, from + 1, length);
		to += length;
		from = next;
	}
	cell->length = (guint)((to ? to : past) - text);
	text[cell->length] = '\0';
	return lines;
}

/* Gives the row at `text` without libcsv, if it can be; returns its length, line end included, or 0. */
static gsize give_plain_row(struct reading *reading, char *text, const char *past)
{
	const char *end = reading->as_is ? NULL : split_row(reading, text, past);
	if (!end) {
		g_array_set_size(reading->cells, 0);
		return 0;
	}
	char terminator = *end;
	guint64 lines = terminator == '\n';
	for (guint i = 0; i < reading->cells->len; i++) {
		struct cell *cell = &g_array_index(reading->cells, struct cell, i);
		cell->offset += reading->offset + (past - text);
		lines += finish_cell(cell);
	}
	reading->row_begin = reading->offset;
	reading->row_line = reading->line;
	row_end(reading, terminator);
	reading->line += lines;
	reading->offset += end + 1 - text;
	return (gsize)(end + 1 - text);
}

/* --- bytes in */

/* Notes where the row and the cell begin; an empty cell stands where its delimiter stands. */
static void note_begin(struct reading *reading, const char *piece, gsize length)
{
	if (reading->row_begin < 0) {
		reading->row_begin = reading->offset;
		reading->row_line = reading->line;
	}
	gsize blanks = 0;
	while (blanks < length && (piece[blanks] == ' ' || (piece[blanks] == '\t' && !reading->special['\t'])))
		blanks++;
	if (blanks < length)
		reading->cell_begin = reading->offset + (gint64)blanks;
}

static void complain_of_quote(const struct reading *reading, gint64 offset)
{
	if (reading->complaints)
		complain(reading->complaints, SEVERITY_WARNING, (struct place){ reading->source, offset }, "csv-quote",
		         "within a quoted text a quote is written twice",
		         "a quote stands where none may, and is taken as a letter");
}

/* Strict mode has refused the first byte. In lenient mode libcsv would stay within the quotes, and swallow all up to the
 * next one, lines later: the cell goes on as one without quotes. */
static void feed_refused(struct reading *reading, const char *byte)
{
	if (csv_error(&reading->parser) != CSV_EPARSE)
		g_error("libcsv: %s", csv_strerror(csv_error(&reading->parser)));
	csv_set_opts(&reading->parser, LENIENT);
	csv_parse(&reading->parser, byte, 1, on_cell, on_row, reading);
	csv_set_opts(&reading->parser, STRICT);
	reading->parser.quoted = 0;
}

static void feed_piece(struct reading *reading, const char *piece, gsize length)
{
	gsize done = 0;
	if (reading->cell_begin < 0)
		note_begin(reading, piece, length);
	for (;;) {
		done += csv_parse(&reading->parser, piece + done, length - done, on_cell, on_row, reading);
		if (done == length)
			return;
		complain_of_quote(reading, reading->offset + (gint64)done);
		feed_refused(reading, piece + done);
		done++;
	}
}

/* Up to and including the next special byte. */
static gsize piece_length(const struct reading *reading, const char *text, const char *past)
{
	const char *end = text;
	while (end < past && !reading->special[(guint8)*end])
		end++;
	return (gsize)(end - text) + (end < past);
}

/* Is the byte the rest of the line end before it? CRLF is one, and so is CRCRLF. */
static gboolean ends_line_still(struct reading *reading, char byte)
{
	gboolean after = reading->after_return, second = reading->second_return;
	reading->after_return = reading->second_return = FALSE;
	if (after && byte == '\r' && !second)
		return reading->after_return = reading->second_return = TRUE;
	if (after && byte == '\n')
		return TRUE;
	if (second) /* the CR that was passed over has ended an empty line */
		feed_piece(reading, "\r", 1);
	reading->after_return = reading->second_return = FALSE;
	return FALSE;
}

static void feed(struct reading *reading, char *text, gsize length)
{
	const char *past = text + length;
	while (text < past && !reading->stopped) {
		gboolean still = ends_line_still(reading, *text);
		gsize done = still || reading->row_begin >= 0 ? 0 : give_plain_row(reading, text, past);
		if (done == 0) {
			done = still ? 1 : piece_length(reading, text, past);
			if (!still)
				feed_piece(reading, text, done);
			reading->line += text[done - 1] == '\n';
			reading->line_begins = text[done - 1] == '\n';
			reading->offset += (gint64)done;
		}
		text += done;
	}
}

/* FALSE when a quote was never closed; its row is then lost. */
static gboolean feed_end(struct reading *reading)
{
	if (reading->cell_begin < 0)
		reading->cell_begin = reading->offset;
	return reading->stopped || csv_fini(&reading->parser, on_cell, on_row, reading) == 0;
}

/* --- rows that were saved twice */

struct outlet {
	csv_visit visit;
	void *user;
	char delimiter;
	const struct csv_row *outer; /* that is read again */
	guint width; /* cells of the last row that has several */
	gboolean given, go_on;
};

/* Within the outer cell each quote was two, and one stood in front. */
static gint64 outer_offset(const struct cell *outer, gint64 offset)
{
	gint64 quotes = 1;
	for (gint64 i = 0; i < offset; i++)
		quotes += outer->text[i] == '"';
	return outer->offset + offset + quotes;
}

static gboolean on_doubled_row(const struct csv_row *row, void *user)
{
	struct outlet *outlet = user;
	gboolean padded = outlet->outer->count > 1;
	if (padded ? row->count < NESTED_CELLS || row->count != outlet->outer->count
	           : row->count < NESTED_CELLS && (row->count < NESTED_LEAST || row->count != outlet->width))
		return FALSE;
	for (guint i = 0; i < row->count; i++) {
		struct cell *cell = (struct cell *)&row->cells[i];
		cell->offset = outer_offset(outlet->outer->cells, cell->offset);
	}
	struct csv_row shown = { row->cells, row->count, outlet->outer->line, outlet->outer->offset, outlet->outer->unended };
	outlet->given = TRUE;
	outlet->go_on = outlet->visit(&shown, outlet->user);
	return FALSE;
}

static void read_again(struct outlet *outlet, const struct csv_row *row)
{
	struct reading inner;
	outlet->outer = row;
	reading_init(&inner, outlet->delimiter, on_doubled_row, outlet);
	inner.as_is = TRUE;
	feed(&inner, (char *)row->cells->text, row->cells->length);
	feed_end(&inner);
	reading_clear(&inner);
}

/* A cell that holds delimiters, alone in its row; a spreadsheet has filled that up with empty cells. */
static gboolean may_be_doubled(const struct outlet *outlet, const struct csv_row *row)
{
	if (!row->count || !row->cells->quoted || !memchr(row->cells->text, outlet->delimiter, row->cells->length))
		return FALSE;
	for (guint i = 1; i < row->count; i++)
		if (row->cells[i].length)
			return FALSE;
	return TRUE;
}

/* All rows go through here to the visitor. */
static gboolean on_plain_row(const struct csv_row *row, void *user)
{
	struct outlet *outlet = user;
	outlet->given = FALSE;
	if (may_be_doubled(outlet, row))
		read_again(outlet, row);
	if (row->count > 1)
		outlet->width = row->count;
	return outlet->given ? outlet->go_on : outlet->visit(row, outlet->user);
}

/* --- the head */

/* The bytes of a first line "sep=;" and of empty lines above it, or 0. Where the file was saved again, it may be quoted, or
 * have empty cells behind it, as a row. */
static gsize separator_line(const char *head, gsize length, char *delimiter)
{
	const char *past = head + length, *at = head;
	while (at < past && strchr("\r\n", *at))
		at++;
	at += at < past && *at == '"';
	if (past - at < 5 || g_ascii_strncasecmp(at, "sep=", 4) != 0)
		return 0;
	at += 4;
	at += past - at > 1 && *at == '"';
	if (!*at || strchr("\r\n\"", *at))
		return 0;
	*delimiter = *at++;
	while (at < past && (*at == '"' || *at == *delimiter || *at == ' '))
		at++;
	if (at < past && !strchr("\r\n", *at))
		return 0;
	at += at < past && *at == '\r';
	at += at < past && *at == '\n';
	return (gsize)(at - head);
}

/* How many lines of the head have the commonest number of this delimiter, squared (a list within a cell has another length
 * in each line), times that number. Quoted text is left out, unless whole rows are quoted. */
static guint delimiter_score(const char *head, gsize length, char delimiter, gboolean within_quotes)
{
	guint lines[64] = { 0 }, count = 0, best = 0;
	gboolean quoted = FALSE;
	for (gsize i = 0; i <= length; i++) {
		if (i == length || (head[i] == '\n' && !quoted)) {
			lines[MIN(count, 63)]++;
			count = 0;
		} else if (head[i] == '"') {
			quoted = !quoted && !within_quotes;
		} else if (head[i] == delimiter && !quoted) {
			count++;
		}
	}
	for (guint i = 1; i < G_N_ELEMENTS(lines); i++)
		best = MAX(best, lines[i] * lines[i] * i);
	return best;
}

char csv_delimiter(struct input *input)
{
	static const char candidates[] = { ',', ';', '\t', '|' };
	gsize length;
	const char *head = input_head(input, &length);
	char best = ',';
	guint best_score = 0;
	gsize skip = separator_line(head, length, &best);
	if (skip && delimiter_score(head + skip, length - skip, best, FALSE))
		return best; /* it does not lie: somebody may have saved the file with another */
	for (int within_quotes = 0; within_quotes <= 1 && best_score == 0; within_quotes++)
		for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
			guint score = delimiter_score(head, length, candidates[i], within_quotes);
			if (score > best_score) {
				best_score = score;
				best = candidates[i];
			}
		}
	return best_score ? best : ',';
}

/* --- reading */

static void complain_of_end(struct reading *reading, const char *kind, const char *what)
{
	guint64 last = MAX(reading->row_line, reading->line - reading->line_begins);
	g_autofree char *lines = reading->row_line == last
	                               ? g_strdup_printf("line %" G_GUINT64_FORMAT " is", last)
	                               : g_strdup_printf("lines %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT " are", reading->row_line, last);
	reading->lost = last - reading->row_line + 1;
	complain(reading->complaints, SEVERITY_ERROR, (struct place){ reading->source, reading->cell_begin }, kind,
	         "close the quote, or download the file again", "%s; %s left out", what, lines);
}

static gboolean read_all(struct reading *reading, struct input *input, gsize skip, GError **error)
{
	g_autofree char *buffer = g_malloc(READ_BYTES);
	gssize got;
	while (!reading->stopped && (got = input_read(input, buffer, READ_BYTES, error)) != 0) {
		if (got < 0)
			return FALSE;
		gsize head = MIN(skip, (gsize)got);
		skip -= head;
		feed(reading, buffer + head, (gsize)got - head);
		if (reading->parser.entry_pos > CELL_LIMIT) {
			complain_of_end(reading, "csv-cell-size", "a cell is larger than 64 MiB");
			return TRUE;
		}
	}
	if (!feed_end(reading))
		complain_of_end(reading, "csv-open-quote", "the quote that opens here is never closed");
	return TRUE;
}

/* Sets up the reading of an input whose rows go to the outlet; gives the bytes of a "sep=" line. */
static gsize reading_begin(struct reading *reading, struct input *input, const struct csv_options *options, struct outlet *outlet)
{
	gsize length;
	char declared = ',';
	const char *head = input_head(input, &length);
	gsize skip = separator_line(head, length, &declared);
	outlet->delimiter = options->delimiter ? options->delimiter : csv_delimiter(input);
	reading_init(reading, outlet->delimiter, on_plain_row, outlet);
	reading->source = input_source(input);
	reading->blank_rows = options->blank_rows;
	reading->offset = (gint64)skip;
	reading->line = skip ? 2 : 1;
	return skip;
}

/* A header of two thousand columns is longer than the head: where that ends within quotes, the last whole cell before them is its end. */
static gsize whole_cells(const struct reading *reading, const char *head, gsize length)
{
	gboolean quoted = FALSE;
	gsize end = length;
	for (gsize i = 0; i < length; i++)
		if (head[i] == '"')
			quoted = !quoted;
		else if (!quoted && (head[i] == reading->delimiter || head[i] == '\n'))
			end = i;
	return quoted ? end : length;
}

void csv_head(struct input *input, const struct csv_options *options, csv_visit visit, void *user)
{
	struct outlet outlet = { .visit = visit, .user = user };
	struct reading reading;
	gsize skip = reading_begin(&reading, input, options, &outlet), length;
	const char *head = input_head(input, &length);
	reading.as_is = TRUE;
	feed(&reading, (char *)head + skip, whole_cells(&reading, head + skip, length - skip));
	feed_end(&reading);
	reading_clear(&reading);
}

gboolean csv_read(struct input *input, const struct csv_options *options, struct complaints *complaints, csv_visit visit,
                  void *user, guint64 *lost, GError **error)
{
	struct outlet outlet = { .visit = visit, .user = user };
	struct reading reading;
	gsize skip = reading_begin(&reading, input, options, &outlet);
	reading.complaints = complaints;
	gboolean read = read_all(&reading, input, skip, error);
	if (lost)
		*lost = reading.lost;
	reading_clear(&reading);
	return read;
}

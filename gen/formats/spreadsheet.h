/* Spreadsheets: .xlsx (Excel 2007 on) and .xls (Excel 5 to 2003), a sheet at a time, as the rows that a CSV would give
 * (formats/csv.h). Cells hold what a CSV saved from the sheet would hold, but for dates, which are always ISO:
 *   numbers     the shortest text that means the same; whole ones of 16 digits and more as 1.2E+17, since the last digits are gone
 *   per cent    "3.39%" where the cell shows per cent
 *   dates       "2026-05-13", "2026-05-13 18:19:10", "18:19:10", and "26:03:04" for hours that are counted on
 *   others      TRUE, FALSE, "#DIV/0!" (a formula's last result); text as written
 * Of merged cells the first has the text. */
#ifndef FORMATS_SPREADSHEET_H
#define FORMATS_SPREADSHEET_H

#include "formats/csv.h"

struct workbook;

/* Do the bytes look like an office file? (Files called .xls that are really CSV or HTML do not.) */
gboolean input_is_office(struct input *);
/* Reads up the input. NULL and a complaint for what is encrypted, damaged or no workbook; NULL and error when the disk
 * fails. */
struct workbook *workbook_open(struct input *, struct complaints *, GError **);
void workbook_free(struct workbook *);
AUTO_DEFINE(workbook)

/* "xlsx" or "xls". */
const char *workbook_format(const struct workbook *);
/* Sheets with cells, in the workbook's order; charts and macros are none. */
guint workbook_sheets(const struct workbook *);
const char *sheet_name(const struct workbook *, guint sheet);
/* For complaints: "exports/li.xls!All posts". An offset into it means a row and a cell: its line is the row, its column
 * the cell's number. Lives as long as the run. */
const struct source *sheet_source(const struct workbook *, guint sheet);

/* Reads a sheet, streamed; again as often as wanted. Rows end with their last filled cell. Empty cells are not quoted,
 * text is, numbers are not. With `blank_rows` a run of empty rows is one call with count 0. What is damaged is a
 * complaint, and the rows before it are given. */
void sheet_read(struct workbook *, guint sheet, gboolean blank_rows, struct complaints *, csv_visit, void *user);

#endif

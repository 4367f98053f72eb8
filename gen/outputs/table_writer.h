/* A CSV file (RFC 4180), cell by cell, that no spreadsheet takes for a program. */
#ifndef OUTPUTS_TABLE_WRITER_H
#define OUTPUTS_TABLE_WRITER_H

#include <glib.h>

/* Text that would begin a formula (=, +, -, @, their full-width forms, TAB or CR) gets a quote sign before it: a spreadsheet then
 * shows it as text. NULL is an empty cell. */
void table_text(GString *out, const char *text);
/* A number as it is; not finite: an empty cell. */
void table_number(GString *out, double number);
void table_end_row(GString *out);

#endif

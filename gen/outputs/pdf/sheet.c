/* Reads the print grid from the tokens. */
#include "outputs/pdf/sheet.h"

static double paper_number(const struct theme *theme, const char *paper, const char *name)
{
	g_autofree char *path = g_strdup_printf("page.%s.%s", paper, name);
	return theme_number(theme, path);
}

struct sheet sheet_of(const struct theme *theme, const char *paper)
{
	const char *name = g_strcmp0(paper, "letter") == 0 ? "letter" : "a4";
	struct sheet sheet = {
		.width = paper_number(theme, name, "width"),
		.height = paper_number(theme, name, "height"),
		.left = paper_number(theme, name, "margin.left"),
		.top = paper_number(theme, name, "margin.top"),
		.bottom = paper_number(theme, name, "margin.bottom"),
		.column = theme_number(theme, "page.column"),
		.spine = theme_number(theme, "page.spine"),
		.wall = theme_number(theme, "page.wall"),
	};
	sheet.measure = 2 * sheet.column + sheet.spine;
	return sheet;
}

double sheet_column(const struct sheet *sheet, int column)
{
	return sheet->left + column * (sheet->column + sheet->spine);
}

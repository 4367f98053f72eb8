/* Tables, figures.json and the manifest: every number with its state, no formulas, hashes that are true. */
#include "outputs/output.h"

#include <string.h>

#include "formats/json.h"
#include "larkfield.h"
#include "outputs/table_writer.h"

extern const struct output output_data, output_manifest;

struct written {
	char *out;
	struct project *project;
	struct theme *theme;
	struct complaints *complaints;
};

static struct tree *
parse_file(const char *out, const char *name)
{
	g_autofree char *path = g_build_filename(out, "2026-10", name, NULL), *text = NULL;
	AUTO(complaints) complaints = complaints_new();
	gsize length;

	g_assert_true(g_file_get_contents(path, &text, &length, NULL));
	AUTO(input) input = input_of_bytes(name, text, length);
	struct tree *tree = json_parse(input, complaints);
	g_assert_nonnull(tree);
	return tree;
}

static char *
read_file(const char *out, const char *name)
{
	g_autofree char *path = g_build_filename(out, "2026-10", name, NULL);
	char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	return text;
}

static struct figure *
figure_of_states(void)
{
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	struct period october = period_month(2026, 10, zone);
	struct figure *figure = figure_new(&LARKFIELD_FIRST_REPLY, &october);
	struct value values[] = {value_estimate(4.25, 3.1, 6, 214), value_count(0), value_none(STATE_TOO_FEW, NULL),
	                         value_none(STATE_NO_DATA, "not reported by Forum, \"yet\""), value_estimate(72, 72, NAN, 40)};

	values[4].state = STATE_NOT_REACHED;
	figure_add_key(figure, "period", "Month", KEY_PERIOD);
	figure_add_key(figure, "scope", "Scope", KEY_WORD);
	figure_add_value(figure, "hours", "Hours", UNIT_HOURS);
	for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
		struct figure_row *row = figure_add_row(figure);
		figure_set_period(figure, row, 0, &october);
		figure_set_word(figure, row, 1, i == 0 ? "=cmd|' /C calc'!A0" : i == 1 ? "-2+3" : "forum");
		row->values[0] = values[i];
		row->values[0].reason = values[i].reason ? figure_word(figure, values[i].reason) : NULL;
	}
	return figure;
}

static struct written
write_edition(GPtrArray *figures, GPtrArray *selections)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) zone = zone_open("Europe/London");
	g_autoptr(GPtrArray) inputs = g_ptr_array_new();
	struct edition_input input = {(char *)"exports/forum.json", (char *)"00ff", (char *)"discourse", NULL};
	struct written written = {.out = g_dir_make_tmp("tidings-XXXXXX", NULL), .complaints = complaints_new()};
	AUTO(publication) publication = publication_open(written.out, "2026-10", &error);

	g_assert_no_error(error);
	written.project = project_new(written.out);
	written.project->name = g_strdup("Larkfield Cycle Co-operative");
	written.theme = theme_load("default", NULL, written.complaints, &error);
	g_assert_no_error(error);
	g_ptr_array_add(inputs, &input);
	struct edition edition = {.period = period_month(2026, 10, zone), .id = (char *)"2026-10", .figures = figures, .selections = selections,
	                          .inputs = inputs, .made_at = 1793700000};
	struct output_request request = {&edition, written.project, written.theme, written.complaints};
	g_assert_true(output_data.write(&request, publication, &error));
	g_assert_true(output_manifest.write(&request, publication, &error));
	g_assert_true(publication_swap(publication, &error));
	return written;
}

static void
written_clear(struct written *written)
{
	project_free(written->project);
	theme_free(written->theme);
	complaints_free(written->complaints);
	g_free(written->out);
}

static void
check_table(void)
{
	g_autoptr(GPtrArray) figures = g_ptr_array_new();
	g_autoptr(GPtrArray) selections = g_ptr_array_new();
	AUTO(figure) figure = figure_of_states();

	g_ptr_array_add(figures, figure);
	struct written written = write_edition(figures, selections);
	g_autofree char *table = read_file(written.out, "data/c_ttfr_median.csv");
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	g_assert_cmpstr(lines[0], ==, "period,scope,hours,hours_lo,hours_hi,hours_bound,hours_n,hours_state,hours_reason");
	g_assert_cmpstr(lines[1], ==, "2026-10,'=cmd|' /C calc'!A0,4.25,3.1,6,\"\",214,ok,\"\"");
	g_assert_cmpstr(lines[2], ==, "2026-10,'-2+3,0,\"\",\"\",\"\",0,ok,\"\"");
	g_assert_cmpstr(lines[3], ==, "2026-10,forum,\"\",\"\",\"\",\"\",\"\",too_few,\"\"");
	g_assert_cmpstr(lines[4], ==, "2026-10,forum,\"\",\"\",\"\",\"\",\"\",no_data,\"not reported by Forum, \"\"yet\"\"\"");
	g_assert_true(g_str_has_prefix(lines[5], "2026-10,forum,\"\","));
	g_assert_nonnull(strstr(lines[5], ",72,40,not_reached,"));
	written_clear(&written);
}

static void
check_json(void)
{
	g_autoptr(GPtrArray) figures = g_ptr_array_new();
	g_autoptr(GPtrArray) selections = g_ptr_array_new();
	AUTO(figure) figure = figure_of_states();

	g_ptr_array_add(figures, figure);
	struct written written = write_edition(figures, selections);
	AUTO(tree) tree = parse_file(written.out, "figures.json");
	g_assert_cmpstr(tree_text(tree, "edition"), ==, "2026-10");
	g_assert_cmpstr(tree_text(tree, "figures.0.name"), ==, "c_ttfr_median");
	g_assert_cmpstr(tree_text(tree, "figures.0.discipline"), ==, "community");
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.0.values.hours.value"), ==, "4.25");
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.1.values.hours.value"), ==, "0");
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.2.values.hours.value"), ==, NULL);
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.2.values.hours.state"), ==, "too_few");
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.3.values.hours.reason"), ==, "not reported by Forum, \"yet\"");
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.4.values.hours.value"), ==, NULL);
	g_assert_cmpstr(tree_text(tree, "figures.0.rows.4.values.hours.bound"), ==, "72");
	written_clear(&written);
}

static void
check_selection(void)
{
	g_autoptr(GPtrArray) figures = g_ptr_array_new();
	g_autoptr(GPtrArray) selections = g_ptr_array_new();
	AUTO(selection) selection = selection_new("unanswered", "Questions you could answer", "longest waiting first");
	struct selection_item *item = selection_add(selection, ITEM_THREAD);

	item->id = selection_word(selection, "811");
	item->title = selection_word(selection, "@SUM(A1)\nsecond line");
	item->quote = selection_word(selection, "the very words of a member");
	item->at = 1792000000;
	item->number = 9;
	item->z = NAN;
	g_ptr_array_add(selections, selection);
	struct written written = write_edition(figures, selections);
	g_autofree char *table = read_file(written.out, "data/selection-unanswered.csv");
	g_assert_cmpstr(table, ==,
	                "kind,id,title,url,space,reason,at,number,strength\n"
	                "thread,811,\"'@SUM(A1)\nsecond line\",\"\",\"\",\"\",2026-10-14T17:46:40Z,9,\"\"\n");
	written_clear(&written);
}

static void
check_manifest(void)
{
	g_autoptr(GPtrArray) figures = g_ptr_array_new();
	g_autoptr(GPtrArray) selections = g_ptr_array_new();
	AUTO(figure) figure = figure_of_states();

	g_ptr_array_add(figures, figure);
	struct written written = write_edition(figures, selections);
	AUTO(tree) manifest = parse_file(written.out, "manifest.json");
	g_autofree char *table = read_file(written.out, "data/c_ttfr_median.csv"), *sha256 = sha256_hex(table, strlen(table));
	g_assert_cmpstr(tree_text(manifest, "made_at"), ==, "2026-11-03T10:00:00Z");
	g_assert_cmpstr(tree_text(manifest, "first_day"), ==, "2026-10-01");
	g_assert_cmpstr(tree_text(manifest, "inputs.0.path"), ==, "exports/forum.json");
	g_assert_cmpstr(tree_text(manifest, "outputs.0.path"), ==, "data/c_ttfr_median.csv");
	g_assert_cmpstr(tree_text(manifest, "outputs.0.sha256"), ==, sha256);
	g_assert_cmpstr(tree_text(manifest, "outputs.1.path"), ==, "figures.json");
	g_assert_cmpstr(tree_text(manifest, "definitions.0.name"), ==, "c_ttfr_median");
	g_assert_cmpuint(strlen(tree_text(manifest, "fonts.0.sha256")), ==, 64);
	g_assert_nonnull(tree_text(manifest, "libraries.cairo"));
	g_assert_null(strchr(tree_text(manifest, "fonts.0.file"), '/'));
	written_clear(&written);
}

static void
check_cells(void)
{
	static const struct { const char *text, *cell; } cells[] = {
		{"plain", "plain"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@a", "'@a"}, {"\t=1", "'\t=1"}, {"\r=1", "\"'\r=1\""},
		{"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""}, {"\xef\xbc\x9d" "1", "'\xef\xbc\x9d" "1"}, {"a=1", "a=1"}, {"", "\"\""}, {NULL, "\"\""},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cells); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		table_text(out, cells[i].text);
		g_assert_cmpstr(out->str, ==, cells[i].cell);
	}
	g_autoptr(GString) row = g_string_new(NULL);
	table_number(row, -0.5);
	table_number(row, NAN);
	table_text(row, NULL);
	table_end_row(row);
	g_assert_cmpstr(row->str, ==, "-0.5,\"\",\"\"\n");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/data/table", check_table);
	g_test_add_func("/data/json", check_json);
	g_test_add_func("/data/selection", check_selection);
	g_test_add_func("/data/manifest", check_manifest);
	g_test_add_func("/data/cells", check_cells);
	return g_test_run();
}

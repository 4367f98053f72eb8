/* Which description fits: by content, the most specific, and what happens when two fit alike. */
#include "platforms/recognise.h"

#include <string.h>

static struct descriptions *set_of(const char *const *pairs)
{
	AUTO(complaints) complaints = complaints_new();
	struct descriptions *set = descriptions_new();

	for (; *pairs; pairs += 3) {
		g_autofree char *yaml = g_strdup_printf("title: T\nplatform: p\ncontainer: %s\nrecognise: %s\n%signored: yes\n", pairs[1], pairs[2],
		                                        strcmp(pairs[1], "csv") && strcmp(pairs[1], "spreadsheet") ? "each: '[]'\n" : "");
		g_assert_true(descriptions_add(set, pairs[0], yaml, complaints));
	}
	return set;
}

static struct recognition look(const struct descriptions *set, const char *path, const char *text)
{
	AUTO(recogniser) recogniser = recogniser_new(set);
	AUTO(input) input = input_of_bytes(path, text, strlen(text));

	return recognise(recogniser, input);
}

static const char *found(const struct descriptions *set, const char *path, const char *text)
{
	struct recognition recognition = look(set, path, text);

	return recognition.description && !recognition.rival ? recognition.description->id : NULL;
}

static void by_columns(void)
{
	const char *pairs[] = {"small.yaml", "csv", "{ columns: [Date, Views] }", "large.yaml", "csv", "{ columns: [Date, Views, [Likes, Gostaram]] }",
	                       "not.yaml", "csv", "{ columns: [Date, Clicks], without: [Cost] }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "a.csv", "date;VIEWS\n1;2\n"), ==, "small");
	g_assert_cmpstr(found(set, "a.csv", "Likes,Date,Views,More\n"), ==, "large"); /* the more specific */
	g_assert_cmpstr(found(set, "a.csv", "A sentence about these data.,,\nDate,Views,Gostaram\n"), ==, "large");
	g_assert_cmpstr(found(set, "a.csv", "\xef\xbb\xbfVi\xc2\xad" "ews,Da\xc2\xadte\n"), ==, "small"); /* soft hyphens */
	g_assert_cmpstr(found(set, "a.csv", "Date,Clicks\n"), ==, "not");
	g_assert_null(found(set, "a.csv", "Date,Clicks,Cost\n"));
	g_assert_null(found(set, "a.csv", ""));
}

static void by_a_column_with_a_star(void)
{
	const char *pairs[] = {"spent.yaml", "csv", "{ columns: [Day, Amount spent (*)] }", "compared.yaml", "csv", "{ columns: [Day, '** - ** Clicks'], without: [Day *] }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "a.csv", "Day,AMOUNT SPENT (AUD)\n"), ==, "spent"); /* whichever currency */
	g_assert_cmpstr(found(set, "a.csv", "8/1/26 - 8/30/26 Clicks,Day\n"), ==, "compared");
	g_assert_null(found(set, "a.csv", "8/1/26 - 8/30/26 Clicks,Day,Day part\n"));
	g_assert_null(found(set, "a.csv", "Day,Amount spent\n"));
}

static void by_first_line_and_path(void)
{
	const char *pairs[] = {"block.yaml", "csv", "{ first_line: '^# -{4,}' }", "titled.yaml", "csv", "{ first_line: '^sep=', columns: [Date, Primary] }",
	                       "totals.yaml", "csv", "{ path: [Totals.csv, '*.zip/*'], columns: [Date, Views] }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "any.csv", "# --------\n# Report\nCity,Users\n"), ==, "block");
	g_assert_cmpstr(found(set, "any.csv", "sep=,\n\"Reach\"\n\"Date\",\"Primary\"\n"), ==, "titled");
	g_assert_cmpstr(found(set, "exports/yt/Totals.csv", "Date,Views\n"), ==, "totals");
	g_assert_cmpstr(found(set, "exports/yt.zip/Gesamt.csv", "Date,Views\n"), ==, "totals");
	g_assert_null(found(set, "other.csv", "Date,Views\n"));
}

/* Two bare columns are a series; with a third they are something else. */
static void by_width(void)
{
	const char *pairs[] = {"totals.yaml", "csv", "{ columns: [Date, Views], width: 2 }", "chart.yaml", "csv", "{ columns: [Date, Views], width: 3 }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "a.csv", "Date,Views\n2026-10-01,3\n"), ==, "totals");
	g_assert_cmpstr(found(set, "a.csv", "Date,Views,,\n"), ==, "totals"); /* empty cells are no columns */
	g_assert_cmpstr(found(set, "a.csv", "Date,Somewhere,Views\n"), ==, "chart");
	g_assert_null(found(set, "a.csv", "Date,Somewhere,Else,Views\n"));
}

/* What stands around an empty list tells what it is; where nothing does, it may be one thing or another. */
static void by_what_stands_around(void)
{
	const char *pairs[] = {"channel.yaml", "json", "{ keys: [/channel.id, '/messages[].id', '/messages[].text'] }",
	                       "page.yaml", "json", "{ keys: ['/messages[].id', '/messages[].ts'] }",
	                       "list.yaml", "json", "{ keys: [/ok, '/messages[].ts'], without_keys: ['/messages[].rid'] }",
	                       "rows.yaml", "xml", "{ root: rows, keys: [row.Id] }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "a.json", "{\"messages\":[],\"channel\":{\"id\":\"1\",\"roles\":[]}}"), ==, "channel");
	g_assert_cmpstr(found(set, "a.json", "{\"ok\":true,\"messages\":[ ]}"), ==, "list");
	g_assert_null(found(set, "a.json", "{\"ok\":true,\"messages\":[\"a\"]}"));
	g_assert_null(found(set, "a.json", "{\"ok\":true,\"posts\":[]}"));
	g_assert_null(found(set, "a.json", "{\"messages\":[]}"));
	g_assert_true(look(set, "a.json", "{\"messages\":[]}").hollow);
	g_assert_false(look(set, "a.json", "{\"posts\":[]}").hollow);
	g_assert_true(look(set, "a.json", "{\"ok\":true,\"channel\":{\"id\":1},\"messages\":[]}").hollow);
	g_assert_cmpstr(found(set, "a.xml", "<?xml version=\"1.0\"?>\n<rows>\n</rows>"), ==, "rows");
	g_assert_null(found(set, "a.xml", "<rows><cell Id=\"1\"/></rows>"));
}

static void by_keys(void)
{
	const char *pairs[] = {"day.yaml", "json", "{ path: '*/*-*-*.json', keys: [ts, type] }", "users.yaml", "json", "{ keys: [id, profile.email] }",
	                       "whole.yaml", "json", "{ keys: [/guild.id, /messages] }", NULL};
	AUTO(descriptions) set = set_of(pairs);

	g_assert_cmpstr(found(set, "general/2026-10-01.json", "[{\"type\":\"message\",\"ts\":\"1.2\"}]"), ==, "day");
	g_assert_null(found(set, "general/notes.json", "[{\"type\":\"message\",\"ts\":\"1.2\"}]"));
	g_assert_cmpstr(found(set, "u.json", "[{\"id\":1},{\"profile\":{\"email\":\"x\"}}]"), ==, "users"); /* keys of several items */
	g_assert_cmpstr(found(set, "d.json", "{\"guild\":{\"id\":\"1\"},\"messages\":[{\"content\":\"cut off in the mid"), ==, "whole");
	g_assert_null(found(set, "d.json", "{\"messages\":[]}"));
}

static void by_root(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();

	g_assert_true(descriptions_add(set, "posts.yaml", "title: T\nplatform: p\ncontainer: xml\nrecognise: { root: posts, keys: [Id, PostTypeId] }\neach: row\nignored: yes\n", complaints));
	g_assert_cmpstr(found(set, "Posts.xml", "\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<posts>\r\n  <row Id=\"1\" PostTypeId=\"1\" />"), ==, "posts");
	g_assert_null(found(set, "Posts.xml", "<users><row Id=\"1\" PostTypeId=\"1\" /></users>"));
}

static void a_tie_is_nobody(void)
{
	const char *pairs[] = {"a.yaml", "csv", "{ columns: [Date, Views] }", "b.yaml", "csv", "{ columns: [Date, Likes] }", NULL};
	AUTO(descriptions) set = set_of(pairs);
	struct recognition recognition = look(set, "a.csv", "Date,Views,Likes\n");

	g_assert_nonnull(recognition.description);
	g_assert_nonnull(recognition.rival);
	g_assert_true(recognition.rival != recognition.description);
}

static void one_column_short(void)
{
	const char *pairs[] = {"a.yaml", "csv", "{ columns: [Date, [Post link, Link], Views] }", "b.yaml", "csv", "{ columns: [Date, Clicks], without: [Cost] }", NULL};
	AUTO(descriptions) set = set_of(pairs);
	struct recognition near = look(set, "a.csv", "A sentence\nDate,Views,More\n"), far = look(set, "a.csv", "Date,More\n");

	g_assert_null(near.description);
	g_assert_cmpstr(near.near->id, ==, "a");
	g_assert_cmpstr(near.lacking, ==, "post link");
	g_assert_null(far.near); /* one of two says nothing */
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/recognise/columns", by_columns);
	g_test_add_func("/recognise/star", by_a_column_with_a_star);
	g_test_add_func("/recognise/first-line-and-path", by_first_line_and_path);
	g_test_add_func("/recognise/width", by_width);
	g_test_add_func("/recognise/keys", by_keys);
	g_test_add_func("/recognise/empty", by_what_stands_around);
	g_test_add_func("/recognise/root", by_root);
	g_test_add_func("/recognise/tie", a_tie_is_nobody);
	g_test_add_func("/recognise/one-column-short", one_column_short);
	return g_test_run();
}

/* The first description of unknown files: it compiles without complaint and reads the file that it was made of. */
#include "platforms/starter.h"
#include "reading.h"

/* Makes a description of `text`, adds it to an empty set and reads the same file with it. */
static char *round_trip(struct scene *scene, const char *name, const char *text)
{
	AUTO(input) input = input_of_bytes(name, text, strlen(text));
	char *yaml = starter_description(input, NULL, scene->complaints);
	AUTO(descriptions) descriptions = descriptions_new();
	GString *records = g_string_new(NULL), *said = g_string_new(NULL);

	g_assert_nonnull(yaml);
	g_test_message("%s", yaml);
	gboolean added = descriptions_add(descriptions, "unknown.yaml", yaml, scene->complaints);
	scene_write(scene, name, text);
	scene->collection = path_read(scene->folder, "in", NULL, descriptions, scene->complaints, NULL);
	dump_records(scene->collection->records, FALSE, records);
	complaints_print(scene->complaints, FALSE, said);
	scene->records = g_string_free(records, FALSE);
	scene->said = g_string_free(said, FALSE);
	g_assert_cmpstr(scene->said, ==, "");
	g_assert_true(added);
	return yaml;
}

static guint made(const struct scene *scene, enum record_kind kind)
{
	return records_count(scene->collection->records, kind);
}

static void table_of_days(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "days.csv",
	                                   "Rides report\nDay;New followers;Rate;Owner's note;#\n31.10.2026;12;3,5 %;calm;1\n01.11.2026;-;2,5 %;;2\n02.11.2026;7;4 %;windy;3\n");

	g_assert_cmpuint(made(scene, KIND_account_day), ==, 5); /* two measures of three days, of which one is missing */
	g_assert_true(has_record(scene, "account_day platform=days account=days span_start=2026-10-31 span_end=2026-10-31 measure=followers_gained"));
	g_assert_nonnull(strstr(scene->records, "value=0.035"));
	g_assert_nonnull(strstr(yaml, "#   Owner's note: word -- not placed\n"));
	g_assert_null(strstr(yaml, "windy"));
}

static void table_of_messages(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "talk.csv",
	                                   "When,Who,Room,Words\n2026-10-31 18:05,Ada,general,\"Does anybody ride on Thursday evening, too?\"\n"
	                                   "2026-10-31 18:09,Brin,general,\"Yes, we meet in front of the workshop\"\n");

	g_assert_cmpuint(made(scene, KIND_message), ==, 2);
	g_assert_nonnull(strstr(scene->records, "created_at=2026-10-31T18:05:00Z"));
	g_assert_nonnull(strstr(yaml, "hashed: yes"));
}

/* Every line ends with a delimiter, the header's too. */
static void table_with_a_last_delimiter(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "room.csv",
	                                   "Author;Date;Content;Attachments;\n\"Wren#0001\";\"02-Mar-20 09:15 AM\";\"Who rides, on Sunday evening?\";\"\";\n"
	                                   "\"Tam#0002\";\"02-Mar-20 09:20 PM\";\"Me; and Ida, if it is dry then\";\"\";\n");

	g_assert_cmpuint(made(scene, KIND_message), ==, 2);
	g_assert_nonnull(strstr(scene->records, "created_at=2020-03-02T21:20:00Z"));
}

static void document_of_messages(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "talk.json",
	                                   "{\"room\": \"rides\", \"log\": {\"entries\": [\n"
	                                   "{\"id\": \"m1\", \"user\": {\"name\": \"ada\"}, \"sent\": \"2026-10-31T18:05:00Z\", \"body\": \"Does anybody ride on Thursday evening?\"},\n"
	                                   "{\"id\": \"m2\", \"user\": {\"name\": \"brin\"}, \"sent\": \"2026-10-31T18:09:00Z\", \"body\": \"Yes, in front of the workshop\"}]}}\n");

	g_assert_nonnull(strstr(yaml, "each: 'log.entries[]'\n"));
	g_assert_cmpuint(made(scene, KIND_message), ==, 2);
	g_assert_true(has_record(scene, "message platform=talk message_id=m2 account=brin"));
}

static void lines_of_posts(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "posts.ndjson",
	                                   "{\"post_id\": \"901\", \"day\": \"2026-10-30\", \"url\": \"https://example.org/901\", \"likes\": 4, \"views\": 40}\n"
	                                   "{\"post_id\": \"902\", \"day\": \"2026-10-31\", \"url\": \"https://example.org/902\", \"likes\": 0, \"views\": 31}\n");

	g_assert_cmpuint(made(scene, KIND_post), ==, 2);
	g_assert_cmpuint(made(scene, KIND_post_metric), ==, 2);
	g_assert_nonnull(strstr(scene->records, "impressions=31 reactions=0"));
	g_assert_nonnull(strstr(yaml, "each: ''\n"));
}

static void elements_of_days(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "days.xml", "<report><day date=\"2026-10-30\" reach=\"12\"/><day date=\"2026-10-31\" reach=\"15\"/></report>\n");

	g_assert_cmpuint(made(scene, KIND_account_day), ==, 2);
	g_assert_nonnull(strstr(yaml, "each: 'day'\nrecognise: { root: 'report' }\n"));
}

/* What gives no record is still a description: its columns are named, and nothing is made up. */
static void table_without_days(void)
{
	AUTO(scene) scene = scene_new();
	g_autofree char *yaml = round_trip(scene, "stock.csv", "Colour,Bells\nred,3\nblue,4\n");

	g_assert_nonnull(strstr(yaml, "ignored: yes"));
	g_assert_cmpuint(made(scene, KIND_account_day), ==, 0);
}

static void no_rows(void)
{
	static const char *const TEXTS[] = { "", "just a sentence\n", "[1, 2]", "{}" };

	for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
		AUTO(complaints) complaints = complaints_new();
		AUTO(input) input = input_of_bytes("x", TEXTS[i], strlen(TEXTS[i]));
		g_autofree char *yaml = starter_description(input, NULL, complaints);
		g_assert_null(yaml);
		g_assert_cmpuint(complaints_count(complaints, SEVERITY_ERROR), ==, 1);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/starter/table-of-days", table_of_days);
	g_test_add_func("/starter/table-of-messages", table_of_messages);
	g_test_add_func("/starter/last-delimiter", table_with_a_last_delimiter);
	g_test_add_func("/starter/document-of-messages", document_of_messages);
	g_test_add_func("/starter/lines-of-posts", lines_of_posts);
	g_test_add_func("/starter/elements-of-days", elements_of_days);
	g_test_add_func("/starter/table-without-days", table_without_days);
	g_test_add_func("/starter/no-rows", no_rows);
	return g_test_run();
}

/* Many files, one set: captures, erasures, people, bots, tags, links, private spaces; and that jobs change nothing. */
#include "project/reader.h"
#include "reading.h"

static struct account *account_add(struct project *project, const char *id, const char *platform, const char *network, const char *files, const char *link,
                                   enum discipline discipline)
{
	struct account *account = g_new0(struct account, 1);

	*account = (struct account){.id = g_strdup(id), .label = g_strdup(id), .platform = g_strdup(platform), .network = g_strdup(network),
	                            .exports = g_strdup(files), .link = g_strdup(link), .discipline = discipline};
	g_ptr_array_add(project->accounts, account);
	return account;
}

static struct project *project_here(const char *folder)
{
	struct project *project = project_new(folder);

	project->zone_name = g_strdup("Europe/London");
	project->zone = zone_open("Europe/London");
	return project;
}

static void scene_read_project(struct scene *scene, const struct project *project, guint jobs)
{
	AUTO(descriptions) descriptions = descriptions_load(NULL, scene->complaints);
	GString *records = g_string_new(NULL), *said = g_string_new(NULL);

	collection_free(scene->collection);
	g_free(scene->records);
	g_free(scene->said);
	scene->collection = project_read(project, descriptions, jobs, NULL, NULL, scene->complaints, NULL);
	g_assert_nonnull(scene->collection);
	dump_records(scene->collection->records, FALSE, records);
	complaints_print(scene->complaints, FALSE, said);
	scene->records = g_string_free(records, FALSE);
	scene->said = g_string_free(said, FALSE);
}

#define X_HEAD "Post id,Date,Post text,Link,Impressions,Likes\n"

static void newest_capture_wins(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "x", "x", NULL, NULL, NULL, DISCIPLINE_BROADCAST);
	scene_write(scene, "exports/content_2026-08-01_2026-09-02.csv", X_HEAD "1,\"Sat, Aug 1, 2026\",\"New text\",https://x.com/l/status/1,200,5\n");
	scene_write(scene, "exports/content_2026-07-01_2026-08-02.csv", X_HEAD "1,\"Sat, Aug 1, 2026\",\"Old text\",https://x.com/l/status/1,100,3\n2,\"Sun, Aug 2, 2026\",Gone later,https://x.com/l/status/2,7,0\n");
	scene_read_project(scene, project, 2);
	g_assert_cmpuint(RECORD_COUNT_OF(scene->collection->records, post), ==, 2);
	g_assert_cmpuint(RECORD_COUNT_OF(scene->collection->records, post_metric), ==, 3); /* snapshots stay apart */
	g_assert_nonnull(strstr(scene->records, "text=\"New text\""));
	g_assert_null(strstr(scene->records, "text=\"Old text\""));
	g_assert_cmpuint(scene_reading(scene, 0)->merged, ==, 1);
	g_assert_cmpuint(scene_reading(scene, 1)->merged, ==, 0);
	g_assert_true(has_record(scene, "post platform=x post_id=1 account=x"));
}

static struct reading *reading_of_path(GPtrArray *readings, const char *end)
{
	for (guint i = 0; i < readings->len; i++)
		if (g_str_has_suffix(((struct reading *)readings->pdata[i])->source->path, end))
			return readings->pdata[i];
	return NULL;
}

/* What is only looked through counts the same rows as merged as what is read and merged; no record is kept for it. */
static void check_tally(const struct project *project, guint least_merged)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) descriptions = descriptions_load(NULL, complaints);
	AUTO(collection) collection = project_read(project, descriptions, 1, NULL, NULL, complaints, NULL);
	AUTO(tally) tally = tally_new();
	g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func((GDestroyNotify)reading_free);
	g_autofree char *folder = g_build_filename(project->folder, "exports", NULL);
	guint64 merged = 0;

	g_assert_true(path_look_through(folder, project, descriptions, tally, readings, complaints, NULL));
	for (guint i = 0; i < readings->len; i++) {
		const struct reading *seen = readings->pdata[i];
		const struct reading *read = reading_of_path(collection->readings, strstr(seen->source->path, "exports/"));
		g_assert_nonnull(read);
		g_assert_cmpuint(seen->records, ==, read->records);
		if (seen->merged != read->merged)
			g_test_message("%s: %u merged, expected %u", seen->source->path, (guint)seen->merged, (guint)read->merged);
		g_assert_cmpuint(seen->merged, ==, read->merged);
		merged += seen->merged;
	}
	g_assert_cmpuint(merged, >=, least_merged);
}

static void tally_counts_as_merge(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) small = project_here(scene->folder);
	AUTO(complaints) complaints = complaints_new();
	g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "inputs", "sample", NULL);
	gboolean usable;

	account_add(small, "x", "x", NULL, NULL, NULL, DISCIPLINE_BROADCAST);
	scene_write(scene, "exports/content_2026-08-01_2026-09-02.csv", X_HEAD "1,\"Sat, Aug 1, 2026\",\"New text\",https://x.com/l/status/1,200,5\n");
	scene_write(scene, "exports/content_2026-07-01_2026-08-02.csv", X_HEAD "1,\"Sat, Aug 1, 2026\",\"Old text\",https://x.com/l/status/1,100,3\n2,\"Sun, Aug 2, 2026\",Gone later,https://x.com/l/status/2,7,0\n");
	scene_write(scene, "exports/content_2026-07-02_2026-08-02.csv", X_HEAD "2,\"Sun, Aug 2, 2026\",Gone later,https://x.com/l/status/2,7,0\n");
	check_tally(small, 2);
	AUTO(project) sample = project_open(folder, complaints, &usable);
	g_assert_nonnull(sample);
	check_tally(sample, 100);
}

static void glued_blocks(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "x", "x", NULL, NULL, NULL, DISCIPLINE_BROADCAST);
	scene_write(scene, "exports/bok.csv", "Date,Impressions,Unfollows,Create Post\n\"Tue, Aug 26, 2025\",1,0,0\nDate,Impressions,Unfollows,Create Post\n\"Wed, Aug 27, 2025\",9,0,0\n\"Tue, Aug 26, 2025\",5,0,0\n");
	scene_read_project(scene, project, 1);
	counts_are(scene_reading(scene, 0), 4, 1, 0);
	g_assert_cmpuint(scene_reading(scene, 0)->merged, ==, 1);
	g_assert_true(has_record(scene, "account_day platform=x account=x span_start=2025-08-26 span_end=2025-08-26 measure=impressions definition=x_any_pixel scope=total zone=UTC value=5"));
}

/* Reactions are what the newest capture of their message says, a kind that is gone and all that are gone too. */
static void reactions_of_the_newest_capture(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);
	const char *post = "{\"post_stream\":{\"posts\":[{\"id\":71,\"username\":\"wren\",\"cooked\":\"<p>Hi <a class=\\\"mention\\\" href=\\\"/u/%s\\\">@%s</a></p>\",\"post_number\":1,\"topic_id\":9,"
	                   "\"post_type\":1,\"created_at\":\"2026-09-08T13:50:30.000Z\",\"reactions\":[%s],\"actions_summary\":[]}]},\"id\":9,\"title\":\"A wobble\",\"category_id\":1}";
	g_autofree char *old = g_strdup_printf(post, "joan", "joan", "{\"id\":\"heart\",\"type\":\"emoji\",\"count\":2},{\"id\":\"laughing\",\"type\":\"emoji\",\"count\":1}");
	g_autofree char *new = g_strdup_printf(post, "tam", "tam", "{\"id\":\"heart\",\"type\":\"emoji\",\"count\":3}");
	const char *day = "[{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"1790848801.000200\",\"text\":\"a\"%s},{\"type\":\"message\",\"user\":\"U2\",\"ts\":\"1790848802.000200\",\"text\":\"b\"%s}]";
	const char *one = ",\"reactions\":[{\"name\":\"bike\",\"users\":[\"U2\"],\"count\":1}]";
	g_autofree char *both = g_strdup_printf(day, one, one), *last = g_strdup_printf(day, "", one), *none = g_strdup_printf(day, "", "");

	account_add(project, "forum", "discourse", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	account_add(project, "slack", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	scene_write(scene, "exports/2026-09-10/topic.json", old);
	scene_write(scene, "exports/2026-10-10/topic.json", new);
	scene_write(scene, "exports/slack 2026-10-02/rides/2026-10-01.json", both);
	scene_write(scene, "exports/slack 2026-10-05/rides/2026-10-01.json", last);
	scene_write(scene, "exports/slack 2026-10-02/other/2026-10-01.json", both);
	scene_write(scene, "exports/slack 2026-10-09/other/2026-10-01.json", none);
	scene_read_project(scene, project, 2);
	g_assert_true(has_record(scene, "reaction platform=discourse message_id=71 kind=heart count=3"));
	g_assert_null(strstr(scene->records, "laughing"));
	g_assert_true(has_record(scene, "message_mention platform=discourse message_id=71 account=tam"));
	g_assert_null(strstr(scene->records, "message_id=71 account=joan"));
	g_assert_null(strstr(scene->records, "reaction platform=slack message_id=rides/1790848801.000200"));
	g_assert_true(has_record(scene, "reaction platform=slack message_id=rides/1790848802.000200 account=U2 kind=bike count=1"));
	/* an export without any may not tell them */
	g_assert_true(has_record(scene, "reaction platform=slack message_id=other/1790848801.000200 account=U2 kind=bike count=1"));
}

static void whose_file(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);
	const char *series = "sep=,\n\"%s\"\n\"Date\",\"Primary\"\n\"2026-05-25T00:00:00\",\"%d\"\n";
	g_autofree char *reach = g_strdup_printf(series, "Reach", 5), *visits = g_strdup_printf(series, "Instagram profile visits", 6);

	account_add(project, "page", "meta", "facebook", "facebook/*", NULL, DISCIPLINE_BROADCAST);
	account_add(project, "gram", "meta", "instagram", "instagram/*", NULL, DISCIPLINE_BROADCAST);
	scene_write_utf16(scene, "exports/facebook/Reach.csv", reach);
	scene_write_utf16(scene, "exports/instagram/Reach.csv", reach);
	scene_write_utf16(scene, "exports/facebook/Visits.csv", visits);
	scene_write_utf16(scene, "exports/elsewhere/Reach.csv", reach);
	scene_read_project(scene, project, 2);
	g_assert_true(has_record(scene, "account_day platform=meta account=page network=facebook span_start=2026-05-25 span_end=2026-05-25 measure=reach"));
	g_assert_true(has_record(scene, "account_day platform=meta account=gram network=instagram span_start=2026-05-25 span_end=2026-05-25 measure=reach"));
	g_assert_true(has_record(scene, "account_day platform=meta account=gram network=instagram span_start=2026-05-25 span_end=2026-05-25 measure=profile_visits"));
	counts_are(scene_reading(scene, 0), 1, 0, 1);
	g_assert_true(has_said(scene, "nothing says whose file this is"));
}

static void write_chat(struct scene *scene)
{
	scene_write(scene, "exports/chat/users.json", "[{\"id\":\"U1\",\"team_id\":\"T\",\"name\":\"ann\",\"profile\":{\"real_name\":\"Ann Example\",\"email\":\"ann@example.invalid\"}},"
	                                              "{\"id\":\"U2\",\"team_id\":\"T\",\"name\":\"joiner\",\"profile\":{\"real_name\":\"Joiner Example\"}}]");
	scene_write(scene, "exports/chat/general/2026-10-01.json", "[{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"1790848801.000200\",\"text\":\"Where is Joiner Example today?\"},"
	                                                           "{\"type\":\"message\",\"user\":\"U2\",\"ts\":\"1790848802.000200\",\"text\":\"Here\"},"
	                                                           "{\"type\":\"message\",\"user\":\"U9\",\"ts\":\"1790848803.000200\",\"text\":\"me too\",\"user_profile\":{\"name\":\"rota-bot\",\"real_name\":\"rota-bot\"}}]");
	scene_write(scene, "exports/chat/board/2026-10-01.json", "[{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"1790848901.000200\",\"text\":\"a secret\"}]");
	scene_write(scene, "exports/forum/members.csv", "username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname\nann2,Ann@Example.invalid,Member,1,0,0,U77,Ann Example,ann2\n");
}

static void person_add(struct project *project, const char *person, const char *platform, const char *account, const char *kind, const char *relation)
{
	struct person_row *row = g_new0(struct person_row, 1);

	*row = (struct person_row){.person = g_strdup(person), .platform = g_strdup(platform), .account = g_strdup(account), .kind = g_strdup(kind),
	                           .relation = g_strdup(relation), .relation_since = NO_DAY, .stage_since = NO_DAY, .consent_until = NO_DAY};
	g_ptr_array_add(project->people, row);
}

static void people_and_places(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);
	struct space_setting *board = g_new0(struct space_setting, 1);

	account_add(project, "chat", "slack", NULL, NULL, "https://chat.example/{space}/p{post}", DISCIPLINE_COMMUNITY);
	*board = (struct space_setting){.account = g_strdup("chat"), .space = g_strdup("board"), .visibility = g_strdup("private")};
	g_ptr_array_add(project->spaces, board);
	person_add(project, "p-ann", "chat", "ann", "staff", "customer"); /* by the account's id, and by handle */
	write_chat(scene);
	scene_read_project(scene, project, 2);
	g_assert_true(has_record(scene, "member platform=slack account=U1 person=p-ann kind=staff relation=customer name=\"Ann Example\" handle=ann"));
	g_assert_true(has_record(scene, "member platform=slack account=U77 person=p-ann")); /* the same address */
	g_assert_true(has_record(scene, "member platform=slack account=U2 person=slack:U2"));
	g_assert_true(has_record(scene, "member platform=slack account=U9 person=slack:U9 kind=bot name=rota-bot"));
	g_assert_true(has_said(scene, "counts as a bot, by its name"));
	g_assert_null(strstr(scene->records, "a secret"));
	g_assert_nonnull(strstr(scene->records, "url=\"https://chat.example/general/p1790848802000200\""));
	g_assert_true(has_record(scene, "space platform=slack space=board visibility=private"));
}

/* A row a change: each holds from its day on, in any order of the rows; the member row says how it is now. */
static void what_they_are_to_us(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	person_add(project, "p-ann", "slack", "U1", NULL, "customer");
	((struct person_row *)project->people->pdata[0])->relation_since = day_from_civil(2026, 9, 1);
	person_add(project, "p-ann", "slack", "U1", NULL, "prospect");
	((struct person_row *)project->people->pdata[1])->relation_since = day_from_civil(2026, 2, 1);
	((struct person_row *)project->people->pdata[1])->stage = g_strdup("deciding");
	((struct person_row *)project->people->pdata[1])->region = g_strdup("North");
	person_add(project, "p-two", "slack", "U2", NULL, "regular");
	write_chat(scene);
	scene_read_project(scene, project, 2);
	g_assert_true(has_record(scene, "standing platform=slack account=U1 since=2026-08-31T23:00:00Z relation=customer"));
	g_assert_true(has_record(scene, "standing platform=slack account=U1 since=2026-02-01T00:00:00Z relation=prospect"));
	g_assert_true(has_record(scene, "standing platform=slack account=U1 stage=deciding"));
	g_assert_true(has_record(scene, "member platform=slack account=U1 person=p-ann relation=customer relation_since=2026-08-31T23:00:00Z stage=deciding region=North"));
	g_assert_true(has_said(scene, "no such relation: \"regular\""));
}

static void forgotten(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	g_ptr_array_add(project->erased, erasure_row_new("slack", "joiner"));
	g_ptr_array_add(project->erased, erasure_row_new("slack", "U9"));
	((struct erasure_row *)project->erased->pdata[1])->anonymise = TRUE;
	write_chat(scene);
	scene_read_project(scene, project, 1);
	g_assert_null(strstr(scene->records, "Joiner Example")); /* in what others wrote too */
	g_assert_null(strstr(scene->records, "account=U2 "));
	g_assert_null(strstr(scene->records, "account=U9 "));
	g_assert_null(strstr(scene->records, "\"Here\""));
	g_assert_cmpuint(RECORD_COUNT_OF(scene->collection->records, message), ==, 4); /* still counted */
	g_assert_true(has_record(scene, "member platform=slack account=erased-21da345bbd03"));
	g_assert_nonnull(strstr(scene->records, "message_id=general/1790848803.000200 account=erased-21da345bbd03"));
}

static const struct forgotten *forgotten_first(const struct scene *scene)
{
	return scene->collection->records->forgotten->pdata[0];
}

/* The person goes with every account that is tied to the one they name: here by the e-mail address of two exports. */
static void forgotten_whole(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	g_ptr_array_add(project->erased, erasure_row_new(NULL, "ann2"));
	g_ptr_array_add(project->erased, erasure_row_new("slack", "U1"));
	write_chat(scene);
	scene_read_project(scene, project, 1);
	g_assert_null(strstr(scene->records, "account=U1 "));
	g_assert_null(strstr(scene->records, "account=U77"));
	g_assert_null(strstr(scene->records, "Ann Example"));
	g_assert_nonnull(strstr(scene->records, "account=U2 "));
	g_assert_cmpint(forgotten_first(scene)->first, ==, 1790848801);
	g_assert_true(forgotten_first(scene)->found);
	g_assert_false(forgotten_first(scene)->repeated);
	g_assert_true(((struct forgotten *)scene->collection->records->forgotten->pdata[1])->repeated); /* one person, asked for twice */
}

/* Former names, whole and in any case, with whatever stands between their parts; an id of digits is no word. */
static void forgotten_names(void)
{
	static const struct { const char *text; gboolean goes; } cases[] = {
		{ "see WREN oldname", TRUE }, { "https://forum.example/t/wren-oldname-says-hello/12", TRUE }, { "wrenoldname", TRUE }, { "Wren's hat", FALSE },
		{ "Wren Oldnames", FALSE }, { "ask @ud, please", TRUE }, { "ud dente", FALSE }, { "an al dente one", TRUE }, { "all of us", FALSE }, { "in 2026 we ride", FALSE }, { "@2026", TRUE }, { "Zo\u00eb!", TRUE },
	};
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);
	struct erasure_row *row = erasure_row_new("slack", "2026"), *short_one = erasure_row_new("slack", "ud");
	g_autoptr(GString) day = g_string_new("[");

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	g_ptr_array_add(row->names, g_strdup("Wren Oldname"));
	g_ptr_array_add(row->names, g_strdup("al"));
	g_ptr_array_add(row->names, g_strdup("ZO\xc3\x8b "));
	g_strstrip(row->names->pdata[2]);
	g_ptr_array_add(project->erased, row);
	g_ptr_array_add(project->erased, short_one);
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_string_append_printf(day, "%s{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"%u.000200\",\"text\":\"%s\"}", i ? "," : "", 1790848801 + i, cases[i].text);
	g_string_append(day, "]");
	scene_write(scene, "exports/chat/general/2026-10-01.json", day->str);
	scene_read_project(scene, project, 1);
	g_assert_cmpuint(RECORD_COUNT_OF(scene->collection->records, message), ==, G_N_ELEMENTS(cases));
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(RECORD_AT(scene->collection->records, message, i)->text == 0, ==, cases[i].goes);
	g_assert_cmpint(forgotten_first(scene)->first, ==, 1790848801);
	g_assert_false(forgotten_first(scene)->found);
}

static void tags_of_ours(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "birdsite", "x", NULL, NULL, NULL, DISCIPLINE_BROADCAST);
	scene_write(scene, "exports/content_2026-08-01_2026-09-02.csv", X_HEAD "1,\"Sat, Aug 1, 2026\",Text,https://x.com/l/status/1,200,5\n");
	scene_write(scene, "tables/tags.csv", "platform,post_id,topic,funnel_stage,campaign,content_id\nbirdsite,1,mending,aware,spring,\nx,99,rides,,,\n");
	scene_read_project(scene, project, 1);
	g_assert_true(has_record(scene, "post platform=x post_id=1 account=birdsite published_day=2026-08-01 topic=mending campaign=spring funnel_stage=aware"));
	g_assert_true(has_said(scene, "no export has the post \"99\" of x"));
}

static void one_busy_account(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);
	GString *day = g_string_new("[");

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	for (int i = 0; i < 400; i++)
		g_string_append_printf(day, "%s{\"type\":\"message\",\"user\":\"%s\",\"ts\":\"%d.000200\",\"text\":\"x\"}", i ? "," : "", i % 10 ? "U1" : "U2", 1790848800 + i);
	g_string_append(day, "]");
	scene_write(scene, "exports/general/2026-10-01.json", day->str);
	g_string_free(day, TRUE);
	scene_read_project(scene, project, 1);
	g_assert_true(has_said(scene, "one account wrote 90 % of all messages: \"U1\". A bot or a bridge?"));
	g_assert_null(strstr(scene->said, "messages: \"U2\""));
}

static void jobs_change_nothing(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(project) project = project_here(scene->folder);

	account_add(project, "chat", "slack", NULL, NULL, NULL, DISCIPLINE_COMMUNITY);
	for (int day = 1; day <= 28; day++) {
		g_autofree char *name = g_strdup_printf("exports/room-%d/2026-02-%02d.json", day % 5, day);
		g_autoptr(GString) text = g_string_new("[");
		for (int i = 0; i < 400; i++) /* larger than one run in all */
			g_string_append_printf(text, "%s{\"type\":\"message\",\"user\":\"U%d\",\"ts\":\"%d.%06d\",\"text\":\"%0500d\"}", i ? "," : "", i % 7, 1770000000 + day * 86400 + i, i, i);
		g_string_append(text, "]");
		scene_write(scene, name, text->str);
	}
	scene_read_project(scene, project, 1);
	g_autofree char *alone = g_steal_pointer(&scene->records);
	complaints_free(scene->complaints);
	scene->complaints = complaints_new();
	scene_read_project(scene, project, 4);
	g_assert_cmpuint(RECORD_COUNT_OF(scene->collection->records, message), ==, 28 * 400);
	g_assert_true(!strcmp(alone, scene->records));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/merge/newest-capture", newest_capture_wins);
	g_test_add_func("/merge/tally-counts-as-merge", tally_counts_as_merge);
	g_test_add_func("/merge/glued-blocks", glued_blocks);
	g_test_add_func("/merge/reactions", reactions_of_the_newest_capture);
	g_test_add_func("/merge/whose-file", whose_file);
	g_test_add_func("/merge/people-and-places", people_and_places);
	g_test_add_func("/merge/what-they-are-to-us", what_they_are_to_us);
	g_test_add_func("/merge/forgotten", forgotten);
	g_test_add_func("/merge/forgotten-whole", forgotten_whole);
	g_test_add_func("/merge/forgotten-names", forgotten_names);
	g_test_add_func("/merge/tags", tags_of_ours);
	g_test_add_func("/merge/busy-account", one_busy_account);
	g_test_add_func("/merge/jobs", jobs_change_nothing);
	return g_test_run();
}

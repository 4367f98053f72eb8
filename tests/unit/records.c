/* Records: every field begins as "not reported", and joining translates every kind of number. */
#include <math.h>
#include <string.h>

#include "model/dump.h"
#include "model/records.h"

static struct records *
one_message(const char *author, const char *text, const struct source *source)
{
	struct records *records = records_new();
	struct message message;

	record_clear(KIND_message, &message);
	message.record.source = records_source(records, source);
	message.platform = intern_add(records->atoms, "slack", -1);
	message.message_id = intern_add(records->atoms, author, -1); /* one message an author: the author's name will do */
	message.account = intern_add(records->atoms, author, -1);
	message.text = texts_add(records->texts, text, -1);
	records_add(records, KIND_message, &message);
	return records;
}

static void
cleared_is_not_reported(void)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		const struct record_type *type = record_type((enum record_kind)kind);
		g_autofree void *row = g_malloc(type->size);
		AUTO(records) records = records_new();
		g_autoptr(GString) out = g_string_new(NULL);
		record_clear((enum record_kind)kind, row);
		records_add(records, (enum record_kind)kind, row);
		dump_records(records, FALSE, out);
		g_autofree char *name_alone = g_strconcat(type->name, "\n", NULL);
		g_assert_cmpstr(out->str, ==, name_alone); /* no field is printed: none is reported */
	}
}

static void
zero_is_reported(void)
{
	AUTO(records) records = records_new();
	struct post_metric metric;
	g_autoptr(GString) out = g_string_new(NULL);

	record_clear(KIND_post_metric, &metric);
	metric.impressions = 0;
	records_add(records, KIND_post_metric, &metric);
	dump_records(records, FALSE, out);
	g_assert_cmpstr(out->str, ==, "post_metric impressions=0\n");
}

static void
joining_translates(void)
{
	struct source first = { .path = (char *)"a.json" }, second = { .path = (char *)"b.json" };
	AUTO(records) into = one_message("ada", "hello", &first);
	AUTO(records) from = one_message("bea", "good day", &second);
	const struct message *message;

	records_join(into, from);
	g_assert_cmpuint(records_count(into, KIND_message), ==, 2);
	g_assert_cmpuint(records_count(from, KIND_message), ==, 0);
	message = RECORD_AT(into, message, 1);
	g_assert_cmpstr(records_atom(into, message->account), ==, "bea");
	g_assert_cmpstr(records_text(into, message->text), ==, "good day");
	g_assert_cmpstr(record_place(into, &message->record).source->path, ==, "b.json");
	message = RECORD_AT(into, message, 0);
	g_assert_cmpstr(records_atom(into, message->account), ==, "ada");
	g_assert_cmpuint(RECORD_AT(into, message, 0)->platform, ==, RECORD_AT(into, message, 1)->platform);
}

static void
names_are_found(void)
{
	g_assert_cmpint(record_kind_find("post"), ==, KIND_post);
	g_assert_cmpint(record_kind_find("poste"), ==, KIND_COUNT);
	g_assert_nonnull(record_field_find(KIND_post, "published_at"));
	g_assert_null(record_field_find(KIND_post, "published"));
	g_assert_cmpint(choice_find(record_field_find(KIND_post, "format")->words, "video"), ==, POST_FORMAT_VIDEO);
	g_assert_cmpint(choice_find(record_field_find(KIND_post, "format")->words, "opera"), ==, -1);
}

/* The enums of records.h are the positions of the words in records.def. */
static void
choices_match_their_enums(void)
{
	g_assert_cmpint(choice_find(record_field_find(KIND_member, "kind")->words, "deleted"), ==, MEMBER_DELETED);
	g_assert_cmpint(choice_find(record_field_find(KIND_member, "relation")->words, "press"), ==, RELATION_PRESS);
	g_assert_cmpint(choice_find(record_field_find(KIND_space, "visibility")->words, "private"), ==, VISIBILITY_PRIVATE);
	g_assert_cmpint(choice_find(record_field_find(KIND_message, "reply_rule")->words, "channel"), ==, REPLY_RULE_CHANNEL);
	g_assert_cmpint(choice_find(record_field_find(KIND_post, "paid")->words, "total"), ==, PAID_TOTAL);
	g_assert_cmpint(choice_find(record_field_find(KIND_lead_stage, "outcome")->words, "lost"), ==, OUTCOME_LOST);
	g_assert_cmpint(choice_find(record_field_find(KIND_request, "decision")->words, "declined"), ==, DECISION_DECLINED);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/records/cleared-is-not-reported", cleared_is_not_reported);
	g_test_add_func("/records/zero-is-reported", zero_is_reported);
	g_test_add_func("/records/joining-translates", joining_translates);
	g_test_add_func("/records/names-are-found", names_are_found);
	g_test_add_func("/records/choices-match-their-enums", choices_match_their_enums);
	return g_test_run();
}

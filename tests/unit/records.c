/* Records: every field begins as "not reported", and joining translates every kind of number. */
#include <math.h>
#include <string.h>

#include "model/dump.h"
#include "model/records.h"

/* A message with its rare part behind it, as records_add takes it. */
struct whole_message {
	struct message message;
	struct message_rare rare;
};

static void
add_message(struct records *records, const char *author, const char *text, const char *title, const struct source *source)
{
	struct whole_message whole;

	record_clear(KIND_message, &whole);
	whole.message.record.source = records_source(records, source);
	whole.message.platform = intern_add(records->atoms, "slack", -1);
	whole.message.message_id = intern_add(records->atoms, author, -1); /* one message an author: the author's name will do */
	whole.message.account = intern_add(records->atoms, author, -1);
	whole.message.text = texts_add(records->texts, text, -1);
	if (title) {
		whole.rare.title = texts_add(records->texts, title, -1);
		whole.rare.close_reason = intern_add(records->atoms, title, -1);
		whole.rare.edited_at = 1000000;
	}
	records_add(records, KIND_message, &whole);
}

static struct records *
one_message(const char *author, const char *text, const struct source *source)
{
	struct records *records = records_new();

	add_message(records, author, text, NULL, source);
	return records;
}

static void
cleared_is_not_reported(void)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		const struct record_type *type = record_type((enum record_kind)kind);
		g_autofree void *row = g_malloc(type->whole);
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

/* Only a row that says something rarely said has a rare part; it moves along when records are joined. */
static void
rare_parts(void)
{
	struct source first = { .path = (char *)"a.json" }, second = { .path = (char *)"b.json" };
	AUTO(records) into = one_message("ada", "hello", &first);
	AUTO(records) from = one_message("bea", "good day", &second);
	g_autoptr(GString) out = g_string_new(NULL);

	g_assert_cmpuint(sizeof(struct whole_message), ==, record_type(KIND_message)->whole);
	add_message(into, "cid", "hello again", "first", &first);
	add_message(from, "dee", "how so?", "second", &second);
	records_join(into, from);
	g_assert_cmpuint(into->rare[KIND_message]->len, ==, 2);
	g_assert_cmpuint(from->rare[KIND_message]->len, ==, 0);
	for (guint i = 0; i < 4; i++) {
		const struct message *message = RECORD_AT(into, message, i);
		const struct message_rare *rare = RECORD_RARE(into, message, message);
		const char *title = i % 2 == 0 ? NULL : i == 1 ? "first" : "second";
		g_assert_cmpstr(records_text(into, rare->title), ==, title);
		g_assert_cmpstr(records_atom(into, rare->close_reason), ==, title);
		g_assert_cmpint(rare->edited_at, ==, title ? 1000000 : NO_TIME);
		g_assert_cmpint(rare->closed_at, ==, NO_TIME);
		g_assert_true((RECORD_RARE_HELD(into, message, message) != NULL) == (title != NULL));
	}
	dump_record(into, KIND_message, RECORD_AT(into, message, 3), NULL, out);
	g_assert_cmpstr(out->str, ==, "message platform=slack message_id=dee account=dee edited_at=1970-01-12T13:46:40Z close_reason=second title=\"second\" text=\"how so?\"\n");
}

/* Capture times from 1970 to 2106 and places of half a terabyte fit a record's head; what does not is at its edge, or not said. */
static void
heads(void)
{
	static const struct { gint64 captured, offset, captured_again, offset_again; } rows[] = {
		{ NO_TIME, -1, NO_TIME, -1 }, { 1793577600, 0, 1793577600, 0 }, { -5, 400000000000, 1, 400000000000 },
		{ 5000000000, (gint64)1 << 40, G_MAXUINT32, -1 },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct record head = record_head(rows[i].captured, (struct place){ NULL, rows[i].offset }, 16000000, 7);
		g_assert_cmpint(record_captured(&head), ==, rows[i].captured_again);
		g_assert_cmpint(head.offset, ==, rows[i].offset_again);
		g_assert_cmpuint(head.source, ==, 16000000);
		g_assert_cmpuint(head.order, ==, 7);
	}
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
	g_test_add_func("/records/rare-parts", rare_parts);
	g_test_add_func("/records/heads", heads);
	g_test_add_func("/records/names-are-found", names_are_found);
	g_test_add_func("/records/choices-match-their-enums", choices_match_their_enums);
	return g_test_run();
}

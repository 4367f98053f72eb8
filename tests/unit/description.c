/* Descriptions: what compiles, and what is said of every mistake, with its line. */
#include "platforms/description.h"

#include <string.h>

#include "platforms/plan.h"

#define HEAD "title: T\nplatform: p\ncontainer: csv\nrecognise: { columns: [A, B] }\n"

static char *complaints_of(const char *yaml)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();
	GString *said = g_string_new(NULL);

	if (!descriptions_add(set, "p-kind.yaml", yaml, complaints))
		g_assert_cmpuint(descriptions_count(set), ==, 0);
	complaints_print(complaints, FALSE, said);
	return g_string_free(said, FALSE);
}

static void said(const char *yaml, const char *words)
{
	g_autofree char *all = complaints_of(yaml);

	if (!strstr(all, words))
		g_error("expected \"%s\" in\n%s", words, all);
}

static void good(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();

	g_assert_true(descriptions_add(set, "p-kind.yaml", HEAD "emit: { record: lead, fields: { lead_id: A, value: { money: B } } }\n", complaints));
	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	const struct description *description = descriptions_find(set, "p-kind");
	g_assert_nonnull(description);
	g_assert_cmpstr(description->kind, ==, "kind");
	g_assert_cmpint(description->discipline, ==, DISCIPLINE_BROADCAST);
	g_assert_cmpuint(description->makes->len, ==, 1);
	g_assert_cmpuint(((struct part *)description->plan->parts->pdata[0])->emits->len, ==, 1);
}

static void replaced_by_id(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_new();
	const char *yaml = HEAD "emit: { record: lead, fields: { lead_id: A } }\n";

	g_assert_true(descriptions_add(set, "inputs/platforms/p-kind.yaml", yaml, complaints));
	g_assert_true(descriptions_add(set, "platforms/p-kind.yaml", yaml, complaints));
	g_assert_cmpuint(descriptions_count(set), ==, 1);
}

static void mistakes(void)
{
	said(HEAD "emit: { record: leed, fields: {} }\n", "p-kind.yaml:5:7: error: there is no record \"leed\"");
	said(HEAD "emit:\n  record: lead\n  fields: { lead_id: A, vlaue: B }\n", "p-kind.yaml:7:32: error: a lead has no field \"vlaue\"");
	said(HEAD "emit: { record: lead, fields: { lead_id: A } }\nskpi: { A: b }\n", "a description has no key \"skpi\"");
	said(HEAD "emit: { record: post, fields: { post_id: A, format: { is: movie } } }\n", "\"movie\" is no format");
	said(HEAD "emit: { record: post, fields: { post_id: A, format: { choice: B, words: { x: movie } } } }\n", "\"movie\" is no format");
	said(HEAD "emit: { record: lead, fields: { lead_id: { id: A, match: '(' } } }\n", "the pattern is broken");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, created_at: { instant: B, zone: Mars/Base } } }\n", "there is no zone \"Mars/Base\"");
	said(HEAD "emit: { record: message, fields: { message_id: A, text: { text: B, markup: rtf } } }\n", "there is no markup \"rtf\"");
	said(HEAD "emit: { record: lead, fields: { lead_id: { is: x, id: A } } }\n", "a value should have one origin");
	said(HEAD "emit: { record: lead, fields: { lead_id: { template: '{A' } } }\n", "a brace is not closed");
	said(HEAD "emit: { record: lead, per_column: { a: B }, into: stage, fields: { lead_id: A } }\n", "no number to put the columns into");
	said(HEAD, "nothing is made of these rows");
	said(HEAD "names: { id: a }\nparts: [{ columns: [a], ignored: yes }]\n", "\"names\" beside \"parts\" is nobody's");
	said("title: T\nplatform: p\ncontainer: cvs\nrecognise: { columns: [A] }\nignored: yes\n", "\"container\" cannot be \"cvs\"");
	said("title: T\nplatform: p\ncontainer: csv\nignored: yes\n", "\"recognise\" is missing");
	said("title: T\nplatform: p\ncontainer: csv\nrecognise: { path: '*.csv' }\nignored: yes\n", "a path alone recognises nothing");
	said("title: T\nplatform: p\ncontainer: csv\nrecognise: { columns: [A], width: two }\nignored: yes\n", "\"width\" should be how many columns the header has");
	said("title: T\n  platform: p\n", "error");
}

/* What compiles and would do nothing. */
static void idle(void)
{
	static const char json[] = "title: T\nplatform: p\ncontainer: json\nrecognise: { keys: [a] }\n";
	static const char lead[] = "emit: { record: lead, fields: { lead_id: A } }\n";
	g_autofree char *split = g_strconcat(json, "each: '[]'\nsplit: blank\n", lead, NULL), *described = g_strconcat(json, "described: yes\n", lead, NULL),
	                *places = g_strconcat(json, "each: []\n", lead, NULL), *width = g_strconcat("title: T\nplatform: p\ncontainer: json\n"
	                "recognise: { keys: [a], width: 2 }\n", lead, NULL), *encoding = g_strconcat(HEAD "encoding: klingon\n", lead, NULL),
	                *delimiter = g_strconcat(HEAD "delimiter: semicolon\n", lead, NULL), *capture = g_strconcat(HEAD "capture: { path: '(x)' }\n", lead, NULL);

	said(split, "p-kind.yaml:6:8: error: \"split\" is for tables");
	said(described, "\"described\" is for tables");
	said(places, "\"each\" names no place");
	said(width, "\"width\" is for tables");
	said(encoding, "p-kind.yaml:5:11: error: there is no encoding \"klingon\"");
	said(delimiter, "\"delimiter\" cannot be \"semicolon\"");
	said(capture, "the pattern names no group");
	said("title: T\nplatform: p\ncontainer: csv\nrecognise: { keys: [a] }\nignored: yes\n", "\"keys\" is for JSON and XML");
	said("title: T\nplatform: p\ncontainer: csv\nrecognise: []\nignored: yes\n", "\"recognise\" is missing");
	said(HEAD "as_of: yesterday\nignored: yes\n", "\"as_of\" cannot be \"yesterday\"");
	said(HEAD "parts: []\n", "\"parts\" is an empty list");
	said(HEAD "each: '[]'\nignored: yes\n", "\"each\" is for JSON and XML");
	said(HEAD "emit: { record: lead, cut: yes, fields: { lead_id: A } }\n", "\"cut\" is for what \"explain\" emits");
	said(HEAD "emit: { record: lead, into: value, fields: { lead_id: A } }\n", "\"into\" is for \"per_column\"");
	said(HEAD "emit: { record: lead, each: [a], fields: { lead_id: A } }\n", "should end in []");
	said(HEAD "emit: { record: lead, fields: { lead_id: { id: A, text: B } } }\n", "a value should have one origin");
	said(HEAD "emit: { record: lead, fields: { lead_id: { id: A, year: rolls } } }\n", "\"year\" is for an instant or a day");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, value: { money: B, unit: days } } }\n", "\"unit\" is for a real");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, created_at: { instant: B, ends: week } } }\n", "\"ends\" cannot be \"week\"");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, created_at: { instant: B, until: C } } }\n", "\"until\" says when a month ends");
	said(HEAD "explain: { nameless: yes, when: { A: ~ }, why: sums }\nemit: { record: lead, fields: { lead_id: A } }\n", "\"explain\" wants \"when\", or \"nameless\"");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, created_at: { instant: B, format: '%d.%K' } } }\n", "\"%d.%K\" is no format of a date");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, created_at: { instant: B, format: snowflak } } }\n", "\"snowflak\" is no format of a date");
	said(HEAD "emit: { record: lead, fields: { lead_id: { template: '' } } }\n", "the template is empty");
	said(HEAD "emit: { record: lead, fields: { lead_id: A, source: $sorce } }\n", "p-kind.yaml:5:53: error: nothing gives $sorce a value");
}

static void all_mistakes_at_once(void)
{
	g_autofree char *all = complaints_of(HEAD "emit: { record: lead, fields: { leadid: A, valeu: B } }\n");

	g_assert_nonnull(strstr(all, "leadid"));
	g_assert_nonnull(strstr(all, "valeu"));
}

/* What lies in the binary has no mistake, and every one says where its owner gets the file. */
static void shipped(void)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) set = descriptions_load(NULL, complaints);

	g_assert_cmpuint(complaints_size(complaints), ==, 0);
	g_assert_cmpuint(descriptions_count(set), >, 50);
	for (guint i = 0; i < descriptions_count(set); i++)
		g_assert_nonnull(descriptions_get(set, i)->get);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/description/good", good);
	g_test_add_func("/description/replaced", replaced_by_id);
	g_test_add_func("/description/mistakes", mistakes);
	g_test_add_func("/description/idle", idle);
	g_test_add_func("/description/all-mistakes", all_mistakes_at_once);
	g_test_add_func("/description/shipped", shipped);
	return g_test_run();
}

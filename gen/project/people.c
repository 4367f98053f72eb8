/* people.csv, erasures.csv and unsubscribes.csv: who is who, who asked to be forgotten, who asked for quiet. */
#include "project/settings.h"

#include <string.h>

#include "base/text.h"
#include "formats/csv.h"

#define COLUMNS_MAX 32

/* A small table read by the names of its columns. */
struct named_table {
	struct project *project;
	struct complaints *complaints;
	struct input *input;
	char *names[COLUMNS_MAX];
	guint count;
	const struct csv_row *row;
	void (*take)(struct named_table *);
};

static const char *
named(const struct named_table *table, const char *name)
{
	for (guint i = 0; i < table->count && i < table->row->count; i++)
		if (strcmp(table->names[i], name) == 0 && *table->row->cells[i].text)
			return table->row->cells[i].text;
	return NULL;
}

static struct place
row_place(const struct named_table *table)
{
	return (struct place){ input_source(table->input), table->row->offset };
}

static gboolean
row_take(const struct csv_row *row, void *user)
{
	struct named_table *table = user;

	if (row->count == 0 || row->cells[0].text[0] == '#')
		return TRUE;
	table->row = row;
	if (table->count)
		table->take(table);
	else
		for (guint i = 0; i < row->count && i < COLUMNS_MAX; i++)
			table->names[table->count++] = text_fold(row->cells[i].text);
	return TRUE;
}

/* FALSE when there is one that cannot be read: without it somebody would be told of who asked not to be. */
static gboolean
table_read(struct project *project, const char *name, void (*take)(struct named_table *), struct complaints *complaints)
{
	g_autofree char *path = g_build_filename(project->folder, name, NULL);
	g_autoptr(GError) error = NULL;
	struct named_table table = { .project = project, .complaints = complaints, .take = take };

	if (!g_file_test(path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
		return TRUE;
	AUTO(input) input = input_open(path, name, &error);
	table.input = input;
	gboolean good = input && csv_read(input, &(struct csv_options){ 0 }, complaints, row_take, &table, NULL, &error);
	if (!good)
		complain(complaints, SEVERITY_ERROR, (struct place){ NULL, -1 }, name, "let it be read, or take it away", "%s: %s", name, error->message);
	for (guint i = 0; i < table.count; i++)
		g_free(table.names[i]);
	return good;
}

static gint32
day_read(struct named_table *table, const char *name)
{
	const char *text = named(table, name);
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	gint64 instant;
	gint32 day = NO_DAY;

	if (text && !moment_parse(text, "%Y-%m-%d", utc, 0, &day, &instant)) {
		complain(table->complaints, SEVERITY_ERROR, row_place(table), "date", "write 2026-10-31", "\"%s\" is not a date: \"%s\"", name, text);
		return NO_DAY;
	}
	return day;
}

static void
person_take(struct named_table *table)
{
	struct person_row *row;

	if (!named(table, "person") || !named(table, "account")) {
		complain(table->complaints, SEVERITY_ERROR, row_place(table), "person", "person,platform,account,…",
		         "a row of people.csv needs a person and an account");
		return;
	}
	row = g_new0(struct person_row, 1);
	*row = (struct person_row){
		.person = g_strdup(named(table, "person")), .platform = g_strdup(named(table, "platform")), .account = g_strdup(named(table, "account")),
		.name = g_strdup(named(table, "name")), .kind = g_strdup(named(table, "kind")), .relation = g_strdup(named(table, "relation")),
		.role = g_strdup(named(table, "role")), .stage = g_strdup(named(table, "stage")), .region = g_strdup(named(table, "region")),
		.relation_since = day_read(table, "relation_since"), .stage_since = day_read(table, "stage_since"),
		.address = g_strdup(named(table, "address")), .language = g_strdup(named(table, "language")),
		.consent_newsletter = g_strdup(named(table, "consent_newsletter")), .consent_quote = g_strdup(named(table, "consent_quote")),
		.digest = g_strdup(named(table, "digest")), .consent_until = day_read(table, "consent_until"), .at = row_place(table),
	};
	g_ptr_array_add(table->project->people, row);
}

/* "erase" where nothing is said, and where the word is not known: the request stands. */
static gboolean
mode_is_anonymise(struct named_table *table)
{
	const char *mode = named(table, "mode");

	if (mode && g_strcmp0(mode, "erase") != 0 && g_strcmp0(mode, "anonymise") != 0)
		complain(table->complaints, SEVERITY_ERROR, row_place(table), "erasure-mode", "erase, anonymise", "no such mode: \"%s\"; erased", mode);
	return g_strcmp0(mode, "anonymise") == 0;
}

static void
erasure_take(struct named_table *table)
{
	const char *names = named(table, "names");

	if (!named(table, "account")) {
		complain(table->complaints, SEVERITY_ERROR, row_place(table), "erasure", "platform,account,requested_on,mode,names",
		         "a row of erasures.csv needs an account");
		return;
	}
	struct erasure_row *row = erasure_row_new(named(table, "platform"), named(table, "account"));
	g_auto(GStrv) former = g_strsplit(names ? names : "", ";", -1);
	row->anonymise = mode_is_anonymise(table);
	row->requested_on = day_read(table, "requested_on");
	for (guint i = 0; former[i]; i++)
		if (*g_strstrip(former[i]))
			g_ptr_array_add(row->names, g_strdup(former[i]));
	g_ptr_array_add(table->project->erased, row);
}

static void
unsubscribe_take(struct named_table *table)
{
	if (named(table, "address"))
		g_ptr_array_add(table->project->unsubscribed, g_ascii_strdown(named(table, "address"), -1));
}

gboolean
people_read(struct project *project, struct complaints *complaints)
{
	gboolean people = table_read(project, "people.csv", person_take, complaints);
	gboolean erasures = table_read(project, "erasures.csv", erasure_take, complaints);
	gboolean unsubscribes = table_read(project, "unsubscribes.csv", unsubscribe_take, complaints);

	return people && erasures && unsubscribes;
}

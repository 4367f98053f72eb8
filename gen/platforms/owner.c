/* Whose file it is, when it was made, and what of that goes into each record. */
#include "platforms/mapper.h"

#include <string.h>

#include "platforms/account.h"
#include "platforms/merge.h"
#include "platforms/stamp.h"

#define ROUNDED_LEAST 6 /* records: one id may well end in zeros */

/* ---- whose it is ---- */

/* Which rows carry an account or platform that the file's owner decides. */
static gboolean wants_account(const struct description *description)
{
	if (description->discipline == DISCIPLINE_NONE)
		return FALSE;
	for (guint i = 0; i < description->makes->len; i++)
		if (record_field_find(record_kind_find(description->makes->pdata[i]), "platform"))
			return TRUE;
	return FALSE;
}

static void open_zone(struct mapper *mapper)
{
	const char *name = mapper->account && mapper->account->zone ? mapper->account->zone
	                   : mapper->plan->zone                     ? mapper->plan->zone
	                   : mapper->project                        ? mapper->project->zone_name : NULL;

	if (mapper->zone && !g_strcmp0(name, mapper->zone_name))
		return;
	g_clear_pointer(&mapper->zone, g_time_zone_unref);
	mapper->zone = name ? zone_open(name) : NULL;
	if (!mapper->zone)
		mapper->zone = g_time_zone_new_utc();
	mapper->zone_name = name;
	g_free(mapper->reading->zone);
	mapper->reading->zone = g_strdup(name);
}

/* Said once a platform and not once a file: all its files lack the same line of tidings.yaml. */
static void complain_undeclared(struct mapper *mapper, const char *platform, const char *who)
{
	g_autofree char *account = g_strconcat(platform, who, NULL);
	g_autofree char *message = g_strdup_printf("tidings.yaml declares no account of platform %s (%s)", account, mapper->reading->source->path);
	struct complaint complaint = {.severity = SEVERITY_WARNING, .at = {NULL, -1}, .kind = "no-account", .column = account, .message = message,
	                              .hint = "add it under `accounts:`, so that its figures get a name and a zone"};

	complaints_add(mapper->complaints, &complaint);
}

static void complain_homeless(struct mapper *mapper, enum account_found found, const char *handle, const char *network)
{
	const char *platform = mapper->description->platform;
	struct place at = {mapper->reading->source, -1};
	g_autofree char *who = handle ? g_strdup_printf(" (%s)", handle) : network ? g_strdup_printf(" (%s)", network) : g_strdup("");
	g_autofree char *hint = g_strdup_printf("in tidings.yaml, give one account with `platform: %s` a line `files:` with a pattern that fits this path", platform);

	if (found == ACCOUNT_AMBIGUOUS)
		complain(mapper->complaints, SEVERITY_ERROR, at, "which-account", hint, "several accounts of %s are declared and nothing says whose file this is%s", platform, who);
	else
		complain_undeclared(mapper, platform, who);
}

static void settle_account(struct mapper *mapper, const char *handle, const char *network)
{
	const char *platform = mapper->description->platform;
	enum account_found found;

	mapper->network = network ? g_string_chunk_insert_const(mapper->kept, network) : NULL;
	mapper->account_name = handle ? g_string_chunk_insert_const(mapper->kept, handle) : platform;
	if (mapper->project && wants_account(mapper->description)) {
		found = account_find(mapper->project, platform, network, handle, mapper->reading->source->path, &mapper->account);
		if (found != ACCOUNT_FOUND)
			complain_homeless(mapper, found, handle, network);
		mapper->homeless = found == ACCOUNT_AMBIGUOUS;
		mapper->account_name = mapper->account ? mapper->account->id : platform;
		mapper->place = mapper->account && mapper->description->discipline == DISCIPLINE_COMMUNITY
		                    ? account_place(mapper->project, mapper->account) : platform;
		if (mapper->account && !mapper->network)
			mapper->network = mapper->account->network;
	}
	open_zone(mapper);
	if (!mapper->reading->account && wants_account(mapper->description))
		mapper->reading->account = g_strdup(mapper->account_name);
}

/* Asked again only where handle or network change from row to row. */
void mapper_own(struct mapper *mapper, const struct row *row)
{
	const char *handle = mapper->plan->account ? value_text(mapper, row, mapper->plan->account) : NULL;
	const char *network = mapper->plan->network ? value_text(mapper, row, mapper->plan->network) : NULL;

	if (mapper->owned && !g_strcmp0(handle, mapper->known_handle) && !g_strcmp0(network, mapper->known_network))
		return;
	mapper->owned = TRUE;
	g_free(mapper->known_handle);
	g_free(mapper->known_network);
	mapper->known_handle = g_strdup(handle);
	mapper->known_network = g_strdup(network);
	settle_account(mapper, handle, network);
}

/* ---- when it was made ---- */

static gint64 stamp_moment(struct mapper *mapper, const struct row *row, const struct stamp *stamp)
{
	gint32 day;
	gint64 instant;
	g_autoptr(GMatchInfo) match = NULL;

	if (stamp->value) {
		if (!value_text(mapper, row, stamp->value) || !value_moment(mapper, row, stamp->value, &day, &instant))
			return NO_TIME;
		return instant != NO_TIME ? instant : instant_of_day(day + 1, mapper->zone) - 1;
	}
	if (!g_regex_match(stamp->path, mapper->path, 0, &match))
		return NO_TIME;
	g_autofree char *text = g_match_info_fetch(match, 1);
	for (guint i = 0; text && i < stamp->formats->len; i++)
		if (moment_parse(text, stamp->formats->pdata[i], mapper->zone, 0, &day, &instant))
			return instant != NO_TIME ? instant : instant_of_day(day + 1, mapper->zone) - 1;
	return NO_TIME;
}

void mapper_date(struct mapper *mapper, const struct row *row)
{
	if (mapper->dated)
		return;
	mapper->dated = TRUE;
	for (guint i = 0; i < mapper->plan->stamps->len && mapper->captured_at == NO_TIME; i++)
		mapper->captured_at = stamp_moment(mapper, row, mapper->plan->stamps->pdata[i]);
	if (mapper->captured_at == NO_TIME)
		mapper->captured_at = stamp_of_path(mapper->path, mapper->plan->stamp_of_folder, mapper->zone);
	if (mapper->captured_at == NO_TIME)
		mapper->captured_at = mapper->archive_stamp;
}

/* An owner that rows or titles name is looked for when they are there; until then only the zone matters. */
void mapper_settle(struct mapper *mapper, gint64 archive_stamp)
{
	struct row nothing = {.offset = -1};

	mapper->archive_stamp = archive_stamp;
	if (mapper->plan->account || mapper->plan->network)
		open_zone(mapper);
	else
		mapper_own(mapper, &nothing);
}

/* ---- what every record says of it ---- */

static const struct owner_fields *owner_fields_of(struct mapper *mapper, enum record_kind kind)
{
	struct owner_fields *fields = &mapper->owner_fields[kind];

	if (!fields->known)
		*fields = (struct owner_fields){
			TRUE, record_field_find(kind, "captured"), record_field_find(kind, "platform"), record_field_find(kind, "account"),
			record_field_find(kind, "network"), record_field_find(kind, "zone")
		};
	return fields;
}

static void put_named(struct mapper *mapper, const struct record_field *field, const char *text, void *record)
{
	atom *at = text && field && field->type == FIELD_ATOM ? (atom *)((char *)record + field->offset) : NULL;

	if (at && !*at)
		*at = intern_add(mapper->records->atoms, text, -1);
}

/* In our own tables a platform may be written as the id of an account. */
static void translate_platform(struct mapper *mapper, const struct record_field *field, void *record)
{
	atom *at = field ? (atom *)((char *)record + field->offset) : NULL;
	const char *place = at && *at && mapper->project ? place_of_name(mapper->project, records_atom(mapper->records, *at)) : NULL;

	if (place)
		*at = intern_add(mapper->records->atoms, place, -1);
}

/* What the file's owner and time say of every record; what the description assigned stays. */
void mapper_put_owner(struct mapper *mapper, enum record_kind kind, void *record)
{
	const struct owner_fields *fields = owner_fields_of(mapper, kind);

	if (fields->captured && *(gint64 *)((char *)record + fields->captured->offset) == NO_TIME)
		*(gint64 *)((char *)record + fields->captured->offset) = mapper->captured_at;
	if (mapper->description->discipline == DISCIPLINE_NONE) {
		translate_platform(mapper, fields->platform, record);
		return;
	}
	put_named(mapper, fields->platform, mapper->place, record);
	if (mapper->description->discipline != DISCIPLINE_BROADCAST)
		return;
	if (kind < KIND_member)
		put_named(mapper, fields->account, mapper->account_name, record);
	put_named(mapper, fields->network, mapper->network, record);
	put_named(mapper, fields->zone, mapper->zone_name, record);
}

/* An audience and a stated total hold as of the file's own date, when they name no day. */
gboolean is_dated_by_capture(enum record_kind kind)
{
	return kind == KIND_audience || kind == KIND_stated_total;
}

/* ---- the end of the file ---- */

/* Without any stamp the last day in the data is when it was made (DESIGN §4). */
static void stamp_rows(struct mapper *mapper, gint64 captured_at)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++) {
		const struct record_type *type = record_type((enum record_kind)kind);
		const struct record_field *captured = record_field_find((enum record_kind)kind, "captured");
		const struct record_field *span_end = is_dated_by_capture((enum record_kind)kind) ? record_field_find((enum record_kind)kind, "span_end") : NULL;
		GArray *rows = mapper->records->rows[kind];
		for (guint i = mapper->rows_before[kind]; i < rows->len; i++) {
			char *row = rows->data + (gsize)i * type->size;
			record_set_captured((struct record *)row, captured_at);
			if (captured && *(gint64 *)(row + captured->offset) == NO_TIME)
				*(gint64 *)(row + captured->offset) = captured_at;
			if (span_end && *(gint32 *)(row + span_end->offset) == NO_DAY)
				*(gint32 *)(row + span_end->offset) = day_of_instant(captured_at, mapper->zone);
		}
	}
}

/* What only the whole table shows: what a spreadsheet did to it. */
static void damage_said(struct mapper *mapper)
{
	if (moments_are_mixed(mapper))
		mapper_refuse_all(mapper, "mixed-dates", "download it again and do not save it in the spreadsheet",
		                  "of one column some days are dates and some are texts: a spreadsheet has taken days for months where it could");
	if (mapper->counts_in_groups && mapper->doubtful_reals)
		mapper_refuse_all(mapper, "doubtful-numbers", "write its numbers without a sign for thousands, or export it again with the plain number format",
		                  "of what is counted there is \"1.234\", a thousand, and of other numbers \"1.234\", which may be one: nothing shows which it is");
	if (mapper->rounded_ids >= ROUNDED_LEAST && mapper->rounded_ids == mapper->long_ids)
		complain(mapper->complaints, SEVERITY_WARNING, (struct place){mapper->reading->source, -1}, "rounded-ids",
		         "download it again and do not save it in the spreadsheet",
		         "all ids end in zeros behind their fifteenth digit: a spreadsheet has cut them, and they will not fit those of other files");
}

/* Rows without what is asked for may be rightly so; a file of nothing else is likely not what it was taken for. */
static void silence_said(struct mapper *mapper)
{
	struct reading *reading = mapper->reading;
	gboolean alone = !reading->records && !reading->refused;
	g_autofree char *lacking = mapper->silent_for ? g_strdup_printf(" (no %s)", mapper->silent_for) : g_strdup("");

	if (mapper->silent)
		complain(mapper->complaints, alone ? SEVERITY_WARNING : SEVERITY_NOTE, (struct place){reading->source, mapper->silent_at}, "silent-row",
		         alone ? "look whether the columns that are asked for are filled" : NULL,
		         "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows tell nothing that is used%s", mapper->silent, reading->rows, lacking);
}

void mapper_finish(struct mapper *mapper)
{
	struct reading *reading = mapper->reading;
	struct row nothing = {.offset = -1};

	totals_compare(mapper);
	damage_said(mapper);
	silence_said(mapper);
	mapper_date(mapper, &nothing);
	if (mapper->captured_at == NO_TIME && reading->last_day != NO_DAY)
		mapper->captured_at = instant_of_day(reading->last_day + 1, mapper->zone) - 1;
	if (mapper->captured_at != NO_TIME)
		stamp_rows(mapper, mapper->captured_at);
	reading->captured_at = mapper->captured_at;
}

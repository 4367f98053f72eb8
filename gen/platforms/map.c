/* A row to records: names, verdicts, then every emit. What one row makes is kept or thrown away together. */
#include "platforms/mapper.h"

#include <string.h>

#include "platforms/account.h"
#include "platforms/merge.h"
#include "platforms/stamp.h"

#define RECORD_LIMIT 512 /* bytes: the largest record struct is well below */

/* ---- the file ---- */

struct mapper *mapper_new(const struct description *description, const struct project *project, struct records *records,
                          struct reading *reading, struct complaints *complaints, const char *hash_key)
{
	struct mapper *mapper = g_new0(struct mapper, 1);

	mapper->description = description;
	mapper->plan = description->plan;
	mapper->numbers = description->plan->numbers;
	mapper->project = project;
	mapper->records = records;
	mapper->reading = reading;
	mapper->complaints = complaints;
	mapper->hash_key = hash_key ? hash_key : "";
	mapper->source = records_source(records, reading->source);
	mapper->names = g_new0(const char *, mapper->plan->slots->len);
	mapper->kept = g_string_chunk_new(256);
	mapper->scratch = g_string_chunk_new(1024);
	mapper->building = g_string_new(NULL);
	mapper->captured_at = NO_TIME;
	mapper->place = description->platform;
	mapper->account_name = description->platform;
	mapper->once = g_hash_table_new_full((GHashFunc)g_bytes_hash, (GEqualFunc)g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	mapper->mentions = g_ptr_array_new_with_free_func(g_free);
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		mapper->rows_before[kind] = records->rows[kind]->len;
	mapper->message_text = record_field_find(KIND_message, "text");
	mapper_capture(mapper, CAPTURE_PATH, reading->source->path);
	return mapper;
}

void mapper_free(struct mapper *mapper)
{
	if (!mapper)
		return;
	g_string_chunk_free(mapper->kept);
	g_string_chunk_free(mapper->scratch);
	g_string_free(mapper->building, TRUE);
	g_hash_table_unref(mapper->once);
	g_ptr_array_unref(mapper->mentions);
	g_clear_pointer(&mapper->zone, g_time_zone_unref);
	g_free(mapper->known_handle);
	g_free(mapper->known_network);
	g_free(mapper->names);
	g_free(mapper);
}

static void keep_groups(struct mapper *mapper, const struct capture *capture, GMatchInfo *match)
{
	for (guint i = 0; i < capture->slots->len; i++) {
		guint slot = g_array_index(capture->slots, guint, i);
		g_autofree char *text = slot == G_MAXUINT ? NULL : g_match_info_fetch(match, (int)i + 1);
		if (text && *text)
			mapper->names[slot] = g_string_chunk_insert(mapper->kept, text);
		else if (slot != G_MAXUINT && capture->from == CAPTURE_TITLE)
			mapper->names[slot] = NULL; /* of the title before */
	}
}

gboolean mapper_capture(struct mapper *mapper, enum capture_from from, const char *text)
{
	gboolean fitted = FALSE;

	if (from == CAPTURE_TITLE)
		mapper->names[SLOT_TITLE] = g_string_chunk_insert(mapper->kept, text);
	for (guint i = 0; i < mapper->plan->captures->len; i++) {
		const struct capture *capture = mapper->plan->captures->pdata[i];
		g_autoptr(GMatchInfo) match = NULL;
		if (capture->from != from || !g_regex_match(capture->pattern, text, 0, &match))
			continue;
		keep_groups(mapper, capture, match);
		fitted = TRUE;
	}
	return fitted;
}

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
static void settle_owner(struct mapper *mapper, const struct row *row)
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
	if (!g_regex_match(stamp->path, mapper->reading->source->path, 0, &match))
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
		mapper->captured_at = stamp_of_path(mapper->reading->source->path, mapper->plan->stamp_of_folder, mapper->zone);
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
		settle_owner(mapper, &nothing);
}

/* ---- counting what is not read ---- */

void mapper_explained(struct mapper *mapper, guint64 rows, gint64 offset, const char *why)
{
	mapper->reading->explained += rows;
	if (!why || !rows)
		return;
	struct complaint note = {.severity = SEVERITY_NOTE, .at = {mapper->reading->source, offset}, .kind = "explained-row", .column = why,
	                         .message = why};
	complaints_add(mapper->complaints, &note);
}

void mapper_refused(struct mapper *mapper, gint64 offset, const char *kind, const char *hint, const char *message)
{
	mapper->reading->refused++;
	complain(mapper->complaints, SEVERITY_ERROR, (struct place){mapper->reading->source, offset}, kind, hint, "%s", message);
}

/* ---- records ---- */

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
static void put_owner(struct mapper *mapper, enum record_kind kind, void *record)
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

static gboolean is_reported(const struct record_field *field, const void *record)
{
	const void *at = (const char *)record + field->offset;

	switch (field->type) {
	case FIELD_ATOM: return *(const atom *)at != 0;
	case FIELD_TEXT: return *(const text_ref *)at != 0;
	case FIELD_COUNT: return *(const gint64 *)at != NO_COUNT;
	case FIELD_REAL: return !isnan(*(const double *)at);
	case FIELD_TIME: return *(const gint64 *)at != NO_TIME;
	case FIELD_DAY: return *(const gint32 *)at != NO_DAY;
	case FIELD_FLAG: return *(const record_flag *)at >= 0;
	case FIELD_CHOICE: return *(const guint8 *)at != 0;
	}
	return FALSE;
}

/* An audience and a stated total hold as of the file's own date, when they name no day. */
static gboolean is_dated_by_capture(enum record_kind kind)
{
	return kind == KIND_audience || kind == KIND_stated_total;
}

/* The key that names the thing: the first but the platform, and every day; without it a record means nothing. */
static const struct record_field *lacking_key(enum record_kind kind, const void *record)
{
	const struct record_type *type = record_type(kind);
	gboolean named = FALSE;

	for (guint i = 0; i < type->field_count; i++) {
		const struct record_field *field = &type->fields[i];
		if (!field->key || !strcmp(field->name, "platform"))
			continue;
		gboolean is_wanted = !named || (field->type == FIELD_DAY && !is_dated_by_capture(kind));
		if (is_wanted && !is_reported(field, record))
			return field;
		named = TRUE;
	}
	return NULL;
}

static gboolean lacks_need(const struct emit *emit, const void *record)
{
	for (guint i = 0; i < emit->needs->len; i++)
		if (!is_reported(emit->needs->pdata[i], record))
			return TRUE;
	return FALSE;
}

/* The bytes of the key fields, for `once`. */
static gboolean seen_before(struct mapper *mapper, const struct emit *emit, const void *record)
{
	const struct record_type *type = record_type(emit->record);
	GByteArray *key = g_byte_array_new();

	g_byte_array_append(key, (const guint8 *)&emit->record, sizeof(emit->record));
	for (guint i = 0; i < type->field_count; i++)
		if (type->fields[i].key)
			g_byte_array_append(key, (const guint8 *)record + type->fields[i].offset, type->fields[i].type == FIELD_ATOM || type->fields[i].type == FIELD_DAY ? 4 : 8);
	return !g_hash_table_add(mapper->once, g_byte_array_free_to_bytes(key));
}

static void finish_post(struct mapper *mapper, struct post *post)
{
	const char *text = post->text ? records_text(mapper->records, post->text) : NULL;

	if (post->has_link < 0 && text)
		post->has_link = strstr(text, "http://") || strstr(text, "https://");
}

static void add_mentions(struct mapper *mapper, const struct message *message)
{
	for (guint i = 0; i < mapper->mentions->len; i++) {
		struct message_mention mention;
		record_clear(KIND_message_mention, &mention);
		mention.record = message->record;
		mention.platform = message->platform;
		mention.message_id = message->message_id;
		mention.account = intern_add(mapper->records->atoms, mapper->mentions->pdata[i], -1);
		if (mention.account && mention.account != message->account)
			records_add(mapper->records, KIND_message_mention, &mention);
	}
}

static void finish_record(struct mapper *mapper, enum record_kind kind, void *record)
{
	struct message *message = record;

	if (kind == KIND_post)
		finish_post(mapper, record);
	if (kind != KIND_message)
		return;
	if (message->asks < 0 && mapper->has_words)
		message->asks = mapper->asks;
	add_mentions(mapper, message);
}

static void refuse_nameless(struct mapper *mapper, const struct row *row, const struct emit *emit, const struct record_field *field)
{
	g_autofree char *message = g_strdup_printf("this %s has no %s", record_type(emit->record)->name, field->name);

	complain(mapper->complaints, SEVERITY_ERROR, (struct place){mapper->reading->source, row->offset}, "no-key", NULL, "%s", message);
	mapper->failed = TRUE;
}

static void make_record(struct mapper *mapper, const struct row *row, const struct emit *emit, double number)
{
	_Alignas(16) char record[RECORD_LIMIT];
	struct record *head = (struct record *)record;

	g_assert(record_type(emit->record)->size <= RECORD_LIMIT);
	record_clear(emit->record, record);
	g_ptr_array_set_size(mapper->mentions, 0);
	mapper->has_words = mapper->asks = FALSE;
	*head = (struct record){mapper->captured_at, row->offset, mapper->source, mapper->order};
	for (guint i = 0; i < emit->assignments->len && !mapper->failed; i++) {
		const struct assignment *assignment = emit->assignments->pdata[i];
		value_put(mapper, row, assignment->value, assignment->field, record);
	}
	if (emit->into)
		*(double *)(record + emit->into->offset) = number;
	if (mapper->failed || lacks_need(emit, record))
		return;
	put_owner(mapper, emit->record, record);
	const struct record_field *lacking = lacking_key(emit->record, record);
	if (lacking) {
		refuse_nameless(mapper, row, emit, lacking);
		return;
	}
	if (emit->once && seen_before(mapper, emit, record))
		return;
	finish_record(mapper, emit->record, record);
	records_add(mapper->records, emit->record, record);
}

/* ---- wide rows ---- */

static void set_names(struct mapper *mapper, const struct column_use *use, const char *column)
{
	mapper->names[SLOT_MEASURE] = use->name;
	mapper->names[SLOT_COLUMN] = column;
	for (guint i = 0; i < use->set->len; i++) {
		const struct setting *setting = use->set->pdata[i];
		mapper->names[setting->slot] = setting->text;
	}
}

static void unset_names(struct mapper *mapper, const struct column_use *use)
{
	mapper->names[SLOT_MEASURE] = mapper->names[SLOT_COLUMN] = NULL;
	for (guint i = 0; i < use->set->len; i++)
		mapper->names[((const struct setting *)use->set->pdata[i])->slot] = NULL;
}

static void name_groups(struct mapper *mapper, const GRegex *pattern, const char *column)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(pattern, column, 0, &match))
		return;
	for (guint slot = SLOT_COUNT; slot < mapper->plan->slots->len; slot++)
		if (g_regex_get_string_number(pattern, mapper->plan->slots->pdata[slot]) > 0) {
			g_autofree char *text = g_match_info_fetch_named(match, mapper->plan->slots->pdata[slot]);
			mapper->names[slot] = text && *text ? g_string_chunk_insert(mapper->scratch, text) : NULL;
		}
}

static void spread_pattern(struct mapper *mapper, struct row *row, const struct emit *emit, const struct column_use *use,
                           const struct alternative *alternative)
{
	const struct origin *origin = alternative->origins->pdata[0];
	const GArray *columns = origin_columns(row, origin);
	double number;

	for (guint i = 0; i < columns->len && !mapper->failed; i++) {
		guint column = g_array_index(columns, guint, i);
		const char *text = column < row->count ? row->cells[column].text : "";
		if (is_missing(mapper, text, FALSE) || !alternative_real(mapper, row, alternative, text, row->cells[column].offset, &number))
			continue;
		set_names(mapper, use, row->header->names->pdata[column]);
		name_groups(mapper, origin->pattern, row->header->names->pdata[column]);
		make_record(mapper, row, emit, number);
	}
}

static void spread(struct mapper *mapper, struct row *row, const struct emit *emit)
{
	for (guint i = 0; i < emit->per_column->len && !mapper->failed; i++) {
		const struct column_use *use = emit->per_column->pdata[i];
		const struct alternative *first = use->value->alternatives->len ? use->value->alternatives->pdata[0] : NULL;
		double number;
		if (first && first->origins && row->header && ((struct origin *)first->origins->pdata[0])->type == ORIGIN_COLUMNS)
			spread_pattern(mapper, row, emit, use, first);
		else {
			set_names(mapper, use, NULL);
			if (value_real(mapper, row, use->value, &number) && !isnan(number))
				make_record(mapper, row, emit, number);
		}
		unset_names(mapper, use);
	}
}

/* ---- emits ---- */

static void emit_here(struct mapper *mapper, struct row *row, const struct emit *emit)
{
	if (emit->when && !condition_holds(mapper, row, emit->when))
		return;
	if (emit->per_column)
		spread(mapper, row, emit);
	else
		make_record(mapper, row, emit, NAN);
}

static void emit_each(struct mapper *mapper, struct row *row, const struct emit *emit, guint level)
{
	if (level == emit->each->len) {
		emit_here(mapper, row, emit);
		return;
	}
	const struct tree *list = tree_find(row->items[row->depth - 1], emit->each->pdata[level]);
	if (!list || (list->type != TREE_ARRAY && list->type != TREE_OBJECT) || row->depth == ROW_DEPTH)
		return;
	struct row inner = *row;
	inner.depth++;
	for (const struct tree *child = list->first; child && !mapper->failed; child = child->next) {
		inner.items[row->depth] = child;
		emit_each(mapper, &inner, emit, level + 1);
	}
}

static void emit_all(struct mapper *mapper, struct row *row, const GPtrArray *emits)
{
	for (guint i = 0; i < emits->len && !mapper->failed; i++) {
		const struct emit *emit = emits->pdata[i];
		if (emit->each->len && row->depth)
			emit_each(mapper, row, emit, 0);
		else
			emit_here(mapper, row, emit);
	}
}

/* ---- the row ---- */

static void name_row(struct mapper *mapper, const struct part *part, const struct row *row)
{
	for (guint i = 0; i < part->names->len; i++) {
		const struct naming *naming = part->names->pdata[i];
		mapper->names[naming->slot] = value_text(mapper, row, naming->value);
	}
}

static void unname_row(struct mapper *mapper, const struct part *part)
{
	for (guint i = 0; i < part->names->len; i++)
		mapper->names[((const struct naming *)part->names->pdata[i])->slot] = NULL;
	g_string_chunk_clear(mapper->scratch);
}

static guint counts_now(const struct records *records, guint *counts)
{
	guint all = 0;

	for (guint kind = 0; kind < KIND_COUNT; kind++)
		all += counts[kind] = records->rows[kind]->len;
	return all;
}

static void throw_away(struct records *records, const guint *counts)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		g_array_set_size(records->rows[kind], counts[kind]);
}

static const struct verdict *verdict_on(struct mapper *mapper, const struct part *part, const struct row *row)
{
	for (guint i = 0; i < part->verdicts->len; i++) {
		const struct verdict *verdict = part->verdicts->pdata[i];
		if (verdict->when && condition_holds(mapper, row, verdict->when))
			return verdict;
	}
	return NULL;
}

static void note_days(struct mapper *mapper)
{
	struct reading *reading = mapper->reading;

	if (mapper->row_first != NO_DAY && (reading->first_day == NO_DAY || mapper->row_first < reading->first_day))
		reading->first_day = mapper->row_first;
	if (mapper->row_last != NO_DAY && (reading->last_day == NO_DAY || mapper->row_last > reading->last_day))
		reading->last_day = mapper->row_last;
}

static void hold_totals(struct mapper *mapper, const struct part *part, const struct verdict *verdict, const struct row *row)
{
	gboolean good = verdict || totals_add_row(mapper, part, row);

	for (guint i = 0; verdict && i < verdict->emits->len; i++)
		good = totals_add_stated(mapper, verdict->emits->pdata[i], row) && good;
	if (!good)
		mapper->failed = TRUE;
}

static void map_row(struct mapper *mapper, const struct part *part, struct row *row)
{
	guint before[KIND_COUNT], after[KIND_COUNT];
	guint had = counts_now(mapper->records, before);
	const struct verdict *verdict = verdict_on(mapper, part, row);

	if (verdict && verdict->type == VERDICT_REFUSE) {
		mapper_refused(mapper, verdict->whole_file ? -1 : row->offset, "refused-row", NULL, verdict->why);
		return;
	}
	emit_all(mapper, row, verdict ? verdict->emits : part->emits);
	if (!mapper->failed)
		hold_totals(mapper, part, verdict, row);
	if (mapper->failed) {
		throw_away(mapper->records, before);
		if (!verdict)
			mapper->reading->refused++;
		else
			mapper_explained(mapper, 1, row->offset, verdict->why);
		return;
	}
	guint made = counts_now(mapper->records, after) - had;
	mapper->reading->records += made;
	note_days(mapper);
	if (verdict || !made)
		mapper_explained(mapper, 1, row->offset, verdict ? verdict->why : NULL);
}

/* The reason holds for all of the table: it is told once, and shows no row. */
static void ignore_row(struct mapper *mapper, const struct part *part)
{
	mapper_explained(mapper, 1, -1, mapper->ignored == part ? NULL : part->why);
	mapper->ignored = part;
}

void mapper_row(struct mapper *mapper, const struct part *part, struct row *row)
{
	mapper->reading->rows++;
	mapper->order++;
	mapper->failed = FALSE;
	mapper->row_first = mapper->row_last = NO_DAY;
	if (part->ignored) {
		ignore_row(mapper, part);
		return;
	}
	name_row(mapper, part, row);
	settle_owner(mapper, row);
	mapper_date(mapper, row);
	mapper->failed = FALSE;
	if (mapper->homeless)
		mapper->reading->refused++;
	else
		map_row(mapper, part, row);
	unname_row(mapper, part);
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
			((struct record *)row)->captured_at = captured_at;
			if (captured && *(gint64 *)(row + captured->offset) == NO_TIME)
				*(gint64 *)(row + captured->offset) = captured_at;
			if (span_end && *(gint32 *)(row + span_end->offset) == NO_DAY)
				*(gint32 *)(row + span_end->offset) = day_of_instant(captured_at, mapper->zone);
		}
	}
}

void mapper_finish(struct mapper *mapper)
{
	struct reading *reading = mapper->reading;
	struct row nothing = {.offset = -1};

	totals_compare(mapper);
	mapper_date(mapper, &nothing);
	if (mapper->captured_at == NO_TIME && reading->last_day != NO_DAY)
		mapper->captured_at = instant_of_day(reading->last_day + 1, mapper->zone) - 1;
	if (mapper->captured_at != NO_TIME)
		stamp_rows(mapper, mapper->captured_at);
	reading->captured_at = mapper->captured_at;
}

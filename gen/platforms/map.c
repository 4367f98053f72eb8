/* A row to records: names, verdicts, then every emit. What one row makes is kept or thrown away together. */
#include "platforms/mapper.h"

#include <string.h>

#include "base/random.h"
#include "platforms/stamp.h"

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
	mapper->once_here = g_ptr_array_new();
	mapper->joined = g_hash_table_new_full((GHashFunc)g_bytes_hash, (GEqualFunc)g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	mapper->added = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	mapper->date_cells = g_hash_table_new(NULL, NULL);
	mapper->date_texts = g_hash_table_new(NULL, NULL);
	mapper->mentions = g_ptr_array_new_with_free_func(g_free);
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		mapper->rows_before[kind] = records->rows[kind]->len;
	mapper->message_text = record_field_find(KIND_message, "text");
	g_autofree char *path = path_as_made(reading->source->path);
	mapper->path = g_string_chunk_insert(mapper->kept, path);
	mapper_capture(mapper, CAPTURE_PATH, mapper->path);
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
	g_hash_table_unref(mapper->joined);
	g_hash_table_unref(mapper->added);
	g_ptr_array_unref(mapper->once_here);
	g_hash_table_unref(mapper->date_cells);
	g_hash_table_unref(mapper->date_texts);
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

void mapper_refuse_all(struct mapper *mapper, const char *kind, const char *hint, const char *message)
{
	struct reading *reading = mapper->reading;

	for (guint i = 0; i < KIND_COUNT; i++)
		g_array_set_size(mapper->records->rows[i], mapper->rows_before[i]);
	reading->refused = reading->rows - reading->explained;
	reading->records = 0;
	reading->first_day = reading->last_day = NO_DAY;
	complain(mapper->complaints, SEVERITY_ERROR, (struct place){reading->source, -1}, kind, hint, "%s", message);
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
		set_names(mapper, use, row->header->names->pdata[column]);
		if (is_missing(mapper, text, FALSE) || !alternative_real(mapper, row, alternative, text, row->cells[column].offset, &number))
			continue;
		name_groups(mapper, origin->pattern, row->header->names->pdata[column]);
		record_make(mapper, row, emit, number);
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
				record_make(mapper, row, emit, number);
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
		record_make(mapper, row, emit, NAN);
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

/* What this row was the first to tell, the next one may tell. */
static void throw_away(struct mapper *mapper, const guint *counts)
{
	for (guint kind = 0; kind < KIND_COUNT; kind++)
		g_array_set_size(mapper->records->rows[kind], counts[kind]);
	for (guint i = 0; i < mapper->once_here->len; i++)
		g_hash_table_remove(mapper->once, mapper->once_here->pdata[i]);
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

const struct verdict *mapper_verdict(struct mapper *mapper, const struct part *part, const struct row *row)
{
	name_row(mapper, part, row);
	const struct verdict *verdict = verdict_on(mapper, part, row);
	unname_row(mapper, part);
	return verdict;
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

	for (guint i = 0; verdict && verdict != mapper->forced && i < verdict->emits->len; i++) /* what is forced has been held against the rows */
		good = totals_add_stated(mapper, verdict->emits->pdata[i], row) && good;
	if (!good)
		mapper->failed = TRUE;
}

static gboolean is_added_up(const struct part *part)
{
	for (guint i = 0; i < part->emits->len; i++)
		if (((const struct emit *)part->emits->pdata[i])->record == KIND_ad_row)
			return TRUE;
	return FALSE;
}

/* Rows of one ad are parts of it, and added (ads.c), be they alike in every amount. A row that is alike in every cell is a copy,
 * as where two downloads were glued together. */
static gboolean is_copy(struct mapper *mapper, const struct row *row)
{
	g_autoptr(GString) cells = g_string_new(NULL);

	for (guint i = 0; i < row->count; i++)
		g_string_append_printf(cells, "%s\x1f", row->cells[i].text);
	return !g_hash_table_add(mapper->added, g_memdup2(&(guint64){hash_fnv1a(cells->str)}, sizeof(guint64)));
}

/* Nothing was made of the row, and no verdict says why: that is told at the end of the file. */
static void note_silent(struct mapper *mapper, const struct row *row)
{
	if (mapper->silent++)
		return;
	mapper->silent_at = row->offset;
	mapper->silent_for = mapper->unmet;
}

static void map_row(struct mapper *mapper, const struct part *part, struct row *row)
{
	guint before[KIND_COUNT], after[KIND_COUNT];
	guint had = counts_now(mapper->records, before);
	const struct verdict *verdict = mapper->forced ? mapper->forced : verdict_on(mapper, part, row);

	if (verdict && verdict->type == VERDICT_REFUSE) {
		mapper_refused(mapper, verdict->whole_file ? -1 : row->offset, "refused-row", NULL, verdict->why);
		return;
	}
	if (!verdict && row->header && is_added_up(part) && is_copy(mapper, row)) {
		mapper_explained(mapper, 1, row->offset, "a copy of a row above, cell by cell; not added again");
		return;
	}
	const char *stray = verdict || !row->header ? NULL : stray_row(row);
	if (stray) {
		mapper_explained(mapper, 1, row->offset, stray);
		return;
	}
	g_ptr_array_set_size(mapper->once_here, 0);
	emit_all(mapper, row, verdict ? verdict->emits : part->emits);
	if (!mapper->failed)
		hold_totals(mapper, part, verdict, row);
	if (mapper->failed) {
		throw_away(mapper, before);
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
	if (!verdict && !made && !mapper->repeated)
		note_silent(mapper, row);
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
	mapper->failed = mapper->repeated = FALSE;
	mapper->unmet = NULL;
	mapper->row_first = mapper->row_last = NO_DAY;
	if (part->ignored) {
		ignore_row(mapper, part);
		return;
	}
	name_row(mapper, part, row);
	mapper_own(mapper, row);
	mapper_date(mapper, row);
	mapper->failed = FALSE;
	if (mapper->homeless)
		mapper->reading->refused++;
	else
		map_row(mapper, part, row);
	if (mapper->tally)
		tally_relieve(mapper->tally, mapper->records, mapper->reading, mapper->captured_at != NO_TIME);
	unname_row(mapper, part);
}

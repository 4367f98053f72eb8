/* A cell to a field: the text by the first alternative that gives one, read as what the description says it is. */
#include "platforms/mapper.h"

#include <string.h>

#include "base/publish.h"
#include "base/text.h"

/* A number or a date that went wrong ("1,2k", "3.apr") may be shown; what could be words of a person may not. */
static gboolean is_harmless(const char *text)
{
	guint digits = 0, letters = 0, all = 0;

	for (const char *at = text; *at; at = g_utf8_next_char(at), all++) {
		gunichar sign = g_utf8_get_char(at);
		digits += g_unichar_isdigit(sign) != 0;
		letters += g_unichar_isalpha(sign) != 0;
	}
	return digits && letters <= 4 && all < 40;
}

static void complain_of_cell(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                             gint64 offset, const char *expected, const char *hint)
{
	const char *column = alternative->origins ? origin_label(row, alternative->origins->pdata[0]) : "";
	g_autofree char *message = g_strdup_printf("\"%s\" is not %s: \"%.60s\"", column, expected, text);
	gboolean harmless = is_harmless(text);
	struct complaint complaint = {
		.severity = SEVERITY_ERROR, .at = {mapper->reading->source, offset}, .kind = "refused-cell", .expected = expected,
		.found = harmless ? text : NULL, .harmless = harmless, .column = column, .hint = hint
	};

	g_autofree char *quiet = g_strdup_printf("\"%s\" is not %s", column, expected);
	complaint.message = harmless ? message : quiet;
	complaints_add(mapper->complaints, &complaint);
	mapper->failed = TRUE;
}

/* ---- the text ---- */

static const char *template_text(struct mapper *mapper, const struct row *row, const GPtrArray *pieces, gboolean id)
{
	GString *text = g_string_truncate(mapper->building, 0);
	gint64 offset;
	gboolean whole = TRUE;

	for (guint i = 0; i < pieces->len && whole; i++) {
		const struct piece *piece = pieces->pdata[i];
		const char *part = piece->literal ? piece->literal : origin_text(mapper, row, piece->origin, FALSE, &offset);
		if (part)
			g_string_append(text, id && !piece->literal ? id_plain(mapper, part) : part);
		else
			whole = FALSE;
	}
	return whole ? g_string_chunk_insert_len(mapper->scratch, text->str, (gssize)text->len) : NULL;
}

/* Spreadsheets write long ids as 1.22158E+17: the last digits are gone. */
static gboolean is_damaged_id(const char *text)
{
	const char *at = text;

	if (!g_ascii_isdigit(*at))
		return FALSE;
	at += strspn(at, "0123456789.,");
	return (*at == 'E' || *at == 'e') && at[1] == '+' && g_ascii_isdigit(at[2]) && strspn(at + 2, "0123456789") == strlen(at + 2);
}

/* "18747301700659300": or the last digits are zeros. Of a few ids that may be so; it is better to have them from elsewhere. */
static gboolean is_rounded_id(const char *text)
{
	gsize digits = strspn(text, "0123456789");

	return digits > 15 && !text[digits] && strspn(text + 15, "0") == digits - 15;
}

/* What may be rounded is still an id: it gives way only to one of as many digits. */
static gboolean is_better_id(const char *damaged, const char *found)
{
	if (is_damaged_id(found) || is_rounded_id(found))
		return FALSE;
	return is_damaged_id(damaged) || (strspn(found, "0123456789") == strlen(damaged) && strlen(found) == strlen(damaged));
}

static const char *origins_text(struct mapper *mapper, const struct row *row, const struct alternative *alternative, gint64 *offset)
{
	gboolean whole = alternative->kind == READ_TEXT;
	const char *best = NULL;

	for (guint i = 0; i < alternative->origins->len; i++) {
		gint64 at = row->offset;
		const char *text = origin_text(mapper, row, alternative->origins->pdata[i], whole, &at);
		if (!text || (best && strlen(text) <= strlen(best)))
			continue;
		best = text;
		*offset = at;
		if (!alternative->longest)
			break;
	}
	return best;
}

static const char *matched_text(struct mapper *mapper, const GRegex *pattern, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(pattern, text, 0, &match))
		return NULL;
	for (int group = 1; group < g_match_info_get_match_count(match); group++) {
		g_autofree char *found = g_match_info_fetch(match, group);
		if (found && *found)
			return g_string_chunk_insert(mapper->scratch, found);
	}
	if (g_regex_get_capture_count(pattern))
		return NULL;
	g_autofree char *all = g_match_info_fetch(match, 0);
	return g_string_chunk_insert(mapper->scratch, all);
}

/* "*" stands for every word that is not listed; a word that becomes nothing is missing. */
static const char *word_for(struct mapper *mapper, GHashTable *words, const char *text)
{
	g_autofree char *folded = text_fold(id_plain(mapper, text));
	const char *word = g_hash_table_lookup(words, folded);

	if (!word)
		word = g_hash_table_lookup(words, "*");
	if (!word)
		return text;
	return *word ? word : NULL;
}

static const char *alternative_text(struct mapper *mapper, const struct row *row, const struct alternative *alternative, gint64 *offset)
{
	const char *text;

	*offset = row->offset;
	if (alternative->when && !condition_holds(mapper, row, alternative->when))
		return NULL;
	if (alternative->truth)
		return condition_holds(mapper, row, alternative->test) ? "1" : "0";
	if (alternative->constant)
		return alternative->constant;
	text = alternative->template ? template_text(mapper, row, alternative->template, alternative->kind == READ_ID)
	       : alternative->origins ? origins_text(mapper, row, alternative, offset) : NULL;
	if (text && alternative->match)
		text = matched_text(mapper, alternative->match, alternative->kind == READ_ID ? id_plain(mapper, text) : text);
	if (text && alternative->words)
		text = word_for(mapper, alternative->words, text);
	return text;
}

/* A day without its year in a file that does not say when it was made. */
static gboolean lacks_year(const struct mapper *mapper, const struct alternative *alternative)
{
	return alternative->year == YEAR_BEFORE && mapper->captured_at == NO_TIME;
}

/* The first alternative with a text; ids that a spreadsheet has damaged, and days whose year cannot be known, give way to the next. */
static const struct alternative *pick(struct mapper *mapper, const struct row *row, const struct value *value, const char **text,
                                      gint64 *offset)
{
	const struct alternative *damaged = NULL;
	const char *damaged_text = NULL;
	gint64 damaged_at = row->offset;

	for (guint i = 0; i < value->alternatives->len; i++) {
		const struct alternative *alternative = value->alternatives->pdata[i];
		gint64 at;
		const char *found = alternative_text(mapper, row, alternative, &at);
		if (!found || (damaged && !is_better_id(damaged_text, found)) || (lacks_year(mapper, alternative) && i + 1 < value->alternatives->len))
			continue;
		if (alternative->kind == READ_ID && (is_damaged_id(found) || is_rounded_id(found))) {
			damaged = alternative;
			damaged_text = found;
			damaged_at = at;
			continue;
		}
		*text = found;
		*offset = at;
		return alternative;
	}
	if (damaged) {
		*text = damaged_text;
		*offset = damaged_at;
	}
	return damaged;
}

const char *value_text(struct mapper *mapper, const struct row *row, const struct value *value)
{
	const char *text = NULL;
	gint64 offset;
	const struct alternative *alternative = pick(mapper, row, value, &text, &offset);

	if (!alternative || !alternative->markup)
		return text;
	g_autofree char *plain = alternative->markup->plain(text, FALSE, NULL);
	return *plain ? g_string_chunk_insert(mapper->scratch, plain) : NULL;
}

/* ---- moments ---- */

gint32 yearless_day(struct mapper *mapper, const struct row *row, const struct alternative *alternative)
{
	gint64 offset, instant;
	gint32 day;
	const char *text = alternative_text(mapper, row, alternative, &offset);

	return text && moment_of_year(mapper, alternative, text, 2000, &day, &instant) ? day : NO_DAY;
}

static const char *moment_hint(const struct mapper *mapper, const struct alternative *alternative, const char *text)
{
	if (alternative->year == YEAR_WRITTEN)
		return moment_is_doubtful(mapper, alternative, text) ? "a spreadsheet has written it anew, and no day past the twelfth tells which number "
		                                                       "is the month: download it again and do not save it in the spreadsheet" : NULL;
	if (alternative->year == YEAR_ROLLS && mapper->unordered)
		return "this export writes days without their year, which only their order tells: sort the rows by the day, or download it again";
	return "this export writes days without their year: put the day of the download into the file's or folder's name, 2026-10-31";
}

static gboolean read_moment(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                            gint64 offset, gint32 *day, gint64 *instant)
{
	const char *fault = moment_fault(mapper, row, alternative, text, day, instant);

	if (fault) {
		complain_of_cell(mapper, row, alternative, text, offset, fault, moment_hint(mapper, alternative, text));
		return FALSE;
	}
	if (alternative->day_before) {
		*day -= 1;
		*instant = NO_TIME;
	}
	return TRUE;
}

gboolean value_moment(struct mapper *mapper, const struct row *row, const struct value *value, gint32 *day, gint64 *instant)
{
	const char *text = NULL;
	gint64 offset;
	const struct alternative *alternative = pick(mapper, row, value, &text, &offset);

	return alternative && read_moment(mapper, row, alternative, text, offset, day, instant);
}

/* ---- numbers ---- */

/* Nothing that people count comes near; what is larger is no figure, and sums of it would not be exact. */
#define LARGEST 1e15
#define LARGEST_HINT "it is larger than 1,000,000,000,000,000: look whether an id stands where a count belongs"

static gboolean is_believable(double value)
{
	return fabs(value) <= LARGEST;
}

static gboolean real_of(struct mapper *mapper, const struct alternative *alternative, const char *text, double *out)
{
	enum number_style style = mapper->numbers;
	gboolean good;

	switch (alternative->kind) {
	case READ_PERCENT:
		if (strchr(text, '%') || number_percent(text, style, out))
			return number_percent(text, style, out);
		good = number_real(text, style, out); /* 1e-05 */
		*out /= 100;
		return good;
	case READ_DURATION:
		return number_duration(text, out);
	default:
		if (alternative->kind == READ_FRACTION && strchr(text, '%'))
			return number_percent(text, style, out);
		good = number_real(text, style, out);
		*out *= alternative->unit;
		return good;
	}
}

static const char *number_hint(const char *text)
{
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		if (g_unichar_isalpha(g_utf8_get_char(at)) && strchr(text, '.'))
			return "a spreadsheet may have turned it into a date: export it again and do not save it in the spreadsheet";
	return "export it again with the plain number format";
}

/* What people count; what is not listed may have a fraction. */
static gboolean is_counted(const char *measure)
{
	static const char *const counted[] = {"figure", "views", "video_views", "visitors", "users", "new_users", "sessions", "subscribers", "posts",
	                                      "interactions", "messages", "events", "calls", NULL};
	const struct record_field *field = record_field_find(KIND_post_metric, measure);

	return (field && field->type == FIELD_COUNT) || g_str_has_prefix(measure, "followers") || g_strv_contains(counted, measure);
}

/* "1.234", in a file that shows nowhere whether its points part thousands. */
static gboolean is_doubtful(const struct mapper *mapper, const char *text)
{
	const char *digits = text + (*text == '-');
	gsize whole = strspn(digits, "0123456789");

	return mapper->numbers == NUMBER_AUTO && whole >= 1 && whole <= 3 && *digits != '0' && digits[whole] == '.' &&
	       strspn(digits + whole + 1, "0123456789") == 3 && !digits[whole + 4];
}

/* "1.234": to the letter it is a little more than one. Of what is counted it is a thousand, in a file that writes its numbers otherwise. */
static gboolean is_torn_count(const struct mapper *mapper, const struct alternative *alternative, const char *text, double value)
{
	const char *measure = mapper->names[SLOT_MEASURE];

	return measure && alternative->kind == READ_REAL && value != floor(value) && strspn(text, "0123456789") <= 3 && strchr(text, '.') &&
	       strspn(strchr(text, '.') + 1, "0123456789") == 3 && is_counted(measure);
}

gboolean alternative_real(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                          gint64 offset, double *out)
{
	if (!real_of(mapper, alternative, text, out))
		complain_of_cell(mapper, row, alternative, text, offset, "a number", number_hint(text));
	else if (!is_believable(*out))
		complain_of_cell(mapper, row, alternative, text, offset, "a number that can be true", LARGEST_HINT);
	else if (is_torn_count(mapper, alternative, text, *out)) {
		mapper->counts_in_groups |= is_doubtful(mapper, text);
		complain_of_cell(mapper, row, alternative, text, offset, "a whole number", number_hint(text));
	} else {
		mapper->doubtful_reals += is_doubtful(mapper, text);
		return TRUE;
	}
	return FALSE;
}

gboolean value_real(struct mapper *mapper, const struct row *row, const struct value *value, double *out)
{
	const char *text = NULL;
	gint64 offset;
	const struct alternative *alternative = pick(mapper, row, value, &text, &offset);

	*out = NAN;
	return !alternative || alternative_real(mapper, row, alternative, text, offset, out);
}

/* Some programs write -1 where they have nothing. A count has no less than nothing; only days do, of which something was taken back (record.c). */
static void doubt_negative(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text, gint64 offset)
{
	const char *column = alternative->origins ? origin_label(row, alternative->origins->pdata[0]) : "";
	g_autofree char *message = g_strdup_printf("\"%s\" cannot be negative: \"%.60s\"", column, text);

	complaints_add(mapper->complaints, &(struct complaint){.severity = SEVERITY_WARNING, .at = {mapper->reading->source, offset}, .kind = "negative-count",
	                                                       .column = column, .message = message, .hint = NEGATIVE_HINT});
}

/* Followers that a post brought: of YouTube's videos those who left again are taken off. */
static gboolean may_be_negative(const struct record_field *field)
{
	return !strcmp(field->name, "follows");
}

static gboolean put_count(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                          gint64 offset, const struct record_field *field, gint64 *out)
{
	if (!number_count(text, mapper->numbers, out)) {
		mapper->counts_in_groups |= is_doubtful(mapper, text);
		complain_of_cell(mapper, row, alternative, text, offset, "a whole number", number_hint(text));
	} else if (!is_believable((double)*out))
		complain_of_cell(mapper, row, alternative, text, offset, "a number that can be true", LARGEST_HINT);
	else {
		if (*out < 0 && !may_be_negative(field)) {
			doubt_negative(mapper, row, alternative, text, offset);
			*out = NO_COUNT;
		}
		return TRUE;
	}
	return FALSE;
}

/* ---- words ---- */

static gboolean put_flag(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                         gint64 offset, record_flag *out)
{
	static const char *const yes[] = {"1", "true", "yes", "y", "on", "1.0", NULL}, *const no[] = {"0", "false", "no", "n", "off", "0.0", NULL};

	if ((*text == '0' || *text == '1') && !text[1]) { /* so a test says it */
		*out = *text == '1';
		return TRUE;
	}
	g_autofree char *folded = text_fold(text);
	*out = g_strv_contains(yes, folded) ? 1 : g_strv_contains(no, folded) ? 0 : -1;
	if (*out < 0)
		complain_of_cell(mapper, row, alternative, text, offset, "yes or no", NULL);
	return *out >= 0;
}

/* A word nobody knows leaves the field unknown: new kinds of posts appear all the time. */
static void put_choice(struct mapper *mapper, const struct row *row, const struct alternative *alternative, const char *text,
                       gint64 offset, const struct record_field *field, guint8 *out)
{
	int number = choice_find(field->words, text);

	if (number < 0) {
		g_autofree char *folded = text_fold(text);
		number = choice_find(field->words, folded);
	}
	*out = number < 0 ? 0 : (guint8)number;
	if (number >= 0)
		return;
	const char *column = alternative->origins ? origin_label(row, alternative->origins->pdata[0]) : field->name;
	struct complaint complaint = {.severity = SEVERITY_WARNING, .at = {mapper->reading->source, offset}, .kind = "unknown-word",
	                              .column = column, .hint = "it counts as unknown"};
	g_autofree char *message = g_strdup_printf("\"%s\" has a word we do not know: \"%.40s\"", column, text);
	complaint.message = message;
	complaints_add(mapper->complaints, &complaint);
}

/* Contact data never gets further than this: a keyed hash by which accounts of one person find each other. */
static atom hashed(struct mapper *mapper, const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autofree char *hash = g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)mapper->hash_key, strlen(mapper->hash_key), folded, -1);

	return intern_add(mapper->records->atoms, hash, 24);
}

/* Some give their address as their name, and some platforms as their account. */
static gboolean is_called_by_address(const struct mapper *mapper, const char *text)
{
	return mapper->description->discipline != DISCIPLINE_NONE && text_is_address(text);
}

static gboolean is_name(const struct record_field *field)
{
	static const char *const names[] = {"name", "handle", "author_name", NULL};

	return g_strv_contains(names, field->name);
}

static atom put_atom(struct mapper *mapper, const struct alternative *alternative, const struct record_field *field, const char *text)
{
	gboolean address = alternative->kind != READ_HASH && is_called_by_address(mapper, text);

	if (address && is_name(field))
		return 0;
	if (address || alternative->kind == READ_HASH || alternative->hashed)
		return hashed(mapper, text);
	while (g_ascii_isspace(*text))
		text++;
	gsize length = strlen(text);
	while (length && g_ascii_isspace(text[length - 1]))
		length--;
	if (alternative->kind == READ_ID && !is_name(field) && !text[length])
		return intern_add(mapper->records->atoms, id_plain(mapper, text), -1);
	return intern_add(mapper->records->atoms, text, (gssize)length);
}

/* The text as it is shown, and what only the writer's own words say. */
static text_ref put_text(struct mapper *mapper, const struct alternative *alternative, const char *written, gboolean message)
{
	gboolean talk = mapper->description->discipline == DISCIPLINE_COMMUNITY && !g_str_has_prefix(written, "http");
	g_autofree char *masked = talk ? text_without_contacts(written) : NULL;
	const char *text = masked ? masked : written;

	if (!alternative->markup && !message)
		return texts_add(mapper->records->texts, text, -1);
	g_autofree char *bare = alternative->markup ? alternative->markup->plain(text, message, message ? mapper->mentions : NULL)
	                                            : text_without_links(text);
	g_autofree char *plain = message && strstr(bare, "  ") ? text_replace(bare, "[ \\t]{2,}", " ") : g_strdup(bare);
	g_strstrip(plain);
	if (message) {
		mapper->has_words = TRUE;
		mapper->asks = text_asks(plain);
	}
	return *plain ? texts_add(mapper->records->texts, plain, -1) : 0;
}

/* ---- into the field ---- */

/* A day where an instant is wanted is its midnight. */
static void put_moment(struct mapper *mapper, const struct alternative *alternative, const struct record_field *field, gint32 day,
                       gint64 instant, void *at)
{
	if (field->type == FIELD_DAY)
		*(gint32 *)at = day;
	else
		*(gint64 *)at = instant != NO_TIME ? instant : instant_of_day(day, alternative->zone ? alternative->zone : mapper->zone);
	if (mapper->row_first == NO_DAY || day < mapper->row_first)
		mapper->row_first = day;
	if (mapper->row_last == NO_DAY || day > mapper->row_last)
		mapper->row_last = day;
}

#define OLDEST_DAYS 3300 /* nine years */

/* An export that writes days without their year, opened in a spreadsheet: that puts the year in which it was opened, or takes the day
 * for a year, "October 30" for October 1930. */
static gboolean has_invented_year(const struct mapper *mapper, const struct value *value, gint32 day)
{
	gboolean yearless = FALSE;

	for (guint i = 0; i < value->alternatives->len; i++) {
		const struct alternative *alternative = value->alternatives->pdata[i];
		yearless |= alternative->year == YEAR_ROLLS || alternative->year == YEAR_BEFORE;
	}
	if (!yearless || mapper->captured_at == NO_TIME)
		return FALSE;
	gint32 capture = day_of_instant(mapper->captured_at, mapper->zone);
	return day > capture + 1 || day < capture - OLDEST_DAYS;
}

gboolean value_put(struct mapper *mapper, const struct row *row, const struct value *value, const struct record_field *field, void *record)
{
	const char *text = NULL;
	gint64 offset = row->offset, instant;
	gint32 day;
	void *at = (char *)record + field->offset;
	const struct alternative *alternative = pick(mapper, row, value, &text, &offset);

	if (!alternative)
		return TRUE;
	if (alternative->kind == READ_ID && field->key && is_damaged_id(text)) {
		complain_of_cell(mapper, row, alternative, text, offset, "a whole id",
		                 "a spreadsheet has cut its last digits: export it again and do not save it in the spreadsheet");
		return FALSE;
	}
	if (alternative->kind == READ_ID && field->key && strspn(text, "0123456789") > 15) {
		mapper->long_ids++;
		mapper->rounded_ids += is_rounded_id(text);
	}
	switch (field->type) {
	case FIELD_ATOM: *(atom *)at = put_atom(mapper, alternative, field, text); return TRUE;
	case FIELD_TEXT: *(text_ref *)at = put_text(mapper, alternative, text, field == mapper->message_text); return TRUE;
	case FIELD_COUNT: return put_count(mapper, row, alternative, text, offset, field, at);
	case FIELD_REAL: return alternative_real(mapper, row, alternative, text, offset, at);
	case FIELD_FLAG: return put_flag(mapper, row, alternative, text, offset, at);
	case FIELD_CHOICE: put_choice(mapper, row, alternative, text, offset, field, at); return TRUE;
	case FIELD_TIME:
	case FIELD_DAY:
		if (!read_moment(mapper, row, alternative, text, offset, &day, &instant))
			return FALSE;
		if (has_invented_year(mapper, value, day)) {
			complain_of_cell(mapper, row, alternative, text, offset, "a day of the years before the export was made",
			                 "a spreadsheet has put its own year to it: download it again and do not save it in the spreadsheet");
			return FALSE;
		}
		put_moment(mapper, alternative, field, day, instant, at);
		return TRUE;
	}
	return TRUE;
}

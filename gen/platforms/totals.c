/* Totals that a table states of itself, held against its rows: what does not add up was cut off, filtered or counted twice. */
#include "platforms/mapper.h"

#include <math.h>

#define CENT 0.005 /* how far a figure with decimals may be rounded */

/* What the rows say of one measure. */
struct sum {
	const struct column_use *use;
	double value;
	guint64 rows;
};

/* What a total row says of it. */
struct stated {
	const struct emit *emit;
	const struct column_use *use;
	double value;
	gint64 offset;
};

struct totals {
	GArray *sums;   /* struct sum */
	GArray *stated; /* struct stated */
};

static struct totals *totals_of(struct mapper *mapper)
{
	if (!mapper->totals) {
		mapper->totals = g_new(struct totals, 1);
		mapper->totals->sums = g_array_new(FALSE, FALSE, sizeof(struct sum));
		mapper->totals->stated = g_array_new(FALSE, FALSE, sizeof(struct stated));
	}
	return mapper->totals;
}

static void totals_free(struct mapper *mapper)
{
	g_array_unref(mapper->totals->sums);
	g_array_unref(mapper->totals->stated);
	g_clear_pointer(&mapper->totals, g_free);
}

static struct sum *sum_of(struct totals *totals, const struct column_use *use)
{
	for (guint i = 0; i < totals->sums->len; i++)
		if (g_array_index(totals->sums, struct sum, i).use == use)
			return &g_array_index(totals->sums, struct sum, i);
	struct sum sum = {.use = use};
	g_array_append_val(totals->sums, sum);
	return &g_array_index(totals->sums, struct sum, totals->sums->len - 1);
}

static gboolean add_row(struct mapper *mapper, const struct emit *emit, const struct row *row)
{
	double number;

	for (guint i = 0; i < emit->adds->len; i++) {
		const struct column_use *use = emit->adds->pdata[i];
		if (!value_real(mapper, row, use->value, &number))
			return FALSE;
		if (isnan(number))
			continue;
		struct sum *sum = sum_of(totals_of(mapper), use);
		sum->value += number;
		sum->rows++;
	}
	return TRUE;
}

gboolean totals_add_row(struct mapper *mapper, const struct part *part, const struct row *row)
{
	for (guint v = 0; v < part->verdicts->len; v++) {
		const struct verdict *verdict = part->verdicts->pdata[v];
		for (guint i = 0; i < verdict->emits->len; i++)
			if (!add_row(mapper, verdict->emits->pdata[i], row))
				return FALSE;
	}
	return TRUE;
}

gboolean totals_add_stated(struct mapper *mapper, const struct emit *emit, const struct row *row)
{
	struct stated stated = {.emit = emit, .offset = row->offset};

	for (guint i = 0; i < emit->adds->len; i++) {
		stated.use = emit->adds->pdata[i];
		if (!value_real(mapper, row, stated.use->value, &stated.value))
			return FALSE;
		if (!isnan(stated.value))
			g_array_append_val(totals_of(mapper)->stated, stated);
	}
	return TRUE;
}

/* ---- rows of sums without a name ---- */

#define LIKE_MOST 2 /* a total of what does not add up to the very number (sessions of several pages) is no more than so many times its rows */

static gboolean is_whole(double value)
{
	return value == floor(value);
}

struct proof {
	guint same, unlike;
};

static gboolean weigh(struct mapper *mapper, const struct column_use *use, const struct row *row, const struct row *more, struct proof *proof)
{
	double stated, other = 0;
	const struct sum *sum = sum_of(totals_of(mapper), use);

	if (!value_real(mapper, row, use->value, &stated) || (more && !value_real(mapper, more, use->value, &other)))
		return FALSE;
	double rows = sum->value + (isnan(other) ? 0 : other);
	if (!isnan(stated) && sum->rows) {
		proof->same += stated > 0 && fabs(stated - rows) <= (is_whole(stated) ? 0.5 : CENT * (double)(sum->rows + 1));
		proof->unlike += stated > LIKE_MOST * rows;
	}
	return TRUE;
}

gboolean totals_prove(struct mapper *mapper, const struct emit *emit, const struct row *row, const struct row *more)
{
	struct proof proof = {0, 0};

	for (guint i = 0; i < emit->adds->len; i++)
		if (!weigh(mapper, emit->adds->pdata[i], row, more, &proof))
			return FALSE;
	return proof.same && !proof.unlike;
}

/* ---- the comparison ---- */

static gboolean agrees(const struct stated *stated, const struct sum *sum)
{
	double slack = is_whole(stated->value) && is_whole(sum->value) ? 0.5 : CENT * (double)(sum->rows + 1);

	return fabs(stated->value - sum->value) <= slack;
}

/* "15,503,810 views (its rows: 14,344,009)". */
static void append_figures(GString *out, const struct stated *stated, const struct sum *sum)
{
	int decimals = is_whole(stated->value) && is_whole(sum->value) ? 0 : 2;
	g_autofree char *total = number_text(stated->value, decimals, "en"), *added = number_text(sum->value, decimals, "en");

	g_string_append_printf(out, "%s%s %s (its rows: %s)", out->len ? ", " : "", total, stated->use->name, added);
}

static void complain_of_totals(struct mapper *mapper, const struct stated *stated, gboolean cut, const char *figures)
{
	const char *hint = cut ? NULL : mapper->reading->refused ? "rows of this file were refused: mend them first"
	                        : "rows are missing, or stand there twice; the rows are what is used: export it again, without filters";

	complain(mapper->complaints, cut ? SEVERITY_NOTE : SEVERITY_WARNING, (struct place){mapper->reading->source, stated->offset},
	         cut ? "cut-total" : "stated-total", hint, cut ? "a total of more than the rows that are shown: %s" : "a total that the rows do not add up to: %s", figures);
}

/* One total row, all its measures in one complaint; returns the index behind them. */
static guint compare_row(struct mapper *mapper, struct totals *totals, guint index)
{
	const struct stated *first = &g_array_index(totals->stated, struct stated, index);
	g_autoptr(GString) figures = g_string_new(NULL);
	gboolean cut = first->emit->cut;

	for (; index < totals->stated->len; index++) {
		const struct stated *stated = &g_array_index(totals->stated, struct stated, index);
		const struct sum *sum = sum_of(totals, stated->use);
		if (stated->offset != first->offset)
			break;
		if (!sum->rows || agrees(stated, sum))
			continue;
		cut = cut && stated->value > sum->value;
		append_figures(figures, stated, sum);
	}
	if (figures->len)
		complain_of_totals(mapper, first, cut, figures->str);
	return index;
}

void totals_compare(struct mapper *mapper)
{
	struct totals *totals = mapper->totals;

	if (!totals)
		return;
	for (guint i = 0; i < totals->stated->len;)
		i = compare_row(mapper, totals, i);
	totals_free(mapper);
}

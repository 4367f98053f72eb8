/* Rates by day. */
#include "metrics/broadcast/money.h"

#include <math.h>

static gboolean
is_between(const struct records *records, const struct fx_rate *row, const char *from, const char *to)
{
	return g_strcmp0(records_atom(records, row->from), from) == 0 && g_strcmp0(records_atom(records, row->to), to) == 0;
}

const struct fx_rate *
money_rate(const struct publishing *publishing, const char *from, const char *to, gint32 day)
{
	const struct records *records = publishing->records;
	const struct fx_rate *newest = NULL;

	for (guint i = 0; from && to && i < RECORD_COUNT_OF(records, fx_rate); i++) {
		const struct fx_rate *row = RECORD_AT(records, fx_rate, i);
		gboolean direct = is_between(records, row, from, to), fits = direct || is_between(records, row, to, from);
		if (!fits || !(row->rate > 0) || row->on_day == NO_DAY || row->on_day > day)
			continue;
		if (!newest || row->on_day > newest->on_day || (row->on_day == newest->on_day && direct)) /* of one day, the direct one */
			newest = row;
	}
	return newest;
}

double
money_in(const struct publishing *publishing, double amount, const char *from, const char *to, gint32 day)
{
	const struct fx_rate *rate;

	if (g_strcmp0(from, to) == 0)
		return amount;
	rate = money_rate(publishing, from, to, day);
	if (!rate)
		return NAN;
	return is_between(publishing->records, rate, from, to) ? amount * rate->rate : amount / rate->rate;
}

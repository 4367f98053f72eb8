/* From account days to values. */
#include "metrics/broadcast/flows.h"

#include <math.h>

#define DAY_SECONDS 86400
#define UNSETTLED_SHARE 4 /* more than one day in four: the month itself is provisional */

const char *
scope_label(const struct publishing *publishing, guint scope)
{
	const struct account *account = scope_map_account(publishing->scopes, scope);

	return !account ? "elsewhere" : account->label ? account->label : account->id;
}

int
unsettled_days(const struct inquiry *inquiry, guint scope)
{
	gint64 end = scope_map_end(inquiry->publishing->scopes, scope);
	gint64 settled = end == NO_TIME ? NO_TIME : end - (gint64)inquiry->project->settle_hours * 3600;
	int days = 0;

	for (gint32 day = inquiry->period.past - 1; settled != NO_TIME && day >= inquiry->period.first; day--) {
		if (instant_of_day(day + 1, inquiry->project->zone) <= settled)
			break;
		days++;
	}
	return days;
}

void
unsettled_note(const struct inquiry *inquiry, struct figure *figure, guint scope)
{
	int days = inquiry->current ? unsettled_days(inquiry, scope) : 0;

	if (days)
		figure_note(figure, "%s: the last %s may still change; comparisons leave %s out", scope_label(inquiry->publishing, scope),
		            days == 1 ? "day" : "days", days == 1 ? "it" : "them");
}

/* Days of the period that lie before the end of the account's data. */
static gint32
days_due(const struct inquiry *inquiry, guint scope)
{
	gint64 end = scope_map_end(inquiry->publishing->scopes, scope);
	gint32 past = end == NO_TIME ? inquiry->period.past : MIN(inquiry->period.past, day_of_instant(end, inquiry->project->zone));

	return MAX(past - inquiry->period.first, 0);
}

static void
value_gaps(const struct inquiry *inquiry, guint scope, const struct flow *flow, struct value *value)
{
	gint32 length = inquiry->period.past - inquiry->period.first;
	g_autofree char *words = NULL;

	if (flow->days >= days_due(inquiry, scope))
		return;
	words = g_strdup_printf("%d of %d days", flow->days, length);
	value_raise(value, STATE_PARTIAL, g_intern_string(words));
}

/* Events and exposure over settled days only. */
static void
value_settled(const struct inquiry *inquiry, guint scope, const char *measure, const struct flow *flow, struct value *value)
{
	int unsettled = unsettled_days(inquiry, scope);
	struct period settled = inquiry->period;
	struct flow part;

	value->events = flow->sum;
	value->exposure = flow->days;
	if (!unsettled || flow->whole)
		return;
	if (unsettled * UNSETTLED_SHARE > settled.past - settled.first) {
		value_raise(value, STATE_PROVISIONAL, NULL);
		return;
	}
	settled.past -= unsettled;
	settled.end = instant_of_day(settled.past, inquiry->project->zone);
	part = publishing_flow(inquiry->publishing, scope, measure, &settled);
	value->events = part.sum;
	value->exposure = part.days;
}

struct value
flow_value(const struct inquiry *inquiry, guint scope, const char *measure, gboolean gaps_are_none)
{
	struct flow flow = publishing_flow(inquiry->publishing, scope, measure, &inquiry->period);
	struct value value = value_estimate(flow.sum, NAN, NAN, NO_COUNT);

	if (!flow.known)
		return value_none(STATE_NO_DATA, NULL);
	value_settled(inquiry, scope, measure, &flow, &value);
	if (!gaps_are_none)
		value_gaps(inquiry, scope, &flow, &value);
	else
		value.exposure = NAN; /* the registry's: the whole period */
	if (flow.changed)
		value_raise(&value, STATE_BREAK, NULL);
	return value;
}

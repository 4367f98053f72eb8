/* How many different accounts saw us on any channel: nobody knows, so bounds and never a number (METRICS B37, §7.15). */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/span.h"

/* ---- what each channel reached ---- */

struct channel {
	const char *id;
	double low, high; /* its own platform's number, or the bounds that its days set */
};

/* Channels that tell of their reach in this month. */
static GArray *
channels_of(const struct inquiry *inquiry)
{
	const struct scope_map *scopes = inquiry->publishing->scopes;
	GArray *channels = g_array_new(FALSE, FALSE, sizeof(struct channel));

	for (guint i = 0; i < scope_map_count(scopes); i++) {
		const char *id = scope_map_account(scopes, i)->id;
		struct value reach = inquiry_value(inquiry, "b_reach", id);
		struct channel channel = { id, reach.value, reach.value };
		if (!value_has_number(&reach))
			continue;
		if (value_has_interval(&reach)) {
			channel.low = reach.lo;
			channel.high = reach.hi;
		}
		g_array_append_val(channels, channel);
	}
	return channels;
}

#define CHANNEL_AT(channels, i) (&g_array_index((channels), struct channel, i))

/* ---- what two of them share ---- */

static gboolean
is_pair(const struct records *records, const struct overlap *row, const char *first, const char *second)
{
	const char *x = records_atom(records, row->first), *y = records_atom(records, row->second);

	return (g_strcmp0(x, first) == 0 && g_strcmp0(y, second) == 0) || (g_strcmp0(x, second) == 0 && g_strcmp0(y, first) == 0);
}

/* The accounts two channels are said to share in exactly this month; NAN. */
static double
overlap_of(const struct inquiry *inquiry, const char *first, const char *second)
{
	double most = NAN;

	for (guint i = 0; i < RECORD_COUNT_OF(inquiry->records, overlap); i++) {
		const struct overlap *row = RECORD_AT(inquiry->records, overlap, i);
		if (row->span_start != inquiry->period.first || row->span_end != inquiry->period.past - 1 || row->accounts == NO_COUNT ||
		    !is_pair(inquiry->records, row, first, second))
			continue;
		most = isnan(most) ? (double)row->accounts : fmax(most, (double)row->accounts); /* told both ways round: the larger is the safer */
	}
	return most;
}

struct bounds {
	double low, high;
	guint pairs, known; /* pairs of channels, and those whose overlap is told */
};

/* At least the largest channel, and at least the sum less what every two share (Bonferroni 1936); of two that nobody has counted,
 * the smaller may lie wholly within the larger. At most the sum. */
static struct bounds
bounds_of(const struct inquiry *inquiry, const GArray *channels)
{
	struct bounds bounds = { 0 };
	double sum = 0, shared = 0;

	for (guint i = 0; i < channels->len; i++) {
		const struct channel *channel = CHANNEL_AT(channels, i);
		bounds.low = fmax(bounds.low, channel->low);
		bounds.high += channel->high;
		sum += channel->low;
		for (guint j = 0; j < i; j++) {
			double told = overlap_of(inquiry, channel->id, CHANNEL_AT(channels, j)->id);
			bounds.pairs++;
			bounds.known += !isnan(told);
			shared += isnan(told) ? fmin(channel->high, CHANNEL_AT(channels, j)->high) : told;
		}
	}
	bounds.low = fmax(bounds.low, sum - shared);
	return bounds;
}

/* ---- measuring ---- */

static struct value
value_of_bounds(const struct inquiry *inquiry, const struct bounds *bounds)
{
	const char *language = inquiry->project->language;
	g_autofree char *from = number_text(bounds->low, 0, language), *to = isfinite(bounds->high) ? number_text(bounds->high, 0, language) : NULL;
	g_autofree char *words = to ? g_strdup_printf("between %s and %s", from, to) : g_strdup_printf("at least %s", from);
	struct value value = value_estimate(bounds->low, bounds->low, bounds->high, NO_COUNT);

	value_raise(&value, STATE_NOT_REACHED, g_intern_string(words));
	return value;
}

static void
overlap_note(const struct inquiry *inquiry, struct figure *figure, const struct bounds *bounds, guint channels)
{
	if (!inquiry->current)
		return;
	if (bounds->known)
		figure_note(figure, "%u channels; for %u of their %u pairs it is told how many accounts they share", channels, bounds->known, bounds->pairs);
	else
		figure_note(figure, "%u channels; how many accounts they share is not told (tables/overlaps.csv)", channels);
}

static void
unduplicated_reach(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) channels = channels_of(inquiry);
	struct figure_row *row = inquiry_row(inquiry, figure);

	if (!channels->len)
		row->values[0] = value_none(STATE_NO_DATA, "no channel tells how many accounts it reached");
	else if (channels->len == 1)
		row->values[0] = value_none(STATE_UNDEFINED, "only one channel tells how many accounts it reached");
	else {
		struct bounds bounds = bounds_of(inquiry, channels);
		row->values[0] = value_of_bounds(inquiry, &bounds);
		overlap_note(inquiry, figure, &bounds, channels->len);
	}
}

static gint64
reach_span(const struct inquiry *inquiry)
{
	return span_of_days(inquiry, "reach", NULL);
}

static const char *const reads[] = { "account_day", "overlap", NULL }, *const operands[] = { "b_reach", NULL };

const struct metric metric_unduplicated_reach_bounds = {
	.definition = {
		.name = "b_unduplicated_reach_bounds", .card = "B37", .discipline = DISCIPLINE_BROADCAST, .label = "Accounts reached on any channel",
		.question = "How many different accounts saw us, on whatever channel?",
		.formula = "Between the largest channel's reach and the sum of all channels': the same person may have been reached on each. Where it is told how "
		           "many accounts two channels share, at least the sum less what every two of them share. Never a single number.",
		.noun = "accounts", .unit = UNIT_COUNT, .additivity = ADD_DIST, .shape = SHAPE_ESTIMATE, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B37; Bonferroni 1936 (inclusion and exclusion)",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = reach_span, .reads = reads, .operands = operands, .measure = unduplicated_reach,
};

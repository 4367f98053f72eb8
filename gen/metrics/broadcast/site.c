/* Do people come to our site from what we publish (METRICS B40). */
#include <math.h>
#include <string.h>

#include "metrics/broadcast/days.h"
#include "metrics/broadcast/flows.h"
#include "metrics/broadcast/sample.h"
#include "metrics/broadcast/span.h"
#include "metrics/broadcast/touch.h"

/* ---- B40 visits from what we published ---- */

/* Weekly counts of visits from what we published hardly ever exist (sources come by month), so their dispersion is that of all visits
 * of the site, by the part that ours are: if all visits share their bursts, φ = 1 + part·(φ of all − 1). */
static double
visits_dispersion(const struct inquiry *inquiry, guint scope, double part)
{
	double weeks[WEEKS_MOST];

	publishing_weeks(inquiry->publishing, scope, "sessions", MIN(inquiry->period.end, scope_map_end(inquiry->publishing->scopes, scope)), weeks);
	return 1 + part * (weeks_dispersion(weeks) - 1);
}

static struct value
visits_of_site(const struct inquiry *inquiry, guint scope)
{
	struct visit_sum sum = publishing_visited(inquiry->publishing, scope, &inquiry->period);
	struct value value = value_count((gint64)sum.sessions);

	if (!sum.known)
		return value_none(STATE_NO_DATA, NULL);
	value.exposure = sum.days;
	value.dispersion = sum.all > 0 ? visits_dispersion(inquiry, scope, sum.sessions / sum.all) : 1;
	if (sum.days < inquiry->period.past - inquiry->period.first) {
		g_autofree char *words = g_strdup_printf("%d of %d days", sum.days, inquiry->period.past - inquiry->period.first);
		value_raise(&value, STATE_PARTIAL, g_intern_string(words));
	}
	return value;
}

static void
visits_add(struct value *all, const struct value *one)
{
	all->value += one->value;
	all->events += one->events;
	all->n += one->n;
	all->exposure = MAX(all->exposure, one->exposure);
	all->dispersion = MAX(all->dispersion, one->dispersion);
	value_raise(all, one->state, one->reason);
}

static struct value
site_visits(const struct inquiry *inquiry)
{
	struct value all = value_count(0);
	guint known = 0;

	all.exposure = all.dispersion = 0;
	for (guint i = 0; i <= scope_map_count(inquiry->publishing->scopes); i++) {
		struct value one = visits_of_site(inquiry, i);
		if (one.state == STATE_NO_DATA)
			continue;
		visits_add(&all, &one);
		known++;
	}
	return known ? all : value_none(STATE_NO_DATA, "no visits of a site are exported");
}

/* ---- by channel ---- */

struct channel {
	const char *name;
	double sessions;
	gboolean ours;
};

static void
channel_add(const char *name, double sessions, enum origin origin, gpointer user)
{
	GArray *channels = user;
	struct channel fresh = { name, sessions, origin_is_ours(origin) };

	for (guint i = 0; i < channels->len; i++) {
		struct channel *channel = &g_array_index(channels, struct channel, i);
		if (strcmp(channel->name, name) == 0) {
			channel->sessions += sessions;
			return;
		}
	}
	g_array_append_val(channels, fresh);
}

static int
compare_channels(gconstpointer a, gconstpointer b)
{
	const struct channel *x = a, *y = b;

	if (x->sessions != y->sessions)
		return x->sessions > y->sessions ? -1 : 1;
	return strcmp(x->name, y->name);
}

static void
visits_by_channel(const struct inquiry *inquiry, struct figure *figure)
{
	g_autoptr(GArray) channels = g_array_new(FALSE, TRUE, sizeof(struct channel));

	for (guint i = 0; i <= scope_map_count(inquiry->publishing->scopes); i++)
		publishing_channels(inquiry->publishing, i, &inquiry->period, channel_add, channels);
	g_array_sort(channels, compare_channels);
	for (guint i = 0; i < channels->len; i++) {
		const struct channel *channel = &g_array_index(channels, struct channel, i);
		struct figure_row *row = inquiry_row(inquiry, figure);
		figure_set_word(figure, row, 2, channel->name);
		figure_set_word(figure, row, 3, channel->ours ? "yes" : "no");
		row->values[0] = value_count((gint64)channel->sessions);
	}
}

/* ---- the metrics ---- */

static const char *const reads[] = { "site_visits", NULL };

const struct metric metric_site_visits = {
	.definition = {
		.name = "b_site_visits", .card = "B40", .discipline = DISCIPLINE_BROADCAST, .label = "Visits from what we published",
		.question = "Do people come to our site from what we publish?",
		.formula = "Sessions of our site that came from our posts, mails or advertisements, by their source and medium. Direct visits, those "
		           "without a source, search and links of others are not counted here and never spread over what is.",
		.noun = "visits", .phrase = "{value} visits to our site came from what we published", .unit = UNIT_COUNT, .additivity = ADD_FLOW,
		.shape = SHAPE_SERIES, .comparison = COMPARE_COUNTS, .version = 1, .source = "METRICS B40, §4.4",
	},
	.windows = WINDOWS_SERIES, .scopes = SCOPES_ALL, .headline = TRUE, .reach = span_of_visits, .reads = reads, .value = site_visits,
};

static const struct metric_column channel_columns[] = {
	{ .name = "channel", .label = "Channel", .is_key = TRUE, .key_kind = KEY_WORD },
	{ .name = "published", .label = "From what we published", .is_key = TRUE, .key_kind = KEY_WORD },
	{ NULL },
};

const struct metric metric_site_visits_by_channel = {
	.definition = {
		.name = "b_site_visits_by_channel", .card = "B40", .discipline = DISCIPLINE_BROADCAST, .label = "Visits by channel",
		.question = "Where do the visitors of our site come from?",
		.formula = "Sessions of our site by channel, as the site's own statistics call them. Direct visits and those without a source have their own rows.",
		.noun = "visits", .unit = UNIT_COUNT, .additivity = ADD_FLOW, .shape = SHAPE_AMOUNTS, .comparison = COMPARE_NONE, .version = 1,
		.source = "METRICS B40; a census of sessions",
	},
	.windows = WINDOWS_CURRENT, .scopes = SCOPES_ALL, .reach = span_of_visits, .reads = reads, .columns = channel_columns, .measure = visits_by_channel,
};

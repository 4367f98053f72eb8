/* A small publisher, built by hand: two channels, a site, leads. Reported in UTC; the month is May 2026 unless a test says so. */
#ifndef TESTS_SAID_H
#define TESTS_SAID_H

#include "metrics/broadcast/publishing.h"
#include "metrics/metric.h"

#define HOUR 3600
#define DAY 86400

struct said {
	struct records *records;
	struct project *project;
	struct complaints *complaints;
};

static inline void
said_account(struct said *said, const char *id, const char *platform, const char *label, enum discipline discipline)
{
	struct account *account = g_new0(struct account, 1);

	account->id = g_strdup(id);
	account->platform = g_strdup(platform);
	account->label = g_strdup(label);
	account->discipline = discipline;
	g_ptr_array_add(said->project->accounts, account);
}

static inline struct said
said_new(void)
{
	struct said said = { records_new(), project_new("/nowhere"), complaints_new() };

	g_clear_pointer(&said.project->zone, g_time_zone_unref);
	said.project->zone = zone_open("UTC");
	g_free(said.project->language);
	said.project->language = g_strdup("en");
	said_account(&said, "x", "x", "X", DISCIPLINE_BROADCAST);
	said_account(&said, "facebook", "meta", "Facebook", DISCIPLINE_BROADCAST);
	said_account(&said, "mail", "mailchimp", "Saturday mail", DISCIPLINE_BROADCAST);
	said_account(&said, "site", "ga4", "Our site", DISCIPLINE_BROADCAST);
	return said;
}

/* Everything is complete to the end of this day. */
static inline void
said_complete(struct said *said, const char *day)
{
	for (guint i = 0; i < said->project->accounts->len; i++) {
		struct account *account = g_ptr_array_index(said->project->accounts, i);
		g_free(account->complete_to);
		account->complete_to = g_strdup(day);
	}
}

static inline void
said_clear(struct said *said)
{
	records_free(said->records);
	project_free(said->project);
	complaints_free(said->complaints);
}

static inline atom
word(struct said *said, const char *text)
{
	return intern_add(said->records->atoms, text, -1);
}

static inline gint32
day_of(const char *iso)
{
	gint32 day;
	gint64 unused;

	g_assert_true(moment_parse(iso, "%Y-%m-%d", NULL, 0, &day, &unused));
	return day;
}

static inline gint64
at(const char *iso)
{
	return (gint64)day_of(iso) * DAY;
}

static inline struct period
month(const struct said *said, const char *id)
{
	struct period period;

	g_assert_true(period_parse(id, said->project->zone, &period));
	return period;
}

static inline void
said_post(struct said *said, const char *platform, const char *id, gint64 published)
{
	struct post post;

	record_clear(KIND_post, &post);
	post.platform = word(said, platform);
	post.post_id = word(said, id);
	post.published_at = published;
	post.published_day = (gint32)(published / DAY);
	post.has_link = 1;
	records_add(said->records, KIND_post, &post);
}

/* Reactions stand for all interactions; NO_COUNT where not reported. */
static inline void
said_snapshot(struct said *said, const char *platform, const char *id, gint64 captured, const char *definition, gint64 reactions,
              gint64 impressions, gint64 clicks)
{
	struct post_metric row;

	record_clear(KIND_post_metric, &row);
	row.platform = word(said, platform);
	row.post_id = word(said, id);
	row.captured = captured;
	record_set_captured(&row.record, captured);
	row.definition = word(said, definition);
	row.reactions = reactions;
	row.impressions = impressions;
	row.link_clicks = clicks;
	records_add(said->records, KIND_post_metric, &row);
}

static inline void
said_span(struct said *said, const char *platform, const char *first, const char *last, const char *measure, const char *definition,
          guint8 scope, double value)
{
	struct account_day row;

	record_clear(KIND_account_day, &row);
	row.platform = word(said, platform);
	row.span_start = day_of(first);
	row.span_end = day_of(last);
	row.measure = word(said, measure);
	row.definition = word(said, definition);
	row.scope = scope;
	row.value = value;
	records_add(said->records, KIND_account_day, &row);
}

/* The same value every day from `first` to `last`. */
static inline void
said_days(struct said *said, const char *platform, const char *first, const char *last, const char *measure, const char *definition, double value)
{
	for (gint32 day = day_of(first); day <= day_of(last); day++) {
		g_autofree char *iso = day_iso(day);
		said_span(said, platform, iso, iso, measure, definition, PAID_ORGANIC, value);
	}
}

static inline void
said_lead(struct said *said, const char *id, const char *person, gint64 created, const char *source, const char *medium, gint64 touch)
{
	struct lead lead;

	record_clear(KIND_lead, &lead);
	lead.lead_id = word(said, id);
	lead.person = person ? word(said, person) : 0;
	lead.created_at = created;
	lead.source = source ? word(said, source) : 0;
	lead.medium = medium ? word(said, medium) : 0;
	lead.touch_at = touch;
	records_add(said->records, KIND_lead, &lead);
}

static inline void
said_visits(struct said *said, const char *first, const char *last, const char *channel, const char *source, const char *medium, gint64 sessions)
{
	struct site_visits row;

	record_clear(KIND_site_visits, &row);
	row.platform = word(said, "ga4");
	row.span_start = day_of(first);
	row.span_end = day_of(last);
	row.channel = channel ? word(said, channel) : 0;
	row.source = source ? word(said, source) : 0;
	row.medium = medium ? word(said, medium) : 0;
	row.sessions = sessions;
	records_add(said->records, KIND_site_visits, &row);
}

/* The figure of one metric for a month; the caller frees. */
static inline struct figure *
said_figure(const struct said *said, const char *metric, const char *period_id)
{
	AUTO(measuring) measuring = measuring_new(said->records, said->project, said->complaints);
	struct period period = month(said, period_id);

	g_assert_nonnull(metric_find(metric));
	return measuring_figure(measuring, metric_find(metric), &period);
}

static inline struct value
said_value(const struct said *said, const char *metric, const char *period_id, const char *scope)
{
	AUTO(figure) figure = said_figure(said, metric, period_id);
	struct period period = month(said, period_id);
	const struct value *found = figure_number(figure, &period, scope);
	struct value value;

	g_assert_nonnull(found);
	value = *found;
	value.reason = value.reason ? g_intern_string(value.reason) : NULL;
	return value;
}

/* The row whose key is this word, or NULL. */
static inline const struct figure_row *
row_of(const struct figure *figure, const char *key, const char *item)
{
	int column = figure_key(figure, key);

	g_assert_cmpint(column, >=, 0);
	for (guint i = 0; i < figure->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(figure->rows, i);
		if (g_strcmp0(row->keys[column].word, item) == 0)
			return row;
	}
	return NULL;
}

#endif

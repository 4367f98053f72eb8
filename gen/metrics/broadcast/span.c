/* Ends of data by what is read. */
#include "metrics/broadcast/span.h"

#include "metrics/broadcast/days.h"
#include "metrics/broadcast/sample.h"

struct wanted {
	const char *measure;
	snapshot_needs needs;
};
typedef gboolean (*scope_has)(const struct publishing *, guint scope, const struct wanted *);

/* One account: the end of its data. All: the earliest end of those that reach into the period, else the latest there is. */
static gint64
span_over(const struct inquiry *inquiry, scope_has has, const struct wanted *wanted)
{
	const struct publishing *publishing = inquiry->publishing;
	int scope = inquiry_scope(inquiry);
	gint64 reaching = NO_TIME, latest = NO_TIME;

	if (scope != SCOPE_NONE)
		return has(publishing, (guint)scope, wanted) ? scope_map_end(publishing->scopes, (guint)scope) : NO_TIME;
	for (guint i = 0; i <= scope_map_count(publishing->scopes); i++) {
		gint64 end = has(publishing, i, wanted) ? scope_map_end(publishing->scopes, i) : NO_TIME;
		latest = MAX(latest, end); /* NO_TIME is the least of all */
		if (end != NO_TIME && scope_map_reports(publishing->scopes, i, &inquiry->period))
			reaching = reaching == NO_TIME ? end : MIN(reaching, end);
	}
	return reaching == NO_TIME ? latest : reaching;
}

/* ---- what accounts have ---- */

static gboolean
has_posts(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	(void)wanted;
	for (guint i = 0; i < publishing->n_posts; i++)
		if (publishing->posts[i].scope == scope)
			return TRUE;
	return FALSE;
}

static gboolean
has_snapshots(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	for (guint i = 0; i < publishing->n_posts; i++) {
		const struct publication *publication = &publishing->posts[i];
		for (guint j = publication->first; publication->scope == scope && j < publication->past; j++)
			if (wanted->needs(publishing->snapshots[j]))
				return TRUE;
	}
	return FALSE;
}

static gboolean
has_days(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	return publishing_reports(publishing, scope, wanted->measure) || (wanted->needs && has_snapshots(publishing, scope, wanted));
}

static gboolean
has_visits(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	(void)wanted;
	for (guint i = 0; i < publishing->n_visits; i++)
		if (publishing->visits[i].scope == scope)
			return TRUE;
	return FALSE;
}

static gboolean
has_mail(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	const struct records *records = publishing->records;

	(void)wanted;
	for (guint i = 0; i < RECORD_COUNT_OF(records, mail_issue); i++) {
		const struct mail_issue *issue = RECORD_AT(records, mail_issue, i);
		if (scope_map_of(publishing->scopes, issue->platform, issue->account, 0) == scope)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_ads(const struct publishing *publishing, guint scope, const struct wanted *wanted)
{
	const struct records *records = publishing->records;

	(void)wanted;
	for (guint i = 0; i < RECORD_COUNT_OF(records, ad_row); i++) {
		const struct ad_row *row = RECORD_AT(records, ad_row, i);
		if (scope_map_of(publishing->scopes, row->platform, row->account, 0) == scope)
			return TRUE;
	}
	return FALSE;
}

/* ---- answers ---- */

gint64
span_of_posts(const struct inquiry *inquiry)
{
	return span_over(inquiry, has_posts, NULL);
}

gint64
span_of_snapshots(const struct inquiry *inquiry, snapshot_needs needs)
{
	return span_over(inquiry, has_snapshots, &(struct wanted){ .needs = needs });
}

gint64
span_of_days(const struct inquiry *inquiry, const char *measure, snapshot_needs needs)
{
	return span_over(inquiry, has_days, &(struct wanted){ measure, needs });
}

gint64
span_of_visits(const struct inquiry *inquiry)
{
	return span_over(inquiry, has_visits, NULL);
}

gint64
span_of_mail(const struct inquiry *inquiry)
{
	return span_over(inquiry, has_mail, NULL);
}

gint64
span_of_ads(const struct inquiry *inquiry)
{
	return span_over(inquiry, has_ads, NULL);
}

gint64
span_of_leads(const struct inquiry *inquiry)
{
	const struct publishing *publishing = inquiry->publishing;
	GTimeZone *zone = inquiry->project->zone;
	gint64 end = NO_TIME;

	for (guint i = 0; i < publishing->n_prospects; i++) {
		const struct prospect *prospect = &publishing->prospects[i];
		end = MAX(end, record_captured(&prospect->lead->record));
		end = MAX(end, instant_of_day(day_of_instant(prospect->at, zone) + 1, zone)); /* a day with a lead is a day with data */
	}
	return end;
}

gint64
span_of_stages(const struct inquiry *inquiry)
{
	const struct records *records = inquiry->records;
	GTimeZone *zone = inquiry->project->zone;
	gint64 end = span_of_leads(inquiry);

	for (guint i = 0; end != NO_TIME && i < RECORD_COUNT_OF(records, lead_stage); i++) {
		const struct lead_stage *row = RECORD_AT(records, lead_stage, i);
		gint32 day = row->entered_at != NO_TIME ? day_of_instant(row->entered_at, zone) : row->entered_day;
		end = MAX(end, record_captured(&row->record));
		end = MAX(end, day == NO_DAY ? NO_TIME : instant_of_day(day + 1, zone));
	}
	return end;
}

gint64
span_both(gint64 first, gint64 second)
{
	return MIN(first, second); /* NO_TIME is the least of all */
}

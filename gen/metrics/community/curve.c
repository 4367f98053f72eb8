/* Survival curves, thinned to what can be seen. */
#include "metrics/community/curve.h"

#include <math.h>

#include "metrics/answer.h"

#define CENSORED_MARKED 60 /* more than so many marks on a curve would hide it */
#define CURVE_STEP 0.005 /* steps of a curve closer than this share are drawn as one */

/* One row of a curve: what happened at this time since the row before. */
struct point {
	double time;
	gint64 ended, censored;
};

static void
curve_row(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve, const struct point *point, const char *empty)
{
	struct figure_row *row = inquiry_row(inquiry, figure);
	gint64 at_risk = survival_at_risk(curve, point->time);
	struct interval share = survival_share_by(curve, point->time);

	figure_set_number(figure, row, 2, point->time);
	row->values[0] = point->time > 0 ? answer_interval(share, at_risk, empty) : value_estimate(0, NAN, NAN, curve->n);
	row->values[1] = value_count(at_risk);
	row->values[2] = value_count(point->ended);
	row->values[3] = value_count(point->censored);
}

/* How many durations end at times[first], events or not. */
static guint
same_time(const struct survival *curve, guint first)
{
	guint past = first + 1;

	while (past < curve->n && curve->times[past] == curve->times[first])
		past++;
	return past - first;
}

/* A row is worth drawing where the curve has risen enough, where few enough left it, and at its end. */
static gboolean
is_drawn(const struct survival *curve, const struct point *point, double drawn, double survival, gboolean last)
{
	gboolean marks = curve->n - curve->n_events <= CENSORED_MARKED;

	return last || drawn - survival >= CURVE_STEP || (marks && point->censored > 0);
}

void
curve_rows(const struct inquiry *inquiry, struct figure *figure, const struct survival *curve, const char *empty)
{
	struct point point = { 0, 0, 0 };
	double drawn = 1, survival = 1;

	curve_row(inquiry, figure, curve, &point, empty);
	for (guint i = 0, step = 0, n; i < curve->n; i += n) {
		gboolean is_step = step < curve->n_steps && curve->steps[step].time == curve->times[i];
		guint events = is_step ? curve->steps[step].events : 0;
		n = same_time(curve, i);
		survival = is_step ? curve->steps[step].survival : survival;
		step += is_step;
		point = (struct point){ curve->times[i], point.ended + events, point.censored + n - events };
		if (point.time <= 0 || !is_drawn(curve, &point, drawn, survival, i + n == curve->n))
			continue;
		curve_row(inquiry, figure, curve, &point, empty);
		drawn = survival;
		point.ended = point.censored = 0;
	}
}

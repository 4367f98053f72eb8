/* Observed over expected. */
#include "metrics/broadcast/response.h"

#include <math.h>

static void
responses_add(struct response *response, const struct publishing *publishing, guint scope, const struct period *window)
{
	AUTO(sample) sample = sample_new(publishing, &engagement_rule, (int)scope, window);
	double y = 0, x = 0;

	for (guint i = 0; i < sample->posts->len; i++) {
		y += SAMPLED_AT(sample, i)->y;
		x += SAMPLED_AT(sample, i)->x;
	}
	for (guint i = 0; y > 0 && x > 0 && i < sample->posts->len; i++) {
		const struct sampled *sampled = SAMPLED_AT(sample, i);
		struct responded responded = { sampled->publication, sampled->y, sampled->x * y / x };
		g_array_append_val(response->posts, responded);
	}
}

/* Pearson's χ² over its degrees of freedom (McCullagh & Nelder 1989, §4.5). */
static double
dispersion_of(const struct response *response)
{
	double sum = 0;
	guint n = 0;

	for (guint i = 0; i < response->posts->len; i++) {
		const struct responded *responded = RESPONDED_AT(response, i);
		if (responded->expected <= 0)
			continue;
		sum += (responded->observed - responded->expected) * (responded->observed - responded->expected) / responded->expected;
		n++;
	}
	return n > 1 ? fmax(1, sum / (n - 1)) : 1;
}

struct response *
response_new(const struct publishing *publishing, int scope, const struct period *window)
{
	struct response *response = g_new0(struct response, 1);

	response->posts = g_array_new(FALSE, TRUE, sizeof(struct responded));
	for (guint i = 0; i <= scope_map_count(publishing->scopes); i++)
		if (scope == SCOPE_NONE || (guint)scope == i)
			responses_add(response, publishing, i, window);
	response->dispersion = dispersion_of(response);
	return response;
}

void
response_free(struct response *response)
{
	g_array_unref(response->posts);
	g_free(response);
}

void
response_sums(const struct response *response, guint groups, response_group group_of, gpointer user, double *observed, double *expected, guint *posts)
{
	for (guint i = 0; i < groups; i++) {
		observed[i] = expected[i] = 0;
		posts[i] = 0;
	}
	for (guint i = 0; i < response->posts->len; i++) {
		const struct responded *responded = RESPONDED_AT(response, i);
		int group = group_of(responded, user);
		if (group < 0)
			continue;
		observed[group] += responded->observed;
		expected[group] += responded->expected;
		posts[group]++;
	}
}

void
response_shrink(const struct response *response, const double *observed, const double *expected, guint groups, struct interval *shrunk)
{
	g_autofree double *y = g_new(double, groups + 1), *x = g_new(double, groups + 1);
	struct shrinkage shrinkage;

	for (guint i = 0; i < groups; i++) {
		y[i] = observed[i] / response->dispersion;
		x[i] = expected[i] / response->dispersion;
	}
	shrinkage = shrinkage_of(y, x, groups);
	for (guint i = 0; i < groups; i++)
		shrunk[i] = x[i] > 0 ? shrink(shrinkage, y[i], x[i]) : (struct interval){ 0 };
}

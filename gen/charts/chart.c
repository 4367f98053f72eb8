/* The list of charts, and a chart as SVG or PNG. */
#include "charts/chart.h"

#include <string.h>

#define CHART(name) extern const struct chart chart_##name;
#include "charts/charts.def"
#undef CHART

const struct chart *const charts[] = {
#define CHART(name) &chart_##name,
#include "charts/charts.def"
#undef CHART
	NULL
};

const struct chart *
chart_find(const char *name)
{
	for (int i = 0; charts[i]; i++)
		if (strcmp(charts[i]->name, name) == 0)
			return charts[i];
	return NULL;
}

const struct chart *
chart_for(enum shape shape)
{
	for (int i = 0; charts[i]; i++)
		if (charts[i]->shape == shape)
			return charts[i];
	return NULL;
}

static enum discipline
discipline_of(const struct chart_request *request)
{
	return request->figure->definition ? request->figure->definition->discipline : DISCIPLINE_NONE;
}

double
chart_height(const struct chart *chart, const struct chart_request *request, const struct theme *theme, enum medium medium)
{
	if (request->height > 0)
		return request->height;
	AUTO(paper) paper = paper_for_measuring(theme, medium, discipline_of(request));
	return chart->height(paper, request);
}

char *
chart_svg(const struct chart *chart, const struct chart_request *request, const struct theme *theme, enum medium medium,
          const char *id, const char *title, const char *description)
{
	double height = chart_height(chart, request, theme, medium);
	AUTO(paper) paper = paper_on_svg(theme, medium, discipline_of(request), request->width, height, id, title, description);
	chart->draw(paper, request);
	return paper_finish(paper);
}

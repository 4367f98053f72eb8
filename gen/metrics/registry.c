/* The registry: every metric and selection, by one line each in metrics.def and selections.def, and what must hold for all. */
#include <string.h>

#include "metrics/metric.h"

#define GROUP(title)
#define METRIC(name) extern const struct metric metric_##name;
#include "metrics/metrics.def"
#undef METRIC
#define SELECTION(name) extern const struct selecting selecting_##name;
#include "metrics/selections.def"
#undef SELECTION

const struct metric *const metrics[] = {
#define METRIC(name) &metric_##name,
#include "metrics/metrics.def"
#undef METRIC
	NULL
};
#undef GROUP

/* The lines of metrics.def, titles of groups included. */
static const struct {
	const char *group;
	const struct metric *metric;
} lines[] = {
#define GROUP(title) { title, NULL },
#define METRIC(name) { NULL, &metric_##name },
#include "metrics/metrics.def"
#undef METRIC
#undef GROUP
};

const struct selecting *const selectings[] = {
#define SELECTION(name) &selecting_##name,
#include "metrics/selections.def"
#undef SELECTION
	NULL
};

const struct metric *
metric_find(const char *name)
{
	for (guint i = 0; metrics[i]; i++)
		if (g_strcmp0(metrics[i]->definition.name, name) == 0)
			return metrics[i];
	return NULL;
}

const char *
metric_group(const char *name)
{
	const char *group = NULL;

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		group = lines[i].group ? lines[i].group : group;
		if (lines[i].metric && g_strcmp0(lines[i].metric->definition.name, name) == 0)
			return group;
	}
	return NULL;
}

/* ---- what must hold; each says what is wrong with one metric, or NULL ---- */

static const char *
fault_of_words(const struct metric *metric)
{
	const struct definition *definition = &metric->definition;
	const char *const words[] = { definition->card, definition->label, definition->question, definition->formula, definition->noun, definition->source };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (!words[i] || !*words[i])
			return "lacks words: card, label, question, formula, noun and source are all needed";
	return definition->version ? NULL : "has no version";
}

/* A name carries its discipline, so that nobody mixes them up in a side-car. */
static const char *
fault_of_side(const struct metric *metric)
{
	const struct definition *definition = &metric->definition;
	const char *prefix = definition->discipline == DISCIPLINE_BROADCAST ? "b_" : definition->discipline == DISCIPLINE_COMMUNITY ? "c_" : NULL;
	char letter = definition->discipline == DISCIPLINE_BROADCAST ? 'B' : 'C';

	if (!prefix)
		return "belongs to no discipline";
	return g_str_has_prefix(definition->name, prefix) && definition->card[0] == letter ? NULL : "has a name or card of the other discipline";
}

static const char *
fault_of_measuring(const struct metric *metric)
{
	if (!metric->value == !metric->measure)
		return "needs either value or measure";
	return metric->value && metric->columns ? "has columns but only one value" : NULL;
}

/* In a side-car table the column "x" is followed by "x_lo", "x_n" …: no other column may be called so. */
static const char *
fault_of_columns(const struct metric *metric)
{
	static const char *const suffixes[] = { "", "_lo", "_hi", "_bound", "_n", "_state", "_reason" };
	const struct metric_column *columns = metric->columns;

	for (guint i = 0; columns && columns[i].name; i++)
		for (guint j = 0; columns[j].name; j++)
			for (guint k = 0; k < G_N_ELEMENTS(suffixes); k++) {
				g_autofree char *name = g_strconcat(columns[i].name, suffixes[k], NULL);
				if (i != j && strcmp(columns[j].name, name) == 0)
					return "has two columns that would share a name in its table";
			}
	return NULL;
}

/* METRICS §3.2: sums that no one may make. Community figures count people anew for each scope; broadcast ones cannot. */
static const char *
fault_of_adding(const struct metric *metric)
{
	enum additivity additivity = metric->definition.additivity;
	gboolean forbidden = additivity == ADD_FLOW_PLATFORM || additivity == ADD_UNIQUE || additivity == ADD_STOCK;

	return metric->definition.discipline == DISCIPLINE_BROADCAST && forbidden && metric->scopes != SCOPES_EACH
	               ? "would be added over accounts although its kind forbids it" : NULL;
}

static gboolean
has_key(const struct metric *metric, const char *name)
{
	for (const struct metric_column *column = metric->columns; column && column->name; column++)
		if (column->is_key && strcmp(column->name, name) == 0)
			return TRUE;
	return FALSE;
}

/* A cell is part of at most two sums (statistics/hidden.h): two of the metric's, or one and its accounts'. */
static const char *
fault_of_totals(const struct metric *metric)
{
	guint n = metric->scopes == SCOPES_ALL_AND_EACH;

	for (const struct metric_total *total = metric->totals; total && total->over; total++, n++)
		if (!has_key(metric, total->over) || (total->and && !has_key(metric, total->and)))
			return "adds up over a key that it does not have";
	return n > 2 ? "adds up in more than two ways" : NULL;
}

static const char *
fault_of_operands(const struct metric *metric)
{
	for (guint i = 0; metric->operands && metric->operands[i]; i++) {
		const struct metric *operand = metric_find(metric->operands[i]);
		if (!operand)
			return "is made from a metric that is not there";
		if (operand->definition.discipline != metric->definition.discipline)
			return "is made from a metric of the other discipline";
	}
	return NULL;
}

static const char *
fault_of_change(const struct metric *metric)
{
	return metric->definition.comparison != COMPARE_NONE && metric->windows == WINDOWS_CURRENT
	               ? "is to be compared but measured for one period only" : NULL;
}

static const char *
fault_of(const struct metric *metric)
{
	static const char *(*const faults[])(const struct metric *) = {
		fault_of_words, fault_of_side, fault_of_measuring, fault_of_columns, fault_of_adding, fault_of_totals, fault_of_operands, fault_of_change
	};

	if (!metric->definition.name)
		return "has no name";
	if (metric_find(metric->definition.name) != metric)
		return "has a name that another one has";
	for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
		const char *fault = faults[i](metric);
		if (fault)
			return fault;
	}
	return NULL;
}

char *
metrics_check(void)
{
	for (guint i = 0; metrics[i]; i++) {
		const char *fault = fault_of(metrics[i]);
		if (fault)
			return g_strdup_printf("metric %s %s", metrics[i]->definition.name ? metrics[i]->definition.name : "?", fault);
	}
	return NULL;
}

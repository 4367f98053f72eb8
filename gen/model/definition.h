/* The words and rules of a metric: what glossary, command line, sentences and checks are made from. */
#ifndef MODEL_DEFINITION_H
#define MODEL_DEFINITION_H

#include <glib.h>

enum discipline { DISCIPLINE_NONE, DISCIPLINE_BROADCAST, DISCIPLINE_COMMUNITY };

/* METRICS §3.2: what may be summed over what. */
enum additivity {
	ADD_FLOW, ADD_FLOW_PLATFORM, ADD_UNIQUE, ADD_STOCK, ADD_RATIO, ADD_DURATION, ADD_GRAPH, ADD_DIST
};

/* The shape of a figure decides which charts can draw it (charts.def). */
enum shape {
	SHAPE_SERIES,    /* one value a period: a line */
	SHAPE_ESTIMATE,  /* values with intervals by scope: dots */
	SHAPE_AMOUNTS,   /* counts by item: bars, stems */
	SHAPE_GOALS,     /* actual against target: bullets */
	SHAPE_MATRIX,    /* weekday × hour: heat map */
	SHAPE_COHORTS,   /* cohort × age: triangle */
	SHAPE_SURVIVAL,  /* share by time since start: curve */
	SHAPE_STAGES,    /* counts along a path: connected dots */
	SHAPE_POSTS,     /* one value an item of many: strip */
	SHAPE_SHARES,    /* parts of a whole */
	SHAPE_FLOWS,     /* gained and lost by period: mirrored bars */
	SHAPE_EDGES,     /* who talks to whom: network */
	SHAPE_TERMS,     /* words with a strength and an interval: ranked dots */
	SHAPE_PULSE,     /* weekly counts in an expected range */
	SHAPE_SLOPE,     /* two periods side by side */
	SHAPE_DOTS,      /* k of n: dot grid */
	SHAPE_TABLE      /* no chart */
};

enum unit { UNIT_COUNT, UNIT_SHARE, UNIT_HOURS, UNIT_RATE, UNIT_RATIO, UNIT_INDEX, UNIT_MONEY, UNIT_SECONDS, UNIT_DAYS };

/* How two periods are compared (METRICS §4.9). */
enum comparison_rule {
	COMPARE_NONE,      /* census or platform estimate: both numbers, no word */
	COMPARE_COUNTS,    /* rate ratio per day with overdispersion, §4.4 */
	COMPARE_INTERVALS  /* difference of two estimates from their intervals (Newcombe, MOVER) */
};

struct definition {
	const char *name;       /* "c_ttfr_median" */
	const char *card;       /* "C07" */
	enum discipline discipline;
	const char *label;      /* "Time to first reply": begins a row, a tile, an axis */
	const char *question;   /* "How long until a question gets a human reply?" */
	const char *formula;    /* in words, one or two sentences */
	const char *noun;       /* what is counted, plural: "questions", "link clicks" */
	const char *phrase;     /* a sentence without its full stop: "{value} of replies were between members"; NULL: "{label} was {value}" */
	enum unit unit;
	enum additivity additivity;
	enum shape shape;
	enum comparison_rule comparison;
	gboolean lower_is_better; /* only for the verdict on goals */
	gboolean unranked;      /* scopes count differently: none is first, and rows keep their order */
	double reference;       /* a value to hold all others against, drawn as a line where dots are: 1 in a ratio of gains to losses */
	const char *reference_label; /* "no gain, no loss"; NULL: there is none */
	guint minimum, comfortable; /* n: below minimum TOO_FEW, below comfortable SMALL; 0 = none */
	guint version;
	const char *source;     /* where the formula comes from */
	const char *list;       /* rows for somebody's desk and no section of a report: data/LIST.csv, plain; NULL */
};

#endif

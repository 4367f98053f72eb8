/* FIGURE: a small table of values with their uncertainty and state; the one place where a number lives. A chart shows it,
 * a table shows it, a sentence says it: computed once, the same everywhere. */
#ifndef MODEL_FIGURE_H
#define MODEL_FIGURE_H

#include "base/auto.h"
#include "base/calendar.h"
#include "model/definition.h"

/* METRICS §3.1, in order of precedence: the larger wins. */
enum state {
	STATE_OK, STATE_SMALL, STATE_PROVISIONAL, STATE_PARTIAL, STATE_BREAK, STATE_NOT_REACHED, STATE_TOO_FEW, STATE_UNDEFINED,
	STATE_SUPPRESSED, STATE_NO_DATA
};
const char *state_word(enum state); /* "ok", "small" … as in figures.json */

struct value {
	double value, lo, hi;      /* NAN where there is none; lo = hi = NAN: no interval. Never NAN in OK */
	gint64 n;                  /* what it rests on; NO_COUNT when that makes no sense */
	enum state state;
	const char *reason;        /* interned words for the state: "no questions were asked"; NULL = the state's own words */
	/* For comparing (METRICS §4.9): events over exposure, and how much burstier than chance events come. */
	double events, exposure, dispersion;
	gint64 people; /* how many people it tells something about (METRICS §9.1: too few of them hide it); NO_COUNT: it is not about people */
};
/* A value in a state, without a number. */
struct value value_none(enum state, const char *reason);
/* A census count: value = k, n = k, no interval. */
struct value value_count(gint64 k);
struct value value_estimate(double value, double lo, double hi, gint64 n);
gboolean value_has_number(const struct value *); /* OK SMALL PARTIAL PROVISIONAL BREAK, and NOT_REACHED's bound */
gboolean value_has_interval(const struct value *);
/* Raises the state if the new one is stronger. */
void value_raise(struct value *, enum state, const char *reason);

enum key_kind { KEY_WORD, KEY_PERIOD, KEY_NUMBER };

struct figure_column {
	const char *name;  /* "period", "scope", "hour" …: lower case, as in the side-car CSVs */
	const char *label; /* for table heads */
	enum key_kind kind;
	enum unit unit; /* value columns */
};

/* One key cell. Words are owned by the figure. */
struct key {
	const char *word; /* KEY_WORD; also the id of a period ("2026-10") */
	double number;    /* KEY_NUMBER; a period's first day */
};

struct figure_row {
	struct key *keys;     /* key_count of them */
	struct value *values; /* value_count of them */
};

enum against { AGAINST_PREVIOUS, AGAINST_YEAR_BEFORE };
enum change_word { CHANGE_UNSAID, CHANGE_UP, CHANGE_DOWN, CHANGE_SAME, CHANGE_UNCLEAR };

struct change {
	const char *scope;
	enum against against;
	enum change_word word;
	gboolean relative;      /* lo, value, hi are fractions of the earlier value; else differences in the figure's unit */
	double value, lo, hi;   /* NAN when unsaid */
	double p;               /* two-sided, for multiple looks; NAN */
	const char *reason;     /* why nothing is said */
};

struct figure {
	const struct definition *definition; /* static */
	struct period period;                /* the reported one */
	const char *title;                   /* overrides the definition's label in a derived figure; NULL */
	gboolean unranked;                   /* as the definition says, or for this month's data: none is first, and rows keep their order */
	GArray *key_columns, *value_columns; /* struct figure_column */
	GPtrArray *rows;                     /* struct figure_row *, in the order they were added */
	GArray *changes;                     /* struct change */
	GPtrArray *notes;                    /* char *: bases, tags ("assumes independent events"), coverage */
	GPtrArray *missing;                  /* char *: scopes that do not report this */
	GStringChunk *words;
};

struct figure *figure_new(const struct definition *, const struct period *);
void figure_free(struct figure *);
AUTO_DEFINE(figure)
/* Strings are copied. Columns first, then rows. Every figure of the registry begins with keys "period" and "scope". */
void figure_add_key(struct figure *, const char *name, const char *label, enum key_kind);
void figure_add_value(struct figure *, const char *name, const char *label, enum unit);
/* A row with absent keys (NULL, 0) and NO_DATA values; fill it with the setters below. */
struct figure_row *figure_add_row(struct figure *);
void figure_set_word(struct figure *, struct figure_row *, guint column, const char *word);
void figure_set_number(struct figure *, struct figure_row *, guint column, double number);
void figure_set_period(struct figure *, struct figure_row *, guint column, const struct period *);
const char *figure_word(struct figure *, const char *text); /* a copy that lives with the figure (reasons, names) */
void figure_note(struct figure *, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Column number by name, or -1. */
int figure_key(const struct figure *, const char *name);
int figure_value(const struct figure *, const char *name);
/* The groups of people that a figure sets side by side (key "group"), in the order of its rows: the first is what it is about. NULL: not so many. */
const char *figure_group(const struct figure *, guint number);
/* The row whose period and scope are these (NULL scope: "all"), or NULL. */
const struct figure_row *figure_find(const struct figure *, const struct period *, const char *scope);
/* First value of that row, or NULL. */
const struct value *figure_number(const struct figure *, const struct period *, const char *scope);
const struct change *figure_change(const struct figure *, const char *scope, enum against);
struct figure *figure_copy(const struct figure *); /* caller frees */
/* A new figure with the rows where key column `name` is `word`; that column is dropped. Caller frees. */
struct figure *figure_where(const struct figure *, const char *name, const char *word);
/* A new figure with the rows of one period (its id); the period column is dropped. Caller frees. */
struct figure *figure_at(const struct figure *, const struct period *);

/* The scope that stands for everything. */
#define SCOPE_ALL "all"

#endif

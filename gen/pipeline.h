/* The story: read, measure, compose, render, publish. Everything a command needs to run some or all of it. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "model/document.h"
#include "model/project.h"
#include "model/records.h"

/* Exit codes (DESIGN §5). */
enum exit_code { EXIT_FINE = 0, EXIT_WORLD = 1, EXIT_USAGE = 2, EXIT_REFUSED = 3, EXIT_STALE = 4 };

struct run_options {
	const char *folder;  /* the project */
	const char *out;     /* NULL: folder/out */
	const char *period;  /* "2026-10"; NULL: the last complete month in the data */
	gboolean all;        /* every complete month */
	gboolean force;      /* rebuild editions whose inputs have not changed */
	const char *only;    /* "report", "newsletter", "data"; NULL: all */
	guint jobs;          /* 0: one a processor */
	gint64 now;          /* NO_TIME: SOURCE_DATE_EPOCH, else the newest capture in the data */
	gboolean progress;   /* a terminal watches */
};

/* A project read and prepared. */
struct run {
	struct run_options options;
	struct project *project;
	struct complaints *complaints;
	struct descriptions *descriptions;
	struct collection *collection;
	struct measuring *measuring;
	GPtrArray *inputs;   /* struct edition_input *: sha256 of every file that was read */
	gint64 now;          /* the date of the edition */
	gboolean dated;      /* somebody said it: --now or SOURCE_DATE_EPOCH */
	gboolean usable;     /* FALSE: the settings do not allow a run; complaints say why */
};

/* Whether a build may write where it will: asked before the work. FALSE and error where a file stands in a folder's place. */
gboolean run_can_publish(const struct run_options *, GError **);
/* Reads the project and its exports. NULL and error when the world fails; check `usable`. Caller frees. */
struct run *run_open(const struct run_options *, GError **);
void run_free(struct run *);
AUTO_DEFINE(run)

/* Prepares for measuring, and holds the goals against the registry. FALSE: a goal cannot be measured (complaints). */
gboolean run_measure(struct run *);
/* The period asked for; FALSE and a complaint when it cannot be understood or there are no data at all. */
gboolean run_period(struct run *, struct period *);
/* Whether the edition that stands in `out` was made from these very inputs, for this date, by this version, and is whole: a build
 * would write the same bytes again. Only its manifest is read. --force says no. */
gboolean run_is_current(const struct run *, const struct period *);
/* Editions in `out` that were made before an erasure or an unsubscription that touches them, oldest first: struct period. Caller unrefs. */
GArray *run_touched(const struct run *);
/* erasure.c: letters and notes without the paragraphs that name somebody who asked to be forgotten; NULL: none written. */
struct letter *run_letter(struct run *, const char *id);
struct notes *run_notes(struct run *, const char *id);
/* A file as an edition may call it: somebody's own archive often bears their name. Caller frees. */
char *run_path_shown(const struct run *, const char *path);
/* May the edition of a period tell of them, or have told? */
gboolean run_touches(const struct forgotten *, const struct period *);
/* How many people were erased since the period ended that were part of it. */
guint run_removed(const struct run *, const struct period *);
/* Figures, selections, documents of one period. Caller frees (edition_free). */
struct edition *run_compose(struct run *, const struct period *);
/* Renders and swaps in one edition. */
gboolean run_publish(struct run *, struct edition *, GError **);

/* Index and feed over all editions; log/refused.csv and log/notes.csv. */
gboolean run_finish(struct run *, GError **);
/* 0, 3 or 4 by what was refused, stale or missing. */
enum exit_code run_verdict(const struct run *, const struct edition *);

#endif

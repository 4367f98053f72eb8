/* The way of leads: which step each took, and when, by the names that tools give their stages (METRICS B25, B26, B39, B45). */
#ifndef METRICS_BROADCAST_STEPS_H
#define METRICS_BROADCAST_STEPS_H

#include "metrics/broadcast/publishing.h"

/* The stages we speak of, in order. Others are kept as they are called, and are no step. */
enum lead_step { STEP_HANDED, STEP_WON, STEP_COUNT };

struct steps;
struct steps *steps_new(const struct publishing *);
void steps_free(struct steps *);
AUTO_DEFINE(steps)

/* Some tools tell the stage a lead stands in, and not since when: it has got there, at a time nobody knows. Before every other time. */
#define STEP_UNDATED (NO_TIME + 1)

/* When the lead first got there; NO_TIME: it did not. Coming again counts once; a time that is known goes before STEP_UNDATED. */
gint64 steps_entered(const struct steps *, const struct lead *, enum lead_step);
/* When it first got there or further: a stage passed over counts as reached (B25). */
gint64 steps_reached(const struct steps *, const struct lead *, enum lead_step);
/* When it was lost; NO_TIME: it was not. */
gint64 steps_lost(const struct steps *, const struct lead *);
/* When it first entered the stage of this name; NO_TIME. */
gint64 steps_entered_stage(const struct steps *, const struct lead *, atom stage);
/* The stage it stood in at that instant, as its tool calls it: the last one entered; NULL where none is recorded. */
const char *steps_stage(const struct steps *, const struct lead *, gint64 at);

#endif

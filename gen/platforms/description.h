/* Descriptions of exports: YAML files compiled once into what the reader walks. The grammar is documented in
 * inputs/platforms/README.md; a mistake in a description is a complaint with its line and column, and that description is
 * left out while the others go on. */
#ifndef PLATFORMS_DESCRIPTION_H
#define PLATFORMS_DESCRIPTION_H

#include "base/auto.h"
#include "base/complaint.h"
#include "model/definition.h"

/* A spreadsheet: the table comes as CSV or as a sheet of a workbook. */
enum container { CONTAINER_CSV, CONTAINER_JSON, CONTAINER_XML, CONTAINER_SPREADSHEET };

/* What everybody may know of a description: `tidings list platforms` and the coverage table are made of these. */
struct description {
	char *id;        /* the file's name without ".yaml": "x-posts-classic" */
	char *title;     /* "X — posts, classic export by tweet" */
	char *platform;  /* "x", as in tidings.yaml */
	char *kind;      /* "posts classic": the id without the platform, or `kind:` */
	char *get;       /* where its owner gets it: one sentence; NULL */
	enum container container;
	enum discipline discipline; /* DISCIPLINE_NONE: a table of our own, or unread */
	GPtrArray *makes;           /* const char *: record kinds, sorted by first appearance */
	char *unread;               /* why nothing is made of such a file, which is known and left; NULL where records are */
	struct place at;
	struct plan *plan;          /* the compiled rest: plan.h */
};

struct descriptions;

/* All descriptions inside the binary (resource /tidings/inputs/platforms), then the YAML files of `folder`/platforms (NULL:
 * none); one of the same id there takes the place of ours. */
struct descriptions *descriptions_load(const char *folder, struct complaints *);
/* An empty set, and one description from the text of a YAML file: for tests. FALSE when it had a mistake. */
struct descriptions *descriptions_new(void);
gboolean descriptions_add(struct descriptions *, const char *shown, const char *yaml, struct complaints *);
void descriptions_free(struct descriptions *);
AUTO_DEFINE(descriptions)

/* Sorted by id. */
guint descriptions_count(const struct descriptions *);
const struct description *descriptions_get(const struct descriptions *, guint index);
/* NULL when there is none. */
const struct description *descriptions_find(const struct descriptions *, const char *id);

#endif

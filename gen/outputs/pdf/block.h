/* Blocks: what stands under one another in a column. A block is made of parts (the lines of a paragraph, the rows of a
 * table); it may be divided between two of them. Kinds extend the struct and give its measures and its drawing. */
#ifndef OUTPUTS_PDF_BLOCK_H
#define OUTPUTS_PDF_BLOCK_H

#include "outputs/pdf/pen.h"
#include "outputs/pdf/setting.h"

struct block;

struct block_kind {
	guint (*parts)(const struct block *);
	/* Of the parts [from, to), with what is repeated above them. */
	double (*height)(const struct block *, guint from, guint to);
	/* Draws those parts; the tags opened with the first part are closed with the last. */
	void (*draw)(const struct block *, struct pen *, guint from, guint to, double x, double y);
	void (*free)(struct block *);
};

struct block {
	const struct block_kind *kind;
	enum discipline discipline;
	double before;       /* space above, none at the head of a column */
	double indent;
	gboolean keep;       /* stays with the next block */
	gboolean quoted;     /* a rule runs down its left */
	guint least;         /* parts that must stay together at either end of a division; 0: never divided */
	gboolean opens, closes; /* a mark without height that belongs to what follows, to what stands before */
	char *id;            /* links come here; NULL */
	char *entry;         /* its line in the outline; NULL */
	int entry_level;     /* 1 below a chapter */
};

/* Fills in the common part. */
void block_init(struct block *, const struct block_kind *, enum discipline);
void block_free(struct block *);
guint block_parts(const struct block *);
double block_height(const struct block *, guint from, guint to);

/* Lines of type in a tag; takes over the setting, which is broken. */
struct block *block_text(const char *tag, struct setting *, enum align, enum discipline);
/* Opens or closes a tag around the blocks between. `numbering`: of an L; else NULL. */
struct block *block_open(const char *tag, const char *numbering);
struct block *block_close(void);
/* The mark of a list's item: a number, or (NULL) a dot; it has no height and stands left of the block that follows. */
struct block *block_label(const struct theme *, const char *number, enum role, enum discipline);
/* A rule over the width; `kind` -1: a hairline. */
struct block *block_rule(const struct theme *, int kind, double width, enum discipline);

#endif

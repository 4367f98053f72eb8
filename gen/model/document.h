/* DOCUMENT: a tree of what is to be read — chapters, statements, charts, tables, cards — without layout. Reports build it,
 * outputs walk it; no output computes anything. */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include "base/auto.h"
#include "model/figure.h"
#include "model/selection.h"

enum node_kind {
	/* blocks */
	NODE_DOCUMENT,
	NODE_SPREAD,    /* the parallel text: rows of two cells with a wall between them */
	NODE_ROW,       /* `label` stands in the wall; children: NODE_CELLs, broadcast first */
	NODE_CELL,      /* `discipline` */
	NODE_CHAPTER,   /* `discipline` (or none), `title`, `subtitle`, `id`; begins a page in print */
	NODE_SECTION,   /* of a letter or mail: `label` beside its children */
	NODE_HEADING,   /* `level` 2–4 within a chapter; children inline */
	NODE_PARAGRAPH, /* children inline */
	NODE_LIST,      /* `level` 1 = ordered; children: NODE_ITEMs */
	NODE_ITEM,      /* children: blocks */
	NODE_QUOTE,     /* children: blocks */
	NODE_RULE,
	NODE_IMAGE,     /* `url` (a file beside the letter), `alt` */
	NODE_HEADLINE,  /* the sentence at the head of a discipline, or of a letter; children inline */
	NODE_NUMBER,    /* one number set large: `title` "78", `subtitle` its unit "%"; children inline say what of it */
	NODE_STATEMENT, /* one finding, one sentence or two; children inline */
	NODE_CHART,     /* see below; a NODE_TABLE child holds the same values */
	NODE_TABLE,     /* `title` caption; children: NODE_TABLE_ROWs, the first ones with `header` */
	NODE_TABLE_ROW,
	NODE_TABLE_CELL,/* `header`, `align`, `span`; children inline */
	NODE_DECISION,  /* the box: `title` question, `subtitle` owner and date */
	NODE_NOTE,      /* apparatus: `label` the defined word, children inline its meaning */
	NODE_CARD,      /* a thread, question or event: `title`, `url`, `subtitle` the reason; children: a quote or nothing */
	NODE_EMPTY,     /* a frame that keeps its place: `title` what is missing, children inline why ("This is not zero") */
	/* inline */
	NODE_TEXT,      /* `text` */
	NODE_STRONG,
	NODE_EMPHASIS,
	NODE_SOFT,      /* ink2: intervals, qualifications */
	NODE_STATE,     /* the words of a state; the only italics */
	NODE_CODE,      /* `text` */
	NODE_LINK,      /* `url`; children inline */
	NODE_BREAK
};

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/* Strings are owned by the node; NULL where there is none. All text is plain UTF-8: outputs escape it. */
struct node {
	enum node_kind kind;
	enum discipline discipline;
	int level;
	int span;              /* columns a table cell covers; 0 means 1 */
	gboolean header;
	enum align align;
	char *id;              /* stable, unique, usable as an HTML id: "c-ttfr-median" */
	char *text, *title, *subtitle, *label, *url, *alt, *note;
	/* NODE_CHART: `chart` names a chart of charts.def; it draws `figure`. title: the finding; subtitle: what is counted;
	 * alt: the words for who does not see it; note: what to know. `scope` picks rows ("all"); `goal` draws the plan. */
	const char *chart;
	const struct figure *figure; /* owned by the document (see document_keep) or by the run */
	char *scope;
	double goal;           /* NAN: none */
	struct node *parent, *first, *last, *next;
};

struct document {
	struct node *root;
	char *title;           /* "Monthly report" */
	char *organisation;
	char *period_words;    /* "October 2026" */
	char *period_id;       /* "2026-10" */
	char *language;        /* BCP 47: "en" */
	char *coverage;        /* "Data to 31 October, 5 of 6 channels · 2 provisional days" */
	char *foot;            /* "Ranges are 95 % intervals. …" */
	char *number;          /* of a newsletter: "no. 18"; NULL */
	char *summary;         /* preheader and description */
	char *web_url, *unsubscribe_url, *postal; /* of a newsletter; NULL */
	char *author;
	gint64 made_at;        /* the date the document bears */
	GPtrArray *figures;    /* struct figure *, kept for the charts */
};

struct document *document_new(const char *title);
void document_free(struct document *);
AUTO_DEFINE(document)
/* The document takes over a derived figure; returns it. */
const struct figure *document_keep(struct document *, struct figure *);

/* A node added as the last child of `parent` (NULL: free-standing). */
struct node *node_add(struct node *parent, enum node_kind);
void node_free(struct node *);
/* Takes a node with all that is in it out of its parent and frees it. */
void node_remove(struct node *);
/* Sets one of the strings: node_set(&node->title, "%d leads", n). */
void node_set(char **string, const char *format, ...) G_GNUC_PRINTF(2, 3);
struct node *node_text(struct node *parent, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* NODE_STRONG, NODE_SOFT, NODE_STATE … around one text. */
struct node *node_span(struct node *parent, enum node_kind, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Little markup for sentences: **strong**, ~soft~, _state_; the rest is text. Adds inline children. */
void node_markup(struct node *parent, const char *text);
gboolean node_is_inline(enum node_kind);
const char *node_kind_name(enum node_kind); /* "statement", "table-cell": also the name of its template */
/* All text below a node, as one line. Caller frees. */
char *node_plain(const struct node *);
/* Depth first; `enter` before, `leave` after the children (either may be NULL). */
void node_walk(const struct node *, void (*enter)(const struct node *, void *), void (*leave)(const struct node *, void *), void *user);
/* Says what is wrong with the tree (a cell outside a row, a chart without alt, a heading level skipped, an id twice), or
 * NULL when it is sound. Caller frees. Every report is checked before it is written. */
char *document_check(const struct document *);

/* All that is published for one period. */
struct edition {
	struct period period;
	char *id;                 /* "2026-10" */
	struct document *report, *executive, *newsletter; /* NULL where not asked for */
	GPtrArray *figures;       /* const struct figure * of the registry, in its order */
	GPtrArray *open_figures;  /* the same for members and the public: the newsletter's; no side-car holds them */
	GPtrArray *selections;    /* const struct selection * */
	GPtrArray *inputs;        /* struct edition_input * */
	gint64 made_at;
};
struct edition_input {
	char *path, *sha256, *platform, *kind;
};
void edition_input_free(gpointer);

#endif

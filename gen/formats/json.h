/* JSON by yajl, streamed: the items of chosen arrays come one by one, with what is known of their ancestors. */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include "formats/input.h"
#include "formats/tree.h"

/* Where items stand: "" the whole document (and each document of NDJSON), "[]" elements of a top array, "messages[]",
 * "post_stream.posts[]", "chats.list[].messages[]". A path may end in '*' to take each value of an object ("rows.*"). */
struct json_visitor {
	const char *const *paths; /* NULL-terminated */
	/* An item of paths[path]. `ancestors` is the document so far, without the items of any chosen array; it goes on
	 * growing after this call. The visitor owns `item` (tree_free). */
	void (*item)(guint path, struct tree *item, const struct tree *ancestors, void *user);
	/* The end of one top-level document: ancestors are complete and are freed after this call. */
	void (*document)(const struct tree *ancestors, void *user);
	void *user;
	/* Asked for the keys at the top of an item, but for the first, whose place is the item's: FALSE passes the value over, which
	 * costs little more than finding its end. NULL: all are wanted. */
	gboolean (*wants)(guint path, const char *key, void *user);
	/* Bits of paths: what stands there is an item only if no other path's list stands in it (a page of rows is no row). */
	guint32 yielding;
};

/* Reads one document or several one after another (NDJSON, concatenated). A prefix such as `window.YTD.tweets.part0 = `
 * is passed over, BOM too. A cut-off document is a complaint; what came whole is given. Lone surrogates become U+FFFD
 * and are counted in one complaint. */
gboolean json_read(struct input *, const struct json_visitor *, struct complaints *, GError **);
/* Writes an empty string over NaN and Infinity, as Python writes them, in a text that begins outside of a string: for those who look at a
 * head themselves. json_read does so too. */
void json_blank_words(char *text, gsize length);
/* A whole small document (settings, tests); NULL and a complaint when it is broken. Caller frees. */
struct tree *json_parse(struct input *, struct complaints *);

#endif

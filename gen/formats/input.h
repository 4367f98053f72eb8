/* Files as bytes of UTF-8: folders walked in sorted order, archives opened (zip, tar, 7z; gz, bz2, xz, zst around one
 * file), encodings decoded. Everything is streamed once; the head can be looked at before it is read. */
#ifndef FORMATS_INPUT_H
#define FORMATS_INPUT_H

#include "base/auto.h"
#include "base/complaint.h"

#define INPUT_HEAD (64 * 1024)
#define INPUT_LOOK (1024 * 1024) /* a post may be longer than the head, and its keys stand on both sides of its text */

struct input;

/* What complaints point at; lives as long as the run. */
const struct source *input_source(const struct input *);
/* Shown path, parts of archives included: "exports/yt.zip/Table data.csv". */
const char *input_path(const struct input *);
/* Time stamp that the archive gives this member, or NO_TIME. Never the file system's. */
gint64 input_stamp(const struct input *);
/* The first INPUT_HEAD bytes or fewer, undecoded and decoded, without consuming them. NUL-terminated. */
const guint8 *input_raw_head(struct input *, gsize *length);
const char *input_head(struct input *, gsize *length);
/* Makes the heads INPUT_LOOK bytes long, before anything is read; FALSE when there is no more to see than before. */
gboolean input_look_further(struct input *);
/* As found by bytes ("UTF-8", "UTF-16LE", "WINDOWS-1252") or as set by input_decode_as. */
const char *input_encoding(const struct input *);
/* By declaration of a description, before the first read; the head is decoded anew. A byte-order mark is believed
 * more than a declaration; an unknown encoding is an error at the first read. */
void input_decode_as(struct input *, const char *encoding);
/* A good size for the buffer of input_read: small files, of which a chat has thousands, need no large one. */
gsize input_piece(struct input *);
/* Decoded bytes; 0 at the end, -1 and error when the disk fails. Wrong bytes and NULs become U+FFFD, counted. A damaged
 * archive ends early; the walk complains about it. */
gssize input_read(struct input *, char *buffer, gsize size, GError **);
/* All of it; past `limit` bytes an error. Caller frees. */
char *input_read_all(struct input *, gsize limit, gsize *length, GError **);
guint64 input_replaced(const struct input *);
/* All of it, undecoded: for what is no text. Instead of input_read, not after it. Past `limit` bytes, or when the disk
 * fails, NULL and error. Caller frees. */
guint8 *input_read_raw(struct input *, gsize limit, gsize *length, GError **);

/* Called for each file. Return FALSE to stop the walk. The input is closed when the call returns. */
typedef gboolean (*input_visit)(struct input *, void *user);

/* Walks `path` (a file or folder), which is shown as `shown` (NULL: as given). Hidden files (but for Zulip's ".E2.9C….json"),
 * "__MACOSX", "desktop.ini" and an office's locks ("~$a.xlsx") are passed over, and downloads that were not finished, with a complaint. A zip whose members show that it is a spreadsheet (xl/workbook.xml) is visited as one file.
 * A file that cannot be opened, a damaged or too large archive (formats/stream.h) is complained about and passed over.
 * Links to folders are not followed. FALSE and error when the disk fails. */
gboolean inputs_walk(const char *path, const char *shown, struct complaints *, input_visit, void *user, GError **);
/* The plain files below path, sorted, without opening archives: the jobs of a parallel read. Caller frees. */
GPtrArray *inputs_list(const char *path, GError **);
/* An input over bytes in memory (tests, own tables). Caller frees with input_free. */
struct input *input_of_bytes(const char *shown, const void *bytes, gsize length);
struct input *input_open(const char *path, const char *shown, GError **);
void input_free(struct input *);
AUTO_DEFINE(input)

#endif

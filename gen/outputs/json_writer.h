/* JSON by yajl's generator, indented, a name and a value at a time. */
#ifndef OUTPUTS_JSON_WRITER_H
#define OUTPUTS_JSON_WRITER_H

#include <glib.h>

struct json_writer;

struct json_writer *json_writer_new(void);
/* `name` NULL: an element of an array, or the root. */
void json_begin_object(struct json_writer *, const char *name);
void json_begin_array(struct json_writer *, const char *name);
void json_end_object(struct json_writer *);
void json_end_array(struct json_writer *);
/* NULL is null. */
void json_text(struct json_writer *, const char *name, const char *text);
void json_whole(struct json_writer *, const char *name, gint64 number);
/* The shortest decimal that reads back the same; not finite: null. */
void json_real(struct json_writer *, const char *name, double number);
void json_flag(struct json_writer *, const char *name, gboolean flag);
/* The text, with a line end; frees the writer. Caller frees. */
char *json_writer_finish(struct json_writer *, gsize *length);

#endif

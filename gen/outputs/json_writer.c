/* JSON by yajl's generator. */
#include "outputs/json_writer.h"

#include <math.h>
#include <string.h>

#include <yajl/yajl_gen.h>

#include "model/dump.h"

struct json_writer {
	yajl_gen gen;
};

struct json_writer *
json_writer_new(void)
{
	struct json_writer *writer = g_new0(struct json_writer, 1);

	writer->gen = yajl_gen_alloc(NULL);
	yajl_gen_config(writer->gen, yajl_gen_beautify, 1);
	yajl_gen_config(writer->gen, yajl_gen_indent_string, " ");
	return writer;
}

static void
write_string(struct json_writer *writer, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	yajl_gen_string(writer->gen, (const unsigned char *)valid, strlen(valid));
}

static void
write_name(struct json_writer *writer, const char *name)
{
	if (name)
		write_string(writer, name);
}

void
json_begin_object(struct json_writer *writer, const char *name)
{
	write_name(writer, name);
	yajl_gen_map_open(writer->gen);
}

void
json_begin_array(struct json_writer *writer, const char *name)
{
	write_name(writer, name);
	yajl_gen_array_open(writer->gen);
}

void
json_end_object(struct json_writer *writer)
{
	yajl_gen_map_close(writer->gen);
}

void
json_end_array(struct json_writer *writer)
{
	yajl_gen_array_close(writer->gen);
}

void
json_text(struct json_writer *writer, const char *name, const char *text)
{
	write_name(writer, name);
	if (text)
		write_string(writer, text);
	else
		yajl_gen_null(writer->gen);
}

void
json_whole(struct json_writer *writer, const char *name, gint64 number)
{
	write_name(writer, name);
	yajl_gen_integer(writer->gen, number);
}

void
json_real(struct json_writer *writer, const char *name, double number)
{
	g_autoptr(GString) digits = g_string_new(NULL);

	write_name(writer, name);
	if (!isfinite(number)) {
		yajl_gen_null(writer->gen);
		return;
	}
	dump_number(number, digits);
	yajl_gen_number(writer->gen, digits->str, digits->len);
}

void
json_flag(struct json_writer *writer, const char *name, gboolean flag)
{
	write_name(writer, name);
	yajl_gen_bool(writer->gen, flag);
}

char *
json_writer_finish(struct json_writer *writer, gsize *length)
{
	const unsigned char *buffer = NULL;
	size_t size = 0;

	yajl_gen_get_buf(writer->gen, &buffer, &size);
	char *text = g_strndup((const char *)buffer, size);
	*length = size;
	yajl_gen_free(writer->gen);
	g_free(writer);
	return text;
}

/* Small workbooks made in memory: zips of parts, and streams of records in an OLE container. */
#ifndef TESTS_WORKBOOK_H
#define TESTS_WORKBOOK_H

#include <archive.h>
#include <archive_entry.h>
#include <gsf/gsf.h>
#include <string.h>

#include "base/auto.h"

/* --- .xlsx */

static inline void zip_add(struct archive *zip, const char *name, const char *text)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)strlen(text));
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	g_assert(archive_write_header(zip, entry) == ARCHIVE_OK);
	g_assert(archive_write_data(zip, text, strlen(text)) == (la_ssize_t)strlen(text));
	archive_entry_free(entry);
}

/* Names and texts in turn, NULL at the end. */
static inline GByteArray *zip_of(const char *const *parts)
{
	gsize size = 1 << 16, used = 0;
	for (guint i = 0; parts[i]; i++)
		size += strlen(parts[i]) * 2 + 512;
	GByteArray *bytes = g_byte_array_new();
	g_byte_array_set_size(bytes, (guint)size);
	struct archive *zip = archive_write_new();
	archive_write_set_format_zip(zip);
	g_assert(archive_write_open_memory(zip, bytes->data, size, &used) == ARCHIVE_OK);
	for (guint i = 0; parts[i]; i += 2)
		zip_add(zip, parts[i], parts[i + 1]);
	g_assert(archive_write_close(zip) == ARCHIVE_OK);
	archive_write_free(zip);
	g_byte_array_set_size(bytes, (guint)used);
	return bytes;
}

#define PARTS_TYPES "[Content_Types].xml", "<Types/>"
#define PARTS_TOP \
	"_rels/.rels", "<Relationships><Relationship Id='r1' Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>"
#define PARTS_RELATIONS \
	"xl/_rels/workbook.xml.rels", \
		"<Relationships><Relationship Id='a' Type='http://x/worksheet' Target='worksheets/sheet1.xml'/>" \
		"<Relationship Id='b' Type='http://x/worksheet' Target='/xl/worksheets/sheet2.xml'/>" \
		"<Relationship Id='c' Type='http://x/chartsheet' Target='chartsheets/sheet1.xml'/>" \
		"<Relationship Id='d' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>" \
		"<Relationship Id='e' Type='http://x/styles' Target='styles.xml'/></Relationships>"

/* --- .xls */

static inline void put_number(GByteArray *out, guint64 number, guint bytes)
{
	for (guint i = 0; i < bytes; i++) {
		guint8 byte = (guint8)(number >> (8 * i));
		g_byte_array_append(out, &byte, 1);
	}
}

static inline void put_bytes(GByteArray *out, const char *bytes, gsize length)
{
	g_byte_array_append(out, (const guint8 *)bytes, (guint)length);
}

static inline void put_double(GByteArray *out, double value)
{
	guint64 bits;
	memcpy(&bits, &value, sizeof bits);
	put_number(out, bits, 8);
}

static inline void put_record(GByteArray *out, guint id, const GByteArray *data)
{
	put_number(out, id, 2);
	put_number(out, data->len, 2);
	g_byte_array_append(out, data->data, data->len);
}

/* The numbers that make up a record, each with its size: "2:6 8:1.5" is a short 6 and a double; "s:text" bytes; "u:text"
 * letters of two bytes each. One blank between them. */
static inline void put_fields(GByteArray *out, const char *fields)
{
	g_auto(GStrv) words = g_strsplit(fields, " ", -1);
	for (guint i = 0; words[i]; i++) {
		const char *value = words[i] + 2;
		if (!*words[i])
			continue;
		if (*words[i] == 's')
			put_bytes(out, value, strlen(value));
		else if (*words[i] == 'u')
			for (const char *at = value; *at; at = g_utf8_next_char(at))
				put_number(out, g_utf8_get_char(at), 2);
		else if (*words[i] == '8')
			put_double(out, g_ascii_strtod(value, NULL));
		else
			put_number(out, g_ascii_strtoull(value, NULL, 0), (guint)(*words[i] - '0'));
	}
}

static inline void put(GByteArray *out, guint id, const char *fields)
{
	g_autoptr(GByteArray) data = g_byte_array_new();
	put_fields(data, fields);
	put_record(out, id, data);
}

/* The stream under its name in a container. */
static inline GByteArray *ole_of(const char *name, const guint8 *bytes, gsize length)
{
	GsfOutput *memory = gsf_output_memory_new();
	GsfOutfile *container = gsf_outfile_msole_new(memory);
	GsfOutput *stream = gsf_outfile_new_child(container, name, FALSE);
	g_assert(gsf_output_write(stream, length, bytes) && gsf_output_close(stream));
	g_assert(gsf_output_close(GSF_OUTPUT(container)));
	GByteArray *out = g_byte_array_new();
	g_byte_array_append(out, gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)), (guint)gsf_output_size(memory));
	g_object_unref(stream);
	g_object_unref(container);
	g_object_unref(memory);
	return out;
}

#endif

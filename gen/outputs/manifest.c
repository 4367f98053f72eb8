/* manifest.json: what an edition was made of and what was made, with hashes; it stands last in outputs.def. `tidings verify`
 * compares, and index and feed are made from it. Nothing in it depends on the machine but the libraries' own versions. */
#include "outputs/output.h"

#include <string.h>

#include <cairo.h>
#include <cmark.h>
#include <fontconfig/fontconfig.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gmime/gmime.h>
#include <gsl/gsl_version.h>
#include <hb.h>
#include <igraph.h>
#include <lcms2.h>
#include <libxml/parser.h>
#include <pango/pango.h>
#include <qpdf/qpdf-c.h>
#include <unicode/uversion.h>
#include <yajl/yajl_version.h>

#include "base/version.h"
#include "outputs/json_writer.h"

/* ---- what it was made of ---- */

static void
add_inputs(struct json_writer *json, const struct edition *edition)
{
	json_begin_array(json, "inputs");
	for (guint i = 0; i < edition->inputs->len; i++) {
		const struct edition_input *input = g_ptr_array_index(edition->inputs, i);
		json_begin_object(json, NULL);
		json_text(json, "path", input->path);
		json_text(json, "sha256", input->sha256);
		json_text(json, "platform", input->platform);
		json_text(json, "kind", input->kind);
		json_end_object(json);
	}
	json_end_array(json);
}

static gboolean
add_fonts(struct json_writer *json, const struct theme *theme, GError **error)
{
	json_begin_array(json, "fonts");
	for (enum face face = 0; face < FACE_COUNT; face++) {
		g_autofree char *name = g_path_get_basename(theme->font_files[face]), *sha256 = file_sha256(theme->font_files[face], error);
		if (!sha256)
			return FALSE;
		json_begin_object(json, NULL);
		json_text(json, "family", theme->font_family[face]);
		json_text(json, "file", name);
		json_text(json, "sha256", sha256);
		json_end_object(json);
	}
	json_end_array(json);
	return TRUE;
}

static void
add_version(struct json_writer *json, const char *name, int major, int minor, int micro)
{
	g_autofree char *version = g_strdup_printf("%d.%d.%d", major, minor, micro);

	json_text(json, name, version);
}

/* As loaded, not as compiled, wherever a library tells. */
static void
add_libraries(struct json_writer *json)
{
	const char *igraph = NULL;
	UVersionInfo icu;
	char icu_text[U_MAX_VERSION_STRING_LENGTH];

	igraph_version(&igraph, NULL, NULL, NULL);
	u_getVersion(icu);
	u_versionToString(icu, icu_text);
	json_begin_object(json, "libraries");
	json_text(json, "cairo", cairo_version_string());
	json_text(json, "cmark", cmark_version_string());
	add_version(json, "fontconfig", FcGetVersion() / 10000, FcGetVersion() / 100 % 100, FcGetVersion() % 100);
	json_text(json, "gdk-pixbuf", gdk_pixbuf_version);
	add_version(json, "glib", (int)glib_major_version, (int)glib_minor_version, (int)glib_micro_version);
	add_version(json, "gmime", (int)gmime_major_version, (int)gmime_minor_version, (int)gmime_micro_version);
	json_text(json, "gsl", gsl_version);
	json_text(json, "harfbuzz", hb_version_string());
	json_text(json, "icu", icu_text);
	json_text(json, "igraph", igraph);
	add_version(json, "lcms2", cmsGetEncodedCMMversion() / 1000, cmsGetEncodedCMMversion() / 10 % 100, 0);
	json_text(json, "libxml2", xmlParserVersion);
	json_text(json, "pango", pango_version_string());
	json_text(json, "qpdf", qpdf_get_qpdf_version());
	add_version(json, "yajl", yajl_version() / 10000, yajl_version() / 100 % 100, yajl_version() % 100);
	json_end_object(json);
}

static void
add_definitions(struct json_writer *json, const struct edition *edition)
{
	json_begin_array(json, "definitions");
	for (guint i = 0; i < edition->figures->len; i++) {
		const struct figure *figure = g_ptr_array_index(edition->figures, i);
		json_begin_object(json, NULL);
		json_text(json, "name", figure->definition->name);
		json_text(json, "card", figure->definition->card);
		json_whole(json, "version", figure->definition->version);
		json_end_object(json);
	}
	json_end_array(json);
}

/* ---- what was made ---- */

static void
add_output(const char *name, const char *sha256, guint64 length, void *user)
{
	struct json_writer *json = user;

	json_begin_object(json, NULL);
	json_text(json, "path", name);
	json_text(json, "sha256", sha256);
	json_whole(json, "bytes", (gint64)length);
	json_end_object(json);
}

static void
add_document(struct json_writer *json, const char *name, const struct document *document)
{
	if (!document) {
		json_text(json, name, NULL);
		return;
	}
	json_begin_object(json, name);
	json_text(json, "title", document->title);
	json_text(json, "period", document->period_words);
	json_text(json, "number", document->number);
	json_text(json, "summary", document->summary);
	json_end_object(json);
}

static void
add_edition(struct json_writer *json, const struct output_request *request)
{
	const struct edition *edition = request->edition;
	g_autofree char *made_at = instant_iso(edition->made_at), *first = day_iso(edition->period.first), *past = day_iso(edition->period.past);

	json_text(json, "edition", edition->id);
	json_text(json, "organisation", request->project->name);
	json_text(json, "language", request->project->language);
	json_text(json, "made_at", made_at);
	json_text(json, "first_day", first);
	json_text(json, "day_after", past);
	add_document(json, "report", edition->report);
	add_document(json, "newsletter", edition->newsletter);
}

static gboolean
manifest_write(const struct output_request *request, struct publication *publication, GError **error)
{
	struct json_writer *json = json_writer_new();
	gsize length;

	json_begin_object(json, NULL);
	json_whole(json, "manifest", 1);
	json_text(json, "tidings", TIDINGS_VERSION);
	add_edition(json, request);
	add_inputs(json, request->edition);
	gboolean found = add_fonts(json, request->theme, error);
	add_libraries(json);
	add_definitions(json, request->edition);
	json_begin_array(json, "outputs");
	publication_each(publication, add_output, json);
	json_end_array(json);
	json_end_object(json);
	g_autofree char *text = json_writer_finish(json, &length);
	if (found)
		publication_write(publication, "manifest.json", text, length);
	return found;
}

const struct output output_manifest = {
	.name = "manifest",
	.summary = "manifest.json: hashes of every input, font and file, versions of libraries and definitions",
	.part = "manifest",
	.write = manifest_write,
};

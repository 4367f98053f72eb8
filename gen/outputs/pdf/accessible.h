/* The pass after cairo: adds to a tagged PDF what PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) ask for and cairo
 * 1.16 cannot write — language, alternative texts, table scopes, artifacts, XMP, sRGB, link contents, an identifier. */
#ifndef OUTPUTS_PDF_ACCESSIBLE_H
#define OUTPUTS_PDF_ACCESSIBLE_H

#include <gio/gio.h>

#include "model/document.h"
#include "outputs/pdf/tagging.h"

/* `plain` as cairo wrote it, `marks` as tagger_marks gives them, `page_height` in pt. Same input, same bytes; dates are
 * the document's made_at. NULL and error when the file is not what we thought. Caller unrefs. */
GBytes *accessible_pdf(GBytes *plain, const GPtrArray *marks, double page_height, const struct document *, GError **);

#endif

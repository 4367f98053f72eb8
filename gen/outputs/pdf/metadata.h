/* What a PDF says of itself: title, author, dates, and the standards it keeps; the same in /Info and in XMP. */
#ifndef OUTPUTS_PDF_METADATA_H
#define OUTPUTS_PDF_METADATA_H

#include "model/document.h"

#define METADATA_CREATOR "tidings"
#define METADATA_PRODUCER "tidings with cairo and qpdf"

/* "Larkfield Cycle Co-operative: Monthly report, October 2026". Caller frees. */
char *metadata_title(const struct document *);
const char *metadata_author(const struct document *);
const char *metadata_subject(const struct document *);
/* The date the document bears; 1970 for one without. */
gint64 metadata_instant(const struct document *);
/* "D:20261101060000Z"; caller frees. */
char *metadata_pdf_date(gint64 instant);
/* An XMP packet (ISO 16684-1) that claims PDF/UA-1 and PDF/A-2a. Caller frees. */
char *metadata_xmp(const struct document *);

#endif

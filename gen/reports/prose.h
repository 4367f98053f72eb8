/* What people wrote in Markdown becomes document nodes (cmark). Raw HTML is dropped; links keep http, https and mailto only. */
#ifndef REPORTS_PROSE_H
#define REPORTS_PROSE_H

#include "model/document.h"

/* Headings become level 2 and deeper. NULL or "" adds nothing. */
void prose_add(struct node *parent, const char *markdown);

#endif

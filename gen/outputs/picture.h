/* Pictures of a page: charts as PNG, and the images of letters, made small and clean. */
#ifndef OUTPUTS_PICTURE_H
#define OUTPUTS_PICTURE_H

#include "base/auto.h"
#include "base/complaint.h"
#include "charts/chart.h"
#include "model/document.h"

struct picture {
	char *name;       /* unique in its document: "chart-1.png"; also its Content-ID */
	const char *type; /* "image/png" or "image/jpeg" */
	GBytes *bytes;
	int width, height; /* CSS px; the file holds twice as many */
};

void picture_free(struct picture *);
AUTO_DEFINE(picture)
/* "data:image/png;base64,…"; caller frees. */
char *picture_data_uri(const struct picture *);
/* What a chart node asks of its chart, at this width. */
struct chart_request chart_request_of(const struct node *, double width, const char *language);
/* A chart at twice its size, without letters in it (LOOK §10). NULL and error when cairo cannot. */
struct picture *picture_of_chart(const struct node *, const struct theme *, double width, const char *language, guint number, GError **);
/* The image beside the letter, read anew and written anew: nothing of the camera stays in it. At most `width` wide. NULL
 * and a complaint when there is none, it is no picture, or its name leads out of the folder. */
struct picture *picture_of_image(const struct node *, const char *folder, int width, guint number, struct complaints *);

#endif

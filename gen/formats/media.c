/* Signatures, and where in the file they stand. */
#include "formats/media.h"

#include <string.h>

gboolean bytes_are_media(const guint8 *bytes, gsize length)
{
	static const struct {
		gsize at, size;
		const char *signature;
	} known[] = {
		{ 0, 8, "\x89PNG\r\n\x1a\n" }, { 0, 3, "\xff\xd8\xff" }, { 0, 4, "GIF8" }, { 8, 4, "WEBP" },   { 8, 4, "WAVE" },         { 8, 4, "AVI " },
		{ 4, 4, "ftyp" },              { 0, 4, "OggS" },         { 0, 3, "ID3" },  { 0, 4, "fLaC" },   { 0, 4, "\x1a\x45\xdf\xa3" },
		{ 0, 2, "\xff\xfb" },          { 0, 5, "%PDF-" },        { 0, 4, "wOFF" }, { 0, 4, "II*\0" },  { 0, 4, "MM\0*" },
		{ 0, 4, "<svg" },
	};
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (length >= known[i].at + known[i].size && !memcmp(bytes + known[i].at, known[i].signature, known[i].size))
			return TRUE;
	return FALSE;
}

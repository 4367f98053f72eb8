/* Colours: contrast, an organisation's own, and the variables of a page. */
#include "theme/theme.h"

#include <math.h>
#include <string.h>

static const char *const TINT_NAMES[TINT_COUNT] = {
	"paper", "panel", "ink", "ink2", "ink3", "ghost", "rule", "grid", "main", "band",
	"r1", "r2", "r3", "r4", "r5", "on1", "on2", "on3", "on4", "on5",
};

const char *
tint_name(enum tint tint)
{
	return TINT_NAMES[tint];
}

gboolean
colour_parse(const char *text, struct colour *colour)
{
	if (!text || *text != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return FALSE;
	guint64 rgb = g_ascii_strtoull(text + 1, NULL, 16);
	*colour = (struct colour){ (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255, (double)(rgb & 255) / 255 };
	return TRUE;
}

char *
colour_hex(struct colour colour)
{
	return g_strdup_printf("#%02X%02X%02X", (int)lround(colour.red * 255), (int)lround(colour.green * 255),
	                       (int)lround(colour.blue * 255));
}

static double
linear(double channel)
{
	return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
luminance(struct colour colour)
{
	return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double
colour_contrast(struct colour a, struct colour b)
{
	double light = fmax(luminance(a), luminance(b)), dark = fmin(luminance(a), luminance(b));
	return (light + 0.05) / (dark + 0.05);
}

static struct colour
mix(struct colour a, struct colour b, double share_of_b)
{
	return (struct colour){ a.red + (b.red - a.red) * share_of_b, a.green + (b.green - a.green) * share_of_b,
		                a.blue + (b.blue - a.blue) * share_of_b };
}

/* The main's tints on paper, in the proportions of our own ramps; 5th step past the main, towards ink. */
static void
tints_from_main(struct colour *tints)
{
	static const double paper_share[] = { 0.88, 0.66, 0.42, 0.16 };
	struct colour main = tints[TINT_MAIN], paper = tints[TINT_PAPER], ink = tints[TINT_INK];
	tints[TINT_BAND] = mix(main, paper, 0.76);
	for (int step = 0; step < 4; step++)
		tints[TINT_RAMP1 + step] = mix(main, paper, paper_share[step]);
	tints[TINT_RAMP5] = mix(main, ink, 0.2);
	for (int step = 0; step < 5; step++) {
		struct colour cell = tints[TINT_RAMP1 + step];
		gboolean ink_reads = colour_contrast(ink, cell) >= colour_contrast(paper, cell);
		tints[TINT_ON1 + step] = ink_reads ? ink : paper;
	}
}

static void
set_main(struct theme *theme, enum discipline discipline, struct colour main)
{
	for (int dark = 0; dark < 2; dark++) {
		struct colour *tints = theme->colours[dark][discipline], seen = main, white = { 1, 1, 1 };
		for (int step = 0; dark && step < 20 && colour_contrast(seen, tints[TINT_PAPER]) < 7.5; step++)
			seen = mix(seen, white, 0.1);
		tints[TINT_MAIN] = seen;
		tints_from_main(tints);
	}
}

static gboolean
brand_read(const char *text, struct colour *main, struct complaints *complaints)
{
	if (!text || colour_parse(text, main))
		return TRUE;
	complain(complaints, SEVERITY_WARNING, (struct place){ NULL, -1 }, "brand-colour", "write it like '#2365B3'",
	         "the brand colour \"%s\" is not a colour", text);
	return FALSE;
}

/* Why these two mains cannot stand, or NULL. */
static const char *
brand_fault(const struct colour mains[3], struct colour paper)
{
	double ratio[3] = { 0 };
	for (int discipline = DISCIPLINE_BROADCAST; discipline <= DISCIPLINE_COMMUNITY; discipline++) {
		struct colour main = mains[discipline];
		ratio[discipline] = colour_contrast(main, paper);
		if (ratio[discipline] < 4.5)
			return "one of them is too pale on paper (contrast below 4.5)";
		if (colour_contrast(main, mix(main, paper, 0.76)) < 3)
			return "one of them is too pale on its band (contrast below 3)";
	}
	return fabs(ratio[1] - ratio[2]) < 1 ? NULL : "one of them is louder than the other (contrasts differ by 1 or more)";
}

void
theme_brand(struct theme *theme, const char *broadcast, const char *community, struct complaints *complaints)
{
	struct colour mains[3];
	for (int discipline = 0; discipline < 3; discipline++)
		mains[discipline] = theme->colours[0][discipline][TINT_MAIN];
	if (!brand_read(broadcast, &mains[DISCIPLINE_BROADCAST], complaints) ||
	    !brand_read(community, &mains[DISCIPLINE_COMMUNITY], complaints))
		return;
	const char *fault = brand_fault(mains, theme->colours[0][0][TINT_PAPER]);
	if (fault)
		complain(complaints, SEVERITY_WARNING, (struct place){ NULL, -1 }, "brand-colour",
		         "choose two colours of the same depth", "the brand colours are not used: %s", fault);
	if (!fault && broadcast)
		set_main(theme, DISCIPLINE_BROADCAST, mains[DISCIPLINE_BROADCAST]);
	if (!fault && community)
		set_main(theme, DISCIPLINE_COMMUNITY, mains[DISCIPLINE_COMMUNITY]);
}

static void
write_tints(GString *out, const struct colour *tints, enum tint first, enum tint past)
{
	for (enum tint tint = first; tint < past; tint++) {
		g_autofree char *hex = colour_hex(tints[tint]);
		g_string_append_printf(out, "--%s:%s%s", TINT_NAMES[tint], hex, tint + 1 < past ? ";" : "");
	}
}

static void
write_mode(GString *out, const struct theme *theme, gboolean dark)
{
	static const char *const selectors[] = { ":root,.neither", ".broadcast", ".community" };
	g_string_append(out, ":root{");
	write_tints(out, theme->colours[dark][0], TINT_PAPER, TINT_MAIN);
	g_string_append(out, "}\n");
	for (int discipline = 0; discipline < 3; discipline++) {
		g_string_append_printf(out, "%s{", selectors[discipline]);
		write_tints(out, theme->colours[dark][discipline], TINT_MAIN, TINT_COUNT);
		g_string_append(out, "}\n");
	}
}

char *
theme_variables(const struct theme *theme)
{
	GString *out = g_string_new(NULL);
	write_mode(out, theme, FALSE);
	g_string_append(out, "@media screen and (prefers-color-scheme:dark){\n");
	write_mode(out, theme, TRUE);
	g_string_append(out, "}\n");
	return g_string_free(out, FALSE);
}

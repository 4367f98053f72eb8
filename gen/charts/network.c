/* Network: who answers whom. Members are filled marks, staff are rings in ink; a lasting two-way tie is a double line, every
 * other a ghost hair. Nobody is named, nothing points. The places come with the figure: a chart computes no layout. */
#include <math.h>
#include <string.h>

#include "charts/axis.h"

struct node_place {
	double id, x, y;
	gboolean staff;
};

struct network {
	struct sheet sheet;
	struct plot plot;
	GPtrArray *rows;
	GArray *nodes; /* struct node_place */
	guint members, staff, lasting, thin;
};

static gboolean
is_node(const struct figure *figure, const struct figure_row *row)
{
	return g_strcmp0(row_word(figure, row, "kind"), "node") == 0;
}

static double
number_of(const struct value *value)
{
	return value && value_has_number(value) ? value->value : NAN;
}

static double
key_id(const struct figure *figure, const struct figure_row *row, const char *key)
{
	const char *word = row_word(figure, row, key);
	return word ? g_ascii_strtod(word, NULL) : row_number(figure, row, key);
}

static gboolean
is_lasting(const struct figure *figure, const struct figure_row *row)
{
	return number_of(row_value(figure, row, "lasting")) > 0;
}

/* ---- reading ---- */

static void
add_node(struct network *network, const struct figure *figure, const struct figure_row *row)
{
	struct node_place node = { key_id(figure, row, figure_key(figure, "id") >= 0 ? "id" : "from"), number_of(row_value(figure, row, "x")), number_of(row_value(figure, row, "y")),
		                   g_strcmp0(row_word(figure, row, "role"), "staff") == 0 };
	if (isnan(node.x) || isnan(node.y))
		return;
	g_array_append_val(network->nodes, node);
	*(node.staff ? &network->staff : &network->members) += 1;
}

static void
network_read(struct network *network, const struct chart_request *request)
{
	network->sheet = (struct sheet){ .request = request, .language = "en" };
	network->rows = rows_of_period(request);
	network->nodes = g_array_new(FALSE, FALSE, sizeof(struct node_place));
	network->members = network->staff = network->lasting = network->thin = 0;
	for (guint i = 0; i < network->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(network->rows, i);
		if (is_node(request->figure, row))
			add_node(network, request->figure, row);
		else
			*(is_lasting(request->figure, row) ? &network->lasting : &network->thin) += 1;
	}
}

static void
network_clear(struct network *network)
{
	g_ptr_array_unref(network->rows);
	g_array_unref(network->nodes);
}

/* ---- drawing ---- */

static const struct node_place *
node_find(const struct network *network, double id)
{
	for (guint i = 0; i < network->nodes->len; i++)
		if (g_array_index(network->nodes, struct node_place, i).id == id)
			return &g_array_index(network->nodes, struct node_place, i);
	return NULL;
}

static int
compare_x(gconstpointer a, gconstpointer b)
{
	double x = (*(struct node_place *const *)a)->x, y = (*(struct node_place *const *)b)->x;
	return x < y ? -1 : x > y;
}

static int
compare_y(gconstpointer a, gconstpointer b)
{
	double x = (*(struct node_place *const *)a)->y, y = (*(struct node_place *const *)b)->y;
	return x < y ? -1 : x > y;
}

/* Places become 0…1, half by where they lie and half by their rank: a person far out no longer squeezes all others into a knot,
 * and who lay left of whom still does. */
static void
spread(struct network *network, gboolean down)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	for (guint i = 0; i < network->nodes->len; i++)
		g_ptr_array_add(order, &g_array_index(network->nodes, struct node_place, i));
	g_ptr_array_sort(order, down ? compare_y : compare_x);
	const struct node_place *first = g_ptr_array_index(order, 0), *last = g_ptr_array_index(order, order->len - 1);
	double low = down ? first->y : first->x, range = (down ? last->y : last->x) - low;
	for (guint i = 0; i < order->len && range > 0; i++) {
		struct node_place *node = g_ptr_array_index(order, i);
		double *place = down ? &node->y : &node->x;
		*place = 0.5 * (*place - low) / range + 0.5 * i / (order->len - 1);
	}
	*(down ? &network->plot.y : &network->plot.x) = (struct scale){ 0, range > 0 ? 1 : 0, down ? network->plot.top : network->plot.left,
		                                                        down ? network->plot.bottom : network->plot.right, FALSE };
}

/* All ties of one kind as one path. FALSE if there are none. */
static gboolean
add_ties(const struct network *network, gboolean lasting)
{
	const struct figure *figure = network->sheet.request->figure;
	gboolean any = FALSE;
	for (guint i = 0; i < network->rows->len; i++) {
		const struct figure_row *row = g_ptr_array_index(network->rows, i);
		if (is_node(figure, row) || is_lasting(figure, row) != lasting)
			continue;
		const struct node_place *from = node_find(network, key_id(figure, row, "from")), *to = node_find(network, key_id(figure, row, "to"));
		if (!from || !to)
			continue;
		paper_move(network->sheet.paper, scale_at(&network->plot.x, from->x), scale_at(&network->plot.y, from->y));
		paper_line(network->sheet.paper, scale_at(&network->plot.x, to->x), scale_at(&network->plot.y, to->y));
		any = TRUE;
	}
	return any;
}

static void
draw_hair(struct paper *paper)
{
	paper_stroke(paper, (struct stroke){ .tint = TINT_GHOST, .width = paper_pen(paper, "grid") });
}

static void
draw_ring(struct paper *paper, double x, double y, double radius)
{
	double width = paper_pen(paper, "axis") * 1.55;
	paper_circle(paper, x, y, radius);
	paper_fill(paper, TINT_PAPER);
	paper_circle(paper, x, y, radius);
	paper_stroke(paper, (struct stroke){ .tint = TINT_INK, .width = width });
}

/* Double lines; thinner where many marks are small. */
static void
draw_lasting(const struct network *network, double thinner)
{
	static const char *const strokes[] = { "line_double.outer", "line_double.core" };
	for (int i = 0; i < 2; i++)
		if (add_ties(network, TRUE))
			paper_stroke(network->sheet.paper, (struct stroke){ .tint = i ? TINT_PAPER : TINT_MAIN,
			             .width = paper_pen(network->sheet.paper, strokes[i]) * thinner });
}

/* Staff last: rings stay whole. Large communities get smaller marks. */
static void
draw_nodes(const struct network *network, double radius)
{
	for (int staff = 0; staff < 2; staff++)
		for (guint i = 0; i < network->nodes->len; i++) {
			const struct node_place *node = &g_array_index(network->nodes, struct node_place, i);
			double x = scale_at(&network->plot.x, node->x), y = scale_at(&network->plot.y, node->y);
			if (node->staff != staff)
				continue;
			if (staff)
				draw_ring(network->sheet.paper, x, y, radius * 1.3);
			else
				paper_mark_sized(network->sheet.paper, x, y, radius, TINT_MAIN, TRUE);
		}
}

/* ---- the key ---- */

static double
key_word(const struct network *network, double x, double y, double sample, const char *word)
{
	const struct sheet *sheet = &network->sheet;
	sheet_text(sheet, x + sample + 0.4 * sheet->em, y + sheet_drop(sheet), word, letters(TINT_INK2, ANCHOR_START));
	return x + sample + 0.4 * sheet->em + sheet_measure(sheet, word, letters(TINT_INK2, ANCHOR_START)) + 1.1 * sheet->em;
}

static void
draw_key(const struct network *network, double y)
{
	struct paper *paper = network->sheet.paper;
	double em = network->sheet.em, x = 0.3 * em, line = 1.8 * em;
	y = floor(y) + 0.5; /* on whole pixels the two strokes of a level double line stay apart */
	paper_mark_sized(paper, x + 0.3 * em, y, 0.3 * em, TINT_MAIN, TRUE);
	x = key_word(network, x, y, 0.6 * em, "member");
	if (network->staff) {
		draw_ring(paper, x + 0.39 * em, y, 0.39 * em);
		x = key_word(network, x, y, 0.78 * em, "staff");
	}
	if (network->lasting) {
		paper_move(paper, x, y);
		paper_line(paper, x + line, y);
		paper_data_line(paper);
		x = key_word(network, x, y, line, "lasting, two-way");
	}
	if (network->thin) {
		paper_move(paper, x, y);
		paper_line(paper, x + line, y);
		draw_hair(paper);
		key_word(network, x, y, line, "thin");
	}
}

static double
height(struct paper *paper, const struct chart_request *request)
{
	struct network network;
	network_read(&network, request);
	guint nodes = network.nodes->len;
	network_clear(&network);
	return nodes == 0 ? 3 * paper_em(paper) : request->text_inside ? 19.8 * paper_em(paper) : 0.44 * request->width;
}

static void
draw(struct paper *paper, const struct chart_request *request)
{
	struct network network;
	network_read(&network, request);
	network.sheet = sheet_open(paper, request, request->height > 0 ? request->height : height(paper, request));
	double em = network.sheet.em, smaller = CLAMP(sqrt(80.0 / (network.nodes->len + 1)), 0.5, 1);
	network.plot = (struct plot){ .left = 0.8 * em, .top = 0.8 * em, .right = request->width - 0.8 * em,
		                      .bottom = network.sheet.height - (request->text_inside ? 2.4 : 0.8) * em };
	if (network.nodes->len == 0) {
		sheet_empty(&network.sheet, "Nobody answered anybody, or too few to draw.");
	} else {
		spread(&network, FALSE);
		spread(&network, TRUE);
		if (add_ties(&network, FALSE))
			draw_hair(paper);
		draw_lasting(&network, smaller);
		draw_nodes(&network, 0.3 * em * smaller);
		if (request->text_inside)
			draw_key(&network, network.sheet.height - 0.75 * em);
	}
	network_clear(&network);
}

static char *
describe(const struct chart_request *request)
{
	struct network network;
	network_read(&network, request);
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "Network picture: %s.", figure_subject(request->figure));
	if (network.nodes->len == 0)
		g_string_append(out, " There is nobody to draw.");
	else
		g_string_append_printf(out, " %u members and %u staff, joined by %u ties, of which %u are lasting and go both ways. Nobody is named.",
		                       network.members, network.staff, network.lasting + network.thin, network.lasting);
	network_clear(&network);
	return g_string_free(out, FALSE);
}

const struct chart chart_network = {
	.name = "network",
	.shape = SHAPE_EDGES,
	.summary = "who answers whom; members and staff told apart by form",
	.height = height,
	.draw = draw,
	.describe = describe,
};

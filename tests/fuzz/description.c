/* Descriptions of exports: compiled, or a complaint with its place says why not. */
#include "fuzz.h"

#include "platforms/description.h"

const char *const fuzz_seeds[] = {
	"title: Toots\nplatform: toots\nget: somewhere\ncontainer: csv\nzone: Europe/London\nnumbers: comma\nrecognise: { columns: [Id, When, [Boosts, Likes]] }\n"
	"capture: { preamble: 'Report of @(?<handle>\\w+)' }\naccount: $handle\nexplain:\n  - when: { Id: Total }\n    why: the total\n"
	"    emit: { record: stated_total, per_column: { shares: Boosts }, fields: { table: { is: posts }, measure: $measure } }\n"
	"emit:\n  - record: post\n    fields:\n      post_id: Id\n      published_at: { instant: When, format: '%d.%m.%Y %H:%M' }\n      text: Words\n"
	"  - record: post_metric\n    fields: { post_id: Id, definition: { is: toots }, shares: Boosts }\n",
	"title: T\nplatform: t\ncontainer: json\nrecognise: { path: '*/x-*.json', keys: [a.b, c] }\nas_of: { path: '(\\d+)', format: '%s' }\nparts:\n  - each: messages[]\n"
	"    skip: { type: [join, leave], not: { user: ~ } }\n    names: { id: { from: [a.id, /channel.id, ../x] } }\n    emit:\n      - record: message\n"
	"        each: replies[].items[]\n        needs: [message_id]\n        once: yes\n        fields: { message_id: { hash: [$id, b] }, text: { text: c, markup: slack, longest: [c, d] } }\n",
	"title: W\nplatform: w\ncontainer: spreadsheet\nsplit: titled\nrecognise:\n  - { columns: [A], without: [B] }\n  - { first_line: '^x' }\nparts:\n  - table: '^Days'\n    columns: [A]\n"
	"    gaps: [views]\n    emit:\n      - record: account_day\n        per_column: { place: { percent: '/^City - (?<item>.+)/' } }\n        set: { definition: x }\n"
	"        fields: { day: { day: A, year: rolls, format: ['%b %e', '%m/%d'] }, value: { count: B, when: { A: '/x/' }, words: { y: '1', '*': '' } } }\n  - ignored: not needed\n",
	"title: X\nplatform: x\ncontainer: xml\nrecognise: { root: posts }\neach: row\nemit: [{ record: member, fields: same }]\n",
	NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(descriptions) descriptions = descriptions_new();
	g_autofree char *yaml = g_strndup((const char *)bytes, length);
	gboolean good = descriptions_add(descriptions, "fuzz.yaml", yaml, complaints);
	g_assert(good == (descriptions_count(descriptions) == 1));
	g_assert(good || complaints_count(complaints, SEVERITY_ERROR) > 0);
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}

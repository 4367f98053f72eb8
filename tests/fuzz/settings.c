/* tidings.yaml, of whatever shape: what is usable has what every run asks for, and what is not is complained about. */
#include "fuzz.h"

#include "formats/yaml.h"
#include "model/project.h"
#include "project/settings.h"

const char *const fuzz_seeds[] = {
	"name: Shed\nreport_tz: Europe/London\nlanguage: en\naccounts:\n  - { id: forum, platform: discourse, zone: UTC, since: 2025-09-01 }\n"
	"spaces:\n  - { account: forum, space: \"5\", visibility: private, resolves: yes }\n",
	"name: Shed\nreport_tz: UTC\nstaff:\n  - { person: p-a, hats: [broadcast] }\n  - slack:U1\nbots: [x:1, { account: chat, id: U2 }]\n"
	"goals:\n  broadcast:\n    - { id: a, metric: b_reach, target: 65, direction: down }\n  community: [{ id: b, metric: c_x, target: 80%, scope: forum }]\n",
	"name: Shed\nreport_tz: UTC\nopening_hours: { tue-thu: 9-17, Saturday: \"10:30-14:00\", sun: closed, closed: [2026-12-25] }\n"
	"thresholds: { materiality: 5%, k_internal: 7, settle_hours: 48 }\nattribution: { model: last_touch, days: 30 }\n",
	"name: Shed\nreport_tz: UTC\nnewsletter:\n  from: Shed <a@example.org>\n  reply_to: b@example.org\n  first: 2025-05\n  web: \"https://example.org/{period}\"\n"
	"tolerate: { refused_rows: 10, stale_days: 60 }\nbrand: { short: S }\n",
	NULL,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	AUTO(complaints) complaints = complaints_new();
	AUTO(input) input = input_of_bytes("tidings.yaml", bytes, length);
	AUTO(tree) root = yaml_parse(input, complaints);
	AUTO(project) project = project_new(".");
	if (root && root->type == TREE_OBJECT) {
		gboolean usable = settings_read(project, root, complaints);
		g_assert(usable ? project->name && project->zone && project->k_internal >= 1 && project->k_public >= project->k_internal
		                : complaints_count(complaints, SEVERITY_ERROR) > 0);
	}
	g_autoptr(GString) printed = g_string_new(NULL);
	complaints_print(complaints, FALSE, printed);
	g_assert(g_utf8_validate(printed->str, -1, NULL));
	return 0;
}

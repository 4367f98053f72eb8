/* tidings check: read and validate everything, publish nothing; say what is missing and where to get it. */
#include <string.h>

#include "commands/command.h"
#include "metrics/metric.h"
#include "platforms/read.h"

/* What an account could not tell, by metric: NO_DATA for the period. */
static void
missing_said(struct run *run, const struct period *period)
{
	g_autoptr(GPtrArray) figures = measuring_figures(run->measuring, period, run->options.jobs, NULL);
	g_autofree char *id = period_id(period);

	for (guint a = 0; a < run->project->accounts->len; a++) {
		const struct account *account = g_ptr_array_index(run->project->accounts, a);
		g_autoptr(GString) list = g_string_new(NULL);
		for (guint i = 0; i < figures->len; i++) {
			const struct figure *figure = g_ptr_array_index(figures, i);
			const struct value *value = figure->definition->discipline == account->discipline ? figure_number(figure, period, account->id) : NULL;
			if (value && value->state == STATE_NO_DATA)
				g_string_append_printf(list, "%s%s", list->len ? ", " : "", figure->definition->name);
		}
		if (list->len)
			g_print("%s (%s): no data for %s in %s\n", account->label, account->platform, list->str, id);
	}
}

/* Where exports of the platforms in tidings.yaml come from, for accounts that no file belongs to. */
static gboolean
account_has_file(const struct run *run, const struct account *account)
{
	for (guint i = 0; i < run->collection->readings->len; i++) {
		const struct reading *reading = g_ptr_array_index(run->collection->readings, i);
		if (g_strcmp0(reading->account, account->id) == 0 ||
		    (!reading->account && g_strcmp0(reading->platform, account->platform) == 0))
			return TRUE;
	}
	return FALSE;
}

static void
unread_accounts_said(const struct run *run)
{
	for (guint a = 0; a < run->project->accounts->len; a++) {
		const struct account *account = g_ptr_array_index(run->project->accounts, a);
		if (account_has_file(run, account))
			continue;
		g_print("%s (%s): no export file yet\n", account->label, account->platform);
		for (guint d = 0; d < descriptions_count(run->descriptions); d++) {
			const struct description *description = descriptions_get(run->descriptions, d);
			if (strcmp(description->platform, account->platform) == 0 && description->get)
				g_print("  %s: %s\n", description->title, description->get);
		}
	}
}

static void
mail_said(const struct run *run)
{
	const struct project *project = run->project;

	if (!project->mail_from || !project->mail_unsubscribe || !project->mail_postal)
		g_print("newsletter: from, unsubscribe and postal are needed before it may be sent (tidings.yaml, newsletter:)\n");
	else
		g_print("newsletter: the mail server must sign List-Unsubscribe and List-Unsubscribe-Post with DKIM for one-click to count\n");
	if (project->staff->len == 0)
		g_print("staff: nobody is listed, so member-to-member, hub and staff figures cannot be told (tidings.yaml, staff:)\n");
}

/* "ready: 2 complaints (1,559 places)": what to mend, and where it stands more often than it is said. */
static void
verdict_said(const struct complaints *complaints, gboolean ready)
{
	guint places = complaints_count(complaints, SEVERITY_WARNING), said = 0;

	for (guint i = 0; i < complaints_size(complaints); i++)
		said += complaints_get(complaints, i)->severity >= SEVERITY_WARNING;
	g_print("%s: %u complaint%s", ready ? "ready" : "not ready", said, said == 1 ? "" : "s");
	if (places > said)
		g_print(" (%u places)", places);
	g_print("\n");
}

static enum exit_code
check_run(const struct command *self, const struct globals *globals, int argc, char **argv)
{
	g_autofree char *period_given = NULL;
	const GOptionEntry entries[] = {
		{ "period", 0, 0, G_OPTION_ARG_STRING, &period_given, "the month to check; default: the last complete one in the data", "2026-10" },
		{ 0 },
	};
	g_autoptr(GError) error = NULL;
	struct period period;
	enum exit_code code = EXIT_USAGE;

	if (!command_options(self, entries, &argc, &argv) || !command_takes_no_more(self, argc, argv))
		return EXIT_USAGE;
	AUTO(run) run = run_open(&(struct run_options){ .folder = globals->folder, .period = period_given, .now = NO_TIME, .progress = globals->progress }, &error);
	if (!run)
		return command_fail(error);
	if (run->usable && run_measure(run) && run_period(run, &period)) {
		unread_accounts_said(run);
		missing_said(run, &period);
		mail_said(run);
		code = run_verdict(run, NULL);
	}
	command_say(globals, run->complaints);
	verdict_said(run->complaints, code != EXIT_USAGE);
	return code;
}

const struct command command_check = {
	"check", "[OPTION…]", "read and validate everything, publish nothing; say what is missing", check_run,
};

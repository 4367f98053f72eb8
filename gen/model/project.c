/* The project's settings with their defaults. */
#include "model/project.h"

#include <string.h>

#include "base/text.h"

#define PSEUDONYM_LENGTH 12

static void
account_free(gpointer data)
{
	struct account *account = data;
	char *strings[] = { account->id, account->label, account->platform, account->network, account->handle, account->exports,
	                    account->zone, account->link, account->currency, account->complete_to, account->since };

	for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(account);
}

static void
space_setting_free(gpointer data)
{
	struct space_setting *setting = data;

	g_free(setting->account);
	g_free(setting->space);
	g_free(setting->name);
	g_free(setting->visibility);
	g_free(setting);
}

static void
staff_member_free(gpointer data)
{
	struct staff_member *member = data;

	g_free(member->person);
	g_free(member->name);
	g_free(member->role);
	g_free(member);
}

static void
goal_free(gpointer data)
{
	struct goal *goal = data;

	g_free(goal->id);
	g_free(goal->metric);
	g_free(goal->scope);
	g_free(goal->label);
	g_free(goal->owner);
	g_free(goal->period);
	g_free(goal);
}

static void
person_row_free(gpointer data)
{
	struct person_row *row = data;
	char *strings[] = { row->person, row->platform, row->account, row->name, row->kind, row->relation, row->role, row->stage,
	                    row->region, row->address, row->language, row->consent_newsletter, row->consent_quote, row->digest };

	for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_free(row);
}

static void
erasure_row_free(gpointer data)
{
	struct erasure_row *row = data;

	g_free(row->platform);
	g_free(row->account);
	g_ptr_array_unref(row->names);
	g_free(row);
}

struct erasure_row *
erasure_row_new(const char *platform, const char *account)
{
	struct erasure_row *row = g_new0(struct erasure_row, 1);

	row->platform = g_strdup(platform);
	row->account = g_strdup(account);
	row->names = g_ptr_array_new_with_free_func(g_free);
	row->requested_on = NO_DAY;
	return row;
}

struct project *
project_new(const char *folder)
{
	struct project *project = g_new0(struct project, 1);

	project->folder = g_strdup(folder);
	project->accounts = g_ptr_array_new_with_free_func(account_free);
	project->spaces = g_ptr_array_new_with_free_func(space_setting_free);
	project->staff = g_ptr_array_new_with_free_func(staff_member_free);
	project->bots = g_ptr_array_new_with_free_func(g_free);
	project->goals = g_ptr_array_new_with_free_func(goal_free);
	project->people = g_ptr_array_new_with_free_func(person_row_free);
	project->erased = g_ptr_array_new_with_free_func(erasure_row_free);
	project->unsubscribed = g_ptr_array_new_with_free_func(g_free);
	project->closed_days = g_array_new(FALSE, FALSE, sizeof(gint32));
	for (int day = 0; day < 5; day++)
		project->opening[day] = (struct opening){ 9 * 3600, 17 * 3600 };
	project->mail_first_month = NO_DAY;
	project->k_internal = 5;
	project->k_public = 10;
	project->materiality = 0.05;
	project->mature_days = 7;
	project->settle_hours = 48;
	project->deep_days = 3;
	project->deep_span_days = 14;
	project->deep_threads = 2;
	project->attribution_days = 30;
	project->tolerate_stale_days = 45;
	return project;
}

void
project_free(struct project *project)
{
	char *strings[] = { project->folder, project->key, project->name, project->language, project->zone_name, project->currency, project->mail_title,
	                    project->mail_from, project->mail_reply_to, project->mail_list_id, project->mail_unsubscribe,
	                    project->mail_unsubscribe_mail, project->mail_web, project->mail_join, project->mail_postal, project->theme,
	                    project->paper, project->brand_short, project->brand_url, project->brand_logo, project->brand_broadcast,
	                    project->brand_community };
	GPtrArray *lists[] = { project->accounts, project->spaces, project->staff, project->bots, project->goals, project->people,
	                       project->erased, project->unsubscribed };

	for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(lists[i]);
	g_array_unref(project->closed_days);
	g_clear_pointer(&project->zone, g_time_zone_unref);
	g_free(project);
}

const struct account *
project_account(const struct project *project, const char *id)
{
	for (guint i = 0; i < project->accounts->len; i++) {
		const struct account *account = g_ptr_array_index(project->accounts, i);
		if (strcmp(account->id, id) == 0)
			return account;
	}
	return NULL;
}

const struct space_setting *
project_space(const struct project *project, const char *account, const char *space)
{
	for (guint i = 0; i < project->spaces->len; i++) {
		const struct space_setting *setting = g_ptr_array_index(project->spaces, i);
		if (g_strcmp0(setting->account, account) == 0 && text_glob(setting->space, space))
			return setting;
	}
	return NULL;
}

int
project_k(const struct project *project, gboolean is_public)
{
	return is_public ? project->k_public : project->k_internal;
}

/* ---- letters and notes ---- */

static void
decision_asked_free(gpointer data)
{
	struct decision_asked *decision = data;

	g_free(decision->question);
	g_free(decision->owner);
	g_free(decision);
}

struct letter *
letter_new(void)
{
	struct letter *letter = g_new0(struct letter, 1);

	letter->changed = g_ptr_array_new_with_free_func(g_free);
	return letter;
}

void
letter_free(struct letter *letter)
{
	g_free(letter->title);
	g_free(letter->author);
	g_free(letter->summary);
	g_free(letter->body);
	g_ptr_array_unref(letter->changed);
	g_free(letter);
}

struct notes *
notes_new(void)
{
	struct notes *notes = g_new0(struct notes, 1);

	for (guint side = 0; side < G_N_ELEMENTS(notes->sides); side++)
		notes->sides[side].decisions = g_ptr_array_new_with_free_func(decision_asked_free);
	return notes;
}

void
notes_free(struct notes *notes)
{
	for (guint side = 0; side < G_N_ELEMENTS(notes->sides); side++) {
		g_free(notes->sides[side].headline);
		g_free(notes->sides[side].body);
		g_ptr_array_unref(notes->sides[side].decisions);
	}
	g_free(notes);
}

char *
project_pseudonym(const struct project *project, const char *kind, const char *id)
{
	g_autofree char *named = g_strdup_printf("%s %s", kind, id ? id : "");
	const char *key = project->key ? project->key : "tidings";
	char *hash = g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)key, strlen(key), named, -1);

	hash[PSEUDONYM_LENGTH] = '\0';
	return hash;
}

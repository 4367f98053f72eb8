/* Whose file is it: which account of tidings.yaml. */
#include "platforms/account.h"

#include <string.h>

#include "base/text.h"
#include "platforms/merge.h"

static const char *below_exports(const char *path)
{
	const char *at = g_str_has_prefix(path, "exports/") ? path : strstr(path, "/exports/");

	return at ? strchr(at + 1, '/') + 1 : path;
}

/* The path itself, or a folder, archive or workbook above it ("a.xls!Sheet"), fits the glob. */
static gboolean lies_in(const char *glob, const char *path)
{
	g_autofree char *part = g_strdup(path);

	for (;;) {
		if (text_glob(glob, part))
			return TRUE;
		char *slash = strrchr(part, '/'), *mark = strrchr(part, '!');
		if (!slash && !mark)
			return FALSE;
		*(mark > slash ? mark : slash) = '\0';
	}
}

static gboolean same_folded(const char *a, const char *b)
{
	g_autofree char *left = text_fold(a), *right = text_fold(b);

	return !strcmp(left, right);
}

static gboolean fits_exports(const struct account *account, const char *path)
{
	return account->exports && lies_in(account->exports, path);
}

static gboolean takes_any(const struct account *account, const char *unused)
{
	(void)unused;
	return !account->exports;
}

static gboolean fits_network(const struct account *account, const char *network)
{
	return account->network && same_folded(account->network, network);
}

static gboolean fits_handle(const struct account *account, const char *handle)
{
	return account->handle && same_folded(account->handle, handle);
}

/* Keeps those that fit, unless none does. */
static void narrow(GPtrArray *accounts, gboolean (*fits)(const struct account *, const char *), const char *what)
{
	guint kept = 0;

	if (!what)
		return;
	for (guint i = 0; i < accounts->len; i++)
		if (fits(accounts->pdata[i], what))
			accounts->pdata[kept++] = accounts->pdata[i];
	if (kept)
		g_ptr_array_set_size(accounts, (int)kept);
}

static gboolean any_fits(const GPtrArray *accounts, gboolean (*fits)(const struct account *, const char *), const char *what)
{
	for (guint i = 0; i < accounts->len; i++)
		if (fits(accounts->pdata[i], what))
			return TRUE;
	return FALSE;
}

enum account_found account_find(const struct project *project, const char *platform, const char *network, const char *handle,
                                const char *path, const struct account **found)
{
	g_autoptr(GPtrArray) accounts = g_ptr_array_new();
	const char *below = below_exports(path);

	*found = NULL;
	for (guint i = 0; i < project->accounts->len; i++)
		if (!g_strcmp0(((struct account *)project->accounts->pdata[i])->platform, platform))
			g_ptr_array_add(accounts, project->accounts->pdata[i]);
	if (!accounts->len)
		return ACCOUNT_NONE;
	narrow(accounts, fits_network, network); /* a page's download may hold a table of its Instagram account */
	if (any_fits(accounts, fits_exports, below))
		narrow(accounts, fits_exports, below);
	else
		narrow(accounts, takes_any, "");
	narrow(accounts, fits_handle, handle);
	if (accounts->len != 1)
		return ACCOUNT_AMBIGUOUS;
	*found = accounts->pdata[0];
	/* a network of its own that is not the file's: it cannot be this one */
	return network && (*found)->network && !fits_network(*found, network) ? ACCOUNT_AMBIGUOUS : ACCOUNT_FOUND;
}

const char *account_place(const struct project *project, const struct account *account)
{
	guint same = 0;

	for (guint i = 0; i < project->accounts->len; i++)
		same += !g_strcmp0(((struct account *)project->accounts->pdata[i])->platform, account->platform);
	return same > 1 ? account->id : account->platform;
}

const char *place_of_name(const struct project *project, const char *name)
{
	const struct account *account = project_account(project, name);

	if (!account)
		return NULL;
	return account->discipline == DISCIPLINE_COMMUNITY ? account_place(project, account) : account->platform;
}

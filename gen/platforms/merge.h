/* Records of many files become one set. In this order:
 *
 *   erasures   (project->erased and `erasure` rows) before anything else. An erased account's messages stay as counts
 *              without author, name, text and title; its member row, reactions' names, mentions, labels by it go
 *   keys       rows with equal keys become one: the newest capture wins, ties by path, then by place. What the winner does
 *              not report is filled from the older row, except in messages, which are taken whole, with the reactions and
 *              mentions of their row
 *   ads        of two files that tell the same campaign, days and cost, by campaign and by ad, the finer stays
 *   threads    "thread/number" in reply_to and accepted answers becomes the message's id; a reply chain without a thread of its
 *              own (Discord) lies in the thread of the message it begins with
 *   people     every account that wrote, reacted or attended has a member row afterwards, and every member row a person:
 *              the transitive closure over people.csv, `alias` rows and equal e-mail hashes (METRICS §2.3). A person nobody
 *              named is called "platform:account"
 *   kinds      staff (project, people.csv; when neither names anybody, the platform's own mark), bots (flags, the project's list,
 *              the name pattern of METRICS §6.0b.4; one account above 15 % of all messages is a complaint), deleted
 *   tags       topic, funnel stage, campaign and content id of `tag` rows onto posts
 *   links      message and thread urls from the account's `link` pattern, where the export has none
 *   privacy    texts and titles of private spaces and threads are dropped (METRICS §9.6)
 */
#ifndef PLATFORMS_MERGE_H
#define PLATFORMS_MERGE_H

#include "model/project.h"
#include "model/records.h"

/* project NULL: keys and threads only. `readings` (struct reading *) get their `merged` counts; may be NULL. */
void records_merge(struct records *, const struct project *, GPtrArray *readings, struct complaints *);

/* The platform name that community records of this account carry: the platform, or the account's id where tidings.yaml
 * declares several accounts of that platform. */
const char *account_place(const struct project *, const struct account *);

#endif

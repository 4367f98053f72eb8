/* Rows to records, on look-alikes of the exports that are hardest to read. */
#include "reading.h"

static void x_classic(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "tweet_activity_metrics_LarkfieldCycles_20211201_20220101_en.csv",
	            "\"Tweet id\",\"Tweet permalink\",\"Tweet text\",\"time\",\"impressions\",\"engagements\",\"retweets\",\"replies\",\"likes\",\"url clicks\",\"promoted impressions\"\n"
	            "\"1475870580540950001\",\"https://twitter.com/LarkfieldCycles/status/1475870580540950001\",\"Workshop on Tuesday!\n\nBring your bike &amp; a friend\",\"2021-12-28 16:45 +0000\",\"3423.0\",\"18.0\",\"3.0\",\"0.0\",\"9.0\",\"2.0\",\"-\"\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 1, 0, 0);
	g_assert_true(has_record(scene, "post platform=x post_id=1475870580540950001 account=LarkfieldCycles published_at=2021-12-28T16:45:00Z has_link=no is_reply=no is_repost=no url=\"https://twitter.com/LarkfieldCycles/status/1475870580540950001\" text=\"Workshop on Tuesday!\\n\\nBring your bike & a friend\""));
	g_assert_true(has_record(scene, "post_metric platform=x post_id=1475870580540950001 captured=2022-01-01T23:59:59Z definition=x_any_pixel scope=organic impressions=3423 reactions=9 comments=0 shares=3 link_clicks=2"));
	g_assert_null(strstr(scene->records, "scope=boosted")); /* "-" is not 0 */
}

static void x_new_generations(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "a.csv", "Post id,Date,Post text,Link,Impressions,Likes,Share,Url clicks\n"
	                            "1900000000000000001,Thu Mar 20 2025,\"One\",https://x.com/Larkfield/status/1900000000000000001,44,1,0,2\n");
	scene_write(scene, "b.csv", "Post id,Date,Post text,Post Link,Impressions,Likes,Shares,URL Clicks\n"
	                            "2.08364E+18,\"Sat, Aug 1, 2026\",Two,https://x.com/Larkfield/status/2083640000000000002,1204,31,2,7\n"
	                            "2.08365E+18,\"Sun, Aug 2, 2026\",Three,,9,0,0,0\n");
	scene_read(scene, NULL);
	g_assert_true(has_record(scene, "post platform=x post_id=1900000000000000001 account=Larkfield published_day=2025-03-20"));
	g_assert_true(has_record(scene, "post platform=x post_id=2083640000000000002 account=Larkfield published_day=2026-08-01"));
	counts_are(scene_reading(scene, 1), 2, 0, 1);
	g_assert_true(has_said(scene, "is not a whole id"));
}

/* An id where a count belongs: sums of such would run over, and no channel has shown anything so often. */
static void numbers_beyond_belief(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "a.csv", "Post id,Date,Post text,Post Link,Impressions,Likes,Shares,URL Clicks\n"
	                            "1900000000000000001,\"Sat, Aug 1, 2026\",One,,9223372036854775807,1,0,0\n"
	                            "1900000000000000002,\"Sat, Aug 1, 2026\",Two,,999999999999,1,0,0\n"
	                            "1900000000000000003,\"Sat, Aug 1, 2026\",Three,,12,-2083640000000000002,0,0\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 0, 2);
	g_assert_true(has_said(scene, "\"Impressions\" is not a number that can be true: \"9223372036854775807\""));
	g_assert_true(has_record(scene, "post_metric platform=x post_id=1900000000000000002"));
}

/* A moment of no time that anybody posts in would be the beginning or the end of all data. */
static void moments_beyond_belief(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "general/2026-10-01.json", "[{\"type\":\"message\",\"user\":\"U1\",\"text\":\"a\",\"ts\":\"1790848800.000100\"},"
	                                              "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"b\",\"ts\":\"253402300000.000100\"},"
	                                              "{\"type\":\"message\",\"user\":\"U1\",\"text\":\"c\",\"ts\":\"-9999999999.000100\"}]");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 0, 2);
	g_assert_true(has_said(scene, "is not a date from 1900 to 2199"));
	g_assert_true(has_record(scene, "message platform=slack message_id=general/1790848800.000100"));
}

static void meta_two_tables(void)
{
	AUTO(scene) scene = scene_new();

	scene_write_utf16(scene, "Visits.csv", "sep=,\n\"Facebook visits\"\n\"Date\",\"Primary\"\n\"2026-05-25T01:00:00\",\"12\"\n\"2026-05-26T00:00:00\",\"0\"\n"
	                                       "\n\"Instagram profile visits\"\n\"Date\",\"Primary\"\n\"2026-05-25T00:00:00\",\"1,024\"\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 0, 0);
	g_assert_cmpstr(scene_reading(scene, 0)->encoding, ==, "UTF-16LE");
	g_assert_true(has_record(scene, "account_day platform=meta account=meta network=facebook span_start=2026-05-25 span_end=2026-05-25 measure=profile_visits scope=total zone=America/Los_Angeles value=12"));
	g_assert_true(has_record(scene, "account_day platform=meta account=meta network=facebook span_start=2026-05-26 span_end=2026-05-26 measure=profile_visits scope=total zone=America/Los_Angeles value=0"));
	g_assert_true(has_record(scene, "account_day platform=meta account=meta network=instagram span_start=2026-05-25 span_end=2026-05-25 measure=profile_visits scope=total zone=America/Los_Angeles value=1024"));
}

static void meta_error_and_ragged_rows(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "Jan-01-2026_Feb-01-2026_1396269028466733.csv",
	            "\xef\xbb\xbf\"Post ID\",\"Page ID\",\"Page name\",Title,Description,\"Publish time\",Permalink,\"Post type\",\"Data comment\",Date,Views,Reach,Views,Reactions,Comments,Shares,\"Link Clicks\"\n"
	            "939005900000064,100066300000012,Larkfield,\"Short\",\"The longer caption\nof two lines\",\"01/14/2026 13:08\",https://www.facebook.com/l/1,Reels,,Lifetime,,210,300,5,1,0,\n"
	            "939005900000065,100066300000012,Larkfield,Only a title,,\"01/15/2026 01:12\",https://www.facebook.com/l/2,Photos,,Lifetime,120,80\n"
	            ",,,,,,,,An error occurred while computing metadata for content with ID 933528094972880.,,,,,,,,\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 1, 0);
	g_assert_true(has_record(scene, "post platform=meta post_id=939005900000064 account=100066300000012 network=facebook published_at=2026-01-14T21:08:00Z format=short has_link=no"));
	g_assert_nonnull(strstr(scene->records, "text=\"The longer caption\\nof two lines\""));
	g_assert_true(has_record(scene, "post_metric platform=meta post_id=939005900000064 captured=2026-02-02T07:59:59Z definition=fb_views scope=total impressions=300 reach=210 reactions=5 comments=1 shares=0\n"));
	g_assert_true(has_record(scene, "post_metric platform=meta post_id=939005900000065 captured=2026-02-02T07:59:59Z definition=fb_views scope=total impressions=120 reach=80\n"));
	g_assert_true(has_said(scene, "an error occurred"));
}

static void meta_audience_in_any_order(void)
{
	AUTO(scene) scene = scene_new();

	scene_write_utf16(scene, "2026-06-30/Audience.csv", "sep=,\n\"Top cities\"\n\"Ashby, Larkshire\",\"São Paulo, SP\"\n\"1.7\",\"0.8\"\n\n\"Age & gender\"\n\"\",\"Men\",\"Women\"\n\"18-24\",\"5.1\",\"2.4\"\n\n\"Top pages\"\n\"Wheels\"\n\"3\"\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 1, 0);
	g_assert_true(has_record(scene, "audience platform=meta account=meta dimension=cities item=\"Ashby, Larkshire\" span_end=2026-06-30 share=0.017"));
	g_assert_true(has_record(scene, "audience platform=meta account=meta dimension=\"age and gender\" item=\"18-24 women\" span_end=2026-06-30 share=0.024"));
}

static void facebook_classic(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "Facebook Insights Data Export (Post Level) - Larkfield - 2015-01-01 - 2015-02-19.csv",
	            "\"Post ID\",Permalink,\"Post Message\",Type,Countries,Languages,Posted,\"Audience Targeting\",\"Lifetime Post Total Reach\",\"Lifetime Post Total Impressions\",\"Lifetime Organic Video Views\",\"Lifetime Organic Video Views\"\n"
	            ",,,,,,,,\"Lifetime: The total number of people your Page post was served to. (Unique Users)\",\"Lifetime: Impressions (Total Count)\",\"Lifetime: Views (Unique Users)\",\"Lifetime: Views (Total Count)\"\n"
	            "1234_5678,https://www.facebook.com/l/posts/5678,Hello,Photo,,,\"02/18/2015 11:45:22 PM\",\" \",41,60,7,9\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 1, 0, 0);
	g_assert_true(has_record(scene, "post platform=meta post_id=5678 account=1234 network=facebook published_at=2015-02-19T07:45:22Z format=image"));
	g_assert_nonnull(strstr(scene->records, "impressions=60 reach=41 video_starts=9")); /* by its description, not its name */
}

static void ga4_many_tables(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "data-export.csv",
	            "# ----------------------------------------\r\n# Report CSV Export\r\n# Account: Larkfield\r\n# Property: larkfield.example\r\n# ----------------------------------------\r\n#  \r\n"
	            "# Start date: 20260930\r\n# End date: 20261002\r\nNth day,Users\r\n0000,1\r\n0001,0\r\n0002,5\r\n\r\n"
	            "# Start date: 20260930\r\n# End date: 20261002\r\nCountry,Users\r\nFrance,3\r\n\r\n"
	            "# Start date: 20260930\r\n# End date: 20261002\r\nBrowser,Users\r\nFirefox,4\r\n\r\n"
	            "# Where from?\r\n# Start date: 20260930\r\n# End date: 20261002\r\nSession source / medium,Sessions,Key events\r\nfacebook / paid_social,12,1.5\r\n(direct) / (none),4,0\r\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 7, 1, 0); /* nobody reads browsers */
	g_assert_true(has_record(scene, "audience platform=ga4 account=larkfield.example dimension=countries item=France span_end=2026-10-02 value=3"));
	g_assert_true(has_record(scene, "account_day platform=ga4 account=larkfield.example span_start=2026-10-02 span_end=2026-10-02 measure=users definition=ga4_users scope=total value=5"));
	g_assert_true(has_record(scene, "site_visits platform=ga4 account=larkfield.example span_start=2026-09-30 span_end=2026-10-02 source=facebook medium=paid_social sessions=12 key_events=1.5"));
	g_assert_true(has_said(scene, "a table that is not used: Browser, Users"));
}

static void ga4_exploration(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "download.csv", "# ----------------------------------------\n# larkfield.example - GA4\n# Events: Pages-Tab 3\n# 20260901-20260930\n# ----------------------------------------\n\n"
	                                   "Page path + query string,Event count\n,4311,Grand total\n/rides,765\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 2, 1, 0);
	g_assert_true(has_record(scene, "stated_total platform=ga4 account=\"larkfield.example - GA4\" table=\"exploration: Page path + query string\" measure=events span_end=2026-09-30 value=4311"));
	g_assert_true(has_said(scene, "note: a total of more than the rows that are shown: 4,311 events (its rows: 765)"));
	g_assert_true(has_record(scene, "site_visits platform=ga4 account=\"larkfield.example - GA4\" span_start=2026-09-01 span_end=2026-09-30 page=/rides events=765"));
}

/* Of one file each: a comma that can be nothing else makes "5.874" thousands; without it the cell stays what it was. */
static void numbers_of_a_file(void)
{
	AUTO(scene) scene = scene_new();
	const char *head = "Relatório de campanha\n3 de outubro de 2026 - 5 de outubro de 2026\nStatus da campanha,Campanha,Código da moeda,Custo,Impr.,Cliques\n";
	g_autofree char *comma = g_strconcat(head, "Ativada,Rotas,BRL,\"178,93\",\"5.874\",156\nTotal: Campanhas,,BRL,\"178,93\",\"5.874\",156\n", NULL);
	g_autofree char *doubt = g_strconcat(head, "Ativada,Rotas,BRL,178,\"5.874\",156\n", NULL);

	scene_write(scene, "a.csv", comma);
	scene_write(scene, "b.csv", doubt);
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 2, 1, 0);
	counts_are(scene_reading(scene, 1), 1, 0, 1);
	g_assert_true(has_record(scene, "ad_row platform=google_ads account=google_ads ad_id=Rotas span_start=2026-10-03 span_end=2026-10-05 campaign=Rotas spend=178.93 currency=BRL impressions=5874 clicks=156"));
	g_assert_true(has_said(scene, "\"Impr.\" is not a whole number: \"5.874\""));
	g_assert_false(has_said(scene, "do not add up"));
}

/* "5.874" impressions are no fraction, so "1.204" reais in another row may be none. */
static void numbers_in_doubt(void)
{
	AUTO(scene) scene = scene_new();
	const char *head = "Relatório de campanha\n3 de outubro de 2026 - 5 de outubro de 2026\nStatus da campanha,Campanha,Código da moeda,Custo,Impr.,Cliques\n";
	g_autofree char *doubt = g_strconcat(head, "Ativada,Rotas,BRL,178,\"5.874\",156\nAtivada,Luzes,BRL,\"1.204\",800,20\n", NULL);
	g_autofree char *clear = g_strconcat(head, "Ativada,Rotas,BRL,178,5874,156\nAtivada,Luzes,BRL,\"1.204\",800,20\n", NULL);

	scene_write(scene, "a.csv", doubt);
	scene_write(scene, "b.csv", clear);
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 2, 0, 2);
	counts_are(scene_reading(scene, 1), 2, 0, 0);
	g_assert_true(has_said(scene, "nothing shows which it is"));
}

static void totals_that_do_not_add_up(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "pins.csv", "Date,Campaign name,Spend in account currency,Impressions,Pin clicks\n2026-10-01,Lamps,4.00,400,9\n2026-10-02,Lamps,5.004,500,11\nTotal,,9.01,1000,20\n");
	scene_read(scene, NULL);
	g_assert_true(has_said(scene, "warning: a total that the rows do not add up to: 1,000 impressions (its rows: 900)\n"));
	g_assert_true(has_record(scene, "stated_total platform=pinterest_ads account=pinterest_ads table=ads measure=impressions span_end=2026-10-02 value=1000"));
}

static void tiktok_years(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "a/2026-01-02/Overview.csv", "\xef\xbb\xbf\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n\"December 31\",\"5\",\"0\",\"1\",\"0\",\"0\"\n\"January 1\",\"7\",\"undefined\",\"0\",\"0\",\"0\"");
	scene_write(scene, "a/2026-01-02/es.csv", "\"Date\",\"Followers\",\"Difference in followers from previous day\"\n\"31 de diciembre\",\"undefined\",\"0\"\n\"1 de enero\",\"120\",\"3\"");
	scene_write(scene, "b/Overview.csv", "\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n\"March 1\",\"5\",\"0\",\"1\",\"0\",\"0\"");
	scene_read(scene, NULL);
	g_assert_true(has_record(scene, "account_day platform=tiktok account=tiktok span_start=2025-12-31 span_end=2025-12-31 measure=impressions definition=tt_views scope=total value=5"));
	g_assert_true(has_record(scene, "account_day platform=tiktok account=tiktok span_start=2026-01-01 span_end=2026-01-01 measure=impressions definition=tt_views scope=total value=7"));
	g_assert_true(has_record(scene, "account_day platform=tiktok account=tiktok span_start=2026-01-01 span_end=2026-01-01 measure=followers_end scope=total value=120"));
	g_assert_null(strstr(scene->records, "measure=profile_visits definition=tt_views scope=total value=nan"));
	counts_are(scene_reading(scene, 1), 2, 1, 0); /* undefined: no data, not 0 */
	counts_are(scene_reading(scene, 2), 1, 0, 1); /* nothing says the year: not 1970 */
	g_assert_true(has_said(scene, "put the day of the download into the file's or folder's name"));
}

static void youtube_total_and_note(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "Content 2026-09-01_2026-10-01 Larkfield/Table data.csv",
	            "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)\n"
	            "Total,,,,5107,404.5,57,74885,3.06\nSx0ytsHc0aa,\"Fixing a chain, step by step\",\"Dec 18, 2022\",419,463,0.5,3,3786,4.59\nShowing top 500 results,,,,,,,,\n");
	scene_write(scene, "Tabellendaten.csv", "Vi\xc2\xad" "deo,Vi\xc2\xad" "deo\xc2\xadti\xc2\xadtel,Ver\xc2\xad\xc3\xb6" "f\xc2\xad" "fent\xc2\xadli\xc2\xad" "chungs\xc2\xadzeit\xc2\xadpunkt des Vi\xc2\xad" "de\xc2\xados,Auf\xc2\xadru\xc2\xad" "fe\n"
	                                        "Ge\xc2\xadsamt,,,12\nabc,Kette,\"Sep 2, 2025\",\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 2, 0);
	counts_are(scene_reading(scene, 1), 2, 1, 0);
	g_assert_true(has_record(scene, "stated_total platform=youtube account=youtube table=content measure=views span_end=2026-10-01 value=5107"));
	g_assert_true(has_record(scene, "post_metric platform=youtube post_id=Sx0ytsHc0aa captured=2026-10-02T06:59:59Z definition=yt_views scope=total impressions=463 follows=3 watch_seconds=1800"));
	g_assert_true(has_record(scene, "post platform=youtube post_id=abc account=youtube published_day=2025-09-02 format=video"));
}

static void google_ads_totals(void)
{
	AUTO(scene) scene = scene_new();

	scene_write_utf16(scene, "Campaign report.csv", "Campaign report\n27 January 2026 - 23 February 2026\n"
	                                                "Campaign status\tCampaign\tCurrency code\tClicks\tImpr.\tCTR\tCost\tConversions\n"
	                                                "Enabled\tSpring service\tGBP\t12\t\"40,585\"\t2.81%\t1164.09\t --\n"
	                                                "Total: Campaigns\t --\tGBP\t12\t\"40,585\"\t2.81%\t1164.09\t --\nTotal: Search\t --\tGBP\t12\t\"40,585\"\t2.81%\t1164.09\t --\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 3, 2, 0);
	g_assert_true(has_record(scene, "ad_row platform=google_ads account=google_ads ad_id=\"Spring service\" span_start=2026-01-27 span_end=2026-02-23 campaign=\"Spring service\" spend=1164.09 currency=GBP impressions=40585 clicks=12\n"));
}

static void slack_day(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "general/2026-10-01.json",
	            "[{\"type\":\"message\",\"subtype\":\"channel_join\",\"user\":\"U2\",\"ts\":\"1790848800.000100\",\"text\":\"<@U2> has joined the channel\"},\n"
	            "{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"1790848801.000200\",\"thread_ts\":\"1790848801.000200\",\"text\":\"Hi <@u2abc>, is the <https:\\/\\/larkfield.example\\/?q=1|rack> &amp; pump in?\\n&gt; who asks?\",\n"
	            " \"user_profile\":{\"name\":\"ht\",\"real_name\":\"H. Example\",\"display_name\":\"\"},\"reactions\":[{\"name\":\"+1::skin-tone-2\",\"users\":[\"U2\",\"U3\"],\"count\":2}]},\n"
	            "{\"type\":\"message\",\"user\":\"U2\",\"ts\":\"1790848900.000300\",\"thread_ts\":\"1790848801.000200\",\"text\":\"see https:\\/\\/x.example\\/?a `b?`\"},\n"
	            "{\"type\":\"message\",\"subtype\":\"tombstone\",\"user\":\"USLACKBOT\",\"ts\":\"1790848901.000400\",\"hidden\":true,\"text\":\"This message was deleted.\"},\n"
	            "{\"type\":\"message\",\"subtype\":\"bot_message\",\"bot_id\":\"B1\",\"username\":\"rota\",\"ts\":\"1790848902.000500\",\"text\":\"\",\"attachments\":null}]\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 5, 1, 0);
	g_assert_true(has_record(scene, "message platform=slack message_id=general/1790848801.000200 account=U1 author_name=\"H. Example\" space=general thread=general/1790848801.000200 is_root=yes reply_rule=thread created_at=2026-10-01T10:00:01Z asks=yes automatic=no from_bot=no from_deleted=no text=\"Hi , is the rack & pump in?\""));
	g_assert_true(has_record(scene, "message platform=slack message_id=general/1790848900.000300 account=U2 space=general thread=general/1790848801.000200 is_root=no reply_rule=thread created_at=2026-10-01T10:01:40Z asks=no"));
	g_assert_true(has_record(scene, "message_mention platform=slack message_id=general/1790848801.000200 account=U2ABC"));
	g_assert_true(has_record(scene, "reaction platform=slack message_id=general/1790848801.000200 account=U3 kind=+1 count=1"));
	g_assert_true(has_record(scene, "message platform=slack message_id=general/1790848901.000400 space=general"));
	g_assert_nonnull(strstr(scene->records, "account=B1 author_name=rota space=general"));
}

static void discourse_keys_after_array(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "topic.json",
	            "{\"post_stream\":{\"posts\":["
	            "{\"id\":7671,\"username\":\"cadaver\",\"name\":\"L\",\"cooked\":\"<p>How do I true a wheel?</p>\",\"post_number\":1,\"post_type\":1,\"reply_to_post_number\":null,\"topic_id\":1349,\"created_at\":\"2026-09-08T13:50:30.000Z\",\"updated_at\":\"2026-09-08T13:50:30.000Z\",\"version\":1,\"user_id\":3,\"staff\":false,\"actions_summary\":[{\"id\":2,\"count\":3}]},"
	            "{\"id\":7690,\"username\":\"bart\",\"name\":null,\"cooked\":\"<blockquote><p>How?</p></blockquote><p>Ask <a class=\\\"mention\\\" href=\\\"/u/joan\\\">@joan</a></p>\",\"post_number\":3,\"post_type\":1,\"reply_to_post_number\":1,\"topic_id\":1349,\"created_at\":\"2026-09-08T14:00:00.000Z\",\"version\":1,\"user_id\":4,\"accepted_answer\":true},"
	            "{\"id\":7691,\"username\":\"system\",\"cooked\":\"\",\"post_number\":4,\"post_type\":3,\"action_code\":\"closed.enabled\",\"topic_id\":1349,\"created_at\":\"2026-09-09T14:00:00.000Z\",\"user_id\":-1}],"
	            "\"stream\":[7671,7690,7691]},\"id\":1349,\"title\":\"A wobble\",\"category_id\":10,\"views\":998,\"archetype\":\"regular\",\"accepted_answer\":{\"post_number\":3}}");
	scene_read(scene, NULL);
	records_merge(scene->collection->records, NULL, NULL, scene->complaints);
	GString *merged = g_string_new(NULL);
	dump_records(scene->collection->records, FALSE, merged);
	g_free(scene->records);
	scene->records = g_string_free(merged, FALSE);
	counts_are(scene_reading(scene, 0), 3, 1, 0);
	g_assert_true(has_record(scene, "thread platform=discourse thread=1349 space=10 title=\"A wobble\" views=998 accepted_answer=7690 is_private=no"));
	g_assert_true(has_record(scene, "message platform=discourse message_id=7671 account=cadaver author_name=L space=10 thread=1349 number=1 is_root=yes reply_rule=parent"));
	g_assert_true(has_record(scene, "message platform=discourse message_id=7690 account=bart author_name=bart space=10 thread=1349 number=3 is_root=no reply_to=7671 reply_rule=parent created_at=2026-09-08T14:00:00Z asks=no is_accepted=yes"));
	g_assert_true(has_record(scene, "message_mention platform=discourse message_id=7690 account=joan"));
	g_assert_true(has_record(scene, "reaction platform=discourse message_id=7671 kind=like count=3"));
}

static void discord_channel(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "Larkfield - Text - rides [1519311500000000058].json",
	            "{\"guild\":{\"id\":\"15\",\"name\":\"Larkfield\"},\"channel\":{\"id\":\"1519311500000000058\",\"type\":\"GuildTextChat\",\"category\":\"Text\",\"name\":\"rides\"},\"exportedAt\":\"2026-06-24T21:07:18.5322821+07:00\",\"messages\":["
	            "{\"id\":\"1519315200000000228\",\"type\":\"Default\",\"timestamp\":\"2026-06-24T19:16:11.316+07:00\",\"timestampEdited\":null,\"content\":\"Who rides on Sunday?\",\"author\":{\"id\":\"1000\",\"name\":\"pieter\",\"nickname\":\"Pieter\",\"isBot\":false,\"roles\":[]},\"reactions\":[{\"emoji\":{\"name\":\"wave\"},\"count\":2}],\"mentions\":[]},"
	            "{\"id\":\"1519315200000000229\",\"type\":\"Reply\",\"timestamp\":\"2026-06-24T19:17:11+07:00\",\"content\":\"me\",\"author\":{\"id\":\"1001\",\"name\":\"ann\",\"isBot\":false},\"mentions\":[{\"id\":\"1000\"}],\"reference\":{\"messageId\":\"1519315200000000228\"}},"
	            "{\"id\":\"1519315200000000230\",\"type\":\"Reply\",\"timestamp\":\"2026-06-24T19:18:11+07:00\",\"content\":\"and me\",\"author\":{\"id\":\"1002\",\"name\":\"joan\",\"isBot\":false},\"mentions\":[],\"reference\":{\"messageId\":\"1519315200000000229\"}},"
	            "{\"id\":\"1519315200000000231\",\"type\":\"ChannelPinnedMessage\",\"timestamp\":\"2026-06-24T19:19:11+07:00\",\"content\":\"Pinned a message.\",\"author\":{\"id\":\"1000\",\"name\":\"pieter\",\"isBot\":false},\"reference\":{\"messageId\":\"1519315200000000228\"}}],\"messageCount\":4}");
	scene_read(scene, NULL);
	records_merge(scene->collection->records, NULL, NULL, scene->complaints);
	counts_are(scene_reading(scene, 0), 4, 1, 0);
	const struct message *last = RECORD_AT(scene->collection->records, message, 2);
	g_assert_cmpstr(records_atom(scene->collection->records, last->thread), ==, "1519315200000000228"); /* the chain's beginning */
	g_assert_cmpstr(records_atom(scene->collection->records, last->reply_to), ==, "1519315200000000229");
	g_assert_true(has_record(scene, "reaction platform=discord message_id=1519315200000000228 kind=wave count=2"));
	g_assert_true(has_record(scene, "message_mention platform=discord message_id=1519315200000000229 account=1000"));
	g_assert_cmpint(scene_reading(scene, 0)->captured_at, ==, 1782310038);
}

static void leads_keep_no_address(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "hubspot-crm-exports-all-2026-10-01.csv", "\"Record ID\",\"First Name\",\"Email\",\"Lifecycle Stage\",\"Original Source\",\"Create Date\"\n\"9001\",\"Ilse\",\"Ilse@Example.invalid\",\"Marketing Qualified Lead\",\"SOCIAL_MEDIA\",\"2026-09-02 09:14\"\n");
	scene_read(scene, NULL);
	g_assert_true(has_record(scene, "lead lead_id=9001 created_at=2026-09-02T09:14:00Z channel=ORGANIC_SOCIAL email_hash="));
	g_assert_null(strstr(scene->records, "xample.invalid"));
	g_assert_null(strstr(scene->records, "Ilse"));
	g_assert_true(has_record(scene, "lead_stage lead_id=9001 stage=marketingqualifiedlead"));
}

static void refused_rows(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "tables/events.csv", "event_id,title,place,url,start,end\n# a comment\ne1,Open evening,Pump Yard,,2026-10-08 18:30,2026-10-08 20:30\ne2,Ride,,,next Sunday,\n,Nameless,,,,\n");
	scene_write(scene, "x.csv", "Post id,Date,Post text,Link,Impressions,Likes\n1,Thu Mar 20 2025,one,https://x.com/l/status/1,\"1,2k\",1\n2,Thu Mar 20 2025,two, too many,https://x.com/l/status/2,7,1,\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 4, 1, 2);
	counts_are(scene_reading(scene, 1), 2, 0, 2);
	g_assert_true(has_said(scene, "in/tables/events.csv:4:11: error: \"start\" is not a date that can be read"));
	g_assert_true(has_said(scene, "this event has no event_id"));
	g_assert_true(has_said(scene, "\"Impressions\" is not a whole number"));
	g_assert_true(has_said(scene, "the row has 8 cells, its header 6"));
	g_assert_null(strstr(scene->records, "post_id=1")); /* a row is taken whole or not at all */
}

/* Where a download broke off: in a quoted text, in a last cell that was always of one length, in the only row there is. */
static void downloads_that_broke_off(void)
{
	AUTO(scene) scene = scene_new();
	const char *head = "Post id,Date,Post text,Impressions,Likes,Post Link\n";
	GString *links = g_string_new(head);

	for (guint i = 1; i < 10; i++)
		g_string_append_printf(links, "190000000000000000%u,\"Sat, Aug 1, 2026\",One,44,1,https://x.com/l/status/190000000000000000%u\n", i, i);
	g_string_append(links, "1900000000000000010,\"Sat, Aug 1, 2026\",One,44,1,https://x.com/l/sta");
	g_autofree char *quote = g_strconcat(head, "1900000000000000001,\"Sat, Aug 1, 2026\",One,44,1,https://x.com/l/status/1900000000000000001\n"
	                                           "1900000000000000002,\"Sat, Aug 1, 2026\",\"Two,44,1,https://x.com/l/status/1900000000000000002\n"
	                                           "1900000000000000003,Aug 1 2026,Three,44,1,https://x.com/l/status/1900000000000000003\n", NULL);
	g_autofree char *only = g_strconcat(head, "1900000000000000001,\"Sat, Aug 1, 2026\",One,4", NULL);

	scene_write(scene, "a.csv", links->str);
	scene_write(scene, "b.csv", quote);
	scene_write(scene, "c.csv", only);
	g_string_free(links, TRUE);
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 10, 0, 1);
	counts_are(scene_reading(scene, 1), 3, 0, 2);
	counts_are(scene_reading(scene, 2), 1, 0, 0);
	g_assert_true(has_said(scene, "in/a.csv:11:1: error: the file ends within this row: its last cell is shorter than in all others"));
	g_assert_true(has_said(scene, "the quote that opens here is never closed; lines 3 to 4 are left out"));
	g_assert_true(has_said(scene, "in/c.csv:2:1: warning: the file ends without a line end in its only row, which has 4 cells, its header 6"));
}

/* What nobody explains and nothing is made of is told, and loudest when it is all of a file. */
static void rows_that_tell_nothing(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "2026-10-31/FollowerHistory.csv", "\"Date\",\"Followers\",\"Difference in followers from previous day\"\n"
	                                                     "\"October 29\",\"undefined\",\"undefined\"\n\"October 30\",\"undefined\",\"undefined\"\n");
	scene_read(scene, NULL);
	counts_are(scene_reading(scene, 0), 2, 2, 0);
	g_assert_true(has_said(scene, "warning: 2 of 2 rows tell nothing that is used"));
}

/* The topic stands in the path alone; the names that downloads get are no part of it. */
static void zulip_topic_by_its_path(void)
{
	static const char topic[] = "[{\"id\":1,\"content\":\"<p>Who rides?</p>\",\"sender_full_name\":\"Wren\",\"timestamp\":1772870400}]";
	AUTO(scene) scene = scene_new();

	scene_write(scene, "77-Rides/Sunday (1).JSON", topic);
	scene_write(scene, "loose/Sunday.json", topic);
	scene_read(scene, NULL);
	g_assert_true(has_record(scene, "thread platform=zulip thread=77/Sunday space=77 title=\"Sunday\""));
	counts_are(scene_reading(scene, 1), 1, 0, 1);
	g_assert_true(has_said(scene, "which topic it is stands in the path only"));
}

/* A description of somebody's own that looks for its rows where they are not. */
static void rows_that_stand_elsewhere(void)
{
	AUTO(scene) scene = scene_new();
	AUTO(descriptions) descriptions = descriptions_new();

	g_assert_true(descriptions_add(descriptions, "own.yaml", "title: Our wall\nplatform: wall\ncontainer: json\nrecognise: { keys: [/wall] }\neach: notes[]\nignored: yes\n",
	                               scene->complaints));
	scene_write(scene, "wall.json", "{\"wall\":\"Larkfield\",\"items\":[{\"text\":\"Lamps!\"}]}");
	scene->collection = path_read(scene->folder, "in", NULL, descriptions, scene->complaints, NULL);
	g_autoptr(GString) said = g_string_new(NULL);
	complaints_print(scene->complaints, FALSE, said);
	g_assert_nonnull(strstr(said->str, "no row was found where \"Our wall\" has them"));
}

static void unknown_and_empty_files(void)
{
	AUTO(scene) scene = scene_new();

	scene_write(scene, "a.csv", "what,is,this\n1,2,3\n");
	scene_write(scene, "b.json", "[ ]\n");
	scene_read(scene, NULL);
	g_assert_null(scene_reading(scene, 0)->platform);
	g_assert_true(has_said(scene, "in/a.csv: warning: nobody knows this file"));
	g_assert_true(has_said(scene, "in/b.json: note: there is nothing in the file"));
}

/* The indented blocks of a Markdown text, one by one; NULL at the end. */
static char *next_block(char **text)
{
	g_autoptr(GString) block = g_string_new(NULL);
	char *at = strstr(*text, "\n    ");

	while (at && g_str_has_prefix(at, "\n    ")) {
		char *end = strchr(at + 1, '\n');
		g_string_append_len(block, at + 5, end - at - 4);
		at = end;
	}
	*text = at ? at : strchr(*text, '\0');
	return block->len ? g_strdup(block->str) : NULL;
}

/* The worked example of inputs/platforms/README.md does what is said of it. */
static void readme_example(void)
{
	AUTO(scene) scene = scene_new();
	const char *root = g_getenv("G_TEST_SRCDIR");
	g_autofree char *path = g_build_filename(root ? root : ".", "inputs", "platforms", "README.md", NULL);
	g_autofree char *readme = NULL, *table = NULL, *yaml = NULL;

	g_assert_true(g_file_get_contents(path, &readme, NULL, NULL));
	char *at = readme;
	table = next_block(&at);
	yaml = next_block(&at);
	scene_write(scene, "exports/toots.csv", table);
	scene_write(scene, "platforms/toots.yaml", yaml);
	AUTO(descriptions) set = descriptions_load(scene->folder, scene->complaints);
	g_autofree char *file = g_build_filename(scene->folder, "exports", "toots.csv", NULL);
	scene->collection = path_read(file, "toots.csv", NULL, set, scene->complaints, NULL);
	GString *records = g_string_new(NULL);
	dump_records(scene->collection->records, FALSE, records);
	scene->records = g_string_free(records, FALSE);
	scene->said = g_strdup("");
	counts_are(scene_reading(scene, 0), 3, 1, 0);
	g_assert_true(has_record(scene, "post platform=toots post_id=1101 account=larkfield published_at=2026-10-31T18:05:00Z has_link=no text=\"Open evening on Thursday?\""));
	g_assert_true(has_record(scene, "post_metric platform=toots post_id=1102 captured=2026-11-01T23:59:59Z definition=toots reactions=0\n"));
	g_assert_true(has_record(scene, "stated_total platform=toots account=larkfield table=posts measure=shares span_end=2026-11-01 value=12"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/map/x-classic", x_classic);
	g_test_add_func("/map/x-new-generations", x_new_generations);
	g_test_add_func("/map/numbers-beyond-belief", numbers_beyond_belief);
	g_test_add_func("/map/moments-beyond-belief", moments_beyond_belief);
	g_test_add_func("/map/meta-two-tables", meta_two_tables);
	g_test_add_func("/map/meta-error-and-ragged-rows", meta_error_and_ragged_rows);
	g_test_add_func("/map/meta-audience", meta_audience_in_any_order);
	g_test_add_func("/map/facebook-classic", facebook_classic);
	g_test_add_func("/map/ga4-many-tables", ga4_many_tables);
	g_test_add_func("/map/ga4-exploration", ga4_exploration);
	g_test_add_func("/map/numbers-of-a-file", numbers_of_a_file);
	g_test_add_func("/map/numbers-in-doubt", numbers_in_doubt);
	g_test_add_func("/map/totals-that-do-not-add-up", totals_that_do_not_add_up);
	g_test_add_func("/map/tiktok-years", tiktok_years);
	g_test_add_func("/map/youtube", youtube_total_and_note);
	g_test_add_func("/map/google-ads", google_ads_totals);
	g_test_add_func("/map/slack", slack_day);
	g_test_add_func("/map/discourse", discourse_keys_after_array);
	g_test_add_func("/map/discord", discord_channel);
	g_test_add_func("/map/leads", leads_keep_no_address);
	g_test_add_func("/map/refused-rows", refused_rows);
	g_test_add_func("/map/downloads-that-broke-off", downloads_that_broke_off);
	g_test_add_func("/map/rows-that-tell-nothing", rows_that_tell_nothing);
	g_test_add_func("/map/zulip-topic-by-its-path", zulip_topic_by_its_path);
	g_test_add_func("/map/rows-that-stand-elsewhere", rows_that_stand_elsewhere);
	g_test_add_func("/map/unknown-and-empty", unknown_and_empty_files);
	g_test_add_func("/map/readme-example", readme_example);
	return g_test_run();
}

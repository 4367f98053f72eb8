#!/usr/bin/python3
"""Writes a project of a given size into a folder, for `make bench`: X by tweet, Meta content, a Slack folder, Discord channels.
The same arguments make the same bytes; everything in it is invented.

    make_exports.py OUT MONTHS POSTS_A_MONTH MEMBERS MESSAGES_A_MONTH"""
import csv
import datetime
import json
import os
import random
import sys

WORDS = ("chain bearing saddle cable brake spoke rim hub pedal crank lamp valve tyre tube pump frame fork bell rack basket "
         "how do I fix the old new rusty squeaky quiet thanks it works now try this again tomorrow bench evening ride hill town").split()
SETTINGS = """name: Bench
report_tz: Europe/London
accounts:
  - { id: x, platform: x, account: bench, name: X, zone: UTC }
  - { id: instagram, platform: meta, network: instagram, account: "17840000000000000", name: Instagram, zone: America/Los_Angeles, files: instagram/* }
  - { id: chat, platform: slack, name: Chat, zone: UTC }
  - { id: rides, platform: discord, name: Rides, zone: UTC }
goals:
  community:
    - { id: answered, metric: c_answered_within_24h, label: Answered within a day, target: 80%, period: month, direction: up }
tolerate: { refused_rows: 0, stale_days: 60 }
"""
TWEET = ("Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies", "likes",
         "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens", "app installs", "follows",
         "email tweet", "dial phone", "media views", "media engagements")
INSTAGRAM = ("Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)", "Publish time", "Permalink", "Post type",
             "Data comment", "Date", "Views", "Reach", "Likes", "Shares", "Follows", "Comments", "Saves")


def sentence(chance, words):
    return " ".join(chance.choice(WORDS) for _ in range(words))


def months(count):
    """The first moments of `count` months that end before 1 November 2026."""
    found = [(2026 + (9 - i) // 12, (9 - i) % 12 + 1) for i in range(count)]
    return [datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc) for year, month in reversed(found)]


def moments(chance, begin, count):
    """So many moments of a month, one of them on its last day, so that the month is complete."""
    days = ((begin + datetime.timedelta(days=31)).replace(day=1) - begin).days
    return sorted([begin + datetime.timedelta(seconds=chance.randrange(days * 86400 - 43200)) for _ in range(count - 1)] + [begin + datetime.timedelta(days=days, hours=-11)])


def opened(*path):
    os.makedirs(os.path.dirname(os.path.join(*path)), exist_ok=True)
    return open(os.path.join(*path), "w", encoding="utf-8", newline="")


def write_x(out, begin, times, chance):
    with opened(out, "exports/x", begin.strftime("tweet_activity_metrics_bench_%Y%m01_%Y%m28_en.csv")) as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(TWEET)
        for i, at in enumerate(times):
            seen = chance.randrange(200, 9000)
            number = "%d%06d" % (at.timestamp(), i)
            rows.writerow((number, "https://twitter.com/bench/status/" + number, sentence(chance, 18), at.strftime("%Y-%m-%d %H:%M +0000"), seen, seen // 20, 0.05,
                           seen // 900, seen // 800, seen // 60, 1, seen // 100, 0, seen // 70) + (0,) * 8)


def write_instagram(out, begin, times, chance):
    with opened(out, "exports/instagram", begin.strftime("%b-01-%Y_%b-28-%Y_1200000000000000.csv")) as file:
        rows = csv.writer(file)
        rows.writerow(INSTAGRAM)
        for i, at in enumerate(times):
            seen = chance.randrange(100, 5000)
            number = "1%d%06d" % (at.timestamp(), i)
            rows.writerow((number, "17840000000000000", "bench", "Bench", sentence(chance, 25), 0, at.strftime("%m/%d/%Y %H:%M"), "https://www.instagram.com/p/%s/" % number,
                           "IG image", "", "Lifetime", seen, seen * 2 // 3, seen // 20, seen // 200, 1, seen // 150, seen // 90))


def write_slack(out, times, members, chance):
    days, roots = {}, []
    for i, at in enumerate(times):
        stamp = "%d.%06d" % (at.timestamp(), i)
        row = {"type": "message", "user": "U%09d" % int(members * chance.random() ** 2), "text": sentence(chance, 14) + ("?" if chance.random() < 0.3 else ""), "ts": stamp}
        if roots and chance.random() < 0.6:
            row["thread_ts"] = chance.choice(roots[-20:])
        else:
            roots.append(stamp)
        days.setdefault(at.strftime("%Y-%m-%d"), []).append(row)
    for day, rows in days.items():
        with opened(out, "exports/chat/general", day + ".json") as file:
            json.dump(rows, file, indent=4)


def write_slack_people(out, members):
    people = [{"id": "U%09d" % i, "name": "member%d" % i, "real_name": "Member %d" % i, "deleted": False, "is_bot": False, "profile": {"real_name": "Member %d" % i}} for i in range(members)]
    with opened(out, "exports/chat/users.json") as file:
        json.dump(people, file)
    with opened(out, "exports/chat/channels.json") as file:
        json.dump([{"id": "C000000001", "name": "general", "created": 1600000000, "is_archived": False, "members": []}], file)


def write_discord(out, begin, times, members, chance):
    messages = []
    for i, at in enumerate(times):
        who = int(members * chance.random() ** 2)
        message = {"id": "%d" % ((int(at.timestamp() * 1000) - 1420070400000 << 22) + i % 4096), "type": "Default", "timestamp": at.isoformat(timespec="milliseconds"), "timestampEdited": None,
                   "isPinned": False, "content": sentence(chance, 12), "author": {"id": "9%017d" % who, "name": "rider%d" % who, "discriminator": "0000", "nickname": "Rider %d" % who, "isBot": False, "roles": []},
                   "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": []}
        if messages and chance.random() < 0.5:
            message["type"] = "Reply"
            message["reference"] = {"messageId": chance.choice(messages[-15:])["id"], "channelId": "500000000000000001", "guildId": "400000000000000001"}
        messages.append(message)
    with opened(out, "exports/rides", begin.strftime("Bench - Rides - general [500000000000000001] %Y-%m.json")) as file:
        json.dump({"guild": {"id": "400000000000000001", "name": "Bench", "iconUrl": ""},
                   "channel": {"id": "500000000000000001", "type": "GuildTextChat", "categoryId": "1", "category": "Rides", "name": "general", "topic": None},
                   "dateRange": {"after": None, "before": None}, "exportedAt": "2026-11-02T10:00:00+00:00", "messages": messages, "messageCount": len(messages)}, file, indent=2)


def main(out, count, posts, members, messages):
    chance = random.Random("bench")
    with opened(out, "tidings.yaml") as file:
        file.write(SETTINGS)
    write_slack_people(out, members)
    for begin in months(count):
        write_x(out, begin, moments(chance, begin, posts), chance)
        write_instagram(out, begin, moments(chance, begin, posts), chance)
        write_slack(out, moments(chance, begin, messages), members, chance)
        write_discord(out, begin, moments(chance, begin, messages), members, chance)


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))

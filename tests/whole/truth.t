#!/usr/bin/python3
"""Does the program read what happened? The sample's generator counts from its story (tests/cases/sample-truth.json), the program from files."""
import collections
import datetime
import json
import os
import re
import sys
import zoneinfo

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

LONDON = zoneinfo.ZoneInfo("Europe/London")
TRUTH = json.loads(text(ROOT, "tests/cases/sample-truth.json"))
PLACES = {"forum": "discourse", "chat": "slack", "rides": "discord"}


def fields(line):
    return {key: json.loads(value) if value[0] == '"' else value for key, value in re.findall(r'(\w+)=("(?:[^"\\]|\\.)*"|\S+)', line)}


def records(kind):
    """The records of a kind as dictionaries, after merging, without our own table of leads; read once."""
    if not records.lines:
        with scratch() as folder:
            project = sample_copy(folder)
            os.remove(os.path.join(project, "tables/leads.csv"))
            records.lines = tidings("-C", project, "build", "--dump", "records").stdout.splitlines()
    return [fields(line) for line in records.lines if line.startswith(kind + " ")]


records.lines = []


def month(instant):
    return datetime.datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(LONDON).strftime("%Y-%m")


def different(got, want):
    return ["%s: %s, and truly %s" % (key, got.get(key), want.get(key)) for key in sorted(want) if got.get(key, 0) != want[key]]


def test_posts():
    """every post that was published is there once, in its month, however many downloads hold it"""
    got = collections.Counter("%s %s" % (month(it["published_at"]) if "published_at" in it else it["published_day"][:7], it.get("network") or it["platform"]) for it in records("post"))
    want = {"%s %s" % (at, where): count for at, counts in TRUTH["posts_published"].items() for where, count in counts.items()}
    unexported = ("2025-04 tiktok", "2026-10 tiktok", "2026-11 tiktok") # before the first and after the last of its downloads
    none(different(got, {key: count for key, count in want.items() if key not in unexported}), "counts differ")


def test_leads():
    """every lead of the CRM is there, by month and by where it came from"""
    got = collections.Counter("%s %s" % (month(it["created_at"]), "%s/%s" % (it["source"], it["medium"]) if "source" in it and "medium" in it else "unknown") for it in records("lead"))
    want = {"%s %s" % (at, source): count for at, counts in TRUTH["leads_in_crm"].items() for source, count in counts.items()}
    none(different(got, want), "counts differ")


def people():
    return {(it["platform"], it["account"]): it for it in records("member")}


def of_people(platform):
    """Messages that people wrote, outside of the private room: (month, person or None when it is staff or nobody any more)."""
    known = people()
    for it in records("message"):
        if it["platform"] == platform and it.get("from_bot") != "yes" and it.get("automatic") != "yes" and it.get("space") != "board-room":
            member = known.get((platform, it.get("account")), {})
            if member.get("kind") != "bot":
                yield month(it["created_at"]), None if member.get("kind") == "staff" or it.get("from_deleted") == "yes" else member.get("person") or it.get("account")


def erased():
    """Months' counts are before erasures: how many of each place may be missing is not told, only where."""
    lines = [line.split(",") for line in text(SAMPLE, "erasures.csv").splitlines()[1:]]
    return {line[0] for line in lines if line[3] == "erase"}


def test_messages():
    """every message of every place is there once, in its month: day files cut in another zone, exports that overlap, replies, edits"""
    found = []
    for place, platform in PLACES.items():
        got = collections.Counter(at for at, _ in of_people(platform))
        for at, counts in TRUTH[place]["months"].items():
            lost = counts["messages"] - got[at]
            if lost < 0 or lost > (4 if platform in erased() else 0):
                found.append("%s %s: %d, and truly %d" % (place, at, got[at], counts["messages"]))
    none(found, "counts differ")


def test_members():
    """who wrote, in each place and month: staff, bots and the account of the deleted are not among them"""
    found = []
    for place, platform in PLACES.items():
        got = collections.defaultdict(set)
        for at, person in of_people(platform):
            got[at].add(person)
        for at, counts in TRUTH[place]["months"].items():
            there = len(got[at] - {None})
            if not counts["members"] - (1 if platform in erased() else 0) <= there <= counts["members"]:
                found.append("%s %s: %d, and truly %d" % (place, at, there, counts["members"]))
    none(found, "counts differ")


def test_people_across_places():
    """one person with accounts in several places is one member"""
    got = collections.defaultdict(set)
    for platform in PLACES.values():
        for at, person in of_people(platform):
            got[at].add(person)
    none(different({at: len(who - {None}) for at, who in got.items()}, TRUTH["members_by_month"]), "counts differ")


def test_topics():
    """the forum has as many topics as were begun"""
    got = {it["thread"] for it in records("message") if it["platform"] == "discourse"}
    assert TRUTH["forum"]["topics"] - 5 <= len(got) <= TRUTH["forum"]["topics"], "%d, and truly %d" % (len(got), TRUTH["forum"]["topics"])


main(globals())

#!/usr/bin/python3
"""What must not change a figure does not: the order of rows and files, an export cut in two that overlap, other ids, another zone with all instants
moved along, the messages of a bot. And what must add up does. All on invented projects, the same ones on every run."""
import collections
import csv
import datetime
import functools
import json
import os
import random
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

UTC = datetime.timezone.utc
BEGIN, END = datetime.datetime(2025, 8, 1, tzinfo=UTC), datetime.datetime(2026, 11, 1, tzinfo=UTC)
WORDS = ("chain bearing saddle cable brake spoke rim hub pedal crank lamp valve tyre tube pump frame fork bell rack basket how "
         "old new rusty squeaky quiet thanks works now try again tomorrow bench evening ride hill town").split()
SETTINGS = """name: Properties
report_tz: {zone}
accounts:
  - {{ id: x, platform: x, account: props, name: X, zone: UTC }}
  - {{ id: chat, platform: slack, name: Chat, complete_to: 2026-10-31, link: "https://chat.example/{{space}}/{{post}}" }}
  - {{ id: forum, platform: discourse, name: Forum, complete_to: 2026-10-31, link: "https://forum.example/t/{{thread}}/{{post}}" }}
staff:
  - {{ person: "slack:{staff_chat}", hats: [community] }}
  - {{ person: "discourse:{staff_forum}", hats: [community] }}
"""
TWEET = ("Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements", "engagement rate", "retweets", "replies", "likes",
         "user profile clicks", "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens", "app installs", "follows",
         "email tweet", "dial phone", "media views", "media engagements")

Message = collections.namedtuple("Message", "number who at thread answers text")


# ---- an invented world ----

def sentence(chance, words):
    return " ".join(chance.choice(WORDS) for _ in range(words)) + ("?" if chance.random() < 0.35 else "")


def talk(chance, people, count):
    """Messages in the order of time. People come and go: each is there for a while only. `thread` and `answers` are numbers of messages."""
    span = (END - BEGIN).total_seconds()
    there = [(begin, begin + chance.uniform(0.1, 0.8)) for begin in (chance.uniform(-0.4, 0.95) for _ in range(people))]
    times = sorted(chance.random() for _ in range(count))
    said, roots = [], []
    for number, time in enumerate(times):
        around = [who for who, (first, last) in enumerate(there) if first <= time <= last] or [0]
        who = 0 if chance.random() < 0.12 else chance.choice(around)
        thread = chance.choice(roots[-12:]) if roots and chance.random() < 0.65 else number
        answers = chance.choice([it.number for it in said if it.thread == thread]) if thread != number and chance.random() < 0.5 else None
        if thread == number:
            roots.append(number)
        said.append(Message(number, who, BEGIN + datetime.timedelta(seconds=int(time * span)), thread, answers, sentence(chance, 9)))
    return said


def world(seed, people=30, messages=700, posts=60):
    chance = random.Random("properties %s" % seed)
    span = int((END - BEGIN).total_seconds())
    return {
        "chat": talk(chance, people, messages), "forum": talk(chance, people, messages // 2), "people": people, "bot": [], "zone": "Etc/GMT",
        "chat_id": "U%09d", "forum_id": "rider%04d", "moved": datetime.timedelta(0),
        "posts": [(5000 + i, BEGIN + datetime.timedelta(seconds=chance.randrange(span)), chance.randrange(200, 9000), sentence(chance, 12)) for i in range(posts)],
    }


# ---- as exports ----

def opened(*path):
    os.makedirs(os.path.dirname(os.path.join(*path)), exist_ok=True)
    return open(os.path.join(*path), "w", encoding="utf-8", newline="")


def dumped(value, *path):
    with opened(*path) as file:
        json.dump(value, file)


def stamp(it, all_of):
    return "%d.%06d" % (all_of["at"](it.at).timestamp(), it.number)


def slack_row(it, it_all, said):
    row = {"type": "message", "user": it_all["chat_id"] % it.who, "text": it.text, "ts": stamp(it, it_all)}
    if it.thread != it.number:
        row["thread_ts"] = stamp(said[it.thread], it_all)
    return row


def write_slack(folder, it_all, shuffle, days_in_a_file=1):
    days = collections.defaultdict(list)
    for it in it_all["chat"]:
        day = (it.at - BEGIN).days // days_in_a_file * days_in_a_file
        days[day].append(slack_row(it, it_all, it_all["chat"]))
    for i, at in enumerate(it_all["bot"]):
        days[(at - BEGIN).days].append({"type": "message", "user": "B000000001", "bot_id": "B000000001", "subtype": "bot_message", "username": "rota", "text": "Rota of today",
                                        "ts": "%d.9%05d" % (it_all["at"](at).timestamp(), i)})
    for day, rows in days.items():
        name = (BEGIN + datetime.timedelta(days=day)).strftime("%Y-%m-%d.json")
        dumped(shuffle(rows), folder, "general", name)
    users = [{"id": it_all["chat_id"] % i, "name": "p%d" % i, "real_name": "Person %d" % i, "deleted": False, "is_bot": False, "profile": {"real_name": "Person %d" % i}} for i in range(it_all["people"])]
    if it_all["bot"]:
        users.append({"id": "B000000001", "name": "rota", "real_name": "rota", "deleted": False, "is_bot": True, "profile": {"real_name": "rota"}})
    dumped(shuffle(users), folder, "users.json")
    dumped([{"id": "C000000001", "name": "general", "created": 1500000000, "is_archived": False, "members": []}], folder, "channels.json")


def write_discourse(folder, it_all, shuffle, only=lambda topic: True):
    topics = collections.defaultdict(list)
    for it in it_all["forum"]:
        topics[it.thread].append(it)
    for topic, said in topics.items():
        places = {it.number: place for place, it in enumerate(said, 1)}
        posts = [{"id": 70000 + it.number, "name": "", "username": it_all["forum_id"] % it.who, "created_at": it_all["at"](it.at).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "cooked": "<p>%s</p>" % it.text,
                  "post_number": places[it.number], "post_type": 1, "reply_to_post_number": places.get(it.answers), "user_id": 100 + it.who, "topic_id": 3000 + topic, "version": 1} for it in said]
        if only(topic):
            dumped({"id": 3000 + topic, "title": said[0].text, "category_id": 5, "archetype": "regular", "views": 10, "post_stream": {"posts": shuffle(posts)}}, folder, "t", "%d.json" % (3000 + topic))


def write_x(folder, it_all, shuffle, parts=1):
    for part in range(parts):
        with opened(folder, "tweet_activity_metrics_props_2025%02d01_20261101_en.csv" % (part + 1)) as file:
            rows = csv.writer(file, quoting=csv.QUOTE_ALL)
            rows.writerow(TWEET)
            for number, at, seen, said in shuffle(it_all["posts"]):
                rows.writerow((number, "https://twitter.com/props/status/%d" % number, said, at.strftime("%Y-%m-%d %H:%M +0000"), seen, seen // 20, 0.05,
                               seen // 900, seen // 800, seen // 60, 1, seen // 100, 0, seen // 70) + (0,) * 8)


def write(folder, it_all, shuffle=list, twice=False, days_in_a_file=1):
    it_all = dict(it_all, at=lambda at: at + it_all["moved"])
    with opened(folder, "tidings.yaml") as file:
        file.write(SETTINGS.format(zone=it_all["zone"], staff_chat=it_all["chat_id"] % 0, staff_forum=it_all["forum_id"] % 0))
    write_slack(os.path.join(folder, "exports/chat"), it_all, shuffle, days_in_a_file)
    write_discourse(os.path.join(folder, "exports/forum"), it_all, shuffle)
    write_x(os.path.join(folder, "exports/x"), it_all, shuffle, 2 if twice else 1)
    if twice:  # two exports that overlap: what stands in one only, and what stands in both
        chat = os.path.join(folder, "exports/chat/general")
        for i, name in enumerate(sorted(os.listdir(chat))):
            os.makedirs(os.path.join(folder, "exports/later/general"), exist_ok=True)
            if i % 3:
                with open(os.path.join(chat, name), encoding="utf-8") as file:
                    dumped(json.load(file), folder, "exports/later/general", name)
            if i % 3 == 2:
                os.unlink(os.path.join(chat, name))
        write_discourse(os.path.join(folder, "exports/forum-again"), it_all, shuffle, lambda topic: topic % 2)
    return folder


# ---- figures ----

def figures(folder):
    """The lines of the dump, without the network's places and remarks on what was read."""
    dump = tidings("-C", folder, "build", "--period", PERIOD, "--dump", "figures", expect=(FINE, STALE)).stdout
    assert "c_active_members" in dump and "b_posts_published" in dump, dump[:300]
    return dump.splitlines()


def of_side(lines, prefix):
    kept, keep = [], False
    for line in lines:
        if re.match(r"[bc]_\w+ ", line):
            keep = line.startswith(prefix)
        if keep:
            kept.append(line)
    return kept


def same(got, want, what):
    none(["%s\n   was: %s" % (one[:400], other[:400]) for one, other in zip(got, want) if one != other], "figures changed by %s" % what)
    equal(len(got), len(want), "lines of figures")


def rows_of(lines, metric):
    """[({key: word}, {column: number})] of a metric."""
    found = []
    for line in of_side(lines, metric + " ")[1:]:
        if not line.startswith("  period="):
            continue
        keys, _, values = line.strip().partition(" | ")
        numbers = {name: float(number) for name, number in re.findall(r"(\w+): (-?[\d.]+(?:e[+-]?\d+)?)", values)}
        found.append((dict(re.findall(r'(\w+)=("[^"]*"|\S+)', keys)), numbers))
    return found


@functools.lru_cache(None)
def plain(seed):
    with scratch() as folder:
        return figures(write(os.path.join(folder, "plain"), world(seed)))


def compared(change, what, prefix="", seeds=(1, 2), said=lambda line: line):
    """`said` takes out of a line what may well be another; an empty line is left out."""
    for seed in seeds:
        with scratch() as folder:
            other = figures(change(os.path.join(folder, "other"), seed))
        kept = [[line for line in map(said, of_side(lines, prefix)) if line] for lines in (other, plain(seed))]
        same(*kept, "%s, world %s" % (what, seed))


# ---- what must not matter ----

def test_it_would_be_seen():
    """one message more or less changes figures, so the comparisons below see what there is to see"""
    for place in ("chat", "forum"):
        with scratch() as folder:
            told = world(1)
            fewer = figures(write(os.path.join(folder, "fewer"), dict(told, **{place: told[place][:-1]})))
        assert of_side(fewer, "c_") != of_side(plain(1), "c_"), "a message of %s less is not noticed" % place
        assert of_side(fewer, "b_") == of_side(plain(1), "b_"), "a message of %s changed what we said" % place


def test_order():
    """the order of rows within files, and which day's file holds a message, change nothing"""
    def shuffled(folder, seed):
        chance = random.Random(seed)
        return write(folder, world(seed), shuffle=lambda rows: chance.sample(list(rows), len(rows)), days_in_a_file=9)

    compared(shuffled, "the order of rows and files")


def test_overlap():
    """one export cut in two that overlap is the same as one"""
    compared(lambda folder, seed: write(folder, world(seed), twice=True), "an overlap")


def test_ids():
    """accounts of other ids, in the same order, are the same people"""
    compared(lambda folder, seed: write(folder, dict(world(seed), chat_id="W77%05d", forum_id="wheel%05d")), "other ids")


def test_ids_in_any_order():
    """accounts of ids in another order are the same people: whatever is not drawn by chance stays"""
    def renumbered(folder, seed):
        told = world(seed)
        order = random.Random(seed).sample(range(1, told["people"]), told["people"] - 1)
        number = {0: 0, **dict(zip(range(1, told["people"]), order))}
        return write(folder, dict(told, **{place: [it._replace(who=number[it.who]) for it in told[place]] for place in ("chat", "forum")}))

    def counted(line):
        """Without ranges and without what is held against random networks; the network's picture is drawn by chance."""
        if line.startswith(("  change", "  note")) or "kind=node" in line or "kind=tie" in line:
            return ""
        line = re.sub(r" \[[^\]]*\]|\| (?:percentile|random|stability): [^|]*", "", line)
        return re.sub(r"\d+\.\d{10,}", lambda number: number.group()[:12], line) # sums in another order

    compared(renumbered, "ids in another order", "c_", said=counted)


def test_zone():
    """all instants moved together with the report's zone tell the same community: only the clock on the wall counts"""
    for hours in (-7, 5):
        zone = "Etc/GMT%+d" % hours  # POSIX: behind Greenwich is positive
        compared(lambda folder, seed: write(folder, dict(world(seed), zone=zone, moved=datetime.timedelta(hours=hours))), "%+d hours" % hours, "c_", seeds=(1,),
                 said=lambda line: re.sub(r"Etc/GMT[+-]?\d*", "the zone", line))


def test_bot():
    """a bot that writes every day changes nothing that people did"""
    days = [BEGIN + datetime.timedelta(days=day, hours=9, minutes=1) for day in range(20, (END - BEGIN).days)] # after the first message of people, where the data begin
    compared(lambda folder, seed: write(folder, dict(world(seed), bot=days)), "a bot", said=lambda line: "" if "Bot messages left out" in line else line)


# ---- what must add up ----

def test_growth():
    """active = active the month before + new + back again − not back, and nobody is counted twice, in every month of many worlds"""
    for seed in range(3, 9):
        with scratch() as folder:
            lines = figures(write(os.path.join(folder, "world"), world(seed, people=10 + 7 * seed, messages=150 + 60 * seed)))
        active = {keys["period"]: numbers["value"] for keys, numbers in rows_of(lines, "c_active_members") if keys["scope"] == "all" and "value" in numbers}
        growth = {keys["period"]: numbers for keys, numbers in rows_of(lines, "c_growth_accounting")}
        months = sorted(month for month in growth if "retained" in growth[month] and month in active)
        assert len(months) > 10, "too few months: %s" % months
        for before, month in zip(months, months[1:]):
            it = growth[month]
            equal(active[month], active[before] + it["new"] + it["resurrected"] - it["lost"], "active in %s of world %d" % (month, seed))
            equal(active[month], it["retained"] + it["gained"], "who stayed and who was gained in %s" % month)
            equal(it["gained"], it["new"] + it["resurrected"], "gained in %s" % month)
            equal(active[before], it["retained"] + it["lost"], "who was there before %s" % month)
            equal(it["value"], it["gained"] - it["lost"], "change in %s" % month)


def test_parts_and_whole():
    """accounts are bounds of the whole: no fewer than any of them, no more than all together"""
    for seed in (3, 4):
        with scratch() as folder:
            lines = figures(write(os.path.join(folder, "world"), world(seed, people=60, messages=1500)))
        months = collections.defaultdict(dict)
        for keys, numbers in rows_of(lines, "c_active_members"):
            months[keys["period"]][keys["scope"]] = numbers.get("value")
        whole = [parts for parts in months.values() if len(parts) == 3 and None not in parts.values()]
        assert len(whole) > 6, "hardly a month with all parts: %s" % dict(months)
        none([parts for parts in whole if not max(parts["chat"], parts["forum"]) <= parts["all"] <= parts["chat"] + parts["forum"]], "wholes are out of bounds")


if __name__ == "__main__":
    main(globals())

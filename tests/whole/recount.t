#!/usr/bin/python3
"""Do the numbers hold when somebody else counts them? Metrics of the sample's October, recounted here from the raw export files with nothing of the
program but its list of figures: own readers, own threads and edges, own statistics, written from the definitions (METRICS cards named below)."""
import collections
import csv
import datetime
import fractions
import html
import io
import json
import math
import os
import re
import sys
import tarfile
import zipfile
import zoneinfo

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from kit import *  # noqa: E402,F403

ZONE = zoneinfo.ZoneInfo("Europe/London")
EXPORTS = os.path.join(SAMPLE, "exports")
MONTH = datetime.date(2026, 10, 1)
HOUR, DAY = 3600, 86400
Z = 1.959963984540054
NOBODY = ("U07GREASEBOT", "system", "discobot", "456226577798135808") # machines, and the one account that stands for all deleted ones


# ---- time


def instant(text):
    return math.floor(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def midnight(day):
    return int(datetime.datetime.combine(day, datetime.time(), ZONE).timestamp())


def local(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp())


def day_of(at):
    return datetime.datetime.fromtimestamp(at, ZONE).date()


def month_of(at):
    return day_of(at).replace(day=1)


def months_back(month, n):
    whole = month.year * 12 + month.month - 1 - n
    return datetime.date(whole // 12, whole % 12 + 1, 1)


START, END = midnight(MONTH), midnight(months_back(MONTH, -1))
BEFORE = months_back(MONTH, 1)
# up to when each place's newest download speaks: its stamp, its last day, the time of its last export
TOLD_UNTIL = {"slack": midnight(datetime.date(2026, 11, 3)), "discourse": instant("2026-11-02T10:16:40+00:00"), "discord": instant("2026-11-02T20:15:00+00:00")}
WINDOW = (midnight(day_of(END - 1) - datetime.timedelta(days=89)), END)


# ---- reading: three places, one list of messages


def table(*parts):
    with open(os.path.join(SAMPLE, *parts), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Message:
    def __init__(self, place, number, account, thread, at, **more):
        self.place, self.account, self.thread, self.at = place, account, thread, at
        self.root, self.reply_to, self.title = False, None, ""
        self.number, self.mentions, self.words = number, [], ""
        self.bot = self.gone = self.accepted = False
        self.__dict__.update(more)


def slack():
    found = {}
    for name in sorted(os.listdir(os.path.join(EXPORTS, "chat"))):
        archive = zipfile.ZipFile(os.path.join(EXPORTS, "chat", name))
        for member in archive.namelist():
            channel, _, file = member.partition("/")
            for row in json.loads(archive.read(member)) if file and file.endswith(".json") else []:
                kind = row.get("subtype")
                if row.get("type") != "message" or kind in ("channel_join", "channel_leave", "channel_topic", "channel_purpose", "pinned_item", "channel_name"):
                    continue
                key = "%s/%s" % (channel, row["ts"])
                top = row.get("thread_ts", row["ts"]) == row["ts"]
                found[key] = Message("slack", key, None if kind == "tombstone" else row.get("user"), "%s/%s" % (channel, row.get("thread_ts", row["ts"])),
                                     int(row["ts"].split(".")[0]), root=top, order=row["ts"],
                                     mentions=re.findall(r"<@(U\w+)", row.get("text", "")),
                                     bot=kind == "bot_message" or "bot_id" in row or row.get("user") == "USLACKBOT",
                                     gone=kind == "tombstone", words=re.sub(r"```.*?```|`[^`]*`|<[^>]*>|^&gt;.*$", " ", row.get("text", ""), flags=re.S | re.M))
    return found


def plain(cooked):
    text = re.sub(r"<aside class=\"quote.*?</aside>|<blockquote>.*?</blockquote>|<pre>.*?</pre>|<code>.*?</code>", " ", cooked, flags=re.S)
    text = re.sub(r"https?://\S+", " ", re.sub(r"<[^>]+>", " ", text))
    return html.unescape(text)


def topics(name):
    path = os.path.join(EXPORTS, "forum", name)
    if name.endswith(".zip"):
        archive = zipfile.ZipFile(path)
        return [json.loads(archive.read(member)) for member in archive.namelist() if member.endswith(".json")]
    archive = tarfile.open(path)
    return [json.load(archive.extractfile(member)) for member in archive.getmembers() if member.name.endswith(".json")]


def discourse():
    found = {}
    for name in ("forum-topics-2026-04-02.zip", "forum-topics-2026-11-02.tar.gz"):
        for topic in topics(name):
            for post in topic["post_stream"]["posts"]:
                if post["post_type"] in (3, 4):
                    continue
                reply = post["reply_to_post_number"]
                found[post["id"]] = Message("discourse", "%d/%d" % (topic["id"], post["post_number"]), post["username"], str(topic["id"]),
                                            instant(post["created_at"]), root=post["post_number"] == 1,
                                            reply_to=("%d/%d" % (topic["id"], reply)) if reply else None,
                                            order=post["post_number"], mentions=re.findall(r'class="mention"[^>]*href="/u/([^"]+)"', post["cooked"]),
                                            bot=post["user_id"] < 0, gone=bool(post["deleted_at"]) or post["hidden"], accepted=post["accepted_answer"],
                                            title=topic["title"], words=plain(post["cooked"]))
    return found


def discord():
    found = {}
    folder = os.path.join(EXPORTS, "rides")
    archive = zipfile.ZipFile(os.path.join(folder, "discord-2026-10-04.zip"))
    channels = [json.loads(archive.read(member)) for member in archive.namelist()]
    channels += [json.loads(text(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".json")]
    for channel in channels:
        for row in channel["messages"]:
            if row["type"] not in ("Default", "Reply", "20", "23"):
                continue
            parent = row["reference"]["messageId"] if row["type"] == "Reply" else None
            found[row["id"]] = Message("discord", row["id"], row["author"]["id"], parent or row["id"], instant(row["timestamp"]), root=not parent, reply_to=parent,
                                       order=int(row["id"]), mentions=[who["id"] for who in row["mentions"]],
                                       bot=row["author"]["isBot"], words=re.sub(r"https?://\S+|<[^>]+>|```.*?```|`[^`]*`|^> .*$", " ", row["content"], flags=re.S | re.M))
    for message in found.values(): # a chain of replies is one thread
        seen = set()
        while message.thread in found and found[message.thread].reply_to and message.thread not in seen:
            seen.add(message.thread)
            message.thread = found[message.thread].reply_to
    return found


class World:
    """Everything that happened in the three places, with people instead of accounts."""

    def __init__(self):
        self.person, self.kind = {}, {}
        for row in table("people.csv"):
            self.person[row["platform"], row["account"]] = row["person"]
            self.kind[row["person"]] = row["kind"]
        self.erased = {(row["platform"], row["account"]) for row in table("erasures.csv") if row["mode"] == "erase"}
        self.messages = [message for place in (slack(), discourse(), discord()) for message in place.values()]
        for message in self.messages:
            message.who = self.whose(message.place, message.account) if not message.bot else None
            message.counts = not message.bot and not message.gone
            message.speaks = message.counts and message.who is not None
        self.threads = collections.defaultdict(list)
        for message in self.messages:
            self.threads[message.place, message.thread].append(message)
        for thread in self.threads.values():
            thread.sort(key=lambda it: (it.at, it.order))
        self.writers = {message.who for message in self.messages if message.who}
        self.lived()
        self.edges = [edge for thread in self.threads.values() for edge in self.edges_of(thread)]
        self.edges.sort(key=lambda edge: edge[0])
        self.questions = [found for found in map(self.question, self.threads.values()) if found]

    def whose(self, place, account):
        if not account or (place, account) in self.erased or account in NOBODY:
            return None
        return self.person.get((place, account), "%s:%s" % (place, account))

    def staff(self, who):
        return self.kind.get(who) == "staff"

    def lived(self):
        """Local days on which each person contributed, and when they first did: messages, and help at events."""
        self.days, self.first = collections.defaultdict(set), {}
        did = [(message.at, message.who) for message in self.messages if message.speaks]
        begin = {row["event_id"]: local(row["start"]) for row in table("tables", "events.csv")}
        did += [(begin[row["event_id"]], self.whose(row["platform"], row["account"])) for row in table("tables", "attendance.csv")
                if row["attended"] == "yes" and row["part"] in ("speaker", "host", "helper")]
        for at, who in sorted((at, who) for at, who in did if who):
            self.days[who].add(day_of(at))
            self.first.setdefault(who, at)

    def active(self, first, past):
        return {who for who, days in self.days.items() if not self.staff(who) and any(first <= day < past for day in days)}

    def active_in(self, month):
        return self.active(month, months_back(month, -1))

    def edges_of(self, thread):
        """Who addressed whom, one basis a message (§6.0, §6.0b.2–3)."""
        by_number = {message.number: message for message in thread}
        for index, message in enumerate(thread):
            if message.speaks:
                for to in self.addressed(message, thread[:index], by_number):
                    yield message.at, message.who, to, (message.place, message.thread)

    def addressed(self, message, earlier, by_number):
        parent = by_number.get(message.reply_to)
        if parent:
            return [parent.who] if parent.who and parent.who != message.who else []
        named = {self.whose(message.place, account) for account in message.mentions} & self.writers - {message.who}
        if named:
            return sorted(named)
        root = earlier[0] if earlier and earlier[0].root else None
        others = [it for it in earlier if it.speaks and it.who != message.who]
        if message.place == "slack": # no parents in its export: the message before, of somebody else, of the last day
            others = [it for it in others if message.at - it.at <= DAY]
            if others:
                return [others[-1].who]
        elif root and root.who == message.who and others:
            return [others[-1].who]
        return [root.who] if root and root.who and root.who != message.who else []

    def question(self, thread):
        root = thread[0]
        if not root.root or not root.speaks or self.staff(root.who) or "?" not in root.title + " ".join(root.words.split())[:300]:
            return None
        answers = [it for it in thread[1:] if it.speaks and it.who != root.who]
        return root, answers[0] if answers else None, [it for it in thread[1:] if it.accepted and it.who]


WORLD = None


def world():
    global WORLD
    WORLD = WORLD or World()
    return WORLD


# ---- what the program printed


def figures():
    """{metric: [rows of its table in data/]} of the reported month; built once."""
    if not figures.found:
        with scratch() as folder:
            project = sample_copy(folder)
            tidings("-C", project, "build", "--period", "2026-10", "--only", "data", "--force")
            data = os.path.join(project, "out/2026-10/data")
            for name in os.listdir(data):
                if name.endswith(".csv"):
                    figures.found[name[:-4]] = [row for row in csv.DictReader(io.StringIO(text(data, name))) if row.get("period", "2026-10") == "2026-10"]
    return figures.found


figures.found = {}


def printed(metric, column="value", scope="all"):
    rows = [row for row in figures()[metric] if row.get("scope", "all") == scope]
    assert len(rows) == 1, "%s has %d rows for %s" % (metric, len(rows), scope)
    assert rows[0][column] != "", "%s: no %s: %s" % (metric, column, rows[0])
    return float(rows[0][column])


def agree(metric, mine, column="value", scope="all", within=1e-6):
    theirs = printed(metric, column, scope)
    assert abs(theirs - mine) <= within * max(1, abs(mine)), "%s %s %s: printed %r, recounted %r" % (metric, scope, column, theirs, mine)


def wilson(k, n):
    centre, half = (k / n + Z * Z / 2 / n) / (1 + Z * Z / n), Z / (1 + Z * Z / n) * math.sqrt(k / n * (1 - k / n) / n + Z * Z / 4 / n / n)
    return centre - half, centre + half


def agree_share(metric, k, n, **where):
    agree(metric, k / n, **where)
    for bound, mine in zip(("value_lo", "value_hi"), wilson(k, n)):
        agree(metric, mine, column=bound, **where)


# ---- community


def test_active_members_and_growth():
    """C01, C02, C04: who took part, came, stayed, returned and left"""
    now, before = world().active_in(MONTH), world().active_in(BEFORE)
    new = {who for who in now if month_of(world().first[who]) == MONTH}
    agree("c_active_members", len(now))
    for column, people in (("new", new), ("retained", now & before), ("resurrected", now - before - new), ("lost", before - now)):
        agree("c_growth_accounting", len(people), column=column)
    agree_share("c_retention_m1", len(now & before), len(before))


def banned():
    """Those who were sent away for spam or for good."""
    rows = [("discourse", row["subject"]) for row in table("exports", "forum", "staff-action-261102-101640.csv") if row["action"] == "delete_user"]
    rows += [(row["platform"], row["target"]) for row in table("tables", "moderation.csv") if row["kind"] in ("spam", "ban") and not row["reversed_at"]]
    return {world().whose(*row) for row in rows}


def test_newcomers_who_stayed():
    """C06: of those who came two months ago, who is there in their second month; counted in days since each one's first"""
    stayed, known, away = 0, 0, banned()
    for who, first in world().first.items():
        if world().staff(who) or who in away or month_of(first) != months_back(MONTH, 2):
            continue
        came = day_of(first)
        known += 1
        stayed += any(came + datetime.timedelta(30) <= day < came + datetime.timedelta(60) for day in world().days[who])
    agree_share("c_newcomer_survival_30_60", stayed, known)


def kaplan_meier(clocks):
    """[(time, share still waiting)] of (time, answered) pairs; censorings come after answers of the same time."""
    share, steps = fractions.Fraction(1), []
    for time in sorted({time for time, answered in clocks if answered}):
        at_risk = sum(other >= time for other, _ in clocks)
        share *= 1 - fractions.Fraction(sum(other == time and answered for other, answered in clocks), at_risk)
        steps.append((time, share))
    return steps


def clocks_of(month):
    for root, answer, _ in world().questions:
        if month_of(root.at) == month:
            yield ((answer.at - root.at) / HOUR, True) if answer else ((TOLD_UNTIL[root.place] - root.at) / HOUR, False)


def test_answers():
    """C07, C08: how long questions wait, those without an answer included"""
    steps = kaplan_meier(list(clocks_of(MONTH)))
    for metric, hours in (("c_answered_within_24h", 24), ("c_answered_within_72h", 72)):
        agree(metric, 1 - min(share for time, share in [(0, 1)] + steps if time <= hours))
    agree("c_ttfr_median", min(time for time, share in steps if share <= fractions.Fraction(1, 2)))


def test_helpers():
    """C21, C22: who answered somebody else's question; who was first"""
    helped, peers, staff = set(), 0, 0
    for root, answer, accepted in world().questions:
        for help_ in [answer] * bool(answer) + accepted:
            if START <= help_.at < END and help_.who != root.who and not world().staff(help_.who):
                helped.add(help_.who)
        if answer and month_of(root.at) == MONTH:
            peers, staff = peers + (not world().staff(answer.who)), staff + world().staff(answer.who)
    agree("c_helpers", len(helped))
    agree_share("c_peer_first_response_share", peers, peers + staff)


def test_hub_or_network():
    """C11, C12: replies between members; replies that touch staff"""
    edges = [edge for edge in world().edges if START <= edge[0] < END]
    among = sum(not world().staff(a) and not world().staff(b) for _, a, b, _ in edges)
    touching = sum(not world().staff(a) or not world().staff(b) for _, a, b, _ in edges)
    agree("c_member_to_member_share", among / touching)
    agree("c_hub_share", (len(edges) - among) / len(edges))


def ties(among):
    found = collections.defaultdict(list)
    for at, a, b, thread in world().edges:
        if WINDOW[0] <= at < WINDOW[1] and (not among or not (world().staff(a) or world().staff(b))):
            found[min(a, b), max(a, b)].append((at, a, thread))
    return found


def is_mutual(edges):
    return len({a for _, a, _ in edges}) == 2


def is_deep(edges):
    days = sorted({day_of(at) for at, _, _ in edges})
    return is_mutual(edges) and len(days) >= 3 and (days[-1] - days[0]).days >= 14 and len({thread for _, _, thread in edges}) >= 2


def test_ties():
    """C14, C15, C16: two-way ties, lasting ties among members, members who have one"""
    old = [edges for edges in ties(False).values() if min(at for at, _, _ in edges) < END - 7 * DAY]
    agree("c_reciprocity", sum(map(is_mutual, old)) / len(old))
    among = ties(True)
    deep = {pair for pair, edges in among.items() if is_deep(edges)}
    agree("c_deep_tie_share", len(deep) / len(among))
    agree("c_deep_tie_share", len(deep), column="deep")
    active = world().active(day_of(WINDOW[0]), months_back(MONTH, -1))
    agree_share("c_members_with_deep_tie", len(active & {who for pair in deep for who in pair}), len(active))


def test_gini():
    """C32: how unevenly messages are spread over the members who wrote"""
    wrote = sorted(collections.Counter(it.who for it in world().messages if it.speaks and START <= it.at < END and not world().staff(it.who)).values())
    n = len(wrote)
    agree("c_contribution_gini", sum((2 * i - n - 1) * x for i, x in enumerate(wrote, 1)) / (n * sum(wrote)))


def test_threads_nobody_joined():
    """C36: threads that asked nothing, a week old and more, without a word of somebody else"""
    asked, quiet, joined = {id(root) for root, _, _ in world().questions}, 0, 0
    for thread in world().threads.values():
        root = thread[0]
        if root.root and root.speaks and START <= root.at < END and id(root) not in asked and TOLD_UNTIL[root.place] - root.at >= 7 * DAY:
            others = any(it.speaks and it.who != root.who for it in thread[1:])
            joined, quiet = joined + others, quiet + (not others)
    agree("c_zero_reply_share", quiet / (quiet + joined))


# ---- broadcast


def rows_of(folder, pattern):
    """(file name, row) of the tables of a folder whose names fit, older downloads first."""
    for name in sorted(name for name in os.listdir(os.path.join(EXPORTS, folder)) if re.search(pattern, name)):
        for row in table("exports", folder, name):
            yield name, row


def x_posts():
    """Posts of the month on X with the earliest snapshot in which each was a week old: days are all that its export tells."""
    found = {}
    for name, row in rows_of("x", r"^account_analytics_content_2026"):
        day = datetime.datetime.strptime(row["Date"].replace(",", ""), "%a %b %d %Y").date()
        told = datetime.date.fromisoformat(name[:-4].rpartition("_")[2])
        if day.replace(day=1) == MONTH:
            found.setdefault(row["Post id"], None)
            if told > day + datetime.timedelta(days=7): # counted from the end of its day
                found[row["Post id"]] = found[row["Post id"]] or row
    return found


def test_posts_and_engagement_on_x():
    """B01, B06 on X: posts, and how many of the times shown somebody acted, with its range by posts (t of 20 degrees)"""
    posts = x_posts()
    agree("b_posts_published", len(posts), scope="x")
    pairs = [(sum(int(row[column]) for column in ("Likes", "Replies", "Reposts", "Shares", "Bookmarks")), int(row["Impressions"])) for row in posts.values() if row]
    shown, n = sum(x for _, x in pairs), len(pairs)
    rate = sum(y for y, _ in pairs) / shown
    half = 2.085963 * math.sqrt(n / (n - 1) * sum((y - rate * x) ** 2 for y, x in pairs)) / shown
    equal(n, 21, "posts measured")
    agree("b_engagement_rate_impr", rate, scope="x")
    agree("b_engagement_rate_impr", rate - half, column="value_lo", scope="x", within=1e-5)
    agree("b_engagement_rate_impr", rate + half, column="value_hi", scope="x", within=1e-5)


def test_mail():
    """B33: of the mails delivered in the month, how many were clicked"""
    clicked = delivered = 0
    for _, row in rows_of("mail", r"\.csv$"):
        sent = datetime.datetime.strptime(row["Send Date"], "%b %d, %Y %I:%M %p").date()
        if sent.replace(day=1) == MONTH:
            clicked, delivered = clicked + int(row["Unique Clicks"]), delivered + int(row["Successful Deliveries"])
    agree("b_email_click_rate", clicked / delivered, scope="mail")


def test_spend():
    """B21: what the campaigns cost, without the platforms' own totals"""
    meta = [row for _, row in rows_of("ads", "^Larkfield-Campaigns-.*-Oct-2026-31-Oct") if row["Campaign name"]]
    agree("b_spend", sum(float(row["Amount spent (GBP)"]) for row in meta), scope="meta-ads")
    lines = text(EXPORTS, "ads/Campaign report 2026-10.csv").splitlines()[2:]
    google = [row for row in csv.DictReader(lines) if not row["Campaign status"].startswith("Total")]
    agree("b_spend", sum(float(row["Cost"].replace(",", "")) for row in google), scope="google-ads")


def test_leads():
    """B11: leads of the month that came from a post, mail or advertisement of ours"""
    ours = ("SOCIAL_MEDIA", "PAID_SOCIAL", "EMAIL_MARKETING", "PAID_SEARCH")
    leads = {row["Record ID"]: row for _, row in rows_of("leads", r"\.csv$") if month_of(local(row["Create Date"])) == MONTH}
    agree("b_leads_generated", sum(row["Original Source"] in ours for row in leads.values()))


main(globals())

#!/usr/bin/python3
"""Writes a community of a given size into a folder, for `make bench`: a board (Reddit dumps, who answers whom by parent) and a chat
(Rocket.Chat, threads and mentions). Rooms with a core of a few and many who come once; newcomers every day; threads of one message and
threads of hundreds. The same arguments make the same bytes; everything in it is invented. Of five million messages by 200,000 people a
report may take about 360 bytes of memory a message: rows of a fixed size, ids, who addressed whom; none of their text.

    make_crowd.py OUT MONTHS PEOPLE MESSAGES"""
import calendar
import datetime
import os
import random
import sys

ROOMS = 60
STAFF = 25
OPEN_THREADS = 48  # of a room: whom a reply may join
SETTINGS = """name: Crowd
report_tz: Europe/London
accounts:
  - { id: board, platform: reddit, name: Board, zone: UTC }
  - { id: chat, platform: rocketchat, name: Chat, zone: UTC }
staff:
%s
tolerate: { refused_rows: 0, stale_days: 60 }
"""
COMMENT = '{"id":"%x","author":"%s","created_utc":%d,"subreddit":"%s","body":"%s","link_id":"%s","parent_id":"%s","permalink":"/r/%s/comments/%s/%x/"}\n'
SUBMISSION = '{"id":"%x","author":"%s","created_utc":%d,"subreddit":"%s","title":"%s","selftext":"%s","num_comments":1,"is_self":true,"permalink":"/r/%s/comments/%x/"}\n'
CHAT = '{"_id":"m%x","rid":"%s","msg":"%s","ts":{"$date":"%s.%03dZ"},"u":{"_id":"u-%s","username":"%s","name":"%s"}%s}\n'


def sentences(chance):
    """Phrases of words as uneven as words are: the first of the list is said often, the last hardly ever."""
    syllables = ["ba", "cor", "del", "fen", "gir", "hul", "jam", "kes", "lor", "min", "nar", "pol", "quin", "ros", "sel", "tun", "vel", "wor", "yar", "zed"]
    words = ["".join(chance.choice(syllables) for _ in range(chance.randrange(2, 5))) for _ in range(12000)]
    return [" ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(chance.randrange(3, 16))) for _ in range(60000)]


def moments(months, messages):
    """Second by second through `months` that end before 1 November 2026: as many messages a day of the week as on any other."""
    found = [(2026 + (9 - i) // 12, (9 - i) % 12 + 1) for i in range(months)]
    days = [datetime.date(year, month, day) for year, month in reversed(found) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    for i, day in enumerate(days):
        count = messages * (i + 1) // len(days) - messages * i // len(days)
        noon = calendar.timegm(day.timetuple())
        yield day, [noon + 86000 * j // count for j in range(count)]


class Crowd:
    """Who speaks, in which room, in answer to what."""

    def __init__(self, people, messages, chance):
        self.chance, self.people, self.messages = chance, people, messages
        self.core = max(people // 40, STAFF)
        self.arrived = self.core
        self.rooms = [[] for _ in range(ROOMS)]

    def speaker(self, number):
        """A newcomer when one is due; else one of the core, of whom the first write most, or somebody who came lately."""
        if self.arrived < self.people and self.arrived - self.core < (self.people - self.core) * number // self.messages:
            self.arrived += 1
            return self.arrived - 1
        draw = self.chance.random()
        if draw < 0.7:
            return int(self.core * (draw / 0.7) ** 2.5)
        return self.arrived - 1 - int(min(self.arrived, self.core * 4) * ((draw - 0.7) / 0.3) ** 2)

    def room(self, who):
        draw = self.chance.random()
        return who % ROOMS if draw < 0.85 else int(draw * 1e6) % ROOMS

    def thread(self, room):
        """None opens one. Most replies go to the latest threads; a thread is [root, the last few messages and their authors]."""
        threads, draw = self.rooms[room], self.chance.random()
        return None if draw < 0.2 or not threads else threads[-1 - int(len(threads) * (draw - 0.2) * (draw - 0.2) / 0.64)]

    def say(self, room, thread, number, who):
        if thread is None:
            thread = [number, []]
            self.rooms[room].append(thread)
            if len(self.rooms[room]) > OPEN_THREADS:
                del self.rooms[room][0]
        thread[1].append((number, who))
        if len(thread[1]) > 6:
            del thread[1][0]


def write_board(files, crowd, number, at, who, room, thread, texts):
    name, chance = "room%02d" % room, crowd.chance
    body = texts[int(chance.random() * len(texts))]
    if thread is None:
        files[0].write(SUBMISSION % (number, "p%06d" % who, at, name, body[:80] + ("?" if number % 3 else ""), texts[number % len(texts)], name, number))
        return
    parent, _ = thread[1][int(chance.random() * len(thread[1]))]
    link = "t3_%x" % thread[0]
    files[1].write(COMMENT % (number, "p%06d" % who, at, name, body, link, link if parent == thread[0] else "t1_%x" % parent, name, link[3:], number))


def write_chat(file, crowd, number, at, day, who, room, thread, texts):
    name, rest = "p%06d" % who, ""
    body = texts[int(crowd.chance.random() * len(texts))]
    if thread is not None:
        rest = ',"tmid":"m%x"' % thread[0]
        _, other = thread[1][-1]
        if other != who and number % 4 == 0:
            body = "@p%06d %s" % (other, body)
            rest += ',"mentions":[{"_id":"u-p%06d","username":"p%06d"}]' % (other, other)
    elif number % 3:
        body += "?"
    second = at % 86400
    file.write(CHAT % (number, "room%02d" % room, body, "%sT%02d:%02d:%02d" % (day, second // 3600, second // 60 % 60, second % 60), number % 1000, name, name, name, rest))


def opened(*path):
    os.makedirs(os.path.dirname(os.path.join(*path)), exist_ok=True)
    return open(os.path.join(*path), "w", encoding="utf-8", newline="", buffering=1 << 20)


def write_days(out, crowd, texts, months):
    number, month, files = 0, None, []
    for day, times in moments(months, crowd.messages):
        if month != day.strftime("%Y-%m"):
            month = day.strftime("%Y-%m")
            for file in files:
                file.close()
            files = [opened(out, "exports", name % month) for name in ("board/RS_%s", "board/RC_%s", "chat/rocketchat_message_%s.json")]
        for at in times:
            number += 1
            who = crowd.speaker(number)
            room = crowd.room(who)
            thread = crowd.thread(room)
            if room % 2:
                write_board(files, crowd, number, at, who, room, thread, texts)
            else:
                write_chat(files[2], crowd, number, at, day, who, room, thread, texts)
            crowd.say(room, thread, number, who)
    for file in files:
        file.close()


def main(out, months, people, messages):
    chance = random.Random("crowd")
    with opened(out, "tidings.yaml") as file:
        file.write(SETTINGS % "\n".join("  - { person: s%02d, name: Staff %d, role: host, hats: [community] }" % (i, i) for i in range(STAFF)))
    with opened(out, "people.csv") as file:
        file.write("person,account,platform\n")
        file.writelines("s%02d,p%06d,%s\n" % (i, i * 7, platform) for i in range(STAFF) for platform in ("reddit", "rocketchat"))
    write_days(out, Crowd(people, messages, chance), sentences(chance), months)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:]))

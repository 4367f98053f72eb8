#!/usr/bin/python3
"""Writes one large invented dump, for `make bench`: what a community of many years exports. The same arguments make the same bytes.

    make_dumps.py reddit|reddit.zst|stackexchange|mattermost|slack.zip|wide OUT MEGABYTES"""
import ctypes
import io
import random
import sys
import zipfile

WORDS = ("chain bearing saddle cable brake spoke rim hub pedal crank lamp valve tyre tube pump frame fork bell rack basket "
         "how do I fix the old new rusty squeaky quiet thanks it works now try this again tomorrow bench evening ride hill town").split()
START = 1577836800  # 2020-01-01


def sentences(chance, count=4000):
    """A stock of texts of a post's length; drawing from it is quicker than making each anew."""
    return [" ".join(chance.choices(WORDS, k=chance.choice((4, 8, 15, 30, 60, 120)))) + chance.choice((".", "?", "!", " **now**")) for _ in range(count)]


def base36(number):
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def reddit(chance, texts):
    """Comments, as a dump of 2024 has them; two in three answer another comment."""
    number = 36 ** 6
    while True:
        number += 1
        me, link = base36(number), base36(36 ** 5 + number // 40)
        parent = "t1_" + base36(number - chance.randrange(1, 9)) if number % 3 else "t3_" + link
        author = "rider_%d" % (chance.randrange(20000) ** 2 // 20000)
        yield ('{"all_awardings":[],"archived":false,"author":"%s","author_created_utc":1489020000,"author_flair_background_color":null,"author_flair_css_class":null,'
               '"author_flair_richtext":[],"author_flair_text":null,"author_flair_type":"text","author_fullname":"t2_%s","author_patreon_flair":false,'
               '"author_premium":false,"body":"%s","can_gild":false,"collapsed":false,"collapsed_reason":null,"controversiality":0,"created_utc":%d,'
               '"distinguished":null,"edited":false,"gilded":0,"gildings":{},"id":"%s","is_submitter":false,"link_id":"t3_%s","locked":false,"name":"t1_%s",'
               '"no_follow":true,"parent_id":"%s","permalink":"\\/r\\/larkfield\\/comments\\/%s\\/a_title\\/%s\\/","removal_reason":null,"retrieved_on":%d,'
               '"score":%d,"send_replies":true,"stickied":false,"subreddit":"larkfield","subreddit_id":"t5_2qlqp","subreddit_type":"public","total_awards_received":0}\n'
               % (author, author[6:], chance.choice(texts).replace(" **", "\\n\\n&gt; **"), START + number - 36 ** 6, me, link, me, parent, link, me,
                  START + number, chance.randrange(40)))


def stackexchange(chance, texts):
    yield '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<posts>\r\n'
    number = 0
    while True:
        number += 1
        second = START + number * 7
        day = "%04d-%02d-%02dT%02d:%02d:%02d.%03d" % (2010 + number // 400000 % 14, number // 30000 % 12 + 1, number // 1100 % 28 + 1, second // 3600 % 24,
                                                    second // 60 % 60, second % 60, number % 1000)
        body = "".join("&lt;p&gt;%s&lt;/p&gt;&#xA;&#xA;" % chance.choice(texts) for _ in range(chance.randrange(1, 8)))
        owner = chance.randrange(20000) ** 2 // 20000 + 1
        if number % 3 == 1:
            yield ('  <row Id="%d" PostTypeId="1" AcceptedAnswerId="%d" CreationDate="%s" Score="%d" ViewCount="%d" Body="%s" OwnerUserId="%d" LastActivityDate="%s" '
                   'Title="%s" Tags="|brakes|chain|" AnswerCount="2" CommentCount="1" ContentLicense="CC BY-SA 4.0" />\r\n'
                   % (number, number + 1, day, number % 30, number % 5000, body, owner, day, chance.choice(texts)[:60].replace("*", "")))
        else:
            yield ('  <row Id="%d" PostTypeId="2" ParentId="%d" CreationDate="%s" Score="%d" Body="%s" OwnerUserId="%d" LastActivityDate="%s" CommentCount="0" '
                   'ContentLicense="CC BY-SA 4.0" />\r\n' % (number, number - (number - 1) % 3, day, number % 30, body, owner, day))


def mattermost(chance, texts):
    yield '{"type":"version","version":1}\n{"type":"team","team":{"name":"larkfield","display_name":"Larkfield","type":"O"}}\n'
    for channel in range(20):
        yield '{"type":"channel","channel":{"team":"larkfield","name":"bench-%d","display_name":"Bench %d","type":"O"}}\n' % (channel, channel)
    for member in range(5000):
        yield '{"type":"user","user":{"username":"rider.%d","email":"rider.%d@example.org","roles":"system_user","first_name":"R","last_name":"%d"}}\n' % (member, member, member)
    moment = START * 1000
    while True:
        moment += 90000
        replies = ",".join('{"user":"rider.%d","message":"%s","create_at":%d,"edit_at":0,"reactions":null,"is_pinned":false}'
                           % (chance.randrange(5000), chance.choice(texts), moment + 60000 * (1 + i)) for i in range(chance.randrange(4)))
        yield ('{"type":"post","post":{"team":"larkfield","channel":"bench-%d","user":"rider.%d","type":"","message":"%s","props":{},"create_at":%d,"edit_at":0,'
               '"reactions":[{"user":"rider.%d","create_at":%d,"emoji_name":"tick"}],"replies":[%s],"is_pinned":false}}\n'
               % (chance.randrange(20), chance.randrange(5000), chance.choice(texts), moment, chance.randrange(5000), moment + 5000, replies))


def wide(chance, texts):
    """A forum's user list with a hundred custom fields."""
    yield ("id,name,username,email,title,created_at,last_seen_at,last_posted_at,last_emailed_at,trust_level,approved,suspended_at,suspended_till,silenced_till,active,"
           "admin,moderator,ip_address,staged,topics_entered,posts_read_count,time_read,topic_count,post_count,likes_given,likes_received,location,website,views,"
           + ",".join("field %d" % i for i in range(100)) + ",group_names\n")
    number = 0
    while True:
        number += 1
        fields = ",".join(chance.choice(texts)[:12] if i % 3 else '"%s, ""%d"""' % (chance.choice(WORDS), i) for i in range(100))
        yield ("%d,Rider %d,rider_%d,rider%d@example.org,,2019-03-%02d 10:11:12 UTC,2026-03-01 10:11:12 UTC,,,%d,true,,,,true,false,false,,false,%d,%d,%d,1,%d,3,4,,,9,%s,"
               "riders;bench\n" % (number, number, number, number, number % 28 + 1, number % 5, number % 90, number % 900, number % 9000, number % 70, fields))


def written(lines, size, out):
    done, batch = 0, []
    for line in lines:
        batch.append(line)
        done += len(line)
        if len(batch) == 4000 or done >= size:
            out.write("".join(batch).encode())
            batch = []
            if done >= size:
                return


class Zstandard(io.RawIOBase):
    """A window of 2 GiB, as Reddit's dumps have. The library that the program is linked with, since Python 3.11 has none."""
    LEVEL, WINDOW_LOG, LONG, CONTINUE, END = 100, 101, 160, 0, 2

    class Buffer(ctypes.Structure):
        _fields_ = [("bytes", ctypes.c_void_p), ("size", ctypes.c_size_t), ("position", ctypes.c_size_t)]

    def __init__(self, out):
        super().__init__()
        self.out, self.library = out, ctypes.CDLL("libzstd.so.1")
        self.library.ZSTD_createCCtx.restype = ctypes.c_void_p
        self.library.ZSTD_compressStream2.restype = ctypes.c_size_t
        self.stream = ctypes.c_void_p(self.library.ZSTD_createCCtx())
        for parameter, value in ((self.LEVEL, 1), (self.WINDOW_LOG, 31)):
            self.library.ZSTD_CCtx_setParameter(self.stream, parameter, value)

    def compress(self, data, how):
        room = ctypes.create_string_buffer(1 << 20)
        taken = self.Buffer(ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data), 0)
        while True:
            given = self.Buffer(ctypes.cast(room, ctypes.c_void_p), len(room), 0)
            left = self.library.ZSTD_compressStream2(self.stream, ctypes.byref(given), ctypes.byref(taken), how)
            self.out.write(room.raw[:given.position])
            if taken.position == taken.size and (how != self.END or not left):
                return

    def write(self, data):
        self.compress(bytes(data), self.CONTINUE)
        return len(data)

    def close(self):
        if not self.closed:
            self.compress(b"", self.END)
        super().close()


def slack(chance, texts, size, out):
    """Thousands of small members: a channel and a day each."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        done, day = 0, 0
        while done < size:
            day += 1
            messages = ",".join('{"type":"message","user":"U%07d","text":"%s","ts":"%d.%06d"}' % (chance.randrange(900), chance.choice(texts), START + 86400 * (day // 20) + 60 * i, i)
                                for i in range(chance.randrange(1, 12)))
            name = "bench-%d/%04d-%02d-%02d.json" % (day % 20, 2020 + day // 20 // 336, day // 20 // 28 % 12 + 1, day // 20 % 28 + 1)
            folder.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 0, 0, 0)), "[" + messages + "]", zipfile.ZIP_DEFLATED)
            done += len(messages)


def main(kind, path, megabytes):
    chance = random.Random("dump of " + kind)
    texts = sentences(chance)
    size = int(megabytes) * 1000000
    with open(path, "wb") as out:
        if kind == "slack.zip":
            slack(chance, texts, size, out)
        elif kind == "reddit.zst":
            with Zstandard(out) as packed:
                written(reddit(chance, texts), size, packed)
        else:
            written({"reddit": reddit, "stackexchange": stackexchange, "mattermost": mattermost, "wide": wide}[kind](chance, texts), size, out)
            if kind == "stackexchange":
                out.write(b"</posts>\r\n")


main(*sys.argv[1:])

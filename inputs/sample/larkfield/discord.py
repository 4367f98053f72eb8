"""The ride groups as the Discord chat exporter writes them: one JSON a channel. An old zip of everything, then a newer part beside it."""
import json

from .clock import clock, local
from .dice import Dice
from .people import RIDES, snowflake
from .talk import CAPTURE

GUILD = {"id": "1360001000000000001", "name": "Larkfield Riders", "iconUrl": "https://rides.larkfield.example/icons/larkfield.png"}
CATEGORY = ("1360001000000000002", "Rides")
CHANNELS = {"sunday-rides": "1360001000000000101", "touring": "1360001000000000102", "cargo-bikes": "1360001000000000103"}
ROLES = {
    "staff": {"id": "1360001000000000201", "name": "Workshop staff", "color": "#2365B3", "position": 3},
    "leader": {"id": "1360001000000000202", "name": "Ride leader", "color": "#A44B1D", "position": 2},
}
EMOJI = {
    "+1": ("👍", "thumbsup"),
    "heart": ("❤️", "heart"),
    "bike": ("🚲", "bike"),
    "tada": ("🎉", "tada"),
    "eyes": ("👀", "eyes"),
    "raised_hands": ("🙌", "raised_hands"),
}
BOT = {
    "id": "1360001000000000301",
    "name": "bell",
    "discriminator": "4471",
    "nickname": "Bell",
    "color": None,
    "isBot": True,
    "roles": [],
    "avatarUrl": "https://rides.larkfield.example/avatars/bell.png",
}
DELETED = "456226577798135808"
EXPORTS = [(None, local(2026, 10, 4, 21, 4), "2026-10-04"), (local(2026, 9, 21), CAPTURE[RIDES], "2026-11-02")]


def iso(instant, digits=3):
    when = clock(instant)
    fraction = "%07d" % (instant * 7919 % 10000000)
    zone = when.strftime("%z")
    return when.strftime("%Y-%m-%dT%H:%M:%S.") + fraction[:digits] + zone[:3] + ":" + zone[3:]


def shares_deleted_account(person):
    return person.kind == "once" and person.came % 7 == 3 and not person.staff


def user(person, roles=True):
    if RIDES not in person.accounts:
        account, name = "13599%014d" % int(person.color, 16), person.first.lower()
    else:
        account, name, _ = person.accounts[RIDES]
    if shares_deleted_account(person):
        return {
            "id": DELETED,
            "name": "Deleted User",
            "discriminator": "0000",
            "nickname": "Deleted User",
            "color": None,
            "isBot": False,
            **({"roles": []} if roles else {}),
            "avatarUrl": "https://rides.larkfield.example/avatars/0.png",
        }
    held = [ROLES["staff"]] if person.staff else [ROLES["leader"]] if person.kind == "often" and person.came % 6 == 0 else []
    return {
        "id": account,
        "name": name,
        "discriminator": "0000",
        "nickname": person.first,
        "color": held[0]["color"] if held else None,
        "isBot": False,
        **({"roles": held} if roles else {}),
        "avatarUrl": "https://rides.larkfield.example/avatars/%s.png" % person.color,
    }


def row(number, kind, when, content, author):
    return {
        "id": number,
        "type": kind,
        "timestamp": iso(when),
        "timestampEdited": None,
        "callEndedTimestamp": None,
        "isPinned": False,
        "content": content,
        "author": author,
        "attachments": [],
        "embeds": [],
        "stickers": [],
        "reactions": [],
        "mentions": [],
        "inlineEmojis": [],
    }


def reference(number, channel, kind="Default", guild=True):
    return {"type": kind, "messageId": number, "channelId": channel, "guildId": GUILD["id"] if guild else None}


def message_row(thread, message, until):
    content = message.text
    if message.mentions:
        content = " ".join("@" + person.first for person in message.mentions) + " " + content
    found = row(message.id, "Reply" if message.reply_to else "Default", message.at, content, user(message.person))
    if message.edited and message.edited < until:
        found["timestampEdited"] = iso(message.edited)
    found["isPinned"] = message.pinned
    if message.reply_to:
        found["reference"] = reference(message.reply_to.id, CHANNELS[thread.space])
    found["mentions"] = [
        user(person) for person in message.mentions + ([message.reply_to.person] if message.reply_to and message.at % 3 else [])
    ]
    for name, who in message.reactions:
        symbol, code = EMOJI[name]
        found["reactions"].append(
            {
                "emoji": {
                    "id": "",
                    "name": symbol,
                    "code": code,
                    "isAnimated": False,
                    "imageUrl": "https://rides.larkfield.example/emoji/%s.svg" % code,
                },
                "count": len(who),
                "users": [user(person, False) for person in who],
            }
        )
    return found


def give_ids(threads):
    dice = Dice("snowflakes")
    mine = [thread for thread in threads if thread.place == RIDES]
    for thread in mine:
        for index, message in enumerate(thread.messages):
            message.id = snowflake(message.at, dice)
            if index and message.reply_to is None and dice.chance(0.85):
                message.reply_to = thread.root
    return mine


def system_rows(mine, dice):
    """People come in, the bell greets them, now and then something is pinned."""
    first = {}
    for thread in mine:
        for message in thread.messages:
            first[message.person] = min(first.get(message.person, message.at), message.at)
            if message.pinned:
                when = message.at + 900
                yield "%s" % thread.space, when, {
                    **row(snowflake(when, dice), "ChannelPinnedMessage", when, "Pinned a message.", user(message.person)),
                    "reference": reference(message.id, CHANNELS[thread.space], guild=False),
                }
    for person, when in sorted(first.items(), key=lambda item: item[1]):
        when -= 600 + when % 5000
        yield "sunday-rides", when, row(snowflake(when, dice), "GuildMemberJoin", when, "Joined the server.", user(person))
        yield "sunday-rides", when + 2, {
            **row(snowflake(when + 2, dice), "Default", when + 2, "Welcome @%s! Nobody is dropped here." % person.first, BOT),
            "mentions": [user(person)],
        }


def pretty(value):
    """Two blanks; letters past the basic plane as upper-case surrogate escapes, all others as they are."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return (
        "".join(
            c if ord(c) < 0x10000 else "\\u%04X\\u%04X" % (0xD800 + (ord(c) - 0x10000 >> 10), 0xDC00 + (ord(c) - 0x10000 & 0x3FF))
            for c in text
        )
        + "\n"
    )


def channel_file(name, rows, since, until):
    rows = [found for when, found in sorted(rows, key=lambda item: (item[0], item[1]["id"])) if (since or 0) <= when < until]
    return pretty(
        {
            "guild": GUILD,
            "channel": {
                "id": CHANNELS[name],
                "type": "GuildTextChat",
                "categoryId": CATEGORY[0],
                "category": CATEGORY[1],
                "name": name,
                "topic": None,
            },
            "dateRange": {"after": iso(since, 7) if since else None, "before": None},
            "exportedAt": iso(until, 7),
            "messages": rows,
            "messageCount": len(rows),
        }
    ), len(rows)


def write_discord(folder, threads):
    mine = give_ids(threads)
    for index, thread in enumerate(mine):
        thread.root.pinned = index % 60 == 20
    for since, until, day in EXPORTS:
        rows = {name: [] for name in CHANNELS}
        for thread in mine:
            rows[thread.space] += [(message.at, message_row(thread, message, until)) for message in thread.messages]
        for space, when, found in system_rows(mine, Dice("system rows")):
            rows[space].append((when, found))
        files = {
            "%s - %s - %s [%s].json"
            % (GUILD["name"], CATEGORY[1], name, CHANNELS[name]): channel_file(name, rows[name], since, until)[0]
            for name in CHANNELS
        }
        if since is None:
            folder.zip("exports/rides/discord-%s.zip" % day, files, clock(until).timetuple()[:6])
        else:
            for name, text in files.items():
                folder.write("exports/rides/" + name, text)
    return mine

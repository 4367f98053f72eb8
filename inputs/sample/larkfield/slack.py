"""The workshop chat as Slack exports it: users, channels, day files cut at midnight in California, in two overlapping zips."""
import json

from . import words
from .clock import MONTH, PACIFIC, at, clock, days, local, month_start
from .dice import Dice
from .people import CHAT
from .talk import CAPTURE, Message

TEAM = "T07LARKFLD"
CHANNELS = {"general": "C07LARK0001", "workshop": "C07LARK0002", "parts-swap": "C07LARK0003", "commuters": "C07LARK0004"}
BOARD = ("board-room", "G07LARK0009")
FLAGGED_BOT, BOT, UNFLAGGED_BOT = "U07CALENDAR", "B07GREASE01", "U07GREASEBOT"
EXPORTS = [
    (local(2025, 5, 1, zone=PACIFIC), local(2026, 6, 1, zone=PACIFIC), (2026, 6, 1, 8, 41, 10)),
    (local(2026, 5, 1, zone=PACIFIC), CAPTURE[CHAT], (2026, 11, 2, 9, 12, 4)),
]


def pretty(value):
    """As PHP writes JSON: four blanks, slashes escaped, other letters as they are."""
    return json.dumps(value, indent=4, ensure_ascii=False).replace("/", "\\/")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def user_id(person):
    return person.accounts[CHAT][0] if CHAT in person.accounts else "U07GUEST%s" % person.key[-3:]


def give_ids(threads):
    """ts = seconds and a counter; the id of a message is channel/ts."""
    taken = {}
    for thread in threads:
        if thread.place == CHAT:
            for message in thread.messages:
                while (thread.space, message.at) in taken:
                    message.at += 1
                taken[thread.space, message.at] = True
                message.ts = "%d.%06d" % (message.at, 109 + message.at % 877 * 1000)
                message.id = thread.space + "/" + message.ts


def profile(person):
    name = person.accounts[CHAT][1] if CHAT in person.accounts else person.first.lower()
    return {
        "avatar_hash": "g" + person.color + "0000",
        "image_72": "https://chat.larkfield.example/avatars/%s-72.png" % person.color,
        "first_name": person.first,
        "real_name": person.name,
        "display_name": name if len(name) % 3 else "",
        "team": TEAM,
        "name": name,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }


def message_row(message, dice):
    person, text = message.person, escaped(message.text)
    for other in message.mentions:
        text = "<@%s> %s" % (user_id(other), text[0].lower() + text[1:])
    return {
        "client_msg_id": "%s-%s-4%s-a%s-%s" % (dice.hex(8), dice.hex(4), dice.hex(3), dice.hex(3), dice.hex(12)),
        "type": "message",
        "text": text,
        "user": user_id(person),
        "ts": message.ts,
        "team": TEAM,
        "user_team": TEAM,
        "source_team": TEAM,
        "user_profile": profile(person),
        "blocks": [
            {
                "type": "rich_text",
                "block_id": dice.code(5),
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}],
            }
        ],
    }


def add_extras(row, message, until):
    if message.edited and message.edited < until:
        row["edited"] = {"user": user_id(message.person), "ts": "%d.000000" % message.edited}
    known = [(name, [person for person in who if CHAT in person.accounts]) for name, who in message.reactions]
    known = [{"name": name, "users": [user_id(person) for person in who], "count": len(who)} for name, who in known if who]
    if known:
        row["reactions"] = known


def thread_rows(thread, until, dice):
    """A thread's messages as rows; the root tells of its replies, a deleted root leaves a tombstone."""
    messages = [message for message in thread.messages if message.at < until]
    found = [(message, message_row(message, dice)) for message in messages]
    root_row, replies = found[0][1], messages[1:]
    if replies:
        if thread.root.gone:
            root_row.clear()
            root_row.update(
                {
                    "type": "message",
                    "subtype": "tombstone",
                    "text": "This message was deleted.",
                    "user": "USLACKBOT",
                    "hidden": True,
                    "ts": thread.root.ts,
                }
            )
        who = list(dict.fromkeys(user_id(message.person) for message in replies))
        root_row.update(
            {
                "thread_ts": thread.root.ts,
                "reply_count": len(replies) + (thread.root.at % 97 == 0),
                "reply_users_count": len(who),
                "latest_reply": replies[-1].ts,
                "reply_users": who,
                "replies": [{"user": user_id(message.person), "ts": message.ts} for message in replies],
                "is_locked": False,
                "subscribed": False,
            }
        )
    for message, row in found[1:]:
        row["thread_ts"] = thread.root.ts
        if message.broadcast:
            row["subtype"] = "thread_broadcast"
            row["root"] = {key: value for key, value in root_row.items() if key not in ("blocks", "reactions")}
        else:
            row["parent_user_id"] = "USLACKBOT" if thread.root.gone else user_id(thread.root.person)
    for message, row in found:
        if not (message is thread.root and message.gone):
            add_extras(row, message, until)
    return [row for _, row in found]


def joins(threads):
    """channel_join rows: each person comes in shortly before the first word."""
    first = {}
    for thread in threads:
        for message in thread.messages:
            key = thread.space, message.person
            first[key] = min(first.get(key, message.at), message.at)
    for (space, person), when in sorted(first.items(), key=lambda item: (item[1], item[0][0])):
        if space != BOARD[0]:
            yield space, {
                "subtype": "channel_join",
                "user": user_id(person),
                "text": "<@%s> has joined the channel" % user_id(person),
                "type": "message",
                "ts": "%d.%06d" % (when - 400 - when % 3000, 229 + when % 700 * 100),
            }


def machines():
    """Three kinds of bots: by subtype, by bot_id, and one that only tidings.yaml knows."""
    dice = Dice("greasebot")
    for day in days(month_start(7), month_start(25)):
        when = at(day, 9) + dice.below(50)
        text = words.filled(dice, dice.pick(words.GREASEBOT))
        if day.weekday() == 0:
            yield "general", {
                "subtype": "bot_message",
                "text": text,
                "username": "greasebot",
                "icons": {"emoji": ":bike:"},
                "type": "message",
                "ts": "%d.000700" % when,
                "bot_id": BOT,
            }
        if day.weekday() == 3:
            yield "workshop", {
                "bot_id": "B07CALENDAR",
                "type": "message",
                "text": "",
                "user": FLAGGED_BOT,
                "ts": "%d.000800" % when,
                "team": TEAM,
                "bot_profile": {
                    "id": "B07CALENDAR",
                    "deleted": False,
                    "name": "Calendar",
                    "app_id": "A07CALENDAR",
                    "team_id": TEAM,
                },
                "attachments": [{"id": 1, "fallback": "Thursday bench, 18:30", "text": "Thursday bench, 18:30"}],
            }
        if day.weekday() == 5:
            yield "parts-swap", {
                "client_msg_id": dice.hex(8) + "-0000-4000-a000-" + dice.hex(12),
                "type": "message",
                "text": "Drawer count: %d tubes, %d cables." % (dice.between(3, 30), dice.between(2, 40)),
                "user": UNFLAGGED_BOT,
                "ts": "%d.000900" % when,
                "team": TEAM,
            }


def board_room(people):
    """A private channel of four: only counts of it may ever be shown."""
    from .talk import Thread

    dice, found = Dice("board"), []
    seats = [person for person in people if person.key in ("p-hanna", "p-tom", "p-ruth", "p-0005")]
    for month in range(7, 25):
        for _ in range(dice.between(1, 3)):
            when = at(month_start(month), 10) + dice.below(25 * 86400)
            thread = Thread(
                CHAT,
                BOARD[0],
                "learning",
                "",
                Message(
                    dice.pick(seats),
                    when,
                    dice.pick(["Can we agree the rent before Friday?", "Minutes are in the folder.", "Who signs the grant form?"]),
                ),
            )
            for person in dice.shuffled(seats)[: dice.between(0, 2)]:
                thread.messages.append(
                    Message(
                        person,
                        thread.messages[-1].at + dice.between(400, 40000),
                        dice.pick(["Agreed.", "I can on Thursday.", "Not before the audit."]),
                    )
                )
            found.append(thread)
    return found


def user_rows(people):
    for person in people:
        if CHAT not in person.accounts:
            continue
        account, name, joined = person.accounts[CHAT]
        lead = person.key == "p-hanna"
        row = {
            "id": account,
            "team_id": TEAM,
            "name": name,
            "deleted": False,
            "color": person.color,
            "real_name": person.name,
            "tz": "Europe/London",
            "tz_label": "Greenwich Mean Time",
            "tz_offset": 0,
            "profile": {
                "title": person.role if person.staff else "",
                "phone": "",
                "skype": "",
                "real_name": person.name,
                "real_name_normalized": person.name,
                "display_name": profile(person)["display_name"],
                "display_name_normalized": profile(person)["display_name"],
                "fields": {},
                "status_text": "",
                "status_emoji": "",
                "avatar_hash": "g" + person.color + "0000",
                "first_name": person.first,
                "last_name": person.last,
                "team": TEAM,
            },
            "is_admin": person.staff,
            "is_owner": lead,
            "is_primary_owner": lead,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": False,
            "is_app_user": False,
            "updated": joined,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if person.kind == "once" and person.came < 12 and not person.staff:  # deactivated: a short record
            row = {
                "id": account,
                "team_id": TEAM,
                "name": name,
                "deleted": True,
                "profile": row["profile"],
                "is_bot": False,
                "is_app_user": False,
                "updated": joined,
            }
        yield row
    for account, name, flagged in ((FLAGGED_BOT, "calendar", True), (UNFLAGGED_BOT, "drawers", False)):
        yield {
            "id": account,
            "team_id": TEAM,
            "name": name,
            "deleted": False,
            "color": "9f69e7",
            "real_name": name.capitalize(),
            "tz": "Europe/London",
            "tz_label": "Greenwich Mean Time",
            "tz_offset": 0,
            "profile": {
                "title": "",
                "real_name": name.capitalize(),
                "real_name_normalized": name.capitalize(),
                "display_name": "",
                "fields": {},
                "team": TEAM,
            },
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": flagged,
            "is_app_user": False,
            "updated": 1746092400,
        }


def channel_row(name, account, members):
    opened = local(2025, 4, 28, 12)
    return {
        "id": account,
        "name": name,
        "created": opened,
        "creator": "U07LARK0001",
        "is_archived": False,
        "is_general": name == "general",
        "members": members,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": name.capitalize() + " of Larkfield", "creator": "U07LARK0001", "last_set": opened},
    }


def export(people, threads, since, until):
    """Members of one zip."""
    dice, files, members = Dice("slack %d" % since), {}, {name: [] for name in list(CHANNELS) + [BOARD[0]]}
    rows = list(joins(threads)) + list(machines())
    for thread in threads:
        rows += [(thread.space, row) for row in thread_rows(thread, until, dice)] if thread.root.at < until else []
    for space, row in rows:
        when = int(row["ts"].split(".")[0])
        if row.get("user", "").startswith("U07LARK") and when < until and row["user"] not in members[space]:
            members[space].append(row["user"])
        if since <= when < until:
            files.setdefault("%s/%s.json" % (space, clock(when, PACIFIC).date()), []).append(row)
    zipped = {name: pretty(sorted(day, key=lambda row: row["ts"])) for name, day in files.items()}
    zipped["users.json"] = pretty(list(user_rows(people)))
    zipped["channels.json"] = pretty([channel_row(name, account, members[name]) for name, account in CHANNELS.items()])
    zipped["groups.json"] = pretty([channel_row(BOARD[0], BOARD[1], members[BOARD[0]])])
    zipped["integration_logs.json"] = pretty(
        [
            {
                "user_id": "U07LARK0001",
                "user_name": "hanna",
                "date": 1746092400,
                "change_type": "added",
                "app_type": "Greasebot",
                "app_id": "A07GREASE",
            }
        ]
    )
    zipped["canvases.json"] = "[]"
    return zipped


def write_slack(folder, people, threads):
    mine = [thread for thread in threads if thread.place == CHAT] + board_room(people)
    give_ids(mine)
    for index, thread in enumerate(thread for thread in mine if len(thread.messages) > 2 and thread.space != BOARD[0]):
        thread.root.gone = index % 211 == 37
    counts = {}
    for since, until, when in EXPORTS:
        first, last = clock(since, PACIFIC), clock(until - 1, PACIFIC)
        name = "Larkfield Cycle Co-op Slack export %s - %s.zip" % tuple(
            "%s %d %d" % (MONTH[day.month - 1], day.day, day.year) for day in (first, last)
        )
        members = export(people, mine, since, until)
        folder.zip("exports/chat/" + name, members, when)
        for member, text in members.items():
            if member.count("/"):
                for row in json.loads(text):
                    counts[member.split("/")[0], row["ts"]] = row.get("subtype") or ("bot" if "bot_id" in row else "message")
    return counts

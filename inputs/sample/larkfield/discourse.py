"""The forum as its topics' JSON, one file a topic, in one zip a capture; an older capture of spring 2026 lies beside it."""
import html
import json

from .clock import UTC, clock, local
from .dice import Dice
from .files import rows
from .people import FORUM
from .project import deleted_account
from .talk import CAPTURE

CATEGORY = {"Workshop": 5, "Rides": 6, "Families": 7, "Town": 8, "Notices": 9}
NOTICE = "<p>This post was flagged by the community and is temporarily hidden.</p>"
EXPORTS = [
    ("2026-04-02", local(2026, 2, 1), local(2026, 4, 2, 9, 30), (2026, 4, 2, 9, 30, 0)),
    ("2026-11-02", 0, CAPTURE[FORUM], (2026, 11, 2, 10, 15, 0)),
]


USERS = [
    "id",
    "name",
    "username",
    "email",
    "title",
    "created_at",
    "last_seen_at",
    "last_posted_at",
    "last_emailed_at",
    "trust_level",
    "approved",
    "suspended_at",
    "suspended_till",
    "silenced_till",
    "active",
    "admin",
    "moderator",
    "ip_address",
    "staged",
    "secondary_emails",
]


def stamp_utc(instant):
    return clock(instant, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def zulu(instant):
    return clock(instant, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (instant * 7 % 1000)


def user_name(person):
    return person.accounts[FORUM][0] if FORUM in person.accounts else person.first.lower() + "_" + person.key[2:]


def user_number(person):
    return {"p-hanna": 1}.get(person.key) or (
        int(person.key[2:]) + 20 if person.key[2:].isdigit() else 2 + "ptejkr".index(person.key[2])
    )


def slug(title):
    return "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())[:60] or "topic"


def give_ids(threads):
    mine = [thread for thread in threads if thread.place == FORUM]
    for number, thread in enumerate(mine):
        thread.id = 101 + number
        for index, message in enumerate(thread.messages):
            message.number = index + 1
    for number, message in enumerate(
        sorted((message for thread in mine for message in thread.messages), key=lambda message: message.at)
    ):
        message.id = str(501 + number)
        message.post = 501 + number
    return mine


def cooked(message):
    text = html.escape(message.text, quote=False)
    for other in message.mentions:
        text = '<a class="mention" href="/u/%s">@%s</a> %s' % (user_name(other).lower(), user_name(other), text)
    if message.reply_to is not None and message.post % 23 == 0:
        text = (
            '<aside class="quote no-group" data-username="%s" data-post="%d" data-topic="%d"><blockquote><p>%s</p></blockquote></aside><p>%s'
            % (
                user_name(message.reply_to.person),
                message.reply_to.number,
                message.topic,
                html.escape(message.reply_to.text, quote=False),
                text,
            )
        )
        return text + "</p>"
    return "<p>%s</p>" % text


def post_row(thread, message, until, gone):
    person, replies = message.person, sum(1 for other in thread.messages if other.reply_to is message and other.at < until)
    likes = sum(len(who) for _, who in message.reactions)
    parent = message.reply_to
    row = {
        "id": message.post,
        "name": person.name if person is not gone else None,
        "username": user_name(person),
        "display_username": person.name if person is not gone else None,
        "avatar_template": "/letter_avatar_proxy/v4/letter/%s/%s/{size}.png" % (person.first[0].lower(), person.color),
        "created_at": zulu(message.at),
        "updated_at": zulu(message.edited or message.at),
        "cooked": cooked(message),
        "post_number": message.number,
        "post_type": 1,
        "reply_count": replies,
        "reply_to_post_number": parent.number if parent else None,
        "quote_count": 0,
        "incoming_link_count": 0,
        "reads": 12 + message.post % 60,
        "readers_count": 11 + message.post % 60,
        "score": round(likes * 15 + replies * 5 + 0.4, 1),
        "topic_id": thread.id,
        "topic_slug": slug(thread.title),
        "actions_summary": [{"id": 2, "count": likes}] if likes else [],
        "moderator": "moderator" in person.role,
        "admin": person.key == "p-hanna",
        "staff": person.staff or "moderator" in person.role,
        "user_id": user_number(person),
        "trust_level": 4 if person.staff else 1,
        "user_title": person.role or None,
        "hidden": False,
        "deleted_at": None,
        "user_deleted": person is gone,
        "edit_reason": None,
        "version": 2 if message.edited else 1,
        "wiki": False,
        "accepted_answer": message.accepted,
        "can_accept_answer": False,
        "link_counts": [],
    }
    if parent and parent.number < message.number - 1:
        row["reply_to_user"] = {
            "username": user_name(parent.person),
            "name": parent.person.name,
            "avatar_template": "/letter_avatar_proxy/v4/letter/%s/%s/{size}.png"
            % (parent.person.first[0].lower(), parent.person.color),
        }
    if message.hidden and message.at + 86400 < until:
        row.update({"hidden": True, "hidden_reason_id": 4, "cooked_hidden": True, "cooked": NOTICE})
    if message.action:
        row.update({"post_type": 3, "cooked": "", "action_code": message.action, "staff": True})
    if message.action == "autoclosed.enabled":
        row.update(
            {
                "username": "system",
                "name": "system",
                "display_username": "system",
                "user_id": -1,
                "moderator": True,
                "admin": True,
                "accepted_answer": False,
            }
        )
    if message.person.staff and message.text.startswith(("Please speak", "I have hidden", "Let us keep", "Taking a break")):
        row["post_type"] = 2
    return row


def topic_row(thread, until, gone):
    messages = [message for message in thread.messages if message.at < until]
    for message in messages:
        message.topic = thread.id
    posts = [post_row(thread, message, until, gone) for message in messages]
    best = next((message for message in messages if message.accepted), None)
    people = {}
    for message in messages:
        if message.action == "autoclosed.enabled":
            continue
        people[message.person] = people.get(message.person, 0) + 1
    faces = [
        {"id": user_number(person), "username": user_name(person), "name": person.name, "post_count": count, "trust_level": 1}
        for person, count in people.items()
    ]
    spoken = [message for message in messages if not message.action]
    row = {
        "post_stream": {"posts": posts, "stream": [message.post for message in messages]},
        "timeline_lookup": [[1, (until - thread.root.at) // 86400]],
        "id": thread.id,
        "title": thread.title,
        "fancy_title": thread.title.replace("'", "&rsquo;"),
        "posts_count": len(messages),
        "created_at": zulu(thread.root.at),
        "views": 15 + len(messages) * 11 + thread.id % 40,
        "reply_count": sum(1 for message in messages if message.reply_to),
        "like_count": sum(sum(len(who) for _, who in message.reactions) for message in messages),
        "last_posted_at": zulu(spoken[-1].at),
        "visible": True,
        "closed": bool(thread.closed and thread.closed < until),
        "archived": False,
        "archetype": "regular",
        "slug": slug(thread.title),
        "category_id": CATEGORY[thread.space],
        "word_count": sum(len(message.text.split()) for message in messages),
        "deleted_at": None,
        "user_id": user_number(thread.root.person),
        "pinned": thread.pinned,
        "highest_post_number": messages[-1].number,
        "chunk_size": 20,
        "participant_count": len(people),
        "tags": [thread.topic] if thread.id % 3 == 0 else [],
    }
    if best:
        row["accepted_answer"] = {"post_number": best.number, "username": user_name(best.person), "excerpt": best.text[:120]}
    row["details"] = {
        "created_by": {"id": faces[0]["id"], "username": faces[0]["username"], "name": faces[0]["name"]},
        "participants": faces,
        "can_edit": False,
        "notification_level": 1,
    }
    return row


def compact(value):
    """As Rails writes JSON: no blanks, < > & escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def remove_spam_posts(mine, dice):
    """A post that was deleted leaves a hole in the numbers: here a few thanks and chatter."""
    for thread in mine:
        if len(thread.messages) > 5 and dice.chance(0.03):
            lost = thread.messages[2]
            if not any(message.reply_to is lost for message in thread.messages) and not lost.accepted:
                thread.messages.remove(lost)


def write_discourse(folder, people, threads):
    mine = give_ids(threads)
    remove_spam_posts(mine, Dice("holes"))
    gone = deleted_account(people)
    for name, since, until, when in EXPORTS:
        chosen = [
            thread for thread in mine if thread.root.at < until and any(since <= message.at < until for message in thread.messages)
        ]
        files = {"t/%d.json" % thread.id: compact(topic_row(thread, until, gone)) for thread in chosen}
        if since:
            folder.zip("exports/forum/forum-topics-%s.zip" % name, files, when)
        else:
            folder.tar("exports/forum/forum-topics-%s.tar.gz" % name, files, until)
    return mine


def write_users(folder, people, readers):
    """The list of users, as the forum's administrator downloads it: those who only read are in it too."""
    gone, dice = deleted_account(people), Dice("users")
    table = [USERS]
    mine = [person for person in people + readers if FORUM in person.accounts and person is not gone]
    for number, person in enumerate(sorted(mine, key=lambda person: (person.accounts[FORUM][2], person.key))):
        name, _, joined = person.accounts[FORUM]
        table.append(
            [number + 1, person.name, name, "%s@example.invalid" % name, "", stamp_utc(joined), stamp_utc(joined + dice.below(40 * 86400))]
            + ["", "", dice.between(0, 2), "true", "", "", "", "true"]
            + ["true" if person.staff else "false", "true" if "moderator" in person.role else "false", "", "false", ""]
        )
    folder.write("exports/forum/user-list-261102-101712.csv", rows(table))


def write_staff_log(folder, threads):
    """Staff actions, as the forum's administrator downloads them."""
    table = ["staff_user,action,subject,created_at,details,context"]
    for thread in threads:
        for message in thread.messages:
            if thread.place == FORUM and message.spam:
                table.append(
                    'hanna,delete_user,%s,%s,"id: %d",/t/%d'
                    % (
                        user_name(message.person),
                        stamp_utc(message.at + 30000),
                        user_number(message.person),
                        thread.id,
                    )
                )
    folder.write("exports/forum/staff-action-261102-101640.csv", "\n".join(table) + "\n")

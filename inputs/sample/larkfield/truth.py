"""What was written, counted from the story itself and not from the files: a second source for the readers' counts."""
import json
import os

from . import project
from .clock import clock
from .discord import shares_deleted_account
from .people import CHAT, FORUM, PLACES, RIDES
from .talk import CAPTURE


def month(instant):
    return clock(instant).strftime("%Y-%m")


def counted(threads, place):
    months = {}
    for thread in (thread for thread in threads if thread.place == place):
        for message in thread.messages:
            if message.action or (message is thread.root and message.gone and len(thread.messages) > 1):
                continue
            row = months.setdefault(month(message.at), {"messages": 0, "members": set(), "questions": 0})
            row["messages"] += 1
            if not message.person.staff and not (place == RIDES and shares_deleted_account(message.person)):
                row["members"].add(message.person.key)
        root = thread.root
        if thread.question and not root.person.staff and not (root.gone and len(thread.messages) > 1):
            months.setdefault(month(root.at), {"messages": 0, "members": set(), "questions": 0})["questions"] += 1
    return {
        name: {"messages": row["messages"], "members": len(row["members"]), "questions": row["questions"]}
        for name, row in sorted(months.items())
    }


def everyone(threads, people):
    """Distinct members by month over all places, as people.csv and erasures.csv say who is who."""
    months, erased = {}, project.erased(people)[0]
    unlisted = project.erased(people) + (project.deleted_account(people),)
    for thread in threads:
        for message in thread.messages:
            if (
                not message.person.staff
                and not message.action
                and not (message is thread.root and message.gone and len(thread.messages) > 1)
            ):
                person, place = message.person, thread.place
                if person is erased or place == RIDES and shares_deleted_account(person):
                    continue
                listed = person.known and person not in unlisted
                months.setdefault(month(message.at), set()).add(person.key if listed else person.key + place)
    return {name: len(people) for name, people in sorted(months.items())}


def posts_by_month(posts):
    months = {}
    for post in posts:
        row = months.setdefault(month(post.at), {})
        row[post.network] = row.get(post.network, 0) + 1
    return {name: dict(sorted(row.items())) for name, row in sorted(months.items())}


def leads_by_month(leads):
    months = {}
    for lead in leads:
        row = months.setdefault(month(lead["created"]), {})
        road = lead["source"] + "/" + lead["medium"] if lead["source"] else "unknown"
        row[road] = row.get(road, 0) + 1
    return {name: dict(sorted(row.items())) for name, row in sorted(months.items())}


def write_truth(path, people, files, posts, threads, leads, slack_rows):
    kinds = {}
    for (space, _), kind in slack_rows.items():
        row = kinds.setdefault(space, {})
        row[kind] = row.get(kind, 0) + 1
    truth = {
        "about": "Written by inputs/sample/generate.py. Messages, members and questions are of people (staff in messages only), by Europe/London months; bots, joins, tombstones and other system rows are not in them, nor is the board room. "
        "A place's months are before erasures and aliases; members_by_month is after them. The account that Discord shares among deleted people is no member.",
        "posts_in_file": dict(sorted(files.items())),
        "posts_published": posts_by_month(posts),
        "leads_in_crm": leads_by_month(leads),
        "captured": {place: CAPTURE[place] for place in PLACES},
        "members_by_month": everyone(threads, people),
        "forum": {"topics": sum(thread.place == FORUM for thread in threads), "months": counted(threads, FORUM)},
        "chat": {
            "rows_by_space": {space: dict(sorted(row.items())) for space, row in sorted(kinds.items())},
            "months": counted(threads, CHAT),
        },
        "rides": {"months": counted(threads, RIDES)},
    }
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(truth, file, indent=1, ensure_ascii=False)
        file.write("\n")

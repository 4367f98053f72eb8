"""The project's own tables, tables/*.csv. Clock times without an offset are Larkfield's."""
from . import words
from .clock import at, local, month_days, month_start, stamp
from .dice import Dice
from .files import rows
from .networks import is_exported
from .people import CHAT, FORUM, RIDES

CAMPAIGNS = [
    ("spring-service", "Spring service", "2026-03-02", "2026-04-12", "leads"),
    ("summer-rides", "Summer of slow rides", "2026-06-01", "2026-08-23", "visits"),
    ("autumn-lights-25", "Be seen 2025", "2025-10-06", "2025-11-16", "leads"),
    ("winter-check", "Winter check", "2026-09-21", "2026-11-30", "leads"),
    ("learn-to-mend", "Learn to mend", "2026-01-12", "2026-12-20", "visits"),
]
DEPARTMENTS = ["workshop", "front desk", "board", "youth club", "shop shelf", "town partners"]
WISHES = [
    "Stock list of the parts drawer",
    "Photo of the new stand",
    "Board minutes",
    "Call for volunteers",
    "Price of the winter check",
    "Lost glove",
    "Route map for Ashby",
    "Grant announcement",
    "Thank-you to the printers",
    "Job at the front desk",
    "Youth club sign-up",
    "Supplier's discount code",
]
NO = ["too niche", "does not fit", "too niche", "better in the forum"]


def write(folder, name, header, table):
    folder.write("tables/%s.csv" % name, rows([header] + [list(row) for row in table]))


def campaigns(folder):
    write(folder, "campaigns", ["campaign", "name", "start", "stop", "goal"], CAMPAIGNS)
    write(
        folder,
        "values",
        ["outcome", "version", "value", "currency"],
        [
            ("lead", "2025", "11.00", "GBP"),
            ("lead", "2026", "12.50", "GBP"),
            ("customer", "2026", "60.00", "GBP"),
        ],
    )


def overlaps(folder):
    """What the members' survey of autumn tells of who follows us where."""
    write(
        folder,
        "overlaps",
        ["first", "second", "span_start", "span_end", "accounts"],
        [
            ("facebook", "instagram", "2026-10-01", "2026-10-31", 2150),
            ("facebook", "linkedin", "2026-10-01", "2026-10-31", 480),
            ("instagram", "linkedin", "2026-10-01", "2026-10-31", 610),
        ],
    )


def snapshots(folder, posts):
    """A script asks Instagram for the counts of new posts, six times in their first eight days; of reels also how far they are watched."""
    dice, table = Dice("snapshots"), []
    for post in (post for post in posts if post.network == "instagram" and local(2026, 9, 1) <= post.at < local(2026, 10, 24)):
        pace, drawn = dice.lognormal(2, 0.3), 0.75 + 0.3 * dice.share()
        for hours in (2, 5, 11, 24, 47, 172):
            captured = post.at + hours * 3600 + dice.below(900)
            age = post.at + min(int((captured - post.at) * pace), 6 * 86400) if hours < 48 else captured
            seen = post.impressions(age)
            starts = int(seen * drawn * 0.8)
            share = [1, 0.62 * drawn, 0.43 * drawn, 0.31 * drawn, 0.19 * drawn]
            watched = (
                [starts] + [int(starts * part) for part in share[1:]] + [int(starts * post.seconds * 0.34 * drawn)]
                if post.format == "IG reel" and hours > 48
                else [""] * 6
            )
            table.append([post.platform, post.id, stamp(captured), "ig_views", seen] + watched)
    write(
        folder,
        "snapshots",
        [
            "platform",
            "post_id",
            "captured",
            "definition",
            "impressions",
            "video_starts",
            "video_q25",
            "video_q50",
            "video_q75",
            "video_q100",
            "watch_seconds",
        ],
        sorted(table, key=lambda row: (row[2], row[1])),
    )


def requests(folder, posts):
    dice, table, number = Dice("requests"), [], 0
    for month in range(15, 25):
        for _ in range(dice.between(3, 7)):
            number += 1
            asked = at(month_start(month), 9, dice.below(60)) + dice.below(month_days(month)) * 86400 + dice.below(8) * 3600
            days = dice.lognormal(2.4, 0.9)
            decided = asked + int(days * 86400)
            decision = dice.weighted(["honoured", "declined", "waiting"], [55, 33, 4 if month < 23 else 25])
            if decided > local(2026, 11, 2, 8):
                decision = "waiting"
            post = next((post for post in posts if decision == "honoured" and post.at > decided), None)
            table.append(
                [
                    "R-%03d" % number,
                    dice.pick(DEPARTMENTS),
                    dice.pick(WISHES),
                    stamp(asked),
                    stamp(decided) if decision != "waiting" else "",
                    decision,
                    dice.pick(NO) if decision == "declined" else "",
                    post.platform if post else "",
                    post.id if post else "",
                ]
            )
    write(
        folder,
        "requests",
        ["request_id", "department", "subject", "asked_at", "decided_at", "decision", "reason", "platform", "post_id"],
        table,
    )


def annotations(folder):
    write(
        folder,
        "annotations",
        ["on_day", "kind", "text", "affects"],
        [
            ("2025-09-01", "launch", "Ride groups opened on Discord", ""),
            ("2025-11-11", "outage", "Forum unreachable for six hours", ""),
            ("2026-02-01", "definition_change", "Facebook reports views instead of impressions", "b_impressions"),
            ("2026-03-09", "event", "Row about the Mill Lane crossing", "c_pulse"),
            ("2026-08-18", "event", "Spam wave on the forum", "c_pulse"),
            ("2026-08-28", "event", "The most active helper takes a rest", "c_pulse"),
            ("2026-09-21", "launch", "Winter check: bookings open", ""),
            ("2026-09-28", "data_gap", "No TikTok export after this day", "b_impressions"),
        ],
    )


def events(folder, people):
    """Events up to November 2026 (the newsletter needs what comes), and who was there."""
    dice, table, there = Dice("events"), [], []
    for month in range(14, 25):
        start = month_start(month)
        for index, (title, place, url, day, hour) in enumerate(
            [
                ("Brake evening", "Workshop, Pump Yard", "brake-evening", 8, 18),
                ("Slow ride to Ashby", "From the old pump", "slow-ride", 15, 10),
                ("Bench for beginners", "Workshop, Pump Yard", "bench", 22, 18),
            ][: 2 + month % 2]
        ):
            key = "%s-%d-%02d" % (url, start.year, start.month)
            when = at(start.replace(day=day), hour, 30 if hour == 18 else 0)
            table.append([key, title, place, "https://larkfield.example/events/" + key, stamp(when), stamp(when + 7200)])
            crowd = [
                person
                for person in people
                if not person.staff and person.known and person.kind != "once" and 0 <= month - person.came
            ]
            crowd = [person for person in crowd if dice.chance(0.16 * 0.96 ** (month - person.came))][: dice.between(14, 26)]
            for number, person in enumerate(crowd):
                platform = sorted(person.accounts)[0]
                there.append(
                    [
                        key,
                        platform,
                        person.accounts[platform][0],
                        stamp(when - dice.between(1, 14) * 86400),
                        "yes" if number == 0 or dice.chance(0.74) else "no",
                        "host" if number == 0 else "helper" if number in (1, 2) else "attendee",
                    ]
                )
    for key, title, place, when in [
        ("brake-evening-2026-11", "Brake evening", "Workshop, Pump Yard", local(2026, 11, 8, 18, 30)),
        ("slow-ride-2026-11", "Slow ride to Ashby", "From the old pump", local(2026, 11, 15, 10)),
        ("meeting-2026-11", "Members' meeting", "Parish hall", local(2026, 11, 22, 19)),
    ]:
        table.append([key, title, place, "https://larkfield.example/events/" + key, stamp(when), stamp(when + 7200)])
    write(folder, "events", ["event_id", "title", "place", "url", "start", "end"], table)
    write(folder, "attendance", ["event_id", "platform", "account", "registered_at", "attended", "part"], there)


def mentions(folder):
    """What others say of us and of the two shops we compare ourselves with."""
    dice, table = Dice("mentions"), []
    about = {
        "brand": [
            "Had my brakes done at Larkfield, {price} and a chat.",
            "The Larkfield slow ride is for everyone.",
            "Larkfield Cycles lent me {tool}.",
            "Winter check at Larkfield, bike is quiet again.",
            "Is Larkfield Cycles open on Thursdays?",
        ],
        "competitor:Ashby Wheels": ["Ashby Wheels had no slot until next month.", "Good service at Ashby Wheels."],
        "competitor:Weir Bikes": ["Weir Bikes closed early again.", "Bought a lamp at Weir Bikes."],
    }
    authors = ["a%s" % dice.hex(10) for _ in range(160)]
    for month in range(12, 25):
        for who, mean in (("brand", 22 + month), ("competitor:Ashby Wheels", 14), ("competitor:Weir Bikes", 9)):
            for _ in range(dice.count(mean * (1.5 if month == 24 and who == "brand" else 1))):
                when = at(month_start(month), 0) + dice.below(month_days(month) * 86400)
                tag = (
                    dice.pick(["#WinterCheck", "#WinterCheck", "#LarkfieldRides"])
                    if who == "brand" and dice.chance(0.3 if month > 22 else 0.08)
                    else ""
                )
                table.append(
                    [
                        dice.pick(["x", "mastodon", "reddit"]),
                        "",
                        dice.pick(authors),
                        stamp(when),
                        who,
                        tag,
                        words.filled(dice, dice.pick(about[who])) + (" " + tag if tag else ""),
                    ]
                )
    table += mentions_of_the_news(authors) + mentions_by_ourselves()
    table.sort(key=lambda row: row[3])
    for number, row in enumerate(table):
        row[1] = "m%05d" % (number + 1)
    write(folder, "mentions", ["platform", "mention_id", "author", "at", "about", "hashtag", "text"], table)


def mentions_of_the_news(authors):
    """In October the council's plan for the crossing is in the paper, and people ask what the co-operative says of it."""
    dice, begin = Dice("mentions of the news"), local(2026, 10, 13, 8)
    texts = [
        "What does Larkfield say about closing the Mill Lane crossing?",
        "Read about the Mill Lane crossing in the Courier; Larkfield should answer.",
        "Closing Mill Lane sends children onto the main road. Larkfield?",
    ]
    return [
        [dice.pick(["x", "mastodon", "reddit"]), "", author, stamp(begin + dice.below(16 * 86400)), "brand", "", dice.pick(texts)]
        for author in authors[::7]
    ]


def mentions_by_ourselves():
    """The listening tool finds our own posts too; they are nobody else's word."""
    dice = Dice("mentions by ourselves")
    return [
        ["x", "", "LarkfieldCycles", stamp(at(month_start(month), 9) + dice.below(27) * 86400), "brand", "#WinterCheck", "Book your #WinterCheck at Larkfield."]
        for month in (23, 24)
        for _ in range(3)
    ]


def complaints(threads):
    """Of what people say to staff, some is a complaint: the front desk marks it."""
    dice, table = Dice("complaints"), []
    for thread in threads:
        for message in thread.messages:
            to = message.reply_to or (thread.root if message is not thread.root else None)
            if message.person.staff or message.hidden or not to or not to.person.staff or not getattr(message, "id", None):
                continue
            if message.at >= local(2026, 3, 1) and dice.chance(0.2):
                table.append([thread.place, message.id, "complaint", "joan", stamp(message.at + int(dice.lognormal(20, 0.8) * 3600)), ""])
    return table


def labels(folder, threads):
    """Judgements by hand, on a sample of messages: complaints and ideas handed over and answered, praise, disposition; two raters."""
    dice, table = Dice("labels"), []
    for thread in threads:
        root = thread.root
        if root.person.staff or root.at < local(2026, 1, 1) or not getattr(root, "id", None):
            continue
        place = thread.place
        if thread.question and dice.chance(0.05):
            kind = dice.pick(["complaint", "idea", "feedback"])
            row = [(kind, root.at + 40000, "")]
            if dice.chance(0.8):
                row.append(("handoff", root.at + 86400, dice.pick(["workshop", "front desk", "board"])))
                if dice.chance(0.75):
                    row.append(("outcome", root.at + 86400 * dice.between(2, 12), dice.pick(["answered", "changed", "declined"])))
            table += [[place, root.id, label, "hanna", stamp(when), detail] for label, when, detail in row]
        elif thread.question and place == CHAT and len(thread.messages) > 2 and dice.chance(0.3):
            table.append([place, root.id, "resolved", "joan", stamp(thread.last() + 600), ""])
        elif not thread.question and dice.chance(0.04):
            table.append([place, root.id, "advocacy", "hanna", stamp(root.at + 90000), "recommended us unasked"])
        if root.at >= local(2026, 8, 1) and dice.chance(0.18):
            mood = dice.weighted(["positive", "neutral", "negative"], [45, 42, 13])
            table.append([place, root.id, "disposition", "hanna", stamp(root.at + 172800), mood])
            other = mood if dice.chance(0.86) else dice.pick(["positive", "neutral", "negative"])
            table.append([place, root.id, "disposition", "joan", stamp(root.at + 180000), other])
    table += complaints(threads)
    table = [row for row in table if row[4] < "2026-11-02"]
    write(
        folder,
        "labels",
        ["platform", "message_id", "label", "labelled_by", "at", "detail"],
        sorted(table, key=lambda row: (row[4], row[:4])),
    )


def moderation(folder, threads):
    """Flags and what came of them; some decisions were appealed, one was taken back."""
    dice, table = Dice("moderation"), []

    def act(*row):
        table.append(["a%04d" % (len(table) + 1)] + list(row))
        return table[-1][0]

    for thread in threads:
        for message in thread.messages:
            if not getattr(message, "id", None) or message.person.staff or message.at < local(2025, 5, 1):
                continue
            if not (message.hidden or dice.chance(0.016)):
                continue
            target = message.person.accounts[thread.place][0]
            flag = act(
                thread.place, message.id, target, "flag", "member", message.at + int(dice.lognormal(1, 1) * 3600), "", "", "", ""
            )
            when = message.at + int(dice.lognormal(4, 0.8) * 3600) + 4000
            kind = "spam" if message.spam else "hide" if message.hidden else dice.pick(["approve", "warn", "approve"])
            verdict = "agreed" if kind != "approve" else "ignored" if dice.chance(0.2) else "disagreed"
            if dice.chance(0.06):
                continue  # nobody has looked at it yet
            appeal = when + 86400 if kind in ("hide", "warn") and dice.chance(0.4) else 0
            back = appeal + 86400 if appeal and dice.chance(0.15) else 0
            act(
                thread.place,
                message.id,
                target,
                kind,
                dice.pick(["moderator", "staff"]),
                when,
                flag,
                verdict,
                back,
                appeal,
            )
    table.sort(key=lambda row: (row[6], row[0]))
    table = [
        row[:6] + [stamp(row[6])] + row[7:9] + [stamp(when) if when else "" for when in row[9:]]
        for row in table
        if row[6] < local(2026, 11, 2, 8)
    ]
    table = [[row[1], row[0]] + row[2:] for row in table]
    write(
        folder,
        "moderation",
        ["platform", "action_id", "message_id", "target", "kind", "actor", "at", "resolves", "verdict", "reversed_at", "appeal_at"],
        table,
    )


def visits(folder, everybody):
    """Who looked in on the forum, from a query of its database: many who write, and some who only read."""
    dice, table = Dice("visits"), []
    for person in everybody:
        if FORUM not in person.accounts or person.staff:
            continue
        for month in (22, 23, 24):
            if person.came > month or not dice.chance(0.3):
                continue
            for day in sorted({dice.below(month_days(month)) for _ in range(dice.between(1, 3))}):
                when = at(month_start(month), 12) + day * 86400
                table.append([FORUM, person.accounts[FORUM][0], stamp(when)[:10], dice.between(1, 4), dice.between(20, 900)])
    write(folder, "visits", ["platform", "account", "on_day", "visits", "read_seconds"], sorted(table, key=lambda row: (row[2], row[1])))


def tags(folder, posts):
    """Hand-made tags on two posts of three, of those that an export has."""
    dice = Dice("tags")
    write(
        folder,
        "tags",
        ["platform", "post_id", "topic", "funnel_stage", "campaign", "content_id"],
        [
            (post.platform, post.id, post.topic, post.funnel, post.campaign, post.content)
            for post in posts
            if (post.campaign or dice.chance(0.6)) and is_exported(post)
        ],
    )


def experiments(folder, posts):
    recent = [post for post in posts if post.network == "instagram" and local(2026, 8, 1) <= post.at < local(2026, 10, 20)]
    first, second = (";".join(post.id for post in recent[start::2]) for start in (0, 1))
    write(
        folder,
        "experiments",
        ["experiment_id", "question", "assignment", "metric", "planned_n", "start", "stop"],
        [
            (
                "mail-subject",
                "Which subject brings people to the site?",
                "randomised",
                "b_email_click_rate",
                2410,
                "2026-10-17 08:05",
                "2026-10-20 08:05",
            ),
            (
                "landing-page",
                "Prices first or people first?",
                "randomised",
                "b_visit_to_lead",
                3000,
                "2026-10-12 00:00",
                "2026-12-15 00:00",
            ),
            (
                "reel-opening",
                "Open with a question or with a hand at work?",
                "posts",
                "b_engagement_rate_impr",
                len(recent),
                "2026-08-01 00:00",
                "2026-10-20 00:00",
            ),
        ],
    )
    write(
        folder,
        "arms",
        ["experiment_id", "arm_id", "label", "planned_share", "exposed", "converted", "post_id"],
        [
            ("mail-subject", "A", "Workshop calendar", "0.5", 1205, 98, ""),
            ("mail-subject", "B", "Fix your own brakes", "0.5", 1205, 141, ""),
            ("landing-page", "A", "Prices first", "0.5", 700, 24, ""),
            ("landing-page", "B", "People first", "0.5", 702, 27, ""),
            ("reel-opening", "A", "Question first", "0.5", "", "", first),
            ("reel-opening", "B", "Hand at work", "0.5", "", "", second),
        ],
    )


def leads(folder, crm, threads):
    """Enquiries the CRM does not hold: at the desk, and out of a talk; and what became of all of them."""
    dice, table, stages = Dice("own leads"), [], []
    answered = [
        thread
        for thread in threads
        if thread.question
        and not thread.root.person.staff
        and len(thread.messages) > 1
        and thread.root.at > local(2025, 6, 1)
        and thread.place != RIDES
    ]
    for number, thread in enumerate(dice.shuffled(answered)[:96]):
        person = thread.root.person
        created = thread.last() + int(dice.lognormal(4, 0.9) * 86400)
        if created > local(2026, 11, 1):
            continue
        source = "forum" if thread.place == FORUM else "chat"
        table.append(
            [
                "W-%04d" % (number + 1),
                person.key if person.known else "",
                stamp(created),
                "community",
                source,
                "community",
                "",
                "thread",
                stamp(thread.last()),
                thread.place,
                "",
                str(thread.id) if thread.place == FORUM else thread.root.id,
                "",
            ]
        )
        stages.append(["W-%04d" % (number + 1), "lead", stamp(created), ""])
        if dice.chance(0.3) and created < local(2026, 10, 10):
            stages.append(["W-%04d" % (number + 1), "customer", stamp(created + dice.between(3, 20) * 86400), "won"])
    for lead in crm:
        if len(lead["stages"]) > 1 and dice.chance(0.62):
            when = lead["stages"][1] + dice.between(1, 6) * 43200
            if when < local(2026, 11, 2, 8):
                stages.append([lead["id"], "handed_to_sales", stamp(when), ""])
        if len(lead["stages"]) < 4 and lead["created"] < local(2026, 9, 15) and dice.chance(0.5):
            stages.append([lead["id"], "closed", stamp(lead["stages"][-1] + dice.between(10, 40) * 86400), "lost"])
    table.sort(key=lambda row: (row[2], row[0]))
    write(
        folder,
        "leads",
        [
            "lead_id",
            "person",
            "created_at",
            "channel",
            "source",
            "medium",
            "campaign",
            "touch_kind",
            "touch_at",
            "platform",
            "post_id",
            "thread",
            "value",
        ],
        table,
    )
    write(
        folder,
        "lead_stages",
        ["lead_id", "stage", "entered_at", "outcome"],
        [row for row in sorted(stages, key=lambda row: (row[2], row)) if row[2] < "2026-11-02"],
    )

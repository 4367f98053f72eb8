"""The scenes that are not left to chance: the row about the crossing, the dynamo that came back, the questions nobody answered."""
from . import words
from .clock import local
from .dice import Dice
from .people import CHAT, FORUM, RIDES
from .talk import Message, Thread, say_answer


def members(people, month, place, dice, count):
    """Members who are about in a month; regulars first."""
    some = [
        person
        for person in people
        if not person.staff
        and place in person.places
        and person.came <= month
        and person.kind == "often"
        and person.key not in ("p-0001",)
        and 0.93 * 0.985 ** (month - person.came) > 0.75
    ]
    return dice.shuffled(some)[:count]


def gathered(place, space, topic, title, root, crowd, start, dice, hours, staff=None):
    """A thread that many people stay in."""
    thread = Thread(place, space, topic, title, root, "?" in title + root.text)
    when = start
    for index, person in enumerate(crowd):
        when += int(dice.lognormal(hours, 0.7) * 3600)
        previous = thread.messages[-1]
        text = say_answer(dice, topic) if dice.chance(0.7) else words.filled(dice, dice.pick(words.TOPICS[topic][4]))
        thread.messages.append(
            Message(person, when, text, previous if dice.chance(0.6) and previous.person is not person else None)
        )
        if dice.chance(0.35) and person is not root.person:
            when += int(dice.lognormal(1, 0.6) * 3600)
            thread.messages.append(
                Message(root.person, when, words.filled(dice, dice.pick(words.FOLLOW + words.THANKS)), thread.messages[-1])
            )
    if staff:
        thread.messages.append(Message(staff, when + 5400, "Lovely thread. I will put the gist into the letter.", thread.root))
    return thread


def conversations(people, by_key):
    dice = Dice("conversations")
    october = members(people, 23, FORUM, dice, 60)
    trike = Message(
        by_key["p-0002"],
        local(2024, 10, 19, 20, 5),
        "The trike has a front wheel the size of a dinner plate. Which hub dynamo fits, and does it turn fast enough?",
    )
    thread = gathered(
        FORUM,
        "Families",
        "dynamos",
        "Which hub dynamo for a cargo trike?",
        trike,
        [by_key["p-0001"], by_key["p-0003"]],
        trike.at,
        dice,
        9,
    )
    when = local(2026, 10, 6, 18, 40)
    for person in [by_key["p-0004"]] + october[:13]:
        thread.messages.append(
            Message(person, when, say_answer(dice, "dynamos"), thread.messages[-1] if dice.chance(0.6) else thread.root)
        )
        when += int(dice.lognormal(5, 0.8) * 3600)
    thread.messages.append(Message(by_key["p-0002"], when, "It runs! Two years, one dynamo, fourteen of you. Thank you."))
    found = [thread]
    mill = Message(
        october[20],
        local(2026, 10, 8, 8, 12),
        "The plan is open for comment until the end of the month. What should the Mill Lane crossing answer say?",
    )
    found.append(
        gathered(
            FORUM,
            "Town",
            "crossing",
            "Mill Lane crossing: what we send the council",
            mill,
            october[14:20] + october[21:25],
            mill.at,
            dice,
            7,
            by_key["p-hanna"],
        )
    )
    studs = Message(
        october[26], local(2026, 10, 13, 21, 2), "Do studded tyres pay for one icy month, or do they just hum on dry tar?"
    )
    found.append(
        gathered(FORUM, "Workshop", "tyres", "Studded tyres: worth it for one icy month?", studs, october[27:35], studs.at, dice, 6)
    )
    lena = next(person for person in people if person.name == "Lena Hartig")
    winter = Message(
        lena, local(2026, 10, 20, 19, 30), "First winter on the bike for me. Tell me your mistakes so that I need not make them?"
    )
    found.append(
        gathered(
            FORUM, "Town", "commuting", "First winter commute, tell me your mistakes", winter, october[36:43], winter.at, dice, 5
        )
    )
    for person, (first, topic) in zip(
        [p for p in people if p.name in ("Ama Boateng", "Tomasz Wilk")],
        [
            ("Hello, I am Ama and I want to fix up my aunt's tourer. Where do I begin?", "learning"),
            ("Tomasz here, I am moving house by cargo bike. Is anyone going past the Old Maltings?", "cargo"),
        ],
    ):
        root = Message(person, local(2026, 10, 3 if person.first == "Ama" else 11, 17, 20), first)
        found.append(
            gathered(
                FORUM, "Notices", topic, "Hello from " + person.first, root, october[44:47], root.at, dice, 3, by_key["p-hanna"]
            )
        )
    return found


def waiting(people):
    """Good questions that nobody has answered."""
    dice = Dice("waiting")
    askers = members(people, 23, FORUM, dice, 8)
    texts = [
        (
            "Workshop",
            "lights",
            "Rear light flickers only when I brake. Bad ground?",
            "It is fine on the stand. On the road it flickers with the brake. Bad ground, or a loose connector?",
            (2026, 10, 23),
        ),
        (
            "Rides",
            "routes",
            "Is the towpath to Ashby passable with a trailer?",
            "Two children in the trailer, so no steps. Has anyone been since the rain?",
            (2026, 10, 25),
        ),
        (
            "Families",
            "children",
            "Which child seat fits a step-through frame?",
            "The rack is narrow and the seat tube is short. Which seat do you have?",
            (2026, 10, 28),
        ),
        (
            "Workshop",
            "rust",
            "Any cure for a cracked leather saddle?",
            "It has been dry for ten years. Is there a wax that does not stain?",
            (2026, 8, 4),
        ),
    ]
    found = []
    for person, (space, topic, title, body, day) in zip(askers, texts):
        found.append(Thread(FORUM, space, topic, title, Message(person, local(*day, 19, 41), body), True))
    chat = members(people, 23, CHAT, dice, 3)
    found.append(
        Thread(
            CHAT,
            "workshop",
            "gears",
            "",
            Message(chat[0], local(2026, 10, 29, 21, 3), "Does anybody have the number of the man who re-cuts threads?"),
            True,
        )
    )
    rider = members(people, 23, RIDES, dice, 1)
    found.append(
        Thread(
            RIDES,
            "touring",
            "routes",
            "",
            Message(rider[0], local(2026, 10, 27, 22, 14), "Is the ferry at Weir Bridge still running in November?"),
            True,
        )
    )
    return found


def row(people, by_key):
    """March 2026: a week of hard words about the crossing; posts hidden, the topic closed, then opened again."""
    dice = Dice("row")
    crowd = members(people, 17, FORUM, dice, 24)
    rude = crowd[:4]
    root = Message(
        crowd[5], local(2026, 3, 9, 18, 22), "The council drew a plan for the Mill Lane crossing. What do you make of it?"
    )
    thread = Thread(FORUM, "Town", "crossing", "Mill Lane crossing: the plan", root, True)
    when = root.at
    for index in range(62):
        when += int(dice.lognormal(1.1, 0.9) * 3600)
        person = dice.pick(rude) if dice.chance(0.35) else dice.pick(crowd)
        previous = thread.messages[-1]
        if person is previous.person:
            continue
        harsh = person in rude and dice.chance(0.6)
        text = words.filled(dice, dice.pick(words.RUDE if harsh else words.CROSSING_ROW))
        message = Message(person, when, text, previous if dice.chance(0.75) else None)
        message.hidden = harsh and dice.chance(0.55)
        thread.messages.append(message)
        if index in (14, 30, 45):
            thread.messages.append(
                Message(by_key["p-hanna"], when + 900, words.filled(dice, words.CALM[(14, 30, 45).index(index)]))
            )
    for person, action, later in ((by_key["p-hanna"], "closed.enabled", 3600), (by_key["p-hanna"], "closed.disabled", 180000)):
        note = Message(person, when + later, "")
        note.action = action
        thread.messages.append(note)
    last = Message(
        by_key["p-0005"], when + 200000, "The Mill Lane crossing letter went off with forty names under it. Thank you for staying."
    )
    thread.messages.append(last)
    return [thread]


def spam(people):
    """August 2026: a wave of spam; most of it was removed before the export, some hidden posts remain."""
    dice = Dice("spam")
    crowd = [person for person in people if person.came == 22 and person.kind == "once" and person.places[0] == FORUM][:3]
    found = []
    for index, person in enumerate(crowd):
        message = Message(person, local(2026, 8, 18 + index, 3, 11), words.SPAM[index] + " https://cheap.invalid/%s" % dice.hex(6))
        message.hidden = message.spam = True
        found.append(Thread(FORUM, "Workshop", "swap", words.SPAM[index], message))
    return found


def scenes(people):
    by_key = {person.key: person for person in people}
    notice = Message(
        by_key["p-hanna"],
        local(2026, 9, 21, 9, 0),
        "Bookings for the winter check are open. Brakes, gears, bearings, lights, and a cup of tea.",
    )
    launch = gathered(
        FORUM,
        "Notices",
        "booking",
        "The winter check is open",
        notice,
        members(people, 22, FORUM, Dice("launch"), 9),
        notice.at,
        Dice("launch talk"),
        4,
    )
    launch.pinned = True
    rest = Message(
        by_key["p-0001"], local(2026, 8, 28, 20, 2), "I am taking a rest from the bench. You know all my answers by now."
    )
    goodbye = gathered(
        FORUM,
        "Notices",
        "welcome",
        "A rest",
        rest,
        members(people, 21, FORUM, Dice("rest"), 7),
        rest.at,
        Dice("rest talk"),
        3,
        by_key["p-hanna"],
    )
    return conversations(people, by_key) + waiting(people) + row(people, by_key) + spam(people) + [launch, goodbye]

"""Two years of talk: who asks, who answers whom and when. Neutral threads; the platforms' writers give them their shapes."""
from . import words
from .clock import LAST_MONTH, MONTHS, at, clock, local, month_days, month_of, month_start
from .dice import Dice
from .people import CHAT, FORUM, PLACES, RIDES, STAFF_VOICE

CAPTURE = {CHAT: local(2026, 11, 2, 9, 12), FORUM: local(2026, 11, 2, 10, 15), RIDES: local(2026, 11, 2, 20, 15)}
QUESTION_SHARE = {FORUM: 0.37, CHAT: 0.27, RIDES: 0.12}  # questions a month for each active person there
UNANSWERED = {FORUM: 0.05, CHAT: 0.05, RIDES: 0.08}
HEIRS = ("p-0002", "p-0003", "p-0004", "p-0005")  # who take over from Ray
LAUNCH_WEEK = (local(2026, 9, 21), local(2026, 9, 29))
CAUSES = {
    "lights": {1: 1.6, 10: 1.8, 11: 2.2, 12: 2},
    "rides": {5: 1.5, 6: 1.8, 7: 1.8, 8: 1.5},
    "tyres": {12: 1.5, 1: 1.8},
    "commuting": {9: 1.7, 10: 1.2},
    "children": {9: 1.7},
    "rust": {1: 1.6, 2: 1.6},
    "punctures": {10: 1.3, 11: 1.4},
}
MOMENTS = {
    month_of(2026, 10): {"tyres": 13, "crossing": 14, "belts": 14, "dynamos": 13, "booking": 5},
    month_of(2026, 9): {"booking": 7},
    month_of(2026, 3): {"crossing": 11},
    month_of(2026, 2): {"crossing": 3},
}


class Message:
    def __init__(self, person, when, text, reply_to=None, mentions=()):
        self.person, self.at, self.text, self.reply_to, self.mentions = person, int(when), text, reply_to, list(mentions)
        self.reactions, self.edited, self.hidden, self.accepted, self.broadcast, self.pinned = [], None, False, False, False, False
        self.action, self.spam, self.gone = None, False, False


class Thread:
    def __init__(self, place, space, topic, title, root, question=False):
        self.place, self.space, self.topic, self.title, self.question = place, space, topic, title, question
        self.messages, self.closed, self.pinned = [root], None, False

    @property
    def root(self):
        return self.messages[0]

    def last(self):
        return max(message.at for message in self.messages)


def space_of(place, topic):
    category = words.TOPICS[topic][0]
    if place == FORUM:
        return category
    if place == CHAT:
        return {
            "swap": "parts-swap",
            "commuting": "commuters",
            "town": "commuters",
            "crossing": "commuters",
            "routes": "general",
            "rides": "general",
            "welcome": "general",
            "children": "general",
        }.get(topic, "workshop")
    return (
        "cargo-bikes"
        if category == "Families"
        else "touring"
        if topic in ("dynamos", "belts", "swap", "lights", "wheels")
        else "sunday-rides"
    )


def topic_weights(place, month):
    calendar = month_start(month).month
    weights = {}
    for name, (category, weight, *_) in words.TOPICS.items():
        if place == RIDES:
            weight *= {"Rides": 4, "Families": 2}.get(category, 0.25)
        weight *= CAUSES.get(name, {}).get(calendar, 1) * MOMENTS.get(month, {}).get(name, 1)
        weights[name] = weight
    return weights


def staff_share(month):
    """How often staff step in where a member could: every other time at first, every fourth time at the end."""
    return {24: 0.36, 23: 0.44, 22: 0.43, 21: 0.45}.get(month, 0.52 - 0.003 * month)


def ray_share(month):
    if month <= month_of(2026, 5):
        return 0.36
    return {month_of(2026, 6): 0.28, month_of(2026, 7): 0.14, month_of(2026, 8): 0.04}.get(month, 0)


def answer_hours(month, when, dice):
    median = 4.3 if month <= month_of(2026, 5) else {20: 5.2, 21: 6.2, 22: 5.6, 23: 4.6}.get(month, 3.0)
    hour = clock(when).hour
    median *= 1.7 if hour >= 19 or hour < 2 else 0.8 if hour < 15 else 1
    if LAUNCH_WEEK[0] <= when < LAUNCH_WEEK[1]:
        median *= 1.6
    return dice.lognormal(median, 1.6)


def waking(when, dice):
    """Nobody answers in the small hours: the answer waits for the morning."""
    hour = clock(when).hour
    return when + (6.4 - hour + dice.share() * 3) * 3600 if hour < 6 else when


def moment(month, dice, weekend=1.0):
    """An instant of a month, by the habits of days and hours."""
    day = month_start(month).replace(day=1 + dice.below(month_days(month)))
    if weekend > 1 and day.weekday() < 4 and dice.chance(1 - 1 / weekend):
        day = month_start(month).replace(day=1 + dice.below(month_days(month)))
    hour = dice.weighted(range(24), [1, 0.5, 0.2, 0.1, 0.1, 0.3, 2, 4, 6, 6, 6, 6, 7, 6, 5, 5, 6, 8, 9, 11, 12, 10, 7, 3])
    return at(day, hour, dice.below(60), dice.below(60))


class Month:
    """One month in one place: who is there, and how much each still has to say."""

    def __init__(self, place, month, present, dice):
        self.place, self.month, self.dice = place, month, dice
        self.left = {
            person: 1
            + int(dice.lognormal(1.5 * person.voice, 0.8) * (0.55 if person.came == month else 1)) // len(person.place(month))
            for person in present
            if not person.staff
        }
        self.order = [person for person in present if not person.staff]
        self.staff = [person for person in present if person.staff]
        self.voices = [STAFF_VOICE[person.key] for person in self.staff]
        self.here = set(self.order)
        self.topics = topic_weights(place, month)
        self.heirs = [person for person in present if person.key in HEIRS] if month >= month_of(2026, 7) else []

    def spend(self, person):
        if person in self.left:
            self.left[person] -= 1
            if self.left[person] <= 0:
                del self.left[person]
                self.order.remove(person)

    def asker(self):
        new = [person for person in self.order if person.came == self.month]
        if new and self.dice.chance(0.22):
            return self.dice.pick(new)
        return self.dice.pick(self.order)

    def replier(self, answered, others, topic):
        dice = self.dice
        if dice.chance(staff_share(self.month)):
            return dice.weighted(self.staff, self.voices)
        some = [dice.pick(self.order) for _ in range(7)] if self.order else []
        some += [
            buddy
            for buddy in answered.buddies
            if buddy in self.left or buddy.kind == "often" and self.dice.chance(0.5) and buddy in self.here
        ]
        some = [person for person in some if person is not answered]
        if not some:
            return dice.weighted(self.staff, self.voices)
        weights = [
            self.left.get(person, 1) ** 0.5
            * (30 if person in answered.buddies else 1)
            * (2 if topic in person.topics else 1)
            * (0.5 if person in others else 1)
            for person in some
        ]
        return dice.weighted(some, weights)

    def topic_for(self, person):
        names = list(self.topics)
        return self.dice.weighted(names, [self.topics[name] * (2 if name in person.topics else 1) for name in names])


def say_answer(dice, topic):
    opening = dice.pick(words.OPEN)
    answer = dice.pick(words.TOPICS[topic][3])
    return words.filled(dice, opening + answer + dice.pick(words.TAIL))


def add_replies(month, thread, count, ray):
    """Replies to a thread: first answers, then thanks, follow-ups and talk between those who came."""
    dice, asker, when = month.dice, thread.root.person, thread.root.at
    others = []
    for index in range(count):
        previous = thread.messages[-1]
        again = index > 0 and previous.person is not asker and dice.chance(0.38)
        if index == 0 and ray and dice.chance(ray_share(month.month)):
            person = ray
        elif index == 0 and ray and month.heirs and dice.chance(0.3):
            person = dice.pick([heir for heir in month.heirs if heir is not asker])
        elif again:
            person = asker
        else:
            person = month.replier(previous.person if index and dice.chance(0.6) else asker, others, thread.topic)
        if person is previous.person:
            continue
        hours = answer_hours(month.month, when, dice) if index == 0 else dice.lognormal(2.2, 1.3)
        when = waking(max(previous.at, when) + 60 + hours * 3600, dice)
        if person is asker:
            text = words.filled(dice, dice.pick(words.THANKS if dice.chance(0.6) or not thread.question else words.FOLLOW))
        elif thread.question and (index == 0 or dice.chance(0.65)):
            text = say_answer(dice, thread.topic)
        else:
            text = words.filled(
                dice,
                dice.pick(words.CHAT) if dice.chance(0.5) else dice.pick(words.TOPICS[thread.topic][4 if dice.chance(0.6) else 3]),
            )
        reply_to = previous if dice.chance(0.55) else thread.root if dice.chance(0.4) else None
        mentions = [previous.person] if reply_to is None and dice.chance(0.3) and previous.person is not person else []
        thread.messages.append(Message(person, when, text, reply_to, mentions))
        month.spend(person)
        others.append(person)


def close_quietly(thread):
    """The forum closes a topic by itself when nobody has answered for sixty days."""
    note = Message(thread.root.person, thread.root.at + 60 * 86400, "")
    note.action = "autoclosed.enabled"
    if note.at < CAPTURE[FORUM]:
        thread.messages.append(note)
        thread.closed = note.at


def question(month, ray):
    dice, person = month.dice, month.asker()
    topic = month.topic_for(person)
    title, body = dice.pick(words.TOPICS[topic][2])
    title, body = words.filled(dice, title), words.filled(dice, body)
    if dice.chance(0.25):
        body += " " + words.filled(
            dice,
            dice.pick(
                [
                    "It is {bike}.",
                    "Bought from {shop}.",
                    "I have {tool} and not much else.",
                    "It started at {place}.",
                    "Budget {price}.",
                    "I ride past {place} every day.",
                ]
            ),
        )
    root = Message(person, moment(month.month, dice), body)
    thread = Thread(month.place, space_of(month.place, topic), topic, title, root, True)
    month.spend(person)
    unanswered = dice.chance(UNANSWERED[month.place] * (1.5 if month.month in (21, 22) else 1))
    add_replies(month, thread, 0 if unanswered else 1 + dice.count(3.3), ray if month.place != RIDES else None)
    if unanswered and dice.chance(0.75):
        late = root.at + int(dice.lognormal(4.5, 0.6) * 86400)
        thread.messages.append(Message(month.replier(person, [], topic), waking(late, dice), say_answer(dice, topic), root))
    if len(thread.messages) == 1 and month.place == FORUM:
        close_quietly(thread)
    return thread


def talk(month, person, replies):
    dice = month.dice
    topic = month.topic_for(person)
    text = words.filled(dice, dice.pick(words.TOPICS[topic][4]))
    if dice.chance(0.3):
        text += " " + words.filled(
            dice,
            dice.pick(
                [
                    "Anyone near {place}, say hello.",
                    "More {when}.",
                    "It took {number} tries.",
                    "Tea afterwards.",
                    "Photo to follow.",
                    "Thanks to whoever left {tool} out.",
                ]
            ),
        )
    root = Message(person, moment(month.month, dice, 1.6), text)
    thread = Thread(month.place, space_of(month.place, topic), topic, text[:60].rstrip(" .!?"), root)
    month.spend(person)
    add_replies(month, thread, replies, None)
    return thread


def seed(month):
    dice, hanna = month.dice, month.staff[0]
    title = words.filled(dice, dice.pick(words.STAFF_SEED), month=MONTHS[month_start(month.month).month - 1])
    topic = dice.pick(["learning", "rides", "rust", "routes"])
    space = {FORUM: "Notices", CHAT: "general", RIDES: "sunday-rides"}[month.place]
    root = Message(hanna, moment(month.month, dice), title + " Long answers welcome.")
    thread = Thread(month.place, space, topic, title, root)
    add_replies(month, thread, dice.between(2, 8), None)
    return thread


def month_of_talk(place, month, present, ray, dice):
    here = Month(place, month, present, dice)
    threads = [seed(here) for _ in range(2 if len(here.order) > 25 else 1)]
    for _ in range(round(QUESTION_SHARE[place] * len(here.order) * 2.3 * (0.92 + 0.16 * dice.share()))):
        if here.order:
            threads.append(question(here, ray))
    while here.order:
        if len(here.order) > 3 or dice.chance(0.5):
            threads.append(talk(here, dice.pick(here.order), dice.count(2.6)))
        else:
            thread = dice.pick(threads)
            person = dice.pick(here.order)
            when = waking(thread.last() + dice.lognormal(5, 1) * 3600, dice)
            thread.messages.append(Message(person, when, words.filled(dice, dice.pick(words.CHAT)), thread.root))
            here.spend(person)
    return threads


def decorate(thread, people, dice):
    """Reactions, edits, accepted answers, pins."""
    asker = thread.root.person
    for message in thread.messages:
        if message.action:
            continue
        if dice.chance(0.3):
            names = dice.shuffled(["+1", "heart", "bike", "tada", "eyes", "raised_hands"])[: 1 + dice.chance(0.2)]
            message.reactions = [(name, [dice.pick(people) for _ in range(dice.between(1, 4))]) for name in names]
            message.reactions = [(name, list(dict.fromkeys(who))) for name, who in message.reactions]
        if dice.chance(0.04):
            message.edited = message.at + dice.between(30, 5000)
    if thread.question and thread.place == FORUM and thread.space in ("Workshop", "Rides", "Families"):
        answers = [message for message in thread.messages[1:] if message.person is not asker and not message.action]
        if answers and dice.chance(0.62):
            answers[0 if dice.chance(0.7) else -1].accepted = True
    if thread.place == CHAT and len(thread.messages) > 3 and dice.chance(0.08):
        thread.messages[-1].broadcast = True


def all_talk(people):
    from .scenes import scenes

    ray = next(person for person in people if person.key == "p-0001")
    threads = []
    for month in range(LAST_MONTH + 2):
        dice = Dice("talk %d" % month)
        active = [person for person in people if person.staff or person.active(month, dice)]
        for place in PLACES:
            present = [
                person
                for person in active
                if (person.staff or place in person.place(month)) and (place == FORUM or month >= {CHAT: 7, RIDES: 11}[place])
            ]
            if any(not person.staff for person in present):
                threads += month_of_talk(place, month, present, ray, dice)
    for thread in threads:
        decorate(thread, people, Dice("decorate %d %s" % (thread.root.at, thread.title)))
    threads += scenes(people)
    return finish(threads)


def finish(threads):
    """In order of time, cut at the day of the export; no two messages of a place at one second."""
    kept = []
    for thread in threads:
        thread.messages = [message for message in thread.messages if message.at < CAPTURE[thread.place] - 1800]
        thread.messages[1:] = sorted(thread.messages[1:], key=lambda message: message.at)
        present = set(map(id, thread.messages))
        for message in thread.messages:
            if message.reply_to is not None and (id(message.reply_to) not in present or message.reply_to.at >= message.at):
                message.reply_to = None
        if thread.messages and (thread.root.at < CAPTURE[thread.place] - 1800):
            kept.append(thread)
    kept.sort(key=lambda thread: (thread.root.at, thread.place, thread.title))
    return kept

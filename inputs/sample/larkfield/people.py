"""The people: staff, known helpers, and everybody who ever wrote; when they came, how long they stay, where they talk."""
from . import words
from .clock import TOLD_FROM, at, month_days, month_of, month_start
from .dice import Dice

FORUM, CHAT, RIDES = "discourse", "slack", "discord"
PLACES = (FORUM, CHAT, RIDES)
CHAT_OPENS, RIDES_OPENS = TOLD_FROM, month_of(2025, 9)

STAFF = [
    ("p-hanna", "Hanna", "Ortiz", "community manager"),
    ("p-priya", "Priya", "Nair", "marketing lead"),
    ("p-tom", "Tom", "Ashdown", "workshop lead"),
    ("p-elsie", "Elsie", "Marr", "mechanic"),
    ("p-joan", "Joan", "Webb", "front desk"),
    ("p-kofi", "Kofi", "Mensah", "mechanic"),
    ("p-ruth", "Ruth", "Lindqvist", "treasurer"),
]
STAFF_VOICE = {"p-hanna": 5, "p-priya": 0.6, "p-tom": 3, "p-elsie": 3, "p-joan": 1.5, "p-kofi": 1.2, "p-ruth": 0.3}

# Newcomers of each month since the forum opened; the first number is the founders.
ARRIVALS = [150, 18, 14, 26, 22, 26, 33, 34, 34, 28, 26, 48, 36, 28, 22, 41, 34, 38, 36, 41, 38, 29, 38, 44, 47, 3]
# Ray answers most questions until summer 2026, fades, and is gone; the others take over.
HELPERS = {
    "p-0001": ("Ray", "Colbeck", "volunteer moderator"),
    "p-0002": ("Bea", "Thornley", ""),
    "p-0003": ("Idris", "Vaughan", ""),
    "p-0004": ("Yuki", "Marsden", ""),
    "p-0005": ("Moss", "Hallam", "volunteer moderator"),
}
NEW_AND_NAMED = [("Ama", "Boateng"), ("Tomasz", "Wilk"), ("Lena", "Hartig")]
RELATIONS = ["customer", "prospect", "former_customer", "partner", "fan_noncustomer", "press"]
RELATION_WEIGHTS = [52, 14, 7, 5, 20, 2]
STAGES = {
    "customer": ["customer", "advocate"],
    "prospect": ["aware", "considering", "deciding"],
    "former_customer": ["aware", "unaware"],
    "partner": ["aware"],
    "fan_noncustomer": ["unaware", "aware"],
    "press": ["aware"],
}


class Person:
    def __init__(self, key, first, last, came, dice):
        self.key, self.first, self.last, self.came = key, first, last, came
        self.name = first + " " + last
        self.staff, self.role = False, ""
        self.kind = dice.weighted(["once", "some", "often"], [36, 34, 30])
        self.voice = dice.lognormal(1, 0.55)
        self.places = [dice.weighted(PLACES, [45, 37, 18])]
        if dice.chance(0.22):
            self.places.append(dice.pick([place for place in PLACES if place not in self.places]))
        self.accounts = {}  # platform: (account id, handle, joined)
        self.buddies = []
        self.topics = dice.shuffled(list(words.TOPICS))[:5]
        self.known = dice.chance(0.8)
        self.relation = dice.weighted(RELATIONS, RELATION_WEIGHTS)
        self.stage = dice.pick(STAGES[self.relation])
        self.region = dice.pick(["Larkfield", "Larkfield", "Larkfield", "Ashby", "Weir Bridge", "elsewhere"])
        self.letter = dice.chance(0.3)
        self.named = dice.weighted(["none", "first_name", "full"], [70, 22, 8])
        self.quoted = dice.chance(0.12)
        self.digest = dice.chance(0.06)
        self.color = dice.hex(6)

    def place(self, month):
        """Where this person is in a month: chat and rides were not there from the start."""
        there = [place for place in self.places if month >= {FORUM: 0, CHAT: CHAT_OPENS, RIDES: RIDES_OPENS}[place]]
        return there or [FORUM]

    def active(self, month, dice):
        age = month - self.came
        if age < 0:
            return False
        if self.key == "p-0001":
            return month <= month_of(2026, 8)
        if self.key in HELPERS or age == 0:
            return True
        chance = {"once": 0.025, "some": 0.64 * 0.85**age, "often": 0.93 * 0.985**age}[self.kind]
        return dice.chance(chance)


def handle(person, dice, taken):
    first, last = person.first.lower(), person.last.lower()
    for name in dice.shuffled(
        [
            first,
            first + last[0],
            first + "_" + last[:4],
            last + first[0],
            first + "rides",
            "spoke" + last[:3] + first[0],
            first + str(dice.between(2, 99)),
            first + "." + last,
        ]
    ):
        if name not in taken:
            break
    else:
        name = first + last + str(len(taken))
    taken.add(name)
    return name


def snowflake(instant, dice):
    """A Discord id holds its own time of birth."""
    return str((instant * 1000 + dice.below(1000) - 1420070400000) << 22 | dice.below(4096))


def give_accounts(people):
    dice, taken = Dice("accounts"), set()
    for number, person in enumerate(people):
        name = handle(person, dice, taken)
        month = max(person.came, 0)
        joined = at(month_start(month), 7) - dice.below(86400 * 20)
        early = person.came < {FORUM: 0, CHAT: CHAT_OPENS, RIDES: RIDES_OPENS}[person.places[0]]
        for place in PLACES if person.staff else dict.fromkeys(person.places + [FORUM] * early):
            account = {FORUM: name, CHAT: "U07LARK%04d" % (number + 1), RIDES: snowflake(joined, dice)}[place]
            other = name if place == FORUM or dice.chance(0.7) else handle(person, dice, taken)
            person.accounts[place] = (account, other, joined)


def make_friends(people):
    """Everybody has a few others they talk with more than chance would have it."""
    dice = Dice("friends")
    for person in people:
        near = [
            other
            for other in people
            if other is not person and abs(other.came - person.came) < 8 and other.places[0] == person.places[0]
        ]
        if person.kind == "often" or person.key in HELPERS:
            keen = [other for other in near if other.kind == "often"]
            person.buddies = dice.shuffled(keen)[: dice.between(2, 4)]
        elif near:
            person.buddies = [dice.pick(near)]
    for person in people:
        for buddy in person.buddies:
            if person not in buddy.buddies and len(buddy.buddies) < 6:
                buddy.buddies.append(person)


def make_readers(people):
    """Who has an account on the forum and never wrote there: a list of members knows them, no message does."""
    dice, readers = Dice("readers"), []
    taken = {person.accounts[FORUM][0] for person in people if FORUM in person.accounts}
    for month, arrivals in enumerate(ARRIVALS[:-1]):
        for _ in range(dice.count(arrivals * 0.45)):
            reader = Person("p-r%03d" % (len(readers) + 1), dice.pick(words.FIRST), dice.pick(words.LAST), month, dice)
            joined = at(month_start(month), 7) + dice.below(month_days(month) * 86400)
            reader.accounts = {FORUM: (handle(reader, dice, taken), "", joined)}
            reader.letter, reader.named, reader.quoted, reader.digest = False, "none", False, False
            readers.append(reader)
    return readers


def make_people():
    dice, people, used = Dice("people"), [], set()
    for key, first, last, role in STAFF:
        person = Person(key, first, last, 0, dice)
        person.staff, person.role, person.known, person.relation, person.places = True, role, True, "", list(PLACES)
        people.append(person)
    number = 0
    for month, arrivals in enumerate(ARRIVALS):
        for index in range(arrivals):
            number += 1
            key = "p-%04d" % number
            if key in HELPERS:
                first, last, role = HELPERS[key]
            elif month == 24 and index < len(NEW_AND_NAMED):
                (first, last), role = NEW_AND_NAMED[index], ""
            else:
                role = ""
                while True:
                    first, last = dice.pick(words.FIRST), dice.pick(words.LAST)
                    if (first, last) not in used:
                        break
            used.add((first, last))
            person = Person(key, first, last, month, dice)
            person.role = role
            if key in HELPERS:
                person.kind, person.voice, person.known, person.relation = "often", 3, True, "customer"
                person.places = [FORUM, CHAT]
                person.named, person.letter = ("full" if key != "p-0001" else "none"), True
            if (first, last) in NEW_AND_NAMED:
                person.known, person.named, person.letter, person.quoted = True, "first_name", True, True
                person.kind, person.places = "often", [FORUM]
            people.append(person)
    give_accounts(people)
    make_friends(people)
    return people

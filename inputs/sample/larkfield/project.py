"""people.csv, erasures.csv and unsubscribes.csv."""
from .clock import month_of, month_start
from .dice import Dice
from .files import rows
from .people import CHAT, FORUM

PEOPLE = [
    "person",
    "name",
    "platform",
    "account",
    "kind",
    "role",
    "relation",
    "relation_since",
    "stage",
    "stage_since",
    "region",
    "address",
    "consent_newsletter",
    "consent_quote",
    "digest",
    "language",
]


def address(person):
    return "%s.%s.%s@example.invalid" % (person.first.lower(), person.last.lower(), person.key[2:])


def yes(flag):
    return "yes" if flag else "no"


def person_rows(person, dice):
    """One row an account; what is known of the person stands in the first."""
    since = month_start(max(person.came, 0)).isoformat() if person.relation else ""
    facts = [
        person.relation,
        since,
        person.stage if person.relation else "",
        "",
        person.region,
        address(person) if person.letter or person.staff else "",
        person.named if not person.staff else "full",
        yes(person.quoted),
        yes(person.digest and person.letter),
        dice.weighted(["en", "en-GB", "de", "pl"], [70, 26, 2, 2]),
    ]
    for number, (platform, (account, *_)) in enumerate(sorted(person.accounts.items())):
        yield [person.key, person.name, platform, account, "staff" if person.staff else "member", person.role] + (
            facts if number == 0 else [""] * len(facts)
        )


def changed_rows(people):
    """Some who came to look became customers later: a second row of the same account says since when."""
    dice = Dice("changes")
    for person in people:
        if person.relation == "prospect" and not person.staff and person.came < 22 and dice.chance(0.4):
            since = month_start(dice.between(person.came + 1, 24)).isoformat()
            platform, (account, *_) = sorted(person.accounts.items())[0]
            yield [person.key, person.name, platform, account, "member", person.role, "customer", since, "customer", since] + [""] * 6


def erased(people):
    """Two people who asked to be forgotten."""
    forum = next(person for person in people if person.came == 6 and person.kind == "some" and person.places == [FORUM])
    chat = next(person for person in people if person.came == 10 and person.kind == "some" and person.places == [CHAT])
    forum.accounts[FORUM] = ("pedalpusher61",) + forum.accounts[FORUM][1:]
    return forum, chat


def deleted_account(people):
    """A member who deleted the forum account; the platform still shows the posts."""
    return next(person for person in people if person.came == 12 and person.kind == "some" and person.places == [FORUM])


def write_people(folder, people, readers):
    dice, gone = Dice("people.csv"), erased(people) + (deleted_account(people),)
    table = [PEOPLE]
    for person in people:
        if person.known and person not in gone:
            table += person_rows(person, dice)
    table += changed_rows([person for person in people if person.known and person not in gone])
    quiet = Dice("readers.csv")
    for reader in readers:
        if reader.known:
            table += person_rows(reader, quiet)
    folder.write("people.csv", rows(table))
    folder.write(
        "erasures.csv",
        rows(
            [
                ["platform", "account", "requested_on", "mode"],
                [FORUM, gone[0].accounts[FORUM][0], "2026-08-14", "erase"],
                [CHAT, gone[1].accounts[CHAT][0], "2026-09-30", "anonymise"],
            ]
        ),
    )
    readers = [
        person
        for person in people
        if person.known and person.letter and not person.staff and person not in gone and person.came < month_of(2026, 6)
    ]
    left = dice.shuffled(readers)[:9]
    folder.write(
        "unsubscribes.csv",
        rows(
            [["address", "on", "list"]]
            + sorted(
                [address(person), "2026-%02d-%02d" % (dice.between(2, 10), dice.between(1, 28)), "all" if index % 3 else "digest"]
                for index, person in enumerate(left)
            )
        ),
    )

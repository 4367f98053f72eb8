"""The Saturday mail (Mailchimp) and the enquiries it and everything else brings (HubSpot)."""
from datetime import date

from . import words
from .clock import CAPTURE_DAY, LAST_MONTH, TOLD_FROM, at, clock, days, local, month_days, month_start, stamp
from .dice import Dice
from .files import put, quoted
from .site import season

# what a lead came by, and how often in October 2026
ROADS = [
    ("saturday-mail", "email", "EMAIL_MARKETING", 33),
    ("linkedin", "social", "SOCIAL_MEDIA", 22),
    ("instagram", "social", "SOCIAL_MEDIA", 12),
    ("instagram", "paid_social", "PAID_SOCIAL", 6),
    ("facebook", "social", "SOCIAL_MEDIA", 5),
    ("facebook", "paid_social", "PAID_SOCIAL", 6),
    ("google", "organic", "ORGANIC_SEARCH", 9),
    ("", "", "DIRECT_TRAFFIC", 7),
    ("google", "cpc", "PAID_SEARCH", 0),
]
LEADS = {
    24: 84,
    23: 61,
    22: 44,
    21: 46,
    20: 52,
    19: 58,
    18: 63,
    17: 60,
    16: 41,
    15: 38,
    14: 32,
    13: 49,
    12: 57,
    11: 48,
    10: 36,
    9: 38,
    8: 43,
    7: 45,
}
HUBSPOT = [
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Phone Number",
    "Contact owner",
    "Company name",
    "Lifecycle Stage",
    "Lead Status",
    "Original Source",
    "Original Source Drill-Down 1",
    "Latest Source",
    "Latest Source Drill-Down 1",
    "Latest Source Date",
    "UTM Source",
    "UTM Medium",
    "UTM Campaign",
    "UTM Content",
    "First Conversion",
    "Create Date",
    "Last Activity Date",
    "Became a Lead Date",
    "Became a Marketing Qualified Lead Date",
    "Became a Sales Qualified Lead Date",
    "Became a Customer Date",
    "Marketing contact status",
]
MAIL = [
    "Title",
    "Subject",
    "List",
    "Send Date",
    "Send Weekday",
    "Total Recipients",
    "Successful Deliveries",
    "Soft Bounces",
    "Hard Bounces",
    "Total Bounces",
    "Times Forwarded",
    "Forwarded Opens",
    "Unique Opens",
    "Open Rate",
    "Total Opens",
    "Unique Clicks",
    "Click Rate",
    "Total Clicks",
    "Unsubscribes",
    "Abuse Complaints",
    "Times Liked on Facebook",
    "Folder Id",
    "Unique Id",
    "Total Orders",
    "Total Gross Sales",
    "Total Revenue",
]


def write_mail(folder):
    """The Saturday mail: one list of all issues, as downloaded; the 17 October issue went out in two versions."""
    dice, table = Dice("mail"), []
    for number, day in enumerate(day for day in days(date(2025, 5, 3), CAPTURE_DAY) if day.weekday() == 5):
        people = 1480 + number * 12
        halves = (
            [("A", "Workshop calendar", 1205, 98), ("B", "Fix your own brakes", 1205, 141)]
            if day == date(2026, 10, 17)
            else [("", "", people, None)]
        )
        for version, subject, sent, clickers in halves:
            bounces = dice.count(6)
            delivered = sent - bounces
            clickers = clickers or round(delivered * 0.082 * dice.lognormal(1, 0.18))
            opens = round(delivered * (0.41 + 0.06 * dice.share()))
            subject = subject or "Saturday at Pump Yard, no. %d" % (number + 1)
            row = [
                "Saturday mail %s%s" % (day, " " + version if version else ""),
                subject,
                "Saturday mail",
                day.strftime("%b %d, %Y 08:05 am"),
                "Saturday",
                sent,
                delivered,
                bounces - bounces // 3,
                bounces // 3,
                bounces,
                0,
                0,
                opens,
                "%.2f%%" % (100 * opens / delivered),
                round(opens * 1.6),
                clickers,
                "%.2f%%" % (100 * clickers / delivered),
                round(clickers * 1.3),
                dice.count(2.4),
                int(dice.chance(0.05)),
                0,
                "",
                dice.hex(10),
                0,
                0,
                0,
            ]
            table.insert(0, row)
    folder.write("exports/mail/campaigns_2026-11-02.csv", put([MAIL] + table))


def make_leads():
    """(id, created, source, medium, original, campaign, touched, stage dates) of every enquiry in the CRM."""
    found, number = [], 9000
    for month in range(TOLD_FROM, LAST_MONTH + 1):
        dice, scale = Dice("leads %d" % month), LEADS[month] / 84
        for source, medium, original, share in ROADS:
            for _ in range(share if month == LAST_MONTH else dice.count(share * scale)):
                number += 1
                created = at(month_start(month), 8) + dice.below(month_days(month) - 1) * 86400 + dice.below(14 * 3600)
                touched = created - int(dice.lognormal(2, 1.4) * 3600) if source else 0
                stages, when = [created], created
                for chance, wait in ((0.55, 3), (0.5, 8), (0.55, 12)):
                    when += int(dice.lognormal(wait, 0.8) * 86400)
                    if not dice.chance(chance) or when > local(2026, 11, 2, 8):
                        break
                    stages.append(when)
                day = clock(created).date()
                found.append(
                    {
                        "id": str(number),
                        "created": created,
                        "source": source,
                        "medium": medium,
                        "original": original,
                        "campaign": season(day) if source and medium != "organic" else "",
                        "touched": touched,
                        "stages": stages,
                        "seen": stages[-1] + dice.below(90000),
                    }
                )
    return sorted(found, key=lambda lead: (lead["created"], lead["id"]))


def lead_row(lead, until, names):
    stages = [when for when in lead["stages"] if when < until]
    label = ["lead", "marketingqualifiedlead", "salesqualifiedlead", "customer"][len(stages) - 1]
    first, last = names
    dates = [stamp(when) for when in stages] + [""] * (4 - len(stages))
    return [
        lead["id"],
        first,
        last,
        "%s.%s.%s@example.invalid" % (first.lower(), last.lower(), lead["id"]),
        "",
        "Joan Webb",
        "",
        label,
        "OPEN" if label != "customer" else "",
        lead["original"],
        lead["source"].capitalize(),
        lead["original"],
        lead["source"].capitalize(),
        stamp(lead["touched"]) if lead["touched"] else "",
        lead["source"],
        lead["medium"],
        lead["campaign"],
        "",
        "Winter check form" if lead["campaign"] == "winter-check" else "Contact form",
        stamp(lead["created"]),
        stamp(min(lead["seen"], until - 3600)),
        dates[0],
        dates[1],
        dates[2],
        dates[3],
        "Marketing contact",
    ]


def write_leads(folder, leads):
    dice = Dice("lead names")
    names = [(dice.pick(words.FIRST), dice.pick(words.LAST)) for _ in leads]
    for until in (local(2026, 6, 1, 9), local(2026, 11, 2, 9)):
        table = [lead_row(lead, until, name) for lead, name in zip(leads, names) if lead["created"] < until]
        folder.write(
            "exports/leads/hubspot-crm-exports-all-enquiries-%s.csv" % clock(until).strftime("%Y-%m-%d"), quoted([HUBSPOT] + table)
        )

"""Our own site (GA4) and paid campaigns (Meta, Google)."""
from datetime import date, timedelta

from .clock import LAST_MONTH, MONTH, MONTHS, TOLD_FROM, month_days, month_of, month_start
from .dice import Dice
from .files import put, rows
from .posts import SEASON

# source / medium, campaign ("" = that of the season), sessions in a middling month
SOURCES = [
    ("instagram / social", "", 820),
    ("facebook / social", "", 690),
    ("linkedin / social", "", 640),
    ("x / social", "", 330),
    ("youtube / social", "", 120),
    ("saturday-mail / email", "", 980),
    ("facebook / paid_social", "paid", 360),
    ("instagram / paid_social", "paid", 300),
    ("google / cpc", "search", 280),
    ("google / organic", "(organic)", 2100),
    ("(direct) / (none)", "(direct)", 1700),
    ("forum.larkfield.example / referral", "(referral)", 410),
    ("ashby-council.example / referral", "(referral)", 60),
    ("(not set)", "(not set)", 35),
]
SEASONS = [
    ("winter-check", date(2026, 9, 21), date(2026, 11, 30)),
    ("summer-rides", date(2026, 6, 1), date(2026, 8, 23)),
    ("spring-service", date(2026, 3, 2), date(2026, 4, 12)),
    ("autumn-lights-25", date(2025, 10, 6), date(2025, 11, 16)),
]
TRAFFIC = [
    "Session source / medium",
    "Session campaign",
    "Sessions",
    "Engaged sessions",
    "Engagement rate",
    "Average engagement time per session",
    "Events per session",
    "Event count",
    "Key events",
    "Total revenue",
]
GROUPS = {
    "social": "Organic Social",
    "email": "Email",
    "paid_social": "Paid Social",
    "cpc": "Paid Search",
    "organic": "Organic Search",
    "(none)": "Direct",
    "referral": "Referral",
}
META_ADS = [
    "Reporting starts",
    "Reporting ends",
    "Campaign name",
    "Campaign delivery",
    "Results",
    "Result indicator",
    "Cost per results",
    "Ad set budget",
    "Ad set budget type",
    "Amount spent (GBP)",
    "Impressions",
    "Reach",
    "Link clicks",
    "Ends",
    "Attribution setting",
]
GOOGLE_ADS = "Campaign status,Campaign,Budget,Budget name,Budget type,Currency code,Status,Status reasons,Optimisation score,Campaign type,Clicks,Impr.,CTR,Cost,Avg. CPC,Conversions,Cost / conv.,Conv. rate,Measurable impr.,Viewable impr.".split(
    ","
)


def season(day):
    return next((name for name, first, past in SEASONS if first <= day <= past), "evergreen")


def campaign_of(month):
    return season(month_start(month) + timedelta(20))


def traffic(month):
    """(source / medium, campaign, sessions) of a month."""
    dice, found = Dice("site %d" % month), []
    push = 1.22 if month == 24 else 1.1 if month == 23 else 1
    for source, campaign, middle in SOURCES:
        if campaign in ("paid", "search") and campaign_of(month) == "evergreen":
            continue
        ours = campaign in ("", "paid", "search")
        sessions = round(
            middle
            * (1 + 0.012 * (month - TOLD_FROM))
            * SEASON[month_start(month).month - 1]
            * dice.lognormal(1, 0.09)
            * (push if ours else 1)
            * 0.82
        )
        if campaign == "":
            share = 0.45 if campaign_of(month) != "evergreen" else 0
            found += [(source, campaign_of(month), round(sessions * share))] * (share > 0) + [
                (source, "evergreen", sessions - round(sessions * share))
            ]
        else:
            name = {"paid": campaign_of(month), "search": campaign_of(month) + "-search"}.get(campaign, campaign)
            found.append((source, name, sessions))
    return sorted(found, key=lambda row: -row[2])


def report(month, table):
    """One download: sessions a day, sessions by channel group, then the table by source; CRLF, comment lines."""
    first, last, dice = month_start(month), month_start(month + 1) - timedelta(1), Dice("site days %d" % month)
    bar = "# ----------------------------------------"
    dates = ["# Start date: " + first.strftime("%Y%m%d"), "# End date: " + last.strftime("%Y%m%d")]
    whole, weights = sum(row[2] for row in table), [dice.lognormal(1, 0.18) for _ in range(month_days(month))]
    left, by_day = whole, []
    for number, weight in enumerate(weights):
        count = left if number == len(weights) - 1 else round(whole * weight / sum(weights))
        left -= count
        by_day.append("%04d,%d" % (number, count))
    groups = {}
    for source, _, sessions in table:
        group = GROUPS.get(source.split(" / ")[-1], "Unassigned")
        groups[group] = groups.get(group, 0) + sessions
    detail = []
    for source, campaign, sessions in table:
        engaged = round(sessions * (0.48 + 0.3 * dice.share()))
        events = round(sessions * (4 + 3 * dice.share()))
        detail.append(
            [
                source,
                campaign,
                sessions,
                engaged,
                engaged / sessions if sessions else 0,
                31 + 50 * dice.share(),
                events / sessions if sessions else 0,
                events,
                round(sessions * 0.02),
                0,
            ]
        )
    lines = (
        [
            bar,
            "# Report CSV Export",
            "# Account: Larkfield Cycle Co-operative",
            "# Property: larkfield.example - GA4",
            bar,
            "# ",
            "# All Users",
        ]
        + dates
        + ["Nth day,Sessions"]
        + by_day
    )
    lines += (
        ["", "# "]
        + dates
        + ["Session default channel group,Sessions"]
        + ["%s,%d" % item for item in sorted(groups.items(), key=lambda item: -item[1])]
    )
    lines += ["", "# "] + dates + rows([TRAFFIC] + detail).splitlines()
    return "\r\n".join(lines) + "\r\n", whole


def write_site(folder):
    counts = {}
    for month in range(TOLD_FROM, LAST_MONTH + 1):
        name = "exports/site/data-export-%s.csv" % month_start(month).strftime("%Y-%m")
        text, counts[name] = report(month, traffic(month))
        folder.write(name, text)
    return counts


def meta_ads(folder):
    for month in range(month_of(2025, 10), LAST_MONTH + 1):
        name = campaign_of(month)
        if name == "evergreen":
            continue
        dice, first, last = Dice("meta ads %d" % month), month_start(month), month_start(month + 1) - timedelta(1)
        table = []
        for title, share, indicator in (
            (name + " / people nearby", 0.62, "actions:link_click"),
            (name + " / lookalike", 0.38, "actions:offsite_conversion.fb_pixel_lead"),
        ):
            spend = round(430 * share * dice.lognormal(1, 0.1), 2)
            seen, clicks = round(spend * 210), round(spend * 1.6)
            results = clicks if "link" in indicator else max(3, round(spend / 16))
            table.append(
                [
                    first,
                    last,
                    title,
                    "active" if month == LAST_MONTH else "completed",
                    results,
                    indicator,
                    "%.4f" % (spend / results),
                    "15" if share > 0.5 else "Using ad set budget",
                    "Daily" if share > 0.5 else "",
                    "%.2f" % spend,
                    seen,
                    round(seen * 0.44),
                    clicks,
                    "Ongoing" if month == LAST_MONTH else last,
                    "7-day click or 1-day view",
                ]
            )
        total = [
            first,
            last,
            "",
            "0",
            "",
            "",
            "",
            "0",
            "",
            "%.2f" % sum(float(row[9]) for row in table),
            sum(row[10] for row in table),
            round(sum(row[11] for row in table) * 0.87),
            sum(row[12] for row in table),
            "",
            "Multiple attribution settings",
        ]
        folder.write(
            "exports/ads/Larkfield-Campaigns-%s-%s.csv"
            % tuple("%d-%s-%d" % (day.day, MONTH[day.month - 1], day.year) for day in (first, last)),
            put([META_ADS, total] + table),
        )


def thousands(number):
    return "{:,}".format(number)


def google_figures(cost, clicks, seen, conversions, viewed):
    """The cells of one row behind its campaign type; `viewed` is what could be measured and what was on the screen."""
    return [
        clicks,
        thousands(seen),
        "%.2f%%" % (100 * clicks / seen),
        "%.2f" % cost,
        "%.2f" % (cost / clicks),
        "%.2f" % conversions,
        "%.2f" % (cost / conversions) if conversions else "0.00",
        "%.2f%%" % (100 * conversions / clicks),
    ] + [thousands(count) if viewed else " --" for count in viewed or (0, 0)]


def google_ads(folder):
    """A campaign in search, and from June 2026 on one of pictures on other people's pages; how many of these were on the screen."""
    for month in range(month_of(2025, 10), LAST_MONTH + 1):
        name = campaign_of(month)
        if name == "evergreen":
            continue
        dice, first, last = Dice("google ads %d" % month), month_start(month), month_start(month + 1) - timedelta(1)
        cost = round(190 * dice.lognormal(1, 0.12), 2)
        clicks, conversions = round(cost / 0.74), max(1, round(cost / 34))
        found = [("search", "Search", (cost, clicks, clicks * 19, conversions, None))]
        if month >= month_of(2026, 6):
            for place, price, luck in (("town", 31.5, 0.66), ("trains", 24.2, 0.52)):
                cost = round(price * dice.lognormal(1, 0.1), 2)
                clicks = round(cost / 0.39)
                seen = clicks * dice.between(190, 240)
                measurable = round(seen * (0.9 + 0.07 * dice.share()))
                viewable = round(measurable * luck * (0.93 + 0.14 * dice.share()))
                found.append(("display-" + place, "Display", (cost, clicks, seen, 0, (measurable, viewable))))
        table = [GOOGLE_ADS]
        for part, kind, figures in found:
            table.append(
                ["Enabled", name + "-" + part, "8.00", " --", "Daily", "GBP", "Eligible", "", "71.30", kind] + google_figures(*figures)
            )
        for label, kinds in (("Total: Campaigns", None), ("Total: Account", None), ("Total: Search", "Search")):
            of = [figures for _, kind, figures in found if kinds in (None, kind)]
            viewed = [figures[4] for figures in of if figures[4]]
            table.append(
                [label]
                + [" --" if "Camp" in label else ""] * 4
                + ["GBP", " --" if "Camp" in label else "", "", "", ""]
                + google_figures(
                    *(sum(figures[i] for figures in of) for i in range(4)),
                    tuple(sum(pair[i] for pair in viewed) for i in range(2)) if viewed else None,
                )
            )
        text = "Campaign report\n%s - %s\n" % tuple(
            "%d %s %d" % (day.day, MONTHS[day.month - 1], day.year) for day in (first, last)
        ) + rows(table)
        folder.write("exports/ads/Campaign report %s.csv" % first.strftime("%Y-%m"), text)


def write_all(folder):
    counts = write_site(folder)
    meta_ads(folder)
    google_ads(folder)
    return counts

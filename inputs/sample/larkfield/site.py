"""Our own site (GA4), paid campaigns (Meta, Google), the Saturday mail (Mailchimp) and the enquiries (HubSpot)."""
from datetime import date, timedelta

from .clock import CAPTURE_DAY, LAST_MONTH, MONTH, MONTHS, TOLD_FROM, at, clock, days, local, month_days, month_of, month_start, stamp
from .dice import Dice
from .files import put, quoted, rows
from .posts import SEASON

# source / medium, campaign ("" = that of the season), sessions in a middling month
SOURCES = [("instagram / social", "", 820), ("facebook / social", "", 690), ("linkedin / social", "", 640), ("x / social", "", 330), ("youtube / social", "", 120), ("saturday-mail / email", "", 980),
           ("facebook / paid_social", "paid", 360), ("instagram / paid_social", "paid", 300), ("google / cpc", "search", 280), ("google / organic", "(organic)", 2100), ("(direct) / (none)", "(direct)", 1700),
           ("forum.larkfield.example / referral", "(referral)", 410), ("ashby-council.example / referral", "(referral)", 60), ("(not set)", "(not set)", 35)]
SEASONS = [("winter-check", date(2026, 9, 21), date(2026, 11, 30)), ("summer-rides", date(2026, 6, 1), date(2026, 8, 23)), ("spring-service", date(2026, 3, 2), date(2026, 4, 12)), ("autumn-lights-25", date(2025, 10, 6), date(2025, 11, 16))]
TRAFFIC = ["Session source / medium", "Session campaign", "Sessions", "Engaged sessions", "Engagement rate", "Average engagement time per session", "Events per session", "Event count", "Key events", "Total revenue"]
GROUPS = {"social": "Organic Social", "email": "Email", "paid_social": "Paid Social", "cpc": "Paid Search", "organic": "Organic Search", "(none)": "Direct", "referral": "Referral"}
# what a lead came by, and how often in October 2026
ROADS = [("saturday-mail", "email", "EMAIL_MARKETING", 33), ("linkedin", "social", "SOCIAL_MEDIA", 22), ("instagram", "social", "SOCIAL_MEDIA", 12), ("instagram", "paid_social", "PAID_SOCIAL", 6),
         ("facebook", "social", "SOCIAL_MEDIA", 5), ("facebook", "paid_social", "PAID_SOCIAL", 6), ("google", "organic", "ORGANIC_SEARCH", 9), ("", "", "DIRECT_TRAFFIC", 7), ("google", "cpc", "PAID_SEARCH", 0)]
LEADS = {24: 84, 23: 61, 22: 44, 21: 46, 20: 52, 19: 58, 18: 63, 17: 60, 16: 41, 15: 38, 14: 32, 13: 49, 12: 57, 11: 48, 10: 36, 9: 38, 8: 43, 7: 45}
HUBSPOT = ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Contact owner", "Company name", "Lifecycle Stage", "Lead Status", "Original Source", "Original Source Drill-Down 1",
           "Latest Source", "Latest Source Drill-Down 1", "Latest Source Date", "UTM Source", "UTM Medium", "UTM Campaign", "UTM Content", "First Conversion", "Create Date", "Last Activity Date", "Became a Lead Date",
           "Became a Marketing Qualified Lead Date", "Became a Sales Qualified Lead Date", "Became a Customer Date", "Marketing contact status"]
MAIL = ["Title", "Subject", "List", "Send Date", "Send Weekday", "Total Recipients", "Successful Deliveries", "Soft Bounces", "Hard Bounces", "Total Bounces", "Times Forwarded", "Forwarded Opens", "Unique Opens", "Open Rate",
        "Total Opens", "Unique Clicks", "Click Rate", "Total Clicks", "Unsubscribes", "Abuse Complaints", "Times Liked on Facebook", "Folder Id", "Unique Id", "Total Orders", "Total Gross Sales", "Total Revenue"]
META_ADS = ["Reporting starts", "Reporting ends", "Campaign name", "Campaign delivery", "Results", "Result indicator", "Cost per results", "Ad set budget", "Ad set budget type", "Amount spent (GBP)", "Impressions", "Reach",
            "Link clicks", "Ends", "Attribution setting"]
GOOGLE_ADS = "Campaign status,Campaign,Budget,Budget name,Budget type,Currency code,Status,Status reasons,Optimisation score,Campaign type,Clicks,Impr.,CTR,Cost,Avg. CPC,Conversions,Cost / conv.,Conv. rate".split(",")


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
        sessions = round(middle * (1 + .012 * (month - TOLD_FROM)) * SEASON[month_start(month).month - 1] * dice.lognormal(1, .09) * (push if ours else 1) * .82)
        if campaign == "":
            share = .45 if campaign_of(month) != "evergreen" else 0
            found += [(source, campaign_of(month), round(sessions * share))] * (share > 0) + [(source, "evergreen", sessions - round(sessions * share))]
        else:
            name = {"paid": campaign_of(month), "search": campaign_of(month) + "-search"}.get(campaign, campaign)
            found.append((source, name, sessions))
    return sorted(found, key=lambda row: -row[2])


def report(month, table):
    """One download: sessions a day, sessions by channel group, then the table by source; CRLF, comment lines."""
    first, last, dice = month_start(month), month_start(month + 1) - timedelta(1), Dice("site days %d" % month)
    bar = "# ----------------------------------------"
    dates = ["# Start date: " + first.strftime("%Y%m%d"), "# End date: " + last.strftime("%Y%m%d")]
    whole, weights = sum(row[2] for row in table), [dice.lognormal(1, .18) for _ in range(month_days(month))]
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
        engaged = round(sessions * (.48 + .3 * dice.share()))
        events = round(sessions * (4 + 3 * dice.share()))
        detail.append([source, campaign, sessions, engaged, engaged / sessions if sessions else 0, 31 + 50 * dice.share(), events / sessions if sessions else 0, events, round(sessions * .02), 0])
    lines = [bar, "# Report CSV Export", "# Account: Larkfield Cycle Co-operative", "# Property: larkfield.example - GA4", bar, "# ", "# All Users"] + dates + ["Nth day,Sessions"] + by_day
    lines += ["", "# "] + dates + ["Session default channel group,Sessions"] + ["%s,%d" % item for item in sorted(groups.items(), key=lambda item: -item[1])]
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
        for title, share, indicator in ((name + " / people nearby", .62, "actions:link_click"), (name + " / lookalike", .38, "actions:offsite_conversion.fb_pixel_lead")):
            spend = round(430 * share * dice.lognormal(1, .1), 2)
            seen, clicks = round(spend * 210), round(spend * 1.6)
            results = clicks if "link" in indicator else max(3, round(spend / 16))
            table.append([first, last, title, "active" if month == LAST_MONTH else "completed", results, indicator, "%.4f" % (spend / results), "15" if share > .5 else "Using ad set budget", "Daily" if share > .5 else "",
                          "%.2f" % spend, seen, round(seen * .44), clicks, "Ongoing" if month == LAST_MONTH else last, "7-day click or 1-day view"])
        total = [first, last, "", "0", "", "", "", "0", "", "%.2f" % sum(float(row[9]) for row in table), sum(row[10] for row in table), round(sum(row[11] for row in table) * .87), sum(row[12] for row in table), "", "Multiple attribution settings"]
        folder.write("exports/ads/Larkfield-Campaigns-%s-%s.csv" % tuple("%d-%s-%d" % (day.day, MONTH[day.month - 1], day.year) for day in (first, last)), put([META_ADS, total] + table))


def thousands(number):
    return "{:,}".format(number)


def google_ads(folder):
    for month in range(month_of(2025, 10), LAST_MONTH + 1):
        name = campaign_of(month)
        if name == "evergreen":
            continue
        dice, first, last = Dice("google ads %d" % month), month_start(month), month_start(month + 1) - timedelta(1)
        cost = round(190 * dice.lognormal(1, .12), 2)
        clicks, conversions = round(cost / .74), max(1, round(cost / 34))
        seen = clicks * 19
        figures = [clicks, thousands(seen), "%.2f%%" % (100 * clicks / seen), "%.2f" % cost, "%.2f" % (cost / clicks), "%.2f" % conversions, "%.2f" % (cost / conversions), "%.2f%%" % (100 * conversions / clicks)]
        table = [GOOGLE_ADS, ["Enabled", name + "-search", "8.00", " --", "Daily", "GBP", "Eligible", "", "71.30", "Search"] + figures]
        for label in ("Total: Campaigns", "Total: Account", "Total: Search"):
            table.append([label, " --" if "Camp" in label else "", " --" if "Camp" in label else "", " --" if "Camp" in label else "", " --" if "Camp" in label else "", "GBP", " --" if "Camp" in label else "", "", "", ""] + figures)
        text = "Campaign report\n%s - %s\n" % tuple("%d %s %d" % (day.day, MONTHS[day.month - 1], day.year) for day in (first, last)) + rows(table)
        folder.write("exports/ads/Campaign report %s.csv" % first.strftime("%Y-%m"), text)


def write_mail(folder):
    """The Saturday mail: one list of all issues, as downloaded; the 17 October issue went out in two versions."""
    dice, table = Dice("mail"), []
    for number, day in enumerate(day for day in days(date(2025, 5, 3), CAPTURE_DAY) if day.weekday() == 5):
        people = 1480 + number * 12
        halves = [("A", "Workshop calendar", 1205, 98), ("B", "Fix your own brakes", 1205, 141)] if day == date(2026, 10, 17) else [("", "", people, None)]
        for version, subject, sent, clickers in halves:
            bounces = dice.count(6)
            delivered = sent - bounces
            clickers = clickers or round(delivered * .082 * dice.lognormal(1, .18))
            opens = round(delivered * (.41 + .06 * dice.share()))
            subject = subject or "Saturday at Pump Yard, no. %d" % (number + 1)
            row = ["Saturday mail %s%s" % (day, " " + version if version else ""), subject, "Saturday mail", day.strftime("%b %d, %Y 08:05 am"), "Saturday", sent, delivered, bounces - bounces // 3, bounces // 3, bounces, 0, 0, opens,
                   "%.2f%%" % (100 * opens / delivered), round(opens * 1.6), clickers, "%.2f%%" % (100 * clickers / delivered), round(clickers * 1.3), dice.count(2.4), int(dice.chance(.05)), 0, "", dice.hex(10), 0, 0, 0]
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
                for chance, wait in ((.55, 3), (.5, 8), (.55, 12)):
                    when += int(dice.lognormal(wait, .8) * 86400)
                    if not dice.chance(chance) or when > local(2026, 11, 2, 8):
                        break
                    stages.append(when)
                day = clock(created).date()
                found.append({"id": str(number), "created": created, "source": source, "medium": medium, "original": original, "campaign": season(day) if source and medium != "organic" else "", "touched": touched,
                              "stages": stages, "seen": stages[-1] + dice.below(90000)})
    return sorted(found, key=lambda lead: (lead["created"], lead["id"]))


def lead_row(lead, until, names):
    stages = [when for when in lead["stages"] if when < until]
    label = ["lead", "marketingqualifiedlead", "salesqualifiedlead", "customer"][len(stages) - 1]
    first, last = names
    dates = [stamp(when) for when in stages] + [""] * (4 - len(stages))
    return [lead["id"], first, last, "%s.%s.%s@example.invalid" % (first.lower(), last.lower(), lead["id"]), "", "Joan Webb", "", label, "OPEN" if label != "customer" else "", lead["original"], lead["source"].capitalize(), lead["original"],
            lead["source"].capitalize(), stamp(lead["touched"]) if lead["touched"] else "", lead["source"], lead["medium"], lead["campaign"], "", "Winter check form" if lead["campaign"] == "winter-check" else "Contact form", stamp(lead["created"]),
            stamp(min(lead["seen"], until - 3600)), dates[0], dates[1], dates[2], dates[3], "Marketing contact"]


def write_leads(folder, leads):
    from . import words
    dice = Dice("lead names")
    names = [(dice.pick(words.FIRST), dice.pick(words.LAST)) for _ in leads]
    for until in (local(2026, 6, 1, 9), local(2026, 11, 2, 9)):
        table = [lead_row(lead, until, name) for lead, name in zip(leads, names) if lead["created"] < until]
        folder.write("exports/leads/hubspot-crm-exports-all-enquiries-%s.csv" % clock(until).strftime("%Y-%m-%d"), quoted([HUBSPOT] + table))


def write_all(folder, leads):
    counts = write_site(folder)
    meta_ads(folder)
    google_ads(folder)
    write_mail(folder)
    write_leads(folder, leads)
    return counts

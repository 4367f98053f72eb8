"""LinkedIn (sheets saved as CSV), YouTube Studio (zip), TikTok (no years in its dates)."""
from datetime import date, timedelta

from .clock import MONTH, MONTHS, PACIFIC, UTC, at, clock, local, month_of
from .files import quoted, rows
from .posts import captures, daily, of

LINKEDIN = "exports/linkedin/larkfield-cycle-co-operative_%s_%d__%s.csv"
SENTENCE = "Aggregated engagement metrics for your organic and sponsored posts over time. Date indicates when your posts were viewed by LinkedIn members. Data is delayed by up to 2 days. All dates and times are in UTC."
POSTS_SENTENCE = (
    "Engagement metrics for individual posts. Created date indicates when your post was created. All dates and times are in UTC."
)
POSTS = "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,Campaign end date,Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,Engagement rate,Content Type".split(
    ","
)
METRICS = "Date,Impressions (organic),Impressions (sponsored),Impressions (total),Unique impressions (organic),Clicks (organic),Clicks (sponsored),Clicks (total),Reactions (organic),Reactions (sponsored),Reactions (total),Comments (organic),Comments (sponsored),Comments (total),Reposts (organic),Reposts (sponsored),Reposts (total),Engagement rate (organic),Engagement rate (sponsored),Engagement rate (total)".split(
    ","
)
TUBE = [
    "Content",
    "Video title",
    "Video publish time",
    "Duration",
    "Views",
    "Watch time (hours)",
    "Subscribers",
    "Impressions",
    "Impressions click-through rate (%)",
]


def linkedin_post(post, when):
    part = lambda share, salt: post.part(when, share, salt)
    seen, clicks, likes, comments, reposts = (
        post.impressions(when),
        part(post.click + 0.004, 5),
        part(post.act * 0.84, 1),
        part(post.act * 0.09, 2),
        part(post.act * 0.07, 3),
    )
    return [
        post.text,
        "https://www.linkedin.com/feed/update/urn:li:activity:" + post.id,
        "Organic",
        "",
        "Priya Nair",
        clock(post.at, UTC).strftime("%m/%d/%Y"),
        "",
        "",
        "All followers",
        seen,
        "",
        "",
        clicks,
        clicks / seen if seen else 0,
        likes,
        comments,
        reposts,
        "",
        (clicks + likes + comments + reposts) / seen if seen else 0,
        "",
    ]


def linkedin_days(first, past):
    table = []
    columns = [
        dict(daily("linkedin " + name, date(2025, 5, 1), past, middle, 0.0006, 0.35))
        for name, middle in (("seen", 1900), ("clicks", 44), ("reactions", 29), ("comments", 3), ("reposts", 2.4))
    ]
    for day in sorted(columns[0]):
        if day >= first:
            seen, clicks, reactions, comments, reposts = (column[day] for column in columns)
            rate = (clicks + reactions + comments + reposts) / seen if seen else 0
            table.append(
                [
                    day.strftime("%m/%d/%Y"),
                    seen,
                    0,
                    seen,
                    int(seen * 0.58),
                    clicks,
                    0,
                    clicks,
                    reactions,
                    0,
                    reactions,
                    comments,
                    0,
                    comments,
                    reposts,
                    0,
                    reposts,
                    rate,
                    0,
                    rate,
                ]
            )
    return table


def write_linkedin(folder, posts):
    counts = {}
    for month, since, when in captures():
        mine = of(posts, "linkedin", since, when)
        name = LINKEDIN % ("content", when * 1000 + 417, "All_posts")
        folder.write(name, rows([[POSTS_SENTENCE] + [""] * (len(POSTS) - 1), POSTS] + [linkedin_post(post, when) for post in mine]))
        counts[name] = len(mine)
    for when, first, past in (
        (local(2026, 2, 2, 8), date(2025, 5, 1), date(2026, 2, 1)),
        (local(2026, 11, 2, 8), date(2025, 11, 3), date(2026, 11, 2)),
    ):
        folder.write(
            LINKEDIN % ("content", when * 1000 + 421, "Metrics"),
            rows([[SENTENCE] + [""] * (len(METRICS) - 1), METRICS] + linkedin_days(first, past)),
        )
        gained = daily("linkedin followers", date(2025, 5, 1), past, 2.3, 0.0008, 0.4, 0.6)
        folder.write(
            LINKEDIN % ("followers", when * 1000 + 633, "New_followers"),
            rows(
                [["Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers"]]
                + [[day.strftime("%m/%d/%Y"), 0, value, 0, value] for day, value in gained if day >= first],
                last_end=False,
            ),
        )
    return counts


def video(post, when):
    views = post.impressions(when)
    hours = views * min(post.seconds, 240) * 0.42 / 3600
    shown = clock(post.at, PACIFIC)
    # Post.impressions are views here; how often the thumbnail was shown is another figure.
    return [
        post.id,
        post.text.split("\n")[0].rstrip("."),
        "%s %d, %d" % (MONTH[shown.month - 1], shown.day, shown.year),
        post.seconds,
        views,
        "%.4f" % hours,
        post.part(when, 0.004, 1),
        views * 14,
        "%.2f" % (3 + post.act * 30),
    ]


def write_youtube(folder, posts):
    """Lifetime figures on the day of the download: quarterly until spring 2026, then monthly."""
    counts = {}
    for month, _, when in captures():
        if month < month_of(2026, 4) and month % 3:
            continue
        mine, last = of(posts, "youtube", 0, when), clock(when, PACIFIC).date()
        table = sorted((video(post, when) for post in mine), key=lambda row: (-row[4], row[0]))
        total = [
            "Total",
            "",
            "",
            "",
            sum(row[4] for row in table) + 318,
            "%.4f" % (sum(float(row[5]) for row in table) + 9.2),
            sum(row[6] for row in table) + 41,
            sum(row[7] for row in table) + 5210,
            "4.02",
        ]
        days, chosen = daily("youtube", date(2025, 4, 1), last, 900), table[:4]
        chart = [["Date", "Content", "Video title", "Video publish time", "Views"]] + [
            [day.isoformat()] + row[:3] + [int(value * share)]
            for row, share in zip(chosen, (0.2, 0.14, 0.1, 0.07))
            for day, value in days
        ]
        name = "exports/youtube/Content 2025-04-01_%s Larkfield Cycle Co-operative.zip" % last
        folder.zip(
            name,
            {
                "Table data.csv": rows([TUBE, total] + table),
                "Chart data.csv": rows(chart),
                "Totals.csv": rows([["Date", "Views"]] + [[day.isoformat(), value] for day, value in days]),
            },
            clock(when).timetuple()[:6],
        )
        counts[name] = len(mine)
    return counts


def named_day(day):
    return "%s %d" % (MONTHS[day.month - 1], day.day)


TIKTOK_DAYS = (  # of each download the first day, and the day it was made
    (date(2025, 5, 1), date(2025, 11, 3)),
    (date(2025, 9, 1), date(2026, 5, 4)),
    (date(2026, 4, 1), date(2026, 9, 28)),
)


def is_exported(post):
    return post.network != "tiktok" or at(TIKTOK_DAYS[0][0]) <= post.at < at(TIKTOK_DAYS[-1][1], 9)


def write_tiktok(folder, posts):
    """UTF-8 with BOM, everything quoted, no newline at the end, no years; the last download is of 28 September 2026."""
    counts = {}
    for first, past in TIKTOK_DAYS:
        when = at(past, 9)
        columns = [("Video Views", 1500), ("Profile Views", 12), ("Likes", 60), ("Comments", 2.5), ("Shares", 3.5)]
        series = {name: dict(daily("tiktok " + name, date(2025, 5, 1), past, middle)) for name, middle in columns}
        hole = (date(2026, 1, 12), date(2026, 2, 2))
        table = [
            [named_day(day)] + ["undefined" if hole[0] <= day < hole[1] else series[name][day] for name, _ in columns]
            for day in (first + timedelta(n) for n in range((past - first).days))
        ]
        name = "%%s_%s_%d_larkfieldcycles.csv" % (first, when)
        mark = b"\xef\xbb\xbf"
        folder.write(
            "exports/tiktok/" + name % "Overview",
            mark + quoted([["Date"] + [column for column, _ in columns]] + table, last_end=False).encode(),
        )
        mine = of(posts, "tiktok", at(first), when)
        header = ["Time", "Video title", "Video link", "Post time", "Total likes", "Total comments", "Total shares", "Total views"]
        table = [
            [
                named_day(past),
                post.text if post.at % 11 else "",
                "https://www.tiktok.com/@larkfieldcycles/video/" + post.id,
                named_day(clock(post.at)),
                post.part(when, post.act * 0.9, 1),
                post.part(when, post.act * 0.04, 2),
                post.part(when, post.act * 0.06, 3),
                post.impressions(when),
            ]
            for post in mine
        ]
        folder.write("exports/tiktok/" + name % "Content", mark + quoted([header] + table, last_end=False).encode())
        counts["exports/tiktok/" + name % "Content"] = len(mine)
    return counts

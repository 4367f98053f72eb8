"""X: the classic tweet activity until August 2025, the newer content export in two generations, the account overview."""
from datetime import date

from .clock import MONTH, UTC, WEEKDAY, clock, month_of
from .files import quoted, rows
from .posts import captures, daily, of


CLASSIC = [
    "Tweet id",
    "Tweet permalink",
    "Tweet text",
    "time",
    "impressions",
    "engagements",
    "engagement rate",
    "retweets",
    "replies",
    "likes",
    "user profile clicks",
    "url clicks",
    "hashtag clicks",
    "detail expands",
    "permalink clicks",
    "app opens",
    "app installs",
    "follows",
    "email tweet",
    "dial phone",
    "media views",
    "media engagements",
]
FIRST = "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks"
SECOND = "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
CLASSIC_UNTIL, FIRST_UNTIL = month_of(2025, 8), month_of(2026, 1)


def counters(post, when):
    part = lambda share, salt: post.part(when, share, salt)
    found = {
        "impressions": post.impressions(when),
        "likes": part(post.act * 0.78, 1),
        "replies": part(post.act * 0.1, 2),
        "reposts": part(post.act * 0.12, 3),
        "profile": part(0.002, 4),
        "url": part(post.click, 5),
        "expands": part(0.008, 6),
        "bookmarks": part(post.act * 0.09, 7),
        "follows": part(0.0003, 8),
        "hashtag": part(0.0004, 9),
    }
    found["engagements"] = sum(value for key, value in found.items() if key != "impressions")
    return found


def classic(post, when):
    c = counters(post, when)
    real = [c["impressions"], c["engagements"]]
    rate = repr(c["engagements"] / c["impressions"]) if c["impressions"] else "0.0"
    rest = [c["reposts"], c["replies"], c["likes"], c["profile"], c["url"], c["hashtag"], c["expands"], 0]
    return (
        [
            post.id,
            "https://twitter.com/LarkfieldCycles/status/" + post.id,
            post.text.replace("&", "&amp;"),
            clock(post.at, UTC).strftime("%Y-%m-%d %H:%M +0000"),
        ]
        + ["%d.0" % n for n in real]
        + [rate]
        + ["%d.0" % n for n in rest]
        + ["0", "0", str(c["follows"]), "0", "0", "0", "0"]
        + ["-"] * 18
    )


def content(post, when, first):
    c, day = counters(post, when), clock(post.at, UTC)
    name = (
        "%s %s %02d %d" % (WEEKDAY[day.weekday()], MONTH[day.month - 1], day.day, day.year)
        if first
        else "%s, %s %d, %d" % (WEEKDAY[day.weekday()], MONTH[day.month - 1], day.day, day.year)
    )
    return [
        post.id,
        name,
        " ".join(post.text.split()).replace("&", "&amp;")[:300],
        "https://x.com/LarkfieldCycles/status/" + post.id,
        c["impressions"],
        c["likes"],
        c["engagements"],
        c["bookmarks"],
        0,
        c["follows"],
        c["replies"],
        c["reposts"],
        c["profile"],
        c["expands"],
        c["url"],
        c["hashtag"],
        0,
    ]


def generation_one(table):
    """Only the text is quoted, and always; CRLF."""
    return "\r\n".join(
        [FIRST]
        + [
            ",".join('"%s"' % cell.replace('"', '""') if index == 2 else str(cell) for index, cell in enumerate(row))
            for row in table
        ]
    )


def overview(first, past):
    """One row a day, newest first, no newline at the end."""
    columns = {
        "Impressions": 3600,
        "Likes": 44,
        "Engagements": 120,
        "Bookmarks": 4,
        "Shares": 3,
        "New follows": 2.6,
        "Unfollows": 1.4,
        "Replies": 5,
        "Reposts": 6,
        "Profile visits": 11,
        "Create Post": 0.8,
        "Video views": 60,
        "Media views": 90,
    }
    series = {name: dict(daily("x " + name, date(2025, 4, 1), past, middle)) for name, middle in columns.items()}
    days = sorted((day for day in series["Likes"] if day >= first), reverse=True)
    return rows(
        [["Date"] + list(columns)]
        + [
            ["%s, %s %d, %d" % (WEEKDAY[day.weekday()], MONTH[day.month - 1], day.day, day.year)]
            + [series[name][day] for name in columns]
            for day in days
        ],
        last_end=False,
    )


def write_x(folder, posts):
    counts = {}
    for month, since, when in captures():
        mine, first, last = of(posts, "x", since, when), clock(since, UTC), clock(when, UTC)
        if month <= CLASSIC_UNTIL:
            name = "tweet_activity_metrics_LarkfieldCycles_%s_%s_en.csv" % (
                clock(since).strftime("%Y%m%d"),
                last.strftime("%Y%m%d"),
            )
            text = quoted([CLASSIC + ["promoted " + name for name in CLASSIC[4:]]] + [classic(post, when) for post in mine])
        else:
            name = "account_analytics_content_%s_%s.csv" % (clock(since).strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d"))
            table = [content(post, when, month <= FIRST_UNTIL) for post in mine]
            text = generation_one(table) if month <= FIRST_UNTIL else rows([SECOND.split(",")] + table, last_end=False)
        counts["exports/x/" + name] = len(mine)
        folder.write("exports/x/" + name, text)
    folder.write("exports/x/account_overview_analytics.csv", overview(date(2025, 11, 2), date(2026, 11, 2)))
    folder.write("exports/x/2026-03/account_overview_analytics.csv", overview(date(2025, 5, 1), date(2026, 3, 3)))
    return counts

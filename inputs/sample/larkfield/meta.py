"""Meta: monthly content exports of Facebook and Instagram (lifetime counters), the page-level daily series."""
from datetime import date, timedelta

from .clock import MONTH, PACIFIC, clock, month_of
from .dice import Dice
from .files import meta_series, put
from .posts import captures, daily, of

PAGE, ACCOUNT, NAME = "100087650043210", "17841400112358132", "Larkfield Cycle Co-operative"
IDENTITY = [
    "Post ID",
    "Page ID",
    "Page name",
    "Title",
    "Description",
    "Duration (sec)",
    "Publish time",
    "Caption type",
    "Permalink",
    "Is crosspost",
    "Is share",
    "Post type",
    "Languages",
    "Custom labels",
    "Funded content status",
    "Data comment",
    "Date",
]
OLD = IDENTITY + [
    "IMPRESSION:UNIQUE_USERS",
    "Reach",
    "Impressions",
    "Reactions, Comments and Shares",
    "Reactions",
    "Comments",
    "Shares",
    "Total clicks",
    "Matched Audience Targeting Consumption (Photo Click)",
    "Other Clicks",
    "Link Clicks",
    "Negative feedback from users: Hide all",
]
NEW = IDENTITY + [
    "Views",
    "Reach",
    "Reactions, comments and shares",
    "Reactions",
    "Comments",
    "Shares",
    "Total clicks",
    "Views",
    "Reach from Organic posts",
    "Reach from Boosted posts",
    "3-second video views",
    "Seconds viewed",
    "Average Seconds viewed",
    "Negative feedback from users",
    "Unique negative feedback from users",
    "Other clicks",
    "Matched audience targeting consumption (Photo Click)",
    "Link clicks",
]
INSTAGRAM = [
    "Post ID",
    "Account ID",
    "Account username",
    "Account name",
    "Description",
    "Duration (sec)",
    "Publish time",
    "Permalink",
    "Post type",
    "Data comment",
    "Date",
    "Views",
    "Reach",
    "Likes",
    "Shares",
]
IMPRESSIONS_UNTIL = month_of(2026, 1)
ERROR = "An error occurred while computing metadata for content with ID %s."


def blank(number):
    """Clicks are an empty cell where there were none."""
    return number or ""


def facebook_row(post, when, old):
    part = lambda share, salt: post.part(when, share, salt)
    seen = post.impressions(when)
    reach, reactions, comments, shares = (
        int(seen * 0.71),
        part(post.act * 0.8, 1),
        part(post.act * 0.13, 2),
        part(post.act * 0.07, 3),
    )
    links, photo, other = part(post.click, 5), part(0.004, 6) if post.format == "Photos" else 0, part(0.006, 7)
    hides, moving = part(0.00008, 8), post.format in ("Videos", "Reels")
    kind = (
        {"Photos": "Photo", "Videos": "Video", "Links": "Link"}.get(post.format, post.format)
        if old and post.at % 2
        else post.format
    )
    start = [
        post.id,
        PAGE,
        NAME,
        "" if old else post.text,
        post.text if old else "",
        post.seconds,
        clock(post.at, PACIFIC).strftime("%m/%d/%Y %H:%M"),
        "N/A",
        "https://www.facebook.com/LarkfieldCycles/posts/pfbid0%s" % post.id[-9:],
        0,
        0,
        kind,
        "",
        "",
        "",
        "",
        "Lifetime",
    ]
    sums = [reactions + comments + shares, reactions, comments, shares, links + photo + other]
    if old:
        return start + [reach, reach, seen] + sums + [blank(photo), blank(other), blank(links), blank(hides)]
    plays = int(seen * 0.4) if moving else 0
    tail = [
        seen,
        reach,
        "",
        blank(plays),
        blank(plays * 9),
        9 if plays else "",
        blank(hides),
        blank(hides),
        blank(other),
        blank(photo),
        blank(links),
    ]
    return start + [seen, reach] + sums + tail


def error_row(width, number):
    """A row whose identity is empty: an error of the platform, not a post."""
    row = [""] * width
    row[IDENTITY.index("Data comment")] = ERROR % number
    return row


def ragged(row):
    """Some rows leave their trailing empty cells out."""
    while row[-1] == "":
        row = row[:-1]
    return row


def facebook(folder, posts, counts):
    dice = Dice("facebook files")
    for month, since, when in captures():
        mine, old = dice.shuffled(of(posts, "facebook", since, when)), month <= IMPRESSIONS_UNTIL
        table = [facebook_row(post, when, old) for post in mine]
        table = [ragged(row) if index % 9 == 4 else row for index, row in enumerate(table)]
        if month % 4 == 0:
            table.insert(len(table) // 2, error_row(len(OLD if old else NEW), "9335280%08d" % (month * 7919)))
        first, last = clock(since), clock(when)
        name = "exports/facebook/%s_%s_%s.csv" % tuple(
            ["%s-%02d-%d" % (MONTH[day.month - 1], day.day, day.year) for day in (first, last)] + [dice.digits(16)]
        )
        folder.write(name, b"\xef\xbb\xbf" + put([OLD if old else NEW] + table).encode())
        counts[name] = len(mine)


def instagram_row(post, when, late):
    part = lambda share, salt: post.part(when, share, salt)
    seen = post.impressions(when)
    likes, comments, shares, saves, follows = (
        part(post.act * 0.72, 1),
        part(post.act * 0.06, 2),
        part(post.act * 0.09, 3),
        part(post.act * 0.13, 4),
        part(0.0004, 5),
    )
    path = "reel" if post.format == "IG reel" else "p"
    return [
        post.id,
        ACCOUNT,
        "larkfieldcycles",
        NAME,
        post.text,
        post.seconds,
        clock(post.at, PACIFIC).strftime("%m/%d/%Y %H:%M"),
        "https://www.instagram.com/%s/D%s/" % (path, post.id[-10:]),
        post.format,
        "",
        "Lifetime",
        seen,
        int(seen * 0.62),
        likes,
        shares,
    ] + ([follows, comments, saves] if late else [comments, saves, follows])


def instagram(folder, posts, counts):
    dice = Dice("instagram files")
    for month, since, when in captures():
        mine, late = dice.shuffled(of(posts, "instagram", since, when)), month >= month_of(2026, 1)
        header = INSTAGRAM + (["Follows", "Comments", "Saves"] if late else ["Comments", "Saves", "Follows"])
        first, last = clock(since), clock(when)
        name = "exports/instagram/%s_%s_%s.csv" % tuple(
            ["%s-%02d-%d" % (MONTH[day.month - 1], day.day, day.year) for day in (first, last)] + [dice.digits(16)]
        )
        folder.write(name, b"\xef\xbb\xbf" + put([header] + [instagram_row(post, when, late) for post in mine]).encode())
        counts[name] = len(mine)


def series(name, first, past, middle, gaps=False):
    """Clock time 01 outside American summer time, 00 within; follows leave out days without any."""
    table = []
    for day, value in daily(name, date(2025, 5, 1), past, middle):
        noon = clock(int((day - date(1970, 1, 1)).total_seconds()) + 72000, PACIFIC)
        if day >= first and (value or not gaps):
            table.append(("%sT%s:00:00" % (day, "00" if noon.dst() else "01"), value))
    return table


def page_level(folder):
    """Two downloads, overlapping by two months. Reach and Views do not say of which network they are: their folder does."""
    for part, first, past in (
        ("2026-03", date(2025, 5, 1), date(2026, 3, 2)),
        ("2026-11", date(2026, 1, 1), date(2026, 11, 1) + timedelta(1)),
    ):
        make = lambda title, middle, gaps=False: (title, series(title, first, past, middle, gaps))
        here = "exports/facebook/%s/" % part
        folder.write(here + "Follows.csv", meta_series(make("Facebook follows", 1.9, True)))
        folder.write(here + "Reach.csv", meta_series(make("Facebook reach", 2900)))
        folder.write(here + "Views.csv", meta_series(("Views", series("Facebook views", first, past, 5200))))
        folder.write(
            here + "Interactions.csv", meta_series(("Content interactions", series("Facebook interactions", first, past, 84)))
        )
        folder.write(here + "Link clicks.csv", meta_series(make("Facebook link clicks", 41)))
        folder.write(here + "Visits.csv", meta_series(make("Facebook visits", 64), make("Instagram profile visits", 71)))
        here = "exports/instagram/%s/" % part
        folder.write(here + "Follows.csv", meta_series(make("Instagram follows", 4.4, True)))
        folder.write(here + "Reach.csv", meta_series(make("Instagram reach", 5600)))
        folder.write(here + "Views.csv", meta_series(("Views", series("Instagram views", first, past, 11800))))
        folder.write(
            here + "Interactions.csv", meta_series(("Content interactions", series("Instagram interactions", first, past, 260)))
        )


def write_meta(folder, posts):
    counts = {}
    facebook(folder, posts, counts)
    instagram(folder, posts, counts)
    page_level(folder)
    return counts

"""What the co-operative publishes: one idea goes to several networks, and its counters grow with age."""
import math

from .clock import CAPTURE_DAY, LAST_MONTH, TOLD_FROM, at, local, month_days, month_start
from .dice import Dice, fnv

# topic, funnel stage, campaign, long texts, short texts
IDEAS = [
    (
        "mending",
        "aware",
        "learn-to-mend",
        [
            "Fix your own brakes in an evening. Bring the bike, we bring the tea.\n\nThursday bench, 18:30, Pump Yard.",
            "Three signs that your chain is done.\n\nMeasure over ten links, not one. If it hangs like a necklace, come by.",
            "A puncture is twelve minutes of your life. We timed it, with a beginner and a cold tyre.",
        ],
        [
            "Fix your own brakes in an evening. Thursday, Pump Yard.",
            "Three signs that your chain is done.",
            "A puncture: twelve minutes, with a beginner.",
        ],
    ),
    (
        "booking",
        "deciding",
        "winter-check",
        [
            "The winter check: brakes, gears, bearings, lights, and a cup of tea.\n\nBookings are open.",
            "Salt eats bearings. We take them out, clean them, and put them back.\n\nBook the winter check before the frost does.",
            "Forty minutes now or a walk home in January.\n\nThe winter check, Pump Yard.",
        ],
        [
            "The winter check is open: brakes, gears, lights, tea.",
            "Salt eats bearings. Book the winter check.",
            "Forty minutes now or a walk home in January.",
        ],
    ),
    (
        "spring",
        "deciding",
        "spring-service",
        [
            "The first warm Sunday is closer than you think. Spring service slots are open.",
            "Your bike has slept in the shed since November.\n\nWake it gently: spring service at Pump Yard.",
        ],
        ["Spring service slots are open.", "Wake the bike gently: spring service."],
    ),
    (
        "rides",
        "aware",
        "summer-rides",
        [
            "Slow ride to Ashby this Sunday. Nobody is dropped, that is the whole point.",
            "Eleven riders, two punctures, one very good cake.\n\nNext slow ride: Sunday, ten o'clock, the old pump.",
            "We wait at every gate. Come on whatever rolls.",
        ],
        ["Slow ride to Ashby this Sunday. Nobody is dropped.", "Eleven riders, two punctures, one cake.", "We wait at every gate."],
    ),
    (
        "lights",
        "considering",
        "autumn-lights-25",
        [
            "The clocks change on Sunday. We check lights for nothing, all Saturday.",
            "One bike in three has no rear light. We counted at Station Road.",
        ],
        ["The clocks change. We check lights for nothing on Saturday.", "One bike in three has no rear light. We counted."],
    ),
    (
        "members",
        "customer",
        "",
        [
            "The workshop belongs to its members: a share costs less than a tyre.",
            "Twelve of you asked, so we open on Thursdays until nine.",
            "Our annual meeting is on Tuesday. Tea first, votes second.",
        ],
        [
            "The workshop belongs to its members.",
            "We now open on Thursdays until nine.",
            "Annual meeting on Tuesday: tea, then votes.",
        ],
    ),
    (
        "families",
        "considering",
        "",
        [
            "Small bikes on the shelf, grown children wanted. Swap day is Saturday.",
            "Trailer or seat? Try both at the yard, with your own child and our patience.",
        ],
        ["Swap day for small bikes: Saturday.", "Trailer or seat? Try both at the yard."],
    ),
    (
        "stories",
        "unaware",
        "",
        [
            "She found her aunt's tourer behind a mangle. Six Thursdays later it rides.",
            "Portrait of a bottom bracket, after eleven winters.",
            "Who mends what: Elsie and the stubborn seat post.",
        ],
        ["Her aunt's tourer rides again.", "Portrait of a bottom bracket.", "Elsie and the stubborn seat post."],
    ),
    (
        "town",
        "unaware",
        "",
        [
            "Mill Lane crossing: the plan is out, and so is our count.",
            "New stands at Chapel Rise. They are for bikes, not for bins.",
        ],
        ["Mill Lane crossing: our count.", "New stands at Chapel Rise."],
    ),
]
# posts a month, middle of the views, spread, share that acts, share that clicks, days until two thirds of the views are in
NETWORKS = {
    "x": (21, 2300, 0.75, 0.013, 0.011, 1.2),
    "facebook": (13, 9500, 0.65, 0.014, 0.008, 2.5),
    "instagram": (17, 15000, 0.6, 0.021, 0, 3),
    "linkedin": (8, 5200, 0.6, 0.018, 0.024, 4),
    "youtube": (4, 4300, 0.8, 0.03, 0, 25),
    "tiktok": (7, 6500, 1.1, 0.04, 0, 4),
}
SEASON = [1, 0.9, 0.95, 1.05, 1.15, 1.1, 1.05, 1, 0.9, 1.05, 1.2, 1.05]


class Post:
    def __init__(self, platform, network, number, when, text):
        self.platform, self.network, self.id, self.at, self.text = platform, network, number, when, text
        self.topic = self.funnel = self.campaign = self.content = self.format = ""
        self.views, self.act, self.click, self.slow = 0, 0, 0, 1
        self.link = False
        self.seconds = 0

    def seen(self, instant):
        """The share of its last counters that a post has reached; a slow tail goes on for months."""
        age = (instant - self.at) / 86400
        return 0 if age < 0 else 0.93 * (1 - math.exp(-age / self.slow)) + 0.07 * (1 - math.exp(-age / 90))

    def impressions(self, instant):
        return int(self.views * self.seen(instant))

    def part(self, instant, share, salt):
        """A counter that is a share of the views; its own luck, the same at each capture."""
        luck = 0.65 + 0.7 * (fnv("%s %d" % (self.id, salt)) >> 40) / (1 << 24)
        return int(self.views * self.seen(instant) * share * luck)


def idea_weights(month):
    day = month_start(month)
    open_ = {"winter-check": (23, 25), "spring-service": (17, 18), "summer-rides": (20, 22), "autumn-lights-25": (12, 13)}
    return (
        [
            (4 if campaign in open_ else 1.2)
            if campaign not in open_ or open_[campaign][0] <= month <= open_[campaign][1]
            else 0.35
            if topic in ("rides", "lights")
            else 0
            for topic, _, campaign, *_ in IDEAS
        ]
        if day
        else []
    )


def post_id(network, when, dice):
    if network == "x":
        return str(when * 1000 - 1288834974657 << 22 | dice.below(1 << 22))
    if network == "facebook":
        return "1220" + str(when)[2:] + dice.digits(3)
    if network == "instagram":
        return "18" + str(when)[1:] + dice.digits(6)
    if network == "linkedin":
        return "7" + str(when - 1600000000) + dice.digits(9)
    if network == "youtube":
        return dice.code(11, "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789_")
    return "75" + str(when)[1:] + dice.digits(8)


def form(network, dice):
    return {
        "x": "text",
        "facebook": dice.weighted(["Photos", "Videos", "Reels", "Links", "Text"], [8, 1, 2, 3, 2]),
        "instagram": dice.weighted(["IG image", "IG reel", "IG carousel"], [6, 5, 4]),
        "linkedin": "Organic",
        "youtube": "video",
        "tiktok": "short",
    }[network]


def publish(network, month, number, idea, variant, adapted, when, dice):
    topic, funnel, campaign, long, short = idea
    _, middle, spread, act, click, slow = NETWORKS[network]
    post = Post("meta" if network in ("facebook", "instagram") else network, network, post_id(network, when, dice), when, "")
    brief = network in ("x", "tiktok", "youtube")
    post.text = (short if brief and adapted else long)[variant % len(long)]
    post.topic, post.funnel, post.content, post.format, post.slow = (
        topic,
        funnel,
        "c%d-%02d" % (2410 + month, number),
        form(network, dice),
        slow,
    )
    live = idea_weights(month)[IDEAS.index(idea)] > 0.35
    post.campaign = campaign if live else ""
    post.link = click > 0 and dice.chance(0.55)
    if post.link:
        address = "larkfield.example/%s?utm_source=%s&utm_medium=social&utm_campaign=%s" % (
            topic,
            network,
            post.campaign or "evergreen",
        )
        post.text += (" " if brief else "\n\n") + (
            "https://t.co/" + dice.code(10, "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789")
            if network == "x"
            else "https://" + address
        )
    if network in ("instagram", "tiktok"):
        post.text += " #LarkfieldRides" + (" #WinterCheck" if post.campaign == "winter-check" else "")
    growth = (1 + 0.018 * (month - TOLD_FROM)) * SEASON[month_start(month).month - 1]
    post.views = int(dice.lognormal(middle, spread) * growth)
    post.act = act * dice.lognormal(1, 0.35) * (1.25 if topic in ("stories", "mending") else 0.85 if topic == "booking" else 1)
    post.click = click * dice.lognormal(1, 0.4) * (1.3 if topic == "booking" else 1) if post.link else 0
    post.seconds = (
        dice.between(24, 70)
        if post.format in ("IG reel", "Reels", "short")
        else dice.between(180, 900)
        if post.format in ("video", "Videos")
        else 0
    )
    return post


def best_post():
    """The one that stands apart: LinkedIn, 12 October 2026."""
    post = Post(
        "linkedin",
        "linkedin",
        "7191784100412345678",
        local(2026, 10, 12, 11, 30),
        "Winter tyres in 60 seconds.\n\nFront first, studs outward, thumbs only.\n\nhttps://larkfield.example/mending?utm_source=linkedin&utm_medium=social&utm_campaign=winter-check",
    )
    post.topic, post.funnel, post.campaign, post.content, post.format, post.link = (
        "mending",
        "aware",
        "winter-check",
        "c2434-99",
        "Organic",
        True,
    )
    post.views, post.act, post.click, post.slow = 9100, 0.052, 0.041, 3
    return post


def make_posts():
    found = [best_post()]
    for month in range(TOLD_FROM - 1, LAST_MONTH + 2):
        dice = Dice("posts %d" % month)
        left = {network: round(facts[0] * (0.8 + 0.4 * dice.share())) for network, facts in NETWORKS.items()}
        weights, number = idea_weights(month), 0
        while any(left.values()):
            number += 1
            idea = dice.weighted(IDEAS, weights)
            variant, adapted = dice.below(3), dice.chance(0.6)
            day = dice.below(month_days(month))
            for network in [name for name in NETWORKS if left[name] and dice.chance(0.35 + 0.02 * left[name])]:
                left[network] -= 1
                hour = dice.weighted(range(7, 22), [2, 4, 5, 4, 4, 6, 7, 4, 3, 3, 6, 8, 7, 4, 2])
                found.append(
                    publish(
                        network,
                        month,
                        number,
                        idea,
                        variant,
                        adapted,
                        at(month_start(month), hour, dice.below(60)) + (day + dice.below(2)) * 86400,
                        dice,
                    )
                )
    return sorted((post for post in found if post.at < at(CAPTURE_DAY, 8)), key=lambda post: (post.at, post.id))


def captures():
    """Monthly downloads on the 2nd: (month, first instant, capture instant); each holds two months of posts, so that posts come again."""
    for month in range(TOLD_FROM, LAST_MONTH + 1):
        after = month_start(month + 1)
        yield month, at(month_start(max(month - 1, TOLD_FROM - 1))), at(after.replace(day=2), 8)


def of(posts, network, since, until):
    """Newest first, as most platforms list them."""
    return [post for post in reversed(posts) if post.network == network and since <= post.at < until]


def daily(name, first, past, middle, growth=0.0006, weekend=0.8, spread=0.25):
    """An account's daily figure: trend, season, weekend, luck."""
    from .clock import days

    dice, table = Dice("daily " + name), []
    for number, day in enumerate(days(first, past)):
        value = (
            middle
            * (1 + growth * number)
            * SEASON[day.month - 1]
            * (weekend if day.weekday() > 4 else 1)
            * dice.lognormal(1, spread)
        )
        table.append((day, max(0, int(value + 0.5))))
    return table

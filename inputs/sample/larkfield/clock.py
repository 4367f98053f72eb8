"""Days, months and zones. An instant is seconds UTC; a month is a number, 0 = October 2024."""
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
PACIFIC = ZoneInfo("America/Los_Angeles")
UTC = timezone.utc
MONTH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAY = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

FIRST_MONTH = 0  # October 2024: the forum opens
TOLD_FROM = 7  # May 2025: the first month of every channel
LAST_MONTH = 24  # October 2026: the month that is reported
CAPTURE_DAY = date(2026, 11, 2)


def month_of(year, month):
    return (year - 2024) * 12 + month - 10


def month_start(number):
    return date(2024 + (number + 9) // 12, (number + 9) % 12 + 1, 1)


def month_days(number):
    return (month_start(number + 1) - month_start(number)).days


def local(year, month, day, hour=0, minute=0, second=0, zone=LONDON):
    """The instant of a clock time."""
    return int(datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp())


def at(day, hour=0, minute=0, second=0, zone=LONDON):
    return local(day.year, day.month, day.day, hour, minute, second, zone)


def clock(instant, zone=LONDON):
    return datetime.fromtimestamp(instant, zone)


def days(first, past):
    while first < past:
        yield first
        first += timedelta(1)


def stamp(instant, zone=LONDON):
    """2026-10-03 09:14"""
    return clock(instant, zone).strftime("%Y-%m-%d %H:%M")

"""Dates as metadata and users write them, brought to ISO; what cannot be a date is never repaired into one.

Only forms with one reading are taken. ``03/02/2018`` is left alone (two countries read it differently), ``31/12/2018``
is not ambiguous. A time of exactly midnight without a zone (``2016-05-28 00:00:00``) is how crawlers write a bare day,
so it becomes that day. A zone is kept as it was given, and none is ever assumed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_tz

from onrecord.errors import DateError

FIRST_YEAR, LAST_YEAR = 1400, 2200
#: Longer words are no date: general date parsers spent seconds on "January 5, 99999" and minutes on 1 MB of digits.
MAX_LENGTH = 64

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?: ?(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)"
_TAIL = rf"(?:(?:T|,? (?:at )?){_CLOCK}(?: ?{_ZONE})?)?"
_ISO = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[-/.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d){_TAIL}", re.IGNORECASE)
_LOOSE_ISO = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d\d?)[-/](?P<day>\d\d?){_TAIL}", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"(?:[a-z]{{3,9}},? )?(?P<name>[a-z]{{3,9}})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TAIL}",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?:[a-z]{{3,9}},? )?(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<name>[a-z]{{3,9}})\.?,? (?P<year>\d{{4}}){_TAIL}",
    re.IGNORECASE,
)
_NUMERIC = re.compile(rf"(?P<first>\d\d?)[/.-](?P<second_>\d\d?)[/.-](?P<year>\d{{4}}){_TAIL}", re.IGNORECASE)
_MAIL_ZONE = re.compile(r"[+-]\d{4}(?!\d)|\b(?:UTC?|GMT|Z|[ECMP][SD]T)\b")
#: A year as mail writes it: two digits (RFC 5322, 4.3, has three as well) or four.
_YEAR = re.compile(r"(?<![\d:])\d{2,4}(?![\d:])", re.ASCII)
_SHAPES = (_ISO, _LOOSE_ISO, _MONTH_FIRST, _DAY_FIRST)
_NOTHING = re.compile(r"[0:T Z./+-]*", re.IGNORECASE)


class Impossible(ValueError):
    """Words in the shape of a date that no calendar has (month 13, 30 February, the year 9999)."""


def iso_date(text: str) -> str | None:
    """The ISO form of a date or date-time, or ``None`` if the words are not one date that can be.

    >>> iso_date("Sat, 03 Feb 2018 10:15:00 GMT"), iso_date("2016-05-28 00:00:00"), iso_date("2023-13-45")
    ('2018-02-03T10:15:00+00:00', '2016-05-28', None)
    """
    try:
        return read_date(text)
    except Impossible:
        return None


def parse_given(text: str, where: str) -> str:
    """The ISO form of a date that a user gave.

    Args:
        text: the words given.
        where: the option or line that they were given in, for the message.

    Raises:
        DateError: the words are not a date between the years 1400 and 2200.
    """
    try:
        found = read_date(text)
    except Impossible as reason:
        raise DateError(f"{text[:MAX_LENGTH]!r} cannot be a date: {reason}", where=where, hint=_HINT) from None
    if found is None:
        raise DateError(f"{text[:MAX_LENGTH]!r} is not a date", where=where, hint=_HINT)
    return found


_HINT = "Write the day as 2026-02-07, or day and time as 2026-02-07T10:15:00+00:00"


def read_date(text: str) -> str | None:
    """The ISO form of a date or date-time; ``None`` where the words do not have the shape of a date.

    Raises:
        Impossible: the words have the shape of a date, but there is no such day, hour or zone.
    """
    text = " ".join(text[: MAX_LENGTH + 1].split())
    if not text or len(text) > MAX_LENGTH or _NOTHING.fullmatch(text):
        return None
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _written(match, int(match["year"]), _month(match), int(match["day"]))
    match = _NUMERIC.fullmatch(text)
    if match:
        return _numeric(match)
    return _mail_date(text)


def _month(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    return _MONTHS.get(groups["name"].lower()) if "name" in groups else int(groups["month"])


def _numeric(match: re.Match[str]) -> str | None:
    """Day and month in figures, where only one order can be meant."""
    first, second = int(match["first"]), int(match["second_"])
    if first > 12 >= second:
        return _written(match, int(match["year"]), second, first)
    if second > 12 >= first:
        return _written(match, int(match["year"]), first, second)
    return _written(match, int(match["year"]), first, second) if first == second else None


def _written(match: re.Match[str], year: int, month: int | None, day: int) -> str | None:
    if month is None:
        return None
    on = _day(year, month, day)
    if match["hour"] is None:
        return on.isoformat()
    at = _clock(match)
    if match["zone"] is None:
        return on.isoformat() if at == time() else datetime.combine(on, at).isoformat()
    return datetime.combine(on, at, _zone(match["zone"])).isoformat()


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Impossible(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Impossible(f"there is no day {day} of month {month} in {year}") from None


def _clock(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Impossible(f"there is no hour {hour} {half}m")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        raise Impossible(f"there is no such time of day as {match['hour']}:{match['minute']}") from None


def _zone(words: str) -> timezone:
    if words.upper() in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(words[1:3]), int(words[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise Impossible(f"there is no time zone {words}")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if words[0] == "-" else offset)


def _mail_date(text: str) -> str | None:
    """A date as mail, feeds and the C library write it: weekday, day, month by name, year, time, zone."""
    try:
        fields = parsedate_tz(text)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None
    if fields is None or not re.search(r"[A-Za-z]{3}.{0,60}\d:\d\d", text):
        return None
    if not any(int(figures) % 100 == fields[0] % 100 for figures in _YEAR.findall(text)):
        return None  # parsedate_tz makes a year of a single digit
    on = _day(fields[0], fields[1], fields[2])
    try:
        at = time(*fields[3:6])
    except (ValueError, OverflowError):
        raise Impossible("there is no such time of day") from None
    offset = fields[9]
    # parsedate_tz answers 0 where no zone was written; a zone that is not in the words is not in the answer either.
    if offset is None or abs(offset) > 14 * 3600 or not _MAIL_ZONE.search(text):
        return on.isoformat() if at == time() else datetime.combine(on, at).isoformat()
    return datetime.combine(on, at, timezone(timedelta(seconds=offset))).isoformat()

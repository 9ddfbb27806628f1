"""Date lines: words that say when a report was published, and the date in its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
#: Offsets in minutes of zone names that have one meaning in news; "IST" and "CST" have several and are left out.
_ZONES = {
    **dict.fromkeys(("gmt", "utc", "z", "wet"), 0),
    **dict.fromkeys(("bst", "cet"), 60),
    **dict.fromkeys(("cest", "eet", "sast"), 120),
    **dict.fromkeys(("eest", "msk", "trt"), 180),
    **{"edt": -240, "est": -300, "cdt": -300, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480},
    **{"gst": 240, "hkt": 480, "sgt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660},
}
_OFFSET = r"(?:(?:GMT|UTC)\s?)?[+-]\d\d?(?::?\d\d)?\b"
_CLOCK = re.compile(
    r"(?:\bat\s+|T|\b)(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?)?\s?(?P<half>[ap]\.?m\b\.?)?"
    rf"(?:\s?\(?(?P<zone>Z\b|{_OFFSET}|[A-Za-z]{{2,4}}\b)\)?)?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\w/-])(?:"
    rf"(?P<d1>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m1')},?\s+(?P<y1>\d{{4}})"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})(?P<mark>[-/.])(?P<m3>\d\d?)(?P=mark)(?P<d3>\d\d?)"
    r"|(?P<n1>\d\d?)[/.-](?P<n2>\d\d?)[/.-](?P<y4>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)
_YEARLESS = re.compile(rf"\b(?:{_MONTH.format('m1')}\s+\d\d?|\d\d?\s+{_MONTH.format('m2')})\b(?!\s+\d)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:(?:first |originally )?(?:published|posted|issued|released|filed|created)"
    r"|publication date|date(?: published)?)\b(?:\s+(?:on|at|date))?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified|update|edited)\b(?:\s+(?:on|at|date))?", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b\d{1,3} min(?:ute)?s?(?: read)?\b"
    r"|\blocal time\b|\b\d{1,3} (?:minute|hour|day)s? ago\b|\b(?:at|on|time)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?<!\w)(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?(?:GMT|UTC|[A-Z]{2,4}))?(?!\w)"
)
_TIME_ONLY = re.compile(r"[\W_]{0,4}(?:last )?(?:updated|published|posted)\b[^\n]{0,12}\d", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[/-])(?P<month>\d\d?|[a-z]{3})(?P=mark)(?P<day>\d\d?)(?!\d)", re.IGNORECASE
)
#: Room for two labelled dates with times; a longer line is running text.
LONGEST = 140


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as words give it.

    Attributes:
        iso: ISO day, or day and time with the zone if that was stated; ``None`` if the words can be read two ways.
        start: offset of the first character of the date in the words.
        end: offset after its last, time and zone included.
        updated: the words call it the date of a later change.
        labelled: the words say what the date is of ("Published").
    """

    iso: str | None
    start: int
    end: int
    updated: bool = False
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is made of dates.

    Attributes:
        stamps: the dates with a year, in order.
        rest: what is left of the line without dates, labels, times and marks: nothing, or names.
    """

    stamps: tuple[Stamp, ...]
    rest: str

    @property
    def best(self) -> Stamp | None:
        """The date of publication: one that is not of an update if there is any."""
        return next((one for one in self.stamps if not one.updated), self.stamps[0] if self.stamps else None)


def read_line(words: str) -> DateLine | None:
    """The dates of a line, ``None`` if it has none or is too long to be a date line.

    The caller decides by ``rest`` whether the line is more than a date line.
    """
    if len(words) > LONGEST or not any(char.isdigit() for char in words):
        return None
    stamps = tuple(_stamps(words))
    if not stamps and not _YEARLESS.search(words) and not _TIME_ONLY.match(words):
        return None
    left, at = [], 0
    for stamp in stamps:
        left.append(words[at : stamp.start])
        at = stamp.end
    rest = " ".join([*left, words[at:]])
    for pattern in (_YEARLESS, _PUBLISHED, _UPDATED, _FILLER):
        rest = pattern.sub(" ", rest)
    rest = _TIMES.sub(" ", rest)
    return DateLine(stamps, " ".join(rest.split()).strip(" |•·,;:-–—()/.[]*_<>"))


def _stamps(words: str) -> list[Stamp]:
    found = []
    label_from = 0
    for match in _DATE.finditer(words):
        before = words[label_from : match.start()]
        day, (clock, end) = _day(match), _clock(words, match.end())
        iso = _joined(day, clock) if day else None
        updated, published = _UPDATED.search(before), _PUBLISHED.search(before)
        start = match.start()
        if day or match["n1"]:
            found.append(Stamp(iso, start, end, bool(updated and not published), bool(updated or published)))
        label_from = end
    return found


def find_day(words: str) -> str | None:
    """The first date with a year in the words as ISO day, ``None`` if there is none that can be."""
    return next((day.isoformat() for match in _DATE.finditer(words) if (day := _day(match))), None)


def _day(match: re.Match[str]) -> date | None:
    """The day that a match means; ``None`` if there is no such day or it can be read two ways."""
    groups = match.groupdict()
    if groups["n1"]:
        first, second = int(groups["n1"]), int(groups["n2"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (second, first) if first > 12 or first == second else (first, second)
        return _make(int(groups["y4"]), month, day)
    for n in "123":
        if groups[f"y{n}"]:
            month = int(groups["m3"]) if n == "3" else _month(groups[f"m{n}"])
            return _make(int(groups[f"y{n}"]), month, int(groups[f"d{n}"]))
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1700 <= year <= 2200 else None
    except ValueError:
        return None


def _clock(words: str, at: int) -> tuple[tuple[time, timezone | None] | None, int]:
    """Time and zone that follow a date, and where they end; the zone stays away where it is not plain."""
    gap = re.compile(r"[\s,|·•–—-]{0,4}").match(words, at)
    match = _CLOCK.match(words, gap.end() if gap else at)
    if not match or not (match["minute"] or match["half"]):
        return None, at
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    try:
        clock = time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        return None, at
    zone = _zone(match["zone"])
    return (clock, zone), match.end() if zone or not match["zone"] else match.start("zone") - _before(words, match)


def _before(words: str, match: re.Match[str]) -> int:
    """How many characters stand between the time and a zone that is none."""
    at = match.start("zone")
    return at - len(words[:at].rstrip(" ("))


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name.lower() in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name.lower()]))
    match = re.search(r"([+-])(\d\d?):?(\d\d)?$", name)
    if not match or int(match[2]) > 14:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))


def _joined(day: date, clock: tuple[time, timezone | None] | None) -> str:
    if clock is None:
        return day.isoformat()
    return datetime.combine(day, clock[0], clock[1]).isoformat()


def in_address(url: str) -> str | None:
    """The ISO day that an address carries ("/2026/02/07/"), ``None`` if it carries none that can be.

    >>> in_address("https://news.example/2026/02/07/talks"), in_address("https://news.example/a/2026-99-07")
    ('2026-02-07', None)
    """
    for match in _IN_ADDRESS.finditer(url):
        month = int(match["month"]) if match["month"].isdigit() else _month(match["month"])
        day = _make(int(match["year"]), month, int(match["day"]))
        if day:
            return day.isoformat()
    return None

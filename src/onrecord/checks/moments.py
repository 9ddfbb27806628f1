"""When a deed is told to have happened: the days and the hours that the words on its verb leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.checks.facts import Statement
from onrecord.checks.propositions import Proposition
from onrecord.checks.tree import Tree
from onrecord.lexicons.meanings import is_venue
from onrecord.model.reading import Reading, Time
from onrecord.model.spans import Span
from onrecord.text.once import once
from onrecord.text.ranges import Ranges

#: Ways of saying something; a day on which it was said is not the day of what was said.
_SAYING = frozenset(("says", "denies", "believes", "reported"))
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.I)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b", re.I)
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_AGO = re.compile(
    r"\bago\b|\bfrom now\b|\byears (?:earlier|later|before)\b"
    r"|^(?:about |around |some )?(?!last|this|next|the|that|past)[\w-]+ years?$",
    re.I,
)
#: "the year", "that month": which one hangs on the sentence before.
_POINTING = re.compile(
    r"^(?:the|that|those|these)\b(?!.*\d)(?!.*\bof\b)|\bsame\b|\bprevious\b|\bfollowing\b|\bat the time\b", re.I
)
_NEARLY_TODAY = re.compile(
    r"\b(?:yesterday|today|tonight|overnight|tomorrow|last night|this (?:morning|afternoon|evening))\b", re.I
)
_ZONE = re.compile(r"\b(GMT|UTC|[ECMP][SD]?T|BST|CET|CEST|MSK|IST|JST|local)\b")
#: The minutes of the parts of a day; a night runs into the next day.
_PARTS = {"MO": (240, 720), "AF": (720, 1080), "EV": (1020, 1439), "NI": (1020, 1800), "DT": (360, 1200)}
_DAWN, _NOON, _MIDNIGHT = (
    re.compile(r"\bdawn\b|\bsunrise\b|\bdaybreak\b", re.I),
    re.compile(r"\bnoon\b", re.I),
    re.compile(r"\bmidnight\b", re.I),
)
#: Minutes that "about" and "shortly before" leave open.
ABOUT, SHORTLY = 20, 60
#: Days before a report beyond which a deed is not its news.
LONG_AGO = 62
#: Prepositions on a time by what they say of the deed.
_AT = frozenset(("in", "on", "at", "during", "around", "about", "within", ""))
_BOUND = {
    "by": "by",
    "until": "until",
    "till": "until",
    "since": "since",
    "from": "since",
    "before": "before",
    "after": "after",
}
#: Places of a sentence between a time and its verb: "taken from a school in Marn in April".
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_PLACING = frozenset(("in", "at", "near", "from", "on", "to", "outside", "for", "into"))


@dataclass(frozen=True, slots=True)
class Moment:
    """When a deed is told to be.

    Attributes:
        times: the time expressions it is read from.
        days: first and last day left open; ``None`` where only an hour is told.
        hours: first and last minute of the day; ``None`` where no hour is told.
        exact: whether the hour is one of a clock and not rounded.
        zone: the time zone named.
        bound: ``at``, or how the deed lies to the time: ``by``, ``until``, ``since``, ``before``, ``after``.
        firm: whether it does not hang on the day of publication.
        weekday: the weekday named, in three letters.
        open: whether the days are only about so ("two years ago").
    """

    times: tuple[Time, ...]
    days: tuple[date, date] | None
    hours: tuple[int, int] | None
    exact: bool
    zone: str
    bound: str
    firm: bool
    weekday: str
    open: bool

    @property
    def words(self) -> str:
        """The words of the time, on one line."""
        return " ".join(" ".join(one.span.text.split()) for one in self.times)

    @property
    def wide(self) -> bool:
        """Whether it leaves most of a year open."""
        return self.days is not None and self.days[1] - self.days[0] > timedelta(days=300)

    @property
    def near_today(self) -> bool:
        """Whether it counts from the hour of writing ("yesterday", "overnight")."""
        return bool(_NEARLY_TODAY.search(self.words))


@once
def moment(one: Proposition) -> Moment | None:
    """When a proposition's deed is told to be; nothing where no time hangs on its verb, or two in different ways."""
    parsed = one.tree
    found: list[tuple[Time, str]] = []
    for time in _deed_times(one):
        bound = _hangs(parsed, time, one.verb, one.statement)
        if bound is not None:
            found.append((time, bound))
    bounds = {bound for _, bound in found}
    if not found or (len(bounds) > 1 and "at" not in bounds):
        return None
    if len(bounds) > 1:  # "after 10 p.m. on Sunday": the day is where it is, the hour what it is after
        found = [(time, bound) for time, bound in found if bound == "at" or _CLOCK.search(time.value)]
    return _moment(one.statement, parsed, [time for time, _ in found], [bound for _, bound in found])


def days_before(one: Proposition, when: Moment) -> int | None:
    """Days from the last day that a time leaves open to the report; ``None`` where one of them is not known."""
    day = one.statement.entry.report.day
    return (date.fromisoformat(day) - when.days[1]).days if day and when.days else None


def long_ago(one: Proposition, when: Moment) -> bool:
    """Whether a time lies so far before its report that the deed is not its news."""
    before = days_before(one, when)
    return before is not None and before > LONG_AGO


def other_time(one: Proposition, other: Proposition) -> bool:
    """Whether two deeds are told to be on days that exclude each other, or only one of them to be of long ago."""
    a, b = moment(one), moment(other)
    if a is None or b is None or a.days is None or b.days is None:
        return any(when is not None and long_ago(told, when) for told, when in ((one, a), (other, b)))
    return a.days[0] > b.days[1] or b.days[0] > a.days[1]


@once
def since(one: Proposition) -> Moment | None:
    """Since when something is told to be the most or the first of its kind: the time after "since" under its verb."""
    parsed = one.tree
    for time in _deed_times(one):
        inside = parsed.inside(time.span.start, time.span.end)
        tops = [at for at in inside if parsed.head(at) not in inside]
        over = parsed.head(tops[0]) if tops else None
        if over is not None and parsed.tokens[over].lemma == "since" and parsed.verb_of(over) == one.verb:
            return _moment(one.statement, parsed, [time], ["since"])
    return None


def _deed_times(one: Proposition) -> list[Time]:
    """The resolved times of a proposition's sentence; none where its verb is one by which something is said."""
    reading, span = one.statement.entry.reading, one.statement.span
    token = one.tree.tokens[one.verb]
    verb = Span(span.start + token.start, span.start + token.end, one.tree.word(one.verb))
    if any(said.cue and said.cue_class in _SAYING and said.cue.overlaps(verb) for said in reading.attributions):
        return []
    within = _times_within(one.statement)
    return [time for time in within if time.type in ("DATE", "TIME") and time.earliest and time.latest]


@once
def _times_within(statement: Statement) -> list[Time]:
    """The times that stand in a statement, in text order."""
    reading, span = statement.entry.reading, statement.span
    near = (reading.times[at] for at in _places(reading).near(span.start, span.end))
    return [time for time in near if span.contains(time.span)]


@once
def _places(reading: Reading) -> Ranges:
    """Where the times of a report stand."""
    return Ranges((one.span.start, one.span.end) for one in reading.times)


def _hangs(parsed: Tree, time: Time, verb: int, statement: Statement) -> str | None:
    """How a time hangs on a verb; nothing where it hangs on another word."""
    inside = parsed.inside(time.span.start, time.span.end)
    tops = [at for at in inside if parsed.head(at) not in inside]
    if not tops:
        return None
    others = {
        at for one in _times_within(statement) for at in parsed.inside(one.span.start, one.span.end) if one is not time
    }
    first = parsed.tokens[tops[0]]
    bound = _BOUND.get(first.lemma, "at") if first.role == "prep" else "at"
    seen = False
    for up in parsed.above(tops[0]):
        token = parsed.tokens[up]
        if up == verb:
            return bound
        if token.role in ("prep", "pcomp") or token.tag == "IN":
            if not seen and up not in others:
                if token.lemma not in _AT | _BOUND.keys() | _PLACING:
                    return None
                bound, seen = _BOUND.get(token.lemma, "at"), True
        elif up in others:
            continue
        elif not _place_between(parsed, up):
            return None
    return None


def _place_between(parsed: Tree, at: int) -> bool:
    """Whether a word is a place told between the verb and the time, on which the parser hung the time."""
    over = parsed.head(at)
    placed = over is not None and parsed.tokens[over].role == "prep" and parsed.tokens[over].lemma in _PLACING
    names = any(parsed.tokens[one].entity in _PLACES for one in parsed.phrase(at))
    return placed and (names or is_venue(parsed.tokens[at].lemma))


def _moment(statement: Statement, parsed: Tree, times: Sequence[Time], bounds: Sequence[str]) -> Moment | None:
    dated = [one for one in times if _has_day(one)]
    if len({(one.earliest, one.latest) for one in dated}) > 1:
        return None
    hours = [(one, bound) for one, bound in zip(times, bounds, strict=True) if _hours(statement, one)]
    if len(hours) > 1:  # "11:36 on Tuesday morning": the clock tells, the morning only repeats
        hours = [pair for pair in hours if _CLOCK.search(pair[0].value)] or hours
        if len({pair[0].value[-6:] for pair in hours if not _ZONE.search(pair[0].span.text)}) > 1:
            return None
    if not dated and not hours:
        return None
    words = " ".join(one.span.text for one in times)
    clock = hours[0][0] if hours else None
    zone = (
        _ZONE.search(statement.span.text[clock.span.start - statement.span.start :][: len(clock.span.text) + 14])
        if clock
        else None
    )
    weekday = _WEEKDAY.search(words)
    near = _approximate(statement, clock) if clock else False
    bound = next(
        (one for one in bounds if one != "at" and not (clock and (near or _DAWN.search(clock.span.text)))), "at"
    )
    return Moment(
        times=tuple(times),
        days=_days(dated[0]) if dated else None,
        hours=_hours(statement, clock) if clock else None,
        exact=bool(clock and _CLOCK.search(clock.value)) and not near,
        zone=zone[1] if zone else "",
        bound=bound,
        firm=all(_firm(one) for one in dated),
        weekday=weekday[1][:3].lower() if weekday else "",
        open=any(_AGO.search(one.span.text) or one.mod in ("APPROX", "MORE_THAN", "LESS_THAN") for one in dated),
    )


def _has_day(one: Time) -> bool:
    """Whether a time names its day, and is not only an hour that the day of publication was added to."""
    words = one.span.text
    named = _WEEKDAY.search(words) or _MONTH.search(words) or _NEARLY_TODAY.search(words)
    return (one.type == "DATE" and not _POINTING.search(words)) or bool(named)


def _firm(one: Time) -> bool:
    return bool(re.search(r"\b[12]\d{3}\b", one.span.text) or _MONTH.search(one.span.text))


def _days(one: Time) -> tuple[date, date]:
    """The days that a date leaves open: half months, and a year on either side of "two years ago"."""
    first, last = date.fromisoformat(one.earliest or ""), date.fromisoformat(one.latest or "")
    if last - first > timedelta(days=300) and (_AGO.search(one.span.text) or one.mod == "APPROX"):
        wide = 2 if re.search(r"decade|centur|\d\d", one.span.text) else 1
        first, last = _year(first, -wide), _year(last, wide)
        if one.mod == "MORE_THAN":
            first = _year(first, -4)
        if one.mod == "LESS_THAN":
            last = _year(last, 4)
        return first, last
    third = (last - first) / 3
    if one.mod == "START" and last > first:
        return first, last - third
    if one.mod == "END" and last > first:
        return first + third, last
    if one.mod == "MID" and last > first:
        return first + third / 2, last - third / 2
    return first, last


def _year(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _approximate(statement: Statement, one: Time) -> bool:
    return one.mod == "APPROX" or bool(_shortly(statement, one))


def _shortly(statement: Statement, one: Time) -> str:
    """ "before" or "after" where an hour is only near: "shortly before midnight", "just after 10"."""
    before = statement.span.text[: one.span.start - statement.span.start].lower().split()[-2:]
    near = len(before) == 2 and before[0] in ("shortly", "just", "soon") and before[1] in ("before", "after")
    return before[1] if near else ""


def _hours(statement: Statement, one: Time) -> tuple[int, int] | None:
    """The minutes of the day that a time leaves open."""
    words, shortly = one.span.text, _shortly(statement, one)
    clock = _CLOCK.search(one.value)
    if clock:
        at = int(clock[1]) * 60 + int(clock[2])
        if _MIDNIGHT.search(words):
            at = 1440
        low, high = (at - ABOUT, at + ABOUT) if one.mod == "APPROX" else (at, at)
        return (
            (low - SHORTLY, at) if shortly == "before" else (at, high + SHORTLY) if shortly == "after" else (low, high)
        )
    before = statement.span.text[: one.span.start - statement.span.start].lower().split()[-1:]
    if _DAWN.search(words):
        return (0, 400) if before == ["before"] else (240, 440)
    if _NOON.search(words):
        return (720, 720)
    part = re.search(r"T(MO|AF|EV|NI|DT)$", one.value)
    if part:
        return _PARTS[part[1]]
    if one.type == "DATE" and one.earliest == one.latest and one.mod in ("START", "END"):
        return (0, 600) if one.mod == "START" else (1020, 1440)
    return None

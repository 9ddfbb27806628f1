"""When something happens, put into words that keep the precision: ``2026-02-05``, ``early June 2026``, ``2022``."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.model.happening import Precision, When
from onrecord.model.reading import Entry, Event, Time

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PART = {"START": "early ", "MID": "mid-", "END": "late "}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_WEEK = 6
_SATURDAY = 5
#: What is told to a century or an age only is no day to stand under.
_AGE = 3660
_SOME_DAYS = 10


def when(entry: Entry, event: Event) -> When:
    """When an event of a report is, as that report tells it.

    Args:
        entry: the report.
        event: one of its events.
    """
    if event.when is None or event.when >= len(entry.reading.times):
        return When(unresolved="no day is told of it")
    time = entry.reading.times[event.when]
    if time.type not in ("DATE", "TIME"):
        return When(told=flat(time.span.text), unresolved="how long is told, not when")
    if time.earliest is None or time.latest is None:
        return When(told=flat(time.span.text), unresolved=time.why or "its day could not be resolved")
    if (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days > _AGE:
        return When(told=flat(time.span.text), unresolved="too long a time to stand under a day")
    return resolved(time)


def resolved(time: Time) -> When:
    """A point in time with its precision.

    Args:
        time: a time with both its days.
    """
    first, last = time.earliest or "", time.latest or ""
    kind = precision(first, last, time.value)
    return When(first, last, kind, shown(first, last, kind, time), flat(time.span.text))


def precision(first: str, last: str, value: str = "") -> Precision:
    """How exactly a span of days is told.

    >>> precision("2026-02-05", "2026-02-05"), precision("2026-06-01", "2026-06-30")
    ('day', 'month')
    """
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    width = (b - a).days
    if width == 0:
        return "day"
    if width == _WEEK and ("-W" in value or a.weekday() == 0):
        return "week"
    if (a.year, a.month) == (b.year, b.month) and (len(value) == len("2026-06") or _whole_month(a, b)):
        return "month"
    if width <= _SOME_DAYS:
        return "days"
    if value[-2:] in _SEASONS or value[-2:-1] == "Q":
        return "season"
    return "year" if a.year == b.year else "longer"


def _whole_month(a: date, b: date) -> bool:
    return a.day == 1 and (b + timedelta(days=1)).day == 1


def shown(first: str, last: str, kind: Precision, time: Time | None = None) -> str:
    """The days as they are shown.

    >>> shown("2026-06-01", "2026-06-30", "month"), shown("2026-02-09", "2026-02-15", "week")
    ('June 2026', 'week of 2026-02-09')
    """
    part = _PART.get(time.mod or "", "") if time is not None else ""
    about = "about " if time is not None and time.mod == "APPROX" else ""
    a = date.fromisoformat(first)
    if kind == "day":
        return about + first
    if kind == "week":
        return f"{about}{part}{'in the ' if part else ''}week of {first}"
    if kind == "days" and a.weekday() == _SATURDAY and (date.fromisoformat(last) - a).days == 1:
        return f"{about}weekend of {first}"
    if kind == "month":
        return f"{about}{part}{_MONTHS[a.month - 1]} {a.year}"
    if kind == "season" and time is not None and time.value[-2:] in _SEASONS:
        return f"{about}{part}{_SEASONS[time.value[-2:]]} {a.year}"
    if kind == "year" and (first[5:], last[5:]) == ("01-01", "12-31"):
        return f"{about}{part}{a.year}"
    return f"{about}{first} to {last}"


def flat(text: str) -> str:
    """The words on one line."""
    return " ".join(text.split())

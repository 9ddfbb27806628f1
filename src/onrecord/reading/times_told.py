"""Times that count from another time in the report: the next day, that year, two days later, a week earlier.

They count from the nearest time named before them, in the same paragraph or at the end of the one before, that is exact
enough and dates what happened: when something was said, and the dates of sources and pictures, come last or not at all.
Where there is none they stay unresolved and say so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.lexicons import cues
from onrecord.reading import times_calendar as cal
from onrecord.reading.engine import Parsed
from onrecord.reading.times_calendar import Norm, Told
from onrecord.reading.times_cited import is_cited
from onrecord.reading.times_grammar import NO_DAY, Spot

#: Characters between a time and the one that it counts from: three or four sentences of news.
REACH = 600
#: Characters that "the day after" may stand before the time that it counts from ("the day after Monday's talks").
AHEAD = 40

_SIZES = {
    "day": 0,
    "week": 1,
    "weekend": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "year": 4,
    "decade": 5,
    "century": 6,
}
_SHAPES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"), (re.compile(r"\d{4}-W\d\d"), "week"), (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}-Q\d"), "quarter"), (re.compile(r"\d{4}-(?:SP|SU|FA|WI)"), "season"),
    (re.compile(r"\d{4}(?:-H\d)?"), "year"), (re.compile(r"\d{3}"), "decade"), (re.compile(r"\d\d"), "century"),
)  # fmt: skip
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")


def unit_of_value(value: str) -> str | None:
    """The period that a TIMEX3 value names ("month" for ``2026-06``), ``None`` for an unresolved one.

    >>> unit_of_value("2026-06-01T20:00"), unit_of_value("XXXX-06")
    ('day', None)
    """
    return next((unit for shape, unit in _SHAPES if shape.match(value) and _whole(shape, value)), None)


def _whole(shape: re.Pattern[str], value: str) -> bool:
    return shape.fullmatch(value.partition("T")[0].removesuffix("-WE")) is not None


def counted(spots: Sequence[Spot], parsed: Sequence[Parsed]) -> list[Spot]:
    """The times with those resolved that count from another one.

    Args:
        spots: all times in text order.
        parsed: the parsed pieces that they stand in.
    """
    done = list(spots)
    for index, spot in enumerate(done):
        if spot.norm.told is not None:
            done[index] = replace(spot, norm=_resolved(done, index, parsed))
        elif spot.norm.why.startswith(NO_DAY):
            done[index] = replace(spot, norm=_on_a_day(done, index, parsed))
    return done


def _resolved(spots: Sequence[Spot], index: int, parsed: Sequence[Parsed]) -> Norm:
    spot = spots[index]
    norm, told = spot.norm, spot.norm.told
    assert told is not None
    anchors = _behind(spots, index) if told.after else _anchors(spots, index, told, parsed)
    for anchor in anchors:
        found = count(told, anchor.norm)
        if found is not None:
            words = parsed[anchor.piece].doc.text[anchor.start : anchor.end]
            return replace(found, mod=norm.mod, told=told, why=f"counted from “{words}” ({anchor.norm.value[:10]})")
    if norm.earliest is not None or norm.type == "DURATION":
        return norm
    return norm.because(_why_not(told))


def _why_not(told: Told) -> str:
    if told.after:
        return f"{cal.ANOTHER}: it counts from what is named behind it, which no date stands beside"
    return f"{cal.ANOTHER}, but none near before it names a {told.unit if told.weekday is None else 'day'}"


def _behind(spots: Sequence[Spot], index: int) -> Iterator[Spot]:
    """The time close behind a place."""
    here = spots[index]
    for spot in spots[index + 1 : index + 2]:
        if spot.piece == here.piece and spot.start - here.end <= AHEAD and _is_anchor(spot):
            yield spot


def _anchors(spots: Sequence[Spot], index: int, told: Told, parsed: Sequence[Parsed]) -> Iterator[Spot]:
    """The times that one may count from, the likeliest first."""
    if told.books:
        yield from _quarters(spots, index, parsed)
    if told.unit == "quarter" and told.step == 0:
        yield from (spot for spot in _before(spots, index, parsed) if _QUARTER.fullmatch(spot.norm.value))
        return
    near = [spot for spot in _before(spots, index, parsed) if _is_anchor(spot) and _is_exact(spot.norm, told)]
    if told.alike:
        near = [spot for spot in near if not (spot.norm.told and spot.norm.told.alike)]
    here = spots[index]
    same = [spot for spot in near if spot.piece == here.piece and _one_sentence(parsed[here.piece], spot, here)]
    happened = [spot for spot in near if spot not in same and not _is_speech(parsed[spot.piece], spot)]
    yield from same
    yield from happened
    yield from (spot for spot in near if spot not in same and spot not in happened)


def _quarters(spots: Sequence[Spot], index: int, parsed: Sequence[Parsed]) -> Iterator[Spot]:
    """The quarters named before, the last first, those that are over before those that are not.

    Quarters that only compare ("the year-earlier quarter") are left out; where the sentence tells of another length
    ("for the nine months"), there are none.
    """
    here = spots[index]
    for spot in reversed(spots[:index]):
        if spot.piece != here.piece or not _one_sentence(parsed[here.piece], spot, here):
            break
        if spot.norm.type == "DURATION" and spot.norm.value.endswith(("M", "Y")):
            return
    day = (parsed[here.piece].report.day or "9999")[:10]
    named = [spot for spot in reversed(spots[:index]) if _QUARTER.fullmatch(spot.norm.value) and spot.norm.told is None]
    over = [spot for spot in named if spot.norm.latest and spot.norm.latest.isoformat() < day]
    yield from over
    yield from (spot for spot in named if spot not in over)


def _before(spots: Sequence[Spot], index: int, parsed: Sequence[Parsed]) -> Iterator[Spot]:
    """The times within reach before a place, the nearest first."""
    here = spots[index]
    for spot in reversed(spots[:index]):
        away = here.start - spot.end
        if spot.piece == here.piece - 1:
            away = here.start + len(parsed[spot.piece].doc.text) - spot.end
        elif spot.piece != here.piece:
            return
        if away > REACH:
            return
        yield spot


def _is_anchor(spot: Spot) -> bool:
    return spot.norm.earliest is not None and spot.norm.type in ("DATE", "TIME") and not is_cited(spot.norm.why)


def _is_exact(norm: Norm, told: Told) -> bool:
    """Whether a time is exact enough to count from: days from a day, months from a day, week or month."""
    unit = unit_of_value(norm.value)
    return unit is not None and _SIZES[unit] <= _SIZES["day" if told.weekday is not None else told.unit]


def _one_sentence(piece: Parsed, first: Spot, second: Spot) -> bool:
    between = piece.doc.text[first.end : second.start + 1]
    return re.search(r"[.!?]['\"”’)]{0,2} [\"“‘(]?[A-Z]", between) is None


_SAYING = frozenset({"says", "denies", "asks", "promises", "threatens"})


def _is_speech(piece: Parsed, spot: Spot) -> bool:
    """Whether a time tells when something was said: it hangs on a verb that reports."""
    starts = [token.idx for token in piece.doc]
    token = piece.doc[max(0, bisect_right(starts, spot.end - 1) - 1)]
    for above in (token, *token.ancestors):
        if above.pos_ in ("VERB", "AUX"):
            cue = cues.verbs().get(above.lemma_)
            return cue is not None and cue.kind in _SAYING
    return False


def count(told: Told, anchor: Norm) -> Norm | None:
    """The time that counts so from another, ``None`` where the other is not exact enough.

    Args:
        told: how it counts.
        anchor: the time that it counts from.
    """
    unit = unit_of_value(anchor.value)
    if unit is None or anchor.earliest is None or anchor.latest is None:
        return None
    from_ = anchor.latest if told.step > 0 else anchor.earliest
    if told.weekday is not None:
        return cal.of_day(_weekday(from_, told), told.suffix) if unit == "day" else None
    if told.alike and told.unit == "year" and unit in ("month", "quarter", "season"):
        return _alike(anchor, told.step)
    if _SIZES[unit] > _SIZES[told.unit]:
        return None
    day = cal.moved(from_, told.step, told.unit)
    return cal.of_day(day, told.suffix) if told.unit == "day" else cal.period_of(day, told.unit)


def _alike(anchor: Norm, years: int) -> Norm:
    """The same month, quarter or season so many years on."""
    if quarter := _QUARTER.fullmatch(anchor.value):
        return cal.of_quarter(int(quarter[1]) + years, int(quarter[2]))
    if season := _SEASON.fullmatch(anchor.value):
        return cal.of_season(int(season[1]) + years, season[2])
    year, month = anchor.value.split("-")
    return cal.of_month(int(year) + years, int(month))


def _weekday(day: date, told: Told) -> date:
    """The weekday before a day, after it, or on it or next after it ("that Friday")."""
    assert told.weekday is not None
    ahead = (told.weekday - day.weekday()) % 7
    if told.step == 0:
        return day + timedelta(days=ahead)
    return day + timedelta(days=(ahead or 7) if told.step > 0 else (ahead or 7) - 7 if ahead else -7)


def _on_a_day(spots: Sequence[Spot], index: int, parsed: Sequence[Parsed]) -> Norm:
    """An hour without a day: on the day that its sentence names, else on the day last named, else as it was."""
    here = spots[index]
    day = Told("day")
    near = [spot for spot in _before(spots, index, parsed) if _is_anchor(spot) and _is_exact(spot.norm, day)]
    near = [spot for spot in near if not spot.norm.why.startswith(NO_DAY)]
    same = [spot for spot in near if spot.piece == here.piece and _one_sentence(parsed[here.piece], spot, here)]
    after = [
        spot
        for spot in spots[index + 1 : index + 3]
        if spot.piece == here.piece
        and _is_anchor(spot)
        and not spot.norm.why.startswith(NO_DAY)
        and _is_exact(spot.norm, day)
        and _one_sentence(parsed[here.piece], here, spot)
    ]
    happened = [spot for spot in near if spot.piece == here.piece and not _is_speech(parsed[spot.piece], spot)]
    for anchor in (*same, *after, *happened):
        if anchor.norm.earliest == anchor.norm.latest and anchor.norm.earliest is not None:
            words = parsed[anchor.piece].doc.text[anchor.start : anchor.end]
            suffix = here.norm.value[here.norm.value.index("T") :]
            return cal.of_day(anchor.norm.earliest, suffix).because(f"on the day of “{words}”").with_mod(here.norm.mod)
    return here.norm

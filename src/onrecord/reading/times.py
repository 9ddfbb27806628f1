"""Time expressions with their TIMEX3 value and the days that they may mean.

How it decides: patterns over the words of a block find dates, weekdays, spans and the like; the longest one at a place
holds. What is relative counts from the report's date (in an embedded post, from the post's own), never from today;
where there is none it stays unresolved, with X in its value, and says so. Which of two Saturdays or Junes is meant is
told by the tense of the clause and by words such as "by". "The next day", "that year" and "a week earlier" count from
the nearest time named shortly before that is exact enough and dates what happened; in a quotation of a known day
"tomorrow" counts from that day. Dates of sources, pictures, datelines and the page say that they date no event.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord.model.reading import Time
from onrecord.model.report import Report
from onrecord.reading import (
    times_anchored,
    times_dates,
    times_feasts,
    times_periods,
    times_ranges,
    times_relative,
    times_spans,
    times_told,
)
from onrecord.reading.engine import Parsed
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_cited import citation
from onrecord.reading.times_grammar import NO_DAY, Place, Rule, Spot, Tense
from onrecord.reading.times_tense import tense_at

RULES: tuple[Rule, ...] = (
    *times_dates.RULES,
    *times_periods.RULES,
    *times_feasts.RULES,
    *times_relative.RULES,
    *times_anchored.RULES,
    *times_spans.RULES,
)

_Match = tuple[int, int, Norm]

#: What may stand between an hour and its day ("8 p.m. on Saturday").
_JOINTS = frozenset({" ", ", ", " on ", ", on ", " of "})


def find(report: Report, parsed: Sequence[Parsed]) -> tuple[Time, ...]:
    """The times named in a report, in text order.

    Args:
        report: the report; its day is what relative times count from.
        parsed: its parsed blocks.
    """
    spots = [spot for number, piece in enumerate(parsed) for spot in _spots(report, number, piece)]
    found = [_time(parsed[spot.piece], spot) for spot in times_told.counted(spots, parsed)]
    return tuple(sorted(found, key=lambda time: (time.span.start, time.span.end)))


def counted_from(report: Report, piece: Parsed, day: date, source: str) -> tuple[Time, ...]:
    """The times of one piece of a report as they are if relative ones count from another day than the report's.

    Args:
        report: the report.
        piece: the piece.
        day: the day to count from.
        source: what the day is, in words ("the day of the statement").
    """
    place = replace(_place(report, piece), day=day, source=f"{source} {day}")
    spots = [Spot(0, start, end, norm) for start, end, norm in _in_piece(piece, place)]
    return tuple(_time(piece, spot) for spot in times_told.counted(spots, [piece]))


def _spots(report: Report, number: int, piece: Parsed) -> Iterator[Spot]:
    """The times of a piece; those that date no event have a reason that says so."""
    for start, end, norm in _in_piece(piece, _place(report, piece)):
        cited = citation(report, piece, start, end) if norm.earliest and norm.type in ("DATE", "TIME") else ""
        yield Spot(number, start, end, norm.because(f"{norm.why}; {cited}") if cited else norm)


def _time(piece: Parsed, spot: Spot) -> Time:
    norm = spot.norm
    earliest, latest = (day.isoformat() if day else None for day in (norm.earliest, norm.latest))
    return Time(piece.span(spot.start, spot.end), norm.type, norm.value, norm.mod, earliest, latest, norm.why)


def _place(report: Report, piece: Parsed) -> Place:
    """Where a block's relative times count from, and how its tense is read."""
    block = report.blocks[piece.block]
    post = block.kind == "embedded_post"
    day, source = _day(block.dated if post else report.day), "the post's date" if post else "the report's date"
    doc = piece.doc
    starts = [token.idx for token in doc]

    def tense(offset: int) -> Tense | None:
        return tense_at(doc, max(0, bisect_right(starts, offset) - 1))

    def is_date(offset: int) -> bool:
        return bool(doc[max(0, bisect_right(starts, offset) - 1)].ent_type_ == "DATE")

    return Place(day, tense, is_date, piece.mapped.text, f"{source} {day}" if day else source)


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _in_piece(piece: Parsed, place: Place) -> list[_Match]:
    matches = sorted(_all(place), key=lambda one: (one[0] - one[1], one[0]))
    kept: list[_Match] = []
    taken = bytearray(len(place.text))
    for start, end, norm in matches:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, norm))
    joined = _joined(sorted(kept, key=lambda one: one[0]), place.text)
    return times_ranges.ranged(joined, place)


def _all(place: Place) -> Iterator[_Match]:
    """All readings of all rules."""
    lower = place.text.lower()
    for one in RULES:
        if one.needs and not any(word in lower for word in one.needs):
            continue
        has_extent = "x" in one.pattern.groupindex
        for match in one.pattern.finditer(place.text):
            norm = one.resolve(match, place)
            if norm is not None:
                start, end = match.span("x") if has_extent else match.span()
                if _in_address(place.text, start):
                    continue
                while end > start and place.text[end - 1] in " ,":
                    end -= 1
                yield start, end, norm


def _in_address(text: str, at: int) -> bool:
    """Whether a place is inside a web address."""
    start = text.rfind(" ", max(0, at - 300), at) + 1
    return "://" in text[start:at]


def _joined(matches: list[_Match], text: str) -> list[_Match]:
    """An hour and the day beside it made one ("8 p.m. on Saturday", "Saturday at noon" stays two)."""
    joined: list[_Match] = []
    for start, end, norm in matches:
        if joined:
            before, stop, hour = joined[-1]
            alone = hour.why.startswith(NO_DAY) or text[before:stop].lower() == "overnight"
            if hour.type == "TIME" and _is_day(norm) and text[stop:start] in _JOINTS and alone:
                clock = hour.value[hour.value.index("T") :]
                joined[-1] = (before, end, replace(norm, type="TIME", value=norm.value + clock, mod=hour.mod))
                continue
        joined.append((start, end, norm))
    return joined


def _is_day(norm: Norm) -> bool:
    return norm.type == "DATE" and norm.earliest is not None and norm.earliest == norm.latest

"""Ranges told by their two ends: from Monday to Wednesday, between 2014 and 2022, March through May.

Both ends keep their own value; the days that each may mean are those of the whole range.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.reading import times_calendar as cal
from onrecord.reading.times_calendar import Norm
from onrecord.reading.times_grammar import Place

_Match = tuple[int, int, Norm]

_TO = re.compile(r",? (?:to|through|till|until) (?:the )?|[ ]?[-–—][ ]?")
_AND = re.compile(r" and (?:the )?")
_BETWEEN = re.compile(r"(?i:\bbetween (?:the |about |around )?)$")
#: What is moved from one day to another does not last from the one to the other.
_MOVED = re.compile(
    r"(?i:\b(?:mov|postpon|delay|push|shift|reschedul|extend|extension|bring|brought|chang|put|advanc|slip|revis)\w*)"
)
_MOVED_REACH = 80


def ranged(matches: Sequence[_Match], at: Place) -> list[_Match]:
    """The times of a piece with the two ends of each range given the days of the whole.

    Args:
        matches: the times in text order.
        at: where they stand.
    """
    done = list(matches)
    for index in range(len(done) - 1):
        (start, end, first), (begin, stop, last) = done[index], done[index + 1]
        if begin - end <= 14 and _is_range(at.text, start, end, begin) and _fit(first, last):
            pair = _in_order(first, last, at.tense(stop - 1) == "future")
            if pair:
                done[index], done[index + 1] = (start, end, pair[0]), (begin, stop, pair[1])
    return done


def _is_range(text: str, start: int, end: int, begin: int) -> bool:
    """Whether the words around two times join them to a range."""
    before, between = text[max(0, start - 14) : start], text[end:begin]
    if _BETWEEN.search(before):
        return _AND.fullmatch(between) is not None or between in ("-", "–")
    return _TO.fullmatch(between) is not None and _MOVED.search(text, max(0, start - _MOVED_REACH), start) is None


def _fit(first: Norm, last: Norm) -> bool:
    """Whether two times can be the ends of one range: both calendar dates of one precision."""
    if first.type != "DATE" or last.type != "DATE" or first.told or last.told:
        return False
    return first.earliest is not None and last.latest is not None and len(first.value) == len(last.value)


def _in_order(first: Norm, last: Norm, ahead: bool) -> tuple[Norm, Norm] | None:
    """The two ends in order, with the days of the whole range; ``None`` where they cannot be."""
    if first.earliest and last.earliest and first.earliest > last.earliest:
        first, last = _nearer(first, last, ahead)
    low, high = first.earliest, last.latest
    if low is None or high is None or low >= high:
        return None
    why = f"{{}}; an end of the range from {low} to {high}"
    first, last = (replace(one, earliest=low, latest=high, why=why.format(one.why)) for one in (first, last))
    return first, last


def _nearer(first: Norm, last: Norm, ahead: bool) -> tuple[Norm, Norm]:
    """Weekdays or months counted apart, brought together: the second after the first, or the first before it."""
    if "weekday" in first.why and first.earliest and last.earliest:
        week = timedelta(days=7)
        if ahead:
            return first, _on(last, last.earliest + week)
        return _on(first, first.earliest - week), last
    if len(first.value) == 7 and first.value[5:].isdigit() and "no year" in first.why + last.why:
        year, month = map(int, (last if ahead else first).value.split("-"))
        moved = cal.of_month(year + (1 if ahead else -1), month)
        one = last if ahead else first
        moved = replace(moved, mod=one.mod, why=one.why)
        return (first, moved) if ahead else (moved, last)
    return first, last


def _on(norm: Norm, day: date) -> Norm:
    return replace(norm, value=day.isoformat() + norm.value[10:], earliest=day, latest=day)

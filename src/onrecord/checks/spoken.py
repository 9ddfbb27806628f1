"""When one utterance was said, where several reports that quote it tell that differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from onrecord.checks.facts import days_apart
from onrecord.model.reading import Entry, Time
from onrecord.model.relations import Finding, FindingKind, QuoteLineage, Side, Variant

#: Publication dates further apart than this leave open which week a relative day is of.
DAYS = 2
#: Days between two days of saying from which one of them is wrong, and not only told by another clock.
APART = 2
_LAST_DAY = re.compile(r"^last (?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.I)
_SAID = ("identical", "truncated", "altered")


def differ(quotes: Sequence[QuoteLineage], entries: Sequence[Entry]) -> Iterator[Finding]:
    """The time at which one utterance was said, as the words of saying it give it in two reports.

    A day inside a week is more exact; days that exclude each other by more than one are a contradiction. "Last
    Wednesday" can be of this week or of the one before.

    Args:
        quotes: what ``line_up`` gave.
        entries: the reports.
    """
    by_id = {entry.id: entry for entry in entries}
    for one in quotes:
        if one.relation in _SAID:
            said = [(variant, time) for variant in one.variants if (time := _when(variant, by_id))]
            for a, b in combinations(said, 2):
                verdict = _verdict(a[1], b[1], by_id[a[0].citation.report], by_id[b[0].citation.report])
                if verdict:
                    yield _finding(one, (a, b), verdict)
                    break


def _when(variant: Variant, entries: Mapping[str, Entry]) -> Time | None:
    """The resolved day of the saying, if the report tells it with the words of saying."""
    reading = entries[variant.citation.report].reading
    said = reading.attribution(variant.attribution)
    time = reading.times[said.when] if said and said.when is not None else None
    return time if time and time.earliest and time.latest and time.mod is None else None


def _verdict(one: Time, other: Time, a: Entry, b: Entry) -> tuple[FindingKind, str] | None:
    if one.span.text.casefold() == other.span.text.casefold() or not _firm(a, b):
        return None
    days, others = _days(one), _days(other)
    if one.earliest == other.earliest and one.latest == other.latest:
        return None
    for first, last in days:
        for low, high in others:
            if (first <= low and high <= last) or (low <= first and last <= high):
                return ("precision", "the one lies inside the other") if (first, last) != (low, high) else None
    gaps = [max((low - last).days, (first - high).days) for first, last in days for low, high in others]
    exact = all(first == last for first, last in (*days, *others))
    if exact and min(gaps) >= APART:
        return "contradiction", "the days exclude each other, unless it was said more than once"
    return None


def _firm(a: Entry, b: Entry) -> bool:
    """Whether both reports are of nearly one day, so that relative days are of one week."""
    apart = days_apart(a, b)
    return apart is not None and apart <= DAYS


def _days(one: Time) -> list[tuple[date, date]]:
    first, last = date.fromisoformat(one.earliest or ""), date.fromisoformat(one.latest or "")
    week = timedelta(7)
    return [(first, last), (first - week, last - week)] if _LAST_DAY.match(one.span.text) else [(first, last)]


def _finding(
    quote: QuoteLineage,
    said: tuple[tuple[Variant, Time], tuple[Variant, Time]],
    verdict: tuple[FindingKind, str],
) -> Finding:
    kind, because = verdict
    sides = tuple(
        Side(variant.citation, " ".join(time.span.text.split()), variant.attribution, quote.speaker)
        for variant, time in said
    )
    return Finding.of(
        kind=kind,
        type="date",
        about=" ".join(said[0][0].citation.text.split()),
        sides=sides,
        why=f"one utterance, said “{sides[0].value}” here and “{sides[1].value}” there; {because}",
        rule="spoken",
    )

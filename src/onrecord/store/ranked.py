"""Which reports a query finds and how well they match, from the places of its words: as FTS5 decides both."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.store.asked import Either, Near, Phrase, Query, Without, phrases_of

#: A place in a report: part (0 title, 1 text), then the number of words before it in that part.
Place = tuple[int, int]

#: Places of a word by the number of the report.
Postings = Mapping[int, Sequence[Place]]

#: The constants of BM25 in FTS5 (https://www.sqlite.org/fts5.html, section 5.1.1), and its least weight of a phrase.
_K1, _B, _LEAST_WEIGHT = 1.2, 0.75, 1e-6


@dataclass(frozen=True, slots=True)
class Collection:
    """What ranking needs to know of all reports.

    Attributes:
        reports: how many there are.
        words: how many words they have in all.
    """

    reports: int
    words: int


def matches(query: Query, found: Mapping[Phrase, Postings]) -> dict[int, list[tuple[Phrase, int]]]:
    """The reports that match, by number, each with how often each phrase stands in it.

    Args:
        query: what is asked for.
        found: where each phrase of it stands.
    """
    numbers = {number for postings in found.values() for number in postings}
    counted = ((number, _counts(query, number, found)) for number in sorted(numbers))
    return {number: counts for number, counts in counted if counts is not None}


def _counts(query: Query, number: int, found: Mapping[Phrase, Postings]) -> list[tuple[Phrase, int]] | None:
    """How often each phrase that the match rests on stands in a report; ``None`` if it does not match."""
    if isinstance(query, Near):
        return _near(query, [found[phrase].get(number, ()) for phrase in query.phrases])
    counts = [_counts(part, number, found) for part in query.parts]
    held = [one for one in counts if one is not None]
    if isinstance(query, Without):
        return None if counts[1] is not None else counts[0]
    if len(held) < (1 if isinstance(query, Either) else len(counts)):
        return None
    return [count for one in held for count in one]


def _near(near: Near, places: Sequence[Sequence[Place]]) -> list[tuple[Phrase, int]] | None:
    if not places or not all(places):
        return None
    if len(places) > 1:
        places = _close(near, places)
    counts = [(phrase, len(one)) for phrase, one in zip(near.phrases, places, strict=True)]
    return counts if places[0] else None


def _close(near: Near, places: Sequence[Sequence[Place]]) -> list[list[Place]]:
    """The places of phrases that lie near each other; goes along all of them at once, as FTS5 does."""
    at = [0] * len(places)
    kept: list[list[Place]] = [[] for _ in places]
    while _meet(near, places, at):
        for out, one, position in zip(kept, places, at, strict=True):
            if not out or out[-1] != one[position]:
                out.append(one[position])
        following = [(one[position + 1 :][:1], i) for i, (one, position) in enumerate(zip(places, at, strict=True))]
        nearest = min(((after[0], i) for after, i in following if after), default=None)
        if nearest is None:
            break
        at[nearest[1]] += 1
    return kept


def _meet(near: Near, places: Sequence[Sequence[Place]], at: list[int]) -> bool:
    """Move on to the next places that are near each other; whether there are any."""
    latest = places[0][at[0]]
    settled = False
    while not settled:
        settled = True
        for i, (phrase, one) in enumerate(zip(near.phrases, places, strict=True)):
            earliest = (latest[0], latest[1] - len(phrase.words) - near.distance)
            if earliest <= one[at[i]] <= latest:
                continue
            settled = False
            while one[at[i]] < earliest:
                at[i] += 1
                if at[i] == len(one):
                    return False
            latest = max(latest, one[at[i]])
    return True


def standing(phrase: Phrase, words: Sequence[Postings]) -> Postings:
    """Where a phrase stands, from the places of its words in their order."""
    shared = set(words[0]).intersection(*words[1:])
    places = ((number, list(_starts(phrase, [postings[number] for postings in words]))) for number in sorted(shared))
    return {number: found for number, found in places if found}


def _starts(phrase: Phrase, words: Sequence[Sequence[Place]]) -> Iterator[Place]:
    later = [set(places) for places in words[1:]]
    for part, place in words[0]:
        if part not in phrase.parts or (phrase.first and place):
            continue
        if all((part, place + i) in places for i, places in enumerate(later, 1)):
            yield part, place


def ranks(
    query: Query,
    matched: Mapping[int, Iterable[tuple[Phrase, int]]],
    found: Mapping[Phrase, Postings],
    lengths: Mapping[int, int],
    collection: Collection,
) -> dict[int, float]:
    """How well each report matches: BM25 below zero, smaller is better.

    Args:
        query: what was asked for.
        matched: the reports that match, from ``matches``.
        found: where each phrase of the query stands.
        lengths: how many words each of them has.
        collection: all reports.
    """
    weights = {phrase: _weight(len(found[phrase]), collection.reports) for phrase in phrases_of(query)}
    mean = collection.words / collection.reports if collection.reports else 1.0
    return {
        number: round(
            -1.0 * sum(weights[phrase] * _share(often, lengths[number] / mean) for phrase, often in counts), 6
        )
        for number, counts in matched.items()
    }


def _weight(reports: int, of: int) -> float:
    """How much a phrase says, the more the fewer reports have it."""
    weight = math.log((of - reports + 0.5) / (reports + 0.5))
    return weight if weight > 0 else _LEAST_WEIGHT


def _share(often: int, length: float) -> float:
    return often * (_K1 + 1.0) / (often + _K1 * (1 - _B + _B * length))

"""What two reports say of each other's quotations, from the two alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from onrecord.checks.quotecandidates import shared
from onrecord.checks.quotepairs import Pair, Part, Range, rank, relate, scrap
from onrecord.checks.quotesaid import GIVEN, Key, Said
from onrecord.checks.utterances import Saying
from onrecord.model.relations import QuoteRelation

#: Equal words from which two quotations are surely one utterance, so that scraps of it in the same report are too.
SURE = 8

#: The pairs of wordings of two reports; none where they give no utterance both.
Result = tuple[Pair, ...]

#: Pairs of sayings of two reports that are compared, which takes a second. Of 299 pairs of reports on one event the one
#: with the most has 39.
MOST = 2_000

_RELATIONS: tuple[QuoteRelation, ...] = get_args(QuoteRelation)
_Every = Mapping[Key, Saying]


def between(a: Said, b: Said) -> Result:
    """The wordings of two reports that are one utterance, each two with how they relate; the best of each words.

    It hangs on the sayings of the two reports alone, and not on which of them is the first.

    Args:
        a: what the one gives as somebody's words.
        b: what the other does.
    """
    every = a.every | b.every
    pairs_of = {(one, other): relate(one, other, sentences, every) for one, other, sentences in _likely(a, b, every)}
    found = [pair for pairs in pairs_of.values() for pair in pairs]
    if not found:
        return ()
    found += _pieces(found, [whose for whose, pairs in pairs_of.items() if not pairs], every)
    return tuple(_broken_up(_once(found, every), every))


def _likely(a: Said, b: Said, every: _Every) -> list[tuple[Key, Key, list[tuple[int, int]]]]:
    """The pairs of sayings that are compared, in order; of more than ``MOST`` the most alike in words and place."""
    found = [(one, other, sentences) for (one, other), sentences in shared(a, b).items()]
    if len(found) <= MOST:
        return found
    places = {a.report: max(1, len(a.sayings)), b.report: max(1, len(b.sayings))}

    def ranked(pair: tuple[Key, Key, list[tuple[int, int]]]) -> tuple[object, ...]:
        one, other, sentences = pair
        far = abs(one[1] * places[other[0]] - other[1] * places[one[0]])
        return every[one].keys != every[other].keys, -len(sentences), far, one, other

    return sorted(sorted(found, key=ranked)[:MOST], key=lambda pair: pair[:2])


def pack(result: Result, a: str, b: str) -> list[list[int]]:
    """A result as numbers, for keeping: a list a pair, with places as numbers of sayings and of their words.

    Args:
        result: what ``between`` gave.
        a: id of the one report.
        b: id of the other.
    """
    sides = (a, b)
    return [
        [
            *(n for part in (one.a, one.b) for n in (sides.index(part.key[0]), part.key[1], *part.cut, *part.held)),
            _RELATIONS.index(one.relation),
            one.equal,
        ]
        for one in result
    ]


def unpack(value: Any, a: str, b: str) -> Result:
    """The result that ``pack`` packed for these two reports."""
    return tuple(Pair(_part(one[:6], (a, b)), _part(one[6:12], (a, b)), _RELATIONS[one[12]], one[13]) for one in value)


def _part(numbers: Sequence[int], sides: tuple[str, str]) -> Part:
    side, n, *ends = numbers
    return Part((sides[side], n), (ends[0], ends[1]), (ends[2], ends[3]))


def turns(pair: Pair) -> tuple[tuple[Part, Part], tuple[Part, Part]]:
    """A pair's parts from either side."""
    return (pair.a, pair.b), (pair.b, pair.a)


def _pieces(pairs: Sequence[Pair], unrelated: Iterable[tuple[Key, Key]], every: _Every) -> list[Pair]:
    """Scraps that stand in a quotation of which the same speaker's other words over there are surely a part."""
    sure = {
        (one.key, every[other.key].actor or every[other.key].attribution)
        for pair in pairs
        if pair.relation in ("identical", "truncated", "altered") and pair.equal >= SURE
        for one, other in turns(pair)
    }
    found = []
    for a, b in unrelated:
        if (a, every[b].actor or every[b].attribution) in sure:
            found += scrap(a, b, every)
    return found


def _broken_up(pairs: Sequence[Pair], every: _Every) -> list[Pair]:
    """The pairs, where one report gives all of the other's quotation in several pieces these not taken for cuts."""
    pieces: dict[Key, list[Range]] = defaultdict(list)
    for pair in pairs:
        if pair.relation in ("identical", "truncated", "altered"):
            pieces[pair.a.key].append(pair.a.held)
            pieces[pair.b.key].append(pair.b.held)
    return [_as_piece(pair, every) if _whole(pair, pieces, every) else pair for pair in pairs]


def _whole(pair: Pair, pieces: Mapping[Key, Sequence[Range]], every: _Every) -> bool:
    """Whether a wording that was cut stands in the other report whole, in pieces."""
    if pair.relation != "truncated":
        return False
    held = sum(end - start for start, end in pieces[pair.a.key])
    return held >= GIVEN * len(every[pair.a.key].keys)


def _as_piece(pair: Pair, every: _Every) -> Pair:
    """A pair of the piece and the sentences that it gives; cut only if words of these are left out."""
    one, other = every[pair.a.key], every[pair.b.key].part(*pair.b.cut)
    start, end = pair.a.held
    spans = [span for span in one.sentences if span[0] < end and start < span[1]]
    cut = spans[0][0], spans[-1][1]
    part = one.part(*cut)
    a = Part(pair.a.key, cut, pair.a.held)
    if part.keys == other.keys:
        return Pair(a, pair.b, "identical", pair.equal)
    return Pair(a, pair.b, "truncated", pair.equal)


def _once(pairs: Iterable[Pair], every: _Every) -> list[Pair]:
    """The pairs without those of words that a better pair already has."""
    kept = []
    taken: dict[Key, list[Range]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: _better(pair, every)):
        sides = [(taken[part.key], part.held) for part in (pair.a, pair.b)]
        if any(overlap(held, other) for others, held in sides for other in others):
            continue
        kept.append(pair)
        for others, held in sides:
            others.append(held)
    return kept


def _better(pair: Pair, every: _Every) -> tuple[object, ...]:
    """Quotations before indirect speech, more equal words first, then the wordings that differ least."""
    a, b = every[pair.a.key], every[pair.b.key]
    return pair.relation == "paraphrased", -pair.equal, len(a.keys) - len(b.keys), rank(a), rank(b), pair.a.cut


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges of words have one in common."""
    return one[0] < other[1] and other[0] < one[1]

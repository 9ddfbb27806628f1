"""What only one report has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.model.reading import Entry, Sentence
from onrecord.model.relations import Derivation
from onrecord.model.spans import Span
from onrecord.text.align import Match
from onrecord.text.words import texts, words

if TYPE_CHECKING:
    from onrecord.checks.accounts import Between

#: Blocks whose sentences are a report's account; headlines and captions repeat it.
TELLING = frozenset({"paragraph", "standfirst"})
#: Weight and part of the shorter sentence from which another report has a counterpart; low, so that a sentence that is
#: called the only one of its kind really is.
WEIGHT, SHARE = 1.5, 0.4
#: Part of a sentence that lies in a shared passage from which the other report has it.
COPIED = 0.5
#: Terms a sentence needs to say something; "He paused." is in nobody's other report either.
TERMS = 3


#: For each sentence of a report its word triples, and those of all of them.
Triples = tuple[tuple[frozenset[tuple[str, ...]], ...], frozenset[tuple[str, ...]]]
Pair = tuple[int, int]


def only_in(
    entries: Sequence[Entry], accounts: Mapping[Pair, Between], derivations: Sequence[Derivation]
) -> dict[str, tuple[Span, ...]]:
    """For each report the sentences that no other report on its matter has a counterpart of.

    A counterpart shares a good part of the content terms of the shorter of the two sentences, or words copied.

    Args:
        entries: reports with their readings.
        accounts: for two reports, by index, what their accounts say of each other.
        derivations: what ``derive`` gave for them.

    Returns:
        The sentences of each report by its id, in text order; a report without any has an empty tuple.
    """
    covered: dict[int, set[int]] = defaultdict(set)
    for (a, b), said in accounts.items():
        covered[a].update(said.in_a)
        covered[b].update(said.in_b)
    copied = _copied(derivations)
    return {
        entry.id: tuple(
            sentence.span
            for number, sentence in enumerate(entry.reading.sentences)
            if number not in covered[order] and _tells(entry, sentence) and not _within(sentence, copied[entry.id])
        )
        for order, entry in enumerate(entries)
    }


def counterparts(
    found: Iterable[Match], of_a: Triples, of_b: Triples, a: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Numbers of the sentences of each of two reports that have a counterpart in the other.

    Args:
        found: sentences of the two that share enough content.
        of_a: the word triples of the one; half of those of a sentence in the other are a counterpart.
        of_b: those of the other.
        a: number of the one in what was found.
    """
    in_a, in_b = _same_words(of_a, of_b), _same_words(of_b, of_a)
    for one in found:
        first, second = (one.a, one.b) if one.a.report == a else (one.b, one.a)
        in_a.add(first.number)
        in_b.add(second.number)
    return tuple(sorted(in_a)), tuple(sorted(in_b))


def triples(entry: Entry) -> Triples:
    """The word triples of a report."""
    by_sentence = tuple(_triples(one.span.text) for one in entry.reading.sentences)
    return by_sentence, frozenset().union(*by_sentence)


def _same_words(of: Triples, other: Triples) -> set[int]:
    return {at for at, sentence in enumerate(of[0]) if sentence and 2 * len(sentence & other[1]) >= len(sentence)}


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    found = texts(words(text))
    return frozenset(tuple(found[at : at + 3]) for at in range(len(found) - 2))


def _copied(derivations: Sequence[Derivation]) -> Mapping[str, list[Span]]:
    """The shared passages of each report."""
    found: dict[str, list[Span]] = defaultdict(list)
    for one in derivations:
        found[one.a] += [shared.a for shared in one.shared]
        found[one.b] += [shared.b for shared in one.shared]
    return found


def _tells(entry: Entry, sentence: Sentence) -> bool:
    block = entry.report.blocks[sentence.block]
    return block.kind in TELLING and block.repeats is None and len(sentence.terms) >= TERMS


def _within(sentence: Sentence, passages: Sequence[Span]) -> bool:
    span = sentence.span
    size = span.end - span.start
    return any(min(span.end, one.end) - max(span.start, one.start) >= COPIED * size for one in passages)

"""What only one report has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations

from onrecord.model.reading import Entry, Sentence
from onrecord.model.relations import Derivation
from onrecord.model.spans import Span
from onrecord.text.align import Content, contents, matches
from onrecord.text.matter import gist
from onrecord.text.words import texts, words

#: Blocks whose sentences are a report's account; headlines and captions repeat it.
TELLING = frozenset({"paragraph", "standfirst"})
#: Weight and part of the shorter sentence from which another report has a counterpart; low, so that a sentence that is
#: called the only one of its kind really is.
WEIGHT, SHARE = 1.5, 0.4
#: Part of a sentence that lies in a shared passage from which the other report has it.
COPIED = 0.5
#: Terms a sentence needs to say something; "He paused." is in nobody's other report either.
TERMS = 3


#: Likeness of gists from which two reports may have counterparts, and how many of the most alike are looked at. On the
#: labelled events all 1,739 sentences with a counterpart have one in a report so alike (at 0.15 all but 17). Of a few
#: reports all pairs are looked at.
ALIKE, MOST, FEW = 0.1, 100, 60

#: Numbers of the sentences of the one report that the other has a counterpart of, and of the other.
Counterparts = tuple[tuple[int, ...], tuple[int, ...]]
Pair = tuple[int, int]


class Told:
    """One report with what is worked out once of it.

    Args:
        entry: the report with its reading.
        number: a number that no other report has.
    """

    def __init__(self, entry: Entry, number: int) -> None:
        self.entry = entry
        self.number = number

    @cached_property
    def contents(self) -> list[Content]:
        """Its sentences as weighted terms."""
        return contents(self.entry, self.number)

    @cached_property
    def triples(self) -> tuple[tuple[frozenset[tuple[str, ...]], ...], frozenset[tuple[str, ...]]]:
        """The word triples of each sentence, and all of them."""
        by_sentence = tuple(_triples(one.span.text) for one in self.entry.reading.sentences)
        return by_sentence, frozenset().union(*by_sentence)


def candidates(entries: Sequence[Entry]) -> set[Pair]:
    """The pairs of reports, by index, that may have sentences in common: of few all, of many those on alike matters."""
    if len(entries) <= FEW:
        return set(combinations(range(len(entries)), 2))
    from onrecord.text.gists import Gists  # brings NumPy, which what serves the page does without

    place = {entry.id: at for at, entry in enumerate(entries)}
    gists = Gists([gist(entry.report) for entry in entries])
    found = set()
    for at, entry in enumerate(entries):
        for other in gists.most(entry.id, ALIKE, MOST):
            found.add((min(at, place[other]), max(at, place[other])))
    return found


def between(a: Told, b: Told) -> Counterparts:
    """The sentences of each of two reports that the other has a counterpart of.

    A counterpart shares a good part of the content terms of the shorter of the two sentences, or half of the word
    triples of a sentence stand in the other report.
    """
    in_a, in_b = _same_words(a, b), _same_words(b, a)
    for one in matches([*a.contents, *b.contents], least=WEIGHT, share=SHARE):
        first, second = (one.a, one.b) if one.a.report == a.number else (one.b, one.a)
        in_a.add(first.number)
        in_b.add(second.number)
    return tuple(sorted(in_a)), tuple(sorted(in_b))


def only_in(
    entries: Sequence[Entry], counterparts: Mapping[Pair, Counterparts], derivations: Sequence[Derivation]
) -> dict[str, tuple[Span, ...]]:
    """For each report the sentences that no other report on a like matter has a counterpart of.

    Args:
        entries: reports with their readings.
        counterparts: for two reports, by index, what ``between`` gave.
        derivations: what ``derive`` gave for them; words copied are a counterpart too.

    Returns:
        The sentences of each report by its id, in text order; a report without any has an empty tuple.
    """
    covered: dict[int, set[int]] = defaultdict(set)
    for (a, b), (in_a, in_b) in counterparts.items():
        covered[a].update(in_a)
        covered[b].update(in_b)
    copied = _copied(derivations)
    return {
        entry.id: tuple(
            sentence.span
            for number, sentence in enumerate(entry.reading.sentences)
            if number not in covered[order] and _tells(entry, sentence) and not _within(sentence, copied[entry.id])
        )
        for order, entry in enumerate(entries)
    }


def _same_words(one: Told, other: Told) -> set[int]:
    """The sentences of a report of which half the word triples stand in the other."""
    every = other.triples[1]
    return {at for at, found in enumerate(one.triples[0]) if found and 2 * len(found & every) >= len(found)}


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

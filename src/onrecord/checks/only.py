"""What only one report has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from onrecord.model.reading import Entry, Sentence
from onrecord.model.relations import Derivation
from onrecord.model.spans import Span
from onrecord.text.align import contents, matches
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


def only_in(entries: Sequence[Entry], derivations: Sequence[Derivation]) -> dict[str, tuple[Span, ...]]:
    """For each report the sentences that no other report has a counterpart of.

    A counterpart shares a good part of the content terms of the shorter of the two sentences, or words copied.

    Args:
        entries: reports with their readings.
        derivations: what ``derive`` gave for them.

    Returns:
        The sentences of each report by its id, in text order; a report without any has an empty tuple.
    """
    told = [one for order, entry in enumerate(entries) for one in contents(entry, order)]
    covered: dict[int, set[int]] = defaultdict(set)
    for match in matches(told, least=WEIGHT, share=SHARE):
        covered[match.a.report].add(match.a.number)
        covered[match.b.report].add(match.b.number)
    copied = _copied(derivations)
    same = _same_words(entries)
    return {
        entry.id: tuple(
            sentence.span
            for number, sentence in enumerate(entry.reading.sentences)
            if number not in covered[order] | same[order]
            and _tells(entry, sentence)
            and not _within(sentence, copied[entry.id])
        )
        for order, entry in enumerate(entries)
    }


def _same_words(entries: Sequence[Entry]) -> list[set[int]]:
    """For each report, the sentences of which half the word triples stand in another report."""
    triples = [[_triples(one.span.text) for one in entry.reading.sentences] for entry in entries]
    homes: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for order, sentences in enumerate(triples):
        for sentence in sentences:
            for triple in sentence:
                homes[triple].add(order)
    return [
        {
            number
            for number, sentence in enumerate(sentences)
            if any(count * 2 >= len(sentence) for count in _elsewhere(sentence, homes, order))
        }
        for order, sentences in enumerate(triples)
    ]


def _elsewhere(sentence: set[tuple[str, ...]], homes: Mapping[tuple[str, ...], set[int]], order: int) -> list[int]:
    """How many of a sentence's word triples each other report has."""
    counts = Counter(home for triple in sentence for home in homes[triple] if home != order)
    return list(counts.values())


def _triples(text: str) -> set[tuple[str, ...]]:
    found = texts(words(text))
    return {tuple(found[at : at + 3]) for at in range(len(found) - 2)}


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

"""Which quotations may be one utterance: found through an index, so that reports that share nothing cost nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from onrecord.checks.paraphrase import content
from onrecord.checks.quotepairs import Key, fuller
from onrecord.checks.utterances import Saying
from onrecord.text.common import telling

_Mark = tuple[str, ...]


def candidates(every: Mapping[Key, Saying]) -> dict[tuple[Key, Key], list[tuple[int, int]]]:
    """Pairs of sayings of different reports, the fuller one first, with the sentences that may be the same.

    Sentences have three words in a row in common, or two of which one is telling; indirect speech three, or content
    that it shares with the same speaker's; a paragraph without marks is found by all its words.
    """
    index: dict[_Mark, list[tuple[Key, int]]] = defaultdict(list)
    for key, saying in every.items():
        for number, mark in _marks(saying):
            index[mark].append((key, number))
    found: dict[tuple[Key, Key], set[tuple[int, int]]] = defaultdict(set)
    for holders in index.values():
        for (one, i), (other, j) in combinations(holders, 2):
            if one[0] == other[0]:
                continue
            if fuller(every[one], every[other]):
                found[one, other].add((i, j))
            else:
                found[other, one].add((j, i))
    return {pair: sorted(found[pair]) for pair in sorted(found)}


def _marks(saying: Saying) -> Iterator[tuple[int, _Mark]]:
    """What the sentences of a saying are found by."""
    yield 0, ("whole", *saying.keys)
    if saying.form == "bare":
        return
    for number, (start, end) in enumerate(saying.sentences):
        keys = saying.keys[start:end]
        marks = {keys[at : at + 3] for at in range(len(keys) - 2)}
        if saying.form != "told":
            pairs = (keys[at : at + 2] for at in range(len(keys) - 1))
            marks |= {pair for pair in pairs if any(map(telling, pair))}
            marks |= {keys for _ in keys[:1] if len(keys) == 1 and telling(keys[0])}
        yield from ((number, mark) for mark in marks)
    if saying.actor is not None:
        for pair in combinations(sorted(content(saying)), 2):
            yield 0, ("content", saying.actor, *pair)

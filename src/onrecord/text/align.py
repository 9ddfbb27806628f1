"""Sentences of different reports that speak of the same thing, by the content words that they share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from onrecord.model.reading import Entry, Sentence
from onrecord.text.common import COMMON
from onrecord.text.words import fold

#: What a shared term says: names come up in every sentence of a story, newsroom words in every story.
PLAIN, NAME, FIGURE, COMMONPLACE = 1.0, 0.5, 0.75, 0.2

_CAPITAL = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Content:
    """One sentence as the set of its content terms.

    Attributes:
        report: index of its report.
        sentence: the sentence.
        number: its index in the report's reading.
        terms: weight of each term.
        total: sum of the weights.
        commonplace: sum of the weights of words that stand in every story.
    """

    report: int
    sentence: Sentence
    number: int
    terms: dict[str, float]
    total: float
    commonplace: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences of two reports with what they share.

    Attributes:
        a: sentence of the earlier-given report.
        b: sentence of the other.
        common: shared terms, alphabetical.
        weight: their weight.
        of_shorter: part of the shorter sentence's weight that is shared, 0 to 1.
        of_longer: part of the longer one's.
    """

    a: Content
    b: Content
    common: tuple[str, ...]
    weight: float
    of_shorter: float
    of_longer: float


def contents(entry: Entry, report: int) -> list[Content]:
    """The sentences of a report as weighted terms; those without any content are left out."""
    found = []
    for number, sentence in enumerate(entry.reading.sentences):
        names = _names(sentence.span.text)
        terms = {key: weight(key, names) for key in map(term, sentence.terms) if key}
        if terms:
            plain = sum(weight for key, weight in terms.items() if key in COMMON)
            found.append(Content(report, sentence, number, terms, sum(terms.values()), plain))
    return found


#: Sentences from which on a term that stands in so many of them finds none: what it stands in is found by others.
OFTEN = 400


@lru_cache(maxsize=1 << 16)
def term(lemma: str) -> str:
    """A lemma as it is matched: folded, figures without the commas of thousands."""
    key = "".join(fold(char) for char in lemma).strip()
    return key.replace(",", "") if key[:1].isdigit() else key


def weight(key: str, names: frozenset[str]) -> float:
    """What a shared term says about two sentences being about the same."""
    if key[:1].isdigit():
        return FIGURE
    if key in COMMON:
        return COMMONPLACE
    return NAME if key in names else PLAIN


def _names(text: str) -> frozenset[str]:
    """Folded words of a sentence that are written with a capital, its first word aside."""
    found = [m.group() for m in _CAPITAL.finditer(text)]
    return frozenset("".join(map(fold, word)) for word in found[1:] if word[0].isupper())


def matches(sentences: Iterable[Content], *, least: float, share: float) -> list[Match]:
    """All pairs of sentences of different reports that share enough, found through an index of telling terms.

    Args:
        sentences: sentences of any number of reports.
        least: weight that two sentences must share.
        share: part of the shorter sentence that must be shared.

    Returns:
        The matches in the order of the sentences.
    """
    every = list(sentences)
    index: dict[str, list[int]] = defaultdict(list)
    for at, content in enumerate(every):
        for key in content.terms:
            if key not in COMMON:
                index[key].append(at)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for key, places in index.items():
        for one, other in combinations(places, 2) if len(places) <= OFTEN else ():
            if every[one].report != every[other].report:
                shared[one, other] += min(every[one].terms[key], every[other].terms[key])
    found = []
    for one, other in sorted(pair for pair, weight in shared.items() if _reaches(every, pair, weight, least)):
        match = compare(every[one], every[other])
        if match.weight >= least and match.of_shorter >= share:
            found.append(match)
    return found


def _reaches(every: Sequence[Content], pair: tuple[int, int], weight: float, least: float) -> bool:
    """Whether a pair can still reach a weight with all the commonplace words that both may share."""
    return weight + min(every[pair[0]].commonplace, every[pair[1]].commonplace) >= least - 1e-9


def compare(a: Content, b: Content) -> Match:
    """What two sentences share; a name in one of them is weighed as a name in both."""
    common = sorted(a.terms.keys() & b.terms.keys())
    weight = sum(min(a.terms[key], b.terms[key]) for key in common)
    less, more = sorted((a.total, b.total))
    return Match(a, b, tuple(common), weight, min(1.0, weight / less), min(1.0, weight / more))


def pairs(found: Sequence[Match]) -> dict[tuple[int, int], list[Match]]:
    """Matches by the two reports that they lie in."""
    by: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for match in found:
        by[match.a.report, match.b.report].append(match)
    return by


def in_order(found: Sequence[Match]) -> list[Match]:
    """The longest chain of matches that runs in the same order through two reports, each sentence used once."""
    best: dict[int, Match] = {}
    taken: set[int] = set()
    for match in sorted(found, key=lambda one: (-one.of_longer * one.weight, one.a.number, one.b.number)):
        if match.a.number not in best and match.b.number not in taken:
            best[match.a.number] = match
            taken.add(match.b.number)
    ends: list[int] = []  # sentence of the other report that the best chain of each length ends in
    tails: list[_Chain] = []
    for _, match in sorted(best.items()):
        size = bisect_left(ends, match.b.number)
        chain = (match, tails[size - 1] if size else None)
        ends[size : size + 1], tails[size : size + 1] = [match.b.number], [chain]
    return _linked(tails[-1]) if tails else []


#: A match and the chain before it.
_Chain = tuple[Match, "_Chain | None"]


def _linked(chain: _Chain | None) -> list[Match]:
    found = []
    while chain is not None:
        match, chain = chain
        found.append(match)
    return found[::-1]

"""Sentences told again in the same order: found as before, and at a bounded cost where all sentences are alike."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.lineage import retold
from onrecord.text.align import Content, Match, contents, in_order
from tests.lineage.made import WIRE, entry


def told(a: list[Content], b: list[Content]) -> list[tuple[int, int]]:
    """Which sentences of one report another has, by their numbers."""
    found = retold.retold(a, retold.terms_of(a), b, retold.terms_of(b))
    return [(one.a.number, one.b.number) for one in found]


def test_a_report_retells_itself() -> None:
    """Each sentence of a report is found in the same report, in order."""
    own = contents(entry(WIRE, id="a"), 0)
    assert told(own, own) == [(one.number, one.number) for one in own]


def test_of_alike_sentences_those_at_like_places_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of hundreds of sentences that are all alike not each pair is compared, and still all are found, in order."""
    alike = contents(entry("The depot burned near the northern harbour wall. " * 60, id="a"), 0)
    compared: list[tuple[int, int]] = []
    known = retold.compare

    def counted(a: Content, b: Content) -> Match:
        compared.append((a.number, b.number))
        return known(a, b)

    monkeypatch.setattr(retold, "compare", counted)
    monkeypatch.setattr(retold, "COMPARED", 300)
    assert told(alike, alike) == [(one.number, one.number) for one in alike]
    assert len(compared) == 300


def test_terms_that_stand_everywhere_are_looked_up_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is too much to look up, what tells most is looked up first, and finds what it finds alone."""
    text = " ".join(
        f"The depot burned near harbour {word} of district {word}west and quay {word}ost." for word in _WORDS
    )
    own = contents(entry(text, id="a"), 0)
    monkeypatch.setattr(retold, "LOOKED_UP", 3 * len(own))
    assert told(own, own) == [(one.number, one.number) for one in own]


_WORDS = [f"{first}{second}" for first in ("bel", "dor", "kar", "mir") for second in ("an", "en", "in", "on")]


@given(some.lists(some.tuples(some.integers(0, 7), some.integers(0, 7), some.integers(1, 5)), max_size=24))
def test_the_longest_chain_is_in_order_and_none_is_longer(drawn: list[tuple[int, int, int]]) -> None:
    """What is kept of matches runs in one order through both reports, and no longer run can be made of them."""
    some_contents = contents(entry("Wells dried. " * 8, id="a"), 0)
    matches = [Match(some_contents[i], some_contents[j], (), weight, 1.0, weight / 5) for i, j, weight in drawn]
    found = [(one.a.number, one.b.number) for one in in_order(matches)]
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(found))
    best: dict[int, int] = {}
    taken: set[int] = set()
    for one in sorted(matches, key=lambda one: (-one.of_longer * one.weight, one.a.number, one.b.number)):
        if one.a.number not in best and one.b.number not in taken:
            best[one.a.number] = one.b.number
            taken.add(one.b.number)
    longest = [1] * len(best)
    ends = [end for _, end in sorted(best.items())]
    for at, end in enumerate(ends):
        longest[at] = 1 + max((longest[up] for up in range(at) if ends[up] < end), default=0)
    assert len(found) == max(longest, default=0)

"""Candidates: all pairs of a few reports; of many those that share text or are named, whatever the order."""

from __future__ import annotations

import random

import pytest

from onrecord.lineage.candidates import BESIDE, FEW, candidates, sharing
from onrecord.lineage.derive import derive
from onrecord.model.reading import Entry
from tests.lineage.made import WIRE, entry
from tests.reuse.words import passage

HIDDEN = "\u200b"
#: Cyrillic letters that look like Latin ones.
ALIKE = str.maketrans("aeopc", "\u0430\u0435\u043e\u0440\u0441")


def others(count: int = FEW) -> list[Entry]:
    """So many reports of invented words that have nothing in common."""
    draw = random.Random(1)
    return [entry(passage(draw, 60), id=f"other-{at}", published="2031-05-01") for at in range(count)]


def test_of_a_few_reports_all_pairs_are_looked_at() -> None:
    """Up to a bound every pair is a candidate, whatever the reports share."""
    assert len(candidates(others(FEW))) == FEW * (FEW - 1) // 2
    assert candidates(others(FEW + 1)) == []


def test_of_many_only_those_that_share_text_or_are_named() -> None:
    """Beyond it a copy is a candidate, and a pair that the caller names."""
    entries = [entry(WIRE, id="z"), *others(), entry(WIRE, id="a")]
    assert candidates(entries) == [(0, FEW + 1)]
    assert candidates(entries, near=[(4, 3)]) == [(0, FEW + 1), (3, 4)]
    assert candidates(entries, shared=[("other-0", "gone"), ("other-1", "z")]) == [(0, 2)]


@pytest.mark.parametrize(
    "disguised",
    [WIRE.replace("a", f"a{HIDDEN}").replace(" ", f"{HIDDEN} "), WIRE.translate(ALIKE)],
    ids=["hidden characters", "letters that look alike"],
)
def test_a_disguised_copy_among_many_is_a_derivation(disguised: str) -> None:
    """A copy is found and judged as one though characters are in it that no reader sees."""
    (found,) = derive([entry(WIRE, id="a"), *others(), entry(disguised, id="b")])
    assert (found.a, found.b, found.kind) == ("a", "b", "verbatim")


def test_copies_of_one_text_are_looked_at_with_one_another() -> None:
    """Of a text's many copies in one week each is a candidate with the others, not with the first alone."""
    count = BESIDE // 3
    copies = [entry(WIRE, id=f"copy-{at}", published="2031-05-01") for at in range(count)]
    assert len(candidates([*copies, *others()])) == count * (count - 1) // 2


def test_what_shares_text_does_not_depend_on_the_order() -> None:
    """Given in another order, the same reports share text."""
    draw = random.Random(2)
    wires = [passage(draw, 80) for _ in range(4)]
    texts = [f"{draw.choice(wires)} {passage(draw, 30)}" for _ in range(40)]
    entries = [entry(text, id=str(at), published=f"2031-05-{at % 28 + 1:02}") for at, text in enumerate(texts)]
    shuffled = draw.sample(entries, len(entries))
    assert sharing(entries) == sharing(shuffled) != set()

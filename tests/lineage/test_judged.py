"""What is judged of two reports: plain values that can be packed, turned round, and put together in any order."""

from __future__ import annotations

import dataclasses
import json
from itertools import combinations
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lineage.derive import assemble, between, judge, sides
from onrecord.lineage.evidence import Side
from onrecord.lineage.judged import Judged, pack, unpack
from onrecord.lineage.origins import trace
from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, Direction, Shared
from tests.lineage.made import OWN, WIRE, entry
from tests.lineage.test_pairs import DATA, TURNED, made

PARTS = [*WIRE.strip().split("\n\n"), *OWN.strip().split("\n\n"), *DATA["texts"].values()]
NAMED = "The crossing opens on Friday, the Harbour Gazette reported."
#: Reports of one matter that hang together in all ways: copies, an agency's text, a named paper, what it was told.
SET = (
    entry("\n\n".join(PARTS[:4]), id="wire", outlet="Harbour Gazette", agency="AFP", published="2031-05-01"),
    entry("\n\n".join(PARTS[:3]), id="cut", outlet="Lindau Post", published="2031-05-01"),
    entry("\n\n".join(PARTS[1:4]), id="rest", outlet="Radio M", published="2031-05-02"),
    entry(f"{NAMED}\n\n{PARTS[2]}", id="names", outlet="Coast Weekly", published="2031-05-03"),
    entry(DATA["texts"]["own1"] + "\n\n" + DATA["texts"]["told_a"], id="told", outlet="Lindau Post"),
    entry(DATA["texts"]["own3"] + "\n\n" + DATA["texts"]["told_b"], id="asked", outlet="Harbour Gazette"),
    entry(OWN, id="own", outlet="Sorn Ledger", published="2031-05-02"),
)


def judged(one: Entry, other: Entry) -> Judged:
    """What is judged of two reports that are not independent."""
    found = between(Side(one), Side(other))
    assert found is not None
    return found


@pytest.mark.parametrize("case", [case for case in DATA["pairs"] if case["related"]], ids=lambda case: case["label"])
def test_what_is_judged_comes_back_from_its_packed_form(case: dict[str, object]) -> None:
    """Packed, written as JSON and unpacked with its reports, every kind of pair is what it was."""
    a, b = made(case, "a"), made(case, "b")
    found = judged(a, b)
    assert unpack(json.loads(json.dumps(pack(found))), a, b) == found


def test_packed_words_are_ranges() -> None:
    """What is packed of a copy holds none of its words."""
    a, b = entry(WIRE, id="a"), entry(WIRE, id="b")
    assert "convoys" not in json.dumps(pack(judged(a, b)))
    with pytest.raises(ValueError, match="no range"):
        unpack(pack(judged(a, b)), a, entry("Short.", id="b"))


def test_turned_twice_it_is_the_same() -> None:
    """Turned round, the parts and the direction change places; turned again, all is as before."""
    found = judged(SET[0], SET[1])
    turned = found.turned()
    assert (turned.in_a, turned.in_b) == (found.in_b, found.in_a)
    assert turned.turned() == found


def normal(found: Derivation) -> Derivation:
    """A derivation with the report whose id sorts first as the one."""
    if found.a < found.b:
        return dataclasses.replace(found, why="")
    way = cast(Direction, TURNED.get(found.direction, found.direction))
    shared = tuple(sorted((Shared(one.b, one.a) for one in found.shared), key=lambda one: (one.a, one.b)))
    return Derivation(
        found.b, found.a, found.kind, way, found.containment_b, found.containment_a, shared, ""
    )  # fmt: skip


def related(entries: list[Entry], sizes: list[int]) -> tuple[set[Derivation], set[frozenset[str]]]:
    """Derivations and origins of reports whose pairs are judged in portions."""
    pairs = list(combinations(range(len(entries)), 2))
    results: dict[tuple[int, int], Judged] = {}
    for size in sizes:
        results.update(judge(sides(entries), pairs[:size]))
        pairs = pairs[size:]
    results.update(judge(sides(entries), pairs))
    derivations = assemble(entries, results)
    origins = trace(sides(entries), derivations, results)
    return {normal(one) for one in derivations}, {frozenset(one.reports) for one in origins}


@settings(max_examples=40, deadline=None)
@given(st.permutations(SET), st.lists(st.integers(1, 9), max_size=4))
def test_order_and_portions_do_not_matter(order: list[Entry], sizes: list[int]) -> None:
    """Whatever order the reports are given in and however their pairs are judged in portions, the same holds."""
    expected = related(list(SET), [])
    assert len(expected[0]) >= 5
    assert related(order, sizes) == expected

"""Pairs of invented reports as data: what is a derivation, of what kind and direction, and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.lineage.derive import derive
from onrecord.model.reading import Entry
from tests.lineage.made import entry
from tests.lineage.test_origins import origins

DATA = json.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "lineage" / "pairs.json").read_text(encoding="utf-8")
)
Case = dict[str, Any]
TURNED = {"a->b": "b->a", "b->a": "a->b"}


def pairs(*, related: bool) -> list[Any]:
    """The cases of related or unrelated reports as parameters named by their labels."""
    return [pytest.param(case, id=case["label"]) for case in DATA["pairs"] if case["related"] == related]


def made(case: Case, name: str) -> Entry:
    """One report of a case, its paragraphs taken from the shared texts."""
    facts = {key: value for key, value in case[name].items() if key != "parts"}
    return entry("\n\n".join(DATA["texts"][part] for part in case[name]["parts"]), id=name, **facts)


@pytest.mark.parametrize("case", pairs(related=True))
def test_what_is_not_independent_is_found_with_its_direction(case: Case) -> None:
    """Two reports of which one has words or a source of the other are a derivation of the right kind and direction."""
    (found,) = derive([made(case, "a"), made(case, "b")])
    assert case["kind"] in (None, found.kind)
    assert case["direction"] in (None, found.direction)
    assert found.shared or "names" in found.why


@pytest.mark.parametrize("case", pairs(related=False))
def test_what_only_looks_shared_is_no_derivation(case: Case) -> None:
    """Statements, names, notices and page furniture that two reports share do not make them one."""
    assert derive([made(case, "a"), made(case, "b")]) == ()


@pytest.mark.parametrize("case", pairs(related=True) + pairs(related=False))
def test_origins_of_a_pair(case: Case) -> None:
    """A pair has the number of independent origins that the case names."""
    assert case["origins"] in (None, len(origins(made(case, "a"), made(case, "b"))))


@pytest.mark.parametrize("case", pairs(related=True))
def test_the_order_of_a_pair_turns_its_direction_only(case: Case) -> None:
    """Given the other way round, a pair has the same kind and the direction turned."""
    (found,) = derive([made(case, "a"), made(case, "b")])
    (turned,) = derive([made(case, "b"), made(case, "a")])
    assert (turned.kind, turned.direction) == (found.kind, TURNED.get(found.direction, found.direction))


def test_two_that_quote_what_a_third_was_told_go_back_to_it_alone() -> None:
    """Where the newsroom that both quote is in the set, the two are each a pair with it and not with one another."""
    texts = DATA["texts"]
    source = entry(texts["own2"] + "\n\n" + texts["told_b"], id="s", outlet="Harbour Gazette")
    one = entry(texts["own1"] + "\n\n" + texts["told_a"], id="a", outlet="Lindau Post")
    other = entry(
        texts["own3"] + "\n\n" + texts["told_a"].replace(",” driver", ",” the driver"), id="b", outlet="Radio M"
    )
    found = {(pair.a, pair.b): pair.direction for pair in derive([source, one, other])}
    assert found == {("s", "a"): "a->b", ("s", "b"): "a->b"}


def test_a_third_report_that_carries_an_agency_text_settles_the_direction() -> None:
    """Two reports without a credit have the agency's text in common if a third one credits it."""
    parts = [DATA["texts"][name] for name in ("lead", "shot", "cracks", "farmers", "own2")]
    carrier = entry("\n\n".join(parts), id="c", outlet="Harbour Gazette", agency="AFP", published="2031-05-01")
    one = entry("\n\n".join(parts[:4]), id="a", outlet="Lindau Post", published="2031-05-01")
    other = entry("\n\n".join(parts[1:]), id="b", outlet="Radio M", published="2031-05-02")
    found = {(pair.a, pair.b): pair.direction for pair in derive([carrier, one, other])}
    assert found == {("c", "a"): "common", ("c", "b"): "common", ("a", "b"): "common"}
    (alone,) = derive([one, other])
    assert alone.direction == "a->b"

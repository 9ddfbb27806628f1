"""Claims that several reports make, and what only one has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.checks.accounts import Between
from onrecord.checks.corroboration import corroborate
from onrecord.checks.matter import on_one_matter
from onrecord.checks.only import Counterparts, Told, between, candidates, only_in
from onrecord.model.reading import Entry
from onrecord.model.relations import Corroboration, Finding, Origin, Side
from onrecord.model.spans import Citation
from onrecord.reading.engine import Engine
from onrecord.reading.read import read
from onrecord.relating import accounts
from tests.factories import report
from tests.lineage.made import entry

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "checks" / "claims.json").read_text("utf-8"))

FIRST = (
    "The Kessel bridge carries grain convoys again. Engineers reinforced its eastern pillars. Rain fell on the valley."
)
SECOND = "Grain convoys roll over the Kessel bridge again. Engineers reinforced the eastern pillars. A duck was seen."


def both() -> tuple[Entry, Entry]:
    """Two reports with two claims in common."""
    return entry(FIRST, id="a"), entry(SECOND, id="b")


def said(entries: Sequence[Entry]) -> dict[tuple[int, int], Between]:
    """What the accounts of the reports say of each other."""
    return accounts(entries, on_one_matter(entries))


def counterparts(entries: Sequence[Entry]) -> dict[tuple[int, int], Counterparts]:
    """Which sentences the reports both have."""
    return {(a, b): between(Told(entries[a], a), Told(entries[b], b)) for a, b in candidates(entries)}


def claims(*groups: tuple[str, ...], findings: tuple[Finding, ...] = ()) -> tuple[Corroboration, ...]:
    """What the two reports have in common, given their origins."""
    return corroborate(both(), said(both()), [Origin(group, None, None, "") for group in groups], findings)


def test_a_claim_of_two_origins_counts_two() -> None:
    """The same claim in reports of two origins has two origins behind it, with each wording."""
    found = claims(("a",), ("b",))
    pillars = next(one for one in found if "pillars" in one.claim)
    assert pillars.origins == 2
    assert [one.report for one in pillars.evidence] == ["a", "b"]


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_two_origins_make_one_claim(case: dict[str, Any], engine: Engine) -> None:
    """Two statements of two origins are one claim where they tell the same, and never where they do not."""
    days = case.get("published", ["2031-05-21", "2031-05-21"])
    made = [report(case[name], id=name, published=day) for name, day in zip("ab", days, strict=True)]
    entries = [Entry(one, read(one, lambda: engine)) for one in made]
    for order in (entries, entries[::-1]):
        found = corroborate(order, said(order), [Origin((name,), None, None, "") for name in "ab"], ())
        assert any(one.origins == 2 for one in found) == case["same"]


def test_reports_of_one_outlet_at_two_starts_are_one_origin() -> None:
    """What one outlet tells in two reports of its own is repeated, not confirmed."""
    entries = [entry(text, id=id, outlet="The Marn Post") for id, text in (("a", FIRST), ("b", SECOND))]
    found = corroborate(entries, said(entries), [Origin((id,), None, None, "") for id in "ab"], ())
    assert {one.origins for one in found} <= {1}


@pytest.mark.model
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("At least 12 people were killed", "Seven people were killed", False),
        ("Twelve people were killed", "12 people were killed", True),
    ],
)
def test_other_counts_are_another_claim(first: str, second: str, same: bool, engine: Engine) -> None:
    """Within one origin as well, two statements whose counts exclude each other are not one claim told twice."""
    rest = "when shells hit the grain market in the town of Marn on Saturday, the interior ministry said."
    made = [report(f"{words} {rest}", id=id) for id, words in (("a", first), ("b", second))]
    entries = [Entry(one, read(one, lambda: engine)) for one in made]
    found = corroborate(entries, said(entries), [Origin(("a", "b"), None, None, "")], ())
    assert bool(found) is same


def test_copies_are_repeated_not_confirmed() -> None:
    """The same claim in two reports of one origin counts one."""
    assert {one.origins for one in claims(("a", "b"))} == {1}


def test_statements_held_against_each_other_do_not_confirm() -> None:
    """A pair of sentences with a contradiction between them is no corroboration."""
    entries = both()
    spans = [one.reading.sentences[1].span for one in entries]
    sides = tuple(Side(Citation.of(one.id, span), one.id) for one, span in zip(entries, spans, strict=True))
    against = Finding("f-1", "contradiction", "number", "", sides, "")
    assert not [one for one in claims(("a",), ("b",), findings=(against,)) if "pillars" in one.claim]


def test_only_one_has() -> None:
    """A sentence without a counterpart is named for its report, and a shared one for neither."""
    found = only_in(both(), counterparts(both()), ())
    assert [one.text.strip() for one in found["a"]] == ["Rain fell on the valley."]
    assert [one.text.strip() for one in found["b"]] == ["A duck was seen."] or found["b"] == ()


def test_every_report_is_listed() -> None:
    """A report whose sentences all have counterparts has an empty list."""
    same = (entry(FIRST, id="a"), entry(FIRST, id="b"))
    assert only_in(same, counterparts(same), ()) == {"a": (), "b": ()}

"""The demo dossier shows each phenomenon that docs/demo.md says it is there to show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.model.relations import Derivation, Relations

pytestmark = pytest.mark.model

DEMO = Path(onrecord.__file__).parent / "demo" / "talks.jsonl"


@pytest.fixture(scope="module")
def record() -> Iterator[onrecord.Record]:
    """A record of the demo dossier."""
    with onrecord.open() as opened:
        opened.add(DEMO)
        yield opened


@pytest.fixture(scope="module")
def relations(record: onrecord.Record) -> Relations:
    """What holds between its reports."""
    return record.relations


def between(relations: Relations, one: str, other: str) -> Derivation | None:
    """How two reports derive from each other."""
    return next((found for found in relations.derivations if {found.a, found.b} == {one, other}), None)


@pytest.mark.parametrize(
    ("copy", "kinds"),
    [
        ("herald-talks", {"verbatim"}),
        ("ledger-talks", {"edited", "excerpt"}),
        ("brask-post", {"rewrite", "excerpt", "edited"}),
        ("harbour-talks", {"rewrite", "edited"}),
    ],
)
def test_the_wire_report_is_recognised(relations: Relations, copy: str, kinds: set[str]) -> None:
    """Each carrier of the wire report goes back to it, in its own way."""
    found = between(relations, "cpa-talks", copy)
    assert found is not None
    assert found.kind in kinds
    assert found.direction == ("a->b" if found.a == "cpa-talks" else "b->a")


def test_the_second_agency_is_independent(relations: Relations) -> None:
    """NorthWire's reports are no copies of CPA's."""
    homes = {report: number for number, origin in enumerate(relations.origins) for report in origin.reports}
    assert homes["northwire-dam"] != homes["cpa-talks"]
    assert homes["northwire-mirovo"] != homes["cpa-mirovo"]


def test_the_cut_quotation_shows_its_words(relations: Relations) -> None:
    """The quotation that lost its first half shows what was left out."""
    lineages = [
        quote
        for quote in relations.quotes
        if {"cpa-talks", "harbour-talks"} <= {variant.citation.report for variant in quote.variants}
    ]
    assert any("single" in change.a for quote in lineages for change in quote.changes)


def test_figures_conflict(relations: Relations) -> None:
    """At least 12 and nine killed, on the same day, by two agencies, is a contradiction."""
    found = [one for one in relations.findings if one.kind == "contradiction" and one.type == "number"]
    reports = [{side.citation.report for side in one.sides} for one in found]
    assert {"cpa-mirovo", "northwire-mirovo"} in reports


def test_a_figure_is_updated(relations: Relations) -> None:
    """The toll of 17 is an update of at least 12, not a contradiction."""
    found = [one for one in relations.findings if {s.citation.report for s in one.sides} >= {"cpa-mirovo", "cpa-toll"}]
    assert [one.kind for one in found] == ["update"]


def test_a_claim_loses_its_attribution(relations: Relations) -> None:
    """The 4,000 killed are a ministry's figure in the wire report and a fact in the rewrite."""
    assert any(
        one.kind == "framing"
        and {side.citation.report: side.value for side in one.sides}.items()
        >= {"cpa-talks": "attributed to Ostrania's foreign ministry", "harbour-talks": "stated as fact"}.items()
        and all("4,000" in side.citation.text for side in one.sides)
        for one in relations.findings
    )


def test_a_quotation_changes_its_speaker(relations: Relations) -> None:
    """“Guns will move when peace is on paper” is the president's in one report and the minister's in another."""
    (found,) = [one for one in relations.findings if one.kind == "misattribution"]
    assert {side.speaker for side in found.sides} == {"Elena Varga", "Tomas Reyl"}


def test_the_embedded_post_has_its_own_voice(record: onrecord.Record) -> None:
    """The post is in the president's voice, and no attribution of the outlet reaches into it."""
    entry = record.entry("meridian-talks")
    (index,) = [i for i, block in enumerate(entry.report.blocks) if block.kind == "embedded_post"]
    assert entry.reading.voices[index] == "person:elena-varga"


def test_positions_shift(record: onrecord.Record) -> None:
    """Kastovia first demands full control of the dam and later offers to share it."""
    moves = [
        (entry.report.day, one.move)
        for entry in record.entries
        for one in entry.reading.positions
        if one.party == "country:kastovia" and one.object and "control" in one.object.text
    ]
    assert moves[0][1] == "demand"
    assert ("2025-03-18", "offer") in moves


def test_the_deadline_moves(record: onrecord.Record) -> None:
    """The answer to the draft is due on March 20 at first, then on March 31."""
    due = {entry.id: {one.latest for one in entry.reading.deadlines} for entry in record.entries}
    assert "2025-03-20" in due["meridian-talks"]
    assert "2025-03-31" in due["northwire-offer"]


def test_no_claim_is_corroborated_falsely(relations: Relations) -> None:
    """A claim of several origins is told by each of them: here only the meeting on March 10 and the wish for June."""
    for one in relations.corroborated:
        if one.origins > 1:
            texts = [citation.text for citation in one.evidence]
            assert all("March 10" in text for text in texts) or all("June" in text for text in texts)


def test_the_brief_tells_it_all(record: onrecord.Record) -> None:
    """The brief names the parts that a reader looks for, and every report in its legend."""
    text = str(record.brief())
    for heading in ("Who said what", "Positions by issue", "Deadlines", "Timeline", "Where accounts differ"):
        assert heading in text
    assert all(f"id {entry.id}" in text for entry in record.entries)

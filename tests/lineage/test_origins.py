"""Origins: a partition of the reports by where their accounts start."""

from __future__ import annotations

from onrecord.lineage.candidates import candidates
from onrecord.lineage.derive import assemble, judge, sides
from onrecord.lineage.origins import trace
from onrecord.model.reading import Entry
from onrecord.model.relations import Origin
from tests.lineage.made import OWN, WIRE, entry


def origins(*entries: Entry) -> tuple[Origin, ...]:
    """The origins of entries."""
    seen = sides(entries)
    judged = judge(seen, candidates(entries))
    return trace(seen, assemble(entries, judged), judged)


def test_a_copy_and_its_source_are_one_origin_with_its_root() -> None:
    """Two reports of one text are one origin; the agency's own page is the root."""
    (found,) = origins(
        entry(WIRE, id="a", outlet="Reuters", url="https://www.reuters.com/x"), entry(WIRE, id="b", agency="Reuters")
    )
    assert (found.reports, found.agency, found.root) == (("a", "b"), "Reuters", "a")


def test_independent_reports_are_two_origins() -> None:
    """Reports with words of their own are origins of their own, and every report is in one."""
    found = origins(entry(WIRE, id="a", outlet="Harbour Gazette"), entry(OWN, id="b", outlet="Lindau Post"))
    assert [one.reports for one in found] == [("a",), ("b",)]


def test_one_newsroom_is_one_origin_on_one_matter() -> None:
    """Two own reports of one outlet on one matter are one origin."""
    later = "Surveyors found that cracks under the eastern span of the Kessel bridge go deeper than floods explain."
    found = origins(entry(WIRE, id="a", outlet="Harbour Gazette"), entry(later, id="b", outlet="Harbour Gazette"))
    assert len(found) == 1


def test_one_newsroom_is_two_origins_on_two_matters() -> None:
    """Two reports of one outlet that tell nothing in common stay apart."""
    other = "A choir of two hundred children opened the summer festival in the old quarry with songs of the coast."
    found = origins(entry(WIRE, id="a", outlet="Harbour Gazette"), entry(other, id="b", outlet="Harbour Gazette"))
    assert len(found) == 2


def test_citations_recut() -> None:
    """What shows an origin is cut from the reports' texts."""
    entries = [entry(WIRE, id="a", agency="AFP"), entry(WIRE, id="b")]
    texts = {one.id: one.report.text for one in entries}
    (found,) = origins(*entries)
    assert found.citations
    assert all(texts[one.report][one.start : one.end] == one.text for one in found.citations)

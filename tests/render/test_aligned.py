"""Two reports side by side as HTML."""

from __future__ import annotations

import html
import re

from hypothesis import given
from lxml import html as parsed

from onrecord.model.reading import Entry
from onrecord.model.relations import Finding, Side
from onrecord.render.aligned import Drawing, table
from onrecord.views.aligned import Aligned
from onrecord.views.aligning import align
from tests.text.sided import told
from tests.views.sample import cited
from tests.views.test_aligned import (
    BRIDGE,
    BRIDGE_OTHER,
    DAM,
    DAM_EDITED,
    DAM_RETOLD,
    MARKET,
    SCHOOLS,
    TEXTS,
    figures,
)


def href(report: str, start: int, end: int) -> str:
    """The address of a passage."""
    return f"/report/{report}?at={start}-{end}#p-{start}-{end}"


def drawn(two: Aligned, drawing: Drawing | None = None) -> str:
    """The whole table."""
    return table(two, two.stretches, drawing or Drawing(href))


def pair(one: str = DAM, other: str = DAM_EDITED, **facts: str) -> Aligned:
    """Two reports side by side."""
    return align(told(one, **facts), told(other, "b"))


def test_changed_words_are_elements_and_not_only_colours() -> None:
    """What the second report lacks is deleted in the first, what the first lacks inserted in the second."""
    shown = drawn(pair())
    assert "Kastovia <del>demands</del> full control" in shown
    assert "Kastovia <ins>wants</ins> full control" in shown


def test_figures_that_differ_are_marked_and_told() -> None:
    """Both figures are marked in their passages, cut right where words changed too, and stand in the header cell."""
    a = told(BRIDGE, quantities=figures(BRIDGE, ("12", 12, "cracks")))
    b = told(BRIDGE_OTHER, "b", quantities=figures(BRIDGE_OTHER, ("19", 19, "cracks")))
    shown = drawn(align(a, b))
    assert "<mark><del>12</del></mark>" in shown
    assert "<mark><ins>19</ins></mark>" in shown
    assert "“12” / “19”" in shown
    assert "Another figure" in shown


def test_each_passage_links_to_its_place() -> None:
    """The number before a passage opens it in its report, and an arrow at its outlet, if that is known."""
    shown = drawn(pair(url="https://ledger.example/dam"))
    assert f'<a class="cite" href="/report/a?at=0-{len(DAM)}#p-0-{len(DAM)}">[A 1]</a>' in shown
    assert 'href="https://ledger.example/dam#:~:text=' in shown
    assert shown.count("at the outlet") == 1


def test_what_is_shared_is_folded_but_in_print() -> None:
    """Sentences that both have are counted and folded away, once; in print they are open."""
    two = pair(f"{DAM} {SCHOOLS} {MARKET}", f"{DAM} {SCHOOLS}")
    assert "<details><summary>2 shared sentences</summary>" in drawn(two)
    assert "<details open>" in drawn(two, Drawing(href, unfolded=True))
    assert drawn(two).count(SCHOOLS) == 1


def test_differences_lead_to_each_other() -> None:
    """Each difference has a name and links to the one before and the next that are shown."""
    two = pair(f"{DAM} {MARKET} {SCHOOLS}", f"{DAM_EDITED} {SCHOOLS} {BRIDGE}")
    shown = drawn(two)
    assert re.findall(r'id="(d-\d+)"', shown) == ["d-1", "d-2", "d-3"]
    assert re.findall(r'rel="next" href="#(d-\d+)"', shown) == ["d-2", "d-3"]
    assert re.findall(r'rel="prev" href="#(d-\d+)"', shown) == ["d-1", "d-2"]
    some = table(two, [one for one in two.stretches if one.number in (1, 3)], Drawing(href))
    assert re.findall(r'rel="next" href="#(d-\d+)"', some) == ["d-3"]
    assert "3 of 3" in some


def test_findings_are_linked_from_their_passages() -> None:
    """A row with a side of a finding leads to it; one that the page does not show is no link."""
    a, b = told(DAM), told(DAM_EDITED, "b")
    finding = Finding("f-1", "framing", "polarity", "", (Side(cited(a, DAM), ""), Side(cited(b, DAM_EDITED), "")), "")
    two = align(a, b, findings=[finding])
    assert '<a href="#i-7">Framing</a>' in drawn(two, Drawing(href, {"f-1": ("#i-7", "Framing")}))
    assert "Framing" not in drawn(two)


def test_how_passages_relate_is_told_in_words() -> None:
    """Other words, another order and a passage of one report alone are named, and an empty cell says that it is."""
    assert "<strong>In other words</strong>" in drawn(pair(DAM, DAM_RETOLD))
    moved = drawn(pair(f"{DAM} {BRIDGE} {SCHOOLS}", f"{BRIDGE} {SCHOOLS} {DAM_EDITED}"))
    assert "<strong>In another order, reworded</strong>" in moved
    assert "B has it as its sentence 3" in moved
    alone = drawn(pair(DAM, MARKET))
    assert "<strong>Only in A</strong>" in alone
    assert "nothing in B" in alone


def test_hostile_words_are_shown_as_they_are() -> None:
    """Markup in a passage, a headline, a language or an id is text, and an address that runs is no link."""
    bad = '<img src=x onerror=alert(1)> "Kastovia" &amp; the Kell dam.'
    one = told(bad, id='"><script>', title="<b>x</b>", url="javascript:alert(1)")
    shown = drawn(align(_in(one, 'en" onclick="x'), told(MARKET, "b")))
    assert "<img" not in shown
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "javascript:" not in shown
    assert 'onclick="' not in shown


def _in(one: Entry, language: str) -> Entry:
    """The report in a language."""
    from dataclasses import replace

    return Entry(replace(one.report, language=language), one.reading)


@given(TEXTS, TEXTS)
def test_the_table_has_every_word_and_is_well_formed(one: str, other: str) -> None:
    """Without the marks, each passage reads as in its report, every link on the page finds its place, no name twice."""
    two = align(told(one), told(other, "b"))
    shown = drawn(two)
    tree = parsed.fromstring(shown)
    names = [str(name) for name in tree.xpath("//@id")]
    assert len(names) == len(set(names))
    assert {str(to)[1:] for to in tree.xpath("//@href") if str(to).startswith("#")} <= set(names)
    words = " ".join(tree.text_content().split())
    for row in two.rows:
        for passage in (row.a, row.b):
            if passage is not None and row.kind != "same":
                assert " ".join(passage.text.split()) in words
    assert html.unescape(shown).count("<tr") == len(two.stretches) + 1
    assert {str(role) for role in tree.xpath("//td/@role")} <= {"cell"}

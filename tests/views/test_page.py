"""The page value: labels, citations, folding."""

from __future__ import annotations

from onrecord.exports import json
from onrecord.render.html import html
from onrecord.render.terminal import terminal
from onrecord.views import brief
from onrecord.views.page import Line, Page, Section, drawn, line, within
from onrecord.views.rows import rows
from tests.views.sample import dossier


def test_a_citation_is_label_and_range() -> None:
    """A citation prints as the label of its report and its code points."""
    entries, relations = dossier()
    page = brief.page(entries, relations)
    (credit,) = relations.origins[0].citations
    assert page.cite(credit) == f"R1:{credit.start}–{credit.end}"


def test_equal_citations_are_kept_once() -> None:
    """A line that is built with the same citation twice has it once."""
    (credit,) = dossier()[1].origins[0].citations
    assert line("x", cite=[credit, credit]).citations == (credit,)


def test_one_line_is_never_left_out_alone() -> None:
    """A list that is one over the limit is drawn whole, two over the limit is cut."""
    three = [line(str(n)) for n in range(3)]
    assert drawn(three, 2) == (three, 0)
    assert drawn(three, 1) == (three[:1], 2)


def test_a_whole_page_folds_nothing() -> None:
    """Unfolding a page reaches its sections and every line under them."""

    def folded(one: Line) -> bool:
        return one.shown is not None or any(map(folded, one.children))

    page = brief.page(*dossier()).whole()
    assert not [s for s in page.sections if s.shown is not None or any(map(folded, s.lines))]


def test_only_cited_reports_are_listed() -> None:
    """A page lists the reports that it cites, under the labels that they have everywhere."""
    entries, relations = dossier()
    page = brief.page(entries, relations, "s-2")
    assert [one.entry.id for one in page.reports] == ["wire"]


def test_words_stand_out_where_they_stand() -> None:
    """Words of a sentence are marked in their place, and a sentence that is nothing else is not marked."""
    assert [getattr(part, "mark", "plain") for part in within("He said no.", "said")] == ["plain", "strong", "plain"]
    assert within("no", "no") == ("“no”",)


def test_a_section_that_is_empty_says_so() -> None:
    """A section without lines has a sentence to stand in their place."""
    assert Section("x").empty.endswith(".")


def test_files_and_data_give_the_whole_of_a_long_passage() -> None:
    """The words that the screen leaves out of a passage stand in HTML, JSON and rows, which cannot be asked again."""
    one = line("first … last", whole=("first MIDDLE last",))
    page = Page("Comparison", sections=(Section("Differences", (one,)),))
    assert "MIDDLE" not in terminal(page)
    assert "MIDDLE" in terminal(page.whole())
    assert "MIDDLE" in html(page)
    assert "MIDDLE" in json.text(json.page(page))
    assert any("MIDDLE" in str(row) for row in rows(page))

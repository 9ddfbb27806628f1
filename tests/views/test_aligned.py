"""Two reports side by side: every sentence once, in reading order, with what differs."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.reading import Entry, Quantity, Reader, Reading
from onrecord.model.relations import Finding, Side
from onrecord.model.spans import Citation
from onrecord.views.aligned import Aligned, Row
from onrecord.views.aligning import align
from tests.factories import report
from tests.text.sided import told
from tests.views.sample import at, cited

DAM = "Kastovia demands full control of the Kell dam, the largest power station on the river Orm."
DAM_EDITED = "Kastovia wants full control of the Kell dam, the largest power station on the river Orm."
DAM_RETOLD = (
    "Whoever runs the largest power station of the Orm will be Kastovia, it insists: full control of the Kell dam."
)
BRIDGE = "Engineers closed the old bridge at Brell after 12 cracks were found in two pillars."
BRIDGE_OTHER = "Engineers closed the old bridge at Brell after 19 cracks were found in two pillars."
QUOTED = "“We will not sign away a village,” Varga told reporters in Castelmar."
STRAIGHT = '"We will not   sign away a village," Varga told\nreporters in Castelmar.'
SCHOOLS = "Schools along the frontier stay shut until the harvest is brought in."
MARKET = "The market hall of Mirovo opened again on Sunday with a small concert."


def figures(text: str, *found: tuple[str, float, str | None]) -> tuple[Quantity, ...]:
    """Figures in a text: their words, value and what they count."""
    return tuple(Quantity(at(text, words), value, value, None, of) for words, value, of in found)


def kinds(two: Aligned) -> list[str]:
    """The kinds of the rows, in order."""
    return [row.kind for row in two.rows]


def cut(text: str, at: tuple[int, int]) -> str:
    """The words of a range."""
    return text[slice(*at)]


def number(one: Entry, words: str, other: Entry, others: str) -> Finding:
    """A finding that holds two figures against each other."""
    sides = (Side(cited(one, words), words), Side(cited(other, others), others))
    return Finding("f-1", "contradiction", "number", "the cracks", sides, "")


def test_what_differs_in_white_space_and_quotation_marks_is_the_same() -> None:
    """A sentence with other quotation marks and other line ends is the same one."""
    two = align(told(QUOTED), told(STRAIGHT, "b"))
    assert kinds(two) == ["same"]


def test_changed_words_are_given_as_ranges_of_both() -> None:
    """Of a reworded sentence the changed words are marked in both texts."""
    two = align(told(DAM), told(DAM_EDITED, "b"))
    assert kinds(two) == ["reworded"]
    (change,) = two.rows[0].changes
    assert (cut(two.a.text, change.before), cut(two.b.text, change.after)) == ("demands", "wants")
    assert not two.rows[0].in_other_words


def test_of_what_is_told_in_other_words_nothing_is_marked() -> None:
    """Where little of the wording is left, crossing out everything would show nothing."""
    two = align(told(DAM), told(DAM_RETOLD, "b"))
    assert kinds(two) == ["reworded"]
    assert two.rows[0].in_other_words
    assert two.rows[0].changes == ()


def test_a_figure_that_took_the_place_of_another_differs() -> None:
    """A copy with another figure is told apart from one with other words, and the two figures are marked."""
    a = told(BRIDGE, quantities=figures(BRIDGE, ("12", 12, "cracks"), ("two", 2, "pillars")))
    b = told(BRIDGE_OTHER, "b", quantities=figures(BRIDGE_OTHER, ("19", 19, "cracks"), ("two", 2, "pillars")))
    two = align(a, b)
    assert kinds(two) == ["figure"]
    assert [(one.a.text, one.b.text) for one in two.rows[0].figures] == [("12", "19")]


@pytest.mark.parametrize(
    ("words", "value", "of"), [("twelve", 12, "cracks"), ("19", 19, "workers"), ("crews", 2, "crews")]
)
def test_other_words_are_no_other_figure(words: str, value: float, of: str) -> None:
    """The same figure in words, and a figure of another thing, do not differ from "12 cracks"."""
    other = BRIDGE.replace("12 cracks", words if words == of else f"{words} {of}")
    a = told(BRIDGE, quantities=figures(BRIDGE, ("12", 12, "cracks")))
    two = align(a, told(other, "b", quantities=figures(other, (words, value, of))))
    assert kinds(two) == ["reworded"]


def test_figures_of_a_finding_differ_wherever_they_stand() -> None:
    """Two figures that a finding holds against each other are marked in sentences of other words too."""
    other = "After inspectors counted nine cracks in two pillars, engineers shut the old Brell bridge on Sunday."
    a = told(BRIDGE, quantities=figures(BRIDGE, ("12", 12, "cracks")))
    b = told(other, "b", quantities=figures(other, ("nine", 9, "cracks")))
    sides = (Side(cited(a, BRIDGE), "12"), Side(cited(b, other), "9"))  # a finding writes "nine" as 9
    two = align(a, b, findings=[Finding("f-1", "contradiction", "number", "the cracks", sides, "")])
    assert kinds(two) == ["figure"]
    assert two.rows[0].findings == ("f-1",)
    assert kinds(align(a, b)) != ["figure"]


def test_a_finding_of_other_reports_is_left_out() -> None:
    """A finding with no side in one of the two says nothing about them."""
    a, b, c = told(BRIDGE), told(SCHOOLS, "b"), told(BRIDGE_OTHER, "c")
    two = align(a, b, findings=[number(a, "12", c, "19")])
    assert two.findings == ()
    assert kinds(two) == ["only_a", "only_b"]


def test_a_side_that_stands_alone_keeps_its_finding() -> None:
    """Where a finding's sides are not in one row, each passage still names it."""
    a, b = told(f"{DAM} {SCHOOLS}"), told(f"{DAM} {MARKET}", "b")
    two = align(a, b, findings=[number(a, "river Orm", b, "small concert")])
    assert [(row.kind, row.findings) for row in two.rows] == [
        ("same", ()), ("only_a", ()), ("only_b", ("f-1",)),
    ]  # fmt: skip


def test_what_is_out_of_order_stands_where_the_first_report_has_it() -> None:
    """A moved sentence is shown at its place in the first report, and is no gap in the other."""
    a, b = told(f"{DAM} {BRIDGE} {SCHOOLS}"), told(f"{BRIDGE} {SCHOOLS} {DAM_EDITED}", "b")
    two = align(a, b)
    assert kinds(two) == ["moved", "same", "same"]
    moved = two.rows[0]
    assert moved.b is not None
    assert moved.b.numbers == (2,)
    assert moved.changes
    assert align(b, a).rows[-1].kind == "moved"


def test_a_moved_sentence_with_another_figure_is_both() -> None:
    """It is a row with another figure that a filter finds as moved, too."""
    a = told(f"{BRIDGE} {DAM} {SCHOOLS}", quantities=figures(BRIDGE, ("12", 12, "cracks")))
    text = f"{DAM} {SCHOOLS} {BRIDGE_OTHER}"
    two = align(a, told(text, "b", quantities=figures(text, ("19", 19, "cracks"))))
    assert two.rows[0].kinds == ("figure", "moved")
    assert two.counts == {"same": 2, "reworded": 0, "figure": 1, "moved": 1, "only_a": 0, "only_b": 0}


def test_a_part_that_the_other_report_tells_is_named() -> None:
    """A sentence that stands alone names the one of the other report that has a part of it, and only then."""
    part = "The Kell dam has the largest pumps."
    two = align(told(f"{DAM} {SCHOOLS}"), told(f"{MARKET} {part}", "b"))
    first, second = (row for row in two.rows if row.kind == "only_a")
    assert first.near is not None
    assert first.near.text == part
    assert second.near is None


def test_sentences_in_a_row_are_shown_together() -> None:
    """Shared sentences in a row are one stretch without a number, those of one report alone one difference."""
    a = told(f"{DAM} {SCHOOLS} {MARKET} {QUOTED}")
    two = align(a, told(f"{DAM} {SCHOOLS} {BRIDGE}", "b"))
    assert [(one.kind, len(one.rows), one.number) for one in two.stretches] == [
        ("same", 2, None), ("only_a", 2, 1), ("only_b", 1, 2),
    ]  # fmt: skip


def test_a_report_that_was_not_read_goes_in_by_its_paragraphs() -> None:
    """Without sentences its paragraphs are laid beside the other's, and none is lost."""
    text = f"{DAM}\n\n{SCHOOLS}"
    one = report(text, id="a")
    two = align(Entry(one, Reading("a", Reader("0"))), told(f"{DAM}\n\n{MARKET}", "b"))
    assert [(row.kind, row.a.text if row.a else None) for row in two.rows] == [
        ("same", DAM), ("only_a", SCHOOLS), ("only_b", None),
    ]  # fmt: skip


SENTENCE = st.sampled_from(
    [DAM, DAM_EDITED, DAM_RETOLD, BRIDGE, BRIDGE_OTHER, QUOTED, STRAIGHT, SCHOOLS, MARKET, "“No,” he said.", "😀é no."]
)
TEXTS = st.lists(SENTENCE, max_size=8).flatmap(
    lambda some: st.lists(st.sampled_from([" ", "\n\n"]), min_size=len(some), max_size=len(some)).map(
        lambda gaps: "".join(sentence + gap for sentence, gap in zip(some, gaps, strict=True))
    )
)


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_stands_in_one_row(one: str, other: str) -> None:
    """No sentence is left out or shown twice, and each range is that of its words."""
    a, b = told(one), told(other, "b")
    two = align(a, b)
    for entry, passages in ((a, [row.a for row in two.rows]), (b, [row.b for row in two.rows])):
        shown = [span for passage in passages if passage for span in passage.spans]
        assert Counter(shown) == Counter(sentence.span for sentence in entry.reading.sentences)
        for span in shown:
            assert entry.report.text[span.start : span.end] == span.text


@given(TEXTS, TEXTS)
def test_rows_are_in_reading_order(one: str, other: str) -> None:
    """Both reports can be read down their column; only what is moved is out of place in the other one."""
    two = align(told(one), told(other, "b"))
    for order in (
        [row.a.start for row in two.rows if row.a],
        [row.b.start for row in two.rows if row.b and not row.moved],
    ):
        assert order == sorted(order)


@given(TEXTS, TEXTS)
def test_changes_lie_in_their_passages(one: str, other: str) -> None:
    """Every marked word stands in a sentence of its row."""
    two = align(told(one), told(other, "b"))
    for row in two.rows:
        assert not (row.kind == "same" and row.changes)
        for change in row.changes:
            for place, passage in ((change.before, row.a), (change.after, row.b)):
                assert passage is not None
                assert passage.start <= place[0] <= place[1] <= passage.end


def rows(two: Aligned) -> Counter[Row]:
    """The rows in any order."""
    return Counter(two.rows)


@given(TEXTS, TEXTS)
def test_changing_sides_mirrors_the_rows(one: str, other: str) -> None:
    """With the reports in each other's place every row is the mirror of one, and doing it again changes nothing."""
    a, b = told(one), told(other, "b")
    assert rows(align(a, b)) == Counter(row.turned() for row in align(b, a).rows)
    assert align(a, b) == align(a, b)


def test_a_citation_is_the_sentence() -> None:
    """A passage cites its sentences with their report."""
    two = align(told(DAM), told(SCHOOLS, "b"))
    assert two.rows[0].a is not None
    assert two.rows[0].a.citations == (Citation("a", 0, len(DAM), DAM),)

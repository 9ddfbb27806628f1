"""Two reports side by side as data."""

from __future__ import annotations

from hypothesis import given

from onrecord.views.aligned_rows import COLUMNS, rows, shape
from onrecord.views.aligning import align
from tests.text.sided import told
from tests.views.test_aligned import BRIDGE, BRIDGE_OTHER, DAM, DAM_EDITED, MARKET, SCHOOLS, TEXTS, figures


def test_a_row_has_both_passages_and_what_differs() -> None:
    """A reworded sentence is one row with both sentences, their ranges, and the words that changed."""
    two = align(told(DAM), told(DAM_EDITED, "b"))
    (row,) = rows(two, two.stretches)
    assert (row["kind"], row["deleted"], row["inserted"]) == ("reworded", "demands", "wants")
    assert (row["a_report"], row["a_start"], row["a_end"], row["a_text"]) == ("a", 0, len(DAM), DAM)
    assert (row["b_sentence"], row["b_text"], row["b_part"]) == (1, DAM_EDITED, "paragraph")


def test_figures_stand_beside_each_other() -> None:
    """Figures that differ are in one cell, and in the shape each with its place."""
    a = told(BRIDGE, quantities=figures(BRIDGE, ("12", 12, "cracks")))
    b = told(BRIDGE_OTHER, "b", quantities=figures(BRIDGE_OTHER, ("19", 19, "cracks")))
    two = align(a, b)
    (row,) = rows(two, two.stretches)
    assert row["figures"] == "12 / 19"
    (figure,) = shape(two, two.stretches)[0]["figures"]
    assert figure["a"]["text"] == "12" == BRIDGE[figure["a"]["start"] : figure["a"]["end"]]
    assert figure["b"]["text"] == "19"


def test_what_stands_alone_leaves_the_other_side_empty() -> None:
    """A sentence of one report has no values of the other."""
    two = align(told(SCHOOLS), told(MARKET, "b"))
    first, second = rows(two, two.stretches)
    assert "b_text" not in first
    assert "a_text" not in second
    assert shape(two, two.stretches)[0]["b"] is None


@given(TEXTS, TEXTS)
def test_rows_and_shape_have_every_passage(one: str, other: str) -> None:
    """Both forms have each row once, in one order, under columns that are named; ranges hold in the shape."""
    two = align(told(one), told(other, "b"))
    found, shaped = list(rows(two, two.stretches)), shape(two, two.stretches)
    assert [row["kind"] for row in found] == [row.kind for row in two.rows] == [each["kind"] for each in shaped]
    assert all(set(row) <= set(COLUMNS) for row in found)
    texts = {"a": one, "b": other}
    for each in shaped:
        for side, text in texts.items():
            for span in each[side]["sentences"] if each[side] else ():
                assert text[span["start"] : span["end"]] == span["text"]

"""Paragraphs become pieces that know their quotation marks, and share windows without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.meaning.wordpiece import Vocabulary
from onrecord.reading.attribution.learned import windows
from onrecord.reading.attribution.learned.windows import CLOSES, INSIDE, OPENS, OUTSIDE, Paragraph, pack, parts

KNOWN = Vocabulary.of(("[PAD]", "[UNK]", '"', "'", "we", "will", "go", "she", "said", ",", ".", "o", "brien"))

MARKS = ("“We will go,” she said.", '"We will go," she said.', "‘We will go,’ she said.", "«We will go,» she said.",
         "„We will go,” she said.", "''We will go,'' she said.")  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_every_kind_of_mark_reads_alike(text: str) -> None:
    """A quotation has the same pieces and the same states whatever marks the outlet uses."""
    plain = windows.paragraph('"We will go," she said.', KNOWN)
    found = windows.paragraph(text, KNOWN)
    assert (found.ids, found.quoted) == (plain.ids, plain.quoted)
    assert found.quoted == (OPENS, INSIDE, INSIDE, INSIDE, INSIDE, CLOSES, OUTSIDE, OUTSIDE, OUTSIDE)


def test_an_apostrophe_is_no_mark() -> None:
    """The apostrophe in a name stays an apostrophe outside quotation marks."""
    found = windows.paragraph("O’Brien said", KNOWN)
    assert [KNOWN.ids["'"] == one for one in found.ids] == [False, True, False, False]
    assert set(found.quoted) == {OUTSIDE}


def test_case_is_kept_beside_the_pieces() -> None:
    """How a word is written is told although the vocabulary knows lower case only."""
    found = windows.paragraph("We SAID go 5.", KNOWN)
    assert found.case == (windows.CAPITAL, windows.UPPER, windows.LOWER, windows.FIGURE, windows.POINT)


def made(length: int) -> Paragraph:
    """A paragraph of so many pieces."""
    return Paragraph(
        (9,) * length, tuple((at, at + 1) for at in range(length)), (0,) * length, (0,) * length, (True,) * length
    )


@given(st.lists(st.integers(1, 300), max_size=40))
def test_windows_hold_every_paragraph_once(lengths: list[int]) -> None:
    """Packing keeps all paragraphs in order, and only a window of one paragraph may be longer than a window."""
    packed = pack([made(length) for length in lengths], 100)
    assert [index for window in packed for index in window] == list(range(len(lengths)))
    assert all(len(window) == 1 or 1 + sum(lengths[index] + 1 for index in window) <= 100 for window in packed)


@given(st.integers(0, 2000), st.integers(2, 300))
def test_parts_of_a_long_paragraph_lose_nothing(length: int, longest: int) -> None:
    """The parts of a paragraph follow each other without a gap, none longer than what is read in one."""
    whole = made(length)
    found = list(parts(whole, longest))
    assert [place for _, part in found for place in part.places] == list(whole.places)
    assert all(len(part) <= longest for _, part in found)
    assert [start for start, _ in found] == [sum(len(part) for _, part in found[:at]) for at in range(len(found))]


@given(st.text(max_size=300))
def test_any_text_makes_a_paragraph(text: str) -> None:
    """Whatever the text, every piece has its place, state and case."""
    found = windows.paragraph(text, KNOWN)
    assert len(found.ids) == len(found.places) == len(found.quoted) == len(found.case) == len(found.heads)

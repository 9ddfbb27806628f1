"""Which attribution a place in the text is told in, and what of a phrase belongs to it."""

from __future__ import annotations

import pytest

from onrecord.model.reading import Attribution
from onrecord.model.spans import Span
from onrecord.reading.clauses_text import Voices
from tests.factories import report

TEXT = "The dam on the river will hold, Bel said."
SAID = Voices([Attribution("a1", "indirect", None, None, (Span.cut(TEXT, 11, 30),))])


@pytest.mark.parametrize(
    ("span", "left"),
    [((0, 20), "the river"), ((15, 20), "river"), ((21, 35), "will hold"), ((0, 7), "The dam"), ((32, 35), "Bel")],
)
def test_phrase_is_cut_to_what_was_said(span, left):
    """A phrase is cut to the content that its verb stands in; one without a word there stays whole."""
    assert SAID.clip(Span.cut(TEXT, *span), 26, report(TEXT)).text == left

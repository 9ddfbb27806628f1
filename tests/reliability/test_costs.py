"""Texts made to hurt cost what their length costs: four times the text takes about four times the work."""

from __future__ import annotations

import pytest
from reliability.costs import Cost, document
from reliability.texts import KINDS

from onrecord import pipeline
from onrecord.text.once import forget
from tests.reading.test_attribution_cost import steps

#: Kinds of text whose work once grew with the square of their length; the long form tries all, in seconds.
TRIED = ("names joined", "names in a row")
_SIZE = 1_000


def work(kind: str, size: int) -> int:
    """Lines of Python that reading a report full of one kind of thing takes."""
    forget()
    engine = pipeline.engine_named(None, "rules")
    engine()
    return steps(lambda: pipeline.read(document(kind, size), engine))


@pytest.mark.model
@pytest.mark.parametrize("kind", TRIED)
def test_four_times_the_text_is_four_times_the_work(kind):
    """A text full of one thing takes work by its length, with some room, not by the square of it."""
    work(kind, 100)  # what is made once is made
    assert work(kind, 4 * _SIZE) < 5 * work(kind, _SIZE)


@pytest.mark.model
@pytest.mark.parametrize("kind", ["brackets in brackets", "quotation marks"])
def test_signs_without_end_are_read_at_once(kind):
    """A hundred thousand signs in a row, which a tokenizer takes the square of, are read like a sentence."""
    entry = pipeline.read(document(kind, 100_000), pipeline.engine_named(None, "rules"))
    assert entry.reading.sentences[0].span.start == 0


def test_a_text_is_as_long_as_it_should_be():
    """Each kind of text has the length that was asked for."""
    assert [kind for kind, made in KINDS.items() if len(made(3_000)) != 3_000] == []


def test_a_cost_that_grows_faster_than_its_text_fails():
    """Sixteen times the time for four times the text is told, four times is not, nor what takes no time."""
    assert Cost("commas", "reading", (0.1, 1.6)).fails
    assert not Cost("commas", "reading", (0.1, 0.4)).fails
    assert not Cost("commas", "reading", (0.001, 0.016)).fails

"""Figures: how much or how many of what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicons.figures import number_of
from onrecord.model.reading import Quantity
from onrecord.reading import quantities, times
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import cases

model = pytest.mark.model


def found(text: str) -> tuple[Quantity, ...]:
    """The figures of a text."""
    made = report(text, published="2026-03-18")
    parsed = load_engine().parse(made)
    return quantities.find(parsed, times.find(made, parsed))


def check(case: dict[str, Any]) -> None:
    """Fail unless the case's figures are found, in order and no others."""
    read = found(case["text"])
    assert [one.span.text for one in read] == [one["text"] for one in case["quantities"]]
    for one, wanted in zip(read, case["quantities"], strict=True):
        assert {name: getattr(one, name) for name in wanted if name != "text"} == {
            name: value for name, value in wanted.items() if name != "text"
        }


@model
@pytest.mark.parametrize("case", cases("quantities.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_the_figure(case):
    """A figure has its bounds, unit and what is counted."""
    check(case)


@model
@pytest.mark.parametrize("case", cases("quantities.json", "negative"), ids=lambda case: case["label"])
def test_takes_no_other_number_for_a_figure(case):
    """Numbers in dates, hours, scores, names and lists, and ordinals, are no figures."""
    assert found(case["text"]) == ()


@model
@pytest.mark.parametrize("case", cases("quantities.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What is known to be read wrongly is written down, so that an accidental fix is noticed."""
    check(case)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("twelve", 12),
        ("forty-two", 42),
        ("two hundred and five", 205),
        ("three thousand four hundred", 3400),
        ("1,200", 1200),
        ("1.5 million", 1.5e6),
        ("peace", None),
    ],
)
def test_reads_numbers_in_words(words, number):
    """A number in words or figures has its value, other words have none."""
    assert number_of(words.split()) == number


@model
@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=" 0123456789-–%$€,.aehimnostuvwy\n", max_size=200))
def test_any_text_gives_exact_spans(text):
    """Whatever the text, each figure is cut from it exactly, its lower bound not above its upper."""
    for one in found(text):
        assert text[one.span.start : one.span.end] == one.span.text
        assert one.low <= one.high

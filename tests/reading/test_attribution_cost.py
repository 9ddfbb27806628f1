"""Attribution in texts made to slow it down: its steps grow with the length of the text and no faster."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from onrecord.reading import attribution
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import Names

UNITS = {
    "a name in quotation marks": 'He called "a" ',
    "quotations in one sentence": 'He said "we go" and ',
    "one opening mark after the other": "“We go ",
    "clauses in clauses": "he said that ",
    "sources without an end": "according to him, ",
    "quotations without a full stop": "“We go,” she said, ",
    "single marks": "'we go' he said ",
    "verbs joined": "he said and ",
    "nouns of saying": "his claim that ",
    "wishes in wishes": "wants him to ",
    "quotations in quotations": "“a ‘b c” d’ ",
    "brackets that never close": "( he said ",
    "dashes": "he said — ",
    "relative clauses": "the man who said ",
    "opening marks at the head of paragraphs": "“We go now.\n\n",
    "quotations between quotations": "“We go,” he said. “We stay.” “We go.” ",
    "paragraphs that go on": "“We go,” he said.\n\n“We stay.”\n\n",
    "turns": "BEL: we go on.\n\n",
    "names joined": "Ana Bel and ",
    "passives": "was rejected by ",
    "what several thought": "voiced concern that ",
    "colons": "Bel: ",
}


def steps(job: Callable[[], Any]) -> int:
    """Lines of Python that a job runs, in whatever module."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        job()
    finally:
        sys.settrace(before)
    return count


def cost(text: str) -> int:
    """Steps of attribution in a text, its parse not counted."""
    one = report(text.strip())
    parsed = load_engine().parse(one)
    return steps(lambda: attribution.find(one, parsed, Names()))


@pytest.mark.model
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    """Twice as much of a text made to hurt takes about twice as many steps, not four times as many."""
    assert cost(unit * 400) < 2.5 * cost(unit * 200)


@pytest.mark.model
@pytest.mark.parametrize("unit", ["Ana Bel and ", "Ana Bel, ", "the man of ", "very "])
def test_long_phrases_are_read_to_the_end(unit: str) -> None:
    """A phrase of a thousand parts is no error."""
    one = report(f"{unit * 1_000}said it is so.")
    attribution.find(one, load_engine().parse(one), Names())

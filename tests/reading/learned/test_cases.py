"""The default reader, network, rules and cast together, on invented reports of war and talks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from onrecord.model.reading import Reading
from onrecord.model.report import Block, Report
from onrecord.reading.attribution.learned.network import load
from onrecord.reading.engine import load_engine
from onrecord.reading.read import read
from tests.factories import report
from tests.reading.casting import cases

pytestmark = pytest.mark.model
NAME = "learned.json"
learned = partial(load_engine, reader="learned")
#: What an expected attribution says of itself only where it differs.
PLAIN: dict[str, Any] = {"negated": False}


def made(case: dict[str, Any]) -> Report:
    """The report of a case, some of its paragraphs of another kind by their number."""
    bare, kinds = report(case["text"]), case.get("kinds", {})
    blocks = tuple(Block(kinds.get(str(i), b.kind), b.start, b.end) for i, b in enumerate(bare.blocks))
    return report(case["text"], blocks=blocks)


def said(reading: Reading) -> list[dict[str, Any]]:
    """The attributions of a reading as the cases write them."""
    names = {actor.id: actor.name for actor in reading.actors}
    cues = {one.id: one.cue and one.cue.text for one in reading.attributions}
    return [
        {
            "kind": one.kind,
            "source": one.source and one.source.text,
            "actor": one.actor and names[one.actor],
            "cue": one.cue and one.cue.text,
            "class": one.cue_class,
            "certainty": one.certainty,
            "negated": one.negated,
            "content": [span.text for span in one.content],
            "within": one.within and cues[one.within],
        }
        for one in reading.attributions
    ]


def holds(found: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether an attribution has all these values."""
    return all(found[name] == value for name, value in values.items())


def forbidden(found: Sequence[dict[str, Any]], case: dict[str, Any]) -> list[dict[str, Any]]:
    """The attributions that a case forbids."""
    return [one for one in found if any(holds(one, values) for values in case.get("forbidden", ()))]


def check(case: dict[str, Any]) -> None:
    """Fail unless what the case expects is found, in order, and nothing else or nothing that it forbids."""
    found = said(read(made(case), learned))
    if "forbidden" in case:
        assert forbidden(found, case) == []
        return
    wanted = [{**PLAIN, **one} for one in case["attributions"]]
    shown = [{k: v for k, v in one.items() if k in want} for one, want in zip(found, wanted, strict=False)]
    assert (shown, len(found)) == (wanted, len(wanted)), found


def failing() -> list[Any]:
    """The known failures, each with its reason."""
    marks = pytest.mark.xfail
    return [
        pytest.param(case, id=case["label"], marks=marks(strict=True, raises=AssertionError, reason=case["why"]))
        for case in cases(NAME, "known_failures")
    ]


def test_the_network_reads_by_default(monkeypatch):
    """Unless someone asks for the rules alone, a reading names the trained network as its reader."""
    monkeypatch.delenv("ONRECORD_READER", raising=False)
    assert load().label in read(report("The river was high on Monday."), load_engine).reader.model


@pytest.mark.parametrize("case", cases(NAME, "in_the_wild"), ids=lambda case: case["label"])
def test_reads_quotations_as_outlets_set_them(case):
    """A quotation has its speaker however British, American and headline habits set it."""
    check(case)


@pytest.mark.parametrize("case", cases(NAME, "synthetic"), ids=lambda case: case["label"])
def test_reads_each_shape_of_reported_speech(case):
    """Each shape of reported speech, thought and wish gives its words, speaker, class and chain."""
    check(case)


@pytest.mark.parametrize("case", cases(NAME, "negative"), ids=lambda case: case["label"])
def test_reads_no_saying_where_nothing_is_said(case):
    """Names, titles and words in marks, deeds and refusals are not taken for sayings."""
    check(case)


@pytest.mark.parametrize("case", failing())
def test_known_failure(case):
    """What the reader gets wrong today stays on the list until it gets it right."""
    check(case)

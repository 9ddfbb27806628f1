"""A set of reports at once: the pairs of one index."""

from __future__ import annotations

import random

from onrecord.reuse.index import ReuseIndex, Text
from onrecord.reuse.sets import at_once
from tests.reuse.words import passage


def test_a_set_at_once_gives_what_one_portion_gives() -> None:
    """A set gives the pairs of an index that takes its reports in one portion, and none of no reports."""
    draw = random.Random(11)
    wires = [passage(draw, 70) for _ in range(9)]
    reports = [
        Text(str(at), f"{draw.choice(wires)} {passage(draw, 20)}", draw.choice([None, f"2031-0{at % 9 + 1}-07"]))
        for at in range(90)
    ]
    found = list(at_once(reports))
    assert found == ReuseIndex().add(reports) != []
    assert list(at_once([])) == []

"""What is found between real reports does not hang on the order in which they come."""

from __future__ import annotations

from itertools import islice

import pytest
from evaluation.crossreport import events

from onrecord import pipeline
from onrecord.model.reading import Entry
from tests.shared import shared

#: Events of the labelled data that are tried; more take a second each and show nothing else.
EVENTS = 4


def found(entries: tuple[Entry, ...]) -> set[tuple[object, ...]]:
    """The findings by id, kind and where their sides stand."""
    return {
        (one.id, one.kind, one.type, frozenset((side.citation, side.value) for side in one.sides))
        for one in pipeline.relate(entries).findings
    }


@pytest.mark.data
@pytest.mark.model
@pytest.mark.no_cover
def test_the_order_of_real_reports_changes_nothing() -> None:
    """Labelled events give the same findings, with the same sides and ids, when their reports are turned round."""
    for name, entries in islice(events(shared("data/crossreport")), EVENTS):
        assert found(entries), name
        assert found(entries) == found(entries[::-1]), name

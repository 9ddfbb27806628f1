"""The positions that a careful reader notes in the two reports that the project began with, and no others."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.model.reading import Position
from tests.shared import shared

pytestmark = [pytest.mark.model, pytest.mark.data]
US, UA, RU = "country:us", "country:ua", "country:ru"


def noted(number: int) -> list[tuple[str, str, str, str | None]]:
    """Party, move, issue and who tells it, of every position of a seed in text order."""
    path = sorted(shared("seeds").glob("*.txt"))[number]
    (result,) = onrecord.read(path)
    assert result.entry is not None
    return [_short(one) for one in result.entry.reading.positions]


def _short(one: Position) -> tuple[str, str, str, str | None]:
    return one.party, one.move, one.issue, one.told_by


def test_positions_of_the_rewrite() -> None:
    """The US proposals are told by Ukraine, Russia's demand by the outlet, Ukraine's terms in its own words."""
    assert noted(0) == [
        (US, "appeal", "timetable", UA),
        (US, "offer", "talks", UA),
        (US, "propose", "talks", UA),
        (RU, "demand", "territory", None),
        (UA, "condition", "security_guarantees", UA),
        (UA, "reject", "sovereignty", UA),
        (US, "propose", "ceasefire", None),
    ]


def test_positions_of_the_wire_report() -> None:
    """The wish for an end by June and the offer of talks are the US's as Ukraine tells them."""
    assert noted(1) == [
        (US, "demand", "timetable", UA),
        (US, "offer", "talks", UA),
        (US, "demand", "end_of_war", None),
        (RU, "demand", "territory", None),
        (UA, "condition", "security_guarantees", UA),
        (US, "propose", "talks", UA),
        (UA, "reject", "sovereignty", UA),
    ]

"""Where the matter stands by the two reports that the project began with (they lie outside the repository)."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.model.reading import Deadline, Entry, Event, Position
from tests.shared import shared

pytestmark = [pytest.mark.model, pytest.mark.data]


@pytest.fixture(scope="module")
def both() -> tuple[Entry, ...]:
    """The rewrite without a date, and the agency's text."""
    return onrecord.compare(*sorted(shared("seeds").glob("*.txt"))).entries


@pytest.fixture(scope="module")
def rewrite(both: tuple[Entry, ...]) -> Entry:
    """Report 000: a rewrite without a date."""
    return both[0]


@pytest.fixture(scope="module")
def wire(both: tuple[Entry, ...]) -> Entry:
    """Report 001: an agency's text as an outlet carries it."""
    return both[1]


def positions(entry: Entry, party: str, issue: str) -> list[Position]:
    """The positions of a party on an issue."""
    return [one for one in entry.reading.positions if (one.party, one.issue) == (party, issue)]


def tellers(entry: Entry, one: Position | Deadline | Event) -> set[str | None]:
    """The actors in whose words something is told, innermost first to last."""
    found, said = set(), entry.reading.attribution(one.attribution)
    while said is not None:
        found.add(said.actor)
        said = entry.reading.attribution(said.within)
    return found


ZELENSKY = "person:volodymyr-zelensky"


@pytest.mark.parametrize("at", [0, 1])
def test_russia_demands_the_region(both: tuple[Entry, ...], at: int) -> None:
    """Russia demands full control of the Donetsk region, in the outlet's own voice."""
    found = [one for one in positions(both[at], "country:ru", "territory") if one.move == "demand"]
    assert found
    assert all(one.object is not None and "full control" in one.object.text for one in found)
    assert {one.told_by for one in found} == {None}


@pytest.mark.parametrize("at", [0, 1])
def test_ukraine_sets_a_condition(both: tuple[Entry, ...], at: int) -> None:
    """Ukraine will sign nothing that does not keep it safe: a condition, on security guarantees, by its own word."""
    (one,) = [one for one in positions(both[at], "country:ua", "security_guarantees") if one.move == "condition"]
    assert "not sign" in one.span.text
    assert any("fails to" in span.text for span in one.conditions)
    assert one.told_by == "country:ua"


@pytest.mark.parametrize("at", [0, 1])
def test_ukraine_rejects_deals_without_it(both: tuple[Entry, ...], at: int) -> None:
    """Deals on Ukraine's sovereignty without it are rejected in Zelensky's words, as its leader."""
    found = [one for one in positions(both[at], "country:ua", "sovereignty") if one.move in ("reject", "refuse")]
    assert found
    assert all(ZELENSKY in tellers(both[at], one) for one in found)
    assert {(one.speaker, one.capacity, one.told_by) for one in found} == {(ZELENSKY, "leader", "country:ua")}


def test_the_proposal_is_told_by_the_other_side(wire: Entry) -> None:
    """The United States proposed talks on its soil, as Zelensky tells it."""
    found = [one for one in positions(wire, "country:us", "talks") if one.move == "propose"]
    assert any("meet in the United States" in one.span.text for one in found)
    assert {one.told_by for one in found} == {"country:ua"}


@pytest.mark.parametrize("at", [0, 1])
def test_june_is_the_deadline(both: tuple[Entry, ...], at: int) -> None:
    """The United States wants an end by June: a month, told by Zelensky."""
    found = [one for one in both[at].reading.deadlines if "June" in one.span.text]
    assert found
    assert {one.set_by for one in found} == {"country:us"}
    days = {(one.earliest, one.latest) for one in found}
    assert days == ({("2026-06-01", "2026-06-30")} if at else {(None, None)})
    assert any(ZELENSKY in tellers(both[at], one) for one in found)


def test_the_meeting_is_planned_for_about_a_week_ahead(wire: Entry) -> None:
    """The meeting is planned or possible, about a week ahead, and its place is told as probable."""
    found = [one for one in wire.reading.events if one.type == "CONSULT" and "Miami" in (one.place or "")]
    assert len(found) == 1
    assert found[0].status in ("planned", "possible")
    assert found[0].place_certainty == "probable"
    assert found[0].when is not None
    time = wire.reading.times[found[0].when]
    assert time.earliest is not None
    assert time.latest is not None
    assert time.earliest <= "2026-02-14" <= time.latest


def test_the_exchange_happened(rewrite: Entry) -> None:
    """The exchange of prisoners happened on 5 February 2026, with 314 people, once."""
    days = {n for n, time in enumerate(rewrite.reading.times) if time.earliest == "2026-02-05"}
    (one,) = [one for one in rewrite.reading.events if one.when in days]
    assert one.status == "happened"
    assert any(figure.low == 314 for figure in rewrite.reading.quantities)


@pytest.mark.parametrize(("at", "told_by"), [(0, None), (1, "country:ua")])
def test_the_plant_is_an_open_point(both: tuple[Entry, ...], at: int, told_by: str | None) -> None:
    """There is no common understanding on the nuclear plant; Zelensky says so in one, the outlet in the other."""
    (one,) = [one for one in both[at].reading.open_points if one.issue == "nuclear_plant"]
    assert one.told_by == told_by


def test_territory_and_guarantees_are_open(rewrite: Entry) -> None:
    """Territory and security guarantees remain unresolved."""
    assert {"territory", "security_guarantees"} <= {one.issue for one in rewrite.reading.open_points}


#: Who takes a position on what in the two reports; anything else would be invented.
TAKEN = {
    ("country:us", "end_of_war"),
    ("country:us", "timetable"),
    ("country:us", "talks"),
    ("country:us", "ceasefire"),
    ("country:us", "pressure"),
    ("country:ru", "territory"),
    ("country:ua", "security_guarantees"),
    ("country:ua", "sovereignty"),
    ("country:ua", "pressure"),
    ("country:ua", "end_of_war"),
}


@pytest.mark.parametrize("at", [0, 1])
def test_no_position_is_invented(both: tuple[Entry, ...], at: int) -> None:
    """No party has a position but those that a careful reader finds."""
    assert {(one.party, one.issue) for one in both[at].reading.positions} <= TAKEN

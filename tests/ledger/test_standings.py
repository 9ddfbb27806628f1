"""Where the parties stand: one position as all reports tell it, what changed, and the board as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.ledger.standings import standings
from onrecord.ledger.standings_issues import under
from onrecord.ledger.standings_objects import about, alike, neighbours
from onrecord.lexicons.issues import Issue, Issues, issues
from onrecord.model.reading import Actor, Entry, Move, Position, Reader, Reading
from onrecord.model.spans import Span
from onrecord.model.standing import Standing
from onrecord.render.terminal import terminal
from onrecord.views import positions
from onrecord.views.rows import rows
from tests.factories import report

SORN, LIND = "country:xs", "country:xl"
NAMES = {SORN: "Sorn", LIND: "Lindau"}


def told(name: str, day: str | None, *moves: tuple[str, Move, str, dict[str, Any]]) -> Entry:
    """A report of a day in which each paragraph tells a move of a party on an object."""
    text = "\n\n".join(f"{NAMES[party]} {move}s {thing}." for party, move, thing, _ in moves)
    found, at = [], 0
    for party, move, thing, facts in moves:
        start = text.index(f"{NAMES[party]} {move}s {thing}.", at)
        at = start + 1
        begin = start + len(f"{NAMES[party]} {move}s ")
        span, words = Span.cut(text, start, begin + len(thing)), Span.cut(text, begin, begin + len(thing))
        facts = {"when": day} | facts
        if condition := facts.pop("condition", None):
            facts["conditions"] = (Span.cut(text, text.index(condition, start), text.index(condition, start) + 6),)
        found.append(Position(span, party, facts.pop("issue", "ceasefire"), move, words, **facts))
    actors = tuple(Actor(actor, who, "country") for actor, who in NAMES.items())
    facts_of = report(text, id=name, published=day, outlet=f"The {name}")
    return Entry(facts_of, Reading(name, Reader("1", "m"), (None,) * len(moves), actors=actors, positions=tuple(found)))


def stood(*entries: Entry, **origins: int) -> tuple[Standing, ...]:
    """The standings of these reports; reports with one number have one origin."""
    return standings(entries, {name: (number,) for name, number in origins.items()})


def moves(found: Sequence[Standing]) -> list[tuple[str, str, int]]:
    """Move, first day and number of tellings."""
    return [(one.move, one.day or "", len(one.tellings)) for one in found]


def test_one_position_in_several_reports_is_one() -> None:
    """The same party, issue, kind of move and object in nearly the same words are one position."""
    found = stood(
        told("a", "2031-05-01", (SORN, "demand", "full control of the Orm valley", {})),
        told("b", "2031-05-02", (SORN, "demand", "control of the whole Orm valley", {})),
    )
    assert moves(found) == [("demand", "2031-05-01", 2)]
    assert (found[0].latest, found[0].reports, found[0].origins) == ("2031-05-02", ("a", "b"), 2)


def test_outlets_that_copy_are_one_origin() -> None:
    """Three outlets that go back to one report count once."""
    entries = [told(name, "2031-05-01", (SORN, "demand", "the Orm valley", {})) for name in "abc"]
    assert stood(*entries, a=0, b=0, c=0)[0].origins == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a truce of 30 days", "a truce of 10 days"),
        ("to join the league", "not to join the league"),
        ("troops to leave the Orm valley", "troops to leave the Arden valley"),
        ("to lift the river sanctions", "to impose the river sanctions"),
        ("a troop withdrawal from Orm", "a troop withdrawal from Orm and Arden"),
    ],
)
def test_other_objects_stay_apart(one: str, other: str) -> None:
    """Figures, negations, names and words that turn an object round keep two objects apart."""
    assert not alike(about(one), about(other))


def test_a_change_of_mind_is_two_positions_that_say_so() -> None:
    """A refusal and a later acceptance of the same thing are two positions, each marked with the other."""
    before, after = stood(
        told("a", "2031-05-01", (SORN, "refuse", "a thirty-day truce", {})),
        told("b", "2031-05-09", (SORN, "accept", "the thirty-day truce", {})),
    )
    assert (before.move, before.changed_to, before.changed_from) == ("refuse", after.id, None)
    assert (after.move, after.changed_from, after.changed_to) == ("accept", before.id, None)


def test_there_and_back_is_three_positions() -> None:
    """A refusal repeated after an acceptance is a change back, not one refusal all along."""
    found = stood(
        told("a", "2031-05-01", (SORN, "refuse", "a truce", {})),
        told("b", "2031-05-05", (SORN, "accept", "a truce", {})),
        told("c", "2031-05-09", (SORN, "refuse", "a truce", {})),
    )
    assert moves(found) == [("refuse", "2031-05-01", 1), ("accept", "2031-05-05", 1), ("refuse", "2031-05-09", 1)]
    assert [one.changed_from for one in found] == [None, found[0].id, found[1].id]


BRIDGE = (SORN, "demand", "full control of the Orm bridge", {})


def between(*moves: tuple[str, Move, str, dict[str, Any]]) -> tuple[Standing, ...]:
    """The demand for the bridge on two days, and moves of a day between the two."""
    return stood(told("a", "2031-05-01", BRIDGE), told("b", "2031-05-05", *moves), told("c", "2031-05-09", BRIDGE))


def test_a_demand_taken_up_again_is_a_position_of_its_own() -> None:
    """A demand in the same words after an offer of something else is told apart, and the board has the later one."""
    found = between((SORN, "offer", "a joint guard", {}))
    assert moves(found) == [("demand", "2031-05-01", 1), ("offer", "2031-05-05", 1), ("demand", "2031-05-09", 1)]
    assert [(one.takes_up, one.taken_up_by) for one in found] == [
        (None, found[2].id),
        (None, None),
        (found[0].id, None),
    ]
    assert [one.stands for one in found] == [False, True, True]


@pytest.mark.parametrize(
    "moves_between",
    [
        (BRIDGE, (SORN, "offer", "a joint guard", {})),
        ((SORN, "demand", "a joint guard", {}),),
        ((SORN, "accuse", "of lies", {}),),
        ((SORN, "offer", "a joint guard", {"told_by": LIND}),),
        ((SORN, "offer", "a joint guard", {"issue": "prisoners"}),),
        ((LIND, "offer", "a joint guard", {}),),
    ],
    ids=["beside it", "a demand more", "an accusation", "another's word", "another issue", "another party"],
)
def test_a_demand_that_was_never_left_is_one(moves_between: tuple[Any, ...]) -> None:
    """Said again it is one position as long as the party made no move of another kind alone in between."""
    (demand,) = [one for one in between(*moves_between) if one.tellings[0].thing == BRIDGE[2]]
    assert (demand.day, demand.latest, demand.takes_up) == ("2031-05-01", "2031-05-09", None)


def test_moves_that_were_known_together_leave_neither() -> None:
    """Of a demand and an offer of one day, the offer told again alone does not take the demand's place."""
    guard = (SORN, "offer", "a joint guard", {})
    first, again = told("a", "2031-05-01", BRIDGE, guard), told("b", "2031-05-05", guard)
    found = stood(first, again, told("c", "2031-05-09", BRIDGE))
    days = {one.move: (one.day, one.latest) for one in found}
    assert days == {"demand": ("2031-05-01", "2031-05-09"), "offer": ("2031-05-01", "2031-05-05")}


def test_the_history_says_what_was_taken_up_again() -> None:
    """The history has three lines by day, and the two of one demand each say when the other was told."""
    entries = (
        told("a", "2031-05-01", BRIDGE),
        told("b", "2031-05-05", (SORN, "offer", "a joint guard", {})),
        told("c", "2031-05-09", BRIDGE),
    )
    history = positions.page(entries, pipeline.relate(entries), history=True)
    lines = [one.text for section in history.sections if section.title != "Not settled" for one in section.lines]
    assert [text[:10] for text in lines] == ["2031-05-01", "2031-05-05", "2031-05-09"]
    assert lines[0].endswith("taken up again on 2031-05-09")
    assert lines[2].endswith("taken up again, before that last told 2031-05-01")
    board = positions.page(entries, pipeline.relate(entries))
    assert {(row["move"], row["day"]) for row in rows(board) if row["move"]} == {
        ("demand", "2031-05-09"),
        ("offer", "2031-05-05"),
    }


@pytest.mark.parametrize(
    ("day", "facts"),
    [
        ("2031-05-01", {}),
        ("2031-05-09", {"told_by": LIND}),
        ("2031-05-09", {"condition": "truce"}),
        ("2031-05-09", {"when": None}),
        ("2031-05-09", {"issue": "prisoners"}),
    ],
    ids=["same day", "another's word", "on a condition", "no day", "another issue"],
)
def test_what_is_no_change(day: str, facts: dict[str, Any]) -> None:
    """Nothing changed on the same day, by another's word, on a condition, without a day, or on another issue."""
    found = stood(
        told("a", "2031-05-01", (SORN, "refuse", "a truce", {})), told("b", day, (SORN, "accept", "a truce", facts))
    )
    assert len(found) == 2
    assert not any(one.changed_from or one.changed_to for one in found)


def test_what_only_the_other_side_says_is_marked() -> None:
    """A position that only another party tells says so; one that the party or an outlet tells too does not."""
    hearsay = (SORN, "demand", "the Orm valley", {"told_by": LIND})
    assert stood(told("a", "2031-05-01", hearsay))[0].only_told_by == (LIND,)
    own = told("b", "2031-05-02", (SORN, "demand", "the Orm valley", {"told_by": SORN, "capacity": "leader"}))
    (both,) = stood(told("a", "2031-05-01", hearsay), own)
    assert (both.only_told_by, both.told_best.report, both.day) == ((), "b", "2031-05-01")


def test_conditions_keep_positions_apart() -> None:
    """An acceptance on a condition is not one with an acceptance without; its condition is kept."""
    found = stood(
        told("a", "2031-05-01", (SORN, "accept", "a truce", {})),
        told("b", "2031-05-01", (SORN, "accept", "a truce if Orm", {"condition": "if Orm"})),
    )
    assert sorted(bool(one.conditions) for one in found) == [False, True]


def test_of_several_moves_the_one_of_most_origins_is_shown() -> None:
    """Where reports tell one position by other verbs, most origins decide; of as many, the one that claims less."""
    demands = [told(name, "2031-05-02", (SORN, "demand", "a truce", {})) for name in "bc"]
    appeal = told("a", "2031-05-01", (SORN, "appeal", "a truce", {}))
    assert stood(appeal, *demands)[0].moves == ("demand", "appeal")
    assert stood(appeal, *demands, b=0, c=0)[0].move == "appeal"


_THINGS = st.sampled_from(["a truce", "the truce", "a truce of 30 days", "the Orm valley", "control of the Orm valley"])
_MOVES: st.SearchStrategy[Move] = st.sampled_from(["demand", "appeal", "refuse", "accept", "offer", "condition"])
_DAYS = st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-03", None])
_FACTS = st.fixed_dictionaries({}, optional={"told_by": st.sampled_from([SORN, LIND]), "when": _DAYS})
_TOLD = st.lists(
    st.tuples(
        _DAYS, st.lists(st.tuples(st.sampled_from([SORN, LIND]), _MOVES, _THINGS, _FACTS), min_size=1, max_size=3)
    ),
    max_size=6,
)


@given(_TOLD, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(days: Any, random: Any) -> None:
    """The same reports in any order give the same standings, and every telling is in exactly one."""
    entries = [told(f"r{n}", day, *map(tuple, paragraphs)) for n, (day, paragraphs) in enumerate(days)]
    shuffled = random.sample(entries, len(entries))
    found = stood(*entries)
    assert stood(*shuffled) == found
    assert sum(len(one.tellings) for one in found) == sum(len(one.reading.positions) for one in entries)


ENTRIES = (
    told(
        "a", "2031-05-01", (SORN, "refuse", "a truce", {}), (LIND, "demand", "the Orm valley", {"issue": "territory"})
    ),
    told("b", "2031-05-05", (SORN, "accept", "a truce", {}), (LIND, "propose", "talks in Arden", {"issue": "talks"})),
    told("c", "2031-05-09", (LIND, "demand", "control of the Orm valley", {"issue": "territory"})),
    told("d", None, (SORN, "demand", "the ferry", {"issue": "other:ferry"})),
)


@pytest.mark.parametrize("day", ["2031-04-30", "2031-05-01", "2031-05-04", "2031-05-05", "2031-05-20"])
@pytest.mark.parametrize("history", [False, True])
def test_the_board_of_a_day_is_that_of_what_was_reported_by_then(day: str, history: bool) -> None:
    """The board as of a day equals that of a record that holds only the reports published by that day."""
    entries, relations, left_out = pipeline.as_of(ENTRIES, day)
    then = tuple(one for one in ENTRIES if one.report.published and one.report.published <= day)
    asked = positions.page(entries, relations, as_of=day, history=history)
    held = positions.page(then, pipeline.relate(then), as_of=day, history=history)
    assert asked == held
    assert "1 report without a date" in left_out[0].text


def test_the_board_is_as_of_the_newest_report() -> None:
    """Without a day the board is as of the day of the newest report."""
    page = positions.page(ENTRIES, pipeline.relate(ENTRIES))
    assert page.intro[0].facts["as_of"] == "2031-05-09"


def test_the_board_shows_what_stands_and_what_it_replaced() -> None:
    """A cell has the position that stands, that it changed from another, and that other with its own citation."""
    page = positions.page(ENTRIES, pipeline.relate(ENTRIES), party="Sorn", issue="ceasefire")
    assert page.sections[0].table is not None
    (cell,) = [cell for row in page.sections[0].table.rows for cell in row.cells if not isinstance(cell, str)]
    (stands,) = cell
    assert stands.text.startswith("accepts: “a truce”, 2031-05-05")
    assert "changed from “refuses” (2031-05-01) on 2031-05-05" in stands.text
    assert [one.citations[0].report for one in (stands, *stands.children)] == ["b", "a"]


def test_the_board_fits_a_narrow_terminal() -> None:
    """No line of the board is wider than 80 columns, however many parties there are."""
    page = positions.page(ENTRIES, pipeline.relate(ENTRIES))
    assert max(map(len, terminal(page, width=80).splitlines())) <= 80


def test_a_list_of_ones_own_decides_without_reading() -> None:
    """Positions go under a dossier's own issues by the words that reading kept; others keep their own words."""
    own = Issues([Issue("ferry", "Ferry", (("ferry",),))])
    one, other = ENTRIES[3], ENTRIES[0]
    known = replace(one.reading.positions[0], about=("ferry",))
    lost = replace(other.reading.positions[0], about=("truce",))
    entries = (
        Entry(one.report, replace(one.reading, positions=(known,))),
        Entry(other.report, replace(other.reading, positions=(lost,))),
    )
    assert [entry.reading.positions[0].issue for entry in under(entries, own)] == ["ferry", "other:truce"]
    assert under(entries, issues()) == entries


def test_a_proposal_that_is_only_named_is_not_another_one() -> None:
    """What is only called "the proposal" in two sentences is not one thing, on which a party could change its mind."""
    found = stood(
        told("a", "2031-05-01", (SORN, "reject", "the proposal", {})),
        told("b", "2031-05-09", (SORN, "accept", "the proposal", {})),
    )
    assert not any(one.changed_from for one in found)
    assert not found[0].told_best.named


_WORDS = st.lists(st.sampled_from(["orm", "truce", "valley", "not", "30", "Lorn", "ferry", "dam", "toll"]), max_size=5)


@given(st.lists(_WORDS.map(" ".join), max_size=8))
def test_no_pair_of_alike_objects_is_missed(texts: list[str]) -> None:
    """The index finds every pair of objects that are alike."""
    things = list(dict.fromkeys(map(about, texts)))
    near = neighbours(things)
    assert all((other in near[one]) == alike(one, other) for one in things for other in things)


def test_a_position_of_a_doubted_day_is_marked() -> None:
    """A day that rests on a doubted publication day alone is marked in board, history and data, and explained."""
    note = "the date given is 2031-05-01, but its date line says 2031-08-01"
    shaky = Entry(replace(ENTRIES[0].report, notes=(note,)), ENTRIES[0].reading)
    board = positions.page((shaky, *ENTRIES[1:]), pipeline.relate(ENTRIES))
    assert any(note in one.text for one in board.intro)
    told_lines = [row for row in rows(board) if row.get("move")]
    assert {row["day_doubted"] for row in told_lines if row["day"] == "2031-05-01"} == {True}
    assert {row["day_doubted"] for row in told_lines if row["day"] == "2031-05-05"} == {False}
    history = positions.page((shaky, *ENTRIES[1:]), pipeline.relate(ENTRIES), history=True)
    openings = [one.runs[0].text for section in history.sections for one in section.lines]
    assert "2031-05-01?" in openings
    assert "2031-05-05" in openings


def test_a_day_before_the_first_report_says_which_is_the_first() -> None:
    """As of a day by which nothing was published, the page says so and names the first report's day."""
    _, _, (said,) = pipeline.as_of(ENTRIES, "2031-01-01")
    assert said.text.startswith("No report was published by 2031-01-01; the first is of 2031-05-01; left out: ")


def test_a_cell_shows_one_of_each_kind_of_move_first() -> None:
    """An older demand is not hidden behind several offers of a later day."""
    entries = (
        told("a", "2031-05-01", (SORN, "demand", "the whole valley", {})),
        told("b", "2031-05-05", (SORN, "offer", "a joint patrol", {}), (SORN, "offer", "ten new wells", {})),
    )
    table = positions.page(entries, pipeline.relate(entries)).sections[0].table
    assert table is not None
    cell = table.rows[0].cells[1]
    assert not isinstance(cell, str)
    assert [one.facts["move"] for one in cell] == ["offer", "demand", "offer"]

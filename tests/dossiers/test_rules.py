"""Each watch rule: what is news, what is none, and that it is told once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.reading import Entry, Move
from tests.dossiers.made import LIND, SORN, differing, moved, noticed, origin, plain, titles
from tests.ledger.dues_made import entry as due_entry

A = plain("a", "At least 12 people were hurt in Orm.", "2031-05-01")
B = plain("b", "Nine people were hurt in Orm.", "2031-05-02")
C = plain("c", "At least 12 people were hurt in Orm.", "2031-05-03")
D = plain("d", "Some 15 people were hurt in Orm.", "2031-05-04")
TWO = differing((A, "12", "At least 12 people"), (B, "9", "Nine people"))


# -- new contradictions -----------------------------------------------------------------------------------------


def test_a_contradiction_is_told_with_both_sides() -> None:
    """A contradiction names what accounts differ in, and each side has outlet, day, sentence and exact words."""
    (alert,) = noticed([A, B], findings=[TWO])
    assert alert.title == "Accounts differ: a figure: people hurt — “12” against “9”"
    assert [one.words for one in alert.evidence] == [
        "12: The A, 2031-05-01, in its own voice: “At least 12 people were hurt in Orm.”",
        "9: The B, 2031-05-02, in its own voice: “Nine people were hurt in Orm.”",
    ]
    assert [one.text for one in alert.citations] == ["At least 12 people", "Nine people"]
    assert alert.why == "one count of one event"


def test_a_contradiction_within_one_origin_says_so() -> None:
    """Where all reports of a contradiction go back to one origin, the reason says so."""
    (one, _) = noticed([A, B], findings=[TWO], origins=[origin("a", "b")])
    assert one.why == "one count of one event; the reports go back to one origin"
    (two, *_) = noticed([A, B], findings=[TWO], origins=[origin("a"), origin("b")])
    assert two.why == "one count of one event"


@pytest.mark.parametrize("kind", ["update", "precision", "framing", "misattribution"])
def test_other_findings_are_no_contradiction(kind: str) -> None:
    """Findings of which both sides can hold are not told."""
    sides = (A, "12", "At least 12 people"), (B, "9", "Nine people")
    assert noticed([A, B], findings=[differing(*sides, kind=kind)]) == ()  # type: ignore[arg-type]


def test_a_contradiction_is_told_once() -> None:
    """What was noticed is no news, also when it was gone in between."""
    known = noticed([A, B], findings=[TWO])
    assert noticed([A, B], known) == ()
    assert noticed([A, B], known, findings=[TWO]) == ()


def test_a_copy_of_a_side_is_no_new_contradiction() -> None:
    """Another outlet with the very words of one side tells the same contradiction."""
    known = noticed([A, B], findings=[TWO])
    copied = differing((C, "12", "At least 12 people"), (B, "9", "Nine people"))
    assert noticed([A, B, C], known, findings=[TWO, copied]) == ()
    assert len(noticed([A, B, C], findings=[TWO, copied])) == 1


def test_a_value_not_told_before_is_news() -> None:
    """A third value in the same contradiction changes it, and it is told again."""
    known = noticed([A, B], findings=[TWO])
    three = differing((A, "12", "At least 12 people"), (B, "9", "Nine people"), (D, "15", "Some 15 people"))
    (alert,) = noticed([A, B, D], known, findings=[three])
    assert "“12” against “9” against “15”" in alert.title


def test_the_same_figures_of_another_fact_are_news() -> None:
    """Equal values in other words of other reports are another contradiction."""
    known = noticed([A, B], findings=[TWO])
    other = plain("e", "12 boats sank.", "2031-05-05"), plain("f", "Nine boats sank.", "2031-05-05")
    boats = differing((other[0], "12", "12 boats"), (other[1], "9", "Nine boats"))
    assert len(noticed([A, B, *other], known, findings=[TWO, boats])) == 1


# -- changed positions ------------------------------------------------------------------------------------------


def change(*moves: tuple[str, Move, str]) -> tuple[Entry, ...]:
    """Reports of Sorn's moves on the truce: day, move, thing."""
    return tuple(moved(f"r{n}", day, SORN, move, thing) for n, (day, move, thing) in enumerate(moves))


REFUSED = ("2031-05-01", "refuse", "a thirty-day truce")
ACCEPTED = ("2031-05-09", "accept", "the thirty-day truce")
WANTED = ("2031-05-01", "demand", "full control of the Orm bridge")
OFFERED = ("2031-05-09", "offer", "a joint guard for the Orm bridge")


def test_the_opposite_move_on_the_same_thing_is_a_change() -> None:
    """An acceptance after a refusal is told with both, the new one first."""
    (alert,) = noticed(change(REFUSED, ACCEPTED))  # type: ignore[arg-type]
    assert alert.title == "Sorn on ceasefire: accepts (2031-05-09); before: refuses (2031-05-01)"
    assert [one.words.partition(":")[0] for one in alert.evidence] == ["now, 2031-05-09", "before, 2031-05-01"]
    assert [one.text for one in alert.citations] == ["the thirty-day truce", "a thirty-day truce"]
    assert alert.why.startswith("the opposite move on the same thing")


def test_another_kind_of_move_is_a_change_that_says_it_may_be_on_another_thing() -> None:
    """An offer where there was a demand is told, without saying that the thing is the same."""
    (alert,) = noticed(change(WANTED, OFFERED))  # type: ignore[arg-type]
    assert alert.title == "Sorn on ceasefire: offers (2031-05-09); last known: demands (2031-05-01)"
    assert "the words tell whether it is on the same thing" in alert.why


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param((REFUSED,), id="a first position"),
        pytest.param((WANTED, ("2031-05-09", "propose", "other terms")), id="a move of the same kind"),
        pytest.param((REFUSED, ("2031-05-01", "accept", "a hotline")), id="two moves of one day"),
        pytest.param((WANTED, ("2031-05-09", "accuse", "of lies")), id="an accusation"),
        pytest.param(
            (
                WANTED,
                ("2031-05-01", "offer", "a guard"),
                ("2031-05-05", "offer", "a guard"),
                ("2031-05-09", *WANTED[1:]),
            ),
            id="one of the last known kinds again",
        ),
    ],
)
def test_no_change(moves: tuple[tuple[str, Move, str], ...]) -> None:
    """A first position, more of the same, and two moves of one day are no change."""
    assert noticed(change(*moves)) == ()


@pytest.mark.parametrize(
    "facts",
    [{"told_by": LIND}, {"when": None}, {"issue": "prisoners"}],
    ids=["told by another party alone", "of no day", "on another issue"],
)
def test_what_does_not_show_a_change(facts: dict[str, str | None]) -> None:
    """What only another party says of one, what has no day, and a move on another issue change nothing."""
    before, _ = change(REFUSED, ACCEPTED)  # type: ignore[arg-type]
    assert noticed([before, moved("r1", "2031-05-09", SORN, "accept", "the thirty-day truce", **facts)]) == ()


def test_another_party_is_no_change() -> None:
    """Two parties that take different positions have not changed theirs."""
    entries = moved("a", "2031-05-01", SORN, "refuse", "a truce"), moved("b", "2031-05-09", LIND, "accept", "a truce")
    assert noticed(entries) == ()


def test_a_change_is_told_once_whoever_tells_it_later() -> None:
    """A further report that tells the same change is no news, and a change back is."""
    entries = change(REFUSED, ACCEPTED)  # type: ignore[arg-type]
    known = noticed(entries)
    again = moved("later", "2031-05-09", SORN, "accept", "the thirty-day truce")
    assert noticed([*entries, again], known) == ()
    back = moved("back", "2031-05-20", SORN, "refuse", "the thirty-day truce")
    assert titles(noticed([*entries, again, back], known)) == [
        "Sorn on ceasefire: refuses (2031-05-20); before: accepts (2031-05-09)"
    ]


def test_a_party_that_goes_back_and_forth_is_told_each_time() -> None:
    """The same words on another day are another turn."""
    days = ("2031-05-01", "refuse"), ("2031-05-05", "accept"), ("2031-05-09", "refuse"), ("2031-05-13", "accept")
    alerts = noticed(change(*((day, move, "a truce") for day, move in days)))  # type: ignore[misc]
    assert [one.title.partition("(")[2][:10] for one in alerts] == ["2031-05-05", "2031-05-09", "2031-05-13"]


def test_a_return_to_an_old_demand_is_a_change() -> None:
    """A demand in the same words after an offer is told as a change of its day, and told once."""
    entries = change(WANTED, ("2031-05-05", *OFFERED[1:]), ("2031-05-09", *WANTED[1:]))  # type: ignore[arg-type]
    known = noticed(entries[:2])
    back = noticed(entries, known)
    assert titles(back) == ["Sorn on ceasefire: demands (2031-05-09); last known: offers (2031-05-05)"]
    assert noticed(entries, [*known, *back]) == ()


def test_another_revision_of_a_report_is_no_news() -> None:
    """A report that takes the place of another at its address, in the same words, tells nothing new."""
    first = plain("r-1", "Nine people were hurt.", url="https://orm.example/1")
    later = plain("r-2", "Nine people were hurt.", url="https://orm.example/1")
    known = noticed([first], origins=[origin("r-1")])
    assert noticed([later], known, origins=[origin("r-2")]) == ()
    moves = change(REFUSED, ACCEPTED)  # type: ignore[arg-type]
    told = noticed(moves)
    again = moved("r-3", "2031-05-09", SORN, "accept", "the thirty-day truce")
    assert noticed([moves[0], again], told) == ()


def test_moves_of_one_day_and_kind_are_one_change() -> None:
    """Two offers of one day after a demand are told together."""
    more = moved("more", "2031-05-09", SORN, "offer", "to open the locks")
    (alert,) = noticed([*change(WANTED, OFFERED), more])  # type: ignore[arg-type]
    assert [one.words.partition(":")[0] for one in alert.evidence] == ["now, 2031-05-09", "now, 2031-05-09",
                                                                       "before, 2031-05-01"]  # fmt: skip


# -- moved deadlines --------------------------------------------------------------------------------------------

SET = due_entry(
    {
        "id": "set",
        "day": "2031-03-01",
        "text": "Both sides must answer the draft by March 20, Ardal said.",
        "due": [{"span": "Both sides must answer the draft by March 20", "what": "Both sides must answer the draft",
                 "days": ["2031-03-20"], "set_by": "Ardal"}],
    }
)  # fmt: skip
MOVED = due_entry(
    {
        "id": "moved",
        "day": "2031-03-10",
        "text": "Ardal moved the deadline to answer the draft from March 20 to March 31.",
        "due": [{"span": "moved the deadline to answer the draft from March 20 to March 31",
                 "what": "answer the draft", "days": ["2031-03-31"], "from": ["2031-03-20"], "set_by": "Ardal",
                 "state": "moved"}],
    }
)  # fmt: skip


def test_a_deadline_that_is_set_is_no_news() -> None:
    """A deadline that only stands where it was set is not told."""
    assert noticed([SET]) == ()


def test_a_moved_deadline_is_told_with_how_it_stood() -> None:
    """A deadline that a report moves is told with both days, the words that move it and those that set it."""
    (alert,) = noticed([SET, MOVED])
    assert alert.title == "Deadline moved from 2031-03-20 to 2031-03-31: “Both sides must answer the draft”"
    assert [one.words.partition(" — ")[0] for one in alert.evidence] == [
        "moved from 2031-03-20 to 2031-03-31",
        "first told: by 2031-03-20 (day)",
    ]
    assert {one.report for one in alert.citations} == {"set", "moved"}


def test_a_moved_deadline_is_told_once_and_moved_again_is_news() -> None:
    """The same move told again is no news; another move is."""
    known = noticed([SET, MOVED])
    assert noticed([SET, MOVED], known) == ()
    again = due_entry(
        {
            "id": "again",
            "day": "2031-03-25",
            "text": "Ardal moved the deadline to answer the draft from March 31 to April 15.",
            "due": [{"span": "moved the deadline to answer the draft from March 31 to April 15",
                     "what": "answer the draft", "days": ["2031-04-15"], "from": ["2031-03-31"], "set_by": "Ardal",
                     "state": "moved"}],
        }
    )  # fmt: skip
    assert titles(noticed([SET, MOVED, again], known)) == [
        "Deadline moved from 2031-03-31 to 2031-04-15: “Both sides must answer the draft”"
    ]


@pytest.mark.parametrize(("state", "verb"), [("met", "met"), ("missed", "missed"), ("withdrawn", "dropped")])
def test_what_became_of_a_deadline_is_news(state: str, verb: str) -> None:
    """A deadline that a report tells as met, missed or withdrawn is told."""
    text = f"The deadline to answer the draft by March 20 was {verb}, Ardal said."
    ended = due_entry(
        {
            "id": "ended",
            "day": "2031-03-21",
            "text": text,
            "due": [{"span": f"The deadline to answer the draft by March 20 was {verb}", "what": "answer the draft",
                     "days": ["2031-03-20"], "set_by": "Ardal", "state": state}],
        }
    )  # fmt: skip
    assert [one.title.partition(":")[0].partition(",")[0] for one in noticed([SET, ended])] == [f"Deadline {state}"]


# -- new independent origins ------------------------------------------------------------------------------------


def test_a_new_origin_says_which_report_and_why() -> None:
    """A report that goes back to no other is told with its headline and why it is independent."""
    known = noticed([A], origins=[origin("a")])
    (alert,) = noticed([A, B], known, origins=[origin("a"), origin("b")])
    assert alert.title == "New independent origin: The B"
    assert alert.evidence[0].words == "The B, 2031-05-02: “Nine people were hurt in Orm.”"
    assert alert.why == (
        "as far as was found it shares no text, and no agency or source on one matter, with the other origin"
    )


def test_a_copy_is_no_new_origin() -> None:
    """A report that joins an origin that is known, earlier or later published, is no news."""
    known = noticed([C], origins=[origin("c")])
    assert noticed([A, C], known, origins=[origin("a", "c")]) == ()


def test_an_origin_of_a_maker_that_is_known_is_no_news() -> None:
    """What one agency begins anew is no other independent origin, whichever of its reports is known."""
    known = noticed([A], origins=[origin("a", agency="CPA")])
    assert noticed([A, B], known, origins=[origin("a", agency="CPA"), origin("b", agency="CPA")]) == ()
    both = noticed([A, B], origins=[origin("a", agency="CPA"), origin("b", agency="CPA")])
    assert titles(both) == ["New independent origin: CPA"]


def test_origins_that_part_again_are_not_told_again() -> None:
    """Two known origins that were one for a while are no news when they are two again."""
    known = noticed([A, B], origins=[origin("a"), origin("b")])
    assert noticed([A, B], known, origins=[origin("a", "b")]) == ()
    assert noticed([A, B], known, origins=[origin("a"), origin("b")]) == ()


def test_a_part_of_an_origin_that_turns_out_independent_is_news() -> None:
    """Where one origin turns out to be two, the part that was never told for one is told."""
    known = noticed([A, B], origins=[origin("a", "b")])
    assert titles(known) == ["New independent origin: The A"]
    assert titles(noticed([A, B], known, origins=[origin("a"), origin("b")])) == ["New independent origin: The B"]


def test_a_large_origin_is_told_in_few_lines() -> None:
    """Of an origin of many reports some are told, and how many there are."""
    many = [plain(f"r{n}", "Nine people were hurt.", f"2031-05-{n + 1:02}") for n in range(9)]
    (alert,) = noticed(many, origins=[origin(*(one.id for one in many))])
    assert len(alert.evidence) == 4
    assert "its 9 reports are one origin: shared text, word for word" in alert.why


# -- all of them ------------------------------------------------------------------------------------------------


@given(st.permutations(range(6)))
def test_the_order_of_reports_changes_nothing(order: list[int]) -> None:
    """The same reports in any order give the same alerts, byte for byte and in the same order."""
    entries = [A, B, *change(REFUSED, ACCEPTED), SET, MOVED]  # type: ignore[arg-type]
    origins = [origin(one.id) for one in entries]
    straight = noticed(entries, findings=[TWO], origins=origins)
    assert {one.rule for one in straight} == {"contradiction", "position", "deadline", "origin"}
    assert noticed([entries[n] for n in order], findings=[TWO], origins=[origins[n] for n in order]) == straight


def test_equal_news_of_two_dossiers_has_two_ids() -> None:
    """An alert's id tells its dossier too, so that one who takes those of several keeps them apart."""
    from onrecord.dossiers.watch import new_alerts
    from onrecord.model.relations import Relations
    from onrecord.views.index import Index

    index = Index([A, B], Relations(("a", "b"), findings=(TWO,)))
    assert new_alerts(index, "one", ())[0].id != new_alerts(index, "other", ())[0].id


def test_a_day_in_doubt_has_its_mark() -> None:
    """A move whose day rests on a publication day in doubt has a ``?`` behind the day, in title and evidence."""
    before, after = change(WANTED, OFFERED)  # type: ignore[arg-type]
    note = "the date given is 2031-05-01, but its address says 2031-04-01"
    doubted = Entry(replace(before.report, notes=(note,)), before.reading)
    (alert,) = noticed([doubted, after])
    assert alert.title.endswith("last known: demands (2031-05-01?)")
    assert alert.evidence[-1].words.startswith("before, 2031-05-01?: Sorn demands — The R0, 2031-05-01?")

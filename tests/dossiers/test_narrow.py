"""What holds between the reports of a dossier: nothing of others, and nothing that others would have to prove."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.dossiers.narrow import narrowed
from onrecord.model.relations import Corroboration, Derivation, QuoteLineage, Relations, Story
from tests.dossiers.made import cited, differing, origin, plain

A = plain("a", "At least 12 people were hurt.", title="Twelve hurt")
B = plain("b", "Nine people were hurt.", title=None)
C = plain("c", "At least 12 people were hurt.")
D = plain("d", "Some 15 people were hurt.")
SIDES = ((A, "12", "At least 12 people"), (B, "9", "Nine people"), (C, "12", "At least 12 people"))


def kept(*entries: object, **relations: object) -> Relations:
    """What holds between some of the reports."""
    return narrowed(Relations(("a", "b", "c", "d"), **relations), entries)  # type: ignore[arg-type]


def test_a_story_keeps_its_reports_of_the_dossier_under_their_own_headline() -> None:
    """A story goes by the first of its reports that is in the dossier, and by its words where it has no headline."""
    whole = Story("s-1", "Twelve hurt", ("a", "b", "c"), "3 reports share hurt")
    (story,) = kept(B, C, stories=(whole,)).stories
    assert (story.id, story.reports, story.title) == ("s-1", ("b", "c"), "Nine people were hurt.")
    assert story.why == "2 of 3 reports on one development: 3 reports share hurt"
    assert kept(D, stories=(whole,)).stories == ()
    assert kept(A, B, C, stories=(whole,)).stories == (whole,)


def test_an_origin_keeps_what_the_record_knows() -> None:
    """Reports of one origin stay one, its root goes where it is not in the dossier, and the reason says what is not."""
    whole = replace(origin("a", "b", "c", root="a"), citations=(cited(A, "hurt"), cited(B, "hurt")))
    (one,) = kept(B, C, origins=(whole, origin("d"))).origins
    assert (one.reports, one.root, one.citations) == (("b", "c"), None, (cited(B, "hurt"),))
    assert one.why == "shared text (verbatim); 1 more report of it not in the dossier"


def test_a_derivation_needs_both_reports() -> None:
    """A derivation of which one report is not in the dossier is not in it."""
    one = Derivation("a", "b", "edited", "a->b", 1.0, 1.0, (), "")
    assert kept(A, B, derivations=(one,)).derivations == (one,)
    assert kept(A, C, derivations=(one,)).derivations == ()


def test_a_finding_of_the_dossier_alone_stays() -> None:
    """A finding whose sides are all in the dossier stays as it is."""
    one = differing(*SIDES)
    assert kept(A, B, C, findings=(one,)).findings == (one,)


def test_a_copy_outside_takes_no_finding_away() -> None:
    """A side that another report of the dossier has too is left out, and the finding keeps its id."""
    one = differing(*SIDES)
    (found,) = kept(A, B, findings=(one,)).findings
    assert found.id == one.id
    assert [side.citation.report for side in found.sides] == ["a", "b"]


@pytest.mark.parametrize("entries", [(A, C), (A,), (D,)], ids=["one value left", "one report left", "nothing left"])
def test_a_finding_that_needs_reports_outside_goes(entries: tuple[object, ...]) -> None:
    """A finding is not in a dossier of which no report tells a value that it sets against another."""
    assert kept(*entries, findings=(differing(*SIDES),)).findings == ()


@pytest.mark.parametrize(
    ("why", "stays"),
    [("12 against 9 for people hurt", True), ("9 against 15 for people hurt", False)],
    ids=["the reason is of values inside", "the reason names a value outside"],
)
def test_a_third_value_outside_matters_where_the_reason_names_it(why: str, stays: bool) -> None:
    """A finding of three values holds without one of them only if its reason does not rest on that one."""
    three = replace(differing(*SIDES[:2], (D, "15", "Some 15 people")), why=why)
    assert bool(kept(A, B, findings=(three,)).findings) == stays


def test_what_is_counted_over_all_reports_is_left_out() -> None:
    """Quotations and corroborated claims are lined up anew, so none of the record's is taken over."""
    found = kept(
        A, B, quotes=(QuoteLineage("q", None, None, "identical", ()),), corroborated=(Corroboration("x", 2, ()),),
        only_in={"a": (), "c": ()},
    )  # fmt: skip
    assert (found.quotes, found.corroborated, dict(found.only_in)) == ((), (), {"a": ()})

"""Which reports belong to a dossier: all that is given must hold."""

from __future__ import annotations

import pytest

from onrecord.dossiers.match import checked_name, checked_query, matching
from onrecord.errors import DossierError
from onrecord.model.dossier import Query
from tests.dossiers.made import identity, plain

ENTRIES = (
    plain("early", "Sorn and Lindau met.", "2031-05-01", outlet="The Orm Post"),
    plain("late", "Sorn spoke.", "2031-05-09", outlet="Daily Ledger"),
    plain("undated", "Lindau spoke.", None, outlet=None, agency="CPA"),
)
IDENTITIES = (
    identity("country:xs", "Sorn", "early", "late"),
    identity("country:xl", "Lindau", "early", "undated"),
    identity("person:ada-koss", "Ada Koss", "late", speaks_for="country:xl"),
    identity("person:ivo-koss", "Ivo Koss", "early"),
)


def matched(hits: set[str] | None = None, **query: object) -> list[str]:
    """Ids of the reports that match."""
    found = matching(ENTRIES, IDENTITIES, Query(**query), hits)  # type: ignore[arg-type]
    return [one.id for one in found.entries]


def notes(**query: object) -> tuple[str, ...]:
    """What is said of how the reports were chosen."""
    return matching(ENTRIES, IDENTITIES, Query(**query), None).notes  # type: ignore[arg-type]


def test_nothing_given_is_every_report() -> None:
    """A query without conditions takes all reports, in the order given."""
    assert matched() == ["early", "late", "undated"]


def test_words_are_those_that_the_search_found() -> None:
    """Only reports that the search found are in."""
    assert matched({"late", "elsewhere"}, words="spoke") == ["late"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2031-05-01", None, ["early", "late"]),
        ("2031-05-02", None, ["late"]),
        (None, "2031-05-01", ["early"]),
        ("2031-05-09", "2031-05-09", ["late"]),
        ("2031-06-01", None, []),
    ],
)
def test_days_are_inclusive_and_leave_out_what_has_none(
    first: str | None, last: str | None, expected: list[str]
) -> None:
    """Both days are in, and a report without a day is out as soon as a day is given."""
    assert matched(first=first, last=last) == expected


@pytest.mark.parametrize("name", ["The Orm Post", "orm  POST", "the orm post"])
def test_an_outlet_goes_by_its_name_however_it_is_written(name: str) -> None:
    """Capitals, white space and a leading article do not count in the name of an outlet."""
    assert matched(outlets=(name,)) == ["early"]


def test_of_several_outlets_any_will_do() -> None:
    """A report is of one outlet, so one of several is enough; an agency stands for an outlet that is not known."""
    assert matched(outlets=("Daily Ledger", "CPA")) == ["late", "undated"]


def test_of_several_parties_all_must_be_named() -> None:
    """A report that names only one of two parties is out."""
    assert matched(parties=("Sorn", "Lindau")) == ["early", "late"]
    assert matched(parties=("Sorn", "Ivo Koss")) == ["early"]


def test_who_speaks_for_a_party_names_it() -> None:
    """A report that names only somebody who speaks for a party is in."""
    assert matched(parties=("Lindau",)) == ["early", "late", "undated"]


def test_who_may_be_a_party_is_in() -> None:
    """A report that names somebody of whom it is not settled that they are the party is in."""
    may = identity("person:koss", "Koss", "undated", may_be=("person:ada-koss",))
    found = matching(ENTRIES, (*IDENTITIES, may), Query(parties=("Ada Koss",)), None)
    assert [one.id for one in found.entries] == ["late", "undated"]


def test_a_surname_of_two_takes_both_and_says_so() -> None:
    """Where a name may mean two persons, reports of each are in, and a note says so."""
    assert matched(parties=("Koss",)) == ["early", "late"]
    assert notes(parties=("Koss",)) == ("“Koss” may mean Ada Koss or Ivo Koss: reports that name any of them are in.",)


def test_names_that_nobody_has_are_told() -> None:
    """A party that no report names, and an outlet that published none, are told with the nearest name."""
    assert matched(parties=("Lindow",)) == []
    assert notes(parties=("Lindow",), outlets=("Orm Times",)) == (
        "No report names a party “Lindow”; the nearest names are Lindau.",
        "No report on record is of an outlet “Orm Times”.",
    )


def test_all_that_is_given_must_hold() -> None:
    """Words, party, outlet and days narrow each other."""
    assert matched({"early", "late"}, words="x", parties=("Sorn",), outlets=("Daily Ledger",), last="2031-05-08") == []


@pytest.mark.parametrize("name", ["", "  ", "-x", "x" * 81, "a\x1b[2J"])
def test_names_that_cannot_be_typed_are_refused(name: str) -> None:
    """A name that is empty, too long, an option, or does not show is refused."""
    with pytest.raises(DossierError, match="cannot be the name"):
        checked_name(name)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query("—"), "no word to look for"),
        (Query(parties=(" ",)), "has no name"),
        (Query(outlets=("",)), "has no name"),
        (Query(first="2031-05-02", last="2031-05-01"), "is after the last"),
    ],
)
def test_queries_that_can_match_nothing_are_refused(query: Query, said: str) -> None:
    """A query that no report could ever match is an error, not an empty dossier."""
    with pytest.raises(DossierError, match=said):
        checked_query(query)


def test_a_query_is_kept_on_one_line_each_name_once() -> None:
    """White space is folded, and a name given twice is kept once."""
    given = Query("Kell  dam", ("Sorn", " Sorn"), ("Orm\nPost",))
    assert checked_query(given) == Query("Kell dam", ("Sorn",), ("Orm Post",))

"""Whom a name means that a person asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.identity.link import link
from onrecord.model.reading import Attribution, Entry, Position
from onrecord.model.relations import Relations
from onrecord.model.spans import Span
from onrecord.render.markdown import markdown
from onrecord.views import positions, quotes
from onrecord.views.who import asked
from tests.identity.made import Named, body, person, told
from tests.views.sample import at


def saying(id: str, matter: str, *named: Named, countries: tuple[str, ...] = ()) -> Entry:
    """A report in which each person and body that it names says its own id."""
    made = told(id, matter, *named, countries=countries)
    said = tuple(
        Attribution(f"a{n}", "indirect", actor.mentions[0], None, (_words(made, n),), actor=actor.id)
        for n, actor in enumerate(made.reading.actors)
        if actor.kind != "country"
    )
    return Entry(made.report, replace(made.reading, attributions=said))


def _words(made: Entry, number: int) -> Span:
    """A word of the matter, another for each report and number, so that each speaker says something else."""
    word = made.report.text.split()[number + 1 + 3 * "abcde".index(made.id)]
    return at(made.report.text, word)


PRESIDENT = person("Taras Velenskyy", "Velenskyy", of="vx", role="Veranian president")
ENTRIES = (
    saying("a", "bridge", PRESIDENT, countries=("vx",)),
    saying("b", "bridge", person("Velensky"), body("Orm River Board", "ORB")),
    saying("c", "harvest", person("Joseph Arden"), person("Jill Arden")),
    saying("d", "harvest", person("Arden"), body("Veranian Foreign Ministry"), body("Korlish Foreign Ministry")),
    saying("e", "opera", person("Velensky")),
)  # fmt: skip
RELATIONS = Relations(tuple(entry.id for entry in ENTRIES), identities=link(ENTRIES))
HEARD = frozenset(one.id for one in RELATIONS.identities if one.kind != "country")


@pytest.mark.parametrize(
    "name",
    [
        "Taras Velensky", "velensky", "VELENSKIY", "Тарас Веленський", "Веленский", "Velenskyj", "T. Velensky",
        "President Velensky", "Velensky's", "Veranian president", "person:taras-velenskyy", "Taras", "Welenskyj",
    ],
)  # fmt: skip
def test_any_spelling_means_the_person(name: str) -> None:
    """A name in another spelling or script, a surname or given name alone, an office or an id means the one person."""
    assert [one.id for one in asked(name, RELATIONS.identities, HEARD).found] == ["person:taras-velenskyy"]


def test_a_surname_of_two_means_neither() -> None:
    """A surname of two persons means nobody; both are given."""
    found = asked("Arden", RELATIONS.identities, HEARD)
    assert found.found == ()
    assert [one.name for one in found.may_be] == ["Jill Arden", "Joseph Arden"]


def test_of_two_the_one_who_spoke() -> None:
    """Of two persons of a surname of whom only one said anything, that one is meant."""
    found = asked("Arden", RELATIONS.identities, {"person:jill-arden"})
    assert [one.name for one in found.found] == ["Jill Arden"]


def test_a_body_by_its_acronym() -> None:
    """An acronym means the body that it stands for."""
    assert [one.name for one in asked("orb", RELATIONS.identities, HEARD).found] == ["Orm River Board"]


def test_bodies_that_hold_the_words() -> None:
    """Words that several bodies' names hold mean all of them."""
    found = asked("foreign ministry", RELATIONS.identities, HEARD).found
    assert [one.name for one in found] == ["Korlish Foreign Ministry", "Veranian Foreign Ministry"]


@pytest.mark.parametrize("name", ["Nobody", "", "…", "Velen", "Koss Arden", "Paul Arden"])
def test_a_name_that_is_not_on_record_means_nobody(name: str) -> None:
    """A name that nobody on record has means nobody, however near it is to another."""
    found = asked(name, RELATIONS.identities, HEARD)
    assert found.found == found.may_be == ()


def test_the_page_shows_one_person_of_all_reports() -> None:
    """What reports under two spellings attribute to one person is shown under one name, with what is left out."""
    page = markdown(quotes.page(ENTRIES, RELATIONS, "Веленський"))
    assert "2 utterances by Taras Velenskyy" in page
    assert "also written “Velensky” and “Velenskyy”" in page
    assert "Not shown: what “Velensky” said where it is not settled who is meant" in page
    assert "onrecord quotes --speaker person:velensky" in page


def test_the_page_says_whom_a_name_may_mean() -> None:
    """A surname of several shows nobody's words, and what to type for each."""
    page = markdown(quotes.page(ENTRIES, RELATIONS, "Arden"))
    assert "nobody's statements are shown" in page
    assert 'onrecord quotes --speaker "Joseph Arden"' in page
    assert 'onrecord quotes --speaker "Jill Arden"' in page


def test_what_was_listed_can_be_typed() -> None:
    """The id of a surname that is not settled shows what was said under it."""
    assert "1 utterance by Velensky" in markdown(quotes.page(ENTRIES, RELATIONS, "person:velensky"))


def test_a_party_is_the_same_in_all_reports() -> None:
    """A position that one report gives to a president by name alone is the country's, as in the report that says so."""
    took = [
        Position(_words(entry, 3), party, "territory", "demand", when=f"2025-05-0{n}")
        for n, (entry, party) in enumerate(zip(ENTRIES[:2], ("country:vx", "person:velensky"), strict=True), 1)
    ]
    entries = tuple(
        Entry(entry.report, replace(entry.reading, positions=(one,))) for entry, one in zip(ENTRIES, took, strict=False)
    )
    board = positions.page(entries, RELATIONS).sections[0].table
    assert board is not None
    assert board.columns == ("issue", "VX")

"""Persons across reports: full names, other spellings, surnames alone, and who is kept apart."""

from __future__ import annotations

from onrecord.model.relations import Spelling
from tests.identity.made import person, told, who


def test_a_full_name_in_two_reports_is_one_person() -> None:
    """The same full name in reports on different matters is one identity with both actors as members."""
    found = who(told("a", "bridge", person("Ada Koss")), told("b", "opera", person("Ada Koss")))
    assert found["a", "Ada Koss"] == found["b", "Ada Koss"]
    assert [member.report for member in found["a", "Ada Koss"].members] == ["a", "b"]


def test_spellings_are_one_person_and_counted() -> None:
    """Usual spellings of one name are one identity, which says how often reports write each."""
    found = who(
        told("a", "bridge", person("Taras Velensky", "Velensky")),
        told("b", "opera", person("Taras Velenskyy", "Velenskyy")),
        told("c", "opera", person("Тарас Веленський")),
    )
    one = found["a", "Taras Velensky"]
    assert one == found["b", "Taras Velenskyy"] == found["c", "Тарас Веленський"]
    assert one.name.startswith("Taras Velensky")
    assert Spelling("Velenskyy", 1) in one.spellings
    assert Spelling("Тарас Веленський", 1) in one.spellings


def test_a_name_in_another_language_needs_a_second_sign() -> None:
    """Vladimir and Volodymyr of one surname are one person where the country agrees, and two where nothing does."""
    one = who(
        told("a", "bridge", person("Volodymyr Haras", of="vx")), told("b", "opera", person("Vladimir Haras", of="vx"))
    )
    two = who(told("a", "bridge", person("Volodymyr Haras")), told("b", "opera", person("Vladimir Haras")))
    assert one["a", "Volodymyr Haras"] == one["b", "Vladimir Haras"]
    assert two["a", "Volodymyr Haras"] != two["b", "Vladimir Haras"]


def test_a_short_form_is_the_person() -> None:
    """ "Joe" is Joseph where the reports are on one matter."""
    found = who(told("a", "bridge", person("Joseph Arden")), told("b", "bridge", person("Joe Arden")))
    assert found["a", "Joseph Arden"] == found["b", "Joe Arden"]


def test_an_initial_of_two_persons_is_neither() -> None:
    """ "J. K. Arden" beside John and Jana Arden stays apart and says whom it may be."""
    found = who(
        told("a", "bridge", person("John Arden")),
        told("b", "bridge", person("Jana Arden")),
        told("c", "bridge", person("J. Arden")),
    )
    assert found["a", "John Arden"] != found["b", "Jana Arden"]
    one = found["c", "J. Arden"]
    assert one.may_be == ("person:jana-arden", "person:john-arden")
    assert "nothing tells which" in one.why


def test_a_surname_alone_is_the_one_person_of_the_matter() -> None:
    """A surname alone in a report on the same matter is the person whom another report names in full."""
    found = who(told("a", "bridge", person("Ada Koss")), told("b", "bridge", person("Koss")))
    assert found["a", "Ada Koss"] == found["b", "Koss"]
    assert "“Koss” alone in 1 report" in found["a", "Ada Koss"].why


def test_a_surname_alone_is_the_person_of_that_office() -> None:
    """A surname with an office is the one person of the surname who is told to hold that office."""
    found = who(
        told("a", "bridge", person("Ada Koss", role="Veranian president", of="vx")),
        told("b", "bridge", person("Lev Koss", role="ferry pilot")),
        told("c", "opera", person("Koss", role="president", of="vx")),
    )
    assert found["c", "Koss"] == found["a", "Ada Koss"]


def test_a_surname_in_a_report_on_the_country_it_leads() -> None:
    """A surname alone in a report that names the country is the person who speaks for that country."""
    found = who(
        told("a", "bridge", person("Ada Koss", role="Veranian president", of="vx"), countries=("vx",)),
        told("b", "opera", person("Koss"), countries=("vx",)),
        told("c", "harvest", person("Koss")),
    )
    assert found["b", "Koss"] == found["a", "Ada Koss"]
    assert found["c", "Koss"] != found["a", "Ada Koss"]


def test_a_surname_where_nothing_agrees_stays_unresolved() -> None:
    """A surname alone on another matter is nobody known, and says what is missing and whom it may be."""
    found = who(told("a", "bridge", person("Ada Koss")), told("b", "opera", person("Koss")))
    one = found["b", "Koss"]
    assert one != found["a", "Ada Koss"]
    assert one.may_be == ("person:ada-koss",)
    assert "neither office, country nor the matter of the reports agrees" in one.why


def test_a_surname_of_two_persons_stays_unresolved() -> None:
    """A surname alone on the matter of two persons of that surname is neither, and names both."""
    found = who(
        told("a", "bridge", person("Ada Koss"), person("Lev Koss")),
        told("b", "bridge", person("Koss")),
    )
    assert found["a", "Ada Koss"] != found["a", "Lev Koss"]
    assert found["b", "Koss"].may_be == ("person:ada-koss", "person:lev-koss")


def test_a_title_of_another_country_speaks_against_a_surname() -> None:
    """A surname with a title of another country is not the person of that surname."""
    found = who(
        told("a", "bridge", person("Ada Koss", of="vx")), told("b", "bridge", person("Koss", of="wx", role="minister"))
    )
    assert found["a", "Ada Koss"] != found["b", "Koss"]


def test_a_name_without_a_full_one_is_one_in_reports_on_one_matter() -> None:
    """A surname that no report gives in full is one person in reports on one matter, and others on other matters."""
    found = who(
        told("a", "bridge", person("Koss")), told("b", "bridge", person("Koss")), told("c", "opera", person("Koss"))
    )
    assert found["a", "Koss"] == found["b", "Koss"]
    assert found["c", "Koss"] != found["a", "Koss"]


def test_a_surname_that_comes_first() -> None:
    """Where the family name comes first, it alone is the person."""
    found = who(told("a", "bridge", person("Tran Quoc Binh")), told("b", "bridge", person("Tran")))
    assert found["a", "Tran Quoc Binh"] == found["b", "Tran"]


def test_two_homonyms_of_two_countries_are_two() -> None:
    """One full name with offices in two countries on two matters is two persons, told apart in their ids."""
    found = who(
        told("a", "bridge", person("Ada Koss", of="vx", role="president")),
        told("b", "opera", person("Ada Koss", of="wx", role="judge")),
    )
    ids = {one.id for one in found.values()}
    assert ids == {"person:ada-koss--vx", "person:ada-koss--wx"}


def test_a_slip_of_the_country_alone_parts_nobody() -> None:
    """One full name with another country but no other office is still one person."""
    found = who(
        told("a", "bridge", person("Ada Koss", of="vx", role="president")),
        told("b", "opera", person("Ada Koss", of="wx")),
    )
    assert found["a", "Ada Koss"] == found["b", "Ada Koss"]


def test_father_and_son_are_two() -> None:
    """ "Jr." and "Sr." are two persons."""
    found = who(
        told("a", "bridge", person("Lev Koss", "Lev Koss Jr.")), told("b", "bridge", person("Lev Koss", "Lev Koss Sr."))
    )
    assert found["a", "Lev Koss"] != found["b", "Lev Koss"]


def test_two_names_in_one_report_are_two() -> None:
    """Two surnames of nearly one spelling that one report writes side by side are two persons."""
    found = who(
        told("a", "bridge", person("Peter Jensen", of="vx"), person("Peter Jansen", of="vx")),
    )
    assert found["a", "Peter Jensen"] != found["a", "Peter Jansen"]


def test_a_leader_speaks_for_the_country() -> None:
    """Who is told to be president speaks for the country, also in reports that do not say so."""
    found = who(
        told("a", "bridge", person("Ada Koss", of="vx", role="Veranian president"), countries=("vx",)),
        told("b", "opera", person("Ada Koss")),
        told("c", "opera", person("Lev Bern", of="vx", role="former Veranian president"), countries=("vx",)),
    )
    assert found["b", "Ada Koss"].speaks_for == "country:vx"
    assert found["b", "Ada Koss"].roles == ("Veranian president",)
    assert found["c", "Lev Bern"].speaks_for is None


def test_words_of_a_headline_compete_with_nobody() -> None:
    """What the reader takes for a name once, without any sign of a person, keeps no surname unresolved."""
    found = who(
        told("a", "bridge", person("Ada Koss", role="president", of="vx")),
        told("b", "bridge", person("Rivals Meet Koss")),
        told("c", "bridge", person("Koss")),
    )
    assert found["c", "Koss"] == found["a", "Ada Koss"] != found["b", "Rivals Meet Koss"]

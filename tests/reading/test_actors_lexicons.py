"""The lexicons of the world and of offices: what they hold and that they are what their sources give."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.lexicons import people, world

ROOT = Path(__file__).resolve().parents[2]


def test_countries_are_what_the_sources_give():
    """The country table in the repository is the one that the script makes from its sources."""
    pytest.importorskip("babel")
    pytest.importorskip("countryinfo")
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_lexicons.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.mark.parametrize(
    ("words", "actor", "kind"),
    [
        ("U.S.", "country:us", "country"),
        ("Britain", "country:gb", "country"),
        ("Kiev", "country:ua", "capital"),
        ("Poles", "country:pl", "people"),
        ("Emirati", "country:ae", "adjective"),
        ("Kremlin", "country:ru", "seat"),
        ("Brussels", "organisation:european-union", "seat"),
        ("IAEA", "organisation:iaea", "body"),
        ("Kharkov", "place:kharkiv", "place"),
    ],
)
def test_knows_what_a_name_means(words, actor, kind):
    """Names, short forms, old spellings, peoples, capitals, seats and bodies have their meaning."""
    term = world.terms()[words]
    assert term.id == actor
    assert kind in term.kinds


def test_every_owner_is_a_country():
    """What belongs to a country belongs to one that the table has."""
    known = {country.id for country in world.countries().values()}
    owners = {term.of for term in world.terms().values() if term.of}
    assert owners <= known


def test_names_are_found_by_their_start():
    """The index by first characters holds every name, the longer before the shorter."""
    index = world.by_start()
    assert sum(map(len, index.values())) == len(world.terms())
    assert all(list(names) == sorted(names, key=lambda name: -len(name)) for names in index.values())


def test_the_name_of_a_country_by_its_id():
    """A country's id gives its usual name, another id gives none."""
    assert (world.country_name("country:ua"), world.country_name("place:ua")) == ("Ukraine", None)


@pytest.mark.parametrize(
    ("words", "office"),
    [
        (("ukrainian", "prime", "minister"), ("prime", "minister")),
        (("former", "secretary", "of", "state"), ("secretary", "of", "state")),
        (("sen.",), ("senator",)),
        (("ana", "bel"), None),
    ],
)
def test_finds_the_longest_office(words, office):
    """The office that words end in is the longest that is known."""
    assert people.office_at_end(words) == office


@pytest.mark.parametrize(("word", "gender"), [("mrs.", "female"), ("spokesman", "male"), ("dr.", None)])
def test_knows_what_a_title_tells_of_gender(word, gender):
    """Titles and offices tell of gender only where their word does."""
    assert people.gender_of_title(word) == gender


def test_a_given_name_of_both_genders_tells_nothing():
    """No given name stands in both lists."""
    assert (people.gender_of_given("ana"), people.gender_of_given("ivan"), people.gender_of_given("kim")) == (
        "female",
        "male",
        None,
    )

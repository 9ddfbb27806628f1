"""Who is meant by the words of a source, and how that is told."""

from __future__ import annotations

import pytest

from onrecord.model.reading import Attribution
from onrecord.reading import actors, attribution
from onrecord.reading.engine import load_engine
from tests.factories import report

pytestmark = pytest.mark.model


def last(text: str) -> Attribution:
    """The last attribution of a text."""
    made = report(text)
    parsed = load_engine().parse(made)
    return attribution.find(made, parsed, actors.find(made, parsed))[-1]


@pytest.mark.parametrize(
    ("text", "actor", "how"),
    [
        ("Ana Bel said the dam would hold.", "person:ana-bel", "the speaker is named: “Ana Bel”"),
        ("Ana Bel came. Bel said the dam would hold.", "person:ana-bel", "“Bel” is the surname"),
        (
            "Anna Bel came. She said the dam would hold.",
            "person:ana-bel",
            "a pronoun, for the one last named as “Anna Bel”",
        ),
        ("Kyiv said the dam would hold.", "country:ua", "“Kyiv” stands for it"),
        (
            "Ukrainian President Ana Bel came. The Ukrainian leader said the dam would hold.",
            "person:ana-bel",
            "it is told that this is the one, “Ukrainian President”",
        ),
        ("A spokesman said the dam would hold.", None, "not resolved to anyone"),
        ("Ana Bel came. Her spokesman said the dam would hold.", None, "not resolved to anyone"),
        ("Ana Bel came. Bel's lawyers said the dam would hold.", None, "not resolved to anyone"),
    ],
)
def test_tells_how_the_speaker_was_resolved(text, actor, how):
    """The reason of an attribution says who its source is taken to be, and by what."""
    found = last(text)
    assert found.actor == actor
    assert how in found.why


def test_two_people_joined_by_and_are_no_single_speaker():
    """Two people who say one thing are not one actor."""
    assert last("Ana Bel and Ivan Dorn said the dam would hold.").actor is None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The envoy met Ana Bel, who has repeatedly said that the dam would hold.", "person:ana-bel"),
        ("The envoy met Ana Bel and Ivan Dorn, who said that the dam would hold.", None),
        ("The envoy met the workers, who said that the dam would hold.", None),
    ],
)
def test_who_is_the_person_right_before_it(text, actor):
    """A relative pronoun speaks for the one person named right before it, and for nobody where two are."""
    assert last(text).actor == actor

"""Actors: who is named in a report, under one identity each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.report import Block
from onrecord.reading import actors
from onrecord.reading.actors import Cast
from onrecord.reading.actors_names import fold, latin_part, plain_slug, slug, surname_start, transliterate, words_of
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import cases

model = pytest.mark.model


def cast_of(text: str, **facts: Any) -> Cast:
    """The cast of a text."""
    made = report(text, **facts)
    return actors.find(made, load_engine().parse(made))


def resolved(text: str, words: str) -> str | None:
    """Who certain words of a text mean."""
    start = text.index(words)
    return cast_of(text).resolve(report(text).cut(start, start + len(words)))


def check(case: dict[str, Any]) -> None:
    """Fail unless each actor of the case has these mentions and facts."""
    cast = cast_of(case["text"])
    for wanted in case["actors"]:
        actor = cast.get(wanted["id"])
        assert actor is not None, [one.id for one in cast.actors]
        assert [span.text for span in actor.mentions] == wanted["mentions"]
        for name in ("name", "role", "of", "kind"):
            assert getattr(actor, name) == wanted.get(name, getattr(actor, name))
    people = {one.id for one in cast.actors if one.kind == "person"}
    assert people <= {wanted["id"] for wanted in case["actors"]}


@model
@pytest.mark.parametrize("case", cases("actors.json", "synthetic"), ids=lambda case: case["label"])
def test_finds_the_actor_and_its_mentions(case):
    """An actor has all its mentions, no others, and what the report tells of it."""
    check(case)


@model
@pytest.mark.parametrize("case", cases("actors.json", "negative"), ids=lambda case: case["label"])
def test_invents_no_actor(case):
    """Adjectives, names inside other names and unnamed people are no actors."""
    ids = {one.id for one in cast_of(case["text"]).actors if one.mentions}
    assert ids.isdisjoint(case["absent"]) if case["absent"] else ids == set()


@model
@pytest.mark.parametrize("case", cases("actors.json", "known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures_still_fail(case):
    """What is known to be read wrongly is written down, so that an accidental fix is noticed."""
    check(case)


@model
@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Ukrainian President Ana Belova said no.", "Ukrainian President Ana Belova", "person:ana-belova"),
        ("Ana Belova's office said no.", "Ana Belova's office", None),
        ("Moscow and Kyiv said no.", "Moscow and Kyiv", None),
        (
            "It ended when singer and former host Ana Belova left.",
            "singer and former host Ana Belova",
            "person:ana-belova",
        ),
        ("It ended when the singer and Ana Belova left.", "the singer and Ana Belova", None),
        ("Ana Belova, the Polish envoy, said no.", "Ana Belova, the Polish envoy", "person:ana-belova"),
        ("A spokesman said no.", "A spokesman", None),
        ("Ana Belova left. She said no.", "She", "person:ana-belova"),
    ],
)
def test_resolves_a_range_by_its_head(text, words, actor):
    """A range means the mention that heads it, and nobody where that is not plain."""
    assert resolved(text, words) == actor


@model
def test_a_range_outside_the_read_blocks_is_nobody():
    """Words of a block that is not read resolve to nobody."""
    text = "By Ana Belova\n\nThe bridge was closed."
    blocks = (Block("byline", 0, 13), Block("paragraph", 15, len(text)))
    assert cast_of(text, blocks=blocks).resolve(report(text).cut(3, 13)) is None


@model
def test_gives_a_block_the_voice_of_its_author():
    """The author of an embedded post is the voice of its block, under the same identity as in the report."""
    text = "President Ana Zelinsky spoke.\n\nWe need results.\nAna Zelinskyy / Анна Зелінська"
    post = text.index("We need")
    author = report(text).cut(text.index("Ana Zelinskyy"), len(text))
    blocks = (Block("paragraph", 0, 29), Block("embedded_post", post, len(text), author=author))
    cast = cast_of(text, blocks=blocks)
    assert cast.voices == (None, "person:ana-zelinsky")
    assert author in cast.get("person:ana-zelinsky").mentions


@model
def test_a_body_can_be_the_voice_of_a_post():
    """A ministry that posts is an organisation, not a person."""
    text = "We deny it.\nMinistry of Trade of Verania"
    author = report(text).cut(12, len(text))
    cast = cast_of(text, blocks=(Block("embedded_post", 0, len(text), author=author),))
    assert cast.voices == ("organisation:ministry-of-trade-of-verania",)


@model
def test_orders_actors_by_first_mention():
    """Actors come in the order in which the report first names them."""
    named = [one.id for one in cast_of("Ana Belova met Ivan Dornov in Poland.").actors]
    assert named == ["person:ana-belova", "person:ivan-dornov", "country:pl"]


@pytest.mark.parametrize("name", ["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Зеленський", "Зеленский"])
def test_spellings_of_a_name_have_one_key(name):
    """Usual transliterations of one name fold to one key."""
    assert fold(name) == "zelensky"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Володимир Зеленський", "volodymyr-zelensky"),
        ("Сергей Лавров", "sergey-lavrov"),
        ("Robert F. Kent Jr.", "robert-kent"),
        ("António Sá", "antonio-sa"),
        ("?!", "unnamed"),
    ],
)
def test_makes_ids_in_ascii(name, made):
    """The id of a name is ASCII, without initials and accents."""
    assert slug(name) == made


def test_writes_russian_and_ukrainian_letters_each_their_way():
    """The same letter is written otherwise in a Russian and in a Ukrainian name."""
    assert (transliterate("Григорий"), transliterate("Григорій")) == ("grigorii", "hryhorii")


def test_finds_where_a_surname_starts():
    """Small words belong to the surname."""
    assert surname_start(("Karim", "bin", "Talal")) == 1


def test_keeps_the_spelling_of_a_body():
    """Names of bodies are not folded as those of persons are."""
    assert plain_slug("People’s Assembly") == "peoples-assembly"


def test_prefers_the_latin_part_of_a_name():
    """Of a name in two scripts the Latin one is kept."""
    assert latin_part("Анна / Anna Bel") == "Anna Bel"


def test_leaves_out_initials_and_suffixes():
    """Words of a name are those that all outlets write."""
    assert words_of("Robert F. Kent Jr.") == ("Robert", "Kent")


@model
@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=" \n.,'’\"“”-()/ABKMPRaeiklmnorstuvyєї", max_size=200))
def test_any_text_gives_exact_mentions(text):
    """Whatever the text, each mention is cut from it exactly."""
    for actor in cast_of(text).actors:
        assert all(text[span.start : span.end] == span.text for span in actor.mentions)


@model
def test_the_verb_of_a_headline_is_no_name():
    """Words in capitals behind a name in a headline are no part of it where the text names the person without them."""
    text = "Dornov Wades In\n\nIvan Dornov said no. Dornov left."
    blocks = (Block("headline", 0, 15), Block("paragraph", 17, len(text)))
    people = [one.id for one in cast_of(text, blocks=blocks).actors if one.kind == "person"]
    assert people == ["person:ivan-dornov"]


@model
def test_a_state_may_be_the_last_word_of_a_block():
    """A state that no list holds is found where nothing follows it, as at the end of a headline."""
    text = "Talks end without Dravonia\n\nThe army of Dravonia left. The Dravonian foreign ministry said so."
    blocks = (Block("headline", 0, 26), Block("paragraph", 28, len(text)))
    found = cast_of(text, blocks=blocks).get("country:dravonia")
    assert found is not None
    assert [span.start for span in found.mentions] == [18, 40]

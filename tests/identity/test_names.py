"""Which spellings of a name are one name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.lexicons.fullnames import full_name, one_person
from onrecord.lexicons.names import key, latin, loose

CASES = json.loads((Path(__file__).parents[1] / "cases" / "identity" / "names.json").read_text("utf-8"))


def one(a: str, b: str) -> bool:
    """Whether two names may be of one person, asked both ways."""
    first, second = full_name(a), full_name(b)
    assert first is not None
    assert second is not None
    found = {one_person(first, second), one_person(second, first)}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(("a", "b"), CASES["same"])
def test_spellings_of_one_name(a: str, b: str) -> None:
    """A name in another usual spelling, script or short form is the same name."""
    assert one(a, b)


@pytest.mark.parametrize(("a", "b"), CASES["other"])
def test_names_of_two_persons(a: str, b: str) -> None:
    """Names of two persons are not taken for one, however alike they are."""
    assert not one(a, b)


@pytest.mark.parametrize(("a", "b", "why"), CASES["known failures"])
@pytest.mark.xfail(strict=True, reason="not told yet")
def test_spellings_that_are_not_told_yet(a: str, b: str, why: str) -> None:
    """Spellings that should be one name and are not."""
    assert one(a, b), why


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Зеленський", "Зеленский"),
        ("Syrskyi", "Syrsky", "Syrskyy", "Сирський"),
        ("Kireev", "Kireyev", "Киреев"),
        ("Yulia", "Yuliia", "Yuliya", "Юлія"),
        ("Sergei", "Sergey", "Сергей"),
        ("Mahmoud", "Mahmud"),
        ("Erdogan", "Erdoğan"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_usual_english_spellings_have_one_key(spellings: tuple[str, ...]) -> None:
    """All usual English spellings of a word of a name fold to one key."""
    assert len({key(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [("Brandt", "Brand"), ("Mahmoud", "Mohammed"), ("Paul", "Paula"), ("Koss", "Kos Ma"), ("Levin", "Lewin")],
)
def test_two_names_have_two_keys(a: str, b: str) -> None:
    """The key keeps apart what tells two names apart."""
    assert key(a) != key(b)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text: str) -> None:
    """Whatever stands where a name is looked for folds to lower-case letters without an error."""
    assert key(text) == key(text.strip()) or not text.strip()
    assert loose(text) is not None
    assert latin(text) == latin(text)
    full_name(text)


def test_hostile_names_cost_little() -> None:
    """A name of ten thousand letters is folded at once."""
    for letters in ("iy" * 5_000, "ы" * 10_000 + "і", "a" * 10_000, "Al-" * 3_000):
        full_name(letters)
        loose(letters)

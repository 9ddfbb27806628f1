"""What a reader sees of a text: hidden characters gone, dressed and look-alike letters plain, every place known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.canonical import canonical
from onrecord.text.seen import LOOK_ALIKES, as_seen, mixed_words, without_look_alikes
from onrecord.text.words import words


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Mer\u200bkel sa\u00adid", "Merkel said"),
        ("no\u00a0break\u3000space", "no break space"),
        ("Ｍａｒｎ， ３ ｍｅｎ．", "Marn, 3 men."),
        ("𝐌𝐚𝐫𝐧 𝟏𝟐 Ⓜⓐⓡⓝ", "Marn 12 Marn"),
        ("ﬁnal oﬃce", "final office"),
        ("M\u0430rn and H\u03bfrl", "Marn and Horl"),
        ("talks\u3164in\u2800Marn", "talks in Marn"),
        ("Ma\u115frn\U000e0061 \ufe00", "Marn "),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_what_is_hidden_is_seen_through(text: str, seen: str) -> None:
    """Each way to hide or dress letters gives the words that a reader sees."""
    found = as_seen(text)
    assert found is not None
    assert found.text == seen


@pytest.mark.parametrize(
    "text",
    [
        "Talks at Marn – “no”, 5 km² ½ ™ № 3 ℃",
        "Переговоры в Марне",
        "Ειρήνη στη Μαρν",
        "5 μm of αβγ and Δt",
        "می\u200cخواهم",
        "क्\u200dष",
        "你好，世界！（是）",
        "peace ☮\ufe0f 👩\u200d🚀",
        "Zoë Çelik, naïve",
    ],
)
def test_honest_texts_stay_as_they_are(text: str) -> None:
    """Words of one script, marks of full width in Chinese, joiners that are letters' or signs' own are untouched."""
    assert as_seen(text) is None
    assert mixed_words(text) == []


@given(st.text(alphabet=st.sampled_from("aMа\u200b\u00ad о\u00a0Ｍ，\u0301é\ufe0f☮ﬁ\n\u202e𝐌")))
def test_every_character_knows_where_it_came_from(text: str) -> None:
    """Places never go back, and what was not changed stands at its place."""
    found = as_seen(text)
    if found is None:
        return
    assert list(found.origins) == sorted(found.origins)
    assert len(found.origins) == len(found.text)
    for place in range(len(found.text)):
        start, end = found.back(place, place + 1)
        assert end == start + 1
        assert found.forth(start, end)[0] <= place < max(found.forth(start, end)[1], place + 1)


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    """What a reader sees is seen the same when it is looked at again."""
    found = as_seen(canonical(text))
    if found is not None:
        again = as_seen(found.text)
        assert again is None or again.text == found.text


def test_look_alikes_are_one_for_one_and_of_other_scripts() -> None:
    """Each look-alike is one letter that Unicode does not call Latin, and stands for one ASCII letter."""
    for char, letter in LOOK_ALIKES.items():
        assert len(char) == len(letter) == 1
        assert letter.isascii()
        assert letter.isalpha()
        assert not unicodedata.name(char).startswith("LATIN")


def test_only_words_of_two_scripts_are_mixed() -> None:
    """A word with Latin letters and look-alikes is mixed, also where something is hidden between them; others not."""
    text = "M\u200b\u0430rn, \u043c\u0438\u0440, \u03bcTorrent, Marn"
    assert [text[start:end] for start, end in mixed_words(text)] == ["M\u200b\u0430rn"]
    assert without_look_alikes("\u0440\u0430\u0441 M\u0430rn") == "\u0440\u0430\u0441 Marn"


@pytest.mark.parametrize("text", ["M\u0430rn", "ma\u200brn", "ＭＡＲＮ", "𝐌𝐀𝐑𝐍", "m\u0301a\u0338rn", "ma\U000e0101rn"])
def test_words_are_those_that_a_reader_sees(text: str) -> None:
    """A word in disguise is the plain word, with the range of all of it."""
    (word,) = words(text)
    assert word.text == "marn"
    assert (word.start, word.end) == (0, len(text)) or text[word.end :].strip("\u0338\u0301") == ""

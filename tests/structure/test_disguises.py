"""Notes on what a text hides: mixed scripts, words turned round, tags, hidden and dressed characters."""

from __future__ import annotations

import pytest

from onrecord.model.report import Given
from onrecord.structure.disguises import notes

NOTHING = Given()
OTHER = "with letters of another script that look like Latin ones"
DRESSED = "in letters of full width or of mathematics, read as plain ones"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Talks in M\u0430rn", f"1 word {OTHER}: “M\u0430rn” is read as “Marn”"),
        ("Talks \u202enraM ni\u202c", "2 characters that make words show in another order"),
        ("Talks\U000e0068\U000e0069", "2 tag characters, which no reader sees; the first spell “hi”"),
        ("Ta\u200blks in Ma\u2060rn", "2 places inside words hide characters that no reader sees"),
        ("Ｔａｌｋｓ in 𝐌𝐚𝐫𝐧", f"2 words {DRESSED}: “Talks”; “Marn”"),
    ],
)
def test_what_is_hidden_is_said(text: str, said: str) -> None:
    """Each disguise is told once, with how much of it there is and how it is read."""
    (note,) = notes(text, NOTHING)
    assert note.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "Talks in Marn",
        "Переговоры с NATO в Марне, 5 μm",
        "Ειρήνη και ΝΑΤΟ",
        "sa\u00adid no\u00a0break café",
        "\u200fשלום\u200e Marn",
        "👩\u200d🚀 ❤\ufe0f 🏴\U000e0067\U000e0062\U000e007f",
        "می\u200cخواهم",
        "ＡＢ計画、５０％",
    ],
)
def test_honest_texts_are_not_flagged(text: str) -> None:
    """Words of one script, soft hyphens, marks of direction, emoji and the marks of other scripts need no note."""
    assert notes(text, NOTHING) == ()


def test_names_beside_the_text_are_looked_at_too() -> None:
    """A title or byline that mixes scripts is told though the text does not."""
    assert notes("Talks in Marn", Given(title="T\u0430lks"))
    assert notes("Talks in Marn", Given(byline=("Ad\u0430 Lorn",)))


def test_a_note_is_harmless_itself() -> None:
    """What a note quotes cannot turn round the words beside it, however it was written."""
    assert all(one.isprintable() for one in notes("M\u0430\u202ern \U000e0041\U000e007f", NOTHING))

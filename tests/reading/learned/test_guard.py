"""What is not taken from the network, and how a cue of it is named."""

from __future__ import annotations

import pytest

from onrecord.reading.attribution.drafts import piece
from onrecord.reading.attribution.learned import guard
from tests.reading.casting import read

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "verb", "whole"),
    [
        ("Ana Bel wrote back that the bridge would stay closed.", "wrote", "wrote back"),
        ("Ana Bel pointed out that the talks had failed.", "pointed", "pointed out"),
        ("Ana Bel said on Monday that the talks had failed.", "said", "said"),
        ("Ana Bel told Ivo Stam off for his words.", "told", "told"),
    ],
)
def test_a_cue_is_named_with_its_particle(text: str, verb: str, whole: str) -> None:
    """The word that makes one verb with the cue and stands right behind it belongs to it, a preposition does not."""
    _, (parsed,), _ = read(text, "2031-03-10")
    one = piece(parsed)
    at = [token.text for token in one.doc].index(verb)
    assert one.cut(*guard.named_whole(one, at, at)).text == whole


@pytest.mark.parametrize(
    ("text", "cue", "content", "deed"),
    [
        ("Sorn called off the talks with Verania.", (1, 2), (3, 6), True),
        ("Sorn calls off the exchange of prisoners.", (1, 2), (3, 6), True),
        ("Ana Bel called up 4,000 reservists.", (2, 3), (4, 5), True),
        ("Ana Bel called for talks with Sorn.", (2, 3), (4, 6), False),
    ],
)
def test_a_deed_of_two_words_is_no_saying(
    text: str, cue: tuple[int, int], content: tuple[int, int], deed: bool
) -> None:
    """To call something off or somebody up is a deed told by the outlet, though to call is a saying."""
    _, (parsed,), _ = read(text, "2031-03-10")
    assert guard.unsaid(piece(parsed), cue, [content]) == deed

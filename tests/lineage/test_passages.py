"""Shared passages: the same words in two reports, with exact ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.lineage.material import material
from onrecord.lineage.passages import between
from onrecord.model.relations import Shared
from onrecord.model.report import Block
from tests.lineage.made import OWN, WIRE, entry


def shared(a: str, b: str) -> list[Shared]:
    """The passages of two texts that are evidence of copying."""
    one, other = material(entry(a, id="a")), material(entry(b, id="b"))
    return [passage.shared(one, other) for passage in between(one, other) if passage.weighs(one, other)]


def test_a_copy_is_one_passage_from_first_word_to_last() -> None:
    """A copy is one passage, quotation and all."""
    (passage,) = shared(WIRE, WIRE)
    assert passage.a.text.startswith("Verania agreed")
    assert passage.b.text.endswith("be sold")


def test_light_edits_stay_one_passage() -> None:
    """Words changed, dropped and put in do not break a passage."""
    edited = WIRE.replace("deep cracks", "wide cracks").replace("had washed gravel", "had recently washed the gravel")
    (passage,) = shared(WIRE, edited)
    assert passage.b.text.endswith("be sold")


def test_moved_paragraphs_are_found_in_both_places() -> None:
    """Paragraphs in another order are passages of their own."""
    first, second, third, fourth = WIRE.strip().split("\n\n")
    found = shared(WIRE, "\n\n".join([fourth, third, first, second]))
    assert len(found) >= 3


def test_shared_statements_are_no_evidence() -> None:
    """Two reports that quote one statement have not copied each other."""
    assert shared(WIRE, OWN) == []


def test_stock_phrases_are_no_evidence() -> None:
    """Words that every newsroom uses show nothing."""
    phrase = "A spokesman of the harbour {} did not immediately respond to a request for comment."
    assert shared(phrase.format("guild"), phrase.format("board")) == []


def test_names_alone_are_no_evidence() -> None:
    """A run of names and function words is not a copied passage."""
    names = "on Tuesday in the Republic of North Verania and in the Kingdom of Lower Karsland"
    assert shared(f"Bells rang {names}.", f"Nobody came {names}.") == []


def test_captions_and_posts_are_no_evidence() -> None:
    """Words of captions and embedded posts do not count as reuse."""
    blocks = (Block("caption", 0, len(WIRE) - 1),)
    one = material(entry(WIRE, id="a", blocks=blocks))
    assert between(one, material(entry(WIRE, id="b", blocks=blocks))) == ()


@given(st.lists(st.sampled_from([*WIRE.split(), "“new”", "—", "Élan’s", "\n\n"]), min_size=1, max_size=120))
def test_passages_recut(parts: list[str]) -> None:
    """Whatever the words, a passage's range gives its words on both sides."""
    text = " ".join(parts)
    for passage in shared(WIRE, text):
        assert WIRE[passage.a.start : passage.a.end] == passage.a.text
        assert text[passage.b.start : passage.b.end] == passage.b.text

"""Segments matched with an extracted text."""

from __future__ import annotations

import pytest

from onrecord.intake.match import match

ONE = "The first paragraph tells who met whom in the capital."
TWO = "The second paragraph tells what came of it, which is little."
THREE = "The third paragraph has what the neighbours made of all that."


@pytest.mark.parametrize(
    ("texts", "extracted", "chosen"),
    [
        pytest.param([ONE, "Menu", TWO], f"{ONE}\n{TWO}", (0, 2), id="what is not extracted is left out"),
        pytest.param(["Menu", ONE, TWO], f"- {ONE.upper()} {TWO}", (1, 2), id="case and signs do not matter"),
        pytest.param([ONE, TWO, "No.", THREE], f"{ONE}{TWO}No.{THREE}", (0, 1, 2, 3), id="short lines by their place"),
        pytest.param(["No.", ONE, TWO], f"{ONE} {TWO}", (1, 2), id="short lines elsewhere are left out"),
        pytest.param([ONE, TWO, ONE], f"{ONE} {TWO}", (0, 1), id="the nearer of two equal segments, above"),
        pytest.param([ONE, "Menu", ONE, TWO, THREE], f"{ONE} {TWO} {THREE}", (2, 3, 4), id="the nearer, below"),
        pytest.param([ONE, TWO, THREE], f"{ONE} {THREE} {TWO}", (0, 1, 2), id="extractors append what they find late"),
        pytest.param([ONE[:30], ONE[30:]], ONE, (0, 1), id="other boundaries between blocks"),
        pytest.param([ONE, TWO], "", (), id="nothing extracted"),
        pytest.param([], ONE, (), id="an empty page"),
    ],
)
def test_segments_of_an_extracted_text(texts: list[str], extracted: str, chosen: tuple[int, ...]) -> None:
    """The chosen segments are those that an extracted text was made of."""
    assert match(texts, extracted).chosen == chosen


def test_a_segment_with_an_inset_left_out_is_still_chosen() -> None:
    """A paragraph from which the extractor left out a few words is chosen whole."""
    assert match([ONE, f"{TWO[:30]} (see our gallery) {TWO[30:]}", THREE], f"{ONE} {TWO} {THREE}").chosen == (0, 1, 2)


def test_the_share_tells_words_from_elsewhere() -> None:
    """An extracted text whose words are not in the page has a share of nothing."""
    assert match([ONE], "Words that a script held and nobody could see in the page itself.").share == 0

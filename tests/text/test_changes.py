"""The words that changed between two texts, as exact ranges of both."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.changes import changes


def told(before: str, after: str) -> list[tuple[str, str]]:
    """The words gone and the words come, change by change."""
    found = changes(before, [(0, len(before))], after, [(0, len(after))])
    return [(before[slice(*one.before)], after[slice(*one.after)]) for one in found]


def test_a_figure_that_was_changed_is_one_change() -> None:
    """Only the figure is told, not the sentence."""
    assert told("At least 12 people died in Sorn.", "At least 1,400 people died in Sorn.") == [("12", "1,400")]


def test_words_added_and_taken_out_stand_alone() -> None:
    """Words that came have nothing before them, words that went nothing after."""
    assert told("The dam broke.", "The old dam broke.") == [("", "old")]
    assert told("The old dam broke.", "The dam broke.") == [("old", "")]


def test_two_changes_with_little_between_are_one() -> None:
    """A phrase that was reworded is one change, not a change a word."""
    assert told("They had no warning at all, she said.", "They had very little warning, she said.") == [
        ("no warning at all", "very little warning")
    ]


def test_changes_in_two_paragraphs_are_two() -> None:
    """A change never runs over the end of a paragraph that both texts share a word around."""
    assert len(told("It rained.\n\nTwelve died.", "It snowed.\n\nTen died.")) == 2


def test_the_kind_of_quotation_marks_does_not_count() -> None:
    """Curly and straight marks and apostrophes are the same words."""
    assert told("“It’s over,” he said – twice.", '"It\'s over," he said — twice.') == []


def test_nothing_in_common_is_one_change() -> None:
    """Two texts without a common word are one change from the one to the other; empty texts have none."""
    assert told("alpha beta", "gamma delta") == [("alpha beta", "gamma delta")]
    assert told("", "") == []
    assert told("", "gamma") == [("", "gamma")]


def test_only_the_ranges_that_are_compared_count() -> None:
    """Words outside the ranges are no changes."""
    found = changes("Ad one. Text.", [(8, 13)], "Ad two. Text.", [(8, 13)])
    assert found == []


words = st.lists(st.sampled_from(["dam", "broke", "12", "14", "“no”", "\n\n", "ß’s", "e\u0301", "𝒜"]), max_size=25).map(
    " ".join
)


@given(words, words)
def test_undoing_the_changes_gives_the_earlier_words(before: str, after: str) -> None:
    """With each change put back, the later text has the words of the earlier one, in order."""
    found = changes(before, [(0, len(before))], after, [(0, len(after))])
    pieces, at = [], 0
    for one in found:
        assert at <= one.after[0] <= one.after[1] <= len(after)
        pieces += [after[at : one.after[0]], before[slice(*one.before)]]
        at = one.after[1]
    plain = " ".join([*pieces, after[at:]])
    assert "".join(plain.split()) == "".join(before.split())

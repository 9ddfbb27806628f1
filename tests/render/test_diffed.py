"""Two revisions drawn as one text: nothing of the later one is lost, and what changed is marked."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.report import Report, sha256_of
from onrecord.render.diffed import diffed
from onrecord.render.safe import in_place
from onrecord.views.revisions import compared
from tests.factories import report

_SUMMARY = re.compile(r"<summary>.*?</summary>", re.DOTALL)
_DELETED = re.compile(r"<del>(.*?)</del>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

SENTENCES = st.sampled_from(
    ["Talks open on May 5.", "Nine were hurt.", "Koss said <no> & left.", "لن نوقع", "By Ada Koss", "“No,” she said."]
)
TEXTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), max_size=7).map("\n\n".join)


def drawn(before: str, after: str, *, whole: bool = False) -> str:
    """The change from one text to another as HTML."""
    old, new = report(before, id="old"), report(after, id="new")
    return diffed(old, new, compared(old, new), whole=whole)


def bare(html: str) -> str:
    """What a browser shows of it, what was taken out and the names of folds left out."""
    return unescape(_TAG.sub("", _DELETED.sub("", _SUMMARY.sub("", html))))


@given(TEXTS, TEXTS)
def test_the_later_text_is_whole(before: str, after: str) -> None:
    """Without the words that were taken out, what is drawn is the later text, character for character."""
    assert bare(drawn(before, after)) == in_place(after)
    assert bare(drawn(before, after, whole=True)) == in_place(after)


@given(TEXTS, TEXTS)
def test_each_change_is_marked_once(before: str, after: str) -> None:
    """The words in ``del`` are those that the comparison took out, each once and in order; those in ``ins`` its own."""
    old, new = report(before, id="old"), report(after, id="new")
    changes = compared(old, new)
    html = diffed(old, new, changes)
    gone = [unescape(one).strip() for one in _DELETED.findall(html)]
    assert gone == [before[slice(*one.before)] for one in changes if one.before[0] < one.before[1]]
    came = " ".join(unescape(one) for one in re.findall(r"<ins>(.*?)</ins>", html, re.DOTALL))
    assert came.split() == " ".join(after[slice(*one.after)] for one in changes).split()


def test_words_in_place_of_others_stand_beside_them() -> None:
    """A figure that was changed is shown struck out with the new one behind it."""
    assert "<del>12</del><ins>14</ins> people" in drawn(
        "At least 12 people were hurt.", "At least 14 people were hurt."
    )


def test_words_that_were_taken_out_stand_apart_from_those_beside_them() -> None:
    """Where words are only gone, the space before them is struck out with them."""
    assert "Talks<del> open</del> in Brell" in drawn("Talks open in Brell", "Talks in Brell")


def test_parts_far_from_a_change_are_folded() -> None:
    """Of many parts only the changed one and its neighbours are open; the others are counted and can be unfolded."""
    parts = [f"Part number {n} of the report." for n in range(9)]
    html = drawn("\n\n".join(parts), "\n\n".join([*parts[:4], "Part number four was changed.", *parts[5:]]))
    assert re.findall(r"<summary>(.*?)</summary>", html) == ["3 parts not changed", "3 parts not changed"]
    assert html.count('class="block has-change') == 1
    assert "<details>" not in drawn("\n\n".join(parts), "\n\n".join(parts[1:]), whole=True)


def test_a_single_part_is_not_folded_away() -> None:
    """One part alone is shown: the sentence that it is folded would take its place."""
    html = drawn("One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nFour.")
    assert "<details>" not in html


def test_texts_without_a_change_are_told_as_such() -> None:
    """Two equal texts have nothing marked, and all of it is folded."""
    html = drawn("One.\n\nTwo.", "One.\n\nTwo.")
    assert "<ins>" not in html
    assert "<del>" not in html
    assert "2 parts not changed" in html


def test_hostile_words_are_words_in_both_texts() -> None:
    """Markup in the earlier and in the later text is shown as it is."""
    html = drawn("He said <script>x</script> so.", "He said <img src=x> so.")
    assert "<script" not in html
    assert "<img" not in html
    assert "<img src=x>" in bare(html)
    assert "script" in html


def test_a_right_to_left_text_stays_so() -> None:
    """The diff of an Arabic report runs from right to left, a part in Latin letters from left to right."""
    text = "قالت فارغا لا\n\nKoss said no."
    facts = report(text)
    one = Report("a", sha256_of(text), text, language="ar", blocks=facts.blocks)
    html = diffed(one, one, [])
    assert 'lang="ar" dir="rtl"' in html
    assert '<p class="block paragraph" dir="ltr">Koss' in diffed(one, one, [], whole=True)

"""A report's text with its marks: whole, escaped, cut at every boundary."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.report import Block, Report, sha256_of
from onrecord.render.highlight import anchor, direction, highlighted
from onrecord.render.safe import in_place
from onrecord.views.report_marks import MARK_KINDS, Mark
from tests.factories import report
from tests.render.drawn import Drawn


def lined(facts: Report, *marks: Mark) -> Drawn:
    """The report drawn with these marks."""
    return Drawn(highlighted(facts, marks))


WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab <>&\"'\n\t\u200f\u202e\u2067\x00\x1b؟سلام😀e\u0301"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with any text, cut into any parts, some of its text outside them."""
    text = draw(WORDS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    kinds = st.sampled_from(["headline", "paragraph", "subhead", "embedded_post", "caption", "boilerplate"])
    blocks = tuple(Block(draw(kinds), a, b) for a, b in pairwise(edges) if draw(st.booleans()))
    language = draw(st.sampled_from(["en", "ar", "und"]))
    return Report("r1", sha256_of(text), text, blocks=blocks, language=language)


@st.composite
def marked_reports(draw: st.DrawFn) -> tuple[Report, list[Mark], list[tuple[int, int]]]:
    """A report with marks and passages that overlap in any way, some of them outside the text."""
    facts = draw(reports())
    place = st.integers(-2, len(facts.text) + 2)
    marks = [Mark(*ends, kind) for *ends, kind in draw(st.lists(st.tuples(place, place, st.sampled_from(MARK_KINDS)),
                                                                max_size=12))]  # fmt: skip
    return facts, marks, draw(st.lists(st.tuples(place, place), max_size=6))


@given(marked_reports())
def test_the_text_is_whole_and_each_character_has_the_marks_that_cover_it(
    drawn: tuple[Report, list[Mark], list[tuple[int, int]]],
) -> None:
    """The words are the canonical text, and every character stands in a segment of exactly the kinds that cover it."""
    facts, marks, passages = drawn
    found = Drawn(highlighted(facts, marks, passages))
    assert found.text == in_place(facts.text)
    size = len(facts.text)
    inside = [one for one in marks if 0 <= one.start < one.end <= size]
    assert found.kinds == [frozenset(m.kind for m in inside if m.start <= n < m.end) for n in range(size)]


@given(marked_reports())
def test_every_passage_has_an_anchor_where_it_begins(
    drawn: tuple[Report, list[Mark], list[tuple[int, int]]],
) -> None:
    """Each passage that the text has, and each that was asked for, has one anchor at its first character."""
    facts, marks, passages = drawn
    found = Drawn(highlighted(facts, marks, passages))
    asked = {(one.start, one.end) for one in marks if one.kind == "lit"} | set(passages)
    wanted = {anchor(*one): one[0] for one in asked if 0 <= one[0] < one[1] <= len(facts.text)}
    assert found.anchors == wanted


@given(marked_reports())
def test_segments_say_where_they_begin(drawn: tuple[Report, list[Mark], list[tuple[int, int]]]) -> None:
    """The offset that a segment carries is that of its first character in the canonical text."""
    facts, marks, passages = drawn
    found = Drawn(highlighted(facts, marks, passages))
    assert all(said == stands for said, stands in found.segments)


@given(st.text())
def test_each_character_keeps_its_place(text: str) -> None:
    """What may be shown of a text is as long as the text, and the same wherever nothing would act on a browser."""
    shown = in_place(text)
    assert len(shown) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, shown, strict=True))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]", shown)


def test_overlapping_marks_are_cut_at_every_boundary() -> None:
    """Two marks that overlap make three segments, the middle one with both kinds and a line for each."""
    drawn = highlighted(report("Nine people were hurt."), [Mark(0, 11, "figure"), Mark(5, 21, "event")])
    found = Drawn(drawn)
    assert [place for place, _ in found.segments] == [0, 5, 11]
    assert (
        '<span class="seg event figure" data-at="5"><u class="event"><u class="figure">people</u></u></span>' in drawn
    )


def test_a_mark_across_two_parts_is_cut_at_the_parts() -> None:
    """A passage that runs from one paragraph into the next lights both, and nothing is nested wrongly."""
    text = "It ends here.\n\nIt begins here."
    found = lined(report(text), Mark(8, 23, "lit"))
    assert "".join(char for char, kinds in zip(found.text, found.kinds, strict=True) if kinds) == text[8:23]
    lit = [facts["class"] for tag, facts in found.elements if tag == "p"]
    assert lit == ["block paragraph has-lit"] * 2


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg/onload=alert(1)>',
        "</p></div><h1>Seized</h1>",
        "&lt;script&gt; &amp; <!-- -->",
        "<u class=lit>not a mark</u>",
    ],
)
def test_hostile_words_are_words(hostile: str) -> None:
    """Markup in a report's text is shown as it is and makes no element, also where a mark cuts through it."""
    found = lined(report(f"Koss said {hostile} on Friday."), Mark(12, 16, "quotation"), Mark(14, 20, "time"))
    assert hostile in found.text
    assert {tag for tag, _ in found.elements} == {"div", "p", "span", "u"}
    assert all(set(facts) <= {"class", "data-at", "lang", "dir"} for _, facts in found.elements)


def test_hostile_voice_and_language_are_words() -> None:
    """The name of a post's author and the language are escaped as everything else."""
    text = "A post."
    facts = Report("r", sha256_of(text), text, language='"><b>', blocks=(Block("embedded_post", 0, 7),))
    found = Drawn(highlighted(facts, voices=("<b>Rell</b>",)))
    assert found.parts == ["Embedded post by <b>Rell</b>"]
    assert all(tag != "b" for tag, _ in found.elements)


def test_parts_have_their_names() -> None:
    """A part that its words do not show is named before them: whose post, of which day; what a part repeats."""
    text = "By Ada Koss\n\nWe wait.\n\nWe wait.\n\nRead more\n\nSubscribe"
    blocks = (
        Block("byline", 0, 11),
        Block("embedded_post", 13, 21, dated="2025-05-03"),
        Block("embedded_post", 23, 31, repeats=1),
        Block("boilerplate", 33, 42),
        Block("boilerplate", 44, 53),
    )
    found = Drawn(highlighted(report(text, blocks=blocks), voices=(None, "Jon Rell", None, None, None)))
    assert found.parts == [
        "Byline",
        "Embedded post by Jon Rell, 2025-05-03",
        "Embedded post, author not named, repeats part 2",
        "Around the article",
    ]
    assert [tag for tag, _ in found.elements if tag in ("p", "blockquote")] == [
        "p",
        "blockquote",
        "blockquote",
        "p",
        "p",
    ]


@pytest.mark.parametrize(
    ("language", "text", "text_way", "part_way"),
    [
        ("en", "Talks open.\n\nمحادثات السلام", "ltr", ["", "rtl"]),
        ("ar", "تبدأ المحادثات\n\nKoss said no.\n\n2025", "rtl", ["", "ltr", ""]),
        ("ar", "BBC قالت إن المحادثات بدأت", "rtl", [""]),
        ("und", "שיחות נפתחות", "rtl", [""]),
        ("en", "123", "ltr", [""]),
    ],
)
def test_each_part_runs_its_own_way(language: str, text: str, text_way: str, part_way: list[str]) -> None:
    """The text runs as its language is written, a part in another script its own way."""
    facts = report(text)
    found = Drawn(highlighted(Report("r", facts.sha256, text, language=language, blocks=facts.blocks)))
    assert found.elements[0][1]["dir"] == text_way
    assert [one.get("dir", "") for tag, one in found.elements if tag == "p"] == part_way


def test_an_unknown_language_is_not_called_english() -> None:
    """A report whose language could not be told has an empty ``lang``, not that of the page around it."""
    assert '<div class="text" lang="" dir="ltr">' in highlighted(Report("r", "", "Abc", language="und"))


def test_the_way_of_a_text_is_that_of_most_of_its_letters() -> None:
    """Direction goes by letters, not by figures and marks, and an even text runs left to right."""
    assert direction("٢٠٢٥ تقرير") == "rtl"
    assert direction("2025", "rtl") == "rtl"
    assert direction("Koss قال no", "rtl") == "ltr"


def test_a_long_report_is_drawn_in_time() -> None:
    """A text of 10,000 characters with 400 marks is drawn in well under a tenth of a second, also on a busy machine."""
    text = "Nine people were hurt in Brell. " * 313
    facts = report(text)
    kinds = [one for one in MARK_KINDS if one != "lit"]
    marks = [Mark(n * 25, n * 25 + 60, kinds[n % len(kinds)]) for n in range(398)]
    best = min(_timed(facts, marks) for _ in range(3))
    assert best < 0.1


def _timed(facts: Report, marks: list[Mark]) -> float:
    begin = time.perf_counter()
    highlighted(facts, marks, [(one.start, one.end) for one in marks])
    return time.perf_counter() - begin

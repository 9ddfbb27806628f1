"""What holds for every text: nothing lost, exact ranges, the same result each time, and time in step with length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.report import Document, Given, Part, Report
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical

PIECES = (
    "By [AFP](#)",
    "March 03, 2025",
    "CASTELMAR, March 3 (CPA) - Talks open.",
    "Talks to open next week",
    "“We have proposed that the two teams — ours",
    'and theirs — meet at the lake," she said.',
    "Our team came home. We are glad.",
    "Peace is near… pic.twitter.com/aB3",
    "— Elena Varga / Элена (@elena) March 12, 2025",
    "Original url:",
    "<https://news.example/2025/03/03/a>",
    "Verania and Kastovia will meet next week, she said. verania.example",
    "(AP Photo/Jo Doe)",
    "Copyright 2025 The Associated Press. All rights reserved.",
    "Follow us on Telegram",
    "* a menu",
    "___",
    "7 p.m.",
    "Related stories:",
    "\u200b",
    "\ufeff",
    " ",
    "",
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=14).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("\n\n".join),
).map(canonical)


def report_of(text: str, parts: tuple[Part, ...] = (), **facts: str) -> Report:
    """The report that a text becomes; its language is given, so that no model is loaded."""
    return structure(Document("p", b"", "text/plain", text, "utf-8", Given(language="en", **facts), parts))


def assert_covered(report: Report) -> None:
    """Blocks lie in text order, do not overlap, and hold every code point that is not white space."""
    at = 0
    for block in report.blocks:
        assert at <= block.start < block.end
        assert not report.text[at : block.start].strip()
        at = block.end
    assert not report.text[at:].strip()


@given(texts)
def test_every_visible_code_point_lies_in_one_block(text: str) -> None:
    """No code point but white space is outside the blocks or in two of them."""
    assert_covered(report_of(text))


@given(texts, st.data())
def test_parts_of_markup_lose_nothing(text: str, data: st.DataObject) -> None:
    """Whatever ranges the markup names, no code point is lost."""
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    kinds = st.sampled_from(
        ("headline", "byline", "date", "paragraph", "caption", "boilerplate", "embedded_post", "credit")
    )
    parts = tuple(Part(a, b, data.draw(kinds)) for a, b in zip(ends[::2], ends[1::2], strict=False))
    assert_covered(report_of(text, parts))


@given(texts)
def test_every_span_is_cut_from_the_text(text: str) -> None:
    """A range's words are the words that the text has there."""
    report = report_of(text)
    spans = [report.agency_credit, report.published_words, *(block.author for block in report.blocks)]
    spans += [report.dateline.span] if report.dateline else []
    assert all(report.text[span.start : span.end] == span.text for span in spans if span)


@given(texts)
def test_a_repetition_points_at_another_block(text: str) -> None:
    """A block repeats another block that itself repeats none."""
    blocks = report_of(text).blocks
    for index, block in enumerate(blocks):
        if block.repeats is not None:
            assert block.repeats != index
            assert blocks[block.repeats].repeats is None


@given(texts)
def test_same_text_same_report(text: str) -> None:
    """Two readings of the same text give the same report."""
    assert report_of(text) == report_of(text)


@settings(max_examples=30)
@given(st.sampled_from(PIECES), st.integers(1, 4))
def test_title_given_is_never_lost(piece: str, times: int) -> None:
    """A report to which a title was given has a title."""
    assert report_of("\n".join([piece] * times), title="Talks to open").title


HOSTILE = {
    "capitals": "A " * 50_000,
    "brackets": "(" * 100_000,
    "opening quotation marks": "“a " * 30_000,
    "straight quotation marks": '"a ' * 30_000,
    "dashes": "— a (@" * 20_000,
    "capital words": "Aaa " * 25_000,
    "lines in mid sentence": "talks went on and on without an end of any kind\n\n" * 2_000,
    "links": "[a](" * 25_000,
    "digits": "1 " * 50_000,
    "dots": "a. " * 30_000,
    "months": "March 3 " * 12_000,
    "slashes": "Aa / Bb " * 12_000,
    "short lines": "Aaa\n" * 25_000,
    "signatures": "— Aa Bb (@c) March 3, 2025\n" * 4_000,
    "first persons": "We are here.\n" * 8_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_little_time(text: str) -> None:
    """A hundred thousand code points made to slow patterns down take less than ten seconds; alone, under three."""
    start = time.process_time()
    report_of(text)
    assert time.process_time() - start < 10

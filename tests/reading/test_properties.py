"""What holds for the reading of every report: exact ranges, one voice an attribution, an order that ends, no chance."""

from __future__ import annotations

import dataclasses
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.model.reading import Attribution, Entry
from onrecord.model.report import Block, Given, Report
from onrecord.model.spans import Span
from onrecord.reading import attribution
from onrecord.reading.engine import load_engine
from tests.factories import report
from tests.reading.casting import Names
from tests.shared import shared

pytestmark = pytest.mark.model


def read(text: str) -> Entry:
    """A text read as a user has it read, from bytes."""
    (result,) = onrecord.read("-", given=Given(language="en"), stdin=io.BytesIO(text.encode()))
    assert result.entry is not None, result.error
    return result.entry


def spans(value: Any) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple | list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from spans(one)


def voice(report: Report, at: int) -> object:
    """Whose words stand at an offset: the outlet's, or those of one pasted post."""
    for number, block in enumerate(report.blocks):
        if block.start <= at < block.end:
            return number if block.kind == "embedded_post" or block.author else "outlet"
    return "outlet"


def assert_one_voice(report: Report, one: Attribution) -> None:
    """Fail if an attribution has words of two voices, between or within its ranges."""
    parts = [span for span in (one.source, one.cue, one.addressee, *one.content) if span]
    edges = [block.start for block in report.blocks for span in parts if span.start <= block.start < span.end]
    places = [*(span.start for span in parts), *(span.end - 1 for span in parts), *edges]
    assert len({voice(report, at) for at in places}) == 1, one


def assert_ends(found: tuple[Attribution, ...]) -> None:
    """Fail unless each attribution is told in one of the report and following them up comes to an end."""
    above = {one.id: one.within for one in found}
    for one in found:
        seen = set()
        at: str | None = one.id
        while at is not None:
            assert at not in seen, one
            seen.add(at)
            at = above[at]


def assert_sound(entry: Entry) -> None:
    """Fail unless all that must hold for a reading holds."""
    text, reading = entry.report.text, entry.reading
    for span in spans((entry.report, reading)):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    for ids in ([one.id for one in reading.attributions], [one.id for one in reading.actors]):
        assert Counter(ids).most_common(1) in ([], [(ids[0] if ids else "", 1)])
    actors = {actor.id for actor in reading.actors}
    for one in reading.attributions:
        assert one.content
        assert list(one.content) == sorted(one.content)
        assert all(left.end <= right.start for left, right in zip(one.content, one.content[1:], strict=False))
        assert one.actor is None or one.actor in actors
        assert_one_voice(entry.report, one)
    assert_ends(reading.attributions)


STORY = (
    "River talks to go on in Lindau\n\n"
    "“We came to talk about the river,” President Ana Bel said on Monday. “Nobody was there.”\n\n"
    "The dam would hold, she added, and told reporters that Sorn had proposed a meeting by May 3.\n\n"
    "According to the Foreign Ministry, 40 miners are still in the valley.\n\n"
    "“The plan,” said Jon Stam, “is ‘a trap for us all’ and we will not sign it.”"
)
TEXTS = {
    "emoji": STORY.replace("river", "river 🌊").replace("“Nobody", "“😀 Nobody"),
    "emoji of several parts": STORY.replace("talk", "talk 👩‍👩‍👧‍👦🏳️‍🌈🇺🇳").replace("miners", "👷🏽‍♂️ miners"),
    "combining marks": STORY.replace("a", "a\u0301\u0323").replace("Stam", "S\u0330tam"),
    "right to left": STORY.replace("Nobody was there", "שלום לכולם \u200fمرحبا").replace("river", "\u202eriver\u202c"),
    "carriage returns": STORY.replace("\n", "\r\n"),
    "old carriage returns": STORY.replace("\n", "\r"),
    "no-break spaces": STORY.replace(" ", "\u00a0"),
    "narrow and wide spaces": STORY.replace(" said", "\u202f\u3000said").replace(", ", ",\u2009"),
    "soft hyphens": STORY.replace("er", "e\u00adr"),
    "zero width": STORY.replace("e", "\u200be\u200d\ufeff").replace("“", "\u2060“"),
    "line and paragraph separators": STORY.replace("\n\n", "\u2029").replace("dam", "dam\u2028"),
    "no paragraph breaks": STORY.replace("\n\n", " "),
    "a line break a word": STORY.replace(" ", "\n"),
    "a paragraph of 20,000 words": "“We came to talk,” Bel said. The dam would hold, she added, and left. " * 1_400,
    "20,000 words without a stop": "the dam that Bel said would hold in the valley and " * 1_800,
    "a thousand quotation marks": '"We go" ' * 500,
    "a thousand opening marks": "Bel said “we go " * 1_000,
    "a thousand marks of all kinds": "“We ‘go" * 150 + "' «on» „and“ ''on'' ``we'' " * 60,
    "marks alone but for a letter": "“”" * 500 + "\n\na" + '"' * 1_000,
    "a thousand paragraphs of one word": "Bel\n\n" * 1_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_texts_of_every_kind_are_read_soundly(text: str) -> None:
    """Whatever the characters and the layout of a text, its reading is exact, in one voice, and the same twice."""
    entry = read(text)
    assert_sound(entry)
    assert len(text) > 20_000 or read(text) == entry


@pytest.mark.parametrize("char", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d", "\u200e", "\ufe0f"], ids=ascii)
def test_invisible_characters_change_nothing(char: str) -> None:
    """What no reader sees does not change who said what; it only moves the ranges."""

    def told(entry: Entry) -> list[tuple[Any, ...]]:
        return [
            tuple(span and span.text.replace(char, "") for span in (one.source, one.cue, *one.content))
            for one in entry.reading.attributions
        ]

    assert told(read(STORY.replace("ai", f"a{char}i").replace("we", f"w{char}e"))) == told(read(STORY))


LINES = st.sampled_from(
    [
        *STORY.split("\n\n"),
        "“We came to talk,” Bel said. “We waited",
        "“Nobody came.",
        "“So we left.”",
        "Our team came home. We said that we are glad. “It is over.”",
        "— Ana Bel (@anabel) May 3, 2025",
        "BEL: We will stay.",
        "STAM: Then we will talk.",
        "Q: Will the dam hold?",
        "Dam will hold – Bel",
        "The minister told the council:",
        "who said that “",
        "👩‍👩‍👧 said",
        "\u200b",
    ]
)

#: Any characters but controls, whose presence makes bytes no text.
PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(LINES, LINES, PLAIN), min_size=1, max_size=8), st.sampled_from(["\n\n", "\n"]))
def test_any_report_is_read_soundly(lines: list[str], between: str) -> None:
    """However paragraphs, posts, turns and broken quotations follow each other, the reading is sound."""
    assert_sound(read(between.join([*lines, "Bel left."])))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(LINES, st.sampled_from(["paragraph", "headline", "embedded_post", "signed_post"]))))
def test_no_attribution_crosses_voices(parts: list[tuple[str, str]]) -> None:
    """Between paragraphs and pasted posts, signed or not, no attribution has words of two voices."""
    text = "\n\n".join(line for line, _ in parts)
    blocks, at = [], 0
    for line, kind in parts:
        author = Span.cut(text, at, at + 1) if kind == "signed_post" else None
        blocks.append(Block("embedded_post" if author else kind, at, at + len(line), author=author))  # type: ignore[arg-type]
        at += len(line) + 2
    one = report(text, blocks=tuple(blocks))
    for found in attribution.find(one, load_engine().parse(one), Names()):
        assert_one_voice(one, found)


POSTED = [
    ("“We came to talk,” Bel said.", "“Nobody was there.”"),
    ("“We came to talk,” Bel said. “We waited", "“Nobody was there.”"),
    ("President Bel told the council:", "“Nobody was there.”"),
    ("“We waited three days", "“Nobody was there,” Bel said."),
]


@pytest.mark.parametrize(("above", "below"), POSTED)
@pytest.mark.parametrize("kinds", [("paragraph", "embedded_post"), ("embedded_post", "paragraph")], ids="-".join)
def test_quotations_do_not_go_on_in_another_voice(above: str, below: str, kinds: tuple[str, str]) -> None:
    """A quotation beside a pasted post does not go on in it, nor one of the post beside it, signed or not."""
    text = f"{above}\n\n{below}"
    middle = len(above)
    blocks = Block(kinds[0], 0, middle), Block(kinds[1], middle + 2, len(text))  # type: ignore[arg-type]
    one = report(text, blocks=blocks)
    for found in attribution.find(one, load_engine().parse(one), Names()):
        assert_one_voice(one, found)


def labelled() -> list[Path]:
    """All texts of PolNeAR's dev part and every 80th of its train part."""
    home = shared("data/polnear")
    return sorted((home / "dev" / "text").glob("*.txt")) + sorted((home / "train" / "text").glob("*.txt"))[::80]


@pytest.mark.data
def test_labelled_reports_are_read_soundly() -> None:
    """The reading of every labelled report is exact, in one voice, without cycles; every twentieth is read twice."""
    for number, path in enumerate(labelled()):
        text = path.read_bytes().decode("utf-8")
        entry = read(text)
        assert_sound(entry)
        assert number % 20 or read(text) == entry

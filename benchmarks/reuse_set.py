"""A derived set of texts with known copies, made from real articles by a seeded generator.

Of each of some articles ("wires") eight texts are made: A with an outlet's standing lines, B with a fifth to a half cut
from the end, C with a new lede, D with a tenth of the words swapped, E with its paragraphs shuffled, F all of this, G
another article into which three sentences in a row of the wire are lifted, I one into which one sentence is. Every made
text carries up to seven standing lines that forty outlets share but for their names. The rest are other articles.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 7
#: Characters of an article that can be a wire.
LONG = 1200
WHOLE, LIFTED, SENTENCE = "ABCDEF", "G", "I"
KINDS = WHOLE + LIFTED + SENTENCE
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_SWAPS = {
    "percent": "pct", "million": "mln", "billion": "bln", "said": "told reporters", "government": "cabinet",
    "officials": "authorities", "killed": "left dead", "people": "persons", "big": "large", "began": "started",
    "attack": "assault", "because": "since", "president": "leader", "after": "following", "many": "numerous",
    "also": "too", "new": "fresh", "show": "reveal", "plan": "scheme", "help": "aid", "against": "versus",
}  # fmt: skip
_LINES = (
    "Sign up for the {} newsletter and get the day's top stories delivered to your inbox every morning.",
    "This story has been updated with additional information from the newsroom of the {}.",
    "Copyright 2019 The {}. All rights reserved. This material may not be published, broadcast, rewritten or "
    "redistributed without permission.",
    "Follow the {} on Facebook and Twitter for breaking news and live updates throughout the day.",
    "Support local journalism by subscribing to the {} today for less than a dollar a week for the first year.",
    "Have a news tip? Contact the {} newsdesk by email or leave an anonymous message on our secure line.",
    "Read more from the {}: our reporters are on the ground to bring you the facts that matter to your community.",
    "The {} is a member of the Trust Project and follows its standards for accuracy, fairness and independence.",
)
_TOWNS = (
    "Abbot Brook Carver Dalton Easton Fairfax Grant Hollis Irving Jasper Kent Lowell Mason Newton Orwell Percy Quincy"
)
_TOWNS += " Ripley Salem Tilden"
OUTLETS = [f"{town} {kind}" for town in _TOWNS.split() for kind in ("Gazette", "Courier")]


@dataclass(frozen=True, slots=True)
class Made:
    """One text of the set.

    Attributes:
        id: its id.
        text: its text.
        day: ISO day.
        kind: letter of how it was made, ``wire``, or empty for another article.
        wire: number of the wire it has text of; -1 for none.
        clean: its text without standing lines.
    """

    id: str
    text: str
    day: str
    kind: str
    wire: int
    clean: str


def derived(folder: Path, size: int, wires: int) -> list[Made]:
    """The set, in order of days.

    Args:
        folder: ``shared/data/stories``.
        size: texts in all.
        wires: articles of which copies are made.
    """
    draw = random.Random(SEED)
    with gzip.open(folder / "background.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    draw.shuffle(articles)
    long = [text for text in articles if len(text) >= LONG]
    sources, spare = long[:wires], long[wires : wires + wires // 3]
    used = {*sources, *spare}
    hosts = (text for text in articles if text not in used)
    ledes = _ledes(spare)
    start = date(2018, 1, 1)
    vocabulary = sorted({word for text in sources[:200] for word in re.findall(r"[a-z]{4,}", text)})
    made = []
    for number, wire in enumerate(sources):
        day = start + timedelta(draw.randrange(730))
        made.append(Made(f"w{number}", wire, day.isoformat(), "wire", number, wire))
        for kind in KINDS:
            clean = _make(kind, wire, hosts if kind in "GI" else ledes, vocabulary, draw)
            when = (day + timedelta(draw.randrange(1, 6))).isoformat()
            made.append(Made(f"{kind}{number}", _with_lines(clean, draw), when, kind, number, clean))
    for number in range(size - len(made)):
        clean = next(hosts)
        when = (start + timedelta(draw.randrange(730))).isoformat()
        made.append(Made(f"o{number}", _with_lines(clean, draw), when, "", -1, clean))
    return sorted(made, key=lambda one: (one.day, one.kind != "wire", one.id))


def _make(kind: str, wire: str, others: Iterator[str], vocabulary: Sequence[str], draw: random.Random) -> str:
    steps: dict[str, Callable[[str], str]] = {
        "B": lambda text: _trimmed(text, draw),
        "C": lambda text: " ".join((next(others), *_SENTENCE.split(text)[2:])),
        "D": lambda text: _swapped(text, vocabulary, draw),
        "E": lambda text: _shuffled(text, draw),
    }
    if kind in "GI":
        return _lifted(wire, next(others), 3 if kind == "G" else 1, draw)
    for step in {"A": "", "F": "BCDE"}.get(kind, kind):
        wire = steps[step](wire)
    return wire


def _trimmed(text: str, draw: random.Random) -> str:
    cut = int(len(text) * draw.uniform(0.5, 0.8))
    return text[: text.rfind(" ", 0, cut)]


def _ledes(articles: Sequence[str]) -> Iterator[str]:
    """Two sentences in a row at a time."""
    for text in articles:
        sentences = _SENTENCE.split(text)
        yield from (" ".join(sentences[at : at + 2]) for at in range(0, len(sentences) - 1, 2))


def _swapped(text: str, vocabulary: Sequence[str], draw: random.Random) -> str:
    def swap(found: re.Match[str]) -> str:
        word = found[0]
        return (_SWAPS.get(word) or draw.choice(vocabulary)) if draw.random() < 0.1 else word

    return re.sub(r"\b[a-z]{4,}\b", swap, text)


def _shuffled(text: str, draw: random.Random) -> str:
    parts = [part for part in text.split("\n") if part.strip()]
    if len(parts) < 4:
        sentences = _SENTENCE.split(text)
        parts = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    draw.shuffle(parts)
    return "\n\n".join(parts)


def _lifted(wire: str, host: str, count: int, draw: random.Random) -> str:
    sentences = [" ".join(one.split()) for one in _SENTENCE.split(wire)]
    long = [len(one.split()) >= 15 for one in sentences]
    able = [at for at in range(len(sentences) - count + 1) if all(long[at : at + count])] or [0]
    at = draw.choice(able)
    parts = _SENTENCE.split(host)
    place = draw.randrange(1, max(2, len(parts)))
    return " ".join((*parts[:place], *sentences[at : at + count], *parts[place:]))


def _with_lines(text: str, draw: random.Random) -> str:
    outlet = draw.choice(OUTLETS)
    lines = [line.format(outlet) for line in draw.sample(_LINES, draw.randrange(8))]
    return "\n\n".join((text, *lines))

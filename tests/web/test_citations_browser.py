"""The highlight on screen is the citation: the words of each mark in a browser are those of the text at its range."""

from __future__ import annotations

import random
from typing import Any

import pytest

from onrecord.model.report import Block
from onrecord.render.highlight import highlighted
from onrecord.text.canonical import canonical
from onrecord.views.report_marks import Mark
from tests.factories import report

pytestmark = pytest.mark.browser

#: Words that browsers, fonts and parsers treat in ways of their own.
_HARD = [
    "plain words",
    "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👍🏽",
    "שלום לכולם",
    "السلام عليكم (مرحبا)",
    "a&amp;b &lt;i&gt; &#65; &nbsp;",
    "no\xa0break\u202fspace",
    "zero\u200bwidth\u200d\ufeffjoined",
    "soft\xadhy\xadphens",
    "café ñ a̸̧z",
    "mid́dle",
    "line\r\nend\rhere",
    "tab\there",
    "\u200fright\u200e left",
    "\u2067isolated\u2069",
    "İstanbul ß ﬁ",
    "ＦＵＬＬ ｗｉｄｔｈ",
    "𝐦𝐚𝐭𝐡 𝟏𝟐",
    "漢字かな交じり",
    "क्षत्रिय",
    "த மிழ்",
    "<b>bold</b>",
    "'quoted' \"twice\"",
    "U+2028\u2028line",
    "️⃣ 7️⃣",
    "\U000e0061tag",
    "é vs é",
    "fi\u200cle",
    "Ω Ω",
    "…—–",
    "ᅟㅤ⠀blank",
]
_COUNT, _REPORTS = 250, 4

#: For each mark of each report the words that the segments inside its range show, and the whole text without names.
_WORDS = """(ranges) => [...document.querySelectorAll(".text")].map((text, number) => {
  const segments = [...text.querySelectorAll(".seg")].map((one) => [Number(one.dataset.at), one.textContent]);
  const whole = text.cloneNode(true);
  whole.querySelectorAll(".part").forEach((one) => one.remove());
  return {
    whole: whole.textContent,
    marks: ranges[number].map(([start, end]) =>
      segments.filter(([at]) => start <= at && at < end).map(([, words]) => words).join("")),
    anchors: ranges[number].filter(([start, end]) => text.querySelector(`[id="p-${start}-${end}"]`)).length,
  };
})"""


def _made(seed: int) -> tuple[Any, list[tuple[int, int]]]:
    """A report of hard words in paragraphs, and ranges of it that do not overlap, cut anywhere."""
    rng = random.Random(seed)
    text = canonical("\n\n".join(" ".join(rng.choices(_HARD, k=40)) for _ in range(12)))
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(part)))
        at += len(part) + 2
    ends = sorted(rng.sample(range(len(text) + 1), 2 * _COUNT))
    return report(text, blocks=tuple(blocks)), list(zip(ends[::2], ends[1::2], strict=True))


def test_a_thousand_highlights_are_their_citations(chromium: Any) -> None:
    """Of 1,000 marks over emoji, right-to-left, entities, joiners and the rest each shows the words of its range."""
    made = [_made(seed) for seed in range(_REPORTS)]
    drawn = [highlighted(one, [Mark(*at, "quotation") for at in ranges], ranges) for one, ranges in made]
    page = chromium.new_page()
    page.set_content(f"<!doctype html><meta charset=utf-8>{''.join(drawn)}")
    seen = page.evaluate(_WORDS, [[list(at) for at in ranges] for _, ranges in made])
    page.close()
    assert len(seen) == _REPORTS
    for (one, ranges), shown in zip(made, seen, strict=True):
        assert shown["whole"] == one.text
        assert shown["anchors"] == _COUNT
        assert shown["marks"] == [one.text[start:end] for start, end in ranges]

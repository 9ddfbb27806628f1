"""Drawings as a browser shows them: the words stand apart and inside with its own letters, on narrow screens too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from onrecord.render.drawing.lanes import Mark
from onrecord.render.drawing.lineage import NARROW, WIDE, lineage
from onrecord.render.drawing.timeline import timeline
from onrecord.views.lineage_items import Descent, Tie
from onrecord.views.timeline_items import Standing

pytestmark = pytest.mark.browser

STANDINGS: tuple[Standing, ...] = get_args(Standing)
TIES: tuple[Tie, ...] = get_args(Tie)
NAMES = (
    "WWWW MMMM Mail",
    "The Harbour Times and Evening Gazette of Lindau and Sorn",
    "신문 日報 時報",
    "صحيفة الميناء",
    "ill",
)

#: What stands over other words or outside its drawing, as the browser draws it.
WRONG = """() => {
  const wrong = [];
  for (const svg of document.querySelectorAll("svg")) {
    const box = svg.viewBox.baseVal;
    const words = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBBox()]);
    words.forEach(([said, a], n) => {
      if (a.x < -0.5 || a.x + a.width > box.width + 0.5 || a.y < -0.5 || a.y + a.height > box.height + 0.5)
        wrong.push(`outside: ${said}`);
      for (const [other, b] of words.slice(n + 1))
        if (a.x < b.x + b.width && b.x < a.x + a.width && a.y + 2 < b.y + b.height - 2 && b.y + 2 < a.y + a.height - 2)
          wrong.push(`${said} over ${other}`);
    });
    if (svg.getBoundingClientRect().right > innerWidth + 0.5) wrong.push("wider than the screen");
  }
  return wrong;
}"""


def drawings(wide: int) -> list[str]:
    """Timelines of days, months and centuries, and a lineage with every tie and long names."""
    days = [Mark(one, f"2031-03-{1 + n * 3:02}", f"2031-03-{1 + n * 3:02}") for n, one in enumerate(STANDINGS)]
    many = [
        Mark("happened", f"2031-{m:02}-{d:02}", f"2031-{m:02}-{d:02}", 40) for m in range(1, 13) for d in (1, 9, 17)
    ]
    spans = [Mark(one, f"{1900 + 10 * n}-01-01", f"{1950 + 12 * n}-12-31", n + 1) for n, one in enumerate(STANDINGS)]
    reports = [(f"2031-03-{d:02}", d) for d in range(1, 28)]
    members = [
        Descent(
            f"r{n}", NAMES[n % 5], f"2031-03-{1 + n:02}T10:00:00+00:00", "", tie, "r0" if n else "", n % 2 == 0, 0.5, 1
        )
        for n, tie in enumerate(TIES * 2)
    ]
    made = [timeline(one, reports, wide=wide, newest="2031-03-20") for one in (days, many, spans, days + many + spans)]
    return [*made, lineage(members, wide=wide), lineage(members, NAMES[1], wide=wide)]


@pytest.mark.parametrize(("wide", "screen"), [(WIDE, 1100), (NARROW, 320)])
def test_words_stand_apart_in_a_browser(chromium, wide: int, screen: int) -> None:
    """With the letters of a browser no words of a drawing touch others or leave it, and it fits the screen."""
    assert wrong(chromium, drawings(wide), screen) == []


def test_what_stands_over_other_words_is_noticed(chromium) -> None:
    """Two words in one place, and words beyond the edge, are noticed by what looks for them."""
    words = "".join(f'<text x="{x}" y="20">{said}</text>' for x, said in ((5, "one"), (9, "two"), (90, "three")))
    bad = f'<svg viewBox="0 0 100 40">{words}</svg>'
    assert wrong(chromium, [bad], 320) == ["one over two", "outside: three"]


def wrong(chromium, found: Sequence[str], screen: int) -> list[str]:  # type: ignore[no-untyped-def]
    """What a browser finds wrong with drawings on a screen of a width."""
    page = chromium.new_page(viewport={"width": screen, "height": 800})
    try:
        style = "<style>svg{display:block;width:100%}body{margin:8px;font:16px system-ui}</style>"
        page.set_content(f"<!doctype html><meta name=viewport content='width=device-width'>{style}{''.join(found)}")
        made: list[str] = page.evaluate(WRONG)
        return made
    finally:
        page.close()

"""How often a page that holds only part of its article says so, and how often a whole one does.

    uv run python -m evaluation.pages_partial ../shared/data/pages

Real pages are made partial in four ways. ``cut``: the bytes end at each tenth of the page. The other three keep the
article's first two paragraphs and take away what the reader reads of it below them: ``invited`` puts an invitation to
subscribe there, ``trailing`` ends the second paragraph after 70 letters in an ellipsis, ``locked`` says in the metadata
that the article is not free and names a part that is not there. ``whole`` is the pages as they are; those that are
marked are listed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.pages import pages
from onrecord.errors import SourceError
from onrecord.intake import page
from onrecord.intake.decode import decode
from onrecord.intake.partial import ends_early
from onrecord.model.report import Document
from onrecord.text.canonical import canonical

BOX = "<div class='wall'><h3>Subscribe to continue reading</h3><p>One euro for the first four weeks.</p></div>"
GATE = (
    '{"@type": "WebPage", "isAccessibleForFree": false, "hasPart": '
    '{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".not-in-the-page"}}'
)
TAKEN = ("p", "li", "h2", "h3", "h4", "figcaption", "div", "span", "blockquote", "ul", "ol", "td", "section")
FREE = re.compile(r'("isAccessibleForFree"\s*:\s*)"?[\w:/.]*true"?', re.IGNORECASE)
BODY = re.compile(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"')
#: Shorter parts are no paragraphs to end an opening with; with fewer than five there is nothing to take away.
LEAST, FEWEST = 60, 5


def read(raw: bytes) -> Document | None:
    try:
        return page.read(raw, "page")
    except SourceError:
        return None


def shown(element: Any) -> str:
    return canonical(" ".join(element.text_content().split()))


def opened(text: str, whole: Document) -> Iterator[tuple[str, bytes]]:
    """The page as an opening, in three ways; none where its second paragraph is not an element of its own."""
    from lxml import html

    parts = [whole.text[part.start : part.end] for part in whole.parts]
    long = [at for at, part in enumerate(whole.parts) if part.kind == "paragraph" and len(parts[at]) > LEAST]
    if len(long) < FEWEST:
        return
    last = long[1]
    gone = {line for words in parts[last + 1 :] for line in (words, *words.split("\n"))} - set(parts[: last + 1])
    for way in ("invited", "trailing", "locked"):
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        second = next((p for p in tree.iter("p") if shown(p) == parts[last]), None)
        if second is None:
            return
        for element in [e for e in tree.iter(*TAKEN) if shown(e) in gone]:
            if element.getparent() is not None and element not in second.iterancestors():
                element.getparent().remove(element)
        change(tree, second, way)
        yield way, html.tostring(tree, encoding="unicode").encode()


def change(tree: Any, second: Any, way: str) -> None:
    from lxml import html

    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        script.text = BODY.sub('"none": ""', script.text or "")
        if way == "locked":
            script.text = FREE.sub(r"\1false", script.text)
    if way == "invited":
        second.addnext(html.fromstring(BOX))
    elif way == "trailing":
        words = shown(second)[:70]
        for inner in list(second):
            second.remove(inner)
        second.text = words + "…"
    else:
        tree.find(".//head").append(html.fromstring(f"<script type='application/ld+json'>{GATE}</script>"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    made: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for path, raw in pages(parser.parse_args().folder):
        whole = read(raw)
        if whole is None:
            continue
        text = decode(raw, name=path.name, markup=True).text
        made["whole"] += 1
        if whole.partial:
            said["whole"] += 1
            print(f"whole page marked: {path.parent.name}/{path.name}: {'; '.join(whole.partial)}")
        made["cut"] += 9
        said["cut"] += sum(ends_early(text[: len(text) * tenth // 10]) for tenth in range(1, 10))
        for way, opening in opened(text, whole):
            found = read(opening)
            if found is not None and len(found.text) < 0.6 * len(whole.text):  # else what is left is no opening
                made[way] += 1
                said[way] += bool(found.partial)
    for way in ("cut", "invited", "trailing", "locked", "whole"):
        print(f"{way:9} marked {said[way]:5} of {made[way]:5}")


if __name__ == "__main__":
    main()

"""The article of a page that a script draws, from the data that the page's scripts carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.intake.article import is_prose
from onrecord.intake.walk import walk

#: A string of JSON or of a script, and other strings, in which a quotation mark opens none; possessive, so linear.
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"|\'(?:[^\'\\]++|\\.)*+\'', re.DOTALL)
#: Shorter strings are summaries, comments and notices.
_LEAST = 600
_MOST = 2_000_000
#: Strings in strings: data of a page is often packed twice.
_DEPTH = 2
_MOST_STRINGS = 50
_PARAGRAPH = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
#: Paragraphs that an article has at least; fewer are a summary.
_PARAGRAPHS = 3


def scripted(tree: Any) -> str:
    """The paragraphs of the longest article that stands as markup in a string of the page's scripts; empty if none.

    Only for pages that show no article at all: what scripts carry may also be another article than the one drawn.

    Args:
        tree: the page as an lxml element.
    """
    best = ""
    for script in tree.iter("script"):
        if script.text and len(script.text) <= _MOST:
            best = max(best, *map(_shown, _strings(script.text, _DEPTH)), "", key=len)
    return best


def _strings(text: str, depth: int) -> Iterator[str]:
    """The long strings that hold markup with paragraphs, the innermost of those that lie in one another."""
    long = sorted((m[1] for m in _STRING.finditer(text) if len(m[1] or "") >= _LEAST), key=len, reverse=True)
    for string in long[:_MOST_STRINGS]:
        try:
            read = json.loads(f'"{string}"', strict=False)
        except ValueError:
            continue
        inner = list(_strings(read, depth - 1)) if depth > 1 else []
        if inner:
            yield from inner
        elif len(_PARAGRAPH.findall(read)) >= _PARAGRAPHS:
            yield read


def _shown(markup: str) -> str:
    """The paragraphs of a piece of markup as text; empty if they are few."""
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup.encode("utf-8", "replace").decode("utf-8"), create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    prose = [segment.text for segment in walk(tree) if is_prose(segment)]
    return "\n\n".join(prose) if len(prose) >= _PARAGRAPHS and sum(map(len, prose)) >= _LEAST else ""

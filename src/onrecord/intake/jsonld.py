"""What a page says of itself in JSON-LD: the node that describes its article, however it is wrapped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

#: Types of schema.org that describe an article, the most telling first.
_TYPES = (
    ("newsarticle", 0),
    ("reportagenewsarticle", 0),
    ("analysisnewsarticle", 0),
    ("backgroundnewsarticle", 0),
    ("opinionnewsarticle", 0),
    ("reviewnewsarticle", 0),
    ("askpublicnewsarticle", 0),
    ("liveblogposting", 1),
    ("article", 1),
    ("report", 1),
    ("scholarlyarticle", 1),
    ("techarticle", 1),
    ("blogposting", 1),
    ("socialmediaposting", 2),
    ("creativework", 2),
    ("webpage", 3),
)
_RANK = dict(_TYPES)
_LEAST = 3
#: Larger scripts are no description of an article; the largest of 128 news pages has 190 kB.
_MAX_SCRIPT = 2_000_000
#: How deep nodes are looked for: real pages nest three or four levels.
_MAX_DEPTH = 8
_MAX_NODES = 5_000
_WRAPPING = re.compile(r"^\s{0,99}(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s{0,99}$")

Node = dict[str, Any]


class Nodes:
    """All JSON-LD nodes of a page.

    Attributes:
        all: the nodes in document order.
    """

    def __init__(self, scripts: Iterator[str]) -> None:
        self.all: list[Node] = []
        for script in scripts:
            if len(script) <= _MAX_SCRIPT and len(self.all) < _MAX_NODES:
                self.all += _nodes(_parse(script), 0)
        self._by_id = {node["@id"]: node for node in reversed(self.all) if _is_whole(node)}

    def article(self, headline: str | None = None) -> Node:
        """The node of the page's article; an empty one if there is none.

        A page may describe many articles (a list of related ones): the one with this headline is preferred, then the
        more telling type, then the one that comes first.
        """
        best: Node = {}
        rank = (9, 9)
        for node in self.all:
            kind = min((_RANK.get(t, 9) for t in types(node)), default=9)
            here = (int(headline is not None and words(node.get("headline")) != headline), kind)
            if kind <= _LEAST and here < rank and (kind < _LEAST or _dated(node)):
                best, rank = node, here
        return best

    def resolve(self, value: Any) -> Any:
        """A value with a bare ``{"@id": …}`` replaced by the node that it names."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value


def types(node: Node) -> list[str]:
    """The node's types in lower case, without ``schema:`` or an address before them."""
    named = node.get("@type")
    named = named if isinstance(named, list) else [named]
    return [re.split(r"[/:#]", t)[-1].lower() for t in named if isinstance(t, str)]


def words(value: Any) -> str | None:
    """The words of a value: a string with its entities resolved, or the ``@value`` or ``name`` of a node."""
    if isinstance(value, list):
        return next((found for found in map(words, value[:5]) if found), None)
    if isinstance(value, dict):
        return words(value.get("@value")) or words(value.get("name"))
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(html.unescape(value)).split()) or None


def _parse(script: str) -> Any:
    for text in (script, _WRAPPING.sub("", script)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:_MAX_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _nodes(inner, depth + 1)


def _is_whole(node: Node) -> bool:
    return isinstance(node.get("@id"), str) and len(node) > 2


def _dated(node: Node) -> bool:
    return "datePublished" in node or "author" in node

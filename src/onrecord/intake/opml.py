"""Lists of feeds as readers of feeds exchange them: OPML, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from onrecord.errors import NotAFeed
from onrecord.intake.decode import decode
from onrecord.intake.references import held
from onrecord.text.canonical import canonical

#: Lists of readers have some hundred feeds.
MOST_FEEDS = 2_000
_XML_HEAD = re.compile(r"^\s{0,99}<\?xml[^>]{0,400}\?>")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed in a list: its address, and the name that the list gives it."""

    url: str
    title: str | None = None


def read(raw: bytes, name: str) -> tuple[list[Outline], str]:
    """The feeds in a list, however its outlines nest, and what could not be read, as a clause.

    Raises:
        NotAFeed: it is no OPML, or names no feed.
    """
    from lxml import etree

    text = decode(raw, name=name, markup=True).text
    if re.search(r"<!ENTITY|<!DOCTYPE[^>\[]{0,999}\[", text, re.IGNORECASE):
        raise NotAFeed("defines entities of its own, which lists do not need", where=name, hint=_AGAIN)
    body = _XML_HEAD.sub("", held(text).lstrip("\ufeff"), count=1).encode("utf-8", "replace")
    parser = etree.XMLParser(encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        tree: Any = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        tree = None
    if tree is None or re.split("[}:]", str(tree.tag))[-1].lower() != "opml":
        raise NotAFeed("is no list of feeds (OPML)", where=name, hint="Export the list from your reader of feeds again")
    found = [one for one in map(_outline, tree.iter("outline")) if one is not None]
    if not found:
        raise NotAFeed("is a list without any feed", where=name, hint=_AGAIN)
    problem = "it is broken XML; what stands behind the break may be missing" if len(parser.error_log) else ""
    once: dict[str, Outline] = {}
    for one in found[:MOST_FEEDS]:
        once.setdefault(one.url, one)
    return list(once.values()), problem


_AGAIN = "Export the list from your reader of feeds again"


def _outline(element: Any) -> Outline | None:
    """The feed of one outline; folders and links to pages are none."""
    attributes = {key.lower(): _line(value) for key, value in element.attrib.items()}
    url = re.sub(r"^feed:(?://)?(?=https?:)", "", attributes.get("xmlurl", ""))
    url = re.sub(r"^feed://", "https://", url)
    if not url or len(url) > 2_000:
        return None
    return Outline(url, attributes.get("title") or attributes.get("text") or None)


def _line(value: str) -> str:
    """A value on one line, without the signs that no print has."""
    return " ".join("".join(char for char in canonical(value) if char.isprintable() or char.isspace()).split())


def written(outlines: Iterable[Outline]) -> str:
    """A list of feeds as OPML 2.0."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head><title>Onrecord</title></head>"]
    lines.append("  <body>")
    for one in outlines:
        said = quoteattr(one.title or one.url)
        lines.append(f'    <outline type="rss" text={said} title={said} xmlUrl={quoteattr(one.url)}/>')
    return "\n".join([*lines, "  </body>", "</opml>", ""])

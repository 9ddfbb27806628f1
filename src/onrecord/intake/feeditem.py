"""A report as a feed holds it: the item's own title and text, kept as the JSON object that they are read from again."""

from __future__ import annotations

import json
from typing import Any

from onrecord.errors import UnreadableSource
from onrecord.intake.feed import Feed, Item
from onrecord.intake.metadata import merged
from onrecord.intake.plain import NOTHING, check_size, checked
from onrecord.intake.walk import walk
from onrecord.model.report import BlockKind, Document, Given, Part
from onrecord.text.canonical import canonical

FROM_THE_FEED = "the text is the one that the feed holds; the page of the report was not read"


def document(item: Item, name: str, outlet: str | None, given: Given = NOTHING, why: str = FROM_THE_FEED) -> Document:
    """The document of an item by the text that the feed holds.

    Args:
        item: the item.
        name: the name of the document.
        outlet: the outlet, if it is known.
        given: facts that outrank the item's.
        why: what a reader should know of the text.

    Raises:
        UnreadableSource: the item holds no text.
    """
    fields = {"title": item.title, "content": item.content}
    raw = json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False)
    facts = merged(given, item.given(outlet))
    found = read(raw.encode("utf-8", "replace"), name, facts)
    return Document(
        found.name,
        found.raw,
        found.media_type,
        found.text,
        found.decoding,
        found.given,
        found.parts,
        (why,),
        item.updated,
    )


def read(raw: bytes, name: str, given: Given = NOTHING) -> Document:
    """The document of the JSON object that ``document`` made.

    Raises:
        UnreadableSource: it is no such object, or holds no text.
        TooLarge: it is larger than one report may be.
    """
    check_size(len(raw), name)
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        fields = None
    title, content = (fields.get("title", ""), fields.get("content")) if isinstance(fields, dict) else ("", None)
    if not isinstance(title, str) or not isinstance(content, str):
        raise UnreadableSource("holds no item of a feed", where=name, hint="Add the feed again")
    title = canonical(title.replace("\x00", "\ufffd"))
    pieces: list[tuple[str, BlockKind]] = [(title, "headline")] if title.strip() else []
    pieces += [(text, kind) for text, kind in _paragraphs(content) if text != title]
    parts: list[Part] = []
    text = ""
    for words, kind in pieces:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        parts.append(Part(start, len(text), kind))
    media_type = "application/vnd.onrecord.feed-item+json"
    return Document(name, raw, media_type, checked(text, name), "utf-8", given, tuple(parts))


def _paragraphs(content: str) -> list[tuple[str, BlockKind]]:
    """The visible text of a piece of HTML, block by block."""
    from lxml import etree, html

    parser: Any = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    raw = f"<html><body>{canonical(content)}</body></html>".encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(raw.replace(b"\x00", b""), parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    return [(one.text, "subhead" if one.kind == "headline" else one.kind) for one in walk(tree)]


def documents(feed: Feed, name: str, given: Given) -> list[Document | UnreadableSource]:
    """The items of a feed that hold whole reports, and an error for the rest of them."""
    full = [item for item in feed.items if item.full]
    found: list[Document | UnreadableSource] = []
    for number, item in enumerate(full, 1):
        try:
            found.append(document(item, f"{name}#{number}", None, given))
        except UnreadableSource as error:
            found.append(error)
    left = len(feed.items) - len(full)
    if left or not feed.items:
        what = f"{left} of its {len(feed.items)} items hold only the beginning of a report" if left else "has no items"
        hint = "To fetch the pages that a feed links, use 'onrecord feeds add' and 'onrecord feeds poll'"
        found.append(
            UnreadableSource(f"is a feed, and {what}" if left else "is a feed without items", where=name, hint=hint)
        )
    return found

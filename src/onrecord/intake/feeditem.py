"""A report as a feed holds it: the item's own title and text, kept as the JSON object that they are read from again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord import limits
from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake.feed import Feed, Item
from onrecord.intake.metadata import merged
from onrecord.intake.page import parsed
from onrecord.intake.plain import NOTHING, check_size, checked
from onrecord.intake.unseen import Unseen, missing, unseen
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
        (why, *found.partial),
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
    paragraphs, hidden, partial = _paragraphs(content, name)
    pieces += [(text, kind) for text, kind in paragraphs if text != title]
    parts: list[Part] = []
    text = ""
    for words, kind in pieces:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        parts.append(Part(start, len(text), kind))
    media_type = "application/vnd.onrecord.feed-item+json"
    partial += missing(hidden, text)
    return Document(name, raw, media_type, checked(text, name), "utf-8", given, tuple(parts), partial)


def _paragraphs(content: str, name: str) -> tuple[list[tuple[str, BlockKind]], list[Unseen], tuple[str, ...]]:
    """The visible text of a piece of HTML, block by block, what is not shown of it, and what could not be read."""
    markup = f"<html><body>{canonical(content)}</body></html>"
    tree, partial = parsed(markup.replace("\x00", ""))
    if tree is None:
        return [], [], partial
    found: list[tuple[str, BlockKind]] = [
        (one.text, "subhead" if one.kind == "headline" else one.kind) for one in walk(tree)
    ]
    return found, unseen(markup, tree), partial


def documents(feed: Feed, name: str, given: Given) -> Iterator[Document | SourceError]:
    """The items of a feed that hold whole reports, and an error for the rest of them."""
    full = [item for item in feed.items if item.full]
    for number, item in enumerate(full, 1):
        where = f"{name}#{number}"
        try:
            limits.begun(where)
            yield document(item, where, None, given)
        except SourceError as error:
            yield error
    left = len(feed.items) - len(full)
    if feed.problem:
        hint = "Open it and see what it lacks, or ask for it again later"
        yield UnreadableSource(f"is a feed, and {feed.problem}", where=name, hint=hint)
    if left or not feed.items:
        what = f"{left} of its {len(feed.items)} items hold only the beginning of a report" if left else "has no items"
        hint = "To fetch the pages that a feed links, use 'onrecord feeds add' and 'onrecord feeds poll'"
        yield UnreadableSource(f"is a feed, and {what}" if left else "is a feed without items", where=name, hint=hint)

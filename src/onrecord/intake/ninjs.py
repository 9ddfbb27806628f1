"""ninjs, the IPTC's news in JSON (versions 1.0 to 3), as agencies send it: an item an object.

Written to the published standard (iptc.org/standards/ninjs). Version 1 has ``headline`` and ``body_*``, later ones have
lists of ``headlines`` and ``bodies``. The headline, the byline and the body are the text; notes to editors are not.
"""

from __future__ import annotations

from typing import Any

from onrecord.errors import BrokenRecord, SourceError
from onrecord.intake import wire
from onrecord.intake.plain import NOTHING
from onrecord.intake.walk import Segment
from onrecord.model.report import Document, Given

_NAMES = frozenset({"uri", "guid", "versioncreated", "pubstatus", "representationtype"})
_PARTS = frozenset({"headline", "headlines", "bodies", "type", "associations", "renditions"})
#: Keys of version 1 that hold a body, the one with the most structure first; others begin in the same way.
_BODIES = ("body_xhtml", "body_html", "body_richtext")
_MARKUP = ("text/html", "application/xhtml+xml")
_NOTHING_LACKS: tuple[str, ...] = ()
_SUMMARY = "the item was sent without a body; its text is the summary"


class NoText(Exception):
    """An item that holds no text, such as a picture, which a run of items passes over.

    Attributes:
        kind: what it is by its own account.
        error: what to say where it is the only one.
    """

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.error: SourceError = wire.no_text(iter([kind]), name)


def is_item(fields: dict[str, Any]) -> bool:
    """Whether a JSON object is an item of ninjs rather than a report with ``text``."""
    if isinstance(fields.get("text"), str) or _NAMES.isdisjoint(fields):
        return False
    return not _PARTS.isdisjoint(fields) or any(key.startswith(("body_", "headline_")) for key in fields)


def read(fields: dict[str, Any], source: wire.Source, given: Given = NOTHING) -> Document:
    """The document of an item.

    Args:
        fields: the parsed object.
        source: where it comes from.
        given: facts that a user gave; they outrank the item's own.

    Raises:
        NoText: it is a picture, a film or a list of other items.
        UnreadableSource: its sender took it back.
        BrokenRecord: it says that it is text and holds none.
    """
    wire.refuse_withdrawn(fields.get("pubstatus"), source.name)
    kind = wire.words(fields.get("type")) or "text"
    name = source.name
    body, partial = _body(fields, name), _NOTHING_LACKS
    if not body and kind != "text":
        raise NoText(kind, name)
    if not body:
        body, partial = _described(fields, name), (_SUMMARY,)
    if not body:
        raise BrokenRecord("is an item of ninjs without a body", where=name, hint="Ask its sender for the full item")
    by = wire.words(fields.get("byline")) or wire.words(fields.get("by")) or _people(fields)
    item = wire.Item(
        given=_facts(fields, by),
        body=body,
        headline=_headline(fields),
        by=by,
        partial=partial,
    )
    return wire.document(item, source, given)


def _facts(fields: dict[str, Any], by: str | None) -> Given:
    outlet, agency = wire.maker(
        [
            *(_named(fields.get(key)) for key in ("copyrightholder", "provider", "source", "creditline")),
            *(_named(one) for key in ("infosources", "infosource") for one in _list(fields.get(key))),
        ]
    )
    address, name = wire.address_or_id(fields.get("uri") or fields.get("guid"))
    return Given(
        id=name,
        title=_headline(fields),
        outlet=outlet,
        published=wire.sent([fields.get(key) for key in ("versioncreated", "firstcreated", "contentcreated")]),
        url=address,
        byline=wire.by_names(by, outlet),
        agency=agency,
        language=wire.language(fields.get("language")),
    )


def _headline(fields: dict[str, Any]) -> str | None:
    """The headline: that of version 1, else the main one of a list, else the first."""
    single = wire.words(fields.get("headline")) or wire.words(fields.get("headline_main"))
    listed = [one for one in _list(fields.get("headlines")) if isinstance(one, dict)]
    main = [one for one in listed if one.get("role") == "main"] or listed
    return single or next(filter(None, (wire.words(one.get("value")) for one in main)), None)


def _body(fields: dict[str, Any], name: str) -> list[Segment]:
    """The body in the form that has the most structure."""
    texts = {key: value for key, value in fields.items() if key.startswith("body_") and isinstance(value, str)}
    first = [texts[key] for key in _BODIES if key in texts]
    first += [value for _, value in sorted(texts.items()) if value.lstrip().startswith("<")]
    listed = [one for one in _list(fields.get("bodies")) if isinstance(one, dict) and isinstance(one.get("value"), str)]
    marked = [one["value"] for one in listed if _is_markup(one)]
    plain = [one["value"] for one in listed if _type(one) in ("", "text/plain")]
    for markup in (*marked, *first):
        if found := wire.segments_of(markup, name):
            return found
    for text in (*plain, *(value for _, value in sorted(texts.items()))):
        if found := wire.paragraphs(text):
            return found
    return []


def _type(body: dict[str, Any]) -> str:
    said = body.get("contenttype")
    return said.lower().split(";")[0].strip() if isinstance(said, str) else ""


def _is_markup(body: dict[str, Any]) -> bool:
    return _type(body) in _MARKUP or (not _type(body) and body["value"].lstrip().startswith("<"))


def _described(fields: dict[str, Any], name: str) -> list[Segment]:
    """The summary of an item, in plain words if there are any."""
    listed = [one.get("value") for one in _list(fields.get("descriptions")) if isinstance(one, dict)]
    keyed = [fields.get("description_text"), fields.get("description_html")]
    said = next((one for one in (*keyed, *listed) if isinstance(one, str) and one.strip()), "")
    return wire.segments_of(said, name) if said else []


def _people(fields: dict[str, Any]) -> str | None:
    """The names of those whom the item lists as its authors."""
    listed = [*_list(fields.get("people")), *_list(fields.get("person"))]
    made = [one for one in listed if isinstance(one, dict) and one.get("rel") in ("author", "creator", "byline")]
    names = [_named(one) for one in (*made, *_list(fields.get("authors")))]
    return ", ".join(name for name in names if name) or None


def _named(value: Any) -> str | None:
    """The name in a value that is a name or an object with one."""
    return wire.words(value.get("name") or value.get("literal")) if isinstance(value, dict) else wire.words(value)


def _list(value: Any) -> list[Any]:
    return value[:100] if isinstance(value, list) else [value] if value else []

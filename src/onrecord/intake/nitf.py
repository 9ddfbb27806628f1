"""NITF: the story in a document of the News Industry Text Format, bare or within a NewsML-G2 item."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from onrecord.intake import wire
from onrecord.intake.walk import Segment, walk
from onrecord.model.report import Given

#: The root element.
NITF = "nitf"
#: Names that an element can be given; broken XML has others, which are laid out as no element of their own.
_PLAIN = re.compile(r"[a-z][a-z0-9.-]*")
#: Elements of NITF by those of HTML that are laid out in the same way; what is not named keeps its name.
_AS_HTML = {
    "body.head": "div",
    "body.content": "div",
    "body.end": "div",
    "hedline": "div",
    "hl1": "h1",
    "hl2": "h2",
    "block": "div",
    "bq": "blockquote",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
    "media-metadata": "template",
    "media-object": "template",
    "media-reference": "template",
    "tagline": "p",
    "note": "div",
    "credit": "p",
    "abstract": "div",
    "nitf-table": "div",
    "nitf-table-metadata": "template",
    "postaddr": "div",
    "copyrite": "p",
}


def local(element: Any) -> str:
    """The name of an element without its namespace, lower case; empty for what is no element.

    Where the XML is broken a prefix may stand for no namespace; then it is part of the name, and is left out as well.
    """
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def find(element: Any, *names: str) -> Any:
    """The first element below that has one of these names, the names in order; ``None`` if there is none."""
    for name in names:
        for one in element.iter():
            if one is not element and local(one) == name:
                return one
    return None


def text_of(element: Any) -> str | None:
    """The words in an element; ``None`` if there are none or no element."""
    return wire.words(" ".join(element.itertext())) if element is not None else None


def segments(element: Any) -> list[Segment]:
    """The segments of a body in NITF or XHTML, whatever its namespace."""
    body = deepcopy(element)
    body.tail = None
    for one in body.iter():
        if isinstance(one.tag, str):
            name = local(one)
            one.tag = _AS_HTML.get(name, name if _PLAIN.fullmatch(name) else "span")
    return walk(body)


def story(root: Any, name: str) -> wire.Item | None:
    """What a NITF document holds; ``None`` if its body has no words.

    Args:
        root: its root element.
        name: its name, for errors.

    Raises:
        UnreadableSource: its sender took it back.
    """
    docdata = find(root, "docdata")
    if docdata is not None:
        wire.refuse_withdrawn(docdata.get("management-status"), name)
    content = find(root, "body.content")
    body = segments(content) if content is not None else []
    if not any(map(_has_letters, body)):
        return None
    end = find(root, "body.end")
    body += segments(end) if end is not None else []
    head = find(root, "body.head")
    by = text_of(find(head, "byline")) if head is not None else None
    headline = text_of(find(head, "hl1", "hedline") if head is not None else None) or text_of(find(root, "title"))
    return wire.Item(
        given=_facts(root, by, headline),
        body=body,
        headline=headline,
        standfirst=text_of(find(head, "abstract")) if head is not None else None,
        by=by,
        dateline=text_of(find(head, "dateline")) if head is not None else None,
    )


def _has_letters(segment: Segment) -> bool:
    return any(map(str.isalpha, segment.text))


def _facts(root: Any, by: str | None, headline: str | None) -> Given:
    holder, distributor, pubdata = find(root, "doc.copyright"), find(root, "distributor"), find(root, "pubdata")
    named = [pubdata.get("name") if pubdata is not None else None, text_of(distributor)]
    outlet, agency = wire.maker([*named, holder.get("holder") if holder is not None else None])
    issued, released = find(root, "date.issue"), find(root, "date.release")
    days = [one.get("norm") for one in (issued, released) if one is not None]
    days += [pubdata.get("date.publication")] if pubdata is not None else []
    address = wire.address_or_id(pubdata.get("ex-ref") if pubdata is not None else None)[0]
    return Given(
        title=headline,
        outlet=outlet,
        published=wire.sent(days),
        url=address,
        byline=wire.by_names(by, outlet),
        agency=agency,
        language=wire.language(root.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )

"""A text item of NewsML-G2: what its metadata says and what its content holds."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.intake import wire
from onrecord.intake.metadata import merged
from onrecord.intake.nitf import NITF, find, local, segments, story, text_of
from onrecord.intake.plain import MAX_BYTES
from onrecord.intake.walk import Segment
from onrecord.model.report import Given

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def item_of(element: Any, name: str) -> wire.Item | None:
    """What a ``newsItem`` holds; ``None`` if it has no text in it.

    Args:
        element: the item.
        name: its name, for errors.

    Raises:
        UnreadableSource: its sender took it back or holds it back.
    """
    meta, content = _child(element, "itemmeta"), _child(element, "contentmeta")
    status = _child(meta, "pubstatus")
    wire.refuse_withdrawn((status.get("qcode") or status.get("uri")) if status is not None else None, name)
    inner = _content(element, name)
    if inner is None:
        return None
    by = text_of(_child(content, "by")) or inner.by
    facts = _facts(element, meta, content, by)
    return replace(
        inner,
        given=merged(facts, inner.given),
        headline=inner.headline or facts.title,
        by=by,
        dateline=text_of(_child(content, "dateline")) or inner.dateline,
    )


def _facts(element: Any, meta: Any, content: Any, by: str | None) -> Given:
    outlet, agency = wire.maker(list(_makers(element, meta, content)))
    address, name = wire.address_or_id(element.get("guid"))
    days = [_child(meta, "versioncreated"), _child(meta, "firstcreated"), _child(content, "contentcreated")]
    tongue = _child(content, "language")
    return Given(
        id=name,
        title=text_of(_child(content, "headline")),
        outlet=outlet,
        published=wire.sent([text_of(day) for day in days]),
        url=address,
        byline=wire.by_names(by, outlet) or wire.by_names(_creators(content), outlet),
        agency=agency,
        language=wire.language(tongue.get("tag") if tongue is not None else element.get(_LANG)),
    )


def _makers(element: Any, meta: Any, content: Any) -> Iterator[str | None]:
    """Who sends the item, who has the rights in it, and whom it credits."""
    for one in (_child(meta, "provider"), find(element, "copyrightholder"), _child(content, "infosource")):
        yield _name(one)
    yield text_of(_child(content, "creditline"))


def _creators(content: Any) -> str | None:
    """The names of the people who made the content, where it says that they are people."""
    children = content if content is not None else ()
    people = [one for one in children if local(one) == "creator" and (one.get("type") or "").endswith(":person")]
    return ", ".join(name for name in map(_name, people) if name) or None


def _name(element: Any) -> str | None:
    """The name of a party: written out, or the last part of its code."""
    if element is None:
        return None
    code = (element.get("qcode") or element.get("uri") or "").rstrip("/")
    last = code.rpartition(":")[2].rpartition("/")[2]
    return text_of(find(element, "name")) or wire.words(element.get("literal")) or wire.words(last)


def _child(element: Any, name: str) -> Any:
    """The first child of a name; ``None`` if there is none."""
    children = element if element is not None else ()
    return next((one for one in children if local(one) == name), None)


def _content(element: Any, name: str) -> wire.Item | None:
    """The first content that holds words: NITF or XHTML within the XML, else text that is written into it."""
    found = _child(element, "contentset")
    for one in found if found is not None else ():
        inner = _xml(one, name) if local(one) == "inlinexml" else None
        body = _data(one, name) if local(one) == "inlinedata" else []
        inner = inner or (wire.Item(Given(), body) if body else None)
        if inner:
            return inner
    return None


def _xml(element: Any, name: str) -> wire.Item | None:
    nitf = next((one for one in element if local(one) == NITF), None)
    if nitf is not None:
        return story(nitf, name)
    body = [segment for one in element if local(one) for segment in segments(one)]
    return wire.Item(Given(), body) if any(map(str.isalpha, "".join(one.text for one in body))) else None


def _data(element: Any, name: str) -> list[Segment]:
    """The text in ``inlineData``, written as it is, as HTML, or in base64."""
    text = "".join(element.itertext())
    media = (element.get("contenttype") or "text/plain").lower()
    if not media.startswith(("text/", "application/xhtml")):
        return []
    if "base64" in (element.get("encoding") or "").lower() and len(text) <= 2 * MAX_BYTES:
        try:
            text = base64.b64decode(text, validate=False).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return []
    if not any(map(str.isalpha, text)):
        return []
    return wire.segments_of(text, name) if "html" in media else wire.paragraphs(text)

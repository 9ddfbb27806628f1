"""NewsML-G2 and NITF, the IPTC's XML, as agencies send it: a news item, a message with several, or a bare NITF.

Written to the published standards (iptc.org/standards/newsml-g2, iptc.org/standards/nitf). No entity is resolved but
the named characters of HTML, nothing outside the file is opened, and a file that declares entities is refused. Items
without text (pictures, packages, concepts) are passed over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Any

from onrecord import limits
from onrecord.errors import SourceError, UnreadableSource
from onrecord.intake import wire
from onrecord.intake.decode import decode
from onrecord.intake.newsitem import item_of
from onrecord.intake.nitf import NITF, local, story
from onrecord.intake.plain import NOTHING, check_size, check_tags
from onrecord.intake.references import held
from onrecord.model.report import Document, Given
from onrecord.text.wordset import wordset

MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml"
NITF_TYPE = "application/nitf+xml"
_XML_HEAD = re.compile(r"\A\ufeff?\s{0,99}<\?xml[^>]{0,400}\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[")
_ENTITY = re.compile(r"&([^\s&;<>\"'#%]++);")
#: The entities that XML has itself.
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ELEMENT = re.compile(r"<[A-Za-z_]")
_LINE = re.compile(r", line \d++, column \d++.*")
_ROOTS = wordset("newsitem newsmessage packageitem conceptitem knowledgeitem planningitem catalogitem nitf")
_WHAT_IS_READ = "What is read of XML is NewsML-G2 and NITF; save other pages as HTML or text"
_AGAIN = "Ask for the item again, or save it again, whole; what is on record stays"


@dataclass(frozen=True, slots=True)
class _File:
    """A parsed file: its root element, its encoding, and the line and the reason where it is broken."""

    root: Any
    decoding: str
    line: int | None = None
    reason: str = ""


def documents(raw: bytes, name: str, given: Given = NOTHING) -> Iterator[Document | SourceError]:
    """The documents of a file; of several items each is named ``name[N]``, counted from 1.

    Args:
        raw: the bytes of the file.
        name: its name.
        given: facts that a user gave; they outrank an item's own. An ``id`` holds only for a file of one item.

    Raises:
        SourceError: nothing in the file can be read.
    """
    source = _parsed(raw, name)
    items, single = _items(source.root)
    given = given if single else replace(given, id=None)
    passed: list[str] = []
    told = False
    for number, element in enumerate(items, 1):
        where = name if single else f"{name}[{number}]"
        try:
            limits.begun(where)
            own = wire.Source(raw, _media(element), where, source.decoding) if single else _own(element, where)
            # What was mended in a broken file may be mended otherwise in the item's own, which is what is kept.
            mended = source.line is not None and not single
            found = _item(_parsed(own.raw, where).root if mended else element, where)
            if found is None:
                passed.append(local(element))
                continue
            document = wire.document(found, own, given)
            yield replace(document, partial=(*document.partial, *_doubt(source, element, items[number:])))
        except limits.Passed as dealt_with:
            yield dealt_with
        except SourceError as error:
            yield type(error)(error.what, where=where, hint=error.hint)
        told = True
    if source.line is not None:
        yield _broken(source, name)
    elif not told:
        yield wire.no_text(iter(passed), name)


def read(raw: bytes, name: str, given: Given = NOTHING) -> Document:
    """The document of one item, as ``documents`` gave it.

    Raises:
        SourceError: it holds no text.
    """
    for found in documents(raw, name, given):
        if isinstance(found, Document):
            return found
        raise found
    raise wire.no_text(iter(()), name)


def _items(root: Any) -> tuple[list[Any], bool]:
    """The items of a file, and whether the file is one item."""
    if local(root) != "newsmessage":
        return [root], True
    return [one for one in root.iter() if local(one).endswith("item") and local(one.getparent()) == "itemset"], False


def _media(element: Any) -> str:
    return NITF_TYPE if local(element) == NITF else MEDIA_TYPE


def _item(element: Any, name: str) -> wire.Item | None:
    """What an item holds; ``None`` if it is no text."""
    if local(element) == NITF:
        return story(element, name)
    return item_of(element, name) if local(element) == "newsitem" else None


def _own(element: Any, name: str) -> wire.Source:
    """An item of a message as a file of its own."""
    from lxml import etree

    return wire.Source(etree.tostring(element, encoding="utf-8", with_tail=False), MEDIA_TYPE, name, "utf-8")


def _doubt(source: _File, element: Any, others: list[Any]) -> Iterator[str]:
    """Why an item of a broken file may lack something: the break lies in it or before it."""
    following = others[0].sourceline if others else None
    if source.line is not None and (following is None or following > source.line):
        yield f"the XML is broken in line {source.line:,} ({source.reason}); what follows there may be missing"


def _broken(source: _File, name: str) -> SourceError:
    return UnreadableSource(
        f"is not whole XML: line {source.line:,} is broken ({source.reason}); what could be read before is kept",
        where=name,
        hint=_AGAIN,
    )


def _parsed(raw: bytes, name: str) -> _File:
    """The file as an lxml tree, with what can be read of it where it is broken.

    Raises:
        UnreadableSource: it is not XML, or declares entities of its own.
        TooLarge: it is larger than a source may be.
    """
    check_size(len(raw), name)
    decoded = decode(raw, name=name, markup=True)
    check_tags(len(_ELEMENT.findall(decoded.text)), name)
    text = _CONTROLS.sub("\ufffd", _XML_HEAD.sub("", decoded.text, count=1).lstrip("\ufeff \t\r\n"))
    if not text:
        raise UnreadableSource("is empty", where=name, hint="Nothing was taken from it; leave it out")
    if _SUBSET.search(text[:200_000]) and "<!ENTITY" in text:
        raise UnreadableSource(
            "declares entities of its own, which are never resolved", where=name, hint="Ask for the item without them"
        )
    return _tree(_ENTITY.sub(_character, held(text)).encode("utf-8", "replace"), decoded.decoding, name)


def _tree(text: bytes, decoding: str, name: str) -> _File:
    from lxml import etree

    def parse(recover: bool) -> Any:
        return etree.fromstring(
            text,
            etree.XMLParser(
                encoding="utf-8",
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
                remove_pis=True,
                recover=recover,
            ),
        )

    line, reason = None, ""
    try:
        root = parse(False)
    except etree.XMLSyntaxError as error:
        line, reason = error.lineno or 1, " ".join(_LINE.sub("", str(error.msg or "unreadable")).split())[:100]
        root = _recovered(parse)
    if root is None:
        raise UnreadableSource(f"is not XML: line {line:,} is broken ({reason})", where=name, hint=_AGAIN)
    if local(root) not in _ROOTS:
        raise UnreadableSource(
            f"is XML without a news item (its root is <{local(root)[:40]}>)", where=name, hint=_WHAT_IS_READ
        )
    return _File(root, decoding, line, reason)


def _recovered(parse: Callable[[bool], Any]) -> Any:
    """What can be read of a broken file; ``None`` if nothing can."""
    from lxml import etree

    try:
        return parse(True)
    except etree.XMLSyntaxError:
        return None


def _character(match: re.Match[str]) -> str:
    """A named character of HTML, which NITF takes from a file that is never opened, as itself; a name as it stands."""
    if match[1] in _OWN:
        return match[0]
    # By its whole name: html.unescape makes "¬hing;" of "&nothing;".
    return html.escape(html5.get(f"{match[1]};", match[0]), quote=False)

"""A saved web page: its article in canonical text of our own walk, its facts from its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from onrecord.errors import TooLarge, UnreadableSource
from onrecord.intake.article import choose, is_thin
from onrecord.intake.decode import decode
from onrecord.intake.metadata import Facts, facts, merged, supplemented
from onrecord.intake.partial import ends_early, lacks
from onrecord.intake.plain import NOTHING, check_size, check_tags, checked
from onrecord.intake.scripted import scripted
from onrecord.intake.unseen import missing, unseen
from onrecord.intake.walk import JOINTS, Segment, walk
from onrecord.model.report import BlockKind, Document, Given, Part
from onrecord.text.canonical import canonical

#: An element of a news page has at most 64 attributes (181 pages); lxml needs 23 s for 40,000 on one.
_MAX_ATTRIBUTES = 1_000
#: trafilatura's time grows with the square of honest paragraphs: 0.8 s at 5,000, 10 s at 22,000. News pages have at
#: most 3,000 elements; above this bound the article is chosen without it.
_MAX_ELEMENTS = 30_000
#: Tables within tables that trafilatura is given: 1,000 cost it 7 s, and layouts of the nineties nest five or six.
_MAX_TABLES = 40
#: Elements within elements that trafilatura is given: 2,040 ``<article>`` cost it 6 s, 1,000 less than one.
_MAX_DEPTH = 1_000
_SPANS = ("colspan", "rowspan")
_ATTRIBUTE = re.compile(
    r"""(?:(?<![\s/])[\s/]++)?+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|))?"""
)
#: A tag with its attributes; scripts, styles and comments are passed over. Possessive, so linear: a quotation mark that
#: is never closed is met at most once for each of the two kinds.
_TAG = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)|<(?P<raw>script|style)\b(?s:.*?)(?:</(?P=raw)|\Z)"
    rf"|(?P<tag><[a-z][^\s/>]*+(?:{_ATTRIBUTE.pattern})*+)",
    re.IGNORECASE,
)
_XML_HEAD = re.compile(r"^\s{0,99}<\?xml[^>]{0,400}\?>")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


MEDIA_TYPE = "text/html"


def read(raw: bytes, name: str, given: Given = NOTHING, charset: str | None = None) -> Document:
    """The document of a saved page.

    Args:
        raw: the page's bytes.
        name: the source's name, as the user gave it.
        given: facts that a user gave; they outrank the page's own and have no influence on the text.
        charset: the encoding that the server named when it sent the page; the document's media type keeps it.

    Raises:
        UnreadableSource: the bytes are not text, or the page has no article.
        TooLarge: the page, its article or one of its elements is larger than any article's.
    """
    check_size(len(raw), name)
    decoded = decode(raw, name=name, markup=True, charset=charset)
    _refuse_attributes(decoded.text, name)
    tree, partial = _parsed(decoded.text, name)
    found = facts(tree)
    segments = walk(tree)
    hidden = unseen(decoded.text, tree)
    tame = _tame(tree)
    choice = choose(segments, _extracted(tree, segments) if tame else "", found)
    if tame:
        found = supplemented(found, tree)
    text, parts = composed(segments, choice.kinds)
    partial += (*choice.partial, *lacks(segments, choice.kinds, found, tree))
    partial += missing(hidden, text)
    if not parts:
        text, partial = _unshown(found, tree, partial, name)
    house = Given(byline=(found.house,)) if found.house else NOTHING
    own = merged(merged(Given(title=choice.title), found.given), house)
    media_type = f"{MEDIA_TYPE}; charset={charset}" if charset else MEDIA_TYPE
    text, known = checked(text, name), merged(given, own)
    return Document(name, raw, media_type, text, decoded.decoding, known, parts, partial, found.modified)


def _unshown(found: Facts, tree: Any, partial: tuple[str, ...], name: str) -> tuple[str, tuple[str, ...]]:
    """The article that a page without one has in its metadata or for its scripts, and what to say of it."""
    text = canonical(found.body or "").strip()
    if text:
        return text, (*partial, _FROM_METADATA)
    text = scripted(tree)
    if not text:
        _nothing(name, partial)
    return text, (*partial, _FROM_SCRIPT)


_TOO_DEEP = "the page nests deeper than 2,048 elements; what follows could not be read"
_UNFINISHED = "the page ends before its elements are closed; it may have been cut off when it was saved"
_FROM_METADATA = "the page itself shows no article; its words come from the article text in its metadata"

_FROM_SCRIPT = "the page itself shows no article; its words come from data that a script would draw, and may lack some"


def _nothing(name: str, partial: tuple[str, ...] = ()) -> NoReturn:
    why = f" ({'; '.join(partial)})" if partial else ""
    raise UnreadableSource(
        f"no article was found in this page{why}",
        where=name,
        hint="If a script draws it, save the page after it has loaded; or copy the article into a .txt file",
    )


def _refuse_attributes(text: str, name: str) -> None:
    """Raises TooLarge for elements, or attributes of one, beyond measure, which parsers spend minutes on."""
    count = 0
    for tag in _TAG.finditer(text):
        named = tag["tag"] or ""
        count += bool(named)
        if len(named) > 2 * _MAX_ATTRIBUTES and len(_ATTRIBUTE.findall(named)) > _MAX_ATTRIBUTES:
            raise TooLarge(
                f"an element has more than {_MAX_ATTRIBUTES:,} attributes, which no article has",
                where=name,
                hint="Copy the article into a .txt file",
            )
    check_tags(count, name)


def _parsed(text: str, name: str) -> tuple[Any, tuple[str, ...]]:
    """The page as an lxml tree, and what the parser had to leave out.

    lxml drops what follows 256 nested elements (300 unclosed ``<span>`` are enough) and says so only in its log; then
    the page is parsed again without that limit, which leaves one at 2,048.
    """
    text = _CONTROLS.sub("\ufffd", _XML_HEAD.sub("", text, count=1))
    tree, partial = parsed(text)
    if tree is None:
        _nothing(name)
    return tree, (*partial, _UNFINISHED) if ends_early(text) else partial


def parsed(text: str) -> tuple[Any, tuple[str, ...]]:
    """Markup as an lxml tree, as deep as lxml can, and what had to be left out; no tree if nothing can be read."""
    raw = text.encode("utf-8", "replace")
    tree, cut = _parse(raw, huge=False)
    if cut:
        tree, cut = _parse(raw, huge=True)
    return tree, (_TOO_DEEP,) if cut else ()


def _parse(raw: bytes, *, huge: bool) -> tuple[Any, bool]:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=huge,
    )
    try:
        tree = html.document_fromstring(raw, parser=parser)
    except (etree.LxmlError, ValueError):
        return None, False
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def tree_of(markup: str, name: str) -> Any:
    """A piece of HTML as an lxml tree; ``None`` if nothing in it can be read.

    Raises:
        TooLarge: one of its elements is larger or deeper than any article's.
    """
    _refuse_attributes(markup, name)
    tree, partial = parsed(_CONTROLS.sub("\ufffd", markup))
    if partial:
        raise TooLarge("nests deeper than 2,048 elements", where=name, hint="Give its text as plain text")
    return tree


def _tame(tree: Any) -> bool:
    """Takes from a tree what trafilatura cannot bear; ``False`` if it still is too large or too deep for it."""
    for element in tree.xpath("//*[@colspan or @rowspan]"):
        for span in _SPANS:  # a table of 200 rows with colspan=1000000000 costs trafilatura 54 s, without it 0.05 s
            element.attrib.pop(span, None)
    tables = f"boolean(//table[count(ancestor::table) > {_MAX_TABLES}])"
    few = bool(tree.xpath(f"count(//*) <= {_MAX_ELEMENTS}"))
    return few and _depth(tree) <= _MAX_DEPTH and not tree.xpath(tables)


def _depth(tree: Any) -> int:
    """How many elements stand within one another, where most do."""
    from lxml import etree

    deepest = now = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def _extracted(tree: Any, segments: Sequence[Segment]) -> str:
    """The words that trafilatura takes for the article, by its slower methods where its fast ones find little."""
    words = _words(tree, fast=True)
    return _words(tree, fast=False) if is_thin(segments, words) else words


def _words(tree: Any, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, fast=fast)
    except MemoryError:  # the process's own limit
        raise
    except Exception:  # any failure inside a library on hostile markup means: it found nothing
        return ""
    return canonical(" ".join(found.body.itertext())) if found is not None and found.body is not None else ""


def composed(segments: Sequence[Segment], kinds: dict[int, BlockKind]) -> tuple[str, tuple[Part, ...]]:
    """The chosen segments as one text, and its parts: cells of one row and lines of one post are one part."""
    pieces: list[str] = []
    parts: list[Part] = []
    length, last = 0, -1
    for index in sorted(kinds):
        segment = segments[index]
        joint = max(segments[i].joint for i in range(last + 1, index + 1)) if last >= 0 else -1
        same = last >= 0 and (joint == 0 or (segment.post is not None and segment.post == segments[last].post))
        between = "" if joint < 0 else JOINTS[min(joint, 1) if same else joint]
        start = length + len(between)
        pieces += (between, segment.text)
        length = start + len(segment.text)
        if same:
            start = parts.pop().start
        parts.append(Part(start, length, kinds[index]))
        last = index
    return "".join(pieces), tuple(parts)

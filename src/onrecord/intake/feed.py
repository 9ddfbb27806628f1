"""A feed's items: RSS 0.9x to 2.0, RDF and Atom through feedparser, JSON Feed 1.x by itself.

feedparser never fetches and never guesses the encoding here: it gets text that was decoded before, so that one bad byte
costs one character (it would read all items anew as ISO-8859-2). Entities and elements with attributes without end,
which end the process or keep it busy for minutes, are refused before it sees them.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import NotAFeed, TooLarge
from onrecord.intake.dates import iso_date
from onrecord.intake.decode import decode
from onrecord.model.address import is_web_address
from onrecord.model.report import Given
from onrecord.text.canonical import canonical

#: Feeds of outlets have 10 to 200 items; feedparser needs 4 s for 10,000.
MOST_ITEMS = 2_000
#: Characters of a feed that feedparser is given; 20 MB cost it more than half a minute.
MOST_CHARACTERS = 10_000_000
#: An element of a feed has at most a dozen attributes; feedparser needs 2 s for 10,000 on one.
_MOST_ATTRIBUTES = 200
#: Words that an item must hold to be taken for a whole report rather than its beginning; summaries have 20 to 60.
FULL_TEXT = 100

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_HEAD = re.compile(r"^\s{0,99}<\?xml[^>]{0,400}\?>")
_TAG = re.compile(r"<[a-z][^<>]{1500,}", re.IGNORECASE)
_PAGE = re.compile(
    r"\A\s{0,999}(?:<!--.{0,2000}?-->\s{0,99})?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ENDED = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s{0,99}>", re.IGNORECASE)
_ALTERNATE = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(?:\.\d)?/?")
_STARTS = {"rss": re.compile(r"<item\b", re.IGNORECASE), "atom": re.compile(r"<(?:\w{1,20}:)?entry\b", re.IGNORECASE)}


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed.

    Attributes:
        key: what tells it from the others: its id, else its link.
        link: address of the page that it is about; ``None`` if it has none.
        title: its headline.
        published: ISO date or date-time.
        updated: ISO date or date-time of its last change, if the feed says one.
        authors: names of its authors.
        content: the longest text that it holds, as HTML.
    """

    key: str
    link: str | None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    content: str = ""

    @property
    def full(self) -> bool:
        """Whether it holds a whole report, not only its beginning."""
        return len(html.unescape(_MARKUP.sub(" ", self.content)).split()) >= FULL_TEXT

    def given(self, outlet: str | None, url: str | None = None) -> Given:
        """What the item says of its report, for what the page does not say."""
        return Given(
            title=self.title, outlet=outlet, published=self.published, url=url or self.link, byline=self.authors
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds.

    Attributes:
        title: its title, often the outlet's name and the section's.
        items: in the order of the feed.
        problem: what of it could not be read, as a clause; empty if all was.
    """

    title: str | None
    items: tuple[Item, ...]
    problem: str = ""


def read(raw: bytes, name: str, *, charset: str | None = None, base: str | None = None) -> Feed:
    """The items of a feed.

    Args:
        raw: its bytes.
        name: the source's name, for errors.
        charset: the encoding that the server named.
        base: the address that it came from, which its links are relative to.

    Raises:
        NotAFeed: it is something else: a page, a list of feeds, other XML or JSON, nothing.
        TooLarge: it is larger than any feed.
    """
    decoded = decode(raw, name=name, markup=True, charset=charset)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if not text.strip():
        raise NotAFeed("is empty", where=name, hint="Ask for it again later")
    if len(text) > MOST_CHARACTERS:
        raise TooLarge(f"{len(text):,} characters are more than any feed has", where=name, hint=_LOOK)
    if _PAGE.match(text):
        raise _a_page(text, name, base or "")
    found = (_json_feed if text[0] in "{[" else _xml_feed)(text, name, base or "")
    lost = decoded.decoding.partition(", ")[2].removesuffix(" replaced")
    unread = f"{lost} of its characters could not be read and stand as “\ufffd”" if lost else ""
    return replace(found, problem="; ".join(filter(None, (found.problem, unread))))


_LOOK = "Open it and see whether it is the feed you meant"


def _a_page(text: str, name: str, base: str) -> NotAFeed:
    """The error for a page in the place of a feed, with the feeds that the page names."""
    found = []
    for tag in _ALTERNATE.findall(text[:200_000]):
        href = re.search(r"""href\s{0,9}=\s{0,9}["']([^"'<>]{1,500})""", tag, re.IGNORECASE)
        if href and re.search(r"application/(?:rss|atom|feed)\+(?:xml|json)", tag, re.IGNORECASE):
            with suppress(ValueError):  # an address that is none
                found.append(urljoin(base, html.unescape(href[1]).strip()))
    hint = f"The page names these: {', '.join(dict.fromkeys(found[:5]))}" if found else _LOOK
    return NotAFeed("is a page, not a feed", where=name, hint=hint)


# -- RSS, RDF, Atom ---------------------------------------------------------------------------------------------


def _xml_feed(text: str, name: str, base: str) -> Feed:
    import feedparser

    _refuse(text, name)
    plain = _CONTROLS.sub("\ufffd", _XML_HEAD.sub("", text, count=1))
    raw = b"<?xml version='1.0' encoding='utf-8'?>\n" + plain.encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        found = feedparser.parse(io.BytesIO(raw), response_headers=headers, sanitize_html=False)
    except MemoryError:  # the process's own limit
        raise
    except Exception as error:  # it promises never to raise; hostile markup has made it break that promise before
        raise NotAFeed(f"cannot be read ({type(error).__name__})", where=name, hint=_LOOK) from error
    if not found.get("version") and not found.entries:
        what = "is a list of feeds (OPML)" if "<opml" in plain[:4_000].lower() else "is no feed"
        raise NotAFeed(what, where=name, hint="Give it to 'onrecord feeds add'" if "OPML" in what else _LOOK)
    items = tuple(_unique(_item(entry, base) for entry in found.entries[:MOST_ITEMS]))
    return Feed(_words(found.feed.get("title")), items, _problem(found, plain))


def _refuse(text: str, name: str) -> None:
    """Raises an error for what feedparser cannot bear: own entities, attributes or items without end."""
    if len(_STARTS["rss"].findall(text)) + len(_STARTS["atom"].findall(text)) > 5 * MOST_ITEMS:
        raise TooLarge("has more items than any feed", where=name, hint=_LOOK)
    if re.search(r"<!ENTITY|<!DOCTYPE[^>\[]{0,999}\[", text, re.IGNORECASE):
        raise NotAFeed("defines entities of its own, which feeds do not need", where=name, hint=_LOOK)
    for tag in _TAG.finditer(text):
        if tag.group().count("=") > _MOST_ATTRIBUTES:
            raise NotAFeed("has an element with attributes beyond measure", where=name, hint=_LOOK)


def _problem(found: Any, text: str) -> str:
    """What could not be read of a feed that is not well-formed: items, counted by their beginnings."""
    if not found.get("bozo"):
        return f"it has more than {MOST_ITEMS:,} items; the rest is left out" if len(found.entries) > MOST_ITEMS else ""
    starts = len(_STARTS["atom" if str(found.get("version")).startswith("atom") else "rss"].findall(text))
    lost = max(0, starts - len(found.entries))
    which = f"{lost} of its {starts} items could not be read" if lost else "all items found in it could be read"
    cut = "" if _ENDED.search(text, max(0, len(text) - 2_000)) else " and ends before its end tag, so items may lack"
    return f"it is broken XML{cut}; {which}"


def _item(entry: Any, base: str) -> Item:
    link = _link(entry.get("link"), base)
    contents = [one.get("value") or "" for one in entry.get("content") or () if _is_text(one.get("type"))]
    contents.append(entry.get("summary") or "")
    names = [one.get("name") for one in entry.get("authors") or ()] or [entry.get("author")]
    return Item(
        key=(_words(entry.get("id")) or link or _words(entry.get("title")) or "")[:2_000],
        link=link,
        title=_title(entry.get("title")),
        published=_date(entry.get("published") or entry.get("updated")),
        updated=_date(entry.get("updated")) if "updated" in entry else None,
        authors=tuple(filter(None, map(_name, names[:20]))),
        content=max(contents, key=len),
    )


def _is_text(media_type: str | None) -> bool:
    return (media_type or "text/html").lower() in ("text/html", "text/plain", "application/xhtml+xml", "html", "text")


# -- JSON Feed --------------------------------------------------------------------------------------------------


def _json_feed(text: str, name: str, base: str) -> Feed:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = str(error).split(": line")[0][:80] or "nests too deep"
        raise NotAFeed(f"is broken JSON ({what})", where=name, hint="Ask for it again later") from None
    if not isinstance(found, dict) or not _JSON_FEED.fullmatch(str(found.get("version", ""))):
        raise NotAFeed("is JSON, but no JSON Feed of version 1", where=name, hint=_LOOK)
    listed = found.get("items")
    if not isinstance(listed, list):
        raise NotAFeed("is a JSON Feed without a list of items", where=name, hint="Ask for it again later")
    good = [one for one in listed[:MOST_ITEMS] if isinstance(one, dict)]
    bad = len(listed) - len(good)
    problem = f"{bad} of its {len(listed)} items could not be read" if bad else ""
    return Feed(_words(found.get("title")), tuple(_unique(_json_item(one, base) for one in good)), problem)


def _json_item(one: Mapping[str, Any], base: str) -> Item:
    link = _link(one.get("url"), base) or _link(one.get("external_url"), base)
    text, markup = one.get("content_text"), one.get("content_html")
    plain = (
        "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", text)) if isinstance(text, str) else ""
    )
    authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
    names = [author.get("name") for author in (authors or [])[:20] if isinstance(author, dict)]
    key = one.get("id")
    return Item(
        key=(_words(str(key) if isinstance(key, int | float) else key) or link or _words(one.get("title")) or "")[
            :2_000
        ],
        link=link,
        title=_words(one.get("title")),
        published=_date(one.get("date_published")),
        updated=_date(one.get("date_modified")),
        authors=tuple(filter(None, map(_name, names))),
        content=max(plain, markup if isinstance(markup, str) else "", key=len),
    )


# -- what items hold --------------------------------------------------------------------------------------------


def _unique(items: Iterable[Item]) -> Iterator[Item]:
    """The items that can be told apart, each once; different ones under one key by their links or titles too."""
    every = list(dict.fromkeys(item for item in items if item.key))
    counts = Counter(item.key for item in every)
    seen: set[str] = set()
    for item in every:
        key = item.key if counts[item.key] == 1 else f"{item.key} {item.link or item.title or ''}"[:2_000]
        if key not in seen:
            seen.add(key)
            yield replace(item, key=key)


def _link(value: Any, base: str) -> str | None:
    """An absolute web address; all else (``javascript:``, a file) is none."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= 2_000:
        return None
    try:
        there = urljoin(base, value.strip())
    except ValueError:
        return None
    return canonical(there) if is_web_address(there) else None


def _words(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(canonical(value.replace("\x00", "\ufffd")).split())[:4_000] or None


def _title(value: Any) -> str | None:
    """A title without its markup, which RSS allows and rarely means."""
    words = _words(value)
    return _words(html.unescape(_MARKUP.sub("", words))) if words and ("<" in words or "&" in words) else words


def _name(value: Any) -> str | None:
    """A name of an author; RSS writes ``mail@example.org (Name)``."""
    words = _words(value)
    match = re.fullmatch(r"\A\S{1,99}@\S{1,99}\s+\((.{1,80})\)", words) if words else None
    words = match[1].strip() if match else words
    return words if words and "@" not in words and "://" not in words and len(words) <= 80 else None


def _date(value: Any) -> str | None:
    return iso_date(value) if isinstance(value, str) else None

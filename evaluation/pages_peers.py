"""Other readers of saved pages, each as its makers recommend it, for scoring on the same bytes in the same run.

trafilatura is ``bare_extraction`` with its default settings, comments left out. newspaper4k is ``newspaper.article``
with ``input_html``, the address that the page itself states, and images not fetched; some languages need its
extras. readability-lxml is ``Document.summary`` as text, with ``short_title`` and ``author``; it reads no dates.
Nothing is fetched: while they run no socket can connect.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

from onrecord.text.wordset import wordset

#: How to run with the readers that are no dependency of Onrecord.
WITH_PEERS = (
    "uv run --with 'newspaper4k[nlp,zh,ja,hi,th,bn]' --with readability-lxml python -m evaluation.pages … --peers"
)
_CANONICAL = re.compile(r"<link\b[^>]{0,400}\brel=[\"']?canonical\b[^>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_BLOCKS = wordset("p div li tr td th h1 h2 h3 h4 h5 h6 br blockquote figcaption pre section article ul ol table dt dd")


@dataclass
class Fields:
    """What a reader says of one page."""

    text: str = ""
    title: str = ""
    day: str = ""
    authors: tuple[str, ...] = ()
    note: str = ""


Reader = Callable[[bytes, str], Fields]


def bare(raw: bytes, name: str) -> Fields:
    """What trafilatura alone reads."""
    import trafilatura

    found = trafilatura.bare_extraction(raw, include_comments=False, with_metadata=True)
    if found is None:
        return Fields(note="nothing")
    authors = tuple(a for a in (found.author or "").split("; ") if a)
    return Fields(found.text or "", found.title or "", (found.date or "")[:10], authors)


def newspaper4k(raw: bytes, name: str) -> Fields:
    """What newspaper4k reads."""
    import newspaper

    try:
        found = newspaper.article(_address(raw), input_html=raw, fetch_images=False)
    except Exception as error:  # a page that breaks a reader is a page that it does not read
        return Fields(note=f"{type(error).__name__}: {error}")
    day = found.publish_date.date().isoformat() if found.publish_date else ""
    return Fields(found.text, found.title or "", day, tuple(found.authors))


def readability(raw: bytes, name: str) -> Fields:
    """What readability-lxml reads; it has no dates."""
    from readability import Document

    try:
        document = Document(raw)
        title, author = document.short_title(), document.author()
        return Fields(_shown(document.summary()), title, authors=() if author == "[no-author]" else (author,))
    except Exception as error:  # a page that breaks a reader is a page that it does not read
        return Fields(note=f"{type(error).__name__}: {error}")


def _shown(markup: str) -> str:
    """The words of a piece of markup, a new line at each block."""
    from lxml import html

    tree: Any = html.fromstring(markup)
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return str(tree.text_content())


def _address(raw: bytes) -> str:
    """The address that a page states as its own; empty if none."""
    link = _CANONICAL.search(raw.decode("utf-8", "replace"))
    href = _HREF.search(link[0]) if link else None
    return unescape(href[1]) if href and href[1].startswith("http") else ""


def peers() -> dict[str, Reader]:
    """The readers beside trafilatura, by the names of their packages.

    Raises:
        SystemExit: one of them is not installed; the message says how to run with them.
    """
    found: dict[str, tuple[str, Reader]] = {
        "newspaper4k": ("newspaper", newspaper4k),
        "readability-lxml": ("readability", readability),
    }
    lacking = [name for name, (module, _) in found.items() if importlib.util.find_spec(module) is None]
    if lacking:
        raise SystemExit(f"not installed: {', '.join(lacking)}. They are no dependency; run\n    {WITH_PEERS}")
    return {name: reader for name, (_, reader) in found.items()}


def version(name: str) -> str:
    """The version of an installed package."""
    return importlib.metadata.version(name)


@contextmanager
def no_network() -> Iterator[None]:
    """While this holds, whatever tries to connect or to look up a name gets an error."""
    before = socket.socket.connect, socket.getaddrinfo

    def refuse(*_: object, **__: object) -> Any:
        raise OSError("the network is closed while pages are scored")

    socket.socket.connect = socket.getaddrinfo = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect, socket.getaddrinfo = before  # type: ignore[method-assign]

"""Which addresses the page has: those of its list of screens, and those that its own links lead to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2 as httpx
from lxml import html

from onrecord.web.answer import ScreenSpec
from onrecord.web.catalogue import SCREENS

#: Addresses of one screen that are looked at.
MOST = 4


def pattern(path: str) -> re.Pattern[str]:
    """What the addresses of a screen look like; an id in them is escaped."""
    parts = re.split(r"(\{\w+(?::path)?\})", path)
    return re.compile("".join(re.escape(p) if n % 2 == 0 else r"[^?#]+" if ":path" in p else r"[^/?#]+"
                              for n, p in enumerate(parts)))  # fmt: skip


_PATTERNS = [(one, pattern(one.path)) for one in SCREENS]


def screen_of(address: str) -> ScreenSpec | None:
    """The screen that an address belongs to; ``None`` for one of the other forms, or of something else."""
    path = urlsplit(address).path
    if path.endswith((".json", ".csv")):
        return None
    return next((one for one, known in _PATTERNS if known.fullmatch(path)), None)


def found(own: str, most: int = MOST, begin: Sequence[str] = ()) -> Mapping[str, Sequence[str]]:
    """For the path of each screen, some addresses of it: its own, and those that links of the page lead to.

    Of a screen's links those are taken that have a filter that none before had, as far as so many go.

    Args:
        own: the server's address.
        most: addresses of one screen.
        begin: addresses that are looked at before those of the list of screens.
    """
    addresses: dict[str, list[str]] = {}
    filters: dict[str, set[str]] = {}
    waiting = deque([*begin, *(one.path for one in SCREENS if "{" not in one.path)])
    with httpx.Client(base_url=own, timeout=60) as client:
        while waiting:
            address = waiting.popleft()
            path, keys = _kind(address)
            known, new = addresses.setdefault(path, []), keys - filters.setdefault(path, set())
            if len(known) >= most or address in known or (known and not new):
                continue
            answer = client.get(address)
            # A screen of one thing, asked for nothing, says so; there is nothing to look at.
            if answer.status_code == 400:
                continue
            known.append(address)
            filters[path] |= keys
            waiting.extend(link for link in links(answer.text, own + address) if screen_of(link))
    return addresses


def _kind(address: str) -> tuple[str, frozenset[str]]:
    """The screen of an address, and its filters."""
    screen = screen_of(address)
    assert screen is not None
    return screen.path, frozenset(parse_qs(urlsplit(address).query))


def links(text: str, base: str) -> Sequence[str]:
    """The addresses on this server that a page links to, in order, without their fragments."""
    tree = html.fromstring(text) if text.strip() else None
    hrefs = [] if tree is None else [urljoin(base, str(one)) for one in tree.xpath("//a/@href")]
    home = urlsplit(base).netloc
    inside = [urlsplit(one) for one in hrefs if urlsplit(one).netloc == home]
    return list(dict.fromkeys(f"{one.path}{f'?{one.query}' if one.query else ''}" for one in inside))

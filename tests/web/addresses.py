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

#: Addresses of one screen with the same filters that are looked at.
_EACH = 2


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


def found(own: str, each: int = _EACH) -> Mapping[str, Sequence[str]]:
    """For the path of each screen, some addresses of it: its own, and those that links of the page lead to."""
    addresses: dict[str, list[str]] = {one.path: [one.path] for one in SCREENS if "{" not in one.path}
    waiting = deque(address for known in addresses.values() for address in known)
    seen: dict[tuple[str, frozenset[str]], int] = {}
    with httpx.Client(base_url=own) as client:
        while waiting:
            address = waiting.popleft()
            for link in links(client.get(address).text, own + address):
                screen = screen_of(link)
                if screen is None:
                    continue
                kind = (screen.path, frozenset(parse_qs(urlsplit(link).query)))
                known = addresses.setdefault(screen.path, [])
                if link in known or seen.get(kind, 0) >= each:
                    continue
                seen[kind] = seen.get(kind, 0) + 1
                known.append(link)
                waiting.append(link)
    return addresses


def links(text: str, base: str) -> Sequence[str]:
    """The addresses on this server that a page links to, in order, without their fragments."""
    tree = html.fromstring(text) if text.strip() else None
    hrefs = [] if tree is None else [urljoin(base, str(one)) for one in tree.xpath("//a/@href")]
    home = urlsplit(base).netloc
    inside = [urlsplit(one) for one in hrefs if urlsplit(one).netloc == home]
    return list(dict.fromkeys(f"{one.path}{f'?{one.query}' if one.query else ''}" for one in inside))

"""Agencies and outlets: what their names and addresses say about who made a report.

The data are ``agencies.tsv`` and ``outlets.tsv``, written by hand; each says so in its first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.lexicons.world import terms

_HERE = files("onrecord.lexicons")
_WORD = re.compile(r"\w+")
_HOST = re.compile(r"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,18}", re.IGNORECASE)
#: Folders under which outlets publish an agency's reports, where the folder is not simply the agency's name.
_FOLDERS = {"aponline": "AP", "ap-wire": "AP", "apwire": "AP", "afp-news": "AFP", "reuters-news": "Reuters"}
_TOWNS = frozenset({"capital", "place", "seat"})
_PLACES = _TOWNS | {"country"}


@dataclass(frozen=True, slots=True)
class Agency:
    """A wire agency.

    Attributes:
        name: its usual name ("AFP").
        aliases: its names as credits write them, in exact case, the usual one among them where it is not ambiguous.
        hosts: hosts it publishes under.
        country: ISO 3166 code of its seat.
    """

    name: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    country: str


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "name\t")):
            yield line.split("\t")


@lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """All wire agencies, in the order of the file."""
    return tuple(
        Agency(name, tuple(aliases.split(";")), tuple(hosts.split()), country)
        for name, aliases, hosts, country in _rows("agencies.tsv")
    )


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    return {alias: agency.name for agency in agencies() for alias in agency.aliases}


@lru_cache(maxsize=1)
def _capitals() -> Mapping[str, str]:
    """Longer names as bylines set in capitals write them ("THE ASSOCIATED PRESS")."""
    return {alias.upper(): name for alias, name in _aliases().items() if len(alias) > 4}


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    longest_first = sorted(_aliases(), key=lambda alias: (-len(alias), alias))
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


@lru_cache(maxsize=1)
def _hosts() -> Mapping[str, str]:
    found = {host: agency.name for agency in agencies() for host in agency.hosts}
    return found | {host: name for name, hosts in _rows("outlets.tsv") for host in hosts.split()}


def agency_named(words: str) -> str | None:
    """The usual name of the agency that these words name in full, in any of its forms; ``None`` if they name none.

    >>> agency_named("The Associated Press"), agency_named("The Press")
    ('AP', None)
    """
    words = " ".join(words.split())
    plain = words.removeprefix("the ").removeprefix("The ")
    return _aliases().get(words) or _aliases().get(plain) or _capitals().get(plain)


def agencies_in(words: str) -> list[tuple[str, int, int]]:
    """The agencies named in words: usual name and range of each mention, in order.

    Only fit for words that are already known to be a credit: short forms such as "MAP" are words of other use too.

    >>> agencies_in("AP - AFP")
    [('AP', 0, 2), ('AFP', 5, 8)]
    """
    return [(_aliases()[match.group()], match.start(), match.end()) for match in _scanner().finditer(words)]


def host_of(address: str) -> str | None:
    """The host of a URL or bare host name, lower case, ``None`` if the words are neither.

    >>> host_of("https://www.example.org/2026/02/07/talks"), host_of("example.org"), host_of("no host")
    ('www.example.org', 'example.org', None)
    """
    try:
        host = urlsplit(address).hostname if "//" in address else address.strip()
    except ValueError:
        return None
    return host.lower() if host and _HOST.fullmatch(host) else None


def outlet_of(address: str) -> str | None:
    """The name of the outlet that publishes under a URL or host; ``None`` where the table does not have it.

    >>> outlet_of("https://www.themoscowtimes.com/a"), outlet_of("https://example.org/a")
    ('The Moscow Times', None)
    """
    host = host_of(address)
    labels = host.split(".") if host else []
    return next((name for n in range(len(labels) - 1) if (name := _hosts().get(".".join(labels[n:])))), None)


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    return frozenset(name.casefold().removeprefix("the ") for name, _ in _rows("outlets.tsv"))


def is_outlet(words: str) -> bool:
    """Whether these words are the usual name of an outlet of the table, with or without "The"."""
    return " ".join(words.split()).casefold().removeprefix("the ") in _outlets()


def is_same_outlet(name: str, outlet: str | None) -> bool:
    """Whether a name is an outlet's, though one of the two may say more.

    >>> is_same_outlet("Lindau Courier", "The Lindau Courier Ltd"), is_same_outlet("Ilse Lindau", "Lindau Courier")
    (True, False)
    """
    one, other = (_WORD.findall(words.casefold()) for words in (name, outlet or ""))
    return bool(one and other) and ("".join(one) == "".join(other) or set(one) <= set(other) or set(other) <= set(one))


@lru_cache(maxsize=4096)
def agency_of_address(url: str) -> str | None:
    """The agency under whose name the address files a report ("/aponline/", "/wires/afp/"); ``None`` if it does not.

    This is no credit: the words of the report may not name the agency at all. An agency's own pages do not count.

    >>> agency_of_address("https://news.example/wires/afp/article-12"), agency_of_address("https://news.example/ap")
    ('AFP', None)
    """
    try:
        folders = urlsplit(url).path.lower().split("/")[1:-1]
    except ValueError:
        return None
    if host_of(url) in {host for agency in agencies() for host in agency.hosts}:
        return None
    by_name = {agency.name.lower(): agency.name for agency in agencies()}
    for before, folder in zip(["", *folders], folders, strict=False):
        if folder in _FOLDERS:
            return _FOLDERS[folder]
        if folder in by_name and (before in ("wires", "wire", "agencies", "agency") or len(folder) > 3):
            return by_name[folder]
    return None


@lru_cache(maxsize=2)
def _names(kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(words.casefold() for words, term in terms().items() if not kinds.isdisjoint(term.kinds))


def is_place(words: str) -> bool:
    """Whether these words, in any case, are a country, capital or other place that the lexicons know.

    >>> is_place("KYIV"), is_place("UPDATE")
    (True, False)
    """
    return " ".join(words.split()).casefold() in _names(_PLACES)


def is_town(words: str) -> bool:
    """Whether these words, in any case, are a place from which a report can be filed: any but a whole country.

    >>> is_town("Kyiv"), is_town("Ukraine")
    (True, False)
    """
    return " ".join(words.split()).casefold() in _names(_TOWNS)

"""When two web addresses are of the same page."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

#: Parameters that say where a reader came from, not which page it is.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|hsa|at|ns|wt|oly|vero|trk)_\w+|(?:fb|g|d|y|tw|ttc|wbra|gbra|msclk|mc_e|irclick)(?:cl)?id|mc_[ce]id"
    r"|_ga|_gl|igshid|igsh|ocid|cmpid|cmp|icid|ito|xtor|smid|smtyp|ref|ref_src|ref_url|referrer|spm|ftag|partner"
    r"|__twitter_impression|s_cid|ncid|sr_share|taid|embedded_webview",
    re.IGNORECASE,
)

#: What stands in no address, or would end it where it is written in a page or a line.
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_ADDRESS = 2_000

#: Characters of an address that are kept as they are; all of a news site's are shorter.
_LONGEST = 500


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address as it was given; all empty, never an error, where it is malformed.

    What pages, feeds and users call an address may be none: Python refuses to take ``http://[::1`` apart.

    >>> parts_of("https://example.org/a").hostname, parts_of("http://[::1/a").hostname, parts_of(None).path
    ('example.org', None, '')
    """
    try:
        return urlsplit(url or "")
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_web_address(words: str) -> bool:
    """Whether words are a whole address of the web, ``http`` or ``https``, that a page can make a link of.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)"), is_web_address("https://[::1")
    (True, False, False)
    """
    parts = parts_of(words)
    fits = len(words) <= _LONGEST_ADDRESS and _NOT_IN_ADDRESSES.search(words) is None
    return fits and parts.scheme in ("http", "https") and bool(parts.hostname)


def address_key(url: str | None) -> str | None:
    """What the addresses of one page have in common; ``None`` if it is no address of one page.

    Left out are the scheme, ``www.``, the usual ports, a slash at the end, the fragment, parameters that say where a
    reader came from, and the order of the others. The bare address of a site is that of no report.

    >>> address_key("https://www.Example.org/a/?utm_source=x&id=3#top") == address_key("http://example.org/a?id=3")
    True
    """
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    kept = sorted((key, value) for key, value in pairs if not _TRACKING.fullmatch(key))
    path = unquote(parts.path).rstrip("/")
    if not path and not kept:
        return None
    home = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    whole = home + path + ("?" + "&".join(f"{key}={value}" for key, value in kept) if kept else "")
    # An index of PostgreSQL takes at most 2,700 bytes.
    return (
        whole
        if len(whole) <= _LONGEST
        else f"{whole[:_LONGEST]}#{sha256(whole.encode('utf-8', 'replace')).hexdigest()}"
    )

"""Feeds that are hostile: entities, items without end, dates that no calendar has, broken XML and JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from reliability.hostile.made import BODY, FIRST, LAST, PLAIN, Hostile, file

_FULL = "".join(f"&lt;p&gt;{words}&lt;/p&gt;" for words in PLAIN)
_BOTH = (FIRST, LAST)


def item(number: int, text: str = _FULL, day: str = "Mon, 09 Mar 2026 10:00:00 GMT") -> str:
    """One item with a whole report."""
    return (
        f"<item><title>Talks {number}</title><link>http://alder.example/{number}</link><guid>g{number}</guid>"
        f"<pubDate>{day}</pubDate><description>{text} {number}</description></item>"
    )


def feed(items: str, before: str = "", encoding: str = "utf-8", inside: str = "") -> str:
    """A feed of these items."""
    head = f"<?xml version='1.0' encoding='{encoding}'?>{before}<rss version='2.0'><channel><title>Alder Post</title>"
    return f"{head}{inside}{items}</channel></rss>"


def _items(count: int) -> str:
    return "".join(map(item, range(count)))


def _with(description: str) -> str:
    return feed(f"<item><title>a</title><description>{description}</description></item>{_items(3)}")


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, content, cheap, marked in _FEEDS:
        yield file("feeds", name, "a.rss", content, _BOTH if marked else (), cheap=cheap)


def _chain(count: int) -> str:
    links = "".join(f'<!ENTITY e{n} "&e{n - 1};">' for n in range(1, count))
    return f'<!DOCTYPE rss [<!ENTITY e0 "x">{links}]>'


def _laughs(depth: int, width: int) -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * width}">' for n in range(1, depth))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'


def _one(words: str) -> str:
    return f"<item><title>{words}</title></item>{_items(3)}"


_DATES = (
    *("99999-01-01", "0000-00-00", "Mon, 31 Feb 2026 25:61:61 GMT", "-5", "9" * 5_000, "2026-W99-9", "tomorrow"),
    *("Mon, 09 Mar 2026 10:00:00 +9999", "2026-13-45T99:99:99Z", "٢٠٢٦-٠٣-٠٩", "1e309", "", "January 5, 99999"),
    *("monday " * 3_000, "1" * 100_000, "2026-03-09T10:00:00" + "0" * 50_000, "NaN", "12/13/14/15", "0"),
)


def _json_feed(**fields: object) -> str:
    good = {"id": "1", "url": "http://alder.example/1", "title": "Talks", "content_text": BODY}
    shape = {"version": "https://jsonfeed.org/version/1.1", "title": "Alder Post", "items": [good], **fields}
    return json.dumps(shape)


_FEEDS = (
    ("a thousand million laughs", lambda: feed(_one("&l9;"), _laughs(10, 10)), True, False),
    (
        "laughs that grow with the square",
        lambda: feed(_one("&a;" * 20_000), f'<!DOCTYPE rss [<!ENTITY a "{"A" * 100_000}">]>'),
        True,
        False,
    ),
    ("a chain of 40,000 entities", lambda: feed(_one("&e39999;"), _chain(40_000)), True, False),
    (
        "laughs behind a long comment",
        lambda: feed(_one("&l9;"), f"<!--{' ' * 70_000}-->" + _laughs(10, 10)),
        True,
        False,
    ),
    ("laughs in UTF-16", lambda: feed(_one("&l9;"), _laughs(10, 10), "utf-16").encode("utf-16"), True, False),
    (
        "an entity that names a file",
        lambda: feed(_one("&x;"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        True,
        False,
    ),
    ("a DTD at an address", lambda: feed(_items(3), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'), True, True),
    ("a parameter entity", lambda: feed(_items(3), '<!DOCTYPE rss [<!ENTITY % a "b"> %a;]>'), True, False),
    ("a style sheet that includes itself", lambda: feed(_items(3), '<?xml-stylesheet href="a.rss"?>'), True, True),
    ("100,000 elements deep in an item", lambda: _with("<b>" * 100_000 + "x" + "</b>" * 100_000), False, False),
    ("10,000 groups in one another", lambda: feed("<group>" * 10_000 + _items(3)), True, False),
    ("100,000 items", lambda: feed("".join(f"<item><title>{n}</title></item>" for n in range(100_000))), True, False),
    ("2,500 whole items", lambda: feed(_items(2_500)), False, True),
    ("a title of nine megabytes", lambda: feed(_one("A " * 4_500_000)), False, True),
    ("a title of fifty megabytes", lambda: feed(_one("A " * 25_000_000)), False, False),
    (
        "an attribute of nine megabytes",
        lambda: feed(f'<item><enclosure url="{"A" * 9_000_000}"/></item>{_items(3)}'),
        True,
        True,
    ),
    ("a comment of nine megabytes", lambda: feed(f"<!--{'A' * 9_000_000}-->{_items(3)}"), True, True),
    ("NUL in a title", lambda: feed(_items(3).replace("Talks", "Ta\0lks")), True, True),
    (
        "100,000 attributes",
        lambda: feed(f"<item {' '.join(f'a{n}=' + chr(34) + '1' + chr(34) for n in range(100_000))}/>{_items(3)}"),
        True,
        False,
    ),
    (
        "190 attributes on each of 3,000 elements",
        lambda: feed(("<x " + " ".join(f'a{n}="1"' for n in range(190)) + "/>") * 3_000 + _items(3)),
        False,
        True,
    ),
    ("cut within an item", lambda: feed(_items(50))[:20_000], True, False),
    ("cut within a tag", lambda: feed(_items(5))[:-60], True, False),
    ("a bad byte in one item", lambda: feed(_items(20)).encode().replace(b"Talks 7", b"Talks \xff\xfe7"), True, True),
    ("a bare ampersand", lambda: feed(_items(20).replace("Talks 7", "Talks R&D 7")), True, True),
    ("a control character", lambda: feed(_items(20).replace("Talks 7", "Talks \x0b7")), True, True),
    ("UTF-8 called UTF-16", lambda: feed(_items(3), encoding="utf-16"), True, True),
    ("an encoding that does not exist", lambda: feed(_items(3), encoding="x-none"), True, True),
    ("300,000 opening brackets", lambda: _with("<" * 300_000), True, False),
    ("200,000 broken declarations", lambda: _with("<!" * 200_000), True, False),
    ("300,000 ampersands", lambda: _with("&" * 300_000), True, False),
    ("100,000 open CDATA sections", lambda: _with("<![CDATA[" * 100_000), True, False),
    ("a CDATA section that never ends", lambda: feed("<item><description><![CDATA[" + _items(3)), True, False),
    ("300,000 quotation marks", lambda: _with("<![CDATA[<p>" + '"' * 300_000 + "</p>]]>"), True, True),
    ("100,000 open elements in an item", lambda: _with("<![CDATA[" + "<b>" * 100_000 + "x]]>"), True, True),
    ("20,000 links in an item", lambda: _with("<![CDATA[" + '<a href="x">y</a>' * 20_000 + "]]>"), True, True),
    (
        "a style of a megabyte in an item",
        lambda: _with('<![CDATA[<p style="' + "a:b;" * 250_000 + '">x</p>]]>'),
        True,
        True,
    ),
    (
        "50,000 attributes in an item's page",
        lambda: _with("<![CDATA[<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>]]>"),
        True,
        True,
    ),
    ("300 open spans in an item", lambda: feed(item(1, "&lt;span&gt;" * 300 + _FULL)), True, True),
    ("dates that cannot be", lambda: feed("".join(item(n, day=day) for n, day in enumerate(_DATES))), True, True),
    (
        "addresses that run scripts",
        lambda: feed(_items(2).replace("http://alder.example", "javascript:alert")),
        True,
        True,
    ),
    ("the same item 1,900 times", lambda: feed(item(1) * 1_900), False, True),
    ("a page in place of a feed", lambda: "<html><body>" + "<p>x</p>" * 1_000 + "</body></html>", True, False),
    ("only a channel", lambda: feed(""), True, False),
    ("nothing at all", lambda: b"", True, False),
    ("a megabyte of random bytes", lambda: random.Random(3).randbytes(1_000_000), True, False),
    (
        "10,000 namespaces",
        lambda: feed("".join(f'<x xmlns:n{n}="u:{n}"/>' for n in range(10_000)) + _items(3)),
        True,
        True,
    ),
    (
        "lists of addresses in one another",
        lambda: "<opml><body>" + "<outline>" * 20_000 + "</body></opml>",
        True,
        False,
    ),
    (
        "JSON 100,000 lists deep",
        lambda: _json_feed().replace('"items": [', '"items": [' + "[" * 100_000, 1),
        True,
        False,
    ),
    ("JSON with items that are none", lambda: _json_feed(items=[1, None, "x", [], {}] * 5_000), True, False),
    (
        "JSON with a text of nine megabytes",
        lambda: _json_feed(items=[{"id": "1", "content_text": "Maron said no. " * 600_000}]),
        False,
        False,
    ),
    ("JSON that names itself as the next page", lambda: _json_feed(next_url="a.rss"), True, True),
    ("JSON with half characters", lambda: _json_feed(title="\ud800"), True, True),
)

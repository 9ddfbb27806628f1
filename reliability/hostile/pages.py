"""Saved pages that are hostile: nested, swollen, cut off, in the wrong encoding, with words that are not shown."""

from __future__ import annotations

import random
from collections.abc import Iterator

from reliability.hostile.made import FIRST, LAST, PLAIN, Hostile, file

_HEAD = (
    "<!doctype html><html><head><title>Talks in Port Alder</title>{}</head><body><article><h1>Talks in Port Alder</h1>"
)
_END = "</article></body></html>"
_BOTH = (FIRST, LAST)


def _p(words: str) -> str:
    return f"<p>{words}</p>"


ARTICLE = "".join(map(_p, PLAIN[:-1]))


def around(middle: str, head: str = "") -> str:
    """A page with an article before the middle and its last sentence behind."""
    return _HEAD.format(head) + ARTICLE + middle + _p(LAST) + _END


def _nested(tag: str, times: int, inner: str = "x", close: bool = True) -> str:
    return f"<{tag}>" * times + inner + (f"</{tag.split()[0]}>" * times if close else "")


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, content, cheap in _PAGES:
        yield file("pages", name, "a.html", content, _BOTH, cheap=cheap)
    for name, content, cheap in _UNMARKED:
        yield file("pages", name, "a.html", content, cheap=cheap)


def _attributes(count: int) -> str:
    return "<p " + " ".join(f"a{number}=1" for number in range(count)) + ">x</p>"


def _layers(tags: str, times: int) -> str:
    return "".join(f"<{tag}>" for tag in tags.split()) * times


_PAGES = (
    ("100,000 divs in one another", lambda: around(_nested("div", 100_000)), False),
    ("10,000 divs in one another", lambda: around(_nested("div", 10_000)), True),
    ("300 open spans before the end", lambda: around("<span>" * 300 + "x"), True),
    ("3,000 open block quotations", lambda: around("<blockquote>" * 3_000 + "x"), True),
    ("100,000 open bold elements", lambda: around("<b>" * 100_000 + "x"), False),
    ("5,000 tables in one another", lambda: around("<table><tr><td>" * 5_000 + "x"), True),
    ("50 tables in one another", lambda: around(_nested("table><tr><td", 50, close=False)), True),
    ("20,000 lists in one another", lambda: around("<ul><li>" * 20_000 + "x"), True),
    ("30,000 fonts inside a table", lambda: around("<table>" + _layers("font b i", 10_000) + "x"), True),
    ("5,000 forms and buttons", lambda: around("<form><button>" * 5_000 + "x"), True),
    ("10,000 ruby elements", lambda: around("<ruby><rt>" * 10_000 + "x"), True),
    ("5,000 svg and math elements", lambda: around("<svg><math><mi>" * 5_000 + "x"), True),
    ("10,000 selects and options", lambda: around("<select><option>" * 10_000 + "x"), True),
    ("20,000 paragraphs in open quotations", lambda: around("<blockquote><p>Some words, said he." * 20_000), False),
    ("a million line breaks", lambda: around("<p>x" + "<br>" * 1_000_000 + "</p>"), False),
    ("200,000 open links", lambda: around('<a href="/x">y' * 200_000), False),
    ("100,000 attributes on one element", lambda: around(_attributes(100_000)), True),
    ("900 attributes on each of 300 elements", lambda: around(_attributes(900) * 300), False),
    ("a megabyte in one attribute", lambda: around(f'<p title="{"a" * 1_000_000}">x</p>'), True),
    ("half a million comments", lambda: around("<!-- x -->" * 500_000), False),
    ("a comment that never ends", lambda: around("<!-- " + "x" * 500_000), True),
    ("10,000 links with open quotation marks", lambda: around('<a x="' * 10_000), True),
    ("200,000 opening angle brackets", lambda: around("<" * 200_000), True),
    ("200,000 broken declarations", lambda: around("<!" * 200_000), True),
    ("100,000 open CDATA sections", lambda: around("<![CDATA[" * 100_000), True),
    ("200,000 ampersands", lambda: around(_p("&" * 200_000)), True),
    ("400,000 impossible character references", lambda: around(_p("&#xD800;&#1114112;&#0;&amp;" * 100_000)), False),
    ("20 MB of script", lambda: around("<script>" + 'var a="<div>";' * 1_400_000 + "</script>"), False),
    ("a script that never ends", lambda: around("<script>" + 'var a="<p>";' * 50_000), True),
    ("a style of two megabytes", lambda: around("<style>" + "p{color:red}" * 170_000 + "</style>"), True),
    ("metadata 100,000 lists deep", lambda: around("", _json_ld("[" * 100_000 + "]" * 100_000)), True),
    ("metadata of a million keys", lambda: around("", _json_ld("{" + '"a":1,' * 500_000 + '"b":2}')), True),
    ("metadata with a number of 100,000 digits", lambda: around("", _json_ld('{"a":' + "9" * 100_000 + "}")), True),
    ("10,000 blocks of metadata", lambda: around("", _json_ld('{"@type":"NewsArticle"}') * 10_000), True),
    ("100,000 meta elements", lambda: around("", '<meta name="author" content="O. Brenn">' * 100_000), False),
    ("a colspan of a thousand million", lambda: around("<table>" + _WIDE * 200 + "</table>"), True),
    ("200,000 dates in a paragraph", lambda: around(_p("2026-03-20 13:07 " * 50_000)), False),
    ("a title of five megabytes", lambda: _titled("News - " * 700_000), False),
    (
        "100,000 short paragraphs",
        lambda: around("<p>Officials said on Monday that an item is here.</p>" * 18_000),
        False,
    ),
    ("a word of a megabyte", lambda: around(_p("a" * 900_000)), True),
    ("a million quotation marks", lambda: around(_p('"' * 900_000)), True),
    ("NUL after every 50 characters", lambda: "\0".join(_every(around(""), 50)), True),
    ("zero-width spaces in every word", lambda: around("").replace("e", "e\u200b\u2060"), True),
    ("soft hyphens in every word", lambda: around("").replace("a", "a\u00ad"), True),
    (
        "bidi overrides around words",
        lambda: around(_p("\u202ereve\u202c said \u2067no\u2069 \u202dit rose\u202c.") * 500),
        True,
    ),
    ("500 elements named hidden", lambda: around('<p style="display:none">Not to be read, he said.</p>' * 500), True),
    ("half characters", lambda: around(_p("He said \ud800 and \udfff.") * 200), True),
    ("a base address without end", lambda: around("", f'<base href="http://alder.example/{"a/" * 200_000}">'), True),
    (
        "20,000 pictures with captions",
        lambda: around("<figure><img><figcaption>A ferry.</figcaption></figure>" * 9_000),
        False,
    ),
    ("50,000 list items", lambda: around("<ul>" + "<li>item" * 50_000 + "</ul>"), False),
    ("20,000 headings", lambda: around("<h2>Heading of a part</h2>" * 20_000), False),
    ("1,000 classes on one element", lambda: around(f'<div class="{" ".join(map(str, range(50_000)))}">x</div>'), True),
    ("5,000 embedded posts", lambda: around('<blockquote class="twitter-tweet"><p>Hm.</p></blockquote>' * 5_000), True),
    ("5,000 frames and objects", lambda: around("<iframe><object><embed>" * 5_000), True),
    ("10,000 templates in one another", lambda: around("<template>" * 10_000), True),
    ("10,000 noscripts in one another", lambda: around("<noscript>" * 10_000 + "x"), True),
    ("entities of its own", lambda: "<!DOCTYPE html [<!ENTITY a 'aa'>]>" + around(_p("&a;" * 1000)), True),
    ("1,000 whole pages one behind another", lambda: around("") * 100, True),
)
_WIDE = "<tr><td rowspan=1000000000 colspan=1000000000>x</td></tr>"
_UNMARKED = (
    ("50 MB in one paragraph", lambda: around(_p("The minister said that it will rise. " * 1_400_000)), False),
    ("19 MB in one paragraph", lambda: around(_p("The minister said that it will rise. " * 520_000)), False),
    ("19 MB in 500,000 paragraphs", lambda: around(_p("The minister said that it rose.") * 500_000), False),
    ("UTF-16 called UTF-8", lambda: around("", '<meta charset="utf-8">').encode("utf-16-le"), True),
    ("UTF-8 called UTF-16", lambda: around("", '<meta charset="utf-16">').encode(), True),
    ("UTF-7 said and meant", lambda: around(_p("+ADw-script+AD4-"), '<meta charset="utf-7">').encode(), True),
    ("an encoding that does not exist", lambda: around("", '<meta charset="x-none">').encode(), True),
    ("a coding that is no charset", lambda: around("", '<meta charset="zlib">').encode(), True),
    ("EBCDIC", lambda: around("").encode("cp500", "replace"), True),
    (
        "two encodings in one page",
        lambda: around(_p("Ménarra")).encode() + around(_p("Ménarra")).encode("cp1252"),
        True,
    ),
    ("a megabyte of random bytes", lambda: random.Random(1).randbytes(1_000_000), True),
    ("random bytes behind a head", lambda: b"<html><body><p>" + random.Random(2).randbytes(300_000), True),
    ("nothing at all", lambda: b"", True),
    ("only a head", lambda: b"<!doctype html><html><head>", True),
    ("cut within a tag", lambda: around("").encode()[:-30], True),
    ("cut within an attribute", lambda: around("").encode() + b'<p class="a', True),
    ("only a script", lambda: "<html><body><script>" + "a();" * 10_000 + "</script></body></html>", True),
    ("only menus", lambda: "<html><body>" + '<a href="/">Home</a> ' * 5_000 + "</body></html>", True),
    ("only white space", lambda: "<html><body>" + "&nbsp; \n" * 100_000 + "</body></html>", True),
    ("only NUL", lambda: b"<html>" + b"\0" * 500_000, True),
    (
        "frames in place of an article",
        lambda: "<html><frameset>" + '<frame src="a">' * 100 + "</frameset></html>",
        True,
    ),
)


def _every(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def _json_ld(inner: str) -> str:
    return f'<script type="application/ld+json">{inner}</script>'


def _titled(title: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{ARTICLE}{_p(LAST)}</body></html>"

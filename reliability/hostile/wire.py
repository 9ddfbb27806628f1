"""Items of agencies that are hostile: NewsML-G2, NewsML 1, NITF and ninjs with entities, nesting, lies and gaps."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reliability.hostile.made import FIRST, LAST, PLAIN, Hostile, file

_BOTH = (FIRST, LAST)
_BODY = "".join(f"<p>{escape(words)}</p>" for words in PLAIN)
_XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'


def nitf(body: str = _BODY, before: str = "", head: str = "") -> str:
    """An item in NITF."""
    headline = "<body.head><hedline><hl1>Talks in Port Alder</hl1></hedline></body.head>"
    return f"<?xml version='1.0'?>{before}<nitf>{head}<body>{headline}<body.content>{body}</body.content></body></nitf>"


def newsml(body: str = _BODY, before: str = "", status: str = "usable", more: str = "") -> str:
    """An item in NewsML-G2."""
    return (
        f"<?xml version='1.0'?>{before}"
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:alder:1' version='1'>"
        "<itemMeta><itemClass qcode='ninat:text'/><provider literal='Alder Press'/>"
        f"<versionCreated>2026-03-09T10:00:00Z</versionCreated><pubStatus qcode='stat:{status}'/></itemMeta>"
        f"<contentMeta><headline>Talks</headline></contentMeta>{more}"
        f"<contentSet><inlineXML contenttype='application/xhtml+xml'>{_XHTML.format(body)}</inlineXML></contentSet>"
        "</newsItem>"
    )


def ninjs(**fields: object) -> str:
    """An item in ninjs."""
    good = {
        "uri": "urn:alder:1",
        "type": "text",
        "headline": "Talks",
        "versioncreated": "2026-03-09T10:00:00Z",
        "body_xhtml": _BODY,
        "standard": {"name": "ninjs", "version": "2.1"},
    }
    return json.dumps(good | fields)


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, called, content, marked in _ITEMS:
        yield file("wire", name, called, content, _BOTH if marked else (), cheap="megabytes" not in name)


def _laughs() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{levels}]>'


def _chain(count: int) -> str:
    links = "".join(f'<!ENTITY e{n} "&e{n - 1};">' for n in range(1, count))
    return f'<!DOCTYPE nitf [<!ENTITY e0 "x">{links}]>'


_ITEMS = (
    ("NITF that laughs a thousand million times", "a.xml", lambda: nitf("<p>&l9;</p>", _laughs()), False),
    ("NewsML that laughs", "a.xml", lambda: newsml("<p>&l9;</p>", _laughs()), False),
    ("laughs in an attribute", "a.xml", lambda: nitf('<p class="&l9;">x</p>', _laughs()), False),
    ("a chain of 40,000 entities", "a.xml", lambda: nitf("<p>&e39999;</p>", _chain(40_000)), False),
    (
        "laughs that grow with the square",
        "a.xml",
        lambda: nitf(f"<p>{'&a;' * 20_000}</p>", f'<!DOCTYPE nitf [<!ENTITY a "{"A" * 100_000}">]>'),
        False,
    ),
    (
        "an entity that names a file",
        "a.xml",
        lambda: nitf(_BODY + "<p>&x;</p>", '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        False,
    ),
    ("a DTD at an address", "a.xml", lambda: nitf(before='<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">'), True),
    (
        "an include of a file",
        "a.xml",
        lambda: nitf(
            _BODY + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
        ),
        True,
    ),
    ("100,000 elements in one another", "a.xml", lambda: nitf("<b>" * 100_000 + "x" + "</b>" * 100_000), False),
    (
        "300 elements around the last sentence",
        "a.xml",
        lambda: nitf(_BODY.replace(LAST, "<em>" * 300 + LAST + "</em>" * 300)),
        True,
    ),
    (
        "100,000 attributes",
        "a.xml",
        lambda: nitf("<p " + " ".join(f'a{n}="1"' for n in range(100_000)) + f">x</p>{_BODY}"),
        False,
    ),
    (
        "100,000 namespaces",
        "a.xml",
        lambda: nitf("".join(f'<x xmlns:n{n}="u:{n}"/>' for n in range(50_000)) + _BODY),
        False,
    ),
    ("eighteen megabytes in a paragraph", "a.xml", lambda: nitf(f"<p>{'Maron said no. ' * 1_200_000}</p>"), False),
    ("eighteen megabytes of paragraphs", "a.xml", lambda: nitf("<p>Maron said no.</p>" * 850_000), False),
    ("a headline of five megabytes", "a.xml", lambda: nitf().replace("Talks in Port Alder", "Talks " * 800_000), True),
    ("cut in the middle", "a.xml", lambda: nitf()[:700], False),
    ("a bad byte", "a.xml", lambda: nitf().encode().replace(b"Maron", b"Mar\xffon"), False),
    ("a control character", "a.xml", lambda: nitf().replace("Maron", "Mar\x0bon"), False),
    ("NUL bytes", "a.xml", lambda: nitf().replace("Maron", "Mar\0on"), False),
    (
        "an encoding that does not exist",
        "a.xml",
        lambda: nitf().replace("version='1.0'", "version='1.0' encoding='x-none'"),
        False,
    ),
    (
        "UTF-16 said, UTF-8 sent",
        "a.xml",
        lambda: nitf().replace("version='1.0'", "version='1.0' encoding='utf-16'"),
        False,
    ),
    ("UTF-16 without a mark", "a.xml", lambda: nitf().encode("utf-16-le"), False),
    ("taken back by its sender", "a.xml", lambda: newsml(status="canceled"), False),
    ("a status that does not exist", "a.xml", lambda: newsml(status="a" * 10_000), True),
    ("no body", "a.xml", lambda: newsml(""), False),
    ("10,000 providers", "a.xml", lambda: newsml(more="<provider literal='Alder'/>" * 10_000), True),
    (
        "a message of 5,000 empty items",
        "a.xml",
        lambda: (
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>"
            + "<newsItem/>" * 5_000
            + "</itemSet></newsMessage>"
        ),
        False,
    ),
    (
        "messages in one another",
        "a.xml",
        lambda: "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>" * 5_000,
        False,
    ),
    ("the year 99999", "a.xml", lambda: newsml().replace("2026-03-09T10", "99999-03-09T10"), True),
    ("a date of 100,000 digits", "a.xml", lambda: newsml().replace("2026-03-09T10", "2" * 100_000), True),
    ("NewsML 1 with nothing in it", "a.xml", lambda: "<NewsML>" + "<NewsItem><NewsComponent>" * 2_000 + "x", False),
    (
        "processing instructions alone",
        "a.xml",
        lambda: "<?xml version='1.0'?>" + "<?a b?>" * 50_000 + nitf()[21:],
        True,
    ),
    ("a comment of eighteen megabytes", "a.xml", lambda: nitf(before=f"<!--{'a' * 18_000_000}-->"), True),
    ("random bytes called XML", "a.xml", lambda: random.Random(11).randbytes(300_000), False),
    ("an XML of some other kind", "a.xml", lambda: "<a>" + "<b>c</b>" * 1_000 + "</a>", False),
    (
        "a vector graphic",
        "a.xml",
        lambda: "<svg xmlns='http://www.w3.org/2000/svg'><text>Maron said no.</text></svg>",
        False,
    ),
    ("ninjs with a body 100,000 deep", "a.json", lambda: ninjs(body_xhtml=_BODY + "<b>" * 100_000 + "x"), False),
    ("ninjs with associations in one another", "a.json", lambda: _associated(800), True),
    (
        "ninjs with 50,000 associations",
        "a.json",
        lambda: ninjs(associations=[{"type": "picture", "uri": f"u:{n}"} for n in range(50_000)]),
        True,
    ),
    ("ninjs with a body that is a number", "a.json", lambda: ninjs(body_xhtml=14), False),
    (
        "ninjs with lists for all",
        "a.json",
        lambda: ninjs(headline=["a"], uri=["b"], versioncreated=["c"], byline=["d"]),
        True,
    ),
    ("ninjs taken back", "a.json", lambda: ninjs(pubstatus="canceled"), False),
    ("ninjs with NUL and half characters", "a.json", lambda: ninjs(headline="\0\ud800", byline="\udfff"), True),
    (
        "ninjs with bodies of every kind",
        "a.json",
        lambda: ninjs(bodies=[{"contenttype": "text/html", "value": _BODY}] * 5_000),
        True,
    ),
)


def _associated(depth: int) -> str:
    inner = '{"type":"text"' + ',"associations":{"a":{"type":"text"' * depth + "}}" * depth + "}"
    return ninjs().replace('"type": "text"', f'"type": "text", "associations": {{"a": {inner}}}', 1)

"""No date is invented: words that are no date, given through every door, must date nothing.

``python -m reliability.dates`` gives each of them as a page's metadata, as JSON-LD, in a feed, in JSON Lines, in ninjs
and NewsML, in a WARC, as an option, as a date line of a text and in an address.
"""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.errors import OnrecordError
from onrecord.intake.dates import parse_given
from onrecord.intake.sources import documents
from onrecord.model.report import Document, Given
from onrecord.structure.report import structure
from reliability.made import report

#: Words that are no date, or that can be read in two ways, or whose day or year there is not.
_PLAIN = (
    "99999-01-01|2023-W99-9|2023-13-45T99:99:99Z|0000-00-00|0001-01-01|0000-00-00T00:00:00Z|January 5, 99999|"
    "5 January 0|1111111111111111111111111111111111111111111111111111111111111111|yesterday|today|now|"
    "tomorrow|2023-02-30|2023-00-10|2023-10-00|30 February 2023|February 30, 2023|31/11/2023|31.06.2024|"
    "2023-1|2023|May 2023|05/2023|2023-05|Q3 2023|2023-366|2023-W10|W10|spring 2023|03/04/2023|3/4/23|"
    "03-04-23|23-04-03|4.3.23|12/11/10|010203|20231301|20230230|2023-4|1399-12-31|1066-10-14|3001-01-01|"
    "9999-12-31|12024-05-05|-2024-05-05|2500-01-01|2222-02-02|Mon, 32 Jan 2023 10:00:00 GMT|"
    "Mon, 01 Foo 2023 10:00:00 GMT|Mon, 01 Jan 23|Mon, 00 Jan 2023 10:00:00 GMT|Mon, 30 Feb 2023 10:00:00 GMT|"
    "Mon, 01 Jan 2023 25:00:00 GMT|Mon, 01 Jan 2023 10:61:00 GMT|Mon, 01 Jan|01 Jan 10:00|Jan 1|1 January|"
    "Monday|10:15|10:15:00 GMT|T10:15:00Z|+01:00|Z|GMT|null|None|undefined|NaN|Infinity|1e999|0|-1|1|0x7e7|"
    "1700000000|1700000000000|١٢٣|二〇二三年|２０２３－０５－０５x|2023-05-05T10:15:00+99:99|2023-05-05T10:15:00+25:00|"
    "2023-05-05T24:61:00|2023-05-05T10:15:61|2023-05-05 25:00|2023-05-05T1:2:3:4|2023-05-05 at noon-ish|"
    "2023-05-05 2024-06-06|5 May 2023 or 6 June 2024|between 2023-05-05 and 2023-05-09|2023/05/05/06|"
    "2023--05--05|20 23-05-05|2023-05-0 5|O5 May 2O23|5th of Never 2023|{{date}}|%Y-%m-%d|YYYY-MM-DD|<time>|"
    "---|//|v2023.05.05|1.2023.05.05|id-2023-05-05-17|2023-05-05abc|abc2023-05-05|Published|Updated just now|"
    "3 hours ago|last Tuesday|Easter 2023|the 5th|May the 5th|5/V/2023|5 maio 2023"
)
BAD: tuple[str, ...] = (
    *_PLAIN.split("|"),
    "9" * 5_000,
    "monday " * 10_000,
    "9" * 100_000,
    "2023-05-05\x00",
    "2023-\x0005-05",
    "",
    " ",
    "\n",
    "\u200b",
    "2023-05-05\u202e",
)

Door = Callable[[str, Path], list[str]]
_STORY = report(7)
_BODY = "".join(f"<p>{one}</p>" for one in _STORY.split("\n\n"))


def _dated(path: Path, raw: bytes) -> list[str]:
    """The days that the reports of a file are dated by."""
    path.write_bytes(raw)
    found = [one for one in documents(str(path)) if isinstance(one, Document)]
    dates = [date for one in found for date in (structure(one).published, one.modified, one.seen) if date]
    path.unlink()
    return dates


def _page(head: str, body: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><h1>Ferry</h1>{body}{_BODY}</article></body></html>".encode(
        "utf-8", "replace"
    )


def _metadata(words: str, folder: Path) -> list[str]:
    names = ("article:published_time", "article:modified_time", "datePublished", "date", "dc.date", "pubdate")
    said = html.escape(words)
    head = "".join(f'<meta property="{name}" content="{said}"><meta name="{name}" content="{said}">' for name in names)
    body = f'<time datetime="{said}" pubdate itemprop="datePublished">{said}</time>'
    return _dated(folder / "a.html", _page(head, body))


def _jsonld(words: str, folder: Path) -> list[str]:
    said = {"@type": "NewsArticle", "headline": "Ferry", "datePublished": words, "dateModified": words}
    found = json.dumps(said).replace("<", "\\u003c")
    return _dated(folder / "a.html", _page(f'<script type="application/ld+json">{found}</script>'))


def _feed(words: str, folder: Path) -> list[str]:
    said, text = html.escape(words), html.escape(_BODY)
    item = f"<item><guid>1</guid><title>F</title><pubDate>{said}</pubDate><description>{text}</description></item>"
    raw = f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'
    return _dated(folder / "a.xml", raw.encode("utf-8", "replace"))


def _lines(words: str, folder: Path) -> list[str]:
    return _dated(folder / "a.jsonl", json.dumps({"text": _STORY, "published": words}).encode())


def _ninjs(words: str, folder: Path) -> list[str]:
    fields = {"uri": "urn:a:1", "type": "text", "versioncreated": words, "firstcreated": words, "body_text": _STORY}
    return _dated(folder / "a.json", json.dumps(fields).encode())


def _newsml(words: str, folder: Path) -> list[str]:
    said = html.escape(words)
    raw = (
        '<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:a:1" version="1">'
        f"<itemMeta><itemClass qcode='ninat:text'/><versionCreated>{said}</versionCreated></itemMeta>"
        f"<contentMeta><contentCreated>{said}</contentCreated><headline>Ferry</headline></contentMeta><contentSet>"
        f"<inlineXML contenttype='text/html'><html xmlns='http://www.w3.org/1999/xhtml'><body>{_BODY}</body></html>"
        "</inlineXML></contentSet></newsItem>"
    )
    return _dated(folder / "a.xml", raw.encode("utf-8", "replace"))


def _warc(words: str, folder: Path) -> list[str]:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _page("")
    said = " ".join(words.split())[:200]
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://osmara.example/ferry\r\nWARC-Date: {said}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return _dated(folder / "a.warc", head.encode("utf-8", "replace") + http + b"\r\n\r\n")


def _option(words: str, folder: Path) -> list[str]:
    try:
        return [parse_given(words, "--published")]
    except OnrecordError:
        return []


def _date_line(words: str, folder: Path) -> list[str]:
    head, _, rest = _STORY.partition("\n\n")
    return _dated(folder / "a.txt", f"{head}\n\nPublished: {words}\n\n{rest}".encode("utf-8", "replace"))


def _address(words: str, folder: Path) -> list[str]:
    url = f"https://osmara.example/{words.replace('-', '/')}/ferry"[:1_000]
    found = structure(Document("a", b"", "text/plain", _STORY, "utf-8", Given(url=url)))
    return [found.published] if found.published else []


DOORS: Mapping[str, Door] = {
    "a page's metadata": _metadata, "JSON-LD": _jsonld, "a feed": _feed, "JSON Lines": _lines, "ninjs": _ninjs,
    "NewsML-G2": _newsml, "a WARC": _warc, "an option": _option, "a date line": _date_line, "an address": _address,
}  # fmt: skip
#: Doors where a day may stand among other words; it is theirs if no other day stands with it.
AMONG_WORDS = ("a page's metadata", "a date line", "an address")
_DAYS = ("2023-05-05", "2023-01-01")
_DAY_IN_WORDS = re.compile(r"(?<![\w./])(?:2023[-/]05[-/]05|5 May 2023|01 Jan 2023)(?![\w-])")


def invented(door: str, words: str, folder: Path) -> list[str]:
    """The dates that a door makes of words that are none."""
    found = DOORS[door](words, folder)
    if door in AMONG_WORDS and (_DAY_IN_WORDS.search(words) or door == "an address"):
        return [
            date
            for date in found
            if date[:10].replace("-", "/") not in words.replace("-", "/") and date not in ("2023-05-05", "2023-01-01")
        ]
    return found


def closed(folder: Path) -> Iterator[str]:
    """The doors that do not take a good date."""
    for name, door in DOORS.items():
        if name != "an address" and "2023-05-05" not in [one[:10] for one in door("2023-05-05", folder)]:
            yield name


def main() -> int:
    """Give each of the bad dates through each door and tell which became dates."""
    count, slowest = 0, 0.0
    made = []
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        print("doors that take no good date:", list(closed(folder)))
        for name in DOORS:
            for words in BAD:
                start = time.process_time()
                found = invented(name, words, folder)
                slowest = max(slowest, time.process_time() - start)
                count += 1
                made += [(name, words[:40], found)] if found else []
    for one in made:
        print("INVENTED", one)
    said = f"{len(BAD)} bad dates through {len(DOORS)} doors: {count} tried, {len(made)} invented"
    print(f"{said}, slowest source {slowest:.3f} CPU s")
    return 1 if made else 0


if __name__ == "__main__":
    sys.exit(main())

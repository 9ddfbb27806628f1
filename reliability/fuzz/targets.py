"""The readers that are fuzzed, one line each: what reads, what its cases are made from, what means something to it."""

from __future__ import annotations

from reliability.fuzz import pieces, readers
from reliability.fuzz.target import Target

_EVERY = ("text", "page", "lines", "objects", "feed", "wire", "warc")

TARGETS: dict[str, Target] = {
    one.name: one
    for one in (
        Target("text", readers.text, pieces.TEXT, weight=2),
        Target("page", readers.page, pieces.PAGE, weight=30),
        Target("lines", readers.lines, pieces.JSON, weight=3),
        Target("objects", readers.objects, pieces.JSON, ("objects", "lines"), weight=3),
        Target("feed", readers.feed_items, pieces.FEED, weight=10),
        Target("item", readers.item, pieces.JSON, weight=2),
        Target("opml", readers.outlines, pieces.FEED),
        Target("wire", readers.wire, pieces.WIRE, weight=5),
        Target("warc", readers.archive, pieces.WARC, weight=10),
        Target("gunzip", readers.gunzipped, pieces.WARC, ("warc",)),
        Target("parquet", readers.table, weight=3),
        Target("source", readers.source, (*pieces.PAGE, *pieces.WIRE), _EVERY, weight=10),
        Target("robots", readers.robots_txt, pieces.ROBOTS),
        Target("answer", readers.answer, pieces.ANSWER, weight=2),
        Target("address", readers.address, pieces.ADDRESS),
        Target("date", readers.day, pieces.DATE),
        Target("judgements", readers.judgements, pieces.JUDGEMENTS),
        Target("record", readers.record, pieces.JSON, weight=5),
        Target("issues", readers.issues, pieces.ISSUES),
    )
}

"""Made reports of invented places: quotations, events, dates, copies, revisions, and files that are broken."""

from __future__ import annotations

import gzip
import json
import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.model.reading import Attribution, Entry, Quantity, Reader, Reading, Sentence
from onrecord.model.report import Block, Document, Given, Report, sha256_of
from onrecord.model.spans import Span

_PEOPLE = ("Edda Lorm", "Pavo Stenn", "Imre Callo", "Nadia Vesk", "Ruo Hadd", "Tomas Ebrin", "Lisbet Quay", "Oren Falk")
_PLACES = ("Harrowmere", "Vastanya", "Coldhollow", "Ilmarra", "Port Essen", "Drovia", "Kestrel Bay", "Nordhaven")
_OFFICES = ("interior minister", "chief negotiator", "harbour master", "spokeswoman", "provincial governor")
_MATTERS = ("toll bridge", "salt quota", "dam gates", "exchange of prisoners", "lighthouse cable", "winter wheat")
_OUTLETS = ("Harrowmere Herald", "The Vastanya Wire", "Essen Morning Post", "Drovian Ledger")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_SENTENCES = (
    "{who}, the {office} of {place}, said on {day} that the {matter} would be reopened by {n} May.",
    "“We will not give up the {matter} before {day},” {who} told reporters in {place}.",
    "At least {n} people were hurt near {place} when a barge struck the pier, the {office} said.",
    "According to the {office}, {n} trucks had crossed from {place} since {day}.",
    "{who} denied that {place} had ever offered {n} million marks for the {matter}.",
    "Talks on the {matter} are to resume in {place} on {day}, “if nobody walks out again,” said {who}.",
    "{place} rejected the demand, calling it “a bad joke at the cost of {n} families”.",
)


def _sentence(draw: random.Random) -> str:
    return draw.choice(_SENTENCES).format(
        who=draw.choice(_PEOPLE),
        office=draw.choice(_OFFICES),
        place=draw.choice(_PLACES),
        day=draw.choice(_DAYS),
        matter=draw.choice(_MATTERS),
        n=draw.randrange(2, 30),
    )


def _text(draw: random.Random) -> str:
    return " ".join(_sentence(draw) for _ in range(draw.randrange(1, 4)))


def rows(count: int, seed: int = 8) -> list[dict[str, Any]]:
    """So many reports as lines of a JSONL, of which some are copies of others and some other words at one address."""
    draw = random.Random(seed)
    made: list[dict[str, Any]] = []
    while len(made) < count:
        number = len(made)
        row = {
            "id": f"k{number:04d}",
            "title": f"{draw.choice(_PLACES)}: {draw.choice(_MATTERS)} in doubt, no. {number}",
            "text": _text(draw),
            "outlet": draw.choice(_OUTLETS),
            "published": (date(2031, 4, 1) + timedelta(number * 40 // count)).isoformat(),
        }
        if made and number % 9 == 4:  # a copy with an outlet's own line under it
            row["text"] = f"{draw.choice(made)['text']}\n\n{_sentence(draw)}"
        if made and number % 11 == 5:  # the outlet changed its words
            before = made[-1]
            before.setdefault("url", f"https://news.example/{before['id']}")
            row |= {name: before[name] for name in ("outlet", "url", "title")}
            # Of two revisions of one time, the one that is added later is the later one.
            row["published"] = before["published"] + "T18:00:00+00:00"
            row["text"] = f"{before['text']} {_sentence(draw)}"
        made.append(row)
    return made


def folder(home: Path, count: int, seed: int = 8) -> Path:
    """A folder with so many reports, one a file or several in a file, and between them files that cannot be read.

    Args:
        home: a folder that is made.
        count: how many reports.
        seed: of the draw.
    """
    home.mkdir(parents=True)
    draw = random.Random(seed)
    made = rows(count, seed)
    place = 0
    while made:
        place += 1
        some = made[: draw.choice((1, 1, 1, 2, 5))]
        made = made[len(some) :]
        path = home / f"{place:04d}.jsonl"
        if len(some) == 1 and "url" not in some[0] and draw.random() < 0.6:
            path.with_suffix(".txt").write_text(f"{some[0]['title']}\n\n{some[0]['text']}\n", encoding="utf-8")
        else:
            path.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
        if place % 20 == 7:
            _broken(home / f"{place:04d}-broken", place // 20)
    return home


def _broken(path: Path, number: int) -> None:
    """A file that no report can be taken from."""
    whole = gzip.compress(b"Edda Lorm said nothing. " * 200)
    kinds = (
        (".txt", b""),
        (".jsonl", b'{"text": "cut in the mid'),
        (".txt.gz", whole[: len(whole) // 2]),
        (".json", b"\x00\xff\xfe" * 40),
        (".jsonl", b'{"text": 7}\n{"title": "no text"}\n'),
    )
    suffix, content = kinds[number % len(kinds)]
    path.with_name(path.name + suffix).write_bytes(content)


def entries(count: int, seed: int = 8, padding: int = 0) -> list[tuple[Document, Entry]]:
    """The same reports, read without a model: sentences, figures and words in quotation marks.

    Args:
        count: how many.
        seed: of the draw.
        padding: so many characters more in each, to fill a disk with few.
    """
    return [_entry(row, padding) for row in rows(count, seed)]


def _entry(row: dict[str, Any], padding: int) -> tuple[Document, Entry]:
    text = row["text"] + (f"\n\n{'Nothing more was known. ' * (padding // 24)}" if padding else "")
    given = Given(row["id"], row["title"], row["outlet"], row["published"], row.get("url"))
    report = Report(
        given.id or "",
        sha256_of(text),
        text,
        title=given.title,
        outlet=given.outlet,
        published=given.published,
        url=given.url,
        language="en",
        blocks=(Block("paragraph", 0, len(text)),),
    )
    document = Document(f"{given.id}.txt", text.encode(), "text/plain", text, "utf-8", given)
    return document, Entry(report, _reading(report, row["text"]))


def _reading(report: Report, words: str) -> Reading:
    def spans(pattern: str) -> list[Span]:
        return [Span.cut(report.text, *found.span()) for found in re.finditer(pattern, words)]

    return Reading(
        report.id,
        Reader("by hand"),
        (None,),
        sentences=tuple(Sentence(one, 0) for one in spans(r"[^.\n]+\.")),
        quantities=tuple(Quantity(one, int(one.text), int(one.text), None, None, False) for one in spans(r"\d+")),
        attributions=tuple(
            Attribution(f"a{number}", "direct", None, None, (one,), None) for number, one in enumerate(spans("“[^”]+”"))
        ),
    )

"""Scores the reader of saved pages against the expected fields of real news pages.

    uv run python -m evaluation.pages ../shared/data/pages [--peers] [--misses 20] [--json]

The expected fields are those of fundus, which has a hand-written parser for each outlet. Text is scored as the F1 of
word counts against summary, subheads and paragraphs; title as equal words; date as the same day; authors as the share
of pages with the same set of names (and the F1 of names over all pages). Ours is scored without headline, byline, date
and captions, which the expected body does not hold. Beside it stands trafilatura alone, and with ``--peers``
newspaper4k and readability-lxml on the same bytes in the same run (see ``evaluation/pages_peers.py``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.pages_peers import Fields, Reader, bare, no_network, peers, version
from onrecord.errors import SourceError
from onrecord.intake import page
from onrecord.lexicons.newsroom import agency_named

WORD = re.compile(r"\w+")
#: Scripts without spaces are counted character by character.
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
NOT_BODY = {"headline", "byline", "date", "caption", "credit"}


def words(text: str) -> list[str]:
    """Words in lower case and one Unicode form; each character of a script without spaces is one.

    Two pages, and the words expected of them, write letters and their dots apart; canonical text has them in one.
    """
    return WORD.findall(UNSPACED.sub(lambda m: f" {m[0]} ", unicodedata.normalize("NFC", text)).casefold())


def f1(found: str, wanted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of word counts."""
    a, b = Counter(words(found)), Counter(words(wanted))
    both = sum((a & b).values())
    if not a or not b:
        return (1.0, 1.0, 1.0) if a == b else (0.0, 0.0, 0.0)
    p, r = both / sum(a.values()), both / sum(b.values())
    return p, r, 2 * p * r / (p + r) if both else 0.0


def expected(path: Path, html: str) -> Fields | None:
    """The expected fields of a page: of several parser versions the one whose words stand in the page."""
    home = path.parent / (re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", "", path.name) + ".json")
    versions = json.loads(home.read_text("utf-8"))
    page_words = set(words(html))
    best, share = None, -1.0
    for fields in versions.values():
        body = fields.get("body") or {}
        lines = list(body.get("summary") or [])
        for section in body.get("sections") or []:
            lines += section["headline"] + section["paragraphs"]
        text = "\n".join(lines)
        held = f1_share(words(f"{fields.get('title') or ''} {text}"), page_words, fields, html)
        if held > share:
            share = held
            best = Fields(
                text,
                fields.get("title") or "",
                (fields.get("publishing_date") or "")[:10],
                tuple(fields.get("authors") or ()),
            )
    return best


def f1_share(wanted: list[str], page_words: set[str], fields: dict[str, Any], html: str) -> float:
    title = fields.get("title") or "\0"
    return sum(w in page_words for w in wanted) / max(1, len(wanted)) + (title in html)


def ours(raw: bytes, name: str) -> Fields:
    try:
        document = page.read(raw, name)
    except SourceError as error:
        return Fields(note=str(error))
    kept = [p for p in document.parts if p.kind not in NOT_BODY]
    text = "\n".join(document.text[p.start : p.end] for p in kept) if document.parts else document.text
    given = document.given
    authors = (*given.byline, given.agency) if given.agency else given.byline
    return Fields(text, given.title or "", (given.published or "")[:10], authors, " ".join(document.partial))


def same_title(a: str, b: str) -> bool:
    return words(a) == words(b)


def name_key(name: str) -> str:
    """A name to compare by; agencies, which fundus lists among the authors, by their usual name."""
    return " ".join(words(agency_named(name) or name))


def pages(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.glob("*/*.html.gz")):
        yield path, gzip.decompress(path.read_bytes())


def score(found: list[Fields], wanted: list[Fields]) -> dict[str, float]:
    texts = [f1(f.text, w.text) for f, w in zip(found, wanted, strict=True)]
    hit = missed = extra = 0
    same = 0
    for f, w in zip(found, wanted, strict=True):
        a, b = {name_key(n) for n in f.authors}, {name_key(n) for n in w.authors}
        hit, missed, extra, same = hit + len(a & b), missed + len(b - a), extra + len(a - b), same + (a == b)
    dated = [(f, w) for f, w in zip(found, wanted, strict=True) if w.day]
    return {
        "text_precision": statistics.mean(t[0] for t in texts),
        "text_recall": statistics.mean(t[1] for t in texts),
        "text_f1": statistics.mean(t[2] for t in texts),
        "text_f1_median": statistics.median(t[2] for t in texts),
        "pages_under_0.5": sum(t[2] < 0.5 for t in texts),
        "title": statistics.mean(same_title(f.title, w.title) for f, w in zip(found, wanted, strict=True)),
        "date": statistics.mean(f.day == w.day for f, w in dated),
        "date_wrong": statistics.mean(bool(f.day) and f.day != w.day for f, w in dated),
        "authors_same": same / len(wanted),
        "authors_f1": 2 * hit / max(1, 2 * hit + missed + extra),
    }


def figures(folder: Path) -> dict[str, float]:
    """The scores of Onrecord's reader over all pages of a folder."""
    found, wanted = [], []
    for path, raw in pages(folder):
        gold = expected(path, raw.decode("utf-8", "replace"))
        if gold is not None and gold.text:
            found.append(ours(raw, path.name))
            wanted.append(gold)
    return score(found, wanted)


@dataclass
class Run:
    """What several readers made of the same pages, and the CPU seconds that each took for each page."""

    names: list[str] = field(default_factory=list)
    wanted: list[Fields] = field(default_factory=list)
    found: dict[str, list[Fields]] = field(default_factory=dict)
    spent: dict[str, list[float]] = field(default_factory=dict)


def timed(reader: Reader, raw: bytes, name: str) -> tuple[Fields, float]:
    started = time.process_time()
    found = reader(raw, name)
    return found, time.process_time() - started


def run(folder: Path, readers: dict[str, Reader]) -> Run:
    """All readers over all pages of a folder, turn about on each page."""
    out = Run(found={label: [] for label in readers}, spent={label: [] for label in readers})
    for path, raw in pages(folder):
        gold = expected(path, raw.decode("utf-8", "replace"))
        if gold is None or not gold.text:
            continue
        if not out.names:  # imports and caches are no part of the time per page
            for reader in readers.values():
                reader(raw, path.name)
        out.names.append(f"{path.parent.name}/{path.name}")
        out.wanted.append(gold)
        for label, reader in readers.items():
            fields, took = timed(reader, raw, path.name)
            out.found[label].append(fields)
            out.spent[label].append(took)
    return out


def scores(done: Run) -> dict[str, dict[str, float]]:
    """Each reader's scores, with its CPU time as a ratio to trafilatura's (of the sums, and on the median page)."""
    base = done.spent["trafilatura"]
    table = {}
    for label, found in done.found.items():
        took = done.spent[label]
        ratios = [a / max(1e-6, b) for a, b in zip(took, base, strict=True)]
        times = {"time_ratio": sum(took) / sum(base), "time_ratio_median": statistics.median(ratios)}
        table[label] = {**score(found, done.wanted), **times, "cpu_seconds": sum(took)}
    return table


def misses(done: Run, most: int) -> None:
    """The pages with the most to learn from, one line a miss."""
    others = [label for label in done.found if label != OURS]
    values = {k: [f1(f.text, w.text)[2] for f, w in zip(v, done.wanted, strict=True)] for k, v in done.found.items()}
    for at in sorted(range(len(done.names)), key=lambda at: values[OURS][at])[:most]:
        theirs = ", ".join(f"{label} {values[label][at]:.2f}" for label in others)
        print(f"text  {values[OURS][at]:.2f} ({theirs}) {done.names[at]} {done.found[OURS][at].note}")
    for at, (name, f, w) in enumerate(zip(done.names, done.found[OURS], done.wanted, strict=True)):
        other = {label: done.found[label][at] for label in others}
        if not same_title(f.title, w.title):
            print(f"title {name} {[k for k, o in other.items() if same_title(o.title, w.title)]}")
            print(f"      got  {f.title}\n      want {w.title}")
        if w.day and f.day != w.day:
            print(f"date  {name} got {f.day} want {w.day} {[k for k, o in other.items() if o.day == w.day]}")
        if not same_names(f, w):
            right = [k for k, o in other.items() if same_names(o, w)]
            print(f"names {name} got {list(f.authors)} want {list(w.authors)} {right}")


def same_names(a: Fields, b: Fields) -> bool:
    return {name_key(n) for n in a.authors} == {name_key(n) for n in b.authors}


OURS = "onrecord"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true", help="score newspaper4k and readability-lxml too")
    parser.add_argument("--misses", type=int, default=0, help="list the misses, and this many of the worst texts")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    readers: dict[str, Reader] = {OURS: ours, "trafilatura": bare}
    if args.peers:
        readers |= peers()
    with no_network():
        done = run(args.folder, readers)
    table = scores(done)
    if args.json:
        versions = {label: version(label) for label in readers}
        json.dump({"pages": len(done.names), "versions": versions, **table}, sys.stdout, indent=1)
        return
    print(f"{len(done.names)} pages".ljust(18) + "".join(f"{f'{k} {version(k)}':>24}" for k in readers))
    for key in table[OURS]:
        print(f"{key:18}" + "".join(f"{table[label][key]:24.3f}" for label in readers))
    if args.misses:
        misses(done, args.misses)


if __name__ == "__main__":
    main()

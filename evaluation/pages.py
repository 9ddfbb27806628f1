"""Scores the reader of saved pages against the expected fields of real news pages.

    uv run python evaluation/pages.py ../shared/data/pages [--misses 20] [--json]

The expected fields are those of fundus, which has a hand-written parser for each outlet. Text is scored as the F1 of
word counts against summary, subheads and paragraphs; title as equal words; date as the same day; authors as the share
of pages with the same set of names (and the F1 of names over all pages). Ours is scored without headline, byline, date
and captions, which the expected body does not hold. The trafilatura column is ``bare_extraction`` on the bytes with
its default settings, comments left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import SourceError
from onrecord.intake import page
from onrecord.lexicons.newsroom import agency_named

WORD = re.compile(r"\w+")
#: Scripts without spaces are counted character by character.
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
NOT_BODY = {"headline", "byline", "date", "caption", "credit"}


@dataclass
class Fields:
    """What a reader says of one page."""

    text: str = ""
    title: str = ""
    day: str = ""
    authors: tuple[str, ...] = ()
    note: str = ""


def words(text: str) -> list[str]:
    """Words in lower case; each character of a script without spaces is one."""
    return WORD.findall(UNSPACED.sub(lambda m: f" {m[0]} ", text).casefold())


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
    text = "\n".join(document.text[p.start : p.end] for p in kept)
    given = document.given
    authors = (*given.byline, given.agency) if given.agency else given.byline
    return Fields(text, given.title or "", (given.published or "")[:10], authors, " ".join(document.partial))


def bare(raw: bytes, name: str) -> Fields:
    import trafilatura

    found = trafilatura.bare_extraction(raw, include_comments=False, with_metadata=True)
    if found is None:
        return Fields(note="nothing")
    authors = tuple(a for a in (found.author or "").split("; ") if a)
    return Fields(found.text or "", found.title or "", (found.date or "")[:10], authors)


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


def timed(reader: Callable[[bytes, str], Fields], raw: bytes, name: str) -> tuple[Fields, float]:
    started = time.process_time()
    found = reader(raw, name)
    return found, time.process_time() - started


def misses(names: list[str], found: list[Fields], other: list[Fields], wanted: list[Fields], most: int) -> None:
    """The pages with the most to learn from, one line a miss."""
    rows = sorted(
        (f1(f.text, w.text)[2], n, f1(o.text, w.text)[2], f, w)
        for n, f, o, w in zip(names, found, other, wanted, strict=True)
    )
    for value, name, theirs, f, _ in rows[:most]:
        print(f"text  {value:.2f} (trafilatura {theirs:.2f}) {name} {f.note}")
    for name, f, w in zip(names, found, wanted, strict=True):
        if not same_title(f.title, w.title):
            print(f"title {name}\n      got  {f.title}\n      want {w.title}")
        if w.day and f.day != w.day:
            print(f"date  {name} got {f.day} want {w.day}")
        if {name_key(n) for n in f.authors} != {name_key(n) for n in w.authors}:
            print(f"names {name} got {list(f.authors)} want {list(w.authors)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="list the misses, and this many of the worst texts")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    names: list[str] = []
    wanted: list[Fields] = []
    results: dict[str, list[Fields]] = {"onrecord": [], "trafilatura": []}
    spent = {"onrecord": 0.0, "trafilatura": 0.0}
    ratios: list[float] = []
    for path, raw in pages(args.folder):
        gold = expected(path, raw.decode("utf-8", "replace"))
        if gold is None or not gold.text:
            continue
        names.append(f"{path.parent.name}/{path.name}")
        wanted.append(gold)
        if len(names) == 1:  # imports and caches are no part of the time per page
            ours(raw, path.name), bare(raw, path.name)
        took = {}
        for label, reader in (("onrecord", ours), ("trafilatura", bare)):
            fields, took[label] = timed(reader, raw, path.name)
            results[label].append(fields)
            spent[label] += took[label]
        ratios.append(took["onrecord"] / max(1e-6, took["trafilatura"]))
    table: dict[str, dict[str, float]] = {label: score(found, wanted) for label, found in results.items()}
    time_ratio = {"total": spent["onrecord"] / spent["trafilatura"], "median_page": statistics.median(ratios)}
    if args.json:
        json.dump({"pages": len(names), **table, "time_ratio": time_ratio, "cpu_seconds": spent}, sys.stdout, indent=1)
        return
    print(f"{len(names)} pages")
    for key in table["onrecord"]:
        print(f"{key:16} onrecord {table['onrecord'][key]:7.3f}   trafilatura {table['trafilatura'][key]:7.3f}")
    print(f"time             ratio of sums {time_ratio['total']:.2f}, median page {time_ratio['median_page']:.2f}")
    print(f"cpu seconds      {spent['onrecord']:.1f} against {spent['trafilatura']:.1f}")
    if args.misses:
        misses(names, results["onrecord"], results["trafilatura"], wanted, args.misses)


if __name__ == "__main__":
    main()

"""What adding one report to the stories costs as their number grows.

    uv run python -m benchmarks.stories_growth ../shared/data/stories [--at 1000 10000 120000] [--svg FILE]
        [--vectors FILE]

The stream is that of ``benchmarks.reuse_growth``: up to 12,000 articles, then varied copies of them, forty a day on
days that go on. On the way to a size, a copy has the features of its article, so that the run takes minutes and not
hours. At each size a hundred varied copies of the articles of the last days are added one by one, with all that it
takes: their telling words, the vector of headline and lead, finding what is alike, grouping. ``--vectors`` keeps the
articles' vectors in a file for the next run.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.reuse_growth import SINGLE, picture, reports, vary
from benchmarks.reuse_set import SEED
from onrecord.model.report import Document, Given, Report
from onrecord.reuse.index import Text
from onrecord.stories.features import Features, features, vector_of
from onrecord.stories.stream import Stories
from onrecord.structure.report import structure

ARTICLES = 12_000


def report(one: Text) -> Report:
    """The report of a text, its first line as title."""
    title = one.text.lstrip().split("\n")[0][:120]
    given = Given(id=one.id, title=title, published=one.day)
    return structure(Document(one.id, one.text.encode(), "application/json", one.text, "utf-8", given))


def told(folder: Path, kept: Path | None) -> Iterator[Features]:
    """Without end: the features of the stream; those of a copy are those of its article on another day."""
    articles = list(islice(reports(folder), ARTICLES))
    known = np.load(kept) if kept and kept.exists() else None
    first: list[Features] = []
    for number, one in enumerate(articles):
        made = report(one)
        first.append(features(made, vector_of(made) if known is None else known[number].tobytes()))
        yield first[-1]
    if kept and known is None:
        np.save(kept, np.stack([one.vector for one in first]))
    number = ARTICLES
    start = date(2018, 1, 1).toordinal()
    while True:
        for one in first:
            yield replace(one, report=f"r{number}", day=start + number // 40)
            number += 1


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", type=int, nargs="+", default=[1_000, 10_000, 120_000])
    parser.add_argument("--svg", type=Path, help="draw the curve into this file")
    parser.add_argument("--vectors", type=Path, help="keep the articles' vectors in this file")
    args = parser.parse_args()
    texts = list(islice(reports(args.folder), ARTICLES))
    stream, draw, stories = told(args.folder, args.vectors), random.Random(SEED), Stories()
    vocabulary = sorted({word for one in texts[:300] for word in one.text.split() if word.isascii() and word.islower()})
    rows = []
    for size in args.at:
        last: list[Features] = []
        while len(stories) < size:
            last = list(islice(stream, min(2_000, size - len(stories))))
            stories.add(last)
        costs: list[tuple[float, float]] = []
        for one in last[-SINGLE:]:
            article = texts[int(one.report[1:]) % ARTICLES]
            day = date.fromordinal(one.day or 1).isoformat()
            made = report(Text(f"{one.report}-copy", vary(article.text, vocabulary, draw), day))
            before = time.process_time()
            new = features(made, vector_of(made))
            between = time.process_time()
            stories.add([new])
            costs.append((between - before, time.process_time() - between))
        each = [1000 * statistics.median(column) for column in zip(*costs, strict=True)]
        rows.append({
            "reports": float(len(stories)),
            "milliseconds": sum(each),
            "features": each[0],
            "grouping": each[1],
            "grouping_mean": 1000 * statistics.mean(cost for _, cost in costs),
            "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        })  # fmt: skip
        print("  ".join(f"{name} {value:.2f}" for name, value in rows[-1].items()), flush=True)
    if args.svg:
        args.svg.write_text(picture(rows, "the stories"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

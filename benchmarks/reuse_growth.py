"""What adding one report costs as the reuse index grows, kept in a folder; with memory and size on disk.

    uv run python -m benchmarks.reuse_growth ../shared/data/stories [--at 1000 10000 120000] [--portion 2000]
        [--json] [--svg FILE]

Up to 12,000 articles are real; more are varied copies of them (a fifth of the longer words swapped, other days). At
each size a hundred reports are added one by one, each into the index as it lies on disk, and the median of their CPU
seconds is taken. They are of one kind and length at every size: varied copies of the reports that were added last,
which are varied copies of the same hundred articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.reuse_set import SEED
from onrecord.reuse.index import ReuseIndex, Text

#: Reports that are added one by one at each size, and at once on the way there if it is not told.
SINGLE, AT_ONCE = 100, 2000


def reports(folder: Path) -> Iterator[Text]:
    """Without end: the articles, then varied copies of them, on days that go on."""
    with gzip.open(folder / "background.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    draw = random.Random(SEED)
    vocabulary = sorted({word for text in articles[:300] for word in re.findall(r"[a-z]{4,}", text)})
    number = 0
    while True:
        for text in articles:
            varied = text if number < len(articles) else vary(text, vocabulary, draw)
            yield Text(f"r{number}", varied, (date(2018, 1, 1) + timedelta(number // 40)).isoformat())
            number += 1


def vary(text: str, vocabulary: list[str], draw: random.Random) -> str:
    """The text with a fifth of its longer words swapped."""
    return re.sub(r"\b[a-z]{4,}\b", lambda found: draw.choice(vocabulary) if draw.random() < 0.2 else found[0], text)


def varied(texts: list[Text], vocabulary: list[str], draw: random.Random, mark: str, day: str | None) -> list[Text]:
    """Each of them varied, under an id of its own."""
    return [Text(f"{one.id}{mark}", vary(one.text, vocabulary, draw), day) for one in texts]


def picture(rows: list[dict[str, float]], of: str = "the reuse index") -> str:
    """The milliseconds by the number of reports, the latter by powers of ten, as SVG."""
    left, top, width, height = 70, 20, 520, 240
    low, high = (math.log10(rows[at]["reports"]) for at in (0, -1))
    most = 2 * max(row["milliseconds"] for row in rows)
    points = [
        (
            left + width * (math.log10(row["reports"]) - low) / (high - low),
            top + height * (1 - row["milliseconds"] / most),
        )
        for row in rows
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5fa8"/>'
        f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{row["milliseconds"]:.1f} ms</text>'
        f'<text x="{x:.1f}" y="{top + height + 20}" text-anchor="middle">{row["reports"]:,.0f}</text>'
        for (x, y), row in zip(points, rows, strict=True)
    )
    title = f"CPU milliseconds to add one report, by the number of reports in {of}"
    return (
        f'<svg viewBox="0 0 660 310" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '
        f'font-size="12" role="img">'
        f'<title>{title}</title><rect width="660" height="310" fill="white"/>'
        f'<path d="M{left} {top}V{top + height}H{left + width}" fill="none" stroke="#555"/>'
        f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>{marks}'
        f'<text x="{left + width / 2}" y="{top + height + 40}" text-anchor="middle">{title}</text></svg>\n'
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", type=int, nargs="+", default=[1_000, 10_000, 120_000])
    parser.add_argument("--portion", type=int, default=AT_ONCE, help="reports that are added at once on the way")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--svg", type=Path, help="draw the curve into this file")
    args = parser.parse_args()
    source, draw = reports(args.folder), random.Random(SEED)
    kind, rows = [next(source) for _ in range(SINGLE)], []
    with tempfile.TemporaryDirectory() as place:
        index = ReuseIndex(Path(place))
        for size in args.at:
            last: list[Text] = []
            while (missing := size - SINGLE - len(index)) > 0:
                new = [next(source) for _ in range(min(args.portion, missing))]
                index.add(new)
                last = [*last, *new][-AT_ONCE:]
            words = sorted({word for one in last[:300] for word in re.findall(r"[a-z]{4,}", one.text)})
            copies = varied(kind, words, draw, f"-{size}", last[-1].day)
            index.add(copies)
            copies = varied(copies, words, draw, "-copy", last[-1].day)
            costs = []
            for one in copies:
                before = time.process_time()
                index.add([one])
                costs.append(time.process_time() - before)
            disk = sum(path.stat().st_size for path in Path(place).iterdir())
            rows.append({
                "reports": len(index),
                "milliseconds": 1000 * statistics.median(costs),
                "mean": 1000 * statistics.mean(costs),
                "bytes_a_report": disk / len(index),
                "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            })  # fmt: skip
            if not args.json:
                print("  ".join(f"{name} {value:.1f}" for name, value in rows[-1].items()), flush=True)
    if args.json:
        print(json.dumps(rows))
    if args.svg:
        args.svg.write_text(picture(rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Times comparing reports against reading them, and how the cost grows with their number, on one core.

    uv run python benchmarks/compare_speed.py [FOLDER] [--reports 10 20 40 80] [--words 600] [--profile 0]
                                                 [--json]

FOLDER holds events as JSONL, a report a line. Reports are made about as long as asked for: a long one is cut at the
end of a sentence, short ones of one event are joined. Two sets are measured: ``one event``, in which the reports of
the largest event come again, their sentences in another order and their small figures changed, until there are enough,
so that all have to be compared with all; and ``events``, all reports there are, event by event. Both sides are CPU
seconds of this process. The aim is a ratio under 6 for 20 reports.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from read_speed import cpu, one_core

HOME = Path(__file__).resolve().parents[2] / "shared" / "data" / "crossreport"

#: Shorter texts are pages without a report, and are not joined.
SHORT = 60

_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")
_FIGURE = re.compile(r"\d+")


def cut(text: str, words: int) -> str:
    """The first sentences of a text, as many as have about so many words."""
    kept, so_far = [], 0
    for sentence in _SENTENCE_END.split(text):
        if kept and so_far + len(sentence.split()) > words * 1.1:
            break
        kept.append(sentence)
        so_far += len(sentence.split())
    return " ".join(kept)


def of_event(path: Path, words: int) -> Iterator[dict[str, Any]]:
    """Reports of an event, each about so long; what is too short is joined with the next, first of the same outlet."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if len(row["text"].split()) >= SHORT]
    rows.sort(key=lambda row: (len(row["text"].split()) < words * 0.7, row["outlet"] or "", row["id"]))
    waiting: dict[str, Any] | None = None
    for row in rows:
        joined = dict(row)
        if waiting is not None:
            joined["text"] = waiting["text"] + "\n\n" + row["text"]
        if len(joined["text"].split()) < words * 0.7:
            waiting = joined
            continue
        waiting = None
        yield joined | {"text": cut(joined["text"], words)}


def made(folder: Path, number: int, words: int, *, one_event: bool) -> list[dict[str, Any]]:
    """So many reports, of the largest event or of all, largest first; beyond those there are, varied ones."""
    events = [list(of_event(path, words)) for path in sorted(folder.glob("*.jsonl"))]
    events.sort(key=lambda found: -len(found))
    reports = [row for found in events[: 1 if one_event else None] for row in found]
    again = [varied(row, n) for n in range(1, 2 + number // max(1, len(reports))) for row in reports]
    return [*reports, *again][:number]


def varied(row: dict[str, Any], times: int) -> dict[str, Any]:
    """A report once more, as another newsroom would have it: every second sentence, with other figures."""
    sentences = _SENTENCE_END.split(row["text"])
    order = [*sentences[times % 2 :: 2], *sentences[(times + 1) % 2 :: 2]]
    text = _FIGURE.sub(
        lambda found: str(int(found.group()) + times) if len(found.group()) < 3 else found.group(), " ".join(order)
    )
    return row | {"id": f"{row['id']}-{times}", "text": text, "outlet": f"{row['outlet']} {times}"}


def measure(
    folder: Path, numbers: Sequence[int], words: int, *, one_event: bool, profile: int = 0
) -> list[dict[str, float]]:
    """For each number of reports, CPU seconds of reading and of comparing them, and the ratio."""
    from onrecord import pipeline
    from onrecord.intake import jsonl
    from onrecord.reading.engine import load_engine

    engine = load_engine()
    lines = [json.dumps(row).encode() for row in made(folder, max(numbers), words, one_event=one_event)]
    documents = [jsonl.read(line, f"report {n}") for n, line in enumerate(lines, 1)]
    first = [pipeline.read(one, lambda: engine) for one in documents[:2]]
    pipeline.relate(first)  # loads lexicons, weights and language identification once
    entries: list[Any] = []
    read, found = 0.0, []
    for number in sorted(numbers):
        new = documents[len(entries) : number]
        read += cpu(lambda new=new: entries.extend(pipeline.read(one, lambda: engine) for one in new))
        profiler = cProfile.Profile() if number == profile else None
        relate = cpu(lambda: pipeline.relate(entries)) if profiler is None else profiled(entries, profiler)
        length = sum(len(one.report.text.split()) for one in entries) / len(entries)
        found.append(
            {"reports": len(entries), "words": length, "read": read, "compare": relate, "ratio": relate / read}
        )
        print(f"{len(entries)} reports: read {read:.2f} s, compare {relate:.2f} s", file=sys.stderr)
    for before, after in pairwise(found):
        after["growth"] = after["compare"] / before["compare"]
    return found


def profiled(entries: Sequence[Any], profiler: cProfile.Profile) -> float:
    """CPU seconds of comparing under the profiler, whose costliest functions go to standard error."""
    from onrecord import pipeline

    seconds = cpu(lambda: profiler.runcall(pipeline.relate, entries))
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(15).sort_stats("cumtime").print_stats(
        25
    )
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("--reports", type=int, nargs="+", default=[10, 20, 40, 80], help="so many reports in turn")
    parser.add_argument("--words", type=int, default=600, help="about so many words a report")
    parser.add_argument(
        "--profile", type=int, default=0, help="profile comparing so many; costs time, so no ratio holds"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    if not given.folder.exists():
        sys.exit(f"{given.folder}: no such folder. Give a folder of events as JSONL.")
    one_core()
    sets = {
        name: measure(given.folder, given.reports, given.words, one_event=name == "one event", profile=given.profile)
        for name in ("one event", "events")
    }
    if given.json:
        print(json.dumps(sets))
        return
    print(f"{'':12}{'reports':>8}{'words':>8}{'read s':>9}{'compare s':>11}{'ratio':>8}{'growth':>8}")
    for name, row in ((name, row) for name, rows in sets.items() for row in rows):
        cost = f"{row['read']:>9.2f}{row['compare']:>11.2f}{row['ratio']:>8.2f}"
        print(f"{name:12}{row['reports']:>8}{row['words']:>8.0f}{cost}{row.get('growth', 1):>8.2f}")


if __name__ == "__main__":
    main()

"""One happening told often: which passages of a report are put together, against labels by hand.

    uv run python -m evaluation.happenings ../shared/data [--errors] [--json]

``happenings.json`` holds, for ten real reports, the ranges that tell each happening, labelled by one reader before the
rules were tuned. A passage that was read counts for the labelled range that it overlaps most (at least half of both
together); others are left out: this measures grouping, not finding, which ``found`` tells. Pairwise precision and
recall are over pairs of passages told as one; B-cubed is over passages (Bagga and Baldwin 1998).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.errors import SourceError
from onrecord.model.reading import Entry
from onrecord.model.report import Given
from onrecord.model.spans import Span

LABELS = Path(__file__).with_name("happenings.json")
#: A passage is a labelled one if they share this part of all that they cover.
OVERLAP = 0.4


def labelled(data: Path) -> Iterator[tuple[Entry, Mapping[str, Any]]]:
    """Each labelled report as it is read, with its labels.

    Raises:
        ValueError: a text is not the one that was labelled.
    """
    engine = pipeline.engine_named(None)
    for one in json.loads(LABELS.read_text("utf-8"))["reports"]:
        documents = enumerate(pipeline.documents(str(data / one["set"] / one["file"]), Given()))
        wanted = (d for n, d in documents if not isinstance(d, SourceError) and _is(n, pipeline.report_id(d), one))
        document = next(wanted)
        if hashlib.sha256(document.text.encode()).hexdigest() != one["sha256"]:
            raise ValueError(f"{one['file']}: not the text that was labelled")
        yield pipeline.read(document, engine), one


def _is(number: int, report: str, one: Mapping[str, Any]) -> bool:
    return bool(number == one["line"] if "line" in one else report == one["id"])


def aligned(spans: Iterable[tuple[int, Span]], gold: Sequence[Sequence[Sequence[int]]]) -> dict[Span, tuple[int, int]]:
    """For each passage that is a labelled one: the happening that was read and the one that was labelled."""
    ranges = [(start, end, number) for number, group in enumerate(gold) for start, end in group]
    scored = sorted(
        (-_overlap(span, start, end), span, read, (start, end), number)
        for read, span in spans
        for start, end, number in ranges
        if _overlap(span, start, end) >= OVERLAP
    )
    found: dict[Span, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for _, span, read, place, number in scored:
        if span not in found and place not in taken:
            found[span] = (read, number)
            taken.add(place)
    return found


def _overlap(span: Span, start: int, end: int) -> float:
    shared = min(span.end, end) - max(span.start, start)
    return max(0, shared) / (max(span.end, end) - min(span.start, start))


def score(pairs: Sequence[dict[Span, tuple[int, int]]]) -> dict[str, float]:
    """Pairwise and B-cubed precision, recall and F1 over all reports."""
    same_read = same_gold = both = 0
    precision = recall = total = 0.0
    for report in pairs:
        for (a, x), (b, y) in combinations(report.values(), 2):
            same_read += a == b
            same_gold += x == y
            both += a == b and x == y
        for a, x in report.values():
            read = [g for r, g in report.values() if r == a]
            gold = [r for r, g in report.values() if g == x]
            precision += read.count(x) / len(read)
            recall += gold.count(a) / len(gold)
            total += 1
    return {
        **_prf("pairs", both / same_read if same_read else 1.0, both / same_gold if same_gold else 1.0),
        **_prf("bcubed", precision / total, recall / total),
        "passages": total,
        "pairs_read": same_read,
        "pairs_labelled": same_gold,
    }


def _prf(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}


def passages(entry: Entry) -> list[tuple[int, Span]]:
    """Every passage that tells an event, with the number of its happening."""
    return [
        (number, span)
        for number, event in enumerate(entry.reading.events)
        for span in dict.fromkeys((event.span, *event.mentions))
    ]


def figures(folder: Path) -> dict[str, float]:
    """The reported figures over the labelled reports; the folder is that of the pages on talks."""
    return score([aligned(passages(entry), one["happenings"]) for entry, one in labelled(folder.parent)])


def main() -> None:
    """Print the figures, and with ``--errors`` the passages that are put together or apart wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found, gold, read = [], 0, 0
    for entry, one in labelled(options.data):
        spans = passages(entry)
        gold += sum(len(group) for group in one["happenings"])
        read += len(spans)
        found.append(aligned(spans, one["happenings"]))
        if options.errors:
            errors(entry.id, found[-1])
    total = {**score(found), "labelled": gold, "read": read}
    if options.json:
        print(json.dumps(total))
    else:
        print("\n".join(f"{name:18} {value:.3f}".rstrip("0").rstrip(".") for name, value in total.items()))


def errors(name: str, report: dict[Span, tuple[int, int]]) -> None:
    """Print pairs that were put together wrongly, or not put together."""
    for (a, (r, x)), (b, (s, y)) in combinations(sorted(report.items()), 2):
        if (r == s) != (x == y):
            left, right = (" ".join(span.text.split())[:90] for span in (a, b))
            print(f"{name} {'WRONG' if r == s else 'missed'}: {left} || {right}")


if __name__ == "__main__":
    main()

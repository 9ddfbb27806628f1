"""Deadlines and commitments against labels of single sentences of mixed news.

    uv run python -m evaluation.dues [NAME ...] [--misses] [--json]

The labels hold ranges and ids and no words. ``dev`` and ``held`` are 150 sentences each, drawn by lot from all those of
three corpora with a word that may set a term ("by", "within", "until", "expire", "next month"…) near a word of time, at
most two an article, and labelled by reading before the rules were tuned on them; four fifths hold no deadline. In
``dev_strict`` and ``held_strict`` the words stand close together, so that two in five do. Nobody looked at ``held`` and
``held_strict`` while the rules were tuned. Only what begins in the labelled sentence counts; it is read with the
paragraphs around it.

A finding is told right where a label overlaps it; its day is right where the latest day is that of the label, where a
label of several days ("by mid-July", "in 2026") shares one with it, or where the label has none. Labels that careful
readers may differ over make a finding right, and nobody misses them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.model.reading import Deadline
from onrecord.model.report import Document, Given, sha256_of
from onrecord.reading.engine import load_engine
from onrecord.reading.read import read
from onrecord.structure.report import structure

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
LABELS = Path(__file__).parent
Label: TypeAlias = Mapping[str, Any]
#: Characters read before and after the labelled sentence, at least, up to the end of a paragraph.
_AROUND = 500


@cache
def _rows(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """The articles of a JSONL file by their id and by their line."""
    lines = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode().split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    return {str(n): row for n, row in enumerate(rows)} | {str(row["id"]): row for row in rows if "id" in row}


def text_of(data: Path, one: Label) -> str:
    """The text of a labelled article.

    Raises:
        ValueError: it is not the text that was labelled.
    """
    path = data / one["source"]
    text = str(_rows(path)[str(one["id"])][one["field"]]) if one["field"] else path.read_bytes().decode()
    if sha256_of(text) != one["sha256"]:
        raise ValueError(f"{one['source']} {one['id']} is not the text that was labelled")
    return text


def found_in(text: str, one: Label) -> list[tuple[Deadline, int, int]]:
    """The deadlines that begin in the labelled sentence, with their ranges in the article."""
    start, end = one["sentence"]
    first = text.rfind("\n", 0, max(start - _AROUND, 0)) + 1
    last = text.find("\n", end + _AROUND)
    piece = text[first : last if last >= 0 else len(text)]
    given = Given(published=one["published"])
    document = Document("piece", piece.encode(), "text/plain", piece, "utf-8", given)
    reading = read(structure(document), load_engine)
    shifted = ((due, due.span.start + first, due.span.end + first) for due in reading.deadlines)
    return [(due, a, b) for due, a, b in shifted if start <= a < end]


def _right_day(due: Deadline, label: Label) -> bool:
    first, last = label["earliest"], label["latest"]
    if last is None or label["relative"]:
        return True
    if due.latest is None or first in (None, last):
        return bool(due.latest == last)
    return bool((due.earliest or due.latest) <= last and first <= due.latest)


def score(data: Path, labels: Sequence[Label]) -> tuple[dict[str, float], list[str]]:
    """The figures in percent, and what is wrong or missed, a line each."""
    count: defaultdict[str, int] = defaultdict(int)
    misses: list[str] = []
    for one in labels:
        text = text_of(data, one)
        found = found_in(text, one)
        count["found"] += len(found)
        count["labels"] += sum(label["sure"] for label in one["labels"])
        for due, start, end in found:
            near = [label for label in one["labels"] if start < label["span"][1] and label["span"][0] < end]
            count["told"] += bool(near)
            count["right"] += any(_right_day(due, label) for label in near)
            count["kind"] += any(due.kind == label["kind"] for label in near)
            if not any(_right_day(due, label) for label in near):
                misses.append(f"WRONG  {due.kind} {due.earliest}..{due.latest} [{due.rule}] {due.span.text!r} {near}")
        misses += _missed(text, one, found, count)
    return _figures(count), misses


def _missed(
    text: str, one: Label, found: Sequence[tuple[Deadline, int, int]], count: defaultdict[str, int]
) -> Iterator[str]:
    for label in one["labels"]:
        start, end = label["span"]
        hits = [due for due, a, b in found if a < end and start < b]
        if not label["sure"]:
            continue
        count["hit told"] += bool(hits)
        count["hit right"] += any(_right_day(due, label) for due in hits)
        if not hits:
            yield f"MISSED {label['kind']} {label['earliest']}..{label['latest']} {text[start:end]!r}"


def _figures(count: Mapping[str, int]) -> dict[str, float]:
    out: dict[str, float] = {"found": count["found"], "labels": count["labels"]}
    for level in ("told", "right"):
        precision = count[level] / count["found"] if count["found"] else 0.0
        recall = count[f"hit {level}"] / count["labels"] if count["labels"] else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        for name, value in (("precision", precision), ("recall", recall), ("F1", both)):
            out[f"{level} {name}"] = round(100 * value, 1)
    out["kind right"] = round(100 * count["kind"] / count["told"], 1) if count["told"] else 0.0
    return out


def labels(names: Sequence[str]) -> list[Label]:
    """The labels of some of the sets."""
    return [one for name in names for one in json.loads((LABELS / f"{name}.json").read_text("utf-8"))]


def figures(folder: Path) -> dict[str, float]:
    """The precision and recall of the stricter sets, for the floors; the folder is that of the stories.

    They have as many deadlines as the others in a third of the sentences, so the test takes a third of the time.
    """
    out = {}
    for name in ("dev_strict", "held_strict"):
        found, _ = score(folder.parent, labels([name]))
        out.update({f"{name} {key}": found[key] for key in ("told precision", "told recall", "right precision")})
    return out


def main() -> None:
    """Print the figures of each set and, if asked, what is wrong and what is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["dev", "dev_strict"])
    parser.add_argument("--misses", action="store_true", help="list wrong and missed ones with their words")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON only")
    given = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"{DATA}: the labelled data is absent")
    found = {name: score(DATA, labels([name])) for name in given.names}
    if given.json:
        print(json.dumps({name: total for name, (total, _) in found.items()}))
        return
    for name, (total, misses) in found.items():
        print(name, *(f"{key} {value:g}" for key, value in total.items()), sep="   ")
        print(*(misses if given.misses else ()), sep="\n")


if __name__ == "__main__":
    main()

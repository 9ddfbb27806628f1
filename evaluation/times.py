"""How well times are found and normalised, by the measure of TempEval-3, on a folder of TimeML documents.

Relaxed: a found time overlaps a marked one. Strict: the same extent. Value and type: overlapping and of the same TIMEX3
value or type; recall is the share of all marked times for which that holds, precision the share of all found ones
(UzZaman et al. 2013, section 5.1), so that a missed and an invented time cost value as well. Each marked time is held
against the found one that shares most of its characters. All figures are over all times of all documents (micro). The
document's creation time is given to the reader as the report's date, as the task gives it, and is not scored.

    uv run python -m evaluation.times ../shared/data/timeml [--errors 40] [--every 1] [--held in|out]

``--held in`` takes every fourth document only, ``--held out`` the others: the rules were made looking at those.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from onrecord.model.reading import Time
from onrecord.model.report import Block, Report, sha256_of
from onrecord.reading import times
from onrecord.reading.engine import Engine, load_engine


@dataclass(frozen=True, slots=True)
class Marked:
    """A time as the annotators marked it."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """A TimeML document: its text, its creation day and its marked times."""

    name: str
    text: str
    day: str
    times: tuple[Marked, ...]


@dataclass(slots=True)
class Counts:
    """What was found of what was marked."""

    marked: int = 0
    found: int = 0
    relaxed_found: int = 0
    relaxed_marked: int = 0
    strict: int = 0
    value: int = 0
    type: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def f1(self, hits_found: int, hits_marked: int | None = None) -> float:
        """F1 in percent of hits among found and marked."""
        precision = hits_found / self.found if self.found else 0.0
        recall = (hits_found if hits_marked is None else hits_marked) / self.marked if self.marked else 0.0
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    def scores(self) -> dict[str, float | int]:
        """The figures, in percent."""
        relaxed = self.f1(self.relaxed_found, self.relaxed_marked)
        return {
            "marked": self.marked,
            "found": self.found,
            "relaxed_precision": round(100 * self.relaxed_found / max(1, self.found), 1),
            "relaxed_recall": round(100 * self.relaxed_marked / max(1, self.marked), 1),
            "relaxed_f1": round(relaxed, 1),
            "strict_f1": round(self.f1(self.strict), 1),
            "value_f1": round(self.f1(self.value), 1),
            "type_f1": round(self.f1(self.type), 1),
        }


def read(path: Path) -> Document:
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    body = root.find("TEXT")
    creation = root.find("DCT/TIMEX3")
    assert body is not None
    marked: list[Marked] = []
    text = "".join(_walk(body, marked, [0]))
    day = (creation.get("value") or "")[:10] if creation is not None else ""
    return Document(path.name, text, day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else "", tuple(marked))


def _walk(node: ElementTree.Element, marked: list[Marked], at: list[int]) -> Iterator[str]:
    start = at[0]
    if node.text:
        at[0] += len(node.text)
        yield node.text
    for child in node:
        yield from _walk(child, marked, at)
        if child.tail:
            at[0] += len(child.tail)
            yield child.tail
    if node.tag == "TIMEX3" and at[0] > start:
        marked.append(Marked(start, at[0], node.get("type") or "", node.get("value") or ""))


def report_of(document: Document) -> Report:
    text = document.text
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))
    return Report(document.name, sha256_of(text), text, blocks=blocks, language="en", published=document.day or None)


def compare(document: Document, found: tuple[Time, ...], counts: Counts) -> None:
    counts.marked += len(document.times)
    counts.found += len(found)
    for one in document.times:
        match = _best(one, found)
        words = " ".join(document.text[one.start : one.end].split())
        if match is None:
            counts.errors[f"missed\t{words}\t{one.type} {one.value}"] += 1
            continue
        counts.relaxed_marked += 1
        same = document.text[one.start : one.end].strip(" .,\n") == match.span.text.strip(" .,")
        counts.strict += same
        counts.value += match.value == one.value
        counts.type += match.type == one.type
        if match.value != one.value:
            counts.errors[f"value\t{words} / {match.span.text}\t{one.value} / {match.value} ({document.day})"] += 1
        if not same:
            counts.errors[f"extent\t{words} / {match.span.text}\t"] += 1
    for time in found:
        if any(time.span.start < one.end and one.start < time.span.end for one in document.times):
            counts.relaxed_found += 1
        else:
            context = document.text[max(0, time.span.start - 25) : time.span.end + 20].replace("\n", " ")
            counts.errors[f"spurious\t{time.span.text}\t{context}"] += 1


def _best(one: Marked, found: tuple[Time, ...]) -> Time | None:
    """The found time that shares most characters with a marked one."""
    shared = [(min(time.span.end, one.end) - max(time.span.start, one.start), time) for time in found]
    fit = [(length, -time.span.start, time) for length, time in shared if length > 0]
    return max(fit, key=lambda each: each[:2])[2] if fit else None


def measure(paths: list[Path], engine: Engine) -> Counts:
    counts = Counts()
    for path in paths:
        document = read(path)
        report = report_of(document)
        compare(document, times.find(report, engine.parse(report)), counts)
    return counts


def figures(folder: Path) -> dict[str, float]:
    """The scores over all documents below a folder."""
    return measure(sorted(folder.rglob("*.tml")), load_engine()).scores()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="how many of the commonest errors to print")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    parser.add_argument("--held", choices=("in", "out"), help="take every fourth document only, or all others")
    given = parser.parse_args()
    paths = sorted(given.folder.rglob("*.tml"))
    if given.held:
        paths = [path for index, path in enumerate(paths) if (index % 4 == 3) == (given.held == "in")]
    paths = paths[:: given.every]
    if not paths:
        print(f"{given.folder}: no .tml document below it", file=sys.stderr)
        return 1
    counts = measure(paths, load_engine())
    print(json.dumps({"documents": len(paths), **counts.scores()}, indent=2))
    for line, number in counts.errors.most_common(given.errors):
        print(number, line, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())

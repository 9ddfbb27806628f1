"""What is found between reports that have nothing to do with each other: all of it should be silence.

    uv run python -m evaluation.apart ../shared/data/crossreport [--pairs 300] [--seed 5] [--quiet] [--json]

Three ways of bringing reports of different events together: all reports of the set related at once; random pairs of
reports of two events, each pair alone; and each page that the labels call not of the event with each report of its
event. Findings, derivations, shared quotations and origins that reach from one event into another are counted, and
printed with the passages of both sides, since a few can hold: two events may touch. The rule is at most one finding
in 50 pairs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import combinations
from pathlib import Path

from evaluation.crossreport import events
from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.spans import Citation

#: Characters of a passage that are printed.
WIDTH = 240

Pair = tuple[Entry, Entry]


@dataclass(slots=True)
class Counted:
    """What was found between reports of different events.

    Attributes:
        pairs: how many pairs of reports of different events were brought together.
        findings: how many findings have sides in two events; so of the others.
        shown: each of them as text, with the passages.
    """

    pairs: int = 0
    findings: int = 0
    derivations: int = 0
    quotes: int = 0
    origins: int = 0
    shown: list[str] = field(default_factory=list)

    def add(self, relations: Relations, event: Mapping[str, str]) -> None:
        """Count what reaches from one event into another."""
        for finding in relations.findings:
            cited = [side.citation for side in finding.sides]
            self.findings += self._across(f"{finding.kind}/{finding.type} ({finding.why})", cited, event)
        for one in relations.derivations:
            longest = max(one.shared, key=lambda shared: len(shared.a.text), default=None)
            cited = [Citation.of(one.a, longest.a), Citation.of(one.b, longest.b)] if longest else []
            if event[one.a] != event[one.b]:
                self.derivations += 1
                self.shown.append(_text(f"derivation {one.kind} {one.a}, {one.b} ({one.why})", cited))
        for quote in relations.quotes:
            cited = [variant.citation for variant in quote.variants]
            self.quotes += self._across(f"quotation {quote.relation} ({quote.speaker})", cited, event)
        for origin in relations.origins:
            if len({event[report] for report in origin.reports}) > 1:
                self.origins += 1
                self.shown.append(_text(f"origin of {', '.join(origin.reports)} ({origin.why})", origin.citations))

    def _across(self, title: str, cited: Sequence[Citation], event: Mapping[str, str]) -> bool:
        if len({event[one.report] for one in cited}) < 2:
            return False
        self.shown.append(_text(title, cited))
        return True

    @property
    def rate(self) -> float:
        """Findings in 50 pairs."""
        return 50 * self.findings / max(1, self.pairs)


def _text(title: str, cited: Sequence[Citation]) -> str:
    passages = [f"    {one.report} {one.start}–{one.end}: {' '.join(one.text.split())[:WIDTH]}" for one in cited]
    return "\n".join([title, *passages])


def read(data: Path) -> tuple[list[Entry], dict[str, str], list[Pair]]:
    """All reports, the event of each, and each page that is not of an event beside each report of that event."""
    entries: list[Entry] = []
    event: dict[str, str] = {}
    beside: list[Pair] = []
    for name, found in events(data):
        same = json.loads((data / f"{name}.gold.json").read_text(encoding="utf-8"))["same_event"]
        entries += found
        event |= {one.id: name if same.get(one.id, True) else f"{name}, not {one.id}" for one in found}
        strangers = [one for one in found if event[one.id] != name]
        beside += [(stranger, one) for stranger in strangers for one in found if event[one.id] == name]
    return entries, event, beside


def drawn(entries: Sequence[Entry], event: Mapping[str, str], pairs: int, seed: int) -> Iterator[Pair]:
    """Random pairs of reports of two events, each pair once, the same for the same seed."""
    across = [(a, b) for a, b in combinations(entries, 2) if event[a.id].split(",")[0] != event[b.id].split(",")[0]]
    yield from random.Random(seed).sample(across, min(pairs, len(across)))


def measure(data: Path, pairs: int = 300, seed: int = 5) -> dict[str, Counted]:
    """What is found, for each way of bringing reports of different events together."""
    entries, event, beside = read(data)
    at_once = Counted(pairs=sum(event[a.id] != event[b.id] for a, b in combinations(entries, 2)))
    at_once.add(pipeline.relate(entries), event)
    found = {"all at once": at_once, "pairs alone": Counted(), "pages not of the event": Counted()}
    ways = {"pairs alone": drawn(entries, event, pairs, seed), "pages not of the event": iter(beside)}
    for way, brought in ways.items():
        for pair in brought:
            found[way].pairs += 1
            found[way].add(pipeline.relate(pair), event)
    return found


def figures(data: Path) -> dict[str, float]:
    """For each way, how little is found: 1 for nothing, a twentieth less for each finding; the same for what is joined.

    By counts, not by pairs, so that one more false finding falls below the floor.
    """
    found = {}
    for way, one in measure(data).items():
        name = way.replace(" ", "_")
        found[f"{name}_findings"] = 1 - one.findings / 20
        found[f"{name}_joined"] = 1 - (one.derivations + one.quotes + one.origins) / 20
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pairs", type=int, default=300, help="so many random pairs alone")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--quiet", action="store_true", help="counts alone, without passages")
    parser.add_argument("--json", action="store_true", help="print all of it as JSON")
    args = parser.parse_args()
    found = measure(args.data, args.pairs, args.seed)
    if args.json:
        print(json.dumps({way: asdict(one) | {"in_50_pairs": one.rate} for way, one in found.items()}, indent=1))
        return 0
    for way, one in found.items():
        if not args.quiet:
            print("\n\n".join([f"== {way}", *one.shown, ""]))
    print(f"{'':24}{'pairs':>7}{'findings':>10}{'in 50':>8}{'derivations':>13}{'quotations':>12}{'origins':>9}")
    for way, one in found.items():
        counts = f"{one.findings:>10}{one.rate:>8.2f}{one.derivations:>13}{one.quotes:>12}{one.origins:>9}"
        print(f"{way:24}{one.pairs:>7}{counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

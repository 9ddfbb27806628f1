"""How right the findings between reports are, by labels and, where no label meets them, by a careful reader.

    uv run python -m evaluation.verdicts ../shared/data/crossreport [--stories ../shared/data/stories] [--unjudged]

The labels of differences are not complete, so a finding that meets none may still be right. Findings were read one by
one, blind to how they were made and to the labels; ``verdicts.json`` keeps for each its id, the ranges of its sides and
a verdict (right, doubtful, wrong), and no words. Corrected precision is the part of the findings made now that meet
a label or were judged right; a doubtful one counts as not right, and one that nobody has judged is counted apart.
A finding is known again by its kind, its rule and the ranges of its sides, so that a verdict outlives a
change of wording.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from evaluation.crossreport import events, scorer
from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding
from onrecord.model.report import Document, Given
from onrecord.text.canonical import canonical

Key = tuple[str, str, str, frozenset[tuple[str, int, int]]]
VERDICTS = Path(__file__).with_name("verdicts.json")
#: Stories of two to eight articles, drawn with this seed from these places on until there are so many articles. The
#: draws were judged one after the other, each before what was found wrong in it was mended; the fourth takes what was
#: left (245 articles).
SEED, ARTICLES = 11, 420
DRAWS = {"stories": 0, "stories2": 400, "stories3": 180, "stories4": 600}


def known() -> dict[Key, str]:
    """The verdicts by set, kind, rule and ranges of sides."""
    found: list[dict[str, Any]] = json.loads(VERDICTS.read_text("utf-8"))
    return {
        (one["set"], one["kind"], one["rule"], frozenset((r, s, e) for r, s, e in one["sides"])): one["verdict"]
        for one in found
    }


def key(name: str, finding: Finding) -> Key:
    """By what a finding of a set is known again: its kind, its rule and where its sides stand."""
    cited = [side.citation for side in finding.sides]
    return name, finding.kind, finding.rule, frozenset((one.report, one.start, one.end) for one in cited)


def stories(folder: Path) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The articles of the drawn stories, read as reports, each story with the name of its draw."""
    with gzip.open(folder / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_story[str(row["story"])].append(row)
    drawn = [one for one in by_story.values() if 2 <= len(one) <= 8]
    random.Random(SEED).shuffle(drawn)
    engine = pipeline.engine_named(None)
    for name, first in DRAWS.items():
        count = 0
        for articles in drawn[first:]:
            yield name, tuple(pipeline.read(_document(row), engine) for row in articles)
            count += len(articles)
            if count >= ARTICLES:
                break


def _document(row: dict[str, Any]) -> Document:
    text = canonical(row["text"])
    given = Given(id=row["id"], title=row["title"], outlet=row["outlet"], published=row["published"], url=row["url"])
    return Document(row["id"], text.encode(), "application/json", text, "utf-8", given)


def meets_a_label(finding: Finding, labels: dict[str, Any], texts: dict[str, Any], module: Any) -> bool:
    """Whether a pair of sides with two values meets a labelled pair, as the shared scorer counts it."""
    sides = [
        {"report": side.citation.report, "text": side.citation.text, "value": side.value} for side in finding.sides
    ]
    given = [
        pair
        for a, b in combinations(sides, 2)
        if a["value"] != b["value"]
        for pair in module.pairs_of([a, b], texts, "report")
    ]
    gold = [
        pair
        for one in labels["discrepancies"]
        for a, b in combinations(one["sides"], 2)
        for pair in module.pairs_of([a, b], texts, "id")
    ]
    return bool(module.match(given, gold)[0])


def judged(data: Path, more: Path | None) -> Iterator[tuple[str, Finding, str]]:
    """Each finding with its set and ``label``, its verdict, or ``unjudged``."""
    module, verdicts = scorer(data), known()
    for name, entries in events(data):
        labels = json.loads((data / f"{name}.gold.json").read_text("utf-8"))
        same = [one for one in entries if labels["same_event"].get(one.id, True)]
        texts = {one.id: module.Text(one.report.text) for one in same}
        for finding in pipeline.relate(entries).findings:
            met = meets_a_label(finding, labels, texts, module)
            yield name, finding, "label" if met else verdicts.get(key(name, finding), "unjudged")
    for name, entries in stories(more) if more else ():
        for finding in pipeline.relate(entries).findings:
            yield name, finding, verdicts.get(key(name, finding), "unjudged")


def figures(data: Path) -> dict[str, float]:
    """Corrected precision on the labelled events, of all findings and of contradictions, and how many are judged."""
    return summary([(finding, verdict) for _, finding, verdict in judged(data, None)])


def summary(found: Sequence[tuple[Finding, str]]) -> dict[str, float]:
    """Corrected precision over findings that were judged, and the part of findings that were."""
    figures: dict[str, float] = {}
    for name, chosen in (
        ("all", found),
        ("contradictions", [one for one in found if one[0].kind == "contradiction"]),
    ):
        counts = Counter(verdict for _, verdict in chosen)
        settled = len(chosen) - counts["unjudged"]
        figures[f"{name} right"] = (counts["label"] + counts["right"]) / max(1, settled)
        figures[f"{name} judged"] = settled / max(1, len(chosen))
    return figures


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--unjudged", action="store_true", help="print the findings that nobody has judged")
    args = parser.parse_args()
    by_set: dict[str, list[tuple[Finding, str]]] = defaultdict(list)
    for name, finding, verdict in judged(args.data, args.stories):
        by_set[name if name in DRAWS else "labelled events"].append((finding, verdict))
        if args.unjudged and verdict == "unjudged":
            print(f"{name}  {finding.kind}/{finding.type}  {finding.why}")
            for side in finding.sides:
                print(f"    {side.citation.report}  [{side.value}]  {' '.join(side.citation.text.split())}")
    for title, found in by_set.items():
        counts = Counter((finding.kind, verdict) for finding, verdict in found)
        print(title, len(found), json.dumps(summary(found)))
        for (kind, verdict), count in sorted(counts.items()):
            print(f"    {kind:14} {verdict:9} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

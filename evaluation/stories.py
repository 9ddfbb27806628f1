"""How well reports are grouped into stories, beside three other methods under the same scorer.

    uv run python -m evaluation.stories ../shared/data/stories [--within] [--cache FILE] [--large EVENTS]
    uv run --with scikit-learn --with hdbscan --with networkx \\
        python -m evaluation.stories ../shared/data/stories --peers [--within] [--only NAME …] [--cache FILE]

The labelled articles are grouped alone, or (``--within``) among 12,000 other articles of the same outlets; in date
order both times, those without a day last. Only labelled articles are scored. Stories are split in two halves by the
CRC-32 of their id: whatever a method lets one choose is chosen on one half and scored on the other, both ways. A pair
that was wrongly put together counts against a half if at least one of the two is of it, so nothing false is lost
between the halves. ``--cache`` keeps what was read of the articles, which takes most of the time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from evaluation.crossreport import unread
from onrecord import pipeline
from onrecord.model.report import Document, Given
from onrecord.stories.features import Features, features, vector_of
from onrecord.stories.stream import MORE, Stories
from onrecord.structure.report import structure

#: Thresholds of ours that are tried.
TRIED = range(50_000, 200_000, 7_500)
#: The figures of one grouping, in this order.
NAMES = ("P", "R", "F1", "B3 P", "B3 R", "B3 F1", "clusters")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its words, what the product reads of it, and the story it is labelled with (background: none)."""

    id: str
    story: str | None
    title: str
    text: str
    features: Features


#: The group of each article, by id.
Labels = Mapping[str, int]
#: Groupings of one method, each with the choices that gave it.
Tried = Iterable[tuple[str, Labels]]


def articles(data: Path, *, within: bool, cache: Path | None = None) -> list[Article]:
    """The labelled articles, alone or within the others, in date order; those without a day come last."""
    known: dict[str, Features] = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    before = len(known)
    found = [
        Article(row["id"], row.get("story"), row["title"] or "", row["text"], _features(row, known))
        for name in ("dev", *(("background",) if within else ()))
        for row in rows(data, name)
    ]
    if cache and len(known) > before:
        cache.write_bytes(pickle.dumps(known))
    return sorted(found, key=lambda one: (one.features.day is None, one.features.day or 0, one.id))


def rows(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """The lines of one file as they are."""
    with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _features(row: dict[str, Any], known: dict[str, Features]) -> Features:
    if row["id"] not in known:
        report = unread(row).report
        known[row["id"]] = features(report, vector_of(report))
    return known[row["id"]]


# -- scoring ----------------------------------------------------------------------------------------------------------


def half(story: str) -> int:
    """Which half a story is of: 0 or 1."""
    return zlib.crc32(story.encode()) % 2


def score(labels: Labels, found: Sequence[Article], which: int | None = None) -> tuple[float, ...]:
    """The figures ``NAMES`` over the labelled articles, or over those of one half and the pairs that touch it.

    B-cubed after Bagga and Baldwin 1998.
    """
    story = {one.id: str(one.story) for one in found if one.story is not None}
    groups: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for id, name in story.items():
        groups[labels[id]][name] += 1
    size = Counter(story.values())
    told = hit = 0
    precise = recalled = 0.0
    for group in groups.values():
        n = group.total()
        mine = {name: count for name, count in group.items() if which is None or half(name) == which}
        others = n - sum(mine.values())
        told += _pairs(n) - _pairs(others)
        hit += sum(_pairs(count) for count in mine.values())
        precise += sum(count * count / n for count in mine.values())
        recalled += sum(count * count / size[name] for name, count in mine.items())
    scored = {name: count for name, count in size.items() if which is None or half(name) == which}
    total = sum(scored.values())
    p, r = hit / max(1, told), hit / sum(_pairs(count) for count in scored.values())
    bp, br = precise / total, recalled / total
    return (p, r, _f1(p, r), bp, br, _f1(bp, br), float(len(groups)))


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _f1(p: float, r: float) -> float:
    return 2 * p * r / max(1e-9, p + r)


def crossed(tried: Tried, found: Sequence[Article]) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The mean figures of the two halves, each with what did best on the other, and what that was."""
    scored = [(name, [score(labels, found, which) for which in (0, 1)]) for name, labels in tried]
    best = [max(scored, key=lambda one, which=which: one[1][which][2]) for which in (0, 1)]  # type: ignore[misc]
    held = [best[which][1][1 - which] for which in (0, 1)]
    return tuple(sum(pair) / 2 for pair in zip(*held, strict=True)), tuple(one[0] for one in best)


# -- ours -------------------------------------------------------------------------------------------------------------


def ours(found: Sequence[Article], least: Iterable[int] = TRIED) -> Iterator[tuple[str, Labels]]:
    """The stories as the product groups them, at other thresholds too."""
    stories = Stories()
    stories.add(one.features for one in found)
    for value in least:
        stories.regroup(value)
        yield str(value), _labels(stories.stories())


def _labels(groups: Iterable[Iterable[str]]) -> dict[str, int]:
    return {id: number for number, group in enumerate(groups) for id in group}


def figures(data: Path) -> dict[str, float]:
    """The figures that floors are pinned on: the labelled articles alone, which takes under a minute."""
    found = articles(data, within=False)
    held, _ = crossed(ours(found), found)
    own = score(next(iter(ours(found, [MORE])))[1], found)
    return {"held_f1": held[2], "precision": own[0], "recall": own[1], "f1": own[2], "bcubed_f1": own[5]}


def large(data: Path, found: Sequence[Article]) -> dict[str, float]:
    """How whole larger stories stay: pairs of the labelled events of 3 to 12 reports, grouped among the articles."""
    of: dict[str, str] = {}
    stories = Stories()
    stories.add(one.features for one in found)
    for path in sorted(data.glob("*.jsonl")):
        documents = [one for one in pipeline.documents(str(path), Given()) if isinstance(one, Document)]
        more = [features(one, vector_of(one)) for one in map(structure, documents)]
        of.update((one.report, path.stem) for one in more)
        stories.add(more)
    labels = _labels(stories.stories())
    same = {pair for pair in combinations(sorted(of), 2) if of[pair[0]] == of[pair[1]]}
    told = {pair for pair in combinations(sorted(of), 2) if labels[pair[0]] == labels[pair[1]]}
    hit = len(same & told)
    return {"reports": len(of), "pairs": len(same), "precision": hit / max(1, len(told)), "recall": hit / len(same)}


# -- printing ---------------------------------------------------------------------------------------------------------


def show(name: str, tried: Tried, found: Sequence[Article]) -> None:
    """Print what a method reaches on the halves that it was not tuned on, and with each choice of those on all."""
    kept = list(tried)
    held, chosen = crossed(kept, found)
    print(_line(f"{name}, held halves", held), flush=True)
    for choice in dict.fromkeys(chosen):
        print(_line(f"   all: {choice}", score(dict(kept)[choice], found)), flush=True)


def _line(name: str, values: Sequence[float]) -> str:
    told = "  ".join(f"{key} {value:.3f}" for key, value in zip(NAMES, values[:6], strict=False))
    return f"{name:46} {told}  clusters {values[6]:.0f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--within", action="store_true", help="among the 12,000 other articles")
    parser.add_argument("--peers", action="store_true", help="the other methods too")
    parser.add_argument("--only", nargs="*", help="only these: ours, tfidf, hdbscan, taranis")
    parser.add_argument("--large", type=Path, help="the labelled events, to see whether large stories stay whole")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    found = articles(args.data, within=args.within, cache=args.cache)
    if not args.only or "ours" in args.only:
        show("ours, as it is", ours(found, [MORE]), found)
        show("ours, tuned", ours(found), found)
    if args.large:
        print(json.dumps(large(args.large, found)), flush=True)
    if args.peers:
        from evaluation import stories_peers

        names = args.cache.with_suffix(".names") if args.cache else None
        for name, tried in stories_peers.methods(found, args.data, args.only, names):
            show(name, tried, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())

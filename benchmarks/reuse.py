"""Recall, precision, speed and size of the reuse index, beside other tools on the same texts in the same run.

    uv run python -m benchmarks.reuse ../shared/data/stories [--size 15000] [--wires 600]
    uv run --with gaoya==0.2.2 --with datasketch==2.0.0 python -m benchmarks.reuse ../shared/data/stories --peers

Times are CPU seconds of one core, each method over the same list of texts, in turns.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.reuse_set import KINDS, SEED, WHOLE, Made, derived
from onrecord.reuse.index import ReuseIndex, Text

Pairs = set[tuple[int, int]]
#: Pairs of other lineages that the judge reads.
SAMPLE = 2000
PERMUTATIONS, BANDS, THRESHOLD, RUN = 128, 32, 0.5, 5
_WORD = re.compile(r"\w+")


def ours(made: Sequence[Made]) -> tuple[Pairs, int]:
    """The pairs that the index finds, and its bytes."""
    index = ReuseIndex()
    found = index.add([Text(str(at), one.text, one.day) for at, one in enumerate(made)])
    return {(int(one.old), int(one.new)) for one in found}, index.size


def gaoya(made: Sequence[Made]) -> tuple[Pairs, int]:
    """The pairs of gaoya's MinHash index with its own analyzer."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32, jaccard_threshold=THRESHOLD, num_bands=BANDS, band_size=PERMUTATIONS // BANDS, num_hashes=None,
        analyzer="word", lowercase=True, ngram_range=(RUN, RUN), id_container="vec",
    )  # fmt: skip
    index.par_bulk_insert_docs(list(range(len(made))), [one.text for one in made])
    found = index.par_bulk_query([one.text for one in made], return_similarity=False)
    return {(min(a, b), max(a, b)) for a, near in enumerate(found) for b in near if a != b}, 0


def datasketch(made: Sequence[Made]) -> tuple[Pairs, int]:
    """The pairs of datasketch's MinHash LSH over word runs."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = set()
    shingles = []
    for one in made:
        words = _WORD.findall(one.text.lower())
        shingles.append([" ".join(words[at : at + RUN]).encode() for at in range(max(1, len(words) - RUN + 1))])
    for at, sketch in enumerate(MinHash.bulk(shingles, num_perm=PERMUTATIONS)):
        pairs |= {(other, at) for other in index.query(sketch)}
        index.insert(at, sketch)
    return pairs, 0


def recall(made: Sequence[Made], pairs: Pairs) -> dict[str, float]:
    """By how it was made, the part of texts that are paired with their wire."""
    wires = {one.wire: at for at, one in enumerate(made) if one.kind == "wire"}
    hit: Counter[str] = Counter()
    for at, one in enumerate(made):
        if one.kind in KINDS and one.kind:
            wire = wires[one.wire]
            hit[one.kind] += (min(at, wire), max(at, wire)) in pairs
    return {kind: hit[kind] / len(wires) for kind in KINDS}


def precision(made: Sequence[Made], pairs: Pairs) -> tuple[float, list[tuple[int, int]]]:
    """The part of pairs that share text, standing lines left out, and those of the sample that do not.

    Right is a pair of one lineage; or a run of twelve equal words, or 24 in runs of six and more, in the texts without
    their standing lines.
    """
    same = sum(1 for a, b in pairs if made[a].wire == made[b].wire >= 0)
    others = sorted(pair for pair in pairs if not made[pair[0]].wire == made[pair[1]].wire >= 0)
    sample = random.Random(SEED).sample(others, min(SAMPLE, len(others)))
    wrong = [(a, b) for a, b in sample if not _share(made[a].clean, made[b].clean)]
    right = 1 - len(wrong) / max(1, len(sample))
    return (same + right * len(others)) / max(1, len(pairs)), wrong


def _share(one: str, other: str) -> bool:
    a, b = (_WORD.findall(text.lower()) for text in (one, other))
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(b) - 5):
        places[tuple(b[at : at + 6])].append(at)
    at, covered, longest = 0, 0, 0
    while at < len(a) - 5:
        best = 0
        for to in places.get(tuple(a[at : at + 6]), ()):
            run = 6
            while at + run < len(a) and to + run < len(b) and a[at + run] == b[to + run]:
                run += 1
            best = max(best, run)
        covered, longest = covered + best, max(longest, best)
        at += best or 1
    return longest >= 12 or covered >= 24


def timed(method: Callable[[Sequence[Made]], tuple[Pairs, int]], made: Sequence[Made]) -> tuple[float, Pairs, int]:
    """Texts a CPU second, pairs and bytes."""
    before = time.process_time()
    pairs, size = method(made)
    return len(made) / (time.process_time() - before), pairs, size


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=15_000)
    parser.add_argument("--wires", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="gaoya and datasketch too, which must be installed")
    args = parser.parse_args()
    made = derived(args.folder, args.size, args.wires)
    print(f"{len(made)} texts, {sum(len(one.text) for one in made) / 1e6:.1f} million characters")
    methods = {"ours": ours, **({"gaoya": gaoya, "datasketch": datasketch} if args.peers else {})}
    speeds: dict[str, list[float]] = defaultdict(list)
    results: dict[str, tuple[Pairs, int]] = {}
    for turn in range(args.rounds):
        for name, method in methods.items():
            if name != "datasketch" or turn == 0:
                speed, *results[name] = timed(method, made)  # type: ignore[assignment]
                speeds[name].append(speed)
    for name, (pairs, size) in results.items():
        found = recall(made, pairs)
        right, wrong = precision(made, pairs)
        whole = statistics.mean(found[kind] for kind in WHOLE)
        print(f"{name:11} {statistics.median(speeds[name]):8.0f} texts a CPU second  pairs {len(pairs)}  "
              f"precision {right:.3f}  whole {whole:.3f}  bytes a text {size / len(made):.0f}")  # fmt: skip
        print("            " + "  ".join(f"{kind} {part:.3f}" for kind, part in found.items()))
        if name == "ours":
            show(made, wrong)
    base = statistics.median(speeds["ours"])
    for name in results.keys() - {"ours"}:
        print(f"ours / {name}: {base / statistics.median(speeds[name]):.1f}")
    return 0


def show(made: Sequence[Made], wrong: Iterable[tuple[int, int]], most: int = 3) -> None:
    """A few pairs that are wrong, for a look."""
    for a, b in list(wrong)[:most]:
        print("   wrong:", made[a].id, made[a].day, "|", made[b].id, made[b].day)


if __name__ == "__main__":
    sys.exit(main())

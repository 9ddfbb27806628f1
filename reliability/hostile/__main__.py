"""``python -m reliability.hostile``: a line an input, and how many ended how."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence

from reliability.hostile import batches, every
from reliability.hostile.made import Hostile
from reliability.hostile.measured import Outcome, outcome, warmed


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reliability.hostile", description=__doc__)
    parser.add_argument("--door", action="append", default=[], help="only what comes in this way (may be repeated)")
    parser.add_argument("--name", default="", help="only inputs whose name this pattern is found in")
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="one in N of those that cost little")
    parser.add_argument("--no-batch", action="store_true", help="do not add them as a folder with good ones between")
    return parser.parse_args()


def _chosen(asked: argparse.Namespace) -> list[Hostile]:
    found = every.drawn(asked.draw) if asked.draw else list(every.inputs(asked.door))
    return [one for one in found if re.search(asked.name, one.name)]


def _line(one: Hostile, found: Outcome) -> str:
    said = re.sub(r"\S*onrecord-hostile-\w+/?", "", found.said).encode("unicode_escape").decode("ascii")
    return f"{one.door:9}{one.name[:48]:49}{found.kind:9}{found.cpu:6.2f} {found.memory / 1e6:6.0f}  {said[:100]}"


def _each(chosen: Sequence[Hostile]) -> tuple[Counter[str], float, int]:
    """Put each to the test and print its line; how many ended how, and the most that any took."""
    ended: Counter[str] = Counter()
    cpu, memory = 0.0, 0
    print(f"{'door':9}{'input':49}{'outcome':9}{'CPU s':>6} {'MB':>6}  what was said", flush=True)
    for one in chosen:
        found = outcome(one)
        ended[found.kind] += 1
        cpu, memory = max(cpu, found.cpu), max(memory, found.memory)
        print(_line(one, found), flush=True)
    return ended, cpu, memory


def main() -> int:
    """Put the inputs to the test; 1 if one ended in a fault or took more than it may."""
    asked = _asked()
    chosen = _chosen(asked)
    began = time.monotonic()
    warmed()
    ended, cpu, memory = _each(chosen)
    print(f"\n{sum(ended.values())} inputs: " + ", ".join(f"{count} {kind}" for kind, count in ended.most_common()))
    print(f"the costliest step took {cpu:.1f} s of processor time, the largest process {memory / 1e6:,.0f} MB")
    faults = ended["fault"] + ended["over"]
    if not asked.no_batch:
        found = batches.added(one for one in chosen if one.cheap)
        print(f"as a folder: {found.files} hostile files, {found.kept} of {found.neighbours} good ones kept; results:")
        print("  " + ", ".join(f"{count} {status}" for status, count in sorted(found.results.items())))
        print("\n".join(f"  FAULT: {one}" for one in found.faults))
        faults += len(found.faults)
    print(f"{time.monotonic() - began:.0f} s by the clock")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

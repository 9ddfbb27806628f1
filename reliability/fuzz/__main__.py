"""``python -m reliability.fuzz [READER ...]``: tries readers one after another and prints what it found."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from reliability.fuzz.runs import is_guided, run
from reliability.fuzz.targets import TARGETS


def main() -> int:
    """Tries readers; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m reliability.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", help=f"of {', '.join(TARGETS)}; all if left out")
    parser.add_argument("--seconds", type=float, default=600, help="for each reader (600)")
    parser.add_argument("--cases", type=int, help="for each reader, instead of a time")
    parser.add_argument("--seed", type=int, default=0, help="another number makes other cases (0)")
    parser.add_argument("--plain", action="store_true", help="without Atheris, also where it is installed")
    parser.add_argument("--keep", type=Path, help="a folder that what is found, and what cases reached, is kept in")
    given = parser.parse_args()
    unknown = [name for name in given.readers if name not in TARGETS]
    if unknown:
        parser.error(f"no reader {unknown[0]!r}; there are {', '.join(TARGETS)}")
    guided = is_guided() and not given.plain and not given.cases
    print("cases led by the lines that they reach (Atheris)" if guided else "cases made by mutation alone", flush=True)
    home = given.keep or Path(tempfile.mkdtemp(prefix="onrecord-fuzz-"))
    found = 0
    for name in given.readers or TARGETS:
        seconds = None if given.cases else given.seconds
        (result,) = run({name: given.cases}, home, seconds=seconds, seed=given.seed, guided=guided)
        print(result, flush=True)
        found += len(result.finds)
    print(f"{found} found; a case that showed a fault is kept in reliability/fuzz/crashes once the fault is mended")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""No regular expression of Onrecord takes time beyond measure, whatever it is put to.

Each is put to strings made to hurt (``reliability.strings``), searched from end to end and matched whole. One that takes
longer than a tenth of the bound is put to the same string at four times its length; it fails if that takes more than the
bound for each character, or more than ``GROWTH`` times as long. CPU time counts, the least of several tries.

    python -m reliability.patterns [--size 20000] [--own 150] [--megabyte]
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from types import FrameType
from typing import Any

from reliability.pattern_sites import Site, sites
from reliability.strings import Shape, shapes

#: CPU seconds for each million characters.
BOUND = 1.0
#: How much longer four times the length may take: as long as it is, with room for what a cache does; the square is 16.
GROWTH = 8.0
#: Shorter times say nothing about growth.
_FLOOR = 0.02
#: A try is given up after so many times the bound.
_PATIENCE = 30.0
_WAYS = ("finditer", "fullmatch", "match")
_HARDEST = 20


@dataclass(frozen=True, slots=True)
class Worst:
    """The string that one expression takes longest for.

    Attributes:
        site: the expression.
        tried: how many strings it was put to.
        rate: CPU seconds for a million characters.
        growth: how much longer four times the length took; 0 where no time was long enough to tell.
        shape: the string.
        way: how it was put to it.
    """

    site: Site
    tried: int
    rate: float = 0.0
    growth: float = 0.0
    shape: Shape = Shape("a")
    way: str = ""

    def fails(self, slack: float = 1.0) -> bool:
        """Whether it is over the bound so many times, or grows faster than its string."""
        return self.rate > slack * BOUND or self.growth > GROWTH


class _GaveUp(Exception):
    """A match took longer than is waited for."""


@contextmanager
def _given(seconds: float) -> Iterator[None]:
    """Give up after some CPU seconds; a matcher looks for signals while it tries."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _GaveUp

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: re.Pattern[Any], text: str, way: str, tries: int = 1) -> float:
    """CPU seconds for one way to put an expression to a string: the least of some tries, infinite if given up."""
    words = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    least = float("inf")
    for _ in range(tries):
        begun = time.process_time()
        try:
            with _given(_PATIENCE * BOUND * len(text) / 1e6):
                found = getattr(pattern, way)(words)
                if way == "finditer":
                    for _match in found:
                        pass
        except _GaveUp:
            return least
        least = min(least, time.process_time() - begun)
    return least


def worst(site: Site, size: int, own: int) -> Worst:
    """What an expression takes longest for, of general strings and so many of its own; stops at the first failure."""
    tried = shapes(site.pattern, own)
    found = Worst(site, len(tried))
    for shape in tried:
        text = shape.of(size)
        for way in _WAYS:
            took = seconds(site.pattern, text, way)
            if took * 1e6 / size > max(found.rate, BOUND / 10):
                found = max(found, _looked_at(site, len(tried), shape, way, size), key=lambda one: one.rate)
        if found.fails():
            break
    return found


def _looked_at(site: Site, tried: int, shape: Shape, way: str, size: int) -> Worst:
    """An expression and a string that takes it long, at its length and at four times that."""
    once = seconds(site.pattern, shape.of(size), way, 3)
    more = seconds(site.pattern, shape.of(4 * size), way, 3)
    growth = more / once if more > _FLOOR and more < float("inf") else 0.0
    growth = float("inf") if more == float("inf") else growth
    return Worst(site, tried, min(once / size, more / (4 * size)) * 1e6 if growth < GROWTH else more / size / 4 * 1e6, growth, shape, way)


def megabyte(site: Site, own: int) -> Worst:
    """What an expression takes for a million characters, of the strings that are hardest for it at a hundredth."""
    every = [(seconds(site.pattern, shape.of(10_000), way), at, shape, way) for at, shape in enumerate(shapes(site.pattern, own)) for way in _WAYS]
    found = Worst(site, _HARDEST)
    for _, _, shape, way in nlargest(_HARDEST, every):
        took = seconds(site.pattern, shape.of(1_000_000), way)
        took = seconds(site.pattern, shape.of(1_000_000), way, 3) if BOUND < took < float("inf") else took
        if took > found.rate:
            found = Worst(site, _HARDEST, took, 0.0, shape, way)
    return found


def line(one: Worst) -> str:
    """A result in a line."""
    shown = repr(one.shape.head[-30:] + one.shape.unit[:30] + "…" + one.shape.end)
    pattern = str(one.site.pattern.pattern)[:60]
    return f"{one.rate:8.2f}  {one.growth:5.1f}  {one.site.where:40} {one.way:9} {shown:30} {pattern!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000, help="characters of each string")
    parser.add_argument("--own", type=int, default=150, help="strings made from each expression, at most")
    parser.add_argument("--megabyte", action="store_true", help="a million characters of the 20 hardest instead")
    parser.add_argument("--lines", type=int, default=25, help="how many expressions are listed, the slowest first")
    asked = parser.parse_args()
    every, unknown = sites()
    found = []
    for site in every:
        one = megabyte(site, asked.own) if asked.megabyte else worst(site, asked.size, asked.own)
        if one.fails():
            print(line(one), file=sys.stderr, flush=True)
        found.append(one)
    found.sort(key=lambda one: -one.rate)
    failed = [one for one in found if one.fails()]
    print("s per MB  x4     expression, how, string")
    print("\n".join(map(line, found[: max(asked.lines, len(failed))])))
    print(f"{len(every)} expressions, {sum(one.tried for one in found)} strings, {len(failed)} failed,", end=" ")
    print(f"{len(unknown)} not known{': ' if unknown else ''}{', '.join(unknown)}")
    return 1 if failed or unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())

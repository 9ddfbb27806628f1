"""No regular expression of Onrecord takes time beyond measure, whatever it is put to.

Each is put to strings made to hurt (``reliability.strings``): searched from end to end, and matched whole. Where that
takes long, the same string is tried at four times its length. An expression fails that takes more than the bound for
each character, or more than ``GROWTH`` times as long for four times as much. CPU time counts, the least of some tries.

    python -m reliability.patterns [--size 10000] [--own 100] [--megabyte]
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
#: Four times the length takes four times as long where the cost is linear, and sixteen times where it is the square.
GROWTH = 8.0
#: Shorter times say nothing about growth.
_FLOOR = 0.01
#: A try is given up after so many times the bound.
_PATIENCE = 30.0
#: What takes less than this part of the bound is not looked at more closely.
_SUSPECT = 0.2
_WAYS = ("finditer", "fullmatch")
#: How many of the hardest strings are tried at a million characters.
HARDEST = 20
_A = Shape("a")


@dataclass(frozen=True, slots=True)
class Worst:
    """What one expression takes longest for.

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
    shape: Shape = _A
    way: str = ""

    def fails(self, slack: float = 1.0) -> bool:
        """Whether it takes more than so many times the bound, or grows faster than its string."""
        return self.rate > slack * BOUND or self.growth > GROWTH


class _GaveUp(Exception):
    """A match took longer than is waited for."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Give up after some CPU seconds; the matcher looks for signals while it tries."""

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
            with _at_most(_PATIENCE * BOUND * max(len(text), 2_000) / 1e6):
                found = getattr(pattern, way)(words)
                if way == "finditer":
                    for _match in found:
                        pass
        except _GaveUp:
            return least
        least = min(least, time.process_time() - begun)
    return least


def worst(site: Site, size: int, own: int, slack: float = 1.0) -> Worst:
    """What an expression takes longest for, of general strings and so many of its own; the first failure ends it."""
    tried = shapes(site.pattern, own)
    found = Worst(site, len(tried))
    for shape in tried:
        text = shape.of(size)
        for way in _WAYS:
            if seconds(site.pattern, text, way) * 1e6 / len(text) > max(found.rate, _SUSPECT * BOUND):
                one = _looked_at(site, len(tried), shape, way, size)
                found = one if one.fails(slack) else max(found, one, key=lambda worst: worst.rate)
                if found.fails(slack):
                    return found
    return found


def _looked_at(site: Site, tried: int, shape: Shape, way: str, size: int) -> Worst:
    """An expression and a string that takes it long, at its length and at four times that."""
    text, longer = shape.of(size), shape.of(4 * size)
    once, more = seconds(site.pattern, text, way, 3), seconds(site.pattern, longer, way, 3)
    growth = more / max(once, 1e-6) if more > _FLOOR and once < float("inf") else 0.0
    return Worst(site, tried, more / len(longer) * 1e6, growth, shape, way)


def megabyte(site: Site, own: int) -> Worst:
    """What an expression takes for a million characters of the strings that are hardest for it at a five-hundredth."""
    pairs = [(shape, way) for shape in shapes(site.pattern, own) for way in _WAYS]
    hardest = nlargest(HARDEST, pairs, key=lambda pair: seconds(site.pattern, pair[0].of(2_000), pair[1]))
    found = Worst(site, HARDEST)
    for shape, way in hardest:
        text = shape.of(1_000_000)
        took = seconds(site.pattern, text, way)
        took = seconds(site.pattern, text, way, 3) if BOUND < took < float("inf") else took
        if took > found.rate:
            found = Worst(site, HARDEST, took, 0.0, shape, way)
    return found


def line(one: Worst) -> str:
    """A result in a line."""
    text = repr(f"{one.shape.head[-15:]}{one.shape.unit[:15]}…{one.shape.end}")
    return f"{one.rate:7.2f} {one.growth:5.1f}  {one.site.where:36} {one.way:9} {text:24} {one.site.shown[:60]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=10_000, help="characters of each string")
    parser.add_argument("--own", type=int, default=100, help="strings made from each expression, at most")
    parser.add_argument("--megabyte", action="store_true", help=f"a million characters, of the {HARDEST} hardest")
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
    print("s of CPU per MB, growth for four times as much, expression, how, string")
    print("\n".join(map(line, found[: max(asked.lines, len(failed))])))
    print(f"{len(every)} expressions, {sum(one.tried for one in found)} strings, {len(failed)} failed,", end=" ")
    print(f"{len(unknown)} not known{': ' if unknown else ''}{', '.join(unknown)}")
    return 1 if failed or unknown else 0


if __name__ == "__main__":
    raise SystemExit(main())

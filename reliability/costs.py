"""Reading and comparing takes about twice as long for twice the text, whatever the text is full of.

Each kind of text (``reliability.texts``) is read at two lengths, the second four times the first; then two reports full
of it, under other leads, are compared and shown. CPU time counts.

    python -m reliability.costs [--size 5000] [--reader rules] [--kinds quotations,deadlines]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord import pipeline
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given
from onrecord.text.once import forget
from reliability.texts import KINDS, LEAD

#: Four times the text takes four times as long where the cost is linear, and sixteen times where it is the square.
GROWTH = 8.0
#: Shorter times say nothing about growth.
_FLOOR = 0.2
_STAGES = ("reading", "comparing", "showing")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one stage takes for one kind of text.

    Attributes:
        kind: what the text is full of.
        stage: ``reading``, ``comparing`` or ``showing``.
        seconds: CPU seconds at the two lengths.
    """

    kind: str
    stage: str
    seconds: tuple[float, float]

    @property
    def growth(self) -> float:
        """How much longer the longer text took; 0 where it took no time to speak of."""
        short, long = self.seconds
        return long / max(short, _FLOOR / 4) if long > _FLOOR else 0.0

    @property
    def fails(self) -> bool:
        """Whether it grows faster than the text."""
        return self.growth > GROWTH


def document(kind: str, size: int, number: int = 0) -> Document:
    """A report full of one kind of thing; another number is another outlet's, with a lead of its own."""
    text = f"{LEAD if not number else 'Talks went on in Kelorra on Tuesday, its president said. '}{KINDS[kind](size)}"
    given = Given(id=f"r{number}", outlet=f"Courier {number}", published=f"2026-05-0{number + 1}", language="en")
    return Document("-", text.encode("utf-8", "surrogatepass"), "text/plain", text, "utf-8", given)


def cost(kind: str, sizes: tuple[int, int], reader: str = "rules") -> Iterator[Cost]:
    """What each stage takes for one kind of text at two lengths."""
    engine = pipeline.engine_named(None, reader)
    taken: list[list[float]] = []
    for size in sizes:
        forget()
        first, spent = _timed(lambda size=size: pipeline.read(document(kind, size), engine))
        entries = (first, pipeline.read(document(kind, size, 1), engine))
        relations, compared = _timed(lambda entries=entries: pipeline.relate(entries))
        taken.append([spent, compared, _timed(lambda one=entries, all=relations: _shown(one, all))[1]])
    for at, stage in enumerate(_STAGES):
        yield Cost(kind, stage, (taken[0][at], taken[1][at]))


def _timed(job: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.process_time()
    return job(), time.process_time() - begun


def _shown(entries: Sequence[Entry], relations: Relations) -> None:
    """All that is shown of two reports."""
    from onrecord.render.markdown import markdown
    from onrecord.views import brief, checks, compare, lineage, quotes, read

    markdown(brief.page(entries, relations))
    for view in (compare, checks, lineage, quotes):
        view.page(entries, relations)
    read.page(entries[0])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=5_000, help="characters of the shorter text")
    parser.add_argument("--reader", choices=("rules", "learned"), default="rules")
    parser.add_argument("--kinds", default="", help="some kinds of text, parted by commas")
    asked = parser.parse_args()
    kinds = asked.kinds.split(",") if asked.kinds else list(KINDS)
    pipeline.read(document("speakers", 500), pipeline.engine_named(None, asked.reader))  # loads what is loaded once
    found: list[Cost] = []
    print(f"CPU seconds for {asked.size:,} and {4 * asked.size:,} characters, and how much longer the longer took")
    for kind in kinds:
        costs = list(cost(kind, (asked.size, 4 * asked.size), asked.reader))
        found += costs
        told = (f"{one.stage} {one.seconds[0]:.2f} {one.seconds[1]:.2f} x{one.growth:.1f}" for one in costs)
        print(f"{kind:26} {'  '.join(told)}{'  FAILS' if any(one.fails for one in costs) else ''}", flush=True)
    failed = [one for one in found if one.fails]
    print(f"{len(kinds)} kinds of text, {len(found)} costs, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Events against half of the PLOVER gold-standard records: type accuracy, and actor and recipient overlap F1.

    uv run python evaluation/plover.py [--misses] [--json]

The records use the 18 types of an older PLOVER; they are mapped to the 16 of PLOVER 1.0: DEMAND is REQUEST, DISAPPROVE
and INVESTIGATE are ACCUSE, FIGHT is ASSAULT. Each record is one sentence with one event; where the reader finds several
events in it, the one whose words share most with the record's event text is scored, the first of equals. No event is a
wrong type. Actors are scored by the words of their mention nearest to the event against the record's actor words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.lexicons.events import TYPES
from onrecord.lexicons.words import words as words_of
from onrecord.model.reading import Actor, Event
from onrecord.model.report import Block, Report, sha256_of
from onrecord.reading import actors, attribution, events, times
from onrecord.reading.attribution import readers
from onrecord.reading.engine import Engine, load_engine

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover" / "gsr_dev.json"
MAPPING = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_SMALL = words_of("the a an of and in on to for by at from with s its his her their")


@dataclass(frozen=True)
class Scored:
    """One record: what the gold says and what was read."""

    record: dict[str, Any]
    gold: str
    event: Event | None
    found: tuple[Event, ...]
    overlap: tuple[tuple[Counter[str], Counter[str]], tuple[Counter[str], Counter[str]]]

    @property
    def type(self) -> str:
        """The type that was read, ``none`` without an event."""
        return self.event.type if self.event else "none"


def words(text: str) -> Counter[str]:
    """Lower-case words of a text that say something, with their numbers."""
    return Counter(word for word in re.findall(r"[a-z0-9]+", text.lower().replace("u.s.", "us")) if word not in _SMALL)


def gold_words(side: Any) -> Counter[str]:
    """The actor words of one side of a record."""
    if isinstance(side, str) or not side:
        return words(side or "")
    return sum((words(one.get("actorText", "")) for one in side), Counter())


def read_words(ids: Sequence[str], event: Event, known: dict[str, Actor]) -> Counter[str]:
    """The words by which the text names these actors, at the mention nearest to the event."""
    total: Counter[str] = Counter()
    for name in ids:
        actor = known.get(name)
        if actor is None:
            continue
        inside = [m for m in actor.mentions if m.text.lower() not in ("he", "she", "it", "they", "his", "its", "their")]
        nearest = min(inside, key=lambda m: (not m.overlaps(event.span), abs(m.start - event.span.start)), default=None)
        total += words(nearest.text if nearest else actor.name)
    return total


def score_record(record: dict[str, Any], engine: Engine) -> Scored:
    """Read one record's sentence as a report of one paragraph."""
    text = record["text"].strip()
    report = Report(
        id=record["id"], sha256=sha256_of(text), text=text, blocks=(Block("paragraph", 0, len(text)),), language="en"
    )
    parsed = engine.parse(report)
    cast = actors.find(report, parsed)
    when = times.find(report, parsed)
    propose, _ = readers.proposer(engine.reader)
    found = events.find(report, parsed, cast, when, attribution.find(report, parsed, cast, propose))
    told = words(record.get("eventText", ""))
    best = max(found, key=lambda one: sum((words(one.span.text) & told).values()), default=None)
    known = {actor.id: actor for actor in cast.actors}
    gold = gold_words(record.get("source")), gold_words(record.get("target"))
    read = (
        (read_words(best.actors, best, known), read_words(best.recipients, best, known))
        if best
        else (Counter(), Counter())
    )
    return Scored(
        record, MAPPING.get(record["event"], record["event"]), best, found, ((gold[0], read[0]), (gold[1], read[1]))
    )


def f1(pairs: Iterator[tuple[Counter[str], Counter[str]]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of words over all records."""
    hits = wanted = got = 0
    for gold, read in pairs:
        hits += sum((gold & read).values())
        wanted += sum(gold.values())
        got += sum(read.values())
    precision, recall = hits / got if got else 0.0, hits / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def score(path: Path, engine: Engine) -> list[Scored]:
    """All records of the file, scored."""
    return [score_record(record, engine) for record in json.loads(path.read_text("utf-8"))]


def summary(scored: Sequence[Scored]) -> dict[str, float]:
    """The figures that are reported, in percent."""
    right = sum(one.type == one.gold for one in scored)
    any_right = sum(any(event.type == one.gold for event in one.found) for one in scored)
    first_right = sum(bool(one.found) and one.found[0].type == one.gold for one in scored)
    actor, recipient = (f1(one.overlap[side] for one in scored) for side in (0, 1))
    both = f1(pair for one in scored for pair in one.overlap)
    raw = {
        "type accuracy": right / len(scored),
        "type accuracy, first event": first_right / len(scored),
        "type among the events": any_right / len(scored),
        "no event": sum(one.event is None for one in scored) / len(scored),
        "actor precision": actor[0],
        "actor recall": actor[1],
        "actor F1": actor[2],
        "recipient precision": recipient[0],
        "recipient recall": recipient[1],
        "recipient F1": recipient[2],
        "actor and recipient F1": both[2],
    }
    return {name: round(100 * value, 1) for name, value in raw.items()}


def figures(folder: Path) -> dict[str, float]:
    """The reported figures over the records of a folder."""
    return summary(score(folder / "gsr_dev.json", load_engine()))


def confusion(scored: Sequence[Scored]) -> str:
    """The confusion matrix as a table: gold types as rows, read types as columns."""
    counts = Counter((one.gold, one.type) for one in scored)
    columns = [*TYPES, "none"]
    lines = [" " * 10 + " ".join(name[:4].rjust(4) for name in columns)]
    for gold in TYPES:
        row = [counts[gold, name] for name in columns]
        if any(row):
            lines.append(gold.ljust(10) + " ".join((str(n) if n else ".").rjust(4) for n in row))
    return "\n".join(lines)


def main() -> None:
    """Print the figures, the confusion matrix and, if asked, what was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=DATA)
    parser.add_argument("--misses", action="store_true", help="list the records whose type is wrong")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON only")
    given = parser.parse_args()
    if not given.path.exists():
        sys.exit(f"{given.path}: the labelled data is absent. Give the path of the records.")
    scored = score(given.path, load_engine())
    if given.json:
        print(json.dumps(summary(scored)))
        return
    for name, value in summary(scored).items():
        print(f"{name:28} {value:5.1f}")
    print(f"\n{confusion(scored)}")
    for one in scored if given.misses else ():
        if one.type != one.gold:
            read = [(event.type, event.span.text) for event in one.found]
            print(f"\n{one.gold} not {one.type} | {one.record['eventText']} | {one.record['text']}\n   {read}")


if __name__ == "__main__":
    main()

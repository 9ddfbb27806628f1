"""Events against half of the PLOVER gold-standard records: type accuracy, and actor and recipient overlap F1.

    uv run python evaluation/plover.py [--part open|held|all] [--misses] [--json]

The records use the 18 types of an older PLOVER; they are mapped to the 16 of PLOVER 1.0: DEMAND is REQUEST, DISAPPROVE
and INVESTIGATE are ACCUSE, FIGHT is ASSAULT. Each record is one sentence with one event; where the reader finds several
events in it, the one whose words share most with the record's event text is scored, the first of equals. No event is a
wrong type.

Actors are scored twice. *F1* counts words: those by which the text names the actor at the mention nearest to the event,
with the office right before a name, against the record's actor words. *Named F1* counts actors: one is right if it
shares a word with one of the record's actors, each of which counts once.

Every third record (0, 3, 6…) is held out: its misses were not looked at since the rules for unnamed people were made.
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
from onrecord.reading import actors, actors_groups, attribution, events, times
from onrecord.reading.attribution import readers
from onrecord.reading.engine import Engine, load_engine

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover" / "gsr_dev.json"
MAPPING = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
#: Every so many records one is held out.
HELD = 3
_SMALL = words_of("the a an of and in on to for by at from with s its his her their")


#: The words of each actor as the gold has them, and as they were read.
Pair = tuple[list[Counter[str]], list[Counter[str]]]


@dataclass(frozen=True)
class Scored:
    """One record: what the gold says and what was read."""

    record: dict[str, Any]
    gold: str
    event: Event | None
    found: tuple[Event, ...]
    overlap: tuple[Pair, Pair]

    @property
    def type(self) -> str:
        """The type that was read, ``none`` without an event."""
        return self.event.type if self.event else "none"


def words(text: str) -> Counter[str]:
    """Lower-case words of a text that say something, with their numbers."""
    return Counter(word for word in re.findall(r"[a-z0-9]+", text.lower().replace("u.s.", "us")) if word not in _SMALL)


def gold_words(side: Any) -> list[Counter[str]]:
    """The words of each actor of one side of a record."""
    if isinstance(side, str) or not side:
        return [words(side)] if side else []
    return [words(one.get("actorText", "")) for one in side]


def mention_words(actor: Actor, event: Event, text: str) -> Counter[str]:
    """The words by which the text names an actor, at the mention nearest to the event, an office before it included."""
    inside = [m for m in actor.mentions if m.text.lower() not in ("he", "she", "it", "they", "his", "its", "their")]
    nearest = min(inside, key=lambda m: (not m.overlaps(event.span), abs(m.start - event.span.start)), default=None)
    if nearest is None:
        return words(actor.name)
    titled = actor.role is not None and text[: nearest.start].rstrip().endswith(actor.role)
    return words(f"{actor.role} {nearest.text}" if titled else nearest.text)


def read_words(ids: Sequence[str], event: Event, known: dict[str, Actor], text: str) -> list[Counter[str]]:
    """For each of these actors the words by which the text names it."""
    return [mention_words(known[name], event, text) for name in ids if name in known]


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
    people = actors_groups.People(parsed, cast)
    found = events.find(report, parsed, people, when, attribution.find(report, parsed, cast, propose))
    told = words(record.get("eventText", ""))
    best = max(found, key=lambda one: sum((words(one.span.text) & told).values()), default=None)
    known = {actor.id: actor for actor in people.with_events(found)}
    read = [read_words(ids, best, known, text) for ids in (best.actors, best.recipients)] if best else [[], []]
    return Scored(
        record,
        MAPPING.get(record["event"], record["event"]),
        best,
        found,
        ((gold_words(record.get("source")), read[0]), (gold_words(record.get("target")), read[1])),
    )


def f1(counts: Iterator[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (right, wanted, read) over all records."""
    hits, wanted, got = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = hits / got if got else 0.0, hits / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def by_words(pair: Pair) -> tuple[int, int, int]:
    """Words that the read actors share with the gold ones, all gold words, all words read."""
    gold, read = (sum(side, Counter()) for side in pair)
    return sum((gold & read).values()), sum(gold.values()), sum(read.values())


def by_actors(pair: Pair) -> tuple[int, int, int]:
    """Read actors that share a word with a gold one of their own, all gold actors, all actors read."""
    gold, read = pair
    left = list(gold)
    for one in read:
        match = next((other for other in left if one & other), None)
        if match is not None:
            left.remove(match)
    return len(gold) - len(left), len(gold), len(read)


def score(path: Path, engine: Engine) -> list[Scored]:
    """All records of the file, scored."""
    return [score_record(record, engine) for record in json.loads(path.read_text("utf-8"))]


def summary(scored: Sequence[Scored]) -> dict[str, float]:
    """The figures that are reported, in percent."""
    right = sum(one.type == one.gold for one in scored)
    any_right = sum(any(event.type == one.gold for event in one.found) for one in scored)
    first_right = sum(bool(one.found) and one.found[0].type == one.gold for one in scored)
    actor, recipient = (f1(by_words(one.overlap[side]) for one in scored) for side in (0, 1))
    named = [f1(by_actors(one.overlap[side]) for one in scored) for side in (0, 1)]
    both = f1(by_words(pair) for one in scored for pair in one.overlap)
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
        "actors named F1": named[0][2],
        "recipients named F1": named[1][2],
    }
    return {name: round(100 * value, 1) for name, value in raw.items()}


def part_of(scored: Sequence[Scored], part: str) -> list[Scored]:
    """The records that are held out, the open ones, or all."""
    return [one for number, one in enumerate(scored) if part == "all" or (number % HELD == 0) == (part == "held")]


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
    parser.add_argument("--part", choices=("open", "held", "all"), default="all", help="which records (default: all)")
    given = parser.parse_args()
    if not given.path.exists():
        sys.exit(f"{given.path}: the labelled data is absent. Give the path of the records.")
    scored = part_of(score(given.path, load_engine()), given.part)
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

"""Small reports with what a reader finds in them marked by hand, and what holds between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.dossiers.watch import new_alerts
from onrecord.model.dossier import Alert
from onrecord.model.reading import Actor, Entry, Move, Position, Reader, Reading, Sentence
from onrecord.model.relations import Finding, FindingKind, FindingType, Identity, Member, Origin, Relations, Side
from onrecord.model.spans import Citation, Span
from onrecord.views.index import Index
from tests.factories import report

SORN, LIND = "country:xs", "country:xl"
NAMES = {SORN: "Sorn", LIND: "Lindau"}


def plain(name: str, text: str, day: str | None = "2031-05-01", **facts: Any) -> Entry:
    """A report of one sentence a paragraph with nothing else read in it."""
    made = report(text, id=name, published=day, **{"outlet": f"The {name.title()}", **facts})
    sentences = tuple(Sentence(made.cut(block.start, block.end), n) for n, block in enumerate(made.blocks))
    return Entry(made, Reading(name, Reader("1"), (None,) * len(made.blocks), sentences=sentences))


def moved(name: str, day: str, party: str, move: Move, thing: str, **facts: Any) -> Entry:
    """A report of a day that tells one move of a party on the truce."""
    text = f"{NAMES[party]} {move}s {thing}."
    begin = text.index(thing)
    words = Span.cut(text, begin, begin + len(thing))
    given = {"issue": "ceasefire", "when": day, **facts}
    position = Position(words, party, given.pop("issue"), move, words, **given)
    made = report(text, id=name, published=day, outlet=f"The {name.title()}")
    actors = tuple(Actor(actor, who, "country") for actor, who in NAMES.items())
    sentences = (Sentence(Span.cut(text, 0, len(text)), 0),)
    reading = Reading(name, Reader("1"), (None,), sentences=sentences, actors=actors, positions=(position,))
    return Entry(made, reading)


def differing(
    *sides: tuple[Entry, str, str], kind: FindingKind = "contradiction", type: FindingType = "number"
) -> Finding:
    """A finding on reports, each with a value and the words that give it."""
    made = tuple(Side(cited(entry, words), value) for entry, value, words in sides)
    return Finding.of(kind=kind, type=type, about="people hurt", sides=made, why="one count of one event", rule="r")


def cited(entry: Entry, words: str) -> Citation:
    """The citation of the first place of some words."""
    start = entry.report.text.index(words)
    return Citation(entry.id, start, start + len(words), words)


def origin(*reports: str, agency: str | None = None, root: str | None = None) -> Origin:
    """An origin of reports."""
    return Origin(reports, agency, root, "shared text (verbatim)" if len(reports) > 1 else "no other report shares it")


def identity(id: str, name: str, *reports: str, **facts: Any) -> Identity:
    """Somebody named in reports."""
    kind = id.partition(":")[0]
    return Identity(id, name, kind, tuple(Member(one, id) for one in reports), **facts)  # type: ignore[arg-type]


def noticed(
    entries: Sequence[Entry],
    known: Iterable[Alert] = (),
    *,
    findings: Sequence[Finding] = (),
    origins: Sequence[Origin] = (),
) -> tuple[Alert, ...]:
    """What is new in a dossier of these reports."""
    relations = Relations(tuple(one.id for one in entries), findings=tuple(findings), origins=tuple(origins))
    return new_alerts(Index(entries, relations), "truce", known)


def titles(alerts: Iterable[Alert]) -> list[str]:
    """The titles of alerts."""
    return [one.title for one in alerts]

"""A small cast of invented countries and people for the tests of events, positions and deadlines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.model.reading import Actor, Attribution, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading import times
from onrecord.reading.engine import Parsed, load_engine
from tests.factories import report

CASES = Path(__file__).resolve().parents[1] / "cases" / "reading"

ACTORS = {
    actor.id: actor
    for actor in (
        Actor("country:xv", "Verania", "country"),
        Actor("country:xs", "Sorn", "country"),
        Actor("country:xa", "Ardal", "country"),
        Actor("organisation:union", "the Union", "organisation"),
        Actor("organisation:sorn-ministry", "Sornese Foreign Ministry", "organisation", of="country:xs"),
        Actor("person:ana-bel", "Ana Bel", "person", of="country:xv", role="Veranian President"),
        Actor("person:ivo-stam", "Ivo Stam", "person", of="country:xs", role="former Sornese minister"),
        Actor("place:ost", "Ost", "place"),
    )
}
NAMES = {
    "Verania": "country:xv",
    "Veranian": "country:xv",
    "Lindau": "country:xv",
    "Sorn": "country:xs",
    "Sornese": "country:xs",
    "Ardal": "country:xa",
    "Union": "organisation:union",
    "Foreign Ministry": "organisation:sorn-ministry",
    "Ana Bel": "person:ana-bel",
    "Bel": "person:ana-bel",
    "Ivo Stam": "person:ivo-stam",
    "Ost": "place:ost",
}


class Names:
    """A cast that knows the names above and nothing else: the last words of a range decide."""

    def __init__(self, voices: tuple[str | None, ...] = ()) -> None:
        self.voices = voices

    def resolve(self, span: Span) -> str | None:
        """Id of the actor whose name ends the range."""
        text = span.text.removesuffix("'s").removesuffix("’s")
        ends = (name for name in NAMES if text == name or text.endswith(f" {name}"))
        name = max(ends, key=len, default=None)
        return NAMES[name] if name else None

    def get(self, id: str) -> Actor | None:
        """The actor with this id."""
        return ACTORS.get(id)


def told(text: str, given: Sequence[Mapping[str, Any]]) -> tuple[Attribution, ...]:
    """Attributions of a text from its case: actor, content words, and what differs from an indirect "says"."""
    made = []
    for number, one in enumerate(given, 1):
        start = text.index(one["content"])
        span = Span.cut(text, start, start + len(one["content"]))
        made.append(
            Attribution(
                id=f"a{number}",
                kind=one.get("kind", "indirect"),
                source=None,
                cue=None,
                content=(span,),
                actor=one["actor"],
                cue_class=one.get("class", "says"),
                within=one.get("within"),
            )
        )
    return tuple(made)


@lru_cache(maxsize=256)
def read(text: str, day: str | None = None) -> tuple[Report, tuple[Parsed, ...], tuple[Time, ...]]:
    """A report of one text, parsed, with its times."""
    made = report(text, published=day)
    parsed = tuple(load_engine().parse(made))
    return made, parsed, times.find(made, parsed)


def cases(name: str, kind: str) -> list[dict[str, Any]]:
    """The cases of one kind in a file of ``tests/cases/reading``."""
    found: list[dict[str, Any]] = json.loads((CASES / name).read_text("utf-8"))[kind]
    return found

"""Builds the reports of the cases in ``tests/cases/ledger/dues.json``: what readers find is marked by hand."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from onrecord.model.due import Due
from onrecord.model.reading import Actor, Attribution, Deadline, Entry, Event, Reader, Reading, Sentence, Time
from onrecord.model.spans import Span
from tests.factories import report

YEAR = 2031
ACTORS = {
    actor.id: actor
    for actor in (
        Actor("country:xv", "Verania", "country"),
        Actor("country:xs", "Sorn", "country"),
        Actor("country:xa", "Ardal", "country"),
        Actor("organisation:union", "the Union", "organisation"),
        Actor("person:ana-bel", "Ana Bel", "person", of="country:xv"),
        Actor("person:ivo-stam", "Ivo Stam", "person", of="country:xs"),
    )
}
NAMES = {
    "Verania": "country:xv",
    "Veranian": "country:xv",
    "Sorn": "country:xs",
    "Sornese": "country:xs",
    "Ardal": "country:xa",
    "Union": "organisation:union",
    "Ana Bel": "person:ana-bel",
    "Bel": "person:ana-bel",
    "Ivo Stam": "person:ivo-stam",
    "Stam": "person:ivo-stam",
}
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})(?: (\d{{1,2}}))?\b")
_SENTENCE = re.compile(r"[^.?!]+[.?!]+[”\"]?")


def entry(given: Mapping[str, Any]) -> Entry:
    """A report of a case with what is marked in it."""
    text = given["text"]
    facts = report(text, id=given["id"], published=given.get("day"))
    times = tuple(_times(text, given.get("times", {})))
    reading = Reading(
        given["id"],
        Reader("1"),
        sentences=tuple(Sentence(_trimmed(text, m.start(), m.end()), 0) for m in _SENTENCE.finditer(text)),
        actors=tuple(_actors(text)),
        times=times,
        attributions=tuple(_said(text, n, one) for n, one in enumerate(given.get("said", ()), 1)),
        events=tuple(_event(text, n, one, times) for n, one in enumerate(given.get("events", ()), 1)),
        deadlines=tuple(_deadline(text, one) for one in given.get("due", ())),
    )
    return Entry(facts, reading)


def told(due: Due, keys: Mapping[str, Any]) -> dict[str, Any]:
    """What a case says of something due, as it was found: the values of the same keys."""
    found: dict[str, Any] = {
        "kind": due.kind,
        "what": due.what.text,
        "days": [due.earliest, due.latest] if due.earliest != due.latest else [due.latest],
        "state": due.state,
        "from": _days(due.moved_from),
        "reports": list(due.reports),
        "set_by": [ACTORS[one].name for one in due.set_by],
        "parties": sorted(ACTORS[one].name for one in due.parties),
        "place": due.place,
        "proof": [one.report for step in due.course[1:] for one in step.evidence],
        "steps": [step.kind for step in due.course[1:]],
        "precision": due.precision,
        "first": due.first,
        "last": due.last,
        "origins": list(due.origins),
    }
    return {key: found[key] for key in keys}


def _days(days: tuple[str | None, str | None] | None) -> list[str | None] | None:
    return None if days is None else [days[0]] if days[0] == days[1] else list(days)


def at(text: str, words: str) -> Span:
    """The span of the first place where the words stand."""
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def _trimmed(text: str, start: int, end: int) -> Span:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span.cut(text, start, end)


def _times(text: str, more: Mapping[str, list[str]]) -> Iterator[Time]:
    for match in _DATE.finditer(text):
        month, day = _MONTHS[match[1]], int(match[2] or 0)
        last = date(YEAR, month, day or calendar.monthrange(YEAR, month)[1]).isoformat()
        first = date(YEAR, month, day or 1).isoformat()
        yield Time(Span.cut(text, *match.span()), "DATE", last if day else last[:7], None, first, last)
    for words, days in more.items():
        yield Time(at(text, words), "DATE", days[0], None, days[0], days[-1])


def _actors(text: str) -> Iterator[Actor]:
    found: dict[str, list[Span]] = {}
    for name, actor in NAMES.items():
        for match in re.finditer(rf"\b{name}\b", text):
            found.setdefault(actor, []).append(Span.cut(text, *match.span()))
    for id, mentions in found.items():
        one = ACTORS[id]
        yield Actor(one.id, one.name, one.kind, one.of, one.role, tuple(sorted(mentions)))


def _said(text: str, number: int, one: Mapping[str, Any]) -> Attribution:
    content = (at(text, one["content"]),)
    return Attribution(
        f"a{number}", "indirect", None, None, content, NAMES.get(one["who"]), cue_class=one.get("class", "says")
    )


def _event(text: str, number: int, one: Mapping[str, Any], times: tuple[Time, ...]) -> Event:
    when = next((n for n, time in enumerate(times) if time.span.text == one.get("when")), None)
    return Event(
        id=f"e{number}",
        span=at(text, one["span"]),
        type=one.get("type", "CONSULT"),
        mode=one.get("mode"),
        actors=tuple(NAMES[name] for name in one.get("actors", ())),
        recipients=tuple(NAMES[name] for name in one.get("to", ())),
        place=one.get("place"),
        when=when,
        status=one.get("status", "planned"),
        attribution=one.get("attribution"),
        place_certainty=one.get("sure"),
    )


def _deadline(text: str, one: Mapping[str, Any]) -> Deadline:
    days, old = one.get("days", [None]), one.get("from", [None])
    return Deadline(
        span=at(text, one["span"]),
        what=at(text, one["what"]),
        earliest=days[0],
        latest=days[-1],
        set_by=NAMES[one["set_by"]] if "set_by" in one else None,
        attribution=one.get("attribution"),
        kind=one.get("kind", "deadline"),
        state=one.get("state", "open"),
        from_earliest=old[0],
        from_latest=old[-1],
    )

"""Reports of one event each, built by hand, for the tests of happenings and of the timeline."""

from __future__ import annotations

from typing import Any

from onrecord.model.reading import Actor, Entry, Event, Quantity, Reader, Reading, Sentence, Time
from onrecord.model.spans import Span
from tests.factories import report
from tests.ledger.dues_made import ACTORS

_PLACES = ("Ost", "Lindau")


def at(text: str, words: str) -> Span:
    """The span of the first place where the words stand."""
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def told(
    id: str,
    published: str | None,
    text: str,
    status: Any = "happened",
    *,
    day: str | None = None,
    words: str | None = None,
    value: str | None = None,
    type: str = "CONSULT",
    mode: str | None = None,
    who: tuple[str, ...] = ("country:xv", "country:xs"),
    sure: Any = "certain",
    figures: tuple[str, ...] = (),
) -> Entry:
    """A report of one sentence that tells one event.

    Args:
        id: id of the report.
        published: its day.
        text: the sentence.
        status: standing of the event.
        day: the event's ISO day; told as the words "March N" of the text.
        words: words of another time in the text, unresolved unless ``value`` is a month.
        value: TIMEX3 value of that time.
        type: PLOVER type.
        mode: PLOVER mode.
        who: ids of those who do it.
        sure: certainty of the place, if one of the known places stands in the text.
        figures: figures in the text.
    """
    made = report(text, id=id, published=published)
    times: tuple[Time, ...] = ()
    if day is not None:
        times = (Time(at(text, f"March {int(day[-2:])}"), "DATE", day, None, day, day),)
    elif words is not None and value is not None:
        times = (Time(at(text, words), "DATE", value, None, f"{value}-01", f"{value}-30"),)
    elif words is not None:
        times = (Time(at(text, words), "DATE", "XXXX-XX-XX", why="counts from another date in the text"),)
    place = next((one for one in _PLACES if f"in {one}" in text), None)
    event = Event(
        "e1",
        Span.cut(text, 0, len(text.rstrip("."))),
        type,
        mode,
        actors=who if type == "CONSULT" else (),
        place=place,
        place_certainty=sure if place else None,
        when=0 if times else None,
        status=status,
        rule="event.verb",
    )
    numbers = tuple(Quantity(at(text, one), float(one), float(one), of="people") for one in figures)
    actors: tuple[Actor, ...] = tuple(ACTORS.values())
    return Entry(
        made,
        Reading(
            id,
            Reader("1"),
            (None,),
            (Sentence(Span.cut(text, 0, len(text)), 0),),
            actors,
            times,
            numbers,
            events=(event,),
        ),
    )

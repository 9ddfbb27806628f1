"""All that is read in one report, in the order that the parts need each other."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model.reading import Reader, Reading, Time
from onrecord.model.report import Report
from onrecord.reading import (
    actors,
    actors_groups,
    attribution,
    deadlines,
    events,
    events_same,
    open_points,
    positions,
    quantities,
    said_when,
    sentences,
    times,
)
from onrecord.reading.attribution import readers
from onrecord.reading.engine import Engine, unread_from
from onrecord.text.moved import restored_reading, seen_report
from onrecord.text.seen import as_seen

#: Raised by one whenever a rule or lexicon changes what is read, so that a record knows which readings are old.
RULES = "6"

#: Who has read a report in which nothing was read.
NOBODY = Reader(RULES)

#: Languages that are read; ``und`` is a text too short to tell, which is read as English.
READ = frozenset({"en", "und"})


def read(report: Report, engine: Callable[[], Engine]) -> Reading:
    """Read one report; depends on nothing but the report, the rules and the model.

    Args:
        report: the report with its blocks.
        engine: gives the language model; called only if the report is in a language that is read.

    A text that hides characters is read as what a reader sees of it; what is read cites the text as it is.

    Returns:
        The reading. A report in another language gets an empty one with a note that says so: it is kept,
        searchable and compared for reuse of text, but nothing is read in it.

    Raises:
        ModelError: the language model or the trained reader is missing or not the pinned one.
    """
    if report.language not in READ:
        note = f"the report is in language {report.language!r}, which is not read for attributions, times or events"
        return Reading(report.id, NOBODY, voices=(None,) * len(report.blocks), notes=(note,))
    seen = as_seen(report.text)
    if seen is None or not seen.text.strip():
        return _read(report, engine())
    return restored_reading(_read(seen_report(report, seen), engine()), report.text, seen)


def _read(report: Report, model: Engine) -> Reading:
    parsed = model.parse(report)
    cast = actors.find(report, parsed)
    when = times.find(report, parsed)
    propose, version = readers.proposer(model.reader)
    said = said_when.with_days(report, parsed, attribution.find(report, parsed, cast, propose), when)
    when = said_when.recounted(report, parsed, said, when)
    people = actors_groups.People(parsed, cast)
    counted = quantities.find(parsed, when)
    told = events.find(report, parsed, people, when, said)
    told = events_same.one_each(told, report, parsed, people, when, counted, said)
    return Reading(
        report=report.id,
        reader=Reader(RULES, f"{model.label}, {version}" if version else model.label, model.sha256),
        voices=cast.voices,
        sentences=sentences.find(parsed),
        actors=people.with_events(told),
        times=when,
        quantities=counted,
        attributions=said,
        events=told,
        positions=positions.find(report, parsed, cast, when, said),
        deadlines=deadlines.find(report, parsed, cast, when, said),
        open_points=open_points.find(report, parsed, cast, when, said),
        notes=(*_left_out(report), *_unresolved(report, when)),
    )


def _left_out(report: Report) -> tuple[str, ...]:
    """A sentence on what of a very long report was not read, if anything."""
    start = unread_from(report)
    if start is None:
        return ()
    words = " ".join(report.text[start : start + 60].split())
    return (f"only its first {start:,} characters were read; nothing was read from “{words}…” on",)


def _unresolved(report: Report, found: tuple[Time, ...]) -> tuple[str, ...]:
    """A sentence on the times that have no day, if any."""
    open_ones = [time for time in found if time.type in ("DATE", "TIME") and time.earliest is None]
    if not open_ones or report.published:
        return ()
    words = ", ".join(dict.fromkeys(f"“{time.span.text}”" for time in open_ones))
    return (f"the report has no date, so these stay unresolved: {words}",)

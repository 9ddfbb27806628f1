"""The screen of one report: all that was read in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.model.reading import Actor, Entry, Quantity, QuantityMod, Time
from onrecord.model.report import Block, Report
from onrecord.model.spans import Citation, Span
from onrecord.views import columns
from onrecord.views.dues import deadline_line, deadlines
from onrecord.views.happenings import event_line, events
from onrecord.views.index import Index, notes
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.standings import by_issue, position_line, positions
from onrecord.views.utterances import by_speaker, utterances
from onrecord.views.words import count, days, flat, listed, moment, quoted

#: Words that a part of a report is shown by.
_FIRST_WORDS = 12

#: What a screen shows first of the longer parts; a pipe and ``--all`` have everything.
SHOWN = {"Who said what": 20, "Events": 20, "Actors": 12, "Figures": 12, "Times": 10, "Parts of the report": 8}

#: Citations that an actor is shown with first; a country may be named a hundred times.
_MENTIONS = 4

#: Units that have a plural; the others are symbols and codes.
_SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "mile", "acre"})


def page(entry: Entry, number: int = 1) -> Page:
    """The facts of a report, its parts, who said what in it, and its times, figures, events, positions, deadlines.

    Args:
        entry: the report with what was read in it.
        number: the number of its label: 2 for R2.
    """
    index = Index((entry,), first=number)
    return index.cited(Page(title(entry), tuple(facts(entry)), tuple(sections(entry))), columns.READ)


def together(pages: Sequence[Page]) -> Page:
    """Several reports' pages as one; a single one as it is."""
    if len(pages) == 1:
        return pages[0]
    return Page(
        count(len(pages), "report"),
        sections=tuple(
            replace(section, title=f"{one.title}: {section.title}")
            for one in pages
            for section in (Section("Facts", one.intro), *one.sections)
        ),
        reports=tuple(report for one in pages for report in one.reports),
        columns=columns.READ,
    )


def title(entry: Entry) -> str:
    """The headline of a report, or what stands in for one."""
    return flat(entry.report.title) if entry.report.title else f"Report {entry.id}"


def sections(entry: Entry, more: str = "onrecord read --all") -> list[Section]:
    """All that was read in one report, a section a kind, what people said first.

    Args:
        entry: the report with what was read in it.
        more: the command that shows what a screen leaves out.
    """
    index = Index((entry,))
    moves = [one for found in by_issue(positions(index)).values() for one in found]
    found = (
        ("Who said what", by_speaker(index, utterances(index)), "No statement that is attributed to anyone was found."),
        ("Positions", (position_line(index, one) for one in moves), "No party was found to take one."),
        ("Deadlines", (deadline_line(index, one) for one in deadlines(index)), "No deadline was found."),
        ("Events", (event_line(index, one) for one in events(index)), "No event was found."),
        ("Actors", (_actor_line(index, entry, one) for one in _named(entry)), "No actor was found."),
        ("Figures", (figure_line(entry, one) for one in entry.reading.quantities), "No figure was found."),
        ("Times", (time_line(entry, one) for one in entry.reading.times), "No time was found."),
        ("Parts of the report", _part_lines(entry), "The report has no parts."),
    )
    return [Section(title, tuple(lines), None, empty, SHOWN.get(title), more) for title, lines, empty in found]


def _named(entry: Entry) -> list[Actor]:
    """The actors that the report names, those most named first."""
    return sorted((one for one in entry.reading.actors if one.mentions), key=lambda one: -len(one.mentions))


def facts(entry: Entry) -> list[Line]:
    """Who published the report when, where it was filed, what it credits, and what a reader should know about it."""
    report = entry.report
    known: list[tuple[str, str | None, Span | None]] = [
        ("Outlet", report.outlet, None),
        ("Agency credited", report.agency, report.agency_credit),
        ("By", listed(report.byline), _first_block(report, "byline")),
        ("Filed from", listed(report.dateline.place) if report.dateline else None, _dateline(report)),
        ("Published", moment(report.published) if report.published else None, report.published_words),
        ("Address", report.url, _first_block(report, "source_line")),
        ("Language", report.language, None),
        ("Read by", f"rules {entry.reading.reader.version}, {entry.reading.reader.model}", None),
        ("Report", f"{entry.id}, text SHA-256 {report.sha256}", None),
    ]
    lines = [_fact(entry, name, value, span) for name, value, span in known if value]
    missing = [name for name, value in (("outlet", report.outlet), ("date", report.published)) if not value]
    if missing:
        lines.append(line(f"Not known: {listed(missing)}."))
    return [*lines, *(line(Run("Note: ", "quiet"), note) for note in notes(entry))]


def _fact(entry: Entry, name: str, value: str, span: Span | None) -> Line:
    return line(Run(f"{name}: ", "quiet"), flat(value), cite=_cite(entry, span))


def _cite(entry: Entry, *spans: Span | None) -> list[Citation]:
    return [Citation.of(entry.id, span) for span in spans if span is not None]


def _dateline(report: Report) -> Span | None:
    return report.dateline.span if report.dateline else None


def _first_block(report: Report, kind: str) -> Span | None:
    found = next((block for block in report.blocks if block.kind == kind and block.start < block.end), None)
    return report.cut(found.start, found.end) if found else None


def _part_lines(entry: Entry) -> list[Line]:
    return [_part_line(entry, number, block) for number, block in enumerate(entry.report.blocks)]


def _part_line(entry: Entry, number: int, block: Block) -> Line:
    span = entry.report.cut(block.start, block.end)
    words = flat(span.text).split(" ")
    shown = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    voice = entry.reading.voices[number] if number < len(entry.reading.voices) else None
    whose = Index((entry,)).name(voice) if voice else None
    notes = [f"in the voice of {whose}"] if whose else []
    notes += [f"dated {block.dated}"] if block.dated else []
    notes += [f"repeats part {block.repeats + 1}"] if block.repeats is not None else []
    return line(
        Run(f"{number + 1} · {block.kind.replace('_', ' ')}: ", "quiet"),
        shown,
        Run(f" — {', '.join(notes)}" if notes else "", "quiet"),
        cite=_cite(entry, span),
        facts={"part": number + 1, "kind": block.kind, "voice": whose, "dated": block.dated, "repeats": block.repeats},
    )


def time_line(entry: Entry, one: Time) -> Line:
    """A time: its words, its value, the days that it may mean, and how it was resolved."""
    resolved = ""
    if one.type in ("DATE", "TIME"):
        resolved = days(one.earliest, one.latest) if one.earliest or one.latest else "not resolved to a day"
        resolved = f": {resolved}" if resolved != one.value else ""
    mod = f", {one.mod.lower().replace('_', ' ')}" if one.mod else ""
    return line(
        quoted(one.span.text),
        f" — {one.type.lower()} {one.value}{mod}{resolved}",
        cite=_cite(entry, one.span),
        why=one.why,
        facts={
            "value": one.value,
            "type": one.type,
            "mod": one.mod,
            "day": one.earliest,
            "until": one.latest,
            "why": one.why,
        },
    )


#: How a figure that is open to one side, or an estimate, is told.
_MODS: Mapping[QuantityMod, str] = {
    "APPROX": "about ",
    "LESS_THAN": "less than ",
    "MORE_THAN": "more than ",
    "EQUAL_OR_LESS": "at most ",
    "EQUAL_OR_MORE": "at least ",
}


def figure_line(entry: Entry, one: Quantity) -> Line:
    """A figure: its words, its size and unit, and what it counts."""
    size = _number(one.low) if one.low == one.high else f"{_number(one.low)} to {_number(one.high)}"
    unit = _unit(one)
    about = _MODS[one.mod] if one.mod else "about " if one.approximate else ""
    of = f" of {quoted(one.of)}" if one.of else ""
    return line(
        quoted(one.span.text),
        f" — {about}{size}{unit}{of}",
        cite=_cite(entry, one.span),
        facts={"low": one.low, "high": one.high, "unit": one.unit, "of": one.of, "mod": one.mod},
    )


def _unit(one: Quantity) -> str:
    """The unit behind the figure: ``%`` at once, a span of time in its plural, others as they are."""
    if one.unit is None or one.unit == "%":
        return one.unit or ""
    plural = one.unit in _SPANS and one.high != 1
    return f" {one.unit.replace('century', 'centurie') if plural else one.unit}{'s' if plural else ''}"


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _actor_line(index: Index, entry: Entry, one: Actor) -> Line:
    of = f", of {index.name(one.of)}" if one.of else ""
    role = f", {flat(one.role)}" if one.role else ""
    forms = list(dict.fromkeys(flat(span.text) for span in one.mentions))
    return line(
        Run(one.name, "strong"),
        f" — {one.kind}{of}{role}; {count(len(one.mentions), 'mention')}: {', '.join(forms)}",
        cite=_cite(entry, *one.mentions),
        cited=_MENTIONS,
        facts={"actor": one.id, "name": one.name, "kind": one.kind, "of": one.of, "role": one.role},
    )

"""The screen that a person reads first: the matter, as the reports on record have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.errors import NotFound
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations, Story
from onrecord.model.spans import Citation
from onrecord.views import columns, deadlines, dues, happenings, timeline
from onrecord.views.agreement import corroboration_sections, only_in_lines
from onrecord.views.differences import accounts_differ
from onrecord.views.index import Index, sentence
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.standings import by_id, by_issue, position_line, positions
from onrecord.views.utterances import by_speaker, utterances
from onrecord.views.words import capital, count, days, flat, issue, listed

#: What a reader is shown first of each part, so that the brief of the demo dossier (14 reports) takes six screens
#: of 50 lines at 80 columns, its list of reports one of them. Exports and ``--all`` have everything.
SHOWN = {
    "stories": 6,
    "claims": 5,
    "speakers": 6,
    "statements": 3,
    "issues": 6,
    "moves": 4,
    "dates": 6,
    "days": 10,
    "differences": 6,
    "outlets": 5,
    "alone": 2,
}


def page(entries: Sequence[Entry], relations: Relations, story: str | None = None, *, as_of: str | None = None) -> Page:
    """The brief of a record, or of one of its stories.

    Args:
        entries: the reports on record.
        relations: what holds between them.
        story: id of the story, or the beginning of one.
        as_of: ISO day as of which the reports are; what was due by then and not met is told so.

    Raises:
        NotFound: there is no such story, or more than one.
    """
    chosen = _story(relations, story)
    if chosen:
        entries = [entry for entry in entries if entry.id in chosen.reports]
        relations = narrowed(relations, frozenset(chosen.reports))
    index = Index(entries, relations)
    parts = (
        *_reported(index),
        _said(index),
        _positions(index),
        *_dates(index, as_of),
        _timeline(index, as_of),
        accounts_differ(index, shown=SHOWN["differences"], more="onrecord checks"),
        _alone(index),
    )
    title = f"Brief: {flat(chosen.title)}" if chosen else "Brief"
    return Page(title, tuple(_intro(index)), parts, index.labelled, columns.BRIEF)


def narrowed(relations: Relations, reports: frozenset[str]) -> Relations:
    """What holds between some of the reports; a finding stays if all its sides are among them."""
    return replace(
        relations,
        reports=tuple(one for one in relations.reports if one in reports),
        stories=tuple(one for one in relations.stories if reports >= set(one.reports)),
        derivations=tuple(one for one in relations.derivations if reports >= {one.a, one.b}),
        origins=tuple(one for one in relations.origins if reports & set(one.reports)),
        quotes=tuple(one for one in relations.quotes if reports >= {v.citation.report for v in one.variants}),
        findings=tuple(one for one in relations.findings if reports >= {s.citation.report for s in one.sides}),
        corroborated=tuple(one for one in relations.corroborated if reports >= {c.report for c in one.evidence}),
        only_in={report: spans for report, spans in relations.only_in.items() if report in reports},
    )


def _story(relations: Relations, wanted: str | None) -> Story | None:
    if wanted is None:
        return None
    found = [one for one in relations.stories if one.id == wanted]
    found = found or [one for one in relations.stories if one.id.startswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"no one story {wanted!r} on record", hint="List the stories with 'onrecord stories'")
    return found[0]


def _intro(index: Index) -> list[Line]:
    published = sorted(day for entry in index.entries if (day := entry.report.day))
    span = f", published {days(published[0], published[-1])}" if published else ""
    undated = [entry.id for entry in index.entries if not entry.report.day]
    lines = [line(f"{index.how_many(entry.id for entry in index.entries)}{span}.")] if index.entries else []
    if undated and len(undated) < len(index.entries):
        lines.append(line(f"Without a date: {index.labels(undated)}."))
    return [*lines, *index.doubts()]


def _reported(index: Index) -> list[Section]:
    ranked = sorted(index.relations.stories, key=lambda one: -len(one.reports))
    stories = [_story_line(index, one) for one in ranked]
    return [
        Section(
            "What is reported",
            tuple(stories),
            empty="No report is on record; add some with 'onrecord add SOURCE…'.",
            shown=SHOWN["stories"],
            more="onrecord stories",
        ),
        *corroboration_sections(index, shown=SHOWN["claims"], more="onrecord checks"),
    ]


def _story_line(index: Index, one: Story) -> Line:
    first = index.entry(one.reports[0])
    lede = _lede(first)
    return line(
        Run(flat(one.title), "strong"),
        f" — {index.how_many(one.reports)}",
        cite=index.headline(first.id) if lede is None or index.headline(first.id)[0] != lede else (),
        children=[line(sentence(first, lede.span), cite=[lede], facts={"story": one.id})] if lede else [],
    )


def _lede(entry: Entry) -> Citation | None:
    """The first sentence of a report's own account: what it puts first."""
    for one in entry.reading.sentences:
        block = entry.report.blocks[one.block]
        if block.kind in ("paragraph", "standfirst"):
            return Citation.of(entry.id, one.span)
    return None


def _said(index: Index) -> Section:
    return Section(
        "Who said what",
        by_speaker(index, utterances(index), shown=SHOWN["statements"]),
        empty="No statement that is attributed to anyone was found.",
        shown=SHOWN["speakers"],
        more="onrecord quotes",
    )


def _positions(index: Index) -> Section:
    every = positions(index)
    known = by_id(every)
    lines = tuple(
        line(
            Run(capital(issue(name)), "strong"),
            Run(f" — {listed(dict.fromkeys(index.name(one.party) for one in found))}", "quiet"),
            children=[position_line(index, one, known) for one in found],
            shown=SHOWN["moves"],
        )
        for name, found in by_issue(every).items()
    )
    return Section(
        "Positions by issue",
        lines,
        empty="No party was found to take a position on an issue.",
        shown=SHOWN["issues"],
        more="onrecord positions",
    )


def _dates(index: Index, as_of: str | None = None) -> list[Section]:
    by_kind = deadlines.lines(index, dues.found(index, as_of))
    return [
        Section(title, by_kind[kind], empty=f"No {noun} was found.", shown=SHOWN["dates"], more="onrecord deadlines")
        for kind, title, noun in deadlines.SECTIONS
        if by_kind[kind] or kind != "commitment"
    ]


def _timeline(index: Index, as_of: str | None = None) -> Section:
    """What has been by the day that counts, the latest first; what lies ahead has sections of its own."""
    past, _, undated = timeline.split(index, happenings.found(index, as_of), as_of or timeline.newest(index))
    return Section(
        "Timeline, latest first",
        past[::-1],
        empty=f"No event has a known day ({count(len(undated), 'event')} without one: 'onrecord timeline').",
        shown=SHOWN["days"],
        more="onrecord timeline",
    )


def _alone(index: Index) -> Section:
    return Section(
        "What only one report has",
        only_in_lines(index, shown=SHOWN["alone"]),
        empty="Nothing stands in one report alone.",
        shown=SHOWN["outlets"],
        more="onrecord brief --all",
    )

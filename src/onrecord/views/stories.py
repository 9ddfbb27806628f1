"""The screen of stories: reports on one development, put together."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Relations, Story
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Scalar, Section, line
from onrecord.views.words import count, days, flat, moment


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Every story with its reports, the story that was reported on last first."""
    index = Index(entries, relations)
    ranked = sorted(relations.stories, key=lambda one: _span(index, one)[1] or "", reverse=True)
    said = f"{count(len(ranked), 'story', 'stories')} in {count(len(index.entries), 'report')}."
    return index.cited(
        Page(
            "Stories",
            (line(said),),
            (
                Section(
                    "Stories",
                    tuple(story_line(index, one) for one in ranked),
                    empty="No report is on record; add some with 'onrecord add SOURCE…'.",
                ),
            ),
        ),
        columns.STORIES,
    )


def story_line(index: Index, one: Story) -> Line:
    """A story: its title, days, how many reports and origins, and a line for each report."""
    return line(
        Run(flat(one.title), "strong"),
        f" — {index.how_many(one.reports)}, {days(*_span(index, one))}",
        Run(f" (story {one.id})", "quiet"),
        why=one.why if len(one.reports) > 1 else "",
        children=[_report_line(index, one, report) for report in one.reports],
    )


def _report_line(index: Index, story: Story, report: str) -> Line:
    facts = index.entry(report).report
    data: dict[str, Scalar] = {
        "story": story.id,
        "story_title": flat(story.title),
        "id": report,
        "title": facts.title,
        "agency": facts.agency,
        "why": story.why,
    }
    when = moment(facts.published)
    return line(f"{index.named(report)}, {when}: {_title(facts.title)}", cite=index.headline(report), facts=data)


def _title(title: str | None) -> str:
    return flat(title) if title else "no headline"


def _span(index: Index, one: Story) -> tuple[str | None, str | None]:
    found = sorted(day for report in one.reports if (day := index.entry(report).report.day))
    return (found[0], found[-1]) if found else (None, None)

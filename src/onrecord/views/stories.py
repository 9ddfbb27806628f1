"""The screen of stories: reports on one development, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Membership, Relations, Story
from onrecord.views import columns
from onrecord.views.index import Index, decided_fact
from onrecord.views.page import Line, Page, Run, Scalar, Section, line
from onrecord.views.words import count, days, flat, moment

#: Words that a day of a story is told by.
_FRESH = 6


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Every story with its reports, the story that was reported on last first."""
    index = Index(entries, relations)
    found = ranked(index)
    said = f"{count(len(found), 'story', 'stories')} in {count(len(index.entries), 'report')}."
    return index.cited(
        Page(
            "Stories",
            (line(said),),
            (
                Section(
                    "Stories",
                    tuple(story_line(index, one) for one in found),
                    empty="No report is on record; add some with 'onrecord add SOURCE…'.",
                ),
            ),
        ),
        columns.STORIES,
    )


def ranked(index: Index) -> list[Story]:
    """The stories, the one that was reported on last first."""
    return sorted(index.relations.stories, key=lambda one: _span(index, one)[1] or "", reverse=True)


def story_line(index: Index, one: Story) -> Line:
    """A story: its title, days, how many reports and origins, and its reports day by day."""
    days_told = by_day(index, one)
    lines = days_told if len(days_told) > 1 else days_told[0].children
    return line(
        Run(flat(one.title), "strong"),
        f" — {index.how_many(one.reports)}, {days(*_span(index, one))}",
        Run(f" (story {one.id})", "quiet"),
        index.mark(one.id),
        why=one.why if len(one.reports) > 1 else "",
        children=lines,
    )


def by_day(index: Index, one: Story) -> tuple[Line, ...]:
    """The days of a story, each with the words that no earlier day has and with its reports, and why each is in it."""
    reports: dict[str | None, list[str]] = {}
    for report in one.reports:
        reports.setdefault(index.entry(report).report.day, []).append(report)
    members = {member.report: member for member in one.members}
    return tuple(
        _day_line(
            day,
            [members[id] for id in ids if id in members],
            [_report_line(index, one, id, members.get(id)) for id in ids],
        )
        for day, ids in reports.items()
    )


def _day_line(day: str | None, members: Sequence[Membership], children: list[Line]) -> Line:
    """A day of a story: how many reports it has, and the words that no earlier day has."""
    fresh = Counter(word for member in members for word in member.fresh)
    words = [word for word, _ in fresh.most_common(_FRESH)]
    said = f"{moment(day)}: {count(len(children), 'report')}"
    return line(f"{said}; new: {', '.join(words)}" if words else said, children=children)


def _report_line(index: Index, story: Story, report: str, member: Membership | None) -> Line:
    facts = index.entry(report).report
    data: dict[str, Scalar] = {
        "story": story.id,
        "story_title": flat(story.title),
        "judged": decided_fact(index.judged(story.id)),
        "id": report,
        "title": facts.title,
        "agency": facts.agency,
        "why": _why(index, member) if member else story.why,
    }
    when = moment(facts.published)
    said = f"{index.named(report)}, {when}: {_title(facts.title)}"
    return line(said, cite=index.headline(report), facts=data, why=_why(index, member) if member else "")


def _why(index: Index, member: Membership) -> str:
    """Why a report is in its story, as a clause."""
    if member.near is None or member.near not in index:
        return ""
    near = index.named(member.near)
    if member.how == "copy":
        return f"has the words of {near}"
    if not member.words:
        return f"tells much the same as {near}"
    return f"most like {near}: {', '.join(member.words)}"


def _title(title: str | None) -> str:
    return flat(title) if title else "no headline"


def _span(index: Index, one: Story) -> tuple[str | None, str | None]:
    found = sorted(day for report in one.reports if (day := index.entry(report).report.day))
    return (found[0], found[-1]) if found else (None, None)

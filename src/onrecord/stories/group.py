"""Which reports are on one development."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model.relations import Derivation, Membership, Story, content_id
from onrecord.model.report import Report
from onrecord.stories.features import TOLD, Features, features, vector_of
from onrecord.stories.likeness import DAYS, reasons
from onrecord.stories.stream import Stories

#: Shared words that a story's reason names, and words that are new on a day.
NAMED, FRESH = 6, 5
#: Part of the words of both that two reports must have in common to be one text for its story.
COPIED = 0.8

#: What gives the vector of a report, as ``features.vector_of`` does.
Vector = Callable[[Report], bytes]


@dataclass(frozen=True, slots=True)
class Head:
    """What of a report a story is told by.

    Attributes:
        id: its id.
        title: its headline, or how its text begins.
        published: ISO date or date-time of publication, if known.
    """

    id: str
    title: str
    published: str | None

    @property
    def day(self) -> str | None:
        """The day of publication, ``YYYY-MM-DD``, or ``None``."""
        return self.published[:10] if self.published else None


def group(
    reports: Sequence[Report], derivations: Iterable[Derivation] = (), vector: Vector = vector_of
) -> tuple[Story, ...]:
    """Reports grouped into stories by what they are about and when they were published.

    Two reports are alike by the telling words of their titles and texts, by what headline and lead mean, and by
    nearness of their days. How that makes stories, whatever the order of the reports: see ``stream.Stories``. A copy is
    in the story of the report that it is a copy of.

    Args:
        reports: the reports.
        derivations: which of them are copies.
        vector: gives the vector of a report; it is asked for no copy.

    Returns:
        Stories, earliest first, each with what its reports share and why each is in it; a report on its own is a story.
    """
    by_id = {report.id: report for report in reports}
    copies = copies_of(by_id, derivations)
    stories = Stories()
    stories.add(_features(one, vector) for one in reports if one.id not in copies)
    return told(stories, {id: head(report) for id, report in by_id.items()}, copies)


def _features(report: Report, vector: Vector) -> Features:
    return features(report, vector(report) if report.language in TOLD else b"")


def head(report: Report) -> Head:
    """What of a report a story is told by."""
    return Head(report.id, report.title or " ".join(report.text.split())[:80], report.published)


def told(stories: Stories, heads: Mapping[str, Head], copies: Mapping[str, str]) -> tuple[Story, ...]:
    """The stories, earliest first, each with what its reports share and why each is in it.

    Args:
        stories: the reports that are no copies, grouped.
        heads: what each report is told by, copies too.
        copies: for each copy the report that it is a copy of.
    """
    follow: dict[str, list[str]] = {}
    for copy, root in copies.items():
        follow.setdefault(root, []).append(copy)
    made = [
        _story([*members, *(copy for one in members for copy in follow.get(one, ()))], heads, copies, stories)
        for members in stories.stories()
    ]
    return tuple(sorted(made, key=lambda one: _when(heads[one.reports[0]])))


def copies_of(reports: Mapping[str, Report], derivations: Iterable[Derivation]) -> dict[str, str]:
    """For each report that has the words of another, near in time, the earliest report that has them.

    Args:
        reports: the reports by id.
        derivations: how their wordings hang together.
    """
    root = {id: id for id in reports}

    def find(id: str) -> str:
        while root[id] != id:
            id = root[id]
        return id

    for one in derivations:
        if min(one.containment_a, one.containment_b) >= COPIED and _near(reports[one.a], reports[one.b]):
            first, second = sorted((find(one.a), find(one.b)), key=lambda id: _when(reports[id]))
            root[second] = first
    return {id: find(id) for id in reports if find(id) != id}


def _near(one: Report, other: Report) -> bool:
    """Whether two days of publication are near enough for one story; a missing day is."""
    if not one.day or not other.day:
        return True
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) <= DAYS


def _story(members: Sequence[str], reports: Mapping[str, Head], copies: Mapping[str, str], stories: Stories) -> Story:
    """The story of a group: its reports earliest first, the title of the first, and the words they share."""
    ids = sorted(members, key=lambda id: _when(reports[id]))
    title = reports[ids[0]].title

    def of(id: str) -> Features:
        return stories.features(copies.get(id, id))

    why = tuple(_membership(id, ids, reports, copies, stories, of) for id in ids)
    return Story(content_id("s", ids[0]), title, tuple(ids), _why([of(id) for id in ids]), why)


def _membership(
    id: str,
    ids: Sequence[str],
    reports: Mapping[str, Head],
    copies: Mapping[str, str],
    stories: Stories,
    of: Callable[[str], Features],
) -> Membership:
    """Why one report is in its story, and what is new in it."""
    day = reports[id].day
    before = [other for other in ids if day and (reports[other].day or "9999") < day]
    had = {word for other in before for word in of(other).strongest}
    fresh = tuple(word for word in of(id).strongest if before and word not in had)[:FRESH]
    if id in copies:
        return Membership(id, "copy", copies[id], (), fresh)
    nearest = stories.nearest(id)
    near = nearest[0] if nearest else next((other for other in ids if other != id), None)
    words = reasons(of(id), [of(near)], NAMED) if near else ()
    return Membership(id, "first" if id == ids[0] else "alike", near, words, fresh)


def _why(members: Sequence[Features]) -> str:
    """The words that most reports of a story have, those that are strong in most first."""
    if len(members) == 1:
        return "no other report is on the same development"
    place: dict[str, list[int]] = {}
    for one in members:
        for rank, word in enumerate(one.strongest):
            place.setdefault(word, []).append(rank)
    shared = {word: ranks for word, ranks in place.items() if len(ranks) > 1}
    most = sorted(shared, key=lambda word: (-len(shared[word]), sum(shared[word]), word))[:NAMED]
    return f"{len(members)} reports share {', '.join(most)}" if most else f"{len(members)} reports tell much the same"


def _when(report: Report | Head) -> tuple[str, str]:
    """Time of publication and id, for sorting; reports without a day come last."""
    return report.published or "9999", report.id

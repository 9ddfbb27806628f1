"""Which reports are on one development."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Story, content_id
from onrecord.text.matter import Gist, candidates, gist, likeness

#: Likeness from which two reports are on one development (best of 0.25 to 0.40).
SAME = 0.31
#: Two groups become one only if their reports are this alike on average: a chain of neighbours is not one story.
#: Pairwise F1 on 1,656 labelled articles clustered alone: 0.70; with 0.22 it is 0.63 (evaluation/crossreport.py).
ON_AVERAGE = 0.31
#: Shared words that a story's reason names.
NAMED = 6

Pair = tuple[int, int]


def group(entries: Sequence[Entry]) -> tuple[Story, ...]:
    """Reports grouped into stories by what they are about and when they were published.

    Two reports are alike by the names and content words of their titles and texts and by nearness of their days; that
    depends on the two alone. Groups grow from the most alike pair on, and join only where they are alike on average,
    so the order in which reports come does not matter.

    Args:
        entries: reports with their readings.

    Returns:
        Stories, earliest first, each with the words that its reports share; a report on its own is a story.
    """
    gists = sorted((gist(entry.report) for entry in entries), key=lambda one: one.report)
    reports = {entry.id: entry for entry in entries}
    alike = {pair: likeness(gists[pair[0]], gists[pair[1]]) for pair in candidates(gists)}
    stories = [_story(members, gists, reports) for members in _groups(len(gists), alike)]
    return tuple(sorted(stories, key=lambda one: (_day(reports[one.reports[0]]), one.reports[0])))


def _groups(count: int, alike: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of indexes, joined from the most alike pair on."""
    home = list(range(count))
    members = {number: [number] for number in range(count)}
    for (one, other), value in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        a, b = home[one], home[other]
        if value < SAME:
            break
        if a != b and _average(members[a], members[b], alike) >= ON_AVERAGE:
            members[a] = sorted(members[a] + members.pop(b))
            for number in members[a]:
                home[number] = a
    return list(members.values())


def _average(one: Sequence[int], other: Sequence[int], alike: Mapping[Pair, float]) -> float:
    """Mean likeness of the reports of two groups; a pair without enough common words counts as not alike."""
    total = sum(alike.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
    return total / (len(one) * len(other))


def _story(members: Sequence[int], gists: Sequence[Gist], reports: Mapping[str, Entry]) -> Story:
    """The story of a group: its reports earliest first, the title of the first, and the words they share."""
    ids = sorted((gists[number].report for number in members), key=lambda one: (_day(reports[one]), one))
    first = reports[ids[0]].report
    title = first.title or " ".join(first.text.split())[:80]
    return Story(content_id("s", ids[0]), title, tuple(ids), _why([gists[number] for number in members]))


def _why(members: Sequence[Gist]) -> str:
    """The words that most reports of a story have, those with most weight first."""
    if len(members) == 1:
        return "no other report is on the same development"
    counts = {word: sum(word in one.weights for one in members) for one in members for word in one.weights}
    weight = {word: sum(one.weights.get(word, 0.0) for one in members) for word, n in counts.items() if n > 1}
    most = sorted(weight, key=lambda word: (-weight[word], word))[:NAMED]
    return f"{len(members)} reports share {', '.join(most)}"


def _day(entry: Entry) -> str:
    """Day of publication for sorting; reports without one come last."""
    return entry.report.published or "9999"

"""Stories as they form: reports come in any order, and the stories are those of all that came, whatever the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest

from onrecord.stories.clusters import Alike, Pair, joined, reached
from onrecord.stories.features import Features
from onrecord.stories.likeness import Shelves

#: Reports that are this alike are on one development whatever else is reported: of such pairs 0.94 are of one labelled
#: story. It keeps a story whole that very many report on. With 500,000 pairwise F1 within other news is 0.03 lower,
#: with 600,000 a seventh more pairs of the largest events are lost (evaluation/stories.py).
SURE = 550_000
#: How much of what two reports have in common with the rest of the news around them is taken off their likeness, and
#: with how many others each of them is compared for that.
COMMON_PART, OTHERS = 8, 5
_PARTS = 10
#: Two reports are on one development if they are this much more alike than each is to what is reported beside.
MORE = 85_000


class Stories:
    """The stories of a growing set of reports.

    Two reports are on one development if they are very alike, or clearly more alike than each of them is to the other
    news around it: in a long matter of which every report names the same places and people, only what is special to a
    day tells its developments apart. What is common is the mean likeness to the five nearest groups beside (after the
    cross-domain similarity local scaling of Conneau et al., ICLR 2018, there for words). Groups join where that holds
    on average, from the most alike pair on.

    All of that is a function of the set of reports: a late report lands where it would have been, stories join and
    part as reports come, and a rebuild gives the same. A new report is compared with those of the weeks around it, and
    only what it is linked with is grouped anew.
    """

    def __init__(self, least: int = MORE) -> None:
        self._least = least
        self._shelves = Shelves()
        self._features: list[Features] = []
        self._rank: dict[str, int] = {}
        self._edges: list[dict[int, int]] = []
        self._tight: list[tuple[int, ...]] = []
        self._common: list[int] = []
        self._story: list[tuple[int, ...]] = []

    def __contains__(self, report: object) -> bool:
        return report in self._rank

    def __len__(self) -> int:
        return len(self._features)

    def add(self, reports: Iterable[Features]) -> None:
        """Take in reports; one that is in already is passed over."""
        new = []
        for one in reports:
            if one.report not in self._rank:
                new.append(self._link(one))
        if new:
            self._regroup(new)

    @classmethod
    def linked(cls, reports: Iterable[Features], alike: Mapping[Pair, int]) -> Stories:
        """The stories of reports of which it is known how alike they are.

        Args:
            reports: reports that none beside them is alike to.
            alike: likeness of two of them by their places, where it is not below ``FLOOR``.
        """
        found = cls()
        for number, one in enumerate(reports):
            found._take(number, one, {})
        for (one_at, other), value in alike.items():
            found._edges[one_at][other] = found._edges[other][one_at] = value
        found._regroup(range(len(found)))
        return found

    def regroup(self, least: int) -> None:
        """Group all reports anew, where two need to be this much more alike than each is to what is beside."""
        self._least = least
        self._regroup(range(len(self._features)))

    def stories(self) -> Iterator[tuple[str, ...]]:
        """The ids of the reports of each story, sorted; the stories in the order of their first."""
        whole = set(self._story)
        yield from sorted(tuple(sorted(self._features[number].report for number in one)) for one in whole)

    def story_of(self, report: str) -> tuple[str, ...]:
        """The ids of the reports of a report's story, sorted."""
        return tuple(sorted(self._features[number].report for number in self._story[self._rank[report]]))

    def features(self, report: str) -> Features:
        """What tells the story of a report that was taken in."""
        return self._features[self._rank[report]]

    def nearest(self, report: str) -> tuple[str, int] | None:
        """The report of the same story that a report is most alike to, and how alike in millionths."""
        number = self._rank[report]
        same = [one for one in self._story[number] if one != number and one in self._edges[number]]
        if not same:
            return None
        best = min(same, key=lambda one: (-self._edges[number][one], self._features[one].report))
        return self._features[best].report, self._edges[number][best]

    # -- linking ------------------------------------------------------------------------------------------------

    def _link(self, one: Features) -> int:
        """Find the neighbours of a new report."""
        number = len(self._features)
        found = dict(self._shelves.alike(one))
        for other, value in found.items():
            self._edges[other][number] = value
        self._shelves.put(number, one)
        self._take(number, one, found)
        return number

    def _take(self, number: int, one: Features, neighbours: dict[int, int]) -> None:
        self._features.append(one)
        self._rank[one.report] = number
        self._edges.append(neighbours)
        self._tight.append((number,))
        self._common.append(0)
        self._story.append((number,))

    # -- grouping -----------------------------------------------------------------------------------------------

    def _regroup(self, new: Iterable[int]) -> None:
        """Group anew what the new reports can have an influence on."""
        changed = set(new)
        for part in reached(sorted(changed), self._sure_neighbours):
            changed |= part
            for group in self._joined([[number] for number in part], SURE, self._alike):
                for number in group:
                    self._tight[number] = tuple(group)
        touched = changed.union(*(self._edges[number] for number in changed))
        for number in touched:
            self._common[number] = self._common_of(number)
        around = touched.union(*(self._edges[number] for number in touched))
        for part in reached(sorted(around), self._linked):
            groups = {self._tight[number] for number in part}
            for group in self._joined(sorted(map(list, groups)), self._least, self._more):
                for number in group:
                    self._story[number] = tuple(group)

    def _sure_neighbours(self, number: int) -> list[int]:
        return [other for other, value in self._edges[number].items() if value >= SURE]

    def _linked(self, number: int) -> list[int]:
        """What a report is grouped with already, and what it may come to be grouped with."""
        return [
            *self._tight[number],
            *(other for other in self._edges[number] if self._more(number, other) >= self._least),
        ]

    def _joined(self, groups: list[list[int]], least: int, alike: Alike) -> list[list[int]]:
        if len(groups) == 1:
            return groups
        home = {number: at for at, group in enumerate(groups) for number in group}
        pairs: list[tuple[int, Pair]] = []
        for one in home:
            for other in self._edges[one]:
                if one < other and home.get(other, home[one]) != home[one]:
                    value = alike(one, other)
                    if value >= least:
                        pairs.append((value, (one, other)))
        return joined(groups, sorted(pairs, key=self._most_alike_first), alike, least)

    def _most_alike_first(self, item: tuple[int, Pair]) -> tuple[int, tuple[str, str]]:
        one, other = sorted(self._features[number].report for number in item[1])
        return -item[0], (one, other)

    def _alike(self, one: int, other: int) -> int:
        return self._edges[one].get(other, 0)

    def _more(self, one: int, other: int) -> int:
        """How much more two reports are alike than each is to what is reported beside."""
        common = (self._common[one] + self._common[other]) * COMMON_PART // (2 * _PARTS)
        return max(0, self._edges[one].get(other, 0) - common)

    def _common_of(self, number: int) -> int:
        """Mean likeness of a report to the groups beside its own that are nearest to it."""
        beside: dict[tuple[int, ...], int] = {}
        own = self._tight[number]
        for other, value in self._edges[number].items():
            group = self._tight[other]
            if group is not own and group != own and value > beside.get(group, 0):
                beside[group] = value
        return sum(nlargest(OTHERS, beside.values())) // OTHERS


def partition(reports: Iterable[Features], copies: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The stories of some reports and of copies of them, ids sorted.

    Args:
        reports: what tells the story of each report that is no copy.
        copies: for each copy the report whose words it has; it is in that report's story without being compared.
    """
    stories = Stories()
    stories.add(reports)
    follow: dict[str, list[str]] = {}
    for copy, root in copies.items():
        follow.setdefault(root, []).append(copy)
    return sorted(tuple(sorted([*one, *(c for id in one for c in follow.get(id, ()))])) for one in stories.stories())

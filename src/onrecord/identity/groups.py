"""Actors of several reports that are taken for one, with what puts them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from onrecord.identity.evidence import Seen
from onrecord.lexicons.fullnames import FullName
from onrecord.lexicons.names import is_given

T = TypeVar("T")


@dataclass(eq=False)
class Group:
    """Persons of several reports that are taken for one.

    Attributes:
        members: by report; not changed once the group is made.
        reasons: what put them together, each a clause.
        may_be: the groups that it may be one with, where that is not settled.
        open: why it is not settled.
    """

    members: tuple[Seen, ...]
    reasons: tuple[str, ...] = ()
    may_be: tuple[Group, ...] = ()
    open: str = ""
    surnames: list[tuple[Seen, str]] = field(default_factory=list)

    @cached_property
    def names(self) -> tuple[FullName, ...]:
        """The names in it, each once."""
        return tuple(dict.fromkeys(one.name for one in self.members))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Ids of the countries that reports say the person is of."""
        return frozenset(one.country for one in self.members if one.country)

    @cached_property
    def offices(self) -> frozenset[str]:
        """Classes of the offices that reports say the person holds."""
        return frozenset(office for one in self.members for office in one.offices)

    @cached_property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports, each once."""
        return tuple(dict.fromkeys(one.report for one in self.members))

    @cached_property
    def in_reports(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.reports)

    @cached_property
    def title(self) -> str:
        """The name in it that most reports write; of two, the longer."""
        counts = Counter(one.actor.name for one in self.members)
        return max(counts, key=lambda name: (counts[name], len(name), name))

    @cached_property
    def doubtful(self) -> bool:
        """Whether it may be words of a headline ("Rivals Meet Koss"): three words or more, the first no given name that
        is known, in one report that gives neither country nor office.
        """
        odd = all(name.middle and not is_given(name.given) and len(name.given) > 1 for name in self.names)
        return odd and len(self.reports) == 1 and not self.countries and not self.offices

    @property
    def every(self) -> tuple[Seen, ...]:
        """All persons in it, those by surname alone too, by report."""
        return tuple(sorted((*self.members, *(one for one, _ in self.surnames)), key=lambda one: one.place))


def together(groups: Sequence[Group], reasons: Iterable[str] = ()) -> Group:
    """One group of several; a single one as it is."""
    if len(groups) == 1:
        return groups[0]
    members = sorted((one for group in groups for one in group.members), key=lambda one: one.place)
    told = dict.fromkeys((*(reason for group in groups for reason in group.reasons), *reasons))
    return Group(tuple(members), tuple(told))


def components(items: Sequence[T], linked: Callable[[T, T], bool], pairs: Iterable[tuple[int, int]]) -> list[list[T]]:
    """The items in groups of what is linked, directly or through others, in the order of the items.

    Args:
        items: what is grouped.
        linked: whether two belong together.
        pairs: the pairs, by index, that are looked at.
    """
    parent = list(range(len(items)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    for a, b in pairs:
        if root(a) != root(b) and linked(items[a], items[b]):
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    found: dict[int, list[T]] = {}
    for n, item in enumerate(items):
        found.setdefault(root(n), []).append(item)
    return list(found.values())

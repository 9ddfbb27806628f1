"""What each report tells of an actor's identity: names, country, offices; and which reports are on one matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.lexicons import people
from onrecord.lexicons.fullnames import FullName, full_name
from onrecord.lexicons.names import key
from onrecord.model.reading import Actor, Entry
from onrecord.text.gists import Gists
from onrecord.text.matter import gist

#: Likeness of two reports' gists from which they are on one matter: keeps 92 of 100 pairs of reports of one labelled
#: event and 1 of 100 pairs of different events (the threshold of checks.facts, measured there).
ONE_MATTER = 0.2

#: Classes of office whose holder speaks for the country or body that the office is of.
_SPEAKING = frozenset(
    ("head of state", "head of government", "deputy head", "foreign minister", "defence minister", "minister",
     "spokesperson", "envoy", "ambassador", "international head", "leader", "head")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as one report has them.

    Attributes:
        report: id of the report.
        actor: the actor in its reading.
        name: the fullest name that the report gives, with initials and "Jr." where it has them anywhere.
        offices: classes of the offices that the report says the person holds.
        former: whether the report tells of an office that is no longer held.
    """

    report: str
    actor: Actor
    name: FullName
    offices: frozenset[str]
    former: bool

    @property
    def place(self) -> tuple[str, str]:
        """What it is sorted by, so that the order of the reports does not matter."""
        return self.report, self.actor.id

    @property
    def country(self) -> str | None:
        """Id of the country that the report says the person is of; ``None`` if it does not."""
        return self.actor.of if self.actor.of and self.actor.of.startswith("country:") else None

    @property
    def speaks(self) -> bool:
        """Whether the person is told to hold an office that speaks for a country or body."""
        return bool(self.actor.of and self.offices & _SPEAKING and not self.former)


def seen(entry: Entry, actor: Actor) -> Seen | None:
    """What a report tells of a person; ``None`` if the name has no letters."""
    named = full_name(actor.name)
    if named is None:
        return None
    offices, former = _offices(actor.role or "")
    return Seen(entry.id, actor, _fullest(named, actor), offices, former)


def _fullest(named: FullName, actor: Actor) -> FullName:
    """The name as it is written with most parts: readings leave out initials and "Jr."."""
    best = named
    for words in sorted({mention.text for mention in actor.mentions if mention.text[:1].isupper()}):
        other = full_name(words)
        if other is None or key(other.surname) != key(named.surname) or other.words[:1] == other.words[-1:]:
            continue
        initial = len(other.given) == 1 and named.alone
        if (initial or key(other.given) == key(named.given)) and _parts(other) > _parts(best):
            best = other
    return best


def _parts(name: FullName) -> tuple[int, bool]:
    return len(name.words), bool(name.suffix)


def _offices(role: str) -> tuple[frozenset[str], bool]:
    """Classes of the offices that words name, and whether they are told to be past."""
    words = role.lower().replace("’", "'").replace("-", " - ").replace("'", " '").split()
    found: set[str] = set()
    for end in range(1, len(words) + 1):
        office = people.office_at_end(words[:end])
        longer = people.office_at_end(words[: end + 1]) if end < len(words) else None
        if office and not (longer and len(longer) > len(office)):
            found.add(people.offices()[office])
    return frozenset(found), bool(people.past_words() & set(words))


class Matters:
    """Which reports are on one matter, worked out when first asked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._near: dict[str, frozenset[str]] = {}

    def one(self, a: str, b: str) -> bool:
        """Whether two reports, by id, are on one matter."""
        return a == b or a in self.near(b)

    def any(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether a report of the one is on one matter with a report of the others."""
        listed = list(others)
        return any(not self.near(a).isdisjoint(listed) for a in some)

    def near(self, report: str) -> frozenset[str]:
        """Ids of the reports that are on one matter with a report, itself among them."""
        if report not in self._near:
            self._near[report] = frozenset((report, *self._gists.like(report, ONE_MATTER)))
        return self._near[report]

    def pairs(self, reports: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Pairs of indexes of reports that are on one matter, the smaller first.

        Args:
            reports: ids; one may stand there several times.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for at, report in enumerate(reports):
            for other in self.near(report) & places.keys() | {report}:
                yield from ((before, at) for before in places.get(other, ()))
            places[report].append(at)

    def countries(self, report: str) -> frozenset[str]:
        """Ids of the countries that a report names."""
        return self._named[report]

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(one.id for one in entry.reading.actors if one.kind == "country" and one.mentions)
            for name, entry in self._entries.items()
        }

    @cached_property
    def _gists(self) -> Gists:
        return Gists([gist(entry.report) for entry in self._entries.values()])

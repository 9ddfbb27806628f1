"""Revisions: the texts that one address of one outlet had, one after the other.

Two reports are revisions of one another if they have the same address (``address_key``) and no other outlet is named.
They are in the order of the time at which each is last known to have stood there: when its bytes were last fetched from
the address; for a text that was not fetched, when the page says that it was changed, or else published. Of equal or
unknown times the one that was added to the record later is the later; nothing else rests on the order of adding.
The last is the current one, and what holds between reports is derived from current ones alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of an address, with what is known of when it stood there.

    Attributes:
        report: id of the report that holds it.
        address: what the addresses of one page have in common.
        outlet: name of the outlet, where the source or the user names one.
        published: ISO date or date-time of publication, as the report gives it.
        modified_first: the first time at which the outlet says that it changed the words to these, in UTC.
        modified_last: the last such time.
        seen_first: when these words were first fetched from the address, in UTC.
        seen_last: when they were last fetched.
        number: place in the order of adding.
        sha256: hex SHA-256 of its text.
        essence: hash of the words of it that make a revision (``text.essence``); ``None`` if it has none.
        title: the headline's words.
        partial: whether its source gave a part of the report only: an archive that breaks off, a cut file.
    """

    report: str
    address: str
    outlet: str | None = None
    published: str | None = None
    modified_first: str | None = None
    modified_last: str | None = None
    seen_first: str | None = None
    seen_last: str | None = None
    number: int = 0
    sha256: str = ""
    essence: str | None = None
    title: str | None = None
    partial: bool = False

    @property
    def stood(self) -> str:
        """The last time at which the words are known to have stood at the address; empty if none is known."""
        return self.seen_last or self.modified_last or utc(self.published) or ""

    @property
    def since(self) -> str | None:
        """The first time at which they are known to have stood there, if they took the place of others."""
        return self.modified_first or self.seen_first


@dataclass(frozen=True, slots=True)
class Chain:
    """The revisions of one report, two or more, the first one first."""

    revisions: tuple[Revision, ...]

    @property
    def current(self) -> Revision:
        """The one that stands there now, as far as is known."""
        return self.revisions[-1]

    @property
    def reports(self) -> tuple[str, ...]:
        """Their ids in order."""
        return tuple(one.report for one in self.revisions)

    def since(self, place: int) -> str | None:
        """When the words of a revision came to stand there, as ISO date or date-time; ``None`` if it is not known."""
        one = self.revisions[place]
        if place == 0:
            known = (utc(one.published), one.modified_first, one.seen_first)
            return min(filter(None, known), default=None)
        if self.again(place):
            return one.seen_last or one.modified_last
        before = {earlier.published for earlier in self.revisions[:place]}
        return one.since or (utc(one.published) if one.published not in before else None)

    def again(self, place: int) -> bool:
        """Whether the words of a revision stood there before those of the one before it, so that they came back."""
        one, before = self.revisions[place].since, self.revisions[place - 1].since
        return place > 0 and one is not None and before is not None and one < before

    def on(self, day: str) -> tuple[Revision, bool]:
        """The revision that stood there at the end of an ISO day, and whether that is known.

        Where it is not known when a later revision came, the later one is given.
        """
        for place in range(len(self.revisions) - 1, 0, -1):
            since = self.since(place)
            if since is None or since[:10] <= day:
                return self.revisions[place], since is not None
        first = [(one.since or utc(one.published) or "", -place) for place, one in enumerate(self.revisions)]
        stood = [found for found in first if found[0][:10] <= day]
        return self.revisions[-(max(stood) if stood else min(first))[1]], True


def chains(revisions: Iterable[Revision]) -> tuple[Chain, ...]:
    """The chains of all addresses that had more than one text, in the order of their addresses.

    Where two outlets are named at one address, each has a chain of its own, and reports without an outlet theirs; but
    what was fetched from the address is of one outlet, however it called itself.
    """
    at: dict[str, list[Revision]] = defaultdict(list)
    for one in revisions:
        at[one.address].append(one)
    found = []
    for address in sorted(at):
        homes: dict[str, list[Revision]] = defaultdict(list)
        fetched = {same_outlet(one.outlet) for one in at[address] if one.seen_last}
        others = {same_outlet(one.outlet) for one in at[address] if not one.seen_last} - {"", *fetched}
        several = len(others) > 1 or bool(others and fetched - {""})
        for one in at[address]:
            name = same_outlet(one.outlet)
            homes[name if several and name in others and not one.seen_last else ""].append(one)
        found += [Chain(in_order(homes[home])) for home in sorted(homes) if len(homes[home]) > 1]
    return tuple(found)


def in_order(revisions: Iterable[Revision]) -> tuple[Revision, ...]:
    """Revisions of one report, the first one first; of one moment a text that was taken in part before a whole one."""
    return tuple(sorted(revisions, key=lambda one: (one.stood, not one.partial, one.number)))


def by_outlet(chain: Chain) -> bool:
    """Whether the outlet changed the words, as far as is known: two whole texts differ, or none was taken whole."""
    return sum(not one.partial for one in chain.revisions) != 1


def superseded(found: Iterable[Chain]) -> frozenset[str]:
    """Ids of the reports that a later revision took the place of."""
    return frozenset(report for chain in found for report in chain.reports[:-1])


def same_outlet(name: str | None) -> str:
    """What two spellings of an outlet's name have in common; nothing for a host, which the address says anyway."""
    plain = (name or "").casefold()
    host = "." in plain and " " not in plain.strip()
    return "" if host else "".join(char for char in plain if char.isalnum())


def utc(moment: str | None) -> str | None:
    """An ISO date-time in UTC, so that moments sort as words; a day, or one without a zone, as it is."""
    if not moment or len(moment) <= 10:
        return moment
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    try:
        return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    except OverflowError:
        return moment

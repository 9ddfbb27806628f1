"""Entries in which every actor goes by its identity, so that whoever compares reports sees one id for one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.model.reading import Actor, Entry, Position, Reading
from onrecord.model.relations import Identity

_Names = Mapping[str, str]


def homes(identities: Iterable[Identity]) -> dict[str, dict[str, str]]:
    """For each report id, the identity id of each of its actor ids."""
    found: dict[str, dict[str, str]] = {}
    for one in identities:
        for member in one.members:
            found.setdefault(member.report, {})[member.actor] = one.id
    return found


def identified(entries: Sequence[Entry], identities: Sequence[Identity]) -> tuple[Entry, ...]:
    """The entries with identity ids in place of the ids that actors have inside their report.

    A position that a report gives to a person is given to the country or body that the person speaks for, where
    another report tells of the office: a party does not change with the report. Names, ranges and ids of everything
    else stay as they are.

    Args:
        entries: reports with their readings.
        identities: who is who in them; reports that they do not know stay as they are.
    """
    home = homes(identities)
    party = {one.id: one.speaks_for for one in identities if one.kind == "person" and one.speaks_for}
    return tuple(
        Entry(entry.report, _renamed(entry.reading, home[entry.id], party)) if entry.id in home else entry
        for entry in entries
    )


def _renamed(reading: Reading, home: _Names, party: _Names) -> Reading:
    def of(actor: str | None) -> str | None:
        return home.get(actor, actor) if actor else None

    def all_of(actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(home.get(actor, actor) for actor in actors))

    return replace(
        reading,
        voices=tuple(map(of, reading.voices)),
        actors=_actors(reading.actors, home),
        attributions=tuple(replace(one, actor=of(one.actor)) for one in reading.attributions),
        events=tuple(
            replace(one, actors=all_of(one.actors), recipients=all_of(one.recipients)) for one in reading.events
        ),
        positions=tuple(_position(one, home, party) for one in reading.positions),
        deadlines=tuple(replace(one, set_by=of(one.set_by)) for one in reading.deadlines),
        open_points=tuple(
            replace(one, parties=all_of(one.parties), told_by=of(one.told_by)) for one in reading.open_points
        ),
    )


def _position(one: Position, home: _Names, party: _Names) -> Position:
    def of(actor: str | None) -> str | None:
        return home.get(actor, actor) if actor else None

    def stands_for(actor: str | None) -> str | None:
        who = of(actor)
        return party.get(who, who) if who else None

    return replace(
        one, party=stands_for(one.party) or one.party, speaker=of(one.speaker), told_by=stands_for(one.told_by)
    )


def _actors(actors: Iterable[Actor], home: _Names) -> tuple[Actor, ...]:
    """The actors under their identities; two of one identity are one, with the longer name."""
    found: dict[str, Actor] = {}
    for one in actors:
        name = home.get(one.id, one.id)
        renamed = replace(one, id=name, of=home.get(one.of, one.of) if one.of else None)
        found[name] = _together(found[name], renamed) if name in found else renamed
    return tuple(found.values())


def _together(one: Actor, other: Actor) -> Actor:
    longer = max((one.name, other.name), key=lambda name: (len(name.split()), len(name)))
    mentions = tuple(sorted({*one.mentions, *other.mentions}))
    return replace(one, name=longer, of=one.of or other.of, role=one.role or other.role, mentions=mentions)

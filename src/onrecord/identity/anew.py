"""An identity put together from given actors, where people decided who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from onrecord.identity.evidence import seen
from onrecord.identity.link import best_id, commonest, full_members, name_of, roles_of, spellings_of
from onrecord.model.reading import Actor, Entry
from onrecord.model.relations import Identity, Member


def plain_id(members: Iterable[Member], entries: Mapping[str, Entry]) -> str:
    """The id that an identity of these members has if no other has it."""
    return best_id(Counter(actor.id for _, actor in full_members(_actors(members, entries))))


def put_together(
    name: str, members: Collection[Member], entries: Mapping[str, Entry], home: Mapping[Member, str], why: str
) -> Identity:
    """The identity of these members, called and described as ``link`` does it.

    Args:
        name: its id.
        members: actors of reports.
        entries: the reports by id.
        home: the id of the identity of every actor of every report.
        why: what put them together.
    """
    actors = _actors(members, entries)
    told = [seen(entries[report], actor) for report, actor in actors]
    speaks = [(one.report, one.actor) for one in told if one and one.actor.kind == "person" and one.speaks]
    of, speaks_for = (
        commonest(home.get(Member(report, actor.of)) if actor.of else None for report, actor in found)
        for found in (actors, speaks)
    )
    return Identity(
        id=name,
        name=name_of(actors),
        kind=actors[0][1].kind,
        members=tuple(sorted(members)),
        spellings=spellings_of(actors),
        of=of,
        speaks_for=speaks_for,
        roles=roles_of(actors),
        why=why,
    )


def _actors(members: Iterable[Member], entries: Mapping[str, Entry]) -> list[tuple[str, Actor]]:
    found = []
    for one in sorted(members):
        actor = entries[one.report].reading.actor(one.actor)
        if actor is not None:
            found.append((one.report, actor))
    return found

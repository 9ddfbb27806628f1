"""Which reports belong to a dossier."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from onrecord.errors import DossierError
from onrecord.model.dossier import Query
from onrecord.model.reading import Actor, Entry
from onrecord.model.relations import Identity, Member
from onrecord.views.who import asked, described, nearest
from onrecord.views.words import flat, quoted

#: A name is a word or a short phrase; it stands in headings and on the command line.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Matched:
    """The reports of a dossier.

    Attributes:
        entries: the reports that match, in the order given.
        notes: what a reader should know of how they were chosen, a sentence each.
    """

    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


def matching(
    entries: Sequence[Entry], identities: Sequence[Identity], query: Query, hits: Collection[str] | None
) -> Matched:
    """The reports that a query asks for: all that is given must hold.

    A report without a day of publication is out where days are given. A party is named by a report that names it, or
    somebody who speaks for it or may be it; where a name may mean several, a report that names any of them is in.

    Args:
        entries: the reports on record.
        identities: who is who in them.
        query: what is asked for.
        hits: ids of the reports that hold the words of the query; ``None`` if it has no words.
    """
    notes = tuple(note for name in query.parties for note in _party_notes(name, identities))
    named = [_naming(name, identities) for name in query.parties]
    outlets = {_key(name) for name in query.outlets}
    kept = tuple(
        entry
        for entry in entries
        if (hits is None or entry.id in hits)
        and all(entry.id in reports for reports in named)
        and (not outlets or _outlet(entry) in outlets)
        and _within(entry.report.day, query)
    )
    return Matched(kept, (*notes, *_outlet_notes(entries, query)))


def with_earlier(identities: Sequence[Identity], earlier: Sequence[Entry]) -> tuple[Identity, ...]:
    """Who is who, with what earlier revisions name as well.

    An actor of theirs is whoever goes by the same actor id in a current report, else one of its own.

    Args:
        identities: who is who in the current reports.
        earlier: reports whose place current ones took.
    """
    naming: dict[str, list[Member]] = {}
    names: dict[str, Actor] = {}
    for entry in earlier:
        for actor in entry.reading.actors:
            naming.setdefault(actor.id, []).append(Member(entry.id, actor.id))
            names.setdefault(actor.id, actor)
    known = {one.id: sorted({one.id, *(member.actor for member in one.members)}) for one in identities}
    more = names.keys() - {actor for actors in known.values() for actor in actors}
    return (
        *(replace(one, members=(*one.members, *(m for id in known[one.id] for m in naming.get(id, ()))))
          for one in identities),
        *(Identity(id, names[id].name, names[id].kind, tuple(naming[id])) for id in sorted(more)),
    )  # fmt: skip


def _key(name: str) -> str:
    return flat(name).casefold().removeprefix("the ")


def _outlet(entry: Entry) -> str:
    """Who published a report: its outlet, else the agency that it credits."""
    return _key(entry.report.outlet or entry.report.agency or "")


def _within(day: str | None, query: Query) -> bool:
    if query.first is None and query.last is None:
        return True
    return day is not None and (query.first or day) <= day <= (query.last or day)


def _meant(name: str, identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """All that a name means or may mean."""
    found = asked(name, identities)
    return (*found.found, *found.may_be, *found.open)


def _naming(name: str, identities: Sequence[Identity]) -> set[str]:
    """Ids of the reports that name a party, who speaks for it, or somebody who may be it."""
    ids = {one.id for one in _meant(name, identities)}
    near = [one for one in identities if one.id in ids or one.speaks_for in ids or ids.intersection(one.may_be)]
    return {member.report for one in near for member in one.members}


def _party_notes(name: str, identities: Sequence[Identity]) -> list[str]:
    found = asked(name, identities)
    several = list(dict.fromkeys(described(one) for one in found.may_be))
    if len(several) > 1:
        return [f"{quoted(name)} may mean {' or '.join(several)}: reports that name any of them are in."]
    if not found.found and not found.may_be:
        near = nearest(name, identities, [one.id for one in identities])
        return [f"No report names a party {quoted(name)}{f'; the nearest names are {near}' if near else ''}."]
    return []


def _outlet_notes(entries: Sequence[Entry], query: Query) -> list[str]:
    known = {_outlet(entry) for entry in entries}
    return [f"No report on record is of an outlet {quoted(name)}." for name in query.outlets if _key(name) not in known]


def checked_name(name: str) -> str:
    """A dossier's name as it is kept: on one line.

    Raises:
        DossierError: it is empty, too long, begins with a dash, or has characters that do not show.
    """
    kept = flat(name)
    if not kept or len(kept) > _LONGEST or kept.startswith("-") or not kept.isprintable():
        raise DossierError(
            f"{name[:_LONGEST]!r} cannot be the name of a dossier",
            hint=f"Take a word or a short phrase, such as 'dam', of at most {_LONGEST} characters",
        )
    return kept


def checked_query(query: Query) -> Query:
    """A query as it is kept: names on one line, each once.

    Raises:
        DossierError: its words hold no letter or figure, a name is empty, or its days are the wrong way round.
    """
    if query.words and not any(char.isalnum() for char in query.words):
        raise DossierError(f"{query.words!r} has no word to look for", hint="Leave it out to take reports of any words")
    for name in (*query.parties, *query.outlets):
        if not flat(name):
            raise DossierError("a party or outlet has no name", hint="Name it, or leave the option out")
    if query.first and query.last and query.first > query.last:
        raise DossierError(
            f"the first day, {query.first}, is after the last, {query.last}", hint="Put them the other way round"
        )
    parties, outlets = (tuple(dict.fromkeys(map(flat, names))) for names in (query.parties, query.outlets))
    return Query(flat(query.words), parties, outlets, query.first, query.last)

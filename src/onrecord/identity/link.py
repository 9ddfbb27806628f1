"""Who is who: the actors of all reports linked to identities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.identity.bodies import Body, link_bodies
from onrecord.identity.evidence import Matters, Seen, seen
from onrecord.identity.groups import Group
from onrecord.identity.persons import link_persons
from onrecord.lexicons.fullnames import full_name
from onrecord.lexicons.names import key, script
from onrecord.lexicons.words import words
from onrecord.model.reading import Actor, Entry
from onrecord.model.relations import Identity, Member, Spelling

_Home = Mapping[tuple[str, str], str]

_NO_NAMES = words(
    "it they he she we i you its their his her our them us who which this that these those both here there"
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """An identity before its id is settled: its actors by report, its group, what the names say."""

    members: tuple[tuple[str, Actor], ...]
    group: Group | Body
    why: str


def link(entries: Sequence[Entry]) -> tuple[Identity, ...]:
    """One identity for each person, body, country, group and place of the reports, whatever each report calls it.

    Args:
        entries: reports with their readings.

    Returns:
        Identities by id; every actor of every report is a member of exactly one. The order of the reports does not
        matter.
    """
    matters = Matters(entries)
    persons: list[Seen] = []
    others: list[tuple[str, Actor]] = []
    for entry in entries:
        for actor in entry.reading.actors:
            found = seen(entry, actor) if actor.kind == "person" else None
            persons.append(found) if found else others.append((entry.id, actor))
    drafts = [*map(_of_person, link_persons(persons, matters)), *map(_of_body, link_bodies(others, matters))]
    ids = _ids(drafts)
    home = {
        (report, actor.id): name for draft, name in zip(drafts, ids, strict=True) for report, actor in draft.members
    }
    by_group = {id(draft.group): name for draft, name in zip(drafts, ids, strict=True)}
    made = [_identity(draft, name, home, by_group) for draft, name in zip(drafts, ids, strict=True)]
    return tuple(sorted(made, key=lambda one: one.id))


# -- drafts -----------------------------------------------------------------------------------------------------


def _of_person(group: Group) -> _Draft:
    members = tuple((one.report, one.actor) for one in group.every)
    return _Draft(members, group, " ".join(_person_why(group)))


def _person_why(group: Group) -> Iterator[str]:
    """Sentences on what put a person's names together, or why they stay unresolved."""
    count = len(group.reports)
    yield f"“{group.title}” in {count} report{'s' if count != 1 else ''}{': ' + group.open if group.open else ''}."
    for reason in group.reasons:
        yield f"{reason[:1].upper()}{reason[1:]}."
    alone: Counter[tuple[str, str]] = Counter((one.actor.name, why) for one, why in group.surnames)
    for (name, why), times in sorted(alone.items()):
        reports = f"{times} report{'s' if times != 1 else ''}"
        yield f"“{name}” alone in {reports}: no other person of that name fits, and {why}."


def _of_body(body: Body) -> _Draft:
    told = [
        f"Named in {len(body.reports)} report{'s' if len(body.reports) != 1 else ''}.",
        *(f"{r}." for r in body.reasons),
    ]
    return _Draft(body.members, body, " ".join(told))


# -- ids --------------------------------------------------------------------------------------------------------


def _ids(drafts: Sequence[_Draft]) -> list[str]:
    """An id for each draft; where two have one name, its country or its first report tells them apart.

    The only one of a name that is resolved has it alone: nothing else could be meant by it.
    """
    plain = [best_id(Counter(actor.id for _, actor in full_members(draft.members))) for draft in drafts]
    taken = Counter(plain)
    settled = Counter(name for name, draft in zip(plain, drafts, strict=True) if not _open(draft))
    told = [
        name if taken[name] == 1 or (settled[name] == 1 and not _open(draft)) else f"{name}--{_mark(draft)}"
        for name, draft in zip(plain, drafts, strict=True)
    ]
    again = Counter(told)
    return [name if again[name] == 1 else f"{name}--{drafts[n].members[0][0]}" for n, name in enumerate(told)]


def _open(draft: _Draft) -> bool:
    return isinstance(draft.group, Group) and bool(draft.group.open)


def _mark(draft: _Draft) -> str:
    of = commonest(actor.of for _, actor in draft.members)
    return of.partition(":")[2] if of and not _open(draft) else draft.members[0][0]


def full_members(members: Sequence[tuple[str, Actor]]) -> list[tuple[str, Actor]]:
    """The members with most of a name: of persons those of two words or more, of bodies those that are no acronym."""
    full = [one for one in members if not _alone(one[1].name) and not one[1].name.islower()]
    plain = [one for one in members if not one[1].name.isupper() and " " in one[1].name]
    return (full if members[0][1].kind == "person" else plain) or list(members)


def _alone(name: str) -> bool:
    parsed = full_name(name)
    return parsed is None or parsed.alone


def best_id(counts: Counter[str]) -> str:
    """The id that most have; of as many, the first by its letters."""
    return min(counts, key=lambda name: (-counts[name], name))


def commonest(values: Iterable[str | None]) -> str | None:
    """The value that most have, of those that have one; ``None`` if none has."""
    counts = Counter(value for value in values if value)
    return best_id(counts) if counts else None


# -- identities -------------------------------------------------------------------------------------------------


def _identity(draft: _Draft, name: str, home: _Home, by_group: Mapping[int, str]) -> Identity:
    group = draft.group
    may_be = [by_group[id(one)] for one in group.may_be] if isinstance(group, Group) else []
    speaks = [(one.report, one.actor) for one in group.every if one.speaks] if isinstance(group, Group) else []
    of, speaks_for = (
        commonest(home.get((r, a.of)) if a.of else None for r, a in found) for found in (draft.members, speaks)
    )
    return Identity(
        id=name,
        name=name_of(draft.members),
        kind=draft.members[0][1].kind,
        members=tuple(sorted(Member(report, actor.id) for report, actor in draft.members)),
        spellings=spellings_of(draft.members),
        of=of,
        speaks_for=speaks_for,
        roles=roles_of(draft.members),
        may_be=tuple(sorted(may_be)),
        why=draft.why,
    )


def name_of(members: Sequence[tuple[str, Actor]]) -> str:
    """The name that most reports use, of full ones in Latin letters if there are any; of two, the longer."""
    counts = Counter(" ".join(actor.name.split()) for _, actor in full_members(members))
    return min(counts, key=lambda name: (script(name) != "latin", -counts[name], -len(name), name))


def roles_of(members: Sequence[tuple[str, Actor]]) -> tuple[str, ...]:
    """The words of offices, the most frequent first."""
    counts = Counter(" ".join(actor.role.split()) for _, actor in members if actor.role)
    return tuple(sorted(counts, key=lambda role: (-counts[role], role)))


def spellings_of(members: Sequence[tuple[str, Actor]]) -> tuple[Spelling, ...]:
    """The forms in which the reports write a name, the most frequent first."""
    counts: Counter[str] = Counter()
    for _, actor in members:
        known = {key(word) for word in re.findall(r"[^\W_]+", actor.name)}
        counts.update(form for mention in actor.mentions if (form := _form(mention.text, actor, known)))
    return tuple(Spelling(form, counts[form]) for form in sorted(counts, key=lambda form: (-counts[form], form)))


def _form(text: str, actor: Actor, known: set[str]) -> str | None:
    """A mention as a form of the name, "'s" cut off; ``None`` for pronouns and descriptions."""
    form = re.sub(r"['’]s?$", "", " ".join(text.split()))
    parts = re.findall(r"[^\W_]+", form)
    if actor.kind == "person":
        named = bool(parts) and all(len(part) == 1 or key(part) in known or part.lower() in _SUFFIXES for part in parts)
        return form if named else None
    capital = bool(parts) and not parts[-1][0].islower()
    return form if capital and form.lower() not in _NO_NAMES else None


_SUFFIXES = words("jr sr ii iii iv")

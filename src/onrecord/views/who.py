"""Whom a name means that a person asks for: a spelling, a script, a surname alone, an acronym, a capital."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from onrecord.lexicons import world
from onrecord.lexicons.fullnames import FullName, full_name, one_person
from onrecord.lexicons.names import LOOSE, bones, is_given, key, loose, script
from onrecord.model.relations import Identity
from onrecord.views.words import listed, quoted, same

_Test = Callable[[FullName, FullName], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a name means.

    Attributes:
        found: whom it means; several bodies whose names hold the words are all meant, several persons never.
        may_be: the persons or bodies that it may mean, where it does not say which.
        open: names in reports of whom it is not settled that they are the one found.
    """

    found: tuple[Identity, ...] = ()
    may_be: tuple[Identity, ...] = ()
    open: tuple[Identity, ...] = ()


def asked(name: str, identities: Sequence[Identity], heard: Collection[str] | None = None) -> Asked:
    """Whom a name means.

    Args:
        name: a name in any usual spelling or script, a surname alone, an acronym, or an identity's id.
        identities: who is who on record.
        heard: ids of those who are looked for (who said anything, say); of two persons of a name of whom one is
            among them, that one is meant.
    """
    exact = [one for one in identities if one.id == name.strip()]
    if exact:
        return Asked(tuple(exact))
    persons, bodies = _persons(name, identities), _bodies(name, identities)
    near = [*persons, *bodies] or _by_office(name, identities)
    if heard is not None:
        near = [one for one in near if one.id in heard] or near
    settled = [one for one in near if not _is_open(one)]
    if len(settled) > 1:
        return Asked(may_be=tuple(settled))
    if settled and not (heard is not None and settled[0].kind != "person" and settled[0].id not in heard):
        return Asked(tuple(settled), open=tuple(one for one in near if one is not settled[0]))
    holding = [one for one in _holding(name, identities) if heard is None or one.id in heard]
    return Asked(tuple(near if near and near[0].kind == "person" else holding or near))


def _is_open(one: Identity) -> bool:
    """Whether it is not settled who is meant: a surname that may be somebody else's on record."""
    parsed = full_name(one.name) if one.kind == "person" else None
    return bool(one.may_be) or bool(parsed and parsed.alone)


def _persons(name: str, identities: Sequence[Identity]) -> list[Identity]:
    """The persons of a name: in usual spellings, else in other languages, short forms and initials, else nearly so."""
    wanted = full_name(name)
    if wanted is None:
        return []
    known = [(one, _names(one)) for one in identities if one.kind == "person"]
    tests: tuple[_Test, ...] = (_equal, one_person)
    if wanted.alone and not wanted.given:
        tests = (_either if is_given(wanted.surname) else _surname, _first, _sound, _consonants)
    for test in tests:
        found = [one for one, names in known if any(test(wanted, other) for other in names)]
        if found:
            return found
    return []


def _names(one: Identity) -> list[FullName]:
    """The names of a person: forms with most parts where there are any, since a surname alone is in all of them."""
    forms = (one.name, *(spelling.words for spelling in one.spellings))
    parsed = list(dict.fromkeys(name for form in forms if (name := full_name(form)) is not None))
    return [name for name in parsed if not name.alone] or parsed


def _equal(wanted: FullName, other: FullName) -> bool:
    return wanted.key == other.key and one_person(wanted, other)


def _surname(wanted: FullName, other: FullName) -> bool:
    return key(wanted.surname) == key(other.surname)


def _either(wanted: FullName, other: FullName) -> bool:
    return _surname(wanted, other) or _first(wanted, other)


def _first(wanted: FullName, other: FullName) -> bool:
    return bool(other.given) and key(wanted.surname) == key(other.given)


def _sound(wanted: FullName, other: FullName) -> bool:
    return min(len(wanted.surname), len(other.surname)) >= LOOSE and loose(wanted.surname) == loose(other.surname)


def _consonants(wanted: FullName, other: FullName) -> bool:
    """Whether a surname in a script without vowels has the consonants of another."""
    a, b = (bones(name.words[-1]) for name in (wanted, other))
    abjad = script(wanted.words[-1]) in ("arabic", "hebrew")
    return abjad and len(a) > 2 and a == b


def _bodies(name: str, identities: Sequence[Identity]) -> list[Identity]:
    """The countries, bodies, groups and places that have just this name, a form of it, or this capital."""
    wanted = same(name).removeprefix("the ")
    term = next((term for words, term in world.terms().items() if same(words) == wanted), None)
    bodies = [one for one in identities if one.kind != "person"]
    found = [one for one in bodies if term and one.id == term.id]
    found = found or [one for one in bodies if same(one.name) == wanted]
    return found or [one for one in bodies if any(same(form.words) == wanted for form in one.spellings)]


def _holding(name: str, identities: Sequence[Identity]) -> list[Identity]:
    """The bodies whose name holds all words of a name."""
    wanted = {key(word) for word in same(name).split()}
    if not any(wanted):
        return []
    return [one for one in identities if one.kind != "person" and wanted <= {key(word) for word in one.name.split()}]


def _by_office(name: str, identities: Sequence[Identity]) -> list[Identity]:
    """The persons of whom a report gives just this office ("Veranian president")."""
    return [one for one in identities if one.kind == "person" and any(same(role) == same(name) for role in one.roles)]


def nearest(name: str, identities: Sequence[Identity], heard: Collection[str]) -> str:
    """The names of those heard that are most like a name, as words; empty if none is."""
    known = {same(one.name): one.name for one in identities if one.id in heard}
    return listed(known[near] for near in difflib.get_close_matches(same(name), sorted(known), n=3, cutoff=0.6))


def described(one: Identity) -> str:
    """A name with its most frequent office: ``Ada Koss (President)``."""
    return f"{one.name} ({one.roles[0]})" if one.roles else one.name


def written(one: Identity, shown: int = 6) -> str:
    """The other forms in which reports write a name, the most frequent first; empty if there are none."""
    forms = [quoted(spelling.words) for spelling in one.spellings if spelling.words != one.name]
    return listed(forms[:shown])


def asking(one: Identity, among: Sequence[Identity]) -> str:
    """What to type for one of several: the name, or the id where two have one name."""
    alone = sum(same(other.name) == same(one.name) for other in among) == 1 and len(one.name.split()) > 1
    return f'"{one.name}"' if alone else one.id

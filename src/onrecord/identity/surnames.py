"""Surnames alone: which person on record one means, or why that is not settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.identity.evidence import Matters, Seen
from onrecord.identity.groups import Group, components
from onrecord.lexicons.names import LOOSE, is_given, key, loose

_Index = Mapping[str, Sequence[Group]]


def place(alone: Sequence[Seen], groups: Sequence[Group], matters: Matters) -> list[Group]:
    """A surname alone is the one person of that surname on record with whom something agrees.

    What can agree is the office; the country of a title; the matter of the reports; or that the report names the
    country that the person leads or speaks for. Where a second person of that surname agrees as well, or nothing
    does, it stays unresolved. An office outweighs the rest: "President Brandt" is the Brandt who is president.

    Args:
        alone: persons of whom their report has the surname alone, perhaps with initials.
        groups: persons with full names; those that a surname means get it.
        matters: which reports are on one matter.

    Returns:
        The groups, then those of surnames that are not settled.
    """
    by_surname, by_first, by_sound = _indexes(groups)
    left: dict[tuple[str, str, tuple[int, ...]], list[tuple[Seen, str]]] = defaultdict(list)
    numbers = {id(group): n for n, group in enumerate(groups)}
    for one in alone:
        near = _candidates(one, by_surname, by_first, by_sound)
        chosen, why = _choose(one, near, matters)
        if chosen is not None:
            chosen.surnames.append((one, why))
        else:
            may_be = tuple(sorted(numbers[id(group)] for group in near))
            left[key(one.name.surname), one.name.given, may_be].append((one, why))
    return [
        *groups,
        *(made for name in sorted(left) for made in _unsettled(left[name], [groups[n] for n in name[2]], matters)),
    ]


def _indexes(groups: Sequence[Group]) -> tuple[_Index, _Index, _Index]:
    """The groups by surname, by first word, and by the sound of the surname."""
    found: tuple[dict[str, dict[Group, None]], ...] = (defaultdict(dict), defaultdict(dict), defaultdict(dict))
    for group in groups:
        for name in group.names:
            for index, mark in zip(found, (key(name.surname), key(name.given), loose(name.surname)), strict=True):
                index[mark][group] = None
    surname, first, sound = ({mark: list(near) for mark, near in index.items()} for index in found)
    return surname, first, sound


def _candidates(one: Seen, by_surname: _Index, by_first: _Index, by_sound: _Index) -> list[Group]:
    """The persons that a surname can mean: by the surname, else by the first word of names such as Chinese ones, else
    by a surname of nearly the same spelling.
    """
    word, initial = one.name.surname, one.name.given[:1]
    near = by_surname.get(key(word), ())
    if not near and not is_given(word):
        near = by_first.get(key(word), ())
    if not near and len(word) >= LOOSE and not is_given(word):
        near = by_sound.get(loose(word), ())
    return [group for group in near if not initial or any(name.given[:1] == initial for name in group.names)]


def _choose(one: Seen, near: Sequence[Group], matters: Matters) -> tuple[Group | None, str]:
    """The one that a surname means and what agrees, or none and why it is not settled."""
    if not near:
        kind = "given name" if is_given(one.name.surname) else "surname"
        return None, f"no report on record names a person of this {kind} in full"
    sure = [group for group in near if not group.doubtful]
    fits = [(group, _agrees(one, group, matters)) for group in sure or near]
    most = max(rank for _, (rank, _) in fits)
    best = [(group, why) for group, (rank, why) in fits if rank == most and rank]
    if len(best) == 1:
        return best[0]
    names = _listed(sorted(group.title for group in near))
    if best:
        return None, f"it may be {names}, and nothing tells which"
    return None, f"{names} has this surname, but neither office, country nor the matter of the reports agrees"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _agrees(one: Seen, group: Group, matters: Matters) -> tuple[int, str]:
    """How much speaks for a surname meaning a person, 0 if nothing does or a country speaks against it, and what."""
    if one.country and group.countries and one.country not in group.countries:
        return 0, ""
    if one.offices & group.offices and (one.country or not group.countries or matters.any([one.report], group.reports)):
        return 2, "the office is the same"
    if one.country and one.country in group.countries:
        return 1, "the country is the same"
    if matters.any([one.report], group.reports):
        return 1, "the reports are on one matter"
    led = {seen.actor.of for seen in group.members if seen.speaks}
    if led & matters.countries(one.report):
        return 1, "the report names the country that this person speaks for"
    return 0, ""


def _unsettled(found: Sequence[tuple[Seen, str]], may_be: Sequence[Group], matters: Matters) -> list[Group]:
    """Groups of a surname that is not settled: those of reports on one matter are one."""
    ones = [one for one, _ in found]
    linked = components(ones, _no_clash, matters.pairs([one.report for one in ones]))
    why = {one.place: reason for one, reason in found}
    return [Group(tuple(members), may_be=tuple(may_be), open=why[members[0].place]) for members in linked]


def _no_clash(one: Seen, other: Seen) -> bool:
    return not one.country or not other.country or one.country == other.country

"""Persons across reports: full names first, then other spellings of them, then surnames alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations

from onrecord.identity import agreement
from onrecord.identity.evidence import Matters, Seen
from onrecord.identity.groups import Group, components, together
from onrecord.identity.surnames import place
from onrecord.lexicons.names import bones, key, loose


def link_persons(found: Iterable[Seen], matters: Matters) -> list[Group]:
    """The same full name is the same person, unless reports speak against it.

    Two persons have one name where reports give other middle names, "Jr." and "Sr.", or offices of other kinds in
    other countries on other matters. A name in another spelling or language, a short form ("Joe") or an initial is
    that person where office, country or the matter of the reports agrees and no second person fits.

    Args:
        found: every person of every report.
        matters: which reports are on one matter.

    Returns:
        A group a person, in an order that does not depend on the order of the reports.
    """
    ordered = sorted(found, key=lambda one: one.place)
    named = [one for one in ordered if not one.name.alone]
    alone = [one for one in ordered if one.name.alone]
    groups = [group for same in _same_name(named) for group in _homonyms(same, matters)]
    return place(alone, _joined(groups, matters), matters)


def _same_name(named: Sequence[Seen]) -> list[list[Seen]]:
    """Persons of one given name, surname, middle names and "Jr.", in their usual spellings."""
    found: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in named:
        found[(*one.name.key, tuple(map(key, one.name.middle)), one.name.suffix)].append(one)
    return [found[name] for name in sorted(found, key=repr)]


def _homonyms(same: Sequence[Seen], matters: Matters) -> list[Group]:
    """One group; several where two persons of one name hold offices in different countries."""
    apart = _apart(same, matters)
    linked: dict[str | None, list[Seen]] = defaultdict(list)
    for n in sorted(apart):
        linked[same[n].country].append(same[n])
    if not linked:
        return [Group(tuple(same))]
    told = list(linked.values())
    kept: list[list[Seen]] = [list(members) for members in told]
    for n, one in enumerate(same):
        if n not in apart:
            fits = [at for at, members in enumerate(told) if any(_goes(one, other, matters) for other in members)]
            kept[fits[0]].append(one) if len(fits) == 1 else kept.append([one])
    return [Group(tuple(sorted(members, key=lambda one: one.place))) for members in kept]


def _apart(same: Sequence[Seen], matters: Matters) -> set[int]:
    """Those, by number, whose offices say that another of them is somebody else; asked once for all alike."""
    if len({one.country for one in same if one.country}) < 2:
        return set()
    alike: dict[tuple[str | None, frozenset[str], bool], list[int]] = defaultdict(list)
    for n, one in enumerate(same):
        alike[one.country, one.offices, one.former].append(n)
    return {
        n
        for group, others in permutations(alike.values(), 2)
        if agreement.offices_differ(same[group[0]], same[others[0]])
        for n in group
        if any(not matters.one(same[n].report, same[other].report) for other in others)
    }


def _goes(one: Seen, other: Seen, matters: Matters) -> bool:
    """Whether a homonym is the other: of one country, or told on one matter where its country is not told."""
    return one.country == other.country if one.country else matters.one(one.report, other.report)


def _joined(groups: list[Group], matters: Matters) -> list[Group]:
    """Groups of one person under several spellings put together.

    A name that fits two persons who cannot be one ("J. Brandt" beside Jana and Jonas Brandt) stays apart.
    """
    fits: dict[int, dict[int, str]] = defaultdict(dict)
    for a, b in _near(groups):
        if reason := _one(groups[a], groups[b], matters):
            fits[a][b] = fits[b][a] = reason
    torn = {n for n, near in fits.items() if any(_two(groups[a], groups[b], matters) for a, b in combinations(near, 2))}
    numbers = list(range(len(groups)))
    pairs = sorted((a, b) for a, near in fits.items() for b in near if a < b and not torn & {a, b})
    joined = components(numbers, lambda a, b: b in fits[a], pairs)
    whole = {n: made for members in joined for made in [_together(members, groups, fits)] for n in members}
    for n in sorted(torn):
        whole[n].may_be = tuple(dict.fromkeys(whole[other] for other in sorted(fits[n])))
        whole[n].open = "the name fits more than one person on record"
    return list(dict.fromkeys(whole[n] for n in numbers))


def _together(members: Sequence[int], groups: Sequence[Group], fits: dict[int, dict[int, str]]) -> Group:
    reasons = [reason for a, b in combinations(members, 2) if (reason := fits[a].get(b, "")) not in ("", _SAME)]
    return together([groups[n] for n in members], reasons)


#: The reason why names that differ in a middle name alone are one; it goes without saying.
_SAME = "the names are the same"


def _two(one: Group, other: Group, matters: Matters) -> bool:
    return not _compatible(one, other) or agreement.parted(one, other, matters)


def _compatible(one: Group, other: Group) -> bool:
    return agreement.one_name(one, other) or (one.names == other.names and one.names != ())


def _one(one: Group, other: Group, matters: Matters) -> str:
    """Why two groups are one person, as a clause; empty if they are not, or if it is not certain.

    A surname that is only loosely the same needs one office or country, or another script on one matter.
    """
    if not _compatible(one, other) or agreement.parted(one, other, matters):
        return ""
    if agreement.same_key(one, other):
        return _SAME
    agrees = agreement.agreement(one, other, matters)
    certain = agreement.same_surname_key(one, other) or agreement.foreign(one, other)
    if not agrees or (agrees.endswith("one matter") and not certain):
        return ""
    a, b = sorted((one.title, other.title))
    return f"“{a}” and “{b}” are one name, and {agrees}"


def _near(groups: Sequence[Group]) -> list[tuple[int, int]]:
    """Pairs of groups, by number, whose names may be one: found by surname, loosely, and by their consonants."""
    index: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for name in group.names:
            index["".join(map(bones, name.words)).replace("j", "")].add(number)
            for word in (name.surname, *name.middle):
                index[loose(word)].add(number)
    return sorted({pair for numbers in index.values() for pair in combinations(sorted(numbers), 2)})

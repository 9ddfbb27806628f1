"""What speaks for and against two names being one person: offices, countries, the matter of the reports."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from onrecord.identity.evidence import Matters, Seen
from onrecord.identity.groups import Group
from onrecord.lexicons.fullnames import FullName, one_person
from onrecord.lexicons.names import key, same_given, script


def offices_differ(one: Seen, other: Seen) -> bool:
    """Whether two hold offices of other kinds in other countries; a former office says nothing."""
    if not one.country or not other.country or one.country == other.country:
        return False
    return not (one.former or other.former or not one.offices or not other.offices or one.offices & other.offices)


def offices_part(one: Seen, other: Seen, matters: Matters) -> bool:
    """Whether two of one full name hold offices of other kinds in other countries, told on other matters.

    A single sign is not enough: a former office, a post abroad or a slip of the reader gives another country too.
    """
    return offices_differ(one, other) and not matters.one(one.report, other.report)


def parted(one: Group, other: Group, matters: Matters) -> bool:
    """Whether two groups cannot be one person: by their offices and countries, or named beside each other."""
    countries = one.countries and other.countries and not one.countries & other.countries
    if countries and any(offices_part(a, b, matters) for a, b in product(one.members, other.members)):
        return True
    return _beside(one, other)


def _beside(one: Group, other: Group) -> bool:
    """Whether one report names both in full in Latin letters: an outlet writes one name in one way.

    A form in another language is let through, since quotations keep it ("Vladimir" for Volodymyr).
    """
    shared = one.in_reports & other.in_reports
    if not shared:
        return False
    near = ([seen for seen in group.members if seen.report in shared] for group in (one, other))
    return any(a.report == b.report and _spelt_apart(a.name, b.name) for a, b in product(*near))


def _spelt_apart(one: FullName, other: FullName) -> bool:
    if any(script(" ".join(name.words)) != "latin" for name in (one, other)) or one.key == other.key:
        return False
    return key(one.surname) != key(other.surname) or one.given[:1] != other.given[:1]


def one_name(one: Group, other: Group) -> bool:
    """Whether any names of two groups may be of one person and none speaks against it."""
    return any(_one_person(a, b) for a, b in product(one.names, other.names))


#: Pairs of names of which it is kept whether they are one: the same names come in many reports.
_KEPT = 1 << 16


@lru_cache(maxsize=_KEPT)
def _one_person(one: FullName, other: FullName) -> bool:
    return one_person(one, other)


def same_key(one: Group, other: Group) -> bool:
    """Whether two groups have one given name and surname in usual spellings."""
    return any(a.key == b.key for a, b in product(one.names, other.names))


def foreign(one: Group, other: Group) -> bool:
    """Whether only one of two groups is written in Latin letters."""
    kinds = [{script(" ".join(name.words)) == "latin" for name in group.names} for group in (one, other)]
    return not kinds[0] & kinds[1]


def same_surname_key(one: Group, other: Group) -> bool:
    """Whether two groups have one surname in usual spellings and given names that may be one."""
    pairs = product(one.names, other.names)
    return any(key(a.surname) == key(b.surname) and same_given(a.given, b.given) for a, b in pairs)


def agreement(one: Group, other: Group, matters: Matters) -> str:
    """What agrees of two groups, as a clause: the office, the country, the matter of the reports; empty if nothing."""
    if one.offices & other.offices and (one.countries & other.countries or not (one.countries and other.countries)):
        return "the office is the same"
    if one.countries & other.countries:
        return "the country is the same"
    if one.countries and other.countries:
        return ""
    return "the reports are on one matter" if matters.any(one.reports, other.reports) else ""

"""Lineage as screens: the origins, the reports of each as a tree, and the pairs that share their wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.screens.made import Made, Screen
from onrecord.views import columns
from onrecord.views.index import Index
from onrecord.views.lineage import independence
from onrecord.views.lineage_items import Descent, Family, families, member_line, pairs
from onrecord.views.page import Line, line
from onrecord.views.words import count

#: Parts of the screen of origins.
SHARED, ALONE = "Origins of several reports", "Reports that stand alone"


def lineage(index: Index) -> Iterator[Screen]:
    """The screens of whose report it is.

    Args:
        index: the reports and what holds between them.
    """
    found = tuple(families(index))
    yield _origins(index, found)
    yield _descents(index, found)
    yield _pairs(index)


def _origins(index: Index, found: Sequence[Family]) -> Screen:
    """The origins without their trees."""

    def made() -> Iterator[Made]:
        for one in found:
            keys = {("family", one.id), ("size", "several" if len(one.members) > 1 else "one")}
            keys |= {("agency", one.agency)} if one.agency else set()
            section = SHARED if len(one.members) > 1 else ALONE
            told = tuple(member.report for member in one.members)
            shown = replace(one.line, children=())
            yield Made(shown, section, keys=frozenset(keys), data=_of_family(one), reports=told)

    empty = "No report is on record."
    title = "Whose report it is"
    return Screen("lineage", title, made(), (_intro(index),), (("", empty),), columns.LINEAGE)


#: Reports up to which a sentence names those that share an origin.
_FEW = 40


def _intro(index: Index) -> Line:
    reports, origins = len(index.entries), len(index.relations.origins)
    if reports <= _FEW:
        return line(independence(index))
    return line(f"{count(reports, 'report')}, {count(origins, 'independent origin')} as far as was found.")


def _of_family(one: Family) -> dict[str, str | int | None]:
    return {
        "family": one.id,
        "name": one.name,
        "agency": one.agency,
        "root": one.root,
        "first": one.first,
        "reports": len(one.members),
    }


def _descents(index: Index, found: Sequence[Family]) -> Screen:
    """The reports of each origin, each after the one above it."""

    def made() -> Iterator[Made]:
        for family in found:
            for one in family.members:
                keys = frozenset({("family", family.id), ("report", one.report)})
                yield Made(member_line(index, one), keys=keys, data=_of_descent(one))

    return Screen("descents", "Reports of one origin", made(), (), (("", "No such origin."),), columns.LINEAGE)


def _of_descent(one: Descent) -> dict[str, str | int | float | bool | None]:
    return {name: getattr(one, name) for name in Descent.__dataclass_fields__}


def _pairs(index: Index) -> Screen:
    def made() -> Iterator[Made]:
        for one in pairs(index):
            keys = {("kind", one.kind)} | ({("family", one.family)} if one.family else set())
            yield Made(one.line, keys=frozenset(keys))

    empty = "No two reports were found to share their wording."
    return Screen("shared", "Reports that share their wording", made(), (), (("", empty),), columns.LINEAGE)

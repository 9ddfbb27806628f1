"""Telling news from what was noticed before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from onrecord.model.dossier import Alert
from onrecord.model.relations import content_id


class Candidate(NamedTuple):
    """Something that holds in a dossier, and may be known already.

    Attributes:
        alert: it as it would be told.
        seen: marks by which it is known again; those of the alert are among them.
        day: ISO day as of which it holds, for the order of telling; empty if none is known.
    """

    alert: Alert
    seen: frozenset[str]
    day: str


def news(candidates: Iterable[Candidate], known: Iterable[Alert]) -> tuple[Alert, ...]:
    """What of the candidates is not known yet, by day.

    Args:
        candidates: all that holds now.
        known: all that was noticed before, told or not.
    """
    kept = list(known)
    new: list[Candidate] = []
    for one in sorted(candidates, key=_order):
        if not any(_same(one, other) for other in kept):
            kept.append(one.alert)
            new.append(one)
    return tuple(one.alert for one in sorted(new, key=lambda one: (one.day, one.alert.id)))


def _order(one: Candidate) -> tuple[int, str, str]:
    """Those of more values first: they tell all that those of fewer do."""
    return -len(one.alert.values), one.day, one.alert.id


def _same(one: Candidate, other: Alert) -> bool:
    alert = one.alert
    if (alert.rule, alert.about) != (other.rule, other.about) or not set(alert.values) <= set(other.values):
        return False
    return not one.seen.isdisjoint(other.marks)


def named(alert: Alert) -> Alert:
    """The alert under the id that its content gives."""
    content = (alert.dossier, alert.rule, alert.about, alert.values, alert.marks)
    return replace(alert, id=content_id("a", *content))

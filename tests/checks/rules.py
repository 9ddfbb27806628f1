"""Cases of one rule: short reports in which it finds a difference, and such in which it must find none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord import pipeline
from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine
from tests.checks.pairs import Case, cases, entries


def found(case: Case, engine: Engine, rule: str) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """What a rule finds in a case, in the order of the file and turned round."""
    read = entries(case, engine)
    one, other = (
        [each for each in pipeline.relate(order).findings if each.rule == rule] for order in (read, read[::-1])
    )
    return one, other


def positive(name: str) -> list[Any]:
    """The cases of a file in which its rule finds something."""
    return [param for param in cases(name) if param.values[0]["finds"]]


def negative(name: str) -> list[Any]:
    """The cases of a file in which its rule must find nothing."""
    return [param for param in cases(name) if not param.values[0]["finds"]]

"""How a search was understood."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matching:
    """How a query was understood.

    Attributes:
        reports: how many reports it finds.
        plain: whether it is not in the query language, so that its words were looked for as they are.
    """

    reports: int
    plain: bool = False

"""A person's decision on a finding: kept apart, append-only, outranks every finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["accept", "reject", "edit", "merge", "split"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    Attributes:
        target: what is judged: a finding, quote lineage or attribution id; attributions are ``REPORT/ID``.
        verdict: the decision; ``reject`` hides the target from views, the latest judgement on a target holds.
        by: who decided.
        at: ISO date-time with zone.
        note: why, or the edited value.
    """

    target: str
    verdict: Verdict
    by: str
    at: str
    note: str = ""

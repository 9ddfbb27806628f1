"""What the other reports of a set say of a pair that is not independent: how the two hang together."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from onrecord.lineage.direction import Direct, carried, text_of
from onrecord.lineage.evidence import Evidence, Side
from onrecord.lineage.media import is_outlet
from onrecord.model.relations import Derivation

Rule = Literal["copied", "retold", "named", "lent", "told", "handout"]


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """A derivation with what its two reports alone say of it.

    Attributes:
        evidence: what they have in common.
        reasons: the rules that found them not independent, with their words.
        direct: which goes back to which.
        found: the derivation.
    """

    evidence: Evidence
    reasons: Mapping[Rule, str]
    direct: Direct
    found: Derivation


#: For each report its pairs, each with the other report.
_Pairs = Mapping[str, Sequence[tuple[Judged, Side]]]


def settle(judged: Sequence[Judged]) -> tuple[Derivation, ...]:
    """The derivations that the whole set bears out, in the given order.

    Two reports that only have what a third newsroom was told are no pair where that newsroom's report is in the set
    and both go back to it; a report that only names an outlet or agency goes back to the one report of it of which it
    has most, the earliest of equals. Where days or nothing decided, and both share words of a third report that is an
    agency's text, they have that text in common.
    """
    pairs = _pairs(judged)
    kept = [one for one in judged if not _by_a_third(one, pairs) and not _by_a_better(one, pairs)]
    pairs = _pairs(kept)
    return tuple(_through(one, pairs) for one in kept)


def _pairs(judged: Sequence[Judged]) -> _Pairs:
    pairs: dict[str, list[tuple[Judged, Side]]] = defaultdict(list)
    for one in judged:
        pairs[one.found.a].append((one, one.evidence.b))
        pairs[one.found.b].append((one, one.evidence.a))
    return pairs


def _by_a_third(one: Judged, pairs: _Pairs) -> bool:
    """Whether both reports go back to reports of the newsrooms that they quote, and share nothing else."""
    if set(one.reasons) != {"told"}:
        return False
    ids = (one.found.a, one.found.b)
    return all(
        all(any(is_outlet(name, third.entry.report) for _, third in pairs[report]) for report in ids)
        for name, _ in one.evidence.told
    )


def _by_a_better(one: Judged, pairs: _Pairs) -> bool:
    """Whether a report that only names an outlet or agency has more of another report of it."""
    if set(one.reasons) != {"named"}:
        return False
    naming, named = one.evidence.a, one.evidence.b
    if one.direct.direction == "a->b":
        naming, named = named, naming
    own = _rank(one.evidence, named)
    return any(
        _rank(other.evidence, third) < own
        for other, third in pairs[naming.entry.id]
        if third.entry.id != named.entry.id and _one_maker(third, named)
    )


def _rank(evidence: Evidence, named: Side) -> tuple[int, float, str, str]:
    """A key that is least for the source of which a report has most words, then sentences; then for the earliest."""
    report = named.entry.report
    return -evidence.said, -round(evidence.retold_share, 6), report.published or "9999", report.id


def _one_maker(one: Side, other: Side) -> bool:
    """Whether two reports are of one outlet or of one agency."""
    outlet, agency = one.entry.report.outlet, text_of(one)
    return (bool(outlet) and outlet == other.entry.report.outlet) or (bool(agency) and agency == text_of(other))


def _through(one: Judged, pairs: _Pairs) -> Derivation:
    """The derivation, with both going back to the agency text that they share with a third report that carries it."""
    if one.direct.sure:
        return one.found
    of_a, of_b = ({third.entry.id: third for _, third in pairs[report]} for report in (one.found.a, one.found.b))
    agencies = (carried(of_a[name]) for name in sorted(of_a.keys() & of_b.keys()))
    agency = next(filter(None, agencies), None)
    if agency is None:
        return one.found
    why = f"{'; '.join(one.reasons.values())}; both share words of a third report, which is {agency}'s text"
    return dataclasses.replace(one.found, direction="common", why=why)

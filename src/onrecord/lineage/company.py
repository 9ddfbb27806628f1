"""What the other reports of a set say of a pair that is not independent: how the two hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.lineage.direction import carried, text_of
from onrecord.lineage.judged import Judged
from onrecord.lineage.media import is_outlet
from onrecord.model.relations import Derivation
from onrecord.model.report import Report


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two reports that are not independent.

    Attributes:
        a: one report.
        b: the other.
        judged: what the two alone show, with ``a`` as the one.
    """

    a: Report
    b: Report
    judged: Judged


#: For each report its pairs, each with the other report.
_Pairs = Mapping[str, Sequence[tuple[Pair, Report]]]


def settle(judged: Sequence[Pair]) -> tuple[Derivation, ...]:
    """The derivations that the whole set bears out, in the given order.

    Two reports that only have what a third newsroom was told are no pair where that newsroom's report is in the set
    and both go back to it; a report that only names an outlet or agency goes back to the one report of it of which it
    has most, the earliest of equals. Where days or nothing decided, and both share words of a third report that is an
    agency's text, they have that text in common.
    """
    pairs = _pairs(judged)
    kept = [one for one in judged if not _by_a_third(one, pairs) and not _by_a_better(one, pairs)]
    pairs = _pairs(kept)
    return tuple(one.judged.derivation(one.a.id, one.b.id, third=_through(one, pairs)) for one in kept)


def _pairs(judged: Sequence[Pair]) -> _Pairs:
    pairs: dict[str, list[tuple[Pair, Report]]] = defaultdict(list)
    for one in judged:
        pairs[one.a.id].append((one, one.b))
        pairs[one.b.id].append((one, one.a))
    return pairs


def _by_a_third(one: Pair, pairs: _Pairs) -> bool:
    """Whether both reports go back to reports of the newsrooms that they quote, and share nothing else."""
    if one.judged.rules != {"told"}:
        return False
    return all(
        all(any(is_outlet(name, third) for _, third in pairs[report.id]) for report in (one.a, one.b))
        for name in one.judged.told
    )


def _by_a_better(one: Pair, pairs: _Pairs) -> bool:
    """Whether a report that only names an outlet or agency has more of another report of it."""
    if one.judged.rules != {"named"}:
        return False
    naming, named = one.a, one.b
    if one.judged.direct.direction == "a->b":
        naming, named = named, naming
    own = _rank(one.judged, named)
    return any(
        _rank(other.judged, third) < own
        for other, third in pairs[naming.id]
        if third.id != named.id and _one_maker(third, named)
    )


def _rank(judged: Judged, named: Report) -> tuple[int, float, str, str]:
    """A key that is least for the source of which a report has most words, then sentences; then for the earliest."""
    return -judged.said, -round(judged.retold_share, 6), named.published or "9999", named.id


def _one_maker(one: Report, other: Report) -> bool:
    """Whether two reports are of one outlet or of one agency."""
    agency = text_of(one)
    return (bool(one.outlet) and one.outlet == other.outlet) or (bool(agency) and agency == text_of(other))


def _through(one: Pair, pairs: _Pairs) -> str | None:
    """The agency whose text both reports share with a third report that carries it, where nothing surer decided."""
    if one.judged.direct.sure:
        return None
    of_a, of_b = ({third.id: third for _, third in pairs[report.id]} for report in (one.a, one.b))
    agencies = (carried(of_a[name]) for name in sorted(of_a.keys() & of_b.keys()))
    return next(filter(None, agencies), None)

"""Claims that several reports make, and how many independent origins are behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.checks.accounts import Between
from onrecord.checks.confirmed import Confirmed
from onrecord.model.reading import Entry
from onrecord.model.relations import Corroboration, Finding, Origin
from onrecord.model.spans import Citation, Span

#: Claims that are listed; after these come side matters.
LISTED = 20

#: Number of a report and of a sentence in it.
_Key = tuple[int, int]
Pair = tuple[int, int]


def corroborate(
    entries: Sequence[Entry],
    accounts: Mapping[Pair, Between],
    origins: Sequence[Origin],
    findings: Sequence[Finding],
) -> tuple[Corroboration, ...]:
    """The central claims that two or more reports make, those with most independent origins first.

    A claim is a sentence of one report with the sentences of others that tell the same; copies of one text are one
    origin, and a claim whose evidence is all of one origin says so by its number. Statements that a contradiction
    holds against each other do not confirm each other.

    Args:
        entries: reports with their readings.
        accounts: for two reports, by index, what their accounts say of each other.
        origins: what ``trace`` gave for them.
        findings: what ``assemble`` gave for them.

    Returns:
        At most ``LISTED`` claims; each gives every report's wording.
    """
    home = _homes(entries, origins)
    apart = _apart(findings)
    found: dict[_Key, dict[_Key, float]] = defaultdict(dict)
    for (a, b), said in sorted(accounts.items()):
        one_origin = home.get(entries[a].id, -1 - a) == home.get(entries[b].id, -1 - b)
        for one in said.confirmed:
            if frozenset((_place(entries, (a, one.a)), _place(entries, (b, one.b)))) in apart:
                continue
            for claim, other in _made(one, (a, one.a), (b, one.b), one_origin=one_origin):
                found[claim].setdefault(claim, 2.0)
                found[claim][other] = one.part
    claims = [_claim(key, members, entries, home) for key, members in sorted(found.items())]
    return tuple(_distinct(sorted(claims, key=_strength)))


def _made(one: Confirmed, a: _Key, b: _Key, *, one_origin: bool) -> Iterable[tuple[_Key, _Key]]:
    """Each statement that makes the claim of another: the claim, then the statement."""
    if one.copied if one_origin else one.a_by_b:
        yield a, b
    if one.copied if one_origin else one.b_by_a:
        yield b, a


def _homes(entries: Sequence[Entry], origins: Sequence[Origin]) -> dict[str, int]:
    """For each report the number of its origin; what one outlet or agency made at several starts is not independent."""
    outlets = {entry.id: entry.report.outlet for entry in entries}
    first: dict[str, int] = {}
    found: dict[str, int] = {}
    for number, origin in enumerate(origins):
        makers = {origin.agency or outlets.get(report) for report in origin.reports}
        maker = makers.pop() if len(makers) == 1 else None
        at = first.setdefault(maker, number) if maker else number
        found |= dict.fromkeys(origin.reports, at)
    return found


def _apart(findings: Iterable[Finding]) -> set[frozenset[tuple[str, int]]]:
    """Pairs of sentences that a contradiction or an update holds against each other."""
    return {
        frozenset((side.citation.report, side.citation.start) for side in sides)
        for one in findings
        if one.kind in ("contradiction", "update")
        for sides in combinations(one.sides, 2)
        if sides[0].value != sides[1].value
    }


def _span(entries: Sequence[Entry], key: _Key) -> Span:
    return entries[key[0]].reading.sentences[key[1]].span


def _place(entries: Sequence[Entry], key: _Key) -> tuple[str, int]:
    return entries[key[0]].id, _span(entries, key).start


def _claim(
    key: _Key, members: Mapping[_Key, float], entries: Sequence[Entry], home: Mapping[str, int]
) -> Corroboration:
    """The claim of a statement with the closest statement of each other report."""
    closest: dict[int, tuple[float, _Key]] = {}
    for member, close in sorted(members.items()):
        if close > closest.get(member[0], (0.0, member))[0]:
            closest[member[0]] = (close, member)
    chosen = [member for _, member in (closest[report] for report in sorted(closest))]
    evidence = tuple(Citation.of(entries[member[0]].id, _span(entries, member)) for member in chosen)
    claim = " ".join(_span(entries, key).text.split())
    return Corroboration(claim, len({home.get(one.report, one.report) for one in evidence}), evidence)


def _strength(one: Corroboration) -> tuple[object, ...]:
    """Most origins, then most reports, then the claim that stands earliest in its reports, then the shortest."""
    place = sum(citation.start for citation in one.evidence) / len(one.evidence)
    return -one.origins, -len(one.evidence), place, len(one.claim), one.claim


def _distinct(claims: Iterable[Corroboration]) -> list[Corroboration]:
    """Claims without those whose wordings a stronger claim has."""
    kept: list[Corroboration] = []
    taken: set[Citation] = set()
    for one in claims:
        if not taken.intersection(one.evidence):
            kept.append(one)
            taken.update(one.evidence)
    return kept[:LISTED]

"""Claims that several reports make, and how many independent origins are behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from onrecord.checks.claims import Claim, alike, claim, confirms
from onrecord.checks.facts import Aligned, Statement, alignments, told
from onrecord.model.reading import Entry
from onrecord.model.relations import Corroboration, Finding, Origin
from onrecord.model.spans import Citation
from onrecord.text.align import Match
from onrecord.text.quoted import quoted

#: Part of the longer and of the shorter sentence, and weight, that make two statements the same claim.
SAME_OF_LONGER, SAME_OF_SHORTER, SAME_WEIGHT = 0.42, 0.6, 3.0
#: Part of the longer sentence from which a statement of the same origin is the claim with some words changed; below it
#: the main verb must be the same.
COPIED = 0.6
#: Part of a sentence inside quotation marks from which it is a quotation.
MOSTLY = 0.5
#: Part of a figure by which "about" may be off.
ABOUT = 0.15
#: Claims that are listed; after these come side matters.
LISTED = 20

_Key = tuple[int, int]


def corroborate(
    entries: Sequence[Entry], origins: Sequence[Origin], findings: Sequence[Finding]
) -> tuple[Corroboration, ...]:
    """The central claims that two or more reports make, those with most independent origins first.

    A claim is a sentence of one report with the sentences of others that tell the same; copies of one text are one
    origin, and a claim whose evidence is all of one origin says so by its number. Statements that a contradiction
    holds against each other do not confirm each other.

    Args:
        entries: reports with their readings.
        origins: what ``trace`` gave for them.
        findings: what ``compare`` gave for them.

    Returns:
        At most ``LISTED`` claims; each gives every report's wording.
    """
    statements = [_unquoted(entry, told(entry, order)) for order, entry in enumerate(entries)]
    apart = _apart(findings)
    home = _homes(entries, origins)
    aligned = [one for one in alignments(entries, statements) if _pair(one) not in apart]
    same = list(_joined(aligned, home))
    claims = [_claim(key, members, home) for key, members in _gathered(same).items()]
    return tuple(_distinct(sorted(claims, key=_strength)))


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


def _unquoted(entry: Entry, statements: Sequence[Statement]) -> list[Statement]:
    """Statements that are not mostly in quotation marks: those are lined up as quotations, and confirm no fact."""
    marks = quoted(entry.report.text, [(one.start, one.end) for one in entry.report.blocks])
    kept = []
    for one in statements:
        inside = sum(max(0, min(one.span.end, end) - max(one.span.start, start)) for start, end in marks)
        if inside < MOSTLY * (one.span.end - one.span.start):
            kept.append(one)
    return kept


def _joined(aligned: Iterable[Aligned], home: Mapping[str, int]) -> Iterator[tuple[Statement, Statement, Match]]:
    """Each statement that makes the claim of another, as the claim, the statement and what they share.

    Texts of one origin may be worded apart; of two origins, the statement must confirm the claim beyond doubt.
    """
    claims: dict[_Key, Claim] = {}
    for one in aligned:
        if not (one_origin := _one_origin(one, home)) or (_same(one.match) and _counts_agree(one.a, one.b)):
            for side in (one.a, one.b):
                key = side.content.report, side.content.number
                claims[key] = claims.get(key) or claim(side)
            a, b = (claims[side.content.report, side.content.number] for side in (one.a, one.b))
            copied = one_origin and (one.match.of_longer >= COPIED or alike(a, b))
            if copied or (not one_origin and confirms(b, a)):
                yield one.a, one.b, one.match
            if copied or (not one_origin and confirms(a, b)):
                yield one.b, one.a, one.match


def _one_origin(one: Aligned, home: Mapping[str, int]) -> bool:
    a, b = one.a.entry.id, one.b.entry.id
    return home.get(a, a) == home.get(b, b)


def _same(match: Match) -> bool:
    """Whether two statements are one claim."""
    enough = match.weight >= SAME_WEIGHT and match.of_shorter >= SAME_OF_SHORTER
    return enough and match.of_longer >= SAME_OF_LONGER and _figures_agree(match)


def _figures_agree(match: Match) -> bool:
    """Whether the figures of two statements are the same, or one of them has none."""
    a = {key for key in match.a.terms if key[:1].isdigit()}
    b = {key for key in match.b.terms if key[:1].isdigit()}
    return not a or not b or bool(a & b)


def _counts_agree(a: Statement, b: Statement) -> bool:
    """Whether the counts of two statements can be the same: one has none, or some of them have a figure in common."""
    counts, others = _counts(a), _counts(b)
    return (
        not counts or not others or any(low <= end and start <= high for low, high in counts for start, end in others)
    )


def _counts(one: Statement) -> list[tuple[float, float]]:
    """The least and the greatest figure that each count of a statement allows."""
    found = []
    for count in one.entry.reading.quantities:
        if one.span.start <= count.span.start < one.span.end:
            wide = ABOUT if count.approximate and count.mod in (None, "APPROX") else 0.0
            low, high = count.low * (1 - wide), count.high * (1 + wide)
            more, less = count.mod in ("MORE_THAN", "EQUAL_OR_MORE"), count.mod in ("LESS_THAN", "EQUAL_OR_LESS")
            found.append((-inf if less else low, inf if more else high))
    return found


def _apart(findings: Iterable[Finding]) -> set[frozenset[tuple[str, int]]]:
    """Pairs of sentences that a contradiction or an update holds against each other."""
    return {
        frozenset((side.citation.report, side.citation.start) for side in one.sides)
        for one in findings
        if one.kind in ("contradiction", "update")
    }


def _pair(one: Aligned) -> frozenset[tuple[str, int]]:
    return frozenset((side.entry.id, side.span.start) for side in (one.a, one.b))


def _gathered(
    same: Iterable[tuple[Statement, Statement, Match]],
) -> Mapping[_Key, dict[_Key, tuple[float, Statement]]]:
    """For each statement, itself and the statements of other reports that make the same claim."""
    found: dict[_Key, dict[_Key, tuple[float, Statement]]] = defaultdict(dict)
    for own, other, match in same:
        key = (own.content.report, own.content.number)
        found[key].setdefault(key, (2.0, own))
        found[key][other.content.report, other.content.number] = (match.of_longer, other)
    return dict(sorted(found.items()))


def _claim(key: _Key, members: Mapping[_Key, tuple[float, Statement]], home: Mapping[str, int]) -> Corroboration:
    """The claim of a statement with the closest statement of each other report."""
    closest: dict[int, tuple[float, _Key]] = {}
    for member, (close, _) in sorted(members.items()):
        if close > closest.get(member[0], (0.0, member))[0]:
            closest[member[0]] = (close, member)
    chosen = [members[member][1] for _, member in (closest[report] for report in sorted(closest))]
    evidence = tuple(Citation.of(one.entry.id, one.span) for one in chosen)
    claim = " ".join(members[key][1].span.text.split())
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

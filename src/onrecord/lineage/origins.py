"""How many independent origins a set of reports has: which of them go back to the same start."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.lineage.direction import carried, own_page
from onrecord.lineage.evidence import ONE_MATTER, Side, house_text
from onrecord.lineage.judged import Judged
from onrecord.lineage.material import has_account
from onrecord.model.relations import Derivation, Origin, content_id
from onrecord.model.spans import Citation
from onrecord.text.gists import Gists
from onrecord.text.groups import joined
from onrecord.text.matter import Gist

#: A rewrite makes two reports one origin only if this part of the shorter one's own words is the other's, or so many
#: of its sentences are retold in order, or so much of it is words of the other's, quotations too; below that the
#: report has mostly words of its own and stands as an origin with a borrowed passage.
SAME_ORIGIN, RETOLD_ORIGIN, SHARED_ORIGIN = 0.1, 0.4, 0.3
#: Sentences at the start of a report where the newsroom is named that the whole report rests on.
LEAD = 4
#: Days within which reports of one maker can be on one matter: two years apart the same words are another event.
DAYS = 90
#: Citations that show an origin; more would repeat what the derivations show.
CITATIONS = 12


@dataclass(frozen=True, slots=True)
class _Link:
    a: str
    b: str
    why: str


def trace(
    sides: Sequence[Side], derivations: Sequence[Derivation], results: Mapping[tuple[int, int], Judged]
) -> tuple[Origin, ...]:
    """The partition of reports into independent origins, each with what puts its reports together.

    Two reports have one origin if one derives from the other or both from a third text (a rewrite with little of the
    other in it aside), if both are text of one agency on the same matter, if one outlet published both on the same
    matter without an agency's credit, or if both rest on the same third newsroom that they name in their lead.

    Args:
        sides: the reports.
        derivations: those that hold between them.
        results: what was judged of pairs of them, from which the derivations were assembled.

    Returns:
        Origins in the order of their first report; a report that stands alone is an origin of its own.
    """
    by_id = {one.report.id: one for one in sides}
    ids = list(by_id)
    retelling = {(ids[i], ids[j]) for (i, j), judged in results.items() if _retells(judged)}
    links = [*_derived(derivations, retelling), *_alike(sides, _carriers(sides, derivations))]
    groups = _connected(ids, links)
    home = {one: at for at, group in enumerate(groups) for one in group}
    reasons: dict[int, set[str]] = defaultdict(set)
    for link in links:
        reasons[home[link.a]].add(link.why)
    inner: dict[int, list[Derivation]] = defaultdict(list)
    for one in derivations:
        if home[one.a] == home[one.b]:
            inner[home[one.a]].append(one)
    return tuple(_origin(group, by_id, reasons[at], inner[at]) for at, group in enumerate(groups))


def _derived(derivations: Iterable[Derivation], retelling: Collection[tuple[str, str]]) -> list[_Link]:
    """Derivations that carry a whole report: all copies and excerpts, and rewrites of enough of it."""
    return [
        _Link(one.a, one.b, f"shared text ({one.kind})")
        for one in derivations
        if one.kind != "rewrite"
        or max(one.containment_a, one.containment_b) >= SAME_ORIGIN
        or (one.a, one.b) in retelling
    ]


def _retells(judged: Judged) -> bool:
    """Whether much of one report is the other in other words, or words that both were handed."""
    return judged.retold_share >= RETOLD_ORIGIN or judged.shared_part >= SHARED_ORIGIN


def _carriers(sides: Sequence[Side], derivations: Sequence[Derivation]) -> frozenset[str]:
    """Reports whose text another outlet has too: a newsroom's name over them does not make them its own work."""
    outlet = {one.report.id: one.report.outlet for one in sides}
    copies = [one for one in derivations if one.kind != "rewrite" and outlet[one.a] != outlet[one.b]]
    return frozenset(report for one in copies for report in (one.a, one.b))


def _alike(sides: Sequence[Side], carriers: frozenset[str]) -> list[_Link]:
    """Reports on the same matter with the same maker: one agency, one newsroom, or one newsroom that both retell.

    Two that are linked through others by the same maker already need no link of their own.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    makers = [_makers(one, one.report.id in carriers) for one in sides]
    for at, key in enumerate(makers):
        for maker in key:
            holders[maker].append(at)
    links = []
    for maker, places in sorted(holders.items()):
        home = {at: {at} for at in places}
        gists = [sides[at].gist for at in places] if len(places) > 1 else ()
        for one, other in _in_season(gists):
            a, b = places[one], places[other]
            # A pair is linked by its first maker alone.
            if home[a] is home[b] or maker != min(makers[a].keys() & makers[b].keys()):
                continue
            if not house_text(sides[a], sides[b]):
                links.append(_Link(sides[a].report.id, sides[b].report.id, maker))
                less, more = sorted((home[a], home[b]), key=len)
                more |= less
                home.update((at, more) for at in less)
    return links


def _in_season(gists: Sequence[Gist]) -> Iterator[tuple[int, int]]:
    """The pairs of gists, by index and in order, that are on one matter, and near in time so far as days are known."""
    alike, place = Gists(gists), {one.report: at for at, one in enumerate(gists)}
    for at, one in enumerate(gists):
        for other in map(place.__getitem__, alike.like(one.report, ONE_MATTER)):
            day = gists[other].day
            if other > at and (not one.day or not day or abs((one.day - day).days) <= DAYS):
                yield at, other


def _makers(one: Side, carries: bool) -> dict[str, None]:
    """Who made a report's account: the agency it credits, else its own newsroom; and whose account it retells."""
    report = one.report
    agency = carried(report) or own_page(report)
    makers: dict[str, None] = {}
    if agency:
        makers[f"both are text of {agency}"] = None
    elif not carries and report.outlet and has_account(report):
        makers[f"one newsroom: {report.outlet}"] = None
    for name in _rests_on(one):
        makers[f"both rest on {name}"] = None
    return makers


def _rests_on(one: Side) -> list[str]:
    """Newsrooms that a report names in its lead and, where it is more than a few lines, comes back to.

    An agency's longer report that names a paper has reporting of its own.
    """
    if all(named.agency for named in one.named) or not one.sentences:
        return []
    long = len(one.sentences) > 2 * LEAD
    if long and carried(one.report):
        return []
    lead = [content.sentence.span.end for content in one.sentences[:LEAD]][-1]
    counts = Counter(named.key for named in one.named)
    early = dict.fromkeys(named.key for named in one.named if named.span.start < lead and not named.agency)
    return [key for key in early if counts[key] > long]


def _connected(ids: Sequence[str], links: Iterable[_Link]) -> list[list[str]]:
    """Groups of ids that are linked, in the given order."""
    place = {one: at for at, one in enumerate(ids)}
    alone = ((at, at) for at in place.values())
    linked = ((place[link.a], place[link.b]) for link in links)
    return [[ids[at] for at in group] for group in joined((*alone, *linked))]


def _origin(
    group: Sequence[str], sides: Mapping[str, Side], reasons: Collection[str], inner: Sequence[Derivation]
) -> Origin:
    """One origin with its agency, its root and what shows it."""
    why = "; ".join(sorted(reasons)) if len(group) > 1 else "no other report shares its text, its credit or its source"
    return Origin(
        reports=tuple(group),
        agency=_agency([sides[one] for one in group]),
        root=_root(group, sides, inner),
        why=why,
        citations=_citations(group, sides, inner),
        id=content_id("o", *sorted(group)),
    )


def put_together(group: Sequence[str], sides: Sequence[Side], derivations: Sequence[Derivation], why: str) -> Origin:
    """The origin of reports that people say have one, with what of its evidence the reports themselves show.

    Args:
        group: ids of its reports, in order.
        sides: all reports.
        derivations: those that hold between them.
        why: what puts its reports together.
    """
    inside = set(group)
    inner = [one for one in derivations if one.a in inside and one.b in inside]
    return replace(_origin(group, {one.report.id: one for one in sides}, (), inner), why=why)


def _agency(group: Sequence[Side]) -> str | None:
    """The agency whose text most of the group are, the first by name if several."""
    credits = Counter(agency for one in group if (agency := carried(one.report)))
    return min(credits, key=lambda name: (-credits[name], name)) if credits else None


def _root(group: Sequence[str], sides: Mapping[str, Side], inner: Sequence[Derivation]) -> str | None:
    """The report that others of the group go back to and that goes back to none; ``None`` where none stands out.

    The agency's own page is the root of the copies of its text.
    """
    pages = {one: agency for one in group if (agency := own_page(sides[one].report))}
    if len(pages) == 1:
        ((own, agency),) = pages.items()
        if all(carried(sides[one].report) == agency for one in group if one != own):
            return own if len(group) > 1 else None
    sources = Counter(one.a if one.direction == "a->b" else one.b for one in inner if one.direction in ("a->b", "b->a"))
    derived = {one.b if one.direction == "a->b" else one.a for one in inner if one.direction in ("a->b", "b->a")}
    common = {report for one in inner if one.direction == "common" for report in (one.a, one.b)}
    roots = [one for one in group if sources[one] and one not in derived | common]
    return roots[0] if len(roots) == 1 else None


def _citations(group: Sequence[str], sides: Mapping[str, Side], inner: Sequence[Derivation]) -> tuple[Citation, ...]:
    """Credit lines, then newsrooms named as sources, then the longest shared passage of each derivation."""
    found: list[Citation] = []
    for one in group:
        report = sides[one].report
        if report.agency_credit:
            found.append(Citation.of(one, report.agency_credit))
    if len(group) > 1:
        found += [Citation.of(one, name.span) for one in group for name in sides[one].named[:1]]
        for derivation in inner:
            if derivation.shared:
                longest = max(derivation.shared, key=lambda shared: len(shared.a.text))
                found += [Citation.of(derivation.a, longest.a), Citation.of(derivation.b, longest.b)]
    return tuple(dict.fromkeys(found))[:CITATIONS]

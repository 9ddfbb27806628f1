"""Lineage as items: each origin with the tree of its reports, and each pair of reports that share their wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.model.relations import Derivation, Origin, content_id
from onrecord.views.index import Index, decided_fact
from onrecord.views.lineage import derivation_line, plain_why
from onrecord.views.page import Line, Run, Scalar, line
from onrecord.views.words import count, flat, listed, moment

#: How a report's words came to it: ``root`` where it is known to be the start, ``first`` where others on record go
#: back to it, ``alone`` where no other has its origin, ``credit`` where no shared text was found.
Tie = Literal["root", "first", "alone", "verbatim", "edited", "excerpt", "rewrite", "common", "credit"]

_WORDS: dict[Tie, str] = {
    "root": "the others go back to it",
    "first": "the first on record of its text",
    "alone": "",
    "verbatim": "carries {above} word for word",
    "edited": "carries {above} with edits",
    "excerpt": "carries a part of {above}",
    "rewrite": "rewrites {above}",
    "common": "goes back to a text that others go back to too",
    "credit": "has the same credit or source as {above}; no shared text was found",
}


@dataclass(frozen=True, slots=True)
class Descent:
    """A report in the tree of its origin.

    Attributes:
        report: its id.
        outlet: who published it.
        published: its day or time; ``None`` if it has none.
        title: its headline.
        tie: how its words came from what is above it.
        above: id of the report above it; empty below the origin itself.
        known: whether it is known that it came after what is above it.
        part: how much of its words stand in the report above it, 0 to 1; ``None`` where that is none.
        depth: how deep it stands, 0 below the origin itself.
    """

    report: str
    outlet: str
    published: str | None
    title: str
    tie: Tie
    above: str = ""
    known: bool = True
    part: float | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Family:
    """An independent origin with the reports that go back to it.

    Attributes:
        id: made from its reports.
        name: what the origin is called.
        agency: the agency at its start, if one is credited.
        root: id of the report that the others go back to; ``None`` if it is not among them.
        why: what puts the reports together.
        first: ISO day of its first report; ``None`` if none has a day.
        members: its reports, each after the one above it, those of one above in order of publication.
        line: the origin in one line, with its evidence, and the tree below it.
    """

    id: str
    name: str
    agency: str | None
    root: str | None
    why: str
    first: str | None
    members: tuple[Descent, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports that share their wording.

    Attributes:
        family: id of the origin that both go back to; empty if they have none in common.
        a: id of one report.
        b: id of the other.
        kind: how much of it is the same.
        line: how they are related, with the passages below it.
    """

    family: str
    a: str
    b: str
    kind: str
    line: Line


def families(index: Index) -> Iterator[Family]:
    """Every origin with its tree: those of most reports first, then by the day of their first report.

    Args:
        index: the reports and what holds between them.
    """
    near: dict[str, list[Derivation]] = {}
    for pair in index.relations.derivations:
        near.setdefault(pair.a, []).append(pair)
        near.setdefault(pair.b, []).append(pair)
    found = [_family(index, one, near) for one in index.relations.origins]
    yield from sorted(found, key=lambda one: (-len(one.members), one.first or "9999", one.id))


def family_id(reports: Iterable[str]) -> str:
    """The id of an origin of these reports that has none of its own, whatever their order."""
    return content_id("o", *sorted(reports))


def pairs(index: Index) -> Iterator[Pair]:
    """Every two reports that share their wording, with their passages, the largest part first.

    Args:
        index: the reports and what holds between them.
    """
    homes: dict[str, set[str]] = {}
    for one in index.relations.origins:
        for report in one.reports:
            homes.setdefault(report, set()).add(one.id or family_id(one.reports))
    for pair in sorted(index.relations.derivations, key=lambda one: -max(one.containment_a, one.containment_b)):
        both = sorted(homes.get(pair.a, set()) & homes.get(pair.b, set()))
        yield Pair(both[0] if both else "", pair.a, pair.b, pair.kind, derivation_line(index, pair))


# -- the tree -------------------------------------------------------------------------------------------------------


def _family(index: Index, one: Origin, near: Mapping[str, list[Derivation]]) -> Family:
    members = _tree(index, one, near)
    days = [day for report in one.reports if (day := index.entry(report).report.day)]
    name, id = index.origin_name(one), one.id or family_id(one.reports)
    why, first = plain_why(one.why, len(members)), min(days, default=None)
    return Family(id, name, one.agency, one.root, why, first, members, _line(index, one, members))


def _tree(index: Index, one: Origin, near: Mapping[str, list[Derivation]]) -> tuple[Descent, ...]:
    """Its reports, each after the one above it."""
    order = sorted(one.reports, key=lambda report: (index.entry(report).report.published or "9999", report))
    made: dict[str, Descent] = {}
    for report in order:
        made[report] = _descent(index, one, report, near, order)
    _without_rings(made)
    below: dict[str, list[str]] = {}
    for report in order:
        below.setdefault(made[report].above, []).append(report)
    return tuple(_walk(made, below, "", 0))


def _walk(made: Mapping[str, Descent], below: Mapping[str, list[str]], above: str, depth: int) -> Iterator[Descent]:
    """All below a report, each followed by what is below it; without recursion, as a chain may be long."""
    waiting = [(report, depth) for report in reversed(below.get(above, ()))]
    while waiting:
        report, deep = waiting.pop()
        yield replace(made[report], depth=deep)
        waiting += [(other, deep + 1) for other in reversed(below.get(report, ()))]


def _without_rings(made: dict[str, Descent]) -> None:
    """Reports that go back to each other in a ring have none above them: which came first is not known."""
    for report in list(made):
        seen, at = {report}, made[report].above
        while at and at not in seen:
            seen.add(at)
            at = made[at].above
        if at:
            made[report] = replace(made[report], above="", known=False)


def _descent(
    index: Index, origin: Origin, report: str, near: Mapping[str, list[Derivation]], order: list[str]
) -> Descent:
    """A report with what is above it: the report that has most of its words, else one that shares them, else none."""
    facts = index.entry(report).report
    made = (report, index.outlet(report), facts.published, flat(facts.title or ""))
    if report == origin.root or len(order) == 1:
        return Descent(*made, "root" if len(order) > 1 else "alone")
    rank = {name: n for n, name in enumerate(order)}
    ties = [one for one in near.get(report, ()) if one.a in rank and one.b in rank]
    after = [one for one in ties if _later(one) == report]
    unknown = [
        one
        for one in ties
        if one.kind != "common" and one.direction == "unknown" and rank[_other(one, report)] < rank[report]
    ]
    if after or unknown:
        best = max(after or unknown, key=lambda one: (_part(one, report), -rank[_other(one, report)]))
        return Descent(*made, best.kind, _other(best, report), bool(after), _part(best, report))
    if any(one.kind == "common" or one.direction == "common" for one in ties):
        return Descent(*made, "common")
    if origin.root in rank:
        return Descent(*made, "credit", origin.root or "")
    return Descent(*made, "first" if any(_later(one) for one in ties) else "credit")


def _later(one: Derivation) -> str:
    """Id of the report that goes back to the other; empty where none does or it is not known which."""
    if one.kind == "common":
        return ""
    return {"a->b": one.b, "b->a": one.a}.get(one.direction, "")


def _other(one: Derivation, report: str) -> str:
    return one.b if one.a == report else one.a


def _part(one: Derivation, report: str) -> float:
    return one.containment_a if one.a == report else one.containment_b


# -- the nested list ------------------------------------------------------------------------------------------------


def _line(index: Index, one: Origin, members: tuple[Descent, ...]) -> Line:
    """The origin, what puts its reports together, and below it the tree of its reports."""
    alone = len(members) == 1
    start = "" if alone or one.root else "; no one text that all go back to is known"
    by = "" if alone else f" of {_outlets(members)}"
    cited = one.citations or index.headline(one.reports[0])
    of = f"; {_CITED} of {len(cited)} passages that show it" if len(cited) > _CITED + 1 else ""
    return line(
        Run(index.origin_name(one), "strong"),
        f" — {count(len(members), 'report')}{by}{start}{of}",
        index.target(one.id),
        index.mark(one.id),
        cite=cited[:_CITED] if of else cited,
        why=plain_why(one.why, len(one.reports)),
        children=_nested(index, members),
        facts=_facts(index, one),
    )


#: Passages that the line of an origin cites: a large agency has thousands.
_CITED = 12
#: Outlets of an origin that its line names; the others are counted.
_NAMED = 6


def _outlets(members: tuple[Descent, ...]) -> str:
    """How many outlets, and which, in the order of their first reports in the tree."""
    names = list(dict.fromkeys(member.outlet for member in members))
    more = len(names) - _NAMED
    named = names if more <= 1 else [*names[:_NAMED], f"{more} more"]
    return f"{count(len(names), 'outlet')} ({listed(named)})"


def _facts(index: Index, one: Origin) -> dict[str, Scalar]:
    return {
        "origin": index.origin_name(one),
        "agency": one.agency,
        "root": one.root,
        "reports": len(one.reports),
        "members": " ".join(one.reports),
        "target": one.id or None,
        "judged": decided_fact(index.judged(one.id)),
        "why": one.why,
    }


#: A list is nested no deeper than this: what is below stands at this depth, and each line says what it goes back to.
_DEEPEST = 6


def _nested(index: Index, members: tuple[Descent, ...]) -> list[Line]:
    """The lines of the reports, each with those below it as its children; from the last to the first."""
    waiting: dict[int, list[Line]] = {}
    for one in reversed(members):
        depth = min(one.depth, _DEEPEST)
        children = waiting.pop(depth + 1, []) if depth < _DEEPEST else []
        waiting.setdefault(depth, []).insert(0, member_line(index, one, children))
    return waiting.get(0, [])


def member_line(index: Index, one: Descent, children: Iterable[Line] = ()) -> Line:
    """A report of an origin: who published it, when, and how its words came from what is above it.

    Args:
        index: the reports.
        one: the report.
        children: the lines of those that go back to it.
    """
    how = tie_words(index, one)
    return line(
        Run(one.outlet, "strong"),
        f", {moment(one.published)}",
        f" — {how}" if how else "",
        Run(f" — {one.title}" if one.title else "", "quiet"),
        cite=index.headline(one.report),
        children=children,
        facts={"report": one.report, "a": one.above or None, "b": one.report, "kind": one.tie},
    )


def tie_words(index: Index, one: Descent) -> str:
    """How a report's words came from what is above it, with how much of it; empty for the first of a tree.

    Args:
        index: the reports.
        one: the report.
    """
    above = index.outlet(one.above) if one.above else "the others"
    words = _WORDS[one.tie].format(above=above)
    if not one.known:
        words = f"shares its wording with {above} ({one.tie}); which came first is not known"
    part = f", {one.part:.0%} of its words" if one.part is not None and one.above else ""
    return words + part

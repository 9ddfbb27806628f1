"""The screen of whose report it is: origins, and which report goes back to which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, Origin, Relations, Shared
from onrecord.model.spans import Citation
from onrecord.views import columns
from onrecord.views.index import Index, decided_fact
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, quoted

#: Shared passages that a person is shown first under a derivation; the longest says most.
_PASSAGES = 1


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Independent origins with the reports that go back to them, and every derivation with its shared passages."""
    index = Index(entries, relations, ids=True)
    return index.cited(
        Page(
            "Whose report it is",
            (line(independence(index)),),
            (
                Section(
                    "Independent origins",
                    tuple(origin_line(index, one) for one in relations.origins),
                    empty="No report is on record.",
                ),
                Section(
                    "Reports that share their wording",
                    tuple(derivation_line(index, one) for one in relations.derivations),
                    empty="No two reports were found to share their wording.",
                ),
            ),
        ),
        columns.LINEAGE,
    )


#: Groups of reports with one origin that the sentence on independence names; of more it says how many.
_NAMED = 3

#: Citations that a person is shown first of an origin, and of reports that stand alone.
_CITED = 6

#: A reason that is longer than this stands at the origin alone.
_FEW = 60


def independence(index: Index) -> str:
    """One sentence on how many independent origins the reports have, and what joins those that share one."""
    reports, origins = len(index.entries), index.relations.origins
    said = f"{count(reports, 'report')}, {count(len(origins), 'independent origin')}"
    if reports < 2:
        return f"{said}."
    said += " as far as was found"
    shared = sorted((one for one in origins if len(one.reports) > 1), key=lambda one: -len(one.reports))
    if reports == 2 and shared:
        return f"{index.labels(index.relations.reports)} are not independent: they {_joined(index, shared[0])}."
    if not shared:
        wording = bool(index.relations.derivations)
        apart = "though some share wording" if wording else "no report was found to share text, a credit or a source"
        return f"{said}{', ' if wording else ': '}{apart}."
    groups = [f"{_all_of(index, one)} {_joined(index, one)}" for one in shared[:_NAMED]]
    groups += [f"{count(len(shared) - _NAMED, 'more group')} of reports share one"] if len(shared) > _NAMED else []
    alone = [one.reports[0] for one in origins if len(one.reports) == 1]
    groups += [f"{_these(index, alone)} alone"] if alone else []
    return f"{said}: {'; '.join(groups)}."


def _all_of(index: Index, one: Origin) -> str:
    """The reports of an origin; just ``all`` where it is all there are."""
    return "all" if len(set(one.reports)) == len(index.entries) else index.labels(one.reports)


def _these(index: Index, reports: Sequence[str]) -> str:
    if len(reports) > _NAMED:
        return f"the other {len(reports)} stand"
    return f"{index.labels(reports)} {'stands' if len(reports) == 1 else 'stand'}"


def _joined(index: Index, one: Origin) -> str:
    """What joins the reports of an origin: its name, and the reason if that is short."""
    pair = frozenset(one.reports)
    related = [
        found
        for found in index.relations.derivations
        if {found.a, found.b} == pair and found.kind != "common" and found.direction in ("a->b", "b->a")
    ]
    why = relation_words(index, related[0], short=True) if related else _shared_words(index, one)
    named = f"go back to {index.origin_name(one)}" if one.agency or one.root else "go back to one source"
    return f"{named} ({why})" if why and len(why) <= _FEW else named


#: How a report's text relates to the agency's text that it goes back to.
_OF_AGENCY = {
    "verbatim": "carries",
    "edited": "edits",
    "excerpt": "carries a part of",
    "rewrite": "rewrites",
}
_SHARED_TEXT = re.compile(r"shared text \((\w+)\)")


def _shared_words(index: Index, one: Origin) -> str:
    """The first reason why reports have one origin; of a pair of which one is an agency's text, what the other does."""
    why = one.why.partition(";")[0]
    found = _SHARED_TEXT.fullmatch(why)
    theirs = [report for report in one.reports if index.entry(report).report.agency == one.agency]
    others = [report for report in one.reports if report not in theirs]
    if found and one.agency and len(theirs) == len(others) == 1 and found[1] in _OF_AGENCY:
        return f"{index.label(others[0])} {_OF_AGENCY[found[1]]} the {one.agency} text"
    return plain_why(why, len(one.reports))


def plain_why(why: str, reports: int = 2) -> str:
    """Why reports have one origin, without the names of the kinds of shared text.

    A reason holds of two of them; of more reports it is told as that of several.

    >>> plain_why("both are text of CPA; shared text (rewrite)"), plain_why("shared text (common)")
    ('both are text of CPA; shared text, rewritten', 'shared text of a common source')
    """
    said = _SHARED_TEXT.sub(lambda found: f"shared text{_SHARED_HOW.get(found[1], '')}", why)
    return said if reports == 2 else re.sub(r"\bboth (are|rest)\b", r"several \1", said)


_SHARED_HOW = {
    "verbatim": ", word for word",
    "edited": ", edited",
    "excerpt": ", a part of it",
    "rewrite": ", rewritten",
    "common": " of a common source",
}


def origin_lines(index: Index) -> tuple[Line, ...]:
    """A line for each origin of several reports, largest first, then one for the reports that stand alone."""
    origins = index.relations.origins
    shared = sorted((one for one in origins if len(one.reports) > 1), key=lambda one: -len(one.reports))
    alone = [one for one in origins if len(one.reports) == 1]
    lines = [origin_line(index, one) for one in shared]
    if len(alone) < 2:
        return (*lines, *(origin_line(index, one) for one in alone))
    headlines = [citation for one in alone for citation in index.headline(one.reports[0])]
    names = index.labels(one.reports[0] for one in alone)
    said = f"{names} stand alone: no other report was found to share their text, credit or source"
    return (*lines, line(said, cite=headlines, facts={"origin": "its own", "reports": 1}, cited=_CITED))


def origin_line(index: Index, one: Origin, *, why: bool = True) -> Line:
    """An origin with the reports that go back to it, and why they are put together.

    Args:
        index: the reports.
        one: the origin.
        why: whether the line says why; for reports that stand alone it is the same for all.
    """
    root = f"; the others go back to {index.label(one.root)}" if one.root and len(one.reports) > 1 else ""
    return line(
        Run(index.origin_name(one), "strong"),
        f" — {count(len(one.reports), 'report')}: {index.labels(one.reports)}{root}",
        index.target(one.id),
        index.mark(one.id),
        cite=one.citations or index.headline(one.reports[0]),
        cited=_CITED,
        why=plain_why(one.why, len(one.reports)) if why else "",
        facts={
            "origin": index.origin_name(one),
            "agency": one.agency,
            "root": one.root,
            "reports": len(one.reports),
            "members": " ".join(one.reports),
            "target": one.id or None,
            "judged": decided_fact(index.judged(one.id)),
            "why": one.why,
        },
    )


#: Part of a report's own words below which what it has of another is what that one's people said.
_QUOTED_ONLY = 0.02


def derivation_line(index: Index, one: Derivation) -> Line:
    """Two reports that share their wording: what became of it, how much, which passages, and why."""
    longest = sorted(one.shared, key=lambda shared: (-(shared.a.end - shared.a.start), shared.a.start))
    return line(
        relation_words(index, one),
        Run(f" — {_part(one.containment_b)} of {index.label(one.b)}'s words stand in {index.label(one.a)}, ", "quiet"),
        Run(f"{_part(one.containment_a)} of {index.label(one.a)}'s in {index.label(one.b)}", "quiet"),
        why=one.why,
        children=[_shared_line(index, one, shared) for shared in longest],
        shown=_PASSAGES,
    )


def relation_words(index: Index, one: Derivation, *, short: bool = False) -> str:
    """How the wording of two reports is related, as a clause.

    Which came first is said only where it is known.

    Args:
        index: the reports.
        one: the derivation.
        short: name the reports by their labels alone.
    """
    name = index.label if short else index.named
    a, b = name(one.a), name(one.b)
    if one.kind == "common" or one.direction == "common":
        return f"{a} and {b} go back to a common text"
    if one.direction == "unknown":
        return f"{a} and {b} share their wording ({one.kind}); which came first is not known"
    later, earlier = (b, a) if one.direction == "a->b" else (a, b)
    if max(one.containment_a, one.containment_b) < _QUOTED_ONLY:
        return f"{later} takes statements from {earlier}"
    verbs = {
        "verbatim": f"{later} carries {earlier} word for word",
        "edited": f"{later} carries {earlier} with edits",
        "excerpt": f"{later} carries a part of {earlier}",
        "rewrite": f"{later} rewrites {earlier}",
    }
    return verbs[one.kind]


def _part(containment: float) -> str:
    return f"{containment:.0%}"


#: Words of a shared passage that are shown at each end of a long one; its range has the others.
_ENDS = 14


def _ends(passage: str) -> tuple[str | Run, ...]:
    """A passage in quotation marks; of a long one its first and last words, and how many it has."""
    words = quoted(passage).split()
    if len(words) <= 3 * _ENDS:
        return (" ".join(words),)
    shown = " ".join([*words[:_ENDS], "…", *words[-_ENDS:]])
    return (shown, Run(f" ({len(words)} words)", "quiet"))


def _shared_line(index: Index, one: Derivation, shared: Shared) -> Line:
    """A shared passage; where the two do not have it in the same words, the words of each under its own name."""
    a, b = quoted(shared.a.text), quoted(shared.b.text)
    same = " ".join(a.split()) == " ".join(b.split())
    first, second = (Run(f"in {index.label(report)}: ", "quiet") for report in (one.a, one.b))
    return line(
        *(_ends(shared.a.text) if same else (first, *_ends(shared.a.text), "; ", second, *_ends(shared.b.text))),
        whole=(a,) if same else (first, a, "; ", second, b),
        cite=[Citation.of(one.a, shared.a), Citation.of(one.b, shared.b)],
        facts={"a": one.a, "b": one.b, "kind": one.kind, "direction": one.direction, "why": one.why},
    )

"""The screen of whose report it is: origins, and which report goes back to which."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.reading import Entry
from onrecord.model.relations import Derivation, Origin, Relations, Shared
from onrecord.model.spans import Citation
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, quoted

#: Shared passages that a person is shown first under a derivation; the longest says most.
_PASSAGES = 1


def page(entries: Sequence[Entry], relations: Relations) -> Page:
    """Independent origins with the reports that go back to them, and every derivation with its shared passages."""
    index = Index(entries, relations)
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
        )
    )


def independence(index: Index) -> str:
    """One sentence on how many independent origins the reports have."""
    reports, origins = len(index.entries), len(index.relations.origins)
    said = f"{count(reports, 'report')}, {count(origins, 'independent origin')}"
    if reports < 2:
        return f"{said}."
    if reports == 2 and origins == 1:
        name = index.origin_name(index.relations.origins[0])
        return f"{index.labels(index.relations.reports)} are not independent: they go back to one origin ({name})."
    if not index.relations.derivations:
        return f"{said}: no report was found to share its wording with another."
    if reports == origins:
        return f"{said}, though some share wording."
    names = ", ".join(dict.fromkeys(index.origin_name(one) for one in index.relations.origins))
    return f"{said} ({names})."


def origin_line(index: Index, one: Origin) -> Line:
    """An origin with the reports that go back to it, and why they are put together."""
    root = f"; the others go back to {index.label(one.root)}" if one.root and len(one.reports) > 1 else ""
    return line(
        Run(index.origin_name(one), "strong"),
        f" — {count(len(one.reports), 'report')}: {index.labels(one.reports)}{root}",
        cite=one.citations or index.headline(one.reports[0]),
        why=one.why,
        facts={
            "origin": index.origin_name(one),
            "agency": one.agency,
            "root": one.root,
            "reports": len(one.reports),
            "members": " ".join(one.reports),
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
        children=[_shared_line(one, shared) for shared in longest],
        shown=_PASSAGES,
    )


def relation_words(index: Index, one: Derivation) -> str:
    """How the wording of two reports is related, as a clause.

    Which came first is said only where it is known.
    """
    a, b = index.named(one.a), index.named(one.b)
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


def _shared_line(one: Derivation, shared: Shared) -> Line:
    return line(
        quoted(shared.a.text),
        cite=[Citation.of(one.a, shared.a), Citation.of(one.b, shared.b)],
        facts={"a": one.a, "b": one.b, "kind": one.kind, "direction": one.direction, "why": one.why},
    )

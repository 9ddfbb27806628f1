"""What is kept of a thing when it is judged: the reports, ranges and words that it is found again by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.model.due import Due
from onrecord.model.happening import Happening
from onrecord.model.reading import Attribution, Position
from onrecord.model.relations import Finding, Identity, Origin, QuoteLineage, Story
from onrecord.model.spans import Citation, Span

Anchor = Mapping[str, Any]


def written(anchor: Anchor) -> str:
    """An anchor as text, the same for equal anchors."""
    return json.dumps(anchor, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _span(span: Span | None) -> list[Any] | None:
    return [span.start, span.end, span.text] if span else None


def _cited(found: Citation) -> list[Any]:
    return [found.report, found.start, found.end, found.text]


def _sorted(found: Iterable[list[Any]]) -> list[list[Any]]:
    return sorted(found)


def of_attribution(report: str, one: Attribution) -> Anchor:
    """An attribution: its report, the ranges of source, cue and content, and whom the reading has it said by."""
    return {
        "kind": "attribution",
        "report": report,
        "content": [_span(span) for span in one.content],
        "source": _span(one.source),
        "cue": _span(one.cue),
        "actor": one.actor,
    }


def of_finding(one: Finding) -> Anchor:
    """A finding: how and in what accounts differ, and each side with its value."""
    sides = _sorted([*_cited(side.citation), side.value] for side in one.sides)
    return {"kind": "finding", "differ": one.kind, "type": one.type, "rule": one.rule, "sides": sides}


def of_quotation(one: QuoteLineage) -> Anchor:
    """A quotation over several reports: its wordings."""
    return {"kind": "quotation", "variants": _sorted(_cited(variant.citation) for variant in one.variants)}


def of_identity(one: Identity) -> Anchor:
    """An identity: its name and the actors of reports that it is."""
    return {"kind": "identity", "name": one.name, "members": [[two.report, two.actor] for two in one.members]}


def of_story(one: Story) -> Anchor:
    """A story: its reports, and what it was called."""
    return {"kind": "story", "title": one.title, "reports": sorted(one.reports)}


def of_origin(one: Origin) -> Anchor:
    """An origin: its reports."""
    return {"kind": "origin", "reports": sorted(one.reports)}


def of_position(told: Iterable[tuple[str, Position]]) -> Anchor:
    """A position: every passage that tells it, with the move that it makes and whose, as its report has it."""
    cites = _sorted([report, *(_span(one.span) or ()), one.move, one.party] for report, one in told)
    return {"kind": "position", "cites": cites}


def of_happening(one: Happening) -> Anchor:
    """A happening: every passage that tells it."""
    cites = _sorted([*_cited(Citation.of(told.report, told.event.span)), told.event.type] for told in one.accounts)
    return {"kind": "happening", "cites": cites}


def of_due(one: Due) -> Anchor:
    """What is due: every passage that tells it."""
    return {"kind": "due", "cites": _sorted(_cited(told.citation) for told in one.tellings)}


def of_issue(name: str) -> Anchor:
    """An issue: its id."""
    return {"kind": "issue", "issue": name}

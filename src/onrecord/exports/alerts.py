"""Alerts as JSON, the same in ``dossier watch --json`` and in what is posted to a webhook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.exports.shapes import Shape, citation
from onrecord.model.dossier import Alert, Dossier, Watched
from onrecord.model.report import Report
from onrecord.model.spans import Citation

#: Names the shape; keys may be added under it, none renamed or removed.
SCHEMA = "onrecord.alert/1"


def alert(one: Alert, reports: Mapping[str, Report]) -> Shape:
    """An alert with the words that it rests on and who published them.

    Args:
        one: the alert.
        reports: the reports that it cites, by id.
    """
    return {
        "schema": SCHEMA,
        "id": one.id,
        "dossier": one.dossier,
        "rule": one.rule,
        "title": one.title,
        "why": one.why,
        "noticed": one.noticed,
        "evidence": [
            {"text": part.words, "citations": [_cited(found, reports) for found in part.citations]}
            for part in one.evidence
        ],
    }


def _cited(one: Citation, reports: Mapping[str, Report]) -> Shape:
    facts = reports.get(one.report)
    named = {name: getattr(facts, name, None) for name in ("title", "outlet", "published", "url")}
    return {**citation(one), **{"headline" if name == "title" else name: value for name, value in named.items()}}


def dossier(one: Dossier) -> Shape:
    """A dossier's name and query."""
    query = one.query
    return {
        "name": one.name,
        "words": query.words,
        "parties": list(query.parties),
        "outlets": list(query.outlets),
        "from": query.first,
        "to": query.last,
        "made": one.made,
    }


def watched(found: Sequence[Watched], reports: Mapping[str, Report]) -> Shape:
    """Dossiers as they stand with the alerts to tell: what ``dossier watch --json`` prints."""
    return {
        "dossiers": [
            {
                **dossier(one.dossier),
                "reports": list(one.reports),
                "origins": one.origins,
                "notes": list(one.notes),
                "alerts": [alert(found, reports) for found in one.alerts],
            }
            for one in found
        ]
    }

"""The shape of who is who across reports, as ``compare --json`` and ``export json`` print it."""

from __future__ import annotations

from typing import Any

from onrecord.model.relations import Identity


def identity(one: Identity) -> dict[str, Any]:
    """One person, body, country, group or place with the actors of reports that are it, and why."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "of": one.of,
        "speaks_for": one.speaks_for,
        "roles": list(one.roles),
        "spellings": [{"text": spelling.words, "count": spelling.count} for spelling in one.spellings],
        "members": [{"report": member.report, "actor": member.actor} for member in one.members],
        "may_be": list(one.may_be),
        "why": one.why,
    }

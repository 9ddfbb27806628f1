"""Which of two reports goes back to the other, or whether both go back to a third text."""

from __future__ import annotations

from onrecord.lineage.evidence import Evidence, Side
from onrecord.lineage.media import AGENCIES, outlet_keys
from onrecord.model.relations import Direction
from onrecord.text.words import texts, words


def direction(evidence: Evidence) -> tuple[Direction, str]:
    """The direction of a derivation and why, by the first of these that decides.

    An agency's own page is the source of what its clients carry; two reports that credit one agency go back to it; a
    report that names the other's newsroom goes back to that; where one credits an agency, the other has the agency's
    text too; an earlier day of publication (in one newsroom, an earlier minute) comes before a later one. Otherwise
    the direction is ``unknown``.
    """
    for rule in (_agency, _named, _credited, _dates):
        decided = rule(evidence)
        if decided:
            return decided
    return "unknown", "nothing tells which came first"


def _agency(evidence: Evidence) -> tuple[Direction, str] | None:
    """Credit lines: the agency's own page comes first; two carriers of one wire text have it in common."""
    a, b = evidence.a, evidence.b
    if _is_agency(a) and not _is_agency(b) and _credits(b) in (None, a.entry.report.agency, _is_agency(a)):
        return "a->b", f"{_is_agency(a)} published the one itself"
    if _is_agency(b) and not _is_agency(a) and _credits(a) in (None, b.entry.report.agency, _is_agency(b)):
        return "b->a", f"{_is_agency(b)} published the other itself"
    one, other = _credits(a), _credits(b)
    return ("common", f"both credit {one}") if one and one == other else None


def _credited(evidence: Evidence) -> tuple[Direction, str] | None:
    """One report credits an agency for the text, and the other has words of it without a credit."""
    one, other = _credits(evidence.a), _credits(evidence.b)
    if (one or other) and not (one and other):
        return "common", f"one of them credits {one or other}, whose text both share"
    return None


def _named(evidence: Evidence) -> tuple[Direction, str] | None:
    """A report that names the other's newsroom as its source goes back to it."""
    if bool(evidence.a_names_b) == bool(evidence.b_names_a):
        return None
    return ("b->a" if evidence.a_names_b else "a->b"), "the naming one goes back to the named"


def _dates(evidence: Evidence) -> tuple[Direction, str] | None:
    """The day of publication where both have one and they differ; in one newsroom the minute."""
    a, b = evidence.a.entry.report, evidence.b.entry.report
    one, other = (a.published, b.published) if a.outlet and a.outlet == b.outlet else (a.day, b.day)
    if not one or not other or one == other:
        return None
    return ("a->b" if one < other else "b->a"), f"published {min(one, other)} and {max(one, other)}"


def _credits(side: Side) -> str | None:
    """The agency that a report credits for its text."""
    return side.entry.report.agency


def _is_agency(side: Side) -> str | None:
    """The usual name of the agency that published a report itself: a known one, or one that credits its own name."""
    keys = outlet_keys(side.entry.report)
    known = next((AGENCIES[key] for key in sorted(keys) if key in AGENCIES), None)
    credit = _credits(side)
    own = credit is not None and _key(credit) in {*keys, _initials(side)}
    return known or (credit if own else None)


def _key(name: str) -> str:
    return "".join(texts(words(name)))


def _initials(side: Side) -> str:
    """First letters of the words of the outlet's name, as agencies abbreviate themselves."""
    return "".join(word[0] for word in texts(words(side.entry.report.outlet or "")))

"""Which of two reports goes back to the other, or whether both go back to a third text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicons.newsroom import agency_of_address
from onrecord.lineage.evidence import Evidence, Side
from onrecord.lineage.media import AGENCIES, Named, outlet_keys, same_newsroom
from onrecord.model.relations import DerivationKind, Direction
from onrecord.model.report import Report
from onrecord.text.words import texts, words

#: Words of an account up to which it is an alert that the agency's story follows.
ALERT = 60
#: Part of both reports' own words that is the same where two outlets print one text.
CARRIED = 0.9


@dataclass(frozen=True, slots=True)
class Direct:
    """The direction of a derivation.

    Attributes:
        direction: which goes back to which.
        why: what decided.
        sure: credits or names decided, not days or nothing.
    """

    direction: Direction
    why: str
    sure: bool = True


def direction(evidence: Evidence, kind: DerivationKind, *, copied: bool, handed: bool) -> Direct:
    """The direction of a derivation and why, by the first of these that decides.

    Two stories of one agency in one outlet follow each other; two carriers of one agency's text have it in common,
    the agency's own page too, unless it was there first or the other only rewrote it; a report that names the other's
    newsroom goes back to that; where one credits an agency for its text, the other has that text too; words put down
    to a newsroom in one, what both say was told to one newsroom, and one statement that makes up much of both come
    from there; two outlets that print the same whole text without naming each other have it from a third; an earlier
    day of publication (in one newsroom, an earlier minute) comes before a later one. Otherwise the direction is
    ``unknown``.
    """
    return (
        _successive(evidence, kind)
        or _wire(evidence, kind)
        or _named(evidence)
        or _agency(evidence)
        or _credited(evidence)
        or _third(evidence, copied=copied)
        or (Direct("common", "both have the same statement") if handed and not copied else None)
        or _carried(evidence)
        or _dates(evidence)
        or Direct("unknown", "nothing tells which came first", sure=False)
    )


def text_of(report: Report) -> str | None:
    """The agency whose text a report is: its own page, as the report credits, or as its address files it."""
    return own_page(report) or carried(report)


def carried(report: Report) -> str | None:
    """The agency that a report credits for its text, or under which its address files it."""
    return report.agency or agency_of_address(report.url or "")


def agency_text(one: Side, other: Side) -> list[Named]:
    """Where one report puts a sentence down to the agency whose text the other is, as that one credits."""
    agency = (other.report.agency or own_page(other.report)) if one.named else None
    if not agency or text_of(one.report) == agency:
        return []
    return [name for name in one.named if name.key == agency]


def _successive(evidence: Evidence, kind: DerivationKind) -> Direct | None:
    """Two stories of one agency in one outlet: the earlier day comes first, or an alert before its story."""
    a, b = evidence.a.report, evidence.b.report
    same = a.outlet and a.outlet == b.outlet
    if kind != "rewrite" or not same or not text_of(a) or text_of(a) != text_of(b):
        return None
    one, other = a.day, b.day
    if one and other and one != other:
        days = f"{min(one, other)} and {max(one, other)}"
        return Direct("a->b" if one < other else "b->a", f"two stories of {text_of(a)}, of {days}")
    short = [len(side.material) <= ALERT for side in (evidence.a, evidence.b)]
    if short[0] != short[1]:
        return Direct("a->b" if short[0] else "b->a", f"the short one is {text_of(a)}'s alert, the other its story")
    return None


def _wire(evidence: Evidence, kind: DerivationKind) -> Direct | None:
    """Carriers of one agency's text have it in common; they go back to the agency's own page if it was there first."""
    a, b = evidence.a.report, evidence.b.report
    one, other = text_of(a), text_of(b)
    own = [bool(own_page(a)), bool(own_page(b))]
    if not one or one != other or (kind == "rewrite" and any(own)):
        return None
    first = _first(a, b) if own[0] != own[1] else None
    if first == ("a->b" if own[0] else "b->a"):
        return Direct(first, f"{one} published one of them itself, before the other")
    return Direct("common", f"both are {one}'s text")


def _first(a: Report, b: Report) -> Direction | None:
    """Which of two reports was published first: by the minute where both have one, else by the day."""
    one, other = a.published or "", b.published or ""
    size = min(len(one), len(other))
    if size < len("2031-05-02") or one[:size] == other[:size]:
        return None
    return "a->b" if one[:size] < other[:size] else "b->a"


def _agency(evidence: Evidence) -> Direct | None:
    """What rewrote the agency's own page, or has its words without a credit, goes back to it."""
    a, b = evidence.a.report, evidence.b.report
    one, other = text_of(a), text_of(b)
    if own_page(a) and not own_page(b) and other in (None, one):
        return Direct("a->b", f"{one} published one of them itself")
    if own_page(b) and not own_page(a) and one in (None, other):
        return Direct("b->a", f"{other} published one of them itself")
    return None


def _credited(evidence: Evidence) -> Direct | None:
    """One report credits an agency for the text, and the other has words of it without a credit."""
    one, other = text_of(evidence.a.report), text_of(evidence.b.report)
    if bool(one) == bool(other):
        return None
    return Direct("common", f"one of them is {one or other}'s text, whose words both share")


def _named(evidence: Evidence) -> Direct | None:
    """A report that names the other's newsroom, or the agency whose text it is, goes back to it."""
    names_b = evidence.a_names_b or agency_text(evidence.a, evidence.b)
    names_a = evidence.b_names_a or agency_text(evidence.b, evidence.a)
    if bool(names_b) == bool(names_a):
        return None
    return Direct("b->a" if names_b else "a->b", "the naming one goes back to the named")


def _third(evidence: Evidence, *, copied: bool) -> Direct | None:
    """A third newsroom that both name, or to which one of them puts the shared words down, is where both come from."""
    if evidence.lent:
        return Direct("common", f"the shared words are {evidence.lent[0][1].name}'s, as one of them says")
    if copied:
        return None
    told = [one for one, _ in evidence.told]
    both = [one for one in evidence.a.named if any(same_newsroom(one, other) for other in evidence.b.named)]
    name = next(iter((*told, *both)), None)
    return Direct("common", f"both name {name.name} as a source") if name else None


def _carried(evidence: Evidence) -> Direct | None:
    """Two outlets print one whole text, and neither names the other: both have it from a third."""
    outlets = {evidence.a.report.outlet, evidence.b.report.outlet}
    if min(evidence.containment) < CARRIED or None in outlets or len(outlets) < 2:
        return None
    return Direct("common", "two outlets print the same text, and neither names the other")


def _dates(evidence: Evidence) -> Direct | None:
    """The day of publication where both have one and they differ; in one newsroom the minute."""
    a, b = evidence.a.report, evidence.b.report
    one, other = (a.published, b.published) if a.outlet and a.outlet == b.outlet else (a.day, b.day)
    if not one or not other or one == other:
        return None
    later = f"published {min(one, other)} and {max(one, other)}"
    return Direct("a->b" if one < other else "b->a", later, sure=False)


def own_page(report: Report) -> str | None:
    """The usual name of the agency that published a report itself: a known one, or one that credits its own name."""
    keys = outlet_keys(report)
    known = next((AGENCIES[key] for key in sorted(keys) if key in AGENCIES), None)
    own = report.agency is not None and _key(report.agency) in {*keys, _initials(report.outlet)}
    return known or (report.agency if own else None)


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return "".join(texts(words(name)))


@lru_cache(maxsize=1024)
def _initials(outlet: str | None) -> str:
    """First letters of the words of the outlet's name, as agencies abbreviate themselves."""
    return "".join(word[0] for word in texts(words(outlet or "")))

"""Judgements on what is shown of a record: applied to what holds between reports when that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from onrecord.decisions.entries import marks
from onrecord.decisions.ledger import LEDGER
from onrecord.decisions.standing import NO_ANCHOR, Decisions, by_core, holding, place
from onrecord.model.judgement import DERIVING, Judgement, Outcome
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding, FindingKind, QuoteLineage, Relations

#: The kinds that a finding can be edited to; any other value says what it is about.
KINDS: tuple[str, ...] = get_args(FindingKind)


def decided(relations: Relations, decisions: Decisions, entries: Sequence[Entry] = ()) -> Relations:
    """What holds between reports without the findings and quotations that people rejected, the others as they edited.

    Args:
        relations: what holds between the reports.
        decisions: what was decided.
        entries: the reports as they were decided, for what holds on their attributions.
    """
    if not decisions:
        return relations
    judged = _judged(relations, decisions)
    holds = {target: holding(made) for target, made in judged.items()}
    gone = {target for target, made in holds.items() if any(one.verdict == "reject" for one in made)}
    kept = {target: tuple(made) for target, made in holds.items() if target not in gone}
    found = (one for one in relations.findings if one.id not in gone)
    for kind in LEDGER:
        if made := decisions.on(kind):
            kept[kind] = tuple(by_core(made))
    return replace(
        relations,
        findings=tuple(_edited(one, kept.get(one.id, ())) for one in found),
        quotes=tuple(one for one in relations.quotes if one.id not in gone),
        judged=kept | marks(entries, decisions),
    )


def outcomes(relations: Relations, decisions: Decisions) -> list[Outcome]:
    """What each judgement on a finding, quotation, identity, story or origin came to.

    Args:
        relations: what holds between the reports, before findings and quotations were decided.
        decisions: what was decided.
    """
    known = {one.judgement: one for one in relations.outcomes}
    every: tuple[Finding | QuoteLineage, ...] = (*relations.findings, *relations.quotes)
    by_id = {one.id: one for one in every} if decisions.on("finding", "quotation") else {}
    places = cache(lambda: _by_place(relations))
    found = []
    for one in decisions.judgements:
        if one.kind == "finding":
            found.append(_located(one, by_id, lambda: places()[0], _finding_fits))
        elif one.kind == "quotation":
            found.append(_located(one, by_id, lambda: places()[1], _quote_fits))
        elif one.id in known:
            found.append(known[one.id])
        elif one.kind in DERIVING and one.kind != "attribution":
            found.append(_group(one, relations, decisions))
    return found


def _judged(relations: Relations, decisions: Decisions) -> dict[str, list[Judgement]]:
    by_id = {one.id: one for one in decisions.judgements}
    found: dict[str, list[Judgement]] = {}
    for one in outcomes(relations, decisions):
        if one.target and not one.why:
            found.setdefault(one.target, []).append(by_id[one.judgement])
    return found


# -- findings and quotations ------------------------------------------------------------------------------------


def _by_place(relations: Relations) -> tuple[Mapping[Any, list[Finding]], Mapping[Any, list[QuoteLineage]]]:
    """Findings and quotations by each passage that they have."""
    findings: dict[Any, list[Finding]] = {}
    quotes: dict[Any, list[QuoteLineage]] = {}
    for one in relations.findings:
        for side in one.sides:
            findings.setdefault((side.citation.report, side.citation.start, side.citation.end), []).append(one)
    for quote in relations.quotes:
        for variant in quote.variants:
            cited = variant.citation
            quotes.setdefault((cited.report, cited.start, cited.end), []).append(quote)
    return findings, quotes


def _located(
    one: Judgement, by_id: Mapping[str, Any], by_place: Callable[[], Mapping[Any, list[Any]]], fits: Any
) -> Outcome:
    """The finding or quotation that was judged, by its passages; what has its id still is the likeliest to have them.

    Args:
        one: the judgement.
        by_id: all findings and quotations.
        by_place: gives those of the kind by each passage that they have.
        fits: says why one is not what was judged.
    """
    anchor, same = one.anchored, by_id.get(one.target)
    if not anchor:
        known = one.verdict in ("accept", "reject") and same is not None
        why = "nothing on record has this id" if one.verdict in ("accept", "reject") else NO_ANCHOR
        return Outcome(one.id, one.target, "") if known else Outcome(one.id, "", why)
    if same is not None and not fits(same, anchor):
        return Outcome(one.id, one.target)
    (first, *_) = anchor["sides"] if "sides" in anchor else anchor["variants"]
    near = {found.id: found for found in by_place().get(place(first)[:3], ())}
    reasons = {name: fits(found, anchor) for name, found in near.items()}
    fitting = [name for name, why in reasons.items() if not why]
    if fitting:
        return Outcome(one.id, *((fitting[0],) if len(fitting) == 1 else ("", "it is several by now")))
    default = _OTHER if "sides" in anchor else _QUOTED
    return Outcome(one.id, "", next((why for why in reasons.values() if why != default), default))


_OTHER = "its passages are not found to differ so by now, or their reports are not on record"
_QUOTED = "its wordings are not lined up so by now, or their reports are not on record"


def _finding_fits(found: Finding, anchor: Mapping[str, Any]) -> str:
    """Why a finding is not the one that was judged; empty if it is: the same passages, and no value that is new."""
    sides = {(side.citation.report, side.citation.start, side.citation.end, side.value) for side in found.sides}
    judged = {(report, start, end, value) for report, start, end, _, value in anchor["sides"]}
    if found.type != anchor["type"] or found.kind != anchor["differ"] or not judged <= sides:
        return _OTHER
    new = {value for *_, value in sides} - {value for *_, value in judged}
    return f"another value has come to it since: {', '.join(sorted(new))}" if new else ""


def _quote_fits(found: QuoteLineage, anchor: Mapping[str, Any]) -> str:
    """Why a quotation is not the one that was judged; empty if it is: the same wordings, and none that is new."""
    variants = {(one.citation.report, one.citation.start, one.citation.end) for one in found.variants}
    judged = {(report, start, end) for report, start, end, _ in anchor["variants"]}
    if not judged <= variants:
        return _QUOTED
    words = {_flat(one.citation.text) for one in found.variants} - {_flat(words) for *_, words in anchor["variants"]}
    return "another wording has come to it since" if words else ""


def _flat(words: str) -> str:
    return " ".join(words.split()).casefold()


def _edited(one: Finding, made: Iterable[Judgement]) -> Finding:
    """A finding as people edited it: of another kind, or described in other words."""
    for judgement in made:
        if judgement.verdict == "edit":
            why = f"{one.why}; edited by {judgement.by}" if one.why else f"edited by {judgement.by}"
            if judgement.value in KINDS:
                kind: Any = judgement.value
                one = replace(one, kind=kind, why=why)
            else:
                one = replace(one, about=judgement.value, why=why)
    return one


# -- who is who, and what belongs together ----------------------------------------------------------------------


def _group(one: Judgement, relations: Relations, decisions: Decisions) -> Outcome:
    """The identity, story or origin that was accepted, by the reports that it had."""
    anchor = one.anchored
    if not anchor:
        return Outcome(one.id, "", NO_ANCHOR)
    homes: set[str] = set()
    if one.kind == "identity":
        reports = {member.report for who in relations.identities for member in who.members}
        wanted = {(decisions.now(report, reports), actor) for report, actor in anchor["members"]}
        homes = {
            who.id for who in relations.identities for member in who.members if (member.report, member.actor) in wanted
        }
    else:
        groups: Sequence[Any] = relations.stories if one.kind == "story" else relations.origins
        present = set(decisions.present(anchor["reports"], set(relations.reports)))
        homes = {group.id for group in groups if present & set(group.reports)}
    if len(homes) == 1:
        return Outcome(one.id, homes.pop())
    return Outcome(one.id, "", f"it is {len(homes)} by now" if homes else "no report of it is on record")

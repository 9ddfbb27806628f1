"""The shapes of the JSON that ``read``, ``compare`` and ``export`` print (docs/commands.md has them as text).

``span`` is ``{"start", "end", "text"}`` in code points, and ``report.text[start:end] == text`` always holds.
Keys may be added between versions; none is renamed or removed without a changelog entry.
"""

from __future__ import annotations

import math
from typing import Any

from onrecord.exports.identities import identity
from onrecord.lineage.credits import agencies, credits
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Actor, Attribution, Deadline, Entry, Event, OpenPoint, Position, Quantity, Time
from onrecord.model.relations import (
    Corroboration,
    Derivation,
    Finding,
    Origin,
    QuoteLineage,
    Relations,
    Side,
    Story,
    Variant,
)
from onrecord.model.report import Block, Credit, Report
from onrecord.model.spans import Citation, Span

Shape = dict[str, Any]


def span(one: Span) -> Shape:
    """A range with its words."""
    return {"start": one.start, "end": one.end, "text": one.text}


def _span(one: Span | None) -> Shape | None:
    return span(one) if one is not None else None


def citation(one: Citation) -> Shape:
    """A range with its words and the id of its report."""
    return {"report": one.report, "start": one.start, "end": one.end, "text": one.text}


# -- one report -------------------------------------------------------------------------------------------------


def reading(entry: Entry) -> Shape:
    """All that was read in one report: the shape of ``read --json``."""
    read = entry.reading
    facts = report(entry.report)
    facts["blocks"] = [_block(block, voice) for block, voice in _with_voices(entry)]
    return {
        "report": facts,
        "actors": [_actor(one) for one in read.actors],
        "times": [_time(one) for one in read.times],
        "quantities": [_quantity(one) for one in read.quantities],
        "attributions": [attribution(one) for one in read.attributions],
        "events": [_event(one) for one in read.events],
        "positions": [_position(one) for one in read.positions],
        "deadlines": [_deadline(one) for one in read.deadlines],
        "open_points": [_open_point(one) for one in read.open_points],
        "notes": list(read.notes),
        "reader": {
            "version": read.reader.version,
            "model": read.reader.model,
            "model_sha256": read.reader.model_sha256,
        },
    }


def report(one: Report) -> Shape:
    """The facts of a report with its text, without its blocks."""
    dateline = one.dateline
    return {
        "id": one.id,
        "sha256": one.sha256,
        "title": one.title,
        "outlet": one.outlet,
        "agency": one.agency,
        "byline": list(one.byline),
        "dateline": {"place": list(dateline.place), "span": span(dateline.span)} if dateline else None,
        "published": one.published,
        "url": one.url,
        "language": one.language,
        "agency_credit": _span(one.agency_credit),
        "credits": [_credit(found) for found in credits(one)],
        "published_words": _span(one.published_words),
        "notes": list(one.notes),
        "text": one.text,
    }


def compared(one: Report) -> Shape:
    """The facts of a report beside others: under ``agency`` stand all wire agencies that it credits, main one first."""
    return report(one) | {"agency": " / ".join(agencies(one)) or None}


def _credit(one: Credit) -> Shape:
    return {**span(one.span), "name": one.name, "whole": one.whole, "agency": one.agency}


def _with_voices(entry: Entry) -> list[tuple[Block, str | None]]:
    blocks, voices = entry.report.blocks, entry.reading.voices
    return [(block, voices[n] if n < len(voices) else None) for n, block in enumerate(blocks)]


def _block(one: Block, voice: str | None) -> Shape:
    return {
        "kind": one.kind,
        "start": one.start,
        "end": one.end,
        "voice": voice,
        "repeats": one.repeats,
        "author": _span(one.author),
        "dated": one.dated,
    }


def _actor(one: Actor) -> Shape:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "of": one.of,
        "role": one.role,
        "mentions": [span(mention) for mention in one.mentions],
    }


def _time(one: Time) -> Shape:
    return {
        **span(one.span),
        "type": one.type,
        "value": one.value,
        "mod": one.mod,
        "earliest": one.earliest,
        "latest": one.latest,
        "why": one.why,
    }


def _quantity(one: Quantity) -> Shape:
    return {
        **span(one.span),
        "low": _finite(one.low),
        "high": _finite(one.high),
        "unit": one.unit,
        "of": one.of,
        "approximate": one.approximate,
        "mod": one.mod,
    }


def attribution(one: Attribution) -> Shape:
    """Who said what, with what decided."""
    return {
        "id": one.id,
        "kind": one.kind,
        "source": _span(one.source),
        "actor": one.actor,
        "cue": _span(one.cue),
        "cue_class": one.cue_class,
        "certainty": one.certainty,
        "negated": one.negated,
        "when": one.when,
        "content": [span(part) for part in one.content],
        "within": one.within,
        "addressee": _span(one.addressee),
        "rule": one.rule,
        "why": one.why,
    }


def _event(one: Event) -> Shape:
    return {
        **span(one.span),
        "id": one.id,
        "type": one.type,
        "mode": one.mode,
        "actors": list(one.actors),
        "recipients": list(one.recipients),
        "place": one.place,
        "when": one.when,
        "status": one.status,
        "attribution": one.attribution,
        "rule": one.rule,
        "mentions": [span(found) for found in one.mentions],
        "place_certainty": one.place_certainty,
    }


def _finite(value: float) -> float | int | None:
    """The number as JSON can have it: whole numbers without a fraction, infinities not at all."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def _position(one: Position) -> Shape:
    return {
        **span(one.span),
        "party": one.party,
        "issue": one.issue,
        "move": one.move,
        "object": _span(one.object),
        "attribution": one.attribution,
        "when": one.when,
        "rule": one.rule,
        "conditions": [span(found) for found in one.conditions],
        "speaker": one.speaker,
        "capacity": one.capacity,
        "told_by": one.told_by,
    }


def _open_point(one: OpenPoint) -> Shape:
    return {
        **span(one.span),
        "issue": one.issue,
        "object": _span(one.object),
        "parties": list(one.parties),
        "attribution": one.attribution,
        "told_by": one.told_by,
        "when": one.when,
        "rule": one.rule,
    }


def _deadline(one: Deadline) -> Shape:
    return {
        **span(one.span),
        "what": span(one.what),
        "by": {"earliest": one.earliest, "latest": one.latest},
        "set_by": one.set_by,
        "attribution": one.attribution,
        "rule": one.rule,
        "kind": one.kind,
        "state": one.state,
        "moved_from": {"earliest": one.from_earliest, "latest": one.from_latest} if one.from_earliest else None,
        "when": one.when,
    }


# -- between reports --------------------------------------------------------------------------------------------


def comparison(entries: tuple[Entry, ...], relations: Relations) -> Shape:
    """All that holds between reports: the shape of ``compare --json``."""
    by_id = {entry.id: entry for entry in entries}
    return {
        "reports": [compared(entry.report) for entry in entries],
        "origins": [_origin(one) for one in relations.origins],
        "derivations": [_derivation(one) for one in relations.derivations],
        "quotes": [_quote(one) for one in relations.quotes],
        "findings": [finding(one, by_id) for one in relations.findings],
        "corroborated": [_corroboration(one) for one in relations.corroborated],
        "only_in": {
            name: [span(one) for one in relations.only_in[name]]
            for name in relations.reports
            if name in relations.only_in
        },
        "stories": [_story(one) for one in relations.stories],
        "identities": [identity(one) for one in relations.identities],
    }


def _story(one: Story) -> Shape:
    members = [
        {"report": m.report, "how": m.how, "near": m.near, "words": list(m.words), "fresh": list(m.fresh)}
        for m in one.members
    ]
    return {"id": one.id, "title": one.title, "reports": list(one.reports), "why": one.why, "members": members}


def _origin(one: Origin) -> Shape:
    return {
        "id": one.id or None,
        "reports": list(one.reports),
        "agency": one.agency,
        "root": one.root,
        "why": one.why,
        "citations": [citation(found) for found in one.citations],
    }


def _derivation(one: Derivation) -> Shape:
    return {
        "a": one.a,
        "b": one.b,
        "kind": one.kind,
        "direction": one.direction,
        "containment": {"a": one.containment_a, "b": one.containment_b},
        "shared": [{"a": span(shared.a), "b": span(shared.b)} for shared in one.shared],
        "why": one.why,
    }


def _quote(one: QuoteLineage) -> Shape:
    return {
        "id": one.id,
        "speaker": one.speaker,
        "actor": one.actor,
        "relation": one.relation,
        "variants": [_variant(variant) for variant in one.variants],
        "changes": [{"op": change.op, "a": change.a, "b": change.b} for change in one.changes],
    }


def _variant(one: Variant) -> Shape:
    return {**citation(one.citation), "attribution": one.attribution}


def finding(one: Finding, entries: dict[str, Entry]) -> Shape:
    """Where accounts differ, with the whole attribution of each side."""
    return {
        "id": one.id,
        "kind": one.kind,
        "type": one.type,
        "about": one.about,
        "sides": [_side(side, entries) for side in one.sides],
        "why": one.why,
        "rule": one.rule,
    }


def _side(one: Side, entries: dict[str, Entry]) -> Shape:
    entry = entries.get(one.citation.report)
    given = entry.reading.attribution(one.attribution) if entry else None
    return {
        **citation(one.citation),
        "value": one.value,
        "attribution": attribution(given) if given else None,
        "speaker": one.speaker,
    }


def _corroboration(one: Corroboration) -> Shape:
    return {"claim": one.claim, "origins": one.origins, "evidence": [citation(found) for found in one.evidence]}


def judgement(one: Judgement) -> Shape:
    """A person's decision."""
    named = {"id": one.id, "target": one.target, "verdict": one.verdict, "value": one.value or None}
    return {**named, "by": one.by, "at": one.at, "note": one.note, "anchor": dict(one.anchored) or None}

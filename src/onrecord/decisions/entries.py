"""Judgements on what one report attributes to whom, applied to what was read in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.decisions.standing import NO_ANCHOR, Decisions, holding
from onrecord.model.judgement import Judgement, Outcome
from onrecord.model.reading import Actor, Attribution, Deadline, Entry, Position, Reading
from onrecord.model.spans import Span


def decided(entry: Entry, decisions: Decisions) -> Entry:
    """The entry with its attributions as people decided: without the rejected ones, under the speakers that were set.

    What was read inside a rejected attribution goes with it.

    Args:
        entry: a report as it was read.
        decisions: what was decided.
    """
    made = decisions.on_report(entry.id)
    if not made:
        return entry
    gone, speakers = set[str](), dict[str, Judgement]()
    for target, judgements in _by_target(entry, made).items():
        for one in holding(judgements):
            if one.verdict == "reject":
                gone.add(target)
            elif one.verdict == "edit" and "speaker" in one.anchored:
                speakers[target] = one
    entry = _without(entry, gone)
    for target, one in speakers.items():
        if target not in gone:
            entry = _said_by(entry, target, one)
    return entry


def outcomes(entry: Entry, decisions: Decisions) -> Iterator[Outcome]:
    """What each judgement on an attribution of a report came to.

    Args:
        entry: the report as it was read.
        decisions: what was decided.
    """
    for one in decisions.on_report(entry.id):
        found, why = located(entry, one)
        yield Outcome(one.id, f"{entry.id}/{found.id}" if found else "", why)


def marks(entries: Iterable[Entry], decisions: Decisions) -> dict[str, tuple[Judgement, ...]]:
    """The judgements that hold on attributions that are shown, by ``REPORT/ID``.

    Args:
        entries: the reports as they were decided.
        decisions: what was decided.
    """
    found: dict[str, tuple[Judgement, ...]] = {}
    wanted = decisions.reports()
    for entry in entries if wanted else ():
        if entry.id not in wanted:
            continue
        for target, made in _by_target(entry, decisions.on_report(entry.id), shown=True).items():
            found[f"{entry.id}/{target}"] = tuple(holding(made))
    return found


def _by_target(entry: Entry, made: Sequence[Judgement], *, shown: bool = False) -> dict[str, list[Judgement]]:
    """The judgements on each attribution, by the id that it has now.

    Args:
        entry: the report.
        made: the judgements on it.
        shown: whether the attributions have the speakers that people gave them, not those that were read.
    """
    found: dict[str, list[Judgement]] = {}
    edited = [located(entry, one)[0] for one in made if shown and one.verdict == "edit"]
    for one in made:
        target, _ = located(entry, one, given=[found for found in edited if found])
        if target is not None:
            found.setdefault(target.id, []).append(one)
    return found


def located(entry: Entry, one: Judgement, given: Sequence[Attribution] = ()) -> tuple[Attribution | None, str]:
    """The attribution that was judged, by its words, and why there is none.

    Content and source must be the same ranges; that it is accepted or rejected also holds only of the speaker that was
    judged. Where a reading has the same words in two links of a chain, the cue tells them apart.

    Args:
        entry: the report.
        one: the judgement.
        given: attributions that have a speaker whom people gave them.
    """
    anchor = one.anchored
    if not anchor:
        return _by_id(entry, one)
    alike = [found for found in entry.reading.attributions if _same(found.content, anchor["content"])]
    alike = [found for found in alike if _same((found.source,), [anchor["source"]])]
    if len(alike) > 1:
        alike = [found for found in alike if _same((found.cue,), [anchor["cue"]])]
    if len(alike) != 1:
        return None, "its words are no longer read so" if not alike else "its words are read twice by now"
    if one.verdict != "edit" and alike[0].actor != anchor["actor"] and alike[0] not in given:
        return None, "its words are given to another speaker by now"
    return alike[0], ""


def _by_id(entry: Entry, one: Judgement) -> tuple[Attribution | None, str]:
    """The attribution of the id that was judged when nothing else was kept; only ``accept`` and ``reject`` did a thing
    then.
    """
    if one.verdict not in ("accept", "reject"):
        return None, NO_ANCHOR
    found = entry.reading.attribution(one.target.rpartition("/")[2])
    return found, "" if found else "its report has no attribution of this id"


def _same(spans: Sequence[Span | None], kept: Sequence[Any]) -> bool:
    return [(one.start, one.end, one.text) if one else None for one in spans] == [
        tuple(one) if one else None for one in kept
    ]


# -- without some -----------------------------------------------------------------------------------------------


def _without(entry: Entry, gone: set[str]) -> Entry:
    """The entry without some attributions and what was read inside them."""
    if not gone:
        return entry
    reading = entry.reading
    kept = tuple(
        replace(one, within=None) if one.within in gone else one for one in reading.attributions if one.id not in gone
    )
    return Entry(
        entry.report,
        replace(
            reading,
            attributions=kept,
            events=tuple(one for one in reading.events if one.attribution not in gone),
            positions=tuple(one for one in reading.positions if one.attribution not in gone),
            deadlines=tuple(one for one in reading.deadlines if one.attribution not in gone),
            open_points=tuple(one for one in reading.open_points if one.attribution not in gone),
        ),
    )


# -- under another speaker --------------------------------------------------------------------------------------


def _said_by(entry: Entry, target: str, judgement: Judgement) -> Entry:
    """The entry with one attribution given to another speaker, and what the former speaker did in it with it."""
    speaker = judgement.anchored["speaker"]
    reading, actor = _with_actor(entry.reading, speaker)
    told = f"Given to {speaker['name']} by {judgement.by}."
    before = next(one.actor for one in reading.attributions if one.id == target)
    return Entry(
        entry.report,
        replace(
            reading,
            attributions=tuple(
                replace(one, actor=actor, why=f"{told} {one.why}".strip()) if one.id == target else one
                for one in reading.attributions
            ),
            positions=tuple(
                _position(one, before, actor) if one.attribution == target else one for one in reading.positions
            ),
            deadlines=tuple(
                _deadline(one, before, actor) if one.attribution == target else one for one in reading.deadlines
            ),
        ),
    )


def _with_actor(reading: Reading, speaker: Mapping[str, Any]) -> tuple[Reading, str]:
    """The reading with the speaker among its actors, and the id that they have in it."""
    members = {tuple(one) for one in speaker["members"]}
    for actor in reading.actors:
        if (reading.report, actor.id) in members:
            return reading, actor.id
    known = {actor.id: actor for actor in reading.actors}
    name = str(speaker["id"])
    if name in known and known[name].name != speaker["name"]:
        name = f"{name}--decided"
    if name in known:
        return reading, name
    made = Actor(name, str(speaker["name"]), speaker["kind"], None, None, ())
    return replace(reading, actors=(*reading.actors, made)), name


def _position(one: Position, before: str | None, actor: str) -> Position:
    """A position told in the words of another speaker: what the former one took for a party, the new one does."""
    if before is None or before not in (one.speaker, one.told_by, one.party):
        return one
    own = one.party == before or (one.speaker == before and one.told_by in (None, one.party))
    told = actor if one.told_by is not None and (one.told_by == before or one.speaker == before) else one.told_by
    return replace(
        one,
        party=actor if own else one.party,
        speaker=actor if one.speaker == before else one.speaker,
        told_by=told,
        capacity=None if one.speaker == before else one.capacity,
    )


def _deadline(one: Deadline, before: str | None, actor: str) -> Deadline:
    return replace(one, set_by=actor) if before is not None and one.set_by == before else one

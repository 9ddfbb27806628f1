"""Positions as lines: each once, with all that tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from onrecord.ledger.standings import standings
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Capacity, OpenPoint
from onrecord.model.spans import Citation
from onrecord.model.standing import Standing, Telling
from onrecord.views.index import Index, decided_fact, decided_words
from onrecord.views.page import Line, Run, Scalar, line
from onrecord.views.told import telling
from onrecord.views.words import MOVES, count, flat, issue, listed, quoted, with_article

#: Positions by id.
Known = Mapping[str, Standing]

CAPACITIES: dict[Capacity, str] = {
    "leader": "as its leader",
    "minister": "as its minister",
    "spokesman": "as its spokesperson",
    "envoy": "as its envoy",
    "ministry": "as its ministry",
    "official": "as its official",
    "unnamed": "as an official who is not named",
}


def positions(index: Index) -> tuple[Standing, ...]:
    """All positions of the reports, each once, by day, those without a day last."""
    return index.once("positions", lambda: standings(index.entries, index.origin_numbers))


def by_id(found: Iterable[Standing]) -> Known:
    """Positions by id."""
    return {one.id: one for one in found}


def object_words(one: Standing) -> str:
    """What a position is about, in quotation marks: its object; where that names nothing by itself, what does."""
    best = one.told_best
    if best.named:
        return quoted(best.thing)
    return f"{quoted((best.position.object or best.position.span).text)} (in its sentence: --history)"


# -- a line of its own ------------------------------------------------------------------------------------------


def position_line(index: Index, one: Standing, known: Known = MappingProxyType({})) -> Line:
    """A position in the sentence that tells it: day, party, move, in whose words, by how many, what changed.

    Args:
        index: the reports.
        one: the position.
        known: all positions by id, to say which one it took the place of.
    """
    best = one.told_best
    entry, position = index.entry(best.report), best.position
    by = index.told(entry, position.attribution, one.party)
    return line(
        Run(_day(index, one, one.day), "strong"),
        f" — {index.name(one.party)} {MOVES[one.move]}: ",
        *telling(entry, position.span, position.object or position.span),
        Run(f" — {by}{_as_what(index, best)}{_again(index, one)}", "quiet"),
        *(Run(f" — {mark}", "quiet") for mark in _marks(index, one, known)),
        Run(decided_words(_judged(index, one)), "quiet"),
        cite=one.citations,
        cited=4,
        facts=facts(index, one, known),
    )


def _as_what(index: Index, best: Telling) -> str:
    """For whom and as what the speaker speaks, where that is told: ``, for Ormland as its leader``."""
    position = best.position
    if position.capacity is None:
        return ""
    named = position.speaker is not None and position.speaker != position.party
    if position.attribution is None:
        who = f" of {with_article(index.name(position.speaker))}" if named else ""
    else:
        who = f" for {with_article(index.name(position.party))}" if named else ""
    return f",{who} {CAPACITIES[position.capacity]}"


def _again(index: Index, one: Standing) -> str:
    latest = f", latest {_day(index, one, one.latest)}" if one.latest != one.day else ""
    return f" — {index.how_many(one.reports)}{latest}" if len(one.reports) > 1 else latest


def _day(index: Index, one: Standing, day: str | None) -> str:
    """A day with a mark behind it if it rests on publication days in doubt."""
    return f"{day}{'?' * _doubted(index, one, day)}" if day else "no day"


def _doubted(index: Index, one: Standing, day: str | None) -> bool:
    """Whether every telling that gives the day is of a report whose day is in doubt."""
    return day is not None and all(index.doubt(told.report) for told in one.tellings if told.position.when == day)


def _days(index: Index, one: Standing) -> str:
    """The latest day of a position, and the first where it is another."""
    first = f" (first {_day(index, one, one.day)})" if one.day != one.latest else ""
    return _day(index, one, one.latest) + first


def _marks(index: Index, one: Standing, known: Known) -> list[str]:
    """What a reader must know beside the words: conditions, other tellers, other verbs, what changed."""
    told = flat((one.object or one.told_best.position.span).text)
    conditions = dict.fromkeys(flat(found.text) for found in one.conditions)
    marks = [f"condition: {quoted(words)}" for words in conditions if words not in told][:1]
    if one.only_told_by:
        marks.append(f"told only by {listed(with_article(index.name(who)) for who in one.only_told_by)}")
    if len(one.moves) > 1:
        marks.append(f"also told as: {listed(MOVES[move] for move in one.moves[1:])}")
    if before := known.get(one.changed_from or ""):
        marks.append(f"changed from {_in_short(before)} on {one.day}")
    elif earlier := known.get(one.takes_up or ""):
        marks.append(f"taken up again, before that last told {earlier.latest}")
    if after := known.get(one.changed_to or ""):
        marks.append(f"changed to {_in_short(after)}")
    elif later := known.get(one.taken_up_by or ""):
        marks.append(f"taken up again on {later.day}")
    return marks


def _in_short(one: Standing) -> str:
    return f"{quoted(MOVES[one.move])} ({one.day})"


# -- a cell of the board ----------------------------------------------------------------------------------------


def cell_line(index: Index, one: Standing, known: Known, opening: str = "") -> Line:
    """A position as the board has it, and under it the one that it took the place of."""
    before = known.get(one.changed_from or "") if not opening else None
    marks = [mark for mark in _marks(index, one, known) if not mark.startswith("also told")]
    return line(
        opening,
        Run(f"{MOVES[one.move]}:", "strong"),
        f" {object_words(one)}",
        Run(f", {_days(index, one)}, {count(one.origins, 'origin')}", "quiet"),
        *(Run(f"; {mark}", "quiet") for mark in marks),
        Run(decided_words(_judged(index, one)), "quiet"),
        cite=one.citations,
        cited=1,
        children=[cell_line(index, before, known, "before: ")] if before else (),
        facts=facts(index, one, known),
    )


def facts(index: Index, one: Standing, known: Known = MappingProxyType({})) -> dict[str, Scalar]:
    """A position as data; docs/commands.md says what each value is."""
    best = one.told_best
    before = known.get(one.changed_from or "")
    names = [index.name(who) for who, _ in one.speakers if who]
    return {
        "position": one.id,
        "issue": issue(one.issue),
        "issue_id": one.issue,
        "party": index.name(one.party),
        "party_id": one.party,
        "move": one.move,
        "object": flat(best.position.object.text) if best.position.object else None,
        "conditions": "; ".join(flat(found.text) for found in one.conditions) or None,
        "day": one.day,
        "latest": one.latest,
        "day_doubted": _doubted(index, one, one.day) or _doubted(index, one, one.latest),
        "origins": one.origins,
        "speaker": "; ".join(dict.fromkeys(names)) or None,
        "capacity": "; ".join(dict.fromkeys(what for _, what in one.speakers if what)) or None,
        "told_only_by": "; ".join(index.name(who) for who in one.only_told_by) or None,
        "changed_from": before.move if before else None,
        "changed_from_day": before.day if before else None,
        "according_to": index.told(index.entry(best.report), best.position.attribution),
        "rule": best.position.rule,
        "judged": decided_fact(_judged(index, one)),
    }


def _judged(index: Index, one: Standing) -> tuple[Judgement, ...]:
    return index.judged_on("position", one.id, one.citations)


# -- what is open -----------------------------------------------------------------------------------------------


def open_lines(index: Index, wanted: frozenset[str] | None = None) -> tuple[Line, ...]:
    """What the parties are told not to have settled, by issue; the same words of several reports are one line.

    Args:
        index: the reports.
        wanted: ids of the issues to list; all if ``None``.
    """
    found: dict[tuple[str, str], list[tuple[str, OpenPoint]]] = {}
    for entry in index.entries:
        for one in entry.reading.open_points:
            if wanted is None or one.issue in wanted:
                words = flat((one.object or one.span).text).casefold()
                found.setdefault((one.issue, words), []).append((entry.id, one))
    return tuple(_open_line(index, told) for _, told in sorted(found.items(), key=lambda item: item[0]))


def _open_line(index: Index, told: Sequence[tuple[str, OpenPoint]]) -> Line:
    report, one = told[0]
    entry = index.entry(report)
    between = listed(with_article(index.name(who)) for who in one.parties)
    return line(
        Run(issue(one.issue), "strong"),
        ": ",
        *telling(entry, one.span, one.object or one.span),
        Run(f" — {one.when or 'no day'}, {index.told(entry, one.attribution)}", "quiet"),
        cite=[Citation.of(name, point.span) for name, point in told],
        facts={
            "issue": issue(one.issue),
            "open": flat((one.object or one.span).text),
            "parties": between or None,
            "day": one.when,
            "according_to": index.told(entry, one.attribution),
            "rule": one.rule,
        },
    )


#: Under which positions on issues that the lexicon does not know stand together.
OTHER = "other:other issues"


def by_issue(found: Iterable[Standing]) -> dict[str, list[Standing]]:
    """Positions by issue, the issue in most reports first; those outside the list together and last."""
    groups: dict[str, list[Standing]] = {}
    for one in found:
        groups.setdefault(OTHER if one.issue.startswith("other:") else one.issue, []).append(one)

    def rank(item: tuple[str, list[Standing]]) -> tuple[bool, int, int, str]:
        reports = {report for one in item[1] for report in one.reports}
        return item[0] == OTHER, -len(reports), -len(item[1]), item[0]

    return dict(sorted(groups.items(), key=rank))

"""The rule of changed positions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.dossiers.known import Candidate, named
from onrecord.dossiers.telling import mark, said, source
from onrecord.ledger.standings import is_stand, kind, may_be_own
from onrecord.model.dossier import Alert, Evidence
from onrecord.model.standing import Standing, Telling
from onrecord.views.index import Index
from onrecord.views.standings import by_id, positions
from onrecord.views.words import MOVES, issue, listed


class _Turn(NamedTuple):
    """The moves of one kind that a party makes on an issue on a day, and the moves that they differ from."""

    day: str
    now: tuple[Standing, ...]
    before: tuple[Standing, ...]
    opposed: bool


def changes(index: Index, dossier: str) -> Iterator[Candidate]:
    """A party makes a move on an issue of another kind than its last known moves on it, or the opposite one."""
    every = positions(index)
    matters: dict[tuple[str, str], list[Standing]] = {}
    for one in every:
        if _counts(one):
            matters.setdefault((one.party, one.issue), []).append(one)
    known = by_id(every)
    for found in matters.values():
        for turn in _turns(found, known):
            yield _candidate(index, dossier, turn)


def _counts(one: Standing) -> bool:
    """Whether it tells where the party stood from a day on, by its own word or an outlet's."""
    return bool(one.day) and not one.only_told_by and is_stand(one.move)


def _turns(found: Sequence[Standing], known: Mapping[str, Standing]) -> Iterator[_Turn]:
    """The days on which a party makes a move of a new kind, or one that takes the place of its opposite."""
    last: list[Standing] = []
    for day in sorted({str(one.day) for one in found}):
        today = [one for one in found if day in _told_on(one)]
        new = [one for one in today if one.day == day]
        kinds = {kind(one.move) for one in last}
        anew = bool(last) and any(kind(one.move) not in kinds for one in new)
        for number in sorted({kind(one.move) for one in new}):
            now = tuple(one for one in new if kind(one.move) == number)
            opposed = tuple(known[one.changed_from] for one in now if one.changed_from)
            if opposed or (last and number not in kinds):
                yield _Turn(day, now, opposed or tuple(last), bool(opposed))
        last = today if anew else [*last, *new]


def _told_on(one: Standing) -> set[str]:
    """The days on which the party's own word or an outlet's tells a position, and its first one."""
    own = (told.position for told in one.tellings if may_be_own(told.position.told_by, one.party))
    return {str(one.day), *(str(position.when) for position in own)}


def _candidate(index: Index, dossier: str, turn: _Turn) -> Candidate:
    now = turn.now
    marks = {mark(str(told.position.when), told.citation.text) for one in now for told in one.tellings}
    alert = Alert(
        id="",
        dossier=dossier,
        rule="position",
        title=_title(index, turn),
        why=_why(turn),
        evidence=(*_told(index, now, "now"), *_told(index, _latest(turn.before), "before")),
        about=(now[0].party, str(kind(now[0].move))),
        marks=tuple(sorted(marks)),
    )
    return Candidate(named(alert), frozenset(marks), turn.day)


def _title(index: Index, turn: _Turn) -> str:
    """Who moves on what: ``Ormland on territory: offers (2025-03-18); last known: demands (2025-03-12)``."""
    first = turn.now[0]
    head = f"{index.name(first.party)} on {issue(first.issue)}: {_moves(index, turn.now, turn.day)}"
    known = _latest(turn.before)
    day = max(str(one.latest) for one in known)
    return f"{head}; {'before' if turn.opposed else 'last known'}: {_moves(index, known, day)}"


def _moves(index: Index, found: Sequence[Standing], day: str) -> str:
    return f"{', '.join(dict.fromkeys(MOVES[one.move] for one in found))} ({_day(index, found, day)})"


def _day(index: Index, found: Sequence[Standing], day: str) -> str:
    """A day, with a mark behind it if it rests on publication days in doubt alone."""
    tellings = [told for one in found for told in one.tellings if told.position.when == day]
    return f"{day}{'?' if tellings and all(index.doubt(told.report) for told in tellings) else ''}"


def _why(turn: _Turn) -> str:
    if turn.opposed:
        return "the opposite move on the same thing, by its own word or an outlet's"
    return "another kind of move than its last known ones on this issue; the words tell whether it is on the same thing"


#: So many of the moves made before are told; the latest say most.
_BEFORE = 2


def _latest(before: Sequence[Standing]) -> list[Standing]:
    """The moves that were known last, the latest first."""
    return sorted(before, key=lambda one: (one.latest or "", one.id), reverse=True)[:_BEFORE]


def _told(index: Index, found: Sequence[Standing], when: str) -> list[Evidence]:
    """A part for each position; those that one sentence tells are one."""
    by_words: dict[tuple[str, str], list[Standing]] = {}
    for one in found:
        days = _day(index, (one,), str(one.day))
        days += f", latest {_day(index, (one,), str(one.latest))}" if one.latest != one.day else ""
        by_words.setdefault((days, _words(index, one)), []).append(one)
    made = []
    for (days, words), same in by_words.items():
        moves = listed(dict.fromkeys(MOVES[one.move] for one in same))
        cited = dict.fromkeys(cited for one in same for cited in one.citations)
        made.append(Evidence(f"{when}, {days}: {index.name(same[0].party)} {moves} — {words}", tuple(cited)))
    return made


def _words(index: Index, one: Standing) -> str:
    """Who tells a position, in whose words, and the sentence."""
    best = one.told_best
    voice = index.told(index.entry(best.report), best.position.attribution, one.party)
    return f"{source(index, best.report)}, {voice}: {said(index, best.citation, _thing(best))}"


def _thing(best: Telling) -> str:
    return (best.position.object or best.position.span).text

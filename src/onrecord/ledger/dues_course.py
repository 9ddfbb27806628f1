"""What became of what is due: signs in later reports matched to it; where it is not sure, nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.ledger.dues_lines import Line, abs_days, agree, moved_to, one_due, one_meeting, one_round, same_place
from onrecord.ledger.dues_shelf import Shelf
from onrecord.ledger.dues_signs import NO_DAYS, Sign
from onrecord.ledger.dues_words import Days, covers, done, one_time, within
from onrecord.model.due import Step

#: A meeting of no known day is taken for held where one is told as held within so many days of the announcement.
_SOON = 45
#: So many words that announce a meeting, with its day, are enough where no party or place is named.
_WORDS = 3


def follow(shelf: Shelf, signs: Sequence[Sign]) -> list[Line]:
    """The lines with what became of each, those that were moved joined with what they were moved to.

    Args:
        shelf: what is due; its lines are changed.
        signs: in their order.
    """
    own = {id(item): line for line in shelf for item in line.items}
    for sign in signs:
        if sign.kind == "moved":
            _moved(shelf, sign, own.get(id(sign.item)))
    _moved_silently(shelf)
    own = {id(item): line for line in shelf for item in line.items}
    for sign in signs:
        if sign.kind != "moved":
            _closed(shelf, sign, own.get(id(sign.item)))
    for line in shelf:
        _set_again(line)
        line.steps.sort(key=_order)
    return list(shelf)


def _order(step: Step) -> tuple[str, str, int, str]:
    cited = step.telling.citation
    return step.telling.day or "9999", cited.report, cited.start, step.kind


# -- moved ------------------------------------------------------------------------------------------------------


def _moved(shelf: Shelf, sign: Sign, own: Line | None) -> None:
    if own is not None and not shelf.holds(own):
        return
    old = _old(shelf, sign, own)
    if old is None:
        if own is not None and sign.days[1]:
            _move(shelf, own, sign, sign.days, own.days)
        return
    if any(one_time(sign.to, known) for known in (old.days, *old.before)):
        _step(old, sign, "moved", sign.to, _from(old, sign))
        return
    near = shelf.meetings(sign.to, None) if sign.meeting else shelf.worded(one for i in old.items for one in i.words)
    new = own or next((one for one in near if one is not old and _is_new(one, old, sign)), None)
    _move(shelf, old, sign, old.days, sign.to)
    if new is not None:
        old.take(new)
        shelf.drop(new)
        shelf.put(old)


def _old(shelf: Shelf, sign: Sign, own: Line | None) -> Line | None:
    """The line that a sign says was moved, if it can be told."""
    if sign.item is None:
        return _only(shelf, sign, None)
    item = sign.item
    same = [
        one
        for one in shelf.worded(item.words, sign.days)
        if one is not own
        and not one.meeting
        and _may_tell(one, sign)
        and (one.at(sign.days) if sign.days[1] else _ahead(one, sign) and bool(item.words))
        and (not item.words or one_due(one, item, days=False))
    ]
    return same[0] if len(same) == 1 else None


def _ahead(line: Line, sign: Sign) -> bool:
    """Whether a line is still ahead when a sign tells of it, and not yet due on the days that it is moved to."""
    return bool(line.days[1]) and (line.days[1] or "") >= (sign.day or "") and not line.at(sign.to)


def _is_new(line: Line, old: Line, sign: Sign) -> bool:
    """Whether a line is what the old one was moved to."""
    if line.meeting != old.meeting or not sign.to[1] or not one_time(line.days, sign.to) or not line.since:
        return False
    if not old.since or line.since < (sign.day or ""):
        return False
    if old.meeting:
        return any(one_meeting(replace_days(old, sign.to), one) for one in line.items)
    return any(one_due(old, one, days=False) for one in line.items)


def replace_days(line: Line, days: Days) -> Line:
    """The line as it is when moved to other days."""
    return Line(line.items, days, [*line.before, line.days], line.steps)


def _move(shelf: Shelf, line: Line, sign: Sign, old: Days, new: Days) -> None:
    line.before.append(old)
    line.days = new
    _step(line, sign, "moved", new, old)
    shelf.put(line)


def _from(line: Line, sign: Sign) -> Days:
    if sign.days[1]:
        return sign.days
    return line.before[0] if line.before else NO_DAYS


def _moved_silently(shelf: Shelf) -> None:
    """Lines that differ in their day alone, the later one set by the same party while the earlier was ahead."""
    for new in sorted(shelf, key=lambda one: (one.since or "9999", one.first.order)):
        if new.meeting or not shelf.holds(new):
            continue
        near = shelf.worded({stem for item in new.items for stem in item.words})
        old = [one for one in near if one is not new and moved_to(one, new)]
        if len(old) == 1:
            _join(shelf, old[0], new)


def _join(shelf: Shelf, old: Line, new: Line) -> None:
    first = next(one for one in new.items if one.day and one.setters & old.setters)
    before = old.days
    why = "a later report tells another day, set by the same party"
    old.steps.append(Step("moved", first.telling, (first.telling.citation,), *new.days, *before, why))
    old.before.append(before)
    old.days = new.days
    old.take(new)
    shelf.drop(new)
    shelf.put(old)


# -- met, missed, withdrawn -------------------------------------------------------------------------------------


def _closed(shelf: Shelf, sign: Sign, own: Line | None) -> None:
    line = _only(shelf, sign, own) or own
    if line is None or (line is not own and not _of_its_day(line, sign)):
        return
    if own is not None and line is not own and len(own.items) == 1:
        line.take(own)
        shelf.drop(own)
    _step(line, sign, sign.kind, sign.days if sign.meeting or sign.deed else NO_DAYS, NO_DAYS)


def _of_its_day(line: Line, sign: Sign) -> bool:
    """Whether a sign that names a day names the one that holds when it is told, not one before a move."""
    if not sign.days[1] or sign.deed or not line.before:
        return True
    days = line.before[0]
    for step in sorted((one for one in line.steps if one.kind == "moved"), key=_order):
        if (step.telling.day or "") <= (sign.day or ""):
            days = (step.earliest, step.latest)
    return not days[1] or one_time(sign.days, days) or within(sign.days, days)


def _step(line: Line, sign: Sign, kind: str, days: Days, old: Days) -> None:
    """Enter a step; where the course has it already, only its evidence."""
    cited = sign.telling.citation
    for n, step in enumerate(line.steps):
        same = step.kind == kind and (kind != "moved" or one_time((step.earliest, step.latest), days))
        if same:
            if cited not in step.evidence:
                line.steps[n] = replace(step, evidence=(*step.evidence, cited))
            return
    line.steps.append(Step(kind, sign.telling, (cited,), *days, *old, sign.cue))  # type: ignore[arg-type]


def _set_again(line: Line) -> None:
    """A meeting that is announced once more after it was called off is on again."""
    if not line.meeting:
        return
    for step in [one for one in line.steps if one.kind == "withdrawn"]:
        day = step.telling.day or ""
        again = next((one for one in line.items if one.day and one.day > day), None)
        if again is not None:
            cited = again.telling.citation
            line.steps.append(Step("set", again.telling, (cited,), *again.days, why="announced again"))


# -- which one --------------------------------------------------------------------------------------------------


def _only(shelf: Shelf, sign: Sign, own: Line | None) -> Line | None:
    """The one line, other than the sign's own, that a sign is about; ``None`` if there is none or more than one."""
    if not sign.meeting:
        near: Iterable[Line] = shelf.worded(sign.words, sign.days)
    elif sign.kind in _HELD:
        near = shelf.meetings(sign.days, sign.day)
    else:
        near = shelf
    same = [
        one
        for one in near
        if one is not own and one.meeting == sign.meeting and _may_tell(one, sign) and _about(one, sign)
    ]
    if len(same) > 1 and sign.meeting:
        same = [one for one in same if len(one.parties & sign.parties) >= 2] or same
    return same[0] if len(same) == 1 else None


def _may_tell(line: Line, sign: Sign) -> bool:
    """Whether the sign's report came out when the thing was already told."""
    return bool(sign.day and line.since and line.since <= sign.day)


def _about(line: Line, sign: Sign) -> bool:
    if sign.meeting:
        return _held(line, sign) if sign.kind in _HELD else _turned(line, sign)
    if sign.deed:
        return _done(line, sign)
    return _named(line, sign)


_HELD = ("met", "missed")


def _held(line: Line, sign: Sign) -> bool:
    """A meeting told as held, or as not held, on the day that it was announced for, by the same parties or there."""
    if not _parties_agree(line, sign) or not one_round(line, sign.words) or not sign.days[1]:
        return False
    there = any(
        same_place(sign.place, one.place, (one.entry.report.text, sign.entry.report.text)) for one in line.items
    )
    shared = len(line.parties & sign.parties) >= 2
    if not line.days[1]:
        return there and shared and _soon(line, sign)
    if (sign.day or "") < (line.days[0] or ""):
        return False
    return (there or shared) and (within(sign.days, line.days) or one_time(sign.days, line.days))


def _soon(line: Line, sign: Sign) -> bool:
    """Whether a meeting was held not long after it was last announced or moved for a day that is not known."""
    told = [one.day for one in line.items if one.day] + [one.telling.day for one in line.steps if one.telling.day]
    held = sign.days[0] or ""
    return bool(told) and max(told) <= held and abs_days(max(told), held) <= _SOON


def _turned(line: Line, sign: Sign) -> bool:
    """A meeting told as called off or moved: its day, its parties or its place are named, or its report tells it."""
    if not _parties_agree(line, sign) or not one_round(line, sign.words):
        return False
    if not line.days[1]:
        if sign.kind == "moved" or sign.days[1] or abs_days(line.since or "", sign.day or "") > _SOON:
            return False
    elif sign.days[1]:
        if not (line.at(sign.days) or within(line.days, sign.days) or line.at(sign.or_days)):
            return False
    elif line.days[1] < (sign.day or ""):
        return False
    place = any(one.casefold() in sign.span.text.casefold() for one in line.places)
    shared = len(line.parties & sign.parties) >= 2
    return (
        place or shared or (bool(sign.days[1]) and bool(line.parties & sign.parties)) or sign.entry.id in line.reports
    )


def _parties_agree(line: Line, sign: Sign) -> bool:
    return agree(line.parties, sign.parties) or len(line.parties & sign.parties) >= 2


def _done(line: Line, sign: Sign) -> bool:
    """A deed told as done in time: by the party that it binds, in all words of what is due."""
    if not line.parties or not line.parties <= sign.parties or not line.days[1] or not line.since or not sign.days[0]:
        return False
    if not (line.since <= sign.days[0] and (sign.days[1] or "") <= line.days[1]) or sign.entry.id in line.reports:
        return False
    return any(one.head == sign.head and done(sign.words, one.words, one.names) for one in line.items)


def _named(line: Line, sign: Sign) -> bool:
    """A deadline told as met, missed or withdrawn: its deed is named, or its day and party where no deed is."""
    bound = line.parties | line.setters
    if bound and sign.parties and not bound & sign.parties:
        return False
    if sign.days[1]:
        if not line.at(sign.days):
            return False
    elif sign.kind in _HELD and (not line.days[1] or line.days[1] > (sign.day or "")):
        return False
    if any(one.words and covers(sign.words, one.words, one.names) for one in line.items):
        return bool(sign.days[1]) or bool(bound & sign.parties) or sign.entry.id in line.reports
    return not sign.deed_named and bool(sign.days[1]) and bool(bound & sign.parties)

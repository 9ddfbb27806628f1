"""The screen of what happened, is planned or is due, by day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.ledger.happenings_apart import AHEAD
from onrecord.ledger.happenings_days import precision, shown
from onrecord.model.due import Due
from onrecord.model.happening import Happening
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.views import columns, dues, happenings
from onrecord.views.happenings import DUE, happening_line, is_ahead
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count

#: What a screen shows first of what has no day; exports and ``--all`` have everything.
UNDATED = 12
_SPEECH = "demands, agreements, refusals, accusations and threats"

_Dated = tuple[str, str, Line]


def page(entries: Sequence[Entry], relations: Relations, *, as_of: str | None = None) -> Page:
    """What happened by day, what lies ahead, and what has no day, each once, with all who tell it.

    Args:
        entries: the reports.
        relations: what holds between them.
        as_of: the ISO day as of which, from what had been reported by then; ``None`` is the newest report's day.
    """
    index = Index(entries, relations)
    day = as_of or newest(index)
    found = happenings.found(index, as_of)
    told = sorted((one for one in found if not happenings.only_said(one)), key=lambda one: _told_on(index, one))
    past, ahead, undated = split(index, told, day, dues.found(index, as_of))
    said = tuple(happening_line(index, one, day) for one in found if happenings.only_said(one))
    ends = [] if day is None else [Section(f"Ahead on {day}", ahead, empty="Nothing is told to lie ahead.")]
    return index.cited(
        Page(
            "Timeline",
            (*_intro(past, ahead, undated, day), *index.doubts()),
            (
                Section("By day", past, empty="No event with a resolved day was found."),
                *ends,
                *_without(undated, said),
            ),
        ),
        columns.TIMELINE,
    )


def _told_on(index: Index, one: Happening) -> str:
    """What puts happenings without a day in order: the day on which they are told."""
    return "" if one.when.earliest else happenings.day_told(index, one) or "9999"


def _without(undated: Sequence[Line], said: Sequence[Line]) -> list[Section]:
    """What has no day, apart: where one is told that could not be resolved, and where none is told.

    Args:
        undated: what has no day.
        said: acts of speech without a day, which are counted; where they are wanted they stand under their count.
    """
    told = tuple(one for one in undated if one.why)
    none = tuple(one for one in undated if not one.why)
    empty = "Of every event a day is told."
    more = "onrecord timeline --all"
    parts = [Section("Day told, but not resolved", told, shown=UNDATED, more=more)] if told else []
    parts.append(Section("No day told", none, empty=empty, shown=UNDATED, more=more))
    if not said:
        return parts
    what = f"{count(len(said), 'demand, agreement, refusal, accusation or threat', _SPEECH)} of which no day is told."
    counted = line(what, " Where the parties stand: ", Run("onrecord positions --history"), children=said, shown=0)
    return [*parts, Section("Said, without a day", (counted,), more=more)]


def newest(index: Index) -> str | None:
    """The ISO day of the newest report; ``None`` if none has one."""
    return max((entry.report.day for entry in index.entries if entry.report.day), default=None)


def _intro(past: Sequence[Line], ahead: Sequence[Line], undated: Sequence[Line], day: str | None) -> Iterable[Line]:
    by = f"As of {day}: " if day else ""
    told = f"{count(len(past) + len(ahead), 'line')} with a day, {len(undated)} without"
    yield line(f"{by}{told}. Days are those of what happened, not of the reports.")
    signs = [*dict.fromkeys(happenings.SIGNS.values()), happenings.PROPOSED, happenings.DEMANDED, DUE]
    yield line(Run("Signs: ", "quiet"), Run(" · ".join(signs), "quiet"))


def split(
    index: Index, found: Sequence[Happening], day: str | None, due: Sequence[Due] = ()
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """Lines of what has been by a day, of what lies ahead, each by day, and of what has no day.

    Args:
        index: the reports.
        found: the happenings.
        day: the ISO day as of which; without one all that has a day is in the first part.
        due: what is due; announced meetings in it are left out, as they are among the happenings.
    """
    past: list[_Dated] = []
    ahead: list[_Dated] = []
    undated: list[Line] = []
    told, owed = once(found, due)
    for one in told:
        made = happening_line(index, one, day)
        first, last = one.when.earliest, one.when.latest
        if not first or not last:
            undated.append(made)
        else:
            coming = day is not None and (is_ahead(one, day) or first > day)
            (ahead if coming else past).append((first, last, made))
    for item in owed:
        _put(index, item, day, past, ahead, undated)
    return _in_order(past), _in_order(ahead), tuple(undated)


def once(found: Sequence[Happening], due: Sequence[Due]) -> tuple[list[Happening], list[Due]]:
    """The happenings and what is due without what one tells of the other: a meeting stands among the happenings.

    A meeting of which it is known what became is what is due, where that tells all of what was planned.

    Args:
        found: the happenings.
        due: what is due, with announced meetings.
    """
    became = _Became(item for item in due if item.kind == "meeting" and item.state in _BECAME)
    told = [one for one in found if not became.tells(one)]
    owed = [item for item in due if item.kind != "meeting" or item.id in became.told]
    return told, owed


#: Of a meeting that was only planned, what a later report tells became of it.
_BECAME = ("met", "moved", "missed", "withdrawn")


class _Became:
    """Meetings of which it is known what became, found by the passages that tell them.

    Attributes:
        told: ids of those that tell a planned happening.
    """

    def __init__(self, ended: Iterable[Due]) -> None:
        self.told: set[str] = set()
        self._at: dict[tuple[str, int, int], set[str]] = {}
        for item in ended:
            for cited in (telling.citation for telling in item.tellings):
                self._at.setdefault((cited.report, cited.start, cited.end), set()).add(item.id)

    def tells(self, one: Happening) -> bool:
        """Whether a planned happening is such a meeting: told by it with all its words."""
        spans = {(account.report, account.event.span.start, account.event.span.end) for account in one.accounts}
        if one.status not in AHEAD or not spans:
            return False
        found = set.intersection(*(self._at.get(span, set()) for span in spans))
        self.told |= found
        return bool(found)


def _put(
    index: Index, item: Due, day: str | None, past: list[_Dated], ahead: list[_Dated], undated: list[Line]
) -> None:
    """What is due among the lines: under its day, after what happened by then."""
    first, last = item.earliest or item.latest, item.latest or item.earliest
    if not first or not last:
        undated.append(due_line(index, item))
        return
    coming = day is not None and last > day
    (ahead if coming else past).append((last if first != last else first, last, due_line(index, item)))


def due_line(index: Index, item: Due) -> Line:
    """What is due as the timeline has it: under its day, with its sign; where it stands, without its course."""
    first, last = item.earliest or item.latest, item.latest or item.earliest
    words = shown(first, last, precision(first, last)) if first and last else "no day"
    made = dues.due_line(index, item)
    doubted = not re.search(r"\d{4}", item.by) and all(index.doubt(one.citation.report) for one in item.tellings)
    doubted = doubted and item.earliest is not None and bool(item.tellings)
    facts = {"day": item.earliest, "until": item.latest, "day_doubted": doubted, "when": words}
    facts |= {"status": "due", "stands": item.state}
    return replace(
        made,
        runs=(Run(f"{words}{'?' * doubted} {DUE}", "strong"), *made.runs[1:]),
        facts=facts | dict(made.facts),
        children=(),
    )


def _in_order(lines: Iterable[_Dated]) -> tuple[Line, ...]:
    return tuple(one for _, _, one in sorted(lines, key=lambda item: item[:2]))

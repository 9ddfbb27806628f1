"""What is due, and announced meetings, as lines: each once, with who tells it, where it stands, and the proof."""

from __future__ import annotations

from datetime import date

from onrecord.ledger.dues import dues
from onrecord.model.due import Due, OwedState, Step, Telling
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Certainty, Deadline, EventStatus
from onrecord.views.index import Index, decided_fact, decided_words, sentence
from onrecord.views.page import Line, Run, line
from onrecord.views.told import Told, again, telling, told
from onrecord.views.words import days, flat, listed, quoted, with_article

#: How many citations a person is shown of one line first; exports always have all.
CITED = 4

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_STATES: dict[OwedState, str] = {
    "open": "open",
    "met": "met",
    "missed": "missed",
    "moved": "moved",
    "withdrawn": "withdrawn",
    "unreported": "no report either way",
}
_OF_MEETINGS: dict[OwedState, str] = _STATES | {"met": "held", "missed": "not held", "withdrawn": "called off"}
_SURE: dict[EventStatus | None, str] = {"possible": "possible", "conditional": "on a condition"}
_THERE: dict[Certainty | None, str] = {"probable": "probably ", "possible": "possibly ", "doubtful": "doubtfully "}


def found(index: Index, as_of: str | None = None) -> tuple[Due, ...]:
    """Deadlines, commitments and announced meetings of the reports, by due day, those without a day last.

    Args:
        index: the reports.
        as_of: the ISO day as of which; ``None`` is that of the newest report.
    """
    every = index.once(f"dues {as_of}", lambda: dues(index.entries, index.origin_numbers, as_of))
    return tuple(one for one in every if not index.rejects("due", one.id, (told.citation for told in one.tellings)))


def by_when(due: Due) -> str:
    """By when, or for a meeting when, with its precision.

    >>> from onrecord.model.spans import Citation
    >>> by_when(Due("d", "deadline", Citation("r", 0, 1, "a"), earliest="2026-06-01", latest="2026-06-30",
    ...             precision="month"))
    'by the end of June 2026 (month)'
    """
    if not due.latest:
        named = f" ({quoted(due.by)})" if due.by else ""
        return f"on no day that is known{named}" if due.kind == "meeting" else f"by a day that is not known{named}"
    last = date.fromisoformat(due.latest)
    month = f"{_MONTHS[last.month - 1]} {last.year}"
    meets = due.kind == "meeting"
    match due.precision:
        case "day":
            return f"{'on' if meets else 'by'} {due.latest} (day)"
        case "month":
            return f"{'in' if meets else 'by the end of'} {month} (month)"
        case "year":
            return f"{'in' if meets else 'by the end of'} {last.year} (year)"
        case "week":
            return f"in the week of {due.earliest} (week)" if meets else f"by {due.latest} (week)"
    return f"between {due.earliest} and {due.latest}" if meets else f"by {due.latest} (from {due.earliest})"


def state(due: Due) -> str:
    """Where it stands, as words: ``moved from 2025-03-20; still ahead on 2025-03-22``."""
    words = (_OF_MEETINGS if due.kind == "meeting" else _STATES)[due.state]
    before = f"moved from {days(*due.moved_from)}" if due.moved_from else ""
    if due.state in ("open", "moved"):
        ahead = due.why if due.why.startswith("still") else ""
        return "; ".join(one for one in (before, ahead) if one) or "open"
    if due.state == "unreported":
        words = f"{words} by {due.as_of}" if "by " in due.why else due.why
    return f"{words} ({before})" if before else words


def due_line(index: Index, due: Due) -> Line:
    """What is due: by when, in the text's words, who set it and who tells it, where it stands; its course under it."""
    first = _shown(due)
    entry = index.entry(first.citation.report)
    ordered = (first, *due.tellings)
    tellers = list(dict.fromkeys(_told(index, one.citation.report, one.attribution) for one in ordered))
    set_by = listed(with_article(index.name(one)) for one in due.set_by)
    return line(
        Run(f"{by_when(due)}{_where(due)}", "strong"),
        f" — {_who(index, due)}",
        *telling(entry, first.citation.span, due.what.span),
        Run(f" — {_setter(due, set_by)}{_tellers(tellers)}{_how_many(index, due)} — ", "quiet"),
        Run(state(due), "strong"),
        Run(decided_words(_judged(index, due)), "quiet"),
        cite=[one.citation for one in ordered],
        why=f"not resolved: {due.unresolved}" if due.unresolved else "",
        children=[step_line(index, due, step) for step in due.course[1:]],
        facts=_facts(index, due, set_by, tellers),
        cited=CITED,
    )


def _shown(due: Due) -> Telling:
    """The telling that the words of what is due are from."""
    same = (one for one in due.tellings if one.citation.report == due.what.report)
    return next((one for one in same if one.citation.span.contains(due.what.span)), due.tellings[0])


def _told(index: Index, report: str, attribution: str | None) -> str:
    return index.told(index.entry(report), attribution)


def _where(due: Due) -> str:
    sure = f", {_SURE[due.status]}" if due.status in _SURE else ""
    return f", {_THERE.get(due.place_certainty, '')}in {due.place}{sure}" if due.place else sure


def _who(index: Index, due: Due) -> str:
    if due.kind != "meeting" or not due.parties:
        return ""
    return f"{listed(with_article(index.name(one)) for one in due.parties)}: "


def _setter(due: Due, set_by: str) -> str:
    if not set_by or due.kind == "meeting":
        return ""
    return f"{'promised' if due.kind == 'commitment' else 'set'} by {set_by}, "


def _tellers(tellers: list[str]) -> str:
    """Who tells it: the first and one more, the others counted."""
    more = f"; {len(tellers) - 2} more" if len(tellers) > 2 else ""
    return "; ".join(tellers[:2]) + more


def _how_many(index: Index, due: Due) -> str:
    return f" — {index.how_many(due.reports)}" if len(due.reports) > 1 else ""


def step_line(index: Index, due: Due, step: Step) -> Line:
    """A turn in the course of what is due, in the words of the report that tells it."""
    cited = step.telling.citation
    words = {"set": "announced again"} | (_OF_MEETINGS if due.kind == "meeting" else _STATES)
    old, new = days(step.from_earliest, step.from_latest), days(step.earliest, step.latest)
    what = f"moved from {old} to {new if step.latest else 'a day that is not told'}" if step.kind == "moved" else ""
    came = f", {new}" if step.kind in ("met", "missed") and step.latest else ""
    return line(
        Run(f"{step.telling.day or 'no day'}: {what or words[step.kind]}{came}", "strong"),
        f" — {quoted(sentence(index.entry(cited.report), cited.span))}",
        Run(f" — {_told(index, cited.report, step.telling.attribution)}", "quiet"),
        cite=step.evidence,
        facts={
            "step": step.kind,
            "step_day": step.telling.day,
            "from_earliest": step.from_earliest,
            "from_latest": step.from_latest,
            "to_earliest": step.earliest,
            "to_latest": step.latest,
            "step_why": step.why,
        },
        cited=CITED,
    )


def _facts(index: Index, due: Due, set_by: str, tellers: list[str]) -> dict[str, str | int | None]:
    return {
        "due": due.id,
        "kind": due.kind,
        "what": flat(due.what.text),
        "by": by_when(due),
        "earliest": due.earliest,
        "latest": due.latest,
        "precision": due.precision,
        "by_words": due.by or None,
        "parties": listed(index.name(one) for one in due.parties) or None,
        "set_by": set_by or None,
        "place": due.place,
        "place_certainty": due.place_certainty,
        "announced": due.status,
        "according_to": "; ".join(tellers),
        "state": due.state,
        "state_why": due.why,
        "as_of": due.as_of,
        "moved_from": days(*due.moved_from) if due.moved_from else None,
        "first_told": due.first,
        "last_told": due.last,
        "reports": len(due.reports),
        "origins": len(due.origins) or None,
        "judged": decided_fact(_judged(index, due)),
    }


def _judged(index: Index, due: Due) -> tuple[Judgement, ...]:
    return index.judged_on("due", due.id, (told.citation for told in due.tellings))


# -- of one report ----------------------------------------------------------------------------------------------


def deadlines(index: Index) -> list[Told[Deadline]]:
    """All deadlines of the reports as each report tells them, by due day, those without a day last."""
    listed = [(entry, one) for entry in index.entries for one in entry.reading.deadlines]
    kept = told(listed, lambda _, one: (one.earliest, one.latest, one.state))
    return sorted(kept, key=lambda one: one.value.latest or one.value.earliest or "9999")


def deadline_line(index: Index, one: Told[Deadline]) -> Line:
    """A deadline of one report: by when, from which day it was moved, what is due, who set it, in whose words."""
    deadline, entry = one.value, one.entry
    set_by = f"set by {index.name(deadline.set_by)}, " if deadline.set_by else ""
    due, old = days(deadline.earliest, deadline.latest), _old(deadline)
    opening = "due" if deadline.state in ("open", "moved") else f"{_STATES[deadline.state]}: was due"
    return line(
        Run(f"{opening} {due if due != 'no day' else 'on a day not resolved'}", "strong"),
        f" (moved from {old})" if old else ", moved" if deadline.state == "moved" else "",
        " — ",
        *telling(entry, deadline.span, deadline.what),
        Run(f" — {set_by}{index.told(entry, deadline.attribution)}{again(index, one)}", "quiet"),
        cite=one.citations,
        facts={
            "day": deadline.earliest,
            "until": deadline.latest,
            "kind": deadline.kind,
            "state": deadline.state,
            "moved_from": old or None,
            "what": flat(deadline.what.text),
            "set_by": index.name(deadline.set_by) if deadline.set_by else None,
            "according_to": index.told(entry, deadline.attribution),
            "rule": deadline.rule,
        },
    )


def _old(deadline: Deadline) -> str:
    """The days that a deadline was moved from, as words; empty if it was not moved."""
    moved = deadline.from_earliest or deadline.from_latest
    return days(deadline.from_earliest, deadline.from_latest) if moved else ""

"""The rule of moved deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from onrecord.dossiers.known import Candidate, named
from onrecord.dossiers.telling import mark, said, source
from onrecord.ledger.dues_words import precision
from onrecord.model.dossier import Alert, Evidence
from onrecord.model.due import Due, Step, StepKind, Telling
from onrecord.views import dues
from onrecord.views.index import Index
from onrecord.views.words import capital, days, flat, quoted

_TURNS: Mapping[StepKind, str] = {
    "set": "announced again", "met": "met", "missed": "missed", "moved": "moved", "withdrawn": "withdrawn",
}  # fmt: skip
_OF_MEETINGS: Mapping[StepKind, str] = {**_TURNS, "met": "held", "missed": "not held", "withdrawn": "called off"}


def turns(index: Index, dossier: str) -> Iterator[Candidate]:
    """A report tells that what was due was moved, met, missed or withdrawn; of a meeting, held, not held or off."""
    for due in dues.found(index):
        for step in due.course[1:]:
            yield _candidate(index, dossier, due, step)


def _candidate(index: Index, dossier: str, due: Due, step: Step) -> Candidate:
    marks = tuple(sorted({mark(one.text) for one in step.evidence}))
    turn = (_OF_MEETINGS if due.kind == "meeting" else _TURNS)[step.kind]
    alert = Alert(
        id="",
        dossier=dossier,
        rule="deadline",
        title=f"{capital(due.kind)} {turn}{_days(step)}: {quoted(flat(due.what.text))}",
        why=_why(step),
        evidence=(
            Evidence(_told(index, f"{turn}{_days(step)}", step.telling), step.evidence),
            Evidence(_told(index, f"first told: {_set_for(due)}", _set_by(due)), (_set_by(due).citation,)),
        ),
        about=(step.kind, *(day or "" for day in (step.earliest, step.latest, step.from_earliest, step.from_latest))),
        marks=marks,
    )
    return Candidate(named(alert), frozenset(marks), step.telling.day or "")


def _why(step: Step) -> str:
    """Whose telling decided, with the words that did where the ledger names them."""
    return "as the report cited tells it" + (f": {step.why}" if step.why.startswith("“") else "")


def _days(step: Step) -> str:
    if step.kind == "moved":
        old = days(step.from_earliest, step.from_latest)
        return f" from {old} to {days(step.earliest, step.latest) if step.latest else 'a day that is not told'}"
    return f", {days(step.earliest, step.latest)}" if step.latest and step.kind in ("met", "missed") else ""


def _set_for(due: Due) -> str:
    """By when it was due first, in words with its precision."""
    first = due.course[0].earliest, due.course[0].latest
    return dues.by_when(replace(due, earliest=first[0], latest=first[1], precision=precision(first)))


def _set_by(due: Due) -> Telling:
    """The telling that what is due is shown by: the one that its words are from."""
    inside = (one for one in due.tellings if one.citation.report == due.what.report)
    return next((one for one in inside if one.citation.span.contains(due.what.span)), due.course[0].telling)


def _told(index: Index, what: str, one: Telling) -> str:
    report = one.citation.report
    voice = index.told(index.entry(report), one.attribution)
    return f"{what} — {source(index, report)}, {voice}: {said(index, one.citation)}"

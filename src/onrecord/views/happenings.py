"""Events as lines: of one report each as it tells them, over all reports each happening once with all its evidence."""

from __future__ import annotations

import re

from onrecord.ledger.happenings import happenings
from onrecord.model.happening import Account, Happening
from onrecord.model.reading import Certainty, Entry, Event, EventStatus
from onrecord.model.spans import Citation
from onrecord.views.index import Index, decided_fact, decided_words
from onrecord.views.page import Line, Run, Scalar, line
from onrecord.views.told import Told, again, telling, told
from onrecord.views.words import STATUSES, count, days, listed, quoted

#: How many citations a person is shown of one line first; exports always have all.
CITED = 4
#: Tellers that a line names; the others are counted.
_TELLERS = 3

#: Each standing with a sign of its own, so that they are told apart without colour.
SIGNS: dict[EventStatus, str] = {
    "happened": "● happened",
    "ongoing": "◐ goes on",
    "planned": "○ planned",
    "possible": "◌ possible",
    "conditional": "◔ if a condition is met",
    "denied": "✕ denied or did not happen",
}
PROPOSED = "◇ proposed"
DEMANDED = "◈ demanded"
DUE = "▷ due"
#: What was to come on a day that has passed, and no report has told what became of it.
SILENT = "no later report found"

_SHORT: dict[EventStatus, str] = {
    "happened": "happened",
    "ongoing": "going on",
    "planned": "planned",
    "possible": "possible",
    "conditional": "on a condition",
    "denied": "denied or not done",
}
_YEAR = re.compile(r"\b\d{4}\b")
_AHEAD = ("planned", "possible", "conditional")
_THERE: dict[Certainty | None, str] = {"probable": "probably ", "possible": "possibly ", "doubtful": "doubtfully "}


def found(index: Index, as_of: str | None = None) -> tuple[Happening, ...]:
    """All happenings of the reports, each once, by day, those without a day last.

    Args:
        index: the reports.
        as_of: the ISO day as of which; ``None`` takes all reports.
    """
    every = index.once(f"happenings {as_of}", lambda: happenings(index.entries, index.origin_numbers, as_of))
    return tuple(one for one in every if not index.rejects("happening", one.id, _told_in(one)))


def _told_in(one: Happening) -> list[Citation]:
    """The passage of each account that a judgement knows it by."""
    return [Citation.of(account.report, account.event.span) for account in one.accounts]


def is_ahead(one: Happening, day: str | None) -> bool:
    """Whether it is told as to come and its day lies after the given one, or is not known.

    Args:
        one: the happening.
        day: the ISO day as of which; ``None`` if there is none.
    """
    return one.status in _AHEAD and (day is None or one.when.latest is None or one.when.latest > day)


def happening_line(index: Index, one: Happening, day: str | None = None) -> Line:
    """A happening: day, standing, the fullest sentence that tells it, in whose words, by how many.

    Args:
        index: the reports.
        one: the happening.
        day: the ISO day as of which it is shown.
    """
    best = one.fullest
    entry = index.entry(best.report)
    return line(
        Run(f"{_when_words(index, one)} {sign(one, day)}", "strong"),
        " — ",
        *telling(entry, best.event.span, best.event.span),
        Run(f" — {'; '.join(_tellers(index, one))}{_how_many(index, one)}", "quiet"),
        *(Run(f" — {mark}", "quiet") for mark in _marks(index, one)),
        Run(decided_words(index.judged_on("happening", one.id, _told_in(one))), "quiet"),
        cite=_citations(one, best),
        why=f"{quoted(one.when.told)}: {one.when.unresolved}" if one.when.told and not one.when.earliest else "",
        facts=_facts(index, one, day),
        cited=CITED,
    )


#: Types that are acts of speech which positions have too: without a day they only repeat where a party stands.
_SPEECH = frozenset({"REQUEST", "AGREE", "REJECT", "ACCUSE", "THREATEN"})


def only_said(one: Happening) -> bool:
    """Whether it is an act of speech of which no day is told, so that it tells no more than a position does."""
    return one.type in _SPEECH and one.mode != "meet" and not one.when.earliest and not one.when.told


def day_told(index: Index, one: Happening) -> str | None:
    """The first ISO day on which it was said or, where that is not told, published; ``None`` if neither is known."""
    days = []
    for account in one.accounts:
        reading = index.entry(account.report).reading
        said = reading.attribution(account.event.attribution) if account.event.attribution else None
        time = reading.times[said.when] if said and said.when is not None and said.when < len(reading.times) else None
        days += [(time.earliest if time else None) or account.day]
    return min((one for one in days if one), default=None)


def doubted(index: Index, one: Happening) -> bool:
    """Whether its day rests on publication days in doubt alone: a day told with its year does not."""
    first = one.when.earliest
    if first is None or _YEAR.search(one.when.told):
        return False
    return all(index.doubt(account.report) for account in one.accounts if account.when.earliest == first)


def _when_words(index: Index, one: Happening) -> str:
    return (one.when.words or "no day") + "?" * doubted(index, one)


def sign(one: Happening, day: str | None) -> str:
    """How it stands, with a sign: ``○ planned``; of what was to come and has passed, that nothing more is told."""
    words = PROPOSED if one.proposed else DEMANDED if one.demanded else SIGNS[one.status]
    passed = one.status in _AHEAD and not is_ahead(one, day)
    return f"{words}, {SILENT} by {day}" if passed else words


def _citations(one: Happening, best: Account) -> list[Citation]:
    """The fullest account first, then one passage a report, then all others."""
    first = [account.citations[0] for account in one.accounts]
    return [*best.citations[:1], *first, *one.citations]


def _tellers(index: Index, one: Happening) -> list[str]:
    """In whose words it is told, with the reports where tellers differ; the rest counted."""
    by_teller: dict[str, list[str]] = {}
    for account in (one.fullest, *one.accounts):
        teller = index.told(index.entry(account.report), account.event.attribution)
        by_teller.setdefault(teller, []).append(account.report)
    if len(by_teller) == 1:
        return list(by_teller)
    named = [f"{teller} ({index.labels(reports)})" for teller, reports in by_teller.items()]
    more = len(named) - _TELLERS
    return named if more <= 1 else [*named[:_TELLERS], count(more, "other teller")]


def _how_many(index: Index, one: Happening) -> str:
    return f" — {index.how_many(one.reports)}" if len(one.reports) > 1 else ""


def _marks(index: Index, one: Happening) -> list[str]:
    """What a reader must know beside: where, if only probably; what it was before; figures that differ."""
    told_on = day_told(index, one) if not one.when.earliest else None
    marks = [f"told on {told_on}{'?' * any(map(index.doubt, one.reports))}"] if told_on else []
    if one.place and one.place_certainty in _THERE:
        marks.append(f"{_THERE[one.place_certainty]}in {one.place}")
    if one.before is not None:
        day = f" on {one.before.day}" if one.before.day else ""
        since = f", {_SHORT[one.status]} as told on {one.course[-1].day}" if one.course[-1].day else ""
        marks.append(f"told as {_SHORT[one.before.status]}{day}{since}")
    return [*marks, *_differing(index, one)]


def _differing(index: Index, one: Happening) -> list[str]:
    """Figures of one kind that differ, side by side: "killed: 12 (R7), nine (R8)"."""
    kinds: dict[str, list[str]] = {}
    for tally in one.tallies:
        reports = index.labels(cited.report for cited in tally.citations)
        kinds.setdefault(tally.of, []).append(f"{_small(tally.words)} ({reports})")
    return [f"{of}: {', '.join(values)}" for of, values in kinds.items() if len(values) > 1]


def _small(words: str) -> str:
    """A figure's words as they stand inside a line: "at least 12"."""
    return words[:1].lower() + words[1:]


def _facts(index: Index, one: Happening, day: str | None) -> dict[str, Scalar]:
    best = one.fullest
    figures = [f"{tally.of}: {tally.words}" for tally in one.tallies]
    return {
        "day": one.when.earliest,
        "until": one.when.latest,
        "day_doubted": doubted(index, one),
        "told_on": day_told(index, one),
        "precision": one.when.precision,
        "when": one.when.words or None,
        "when_told": one.when.told or None,
        "status": one.status,
        "stands": sign(one, day).partition(" ")[2],
        "was": one.before.status if one.before else None,
        "type": one.type,
        "mode": one.mode,
        "actors": listed(index.name(actor) for actor in one.actors) or None,
        "recipients": listed(index.name(actor) for actor in one.recipients) or None,
        "place": one.place,
        "place_certainty": one.place_certainty,
        "figures": "; ".join(figures) or None,
        "according_to": index.told(index.entry(best.report), best.event.attribution),
        "reports": len(one.reports),
        "origins": len(one.origins) or None,
        "happening": one.id,
        "judged": decided_fact(index.judged_on("happening", one.id, _told_in(one))),
    }


# -- of one report --------------------------------------------------------------------------------------------------


def events(index: Index) -> list[Told[Event]]:
    """All events of the reports as each report tells them."""
    told_in = [(entry, event) for entry in index.entries for event in entry.reading.events]
    return told(told_in, lambda entry, one: (one.type, one.status, when(entry, one)))


def when(entry: Entry, event: Event) -> tuple[str | None, str | None]:
    """First and last ISO day that an event may have; both ``None`` if no day is known."""
    if event.when is None or event.when >= len(entry.reading.times):
        return None, None
    time = entry.reading.times[event.when]
    return time.earliest, time.latest


def _stands(event: Event) -> str:
    """How an event stands, as words: of what somebody must do that it is demanded, which is no word on what is done."""
    return "is demanded" if event.rule == "event.must" else STATUSES[event.status]


def event_line(index: Index, one: Told[Event]) -> Line:
    """An event of a report: day, what the report says, its kind and status, in whose words, how often it is told."""
    event, entry = one.value, one.entry
    day = days(*when(entry, event))
    who = listed(index.name(actor) for actor in event.actors)
    whom = listed(index.name(actor) for actor in event.recipients)
    often = f", told in {count(len(event.mentions) + 1, 'passage')}" if event.mentions else ""
    where = f", {_THERE[event.place_certainty]}in {event.place}" if event.place_certainty in _THERE else ""
    return line(
        Run(day, "strong"),
        " — ",
        *telling(entry, event.span, event.span),
        Run(
            f" — {_stands(event)}{where}, {index.told(entry, event.attribution)}{often}{again(index, one)}",
            "quiet",
        ),
        cite=[*one.citations, *(Citation.of(entry.id, span) for span in event.mentions)],
        cited=CITED,
        facts={
            "day": when(entry, event)[0],
            "until": when(entry, event)[1],
            "type": event.type,
            "mode": event.mode,
            "status": event.status,
            "actors": who or None,
            "recipients": whom or None,
            "place": event.place,
            "place_certainty": event.place_certainty,
            "according_to": index.told(entry, event.attribution),
            "rule": event.rule,
        },
    )

"""The rule of changed reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from onrecord.dossiers.known import Candidate, named
from onrecord.dossiers.telling import mark, said, source
from onrecord.model.dossier import Alert, Evidence
from onrecord.model.reading import Entry
from onrecord.model.revision import Chain
from onrecord.model.spans import Citation, Span
from onrecord.text.changes import Changed
from onrecord.views.index import Index
from onrecord.views.revisions import by_when, compared, other_headline, rewritten, shortened
from onrecord.views.words import count, flat, quoted

#: Words of a change that the line of an alert has at most.
_LONGEST = 12


class Step(NamedTuple):
    """Two texts of one address, one after the other.

    Attributes:
        before: the report that stood there.
        after: the report whose words took its place.
        when: since when, as far as is known, and who says so, in words.
        since: the same as ISO day or date-time; ``None`` if it is not known.
    """

    before: Entry
    after: Entry
    when: str
    since: str | None


def steps(chain: Chain, entries: Mapping[str, Entry]) -> Iterator[Step]:
    """The changes that an outlet made to a report, one after the other.

    A text that was taken in part only, beside one that was taken whole, is none that the outlet is known to have
    changed.

    Args:
        chain: its revisions.
        entries: them with their texts, by id.
    """
    every = list(enumerate(chain.revisions))
    whole = [one for one in every if not one[1].partial] or every
    for (_, old), (place, new) in pairwise(whole):
        yield Step(entries[old.report], entries[new.report], by_when(chain, place), chain.since(place))


def revisions(changed: Iterable[Step], dossier: str) -> Iterator[Candidate]:
    """An outlet changed the words or the headline of a report; white space, boilerplate and date lines do not count."""
    for one in changed:
        found = compared(one.before.report, one.after.report)
        headline = other_headline(one.before.report, one.after.report, found)
        if found or headline:
            yield _candidate(dossier, one, found, headline)


def _candidate(dossier: str, one: Step, found: list[Changed], headline: tuple[str, str] | None) -> Candidate:
    index = Index((one.before, one.after))
    first = headline or _words(one, found[0])
    more = len(found) + bool(headline) - 1
    alert = Alert(
        id="",
        dossier=dossier,
        rule="revision",
        title=f"{_changed_by(index, one)}: {_became(*first)}" + (f", and {count(more, 'more change')}" if more else ""),
        why=_why(one, found),
        evidence=(*_headlines(index, one, headline), *(_parts(index, one, found[0]) if found else ())),
        marks=(_mark(one),),
    )
    return Candidate(named(alert), frozenset(alert.marks), one.since or one.after.report.day or "")


def _mark(one: Step) -> str:
    """What a change is known again by, under whatever ids it came on record: both texts, or both headlines of one."""
    old, new = one.before.report, one.after.report
    titles = (old.title or "", new.title or "") if old.sha256 == new.sha256 else ()
    return mark(old.sha256, new.sha256, *titles)


def _changed_by(index: Index, one: Step) -> str:
    """Which report: ``Report changed by The Meridian, 2025-03-12, “Talks resume”``."""
    report = one.before.report
    headline = index.headline(report.id)
    title = flat(report.title or (headline[0].text if headline else ""))
    called = f", {quoted(shortened(title, _LONGEST))}" if title else ""
    return f"Report changed by {source(index, report.id)}{called}"


def _became(old: str, new: str) -> str:
    gone, came = (quoted(shortened(flat(words), _LONGEST)) for words in (old, new))
    if not old:
        return f"{came} came in"
    return f"{gone} became {came}" if new else f"{gone} was taken out"


def _words(one: Step, change: Changed) -> tuple[str, str]:
    return one.before.report.text[slice(*change.before)], one.after.report.text[slice(*change.after)]


def _why(one: Step, found: list[Changed]) -> str:
    anew = "; nearly all of it is other words" if rewritten(one.after.report, found) else ""
    return f"other words at the same address, {one.when}{anew}"


def _headlines(index: Index, one: Step, headline: tuple[str, str] | None) -> tuple[Evidence, ...]:
    """The headlines that stand beside the texts, with what the reports begin with as the passages to open."""
    if headline is None:
        return ()
    given = "headline, given beside the text"
    return tuple(
        Evidence(f"{when}, {given} — {source(index, entry.id)}: {quoted(words)}", index.headline(entry.id))
        for when, entry, words in (("now", one.after, headline[1]), ("before", one.before, headline[0]))
    )


def _parts(index: Index, one: Step, change: Changed) -> tuple[Evidence, ...]:
    """The first changed words where they stand now, and what stood there before."""
    now, before = _part(index, one.after, change.after), _part(index, one.before, change.before)
    return tuple(
        Evidence(f"{when} — {source(index, entry.id)}: {said(index, cited)}", (cited,))
        for when, entry, cited in (("now", one.after, now), ("before", one.before, before))
        if cited
    )


def _part(index: Index, entry: Entry, at: tuple[int, int]) -> Citation | None:
    """The changed words; of words that are only in the other text, the sentence or part where they would stand."""
    if at[0] < at[1]:
        return Citation.of(entry.id, entry.report.cut(*at))
    ranges = [one.span for one in entry.reading.sentences] or [
        entry.report.cut(block.start, block.end) for block in entry.report.blocks if block.start < block.end
    ]
    return Citation.of(entry.id, _at(ranges, at[0])) if ranges else None


def _at(ranges: list[Span], place: int) -> Span:
    """The range that a place is in or behind; the first one for a place before all of them."""
    return next((one for one in reversed(ranges) if one.start <= place), ranges[0])

"""Deeds told as done: a party, and right behind it the past of a verb that something due asks for."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.ledger.dues_items import Cast, said_at
from onrecord.ledger.dues_signs import NO_DAYS, Sign
from onrecord.ledger.dues_words import Days, stem, telling
from onrecord.model.reading import Entry, Sentence
from onrecord.model.spans import Span
from onrecord.text.words import Word, words
from onrecord.text.wordset import wordset

#: Past forms that do not end in "ed".
_PAST = wordset(
    """paid sent gave left withdrew held met began brought built bought sold took made cut let put quit shut spent kept
    laid led lent rebuilt drew flew went"""
)
#: What may stand between a party and its verb.
_BETWEEN = wordset("has have had also then finally already since now yesterday today on late early s government")
_DAYS = wordset("monday tuesday wednesday thursday friday saturday sunday")
_REACH = 5
#: Behind the verb these say that not all was done.
_SOME = wordset("some several few most part half two one another more parts many")


def of_deeds(entry: Entry, known: Cast, heads: frozenset[str]) -> Iterator[Sign]:
    """Deeds that a report tells as done by a party, with their day: the day named, else that of the report.

    Args:
        entry: the report.
        known: who the parties are.
        heads: stems of the verbs that anything due asks for.
    """
    if not entry.report.day:
        return
    for sentence in entry.reading.sentences:
        if sentence.span.text.rstrip("”\"’' ").endswith("?"):
            continue
        yield from _in_sentence(entry, sentence, known, heads)


def _in_sentence(entry: Entry, sentence: Sentence, known: Cast, heads: frozenset[str]) -> Iterator[Sign]:
    mentions = known.mentions(entry.id, sentence.span)
    if not mentions:
        return
    found = words(entry.report.text, sentence.span.start, sentence.span.end)
    for start, end, party in mentions:
        behind = [one for one in found if one.start >= end][: _REACH + 1]
        verb = _verb(behind)
        if verb is None or stem(verb.text) not in heads or _is_denied(entry, start):
            continue
        if any(one.text in _SOME for one in [one for one in found if one.start >= verb.end][:3]):
            continue
        perfect = any(one.text == "had" for one in behind[: behind.index(verb)])
        days = _days(entry, sentence, perfect)
        if days is not None:
            yield _sign(entry, Span.cut(entry.report.text, start, _end(entry, sentence, start)), party, verb, days)


def _end(entry: Entry, sentence: Sentence, at: int) -> int:
    """Where the words about the deed end: with the sentence, or before "…, the ministry said"."""
    said = entry.reading.attribution(said_at(entry, at))
    ends = [part.end for part in said.content if part.start <= at < part.end] if said else []
    return min([sentence.span.end, *ends])


def _verb(behind: list[Word]) -> Word | None:
    """The first word behind a party that is no auxiliary or adverb, if it is a past form."""
    first = next((one for one in behind if one.text not in _BETWEEN and one.text not in _DAYS), None)
    if first is None or not (first.text in _PAST or (first.text.endswith("ed") and len(first.text) > 3)):
        return None
    return first


def _is_denied(entry: Entry, at: int) -> bool:
    """Whether the words are in what somebody denies or leaves open."""
    said = entry.reading.attribution(said_at(entry, at))
    return said is not None and said.stance != "held"


def _days(entry: Entry, sentence: Sentence, perfect: bool) -> Days | None:
    """When it was done: the one past day that the sentence names; the report's, if it names none and says "has"."""
    day = entry.report.day or ""
    times = [one for one in entry.reading.times if sentence.span.contains(one.span) and one.type in ("DATE", "TIME")]
    dated = {(one.earliest, one.latest) for one in times if one.earliest and one.latest}
    past = [one for one in dated if (one[1] or "") <= day]
    if len(past) == 1 and len(dated) == 1:
        return past[0]
    return (day, day) if not times and not perfect else None


def _sign(entry: Entry, span: Span, party: str, verb: Word, days: Days) -> Sign:
    times = tuple((one.span.start, one.span.end) for one in entry.reading.times if one.span.overlaps(span))
    return Sign(
        kind="met",
        entry=entry,
        span=span,
        meeting=False,
        words=telling(entry.report.text, verb.start, span.end, times),
        parties=frozenset({party}),
        days=days or NO_DAYS,
        attribution=said_at(entry, span.start),
        deed=True,
        head=stem(verb.text),
        cue="told as done",
    )

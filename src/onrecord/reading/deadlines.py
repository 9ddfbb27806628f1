"""Deadlines and commitments: what is due by when, who sets or promises it, and what became of it.

How it decides: "by", "within", "before" or "no later than" with a time, on a verb that tells what is to be done
("must", "wants them to", "unless they"), makes a deadline; so does a noun ("deadline", "ultimatum") with its day or
with what became of it, a term that runs out ("the truce expires on…"), a measure that starts on a day, what is "due"
on one, and time that is given ("until Friday to reply"). A party that promises or agrees to do something by a time, or
says in its own words that it will, makes a commitment; with several parties there is one for each. "Met", "missed",
"failed to … by", "extended to" and "dropped" give the state. What is foretold, what had been done by some time, and
meetings announced for a day are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.reading import Attribution, Deadline, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.clauses import Cast, is_question
from onrecord.reading.clauses_text import LONGEST, Block, Voices
from onrecord.reading.deadlines_due import due
from onrecord.reading.deadlines_effect import effect
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_headlines import headlined
from onrecord.reading.deadlines_limits import Days, Limit, ahead, coming, days, limits, stretch
from onrecord.reading.deadlines_named import named
from onrecord.reading.deadlines_setters import Setters
from onrecord.reading.deadlines_terms import expiry, given, runs_out
from onrecord.reading.engine import Parsed


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, times: Sequence[Time], attributions: Sequence[Attribution]
) -> tuple[Deadline, ...]:
    """The deadlines and commitments that a report tells, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its time expressions: each deadline has the days of one of them, where one is told.
        attributions: its attributions.

    Returns:
        The deadlines; ``earliest`` and ``latest`` are ``None`` where the time has no day.
    """
    voices = Voices(attributions)
    setters = Setters(report, cast, times, voices)
    made: list[Deadline] = []
    for index, piece in enumerate(parsed):
        near = _near(piece, times)
        text = piece.mapped.text.lower()
        if not near and not any(word in text for word in _CALLED):
            continue
        block = Block(piece)
        setters.enter(block, index, parsed[index - 1] if index else None)
        headline = report.blocks[piece.block].kind == "headline"
        for found in _found(block, tuple(limits(block, near)), headline=headline):
            made += _made(report, block, voices, setters, found)
    made.sort(key=lambda one: (one.span.start, one.span.end, one.set_by or ""))
    return tuple(dict.fromkeys(made))


#: Parts of words without which a block that names no time tells of no deadline.
_CALLED = ("deadline", "cutoff", "cut-off", "ultimatum", " by ", "on time", "schedule")


def _near(piece: Parsed, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times in a block."""
    origins = piece.mapped.origins
    if not len(origins):
        return ()
    first, last = origins[0], origins[-1]
    return tuple(time for time in times if time.span.start <= last and time.span.end > first)


def _found(block: Block, near: Sequence[Limit], *, headline: bool) -> Iterator[Found]:
    """What is due in a block; each time is taken once, by what calls it a deadline first."""
    taken: list[Limit] = []
    for one in named(block, near, headline=headline):
        if not is_question(one.at) and not any(one.limit is old for old in taken if one.limit is not None):
            taken += [limit for limit in (one.limit, one.old) if limit is not None]
            yield one
    kept: list[Found] = []
    for limit in near:
        if any(limit is old for old in taken) or is_question(limit.holder) or len(limit.holder.sent) > LONGEST:
            continue
        found = given(limit) or due(limit) or effect(limit) or runs_out(limit) or expiry(limit)
        if found is None and headline:
            found = headlined(limit)
        if found is not None:
            kept.append(found)
    yield from _each_once(kept)


def _each_once(found: Sequence[Found]) -> Iterator[Found]:
    """Where two times tell when one thing is due ("at noon, on Friday"), the one that has a day, else the later."""
    by_deed: dict[tuple[object, ...], Found] = {}
    for one in found:
        key = (one.at.i, one.rule, one.limit.holder.i if one.limit is not None else None)
        other = by_deed.get(key)
        if other is None or not _is_dated(other) or (_is_dated(one) and one.limit is not None):
            by_deed[key] = one if other is None or _is_dated(one) or not _is_dated(other) else other
    yield from by_deed.values()


def _is_dated(found: Found) -> bool:
    return bool(found.limit is not None and found.limit.time is not None and found.limit.time.latest)


def _made(report: Report, block: Block, voices: Voices, setters: Setters, found: Found) -> Iterator[Deadline]:
    what = found.what if found.what[0] <= found.what[1] else (found.first, found.last)
    offset = block.starts[(found.by or found.at).i]
    said = voices.at(offset)
    parties = setters.of(found, said)
    if parties is None:
        return
    told = setters.day(found, said)
    since = setters.since(found, said)
    earliest, latest = days(found.limit, report.day, since) if found.limit is not None else (None, None)
    if found.state == "moved" and found.limit is not None:
        earliest, latest = _moved_by(found, (earliest, latest), report.day)
    if found.ahead and found.limit is not None and told is not None:
        earliest, latest = coming((earliest, latest), found.limit, told)
    if found.coming and (latest is None or told is None or latest <= told):
        return
    before: Days = ahead(found.old.time, report.day) if found.old is not None and found.old.time else (None, None)
    span = _clipped(voices, report, block.span(found.first, found.last), offset)
    for party in _each(found, parties):
        yield Deadline(
            span=span,
            what=_clipped(voices, report, block.span(*what), offset),
            earliest=earliest,
            latest=latest,
            set_by=party,
            attribution=said.id if said else None,
            rule=found.rule,
            kind=found.kind,
            state=found.state,
            from_earliest=before[0],
            from_latest=before[1],
            when=told,
        )


def _moved_by(found: Found, new: Days, day: str | None) -> Days:
    """The new day of what was put off by a stretch counts from the old one: "extended by two weeks"."""
    time, old = found.limit.time if found.limit else None, found.old.time if found.old else None
    if time is None or time.type != "DURATION":
        return new
    return (stretch(time, ahead(old, day)[1])[1],) * 2 if old is not None else (None, None)


def _each(found: Found, parties: tuple[str, ...]) -> tuple[str | None, ...]:
    """One party a commitment; a deadline that several set is told once, without a setter."""
    if found.kind == "commitment" and parties:
        return parties
    return parties if len(parties) == 1 else (None,)


def _clipped(voices: Voices, report: Report, span: Span, offset: int) -> Span:
    return voices.clip(span, offset, report)

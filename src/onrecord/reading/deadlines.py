"""Deadlines: what is due by when, and who sets it.

How it decides: "by", "within", "before" or "no later than" with a time, on a verb that tells what is to be done
("must", "will", "agreed to", "wants them to"), makes a deadline; so does a noun ("deadline", "ultimatum") with its day,
a term that runs out ("the truce expires on…"), and time that is given ("until Friday to reply"). Where a deadline is
moved from one day to another, both are told, the first by the rule ``deadline.moved``. What had been done by some time
is no deadline, nor is a meeting that is announced for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Deadline, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import (
    Cast,
    Token,
    dative,
    extent,
    is_question,
    is_verb,
    modals,
    negated,
    objects,
    subjects,
)
from onrecord.reading.clauses_text import LONGEST, Block, Voices, root_of
from onrecord.reading.deadlines_due import Due, due_of
from onrecord.reading.engine import Parsed
from onrecord.reading.positions_objects import right_of
from onrecord.reading.positions_parties import Parties

_YEAR = re.compile(r"\d{4}")
_HALF_YEAR = 183
_BY = frozenset({"by", "within", "before"})
_GIVING = words("give grant allow have get set extend")
_RUNS_OUT = words("expire lapse elapse")
_NOUNS = words("deadline cutoff cut-off")
#: Verbs that tell of the day of a deadline that is their subject or object.
_DATING = words("set be fall end pass loom come")
_MOVING = words("move extend postpone push shift delay change prolong")
#: Verbs whose subject sets the deadline that is their object.
_SETS = words("set give impose issue announce") | _MOVING


@dataclass(frozen=True, slots=True)
class _Found:
    """Token ranges of a deadline: its words, what is due, who sets it."""

    first: int
    last: int
    what: tuple[int, int]
    setters: tuple[Token, ...]
    rule: str


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, times: Sequence[Time], attributions: Sequence[Attribution]
) -> tuple[Deadline, ...]:
    """The deadlines that a report tells, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its time expressions: each deadline has the earliest and latest day of one of them.
        attributions: its attributions.

    Returns:
        The deadlines; ``earliest`` and ``latest`` are ``None`` where the time has no day.
    """
    voices = Voices(attributions)
    found: list[Deadline] = []
    for piece in parsed:
        block = Block(piece)
        for index, time in enumerate(times):
            covered = block.tokens(time.span)
            deadline = _deadline(block, covered) if covered and time.type != "SET" else None
            if deadline is not None:
                found.append(_made(report, block, cast, voices, times[index], deadline))
    found.sort(key=lambda one: (one.span.start, one.span.end))
    return tuple(dict.fromkeys(found))


def _made(report: Report, block: Block, cast: Cast, voices: Voices, time: Time, found: _Found) -> Deadline:
    offset = block.starts[found.first]
    said = voices.at(offset)
    earliest, latest = _ahead(time, report.day)
    parties = Parties(block, cast, None).of(found.setters, said)
    return Deadline(
        span=voices.clip(block.span(found.first, found.last), offset, report),
        what=block.span(*found.what),
        earliest=earliest,
        latest=latest,
        set_by=parties[0] if len(parties) == 1 else None,
        attribution=said.id if said else None,
        rule=found.rule,
    )


def _ahead(time: Time, day: str | None) -> tuple[str | None, str | None]:
    """The days of the time; a month without a year is taken from the year that puts it nearest to the report's day.

    "ordered them to leave by June", told in March, is this June: the past tense is that of the order.
    """
    ends = (time.earliest, time.latest)
    if day is None or None in ends or _YEAR.search(time.span.text):
        return ends
    try:
        first, last = (date.fromisoformat(end) for end in ends if end)
        behind = (date.fromisoformat(day) - last).days > _HALF_YEAR
        if behind:
            return first.replace(year=first.year + 1).isoformat(), last.replace(year=last.year + 1).isoformat()
    except ValueError:  # 29 February
        pass
    return ends


def _deadline(block: Block, covered: range) -> _Found | None:
    """The deadline that a time is part of, if any."""
    root = root_of(block.doc, covered)
    if len(root.sent) > LONGEST or is_question(root):
        return None
    limit = _limit(block, root, covered)
    if limit is not None and (due := due_of(limit)) is not None:
        return _clause(due, limit, covered)
    return _until(root, covered) or _noun(root, covered) or _runs_out(root, covered)


def _limit(block: Block, root: Token, covered: range) -> Token | None:
    """The word of a time limit: "by June", "within 30 days", "no later than Friday"."""
    first = block.doc[covered.start]
    for word in (root.head, first, *root.lefts):
        if word.lower_ in _BY and word.dep_ in ("prep", "agent", "mark", "advmod", "pcomp"):
            return word
    if covered.start >= 3:
        before = [t.lower_ for t in block.doc[covered.start - 3 : covered.start]]
        if before[1:] == ["later", "than"] and before[0] in ("no", "not"):
            return block.doc[covered.start - 1]
    return None


def _clause(due: Due, limit: Token, covered: range) -> _Found | None:
    """What is due is the clause of the verb up to its time limit."""
    first, last = extent(due.verb)
    first = due.first if due.first is not None else first
    start = limit.i - 2 if limit.lower_ == "than" else limit.i
    if start <= first:
        return None
    end = max(last, covered.stop - 1)
    what = (first, start - 1 if last <= covered.stop - 1 or start - 1 >= due.verb.i else last)
    if what[1] < due.verb.i:
        what = (first, last)
    return _Found(due.start if due.start is not None else first, end, what, due.setters, "deadline.by")


def _until(root: Token, covered: range) -> _Found | None:
    """The deed behind the time, asked of who was given it: "gave Lindau until Friday to reply"."""
    preposition = root.head
    if (
        preposition.lower_ not in ("until", "till")
        and covered.start
        and root.doc[covered.start].lower_ in ("until", "till")
    ):
        preposition = root.doc[covered.start]
    verb = next((t for t in (preposition.head, root.head) if is_verb(t)), None)
    if (
        preposition.lower_ not in ("until", "till")
        or verb is None
        or verb.lemma_.lower() not in _GIVING
        or negated(verb)
    ):
        return None
    deed = next(
        (t for t in verb.doc[covered.stop : verb.sent.end] if t.tag_ == "VB" and t.i and t.nbor(-1).lower_ == "to"),
        None,
    )
    if deed is None or deed.i > covered.stop + 3:
        return None
    given = [*dative(verb), *objects(verb)]
    setters = () if verb.lemma_.lower() in ("have", "get") else subjects(verb)
    first = min([verb.i, *(t.left_edge.i for t in given)])
    last = extent(deed)[1]
    return _Found(first, last, (deed.i - 1, last), setters, "deadline.until")


def _noun(root: Token, covered: range) -> _Found | None:
    """The noun that is called a deadline: "a June deadline for withdrawal", "set a deadline of June 1"."""
    for noun in _near_nouns(root):
        if noun.lemma_.lower() not in _NOUNS or noun.i in covered:
            continue
        first, last = extent(noun)
        verb = next((t for t in noun.ancestors if is_verb(t)), None)
        if verb is not None and negated(verb):
            return None
        lemma = verb.lemma_.lower() if verb is not None else ""
        if verb is not None and noun.head.i == verb.i and noun.dep_ == "dobj":
            last = right_of(verb, last)
        setters = subjects(verb) if lemma in _SETS else ()
        ends = min(first, covered.start), max(last, covered.stop - 1)
        rule = "deadline.moved" if lemma in _MOVING and _opened_by_from(covered, root) else "deadline.noun"
        return _Found(*ends, (first, _before_days(noun, last) if lemma in _MOVING else last), setters, rule)
    return None


def _opened_by_from(covered: range, root: Token) -> bool:
    """Whether the day is the one that a deadline was moved from."""
    return bool(covered.start and root.doc[covered.start - 1].lower_ == "from")


def _before_days(noun: Token, last: int) -> int:
    """The last token before the days that a deadline is moved from and to."""
    days = (t.i for t in noun.doc[noun.i + 1 : last] if t.lower_ in ("from", "to", "until") and t.nbor().ent_type_)
    return next(days, last + 1) - 1


def _before_comma(verb: Token) -> int:
    """The last token before a relative clause and its comma."""
    last: int = verb.left_edge.i - 1
    return last - 1 if verb.doc[last].text == "," else last


def _near_nouns(root: Token) -> Iterator[Token]:
    """Nouns that the time hangs on, and the subject or object of the verb that it hangs on."""
    for above in root.ancestors:
        if is_verb(above):
            if above.lemma_.lower() in _RUNS_OUT | _DATING | _MOVING:
                yield from (c for c in above.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
            return
        yield above


def _runs_out(root: Token, covered: range) -> _Found | None:
    """A term that runs out: "the truce expires on Sunday"."""
    verb = next((t for t in root.ancestors if is_verb(t)), None)
    if (
        verb is None
        or verb.lemma_.lower() not in _RUNS_OUT
        or negated(verb)
        or (verb.tag_ in ("VBD", "VBN") and not modals(verb) & {"set"})
    ):
        return None
    term = next((t for t in subjects(verb) if t.pos_ in ("NOUN", "PROPN")), None)
    if term is None or term.i > verb.i:
        return None
    what = (extent(term)[0], _before_comma(verb)) if verb.dep_ == "relcl" else extent(term)
    return _Found(what[0], max(covered.stop - 1, verb.i), what, (), "deadline.expires")

"""When something was said: the time that hangs on the reporting verb, not one inside what was said.

How it decides: the time stands in the sentence of the cue, outside the content, and the parse hangs it on the cue, on
what the cue was said in or to ("told reporters on Saturday", "said in a statement on Friday"), or on the speaking that
the cue goes with ("Speaking on Friday, she said"). "Said and added" share their time. Nothing else is taken, not even
the nearest day. In a quotation "today", "tomorrow" and the like count from the day it was said.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from onrecord.lexicons import cues
from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Time
from onrecord.model.report import Report
from onrecord.reading import times as times_
from onrecord.reading.clauses import Token, is_verb
from onrecord.reading.clauses_text import Block, root_of
from onrecord.reading.engine import Parsed
from onrecord.reading.times_calendar import NO_DATE
from onrecord.reading.times_cited import is_citation

#: Prepositions by which a day dates a saying; "by Friday", "since Friday" tell of something else.
_ON = words("on at in during late early of")
#: Speaking that goes with a cue of its own ("speaking on Friday, she said").
_SPEAK = words("speak write post address talk appear testify visit meet respond react comment call")
#: What is done with a statement, so that its day is that of the saying.
_ISSUED = words("publish release issue post print air broadcast give deliver record dated date share")
#: Steps from a noun to the cue that it belongs to ("said" < "in" < "statement").
_STEPS = 4
_QUOTES = "\"“”‘'«»„"


def with_days(
    report: Report, parsed: Sequence[Parsed], attributions: Sequence[Attribution], times: Sequence[Time]
) -> tuple[Attribution, ...]:
    """The attributions with ``when`` filled where the text tells when it was said.

    Args:
        report: the report.
        parsed: its parsed blocks.
        attributions: what was said in it.
        times: its time expressions; ``when`` is an index into them.
    """
    if not attributions or not times:
        return tuple(attributions)
    finder = _Finder(parsed, times)
    found = {one.id: finder.when(one) for one in attributions}
    for one in attributions:
        if found[one.id] is None:
            found[one.id] = finder.shared(one, attributions, found)
    return tuple(replace(one, when=found[one.id]) for one in attributions)


class _Finder:
    """The times of a report by the words that they hang on."""

    def __init__(self, parsed: Sequence[Parsed], times: Sequence[Time]) -> None:
        self.blocks = [block for block in (Block(piece) for piece in parsed) if block.last]
        self.firsts = [block.first for block in self.blocks]
        self.times = times
        self.starts = [time.span.start for time in times]

    def block_at(self, offset: int) -> Block | None:
        index = bisect_right(self.firsts, offset) - 1
        return self.blocks[index] if index >= 0 and offset < self.blocks[index].last else None

    def when(self, one: Attribution) -> int | None:
        """Index of the time at which something was said."""
        block = self.block_at(one.cue.start) if one.cue else None
        cue = self._cue(one, block) if block else None
        if block is None or cue is None or one.cue is None:
            return None
        fit = [index for index in self._near(block, cue, one) if self._dates(block, index, cue, one)]
        return min(fit, key=lambda index: self._rank(index, one.cue.start), default=None)  # type: ignore[union-attr]

    def _rank(self, index: int, offset: int) -> tuple[bool, int]:
        time = self.times[index]
        return time.earliest is None, abs(time.span.start - offset)

    def _cue(self, one: Attribution, block: Block) -> Token | None:
        covered = block.tokens(one.cue) if one.cue else range(0)
        return root_of(block.doc, covered) if covered else None

    def _near(self, block: Block, cue: Token, one: Attribution) -> Iterator[int]:
        """The points in time of the cue's sentence outside what was said."""
        sentence = block.span(cue.sent.start, cue.sent.end - 1)
        first = bisect_right(self.starts, sentence.start - 1)
        for index in range(first, len(self.times)):
            time = self.times[index]
            if time.span.start >= sentence.end:
                return
            dated = time.type in ("DATE", "TIME") and not time.value.endswith("_REF") and not is_citation(time)
            if dated and not any(part.start < time.span.end and time.span.start < part.end for part in one.content):
                yield index

    def _dates(self, block: Block, index: int, cue: Token, one: Attribution) -> bool:
        """Whether a time tells when the cue was done."""
        covered = block.tokens(self.times[index].span)
        if not covered:
            return False
        holder = _holder(root_of(block.doc, covered), covered)
        if holder is None:
            return _follows(block, covered, cue)
        if holder.i == cue.i or (is_verb(holder) and _goes_with(holder, cue)):
            return True
        if _is_issue(holder) and (_belongs(holder.head, cue) or self._is_source(block, holder.head, one)):
            return True
        if not is_verb(holder) and _belongs(holder, cue):
            return True
        return _follows(block, covered, cue)

    def _is_source(self, block: Block, noun: Token, one: Attribution) -> bool:
        return one.source is not None and noun.i in block.tokens(one.source)

    def shared(self, one: Attribution, all_: Sequence[Attribution], found: dict[str, int | None]) -> int | None:
        """The time of the cue that this one is joined to ("said on Friday … and added", "…, adding")."""
        block = self.block_at(one.cue.start) if one.cue else None
        cue = self._cue(one, block) if block else None
        if block is None or cue is None or not (cue.dep_ == "conj" or (cue.dep_ == "advcl" and cue.tag_ == "VBG")):
            return None
        head = block.of(cue.head)
        for other in all_:
            if other.cue is not None and other.cue.start <= head.start < other.cue.end and other.actor == one.actor:
                return found[other.id]
        return None


def _holder(token: Token, covered: range) -> Token | None:
    """The verb or noun that a time hangs on by a preposition that dates, or by none."""
    for _ in range(_STEPS):
        above = token.head
        if above.i == token.i:
            return None
        if above.i in covered:
            token = above
            continue
        if above.pos_ == "ADP" or above.dep_ == "prep":
            if above.lower_ not in _ON:
                return None
            token = above
            continue
        if above.pos_ == "ADV" or above.dep_ in ("npadvmod", "advmod"):
            token = above
            continue
        dated = token.dep_ in ("prep", "npadvmod", "tmod", "advmod", "dobj", "nmod", "pobj", "dep", "intj", "appos")
        return above if dated and (is_verb(above) or above.pos_ in ("NOUN", "PROPN", "PRON", "AUX")) else None
    return None


def _goes_with(verb: Token, cue: Token) -> bool:
    """Whether a verb of speaking and the cue tell of one saying ("speaking on Friday, she said"; "spoke, saying")."""
    if verb.lemma_ not in _SPEAK and verb.lemma_ not in cues.verbs():
        return False
    inside = verb.dep_ == "advcl" and verb.head.i == cue.i and verb.tag_ == "VBG"
    around = cue.dep_ == "advcl" and cue.head.i == verb.i and cue.tag_ == "VBG"
    beside = verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBG" and _is_subject(verb.head, cue)
    return bool(inside or around or (beside and verb.lemma_ in ("speak", "write", "talk", "testify", "address")))


def _is_subject(noun: Token, cue: Token) -> bool:
    """ "Bel, speaking on Friday, warned"."""
    return noun.dep_ in ("nsubj", "nsubjpass") and noun.head.i == cue.i


def _is_issue(verb: Token) -> bool:
    """ "A statement published on Monday"."""
    return verb.lemma_ in _ISSUED and verb.dep_ in ("acl", "relcl")


def _belongs(noun: Token, cue: Token) -> bool:
    """Whether a noun is what the cue was said in or to ("said in a statement", "told reporters"), or is the cue."""
    token = noun
    for _ in range(_STEPS):
        if token.i == cue.i:
            return True
        above = token.head
        if above.i == token.i or token.dep_ not in ("dobj", "pobj", "pcomp", "prep", "dative", "iobj", "conj"):
            return False
        if is_verb(above) and above.i != cue.i:
            return _goes_with(above, cue)
        token = above
    return False


def _follows(block: Block, covered: range, cue: Token) -> bool:
    """Whether a day stands right behind the cue ("said Saturday that", "said late on Saturday"), whatever the parse."""
    between = [token.lower_ for token in block.doc[cue.i + 1 : covered.start]]
    close = int(cue.i) < covered.start and len(between) <= 2 and all(word in _ON for word in between)
    return close and is_verb(cue)


def recounted(
    report: Report, parsed: Sequence[Parsed], attributions: Sequence[Attribution], times: Sequence[Time]
) -> tuple[Time, ...]:
    """The times with those inside quotations counted from the day that the quotation was said.

    "We meet tomorrow", said on Thursday, is Friday, whenever the report was published. Only what counts from the
    report's day changes; in reported speech the report's own day holds.

    Args:
        report: the report.
        parsed: its parsed blocks.
        attributions: what was said in it, with ``when``.
        times: its time expressions.
    """
    done = list(times)
    for one in attributions:
        said = times[one.when] if one.when is not None else None
        if said is None or said.earliest is None or said.earliest != said.latest or said.earliest == report.day:
            continue
        for index in _quoted(report, one, times):
            again = _again(report, parsed, times[index], said)
            done[index] = again or done[index]
    return tuple(done)


def _quoted(report: Report, one: Attribution, times: Sequence[Time]) -> Iterator[int]:
    """The relative times inside the quotation marks of what was said."""
    for part in one.content:
        if one.kind != "direct" and report.text[max(0, part.start - 1) : part.start] not in tuple(_QUOTES):
            continue
        for index, time in enumerate(times):
            if part.contains(time.span) and ("the report's date" in time.why or time.why == NO_DATE):
                yield index


def _again(report: Report, parsed: Sequence[Parsed], time: Time, said: Time) -> Time | None:
    """A time counted from the day of the saying."""
    assert said.earliest is not None
    day = date.fromisoformat(said.earliest)
    for piece in parsed:
        block = report.blocks[piece.block]
        if block.start <= time.span.start < block.end:
            counted = times_.counted_from(report, piece, day, f"the day of the statement (“{said.span.text}”)")
            return next((one for one in counted if one.span == time.span), None)
    return None

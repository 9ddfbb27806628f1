"""Where clauses stand in a report: tokens and canonical ranges, attributed content, and times on their verbs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.model.reading import Attribution, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.clauses import Token, is_verb
from onrecord.reading.engine import Parsed

#: Words of the longest sentence that is read; the longest in 40 news texts that were measured has 97.
LONGEST = 250


class Block:
    """One parsed block with its canonical offsets: turns canonical ranges into tokens and tokens into spans."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        origins = parsed.mapped.origins
        self.starts = [origins[token.idx] for token in parsed.doc]
        self.first = self.starts[0] if self.starts else 0
        self.last = origins[-1] + 1 if len(origins) else 0

    def words(self) -> Iterator[Token]:
        """The tokens of its sentences, without those too long to be prose, whose parse means nothing."""
        for sent in self.doc.sents:
            if len(sent) <= LONGEST:
                yield from sent

    def span(self, first: int, last: int) -> Span:
        """The canonical span from one token index to another, both included."""
        end = self.doc[last]
        return self.parsed.span(self.doc[first].idx, end.idx + len(end.text))

    def of(self, token: Token) -> Span:
        """The canonical span of one token."""
        return self.span(token.i, token.i)

    def tokens(self, span: Span) -> range:
        """Token indices that a canonical span covers; empty where it lies outside the block."""
        if span.end <= self.first or span.start >= self.last:
            return range(0)
        return range(max(bisect_right(self.starts, span.start) - 1, 0), bisect_right(self.starts, span.end - 1))

    def phrase(self, noun: Token) -> Span:
        """The span of a noun with its determiners, adjectives and names, without clauses and later phrases."""
        first = min((t.i for t in noun.lefts if t.dep_ in _NAMING), default=noun.i)
        first = min(first, *(t.left_edge.i for t in noun.lefts if t.dep_ in _NAMING)) if first < noun.i else first
        return self.span(first, noun.i)


_NAMING = frozenset({"compound", "amod", "det", "poss", "nummod", "nmod", "quantmod"})


class Voices:
    """Which attribution a place in the text is told in."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.by_id = {one.id: one for one in attributions}
        self._ranges = sorted((part.start, part.end, one.id) for one in attributions for part in one.content)

    def at(self, offset: int) -> Attribution | None:
        """The innermost attribution whose content holds the canonical offset, ``None`` for the block's own voice."""
        best: tuple[int, int, str] | None = None
        for start, end, name in self._ranges:
            if start > offset:
                break
            if offset < end:
                here = (end - start, -self._depth(name), name)
                best = here if best is None or here < best else best
        return self.by_id[best[2]] if best else None

    def clip(self, span: Span, offset: int, report: Report) -> Span:
        """The span cut to the part of the innermost attributed content that holds the offset, if they share words."""
        said = self.at(offset)
        for part in said.content if said else ():
            if part.start <= offset < part.end:
                start, end = max(span.start, part.start), min(span.end, part.end)
                return report.cut(start, end) if start < end else span
        return span

    def chain(self, one: Attribution | None) -> Iterator[Attribution]:
        """The attribution and those that it was told in, innermost first."""
        seen: set[str] = set()
        while one is not None and one.id not in seen:
            seen.add(one.id)
            yield one
            one = self.by_id.get(one.within or "")

    def _depth(self, name: str) -> int:
        return sum(1 for _ in self.chain(self.by_id[name]))


def times_in(block: Block, times: Sequence[Time]) -> dict[int, int]:
    """For each verb or noun of a block (token index): the index into ``times`` of the expression that hangs on it.

    Points in time come before durations and repetitions, earlier expressions before later ones.
    """
    found: dict[int, int] = {}
    for index, time in enumerate(times):
        covered = block.tokens(time.span)
        if not covered or time.type == "SET" or time.value.endswith("_REF"):
            continue
        for holder in _holders(block.doc, covered):
            old = found.get(holder)
            if old is None or (times[old].type == "DURATION" and time.type != "DURATION"):
                found[holder] = index
    return found


_CARRIED = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})
#: By these a time inside a noun phrase dates what the verb tells as well: "held talks on Friday". Any other tells of
#: the noun alone: "accepted the deadline of March 31", "wanted a truce by June", "welcomed plans for next week".
_DAYS = frozenset({"on", "in", "at", "during", "over", "around"})


def root_of(doc: Any, covered: range) -> Token:
    """The token of a range that governs the rest of it."""
    return doc[covered.start : covered.stop].root


def _holders(doc: Any, covered: range) -> Iterator[int]:
    """The verb that the time hangs on, or the noun, and with the noun the verb that it is an argument of.

    "after its 2014 annexation" dates the annexation, not the verb; "held talks on Friday" dates both; "accepted the
    deadline of March 31" dates the deadline alone.
    """
    token, named = root_of(doc, covered), None
    opening = token if token.dep_ == "prep" else token.head if token.dep_ == "pobj" else None
    beside = token.dep_ in ("npadvmod", "tmod") if opening is None else opening.lower_ in _DAYS
    for above in token.ancestors:
        if is_verb(above):
            if named is None or (beside and named.head.i == above.i and named.dep_ in _CARRIED):
                yield above.i
            return
        if above.pos_ in ("NOUN", "PROPN") and above.i not in covered:
            yield above.i
            if named is not None:
                return
            named = above

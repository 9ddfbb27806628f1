"""The cast of a report: its actors, and who a range of words means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.lexicons.words import words
from onrecord.model.reading import Actor
from onrecord.model.spans import Span
from onrecord.reading.engine import Parsed

#: What a body says something in.
_PAPERS = words("report statement letter memo post tweet release")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in a parsed block: tokens ``start`` to ``end`` (after the last) mean the actor of this id."""

    piece: int
    start: int
    end: int
    actor: str


class Cast:
    """The actors of one report.

    Attributes:
        actors: all actors in the order of their first mention.
        voices: for each block of the report, the actor id of an embedded post's author; ``None`` is the outlet.
        adjectives: words such as "Ukrainian" with the id of the country that they are of.
    """

    def __init__(
        self,
        parsed: Sequence[Parsed],
        actors: Iterable[Actor],
        mentions: Iterable[Found],
        voices: tuple[str | None, ...],
        adjectives: Sequence[tuple[Span, str]] = (),
    ) -> None:
        self.adjectives = tuple(adjectives)
        self.actors: tuple[Actor, ...] = tuple(actors)
        self.voices = voices
        self._parsed = tuple(parsed)
        self._by_id = {actor.id: actor for actor in self.actors}
        self._starts = [one.mapped.origins[0] for one in self._parsed]
        self._at: dict[tuple[int, int], str] = {}
        for one in sorted(mentions, key=lambda found: (found.start - found.end, found.piece, found.start)):
            for token in range(one.start, one.end):  # the longest first, so that a name inside it keeps its own words
                self._at[one.piece, token] = one.actor

    def get(self, actor_id: str | None) -> Actor | None:
        """The actor of this id, ``None`` if the report has none."""
        return self._by_id.get(actor_id) if actor_id else None

    def resolve(self, span: Span) -> str | None:
        """Id of the actor that the words of a range mean, ``None`` where that is not plain.

        It is the mention that heads the range: "Ukrainian President Volodymyr Zelensky" is the person, "Zelensky's
        office" is nobody known, "Kyiv and Moscow" is no single actor.
        """
        at = self._tokens(span)
        if at is None:
            return None
        number, tokens = at
        head = tokens.root
        if any(child.dep_ == "conj" and child.i < tokens.end for child in head.children):
            return self._titled(number, tokens, head)
        found = self._at.get((number, head.i))
        if found is None and len(tokens) > 1:
            found = self._named_beside(number, tokens, head)
        return found

    def _titled(self, number: int, tokens: Any, head: Any) -> str | None:
        """The one person behind titles joined by "and" ("mogul and former host Ana Bel"); two people are nobody."""
        named = {self._at.get((number, token.i)) for token in tokens} - {None}
        last = self._at.get((number, tokens.end - 1))
        plain = head.pos_ == "NOUN" and head.tag_ == "NN" and self._at.get((number, head.i)) in (None, last)
        if not plain or len(named) != 1 or any(token.dep_ in ("det", "poss") for token in tokens):
            return None
        return last if last and last.startswith("person:") else None

    def _named_beside(self, number: int, tokens: Any, head: Any) -> str | None:
        """The name in apposition to the head ("his spokesman, Ana Bel"), within the range."""
        for child in head.children:
            if child.dep_ != "appos" or not tokens.start <= child.i < tokens.end:
                continue
            for i in range(child.left_edge.i, min(child.right_edge.i + 1, tokens.end)):
                found = self._at.get((number, i))
                if found and found.startswith("person:"):
                    return found
                if tokens.doc[i].pos_ in ("ADP", "DET", "VERB", "SCONJ"):
                    break  # "his spokesman, a friend of Bel": not the name of the one spoken of
        return None

    def speaker(self, span: Span) -> str | None:
        """Id of the actor who speaks by the words of a range: as ``resolve``, or the body whose paper it is.

        "The ministry report said" is the ministry's word; "a report on the ministry" is not.
        """
        found = self.resolve(span)
        at = self._tokens(span) if found is None else None
        if at is None:
            return found
        number, tokens = at
        head = tokens.root
        if head.lower_ not in _PAPERS:
            return None
        owners = [self._at.get((number, child.i)) for child in head.children if child.dep_ in ("compound", "poss")]
        known = [one for one in owners if one and one.startswith("organisation:")]
        return known[0] if len(known) == 1 and len(owners) == 1 else None

    def _tokens(self, span: Span) -> tuple[int, Any] | None:
        """The parsed block and the spaCy ``Span`` behind a canonical span."""
        number = bisect_right(self._starts, span.start) - 1
        if number < 0:
            return None
        piece = self._parsed[number]
        origins = piece.mapped.origins
        first, last = bisect_right(origins, span.start - 1), bisect_right(origins, span.end - 1)
        if first >= last:
            return None
        tokens = piece.doc.char_span(first, last, alignment_mode="contract")
        tokens = (
            tokens if tokens is not None and len(tokens) else piece.doc.char_span(first, last, alignment_mode="expand")
        )
        return (number, tokens) if tokens is not None and len(tokens) else None

"""Positions: which party makes which move on which issue, in whose telling.

How it decides: a verb, adjective or noun of a reviewed lexicon makes the move; its subject or owner, as far as the cast
knows it, is the party (a person in office stands for the country or body, and so does an official whom nobody names);
what is demanded, offered or refused is the object, and the issue is told by its words, else by those of its clause.
What "must" be, is essential, is a red line, or what nothing goes without is the position of the one who says it. "The
demand" or "such terms" is on the issue of the one told before it, "Lindau refused" answers it, and what is proposed in
place of what is rejected is on the same issue. "Both sides" are the two that the words before name. "The US proposal
would…" proposes it for the US. Questions, what only might be, wishes of others, and former habits make no position.
What a party will or will not do counts only as its own word; others can but foretell it. Those who watch, study and
report are no party. Without a known party or an object there is no position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord.lexicons.issues import OTHER, issues
from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Attribution, Position, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.clauses import Cast, Token, extent, subjects, subjects_above
from onrecord.reading.clauses_text import Block, Voices, times_in
from onrecord.reading.engine import Parsed
from onrecord.reading.positions_announced import RULES, announced, makers, narrowed
from onrecord.reading.positions_beside import asked
from onrecord.reading.positions_bounds import after_bar, bounded, closed, is_dangling, with_included
from onrecord.reading.positions_conditions import conditions_of
from onrecord.reading.positions_issues import Taken, about, around, carried, issue_of, names_only
from onrecord.reading.positions_moves import stands
from onrecord.reading.positions_own import BY_SPEAKER
from onrecord.reading.positions_parties import Parties
from onrecord.reading.positions_stand import Stand
from onrecord.reading.positions_told import Teller

#: "Both sides" and "the demand" may mean what stands so many blocks before.
_LOOK_BACK = 3


def find(
    report: Report, parsed: Sequence[Parsed], cast: Cast, times: Sequence[Time], attributions: Sequence[Attribution]
) -> tuple[Position, ...]:
    """The positions that a report tells, in text order.

    Args:
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its time expressions.
        attributions: its attributions; ``Position.attribution`` is the innermost that tells the position.

    Returns:
        Positions with a known party and an object; ``when`` is the day of the statement where the text tells it, else
        the report's day.
    """
    voices = Voices(attributions)
    found: list[Position] = []
    before: list[Block] = []
    taken: list[Taken] = []
    for piece in parsed:
        reader = _Reader(report, piece, cast, times, voices, tuple(before[-_LOOK_BACK:]), taken)
        found += reader.positions()
        before.append(reader.block)
    found.sort(key=lambda one: (one.span.start, one.span.end, one.party, one.move))
    return tuple(dict.fromkeys(found))


class _Reader:
    """Reads the positions of one parsed block."""

    def __init__(
        self,
        report: Report,
        piece: Parsed,
        cast: Cast,
        times: Sequence[Time],
        voices: Voices,
        before: Sequence[Block],
        taken: list[Taken],
    ) -> None:
        self.report = report
        self.block = Block(piece)
        self.number = piece.block
        self.parties = Parties(self.block, cast, _voice(cast, piece.block), before)
        self.voices = voices
        last = report.blocks[piece.block].dated or report.day
        self.teller = Teller(cast, self.parties, times, times_in(self.block, times), voices, last)
        self.taken = taken

    def positions(self) -> Iterator[Position]:
        made = [(self._addressed(s, parties), parties) for s in self._stands() if (parties := self._parties(s))]
        for stand, parties in made:
            if any(_restates(stand, parties, other, theirs) for other, theirs in made):
                continue
            for part in _parts(stand):
                yield from self._taken(part, parties)

    def _taken(self, stand: Stand, parties: tuple[str, ...]) -> Iterator[Position]:
        groups = about(narrowed(stand))
        issue = asked(stand, issue_of(stand, groups))
        if issue is None or issue.startswith(OTHER):
            earlier = carried(stand, parties, self.taken, self.number)
            if earlier is not None:
                issue, groups = earlier.issue, earlier.about
            elif names_only(stand):
                groups = (*groups, *around(stand))
                issue = issues().match_about(groups)  # "rejects the plan", of which nothing is told, is none
        if issue is not None and not (stand.elided and not groups):
            self.taken.append(Taken(stand, parties, issue, groups, self.number))
            for party in parties:
                yield self._position(stand, party, issue, groups)

    def _stands(self) -> Iterator[Stand]:
        for token in self.block.words():
            if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
                stand = stands(token) or announced(token)
                if stand is not None and (stand.first <= stand.last or stand.rule == "position.elided"):
                    yield self._bounded(replace(stand, last=_before_bracket(self.block.doc, stand)))

    def _bounded(self, stand: Stand) -> Stand:
        ranges = conditions_of(stand.verb, stand.head, stand.move)
        said = [stand.last] if self.teller.is_past(self.block.of(stand.verb.doc[stand.last])) else []
        return bounded(stand, ranges, said)

    def _said(self, stand: Stand) -> Attribution | None:
        """The attribution that tells it; a move that a noun phrase takes for granted is told by who says the whole."""
        said = self.voices.at(self.block.starts[stand.verb.i])
        if stand.rule not in _GRANTED:
            return said
        return next((one for one in self.voices.chain(said) if one.stance == "held" and one.cue_class == "says"), None)

    def _parties(self, stand: Stand) -> tuple[str, ...]:
        """The parties that make the move; none where only another foretells it, or denies that it was made."""
        said = self._said(stand)
        if (said is not None and (said.stance != "held" or self.parties.is_nobody(said))) or self.teller.is_history(
            stand
        ):
            return ()
        speaker = self.parties.speaker(said) or self._teller(stand)
        if stand.rule in RULES:
            return makers(stand, self.parties.of(stand.by, said), speaker, said)
        if self._is_named(stand):
            return ()
        if stand.rule in BY_SPEAKER:
            return self._as_speaker(stand, speaker)
        found = self.parties.of(stand.by, said) or self._above(stand, said)
        if stand.own and (speaker is None or any(party != speaker for party in found)):
            return ()
        return found

    def _addressed(self, stand: Stand, parties: tuple[str, ...]) -> Stand:
        """What one party says that another, whom it names, should do is an appeal to that one."""
        if stand.rule != "position.should":
            return stand
        doers = self.parties.of(subjects(stand.verb), self._said(stand))
        other = bool(doers) and not set(doers) & set(parties)
        return replace(stand, move="appeal") if other or (not doers and _is_office(subjects(stand.verb))) else stand

    def _above(self, stand: Stand, said: Attribution | None) -> tuple[str, ...]:
        """The party of the clause above, where the grammatical subject is nobody who could make a move."""
        if self.parties.roles.can_act(stand.by):
            return ()
        return next((found for tokens in subjects_above(stand.verb) if (found := self.parties.of(tokens, said))), ())

    def _teller(self, stand: Stand) -> str | None:
        """The party that is the subject of the verb of saying above the clause."""
        verb = stand.verb
        if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
            return None
        found = self.parties.of(subjects(verb.head), None)
        return found[0] if len(found) == 1 else None

    def _as_speaker(self, stand: Stand, speaker: str | None) -> tuple[str, ...]:
        """The one who speaks, if it is a country or body and does not speak of its own duties or another's needs."""
        if speaker is None or speaker.startswith("person:"):
            return ()
        by = subjects(stand.verb)
        doers = self.parties.of(by, self._said(stand))
        if stand.rule == "position.must" and len(by) == 1 and by[0].lower_ == "it" and not doers:
            return ()
        if stand.rule in ("position.must", "position.should"):
            if speaker in doers and stand.verb.lemma_.lower() not in move_words().received:
                return ()
        elif stand.rule in ("position.needed", "position.hinges") and any(party != speaker for party in doers):
            return ()
        return (speaker,)

    def _is_named(self, stand: Stand) -> bool:
        """Whether the object only names someone or a day: "demands on Sorn" do not tell what is demanded."""
        head = stand.head
        if head.ent_type_ in ("DATE", "TIME") and stand.rule in ("position.noun", "position.light"):
            return True
        return head.pos_ == "PROPN" and stand.move != "accuse" and self.parties.roles.named(head) is not None

    def _position(self, stand: Stand, party: str, issue: str, groups: tuple[str, ...]) -> Position:
        first, _ = extent(stand.verb)
        said = self._said(stand)
        offset = self.block.starts[stand.verb.i]
        first = after_bar(self.block.doc, min(first, stand.first), stand.verb.i)
        whole = self.block.span(first, max(stand.last, stand.verb.i))
        speaker, capacity, teller = self.teller.told(stand, said, party)
        return Position(
            span=self.voices.clip(whole, offset, self.report),
            party=party,
            issue=issue,
            move=stand.move,
            object=None if stand.elided else self._clipped(stand.first, with_included(stand), offset),
            attribution=said.id if said else None,
            when=self.teller.day(stand, said),
            rule=stand.rule,
            conditions=self._conditions(stand, offset),
            speaker=speaker,
            capacity=capacity,
            told_by=teller,
            about=groups,
        )

    def _clipped(self, first: int, last: int, offset: int) -> Span:
        whole = self.block.span(first, last)
        cut = self.voices.clip(whole, offset, self.report)
        kept = self.block.tokens(cut)
        wrong = cut.end < whole.end and len(kept) and is_dangling(self.block.doc[kept[-1]])
        return closed(whole if wrong else cut, self.report)

    def _conditions(self, stand: Stand, offset: int) -> tuple[Span, ...]:
        ranges = conditions_of(stand.verb, stand.head, stand.move)
        if not ranges and stand.move == "condition" and not stand.elided:
            ranges = [(stand.first, stand.last)]
        return tuple(dict.fromkeys(self._clipped(first, last, offset) for first, last in ranges))


def _is_office(by: Sequence[Token]) -> bool:
    """Whether the words are those of someone's leaders or bodies, whom the cast does not know: "Veranian leaders"."""
    organs = move_words().organs
    return len(by) == 1 and by[0].lemma_.lower() in organs and any(c.text[:1].isupper() for c in by[0].lefts)


#: Rules by which a noun phrase takes a move for granted, whoever tells what about it.
_GRANTED = frozenset({"position.noun", "position.proposed", "position.passive"})


def _parts(stand: Stand) -> Iterator[Stand]:
    """The move, once for each of several deeds or things joined by "and" that are on different issues."""
    head = stand.head
    others = [c for c in head.conjuncts if stand.first < c.i <= stand.last and c.i > head.i and c.pos_ == head.pos_]
    cuts = [min(head.i + 1 if not others else one.left_edge.i, one.i) for one in others]
    heads: list[Token] = [head, *others]
    ends = [*(cut - 1 for cut in cuts), stand.last]
    starts = [stand.first, *cuts]
    found = []
    for one, first, last in zip(heads, starts, ends, strict=True):
        while last > first and (stand.verb.doc[last].is_punct or stand.verb.doc[last].dep_ == "cc"):
            last -= 1
        found.append(replace(stand, head=one, first=first, last=last))
    known = issues()
    on = [known.match_about(about(one)[:2]) if one.first <= one.last else None for one in found]
    if len(found) < 2 or None in on or len(set(on)) < len(on):
        yield stand
    else:
        yield from found


def _before_bracket(doc: Any, stand: Stand) -> int:
    """The last token of the object before a bracket that it does not close."""
    opened = [i for i in range(stand.first, stand.last + 1) if doc[i].text in "(["]
    closed = any(doc[i].text in ")]" for i in range(stand.first, stand.last + 1))
    return opened[0] - 1 if opened and not closed and opened[0] > stand.first else stand.last


def _voice(cast: Cast, block: int) -> str | None:
    voices: tuple[str | None, ...] = getattr(cast, "voices", ())
    return voices[block] if block < len(voices) else None


def _restates(stand: Stand, parties: tuple[str, ...], other: Stand, theirs: tuple[str, ...]) -> bool:
    """Whether what is insisted on or promised is itself told as a move of the same party: the inner one is kept."""
    inside = stand.first <= other.verb.i <= stand.last and stand.verb.i != other.verb.i
    return inside and other.verb.i == stand.head.i and bool(set(parties) & set(theirs))

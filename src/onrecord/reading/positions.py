"""Positions: which party makes which move on which issue, in whose telling.

How it decides: a verb, adjective or noun of a reviewed lexicon makes the move; its subject, as far as the cast knows
it, is the party (a person in office stands for the country or body); what is demanded, offered or refused is the
object, and the issue is told by its words. "The demand" or "the offer" is on the issue of the one told before it in the
paragraph, and what is proposed in place of what is rejected is on the same issue. Questions, conditions, wishes of
others and former habits make no position. What a party will or will not do counts only as its own word; others can but
foretell it. Without a known party or an object there is no position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from onrecord.lexicons.issues import SMALL, issues
from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Attribution, Position, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import Cast, Token, extent, subjects, subjects_above
from onrecord.reading.clauses_text import Block, Voices, times_in
from onrecord.reading.engine import Parsed
from onrecord.reading.positions_moves import Stand, stands
from onrecord.reading.positions_parties import Parties


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
    for piece in parsed:
        found += _Reader(report, piece, cast, times, voices).positions()
    found.sort(key=lambda one: (one.span.start, one.span.end, one.party, one.move))
    return tuple(dict.fromkeys(found))


#: Rules whose move is that of the one who speaks, not of a subject.
_BY_SPEAKER = frozenset({"position.must", "position.should", "position.judged"})


_Taken: TypeAlias = tuple[Stand, tuple[str, ...], str]


class _Reader:
    """Reads the positions of one parsed block."""

    def __init__(self, report: Report, piece: Parsed, cast: Cast, times: Sequence[Time], voices: Voices) -> None:
        self.report = report
        self.block = Block(piece)
        self.data = report.blocks[piece.block]
        self.parties = Parties(self.block, cast, _voice(cast, piece.block))
        self.times = times
        self.voices = voices
        self.held = times_in(self.block, times)

    def positions(self) -> Iterator[Position]:
        made = [(stand, parties) for stand in self._stands() if (parties := self._parties(stand))]
        taken: list[_Taken] = []
        for stand, parties in made:
            if any(_restates(stand, parties, other, theirs) for other, theirs in made):
                continue
            issue = self._issue(stand)
            if issue is None or issue.startswith("other:"):
                issue = _carried(stand, parties, taken) or issue
            if issue is not None:
                taken.append((stand, parties, issue))
                for party in parties:
                    yield self._position(stand, party, issue)

    def _stands(self) -> Iterator[Stand]:
        for token in self.block.words():
            if token.pos_ in ("VERB", "AUX", "NOUN"):
                stand = stands(token)
                if stand is not None and stand.first <= stand.last:
                    yield replace(stand, last=_before_bracket(self.block.doc, stand))

    def _said(self, stand: Stand) -> Attribution | None:
        return self.voices.at(self.block.starts[stand.verb.i])

    def _parties(self, stand: Stand) -> tuple[str, ...]:
        """The parties that make the move; none where only another foretells it, or denies that it was made."""
        said = self._said(stand)
        if said is not None and said.stance != "held":
            return ()
        speaker = self.parties.speaker(said) or self._teller(stand)
        if self._is_named(stand):
            return ()
        if stand.rule in _BY_SPEAKER:
            return self._as_speaker(stand, speaker)
        found = self.parties.of(stand.by, said) or self._above(stand, said)
        if stand.own and (speaker is None or any(party != speaker for party in found)):
            return ()
        return found

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
        """The one who speaks, if it is a country or body and does not speak of its own duties."""
        if speaker is None or speaker.startswith("person:"):
            return ()
        if stand.rule in ("position.must", "position.should"):
            doers = self.parties.of(subjects(stand.verb), self._said(stand))
            if speaker in doers and stand.verb.lemma_.lower() not in move_words().received:
                return ()
            if stand.rule == "position.should" and not doers and self._issue(stand) is None:
                return ()
        return (speaker,)

    def _issue(self, stand: Stand) -> str | None:
        """The issue by the object's words, then by those of its clause; else the object's own words."""
        known = issues()
        tokens = self.block.doc[stand.first : stand.last + 1]
        bare, full = _lemmas(tokens, bare=True), _lemmas(tokens)
        found = known.match_strong(full) or known.match_strong(bare)
        if found is not None:
            return found
        weak = self._is_weak(stand) or stand.rule in ("position.must", "position.should")
        deed = stand.rule == "position.verb" and stand.head.pos_ == "VERB"
        found = None if weak and not deed else known.match(bare) or known.match(full)
        if found is not None:
            return found
        if stand.head.lemma_.lower() in move_words().void and stand.move != "condition":
            return None
        clause = _lemmas(self.block.doc[stand.verb.i : extent(stand.verb)[1] + 1])
        if weak:
            return None
        return known.match_strong(clause) or _own_words(stand.head)

    def _is_weak(self, stand: Stand) -> bool:
        """Whether the words are as often used of other things, so that a listed issue must stand in the object."""
        lexicon, lemma = move_words(), stand.verb.lemma_.lower()
        if stand.rule != "position.verb":
            return False
        noun = stand.head.pos_ in ("NOUN", "PROPN", "NUM")
        return lemma in lexicon.weak or (noun and (lemma in lexicon.weak_noun or stand.first < stand.verb.i))

    def _is_named(self, stand: Stand) -> bool:
        """Whether the object only names someone or a day: "demands on Sorn" do not tell what is demanded."""
        head = stand.head
        if head.ent_type_ in ("DATE", "TIME") and stand.rule == "position.noun":
            return True
        return head.pos_ == "PROPN" and stand.move != "accuse" and self.parties.roles.named(head) is not None

    def _position(self, stand: Stand, party: str, issue: str) -> Position:
        first, _ = extent(stand.verb)
        said = self._said(stand)
        offset = self.block.starts[stand.verb.i]
        whole = self.block.span(min(first, stand.first), max(stand.last, stand.verb.i))
        return Position(
            span=self.voices.clip(whole, offset, self.report),
            party=party,
            issue=issue,
            move=stand.move,
            object=self.voices.clip(self.block.span(stand.first, stand.last), offset, self.report),
            attribution=said.id if said else None,
            when=self._day(stand, said),
            rule=stand.rule,
        )

    def _day(self, stand: Stand, said: Attribution | None) -> str | None:
        """The day of the statement: by the time beside the move or the cue, else the day of the post or report."""
        last = self.data.dated or self.report.day
        index = self.held.get(stand.verb.i)
        if index is None and said is not None and said.cue is not None:
            covered = self.block.tokens(said.cue)
            index = next((self.held[i] for i in covered if i in self.held), None)
        if index is None:
            return last
        time = self.times[index]
        if time.type == "DURATION" or time.earliest is None or (last and time.earliest > last):
            return last
        if time.earliest == time.latest:
            return time.earliest
        return last if last and time.latest and time.earliest <= last <= time.latest else None


def _carried(stand: Stand, parties: tuple[str, ...], taken: Sequence[_Taken]) -> str | None:
    """The issue of an earlier position that this one answers, ``None`` if it answers none."""
    lexicon, head = move_words(), stand.head
    alone = all(t.i == head.i or t.dep_ in ("det", "amod") for t in head.doc[stand.first : stand.last + 1])
    named = next((move for noun, move in lexicon.nouns.items() if alone and head.lemma_.lower() == noun), None)
    for other, theirs, issue in reversed(taken):
        if named is not None and other.move == named and not set(theirs) & set(parties):
            return issue
        countered = other.move in ("reject", "refuse") and stand.move in ("propose", "offer", "demand")
        if countered and theirs == parties and stand.verb.dep_ == "conj" and stand.verb.head.i == other.verb.i:
            return issue
    return None


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


def _lemmas(tokens: Sequence[Token], *, bare: bool = False) -> list[str]:
    """Lower-case lemmas without articles and owners; bare: also without adjectives, adverbs and numbers."""
    kept = (t for t in tokens if not t.is_punct and not t.is_space and t.lower_ not in SMALL and not _is_owner(t))
    return [t.lemma_.lower() for t in kept if not (bare and _describes(t))]


def _is_owner(token: Token) -> bool:
    """Whether the token is a name before "'s", which no phrase of the list holds."""
    return bool(token.pos_ == "PROPN" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS")


def _describes(token: Token) -> bool:
    named = token.pos_ == "PROPN" and token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN"
    while token.dep_ in ("compound", "nmod", "npadvmod", "quantmod", "punct"):
        token = token.head
    return bool(named or token.dep_ in ("amod", "advmod", "nummod"))


def _own_words(head: Token) -> str | None:
    """``other:`` and the words that head the object, for an issue that the list does not have."""
    if head.pos_ in ("VERB", "AUX"):
        about = next((c for c in head.rights if c.dep_ in ("dobj", "attr", "acomp")), None)
        words = [head.lemma_, *([about.text] if about is not None else [])]
    else:
        named = [t.text for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")]
        words = [*named[-2:], head.text]
    return "other:" + " ".join(words).lower()

"""Who sets a deadline or makes a promise, and on which day."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Time
from onrecord.model.report import Report
from onrecord.reading.clauses import Cast, Token, subjects
from onrecord.reading.clauses_text import Block, Voices, times_in
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_words import ASKS, PROMISES
from onrecord.reading.engine import Parsed
from onrecord.reading.positions_parties import Parties, party_of

#: Verbs of which the one that is spoken of keeps being the subject.
_TELLS = frozenset({"say", "tell", "offer", "hope", "expect", "insist"}) | ASKS | PROMISES


#: Headline, standfirst and lede.
_NEWS = 3
#: "While campaigning, Bel promised": some day in the past.
_THEN = frozenset({"while", "when", "during"})
#: "The statement says", "officials said", "the ministry announced": words of a party that is not named.
_OFFICES = words("statement ministry government official officials office department spokesman spokeswoman kremlin")


def _is_office(said: Attribution) -> bool:
    """Whether the words that name who said it are those of an office."""
    return said.source is not None and bool(set(said.source.text.lower().split()) & _OFFICES)


def _subjects(found: Found) -> tuple[Token, ...]:
    """Who sets it; a past verb that the parse joins to an infinitive takes the subject of the past verb above."""
    verb = found.by
    if verb is None or verb.dep_ != "conj" or verb.tag_ != "VBD" or verb.head.tag_ != "VB" or not found.setters:
        return found.setters
    above = next((t for t in verb.ancestors if t.tag_ == "VBD" and any(c.dep_ == "nsubj" for c in t.children)), None)
    return subjects(above) if above is not None else found.setters


class Setters:
    """Finds who sets what is due in one report, block after block.

    Args:
        report: the report.
        cast: its actors.
        times: its times.
        voices: its attributions by place.
    """

    def __init__(self, report: Report, cast: Cast, times: Sequence[Time], voices: Voices) -> None:
        self.report = report
        self.cast = cast
        self.times = times
        self.voices = voices
        self._before: Parsed | None = None
        self._block: Block | None = None
        self._read = 0

    def enter(self, block: Block, number: int, before: Parsed | None) -> None:
        """Go on to a block, given its place among the parsed ones and the one before it."""
        self._before, self._block, self._read = before, block, number
        index = block.parsed.block
        voices: tuple[str | None, ...] = getattr(self.cast, "voices", ())
        self._parties = Parties(block, self.cast, voices[index] if index < len(voices) else None)
        self._held: dict[int, int] | None = None

    def of(self, found: Found, said: Attribution | None) -> tuple[str, ...] | None:
        """The parties that set or promise it, maybe none; ``None`` if it is not theirs to set: then nothing is due."""
        if said is not None and said.stance == "denied":
            return None
        parties = self._parties.of(_subjects(found), said)
        speaker = self._parties.speaker(said)
        if found.needs == "speaker":
            if speaker and not speaker.startswith("person:"):
                return (speaker,)
            return () if said is not None and said.actor is None and _is_office(said) else None
        if found.needs == "party":
            return parties or None
        if found.needs != "none":
            outlet = found.needs == "subject or outlet" and said is None
            ours = speaker in parties or (outlet and not any(one.startswith("person:") for one in parties))
            return parties if parties and ours else None
        if not parties and len(found.setters) == 1 and found.setters[0].lower_ == "they":
            parties = self._spoken_of(found.setters[0], said)
        if not parties and found.own and not found.setters and said is not None and self._is_in_office(said):
            doers = self._parties.of(subjects(found.at), said)
            return (speaker,) if speaker and speaker not in doers else ()
        return parties

    def _is_in_office(self, said: Attribution) -> bool:
        party = party_of(self.cast, said.actor)
        return (
            party is not None
            and not party.startswith("person:")
            and (party.startswith("country:") or party != said.actor)
        )

    def day(self, found: Found, said: Attribution | None) -> str | None:
        """The day on which it was set or told: that of the saying, that beside its verb, else that of the report."""
        return self._told_day(found, said) or self._last()

    def since(self, found: Found, said: Attribution | None) -> str | None:
        """The day from which a stretch counts; ``None`` where it was set on some day in the past that is not told.

        What a report's first blocks tell in the past tense is its news.
        """
        day = self._told_day(found, said)
        verb = found.by
        if verb is not None and any(c.dep_ == "advcl" and c.left_edge.lower_ in _THEN for c in verb.children):
            return day
        if day is None and verb is not None and self._is_long_ago(verb, found):
            return None
        if day or verb is None or verb.tag_ != "VBD" or self._block is None or self._read < _NEWS:
            return day or self._last()
        return self._last() if self.voices.at(self._block.starts[verb.i]) is not None else None

    def _is_long_ago(self, verb: Token, found: Found) -> bool:
        """Whether another time than the limit stands beside the verb that sets it: "in May, Sorn set"."""
        index = self._times_held().get(verb.i)
        mine = [limit.time for limit in (found.limit, found.old) if limit is not None]
        return index is not None and self.times[index] not in mine and self.times[index].earliest is not None

    def _last(self) -> str | None:
        """The day of the post or report."""
        block = self._block
        dated = self.report.blocks[block.parsed.block].dated if block else None
        return (dated[:10] if dated else None) or self.report.day

    def _told_day(self, found: Found, said: Attribution | None) -> str | None:
        """The day that the words tell for the saying or the setting."""
        last = self._last()
        for one in self.voices.chain(said):
            if one.when is not None and (day := self._past_day(one.when, last)):
                return day
        verb = found.by or found.at
        for word in (verb, verb.head):
            index = self._times_held().get(word.i)
            if index is None or self.times[index] in (found.limit and found.limit.time, found.old and found.old.time):
                continue
            if day := self._past_day(index, last):
                return day
        return None

    def _times_held(self) -> dict[int, int]:
        if self._held is None:
            self._held = times_in(self._block, self.times) if self._block is not None else {}
        return self._held

    def _past_day(self, index: int, last: str | None) -> str | None:
        time = self.times[index]
        whole = time.type != "DURATION" and time.earliest is not None and time.earliest == time.latest
        return time.earliest if whole and (last is None or (time.earliest or "") <= last) else None

    # -- "they" ---------------------------------------------------------------------------------------------------

    def _spoken_of(self, pronoun: Token, said: Attribution | None) -> tuple[str, ...]:
        """Of whom the speaker spoke last: "Verania proposed a truce," Bel said. "They want it by June."

        Only the subject of the speaker's last sentence is taken, where both sentences tell what is said or wanted and
        nobody is named between.
        """
        teller = next((one for one in self.voices.chain(said) if one.actor is not None), None)
        if teller is None or self._block is None or pronoun.head.lemma_.lower() not in _TELLS:
            return ()
        if teller.kind == "indirect" or not self._opens(pronoun, teller):
            return ()
        start = min(part.start for part in teller.content)
        for block in (self._block, Block(self._before) if self._before is not None else None):
            earlier = self._last_words(block, teller, start) if block is not None else None
            if block is not None and earlier is not None:
                return self._subject(block, earlier, teller)
        return ()

    def _opens(self, pronoun: Token, teller: Attribution) -> bool:
        """Whether the words before the pronoun in what is said name nobody."""
        block = self._block
        assert block is not None
        offset = block.starts[pronoun.i]
        start = max((p.start for p in teller.content if p.start <= offset < p.end), default=offset)
        before = (t for t in block.doc[: pronoun.i] if block.starts[t.i] >= start)
        return not any(t.pos_ in ("PROPN", "NOUN") for t in before)

    def _last_words(self, block: Block, teller: Attribution, start: int) -> range | None:
        """Tokens of the last thing that the speaker said in a block before an offset."""
        ends = [
            part
            for one in self.voices.by_id.values()
            if one.actor == teller.actor and one.within == teller.within and one.id != teller.id
            for part in one.content
            if part.end <= start
        ]
        part = max(ends, key=lambda one: one.end, default=None)
        covered = block.tokens(part) if part is not None else range(0)
        return covered or None

    def _subject(self, block: Block, covered: range, teller: Attribution) -> tuple[str, ...]:
        root = block.doc[covered.start : covered.stop].root
        if root.lemma_.lower() not in _TELLS:
            return ()
        found = Parties(block, self.cast, None).of(subjects(root), None)
        own = party_of(self.cast, teller.actor)
        return found if len(found) == 1 and found[0] != own else ()

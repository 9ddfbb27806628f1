"""In whose words a position is told: who takes it for the party, as what, who tells it, and on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.lexicons.leaders import capacity_of
from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Capacity, Time
from onrecord.model.spans import Span
from onrecord.reading.clauses import Cast, Token
from onrecord.reading.clauses_text import Voices
from onrecord.reading.positions_parties import Parties
from onrecord.reading.positions_stand import Stand

#: Moves that a person makes by speaking, so that "President Bel demanded" is told in her own words.
_SPOKEN = frozenset({"demand", "propose", "offer", "threaten", "accuse", "appeal", "commit", "reject"})

_BY_VERB = frozenset({"position.verb", "position.light", "position.warned"})
#: A move this many years before the report is history of another time.
_HISTORY = 8
_STATEMENTS = words("statement communique communiqué declaration letter note")
_PEOPLE = words(
    "minister official spokesman spokeswoman spokesperson ambassador envoy diplomat secretary president premier "
    "chancellor negotiator representative adviser advisor general commander aide"
)
#: Words of an office, in the order in which they decide.
_CAPACITIES: tuple[tuple[Capacity, frozenset[str]], ...] = (
    ("spokesman", words("spokesman spokeswoman spokesperson spokespeople spokesmen")),
    ("official", words("deputy vice vice-president assistant aide adviser advisor deputies former")),
    ("envoy", words("envoy negotiator ambassador representative delegate mediator delegation negotiators")),
    (
        "leader",
        words("president prime premier chancellor king queen emperor sultan emir leader chairman taoiseach pope"),
    ),
    ("minister", words("minister secretary")),
)
_MINISTRIES = words("ministry department office administration cabinet pentagon treasury embassy")


class Teller:
    """Tells in whose words a position stands.

    Args:
        cast: the actors of the report.
        parties: the parties of the block.
        times: the times of the report.
        held: for each verb or noun of the block, the time that hangs on it.
        voices: the attributions of the report.
        last: ISO day of the block or report, after which nothing in it was said.
    """

    def __init__(
        self,
        cast: Cast,
        parties: Parties,
        times: Sequence[Time],
        held: Mapping[int, int],
        voices: Voices,
        last: str | None,
    ) -> None:
        self.voices = voices
        self.cast = cast
        self.parties = parties
        self.times = times
        self.held = held
        self.last = last

    def told(
        self, stand: Stand, said: Attribution | None, party: str
    ) -> tuple[str | None, Capacity | None, str | None]:
        """Who takes the position for the party in the party's own words, as what, and the party that tells it."""
        if said is None and self.parties.voice is None:
            return self._of_subject(stand, party)
        teller = self._teller(said, party)
        if teller != party:
            return None, None, teller
        speaker = said.actor if said is not None else self.parties.voice
        return (speaker if speaker != party else None), self._capacity(speaker, said), teller

    def _teller(self, said: Attribution | None, party: str) -> str | None:
        """The party that tells it: the innermost, but another that tells the party's own word before the party."""
        innermost = self.parties.speaker(said)
        if said is None or innermost != party:
            return innermost
        tellers = (self.parties.speaker(one) for one in self.voices.chain(said))
        return next((one for one in tellers if one not in (None, party)), party)

    def _of_subject(self, stand: Stand, party: str) -> tuple[str | None, Capacity | None, str | None]:
        """The person or ministry that is told to make the move by speaking."""
        if stand.move not in _SPOKEN or stand.rule not in _BY_VERB or len(stand.by) != 1:
            return None, None, None
        roles = self.parties.roles
        one = self.cast.resolve(roles.block.phrase(stand.by[0])) or self.cast.resolve(roles.block.of(stand.by[0]))
        actor = self.cast.get(one) if one else None
        if one is None or actor is None or one == party or actor.kind not in ("person", "organisation"):
            return self._of_unnamed(stand.by[0], party)
        return one, self._capacity(one, None), party

    def _of_unnamed(self, head: Token, party: str) -> tuple[str | None, Capacity | None, str | None]:
        """A statement of the party, or someone of it whom nobody names, told to make the move by speaking."""
        if head.tag_ != "NN":
            return None, None, None
        if head.lemma_.lower() in _STATEMENTS:
            return None, None, party
        return (None, _by_words(_around(head)) or "unnamed", party) if head.lemma_.lower() in _PEOPLE else (None,) * 3

    def _capacity(self, speaker: str | None, said: Attribution | None) -> Capacity | None:
        """As what someone speaks, by the words of the office at that place, else by those of the report."""
        head = self.parties.unnamed(said) if said is not None and said.actor is None else None
        if head is not None:
            return _by_words(_around(head)) if head.tag_ in ("NN", "NNP") and head.lemma_ != "official" else "unnamed"
        actor = self.cast.get(speaker) if speaker else None
        if actor is None or actor.kind not in ("person", "organisation"):
            return None
        here = set(said.source.text.lower().split()) if said is not None and said.source is not None else set()
        if actor.kind == "organisation":
            return "ministry" if set(actor.name.lower().split()) & _MINISTRIES else None
        role = set((actor.role or "").lower().replace("-", " ").split())
        known = _by_words(here) or _by_words(role)
        return known or capacity_of(actor.id, self.parties.day) or "official"

    def is_past(self, span: Span) -> bool:
        """Whether the word names a day up to that of the report."""
        return any(
            time.span.start <= span.start < time.span.end
            and time.latest is not None
            and time.latest <= (self.last or "")
            for time in self.times
        )

    def is_history(self, stand: Stand) -> bool:
        """Whether the words put the move so many years before the report that it is background."""
        index = self.held.get(stand.verb.i)
        latest = self.times[index].latest if index is not None and self.times[index].type != "DURATION" else None
        return bool(latest and self.last and int(self.last[:4]) - int(latest[:4]) >= _HISTORY)

    def day(self, stand: Stand, said: Attribution | None) -> str | None:
        """The day of the statement: by the time of the saying or the move, else the day of the post or report."""
        index = self.held.get(stand.verb.i)
        if index is None and said is not None:
            index = said.when if said.when is not None else self._beside(said)
        if index is None:
            return self.last
        time = self.times[index]
        if time.type == "DURATION" or time.earliest is None or (self.last and time.earliest > self.last):
            return self.last
        if time.earliest == time.latest:
            return time.earliest
        within = self.last and time.latest and time.earliest <= self.last <= time.latest
        return self.last if within else None

    def _beside(self, said: Attribution) -> int | None:
        covered = self.parties.roles.block.tokens(said.cue) if said.cue is not None else range(0)
        return next((self.held[i] for i in covered if i in self.held), None)


def _by_words(found: set[str]) -> Capacity | None:
    return next((capacity for capacity, ones in _CAPACITIES if found & ones), None)


def _around(head: Token) -> set[str]:
    return {token.lower_ for token in head.subtree}

"""Which party speaks: a country, an organisation, or the one that a person leads or speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicons.moves import move_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Actor, Attribution
from onrecord.reading.clauses import Cast, Token
from onrecord.reading.clauses_text import Block
from onrecord.reading.events_roles import Roles

#: Offices whose holder speaks for the country or body that the cast says the person belongs to.
_OFFICES = words(
    "president prime premier minister chancellor king queen emperor sultan emir crown leader head chief spokesman "
    "spokeswoman spokesperson secretary envoy negotiator ambassador representative foreign chairman chairwoman chair "
    "director commissioner general commander presidency governor taoiseach delegate adviser advisor aide official "
    "vice-president diplomat"
)
_FORMER = words("former ex ex-president late ousted exiled opposition")
#: Bodies that speak for their country.
_STATE = words(
    "ministry government kremlin presidency cabinet department administration house office embassy foreign delegation "
    "palace army military staff forces security council"
)


def party_of(cast: Cast, actor_id: str | None) -> str | None:
    """The party that an actor stands for.

    Returns:
        The id of a country, organisation or group; of a person's country or organisation where the person is its
        leader, minister, envoy or spokesman; else of the person. ``None`` for a place or an unknown actor.
    """
    actor = cast.get(actor_id) if actor_id else None
    if actor is None or actor.kind == "place":
        return None
    if actor.of and cast.get(actor.of) is not None and _speaks_for(actor):
        return party_of(cast, actor.of) or actor.of
    return actor.id


def _speaks_for(actor: Actor) -> bool:
    if actor.kind == "person":
        role = set((actor.role or "").lower().replace("-", " ").split())
        return bool(role & _OFFICES) and not role & _FORMER
    name = set(actor.name.lower().split())
    return actor.kind == "organisation" and bool(name & _STATE) and bool(actor.of and actor.of.startswith("country:"))


class Parties:
    """Finds the parties that the subject of a move, or a speaker, stands for."""

    def __init__(self, block: Block, cast: Cast, voice: str | None) -> None:
        self.roles = Roles(block, cast)
        self.cast = cast
        self.voice = voice

    def of(self, tokens: Sequence[Token], said: Attribution | None) -> tuple[str, ...]:
        """Ids of the parties that the words name, each once; unresolved words give none."""
        found = self.roles.of(token for token in tokens if self._acts(token))
        if not found and len(tokens) == 1:
            speaker = self.roles.speaker(tokens[0], said) or self._poster(tokens[0], said)
            found = (speaker,) if speaker else ()
        return tuple(dict.fromkeys(party for one in found if (party := party_of(self.cast, one))))

    def _acts(self, token: Token) -> bool:
        """Whether the words name the party itself or those through whom it acts; "Lindau's allies" are others."""
        if token.pos_ in ("PROPN", "PRON", "ADJ") or token.lemma_.lower() in move_words().organs:
            return True
        return self.roles.cast.resolve(self.roles.block.phrase(token)) is not None

    def _poster(self, token: Token, said: Attribution | None) -> str | None:
        """The author of an embedded post, for "we" and "I" in it."""
        return self.voice if said is None and token.lower_ in ("i", "we") else None

    def speaker(self, said: Attribution | None) -> str | None:
        """The party whose words these are; ``None`` in the outlet's own voice or where the speaker is unknown."""
        if said is None:
            return party_of(self.cast, self.voice)
        return party_of(self.cast, said.actor)

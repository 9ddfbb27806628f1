"""Which party speaks: a country, an organisation, or the one that a person leads or speaks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.lexicons import world
from onrecord.lexicons.leaders import led_by
from onrecord.lexicons.moves import move_words
from onrecord.lexicons.newsroom import agency_named, is_outlet
from onrecord.lexicons.words import words
from onrecord.model.reading import Actor, Attribution
from onrecord.reading.clauses import SUBJECTS, Cast, Token, group, is_verb, subjects
from onrecord.reading.clauses_text import Block
from onrecord.reading.events_roles import Roles

#: Offices whose holder speaks for the country or body that the cast says the person belongs to.
_OFFICES = words(
    "president prime premier minister chancellor king queen emperor sultan emir crown leader head chief spokesman "
    "spokeswoman spokesperson secretary envoy negotiator ambassador representative foreign chairman chairwoman chair "
    "director commissioner general commander presidency governor taoiseach delegate adviser advisor aide official "
    "vice-president diplomat"
)
_FORMER = words("former ex ex-president late ousted exiled opposition then")
#: Bodies that speak for their country.
_STATE = words(
    "ministry government kremlin presidency cabinet department administration house office embassy foreign delegation "
    "palace army military staff forces security council pentagon treasury"
)
#: Bodies that watch, study, report or sell, and are no side of a matter.
_WATCHERS = words(
    "institute university college school centre center foundation tank times news post journal newspaper magazine "
    "daily media television tv radio agency observatory research poll survey bank project academy gazette gazeta"
)
#: Groups that stand as a side of their own.
_ORGANISED = words(
    "rebel rebels militia militias insurgents separatists guerrillas guerrilla faction factions union unions movement "
    "front coalition militants alliance opposition junta"
)
_SIDES = words(
    "side country party delegation team government nation neighbour neighbor leader president negotiator state rival "
    "foe enemy ally capital faction belligerent camp presidency army minister general"
)
#: Of the sides, those that need no "both" or "two" before them.
_ALONE = words("side party faction belligerent")
#: Sentences and blocks before it in which the two that "both sides" are must be named.
_SENTENCES, _BLOCKS = 4, 3


def party_of(cast: Cast, actor_id: str | None, day: str | None = None) -> str | None:
    """The party that an actor stands for.

    Args:
        cast: the actors of the report.
        actor_id: the actor.
        day: ISO day of the report, for whom a leader that the report names without office led by then.

    Returns:
        The id of a country, organisation or group; of a person's country or organisation where the person is its
        leader, minister, envoy or spokesman; else of the person. ``None`` for a place, for those who watch and
        report, and for an unknown actor.
    """
    actor = cast.get(actor_id) if actor_id else None
    if actor is None and actor_id and world.country_name(actor_id):
        return actor_id
    if actor is None or actor.kind == "place" or _watches(actor):
        return None
    if actor.kind == "person":
        return _person(cast, actor, day)
    if actor.of and (_speaks_for(actor) or _acts_for(actor)):
        return _above(cast, actor.of)
    return (led_by(_as_person(actor), day) if actor.of is None else None) or actor.id


def _as_person(actor: Actor) -> str:
    """The id that a surname would have as a person's, where the language model took it for a body."""
    return "person:" + actor.id.partition(":")[2]


def _acts_for(actor: Actor) -> bool:
    """Whether a group is one through whom its country acts: "Veranian forces"."""
    return actor.kind == "group" and actor.name.lower().split()[-1].rstrip("s") in move_words().organs


def _watches(actor: Actor) -> bool:
    if actor.kind != "organisation":
        return False
    name = actor.name.lower().removeprefix("the ")
    return (
        bool(set(name.split()) & _WATCHERS and not actor.of) or is_outlet(name) or agency_named(actor.name) is not None
    )


def _person(cast: Cast, actor: Actor, day: str | None) -> str | None:
    """The country or body that a person speaks for; the person where that is not known or was once so."""
    role = _role(actor)
    if role & _FORMER:
        return actor.id
    if role & _OFFICES:
        found = _above(cast, actor.of) if actor.of else _by_role(cast, actor, day)
        if found is not None:
            return found
    if actor.of is None or not role:
        return led_by(actor.id, day) or actor.id
    return actor.id


def _role(actor: Actor) -> set[str]:
    return set((actor.role or "").lower().replace("-", " ").split())


def _by_role(cast: Cast, actor: Actor, day: str | None) -> str | None:
    """Whose the office is, where one whom the report names stands in its words: "Bel's envoy", "LPF leader"."""
    for one in getattr(cast, "actors", ()):
        if one.id == actor.id or one.kind == "place" or not one.mentions:
            continue
        for name in {one.name, *(mention.text for mention in one.mentions[:5])}:
            if name[:1].isupper() and f" {actor.role} ".replace("’", "'").find(f" {name.replace('’', chr(39))}") >= 0:
                return party_of(cast, one.id, day)
    return None


def _above(cast: Cast, owner: str) -> str | None:
    """The party that a country or body is, by the cast or, where the report does not name it, by the lexicon."""
    known = cast.get(owner)
    if known is not None:
        return party_of(cast, owner) or owner
    for term in world.terms().values():
        if term.id == owner and term.of and set(term.name.lower().split()) & _STATE:
            return term.of
    return owner


def _speaks_for(actor: Actor) -> bool:
    name = set(actor.name.lower().split())
    return actor.kind == "organisation" and bool(name & _STATE) and bool(actor.of and actor.of.startswith("country:"))


class Parties:
    """Finds the parties that the subject of a move, or a speaker, stands for."""

    def __init__(self, block: Block, cast: Cast, voice: str | None, before: Sequence[Block] = ()) -> None:
        self.roles = Roles(block, cast)
        self.cast = cast
        self.voice = voice
        self.before = before
        self.day = block.parsed.report.day

    def party(self, actor_id: str | None) -> str | None:
        """The party that an actor of the report stands for; a person without any office is none."""
        found = party_of(self.cast, actor_id, self.day)
        actor = self.cast.get(found) if found and found.startswith("person:") else None
        if actor is not None and not _role(actor) & (_OFFICES | _FORMER):
            return None
        group = self.cast.get(found) if found and found.startswith("group:") else None
        return None if group is not None and not set(group.name.lower().split()) & _ORGANISED else found

    def of(self, tokens: Sequence[Token], said: Attribution | None) -> tuple[str, ...]:
        """Ids of the parties that the words name, each once; unresolved words give none."""
        tokens = [one for token in tokens for one in self._named_by(token)]
        found = self.roles.of(token for token in tokens if self._acts(token))
        if not found and len(tokens) == 1:
            speaker = self._own(tokens[0], said) or self.roles.speaker(tokens[0], said) or self._poster(tokens[0], said)
            found = (speaker,) if speaker else self._sides(tokens[0])
        found = found or tuple(one for token in tokens if (one := _of_country(token) or self._surname(token)))
        return tuple(dict.fromkeys(party for one in found if (party := self.party(one))))

    def _named_by(self, token: Token) -> Iterable[Token]:
        """The words that name who acts: the owners of "the US proposal", all of "delegations from X, Y and Z"."""
        lemma = token.lemma_.lower()
        if token.pos_ == "NOUN" and lemma in move_words().papers:
            return owners(token)
        if token.pos_ == "NOUN" and lemma in move_words().organs and self.roles.named(token) is None:
            return (*self._several(token), *_parted(token)) or (token,)
        if token.pos_ == "NOUN" and lemma in ("ally", "partner", "neighbour", "neighbor"):
            named = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
            return group(named) if named is not None else (token,)
        return (token,)

    def _several(self, token: Token) -> list[Token]:
        """Names that hang on the noun: two or more of them, else it names itself."""
        found = []
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "from"):
                found = [t for t in child.subtree if t.pos_ == "PROPN" and self.roles.named(t) is not None]
        return found if len(found) > 1 else []

    def _acts(self, token: Token) -> bool:
        """Whether the words name the party itself or those through whom it acts; "Lindau's allies" are others."""
        if token.pos_ in ("PROPN", "PRON", "ADJ") or token.lemma_.lower() in move_words().organs:
            return True
        return self.roles.cast.resolve(self.roles.block.phrase(token)) is not None

    def _own(self, token: Token, said: Attribution | None) -> str | None:
        """The one who speaks, for "our country" and "my government" in a quotation."""
        if token.lemma_.lower() not in move_words().organs | {"country", "people", "nation"}:
            return None
        owner = next((c for c in token.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None or owner.lower_ not in ("our", "my"):
            return self.roles.named(owner) if owner is not None else None
        return (said.actor if said.kind != "indirect" else None) if said is not None else self.voice

    def _sides(self, token: Token) -> tuple[str, ...]:
        """The two parties that "both sides" or "the two countries" are, if the words before name just two."""
        if not _is_both(token):
            return ()
        left = _SENTENCES
        for block, last in ((self.roles.block, token.i), *((one, len(one.doc)) for one in reversed(self.before))):
            for sent in reversed(list(block.doc[:last].sents)):
                found = tuple(self._parties_in(block, sent))
                if len(found) == 2:
                    return found
                left -= 1
                if len(found) > 2 or not left:
                    return ()
        return ()

    def _parties_in(self, block: Block, tokens: Sequence[Token]) -> Iterator[str]:
        seen = set()
        for token in tokens:
            if token.pos_ not in ("PROPN", "ADJ", "NOUN") or not token.text[:1].isupper():
                continue
            term = world.terms().get(token.text)
            one = self.cast.resolve(block.of(token)) or (term.id if term and term.id.startswith("country:") else None)
            party = self.party(one)
            if party is not None and not party.startswith("person:") and party not in seen:
                seen.add(party)
                yield party

    def _poster(self, token: Token, said: Attribution | None) -> str | None:
        """The author of an embedded post, for "we" and "I" in it."""
        return self.voice if said is None and token.lower_ in ("i", "we") else None

    def speaker(self, said: Attribution | None) -> str | None:
        """The party whose words these are; ``None`` in the outlet's own voice or where the speaker is unknown.

        An official whom nobody names speaks for the country that the words give ("a senior Veranian official").
        """
        if said is None:
            return self.party(self.voice)
        if said.actor is not None:
            return self.party(said.actor)
        head = self.unnamed(said)
        found = (self.of((head,), None) or self._earlier(head)) if head is not None else ()
        if head is None and (name := self._head(said)) is not None:
            return self._surname(name)
        return found[0] if len(found) == 1 and found[0].startswith("country:") else None

    def _earlier(self, head: Token) -> tuple[str, ...]:
        """The party of the one whom "that official" takes up: the same word before, with a country beside it."""
        if head.dep_ == "appos" or [c.lower_ for c in head.lefts] not in (["that"], ["the"], ["this"]):
            return ()
        for block, last in ((self.roles.block, head.i), *((one, len(one.doc)) for one in reversed(self.before))):
            for token in reversed(block.doc[:last]):
                if token.lemma_ == head.lemma_ and token.pos_ == "NOUN" and len(list(token.lefts)) > 1:
                    found = tuple(self._parties_in(block, list(token.subtree)))
                    return found if len(found) == 1 else ()
        return ()

    def is_nobody(self, said: Attribution) -> bool:
        """Whether the speaker is but a pronoun that nothing resolves: "I", "who", "his"."""
        head = self._head(said) if said.actor is None else None
        if head is None or head.tag_ not in ("PRP", "PRP$", "WP", "WDT", "WP$"):
            return False
        return not (head.tag_ in ("WP", "WDT") and is_verb(head.head) and self.of(subjects(head.head), None))

    def _head(self, said: Attribution) -> Token | None:
        """The word that heads the source of an attribution."""
        covered = self.roles.block.tokens(said.source) if said.source is not None else range(0)
        return self.roles.block.doc[covered.start : covered.stop].root if covered else None

    def _surname(self, token: Token) -> str | None:
        """The country or body of a known leader's surname that the cast leaves open, if no two people share it."""
        if token.pos_ != "PROPN" or any(c.dep_ in ("compound", "nmod", "poss") for c in token.lefts):
            return None
        end = "-" + token.lower_
        people = [one for one in getattr(self.cast, "actors", ()) if one.kind == "person" and one.id.endswith(end)]
        return led_by("person:" + token.lower_, self.day) if len(people) < 2 else None

    def unnamed(self, said: Attribution) -> Token | None:
        """The noun by which a source without a name is called, if it is one through whom a country speaks."""
        head = self._head(said)
        if head is None:
            return None
        former = any(t.lower_ in _FORMER for t in head.lefts)
        return head if head.lemma_.lower() in move_words().organs and not former else None


def _is_both(token: Token) -> bool:
    """Whether the noun means two sides that were named before: "both sides", "the two countries", "the parties"."""
    lemma = token.lemma_.lower()
    if (
        lemma not in _SIDES
        or token.tag_ not in ("NNS", "NN")
        or any(c.dep_ in ("poss", "prep") for c in token.children)
    ):
        return False
    before = {child.lower_ for child in token.lefts}
    if token.tag_ == "NN":
        return bool(before & {"each", "either", "neither"})
    others = {c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")} - {
        "warring",
        "opposing",
        "rival",
    }
    return not others and bool(before & {"both", "two"} or (lemma in _ALONE and before & {"the", "warring"}))


def _parted(noun: Token) -> list[Token]:
    """Names that a list leaves beside the noun: "delegations from X, Y, and Z agreed" hangs Z on the verb."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in SUBJECTS:
        return []
    return [c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > noun.i and c.pos_ == "PROPN"]


def owners(noun: Token) -> tuple[Token, ...]:
    """Heads of the words that say whose it is: "Lindau's demand", "the Veran plan", "the offer of the Union"."""
    for dep in ("poss", "amod", "compound", "nmod"):
        found = [c for c in noun.lefts if c.dep_ == dep and (dep == "poss" or _is_name(c))]
        if found:
            return tuple(t for one in found for t in (group(one) if dep == "poss" else (one, *_joined(one))))
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from"):
            named = [c for c in child.children if c.dep_ == "pobj" and (c.pos_ == "PROPN" or _is_organ(c, child))]
            if named:
                return tuple(t for one in named for t in group(one))
    return ()


def _of_country(token: Token) -> str | None:
    """The country of an adjective or name ("Veran", "US") that is an owner, even if the cast does not have it."""
    term = world.terms().get(token.text) if token.dep_ in ("amod", "compound", "nmod", "npadvmod", "poss") else None
    return term.id if term is not None and term.id.startswith("country:") and not term.doubtful else None


def _is_name(token: Token) -> bool:
    return bool(token.text[:1].isupper() and (token.pos_ == "PROPN" or token.ent_type_))


def _is_organ(noun: Token, opening: Token) -> bool:
    return opening.lower_ == "by" and noun.lemma_.lower() in move_words().organs


def _joined(token: Token) -> tuple[Token, ...]:
    return tuple(c for c in token.conjuncts if c.i > token.i)

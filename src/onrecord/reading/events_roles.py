"""Who does what is told, to whom it is done, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.lexicons import world
from onrecord.lexicons.events import event_words
from onrecord.model.reading import Attribution
from onrecord.reading.actors_groups import People, noun_of
from onrecord.reading.clauses import Cast, Token, by_agents, complement, group, is_passive, subjects, under
from onrecord.reading.clauses_text import Block
from onrecord.reading.events_recipients import tiers
from onrecord.reading.events_words import BROUGHT_ABOUT, Trigger

_FIRST_PERSON = frozenset({"i", "we"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
#: Pronouns that stand for people.
_WHO = frozenset({"he", "she", "they", "we", "i", "you", "who"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss"})
_PLACES = ("in", "at", "near", "outside", "inside", "around", "on")
_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
#: "were engaged in", "is involved in": the subject of these does it.
_STATES = frozenset({"engage", "involve", "oppose", "determine", "resolve", "prepare"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_THINGS = frozenset({"DATE", "TIME", "EVENT", "LAW", "PRODUCT", "MONEY", "PERCENT", "CARDINAL", "LANGUAGE"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


class Roles:
    """Turns the words around a verb or noun into actor ids; unresolved words give none."""

    def __init__(self, block: Block, cast: Cast) -> None:
        self.block = block
        self.cast = cast
        self.people = cast if isinstance(cast, People) else None

    def named(self, token: Token) -> str | None:
        """The actor that a noun phrase names: the phrase itself, else a name inside it ("Veran army jets")."""
        found = self.cast.resolve(self.block.phrase(token)) or self.cast.resolve(self.block.of(token))
        if found and self._is_unnamed(found):
            return self._beside(token) or found
        return found or self._inside(token)

    def _is_unnamed(self, actor_id: str) -> bool:
        return self.people is not None and self.people.is_unnamed(actor_id)

    def _beside(self, token: Token) -> str | None:
        """The name in apposition to what someone is: "the opposition newspaper La Frontera"."""
        for child in token.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                found = self.cast.resolve(self.block.of(child))
                if found and not self._is_unnamed(found) and not found.startswith("place:"):
                    return found
        return None

    def _inside(self, token: Token) -> str | None:
        if noun_of(token) in event_words().outsiders:
            return None
        for child in token.lefts:
            if child.dep_ in _INSIDE:
                found = self.cast.resolve(self.block.of(child)) or self._by_people(child) or self._inside(child)
                if found:
                    return found
        return self._by_people(token)

    def _by_people(self, token: Token) -> str | None:
        """The country of an adjective or people ("Veran", "Verans"), if the report's cast has it."""
        if token.pos_ not in ("ADJ", "PROPN", "NOUN"):
            return None
        term = world.terms().get(token.text)
        return term.id if term and self.cast.get(term.id) else None

    def of(self, tokens: Iterable[Token], *, places: bool = False) -> tuple[str, ...]:
        """Ids of the actors that the tokens name, in text order, each once.

        Args:
            tokens: heads of noun phrases.
            places: whether a place counts that a token itself names.
        """
        found: list[str] = []
        for token in tokens:
            held = [one for one in self._all(token) if not one.startswith("place:")]
            found += held or (self._place_at(token) if places else ())
        return tuple(dict.fromkeys(found))

    def _place_at(self, token: Token) -> tuple[str, ...]:
        """The place that the token itself names, or that stands in apposition to it or after its "of"."""
        for one in (token, *(c for c in token.children if c.dep_ == "appos"), *under(token, "of")):
            found = self.cast.resolve(self.block.of(one))
            if found and found.startswith(("place:", "country:")):
                return (found,)
        return ()

    def _all(self, token: Token) -> tuple[str, ...]:
        """All that a noun phrase names: two in "Veran and Sornese officials", one in "leaders of the coalition"."""
        pair = next((c for c in token.lefts if c.dep_ in _INSIDE and any(x.i < token.i for x in c.conjuncts)), None)
        if pair is not None:
            found = [self._by_people(one) or self.named(one) for one in group(pair)]
            if all(found):
                return tuple(one for one in found if one)
        listed = self._listed(token)
        if listed:
            return listed
        if self.people is not None:
            starts = self.block.starts
            both = self.people.both(token, starts[token.i], starts[token.sent.start])
            if both:
                return both
        single = self.named(token)
        if single and not self._is_unnamed(single):
            return (single,)
        alone = (single,) if single else ()
        if single and "-" in single and noun_of(token) in event_words().counting:
            return alone  # "human rights groups of …"
        return self._of_phrase(token) or alone

    def _listed(self, token: Token) -> tuple[str, ...]:
        """Those whom a noun for several counts up behind it: "the two delegations, Verania and Sorn"."""
        if token.pos_ != "NOUN" or token.tag_ != "NNS":
            return ()
        for child in token.children:
            names = group(child) if child.dep_ == "appos" else ()
            found = [self.named(one) for one in names] if len(names) > 1 else []
            if found and all(one and not one.startswith(("place:", "person:")) for one in found):
                return tuple(one for one in found if one)
        return ()

    def _of_phrase(self, token: Token) -> tuple[str, ...]:
        """The body or country that those who can act are of: "leaders of the coalition", "delegates from Sorn"."""
        lexicon, lemma = event_words(), noun_of(token)
        counts = lemma in lexicon.counting
        if not counts and (lemma in lexicon.outsiders or lemma not in lexicon.agents | lexicon.people):
            return ()
        found = [name for one in under(token, "of", "from") for name in self._all(one)]
        return tuple(one for one in found if counts or not one.startswith(("person:", "place:")))

    def agents(self, verb: Token, said: Attribution | None) -> tuple[str, ...]:
        """Who does what the verb tells; a pronoun that the cast leaves open may be the one who says it."""
        if is_passive(verb) and (by_agents(verb) or verb.lemma_.lower() not in _STATES):
            return self.of(by_agents(verb))
        heads = subjects(verb)
        found = self.of(heads)
        if not found and len(heads) == 1:
            speaker = self.speaker(heads[0], said)
            return (speaker,) if speaker else ()
        return found

    def teller(self, said: Attribution | None) -> str | None:
        """Who says it: the actor of the attribution, else those whom its source names by what they are."""
        if said is None or said.actor is not None or said.source is None or self.people is None:
            return said.actor if said else None
        return self.people.resolve(said.source)

    def speaker(self, pronoun: Token, said: Attribution | None) -> str | None:
        """The one who says it, for "we" and "I", and for "he" or "it" as subject of what is said without quotes."""
        name = self.teller(said)
        actor = self.cast.get(name) if name else None
        if said is None or actor is None:
            return None
        word = pronoun.lower_
        if word in _FIRST_PERSON:
            return name if said.kind != "indirect" else None
        if word not in _THIRD_PERSON or said.kind == "direct" or not _first_in(pronoun, said, self.block):
            return None
        person = actor.kind == "person"
        return name if person == (word in ("he", "she")) else None

    def recipients(self, trigger: Trigger, actors: tuple[str, ...]) -> tuple[str, ...]:
        """To whom it is done: the nearest words around the verb that name someone other than the actors."""
        for tier in tiers(trigger, mutual=len(actors) > 1 and _is_mutual(trigger)):
            found = tuple(one for one in self.of(tier.tokens, places=tier.places) if one not in actors)
            if found:
                return found
        return ()

    def place(self, tokens: Iterable[Token]) -> str | None:
        """Words of the place that hangs on one of the tokens by "in", "at", "near"…"""
        for token in tokens:
            for place in under(token, *_PLACES):
                if place.ent_type_ in _PLACE_ENTITIES:
                    return _entity_words(self.block, place)
        return None

    def are_states(self, actors: Sequence[str]) -> bool:
        """Whether they are countries, or bodies and people who act for one."""
        homes = [
            one if one.startswith("country:") else actor.of if (actor := self.cast.get(one)) else None for one in actors
        ]
        return bool(homes) and all(home is not None and home.startswith("country:") for home in homes)

    def can_act(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the nouns names an actor, a named entity, or a kind of person or body that can act."""
        agents = event_words().agents | event_words().people
        counted = [x for t in tokens for x in _counted(t)]
        return any(
            t.lower_ in _WHO
            or self.named(t)
            or noun_of(t) in agents
            or any(x.ent_type_ in _ENTITIES for x in (t, *t.lefts))
            or (t.pos_ == "PROPN" and t.ent_type_ not in _THINGS)
            for t in (*tokens, *counted)
        )


def _counted(token: Token) -> Iterator[Token]:
    """What a head that only counts counts: "tens of thousands of students"."""
    if noun_of(token) in event_words().counting:
        for one in under(token, "of"):
            yield one
            yield from _counted(one)


def _entity_words(block: Block, token: Token) -> str:
    """The words of the named entity that the token belongs to."""
    doc, first, last = block.doc, token.i, token.i
    while first > token.sent.start and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < token.sent.end and doc[last + 1].ent_iob_ == "I":
        last += 1
    return block.span(first, last).text


def _first_in(pronoun: Token, said: Attribution, block: Block) -> bool:
    """Whether the pronoun opens what is said, so that nobody else can have been named before it there."""
    offset = block.starts[pronoun.i]
    for part in said.content:
        if part.start <= offset < part.end:
            between = block.doc[: pronoun.i]
            named = [t for t in between if block.starts[t.i] >= part.start and t.ent_type_ in ("PERSON", "ORG", "GPE")]
            return not named
    return False


def _is_mutual(trigger: Trigger) -> bool:
    """Whether those who do it together do it with each other: "X and Y agreed", "X and Y failed to reach a deal"."""
    inner = complement(trigger.token)
    between = inner is not None and inner.lemma_ in BROUGHT_ABOUT
    return trigger.kind.type in _MUTUAL or (trigger.kind.type == "REJECT" and between)

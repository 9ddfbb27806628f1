"""Who does what is told, to whom it is done, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.lexicons import world
from onrecord.lexicons.events import event_words
from onrecord.model.reading import Attribution
from onrecord.reading.clauses import (
    Cast,
    Token,
    by_agents,
    complement,
    dative,
    group,
    is_passive,
    objects,
    subjects,
    under,
)
from onrecord.reading.clauses_text import Block

#: Prepositions that name the other side of an event, in the order in which they are asked.
_OTHER_SIDE = (
    "with",
    "against",
    "between",
    "among",
    "to",
    "on",
    "at",
    "from",
    "of",
    "for",
    "over",
    "upon",
    "into",
    "in",
    "by",
)
_FIRST_PERSON = frozenset({"i", "we"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
#: Pronouns that stand for people.
_WHO = frozenset({"he", "she", "they", "we", "i", "you", "who"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss"})
_PLACES = ("in", "at", "near", "outside", "inside", "around", "on")
_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


class Roles:
    """Turns the words around a verb or noun into actor ids; unresolved words give none."""

    def __init__(self, block: Block, cast: Cast) -> None:
        self.block = block
        self.cast = cast

    def named(self, token: Token) -> str | None:
        """The actor that a noun phrase names: the phrase itself, else a name inside it ("Veran army jets")."""
        found = self.cast.resolve(self.block.phrase(token)) or self.cast.resolve(self.block.of(token))
        return found or self._inside(token)

    def _inside(self, token: Token) -> str | None:
        if token.lemma_.lower() in event_words().outsiders:
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

    def of(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Ids of the actors that the tokens name, in text order, each once."""
        found = [one for token in tokens for one in self._all(token)]
        return tuple(dict.fromkeys(one for one in found if not one.startswith("place:")))

    def _all(self, token: Token) -> tuple[str, ...]:
        """All that a noun phrase names: two in "Veran and Sornese officials", one in "leaders of the coalition"."""
        pair = next((c for c in token.lefts if c.dep_ in _INSIDE and any(x.i < token.i for x in c.conjuncts)), None)
        if pair is not None:
            found = [self._by_people(one) or self.named(one) for one in group(pair)]
            if all(found):
                return tuple(one for one in found if one)
        single = self.named(token)
        return (single,) if single else self._of_phrase(token)

    def _of_phrase(self, token: Token) -> tuple[str, ...]:
        """The body or country that those who can act are of: "leaders of the coalition", "delegates from Sorn"."""
        lexicon, lemma = event_words(), token.lemma_.lower()
        if lemma in lexicon.outsiders or lemma not in lexicon.agents | lexicon.counting:
            return ()
        return tuple(found for one in under(token, "of", "from") if (found := self.named(one)))

    def agents(self, verb: Token, said: Attribution | None) -> tuple[str, ...]:
        """Who does what the verb tells; a pronoun that the cast leaves open may be the one who says it."""
        if is_passive(verb):
            return self.of(by_agents(verb))
        heads = subjects(verb)
        found = self.of(heads)
        if not found and len(heads) == 1:
            speaker = self.speaker(heads[0], said)
            return (speaker,) if speaker else ()
        return found

    def speaker(self, pronoun: Token, said: Attribution | None) -> str | None:
        """The one who says it, for "we" and "I", and for "he" or "it" as subject of what is said without quotes."""
        if said is None or said.actor is None:
            return None
        word = pronoun.lower_
        if word in _FIRST_PERSON:
            return said.actor if said.kind != "indirect" else None
        actor = self.cast.get(said.actor)
        if (
            word not in _THIRD_PERSON
            or said.kind == "direct"
            or actor is None
            or not _first_in(pronoun, said, self.block)
        ):
            return None
        person = actor.kind == "person"
        return said.actor if person == (word in ("he", "she")) else None

    def recipients(self, verb: Token, actors: tuple[str, ...], *, places: bool) -> tuple[str, ...]:
        """To whom it is done: the nearest words around the verb that name someone other than the actors.

        Args:
            verb: the verb.
            actors: who does it.
            places: whether it can be done to a place that "in" or "on" names.
        """
        for tokens in _recipient_tiers(verb):
            kept = tokens if places else [t for t in tokens if not _is_where(t)]
            found = tuple(one for one in self.of(kept) if one not in actors)
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

    def can_act(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the nouns names an actor, a named entity, or a kind of person or body that can act."""
        agents = event_words().agents
        counted = [x for t in tokens for x in _counted(t)]
        return any(
            t.lower_ in _WHO
            or self.named(t)
            or t.lemma_.lower() in agents
            or any(x.ent_type_ in _ENTITIES for x in (t, *t.lefts))
            for t in (*tokens, *counted)
        )


def _is_where(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in ("in", "on", "at", "into", "over")
        and token.ent_type_ in _PLACE_ENTITIES
    )


def _counted(token: Token) -> Iterator[Token]:
    """What a head that only counts counts: "tens of thousands of students"."""
    if token.lemma_.lower() in event_words().counting:
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


def _by_preposition(token: Token) -> Iterator[list[Token]]:
    """What hangs on a word by each preposition that can name the other side, the likeliest first."""
    here = [child.lower_ for child in token.children if child.dep_ == "prep"]
    for preposition in _OTHER_SIDE if here else ():
        if preposition in here:
            yield list(under(token, preposition))


def _recipient_tiers(verb: Token, depth: int = 3) -> Iterator[list[Token]]:
    """Nouns that may name the recipient, from the likeliest to the least."""
    passive = is_passive(verb)
    patients = list(subjects(verb)) if passive else list(objects(verb))
    inner = complement(verb)
    inner_subject = [t for c in inner.children if c.dep_ == "nsubj" for t in group(c)] if inner is not None else []
    yield [*dative(verb), *under(verb, "with", "against")]
    yield patients
    yield inner_subject
    if not passive:
        yield from _by_preposition(verb)
    for patient in patients:
        yield from _by_preposition(patient)
        yield [t for p in under(patient, "of", "for", "on", "in") for t in under(p, *_OTHER_SIDE)]
    if inner is not None and depth:
        yield from _recipient_tiers(inner, depth - 1)

"""People and bodies that a report names by what they are: "Veranian police", "the rebels", "a human rights group".

They are actors only where an event is told of them, and never speakers: who said something is found before. One whose
words say of which country or body it is, and that acts for it, belongs to it ("Veranian police"); those who live there
or stand against it do not ("Veranian rebels"). A bare "the rebels" is the one group of rebels that the report names
more fully, else a group of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.lexicons import world
from onrecord.lexicons.events import EventWords, event_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Actor, Event
from onrecord.model.spans import Span
from onrecord.reading.actors_cast import Cast
from onrecord.reading.actors_names import plain_slug
from onrecord.reading.actors_pairs import Pairs
from onrecord.reading.engine import Parsed

_DEFINITE = frozenset({"the", "these", "those", "both"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
#: What says how many, which or how good, not who.
_IDLE = words(
    "several many few some other another more most all both such same certain various numerous countless additional "
    "further next last first second third former then new latest recent late early angry key top senior leading "
    "prominent high-level high-ranking ranking own whole entire so-called suspected alleged unidentified "
    "unknown unnamed hundred thousand dozen million only least nearby local"
)
#: Words of a place after a noun that belong to what it is called.
_FAR = 7
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


#: Of these, whose the country is in which they are ("authorities in Verania"); troops may be another's.
_AT_HOME = words(
    "authority government parliament court official police policeman prosecutor lawmaker judge ministry regulator "
    "opposition judiciary legislature"
)


#: Nouns for many that have no plural here.
_WHOLE = words("police army government opposition junta regime")
#: These of a person are the person's country's.
_OF_LEADERS = frozenset({"administration", "government", "cabinet"})


def noun_of(token: Any) -> str:
    """The singular of a noun, lower case; the model leaves a noun that it takes for a name as it is ("Rebels")."""
    lemma: str = token.lemma_.lower()
    if token.pos_ != "PROPN" or lemma in event_words().people or not lemma.endswith(("s", "men")):
        return lemma
    if lemma.endswith("men"):
        return lemma[:-2] + "an"
    return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]


@dataclass(frozen=True, slots=True)
class _Named:
    """A noun phrase that names people or a body by what they are.

    Attributes:
        span: its words, without article and number.
        at: where its head noun ends.
        head: the noun.
        id: the actor's id.
        of: whose they are.
        bare: it is "the rebels", which may mean ones that were named more fully.
        name: its words, without the capital of a sentence's start.
    """

    span: Span
    at: int
    head: str
    id: str
    of: str | None
    bare: bool
    name: str


class People:
    """The cast of a report with those that it names by what they are.

    Attributes:
        actors: the actors of the cast, without them.
        voices: as in the cast.
    """

    def __init__(self, parsed: Sequence[Parsed], cast: Cast) -> None:
        self.cast = cast
        self.actors, self.voices = cast.actors, cast.voices
        self._adjectives = {span.end: (span.start, actor) for span, actor in cast.adjectives}
        self._parts = {span.start: span.end for span, _ in cast.adjectives if " " in span.text}
        found = _settled([one for piece in parsed for one in self._phrases(piece)])
        self._by_end = {one.at: one for one in found}
        self._groups = _actors(found)
        self._pairs = Pairs(parsed, self._party)

    def resolve(self, span: Span) -> str | None:
        """Id of the actor that heads the range: as in the cast, else who is named there by what they are."""
        found = self.cast.resolve(span) or self._of_country(span)
        if found is None and (group := self._by_end.get(span.end)) is not None:
            found = group.id
        return found

    def _of_country(self, span: Span) -> str | None:
        """The country of an adjective that the range is, or the last word of."""
        start, actor = self._adjectives.get(span.end, (span.end, ""))
        return actor if start <= span.start and span.start < span.end and actor else None

    def get(self, actor_id: str | None) -> Actor | None:
        """The actor of this id, ``None`` if there is none; a country also where only its adjective is in the text."""
        known = self.cast.get(actor_id) or self._groups.get(actor_id or "")
        if known is None and actor_id and (name := world.country_name(actor_id)):
            known = Actor(actor_id, name, "country")
        return known

    def _party(self, span: Span) -> str | None:
        """Whom the words mean, the country for one of its bodies."""
        actor = self.get(self.resolve(span))
        if actor is None or (actor.of and actor.of.startswith("country:")):
            return actor.of if actor else None
        return actor.id

    def both(self, token: Any, offset: int, sentence: int) -> tuple[str, ...]:
        """The two that the noun means by "the two sides"; none for any other noun."""
        return self._pairs.meant(token, offset, sentence)

    def is_unnamed(self, actor_id: str) -> bool:
        """Whether the report names this actor by what it is alone."""
        return actor_id in self._groups

    def with_events(self, events: Iterable[Event]) -> tuple[Actor, ...]:
        """All actors of the report: those of the cast, and those by what they are of whom an event is told.

        A country that the words of an event name by its adjective alone ("a Veranian offer") gets that as a mention.
        """
        told = list(events)
        kept = {actor.id: actor for actor in self.actors}
        for name in dict.fromkeys(one for event in told for one in (*event.actors, *event.recipients)):
            if name not in kept and (actor := self.get(name)) is not None:
                kept[name] = actor
                if actor.of and actor.of not in kept and (owner := self.get(actor.of)) is not None:
                    kept[owner.id] = owner
        for name, spans in self._by_adjective(told, kept).items():
            kept[name] = replace(kept[name], mentions=tuple(sorted({*kept[name].mentions, *spans})))
        last = max((span.end for actor in kept.values() for span in actor.mentions), default=0)
        return tuple(sorted(kept.values(), key=lambda one: (one.mentions[0].start if one.mentions else last, one.id)))

    def _by_adjective(self, told: Sequence[Event], kept: Mapping[str, Actor]) -> dict[str, set[Span]]:
        """Adjectives that alone name a country of an event in the event's words."""
        found: dict[str, set[Span]] = {}
        for event in told:
            for name in (*event.actors, *event.recipients):
                if not name.startswith("country:") or any(one.overlaps(event.span) for one in kept[name].mentions):
                    continue
                near = [span for span, of in self.cast.adjectives if of == name and span.overlaps(event.span)]
                found.setdefault(name, set()).update(near)
        return found

    def _phrases(self, piece: Parsed) -> Iterator[_Named]:
        """The phrases of a block that name people; a leader's government is the leader's country."""
        lexicon = event_words()
        for token in piece.doc:
            if token.pos_ in ("NOUN", "PROPN") and _is_head(token, lexicon):
                found = self._phrase(piece, token)
                if found is not None and self.cast.resolve(piece.of(token)) is None:
                    yield found

    def _phrase(self, piece: Parsed, head: Any) -> _Named | None:
        doc, lemma = piece.doc, noun_of(head)
        first = head.i
        while first > head.sent.start and _is_naming(doc[first - 1], head):
            first -= 1
        while first < head.i and _is_idle(doc[first]):
            first += 2 if doc[first].tag_ == "HYPH" else 1  # "a 24-year-old soldier"
        first = min(first, head.i)
        if any(token.tag_ == "PRP$" for token in doc[first : head.i]):
            return None
        owner, slug = self._owner(piece, doc[first : head.i + 1])
        if owner is None and lemma in _AT_HOME and (owner := self._country_after(piece, head)):
            slug.insert(0, owner.partition(":")[2])
        if head.dep_ in _INSIDE and head.dep_ != "poss" and lemma not in _WHOLE:
            slug[-1] = f"{lemma}s"  # "rebel positions" are of the rebels
        last = _with_place(head)
        span = piece.span(doc[first].idx, last.idx + len(last.text))
        of = owner if owner and lemma not in event_words().outsiders else None
        if lemma in _OF_LEADERS and (led := self._led(piece, doc[first : head.i])):
            return _Named(span, piece.of(head).end, lemma, led, None, False, span.text)
        opens = doc[first].is_sent_start and doc[first].pos_ != "PROPN" and not self._of_country(piece.of(doc[first]))
        name = span.text[:1].lower() + span.text[1:] if opens and not span.text[:2].isupper() else span.text
        bare = first == head.i and owner is None and any(c.lower_ in _DEFINITE for c in head.lefts)
        return _Named(span, piece.of(head).end, lemma, "group:" + plain_slug(" ".join(slug)), of, bare, name)

    def _led(self, piece: Parsed, phrase: Iterable[Any]) -> str | None:
        """The country of the person whose government it is ("Ana Bel's administration")."""
        for token in phrase:
            found = self.cast.resolve(piece.of(token))
            actor = self.cast.get(found) if found and found.startswith("person:") else None
            if actor is not None and actor.of:
                return actor.of
        return None

    def _owner(self, piece: Parsed, phrase: Iterable[Any]) -> tuple[str | None, list[str]]:
        """Whose they are by the words before the noun, and the words of their id."""
        owner: str | None = None
        slug: list[str] = []
        inside = 0
        for token in phrase:
            span = piece.of(token)
            inside = max(inside, self._parts.get(span.start, 0))
            actor = self._of_country(span) or self.cast.resolve(span)
            if actor and actor.startswith("person:"):
                slug += [name] if (name := actor.partition(":")[2]) not in slug else []
            elif actor and owner is None and not actor.startswith("place:"):
                owner = actor
                slug.append(actor.partition(":")[2])
            elif span.end > inside and (actor is None or actor != owner) and token.text not in _POSSESSIVE:
                slug.append(token.lower_)
        return owner, slug

    def _country_after(self, piece: Parsed, head: Any) -> str | None:
        """The country right after the noun: "authorities in Verania"."""
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "in" and child.i == head.i + 1:
                for one in child.children:
                    found = self.cast.resolve(piece.of(one))
                    if found and found.startswith("country:"):
                        return found
        return None


def _with_place(head: Any) -> Any:
    """The last word of the phrase with the place or body right after it: "rebels in Ost", "workers of the Union"."""
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "from", "of") and child.i == head.i + 1:
            edge = child.right_edge
            named = edge.pos_ == "PROPN" and edge.i - head.i <= _FAR
            if named and not any(t.pos_ in ("VERB", "PUNCT", "NUM") for t in head.doc[head.i + 1 : edge.i + 1]):
                return edge
    return head


def _is_condition(token: Any) -> bool:
    """ "a state of emergency": no state."""
    return token.lower_ == "state" and any(
        pobj.pos_ == "NOUN" for child in token.children if child.lower_ == "of" for pobj in child.children
    )


def _is_head(token: Any, lexicon: EventWords) -> bool:
    """Whether the noun names people, and no other noun after it does ("rebel positions", not "rebel leaders")."""
    lemma = noun_of(token)
    if lemma not in lexicon.people or _is_condition(token):
        return False
    if token.dep_ not in _INSIDE or token.dep_ == "poss":
        return True
    return lemma in lexicon.factions and noun_of(token.head) not in lexicon.people


def _is_naming(token: Any, head: Any) -> bool:
    """Whether a word before the head belongs to what the phrase calls them."""
    if token.i >= head.i or token.text in (",", "(", ")", '"', "“", "”", ";", ":"):
        return False
    while token.i < head.i and token.head.i != token.i:
        if token.dep_ in ("det", "predet", "preconj", "cc", "conj", "relcl", "acl", "prep", "advmod", "nsubj"):
            return bool(token.dep_ == "advmod" and token.head.dep_ == "amod")
        if token.head.i == head.i:
            return str(token.dep_) in _INSIDE | {"nummod", "punct", "case"}
        token = token.head
    return False


def _is_idle(token: Any) -> bool:
    counts = token.tag_ in ("DT", "CD", "PDT", "HYPH", "POS", "RB", "IN", "JJR", "TO") or token.dep_ == "quantmod"
    return counts or token.lower_ in _IDLE or token.text in _POSSESSIVE


def _settled(found: Sequence[_Named]) -> list[_Named]:
    """The phrases with a bare one ("the rebels") taken for the only fuller one of its noun ("Veranian rebels")."""
    fuller: dict[str, set[str]] = {}
    for one in found:
        if one.id.count("-") or one.of is not None:
            fuller.setdefault(one.head, set()).add(one.id)
    owners = {one.id: one.of for one in found}
    settled = []
    for one in found:
        names = fuller.get(one.head, set())
        name = next(iter(names)) if len(names) == 1 and one.bare else one.id
        settled.append(replace(one, id=name, of=owners[name]))
    return settled


def _actors(found: Sequence[_Named]) -> dict[str, Actor]:
    spans: dict[str, list[_Named]] = {}
    for one in found:
        if one.id.startswith("group:"):
            spans.setdefault(one.id, []).append(one)
    made = {}
    for name, same in spans.items():
        full = [one for one in same if not one.bare] or same
        often = Counter(one.name for one in full)
        usual = max(full, key=lambda one: (often[one.name], len(one.name), -one.span.start))
        mentions = tuple(sorted({one.span for one in same}))
        made[name] = Actor(name, usual.name, "group", same[0].of, None, mentions)
    return made

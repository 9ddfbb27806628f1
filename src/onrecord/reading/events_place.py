"""Where an event is told to take place, in the report's words, and how surely it is told to be there."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.lexicons import world
from onrecord.lexicons.events import event_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Certainty
from onrecord.reading.clauses import Cast, Token, is_verb, modals
from onrecord.reading.clauses_text import Block
from onrecord.reading.events_days import as_planned
from onrecord.reading.events_nouns import carrier

_WHERE = frozenset({"in", "at", "near", "outside", "inside", "around", "on"})
_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
#: Nouns that only say what kind of place the name behind them is of: "the town of Mirovo", "on Veranian soil".
_KINDS = words(
    "town city village port capital region province district oblast suburb resort island area state territory"
)
_SOIL = frozenset({"soil", "territory"})
#: "the war in Sorn": where these are is not where what is told of them takes place.
_ELSEWHERE = words(
    "war conflict fighting peace invasion ceasefire truce settlement force troop army soldier situation region area "
    "territory crisis power plant party government leader official ambassador envoy interest presence people "
    "population operation position front invasion stability security life election"
)
_JOURNEYS = words("trip visit journey travel tour mission")
_SURE: dict[str, Certainty] = {
    **dict.fromkeys(("probably", "likely", "presumably", "apparently"), "probable"),
    **dict.fromkeys(("possibly", "perhaps", "maybe", "potentially", "reportedly", "conceivably"), "possible"),
    **dict.fromkeys(("allegedly", "supposedly", "purportedly"), "doubtful"),
}
_MAYBE = frozenset({"may", "might", "could"})
_RANK: dict[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "doubtful": 3}


def place(
    block: Block, head: Token, covered: range, cast: Cast, states: frozenset[str] = frozenset()
) -> tuple[str, Certainty] | None:
    """Words of the place of what a verb or noun tells, with its certainty; ``None`` where none is told.

    Of two, the one that is no country is given: "in the United States, probably in Miami" is probably Miami.

    Args:
        block: the block of the event.
        head: the word that tells the event.
        covered: token indices of the event's passage.
        cast: the report's actors.
        states: names of countries that the report knows.
    """
    anchors = _anchors(head)
    found = [
        (words_of, is_state, certainty(preposition, head))
        for preposition in _prepositions(block.doc, covered)
        if _is_of(preposition, anchors) and (words_of := _place_words(block, preposition, cast))
        for is_state in (words_of in states or _is_country(words_of),)
    ]
    if not found:
        return None
    exact = [one for one in found if not one[1]] or found
    added = [one for one in exact[1:] if one[2] != "certain"]  # "in the north, probably in Lindau"
    words_told, _, sure = (added or exact)[0]
    return words_told, sure


def _anchors(head: Token) -> frozenset[int]:
    """The words that a place may hang on: the head, and the verb whose subject or object it is."""
    outer = carrier(head) if head.pos_ == "NOUN" else head
    carried = outer.pos_ == "NOUN" and outer.dep_ in ("nsubj", "nsubjpass", "dobj") and is_verb(outer.head)
    found = {head.i, outer.i, *((outer.head.i,) if carried else ())}
    planned = [fixed.i for i in found if (fixed := as_planned(head.doc[i])) is not None]
    return frozenset({*found, *planned})


def _prepositions(doc: Token, covered: range) -> Iterator[Token]:
    for index in covered:
        token = doc[index]
        if token.dep_ == "prep" and (token.lower_ in _WHERE or (token.lower_ == "to" and _is_journey(token.head))):
            yield token


def _is_journey(word: Token) -> bool:
    """Whether "to" behind it says where it leads: "his trip to Arle"."""
    return word.pos_ == "NOUN" and word.lemma_.lower() in _JOURNEYS


def _is_of(preposition: Token, anchors: frozenset[int]) -> bool:
    """Whether the phrase says where the deed is: it hangs on the word that tells it or on what that carries."""
    node = preposition.head
    if node.i in anchors:
        return True
    if node.pos_ == "NOUN" and node.lemma_.lower() in _ELSEWHERE and node.lemma_.lower() not in _KINDS:
        return False
    if node.dep_ == "appos" and node.lemma_.lower() not in event_words().nouns:
        return False
    for _ in range(6):
        if node.i in anchors:
            return True
        if node.dep_ in ("relcl", "ccomp", "advcl", "ROOT", "parataxis") or (is_verb(node) and node.dep_ == "acl"):
            return False
        if (
            node.dep_ in ("nsubj", "nsubjpass")
            and node.pos_ == "NOUN"
            and node.lemma_.lower() not in event_words().nouns
        ):
            return False
        if node.pos_ == "NOUN" and node.lemma_.lower() in _ELSEWHERE and node.head.lower_ != "of":
            return False
        node = node.head
    return False


def _named(block: Block, preposition: Token, cast: Cast) -> Token | None:
    """The name in the phrase: "in Mirovo", "in the town of Mirovo", "at a market in the town of Mirovo"."""
    for noun in preposition.children:
        if noun.dep_ != "pobj":
            continue
        if noun.ent_type_ in _ENTITIES or (noun.pos_ == "PROPN" and _is_known(block, noun, cast)):
            return noun
        lemma = noun.lemma_.lower()
        if lemma in _SOIL:
            return noun if any(c.ent_type_ in (*_ENTITIES, "NORP") or c.tag_ == "JJ" for c in noun.lefts) else None
        inner = [
            c for c in noun.rights if c.dep_ == "prep" and (c.lower_ == "of" if lemma in _KINDS else c.lower_ in _WHERE)
        ]
        for one in inner:
            if lemma in _KINDS or lemma not in _ELSEWHERE:
                named = next((c for c in one.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
                if named is not None and (lemma in _KINDS or named.ent_type_ in _ENTITIES):
                    return named
    return None


def _is_known(block: Block, noun: Token, cast: Cast) -> bool:
    """Whether a name that the model takes for no place is one: in the lexicon, or among the report's actors."""
    term = world.terms().get(noun.text)
    if term is not None and {"country", "capital", "place"} & set(term.kinds):
        return True
    return (cast.resolve(block.of(noun)) or "").startswith(("place:", "country:"))


def _place_words(block: Block, preposition: Token, cast: Cast) -> str | None:
    """The words of the place in the phrase; of "on Sornese soil" the whole."""
    noun = _named(block, preposition, cast)
    if noun is None:
        return None
    if noun.lemma_.lower() in _SOIL:
        return " ".join(block.span(noun.left_edge.i, noun.i).text.split())
    return entity_words(block, noun)


def _is_country(place_words: str) -> bool:
    term = world.terms().get(place_words.removeprefix("the "))
    return place_words.endswith(tuple(_SOIL)) or (term is not None and bool({"country", "adjective"} & set(term.kinds)))


def certainty(preposition: Token, head: Token) -> Certainty:
    """How surely a place is told: "probably in Lindau", "could be held in Lindau".

    Args:
        preposition: the word that opens the phrase of the place.
        head: the word that tells the event.
    """
    found: list[Certainty] = [
        _SURE[near.lower_] for near in (*preposition.children, *_just_before(preposition)) if near.lower_ in _SURE
    ]
    verb = preposition.head if is_verb(preposition.head) else head
    above = head.head if head.pos_ == "NOUN" else verb
    if any(is_verb(one) and modals(one) & _MAYBE for one in (verb, above)):
        found.append("possible")
    return max(found, key=_RANK.__getitem__, default="certain")


def _just_before(preposition: Token) -> Iterator[Token]:
    """The word before the phrase, or the two before it: "likely in", "most likely in"."""
    if preposition.i > preposition.sent.start:
        yield preposition.nbor(-1)


def entity_words(block: Block, token: Token) -> str:
    """The words of the name that the token belongs to, without its article."""
    doc, first, last = block.doc, token.i, token.i
    while first > token.sent.start and (
        doc[first].ent_iob_ == "I" or (doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == token.i)
    ):
        first -= 1
    while last + 1 < token.sent.end and doc[last + 1].ent_iob_ == "I":
        last += 1
    if doc[first].lower_ == "the" and first < last:
        first += 1
    return " ".join(block.span(first, last).text.split())

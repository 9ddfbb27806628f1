"""The noun that names an event: which it is, whether it is known already, and which of a row it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.model.reading import Event
from onrecord.reading.clauses import Token, is_passive, is_verb, objects, subjects, under
from onrecord.reading.events_words import noun_kind

#: Words that tell one of a row of happenings from another.
ORDINALS: Mapping[str, str] = {
    **dict.fromkeys(("next", "upcoming", "forthcoming", "future", "planned", "coming", "fresh", "new"), "next"),
    **dict.fromkeys(("previous", "earlier", "past", "last", "prior", "former", "preceding"), "previous"),
    **{word: word for word in ("first", "second", "third", "fourth", "fifth", "sixth", "final", "latest", "other")},
    **dict.fromkeys(("another", "similar", "separate", "further", "subsequent", "follow-up", "additional"), "other"),
}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_WHICH = frozenset({"of", "on", "against", "between", "by", "with", "in", "at", "near", "over", "from", "about"})


def named_by(event: Event, head: Token, covered: range) -> Token | None:
    """The noun that names the event: the head itself, or what a verb such as "hold" carries."""
    if head.pos_ == "NOUN":
        return head
    near = [
        *objects(head),
        *(subjects(head) if event.rule in ("event.noun", "event.light") or is_passive(head) else ()),
    ]
    near += [one for preposition in ("of", "in", "to", "for") for noun in near for one in under(noun, preposition)]
    near += under(head, "for", "to", "in")
    for one in near:
        if one.i in covered and one.pos_ == "NOUN":
            kind = noun_kind(one)
            if kind is not None and (kind.type == event.type or one.lemma_.lower() in ("talk", "meeting")):
                return one
    return None


def is_definite(noun: Token) -> bool:
    """Whether the noun is of something already told: "the attack", "these talks"."""
    return any(child.lower_ in _DEFINITE for child in noun.lefts if child.dep_ in ("det", "predet"))


def is_bare(noun: Token) -> bool:
    """Whether nothing on the noun says which one it is: "the attack", not "the attack on Ost" or "the Ost attack"."""
    if any(t.pos_ == "PROPN" and t.ent_type_ != "DATE" for child in noun.lefts for t in child.subtree):
        return False
    return not any(
        (c.dep_ == "prep" and c.lower_ in _WHICH) or c.dep_ in ("relcl", "acl") for c in noun.rights if not _is_far(c)
    )


def _is_far(token: Token) -> bool:
    return bool(token.left_edge.i > 0 and token.left_edge.nbor(-1).text == ",")


def is_known(head: Token) -> bool:
    """Whether the subject or, in the passive, the patient is of something already told: "the gunman", "they"."""
    if not is_verb(head):
        return False
    return any(one.lower_ in ("they", "he", "she", "it", "both") or is_definite(one) for one in subjects(head))


def ordinals(noun: Token) -> Iterator[str]:
    """What tells it from others of a row: "the next round of talks", "Friday's second meeting"."""
    outer = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    for token in (noun, outer):
        for child in token.lefts if token is not None else ():
            if child.lower_ in ORDINALS and child.dep_ in ("amod", "det", "compound", "nummod"):
                yield ORDINALS[child.lower_]

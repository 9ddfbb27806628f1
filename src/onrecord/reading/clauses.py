"""Clauses on the dependency parse: who does what to whom, whether it is denied, and when.

Shared by events, positions and deadlines. A token is a spaCy ``Token`` of the English models that the engine loads
(CLEAR-style labels: ``nsubj``, ``dobj``, ``xcomp``…).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, Protocol, TypeAlias

from onrecord.model.reading import Actor
from onrecord.model.spans import Span

Token: TypeAlias = Any

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_CLIMB = frozenset({"xcomp", "ccomp", "conj", "pcomp", "advcl", "prep", "acl", "dobj", "pobj"})

#: Subject inheritance stops after this many steps; longer chains were parse errors in all news that was looked at.
_STEPS = 6


class Cast(Protocol):
    """What is asked of the actors of a report: who a span names, and what is known of an actor."""

    def resolve(self, span: Span) -> str | None:
        """Id of the actor that heads the span."""

    def get(self, id: str) -> Actor | None:
        """The actor with this id."""


def is_verb(token: Token) -> bool:
    """Whether the token is a verb or an auxiliary that stands as one."""
    return token.pos_ in ("VERB", "AUX")


def is_finite(verb: Token) -> bool:
    """Whether a verb carries tense, alone or by an auxiliary."""
    return verb.tag_ in _FINITE or any(child.tag_ in _FINITE for child in verb.children if child.dep_ in AUX)


AUX = frozenset({"aux", "auxpass"})


def is_passive(verb: Token) -> bool:
    """Whether the grammatical subject of the verb is what it is done to."""
    if verb.tag_ == "VBD" and verb.dep_ == "acl":  # "soldiers killed in the war", taken for a past tense
        return not any(child.dep_ in ("nsubj", "dobj") for child in verb.children)
    if verb.tag_ != "VBN":
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    bare = not any(child.dep_ == "aux" for child in verb.children)
    return bare and verb.dep_ in ("acl", "advcl", "relcl", "ccomp")


def group(token: Token) -> tuple[Token, ...]:
    """A noun with those coordinated with it: "Ukraine and Russia" gives both, in text order."""
    found = [token]
    for child in token.conjuncts:
        if child.i > token.i and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            found.append(child)
    return tuple(found)


def subjects(verb: Token, steps: int = _STEPS) -> tuple[Token, ...]:
    """Heads of the verb's subject, taken over from the governing clause where it has none of its own.

    "Russia, which occupies…" gives Russia for *occupies*; "X offered to host" and "X came and left" give X for both.
    """
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if len(own) > 1 and own[1].i < verb.i and any(t.text == "|" for t in verb.doc[own[0].i : own[1].i]):
        own = own[1:]  # "4. Ukraine | Ukraine and Russia agreed": the lead of a list is no subject
    for child in own[:1]:
        return _antecedent(verb, steps) if child.tag_ in _RELATIVE else group(child)
    if (named := _mistaken_subject(verb)) is not None:
        return (named,)
    if not steps:
        return ()
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        return subjects(finite_above(head) if is_finite(verb) else head, steps - 1)
    if dep == "xcomp":
        return objects(head) or subjects(head, steps - 1)
    if dep in ("acomp", "attr", "oprd"):
        return subjects(head, steps - 1)
    if dep in ("acl", "relcl"):
        return () if verb.tag_ == "VB" or not _is_nominal(head) else group(head)
    if dep in ("advcl", "pcomp", "prep", "ccomp") and not is_finite(verb):
        above = head if is_verb(head) else _verb_above(head)
        if dep == "pcomp" and head.lower_ in ("of", "from", "for", "into") and above is not None and objects(above):
            return objects(above)  # "accused Lindau of attacking"
        if above is not None and verb.tag_ == "VBG" and is_behind_comma(verb):
            above = finite_above(above)
        return subjects(above, steps - 1) if above is not None and above.i != verb.i else ()
    return ()


def _mistaken_subject(verb: Token) -> Token | None:
    """A name before a verb in the present that the parse takes for an adjective: "Sorn demands full control"."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.dep_ != "ROOT" or verb.left_edge.i == verb.i:
        return None
    name = verb.nbor(-1)
    wrong = name.head.i == verb.i and name.dep_ in ("amod", "compound", "nmod", "npadvmod", "advmod")
    return name if wrong and name.text[:1].isupper() and name.tag_ in ("JJ", "NNP", "NNPS", "NN") else None


def subjects_above(verb: Token) -> Iterator[tuple[Token, ...]]:
    """Subjects of the clauses above a coordinated verb, nearest first.

    "Lindau said the war should stop and rejects a truce" hangs *rejects* under *stop*, whose subject rejects nothing.
    """
    if verb.dep_ == "conj":
        for above in verb.head.ancestors:
            if is_verb(above):
                yield subjects(above)


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON")


def _antecedent(verb: Token, steps: int) -> tuple[Token, ...]:
    while verb.dep_ == "conj" and steps:
        verb, steps = verb.head, steps - 1
    return group(verb.head) if verb.dep_ == "relcl" and _is_nominal(verb.head) else ()


def finite_above(verb: Token) -> Token:
    """The nearest verb above that carries tense: "wants X to end … and has offered" hangs *offered* under *end*."""
    for _ in range(_STEPS):
        if is_finite(verb) or verb.dep_ not in _CLIMB:
            break
        verb = verb.head
    return verb


def _verb_above(token: Token) -> Token | None:
    for above in token.ancestors:
        if is_verb(above):
            return above
    return None


def objects(verb: Token) -> tuple[Token, ...]:
    """Heads of the direct object."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.tag_ not in _RELATIVE:
            return group(child)
    return ()


def by_agents(verb: Token) -> tuple[Token, ...]:
    """Heads of the "by" phrase of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return tuple(t for pobj in child.children if pobj.dep_ == "pobj" for t in group(pobj))
    return ()


def under(token: Token, *prepositions: str) -> tuple[Token, ...]:
    """Heads of the phrases that hang on the token by one of the prepositions, in text order."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "dative", "agent") and child.lower_ in prepositions:
            found += [t for pobj in child.children if pobj.dep_ == "pobj" for t in group(pobj)]
    return tuple(found)


def dative(verb: Token) -> tuple[Token, ...]:
    """Heads of the indirect object: "gave Kyiv until Friday"."""
    return tuple(t for c in verb.children if c.dep_ == "dative" and _is_nominal(c) for t in group(c))


def complement(verb: Token) -> Token | None:
    """The verb of the clause that the verb takes as its object ("agreed to meet", "demanded that Y leave")."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i and (is_verb(child) or child.dep_ == "ccomp"):
            return child
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VB"
            and child.left_edge.i == verb.i + 1
            and child.left_edge.lower_ == "to"
        ):
            return child
    return None


def has_mark(verb: Token, *words: str) -> bool:
    """Whether the clause of the verb opens with one of the words ("if", "unless")."""
    return any(c.lower_ in words for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i)


_NEVER = frozenset({"never", "no longer", "nor", "neither"})
_NOBODY = frozenset({"no", "neither", "nobody", "none"})


#: Words that make one verb with the verb before them: "call off" is not to call.
_BOUND = frozenset({"off", "up", "out", "back", "down", "away", "over", "in"})


def particle_of(verb: Token, known: Container[str] = ()) -> Token | None:
    """The word that makes one verb with this one: "called off the talks", "called the talks off".

    Args:
        verb: the verb.
        known: lemmas of verbs with their particle, which are read so also where the parse has a preposition in it.
    """
    for child in verb.rights:
        if child.dep_ == "prt":
            return child
        if child.i == verb.i + 1 and child.lower_ in _BOUND and child.dep_ in ("prep", "advmod"):
            bare = not any(c.dep_ in ("pobj", "pcomp") for c in child.children)
            return child if bare or f"{verb.lemma_.lower()} {child.lower_}" in known else None
    return None


def negated(verb: Token) -> bool:
    """Whether the verb is negated: "not", "never", "no longer", or a subject or object opened by "no"."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in _NEVER:
            return True
        if child.lower_ == "longer" and child.dep_ == "advmod" and any(c.lower_ == "no" for c in child.children):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _opened_by_no(child):
            return True
    return False


_OPENING = frozenset({"det", "neg", "preconj", "cc", "advmod"})


def _opened_by_no(noun: Token) -> bool:
    return noun.lower_ in _NOBODY or any(c.dep_ in _OPENING and c.lower_ in _NOBODY for c in noun.lefts)


def modals(verb: Token) -> frozenset[str]:
    """Lower-case auxiliaries of the verb, or of the verb that it is coordinated with and shares them."""
    own = _helpers(verb)
    return _helpers(verb.head) if not own and verb.dep_ == "conj" and _is_alike(verb, verb.head) else own


def _is_alike(verb: Token, head: Token) -> bool:
    return bool(verb.tag_ == head.tag_ and is_verb(head))


def _helpers(verb: Token) -> frozenset[str]:
    """Auxiliaries of the verb; whether an apostrophe is straight or curly makes no difference."""
    return frozenset(c.lower_.replace("’", "'") for c in verb.children if c.dep_ in AUX)


def is_question(token: Token) -> bool:
    """Whether the sentence of the token ends with a question mark."""
    return any(last.text in ("?", "?!", "!?") for last in token.sent[-3:])


_CONDITIONS = ("if", "unless", "provided", "should", "whether", "lest")


def in_condition(verb: Token) -> bool:
    """Whether the verb stands inside an "if", "unless" or "whether" clause."""
    for node in (verb, *verb.ancestors):
        if is_verb(node) and has_mark(node, *_CONDITIONS):
            return True
        if node.dep_ == "ROOT":
            return False
    return False


def condition_of(verb: Token) -> Token | None:
    """The verb of an "if", "unless", "until" or "as long as" clause that hangs on this one."""
    for child in verb.children:
        if child.dep_ in ("advcl", "prep") and (
            has_mark(child, "if", "unless", "until", "once") or child.lower_ in _MARKS
        ):
            return child
    return None


_MARKS = frozenset({"unless", "until", "without"})


def extent(verb: Token) -> tuple[int, int]:
    """First and last token index of a clause or phrase, without the clauses beside it.

    Left out are what is coordinated with it, asides, relative and adverbial clauses behind a comma, and a subject
    that a longer aside parts from its verb; the range is one piece.
    """
    kept = [verb.i]
    waiting = [(child, verb) for child in verb.children if not _is_far_subject(child, verb)]
    while waiting and len(kept) < _LONGEST:
        child, parent = waiting.pop()
        if _belongs(child, parent):
            kept.append(child.i)
            waiting += [(below, child) for below in child.children]
    return min(kept), max(kept)


#: A subject further from its verb than this, in words, is left out of the clause's range.
_NEAR = 14
#: No clause is longer, in words; only text that is no prose has such sentences.
_LONGEST = 250
_BESIDE = frozenset({"punct", "cc", "parataxis", "meta", "mark", "intj", "preconj"})


def _is_far_subject(child: Token, verb: Token) -> bool:
    if child.dep_ not in SUBJECTS or child.i > verb.i:
        return False
    return verb.i - child.left_edge.i > _NEAR or any(t.dep_ == "relcl" for t in child.subtree)


def _belongs(child: Token, parent: Token) -> bool:
    """Whether a word is part of the clause of its head."""
    dep = child.dep_
    if dep in _BESIDE or child.tag_ == "WRB":
        return False
    if dep == "conj":
        return not (is_verb(child) and (is_finite(child) or child.tag_ == "VBG"))
    if dep in ("advcl", "relcl", "ccomp"):
        return child.left_edge.i >= parent.i and not is_behind_comma(child)
    if dep == "prep" and child.lower_ == "as" and parent.tag_ == "VB":
        return False
    if dep == "prep" and is_behind_comma(child) and child.right_edge.i - child.i < _LONGEST:
        return not any(is_verb(below) for below in child.subtree)
    opening = dep in ("prep", "advmod", "npadvmod") and child.i < parent.i
    return not (opening and child.left_edge.i == child.sent.start)


def is_behind_comma(token: Token) -> bool:
    """Whether a comma, dash or bracket stands before the phrase of the token."""
    edge = token.left_edge
    return edge.i > 0 and edge.nbor(-1).text in (",", "–", "—", "-", ";", "(")

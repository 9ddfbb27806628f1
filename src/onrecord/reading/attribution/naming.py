"""Who speaks and who is told: subjects and their noun phrases on the dependency tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.reading.attribution.clauses import VERBS, Range, leaves
from onrecord.reading.attribution.drafts import Piece

_SUBJECTS = frozenset({"nsubj"})
_PASSIVE = frozenset({"nsubjpass"})
_SHARED = frozenset({"advcl", "xcomp", "conj", "ccomp", "parataxis", "dep"})
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_MARKS = frozenset("\"“”„«»‘’'`")
#: Steps up a chain of verbs that may share a subject; longer chains are parser errors.
_STEPS = 4
#: Names in a row that name one source together.
_LIST = 30
#: What someone issues to say something: "issued a statement saying …" is theirs, not the statement's.
_PAPERS = cues.words("papers")
_WRITINGS = cues.words("documents") | cues.words("writings") | cues.words("speakers")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what a verb says: the head of the phrase, and how it was found."""

    head: Any
    how: str = "subject"


def subject(verb: Any) -> Subject | None:
    """The subject of an active verb, its own or the one that it shares; ``None`` where there is none to be seen."""
    here = verb
    for _ in range(_STEPS):
        if here.dep_ == "conj" and _left(here):
            here = here.head.head
        own = next((child for child in here.children if child.dep_ in _SUBJECTS and child.pos_ != "SCONJ"), None)
        if own is not None:
            return _antecedent(own, here)
        passive = next((child for child in here.children if child.dep_ in _PASSIVE), None)
        if passive is not None:
            return _antecedent(passive, here) if here is not verb else None
        if (
            here.dep_ == "acl"
            and here.tag_ == "VBG"
            and here.head.lemma_.lower() in _PAPERS
            and here.head.dep_ == "dobj"
        ):
            here = here.head.head
            continue
        if here.dep_ == "acl" and here.tag_ == "VBG" and (_behind_comma(here) or not _can_be_source(here.head)):
            above = _verb_above(here)
            if above is None:
                return None
            here = above
            continue
        if here.dep_ in ("relcl", "acl"):
            return Subject(here.head, "noun") if here.tag_ != "VBN" and here.head.pos_ in _NOUNS else None
        if here.dep_ == "pcomp" and here.head.head.pos_ in ("VERB", "AUX"):
            here = here.head.head
        elif here.dep_ in _SHARED and here.head.pos_ in ("VERB", "AUX") and _may_share(here):
            here = here.head
        else:
            return None
    return None


def _left(verb: Any) -> bool:
    """Whether a joined verb belongs to the verb above the clause that the parser joined it to."""
    clause = verb.head
    above = clause.head
    return (
        clause.dep_ in ("ccomp", "xcomp") and above.pos_ in VERBS and above.i < clause.i and leaves(above, clause, verb)
    )


def _behind_comma(verb: Any) -> bool:
    """Whether a participle stands behind a comma: then it goes with the sentence, not with the noun before it."""
    return bool(verb.i and verb.doc[verb.left_edge.i - 1].text == ",")


def _can_be_source(noun: Any) -> bool:
    """Whether a noun with a participle behind it ("a report saying …") can be who or what says it."""
    if noun.pos_ in ("PROPN", "PRON") or noun.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    lemma = noun.lemma_.lower()
    return lemma in _PAPERS or lemma in _WRITINGS


def _verb_above(token: Any) -> Any | None:
    """The verb of the clause that a token stands in."""
    for _ in range(2 * _STEPS):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in VERBS:
            return token
    return None


def _may_share(verb: Any) -> bool:
    """Whether a verb without a subject can have that of the verb above it."""
    if verb.dep_ == "ccomp":
        return bool(verb.i > verb.head.i and verb.tag_ == "VBG")
    return verb.dep_ != "advcl" or verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children)


def _antecedent(head: Any, verb: Any) -> Subject:
    """The noun that a relative pronoun stands for, or the head itself."""
    if head.lower_ in _RELATIVES and verb.dep_ == "relcl":
        noun = verb.head
        return Subject(noun, "antecedent") if noun.pos_ in _NOUNS else Subject(head)
    return Subject(head)


def agent(verb: Any) -> Any | None:
    """The noun after "by" of a passive verb."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def passive_subject(verb: Any) -> Any | None:
    """The subject of a passive verb, its own."""
    return next((child for child in verb.children if child.dep_ in _PASSIVE), None)


def is_passive(verb: Any) -> bool:
    """Whether a verb is in the passive, with or without its auxiliary ("the plan announced today")."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not any(c.dep_ == "aux" for c in verb.children)


def noun_phrase(piece: Piece, head: Any, depth: int = 0) -> Range:
    """The words that name someone: the head with its titles and names, without appositions and relative clauses."""
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ in ("punct", "cc") and child.text in (",", "and", "or"):
            continue
        if depth > _LIST or not _belongs(piece, child, last):
            break
        if child.dep_ in ("conj", "appos"):
            last = noun_phrase(piece, child, depth + 1)[1]
        elif child.dep_ == "prep":
            last = _phrase_end(piece, child)
        else:
            last = child.right_edge.i
    first = _after_stray(piece, first, head.i)
    return first, max(last, head.i)


def _belongs(piece: Piece, child: Any, last: int) -> bool:
    """Whether what follows a noun is part of naming someone: it follows at once, and no comma parts it off."""
    if piece.inside[child.i] != piece.inside[last]:
        return False
    between = piece.doc[last + 1 : child.left_edge.i]
    if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON"):
        return all(token.text == "," or token.dep_ == "cc" for token in between) and _listed(child)
    if len(between) > 1 or any(token.is_punct for token in between):
        return False
    if child.dep_ == "prep":
        return child.lower_ in ("of", "for", "at", "from", "in", "with", "to", "on") and child.i == last + 1
    if child.dep_ == "appos":
        return bool(child.pos_ == "PROPN")
    return bool(child.dep_ in ("compound", "nummod", "flat", "nmod", "cc", "conj", "case", "poss"))


def _listed(noun: Any) -> bool:
    """Whether a joined noun stands in a list that "and" or "or" closes: not an apposition that the parser mistook."""
    for _ in range(_STEPS):
        if any(child.dep_ == "cc" for child in noun.head.children):
            return True
        noun = next((child for child in noun.children if child.dep_ == "conj"), None)
        if noun is None:
            return False
    return False


def _phrase_end(piece: Piece, prep: Any) -> int:
    """Last token of a preposition's phrase, up to a comma, a bracket or a clause."""
    stop = prep.i
    for token in piece.doc[prep.i + 1 : prep.right_edge.i + 1]:
        if (token.is_punct and token.text != "-") or token.dep_ in ("relcl", "acl") or token.tag_ in ("WP", "WDT"):
            break
        stop = token.i
    return int(stop)


def _after_stray(piece: Piece, first: int, head: int) -> int:
    """First token of a phrase without the marks, conjunctions and closed brackets that the parser puts before it."""
    for index in range(first, head):
        token = piece.doc[index]
        if token.pos_ not in ("PUNCT", "CCONJ", "SCONJ", "ADP", "SPACE", "INTJ") and token.text not in _MARKS:
            return index
    return head


def addressee(piece: Piece, verb: Any, entry: Cue, last: int) -> Range | None:
    """Who is told: the plain object of "told", or the phrase with "to" after "said"."""
    for child in verb.rights:
        if child.i > last or piece.inside[child.i] != piece.inside[verb.i]:
            break
        if entry.whom and child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(piece, child)
        if entry.word in ("say", "explain", "write", "announce") and child.dep_ == "prep" and child.lower_ == "to":
            head = next((one for one in child.children if one.dep_ == "pobj"), None)
            return noun_phrase(piece, head) if head is not None else None
    return None


def according_source(token: Any) -> Any | None:
    """The noun that "according to" names, given the token "according"."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    head = next((child for child in doc[token.i + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    return head if head is not None and head.i > token.i else None

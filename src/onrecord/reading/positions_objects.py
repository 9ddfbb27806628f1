"""What a move is about: the noun, deed or clause that a verb takes in each form of ``moves.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from onrecord.lexicons.moves import move_words
from onrecord.reading.clauses import SUBJECTS, Token, extent, is_verb, modals

#: After these, "that they meet" is what shall be, though it looks like what is.
_MANDATIVE = frozenset({"demand", "propose", "request", "require", "recommend"})
#: "suggested that this would follow" foretells, and proposes nothing.
_FORESEEN = frozenset({"would", "will", "wo", "shall"})
_SHOULD = frozenset({"must", "should", "would", "will", "shall", "wo", "ought"})

#: First token, last token, and the word that heads it.
Object: TypeAlias = tuple[int, int, Token]


def object_of(verb: Token, form: str) -> Object | None:
    """What the verb is about in one of its forms (``moves.toml`` names them)."""
    if form == "obj":
        return noun_object(verb) or _antecedent(verb)
    if form == "to":
        sent = any(child.dep_ == "dobj" and child.pos_ != "PRON" for child in verb.children)
        return own_deed(verb) or (None if sent else by_preposition(verb, "to"))  # "committed two brigades to the front"
    if form == "that":
        return _clause(verb)
    if form == "X-to":
        return _others_deed(verb)
    if form == "-ing":
        return _named_deed(verb)
    if form.endswith("+obj"):
        return _with_particle(verb, form.removesuffix("+obj"))
    return by_preposition(verb, form)


def noun_object(verb: Token) -> Object | None:
    """The direct object that is a noun: "demands a withdrawal"."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN", "NUM") and child.i > verb.i:
            first, last = extent(child)
            return first, max(last, right_of(verb, last)), child
    return None


def right_of(verb: Token, last: int) -> int:
    """The end of a prepositional phrase that follows the object at once and belongs to it for a reader."""
    for child in verb.children:
        if child.dep_ == "prep" and child.i == last + 1 and child.lower_ in ("of", "for", "over", "from", "on", "to"):
            last = max(last, extent(child)[1])
    return last


def _antecedent(verb: Token) -> Object | None:
    """The noun before the relative clause: "a plan that Lindau rejected"."""
    noun = verb.head
    if verb.dep_ != "relcl" or noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("DATE", "TIME"):
        return None
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if (
        not own
        or own[0].tag_ in ("WDT", "WP")
        or any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children if c.i > verb.i)
    ):
        return None
    first, last = extent(noun)
    return first, min(last, verb.left_edge.i - 1) if last >= verb.left_edge.i else last, noun


def own_deed(verb: Token) -> Object | None:
    """What the subject itself will do: "offered to host"."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl") and child.i > verb.i and opened_by_to(child):
            if child.dep_ == "advcl" and child.left_edge.i != verb.i + 1:
                continue
            if verb.lemma_.lower() == "want" and child.lemma_.lower() not in move_words().wanted:
                return None
            if any(
                c.dep_ in (*SUBJECTS, "dobj") for c in (*child.lefts, *verb.rights) if c.i < child.i and c.i > verb.i
            ):
                return None
            return *extent(child), child
    return None


def opened_by_to(verb: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)


def _clause(verb: Token) -> Object | None:
    """A clause of what shall be: with "must", "should", "will", or the bare verb ("that they leave")."""
    for child in _that_clauses(verb):
        asked = child.tag_ == "VB" or (child.tag_ == "VBP" and (verb.lemma_.lower() in _MANDATIVE or _is_single(child)))
        should = _SHOULD - _FORESEEN if verb.lemma_.lower() == "suggest" else _SHOULD
        if (asked and not modals(child)) or modals(child) & should:
            first, last = extent(child)
            first = max(first, verb.i + 1)
            return (first + 1 if verb.doc[first].lower_ == "that" else first), last, child
    return None


def _is_single(verb: Token) -> bool:
    """Whether a plural form stands with a singular name, so that it is what shall be: "insists Lindau leave"."""
    doers = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    return len(doers) == 1 and doers[0].tag_ in ("NNP", "NN") and not any(c.dep_ == "conj" for c in doers[0].children)


def _that_clauses(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > verb.i and not opened_by_to(child):
            yield child
    for token in verb.rights:  # "proposed for the first time that X meet" hangs the clause on "time"
        if token.dep_ == "prep":
            yield from (t.head for t in token.subtree if t.lower_ == "that" and _opens_misplaced(t))


def _opens_misplaced(that: Token) -> bool:
    verb = that.head
    clause = is_verb(verb) and verb.dep_ in ("relcl", "acl", "ccomp") and verb.tag_ in ("VB", "VBP")
    return clause and that.i < verb.i and that.dep_ in ("mark", "advmod", "dobj")


def _others_deed(verb: Token) -> Object | None:
    """From who shall do it to the end of the deed: "wants Lindau to leave", "urged them to stop"."""
    for child in verb.children:
        if (
            child.dep_ in ("ccomp", "xcomp", "advcl")
            and child.tag_ == "VB"
            and child.i > verb.i
            and opened_by_to(child)
        ):
            doers = [c for c in child.lefts if c.dep_ in SUBJECTS] or [
                c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i
            ]
            if doers:
                return doers[0].left_edge.i, extent(child)[1], child
    return None


def _named_deed(verb: Token) -> Object | None:
    """A deed by its participle: "floated freezing the front"."""
    deed = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp", "dobj") and c.tag_ == "VBG"), None)
    return (*extent(deed), deed) if deed is not None and deed.left_edge.i == verb.i + 1 else None


def _with_particle(verb: Token, particle: str) -> Object | None:
    """An object behind a particle: "rule out a truce"; of "accuse X of Y", from X to the end of Y."""
    found = next((c for c in verb.rights if c.lower_ == particle and c.dep_ in ("prt", "prep", "advmod")), None)
    about = noun_object(verb)
    if found is None:
        return None
    if particle in ("of", "for"):
        who = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        deed = next((c for c in found.children if c.dep_ in ("pcomp", "pobj")), found)
        return (who.left_edge.i, extent(found)[1], deed) if who is not None and who.i < found.i else None
    if about is None and (
        deed := next((c for c in verb.rights if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VBG"), None)
    ):
        return *extent(deed), deed
    return about


def by_preposition(verb: Token, preposition: str) -> Object | None:
    """What hangs on the word by a preposition, with the deed behind it: "called on them to stop"."""
    for child in verb.rights:
        if child.lower_ != preposition or child.dep_ not in ("prep", "prt", "dative"):
            continue
        inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None or inner.pos_ == "PRON" or inner.ent_type_ in ("DATE", "TIME"):
            return None
        first, last = extent(child)
        if preposition == "against":  # what is warned against is not asked for
            who = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i), child)
            return who.left_edge.i, last, inner
        deed = next((c for c in verb.rights if c.i > child.i and c.tag_ == "VB" and opened_by_to(c)), None)
        if deed is not None and preposition in ("on", "upon", "to", "for"):
            last, inner = max(last, extent(deed)[1]), deed
        return first + 1, last, inner
    return None


def anything(verb: Token) -> Object | None:
    """What a negated verb is about, in whatever form."""
    about = noun_object(verb) or _with_any_particle(verb) or own_deed(verb) or _clause_of_any(verb)
    if about is not None:
        return about
    for child in verb.rights:
        if (
            child.dep_ == "prep"
            and child.lower_ in ("to", "from", "on", "with", "in", "over")
            and (found := by_preposition(verb, child.lower_))
        ):
            return found
    return None


def _with_any_particle(verb: Token) -> Object | None:
    return noun_object(verb) if any(c.dep_ == "prt" for c in verb.rights) else None


def _clause_of_any(verb: Token) -> Object | None:
    """A clause in whatever form: "would not tolerate Lindau making deals"."""
    child = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp") and c.i > verb.i), None)
    return (*extent(child), child) if child is not None else None

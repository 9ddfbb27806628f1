"""Moves of the one who speaks: "Lindau must leave", "guarantees are essential", "no deal without Sorn"."""

from __future__ import annotations

from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Move
from onrecord.reading.clauses import SUBJECTS, Token, extent, has_mark, is_passive, is_verb, modals, negated, subjects
from onrecord.reading.positions_conditions import open_conditions
from onrecord.reading.positions_objects import noun_object, opened_by_to
from onrecord.reading.positions_stand import Stand

#: Rules whose move is that of the one who speaks, not of a subject.
BY_SPEAKER = frozenset(
    {"position.must", "position.should", "position.judged", "position.needed", "position.hinges", "position.red-line"}
)
_CAN = frozenset({"will", "would", "wo", "'ll", "'d", "can", "could", "ca"})
_MAY = frozenset({"may", "might", "could"})
_HANGING = frozenset({"depend", "hinge", "rest"})


def by_speaker(verb: Token) -> Stand | None:
    """The move that a clause makes for whoever says it, or ``None``."""
    return _judged(verb) or _hinges(verb) or _must(verb) or _needed(verb) or _red_line(verb)


def _stand(move: Move, verb: Token, about: tuple[int, int, Token], rule: str) -> Stand:
    return Stand(move, verb, (), *about, rule=f"position.{rule}", own=True)


def _must(verb: Token) -> Stand | None:
    """A demand, or a proposal, of the one who says it: "Lindau must withdraw", "any deal should include…"."""
    obliged = _obliged(verb)
    if obliged is None or negated(verb):
        return None
    deed, move = obliged
    doers = subjects(verb)
    known = ("we", "they") if verb.lemma_ == "be" else ("we", "they", "it")
    if not doers or all(t.tag_ == "PRP" and t.lower_ not in known for t in doers):
        return None
    first, last = extent(verb)
    return _stand(move, deed, (first, max(last, extent(deed)[1]), deed), "must" if move == "demand" else "should")


def _obliged(verb: Token) -> tuple[Token, Move] | None:
    """The deed that someone has to do: by "must", "should", "have to", "need to" or "had better"."""
    helpers = modals(verb)
    if "have" in helpers:
        return None  # "should have", "must have" tell of the past
    if "must" in helpers:
        return verb, "demand"
    if "should" in helpers and not has_mark(verb, "should"):
        return verb, "propose"
    better = any(c.lower_ == "better" and c.dep_ == "advmod" and c.i == verb.i - 1 for c in verb.lefts)
    if better and verb.tag_ in ("VB", "VBP"):
        return verb, "demand"
    if verb.lemma_.lower() in ("have", "need") and not helpers & {"may", "might", "could", "can"}:
        deed = next(
            (c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" and opened_by_to(c)), None
        )
        if deed is not None and deed.left_edge.i == verb.i + 1:
            return deed, "demand"
    return None


def _judged(verb: Token) -> Stand | None:
    """What the one who speaks rejects: "no deal would be acceptable without…", "a truce is unacceptable"."""
    lexicon = move_words()
    for child in verb.children:
        if child.dep_ != "acomp":
            continue
        lemma = child.lemma_.lower()
        if (lemma in lexicon.judged and lemma != "possible" and negated(verb)) or (
            lemma in lexicon.refused and not negated(verb)
        ):
            about = _said_of(verb)
            if about is not None:
                return _stand("reject", verb, (about.left_edge.i, max(extent(verb)[1], child.i), about), "judged")
    return None


def _said_of(verb: Token) -> Token | None:
    """The noun that something is said of."""
    return next((c for c in verb.lefts if c.dep_ in (*SUBJECTS, "csubj") and c.pos_ != "PRON"), None)


def _needed(verb: Token) -> Stand | None:
    """What the one who speaks calls essential, needed or required: "it is critical for the talks to…"."""
    if negated(verb):
        return None
    lexicon, lemma = move_words(), verb.lemma_.lower()
    about = _said_of(verb)
    if about is not None and any(c.dep_ == "poss" and c.lower_ in ("its", "our", "my") for c in about.lefts):
        return None  # "our arsenal is essential" asks nothing of others
    if lemma == "need" and not modals(verb) & _MAY:
        if is_passive(verb):
            return None if about is None else _stand("demand", verb, (*extent(about), about), "needed")
        found = noun_object(verb)
        return _stand("demand", verb, found, "needed") if found is not None else None
    found = noun_object(verb) if lemma == "require" and about is not None else None
    if found is not None and not modals(verb) & _MAY:
        return _stand("condition", verb, found, "needed")
    if lemma != "be" or modals(verb) & _MAY:
        return None
    for child in verb.rights:
        move: Move | None = None
        if child.dep_ == "acomp":
            word = child.lemma_.lower()
            move = "demand" if word in lexicon.needed else "appeal" if word in lexicon.wished else None
        elif child.dep_ == "attr" and child.lemma_.lower() in (
            "prerequisite",
            "precondition",
            "necessity",
            "must",
            "priority",
        ):
            move = "condition" if child.lemma_.lower().startswith("pre") else "demand"
        if move is not None:
            what = (*extent(about), about) if about is not None else _what_for(verb, child)
            return _stand(move, verb, what, "needed") if what is not None else None
    return None


def _what_for(verb: Token, adjective: Token) -> tuple[int, int, Token] | None:
    """What "it is critical" is said of: "for the talks to lead to peace", "that Lindau leaves"."""
    for head in (adjective, verb):
        for child in head.rights:
            if is_verb(child) and child.i > adjective.i and (opened_by_to(child) or has_mark(child, "that", "for")):
                first = min([child.left_edge.i, *(c.i for c in head.rights if c.dep_ == "prep" and c.i > adjective.i)])
                return first, extent(child)[1], child
    return None


def _hinges(verb: Token) -> Stand | None:
    """What nothing goes without, for the one who speaks: "there can be no deal unless…", "that depends on…"."""
    if verb.lemma_.lower() in _HANGING and not negated(verb):
        on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("on", "upon")), None)
        inner = next((c for c in on.children if c.dep_ in ("pobj", "pcomp")), None) if on is not None else None
        if on is not None and inner is not None and not modals(verb) & _MAY:
            return _stand("condition", verb, (on.i + 1, max(extent(on)[1], inner.i), inner), "hinges")
        return None
    no = negated(verb) or _lacks(verb)
    if not no and not modals(verb) & _CAN:
        return None
    for clause in open_conditions(verb):
        if no or clause.lower_ in ("until", "unless") or has_mark(clause, "until", "unless") or _only(clause):
            inner = next((c for c in clause.children if c.dep_ in ("pobj", "pcomp")), clause)
            first, last = extent(clause)
            return _stand("condition", verb, (min(first, clause.left_edge.i), last, inner), "hinges")
    return None


def _only(clause: Token) -> bool:
    first = clause.left_edge
    return first.lower_ == "only" or bool(first.i and first.nbor(-1).lower_ == "only")


def _lacks(verb: Token) -> bool:
    """Whether what there is is nothing: "there would be no hope of a deal"."""
    return any(
        c.dep_ in ("attr", "acomp") and (c.lower_ == "impossible" or any(x.lower_ == "no" for x in c.lefts))
        for c in verb.rights
    )


def _red_line(verb: Token) -> Stand | None:
    """What is called a red line, out of the question or off the table by the one who speaks."""
    about = _said_of(verb)
    if verb.lemma_.lower() not in ("be", "remain") or about is None or negated(verb):
        return None
    if about.lemma_.lower() == "line" and any(c.lower_ == "red" for c in about.lefts):
        named = next((c for c in verb.rights if c.dep_ == "attr" and c.pos_ == "NOUN"), None)
        return _stand("reject", verb, (*extent(named), named), "red-line") if named is not None else None
    for child in verb.rights:
        red = child.lemma_.lower() == "line" and any(c.lower_ == "red" for c in child.lefts)
        off = child.dep_ in ("prep", "advmod") and any(
            words in child.doc[child.i : child.right_edge.i + 1].text.lower()
            for words in ("off the table", "out of the question")
        )
        if red or off:
            return _stand("reject", verb, (*extent(about), about), "red-line")
    return None

"""Which words make a move, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.lexicons.moves import move_words
from onrecord.model.reading import Move
from onrecord.reading.clauses import (
    SUBJECTS,
    Token,
    by_agents,
    condition_of,
    extent,
    group,
    has_mark,
    in_condition,
    is_behind_comma,
    is_finite,
    is_passive,
    is_question,
    is_verb,
    modals,
    negated,
    subjects,
)
from onrecord.reading.positions_objects import anything, by_preposition, noun_object, object_of, opened_by_to, own_deed

_HEDGED = frozenset(
    {"may", "might", "could", "can", "would", "will", "shall", "should", "must", "wo", "'ll", "'d", "ca"}
)
_WILL = frozenset({"will", "would", "wo", "shall", "'ll", "'d", "can", "could", "ca"})


@dataclass(frozen=True, slots=True)
class Stand:
    """Words that make a move.

    Attributes:
        move: the move.
        verb: the word that makes it.
        by: heads of the words that name who makes it; empty if it is the one who speaks or nobody is named.
        first: first token of what it is about.
        last: last token of it.
        head: the word that heads what it is about.
        rule: name of the rule.
        own: it counts only as the party's own word: others can but foretell it.
    """

    move: Move
    verb: Token
    by: tuple[Token, ...]
    first: int
    last: int
    head: Token
    rule: str
    own: bool = False


def stands(token: Token) -> Stand | None:
    """The move that a word makes, or ``None``."""
    lemma = token.lemma_.lower()
    lexicon = move_words()
    if token.pos_ == "NOUN":
        return _owned(token) if lemma in lexicon.nouns else None
    if not is_verb(token) or not _is_asserted(token):
        return None
    if negated(token):
        return _negated(token, lemma) or _judged(token)
    if lemma in lexicon.conditional and (found := _conditional(token)):
        return found
    if "must" in modals(token) or ("should" in modals(token) and not has_mark(token, "should")):
        return _must(token)
    if token.lemma_ == "be" or token.pos_ == "AUX":
        return _ready(token) or _judged(token)
    if lemma in lexicon.verbs and not modals(token) & _HEDGED:
        return _moved(token, lemma)
    return _signed(token) if lemma == "sign" else None


def _is_asserted(verb: Token) -> bool:
    """Whether the clause states something: no question, no condition, no infinitive, nothing of former times."""
    if is_question(verb) or in_condition(verb) or _is_wished(verb):
        return False
    participle = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj", "ROOT", "prep")
    shared = verb.tag_ in ("VBN", "VBD") and verb.dep_ == "conj" and is_finite(verb.head)
    if not (is_finite(verb) or participle or shared):
        return False
    if verb.dep_ == "relcl" and not is_behind_comma(verb) and any(c.tag_ in ("WP", "WDT") for c in verb.lefts):
        return False  # "those who oppose the war" are not all of them
    return not any(child.lower_ in move_words().former for child in verb.children)


def _is_wished(verb: Token) -> bool:
    """Whether the verb stands in what another move is about ("demands that they give up…"): no move of its own."""
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in ("VB", "VBP")
        and verb.head.lemma_ in move_words().verbs
        and not modals(verb)
    )


def _moved(verb: Token, lemma: str) -> Stand | None:
    if is_passive(verb):
        return _passive(verb, lemma)
    for move, forms in move_words().verbs[lemma]:
        for form in sorted(forms):
            found = object_of(verb, form)
            if found is not None:
                return Stand(move, verb, subjects(verb), *found, rule="position.verb")
    return None


def _passive(verb: Token, lemma: str) -> Stand | None:
    """The move of a passive: "the plan was rejected by Lindau"."""
    by = by_agents(verb)
    about = [c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")]
    for move, forms in move_words().verbs[lemma]:
        if by and about and {"obj", "out+obj", "down+obj"} & forms and move not in ("appeal", "accuse"):
            return Stand(move, verb, by, *extent(about[0]), about[0], rule="position.passive")
    return None


def _negated(verb: Token, lemma: str) -> Stand | None:
    """The move of a negated verb: "would not tolerate", "will not sign an agreement that fails to…"."""
    move = move_words().negated.get(lemma)
    if move is None or is_passive(verb) or "have" in modals(verb) & {"have"}:
        return None
    willing = bool(modals(verb) & _WILL)
    if not willing and (
        move == "refuse" or verb.tag_ not in ("VB", "VBP", "VBZ") or modals(verb) & {"did", "had", "has"}
    ):
        return None
    found = anything(verb)
    if found is None:
        return None
    if _is_condition(verb, found[2]):
        return Stand(
            "condition",
            verb,
            subjects(verb),
            found[0],
            max(found[1], _condition_end(verb)),
            found[2],
            "position.condition",
            own=True,
        )
    return Stand(move, verb, subjects(verb), *found, rule="position.negated", own=True)


def _is_condition(verb: Token, about: Token) -> bool:
    """Whether the refusal names what would lift it: "unless", "until", "without", "an agreement that fails to…"."""
    if condition_of(verb) is not None and not has_mark(condition_of(verb), "if"):
        return True
    for child in (*verb.rights, *about.rights):
        if child.lower_ in ("without", "unless", "until"):
            return True
    return any(c.dep_ == "relcl" and (c.lemma_ in ("fail", "lack") or negated(c)) for c in about.children)


def _condition_end(verb: Token) -> int:
    condition = condition_of(verb)
    return extent(condition)[1] if condition is not None else verb.i


def _conditional(verb: Token) -> Stand | None:
    """What is promised on one condition: "would sign a truce if Lindau withdrew", "only if they are held in Sorn"."""
    condition = condition_of(verb)
    if condition is None or not modals(verb) & _WILL or "have" in modals(verb) or condition.i < verb.i:
        return None
    named = any(c.lower_ in ("if", "only", "unless", "until") for c in (*condition.lefts, condition, *verb.children))
    if not named or has_mark(condition, "once"):
        return None
    return Stand("condition", verb, subjects(verb), *extent(condition), condition, rule="position.condition", own=True)


def _must(verb: Token) -> Stand | None:
    """A demand, or a proposal, of the one who says it: "Lindau must withdraw", "any deal should include…"."""
    doers = subjects(verb)
    if not doers or all(t.pos_ == "PRON" and t.lower_ not in ("we", "they") for t in doers):
        return None
    move: Move = "demand" if "must" in modals(verb) else "propose"
    return Stand(
        move, verb, (), *extent(verb), verb, rule=f"position.{'must' if move == 'demand' else 'should'}", own=True
    )


def _ready(verb: Token) -> Stand | None:
    """Where its subject stands: "is ready to talk", "remains open to a truce", "is opposed to"."""
    for child in verb.children:
        move = move_words().ready.get(child.lemma_.lower()) if child.dep_ == "acomp" else None
        if move is None or modals(verb) & _HEDGED:
            continue
        found = own_deed(child) or by_preposition(child, "to") or by_preposition(child, "for")
        if found is not None:
            return Stand(move, verb, subjects(verb), *found, rule="position.ready")
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
            about = next((c for c in verb.lefts if c.dep_ in SUBJECTS and c.pos_ == "NOUN"), None)
            if about is not None:
                return Stand(
                    "reject",
                    verb,
                    (),
                    about.left_edge.i,
                    max(extent(verb)[1], child.i),
                    about,
                    "position.judged",
                    own=True,
                )
    return None


def _signed(verb: Token) -> Stand | None:
    about = noun_object(verb)
    if about is None or about[2].lemma_.lower() not in move_words().signed or modals(verb) & _HEDGED:
        return None
    return Stand("agree", verb, subjects(verb), *about, rule="position.verb")


def _owned(noun: Token) -> Stand | None:
    """The move that a noun with its owner names: "Lindau's refusal to leave", "the Veran demand that they stop"."""
    lexicon = move_words()
    owner = next((c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod")), None)
    above = next((one for one in noun.ancestors if is_verb(one)), None)
    if (
        owner is None
        or is_question(noun)
        or (above is not None and (above.lemma_.lower() in lexicon.dropped or negated(above)))
    ):
        return None
    for child in noun.rights:
        deed = child.dep_ in ("acl", "relcl") and (
            opened_by_to(child) or any(c.lower_ == "that" and c.dep_ == "mark" for c in child.lefts)
        )
        phrase = child.dep_ == "prep" and child.lower_ in ("for", "of", "to", "on")
        if not deed and not phrase:
            continue
        if phrase and child.lower_ == "for" and any(c.dep_ == "pcomp" for c in child.children):
            continue  # "demands for ending the war" are terms, not what is demanded
        first, last = extent(child)
        head = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), child)
        owners = [c for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod")]
        by = tuple(t for one in owners for t in (group(one) if one.dep_ == "poss" else (one,)))
        return Stand(
            lexicon.nouns[noun.lemma_.lower()], noun, by, first + (1 if phrase else 0), last, head, rule="position.noun"
        )
    return None

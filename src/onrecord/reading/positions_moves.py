"""Which words make a move, and what it is about."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.lexicons.moves import move_words
from onrecord.reading.clauses import (
    Token,
    by_agents,
    condition_of,
    extent,
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
from onrecord.reading.positions_conditions import open_conditions
from onrecord.reading.positions_nouns import owned, papered, proposed
from onrecord.reading.positions_objects import (
    anything,
    noun_object,
    object_of,
    opened_by_to,
)
from onrecord.reading.positions_own import by_speaker
from onrecord.reading.positions_ready import doers, ready, stated, unready
from onrecord.reading.positions_stand import Stand

_HEDGED = frozenset(
    {"may", "might", "could", "can", "would", "will", "shall", "should", "must", "wo", "'ll", "'d", "ca"}
)
_WILL = frozenset({"will", "would", "wo", "shall", "'ll", "'d", "can", "could", "ca"})
_ANNOUNCING = frozenset({"will", "would", "shall", "'ll", "'d"})


def stands(token: Token) -> Stand | None:
    """The move that a word makes, or ``None``."""
    lemma = token.lemma_.lower()
    lexicon = move_words()
    if token.pos_ == "NOUN" or (lemma in lexicon.nouns and any(c.dep_ == "poss" for c in token.lefts)):
        return owned(token) if lemma in lexicon.nouns else None
    if token.dep_ == "amod" and token.tag_ == "VBN":
        return proposed(token)
    if token.pos_ == "ADJ" and token.dep_ == "ROOT":
        return stated(token, token)
    if not is_verb(token) or not is_asserted(token):
        return None
    if negated(token):
        return _negated(token, lemma) or unready(token) or _withheld(token) or by_speaker(token)
    if lemma in lexicon.conditional and (found := _conditional(token)):
        return found
    if (found := papered(token)) is not None:
        return found
    if token.lemma_ in ("be", "remain", "stay", "stand") or token.pos_ == "AUX" or token.lower_ in ("’s", "’re", "’m"):
        return ready(token) or by_speaker(token)
    if lemma in lexicon.verbs and not modals(token) & _HEDGED and (found := _moved(token, lemma)):
        return found
    return next((found for read in _OTHERS if (found := read(token))), None)


def is_asserted(verb: Token) -> bool:
    """Whether the clause states something: no question, no condition, no infinitive, nothing of former times."""
    if is_question(verb) or in_condition(verb) or _is_wished(verb) or _is_measured(verb):
        return False
    participle = verb.tag_ == "VBG" and (verb.dep_ in ("advcl", "conj", "ROOT", "prep") or _has_subject(verb))
    shared = verb.tag_ in ("VBN", "VBD") and verb.dep_ == "conj" and is_finite(verb.head)
    by = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and bool(by_agents(verb))
    if not (is_finite(verb) or participle or shared or by or _is_raised(verb)):
        return False
    if verb.dep_ == "relcl" and not is_behind_comma(verb) and any(c.tag_ in ("WP", "WDT") for c in verb.lefts):
        return _is_named(verb.head)  # "those who oppose the war" are not all of them
    return not any(child.lower_ in move_words().former for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in verb.lefts)


def _is_named(noun: Token) -> bool:
    return bool(noun.pos_ == "PROPN")


def _is_measured(verb: Token) -> bool:
    """Whether the clause tells to what degree: "aware how much Lindau wants the talks" is what others think of it."""
    first = verb.left_edge.i
    return any(t.lower_ == "how" for t in verb.doc[max(first - 1, verb.sent.start) : min(first + 2, verb.i)])


def _is_raised(verb: Token) -> bool:
    """Whether an infinitive is told as a fact: "continues to refuse", "persuaded Lindau to accept"."""
    above = verb.head
    if (
        verb.dep_ not in ("xcomp", "ccomp", "advcl")
        or not is_verb(above)
        or not (opened_by_to(verb) or verb.tag_ == "VBG")
    ):
        return False
    if above.lemma_.lower() not in move_words().raising or negated(above) or modals(above) & _HEDGED:
        return False
    return above.i < verb.i and is_asserted(above)


def _is_wished(verb: Token) -> bool:
    """Whether the verb stands in what another move is about ("demands that they give up…"): no move of its own."""
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and not modals(verb):
        return _is_wished(verb.head)
    noun = verb.head.pos_ == "NOUN" and verb.head.lemma_.lower() in move_words().nouns
    if noun and verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VB", "VBP") and has_mark(verb, "that"):
        return True
    return (
        verb.dep_ == "ccomp"
        and verb.tag_ in ("VB", "VBP")
        and verb.head.lemma_ in move_words().verbs
        and not modals(verb)
    )


def _moved(verb: Token, lemma: str) -> Stand | None:
    if is_passive(verb) and not _is_main(verb):
        return _passive(verb, lemma)
    for move, forms in move_words().verbs[lemma]:
        for form in sorted(forms):
            found = object_of(verb, form)
            if found is not None and not _is_no_matter(verb, lemma, form, found[2]):
                return Stand(move, verb, doers(verb), *found, rule="position.verb")
    return _elided(verb, lemma)


def _is_main(verb: Token) -> bool:
    """Whether a past tense is the main verb, though the parse hangs it on a title: "The chief, Ana Bel, called on…"."""
    return bool(verb.tag_ == "VBD" and verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and is_behind_comma(verb))


#: What one wants others to do in their minds is no demand.
_MINDS = frozenset({"know", "believe", "think", "feel", "understand", "realise", "realize", "remember"})


def _is_no_matter(verb: Token, lemma: str, form: str, deed: Token) -> bool:
    """Whether it asks for nothing of others: "wants the world to know", "ordered its troops to prepare"."""
    if form != "X-to":
        return False
    if deed.lemma_.lower() in _MINDS:
        return True
    if lemma != "order":
        return False
    to = next((c for c in (*verb.rights, *deed.lefts) if c.dep_ in ("dobj", "nsubj") and c.i < deed.i), None)
    organ = to is not None and to.lemma_.lower() in move_words().organs
    owner = next((c for c in to.lefts if c.dep_ == "poss"), None) if to is not None else None
    return organ or (owner is not None and (owner.tag_ == "PRP$" or owner.lemma_.lower() in ("country", "nation")))


#: Moves that answer what another has said, so that they can stand without an object: "Lindau refused".
_ANSWERING = frozenset({"reject", "refuse", "accept"})
_ANSWERS = frozenset({"refuse", "reject", "accept", "agree", "decline", "object", "consent", "disagree"})


def _elided(verb: Token, lemma: str) -> Stand | None:
    """A move that answers the one before, whose object is left out: "Lindau refused"."""
    it = any(c.dep_ == "dobj" and c.lower_ in ("it", "this", "that", "them") for c in verb.rights)
    left_out = lemma in _ANSWERS and not any(c.dep_ in _COMPLEMENTS for c in verb.rights)
    if not (left_out or (it and move_words().verbs[lemma][0][0] in _ANSWERING)) or verb.dep_ in ("relcl", "acl"):
        return None
    move = move_words().verbs[lemma][0][0]
    return Stand(move, verb, doers(verb), verb.i + 1, verb.i, verb, "position.elided")


_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "prep", "dative", "oprd", "acomp", "attr", "prt"})


def _passive(verb: Token, lemma: str) -> Stand | None:
    """The move of a passive: "the plan was rejected by Lindau", "the price demanded by Lindau"."""
    by = by_agents(verb)
    about = [c for c in verb.children if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")]
    span = extent(about[0]) if about else (0, 0)
    if not about and verb.dep_ in ("acl", "relcl") and verb.head.pos_ == "NOUN":
        if _is_priced(verb.head):
            paid = _paid(verb)
            if paid is None or not by:
                return None
            return Stand("demand", verb, by, paid.i, extent(paid)[1], paid, "position.passive")
        about, span = [verb.head], (verb.head.left_edge.i, verb.i - 1 - is_behind_comma(verb))
    for move, forms in move_words().verbs[lemma]:
        if by and about and {"obj", "out+obj", "down+obj"} & forms and move not in ("appeal", "accuse"):
            return Stand(move, verb, by, *span, about[0], rule="position.passive")
    return None


_PRICES = frozenset({"price", "cost", "concession", "condition", "term", "sacrifice"})


def _paid(verb: Token) -> Token | None:
    """What the price is: "…demanded by Lindau, which is withdrawing from the valley"."""
    after = verb.doc[verb.i : verb.sent.end]
    which = next((t for t in after if t.lower_ == "which" and t.dep_ == "nsubj" and t.head.tag_ == "VBG"), None)
    return which.head if which is not None else None


def _is_priced(noun: Token) -> bool:
    """Whether the noun is only what something is given for: "the price for a truce demanded by Lindau"."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return False
    return noun.head.head.lemma_.lower() in _PRICES or noun.doc[max(noun.head.i - 1, 0)].lemma_.lower() in _PRICES


def _negated(verb: Token, lemma: str) -> Stand | None:
    """The move of a negated verb: "would not tolerate", "will not sign an agreement that fails to…"."""
    move = move_words().negated.get(lemma)
    if is_passive(verb) or "have" in modals(verb):
        return None
    if move is None:
        return _unwilling(verb, lemma)
    willing = bool(modals(verb) & _WILL)
    if not willing and (
        move == "refuse" or verb.tag_ not in ("VB", "VBP", "VBZ") or modals(verb) & {"did", "had", "has"}
    ):
        return None
    found = anything(verb)
    if found is None and lemma in _ALONE and not any(c.dep_ in _COMPLEMENTS - {"prep"} for c in verb.rights):
        found = (verb.i, max(extent(verb)[1], verb.i), verb)  # "will not negotiate under threats"
    if found is None:
        return None
    if _is_condition(verb, found[2]):
        return Stand(
            "condition",
            verb,
            doers(verb),
            found[0],
            max(found[1], _condition_end(verb)),
            found[2],
            "position.condition",
            own=True,
        )
    return Stand(move, verb, doers(verb), *found, rule="position.negated", own=True)


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
    return Stand("condition", verb, doers(verb), *extent(condition), condition, rule="position.condition", own=True)


#: Deeds that need no object to be refused.
_ALONE = frozenset({"negotiate", "talk", "compromise", "disarm", "withdraw", "surrender", "capitulate", "retreat"})


def _withheld(verb: Token) -> Stand | None:
    """A threat to let something go, on a condition: "if we do not get it, we do not have the meeting"."""
    clause = next((c for c in verb.lefts if c.dep_ == "advcl" and has_mark(c, "if", "unless")), None)
    about = noun_object(verb)
    if clause is None or about is None or modals(verb) & (_HEDGED - _WILL):
        return None
    lemma, by = about[2].lemma_.lower(), doers(verb)
    if lemma not in move_words().left or not any(t.lower_ in ("we", "i") for t in by):
        return None
    first = min(c.i for c in verb.lefts if c.dep_ in ("aux", "neg"))
    return Stand("threaten", verb, by, first, about[1], about[2], rule="position.withheld", own=True)


def _unwilling(verb: Token, lemma: str) -> Stand | None:
    """Any other deed that the party itself says it will not do: "will not share control of the dam"."""
    willing = modals(verb) & {"will", "would", "wo", "'ll", "'d"}
    if not willing or lemma in move_words().unmoved or lemma in move_words().void or verb.pos_ != "VERB":
        return None
    about = noun_object(verb)
    if about is None or verb.dep_ in ("advcl", "relcl"):
        return None
    return Stand("refuse", verb, doers(verb), *about, rule="position.unwilling", own=True)


def _announced(verb: Token) -> Stand | None:
    """A move that the party itself announces: "said it would accept the plan"."""
    lexicon, lemma = move_words(), verb.lemma_.lower()
    if lemma not in lexicon.announced or not modals(verb) & _ANNOUNCING or "have" in modals(verb) or is_passive(verb):
        return None
    if condition_of(verb) is not None or any(True for _ in open_conditions(verb)):
        return None
    for move, forms in lexicon.verbs[lemma]:
        for form in sorted(forms):
            found = object_of(verb, form)
            if found is not None:
                return Stand(move, verb, doers(verb), *found, rule="position.announced", own=True)
    return None


def _signed(verb: Token) -> Stand | None:
    if verb.lemma_.lower() not in ("sign", "reach", "strike", "conclude", "clinch", "seal") or is_passive(verb):
        return None
    about = noun_object(verb)
    if about is None or about[2].lemma_.lower() not in move_words().signed or modals(verb) & _HEDGED:
        return None
    return Stand("agree", verb, doers(verb), *about, rule="position.verb")


def _wished(verb: Token) -> Stand | None:
    """What its subject "would like": "would like Lindau to leave"."""
    if verb.lemma_.lower() != "like" or not modals(verb) & {"would", "'d"} or "have" in modals(verb):
        return None
    found = object_of(verb, "X-to") or object_of(verb, "to")
    if found is None or found[2].lemma_.lower() in move_words().void:
        return None
    return Stand("demand", verb, doers(verb), *found, rule="position.verb")


def _warned(verb: Token) -> Stand | None:
    """A threat: "warned it would strike back", "warned that foreign troops would be legitimate targets"."""
    if verb.lemma_.lower() != "warn" or modals(verb) & _HEDGED or is_passive(verb):
        return None
    deed = next((c for c in verb.rights if c.dep_ == "ccomp" and modals(c) & _ANNOUNCING), None)
    if deed is None or negated(deed):
        return None
    person = any(t.ent_type_ == "PERSON" for t in doers(verb))  # who is no "it": what is warned of is something else
    own = any(t.lower_ in ("we", "they", "he", "she", "i", *(() if person else ("it",))) for t in subjects(deed))
    target = any(t.lemma_.lower() == "target" and t.head.dep_ in ("ccomp", "prep") for t in deed.subtree)
    if not own and not target:
        return None
    return Stand("threaten", verb, doers(verb), *extent(deed), deed, rule="position.warned")


_STRIKING = frozenset({"retaliate", "avenge", "punish"})


def _retaliates(verb: Token) -> Stand | None:
    """A threat that the party itself makes: "will retaliate if Lindau imposes tariffs"."""
    if verb.lemma_.lower() not in _STRIKING or not modals(verb) & _ANNOUNCING or "have" in modals(verb):
        return None
    return Stand("threaten", verb, doers(verb), verb.i, max(extent(verb)[1], verb.i), verb, "position.warned", own=True)


_SEEING = frozenset({"view", "see", "regard", "consider", "describe"})
_FIRST = frozenset({"priority", "precondition", "prerequisite", "necessity", "must"})


def _regarded(verb: Token) -> Stand | None:
    """What its subject "sees as essential", "views as a top priority" or "regards as unacceptable"."""
    if verb.lemma_.lower() not in _SEEING or modals(verb) & _HEDGED or is_passive(verb):
        return None
    as_what = next((c for c in verb.subtree if c.i > verb.i and c.dep_ == "prep" and c.lower_ == "as"), None)
    found = object_of(verb, "obj")
    if as_what is None or found is None:
        return None
    lexicon, named = move_words(), {t.lemma_.lower() for t in as_what.subtree}
    last = min(found[1], as_what.i - 1) if found[0] < as_what.i else found[1]
    if named & (lexicon.needed | _FIRST):
        return Stand("demand", verb, doers(verb), found[0], last, found[2], rule="position.regarded")
    if named & lexicon.refused:
        return Stand("reject", verb, doers(verb), found[0], last, found[2], rule="position.regarded")
    return None


_OTHERS: tuple[Callable[[Token], Stand | None], ...] = (
    _announced,
    by_speaker,
    _signed,
    _wished,
    _warned,
    _retaliates,
    _regarded,
)

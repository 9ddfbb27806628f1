"""Which verbs only name a deed that is sought, priced, weighed or put off: such words tell no event."""

from __future__ import annotations

from onrecord.lexicons.events import VERBAL, Kind
from onrecord.lexicons.words import words
from onrecord.model.reading import EventStatus
from onrecord.reading.clauses import Token, is_verb, modals, negated, objects, subjects
from onrecord.reading.events_status import status

#: Behind these a deed is only spoken of ("a plan for ending the war", "aimed at ending it")…
_SOUGHT = frozenset({"for", "on", "about", "at", "toward", "towards", "against", "over", "than", "of", "instead"})
#: …unless someone is blamed, praised or paid for it: then it is told as done.
_BLAMED = words(
    "accuse arrest apologise apologize award blame charge condemn convict credit criticise criticize denounce "
    "detain fine fire imprison investigate jail kill known lambast notorious outrage penalise penalize pay praise "
    "prosecute protest punish punishment responsible responsibility reward sack sanction sentence slam sorry suspend "
    "thank try guilty famous arrested history act practice year month week record campaign report succeed result"
)
#: A deed behind these is as real as the clause that it hangs on.
_AS_ABOVE = frozenset({"by", "with", "in", "without", "through", "before"})
#: What is told to be a deed, or what a clause about these adds, is what it would be: "the price, which is leaving Ost".
_NAMING = words(
    "aim alternative ambition concession condition cost demand goal hope idea intention mission objective option "
    "plan point precondition price prize priority proposal purpose requirement risk role solution step target task "
    "temptation term vision wish"
)
_MODALS = frozenset({"can", "ca", "could", "will", "would", "may", "might", "'ll", "'d"})
_STEPS = 6
_OPEN = ("possible", "planned", "conditional")
#: Help and dealings that are part of what is sought are sought themselves: "wants guarantees backed by the Union".
_GIVEN = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE"})
_SOUGHT_BY = words(
    "view want seek demand need require expect propose offer discuss consider request urge hope envisage envision ask"
)


def is_only_named(verb: Token, kind: Kind, *, headline: bool) -> bool:
    """Whether the verb names a deed without telling that it was, is, or will be done.

    Args:
        verb: the verb.
        kind: what it would tell.
        headline: it stands in a headline, where a bare participle tells what goes on.
    """
    first = _first(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and kind.type in _GIVEN:
        return _is_sought(verb)
    if verb.tag_ != "VBG":
        return False
    if _is_equated(verb):
        return True
    if any(c.dep_ in ("aux", "auxpass") for c in first.children):
        return False
    if first.dep_ == "csubj" or (first.dep_ == "nsubj" and is_verb(first.head)):
        return True
    if first.dep_ == "ROOT":
        return not headline and not any(c.dep_ in ("nsubj", "nsubjpass") for c in first.children)
    return _is_instead(first) or (first.dep_ == "pcomp" and _is_weighed(first))


def as_above(verb: Token, standing: EventStatus, *, headline: bool) -> EventStatus:
    """The standing of a gerund behind "by", "with" or "without" where the clause that it hangs on is not real.

    "Could end the war by withdrawing" leaves the withdrawing as open as the end.
    """
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or verb.head.lower_ not in _AS_ABOVE:
        return standing
    above = next((one for one in verb.head.ancestors if is_verb(one)), None)
    if above is None or standing not in ("happened", "denied"):
        return standing
    told = status(above, headline=headline)
    if told in _OPEN:
        return told
    return "possible" if modals(above) & _MODALS else standing


def is_denied_elsewhere(verb: Token) -> bool:
    """Whether the parse hangs a whole clause under a denial behind it: "Sorn accused Ost, a charge that Ost denies"."""
    head = verb.head
    return verb.dep_ == "ccomp" and verb.i < head.i and not negated(verb) and bool(subjects(head))


def _first(verb: Token) -> Token:
    """The first of verbs without tense that are coordinated."""
    for _ in range(_STEPS):
        if verb.dep_ != "conj" or verb.head.tag_ != verb.tag_:
            break
        verb = verb.head
    return verb


def _is_weighed(gerund: Token) -> bool:
    """Whether a gerund stands behind a preposition that only names a deed, and nobody is blamed or praised for it."""
    preposition = gerund.head
    if preposition.lower_ not in _SOUGHT:
        return False
    governor = preposition.head
    if preposition.lower_ == "on" and is_verb(governor) and preposition.i < governor.i:
        return False  # "On meeting Stam, Bel …"
    near = [governor, *([governor.head] if governor.dep_ in ("dobj", "pobj", "xcomp", "attr", "prep") else [])]
    return not any(one.lemma_.lower() in _BLAMED for one in near)


def _is_instead(gerund: Token) -> bool:
    """ "Instead of leading", "instead of taking the lead in defending"."""
    node = gerund
    for _ in range(_STEPS):
        if node.dep_ == "ROOT":
            break
        node = node.head
        if node.lower_ in ("instead", "than"):
            return True
        if node.lower_ == "of" and node.i and node.nbor(-1).lower_ == "instead":
            return True
    return False


def _is_equated(verb: Token) -> bool:
    """ "The aim is ending the war", "the price, which is leaving Ost": what is told is what a thing would be."""
    if not modals(verb) & {"is", "was", "be", "are", "were", "'s"}:
        return False
    heads = [one for one in verb.children if one.dep_ == "nsubj"]
    if len(heads) != 1:
        return False
    if heads[0].lower_ in ("which", "that") and verb.dep_ == "relcl":
        return any(one.lemma_.lower() in _NAMING for one in _antecedents(verb.head, heads[0].lower_))
    return heads[0].lemma_.lower() in _NAMING


def _antecedents(noun: Token, pronoun: str) -> list[Token]:
    """The noun that a relative clause is about; behind a person, "which" is about a thing before."""
    if pronoun != "which" or noun.ent_type_ != "PERSON":
        return [noun]
    above = list(noun.ancestors)[:_STEPS]
    return [*(one for one in above if one.pos_ == "NOUN"), *(one for verb in above for one in objects(verb))]


def _is_sought(participle: Token) -> bool:
    """Whether the noun that the participle describes is wanted, offered or not real."""
    beside = [*participle.children, *(one for child in participle.children for one in child.children)]
    if any(one.ent_type_ == "DATE" for one in beside):
        return False
    above = next((one for one in participle.ancestors if is_verb(one)), None)
    if above is None:
        return False
    return above.lemma_.lower() in _SOUGHT_BY or status(above) in _OPEN


#: What one wants or insists on goes on while it is told in the present.
_ATTITUDES = words("want insist seek oppose favour favor back support")


def is_attitude(verb: Token, kind: Kind) -> bool:
    """Whether the verb tells what someone wants or stands for, which goes on while it is told in the present."""
    return kind.type in VERBAL and verb.lemma_.lower() in _ATTITUDES

"""What a party announces to do to or for another, and what it charges another with by stating it as a fact.

"Lindau will impose sanctions on Sorn" is a threat, "we will release the prisoners" a commitment, if it is Lindau that
says so; "Sorn has violated the truce" is an accusation, if it is another that says so. The deeds are those of short
lists, each with what it is done to; a forecast, a schedule, a meeting and what only would be make none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.lexicons.issues import SMALL, issues
from onrecord.lexicons.moves import move_words
from onrecord.lexicons.words import words
from onrecord.model.reading import Attribution, Move
from onrecord.reading.clauses import (
    Token,
    condition_of,
    extent,
    in_condition,
    is_finite,
    is_passive,
    is_question,
    is_verb,
    modals,
    negated,
    subjects,
)
from onrecord.reading.positions_beside import accused, is_party, used_to
from onrecord.reading.positions_objects import opened_by_to
from onrecord.reading.positions_stand import Stand

#: Rules whose stands need ``makers`` to tell who makes them.
ANNOUNCED, CHARGED = "position.announced-deed", "position.charged"
RULES = frozenset({ANNOUNCED, CHARGED})

_WILL = frozenset({"will", "would", "'ll", "’ll", "'d", "’d", "shall"})
_MAY = frozenset({"may", "might", "could"})
#: Verbs over a clause that tell no announcement, or tell the move themselves.
_THOUGHT = words("believe think hope fear expect know deny consider doubt suspect predict forecast suggest ask wonder")

_PENALTIES = words("sanction tariff duty penalty embargo blockade countermeasure retaliation surcharge")
_IMPOSING = words(
    "impose initiate introduce levy slap add place put apply reinstate restore reimpose tighten expand ramp step "
    "increase raise double hike adopt take announce implement launch prepare"
)
_EASING = words("lift ease waive remove drop relax suspend roll cancel end")
_BONDS = words(
    "treaty agreement deal accord pact summit talk negotiation alliance convention ceasefire truce protocol council "
    "coalition meeting membership participation process"
)
#: Of these, those that make a threat of leaving them, whatever they are on.
_LEFT = words("treaty agreement deal accord pact alliance convention ceasefire truce summit protocol")
_LEAVING = words("quit exit leave abandon scrap terminate cancel boycott renounce suspend tear rip break freeze")
_GOING = words("withdraw pull walk back exit leave drop")
_CUTTING = words("cut suspend freeze halt withhold stop end block")
_SUPPLIES = words(
    "aid assistance funding fund gas supply export shipment delivery cooperation tie relation trade import"
)
_HARMING = words("attack bomb strike invade destroy annihilate obliterate hit target crush sanction punish blockade")
_CEASING = words("stop halt cease suspend end pause freeze")
_HOSTILE = words(
    "attack strike offensive fighting hostility fire test testing enrichment bombing shelling airstrike siege"
)
_HELD = words("prisoner hostage detainee captive pow abductee")
_FORCES = words("troop force soldier army unit weapon artillery tank")
_KEEPING = words("extend observe respect honour honor uphold implement fulfil fulfill abide comply adhere")
_KEPT = _BONDS | words("resolution obligation commitment term")
_GIVING = words("send provide supply deliver give ship donate transfer")
_GIVEN = words(
    "aid assistance weapon arm missile ammunition tank jet drone grain food medicine artillery rocket system"
)
_PASSAGES = words("crossing border corridor airspace strait port")
_ARMS = words("weapon arsenal programme program missile site facility launcher reactor")
_DISARMING = words("dismantle surrender decommission scrap destroy abandon")

#: Deeds by verb, what they are done to, and the move that announcing them makes.
_DEEDS: tuple[tuple[frozenset[str], frozenset[str], Move], ...] = (
    (_IMPOSING, _PENALTIES, "threaten"),
    (_EASING, _PENALTIES, "commit"),
    (_KEEPING, _KEPT, "commit"),
    (_LEAVING, _BONDS, "threaten"),
    (_CUTTING, _SUPPLIES, "threaten"),
    (_CEASING, _HOSTILE, "commit"),
    (words("release free exchange swap return"), _HELD, "commit"),
    (words("withdraw pull remove redeploy"), _FORCES, "commit"),
    (words("open reopen"), _PASSAGES, "commit"),
    (words("close shut"), _PASSAGES, "threaten"),
    (words("resume restore"), _SUPPLIES, "commit"),
    (_GIVING, _GIVEN, "commit"),
    (_DISARMING, _ARMS, "commit"),
    (words("expel"), words("diplomat ambassador envoy"), "threaten"),
)

_RULES_BROKEN = _KEPT | words(
    "sanction law sovereignty airspace border embargo charter right promise pledge spirit territory norm duty"
)
_BREAKING = words("violate breach break flout disregard infringe contravene")
_NOT_KEPT = words("honour honor fulfil fulfill respect observe implement keep meet comply abide adhere uphold")
_SPOILING = words("undermine obstruct sabotage derail block jeopardise jeopardize")
_SPOILT = _BONDS | words("peace aid")
_VIOLATION = words("violation breach infringement contravention")
_BLAMED = words("responsibility blame fault")
_OFFENCES = words(
    "attack war crisis death violation killing escalation failure collapse deadlock impasse violence strike massacre "
    "bombing crime conflict breakdown breach atrocity famine shortage stalemate aggression delay"
)


def announced(token: Token) -> Stand | None:
    """The move that a word makes by telling a coming deed, or by telling another's wrong as a fact; else ``None``."""
    lemma = token.lemma_.lower()
    if is_question(token):
        return None
    if not is_verb(token):
        return accused(token, lemma) if token.tag_ == "NNS" else None  # "which Lindau accuses of", taken for a noun
    return _deed(token, lemma) or _charge(token, lemma) or accused(token, lemma) or used_to(token, lemma)


def makers(stand: Stand, named: tuple[str, ...], speaker: str | None, said: Attribution | None) -> tuple[str, ...]:
    """The party whose move such a stand is.

    Args:
        stand: a stand of one of ``RULES``.
        named: the parties that its subject names: who will do it, or who is charged.
        speaker: the party whose words these are.
        said: the attribution that tells it.

    Returns:
        The speaker: where nobody else is to do it, or where somebody else is charged.
    """
    if speaker is None or speaker.startswith("person:") or any(one.startswith("person:") for one in named):
        return ()
    if stand.rule == CHARGED:
        other = speaker not in named if named else not stand.by and speaker.startswith("country:")
        return (speaker,) if other else ()
    hypothetical = said is not None and said.kind != "indirect" and bool(modals(stand.verb) & {"would", "'d", "’d"})
    if hypothetical and condition_of(stand.verb) is None:
        return ()
    return (speaker,) if named == (speaker,) else ()


def narrowed(stand: Stand) -> Stand:
    """The stand with what is left alone, for its issue: "pull out of the talks" is about talks, not about troops."""
    head = stand.head
    if stand.rule != ANNOUNCED or head.dep_ != "pobj" or head.lemma_.lower() not in _BONDS:
        return stand
    return replace(stand, first=head.head.i)


# What a party announces.


def _deed(verb: Token, lemma: str) -> Stand | None:
    """A threat or commitment by a deed to come: "will impose sanctions", "is going to leave the treaty"."""
    certain = _is_coming(verb)
    if not certain and not (modals(verb) & _MAY and "have" not in modals(verb)):
        return None
    if negated(verb) or is_passive(verb) or in_condition(verb) or verb.dep_ in ("relcl", "acl", "advcl", "csubj"):
        return None
    if verb.dep_ in ("ccomp", "xcomp") and not _is_announcement(verb):
        return None
    done = _done(verb, lemma)
    if done is None or (done[0] == "commit" and not certain):
        return None
    move, head = done
    first, last = _bounds(verb, head)
    if head.lemma_.lower() not in _LEFT and not _is_at_issue(verb, first, last, move):
        return None
    return Stand(move, verb, subjects(verb), first, last, head, ANNOUNCED, own=True)


def _is_coming(verb: Token) -> bool:
    """Whether the deed is told as coming: by "will" or "would", or as what someone is going to do."""
    helpers = modals(verb)
    if "have" in helpers or helpers & {"should", "must", "can"}:
        return False
    if helpers & _WILL:
        return True
    if verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "'re", "’re", "'m", "’m"} and _left(verb) is not None:
        return True  # "is pulling out of the treaty"
    above = verb.head
    return verb.dep_ == "xcomp" and above.lower_ in ("going", "gon") and not negated(above) and not in_condition(above)


def _is_announcement(verb: Token) -> bool:
    """Whether the clause above tells what follows as said, not as thought, and not as the move itself."""
    above = verb.head
    if above.lower_ in ("going", "gon"):
        return above.dep_ not in ("ccomp", "relcl", "advcl") or (above.dep_ == "ccomp" and _is_announcement(above))
    lemma = above.lemma_.lower()
    return not (lemma in _THOUGHT or lemma in move_words().verbs or lemma == "warn" or negated(above))


def _done(verb: Token, lemma: str) -> tuple[Move, Token] | None:
    """The move that announcing the deed makes, and the word that heads what it is done to."""
    about = _objects(verb)
    for verbs, things, move in _DEEDS:
        if lemma in verbs and (found := next((t for t in about if t.lemma_.lower() in things), None)) is not None:
            return move, found
    if lemma in _GOING and (bond := _left(verb)) is not None:
        return "threaten", bond
    if lemma in ("abide", "comply", "adhere"):
        kept = _under(verb, ("by", "with", "to"), _KEPT)
        return ("commit", kept) if kept is not None else None
    penal = _under(verb, ("with",), _PENALTIES) if lemma in ("hit", "slap", "target", "punish", "respond") else None
    if penal is not None:
        return "threaten", penal
    if lemma in _HARMING and about and any(is_party(t) for t in about[0].subtree):
        return "threaten", verb
    return None


def _left(verb: Token) -> Token | None:
    """What is left by "pull out of the treaty", "withdraw from the talks", "walk away from the deal"."""
    for child in verb.subtree:
        bond = child.dep_ == "pobj" and child.i > verb.i and child.lemma_.lower() in _BONDS
        if bond and child.head.lower_ in ("of", "from") and _hangs(child.head, verb):
            return child
    return None


def _hangs(opening: Token, verb: Token) -> bool:
    """Whether a preposition hangs on the verb, at most over "out", "away" or "back"."""
    above = opening.head
    return above.i == verb.i or (above.head.i == verb.i and above.dep_ in ("prep", "advmod", "prt"))


def _objects(verb: Token) -> list[Token]:
    """Heads of the direct object and those joined with it."""
    found = next((c for c in verb.rights if c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN")), None)
    return [found, *(c for c in found.conjuncts if c.i > found.i and not is_verb(c))] if found is not None else []


def _under(verb: Token, openings: Sequence[str], things: frozenset[str]) -> Token | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in openings:
            for one in child.children:
                if one.dep_ == "pobj" and one.lemma_.lower() in things:
                    return one
    return None


def _bounds(verb: Token, head: Token) -> tuple[int, int]:
    """The deed from its verb on, without the deed beside it and without what it hangs on."""
    first, last = verb.i, max(extent(verb)[1], verb.i)
    cuts = [c.left_edge.i for c in verb.rights if c.dep_ in ("conj", "cc", "punct") and c.i > head.i]
    condition = condition_of(verb)
    if condition is not None and condition.i > head.i:
        cuts.append(condition.left_edge.i)
    last = min([last, *(cut - 1 for cut in cuts if cut > max(head.i, first))])
    return first, max(last, head.i)


def _is_at_issue(verb: Token, first: int, last: int, move: Move) -> bool:
    """Whether the deed is on an issue of the list, or harms a party that it names."""
    tokens = [t for t in verb.doc[first : last + 1] if not t.is_punct and t.lower_ not in SMALL]
    issue = issues().match_strong([t.lemma_.lower() for t in tokens])
    if move == "commit":
        return issue is not None and issue != "talks"
    return issue is not None or any(is_party(t) for t in tokens)


# What a party charges another with.


def _charge(verb: Token, lemma: str) -> Stand | None:
    """An accusation by stating it: "has violated the truce", "responsibility lies with Sorn"."""
    if in_condition(verb) or verb.dep_ in ("advcl", "csubj", "amod") or modals(verb) & (_WILL | _MAY | {"can", "must"}):
        return None
    found = _broken(verb, lemma) or _responsible(verb, lemma) or _violation(verb, lemma)
    if found is None:
        return None
    by, head, first = found
    last = max(extent(verb)[1], head.i)
    return Stand("accuse", verb, by, first, last, head, CHARGED)


_Charge = tuple[tuple[Token, ...], Token, int]


def _broken(verb: Token, lemma: str) -> _Charge | None:
    """Who breaks a rule or bond, or fails to keep it, and the word that heads what is done."""
    told = is_finite(verb) or (verb.tag_ == "VB" and opened_by_to(verb) and _is_kept_up(verb))
    if not told or is_passive(verb):
        return None
    lacking = negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ == "fail" and not negated(verb.head))
    if lacking != (lemma in _NOT_KEPT):
        return None
    about = {t.lemma_.lower() for t in _objects(verb)}
    kept = _under(verb, ("by", "with", "to"), _KEPT) if lemma in ("abide", "comply", "adhere") else None
    broken = lemma in _BREAKING and about & _RULES_BROKEN
    spoilt = lemma in _SPOILING and about & _SPOILT
    unkept = lemma in _NOT_KEPT and (about & _KEPT or kept is not None)
    by = subjects(verb.head if verb.dep_ == "xcomp" else verb)
    first = (
        verb.head.i if verb.dep_ == "xcomp" else min(c.i for c in (verb, *verb.lefts) if c is verb or c.dep_ == "neg")
    )
    return (by, verb, first) if by and (broken or spoilt or unkept) else None


def _is_kept_up(verb: Token) -> bool:
    """Whether an infinitive is told as a fact: "continues to violate", "failed to honour"."""
    above = verb.head
    return (
        verb.dep_ == "xcomp"
        and above.lemma_.lower() in ("continue", "fail")
        and is_finite(above)
        and not (negated(above) or in_condition(above) or modals(above) & (_WILL | _MAY))
    )


def _responsible(verb: Token, lemma: str) -> _Charge | None:
    """Who is told to be responsible: "the blame lies with", "bears responsibility", "is responsible for the war"."""
    if negated(verb) or not is_finite(verb):
        return None
    doers = subjects(verb)
    if lemma in ("lie", "rest", "fall") and doers and doers[0].lemma_.lower() in _BLAMED:
        opening = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("with", "on")), None)
        who = tuple(c for c in opening.children if c.dep_ == "pobj") if opening is not None else ()
        return (who, doers[0], doers[0].left_edge.i) if who else None
    head = next((c for c in verb.rights if c.dep_ in ("dobj", "acomp") and c.i > verb.i), None)
    if head is None or head.lemma_.lower() != ("responsible" if lemma == "be" else "responsibility"):
        return None
    if lemma not in ("be", "bear") or not doers:
        return None
    offence = next((t for t in head.subtree if t.i > head.i and t.lemma_.lower() in _OFFENCES), None)
    return (doers, offence, head.left_edge.i) if offence is not None else None


def _violation(verb: Token, lemma: str) -> _Charge | None:
    """What is called a breach of a rule, whoever did it: "the raid is a grave violation of the truce"."""
    if lemma not in ("be", "constitute", "represent") or negated(verb) or not is_finite(verb):
        return None
    named = next((c for c in verb.rights if c.dep_ in ("attr", "dobj") and c.lemma_.lower() in _VIOLATION), None)
    doers = subjects(verb)
    if named is None or not doers or doers[0].lower_ in ("i", "we", "there", "which"):
        return None
    of = next((c for c in named.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    broken = of is not None and any(t.lemma_.lower() in _RULES_BROKEN or t.ent_type_ == "LAW" for t in of.subtree)
    return ((), named, named.left_edge.i) if broken else None

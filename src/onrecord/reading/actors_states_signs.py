"""Signs around a name that it is a state's, a town's or a person's."""

from __future__ import annotations

from typing import Any, Literal

from onrecord.lexicons import people
from onrecord.lexicons.words import words
from onrecord.reading.actors_names import fold
from onrecord.reading.actors_scan import Piece

#: What is said of a name: "state" and "ministry" are enough, "town" and "person" speak against, the rest needs company.
Sign = Literal["state", "ministry", "head", "body", "town_of", "acts", "counterpart", "town", "person"]

#: Words between a country and its office or body ("the Veranian deputy foreign minister").
_BETWEEN = 4
CHAIN = 8

_OF_STATES = words("army navy ambassador embassy king queen emperor")
#: What Wagner's boss has too, so that it counts after an adjective only.
_ARMED = words("troops soldiers forces artillery warplanes")
_FOREIGN = words("foreign defence defense")
_HOME = words("interior finance justice security intelligence")
_BODIES = words(
    "government parliament military leader leadership envoy envoys diplomat diplomats negotiator negotiators "
    "mediator mediators delegation delegations premier minister ministers airspace consulate territory border"
)
_TOWNS = words("town city village port")
_MODIFIERS = words("deputy vice acting new special chief former top senior special presidential armed air peace")

_PARTY_VERBS = words(
    "agree demand reject offer accuse insist refuse deny threaten propose invade declare denounce withdraw negotiate "
    "condemn retaliate recognise recognize annex cede welcome pledge vow accept exchange"
)
_PARTY_NOUNS = words("offer demand proposal refusal accusation invasion aggression sovereignty airstrikes")
_READY = words("ready willing prepared unwilling")
_DEALINGS = words("talk negotiation war ceasefire truce treaty peace relation relations tie conflict border hostility")
_DEALING_VERBS = words("negotiate talk mediate fight ally")

_TOWN_NOUNS = words(
    "town city village port capital mayor suburb municipality settlement hamlet county province district oblast island "
    "valley neighborhood neighbourhood university college"
)


def sign_after(piece: Piece, i: int, *, adjective: bool) -> Sign | None:
    """What the words from a token on say of the country named before them.

    Args:
        piece: a scanned block.
        i: the token after the name or its "'s".
        adjective: whether an adjective stands before them; "Barcelona president" may be of a club.
    """
    doc = piece.doc
    for at in range(i, min(i + _BETWEEN, len(doc))):
        found = _sign_at(piece, at, adjective and at == i, adjective)
        if found is not None:
            return None if _goes_on(piece, at) else found
        if at in piece.at or not doc[at].text.isalpha() or doc[at].pos_ not in ("ADJ", "NOUN", "PROPN"):
            return None
        if doc[at].pos_ == "PROPN" and piece.lower[at] not in people.office_words() | _FOREIGN | _HOME | _MODIFIERS:
            return None
    return None


def _goes_on(piece: Piece, at: int) -> bool:
    """Whether the word only qualifies another ("the army chief", "government buildings", "Navy Yard")."""
    token = piece.doc[at]
    after = piece.doc[at + 1] if at + 1 < len(piece.doc) else None
    if after is None or piece.lower[at] in people.office_heads() or piece.lower[at + 1] in people.office_heads():
        return False
    if after.pos_ == "PROPN":
        return bool(token.text[:1].isupper() and after.text[:1].isupper())
    return bool(after.pos_ == "NOUN" and token.dep_ in ("compound", "amod") and token.head.i > at)


def _sign_at(piece: Piece, at: int, first: bool, adjective: bool) -> Sign | None:
    """What one word says, with the one before it."""
    word = piece.lower[at]
    before = piece.lower[at - 1] if at else ""
    if word in _OF_STATES or (word == "minister" and before == "prime") or (word == "forces" and before == "armed"):
        return "state"
    if word in ("minister", "ministry") and before in _FOREIGN:
        return "state"
    if word == "president" and before not in ("vice", "-"):
        return "state" if adjective else "head"
    if word in _ARMED:
        return ("state" if word == "troops" else "body") if adjective else None
    if word == "ministry" or (word == "minister" and before in _HOME):
        return "ministry"
    if word in _TOWNS and first:
        return "town_of"
    return "body" if word in _BODIES else None


def sign_of(piece: Piece, start: int, end: int) -> Sign | None:
    """What "President of", "the government of" before a name say, where the name is not a part of a longer one."""
    if start < 2 or piece.lower[start - 1] != "of":
        return None
    if end < len(piece.doc) and piece.doc[end].pos_ in ("PROPN", "NOUN") and piece.doc[end].text[:1].isupper():
        return None
    word, before = piece.lower[start - 2], piece.lower[start - 3] if start > 2 else ""
    if word == "minister" and before in ("prime", *_FOREIGN):
        return "state"
    if word == "president":
        return "head"
    return "body" if word in ("government", "parliament", "army") else None


def sign_as_party(piece: Piece, start: int, end: int) -> Sign | None:
    """Whether the name acts as only a party to a dispute does, or is one that is talked or fought with."""
    token = piece.doc[start:end].root
    for _ in range(CHAIN):
        if token.dep_ != "conj" or token.head.i >= token.i:
            break
        token = token.head
    head = token.head
    if token.dep_ == "nsubj":
        return "acts" if head.pos_ in ("VERB", "AUX") and _is_party_verb(head) else None
    if token.dep_ == "poss":
        return "acts" if head.lower_ in _PARTY_NOUNS else None
    if token.dep_ == "pobj" and head.lower_ in ("with", "between"):
        dealt = head.head
        if dealt.lemma_.lower() in (_DEALINGS if dealt.pos_ == "NOUN" else _DEALING_VERBS):
            return "counterpart"
    return None


def _is_party_verb(verb: Any) -> bool:
    if verb.lemma_ == "be":
        return any(child.dep_ == "acomp" and child.lower_ in _READY for child in verb.children)
    return verb.lemma_.lower() in _PARTY_VERBS


def tells_town(piece: Piece, start: int, end: int) -> bool:
    """Whether the name is told to be a town or the like: "the town of Ost", "Ost, a village in", "Ost's mayor"."""
    lower, doc = piece.lower, piece.doc
    after = lower[end : end + 5]
    if start > 1 and lower[start - 1] == "of" and lower[start - 2] in _TOWN_NOUNS:
        return True
    if start and (lower[start - 1] in ("town", "city", "village", "capital", "outside", "downtown")):
        return True
    if after[:1] and after[0] in _TOWN_NOUNS:
        return True
    if len(after) > 1 and after[0] in ("'s", "’s") and after[1] in ("mayor", "suburbs", "outskirts", "streets"):
        return True
    if len(after) > 2 and after[0] == "," and after[1] in ("a", "an", "the"):
        root = next((child for child in doc[start:end].root.children if child.dep_ == "appos"), None)
        return root is not None and root.lower_ in _TOWN_NOUNS
    return False


def tells_person(piece: Piece, start: int) -> bool:
    """Whether a title, an office or a given name stands before the name."""
    if start == 0:
        return False
    word, token = piece.lower[start - 1], piece.doc[start - 1]
    if not token.text[:1].isupper() and word not in people.office_heads():
        return False
    if word in people.person_titles() or word in people.office_heads():
        return True
    return token.pos_ == "PROPN" and people.is_given(fold(token.text), token.lower_)

"""Reading a dependency tree for attribution: what a verb is in the lexicon, its tense, and how far its cue reaches."""

from __future__ import annotations

from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Cue
from onrecord.reading.attribution.drafts import Piece

Range = tuple[int, int]
VERBS = ("VERB", "AUX")

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NEVER = frozenset({"never", "nor", "neither"})
_AUX = frozenset({"aux", "auxpass", "neg"})
#: Modals that make a saying a mere possibility; "will" and "would" report what is planned or was said before.
_POSSIBLE = frozenset({"could", "might", "may", "can", "should", "must"})


def cue_range(piece: Piece, verb: Any, last: int | None = None) -> Range:
    """The verb with the auxiliaries, negations and adverbs right before it, up to ``last`` if it follows at once."""
    first = verb.i
    while first > 0:
        before = piece.doc[first - 1]
        joined = before.head.i == verb.i and (before.dep_ in _AUX or (before.dep_ == "advmod" and before.pos_ == "ADV"))
        if not joined or piece.inside[before.i] != piece.inside[verb.i]:
            break
        first -= 1
    if last is None or last > verb.i + 3:
        last = verb.i
        for child in verb.children:
            if child.dep_ == "prt" and child.i == verb.i + 1:
                last = child.i
    return first, max(last, verb.i)


def negated(verb: Any) -> bool:
    """Whether the verb is denied: "did not say", "never said"."""
    return any(
        (child.dep_ == "neg" or child.lower_ in _NEVER) and not any(t.is_punct for t in verb.doc[child.i : verb.i])
        for child in verb.children
    )


def only_possible(verb: Any) -> bool:
    """Whether the verb is said to be possible or due, not done: "could say"."""
    return any(child.dep_ == "aux" and child.lower_ in _POSSIBLE for child in verb.children)


def finite(verb: Any) -> bool:
    """Whether a verb or its first auxiliary has a tense."""
    return tense(verb) in _FINITE


def tense(verb: Any) -> str:
    """Tag of the finite part of a verb group, that of its first auxiliary if it has one."""
    helper = _helper(verb)
    return str(helper.tag_ if helper is not None else verb.tag_)


def _helper(verb: Any) -> Any | None:
    return next((child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i), None)


def leaves(verb: Any, clause: Any, conjunct: Any) -> bool:
    """Whether a verb that the parser joined to a reported clause goes on with what the speaker did.

    Told by tense, "wants them to end it and has offered", "said she agrees and praised him", and behind a denial by
    sense: who denies one thing and rejects another is one speaker.
    """
    if any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in conjunct.children):
        return False
    own, joined = tense(clause), tense(conjunct)
    above, entry = lookup(verb), lookup(conjunct)
    if above is not None and above.kind == "denies" and entry is not None and entry.kind not in ("believes", "intends"):
        return True
    if infinitive(clause) or (clause.dep_ == "pcomp" and own not in _FINITE):
        return joined in _FINITE
    if joined not in ("VBD", "VBZ") or joined != tense(verb) or own not in _FINITE or entry is None:
        return False
    return own != joined or (_helper(clause) is not None and _helper(conjunct) is None)


def infinitive(verb: Any) -> bool:
    """Whether the verb stands with "to"."""
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def lookup(token: Any) -> Cue | None:
    """The lexicon's entry of a verb, that of the verb with its particle or fixed object first."""
    lemma = token.lemma_.lower()
    if lemma in cues.phrasal():
        for child in token.rights:
            if child.i - token.i > 3:
                break
            found = cues.verbs().get(f"{lemma} {child.lower_}")
            if found is not None:
                return found
    return cues.verbs().get(lemma)

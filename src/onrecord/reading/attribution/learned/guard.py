"""What is not taken from the network although it is sure: sayings that no one said.

The labelled news marks "if he says so", "did she say so?" and names that things go by now and then as attributions; a
reader of a record would take them for statements. Each guard looks at the cue in the sentence's syntax.
"""

from __future__ import annotations

from typing import Any

from onrecord.lexicons import cues
from onrecord.model.spans import Span
from onrecord.reading.attribution.drafts import Piece
from onrecord.reading.clauses import particle_of

#: Words of a cue that report, though they are no verb or noun of the lexicon.
_SPOKEN = frozenset({"accord", "according", "according to", "via"})
_EMPTY = frozenset({"to", "of", "the", "a", "an", "'s", "’s", "on", "for", "his", "her", "its", "their"})
_IF = frozenset({"if", "unless", "whether"})
_NAMES = frozenset("call name nickname dub entitle title know christen brand label term".split())  # noqa: SIM905
#: What one does to a treaty, a law or a sanction: a deed, which is told by the outlet and not said by its doer.
_DEEDS = frozenset("adopt approve enact impose launch levy lift pass ratify release repeal sign veto".split())  # noqa: SIM905
#: The same of verbs with their particle, which say something else than the verb alone.
_DEEDS_OF_TWO = frozenset({"call off", "call up", "call in", "put off"})
#: Content tokens that a name has at most.
_SHORT = 6


def reports(cue: Span) -> bool:
    """Whether a cue has a word that reports speech, thought or intention, or is a mark that does."""
    head = cues.sense(cue.text).head
    return head in cues.verbs() or head in cues.nouns() or not any(map(str.isalnum, cue.text)) or head in _SPOKEN


def tells(piece: Piece, content: list[tuple[int, int]]) -> bool:
    """Whether a content says something: it has a verb, or words in quotation marks."""
    return any(
        piece.doc[at].pos_ in ("VERB", "AUX") or piece.inside[at] >= 0
        for first, last in content
        for at in range(first, last + 1)
    )


def unsaid(piece: Piece, cue: tuple[int, int], content: list[tuple[int, int]]) -> bool:
    """Whether the words were not said at all: on a condition, in a question, a thing's name, or the object of a deed.

    Args:
        piece: the block.
        cue: first and last token of the cue.
        content: the same of each range of the content.
    """
    verb = piece.doc[cue[0] : cue[1] + 1].root
    if wordless(piece, *cue):
        return True
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    deed = _is_deed(verb) and not tells(piece, content)
    return deed or _conditional(verb) or _question(piece, verb) or _name(verb, content)


def _is_deed(verb: Any) -> bool:
    lemma, particle = verb.lemma_.lower(), particle_of(verb, _DEEDS_OF_TWO)
    return lemma in _DEEDS or (particle is not None and f"{lemma} {particle.lower_}" in _DEEDS_OF_TWO)


def named_whole(piece: Piece, first: int, last: int) -> tuple[int, int]:
    """A cue with the particle that makes one verb with its last word: "called off", not "called"."""
    particle = particle_of(piece.doc[last]) if piece.doc[last].pos_ == "VERB" else None
    beside = particle is not None and particle.i == last + 1 and piece.inside[particle.i] == piece.inside[last]
    return (first, last + 1) if beside else (first, last)


def _conditional(verb: Any) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in _IF for child in verb.children)


def _question(piece: Piece, verb: Any) -> bool:
    """Whether a helping verb stands before the subject and the sentence ends with a question mark."""
    helper = next((child for child in verb.children if child.dep_ == "aux"), None)
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if helper is None or who is None or piece.inside[verb.i] >= 0:
        return False
    return bool(piece.doc[piece.bounds[verb.i][1]].text == "?" and helper.i < who.i < verb.i)


def _name(verb: Any, content: list[tuple[int, int]]) -> bool:
    short = sum(last - first + 1 for first, last in content) <= _SHORT
    agent = any(child.dep_ == "agent" for child in verb.children)
    return short and not agent and verb.tag_ == "VBN" and verb.lemma_.lower() in _NAMES and _loose(verb)


def _loose(verb: Any) -> bool:
    """Whether a participle stands by itself or in the passive, not behind "have"."""
    return not any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children) or any(
        child.dep_ == "auxpass" for child in verb.children
    )


def wordless(piece: Piece, first: int, last: int) -> bool:
    """Whether a cue is nothing but words like "to" and "of the"."""
    return all(token.lower_ in _EMPTY for token in piece.doc[first : last + 1])


def nobody(piece: Piece, first: int, last: int) -> bool:
    """Whether a source is the "it" of "it was rumoured" or the "there" of "there are fears"."""
    token = piece.doc[first]
    if first != last or token.lower_ not in ("it", "there"):
        return False
    return bool(token.dep_ in ("expl", "nsubjpass") or token.lower_ == "there")

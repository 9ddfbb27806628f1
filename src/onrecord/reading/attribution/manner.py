"""How a draft was said: its class, how surely, and whether it was said at all."""

from __future__ import annotations

import re
from typing import Any

from onrecord.lexicons import cues
from onrecord.lexicons.cues import Sense
from onrecord.reading.attribution import clauses
from onrecord.reading.attribution.drafts import Draft, Page, Piece

#: Code points behind a cue that may still belong to it: "declined | to say whether".
_AFTER = 40
#: Verbs above an infinitive that govern a saying: "declined to say", "appeared to suggest", "is expected to announce".
_STEPS = 2
_BY = re.compile(r"\bby\s+$")
_NO_ONE = re.compile(r"(?:no one|nobody|no|none|neither)\b", re.IGNORECASE)


def sense(page: Page, draft: Draft) -> Sense:
    """Class, certainty and negation of a draft.

    A cue may be marked short of the words that govern it: the "did not" of "did not say", the "refused to" of
    "refused to say". They count with it. A source that is nobody denies the saying as "did not say" does: "no
    official has said". Where the lexicon knows no word of the cue, the class is the drafter's.
    """
    nobody = draft.source is not None and _NO_ONE.match(draft.source.text) is not None
    piece = page.at(draft.cue.start) if draft.cue is not None else None
    if draft.cue is None or piece is None:
        return Sense(draft.kind, negated=nobody)
    text = piece.parsed.report.text
    agent = draft.source is not None and _BY.search(text[: draft.source.start][-8:]) is not None
    after = text[draft.cue.end : draft.cue.end + _AFTER]
    found = cues.sense(_governed(piece, draft), after, agent=agent)
    kind = found.kind if found.head else draft.kind
    return Sense(kind, found.certainty, found.negated != nobody, found.head)


def _governed(piece: Piece, draft: Draft) -> str:
    """The words of a cue with the auxiliaries, negations and governing verbs right before it."""
    assert draft.cue is not None
    tokens = piece.tokens(draft.cue)
    verb = next((piece.doc[at] for at in tokens if piece.doc[at].pos_ in clauses.VERBS), None)
    if verb is None:
        return draft.cue.text
    first = min(tokens.start, clauses.cue_range(piece, verb)[0])
    for _ in range(_STEPS):
        above = _above(piece, verb)
        if above is None:
            break
        verb, first = above, min(first, clauses.cue_range(piece, above)[0])
    source = piece.tokens(draft.source) if draft.source is not None else range(0)
    words = [token.text for token in piece.doc[first : tokens.start] if token.i not in source]
    return " ".join([*words, draft.cue.text])


def _above(piece: Piece, verb: Any) -> Any | None:
    """The verb that an infinitive right behind it hangs on."""
    above = verb.head
    near = verb.dep_ == "xcomp" and above.i < verb.i and piece.inside[above.i] == piece.inside[verb.i]
    return above if near and clauses.infinitive(verb) and verb.i - above.i <= _STEPS + 1 else None

"""Deadlines in headlines, whose capitals mislead the parse: "Verania Pressing Sorn to End War by June"."""

from __future__ import annotations

from onrecord.lexicons.words import words
from onrecord.reading.clauses import Token
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import Limit
from onrecord.reading.deadlines_words import ASKS, DEEDS_DONE, PROMISES


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """The forms in which a headline has a verb: "presses", "pressing", "urges", "urging"."""
    found = set()
    for verb in verbs:
        stem = verb.removesuffix("e")
        found |= {stem + "ing", verb + ("es" if verb.endswith("s") else "s")}
    return frozenset(found)


_ASKING, _PROMISING = _forms(ASKS), _forms(PROMISES)


#: Deeds that the parse of a headline takes for names; other words are believed to be verbs only if it says so.
_DEEDS = DEEDS_DONE | words("sign act answer reply agree accept decide quit respond vote choose resign disarm comply")


def headlined(limit: Limit) -> Found | None:
    """What a headline tells is asked for or promised by a time.

    Args:
        limit: a time limit of the headline.

    Returns:
        What is due; ``None`` where the words before the deed name no asking or promise.
    """
    sent = limit.holder.sent
    if limit.sort not in ("by", "before", "within") or limit.first <= sent.start:
        return None
    doc = limit.holder.doc
    for to in doc[sent.start + 2 : limit.first - 1]:
        deed = to.nbor()
        if to.lower_ == "to" and (deed.tag_ == "VB" or deed.lower_ in _DEEDS):
            return _before(to, deed, limit)
    return None


def _before(to: Token, deed: Token, limit: Limit) -> Found | None:
    """The asking or promise before "to": "Pressing Sorn to End", "Vows to Leave"."""
    for token in deed.doc[to.sent.start + 1 : to.i]:
        asks = token.lower_ in _ASKING and token.i + 1 < to.i
        if asks or (token.lower_ in _PROMISING and token.i + 1 == to.i):
            first = token.i + 1 if asks else to.i
            return Found(
                min(token.i, first),
                limit.last,
                (first, limit.first - 1),
                "deadline.asked" if asks else "commitment.promised",
                token,
                limit,
                (token.nbor(-1),),
                "deadline" if asks else "commitment",
            )
    return None

"""Deadlines in headlines, whose capitals mislead the parse: "Verania Pressing Sorn to End War by June"."""

from __future__ import annotations

from onrecord.reading.clauses import Token, extent, is_verb
from onrecord.reading.deadlines_found import Found
from onrecord.reading.deadlines_limits import Limit
from onrecord.reading.deadlines_words import ASKS, PROMISES


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """The forms in which a headline has a verb: "presses", "pressing", "urges", "urging"."""
    found = set()
    for verb in verbs:
        stem = verb.removesuffix("e")
        found |= {stem + "ing", verb + ("es" if verb.endswith("s") else "s")}
    return frozenset(found)


_ASKING, _PROMISING = _forms(ASKS), _forms(PROMISES)


def headlined(limit: Limit) -> Found | None:
    """What a headline tells is asked for or promised by a time.

    Args:
        limit: a time limit of the headline.

    Returns:
        What is due; ``None`` where the words before the deed name no asking or promise.
    """
    deed = limit.verb()
    if deed is None or limit.sort not in ("by", "before", "within") or not _is_infinitive(deed):
        return None
    for token in deed.doc[deed.sent.start + 1 : deed.i - 1]:
        word = token.lower_
        if word in _ASKING and token.i + 1 < deed.i - 1:
            return _found(token, deed, limit, token.i + 1)
        if word in _PROMISING and token.i + 1 == deed.i - 1:
            return _found(token, deed, limit, deed.i - 1)
    return None


def _is_infinitive(verb: Token) -> bool:
    return bool(is_verb(verb) and verb.i > verb.sent.start + 1 and verb.nbor(-1).lower_ == "to")


def _found(asking: Token, deed: Token, limit: Limit, first: int) -> Found:
    last = extent(deed)[1]
    what = (first, limit.first - 1 if deed.i < limit.first <= last else max(last, deed.i))
    promise = asking.lower_ in _PROMISING
    return Found(
        min(asking.i, first),
        max(last, limit.last),
        what,
        "commitment.promised" if promise else "deadline.asked",
        asking,
        limit,
        (asking.nbor(-1),),
        "commitment" if promise else "deadline",
    )

"""Where sentences begin and end, by the punctuation outside quotations.

The parser's own sentences break at full stops inside a quotation, where the reporting sentence goes on behind it.
"""

from __future__ import annotations

from typing import Any

from onrecord.lexicons import cues
from onrecord.reading.attribution.quotes import Quote

STOPS = frozenset({".", "!", "?"})
#: Words outside quotations after which a sentence is taken to have ended: the longest of 14,000 in PolNeAR has 83, and
#: in a text made to hurt each verb would be read against all of what has no end.
LONGEST = 200
#: Abbreviations after which the tokenizer sets the full stop apart.
_SHORT = cues.words("abbreviations")
#: What outlets set before a headline to say what kind of piece it is.
_LABELS = cues.words("labels")
#: Tokens in which a dateline must end: two places, a date and an agency.
_DATELINE = 16
_DASHES = frozenset("—–-―") | {"--"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def bounds(doc: Any, quotes: list[Quote], inside: list[int], body: int) -> list[tuple[int, int]]:
    """For each token, the first and last token of its sentence.

    A token outside quotations has the sentence outside them, which may take in whole quotations; one inside has its
    sentence in the quotation.
    """
    outer = _ranges(_stops(doc, quotes, inside), 0, len(doc) - 1)
    found: list[tuple[int, int]] = []
    for first, last in outer:
        start = body if first < body <= last else first
        found += [(start, last)] * (last - first + 1)
    for quote in quotes:
        stops = [at for at in range(quote.first, quote.last + 1) if is_stop(doc, at)]
        for first, last in _ranges(stops, quote.first, quote.last):
            found[first : last + 1] = [(first, last)] * (last - first + 1)
    return found


def _stops(doc: Any, quotes: list[Quote], inside: list[int]) -> list[int]:
    """Last tokens of the sentences outside quotations."""
    found = []
    words = 0
    for at, where in enumerate(inside):
        words += where < 0
        if _ends(doc, quotes, inside, at) or (where < 0 and words >= LONGEST):
            found.append(at)
            words = 0
    return found


def _ranges(stops: list[int], first: int, last: int) -> list[tuple[int, int]]:
    """Ranges that end at the stops and cover everything from first to last."""
    found = []
    for stop in [*stops, last]:
        if stop >= first:
            found.append((first, stop))
            first = stop + 1
    return found


def is_stop(doc: Any, at: int) -> bool:
    """Whether a token is a full stop, question or exclamation mark that is not an abbreviation's."""
    if doc[at].text not in STOPS:
        return False
    before = doc[at - 1].text if at else ""
    return doc[at].text != "." or not (before in _SHORT or (len(before) == 1 and before.isupper()))


def _ends(doc: Any, quotes: list[Quote], inside: list[int], at: int) -> bool:
    """Whether a sentence ends with this token: a stop outside quotation marks, or a quotation that ends in one."""
    where = inside[at]
    if where < 0:
        return is_stop(doc, at)
    quote = quotes[where]
    if at != quote.closing or not quote.closed or doc[quote.last].text[-1] not in ".!?…":
        return False
    if at + 1 >= len(doc):
        return True
    after = doc[at + 1].text
    return not (after[0].islower() or after in (",", ";", ":", ")") or after in _DASHES)


def body(doc: Any) -> int:
    """The first token after a label ("Exclusive:") or a dateline: a place in capitals, or an agency, and a dash."""
    if not len(doc) or not doc[0].text[0].isupper():
        return 0
    if len(doc) > 2 and doc[1].text == ":" and doc[0].lower_ in _LABELS:
        return 2
    for token in doc[1:_DATELINE]:
        if token.text in _DASHES and token.whitespace_ and doc[token.i - 1].whitespace_:
            before = doc[: token.i]
            agency = before[-1].text == ")" and not any(one.tag_ in _FINITE for one in before)
            return int(token.i) + 1 if doc[0].text.isupper() or agency else 0
        if token.text in STOPS or token.is_lower:
            return 0
    return 0

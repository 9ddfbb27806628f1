"""What a figure counts or measures: the noun that the number stands before, or what follows "of"."""

from __future__ import annotations

from typing import Any

from onrecord.lexicons import figures

#: Words of what is counted that are kept before its head ("Ukrainian prisoners of war" keeps the first).
SHORT = 3
#: Tokens looked at for the noun.
LONGEST = 6


def counted(doc: Any, token: Any, last: Any, unit: str | None) -> tuple[str | None, int]:
    """The words of what is counted, ``None`` if the figure stands alone.

    A noun joined by a hyphen ("15-member") is counted and belongs to the figure.

    Args:
        doc: the parsed block.
        token: the first token of the number.
        last: the last token of the figure with its unit.
        unit: the unit found, if any.

    Returns:
        The words, and where the figure ends if it takes in a joined noun, else 0.
    """
    after = last.i + 1
    if unit is None and after + 1 < len(doc) and doc[after].text == "-" and not last.whitespace_:
        noun = doc[after + 1]
        if noun.text.isalpha() and noun.text.islower():
            return str(noun.text), int(noun.idx + len(noun))
    if after < len(doc) and doc[after].lower_ == "of" and (unit is not None or _is_vague(last)):
        return noun_phrase(doc, after + 1), 0
    if unit is not None:
        return None, 0
    return (noun_phrase(doc, after) if after < len(doc) else None), 0


def _is_vague(last: Any) -> bool:
    return last.lower_ in figures.numbers()["vague"] or last.lower_.rstrip("s") in figures.numbers()["scales"]


_SKIPPED = frozenset({"more", "other", "new", "of", "-"})


def noun_phrase(doc: Any, start: int) -> str | None:
    """The noun phrase that begins at a token: modifiers and head, without its article and further numbers."""
    first, end = start, min(start + LONGEST, len(doc))
    while first < end and (doc[first].tag_ in ("DT", "PRP$", "CD") or doc[first].lower_ in _SKIPPED):
        first += 1
    head = None
    for at in range(first, min(first + LONGEST, len(doc))):
        if doc[at].pos_ in ("NOUN", "PROPN"):
            head = at
        elif head is not None or not _modifies(doc, at):
            break
    if head is None:
        return None
    begin = max(first, head - SHORT + 1)
    begin += doc[begin].tag_ == "HYPH"
    return str(doc[begin : head + 1].text)


def _modifies(doc: Any, at: int) -> bool:
    """Whether a token can stand between a number and its noun ("wounded soldiers", "long-range missiles")."""
    token = doc[at]
    if token.tag_ in ("VBN", "VBG"):
        return at + 1 < len(doc) and doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ")
    return bool(token.pos_ == "ADJ" or token.tag_ == "HYPH")

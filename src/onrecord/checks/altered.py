"""Whether a small change in a quotation changes what it says: a negation, a modal or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.lexicons.figures import number_of
from onrecord.model.relations import Change, QuoteLineage
from onrecord.text.words import texts, words
from onrecord.text.wordset import wordset

#: Words of the longest change that is looked at for a changed meaning; longer ones are other sentences.
SMALL = 2
_DENIALS = wordset("not no never none nothing without neither nor")
_MODALS = wordset("may might could would should must will can")
#: Changed words that change what a quotation says; a dropped "that" does not.
_MEANING = _DENIALS | _MODALS | wordset("all every some any most few only if unless")
#: What short forms stand for; after an apostrophe "d" is "would" or "had", and "s" decides nothing.
_WHOLE = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "will not", "shall": "will"}
_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_OPEN = "'d"
#: A number that is part of a name: "LX-13".
_NAMED = re.compile(r"\b[A-Z][A-Za-z]*-\d+")


def changed_meaning(one: QuoteLineage) -> Change | None:
    """The first small change of a word that decides what a quotation says.

    Short forms are read in full ("isn't" is "is not") and numbers in letters as numbers. A modal that is only said once
    more ("must stop, must go" for "must stop, go") changes nothing; a negation does, but for one that is said again
    with its verb.

    Args:
        one: an utterance with two wordings or more.
    """
    wordings = [list(_full(variant.citation.text)) for variant in one.variants[:2]]
    for change in one.changes:
        before, after = (list(_full(_NAMED.sub("", side))) for side in (change.a, change.b))
        if (not (set(before) ^ set(after)) & _MEANING and not _number(before, after, change)) or _open(change):
            continue
        if "".join(before) == "".join(after) or _lead_in(before, after, wordings):
            continue
        if max(len(change.a.split()), len(change.b.split())) <= SMALL and not _again(before or after, wordings, change):
            return change
    return None


def _full(text: str) -> Iterator[str]:
    """The words of a text with short forms in full and numbers in figures."""
    for word in texts(words(text)):
        whole = _WHOLE.get(word) or next(
            (word.removesuffix(end) + of for end, of in _ENDINGS.items() if word.endswith(end)), word
        )
        for part in whole.split():
            number = None if part == "one" else number_of([part])
            yield part if number is None else "one" if number == 1 else f"{number:.10g}"


def _number(before: Sequence[str], after: Sequence[str], change: Change) -> bool:
    """Whether a number is another, or one in figures is only in one; "the two leaders" are also "the leaders"."""
    told = [{word for word in side if word[0].isdigit()} for side in (before, after)]
    return told[0] != told[1] and (all(told) or any(char.isdigit() for char in change.a + change.b))


def _open(change: Change) -> bool:
    """Whether only a short form that can be "would" or "had" stands for one of them."""
    a, b = (texts(words(side)) for side in (change.a, change.b))
    return any(word.endswith(_OPEN) for word in (*a, *b)) and bool({"would", "had"} & {*a, *b})


def _lead_in(before: Sequence[str], after: Sequence[str], wordings: Sequence[Sequence[str]]) -> bool:
    """Whether one wording is cut where the other goes on, or opens with a modal that the outlet's words called for.

    What is cut off before a wording may stand in the outlet's own words; a cut denial ("not") is no small thing.
    """
    cut = not (before and after)
    return any(
        side and (side[0] in _MODALS or (cut and side[0] not in _DENIALS)) and list(wording[: len(side)]) == side
        for side, wording in zip((before, after), wordings, strict=True)
    )


def _again(put: Sequence[str], wordings: Sequence[Sequence[str]], change: Change) -> bool:
    """Whether what is put in or left out is only said once more, and stands elsewhere in both wordings."""
    if (change.a and change.b) or all(word in _DENIALS for word in put) or any(word[0].isdigit() for word in put):
        return False
    return all(_count(put, wording) for wording in wordings)


def _count(put: Sequence[str], wording: Sequence[str]) -> int:
    size = len(put)
    return sum(list(wording[at : at + size]) == list(put) for at in range(len(wording) - size + 1))

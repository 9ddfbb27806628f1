"""Words that tell one of several things apart: the twelfth package and the thirteenth, a month's pay and a year's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checks.tree import Tree
from onrecord.text.wordset import wordset

_ORDINALS = wordset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth final last next previous run-off runoff"
)
_NUMBERED = re.compile(r"(?<!\d)\d++(?:st|nd|rd|th)")
_RATE = re.compile(
    r"\A[\w-]{0,60} ?(?:[\w.-]{1,60} ){0,2}?(?:a|an|per|each|every|/) ?"
    r"(second|minute|hour|day|night|week|month|quarter|year|person|head)\b",
    re.I,
)
#: Words of two sides: what is told of the one is not told of the other.
_SIDES = {
    word: (name, side)
    for name, sides in {
        "vote": ("favour favor support approve back yes", "against oppose reject disapprove"),
        "trade": ("import buy purchase", "export sell"),
        "way": ("rise increase grow gain climb up", "fall decrease decline drop lose down"),
        "hours": ("open opening", "close closing"),
        "sex": (
            "man male boy father son husband brother he his him",
            "woman female girl mother daughter wife sister she her",
        ),
        "money": ("revenue sale turnover", "profit income earning net", "loss", "cost expense", "debt"),
        "given": ("pledge promise offer", "pay give disburse deliver"),
        "wind": ("wind sustained", "gust"),
        "aboard": ("passenger", "crew"),
        "arms": ("civilian", "soldier troop militant fighter police officer"),
        "measure": ("long length", "wide width", "deep depth", "high height tall", "thick", "range", "weight"),
        "count": ("poll exit forecast projection", "result count official"),
        "hurt": ("seriously critical critically severe", "slightly minor light lightly"),
    }.items()
    for side, words in enumerate(sides)
    for word in words.split()
}
#: Words that make a figure one of another scope: of more, of others, of a part, of an earlier time.
SCOPES = frozenset(
    ("other", "others", "another", "additional", "further", "extra", "remaining", "rest", "total", "altogether",
     "combined", "overall", "previous", "previously", "earlier", "initially", "originally", "last", "next", "former",
     "first", "second", "third", "each", "per", "daily", "annual", "yearly", "monthly", "weekly", "average", "minimum",
     "maximum", "largest", "highest", "biggest", "most",
     "up", "half", "quarter", "same", "new", "only", "more", "both", "sides", "either")
)  # fmt: skip

#: Words of a figure that bound it and tell of no other scope ("more than 12", "up to 12").
BOUNDS = frozenset(("more", "up", "most"))
#: Marks that must be the same in both for a contradiction.
_DECIDING = frozenset(("ordinal", "rate", "part"))
#: The mark of a figure that only tells which things are meant.
THRESHOLD = ("threshold", "yes")
#: Words before a group that is only a part of those told of.
_PARTS = frozenset(("among", "amongst", "within"))


def marks(parsed: Tree, end: int, told: Sequence[int]) -> frozenset[tuple[str, str]]:
    """The marks on a figure, each with what it is a mark of: two figures with two marks of one kind are two facts.

    Args:
        parsed: the sentence.
        end: where the figure ends in the report's text.
        told: the words that tell what it is a figure of.
    """
    span = parsed.sentence.span
    found = {("ordinal", word) for word in _ordinals(parsed)}
    rate = _RATE.match(span.text[end - span.start :].lstrip())
    if rate:
        found.add(("rate", rate[1].lower()))
    last = [at for at, token in enumerate(parsed.tokens) if span.start + token.end == end]
    if any(_is_threshold(parsed, at) for at in last):
        found.add(THRESHOLD)
    for at in told:
        side = _SIDES.get(parsed.tokens[at].lemma)
        if side:
            found.add((side[0], str(side[1])))
        if parsed.tokens[at].lemma in _PARTS:
            found.add(("part", "yes"))
    return frozenset(found)


def _is_threshold(parsed: Tree, at: int) -> bool:
    """Whether a figure stands in a clause that only tells which are meant: "counties where more than 100 voted"."""
    clauses = (over for over in parsed.above(at) if parsed.tokens[over].role == "relcl")
    return any(parsed.tokens[word].lemma in ("where", "whose") for over in clauses for word in parsed.children(over))


def _ordinals(parsed: Tree) -> set[str]:
    words = [parsed.word(at).lower() for at in range(len(parsed.tokens))]
    return {word for word in words if word in _ORDINALS or _NUMBERED.fullmatch(word)}


def clash(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether each has a mark of one kind that the other does not have.

    >>> clash(frozenset({("ordinal", "first")}), frozenset({("ordinal", "second")}))
    True
    """
    kinds = {kind for kind, _ in one} & {kind for kind, _ in other}
    return any(
        not {mark for mark in one if mark[0] == kind} & {mark for mark in other if mark[0] == kind} for kind in kinds
    )


def alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether both have the same ordinals, rates and parts, so that nothing tells them apart."""
    return {mark for mark in one if mark[0] in _DECIDING} == {mark for mark in other if mark[0] in _DECIDING}

"""Texts that are valid and made to hurt: one kind of thing, over and over, behind an ordinary sentence."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

LEAD = "The minister of Verania said on Monday that talks would go on. "


def _over(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _numbered(unit: str) -> Callable[[int], str]:
    """A sentence over and over, no two of them the same."""

    def made(size: int) -> str:
        least = len(unit.format("", ""))
        return "".join(unit.format(f"{number}", _name(number)) for number in range(size // least + 1))[:size]

    return made


_SYLLABLES = tuple("".join(pair) for pair in product("bdkmnrst", "aeiou"))


def _name(number: int) -> str:
    """A name of its own for each number."""
    made = ""
    for _ in range(3):
        number, at = divmod(number, len(_SYLLABLES))
        made += _SYLLABLES[at]
    return f"{made}n".capitalize()


#: What the text is full of, each as a function of its length.
KINDS: dict[str, Callable[[int], str]] = {
    "quotation marks": _over('"'),
    "opening marks": _over("“"),
    "quotations of a letter": _over("“a” "),
    "commas": _over(","),
    "full stops": _over("."),
    "dashes": _over("— "),
    "brackets in brackets": lambda size: ("(" * (size // 2) + "a" + ")" * size)[:size],
    "quotations in quotations": lambda size: _over("“a ‘b ")(size // 2) + _over("c’ d” ")(size // 2),
    "one word": _over("a"),
    "a word of hyphens": _over("a-b-"),
    "a word of slashes": _over("a/b/"),
    "endings without a word": _over("'s"),
    "combining marks": _over("e\u0301\u0323"),
    "emoji": _over("😀"),
    "zero-width spaces": _over("a\u200b"),
    "lines of a letter": _over("a\n"),
    "figures": _over("12 "),
    "one figure": _over("1,000,"),
    "dates": _over("7 May 2026, "),
    "years": _over("in 2019, "),
    "weeks": _over("three weeks ago "),
    "names joined": _over("Anna Berg and "),
    "names in a row": _over("Anna Berg, "),
    "names alone": _over("Anna Berg "),
    "negations": _over("not "),
    "one sentence": _over("the talks with the men of the town and "),
    "clauses in clauses": _over("he said that "),
    "pronouns": _over("He told him that he hit him. "),
    "sentences of a word": _over("Talks. "),
    "paragraphs": _over("Talks go on.\n\n"),
    "one sentence again": _over("The minister of Verania said on Monday that talks with Kelorra would end by Friday. "),
    "nearly one sentence": _numbered(
        "The ministry of Verania said {0} soldiers left the camp near Port Arden on Monday. "
    ),
    "speakers": _numbered("Anna {1} said the talks with Ivan {1} would go on in {1}. "),
    "quotations": _over("“We will not go,” said Anna Berg, the minister of Verania. "),
    "quotations of many": _numbered("“We go in {0} days,” said Anna {1}. "),
    "the dead": _over("Shells killed 12 people in Arden. "),
    "the dead of many towns": _numbered("Shells killed {0} people in {1} on Friday. "),
    "deadlines": _over("Verania must withdraw by Friday or face sanctions. "),
    "demands": _over("Verania demands that Kelorra withdraw from Port Arden. "),
    "agreements": _over("Verania and Kelorra agreed to exchange prisoners and hold talks on Friday. "),
    "both sides": _over("Verania and Kelorra met. The two sides agreed. "),
}

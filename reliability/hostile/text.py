"""Plain text that is hostile: very much of one thing, signs that are not seen, bytes in no encoding."""

from __future__ import annotations

from collections.abc import Iterator

from reliability.hostile.made import FIRST, LAST, Hostile, file

#: A million of each, or as many as make some hundred thousand characters.
_MANY = {
    "quotation marks": '"',
    "curly opening marks": "“",
    "curly closing marks": "”",
    "single marks": "'",
    "guillemets": "«",
    "commas": ",",
    "full stops": ".",
    "question marks": "?",
    "dashes": "—",
    "hyphens": "-",
    "colons": ":",
    "opening brackets": "(",
    "square brackets": "[",
    "closing brackets": ")",
    "digits": "7",
    "spaces": " ",
    "tabs": "\t",
    "blank lines": "\n",
    "combining accents": "\u0301",
    "zero-width joiners": "\u200d",
    "capitals": "A",
    "letters": "a",
    "slashes": "/",
    "at signs": "@",
    "percent signs": "%",
    "dollars": "$",
    "asterisks": "*",
    "underlines": "_",
    "Chinese signs": "中",
    "Hindi letters": "क",
    "Arabic letters": "ع",
    "surrogate-pair letters": "𝒜",
    "emoji": "😀",
    "Hangul jamo": "ᄀ",
}
_WORDS = {
    "one-letter sentences": "A. ",
    "said": "said ",
    "said X": "said X, ",
    "names": "Ilse Maron ",
    "dates": "20 March 2026, ",
    "ISO dates": "2026-03-20 ",
    "weekdays": "Monday ",
    "figures": "14 people, ",
    "percentages": "14.5 percent ",
    "amounts of money": "$14 million ",
    "capital words": "Alder ",
    "initials": "O. B. ",
    "conjunctions": "and ",
    "that": "that ",
    "by": "by ",
    "of the": "of the ",
    "not": "not ",
    "according to": "according to ",
    "quoted letters": '"a" ',
    "brackets in brackets": "(a (b ",
    "addresses": "http://alder.example/a ",
    "mail addresses": "o.brenn@lindmouth.example ",
    "possessives": "Maron's ",
    "contractions": "don't ",
    "abbreviations": "Gen. Col. Sen. ",
    "numbers in words": "twenty-one thousand ",
    "nested numbers": "one hundred thousand million ",
    "ranges": "between 14 and 15 ",
    "tomorrow": "the day before yesterday ",
    "countries": "France and Germany and Japan ",
    "demands": "Verania demands that Kestria demand that ",
    "conditions": "unless ",
    "until": "until ",
    "negations": "never denied that ",
}


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, sign in _MANY.items():
        yield file("text", f"a million {name}", "a.txt", lambda sign=sign: _around(sign * 900_000), (FIRST, LAST))
    for name, words in _WORDS.items():
        yield file("text", f"much of {name}", "a.txt", lambda w=words: _around(w * (30_000 // len(w))), (FIRST, LAST))


def _around(middle: str) -> str:
    return f"{FIRST}\n\n{middle}\n\n{LAST}\n"

"""Shares told in words: "half of the homes", "two-thirds of the force", "one in five villages"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from onrecord.lexicons import figures
from onrecord.model.reading import Quantity
from onrecord.reading import quantities_bounds as bounds
from onrecord.reading.engine import Parsed
from onrecord.reading.quantities_counted import noun_phrase

_WORDS = "|".join(one.replace(" ", "[ -]") for one in figures.numbers()["fractions"] if one != "half")
#: A share is told "of" something; "half" also stands right before an article or a possessive.
_SHARE = re.compile(
    rf"(?<![\w-])(?P<q>(?i:{bounds.BEFORE}) )?(?P<share>(?i:{_WORDS})(?= of\b)"
    r"|(?i:half)(?= of\b| (?:the|its|their|his|her|our|all)\b| a (?:thousand|million|billion|trillion|dozen)\b))"
)
_IN = re.compile(
    rf"(?<![\w-])(?P<q>(?i:{bounds.BEFORE}) )?(?P<low>(?i:one)) (?:in|out of)(?: every)? "
    r"(?P<of>(?i:two|three|four|five|six|seven|eight|nine|ten|twenty)|\d{1,3})(?= [a-z])"
)
#: Not shares of a thing: parts of a span of time, which are no figures.
_TIME = frozenset({"year", "month", "week", "day", "hour", "century", "decade", "season", "game", "match"})


#: "half a million", "three quarters of a billion" are numbers, not shares.
_OF_SCALE = re.compile(r"(?: of)? an? (?P<scale>(?i:hundred|thousand|million|billion|trillion|dozen))\b")


def find(piece: Parsed) -> Iterator[Quantity]:
    """The shares that a parsed block tells in words, in percent."""
    text = piece.mapped.text
    starts = [token.idx for token in piece.doc]
    for match in _SHARE.finditer(text):
        share = figures.numbers()["fractions"][match["share"].lower().replace("-", " ")]
        yield from _made(piece, starts, match, float(share), match.end("share"))
    for match in _IN.finditer(text):
        whole = figures.number_of([match["of"].lower()])
        if whole and whole > 1:
            yield from _made(piece, starts, match, round(100 / whole, 1), match.end("of"))


def _made(piece: Parsed, starts: list[int], match: re.Match[str], share: float, end: int) -> Iterator[Quantity]:
    scale = _OF_SCALE.match(piece.mapped.text, end)
    if scale:
        end = scale.end()
    after = bisect_left(starts, end)
    if after < len(piece.doc) and piece.doc[after].lower_ == "of":
        after += 1
    of = noun_phrase(piece.doc, after) if after < len(piece.doc) else None
    if not scale and (of is None or of.split()[-1].lower().rstrip("s") in _TIME):
        return
    mod = bounds.before(match["q"])
    unit: str | None = "%"
    if scale:
        share, unit = share / 100 * figures.numbers()["scales"][scale["scale"].lower()], None
    yield Quantity(piece.span(match.start(), end), share, share, unit, of, mod is not None, mod)

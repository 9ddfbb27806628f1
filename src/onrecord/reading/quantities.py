"""Figures: how much or how many of what.

How it decides: a number in figures or words, with the words before it that make it a bound or an estimate ("at least",
"around"), a unit (percent, money, a measure, a span of time), and what is counted. Numbers that are part of a time, a
name, a score or a list, and ordinals, are no figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.lexicons import figures
from onrecord.lexicons.words import words
from onrecord.model.reading import Quantity, Time
from onrecord.model.spans import Span
from onrecord.reading import quantities_bounds as bounds
from onrecord.reading import quantities_fractions as fractions
from onrecord.reading.engine import Parsed
from onrecord.reading.quantities_counted import counted

_ONES = "|".join(sorted(figures.numbers()["ones"], key=len, reverse=True))
_TENS = "|".join(figures.numbers()["tens"])
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|(?:{_ONES}))"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
_VAGUE = "|".join(sorted((re.escape(word) for word in figures.numbers()["vague"]), key=len, reverse=True))
_SHORT = r"(?:k|mn|mln|m|bn|b|tn|trn)"
_SIGN = "|".join(sorted((re.escape(sign) for sign in figures.units()["signs"]), key=len, reverse=True))


def _number_pattern(side: int) -> str:
    """One number: vague words, figures with a scale, or number words; groups carry the side of a range."""
    return (
        rf"(?:(?P<v{side}>(?i:{_VAGUE})(?![\w-]))"
        rf"|(?P<f{side}>{_FIGURE})(?:[ -](?P<s{side}>(?i:{_SCALE}))\b|(?P<a{side}>(?i:{_SHORT}))\b)?"
        rf"|(?P<w{side}>(?i:(?:an? (?=(?:few )?{_SCALE}))?(?:{_SMALL}\b|(?:few )?{_SCALE}s?\b)"
        rf"(?:(?: and |[ -])(?:{_SMALL}|{_SCALE})\b){{0,6}})))"
    )


PATTERN = re.compile(
    r"(?<![\w.,:/$€£@#])(?<![^\s(]-)(?= ?\S)"
    rf"(?P<q>(?i:{bounds.BEFORE}|between|from)(?:(?i: of)? (?i:an? |the )?)(?=[\d\w$€£¥₴₽]))?"
    rf"(?P<c>{_SIGN})? ?(?P<n>{_number_pattern(1)})"
    rf"(?:(?P<p1> ?%| percent| per cent)?(?P<to> ?[-–—] ?| (?:to|or|and) )(?P<c2>{_SIGN})?{_number_pattern(2)}"
    rf"(?![\w]|[.,]\d|-\d))?"
    rf"(?P<plus>\+)?(?P<pct> ?%|[ -](?i:percent(?:age[ -]points?)?|per cent|pct)\b)?"
)


@dataclass(frozen=True, slots=True)
class _Number:
    low: float
    high: float
    vague: bool = False


def find(parsed: Sequence[Parsed], times: Sequence[Time]) -> tuple[Quantity, ...]:
    """The figures of parsed blocks, in text order.

    Args:
        parsed: parsed blocks.
        times: the times read in them; numbers inside dates and hours are left out, lengths of time are kept.
    """
    spans = sorted((time.span for time in times), key=lambda span: span.start)
    lengths = {time.span.start for time in times if time.type == "DURATION"}
    found: list[Quantity] = []
    for piece in parsed:
        shares = list(fractions.find(piece))
        plain = (one for one in _in_piece(piece) if not any(one.span.overlaps(share.span) for share in shares))
        for quantity in (*plain, *shares):
            inside = _overlapping(spans, quantity.span)
            if inside is None or (inside.start in lengths and quantity.unit is not None):
                found.append(quantity)
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _overlapping(spans: list[Span], span: Span) -> Span | None:
    """The time that shares words with a figure, if any; times do not overlap each other."""
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    for one in spans[max(at, 0) : at + 3]:
        if one.overlaps(span):
            return one
    return None


def _in_piece(piece: Parsed) -> Iterator[Quantity]:
    doc = piece.doc
    text = piece.mapped.text
    starts = [token.idx for token in doc]
    for match in PATTERN.finditer(text):
        if _is_none(match, text):
            continue
        first, second = _number(match, "1"), _number(match, "2")
        if first is None:
            continue
        quantity = _quantity(piece, doc, starts, match, first, second)
        if quantity is not None:
            yield quantity


def _number(match: re.Match[str], which: str) -> _Number | None:
    """The number of one side of the match, ``None`` if that side is empty."""
    if match["v" + which]:
        low, high = figures.numbers()["vague"][match["v" + which].lower()]
        return _Number(low, high, vague=True)
    if match["f" + which]:
        value = float(match["f" + which].replace(",", ""))
        scale = (match["s" + which] or "").lower()
        short = (match["a" + which] or "").lower()
        value *= figures.numbers()["scales"].get(scale, 1) * figures.numbers()["short_scales"].get(short, 1)
        return _Number(value, value)
    said = match["w" + which]
    if not said:
        return None
    few = "few" in said.lower()
    parts = [part for part in re.split(r"[\s-]+", said.lower()) if part not in ("a", "an", "few")]
    parts = [part.rstrip("s") if part.rstrip("s") in figures.numbers()["scales"] else part for part in parts]
    value_of = figures.number_of(parts)
    if value_of is None:
        return None
    return _Number(2 * value_of, 9 * value_of, vague=True) if few else _Number(value_of, value_of)


#: Units that are often written right behind their figure ("60,000km").
_GLUED = re.compile(r"(?:km|kms|kg|kgs|lbs?|ft|cm|mph|kph|kWh|MW|GW|ha)\b")
_MORE_DIGITS = re.compile(r"[-–:/.]\d|['’]s\b|[-–][A-Z]")
_LIST_AFTER = re.compile(r"[.)](?:\s|$)")
_ONE_COUNTS = re.compile(r" (?:percent|per cent|person|man|woman|child|soldier|civilian|million|billion|of the)\b")
#: "Several billion dollars" is no billion.
_MANY = re.compile(r"\b(?:several|many|multiple|some|countless) $", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")

#: Words before a number that make it a name ("Article 5", "Flight 17").
_LABELS = words(
    "article section resolution chapter page pages room flight channel route highway phase group title amendment rule "
    "no no. number grade level round part volume clause paragraph district area unit brigade boeing airbus type model "
    "category step version apollo line gate platform protocol point item figure table annex season episode"
)


def _is_none(match: re.Match[str], text: str) -> bool:
    """Whether the number is an ordinal, a score, a list mark, a part of a code, or a pronoun."""
    start, end = match.span()
    after = text[end : end + 12]
    if (after[:1].isalpha() and not _GLUED.match(after)) or after[:1] in ("_", "@") or _MORE_DIGITS.match(after):
        return True
    if match["p1"] and not match["pct"]:
        return True
    if match["to"] == " and " and not (match["q"] or "").lower().startswith("between"):
        return True
    scale = (match["w1"] or "").lower().rstrip("s") in figures.numbers()["scales"]
    if scale and _MANY.search(text[max(0, start - 12) : start]):
        return True
    bare = not (match["pct"] or match["to"] or (match["q"] and not _is_span_word(match)))
    if (match["w1"] or "").lower() in ("one", "zero"):
        return bare and _ONE_COUNTS.match(after) is None
    return bool(match["f1"]) and bare and _is_mark(match["f1"], start, after)


def _is_span_word(match: re.Match[str]) -> bool:
    """ "between 5 and 10", "from 5 to 10": the word belongs to the range and makes it no estimate."""
    return (match["q"] or "").lower().startswith(("between", "from"))


#: Verbs that an "over" belongs to whatever follows ("handed over 21 girls"), and those where the parser decides.
_HANDS_OVER = words("hand turn sign give pass")
_MAY_HAND_OVER = words("take carry bring win")


#: Verbs and nouns of which an "about" tells the topic ("argue about 60 votes"), and those where the parser decides.
_TOPICS = words(
    "talk argue speak worry complain think lie joke boast quarrel disagree debate concern question story argument "
    "details doubt article statement"
)
_MAY_BE_TOPICS = words("know tell write ask hear warn learn tweet answer claim report book")
_SPANS = words("second minute hour day week month year decade century")


def _is_particle(doc: Any, starts: list[int], match: re.Match[str], unit: str | None) -> bool:
    """Whether the word before a number is no bound: it belongs to the verb, or to what the number is only a part of.

    "Handed over 21 girls" is 21, not more than 21. So is the "around" of "turned around four hours into the flight",
    what is said "about the $130,000" or "more than the $5.7 billion", "under a six-month review", and "cut by a third
    over three years".
    """
    said = (match["q"] or "").lower().split()
    if not said:
        return False
    at = bisect_right(starts, match.start("q")) - 1
    hyphen = match.string[match.end("n") : match.end("n") + 1] == "-"
    if said[-1] == "the" or (said[-1] in ("a", "an") and hyphen):
        return True
    if at == 0:
        return False
    before = str(doc[at - 1].lemma_).lower()
    if said[0] == "around":
        return bool(before == "turn")
    if said[0] == "about":
        over = str(doc[at].head.lemma_).lower()
        topic = over in _TOPICS or over in _MAY_BE_TOPICS
        return before in _TOPICS or (topic and doc[at].dep_ == "prep")
    return said[0] == "over" and _is_over(doc, at, before, said, unit)


def _is_over(doc: Any, at: int, before: str, said: list[str], unit: str | None) -> bool:
    """Whether an "over" belongs to the verb before it, or tells how long something takes."""
    if "of" in said:
        return True
    if unit in _SPANS and doc[at].dep_ == "prep":
        return True
    return before in _HANDS_OVER or (before in _MAY_HAND_OVER and unit is None and doc[at].dep_ == "prt")


def _is_mark(figure: str, start: int, after: str) -> bool:
    """Whether a bare figure numbers a list ("1. …") or is a code ("007")."""
    if start == 0 and _LIST_AFTER.match(after):
        return True
    return len(figure) > 1 and figure[0] == "0" and "." not in figure


#: Letters that stand between such a word and its number ("flight NH 175").
_CODE = re.compile(r"[A-Z]{1,3}")


def _is_label(doc: Any, token: Any) -> bool:
    """Whether the word before makes the number a name."""
    if token.i == 0:
        return False
    before = doc[token.i - 1]
    if token.i > 1 and doc[token.i - 2].lower_ in _LABELS and (before.text == "." or _CODE.fullmatch(before.text)):
        return True
    return before.lower_ in _LABELS or (before.pos_ == "PROPN" and token.head.i < token.i and token.dep_ != "pobj")


@lru_cache(maxsize=1)
def _unit_words() -> dict[str, str]:
    units = figures.units()
    return {**units["measures"], **units["currencies"], **units["spans"]}


_WORD = re.compile(r"[ -]?((?:[A-Za-z.°/]+ )?[A-Za-z.°/]+(?: per day)?)")


def _unit(match: re.Match[str], text: str) -> tuple[str | None, int]:
    """The unit beside the number and where the figure ends."""
    sign = match["c"] or match["c2"]
    if match["pct"]:
        return "%", match.end()
    if sign:
        return str(figures.units()["signs"][sign]), match.end()
    after = _WORD.match(text, match.end())
    if after is None:
        return None, match.end()
    near = after[1].lower()
    if text[match.end() : match.end() + 1] == "-" and near.split()[0] == "pound":  # "a 450-pound gorilla" is no money
        return "lb", after.start(1) + len("pound")
    for candidate in (near, near.split()[0]):
        plain = candidate.rstrip(".")
        known = _unit_words().get(candidate) or _unit_words().get(plain)
        if known:
            return known, after.start(1) + len(plain if candidate not in _unit_words() else candidate)
    return None, match.end()


def _quantity(
    piece: Parsed, doc: Any, starts: list[int], match: re.Match[str], first: _Number, second: _Number | None
) -> Quantity | None:
    first, second = _same_scale(match, first, second)
    if second is not None and second.high < first.low:
        return None
    unit, end = _unit(match, piece.mapped.text)
    after, end = bounds.after(piece.mapped.text, end)
    joined = match["q"] and _is_particle(doc, starts, match, unit)
    qualifier = None if joined or _is_span_word(match) else match["q"]
    token = doc[bisect_right(starts, match.start("n")) - 1]
    last = doc[max(0, bisect_left(starts, end) - 1)]
    of, stop = counted(doc, token, last, unit)
    end = max(end, stop)
    unit, of = _money_counted(unit, of)
    if of == "point" and stop:
        unit, of = "point", counted(doc, token, doc[max(0, bisect_left(starts, end) - 1)], None)[0]
    if not (unit or qualifier) and _is_bare(doc, token, match, of):
        return None
    if unit in ("year", "month", "day", "week") and _OLD.match(piece.mapped.text, end):
        end += 4
    start = match.start("q") if qualifier else match.start("c") if match["c"] else match.start("n")
    mod = bounds.before(qualifier) or after or ("EQUAL_OR_MORE" if match["plus"] else "APPROX" if first.vague else None)
    low, high = first.low, (second or first).high
    if piece.mapped.text[start - 1 : start] == "-":
        if not bounds.goes_below_zero(unit):
            return None
        start, low, high = start - 1, -high, -low
    return Quantity(piece.span(start, end), low, high, unit, of, mod is not None, mod)


_OLD = re.compile(r"[ -]old\b")


def _is_bare(doc: Any, token: Any, match: re.Match[str], of: str | None) -> bool:
    """Whether a number without unit and qualifier is no figure: a word that counts nothing, a label, a year."""
    if of is None and (match["w1"] or match["to"]):
        return True
    if _is_label(doc, token):
        return True
    return _YEAR.fullmatch(match["f1"] or "") is not None and (of is None or not of.endswith("s"))


def _money_counted(unit: str | None, of: str | None) -> tuple[str | None, str | None]:
    """Of "tens of billions of dollars" the noun is the unit."""
    money = figures.units()["currencies"].get((of or "").lower())
    return (money, None) if money and unit is None else (unit, of)


def _same_scale(match: re.Match[str], first: _Number, second: _Number | None) -> tuple[_Number, _Number | None]:
    """Of "2 to 3 million" the first number takes the scale of the second."""
    if second is None or match["s1"] or match["a1"] or match["v1"] or first.low >= second.low:
        return first, second
    scales, short = figures.numbers()["scales"], figures.numbers()["short_scales"]
    last = (match["s2"] or (match["w2"] or "").split(" ")[-1]).lower()
    factor = scales.get(last) or short.get((match["a2"] or "").lower(), 1)
    if first.low * factor > second.high:
        return first, second
    return _Number(first.low * factor, first.high * factor, first.vague), second

"""The dateline: the words before the first sentence that say where a report was filed, when, and by which agency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.lexicons.newsroom import agencies_in, agency_named, is_outlet, is_town

_WORD = r"[A-ZÀ-ÖØ-ÞŁŚŻČŠŽİ][\w.'’-]{0,24}"
_PLACE = rf"{_WORD}(?: (?:(?:de|del|da|do|el|al|la|of|on|an|upon|am|den) )?{_WORD}){{0,3}}"
_DAY = (
    r"(?i:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d\d?|"
    r"\d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?)(?:,? \d{4})?"
)
_PLACES = rf"{_PLACE}(?:(?:, | ?/ ?| and )(?!{_DAY}){_PLACE}){{0,4}}(?: \[[A-Z]\w{{1,20}}\])?"
_HEAD = re.compile(
    rf"(?:(?P<places>{_PLACES})(?P<sep>[,:]? ?(?={_DAY}))?)?(?P<day>{_DAY})?"
    r"(?:,? ?\((?P<mark>[A-Z][\w .&/'’-]{1,40}|dpa|epd)\)|, (?P<bare>[A-Z][A-Za-z]{1,9}))?"
    r"(?P<stop> ?(?:—|–|―|--| -|- |:|\|)\s*| ?$)?",
)
#: Upper-case words that open reports before a dash and are no places.
_LABELS = re.compile(
    r"UPDATED?|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|WATCH|VIDEO|LIVE|FACTBOX|EXPLAINER|CORRECT(?:ED|ION)|NATO|OPEC|UNICEF"
    r"|UNESCO|NASA|OSCE|ASEAN|FIFA|UEFA|COVID|WARNING|READ|LISTEN|PHOTOS?|REPORT|NEWS|TOPSHOT|FILE|QUESTION|ANSWER"
    r"|INTERVIEW|FEATURE|FOCUS|SPECIAL|GRAPHIC|TIMELINE|FACT|CHECK|EDITORIAL|COMMENT|ALERT|URGENT|NOTE"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A dateline at the head of a paragraph.

    Attributes:
        places: where the report was filed, in the case of running text.
        words_end: offset in the paragraph after the dateline's last word.
        end: offset after the dash or colon that closes it; what follows is the first sentence.
        agency: the agency that it names.
        mark: range of the words that name the agency.
    """

    places: tuple[str, ...]
    words_end: int
    end: int
    agency: str | None = None
    mark: tuple[int, int] | None = None


def find(words: str, outlet: str | None = None) -> Found | None:
    """The dateline with which a paragraph opens, ``None`` if it opens with none.

    Places alone are believed before a dash if they stand in capitals or are known towns, before a colon only if they
    are known (one of several is enough): "Ukraine: …" is a topic. With a day or an agency in brackets any capitalised
    words are believed.

    Args:
        words: the paragraph.
        outlet: the report's outlet: its own name in brackets credits no agency.
    """
    match = _HEAD.match(words)
    if not match or not match.end() or (match["day"] and not (match["places"] or match["mark"])):
        return None
    agency, mark = _agency(match, outlet)
    follows = words[match.end() :]
    if not _closed(match, follows, agency) or not _believed(match, agency):
        return None
    words_end = len(words[: match.start("stop") if match["stop"] else match.end()].rstrip())
    return Found(_places(match["places"]), words_end, len(words[: match.end()].rstrip()), agency, mark)


def _closed(match: re.Match[str], follows: str, agency: str | None) -> bool:
    """Whether the head is set off from a sentence that begins like one."""
    first = follows.lstrip("\"“‘'«([ ")[:1]
    if follows and not (first.isupper() or first.isdigit() or (match["mark"] and first.isalpha())):
        return False
    if match["stop"] is not None:
        return bool(follows) or bool(match["mark"] or match["day"])
    return bool(match["mark"] and follows) and (agency is not None or is_outlet(match["mark"]))


def _believed(match: re.Match[str], agency: str | None) -> bool:
    places, stop = match["places"], (match["stop"] or "").strip()
    if not places:
        return agency is not None or is_outlet(match["mark"] or "")
    names = _split(places)
    if match["bare"] and agency is None:
        return False
    if _LABELS.fullmatch(names[0].upper().split()[0].rstrip(".,")):
        return False
    if match["mark"] or match["day"] or match["bare"]:
        return True
    towns = [is_town(name.split(",")[0]) for name in names]
    if stop in (":", "|"):
        return all(towns) or (len(names) > 1 and any(towns))
    town = names[0].split(",")[0]
    return all(towns) or (sum(map(str.isupper, town)) >= 3 and town.upper() == town)


def _agency(match: re.Match[str], outlet: str | None) -> tuple[str | None, tuple[int, int] | None]:
    """The agency in brackets: one of the table, or any name set there, since nothing else is ever set there."""
    group = "mark" if match["mark"] else "bare"
    words = match[group]
    if not words:
        return None, None
    known = agency_named(words) or (agencies_in(words)[0][0] if agencies_in(words) else None)
    if known or group == "bare":
        return known, match.span(group) if known else None
    if is_outlet(words):
        own = outlet is None or outlet.casefold().removeprefix("the ") == words.casefold().removeprefix("the ")
        return (None, None) if own else (words, match.span(group))
    set_off = match["places"] and match["stop"] and match["stop"].strip() not in ("", "|")
    return (words, match.span(group)) if set_off and len(words) <= 30 else (None, None)


def _split(places: str) -> list[str]:
    """The places of a dateline; a region after a comma stays with its town."""
    return [one.strip() for one in re.split(r"\s?/\s?| and ", re.sub(r" \[.*$", "", places)) if one.strip()]


def _places(places: str | None) -> tuple[str, ...]:
    """Places as running text writes them: capitals become initials, abbreviations stay."""
    return tuple(_cased(one) for one in _split(places or ""))


def _cased(place: str) -> str:
    small = {"de", "del", "da", "do", "el", "al", "la", "of", "on", "an", "upon", "am", "den"}
    words = [
        word if not (word.isupper() and len(word.strip(".,")) > 1 and "." not in word) else _capital(word)
        for word in place.split()
    ]
    return " ".join(word.lower() if word.lower() in small and i else word for i, word in enumerate(words))


def _capital(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))

"""Notes on what a text hides: names in the letters of two scripts, and characters that turn round or hide words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from onrecord.model.report import Given
from onrecord.text.seen import as_seen, mixed_words

#: How many words of a kind a note names.
_NAMED = 3
_LONGEST = 60

#: Controls that make a page show words in another order than they stand in.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Letters that spell out something to a program and nothing to a reader.
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_FLAG = "\U0001f3f4"
#: Hidden characters inside a word. A soft hyphen is how pages break words, and joiners are letters of some scripts.
_INSIDE = re.compile(
    "(?<=[A-Za-z0-9])[\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+(?=[A-Za-z0-9])"
)
#: Letters of full width or of mathematics in a row, as words are dressed with.
_DRESSED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]{3,}")


def notes(text: str, given: Given) -> tuple[str, ...]:
    """What a reader should know of characters that a report hides, a sentence each; empty for most reports.

    Args:
        text: canonical text.
        given: what was said beside it; its title and names may hide something too.
    """
    fields = [text, given.title or "", given.outlet or "", *given.byline]
    if all(one.isascii() for one in fields):
        return ()
    whole = "\n".join(fields)
    return tuple(filter(None, (_mixed(whole), _turned(whole), _tagged(whole), _hidden(whole), _dressed(whole))))


def _mixed(text: str) -> str:
    """Says which words mix scripts, and as what they are read."""
    words = [text[start:end] for start, end in mixed_words(text)]
    if not words:
        return ""
    shown = "; ".join(f"“{_shown(word)}” is read as “{_plain(word)}” ({_strangers(word)})" for word in _first(words))
    return f"{_count(words, 'word')} with letters of another script that look like Latin ones: {shown}"


def _strangers(word: str) -> str:
    """Which letters of a word are not what they look like."""
    odd = dict.fromkeys(char for char in word if not char.isascii() and char.isalpha())
    return ", ".join(unicodedata.name(char, f"U+{ord(char):04X}").capitalize() for char in list(odd)[:_NAMED])


def _turned(text: str) -> str:
    count = len(_TURNING.findall(text))
    if not count:
        return ""
    found = list(dict.fromkeys(_TURNING.findall(text)))
    names = ", ".join(f"U+{ord(char):04X}" for char in found)
    return (
        f"{count:,} characters that make words show in another order ({names}); words around them may be turned round"
    )


def _tagged(text: str) -> str:
    runs = [found[0] for found in _TAGS.finditer(text) if text[max(0, found.start() - 1)] != _FLAG]
    if not runs:
        return ""
    said = "".join(chr(ord(char) - 0xE0000) for char in runs[0])[:_LONGEST]
    return f"{sum(map(len, runs)):,} tag characters, which no reader sees; the first spell “{_shown(said)}”"


def _hidden(text: str) -> str:
    places = list(_INSIDE.finditer(text))
    if not places:
        return ""
    return f"{len(places):,} places inside words hide characters that no reader sees; the words are read without them"


def _dressed(text: str) -> str:
    words = [found[0] for found in _DRESSED.finditer(text)]
    if not words:
        return ""
    shown = "; ".join(f"“{_plain(word)}”" for word in _first(words))
    return f"{_count(words, 'word')} in letters of full width or of mathematics, read as plain ones: {shown}"


def _first(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))[:_NAMED]


def _count(words: list[str], what: str) -> str:
    return f"{len(words):,} {what}" + ("" if len(words) == 1 else "s")


def _plain(word: str) -> str:
    seen = as_seen(word)
    return _shown(word if seen is None else seen.text)


def _shown(word: str) -> str:
    """A word that is cut if it is very long, without characters that act on a screen."""
    return "".join(char for char in word if char.isprintable())[:_LONGEST]

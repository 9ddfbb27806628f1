"""Names across spellings: one key for "Zelensky", "Zelenskyy" and "Зеленський".

The rules are those of transliteration, not of single names: Cyrillic is written in Latin letters by the usual English
tables, accents fall away, "-iy", "-yi", "-yy", "-ii" end as "-y", a doubled consonant inside a word counts once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.lexicons.words import words

_LATIN = {
    "ø": "o",
    "ł": "l",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ə": "a",
}
_BEFORE_SHCH = (*"abvgde", "zh", *"ziiklmnoprstuf", "kh", "ts", "ch", "sh")
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґёўј",
        (*_BEFORE_SHCH, "shch", "", "y", "", "e", "yu", "ya", "i", "i", "ye", "g", "e", "u", "j"),
        strict=True,
    )
)
#: Letters that Ukrainian writes otherwise than Russian.
_UKRAINIAN = {"г": "h", "и": "y", "х": "kh", "є": "ie", "ю": "iu", "я": "ia", "й": "i"}
_UKRAINIAN_ONLY = re.compile("[іїєґ]|[сзц]ьк")
_ENDING = re.compile(r"(?:yy|iy|yi|ii|ij|yj)$")
_SOFT_ENDING = re.compile(r"(?<=[eao])[ij]$|(?<=[lrt])i$")
_IOTATED_START = re.compile(r"^i(?=[aeu])")
_IOTATED = re.compile(r"(?<![iy])[iy]{2,}+(?=[aeu])")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1(?=.)")
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")

#: Small words inside names ("Mohammed bin Salman", "Ursula von der Leyen").
PARTICLES = words("al bin ibn abu von van der den de del della di da dos du la le el ter ten bint ben ould y af av zu")
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def transliterate(text: str) -> str:
    """Lower-case Latin letters for a name in Latin or Cyrillic script.

    >>> transliterate("Володимир Зеленський")
    'volodymyr zelenskyi'
    """
    lower = text.lower()
    ukrainian = _UKRAINIAN_ONLY.search(lower) is not None
    out = []
    for char in lower:
        if char in _CYRILLIC:
            out.append((_UKRAINIAN.get(char) if ukrainian else None) or _CYRILLIC[char])
        else:
            out.append(_LATIN.get(char, char))
    decomposed = unicodedata.normalize("NFKD", "".join(out))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The key of one word of a name: the same for all its usual spellings.

    >>> {fold(word) for word in ("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський")}
    {'zelensky'}
    """
    plain = "".join(char for char in transliterate(word) if char.isalnum())
    plain = _IOTATED.sub("i", _IOTATED_START.sub("y", plain)) if len(plain) > 3 else plain
    plain = _ENDING.sub("y", plain)
    if len(plain) > 4:
        plain = _SOFT_ENDING.sub("y", plain)
    return _DOUBLED.sub(r"\1", plain)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without initials and "Jr.", which outlets leave out at will.

    >>> words_of("Robert F. Kennedy Jr.")
    ('Robert', 'Kennedy')
    """
    words = tuple(_WORD.findall(name))
    kept = tuple(word for word in words if len(word) > 1 and word.lower() not in SUFFIXES)
    return kept or words


def key_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    if not name.isascii():
        name = transliterate(name)
    return tuple(folded for word in words_of(name) if (folded := fold(word)))


def slug(name: str) -> str:
    """A name as the second part of an actor id, ASCII where its script allows: ``volodymyr-zelensky``."""
    return "-".join(key_of(name)) or "unnamed"


def plain_slug(name: str) -> str:
    """A slug that keeps the spelling, for bodies and places: ``international-rescue-committee``."""
    words = re.findall(r"[^\W_]+", transliterate(name.replace("’", "'").replace("'s", "s")))
    return "-".join(words) or "unnamed"


def surname_start(words: tuple[str, ...]) -> int:
    """Index of the word at which the surname of a full name starts, particles included.

    >>> surname_start(("Ursula", "von", "der", "Leyen"))
    1
    """
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return start


def latin_part(name: str) -> str:
    """Of a name given in two scripts ("Ana Ivanova / Ана Иванова"), the one in Latin letters; else the name.

    >>> latin_part("Володимир / Volodymyr")
    'Volodymyr'
    """
    parts = [part.strip() for part in re.split(r"[/|·()]", name) if part.strip()]
    latin = [part for part in parts if any("a" <= char <= "z" for char in part.lower())]
    return (latin or parts or [name])[0]

"""Names of persons as a whole: given name, middle names, surname, "Jr.", and whether two may be of one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.lexicons import people
from onrecord.lexicons.names import bones, is_given, key, latin, loose, same_given, same_surname, script
from onrecord.lexicons.words import words

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_ARTICLES = words("al el as ash ar an ad at az ul")
#: Small words inside names, which outlets leave out or write otherwise.
_PARTICLES = _ARTICLES | words(
    "bin ibn bint ben ould von van der den de del della di da dos du la le ter y af av zu und"
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
#: Consonants that a whole name must have in common where one is in a script without vowels.
_BONES = 5
_ABJADS = ("arabic", "hebrew")


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name in its parts, particles left out.

    Attributes:
        words: its words as they are written, initials included.
        given: the first word in lower-case Latin letters, an initial as one letter; empty for a surname alone.
        middle: the words between.
        surname: the last word.
        suffix: ``jr``, ``sr``, ``ii``…; empty if the name has none.
    """

    words: tuple[str, ...]
    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def alone(self) -> bool:
        """Whether it is one word only, or a surname with one initial."""
        return len(self.given) < 2 and not self.middle

    @property
    def key(self) -> tuple[str, str]:
        """Folded given name and surname: equal for the usual spellings of one name."""
        return key(self.given), key(self.surname)


@lru_cache(maxsize=50_000)
def full_name(text: str) -> FullName | None:
    """The parts of a name, titles and offices before it and "'s" after it cut off; ``None`` if no word is left.

    >>> full_name("President Abdel Fattah al-Burhan").surname, full_name("J. R. Brandt Jr.").suffix
    ('burhan', 'jr')
    """
    found = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]
    while len(found) > 1 and _is_title(found[0]):
        found = found[1:]
    suffix = _SUFFIXES.get(found[-1].lower(), "") if len(found) > 1 else ""
    found = found[:-1] if suffix else found
    last = len(found) - 1
    kept = [word for n, word in enumerate(found) if n == last or latin(word) not in (_PARTICLES if n else _ARTICLES)]
    kept = [part for word in kept for part in _parts(word, text)]
    plain = [letters for word in kept if (letters := _letters(word))]
    if not plain:
        return None
    return FullName(tuple(kept), plain[0] if len(plain) > 1 else "", tuple(plain[1:-1]), plain[-1], suffix)


def _is_title(word: str) -> bool:
    lower = word.lower()
    return lower in people.person_titles() or lower in people.office_words()


def _parts(word: str, text: str) -> tuple[str, ...]:
    """ "JD" in "JD Vance" as two initials; other words as they are, an Arabic article cut off."""
    if word.isupper() and len(word) == 2 and not text.isupper() and word.isascii():
        return tuple(word)
    return (word[2:],) if script(word) == "arabic" and word.startswith("ال") and len(word) > 4 else (word,)


def _letters(word: str) -> str:
    return "".join(char for char in latin(word) if char.isalnum())


def one_person(one: FullName, other: FullName) -> bool:
    """Whether two names, each with a given name or an initial, may be of one person.

    The surname must be one, the given name a spelling, a form in another language, a short form or an initial of the
    other; no middle name, initial or "Jr." may speak against it.
    """
    if not one.given or not other.given:
        return False
    if _in_front(one, other) or _in_front(other, one):
        return True
    if clash(one, other):
        return _by_bones(one, other)
    if same_surname(one.surname, other.surname):
        return _given(one, other)
    return _longer(one, other) or _longer(other, one) or _by_bones(one, other)


def clash(one: FullName, other: FullName) -> bool:
    """Whether two names of one given name and surname have different middle names or "Jr." and "Sr."."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return True
    return any(not _may_be(a, b) for a, b in zip(one.middle, other.middle, strict=False))


def _may_be(one: str, other: str) -> bool:
    """Whether two given names may be one, where either may be an initial."""
    if min(len(one), len(other)) == 1:
        return one[0] == other[0] or _initial(one) == _initial(other)
    return same_given(one, other)


def _initial(word: str) -> str:
    return key(word)[:1]


def _given(one: FullName, other: FullName) -> bool:
    if _may_be(one.given, other.given):
        return True
    if not one.middle and not other.middle:
        return False
    a, b = ("".join((name.given, *name.middle)) for name in (one, other))
    return min(len(a), len(b)) > 1 and (key(a) == key(b) or (min(len(a), len(b)) >= 5 and loose(a) == loose(b)))


def _longer(one: FullName, other: FullName) -> bool:
    """Whether one is the other with further family names after it ("Ana Torres", "Ana Torres Vidal")."""
    if one.alone or one.middle or not 1 <= len(other.middle) <= 2 or is_given(one.surname):
        return False
    return same_given(one.given, other.given) and key(one.surname) == key(other.middle[0])


def _in_front(one: FullName, other: FullName) -> bool:
    """Whether one is the other with a word in front that is no given name: an honorific ("Alhaji Sani Bello")."""
    short, long = ([name.given, *name.middle, name.surname] for name in (one, other))
    if len(short) != len(long) - 1 or one.alone or is_given(other.given) or len(other.given) < 2:
        return False
    return list(map(key, short)) == list(map(key, long[1:]))


def _by_bones(one: FullName, other: FullName) -> bool:
    """Whether two names of which one is in a script without vowels have the same consonants."""
    scripts = [script(" ".join(name.words)) for name in (one, other)]
    if sum(found in _ABJADS for found in scripts) != 1:
        return False
    a, b = ("".join(map(bones, name.words)) for name in (one, other))
    if "hebrew" in scripts:
        a, b = a.replace("j", ""), b.replace("j", "")  # Hebrew writes the J of Benjamin as a vowel
    return a == b and len(a) >= _BONES

"""Whether two wordings name one deed, and whether two spans of days can be one due time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from onrecord.model.due import Precision
from onrecord.text.common import FUNCTION
from onrecord.text.words import Word, words
from onrecord.text.wordset import wordset

Days = tuple[str | None, str | None]

#: Words that say nothing of what is due: what it is called, its party in general, its time.
_EMPTY = wordset(
    """deadline deadlines cutoff ultimatum date day days week weeks month months year years new old latest set due
    everything anything thing things side sides party parties monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december beginning mid early
    late spring summer autumn winter want wants wanted urge urging midnight noon morning evening tonight tomorrow
    today"""
)

#: Words of one deed: the first of each row stands for the others. Written for Onrecord.
_SAME = """
    end halt stop finish cease
    war conflict fighting hostilities fight
    ceasefire truce armistice
    deal agreement agree agreed accord settlement pact treaty
    answer reply respond response reaction
    withdraw withdrew withdrawn withdrawal pullout pull
    release free freed freeing liberate
    hand handover transfer surrender
    soldier troop force army personnel
    prisoner captive pow detainee
    hostage abductee
    vote referendum poll ballot
    decide decision
    submit submission
    resolve resolution
    sign signature
    pay paid payment
    leave left
    meet met meeting
    hold held
    send sent
    give gave given
    begin began begun start
    talk negotiation discussion dialogue consultation conversation
    disarm disarmament
    weapon arm gun
"""
_ORDINALS = wordset("first second third fourth fifth sixth next last final previous another other")
_NUMBERS = """three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozen hundred thousand
    half part"""
_ENDINGS = (
    ("ifications", "ify"), ("ification", "ify"), ("ations", ""), ("ation", ""), ("ates", ""), ("ated", ""),
    ("ating", ""), ("ate", ""), ("ions", ""), ("ion", ""), ("ments", ""), ("ment", ""), ("ies", "y"), ("ied", "y"),
    ("ings", ""), ("ing", ""), ("ers", "er"), ("als", ""), ("al", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip
_SHORTEST = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What the forms of one word have in common, and words of one deed: a rough stem.

    >>> stem("released") == stem("release"), stem("withdrawal") == stem("withdraw"), stem("reply") == stem("answer")
    (True, True, True)
    """
    bare = _bare(word)
    return _same().get(bare, bare)


def _bare(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("'")
    if not word.isalpha() or len(word) <= _SHORTEST:
        return word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            cut = word.removesuffix(ending) + put
            if ending in ("ing", "ed") and cut[-1] == cut[-2] and cut[-1] not in "lse":
                cut = cut[:-1]
            return cut.removesuffix("e") if len(cut) > _SHORTEST else cut
    return word


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    rows = [line.split() for line in _SAME.splitlines() if line.strip()]
    return {_bare(word): _bare(row[0]) for row in rows for word in row}


def telling(text: str, start: int, end: int, left_out: tuple[tuple[int, int], ...] = ()) -> frozenset[str]:
    """The stems of the words in a range of a text that say what is due.

    Args:
        text: the report's text.
        start: first code point.
        end: code point after the last.
        left_out: ranges whose words do not count: times and the names of parties.
    """
    return frozenset(ordered(text, start, end, left_out))


def ordered(text: str, start: int, end: int, left_out: tuple[tuple[int, int], ...] = ()) -> tuple[str, ...]:
    """The same stems in the order of the text, each as often as it stands there."""
    found = [one for one in words(text, start, end) if not any(a <= one.start < b for a, b in left_out)]
    kept = (word for word in _joined(found) if word not in FUNCTION and word not in _EMPTY and len(word) > 1)
    return tuple(stem(word) for word in kept)


def names(text: str, start: int, end: int, left_out: tuple[tuple[int, int], ...] = ()) -> frozenset[str]:
    """The stems of those that are written with a capital letter, the first word of the range left out."""
    found = [one for one in words(text, start, end) if not any(a <= one.start < b for a, b in left_out)]
    capital = [one for one in found if text[one.start].isupper() and one.start > start]
    return frozenset(stem(one.text) for one in capital if one.text not in FUNCTION and one.text not in _EMPTY)


def _joined(found: list[Word]) -> list[str]:
    """The words, with "cease-fire" and "hand over" as one."""
    out: list[str] = []
    for one in found:
        if out and one.text == "fire" and out[-1] == "cease":
            out[-1] = "ceasefire"
        else:
            out.append(one.text)
    return out


#: Of the shorter wording so much must stand in the longer one, and of the longer one so much in the shorter.
_OF_SHORTER, _OF_LONGER = 2 / 3, 1 / 3


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of stems name one deed: most words of the shorter one, and no figure or ordinal apart.

    >>> alike(frozenset({"answer", "draft"}), frozenset({"answer", "draft", "mediator"}))
    True
    >>> alike(frozenset({"releas", "40", "prison"}), frozenset({"releas", "12", "prison"}))
    False
    """
    common = a & b
    if not common or common <= _ORDINALS:
        return False
    if _figures(a - b) and _figures(b - a):
        return False
    return len(common) >= _OF_SHORTER * min(len(a), len(b)) and len(common) >= _OF_LONGER * max(len(a), len(b))


def covers(wide: frozenset[str], deed: frozenset[str], named: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence's stems hold those of a deed: most, all figures and all names among them."""
    common = wide & deed
    if not common or _figures(deed - wide) or named - wide:
        return False
    return len(common) >= _OF_SHORTER * len(deed)


def done(told: frozenset[str], deed: frozenset[str], named: frozenset[str]) -> bool:
    """Whether what is told as done is the deed: all its words, or no other words than its own.

    >>> done(frozenset({"releas", "14", "sailor"}), frozenset({"releas", "14", "detain", "sailor"}), frozenset())
    True
    >>> done(frozenset({"leav", "arl"}), frozenset({"leav", "ost"}), frozenset({"ost"}))
    False
    """
    figures = _figures(told - deed) and not _figures(deed)  # "two of them" is not all
    if len(deed) < _AT_LEAST or _figures(deed - told) or named - told or figures:
        return False
    return deed <= told or (told <= deed and len(told) >= max(_AT_LEAST, _OF_SHORTER * len(deed)))


_AT_LEAST = 2


def _figures(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in stems if one[0].isdigit() or one in _ORDINALS or one in _number_stems())


@lru_cache(maxsize=1)
def _number_stems() -> frozenset[str]:
    return frozenset(map(stem, _NUMBERS.split()))


# -- days -------------------------------------------------------------------------------------------------------

#: A span of days wider than this is not taken for a rougher telling of days inside it.
_ROUGH = 31


def one_time(a: Days, b: Days) -> bool:
    """Whether two due times can be one: they end on the same day, or one lies in the other's week or month.

    >>> one_time(("2026-06-01", "2026-06-30"), ("2026-06-30", "2026-06-30"))
    True
    >>> one_time(("2026-06-01", "2026-06-30"), ("2026-09-01", "2026-09-30"))
    False
    """
    if not (a[0] and a[1] and b[0] and b[1]):
        return False
    if a[1] == b[1]:
        return True
    return (within(a, b) and precision(b) in _UNITS) or (within(b, a) and precision(a) in _UNITS)


_UNITS = ("week", "month")


def within(inner: Days, outer: Days) -> bool:
    """Whether the one span of days lies inside the other, which is a month at most."""
    if not (inner[0] and inner[1] and outer[0] and outer[1]):
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1] and _length(outer[0], outer[1]) <= _ROUGH


def apart(a: Days, b: Days) -> bool:
    """Whether two spans of days have no day in common."""
    if not (a[0] and a[1] and b[0] and b[1]):
        return False
    return a[1] < b[0] or b[1] < a[0]


def _length(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def later(day: str, days: int) -> str:
    """The ISO day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def narrower(a: Days, b: Days) -> Days:
    """The more exact one of two spans of days; the first of two that are equally exact."""
    if not (a[0] and a[1]):
        return b
    if not (b[0] and b[1]):
        return a
    return b if _length(b[0], b[1]) < _length(a[0], a[1]) else a


def precision(days: Days) -> Precision | None:
    """How exactly a span of days is told.

    >>> precision(("2026-06-01", "2026-06-30")), precision(("2026-06-30", "2026-06-30")), precision((None, None))
    ('month', 'day', None)
    """
    if not (days[0] and days[1]):
        return None
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[1])
    if first == last:
        return "day"
    after = last + timedelta(days=1)
    if first.day == 1 and after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        return "month" if months == 1 else "year" if months == 12 and first.month == 1 else "range"
    return "week" if first.weekday() == 0 and (last - first).days == 6 else "range"

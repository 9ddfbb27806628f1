"""What tells two passages of a report apart: kind, day, place, sides, what was hit, how many, and which of a row."""

from __future__ import annotations

from datetime import date

from onrecord.lexicons import world
from onrecord.reading.events_telling import Telling

#: Days that a range may have at most to count as one day told twice.
_NARROW = 3


def apart(a: Telling, b: Telling) -> bool:
    """Whether anything tells the two apart: then they are never one."""
    return (
        a.family != b.family
        or _days_apart(a, b)
        or _places_apart(a, b)
        or _status_apart(a, b)
        or _sides_apart(a, b)
        or _rows_apart(a, b)
        or _figures_apart(a, b)
        or bool(a.things and b.things and not a.things & b.things and not _named_again(a, b))
        or (a.lasting != b.lasting)
    )


def _places_apart(a: Telling, b: Telling) -> bool:
    if a.family == "attack" and a.spots and b.spots and not a.spots & b.spots:
        return True
    if bool(a.event.place and not a.spots) != bool(b.event.place and not b.spots):
        return False  # one of them is a country, which the other may lie in
    return places_apart(a.event.place, b.event.place)


def _named_again(a: Telling, b: Telling) -> bool:
    """Things need not agree where the later passage is of something known."""
    return a.definite or b.definite


def _days_apart(a: Telling, b: Telling) -> bool:
    return bool(a.days and b.days and (a.days[0] > b.days[1] or b.days[0] > a.days[1]))


def _status_apart(a: Telling, b: Telling) -> bool:
    """Past and to come are two, but for what is told of one and the same day; so are done and not done."""
    if (a.event.status == "denied") != (b.event.status == "denied"):
        return True
    return a.ahead != b.ahead and not same_day(a, b)


def _sides_apart(a: Telling, b: Telling) -> bool:
    """Talks of one pair are not those of another, nor a strike of one side on another that of the other on it."""
    if a.family in ("meet", "phone", "visit", "release"):
        return bool(a.who and b.who) and not (_covers(a, b) or _covers(b, a))
    if a.doers and b.doers and not _related(a, b, a.doers, b.doers):
        return True
    if a.done_to and b.done_to and not _related(a, b, a.done_to, b.done_to):
        return True
    return not a.doers & b.doers and bool(a.doers & b.done_to or b.doers & a.done_to)


def _covers(a: Telling, b: Telling) -> bool:
    """Whether all in b are in a, a person by his country too."""
    return all(one in a.who or bool(_above(b, one) & a.who) for one in b.doers | b.done_to)


def _above(telling: Telling, one: str) -> frozenset[str]:
    return telling.who - telling.doers - telling.done_to if one.startswith("person:") else frozenset({one})


def _related(a: Telling, b: Telling, left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether one of them is in both, or speaks for or belongs to one of the others."""
    above = (a.who - a.doers - a.done_to, b.who - b.doers - b.done_to)
    return bool(left & right or left & above[1] or right & above[0])


def _rows_apart(a: Telling, b: Telling) -> bool:
    """ "First" and "second", "previous" and "next"; and "another" is never one with what was told before."""
    if b.ordinals & {"other"}:
        return True
    idle = {"latest", "other", "next"} if a.ahead and b.ahead else {"latest", "other"}
    left, right = a.ordinals - idle, b.ordinals - idle
    if left and right:
        return not left & right
    return bool((left | right) & {"previous"}) and not (a.days and b.days)


def _figures_apart(a: Telling, b: Telling) -> bool:
    for key in a.figures.keys() & b.figures.keys():
        (low, high), (other_low, other_high) = a.figures[key], b.figures[key]
        if low > other_high or other_low > high:
            return True
    return False


def places_apart(a: str | None, b: str | None) -> bool:
    """Whether two places cannot be one, nor one inside the other.

    >>> places_apart("Lviv", "Kharkiv"), places_apart("Lviv", "Ukraine"), places_apart("the town of Lviv", "Lviv")
    (True, False, False)
    """
    if not a or not b:
        return False
    left, right = _words(a), _words(b)
    if left <= right or right <= left:
        return False
    known = [world.terms().get(one.removeprefix("the ")) for one in (a, b)]
    homes = [(term.of or term.id) if term else None for term in known]
    country = [term is not None and "country" in term.kinds for term in known]
    if any(country) and None in homes:
        return False  # a country, and a place that no list holds: it may lie in it
    return not (homes[0] == homes[1] and homes[0] is not None and any(country))


def _words(place: str) -> frozenset[str]:
    return frozenset(word for word in place.replace(",", " ").split() if word[:1].isupper()) or frozenset({place})


def same_day(a: Telling, b: Telling) -> bool:
    """Whether both are told of the same few days."""
    return bool(a.days and b.days) and not _days_apart(a, b) and is_narrow(a) and is_narrow(b)


def is_narrow(one: Telling) -> bool:
    """Whether its day is known to a few days."""
    if one.days is None:
        return False
    return width(one) < _NARROW


def width(one: Telling) -> int:
    """How many days lie between the first and the last that it may have."""
    first, last = (date.fromisoformat(day) for day in one.days or ("0001-01-01", "9999-12-31"))
    return (last - first).days

"""What tells two reports' events apart, and what ties them to one happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.lexicons import world
from onrecord.model.happening import Account
from onrecord.model.reading import Entry
from onrecord.text.common import COMMON
from onrecord.text.words import Word, words
from onrecord.text.wordset import wordset

#: Types that are acts of speech: who says it and what it says decide, not the day alone.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
AHEAD = frozenset({"planned", "possible", "conditional"})
#: Days that a range may have at most to count as one day told twice.
_NARROW = 3
#: An announcement for a week and the day in it are one; a month is too wide.
_WEEK = 7
#: Reports with the same words on a happening without a day are of one story only so many days apart.
_FRESH = 4
#: A meeting to come, without a day, is told of within so many days; nothing else without a day is further apart.
TOLD_WITHIN = 2 * _WEEK
_ALIKE = 0.7
#: The least that two wordings of an attack on one day must have in common beside names.
_SHARED = 2
_HELD = frozenset(("prisoner", "prisoners", "pow", "pows", "captive", "captives", "detainee", "detainees", "hostages"))
_ROW = {
    **{word: word for word in ("first", "second", "third", "fourth", "fifth", "sixth", "final")},
    **dict.fromkeys(("next", "upcoming", "further", "new", "another"), "next"),
    **dict.fromkeys(("previous", "earlier", "last"), "previous"),
}
#: Capital words that tell no place.
_NO_SPOTS = wordset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday city oblast region province district raion north south east west northeast "
    "northwest southeast southwest army ministry president minister"
)
#: Words of so many attacks that they tie none to another.
_ANY = wordset(
    "attack attacks attacked strike strikes struck shelling shelled hit killed injured wounded people civilians forces "
    "troops army missile missiles drone drones near overnight launched conducted continued against toward towards "
    "north south east west northeast northwest southeast southwest city town region oblast night "
    "assaults assault combined large massive major air least including several dozens around russian ukrainian"
)
#: What befalls a country only once in a while: its year or month is enough.
_ONCE = wordset("invasion invaded invade annexation annexed")
#: What comes in rows: "the second round", not "next week's talks".
_IN_ROWS = frozenset(("round", "rounds", "session", "meeting", "summit", "phase", "stage", "day", "exchange", "swap"))


@dataclass(frozen=True, slots=True)
class Item:
    """An event of one report with what decides whether another report's is the same.

    Attributes:
        account: the telling.
        entry: its report.
        family: what kinds of event it can be one with.
        who: the sides in it, with the countries that its persons belong to.
        named: the sides and persons themselves, without hosts and people known only by what they are.
        words: the telling words of all its passages.
        spots: names in them beside those of the actors: of places above all.
        row: "first", "next"… in them.
    """

    account: Account
    entry: Entry
    family: str
    who: frozenset[str]
    named: frozenset[str]
    words: frozenset[str]
    spots: frozenset[str] = field(default=frozenset())
    row: frozenset[str] = field(default=frozenset())

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last day that it may be; ``None`` if no day is known."""
        when = self.account.when
        return (when.earliest, when.latest) if when.earliest and when.latest else None

    @property
    def order(self) -> tuple[str, str, str, int]:
        """Place in the order that does not depend on how the entries came."""
        first = self.days[0] if self.days else "9999"
        return (first, self.account.day or "9999", self.account.report, self.account.event.span.start)


def item(entry: Entry, account: Account) -> Item:
    """An event of a report, ready to be compared."""
    event = account.event
    whole = " ".join(span.text for span in (event.span, *event.mentions))
    found = words(whole)
    text = [one.text for one in found]
    held = event.type == "COOPERATE" and not _HELD.isdisjoint(text)
    named = {
        one for one in (*(() if event.mode == "host" else event.actors), *event.recipients) if _is_named(entry, one)
    }
    above = {actor.of for one in named if (actor := entry.reading.actor(one)) is not None and actor.of}
    return Item(
        account,
        entry,
        "release" if held else _family(event.type, event.mode),
        frozenset(named | above),
        frozenset(named),
        frozenset(one.removesuffix("'s") for one in text if one not in COMMON and one not in _ROW),
        _spots(whole, found, named | above),
        frozenset(
            _ROW[one] for at, one in enumerate(text) if one in _ROW and not _IN_ROWS.isdisjoint(text[at + 1 : at + 3])
        ),
    )


def _spots(text: str, found: Sequence[Word], actors: set[str]) -> frozenset[str]:
    """Capital words of its passages that are no actor's name, no month, and no part of many names."""
    names = {word for one in actors for word in one.partition(":")[2].split("-")}
    return frozenset(
        one.text.removesuffix("'s")
        for one in found
        if text[one.start].isupper()
        and text[max(0, one.start - 2) : one.start] not in (". ", "")
        and one.text.removesuffix("'s") not in names | _NO_SPOTS
        and one.text not in COMMON
        and world.terms().get(text[one.start : one.end]) is None
    )


def _is_named(entry: Entry, actor: str) -> bool:
    """Whether an actor is told from others: not "the two delegations", which every meeting has."""
    found = entry.reading.actor(actor)
    return not actor.startswith("group:") or (found is not None and found.of is not None)


def _family(kind: str, mode: str | None) -> str:
    if kind == "CONSULT" or (kind, mode) == ("AGREE", "meet"):
        return mode if mode in ("phone", "visit") else "meet"
    if kind == "ASSAULT":
        return mode if mode in ("abduct", "sexual", "torture") else "attack"
    if (kind, mode) == ("RETREAT", "release"):
        return "release"
    return kind if kind in VERBAL else f"{kind}/{mode}"


def apart(a: Item, b: Item) -> bool:
    """Whether anything tells the two apart."""
    return (
        a.family != b.family
        or _days_apart(a, b)
        or _standing_apart(a, b)
        or _sides_apart(a, b)
        or places_apart(a.account.event.place, b.account.event.place)
        or bool(a.family == "attack" and a.spots and b.spots and not a.spots & b.spots)
        or bool(a.row and b.row and not a.row & b.row)
        or bool((a.row ^ b.row) & {"previous"})
    )


def _days_apart(a: Item, b: Item) -> bool:
    return bool(a.days and b.days and (a.days[0] > b.days[1] or b.days[0] > a.days[1]))


def _standing_apart(a: Item, b: Item) -> bool:
    """Past and to come are two, but on the same days; what is denied is one only with the same words."""
    one, other = a.account.event.status, b.account.event.status
    if one != other and "denied" in (one, other):
        return not same_day(a, b)
    if (one in AHEAD) == (other in AHEAD) or _is_soon(a, b) or _is_soon(b, a):
        return False
    return not (a.days and b.days and min(width(a), width(b)) < _NARROW)


def _is_soon(a: Item, b: Item) -> bool:
    """Whether b was held within a week at the place where a, without a day, was told to lie ahead."""
    if a.family != "meet" or a.account.event.status not in AHEAD or a.days or not b.days or not a.account.day:
        return False
    wait = date.fromisoformat(b.days[0]) - date.fromisoformat(a.account.day)
    return width(b) < _NARROW and 0 <= wait.days <= _WEEK and _same_place(a, b)


def _sides_apart(a: Item, b: Item) -> bool:
    if not (a.named and b.named):
        return False
    if a.family in ("meet", "phone", "visit", "release"):
        return not (a.named <= b.who or b.named <= a.who or _by_country(a) <= b.who or _by_country(b) <= a.who)
    left, right = set(a.account.event.actors) & a.named, set(b.account.event.actors) & b.named
    if left and right and not (left & b.who or right & a.who):
        return True
    return a.family in VERBAL and not (left and right)


def _by_country(one: Item) -> frozenset[str]:
    """The sides with persons left out whose country is told."""
    found = set(one.named)
    for name in one.named:
        actor = one.entry.reading.actor(name)
        if actor is not None and actor.kind == "person" and actor.of:
            found = (found - {name}) | {actor.of}
    return frozenset(found)


def places_apart(a: str | None, b: str | None) -> bool:
    """Whether two places cannot be one, nor one inside the other.

    >>> places_apart("Geneva", "Abu Dhabi"), places_apart("Geneva", "Switzerland"), places_apart("Geneva", None)
    (True, False, False)
    """
    if not a or not b:
        return False
    left, right = (
        frozenset(one for one in place.split() if one[:1].isupper()) or frozenset({place}) for place in (a, b)
    )
    if left <= right or right <= left:
        return False
    known = [world.terms().get(place.removeprefix("the ")) for place in (a, b)]
    homes = [(term.of or term.id) if term else None for term in known]
    country = [term is not None and "country" in term.kinds for term in known]
    if any(country) and None in homes:
        return False
    return not (homes[0] is not None and homes[0] == homes[1] and any(country))


def width(one: Item) -> int:
    """How many days lie between the first and the last; very many where none is known."""
    if one.days is None:
        return 10**6
    return (date.fromisoformat(one.days[1]) - date.fromisoformat(one.days[0])).days


def same_day(a: Item, b: Item) -> bool:
    """Whether both are told of the same few days."""
    return bool(a.days and b.days) and not _days_apart(a, b) and max(width(a), width(b)) < _NARROW


def tied(a: Item, b: Item) -> bool:
    """Whether something ties the two to one happening, where nothing tells them apart."""
    if a.account.report == b.account.report:
        return False  # what is one inside a report was put together there
    shared = a.words & b.words
    if _again(a, b, shared):
        return True
    if a.family == "meet" and not (a.days and b.days):
        return _same_proposal(a, b, shared)
    if a.family in VERBAL or not (a.days and b.days):
        return False
    if a.family == "meet" and min(width(a), width(b)) < _NARROW and max(width(a), width(b)) < _WEEK:
        return _same_sides(a, b) or _same_place(a, b)
    if a.family == "attack" and _ONCE & a.words and _ONCE & b.words:
        return _nested(a, b) and bool(a.named & b.named)
    if not same_day(a, b):
        return False
    if a.family == "attack":
        things = shared - _names(a, b) - _ANY - _NO_SPOTS
        return _same_place(a, b) or len([one for one in things if not one.isdigit()]) >= _SHARED
    return _same_sides(a, b) or _same_place(a, b) or len(shared) >= _SHARED


def _again(a: Item, b: Item, shared: frozenset[str]) -> bool:
    """Nearly the same words, on the same days; without a day, in reports of nearly the same day."""
    if len(shared) < _ALIKE * len(a.words | b.words) or any(not one.isalpha() for one in a.words ^ b.words):
        return False
    if a.days or b.days:
        return bool(a.days and b.days)
    reported = [one.account.day for one in (a, b)]
    if None in reported:
        return len(shared) > 4  # copies without a date
    gap = (date.fromisoformat(reported[0] or "")) - (date.fromisoformat(reported[1] or ""))
    return abs(gap.days) <= _FRESH


def _nested(a: Item, b: Item) -> bool:
    """Whether the days of one lie inside those of the other."""
    return bool(a.days and b.days) and not _days_apart(a, b) and min(width(a), width(b)) <= max(width(a), width(b))


def _same_proposal(a: Item, b: Item, shared: frozenset[str]) -> bool:
    """A meeting to come at one and the same place, told within two weeks, of which no two days are told."""
    both = all(one.account.event.status in AHEAD for one in (a, b))
    if not both or not _same_place(a, b) or len(shared) < _SHARED:
        return False
    if _is_later_round(a, b) or _is_later_round(b, a):
        return False
    reported = [date.fromisoformat(day) for one in (a, b) if (day := one.account.day)]
    return len(reported) < 2 or abs((reported[0] - reported[1]).days) <= TOLD_WITHIN


def _is_later_round(a: Item, b: Item) -> bool:
    """Whether b is on a day more than two weeks after a, without a day, was told: nothing puts a that far off."""
    if a.days or not b.days or not a.account.day:
        return False
    return (date.fromisoformat(b.days[0]) - date.fromisoformat(a.account.day)).days > 2 * _WEEK


def _same_sides(a: Item, b: Item) -> bool:
    return bool(a.named and b.named) and len(a.who & b.who) >= min(2, len(a.named), len(b.named))


def _same_place(a: Item, b: Item) -> bool:
    """The same town or spot; a country alone is too wide."""
    one, other = a.account.event.place, b.account.event.place
    if not one or not other:
        return False
    terms = [world.terms().get(place.removeprefix("the ")) for place in (one, other)]
    return not any(term is not None and "country" in term.kinds for term in terms)


def _names(a: Item, b: Item) -> frozenset[str]:
    """Words of the actors' names, which say nothing of what happened."""
    ids = (one for item in (a, b) for one in item.who)
    return frozenset(word for one in ids for word in one.partition(":")[2].split("-"))

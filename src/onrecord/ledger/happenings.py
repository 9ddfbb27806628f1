"""What happened, happens or is to happen, over all reports: each happening once, with every report that tells it.

How it decides: events of two reports are one happening where nothing tells them apart (kind, day, place, sides, first
and second, done and to come) and something ties them: nearly the same words, or the same day with the same place,
sides or things. In doubt they stay two. Its standing is that of the latest report; what was planned and has happened
since says so. Figures that differ are kept side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.ledger.happenings_apart import AHEAD, Item, apart, item, tied, width
from onrecord.ledger.happenings_days import when
from onrecord.ledger.happenings_near import Near
from onrecord.model.happening import Account, Happening, Tally, Turn, When
from onrecord.model.reading import Certainty, Entry, EventStatus, Quantity
from onrecord.model.relations import content_id
from onrecord.model.spans import Citation, Span

#: Of a happening that hundreds of reports tell, at most this many accounts are compared with a new one.
_COMPARED = 12
_RANK: Mapping[EventStatus, int] = {
    "happened": 5,
    "ongoing": 4,
    "denied": 3,
    "planned": 2,
    "conditional": 1,
    "possible": 0,
}
_KILLED = ("killed", "dead", "died", "kill", "kills", "killing", "deaths", "death")
_HURT = ("injured", "wounded", "hurt", "injuring", "wounding", "injuries")
_FREED = (
    "personnel", "prisoners", "prisoner", "people", "pows", "pow", "captives", "soldiers", "servicemen", "men", "women",
    "girls", "boys", "children", "students", "hostages", "detainees", "defenders", "persons", "troops", "fighters",
)  # fmt: skip


def happenings(
    entries: Sequence[Entry], origins: Mapping[str, Sequence[int]] | None = None, as_of: str | None = None
) -> tuple[Happening, ...]:
    """Every happening once, by day; those without a day last.

    Args:
        entries: the reports, their actors under the identities of the record, in any order.
        origins: for each report id the numbers of its independent origins.
        as_of: the ISO day as of which it is told: later reports, and those without a day, are not looked at.
    """
    read = (one for one in entries if as_of is None or (one.report.day and one.report.day <= as_of))
    items = sorted((found for entry in read for found in _items(entry)), key=lambda one: one.order)
    made = [_happening(group, origins or {}) for group in grouped(items)]
    return tuple(sorted(made, key=_by_day))


def _by_day(one: Happening) -> tuple[str, str, str, str]:
    when = one.when
    return (when.earliest or "9999", when.latest or "9999", one.accounts[0].day or "9999", one.id)


def _items(entry: Entry) -> Iterator[Item]:
    for event in entry.reading.events:
        yield item(entry, Account(entry.id, event, entry.report.day, when(entry, event)))


def grouped(items: Sequence[Item]) -> list[list[Item]]:
    """The events in groups of one happening each.

    Args:
        items: the events, in their own order.
    """
    groups: list[list[Item]] = []
    near = Near()
    for one in items:
        found = next((number for number in near.of(one) if _belongs(groups[number], one)), None)
        if found is None:
            found = len(groups)
            groups.append([])
        groups[found].append(one)
        near.put(one, found)
    return groups


def _belongs(group: Sequence[Item], one: Item) -> bool:
    looked = group if len(group) <= _COMPARED else [*group[: _COMPARED // 2], *group[-_COMPARED // 2 :]]
    return not any(apart(other, one) for other in looked) and any(tied(other, one) for other in looked)


def _happening(group: Sequence[Item], origins: Mapping[str, Sequence[int]]) -> Happening:
    ranked = sorted(group, key=lambda one: (one.account.day or "9999", one.account.report, one.account.event.span))
    accounts = tuple(one.account for one in ranked)
    first = accounts[0]
    course = _course(accounts)
    place, certainty = _place(accounts)
    status = course[-1].status
    actors = tuple(dict.fromkeys(actor for one in accounts for actor in one.event.actors))
    others = tuple(dict.fromkeys(actor for one in accounts for actor in one.event.recipients))
    return Happening(
        id=content_id("h", first.report, first.event.span, first.event.type),
        type=_commonest([one.event.type for one in accounts]),
        mode=next((one.event.mode for one in accounts if one.event.mode), None),
        actors=actors,
        recipients=tuple(one for one in others if one not in actors),
        when=_when(ranked),
        place=place,
        place_certainty=certainty,
        status=status,
        proposed=status in AHEAD and all(one.event.rule == "event.proposed" for one in accounts),
        demanded=status in AHEAD and all(one.event.rule == "event.must" for one in accounts),
        course=course,
        accounts=accounts,
        tallies=tuple(_tallies(ranked)),
        origins=tuple(sorted({number for one in accounts for number in origins.get(one.report, ())})),
    )


def _commonest(kinds: Sequence[str]) -> str:
    return max(dict.fromkeys(kinds), key=kinds.count)


def _when(group: Sequence[Item]) -> When:
    """When, as the most exact account has it, the first of equals; without a day, why."""
    dated = [one for one in group if one.days is not None]
    if dated:
        return min(dated, key=width).account.when
    return max((one.account.when for one in group), key=lambda one: bool(one.told))


def _place(accounts: Sequence[Account]) -> tuple[str | None, Certainty | None]:
    """The place as most accounts have it, the longer of equals; as sure as the surest of them."""
    told = [one.event.place for one in accounts if one.event.place]
    if not told:
        return None, None
    place = max(dict.fromkeys(told), key=lambda one: (told.count(one), len(one)))
    sure = [one.event.place_certainty or "certain" for one in accounts if one.event.place == place]
    order: tuple[Certainty, ...] = ("certain", "probable", "possible", "doubtful")
    return place, min(sure, key=order.index)


def _course(accounts: Sequence[Account]) -> tuple[Turn, ...]:
    """How its standing changed: by day of the reports; what has happened is not planned again by a later look back."""
    days: dict[str | None, list[Account]] = {}
    for one in sorted(accounts, key=lambda one: (one.day is not None, one.day or "")):
        days.setdefault(one.day, []).append(one)
    turns: list[Turn] = []
    for day, told in days.items():
        status = max((one.event.status for one in told), key=_RANK.__getitem__)
        if turns and (turns[-1].status == status or (status in AHEAD and turns[-1].status in ("happened", "ongoing"))):
            continue
        turns.append(Turn(status, day, tuple(one.report for one in told if one.event.status == status)))
    return tuple(turns)


def _tallies(group: Sequence[Item]) -> Iterator[Tally]:
    """The figures told of it, by what they count, each value once."""
    found: dict[tuple[str, float, float], list[tuple[str, Citation]]] = {}
    for one in group:
        for quantity, sentence in _quantities(one):
            of = _counted(one, quantity, sentence)
            if of:
                key = (of, *_bounds(quantity, _each(quantity, sentence)))
                found.setdefault(key, []).append((quantity.span.text, Citation.of(one.account.report, quantity.span)))
    for (of, low, high), told in sorted(found.items(), key=lambda entry: (entry[0][0], entry[1][0][1])):
        yield Tally(of, " ".join(told[0][0].split()), low, high, tuple(dict.fromkeys(cited for _, cited in told)))


def _quantities(one: Item) -> Iterator[tuple[Quantity, Span]]:
    """Plain counts in the sentences that tell it, with the sentence."""
    spans = (one.account.event.span, *one.account.event.mentions)
    around = [s.span for s in one.entry.reading.sentences if any(s.span.overlaps(span) for span in spans)]
    for quantity in one.entry.reading.quantities:
        sentence = next((span for span in around if span.contains(quantity.span)), None)
        if quantity.unit is None and sentence is not None:
            yield quantity, sentence


def _counted(one: Item, quantity: Quantity, sentence: Span) -> str | None:
    """What a figure counts of an attack or release: those killed, hurt or freed; ``None`` where it is not told."""
    spans = (one.account.event.span, *one.account.event.mentions)
    if one.family == "release":
        of = (quantity.of or "").lower().split()
        return "freed" if any(word in _FREED for word in of) else None
    if one.family != "attack" or not any(span.overlaps(quantity.span) for span in spans):
        return None
    after = sentence.text[quantity.span.end - sentence.start :].lower().replace(",", " ").split()[:7]
    before = sentence.text[: max(0, quantity.span.start - sentence.start)].lower().replace(",", " ").split()[-4:]
    near = [word.strip(".") for word in (*before, *after)]
    return next((of for of, signs in (("killed", _KILLED), ("hurt", _HURT)) if any(w in signs for w in near)), None)


def _each(quantity: Quantity, sentence: Span) -> int:
    """Two where the figure is told of each of two sides: "157 prisoners each"."""
    after = sentence.text[quantity.span.end - sentence.start :].lower().replace(",", " ").split()[:_NEAR_EACH]
    return 2 if "each" in after else 1


_NEAR_EACH = 5


def _bounds(quantity: Quantity, sides: int) -> tuple[float, float]:
    low, high = quantity.low * sides, quantity.high * sides
    if quantity.mod in ("EQUAL_OR_MORE", "MORE_THAN"):
        return low, float("inf")
    if quantity.mod in ("EQUAL_OR_LESS", "LESS_THAN"):
        return 0.0, high
    return low, high

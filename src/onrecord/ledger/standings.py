"""Where the parties stand: the positions that reports tell, each once, with all that tells it and what changed.

How it decides: passages tell one position if party and issue are the same, their moves are of one kind (to want, to
offer, to accept, to refuse…), their objects are the same thing in nearly the same words, and both or neither hang on a
condition. An object that only names a move ("the proposal", "such terms") is the same only in the same sentence. What
a party says again is a position of its own if it stood elsewhere in between: on a day between the two it made moves of
other kinds on the issue, one of them new, and not this one. A party has changed its position if it refused a thing on
one day and wanted, offered or accepted it on another, or the other way round: by its own word or in the outlets'
voice, without conditions; what only others say of it changes nothing. Two opposed positions of one day stand side by
side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.ledger.standings_objects import About, about, names_nothing, neighbours
from onrecord.model.reading import Entry, Move, Position
from onrecord.model.relations import content_id
from onrecord.model.standing import Standing, Telling

#: Moves that one report may tell as one and another as the other, those that claim least first.
_KINDS: tuple[tuple[Move, ...], ...] = (
    ("propose", "appeal", "demand"),
    ("offer", "commit"),
    ("accept", "agree", "concede"),
    ("refuse", "reject"),
    ("condition",),
    ("threaten",),
    ("accuse",),
)
_KIND: Mapping[Move, int] = {move: n for n, kind in enumerate(_KINDS) for move in kind}
_CAUTION: Mapping[Move, int] = {move: n for kind in _KINDS for n, move in enumerate(kind)}
_AGAINST = _KIND["refuse"]
_FOR = frozenset({_KIND["demand"], _KIND["offer"], _KIND["accept"]})
#: To accuse somebody is no stand on the issue that another move could take the place of.
_NO_STAND = _KIND["accuse"]

#: Comes after every day.
_NO_DAY = "9999"

#: A sentence longer than this, in characters, is not shown in place of an object.
_LONGEST = 320

_Near = Mapping[About, Sequence[About]]


def standings(
    entries: Sequence[Entry], origins: Mapping[str, Collection[int]], *, as_of: str | None = None
) -> tuple[Standing, ...]:
    """Every position of the reports once, by day, those without a day last.

    Args:
        entries: the reports under the identities of the record; their order does not matter.
        origins: for each report id, its independent origins; a report that is not in it is one of its own.
        as_of: ISO day; positions of reports that were published later are left out.
    """
    matters: dict[tuple[str, str], list[Telling]] = {}
    for one in sorted(_tellings(entries, as_of), key=_order):
        matters.setdefault((one.position.party, one.position.issue), []).append(one)
    found = (one for tellings in matters.values() for one in _of_matter(tellings, origins))
    return tuple(sorted(found, key=_first))


def kind(move: Move) -> int:
    """The number of the kind of a move: moves of one kind may tell one position."""
    return _KIND[move]


def _of_matter(tellings: Sequence[Telling], origins: Mapping[str, Collection[int]]) -> list[Standing]:
    """The positions of one party on one issue."""
    near = neighbours(dict.fromkeys(about(one.thing) for one in tellings))
    groups = [group for same_kind in _by_kind(tellings).values() for group in _grouped(same_kind, near)]
    found = [[_standing(run, origins) for run in runs] for runs in _runs(groups, near, _left(tellings))]
    return _changed([one for runs in found for one in _linked(runs)], near)


def _tellings(entries: Iterable[Entry], as_of: str | None) -> Iterator[Telling]:
    for entry in entries:
        day = entry.report.day
        if as_of is None or (day is not None and day <= as_of):
            yield from (_telling(entry, day, position) for position in entry.reading.positions)


def _telling(entry: Entry, day: str | None, position: Position) -> Telling:
    words = position.object or position.span
    named = not names_nothing(words.text)
    around = [] if named else [one.span.text for one in entry.reading.sentences if one.span.overlaps(position.span)]
    thing = around[0] if around and len(around[0]) <= _LONGEST else words.text
    return Telling(entry.id, day, position, thing, named)


def _order(one: Telling) -> tuple[str, str, str, int, int, str]:
    position = one.position
    return (
        position.when or _NO_DAY,
        one.published or _NO_DAY,
        one.report,
        position.span.start,
        position.span.end,
        position.move,
    )


def _by_kind(tellings: Iterable[Telling]) -> dict[tuple[int, bool], list[Telling]]:
    """Tellings by kind of move, those on a condition apart."""
    found: dict[tuple[int, bool], list[Telling]] = {}
    for one in tellings:
        kind = _KIND[one.position.move]
        hangs = bool(one.position.conditions) and kind != _KIND["condition"]
        found.setdefault((kind, hangs), []).append(one)
    return found


def _grouped(tellings: Sequence[Telling], near: _Near) -> list[list[Telling]]:
    """Tellings whose objects are alike, directly or through others; the same whatever the order."""
    by_words: dict[About, list[Telling]] = {}
    for one in tellings:
        by_words.setdefault(about(one.thing), []).append(one)
    groups, seen = [], set[About]()
    for words in by_words:
        if words in seen:
            continue
        seen.add(words)
        reached = [words]
        for things in reached:
            new = [other for other in near[things] if other in by_words and other not in seen]
            seen.update(new)
            reached.extend(new)
        groups.append(sorted((one for things in reached for one in by_words[things]), key=_order))
    return groups


# -- what changed -----------------------------------------------------------------------------------------------


def _opposed(a: Telling, b: Telling) -> bool:
    kinds = {_KIND[a.position.move], _KIND[b.position.move]}
    return _AGAINST in kinds and bool(kinds & _FOR)


def _counts(one: Telling) -> bool:
    """Whether it tells where the party stood on a day: not from another's mouth, and without conditions."""
    position = one.position
    return bool(position.when) and position.told_by in (None, position.party) and not position.conditions


def is_stand(move: Move) -> bool:
    """Whether a move is a stand on an issue, whose place another can take; to accuse somebody is none."""
    return _KIND[move] != _NO_STAND


def _left(tellings: Iterable[Telling]) -> dict[int, set[str]]:
    """For each kind of move the days on which a party that had made it made others, one of them new, and not it."""
    by_day: dict[str, set[int]] = {}
    for one in tellings:
        position = one.position
        if position.when and is_stand(position.move) and may_be_own(position.told_by, position.party):
            by_day.setdefault(position.when, set()).add(_KIND[position.move])
    left: dict[int, set[str]] = {}
    last: set[int] = set()
    for day, today in sorted(by_day.items()):
        anew = bool(last) and not today <= last
        for gone in last - today if anew else ():
            left.setdefault(gone, set()).add(day)
        last = today if anew else last | today
    return left


def _runs(
    groups: Sequence[Sequence[Telling]], near: _Near, left: Mapping[int, Collection[str]]
) -> Iterator[list[list[Telling]]]:
    """The groups, each cut where the party stood elsewhere in between, or was told to take the opposed position."""
    for group, others in zip(groups, _against(groups, near), strict=True):
        opposed = {str(one.position.when) for n in others for one in groups[n] if _counts(one)}
        yield list(_cut(group, opposed.union(left.get(_KIND[group[0].position.move], ()))))


def _linked(runs: Sequence[Standing]) -> Iterator[Standing]:
    """The runs of one position, each with the one that it takes up again and the one that takes it up."""
    for n, one in enumerate(runs):
        after = runs[n + 1].id if n + 1 < len(runs) else None
        yield replace(one, takes_up=runs[n - 1].id if n else None, taken_up_by=after)


def _against(groups: Sequence[Sequence[Telling]], near: _Near) -> list[list[int]]:
    """For each group the numbers of those that tell the opposed position on the same thing."""
    named = [{about(one.thing) for one in group if one.named} for group in groups]
    holding: dict[About, list[int]] = {}
    for n, things in enumerate(named):
        for one in things:
            holding.setdefault(one, []).append(n)
    found = []
    for group, things in zip(groups, named, strict=True):
        same = {n for one in things for other in near[one] for n in holding.get(other, ())}
        found.append(sorted(n for n in same if _opposed(group[0], groups[n][0])))
    return found


def _cut(group: Sequence[Telling], days: Collection[str]) -> Iterator[list[Telling]]:
    run: list[Telling] = []
    for one in group:
        day = one.position.when
        if run and day and any(str(run[-1].position.when) < other < day for other in days):
            yield run
            run = []
        run.append(one)
    yield run


def _changed(found: Sequence[Standing], near: _Near) -> list[Standing]:
    """The positions, those that took the place of an opposed one marked, and that one."""
    before: dict[str, str] = {}
    days = [_days(one) for one in found]
    for n, others in enumerate(_against([one.tellings for one in found], near)):
        earlier = [m for m in others if days[n] and days[m] and days[m][-1] < days[n][0]]
        if earlier:
            before[found[n].id] = found[max(earlier, key=lambda m: (days[m][-1], found[m].id))].id
    after = {old: new for new, old in sorted(before.items(), reverse=True)}
    return [replace(one, changed_from=before.get(one.id), changed_to=after.get(one.id)) for one in found]


def _days(one: Standing) -> list[str]:
    return sorted(str(telling.position.when) for telling in one.tellings if _counts(telling))


# -- one position -----------------------------------------------------------------------------------------------


def _standing(tellings: Sequence[Telling], origins: Mapping[str, Collection[int]]) -> Standing:
    first = tellings[0]
    party, issue = first.position.party, first.position.issue
    days = sorted(one.position.when for one in tellings if one.position.when)
    tellers = {one.position.told_by for one in tellings}
    others = () if any(may_be_own(teller, party) for teller in tellers) else tuple(sorted(map(str, tellers)))
    return Standing(
        id=content_id("p", party, issue, _KIND[first.position.move], first.report, first.position.span),
        party=party,
        issue=issue,
        move=_move(tellings, origins),
        tellings=tuple(tellings),
        told_best=min(tellings, key=lambda one: (_rank(one), _order(one))),
        origins=len(_origins(tellings, origins)),
        day=days[0] if days else None,
        latest=days[-1] if days else None,
        only_told_by=others,
    )


def may_be_own(teller: str | None, party: str) -> bool:
    """Whether it is the party itself, an outlet, or a person of whom no report says for whom they speak."""
    return teller is None or teller == party or teller.startswith("person:")


def _rank(one: Telling) -> int:
    """The party's own word, then the outlet's voice, then another's word."""
    return {one.position.party: 0, None: 1}.get(one.position.told_by, 2)


def _origins(tellings: Iterable[Telling], origins: Mapping[str, Collection[int]]) -> set[int | str]:
    found: set[int | str] = set()
    for one in tellings:
        found.update(origins.get(one.report) or (one.report,))
    return found


def _move(tellings: Sequence[Telling], origins: Mapping[str, Collection[int]]) -> Move:
    """The move that most origins tell; of as many, the one that claims less."""
    count: Counter[Move] = Counter()
    for move in {one.position.move for one in tellings}:
        count[move] = len(_origins((one for one in tellings if one.position.move == move), origins))
    return min(count, key=lambda move: (-count[move], _CAUTION[move]))


def _first(one: Standing) -> tuple[str, str, str, str]:
    return one.day or _NO_DAY, one.party, one.issue, one.id

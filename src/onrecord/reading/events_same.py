"""One happening told often: which passages of a report tell the same event, made one.

How it decides: two passages tell one happening only where nothing tells them apart (kind, day, place, sides, what was
hit, how many, "first" and "next", still to come or past) and something ties them: one sentence that tells the strike
and its dead, the same day with the same side, place or thing, "the attack" right after an attack, or nearly the same
words. A passage that two happenings claim alike goes to the nearer; what sums up years is no single happening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.lexicons import world
from onrecord.lexicons.events import VERBAL
from onrecord.model.reading import Attribution, Event, EventStatus, Quantity, Time
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading import events_within
from onrecord.reading.clauses import Cast, has_mark
from onrecord.reading.engine import Parsed
from onrecord.reading.events_apart import apart, is_narrow, same_day, width
from onrecord.reading.events_telling import Reader, Telling
from onrecord.reading.events_within import Within

#: A "the attack" this many sentences after the last passage on an attack still means that one.
NEAR = 4
#: Up to here it does where there is no other it could mean.
FAR = 20
#: How far two wordings must share their telling words to be the same words again.
_SAME_WORDS = 0.6
#: Of all passages on one happening at most this many are compared with a new one, the first and the last ones.
_COMPARED = 12
#: A passage is held against this many happenings of its kind, those told last; with two thousand it would take minutes.
_ASKED = 100
#: Two ranges that share more than this of all they cover are one passage.
_ONE_PASSAGE = 0.6
_OUT_OF_ROW = frozenset({"next", "previous", "other"})


def one_each(
    found: Sequence[Event],
    report: Report,
    parsed: Sequence[Parsed],
    cast: Cast,
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    attributions: Sequence[Attribution] = (),
) -> tuple[Event, ...]:
    """Every happening once: the fullest passage as its span, the others as its mentions.

    Args:
        found: the events as they are told, in text order.
        report: the report.
        parsed: its parsed blocks.
        cast: its actors.
        times: its times.
        quantities: its figures.
        attributions: its attributions.

    Returns:
        The happenings in the order of their first passage, with ids ``e1``, ``e2``…
    """
    reader = Reader(report, parsed, cast, times, quantities)
    inner = events_within.find(report, parsed, cast, times, attributions)
    every = _with_inner(found, inner)
    tellings = [reader.telling(event, order, by) or _bare(event, order) for order, (event, by) in enumerate(every)]
    groups = sorted(_groups(tellings), key=lambda group: min(one.order for one in group))
    merged = [_merged(group, times) for group in groups]
    return tuple(replace(event, id=f"e{number}") for number, event in enumerate(merged, 1))


def _with_inner(found: Sequence[Event], inner: Sequence[Within]) -> list[tuple[Event, tuple[str, ...]]]:
    """The events with those inside agreements and proposals; what was found as both stands as it does inside."""
    left = {(one.event.span.start, one.event.span.end): one for one in inner}
    every: list[tuple[Event, tuple[str, ...]]] = []
    for event in found:
        twin = next((key for key, one in left.items() if _is_same_passage(event, one.event)), None)
        if twin is None:
            every.append((event, ()))
            continue
        one = left.pop(twin)
        when = event.when if event.when is not None else one.event.when
        span = max(event.span, one.event.span, key=lambda span: span.end - span.start)
        every.append((replace(event, span=span, status=one.event.status, rule=one.event.rule, when=when), one.by))
    every += [(one.event, one.by) for one in left.values()]
    return sorted(every, key=lambda one: (one[0].span.start, one[0].span.end, one[0].type))


def _is_same_passage(event: Event, inner: Event) -> bool:
    """Whether two readings of a meeting or exchange are of one passage."""
    alike = event.type == inner.type or (inner.type == "CONSULT" and event.mode == "meet")
    a, b = event.span, inner.span
    shared = min(a.end, b.end) - max(a.start, b.start)
    whole = max(a.end, b.end) - min(a.start, b.start)
    return alike and (shared > _ONE_PASSAGE * whole or (a.start == b.start and event.rule == "event.noun"))


def _bare(event: Event, order: int) -> Telling:
    return Telling(event, order, -10 * order, False, None, f"{event.type} {order}")


def _groups(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """The passages in groups of one happening each."""
    by_family: dict[str, list[list[Telling]]] = {}
    for one in tellings:
        groups = by_family.setdefault(one.family, [])
        asked = range(max(0, len(groups) - _ASKED), len(groups))
        ties = [(tie, number) for number in asked if (tie := _tie(groups[number], one))]
        best = max(ties, default=(0, 0))
        if best[0] == 0 or (best[0] == 1 and len(ties) > 1):  # a weak tie holds only where it is the only one
            groups.append([one])
        else:
            group = groups.pop(best[1])  # the happening told last is asked last: it wins among equals
            group.append(one)
            groups.append(group)
    return [group for groups in by_family.values() for group in groups]


def _tie(group: Sequence[Telling], one: Telling) -> int:
    """How strongly a passage is tied to a happening: 0 not at all."""
    looked = group if len(group) <= _COMPARED else [*group[: _COMPARED // 2], *group[-_COMPARED // 2 :]]
    if any(apart(other, one) for other in looked):
        return 0
    return max(tied(other, one) for other in looked)


def tied(a: Telling, b: Telling) -> int:
    """How strongly the two are tied, where nothing tells them apart: 0 not at all, 4 most."""
    if _told_together(a, b):
        return 4
    if _again(a, b):
        return 3
    if a.family in VERBAL or a.family.partition("/")[0] in VERBAL:
        return 0
    if same_day(a, b) and (_shared(a, b) or b.definite):
        return 3
    if a.by & b.by and a.ahead and b.ahead:
        return 3
    if (_taken_up(a, b) or _same_week(a, b) or _done_again(a, b)) and b.sentence - a.sentence <= FAR:
        return 2 if b.sentence - a.sentence <= NEAR else 1
    return 1 if _same_exchange(a, b) or _next_one(a, b) else 0


def _told_together(a: Telling, b: Telling) -> bool:
    """A strike and its dead in one sentence: "12 were killed when shells hit a market"."""
    if a.sentence != b.sentence or a.family not in ("attack", "meet", "release"):
        return False
    if a.family != "attack":
        return a.event.span.contains(b.event.span) or b.event.span.contains(a.event.span)
    inner, outer = (a, b) if _hangs_on(a, b) else (b, a)
    if not _hangs_on(inner, outer):
        return False
    return not (inner.lasting or outer.lasting)


#: What stands behind these is another happening.
_OTHER_TIME = ("since", "before", "until", "while", "although", "though", "whereas", "if")


def _hangs_on(a: Telling, b: Telling) -> bool:
    """Whether the clause of a belongs to that of b, with no clause of speech or of another time between."""
    node = a.head
    for _ in range(8):
        if node.i == b.head.i:
            return True
        if node.dep_ in ("ccomp", "ROOT", "parataxis") or has_mark(node, *_OTHER_TIME):
            return False
        node = node.head
    return False


def _again(a: Telling, b: Telling) -> bool:
    """Nearly the same words, or a headline that the text takes up."""
    if a.names - b.names and b.names - a.names:
        return False
    shared = len(a.terms & b.terms)
    least = min(len(a.terms), len(b.terms))
    if not least:
        return False
    if a.headline or b.headline:
        return shared >= 2 and shared >= _SAME_WORDS * least
    acts = a.family.partition("/")[0] in VERBAL
    if acts and not (set(a.event.actors) & set(b.event.actors)):
        return False
    whole = shared / len(a.terms | b.terms)
    return shared >= 3 and (whole >= _SAME_WORDS or (acts and shared >= _SAME_WORDS * least and least >= 4))


def _shared(a: Telling, b: Telling) -> bool:
    """Something of substance in common: a side, the place, what was hit, a figure."""
    if a.spots & b.spots or a.things & b.things:
        return True
    if a.family != "attack" and a.who and b.who and (a.who <= b.who or b.who <= a.who):
        return True  # one side strikes in many places on one day
    return any(a.figures[key] == b.figures[key] for key in a.figures.keys() & b.figures.keys())


def _taken_up(a: Telling, b: Telling) -> bool:
    """ "The attack", "these talks": of something already told, not far above."""
    if a.lasting or b.lasting or b.ordinals & _OUT_OF_ROW:
        return False
    return b.definite and not b.ordinals - a.ordinals - {"latest"} and not (a.many and not b.many)


def _same_week(a: Telling, b: Telling) -> bool:
    """Two announcements whose days overlap: "talks next week", then "the delegations will meet on March 10"."""
    if not (a.ahead and b.ahead and a.family == "meet"):
        return False
    if not (a.days and b.days):
        return bool(a.spots & b.spots)  # no day tells the two at one place apart
    return (is_narrow(a) or is_narrow(b)) and max(width(a), width(b)) <= 7 and (b.known or b.definite or a.who == b.who)


def _done_again(a: Telling, b: Telling) -> bool:
    """The same deed on the same thing, which is known by now: "the ship was seized", "the gunman opened fire"."""
    if not b.known or a.lasting or b.lasting or b.ordinals:
        return False
    if a.doer is not None and a.doer == b.doer and a.event.mode == b.event.mode and a.family == "attack":
        return True  # "a gunman opened fire", then "the gunman shot from a window"
    return a.head.lemma_ == b.head.lemma_ and a.head.pos_ == b.head.pos_ and bool(a.things & b.things)


def _next_one(a: Telling, b: Telling) -> bool:
    """ "Agreed to resume talks", then "the next round would be held soon"."""
    if not (a.ahead and b.ahead and a.family == "meet") or a.days or b.days:
        return False
    return "next" in b.ordinals and b.sentence - a.sentence <= FAR


def _same_exchange(a: Telling, b: Telling) -> bool:
    """A release or swap of the same people between the same sides, of which no day tells two apart."""
    return (
        a.family == "release"
        and bool(a.things & b.things)
        and a.event.status == b.event.status
        and not a.ordinals | b.ordinals
        and not (a.days and b.days)
    )


def _merged(group: Sequence[Telling], times: Sequence[Time]) -> Event:
    """One event of all passages that tell it."""
    if len(group) == 1:
        return group[0].event
    fullest = max(group, key=lambda one: (*_fullness(one), -one.order))
    dated = [one for one in group if one.event.when is not None and one.days]
    timed = fullest if fullest.event.when is not None else next((x for x in group if x.event.when is not None), fullest)
    when = min(dated, key=lambda one: (width(one), one.order)).event.when if dated else timed.event.when
    placed = [one for one in group if one.event.place]
    best = max(placed, key=lambda one: (_exactness(one.event), -one.order)).event if placed else fullest.event
    actors = _union(_without_hosts(group), "actors", fullest)
    spans = {one.event.span for one in group} | {span for one in group for span in one.event.mentions}
    return replace(
        fullest.event,
        mode=fullest.event.mode or next((one.event.mode for one in group if one.event.mode), None),
        actors=actors,
        recipients=tuple(one for one in _union(group, "recipients", fullest) if one not in actors),
        place=best.place,
        place_certainty=best.place_certainty,
        when=when,
        status=_status([one.event for one in group], fullest.event),
        mentions=tuple(sorted(spans - {fullest.event.span})),
    )


def _without_hosts(group: Sequence[Telling]) -> Sequence[Telling]:
    """The passages on a meeting that name who meets, where some do; those that name only its host are left out."""
    meeting = [one for one in group if one.doers or not one.event.actors]
    return meeting if group[0].family == "meet" and any(len(one.doers) > 1 for one in meeting) else group


def _fullness(one: Telling) -> tuple[int, int]:
    """How much a passage tells; a headline least."""
    event = one.event
    told = bool(event.actors) + bool(event.recipients) + bool(event.place) + bool(one.days) + bool(one.figures)
    return (-1 if one.headline else told), min(len(event.span.text), 300)


def _union(group: Sequence[Telling], role: str, first: Telling) -> tuple[str, ...]:
    """All in one role, those of the fullest passage first."""
    ordered = [*(one for one in group if one is first), *(one for one in group if one is not first)]
    return tuple(dict.fromkeys(actor for one in ordered for actor in getattr(one.event, role)))


def _exactness(event: Event) -> tuple[bool, int]:
    """A place that is no country before a country, the longer name before the shorter."""
    term = world.terms().get((event.place or "").removeprefix("the "))
    return term is None or "country" not in term.kinds, len(event.place or "")


def _status(events: Sequence[Event], fullest: Event) -> EventStatus:
    """What happened is no longer only planned; else as the fullest passage has it."""
    told = {event.status for event in events}
    if told & {"planned", "possible", "conditional"}:
        return "happened" if "happened" in told else "ongoing" if "ongoing" in told else fullest.status
    return fullest.status


def passages(event: Event) -> tuple[Span, ...]:
    """All passages that tell it, in text order."""
    return tuple(sorted({event.span, *event.mentions}))

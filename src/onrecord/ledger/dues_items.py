"""What each report tells to be due: its deadlines and announced meetings, ready to be put together over reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.ledger.dues_words import Days, names, ordered, stem, telling
from onrecord.lexicons.words import words
from onrecord.model.due import OwedKind, Telling
from onrecord.model.reading import Certainty, Deadline, DueState, Entry, Event, EventStatus, Time
from onrecord.model.spans import Citation, Span

#: Kinds of actors that can owe, set or meet.
_PARTIES = frozenset({"person", "organisation", "country", "group"})
#: Groups that are named by what they do, whoever they are.
_NO_PARTY = words(
    "negotiators negotiator delegation delegations officials official diplomats envoys envoy leaders teams team sides "
    "side parties mediators representatives ministers experts reporters journalists analysts"
)
_COMING: frozenset[str] = frozenset({"planned", "possible", "conditional"})
#: What may stand between the parties that a clause opens with, and what follows when they are its subject.
_BETWEEN = re.compile(r"(?:\s|,|and|both|the|either|neither|[’']s?\b)*", re.I)
_DOES = re.compile(
    r"(?:[’']s?)?\s{1,3}(?:(?:government|forces|troops|army|military|side|authorities|officials|negotiators|leaders|"
    r"parliament|president|rebels|delegations?)\s+)?(?:must|to|will|would|shall|should|has|have|had|needs?|agreed|is|"
    r"are|promised|pledged|vowed)\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:be|been|being)\s+\w+(?:ed|en|wn|ld|nt|pt|ne|ut)\b", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """One report's telling of something due.

    Attributes:
        kind: deadline, commitment or meeting.
        what: words of what is due, or that announce the meeting.
        span: the words that tell it.
        words: stems of what is due, without times and parties.
        head: the first of them in the text: the verb or noun of the deed.
        names: those of them that are names.
        around: parties that the sentence names, of a meeting the report.
        setters: the parties that set or promise it; none if not told.
        parties: parties that it binds, or that meet.
        days: first and last ISO day.
        moved_from: the days before the report's own words moved it.
        state: what the report's own words say became of it.
        by: the words of the time.
        unresolved: why the time has no day.
        status: how surely a meeting is announced.
        mentions: other passages of the report that tell it.
    """

    entry: Entry
    kind: OwedKind
    what: Span
    span: Span
    words: frozenset[str]
    setters: frozenset[str]
    parties: frozenset[str]
    days: Days
    attribution: str | None
    moved_from: Days = (None, None)
    state: DueState = "open"
    by: str = ""
    unresolved: str = ""
    place: str | None = None
    place_certainty: Certainty | None = None
    status: EventStatus | None = None
    mentions: tuple[Span, ...] = ()
    head: str = ""
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()

    @property
    def day(self) -> str | None:
        """ISO day of the report."""
        return self.entry.report.day

    @property
    def telling(self) -> Telling:
        """The words, with who tells them."""
        return Telling(Citation.of(self.entry.id, self.span), self.attribution, self.day)

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """All words of the report that tell it, in text order."""
        more = (
            Telling(Citation.of(self.entry.id, one), said_at(self.entry, one.start), self.day) for one in self.mentions
        )
        return tuple(sorted((self.telling, *more), key=lambda one: one.citation))

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Where it stands among all: by day of the report, then report, then place in the text."""
        return self.day or "9999", self.entry.id, self.span.start, self.span.end


@dataclass(frozen=True)
class Cast:
    """Which party each actor stands for, which are no party by name, and where the parties are named in each report."""

    of: Mapping[str, str]
    generic: frozenset[str]
    named: Mapping[str, Sequence[tuple[int, int, str]]] = field(repr=False)

    def party(self, actor: str | None) -> str | None:
        """The party that an actor stands for: a person's country or body, else the actor itself."""
        seen: set[str] = set()
        while actor and actor in self.of and actor not in seen:
            seen.add(actor)
            actor = self.of[actor]
        return actor

    def all_of(self, actors: Iterable[str]) -> frozenset[str]:
        """The parties that actors stand for."""
        return frozenset(party for one in actors if (party := self.party(one)))

    def mentions(self, report: str, span: Span) -> Sequence[tuple[int, int, str]]:
        """Where parties are named in a range: first code point, code point after the last, party."""
        named = self.named.get(report, ())
        first = bisect_left(named, (span.start,))
        out = []
        for one in named[first:]:
            if one[0] >= span.end:
                break
            out.append(one)
        return out

    def parties(self, report: str, span: Span) -> frozenset[str]:
        """The parties that are named in a range."""
        return frozenset(party for _, _, party in self.mentions(report, span))

    def acting(self, entry: Entry, span: Span) -> frozenset[str]:
        """The parties that are named in a range otherwise than as a place ("in Ardal")."""
        named = self.mentions(entry.id, span)
        return frozenset(party for start, _, party in named if not is_placed(entry.report.text, start, span.start))


def cast(entries: Sequence[Entry]) -> Cast:
    """Who stands for whom over all reports; where reports differ, what most say."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for actor in entry.reading.actors:
            if actor.of and actor.kind in ("person", "organisation") and actor.of != actor.id:
                votes[actor.id][actor.of] += 1
    of = {actor: max(found.items(), key=lambda item: (item[1], item[0]))[0] for actor, found in votes.items()}
    generic = frozenset(
        one.id
        for entry in entries
        for one in entry.reading.actors
        if one.kind == "group" and not one.of and one.name.split()[-1].lower() in _NO_PARTY
    )
    bare = Cast(of, generic, {})
    named = {
        entry.id: sorted(
            (mention.start, mention.end, bare.party(actor.id) or actor.id)
            for actor in entry.reading.actors
            if actor.kind in _PARTIES and actor.id not in generic
            for mention in actor.mentions
        )
        for entry in entries
    }
    return Cast(of, generic, named)


def items(entry: Entry, known: Cast) -> list[Item]:
    """What one report tells to be due, in text order."""
    together: dict[tuple[object, ...], list[Deadline]] = {}
    for due in entry.reading.deadlines:
        together.setdefault((due.span, due.what, due.earliest, due.latest, due.kind, due.state), []).append(due)
    found = [_deadline(entry, same, known) for same in together.values()]
    found += [made for one in entry.reading.events if (made := _meeting(entry, one, known)) is not None]
    return sorted(found, key=lambda one: one.order)


def _deadline(entry: Entry, same: Sequence[Deadline], known: Cast) -> Item:
    """A deadline, or what several parties promise in the same words."""
    one = same[0]
    deed, named = _deed(entry, one, known)
    time = _time_of(entry, one)
    resolved = bool(one.earliest or one.latest)
    first, last = one.earliest or one.latest, one.latest or one.earliest
    setters = known.all_of(due.set_by for due in same if due.set_by)
    bound = setters if one.kind == "commitment" else frozenset()
    return Item(
        entry=entry,
        kind=one.kind,
        what=one.what,
        span=one.span,
        words=frozenset(deed),
        setters=setters,
        parties=bound or _bound(entry, one, known) - setters,
        days=(first, last),
        attribution=one.attribution,
        moved_from=(one.from_earliest, one.from_latest or one.from_earliest),
        state=one.state,
        by=" ".join(time.span.text.split()) if time else "",
        unresolved="" if resolved else _why(time),
        head=deed[0] if deed else "",
        names=named,
        around=known.parties(entry.id, _sentence(entry, one.span)) if not deed else frozenset(),
    )


def _sentence(entry: Entry, span: Span) -> Span:
    return next((one.span for one in entry.reading.sentences if one.span.contains(span)), span)


def _why(time: Time | None) -> str:
    """Why there is no day: what the time's own reading says, if it has none."""
    return time.why if time and time.why and not time.latest else "the report tells no day"


_BARE = re.compile(
    r"(?:the|a|its|their|his|her|this|that|new|old)?\s{0,9}(?:deadlines?|ultimatum|cut-?off|date|term)", re.I
)
#: Words of moving and setting, which say nothing of what is due.
_SETTING = frozenset(
    map(
        stem,
        words(
            "move shift extend postpone delay prolong push change set give impose announce expire pass lapse elapse "
            "miss meet drop scrap withdraw accept"
        ),
    )
)


def _deed(entry: Entry, one: Deadline, known: Cast) -> tuple[tuple[str, ...], frozenset[str]]:
    """The stems of what is due and which are names; where it is only called "the deadline", those around it."""
    text = entry.report.text
    for part, less in ((one.what, frozenset[str]()), (one.span, _SETTING)):
        if part is one.span and not _BARE.fullmatch(one.what.text.strip()):
            break
        where = (part.start, part.end, _left_out(entry, part, known))
        found = tuple(word for word in ordered(text, *where) if word not in less)
        if found:
            return found, names(text, *where) - less
    return (), frozenset()


def _time_of(entry: Entry, one: Deadline) -> Time | None:
    """The time expression that a deadline has its days from."""
    inside = [time for time in entry.reading.times if one.span.contains(time.span) and time.type != "SET"]
    same = [time for time in inside if (time.earliest, time.latest) == (one.earliest, one.latest)]
    limits = [time for time in same if not one.what.contains(time.span)]  # "end their four-year war by June"
    return next(iter(limits or same or inside[-1:]), None)


def _left_out(entry: Entry, span: Span, known: Cast) -> tuple[tuple[int, int], ...]:
    times = ((one.span.start, one.span.end) for one in entry.reading.times if one.span.overlaps(span))
    return (*times, *((start, end) for start, end, _ in known.mentions(entry.id, span)))


def _bound(entry: Entry, one: Deadline, known: Cast) -> frozenset[str]:
    """The parties that the words of what is due open with as those who are to do it."""
    what = one.what
    if _PASSIVE.search(what.text):
        return frozenset()
    if what.text.lower().startswith("to ") and one.span.start < what.start:
        return known.parties(entry.id, Span(one.span.start, what.start, ""))
    found: list[str] = []
    at = what.start
    text = entry.report.text
    for start, end, party in known.mentions(entry.id, what):
        if start < at or _BETWEEN.fullmatch(text, at, start) is None:
            break
        found.append(party)
        at = end
    return frozenset(found) if found and _DOES.match(text, at) else frozenset()


def said_at(entry: Entry, at: int) -> str | None:
    """Id of the innermost attribution whose content holds the place."""
    inside = [
        (part.end - part.start, one.id)
        for one in entry.reading.attributions
        for part in one.content
        if part.start <= at < part.end
    ]
    return min(inside)[1] if inside else None


def is_meeting(event: Event) -> bool:
    """Whether parties meet at it, or will: PLOVER has a meeting that is promised as agreement."""
    return event.type == "CONSULT" or (event.type == "AGREE" and event.mode == "meet")


def event_days(entry: Entry, event: Event) -> Days:
    """First and last ISO day of an event; ``None`` if it has none."""
    if event.when is None or event.when >= len(entry.reading.times):
        return None, None
    time = entry.reading.times[event.when]
    return time.earliest or time.latest, time.latest or time.earliest


#: Parties that are not named: who acts in such words is the host or who proposes it, not who meets.
_UNNAMED = re.compile(
    r"\b(?:both|two|three|warring|rival|opposing)\s+(?:\w+\s+){0,2}?"
    r"(?:sides|delegations|teams|parties|countries|states|leaders|negotiators|neighbou?rs|rivals|governments)\b",
    re.I,
)
_PLACING = re.compile(r"\b(?:in|on|at|to|from|near)\s+(?:the\s+)?$", re.I)


def is_placed(text: str, start: int, first: int = 0) -> bool:
    """Whether "in", "at" or "to" stands before a name, no farther back than ``first``."""
    return _PLACING.search(text[max(first, start - 12) : start]) is not None


def _who_meets(entry: Entry, event: Event, known: Cast) -> tuple[frozenset[str], str | None]:
    """The parties that meet, and the place: a country that is named as where they meet is no party for that.

    Of "the two sides" the parties are those that stand beside these words.
    """
    text = entry.report.text
    beside: set[str] = set()
    placed: dict[str, str] = {}
    for start, end, party in known.mentions(entry.id, event.span):
        if is_placed(text, start, event.span.start):
            placed.setdefault(party, text[start:end])
        else:
            beside.add(party)
    where = {party: words for party, words in placed.items() if party not in beside}
    if not event.place:
        where |= {one: words for one, words in _towns(entry, event.span).items() if one not in beside}
    place = event.place or (next(iter(where.values())) if len(where) == 1 else None)
    if _UNNAMED.search(event.span.text):
        return frozenset(beside if len(beside) > 1 else ()), place
    named = known.all_of(one for one in (*event.actors, *event.recipients) if one not in known.generic)
    return (named if event.mode in ("visit", "host") else named - set(where)), place


def _towns(entry: Entry, span: Span) -> dict[str, str]:
    """Places that are named in a range behind "in" or "at", by id."""
    text = entry.report.text
    return {
        actor.id: mention.text
        for actor in entry.reading.actors
        if actor.kind == "place"
        for mention in actor.mentions
        if span.contains(mention) and is_placed(text, mention.start, span.start)
    }


def _meeting(entry: Entry, event: Event, known: Cast) -> Item | None:
    """An announced meeting; ``None`` for what is none, or tells neither when nor where nor who meets whom."""
    if not is_meeting(event) or event.status not in _COMING:
        return None
    days = event_days(entry, event)
    parties, place = _who_meets(entry, event, known)
    if not days[1] and (event.status == "possible" or (not place and len(parties) < 2)):
        return None
    if event.status == "possible" and entry.report.day and (days[1] or "") < entry.report.day:
        return None
    said = entry.reading.attribution(event.attribution)
    time = entry.reading.times[event.when] if event.when is not None and event.when < len(entry.reading.times) else None
    return Item(
        entry=entry,
        kind="meeting",
        what=event.span,
        span=event.span,
        words=telling(entry.report.text, event.span.start, event.span.end, _left_out(entry, event.span, known)),
        setters=known.all_of([said.actor] if said and said.actor else ()),
        parties=parties,
        days=days,
        attribution=event.attribution,
        by=" ".join(time.span.text.split()) if time else "",
        unresolved="" if days[1] else _why(time),
        place=place,
        place_certainty=event.place_certainty,
        status=event.status,
        mentions=event.mentions,
        around=frozenset(party for _, _, party in known.named.get(entry.id, ())),
    )

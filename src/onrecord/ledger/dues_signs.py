"""What reports tell of the course of something due: held, met, missed, moved, withdrawn.

A sign is what the report's own words say: a deadline that a reader found to be met or moved, a meeting that is told as
held, or a sentence that tells that a deadline was missed or talks were called off. A forecast, a condition, a denial
or a question is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.ledger.dues_items import Cast, Item, event_days, is_meeting, said_at
from onrecord.ledger.dues_words import Days, later, stem, telling
from onrecord.model.due import StepKind, Telling
from onrecord.model.reading import Entry, Event, Sentence, Time
from onrecord.model.spans import Citation, Span
from onrecord.text.words import Word, words
from onrecord.text.wordset import wordset

NO_DAYS: Days = (None, None)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell what became of something due.

    Attributes:
        kind: what became of it.
        entry: the report.
        span: the words.
        meeting: whether it is told of a meeting.
        words: stems of what it is told of.
        parties: parties that are named.
        days: the due days that are named; for a meeting that was held or a deed that was done, when that was.
        or_days: the same a week before, where only a weekday that is still ahead is named: "talks that were to open
            on Sunday were put off" may speak of the last one.
        to: the days that it was moved to.
        attribution: id of the attribution that it is told in.
        place: where the meeting was held.
        deed: a deed was done, no word of a deadline is said.
        head: the stem of the verb that tells it.
        deed_named: the words say what was due; the day and party alone do not decide then.
        item: the deadline of the report itself that tells it.
        cue: the words that decide.
    """

    kind: StepKind
    entry: Entry
    span: Span
    meeting: bool
    words: frozenset[str]
    parties: frozenset[str]
    days: Days = NO_DAYS
    or_days: Days = NO_DAYS
    to: Days = NO_DAYS
    attribution: str | None = None
    place: str | None = None
    deed: bool = False
    head: str = ""
    deed_named: bool = True
    item: Item | None = None
    cue: str = ""

    @property
    def day(self) -> str | None:
        """ISO day of the report."""
        return self.entry.report.day

    @property
    def telling(self) -> Telling:
        """The words, with who tells them."""
        return Telling(Citation.of(self.entry.id, self.span), self.attribution, self.day)

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Where it stands among all: by day of the report, then report, then place in the text."""
        return self.day or "9999", self.entry.id, self.span.start, self.span.end, self.kind


def of_item(one: Item) -> Sign | None:
    """What the words of a deadline themselves say became of it."""
    if one.state == "open":
        return None
    moved = one.state == "moved"
    return Sign(
        kind=one.state,
        entry=one.entry,
        span=one.span,
        meeting=False,
        words=one.words,
        parties=one.parties | one.setters,
        days=one.moved_from if moved else one.days,
        to=one.days if moved else NO_DAYS,
        attribution=one.attribution,
        item=one,
        cue="the report's own words",
    )


def of_meetings(entry: Entry, known: Cast) -> Iterator[Sign]:
    """Meetings that a report tells as held or as not held, with their day."""
    for one in entry.reading.events:
        days = event_days(entry, one)
        said = entry.reading.attribution(one.attribution)
        if not is_meeting(one) or not days[1] or (said is not None and said.stance != "held"):
            continue
        if one.status in ("happened", "ongoing", "denied"):
            yield _event_sign(entry, one, days, known)


def _event_sign(entry: Entry, one: Event, days: Days, known: Cast) -> Sign:
    held = one.status != "denied"
    return Sign(
        kind="met" if held else "missed",
        entry=entry,
        span=one.span,
        meeting=True,
        words=telling(entry.report.text, one.span.start, one.span.end, _times(entry, one.span)),
        parties=known.all_of(actor for actor in (*one.actors, *one.recipients) if actor not in known.generic),
        days=days,
        attribution=one.attribution,
        place=one.place,
        cue="told as held" if held else "told as not held",
    )


def _times(entry: Entry, span: Span) -> tuple[tuple[int, int], ...]:
    return tuple((one.span.start, one.span.end) for one in entry.reading.times if one.span.overlaps(span))


# -- sentences --------------------------------------------------------------------------------------------------

_DUE_NOUNS = frozenset({"deadline", "deadlines", "ultimatum", "cutoff", "truce", "ceasefire"})
_DEADLINES = frozenset({"deadline", "deadlines", "ultimatum", "cutoff"})
_MEETINGS = wordset("talks meeting summit negotiations round conference consultations session visit trip dialogue")
_WANTS = frozenset({"demand", "demands", "call", "insistence", "request", "goal", "target", "promise", "pledge"})
_MOVED = wordset(
    "postponed postponing delayed delaying rescheduled rescheduling moved moving shifted shifting extended extending "
    "prolonged prolonging"
)
#: Verbs that move or withdraw with a particle behind them, at once or behind their object.
_PARTICLES = {
    "put": ({"off", "back"}, "moved"), "putting": ({"off", "back"}, "moved"),
    "pushed": ({"back"}, "moved"), "pushing": ({"back"}, "moved"),
    "brought": ({"forward"}, "moved"), "bringing": ({"forward"}, "moved"),
    "called": ({"off"}, "withdrawn"), "calling": ({"off"}, "withdrawn"),
}  # fmt: skip
_WITHDRAWN = wordset("cancelled canceled cancelling canceling scrapped scrapping abandoned abandoning")
_DROPPED = wordset("dropped dropping scrapped scrapping withdrew withdrawing withdrawn abandoned abandoning")
_MISSED = wordset("missed missing overran")
_RAN_OUT = wordset("passed expired lapsed elapsed")
_MET = frozenset({"met", "kept", "honoured", "honored", "meeting"})
_LONGS = wordset("expects expect demands demand insists insist wants want seeks seek requires require hopes")
#: Before the deciding word, these make it no fact; "not" and "never" deny it.
_UNREAL = wordset(
    """not never no may might could would should if unless whether possibly rather without deny denies denied denying
    can cannot neither nor avoid avoided until"""
)
#: These make it none also from farther off: "threatened to have the talks called off".
_FEARED = wordset(
    "if unless whether threatened threatens threatening threat warned warns feared fears hoped hopes risk likely"
)
_DECIDED = frozenset({"agreed", "decided", "forced", "chose", "moved"})
_REACH_BACK, _REACH_ON, _GUARD = 14, 7, 4
_TO = frozenset({"to", "until", "till"})
_WITHOUT = re.compile(r"\b(?:without|with no|but no|with neither)\b")


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as words, with its times and parties."""

    entry: Entry
    span: Span
    words: tuple[Word, ...]
    texts: tuple[str, ...]
    times: tuple[Time, ...]


def of_sentences(entry: Entry, known: Cast) -> Iterator[Sign]:
    """Sentences that tell that a deadline was met or missed, or that a meeting or deadline was moved or withdrawn."""
    for sentence in entry.reading.sentences:
        low = sentence.span.text.lower()
        if sentence.span.text.rstrip("”\"’' ").endswith("?") or not any(cue in low for cue in _CUES):
            continue
        read = _read(entry, sentence)
        for at, word in enumerate(read.texts):
            found = _found(read, at, word)
            if found is not None:
                sign = _sign(read, at, *found, known=known)
                said = entry.reading.attribution(sign.attribution)
                if said is None or said.stance == "held":
                    yield sign
                break


#: A sentence without any of these is not looked at further.
_CUES = (
    "postpon", "delay", "reschedul", "move", "shift", "exten", "prolong", "put ", "push", "brought", "bring", "call",
    "cancel", "scrap", "abandon", "drop", "withdr", "miss", "overran", "pass", "expired", "lapsed", "elapsed",
    "deadline", "no longer", "failed",
)  # fmt: skip


def _read(entry: Entry, sentence: Sentence) -> _Read:
    found = tuple(words(entry.report.text, sentence.span.start, sentence.span.end))
    times = tuple(one for one in entry.reading.times if sentence.span.contains(one.span) and one.type != "SET")
    return _Read(entry, sentence.span, found, tuple(one.text for one in found), times)


def _found(read: _Read, at: int, word: str) -> tuple[StepKind, bool] | None:
    """Whether the word at this place decides: what became of it, and whether of a meeting."""
    texts = read.texts
    if word == "longer" and at and texts[at - 1] == "no" and set(texts[at + 1 : at + 3]) & _LONGS:
        return ("withdrawn", False) if read.times and "by" in texts[at:] else None
    if word == "failed" and texts[at + 1 : at + 2] == ("to",) and not _unreal(texts, at):
        return ("missed", False) if _limit(read, at) else None
    if _unreal(texts, at):
        return None
    kind = _kind(texts, at, word)
    if kind is None:
        return None
    noun = _noun(texts, at, kind)
    if noun is None:
        return None
    if word in _RAN_OUT and not (_WITHOUT.search(read.span.text.lower()) and noun in _DUE_NOUNS):
        return None
    if kind in ("met", "missed") and (_foretold(texts, at) or (noun not in _DEADLINES and word not in _RAN_OUT)):
        return None
    return kind, noun in _MEETINGS


def _kind(texts: Sequence[str], at: int, word: str) -> StepKind | None:
    if word in _PARTICLES:
        particles, kind = _PARTICLES[word]
        near = texts[at + 1 : at + 2] if kind == "moved" else texts[at + 1 : at + 5]
        return kind if particles & set(near) else None  # type: ignore[return-value]
    if word in _MOVED:
        return "moved"
    if word in _WITHDRAWN or word in _DROPPED:
        return "withdrawn"
    if word in _MISSED or word in _RAN_OUT:
        return "missed"
    return "met" if word in _MET else None


def _noun(texts: Sequence[str], at: int, kind: StepKind) -> str | None:
    """The noun that the deciding word is about: behind it, else before it."""
    wanted = _DUE_NOUNS | _MEETINGS | (_WANTS if kind == "withdrawn" else frozenset())
    behind = (one for one in texts[at + 1 : at + 1 + _REACH_ON] if one in wanted)
    before = (one for one in reversed(texts[max(0, at - _REACH_BACK) : at]) if one in wanted)
    passive = at and texts[at - 1] in ("was", "were", "been", "be", "being")
    order = (before, behind) if passive else (behind, before)
    return next(order[0], None) or next(order[1], None)


def _unreal(texts: Sequence[str], at: int) -> bool:
    """Whether what stands before the word makes it no fact."""
    before = texts[max(0, at - _GUARD) : at]
    if "to" in before and not set(before) & _DECIDED:
        return True
    if any(one in _UNREAL or one.endswith("n't") for one in before):
        return True
    return bool(set(texts[max(0, at - _REACH_BACK) : at]) & _FEARED)


def _foretold(texts: Sequence[str], at: int) -> bool:
    return bool(set(texts[max(0, at - _GUARD) : at]) & {"will", "shall", "'ll", "likely", "set", "due", "about"})


def _limit(read: _Read, at: int) -> Time | None:
    """The time that "by" or "before" puts behind the word at this place."""
    return next(
        (one for one in read.times if one.span.start > read.words[at].start and _before(read, one) in _BY), None
    )


_BY = frozenset({"by", "before", "than"})


def _before(read: _Read, time: Time) -> str:
    """The word before a time, articles left out."""
    earlier = [one.text for one in read.words if one.end <= time.span.start and one.text not in ("the", "a", "next")]
    return earlier[-1] if earlier else ""


def _sign(read: _Read, at: int, kind: StepKind, meeting: bool, *, known: Cast) -> Sign:
    entry, span = read.entry, read.span
    to = [one for one in read.times if kind == "moved" and _before(read, one) in _TO]
    day = entry.report.day or ""
    named = [one for one in read.times if one not in to and one.type == "DATE" and one.earliest and one.latest]
    # the day of the telling ("said on Friday") is not the day that it was due
    due = [one for one in named if _before(read, one) in _DUE_BEFORE] or [
        one for one in named if (one.latest or "") > day or _beside(read, one) or _planned(read, one)
    ]
    one = due[0] if due else None
    said = said_at(entry, read.words[at].start)
    return Sign(
        kind=kind,
        entry=entry,
        span=span,
        meeting=meeting,
        words=telling(entry.report.text, span.start, span.end, _times(entry, span)),
        parties=known.acting(entry, _until_reason(read, at)),
        days=(one.earliest, one.latest) if one else NO_DAYS,
        or_days=_week_before(one, day) if one else NO_DAYS,
        to=(to[0].earliest, to[0].latest) if to else NO_DAYS,
        attribution=said,
        deed_named=_names_deed(read),
        cue=f"“{entry.report.text[read.words[at - (read.texts[at] == 'longer')].start : read.words[at].end]}”",
    )


def _names_deed(read: _Read) -> bool:
    """Whether the sentence says what the deadline is for: "the deadline for an answer", or has no such word."""
    texts = read.texts
    at = next((n for n, word in enumerate(texts) if word in _DEADLINES), None)
    return at is None or texts[at + 1 : at + 2] in (("for",), ("to",)) or "without" in texts[at:]


#: What stands behind these tells why or when, and names others than those it is about.
_REASONS = wordset("because after as over amid following since when while citing due despite although")


def _until_reason(read: _Read, at: int) -> Span:
    """The sentence up to the words behind the deciding one that tell why."""
    end = next((one.start for one in read.words[at + 1 :] if one.text in _REASONS), read.span.end)
    return Span.cut(read.entry.report.text, read.span.start, end)


_WEEKDAYS = wordset("monday tuesday wednesday thursday friday saturday sunday")


def _week_before(time: Time, day: str) -> Days:
    """The days of a bare weekday that is ahead, a week before; none for any other time."""
    if time.span.text.lower() not in _WEEKDAYS or not time.latest or time.latest <= day:
        return NO_DAYS
    return later(time.earliest or time.latest, -7), later(time.latest, -7)


_DUE_BEFORE = frozenset({"by", "from", "for", "before", "of"})


def _beside(read: _Read, time: Time) -> bool:
    """Whether a time stands right before the noun that it dates: "the March 20 deadline", "Friday's talks"."""
    behind = next((one.text for one in read.words if one.start >= time.span.end), "")
    return behind in _DUE_NOUNS | _MEETINGS or stem(behind) in ("deadlin", "s")


_PLANNED = wordset("planned scheduled supposed set due slated originally initially expected announced")
_PLAN_REACH = 8


def _planned(read: _Read, time: Time) -> bool:
    """Whether a time is that of a plan: "was supposed to start on Sunday"."""
    earlier = [one.text for one in read.words if one.end <= time.span.start]
    return bool(set(earlier[-_PLAN_REACH:]) & _PLANNED)

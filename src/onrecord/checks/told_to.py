"""The same words given to different newsrooms: to one paper here, to another there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.checks.hearers import Hearer, hearer, names, own_interview
from onrecord.model.reading import Attribution, Entry
from onrecord.model.relations import Finding, QuoteLineage, Side, Variant
from onrecord.model.spans import Citation, Span
from onrecord.text.groups import joined
from onrecord.text.once import once
from onrecord.text.ranges import Ranges
from onrecord.text.words import words

#: Relations in which an utterance is the same words by the same speaker.
_SAME_WORDS = ("identical", "truncated", "altered")
#: What the value of a side is where its report does not tell to whom the words were given.
UNTOLD = "not said to whom"
#: Characters between two wordings of one report up to which they are shown as one passage.
BESIDE = 200
#: Words from which a wording is surely somebody's.
LEAST = 4
#: Characters from the words up to which what else its speaker tells a newsroom is told of the same talk.
NEARBY = 1500


@dataclass(frozen=True, slots=True)
class Telling:
    """How one report gives an utterance.

    Attributes:
        entry: the report.
        said: the attribution that gives it.
        span: the wording with the sentence in which it is told to whom, where they stand together; else that sentence.
        words: the wording.
        hearer: the newsroom, if it is told.
        beside: whether the newsroom is told of this wording, not of another of the same speaker near it.
    """

    entry: Entry
    said: Attribution
    span: Span
    words: Span
    hearer: Hearer | None
    beside: bool = True

    @property
    def value(self) -> str:
        """To whom, in the words of the report."""
        return self.hearer.name if self.hearer else UNTOLD


def differ(quotes: Sequence[QuoteLineage], entries: Sequence[Entry]) -> Iterator[Finding]:
    """One utterance that reports say was made to different newsrooms.

    Only the same words are compared, and only newsrooms that a report names or describes beside them. Names with a
    word in common, or of which one is the initials of the other, are one newsroom. Where all reports that say to whom
    agree, those are shown beside them that do not say it and nowhere name the newsroom. A statement can go to many:
    nobody is told to be wrong.

    Args:
        quotes: what ``line_up`` gave.
        entries: the reports.
    """
    by_id = {entry.id: entry for entry in entries}
    order = {entry.id: at for at, entry in enumerate(entries)}
    given = [(one, _differing(_tellings(one, by_id))) for one in quotes if one.relation in _SAME_WORDS]
    given = sorted((pair for pair in given if pair[1]), key=lambda pair: pair[0].id)
    for group in joined([(at, at) for at in range(len(given))] + list(_one_talk([sides for _, sides in given]))):
        speaker = min((given[at][0].speaker or "" for at in group), key=lambda name: (-len(name), name))
        sides = _differing(_one_each([one for at in group for one in given[at][1]]))
        if sides:
            yield _finding(speaker, sorted(sides, key=lambda side: (order[side.entry.id], side.span.start)))


def _one_talk(given: Sequence[Sequence[Telling]]) -> Iterator[tuple[int, int]]:
    """The utterances that one report has from one talk: its sentences that say to whom are the same or beside."""
    of_report: dict[str, list[int]] = defaultdict(list)
    for at, sides in enumerate(given):
        for report in sorted({one.entry.id for one in sides if one.hearer}):
            of_report[report].append(at)
    for a, b in sorted({pair for numbers in of_report.values() for pair in combinations(numbers, 2)}):
        if any(
            one.entry.id == other.entry.id and one.hearer and other.hearer and one.hearer.same(other.hearer)
            for one in given[a]
            for other in given[b]
        ):
            yield a, b


def _one_each(sides: Sequence[Telling]) -> list[Telling]:
    """One telling a report: the longest that says to whom, or all its wordings that stand together."""
    of: dict[str, list[Telling]] = defaultdict(list)
    for one in sorted(sides, key=lambda one: (one.span.start, -one.span.end)):
        of[one.entry.id].append(one)
    found = []
    for tellings in of.values():
        told = [one for one in tellings if one.hearer]
        found.append(told[0] if told else _together(tellings))
    return found


def _together(tellings: Sequence[Telling]) -> Telling:
    """The wordings of a report from the longest on that stand close together, as one passage."""
    longest = max(tellings, key=lambda one: (one.span.end - one.span.start, -one.span.start))
    start, end = longest.span.start, longest.span.end
    for one in (*tellings, *tellings[::-1]):
        if one.span.start <= end + BESIDE and one.span.end >= start - BESIDE:
            start, end = min(start, one.span.start), max(end, one.span.end)
    whole = longest.entry.report.cut(start, end)
    return Telling(longest.entry, longest.said, whole, longest.words, None)


def _tellings(one: QuoteLineage, entries: Mapping[str, Entry]) -> list[Telling]:
    """How each report gives an utterance, one telling a report: the first that says to whom, or the first."""
    found: dict[str, Telling] = {}
    for variant in one.variants:
        entry = entries[variant.citation.report]
        said = entry.reading.attribution(variant.attribution)
        if said is None or said.negated:
            continue
        telling = _telling(entry, said, variant)
        kept = found.get(entry.id)
        if kept is None or (telling.hearer and not kept.hearer):
            found[entry.id] = telling
    return list(found.values())


def _telling(entry: Entry, said: Attribution, variant: Variant) -> Telling:
    """How a report gives an utterance: to whom beside it, or near it where its speaker talks to one newsroom only."""
    wording = variant.citation.span
    heard = _heard(entry)
    own = heard.of.get(said.id)
    beside = own is not None
    if own is None and said.actor is not None and said.actor in heard.to_one and said.actor not in heard.to_others:
        near = (one for one in heard.to_one[said.actor] if abs(one[1].start - wording.start) <= NEARBY)
        own = next(near, None)
    if own is None:
        return Telling(entry, said, wording, wording, None)
    return Telling(entry, said, _span(entry, own[1], wording), wording, own[0], beside)


def _span(entry: Entry, told: Span, wording: Span) -> Span:
    """The sentence that says to whom with the wording, if nothing longer stands between them."""
    if max(told.start, wording.start) - min(told.end, wording.end) > BESIDE:
        return told
    return entry.report.cut(min(told.start, wording.start), max(told.end, wording.end))


@dataclass(frozen=True, slots=True)
class _Heard:
    """Whom a report names as told.

    Attributes:
        of: by attribution, the newsroom that it names, with its sentence.
        to_one: the same of each speaker who is told to have spoken to one newsroom only, in text order.
        to_others: speakers who are told to have spoken to others than a newsroom too ("told reporters").
    """

    of: Mapping[str, tuple[Hearer, Span]]
    to_one: Mapping[str, Sequence[tuple[Hearer, Span]]]
    to_others: frozenset[str | None]


@once
def _heard(entry: Entry) -> _Heard:
    sentences = entry.reading.sentences
    places = Ranges((one.span.start, one.span.end) for one in sentences)
    of: dict[str, tuple[Hearer, Span]] = {}
    spoken: dict[str, list[tuple[Hearer, Span]]] = defaultdict(list)
    others = set()
    for said in entry.reading.attributions:
        at = (said.cue or said.source or said.content[0]).start
        sentence = next((sentences[number] for number in places.near(at, at + 1)), None)
        found = hearer(entry, said, sentence) if sentence else None
        if found and sentence:
            of[said.id] = found, sentence.span
            if said.actor is not None and not said.negated:
                spoken[said.actor].append(of[said.id])
        elif said.addressee:
            others.add(said.actor)
    return _Heard(of, {actor: told for actor, told in spoken.items() if _one_only(told)}, frozenset(others))


def _one_only(told: Sequence[tuple[Hearer, Span]]) -> bool:
    """Whether all that are named as told may be one newsroom; two names in one sentence may be."""
    apart = {(one.keys, one.name, span): (one, span) for one, span in told}.values()
    return all(one[0].same(other[0]) or one[1] == other[1] for one, other in combinations(apart, 2))


def _differing(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings to set side by side, if two of them differ in the newsroom."""
    told = [one for one in tellings if one.hearer]
    named = [one.hearer for one in told if one.hearer and one.hearer.named]
    if not named:
        return []
    if len(named) < len(told) or any(not one.same(other) for one in named for other in named):
        return told
    sure = [one for one in told if one.beside]
    untold = [one for one in tellings if not one.hearer and _long(one) and not _may_know(one, named)]
    return [*sure, *untold] if sure and untold else []


def _long(one: Telling) -> bool:
    """Whether a wording is long enough to be more than a word that many use."""
    return len(words(one.words.text)) >= LEAST


def _may_know(one: Telling, named: Sequence[Hearer]) -> bool:
    """Whether a report that does not say to whom may tell it elsewhere, or was told itself."""
    told = any(said.actor == one.said.actor and said.addressee for said in one.entry.reading.attributions)
    return told or own_interview(one.entry) or any(names(one.entry, newsroom) for newsroom in named)


def _finding(speaker: str, sides: Sequence[Telling]) -> Finding:
    """The finding, with every report of the utterance whose newsroom is told or surely left out."""
    shown = tuple(Side(Citation.of(one.entry.id, one.span), one.value, one.said.id, speaker or None) for one in sides)
    newsrooms = list(dict.fromkeys(one.value for one in sides if one.hearer))
    untold = sum(1 for one in sides if not one.hearer)
    told = f"given to {' and to '.join(newsrooms)}"
    left = f"; {untold} of the {len(sides)} reports do{'es' if untold == 1 else ''} not say to whom" if untold else ""
    why = f"the same words{f' of {speaker}' if speaker else ''}, {told}{left}; all of it can hold"
    about = min((" ".join(one.words.text.split()) for one in sides), key=lambda said: (-len(said), said))
    return Finding.of(kind="precision", type="attribution", about=about, sides=shown, why=why, rule="precision-told-to")

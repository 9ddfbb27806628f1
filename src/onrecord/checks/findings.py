"""Where accounts differ: contradiction, update, precision, framing and misattribution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.checks import spoken, told_to
from onrecord.checks.accounts import Between
from onrecord.checks.altered import changed_meaning
from onrecord.checks.merging import merged, where
from onrecord.model.reading import Actor, Entry
from onrecord.model.relations import (
    Change,
    Derivation,
    Finding,
    FindingKind,
    FindingType,
    QuoteLineage,
    Side,
    Variant,
)
from onrecord.text.words import texts, words

#: Words from which the same words of two speakers are surely one utterance.
LONG = 5
#: Offices of those who give other people's words.
_SPEAKS_FOR = re.compile(r"spoke|representative|publicist|lawyer|attorney|press|secretary|aide|envoy", re.I)


Pair = tuple[int, int]


def verbatim(derivations: Iterable[Derivation]) -> frozenset[frozenset[str]]:
    """The pairs of reports, by id, of which one has the words of the other."""
    return frozenset(frozenset((one.a, one.b)) for one in derivations if one.kind == "verbatim")


def assemble(
    entries: Sequence[Entry], accounts: Mapping[Pair, Between], quotes: Sequence[QuoteLineage]
) -> tuple[Finding, ...]:
    """The differences between what reports tell of the same fact, each with all the reports that give a value.

    Reports on one matter are compared two by two in their figures, names, offices, doers, days, places, denials,
    certainty, qualifiers, ranks, injuries and sources; quotations in who is named for them, whom they were given to and
    in words that change their meaning. Nearness in meaning only proposes what to compare; where it cannot be told from
    the words that two values are of the same fact, nothing is found.

    Args:
        entries: reports with their readings.
        accounts: for two of them, by index, what their accounts say of each other.
        quotes: what ``line_up`` gave for them.

    Returns:
        Findings in the order of the reports and of where their first side stands.
    """
    order = {entry.id: number for number, entry in enumerate(entries)}
    told = merged([one for pair in accounts.values() for one in pair.found], order)
    every = (*told, *_quotes(quotes, entries), *spoken.differ(quotes, entries))
    found = {one.id: one for one in every}
    return tuple(sorted(found.values(), key=lambda one: where(one, order)))


def _quotes(quotes: Sequence[QuoteLineage], entries: Sequence[Entry]) -> Iterator[Finding]:
    """Findings from quotations: given to another speaker, or with words changed that change what they say."""
    by_id = {entry.id: entry for entry in entries}
    yield from told_to.differ(quotes, entries)
    for one in quotes:
        if one.relation == "moved" and _two_speakers(one, by_id):
            yield _moved(one, by_id)
        elif one.relation == "altered" and (changed := changed_meaning(one)):
            yield _altered(one, changed, by_id)


def _two_speakers(one: QuoteLineage, entries: Mapping[str, Entry]) -> bool:
    """Whether the words are long, and given to two persons whom the reports name right beside them.

    Neither may speak for somebody else, have a name in common with the other, or stand in the other's sentence.
    """
    speakers = [_speaker(variant, entries) for variant in one.variants[:2]]
    if None in speakers or min(len(words(variant.citation.text)) for variant in one.variants[:2]) < LONG:
        return False
    names = [set(texts(words(speaker[0].name))) for speaker in speakers if speaker]
    beside = [set(texts(words(speaker[1]))) for speaker in speakers if speaker]
    return not (names[0] & names[1] or names[0] & beside[1] or names[1] & beside[0])


def _speaker(variant: Variant, entries: Mapping[str, Entry]) -> tuple[Actor, str] | None:
    """Who is named for a wording, not only meant by a pronoun, with the words around the source."""
    entry = entries[variant.citation.report]
    said = entry.reading.attribution(variant.attribution)
    actor = entry.reading.actor(said.actor) if said else None
    if said is None or said.source is None or actor is None or actor.kind != "person":
        return None
    if _SPEAKS_FOR.search(actor.role or "") or not set(texts(words(actor.name))) & set(texts(words(said.source.text))):
        return None
    at = said.source.start
    others = (one.cue for one in entry.reading.attributions if one.actor != said.actor and one.cue is not None)
    if any(at < cue.start < variant.citation.start for cue in others):  # somebody else spoke in between
        return None
    around = next((each.span.text for each in entry.reading.sentences if each.span.start <= at < each.span.end), "")
    return actor, around


def _moved(one: QuoteLineage, entries: Mapping[str, Entry]) -> Finding:
    """The same words, five or more, under two speakers that both reports name beside them.

    Both are persons of whom neither speaks for somebody else, and neither is named in the other's sentence.
    """
    sides = tuple(_side(variant, entries, None) for variant in one.variants)
    names = list(dict.fromkeys(side.value for side in sides))
    why = f"the same words, given to {' and to '.join(names)}; both reports name the speaker"
    return _finding("misattribution", "attribution", one, sides, why, "moved")


def _altered(one: QuoteLineage, change: Change, entries: Mapping[str, Entry]) -> Finding:
    """A quotation with a negation, a modal or a number changed."""
    values = (change.a or "left out", change.b or "left out")
    sides = tuple(_side(variant, entries, value) for variant, value in zip(one.variants[:2], values, strict=True))
    why = f"one utterance; “{values[0]}” here, “{values[1]}” there changes what it says"
    return _finding("framing", "quote", one, sides, why, "quote-meaning")


def _side(variant: Variant, entries: Mapping[str, Entry], value: str | None) -> Side:
    reading = entries[variant.citation.report].reading
    said = reading.attribution(variant.attribution)
    actor = reading.actor(said.actor) if said else None
    name = actor.name if actor else None
    return Side(variant.citation, value or name or "speaker not named", said.id if said else None, name)


def _finding(
    kind: FindingKind, type: FindingType, one: QuoteLineage, sides: tuple[Side, ...], why: str, rule: str
) -> Finding:
    about = " ".join(one.variants[0].citation.text.split())
    return Finding.of(kind=kind, type=type, about=about, sides=sides, why=why, rule=rule)

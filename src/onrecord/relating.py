"""What holds between reports: judged pair by pair, and put together.

What two reports say of each other hangs on the two alone, so it is judged once and remembered; what needs all reports
is put together from that.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from onrecord.decisions.standing import NONE, Decisions
from onrecord.model.judgement import Outcome
from onrecord.model.reading import Entry
from onrecord.model.relations import DERIVED, Derivation, Identity, Origin, QuoteLineage, Relations, Story
from onrecord.model.report import Report

if TYPE_CHECKING:
    from onrecord.checks.accounts import Between
    from onrecord.checks.only import Counterparts
    from onrecord.lineage.derive import Results
    from onrecord.lineage.evidence import Side

Pair = tuple[int, int]
Ids = tuple[str, str]
#: What is judged of two reports: whether their texts hang together, what they quote, what their accounts say, which
#: sentences they both have.
Kind = Literal["texts", "quotes", "accounts", "counterparts"]
Judged = TypeVar("Judged")
#: Pairs that are judged before what was judged of them is kept: a stopped run has lost no more.
AT_ONCE = 200


class Memory(Protocol):
    """What was judged and computed before."""

    def mark(self, report: str) -> str:
        """What changes with anything that was read in a report."""
        ...

    def judged(self, kind: Kind, keys: Mapping[Ids, str]) -> Mapping[Ids, Any]:
        """What is kept of these pairs under these keys, as JSON values."""
        ...

    def keep(self, kind: Kind, judged: Mapping[Ids, tuple[str, Any]]) -> None:
        """Keep what was judged of pairs, with its key, in place of what was kept of them."""
        ...

    def judging(self, kind: Kind, done: int, of: int) -> None:
        """Be told how far judging is: so many pairs of so many."""
        ...

    def vector(self, report: Report) -> bytes:
        """What headline and lead of a report mean."""
        ...

    def sharing(self, entries: Sequence[Entry]) -> Collection[Ids] | None:
        """The pairs of reports that share text, if that is kept."""
        ...

    def kept(self, texts: Sequence[str]) -> Mapping[str, bytes]:
        """The vectors of texts that are kept; see ``meaning.encoder.Shelf``."""
        ...

    def keep_texts(self, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors of texts."""
        ...


def relate(entries: Sequence[Entry], memory: Memory | None = None, decisions: Decisions = NONE) -> Relations:
    """All that holds between reports.

    The pairs that are judged come from indexes over words and meaning, so reports that have nothing to do with each
    other cost nothing; the same entries give the same relations, with or without a memory. Whatever compares speakers
    sees their identities. Texts that hide characters are compared as a reader sees them, and cited as they are.

    Args:
        entries: the reports with what was read in them, their attributions as people decided.
        memory: what was judged before; everything is judged anew if left out.
        decisions: what people decided on who is who, and on which reports belong together.
    """
    from onrecord.text.moved import Texts, seen_entry

    return Texts(entries).restored(_relate([seen_entry(one) for one in entries], memory, decisions))


def _relate(entries: Sequence[Entry], memory: Memory | None, decisions: Decisions) -> Relations:
    from onrecord.checks.corroboration import corroborate
    from onrecord.checks.findings import assemble
    from onrecord.checks.only import only_in
    from onrecord.decisions import identities as who
    from onrecord.identity.link import link
    from onrecord.lineage import derive
    from onrecord.meaning.encoder import keeping
    from onrecord.model.identified import identified

    with keeping(memory) if memory else nullcontext(), _remembering():
        identities, on_who = who.decided(link(entries), entries, decisions)
        known = identified(entries, identities)
        near = _near(entries)
        sides, judged = _texts(entries, near, memory)
        derivations = derive.assemble(entries, judged)
        traced, on_origins = _traced(sides, derivations, judged, decisions)
        marks = _marks(entries, identities, memory)
        quotes = _quotes(known, marks, memory)
        between = accounts(known, near, derivations, marks, memory)
        findings = assemble(known, between, quotes)
        stories, on_stories = _grouped(entries, derivations, memory, decisions)
        return Relations(
            reports=tuple(entry.id for entry in entries),
            stories=stories,
            derivations=derivations,
            origins=traced,
            quotes=quotes,
            findings=findings,
            corroborated=corroborate(known, between, traced, findings),
            only_in=only_in(entries, _counterparts(entries, memory), derivations),
            identities=identities,
            outcomes=(*on_who, *on_stories, *on_origins),
        )


def _traced(
    sides: Sequence[Side], derivations: Sequence[Derivation], judged: Results, decisions: Decisions
) -> tuple[tuple[Origin, ...], tuple[Outcome, ...]]:
    """The origins of the reports, as people decided, and what their judgements came to."""
    from onrecord.decisions import groups
    from onrecord.lineage import origins

    traced = origins.trace(sides, derivations, judged)
    order = [one.report.id for one in sides]
    return groups.origins(traced, order, decisions, lambda ids, why: origins.put_together(ids, sides, derivations, why))


def _grouped(
    entries: Sequence[Entry], derivations: Sequence[Derivation], memory: Memory | None, decisions: Decisions
) -> tuple[tuple[Story, ...], tuple[Outcome, ...]]:
    """The stories of the reports, as people decided, and what their judgements came to."""
    from onrecord.decisions import groups
    from onrecord.stories.group import group, head

    found = group([entry.report for entry in entries], derivations, memory.vector if memory else story_vector)
    return groups.stories(found, {entry.id: head(entry.report) for entry in entries}, decisions)


def lined_up(
    entries: Sequence[Entry], relations: Relations, decisions: Decisions = NONE, memory: Memory | None = None
) -> Relations:
    """What holds between some of the reports, with their quotations and claims lined up among them alone.

    Args:
        entries: the reports.
        relations: what holds between them beside these.
        decisions: what people decided.
        memory: what was judged before.
    """
    from onrecord.checks.corroboration import corroborate
    from onrecord.decisions.findings import decided
    from onrecord.meaning.encoder import keeping
    from onrecord.model.identified import identified
    from onrecord.text.moved import Texts, seen_entry

    texts, as_they_are = Texts(entries), entries
    entries, relations = [seen_entry(one) for one in entries], texts.seen(relations)
    with keeping(memory) if memory else nullcontext(), _remembering():
        known = identified(entries, relations.identities)
        marks = _marks(entries, relations.identities, memory)
        between = accounts(known, _near(entries), relations.derivations, marks, memory)
        quotes = _quotes(known, marks, memory)
        corroborated = corroborate(known, between, relations.origins, relations.findings)
    found = texts.restored(dataclasses.replace(relations, quotes=quotes, corroborated=corroborated))
    return decided(found, decisions, as_they_are)


@contextmanager
def _remembering() -> Iterator[None]:
    """What is worked out once of each report is forgotten in the end: the next time they are other objects."""
    from onrecord.text.once import forget

    try:
        yield
    finally:
        forget()


def story_vector(report: Report) -> bytes:
    """What headline and lead of a report mean, which tells the stories apart; most of what a story costs.

    Raises:
        ModelError: the sentence encoder is missing or not the pinned one.
    """
    from onrecord.stories.features import vector_of

    return vector_of(report)


# -- pairs ------------------------------------------------------------------------------------------------------


def _near(entries: Sequence[Entry]) -> set[Pair]:
    from onrecord.checks.matter import on_one_matter

    return on_one_matter(entries)


def _texts(entries: Sequence[Entry], near: set[Pair], memory: Memory | None) -> tuple[list[Side], Results]:
    """The reports as lineage sees them, and what was judged of their texts."""
    from onrecord.lineage import derive
    from onrecord.lineage.candidates import candidates
    from onrecord.lineage.judged import pack, unpack

    sides = derive.sides(entries)
    judged = _each(
        "texts",
        entries,
        candidates(entries, near, memory.sharing(entries) if memory else None),
        _marks(entries, (), memory),
        memory,
        judge=lambda a, b: derive.between(sides[a], sides[b]),
        pack=lambda value, a, b: pack(value) if value else None,
        unpack=lambda value, a, b: unpack(value, a, b) if value else None,
    )
    return sides, {(min(pair), max(pair)): one for pair, one in judged.items() if one is not None}


def _quotes(known: Sequence[Entry], marks: Sequence[str] | None, memory: Memory | None) -> tuple[QuoteLineage, ...]:
    """The utterances that two or more reports give."""
    from onrecord.checks.quotebetween import between, pack, unpack
    from onrecord.checks.quotecandidates import candidates
    from onrecord.checks.quotes import assemble
    from onrecord.checks.quotesaid import sayings_of

    said = [sayings_of(entry) for entry in known]
    judged = _each(
        "quotes",
        known,
        candidates(said),
        marks,
        memory,
        judge=lambda a, b: between(said[a], said[b]),
        pack=lambda value, a, b: pack(value, a.id, b.id),
        unpack=lambda value, a, b: unpack(value, a.id, b.id),
    )
    return assemble(known, judged, {one.report: one for one in said})


def accounts(
    known: Sequence[Entry],
    near: set[Pair],
    derivations: Sequence[Derivation] = (),
    marks: Sequence[str] | None = None,
    memory: Memory | None = None,
) -> dict[Pair, Between]:
    """For every two reports on one matter what their accounts say of each other.

    Args:
        known: reports, actors under their identities.
        near: the pairs of them, by index, that are on one matter.
        derivations: how their texts hang together; what a copy puts down to whom is not compared with its source.
        marks: for each what changes with anything that was read in it, if there is a memory.
        memory: what was judged before.

    Returns:
        By the indexes of the two, the one whose id comes first in front.
    """
    from onrecord.checks.accounts import Account, between
    from onrecord.checks.findings import verbatim
    from onrecord.checks.packed import pack, unpack

    rank = {name: number for number, name in enumerate(sorted(entry.id for entry in known))}
    held = [Account(entry, rank[entry.id]) for entry in known]
    copies = verbatim(derivations)

    def copied(a: int, b: int) -> bool:
        return frozenset((known[a].id, known[b].id)) in copies

    return _each(
        "accounts",
        known,
        near,
        marks,
        memory,
        judge=lambda a, b: between(held[a], held[b], copies=copied(a, b)),
        pack=lambda value, a, b: pack(value, a.report, b.report),
        unpack=lambda value, a, b: unpack(value, a.report, b.report),
        extra=lambda a, b: "copies" if copied(a, b) else "",
    )


def _counterparts(entries: Sequence[Entry], memory: Memory | None) -> dict[Pair, Counterparts]:
    """Which sentences two reports both have, for all that are on like matters."""
    from onrecord.checks.only import Told, between, candidates

    rank = {name: number for number, name in enumerate(sorted(entry.id for entry in entries))}
    told = [Told(entry, rank[entry.id]) for entry in entries]

    def unpacked(value: Sequence[Sequence[int]], a: Entry, b: Entry) -> Counterparts:
        in_a, in_b = value
        return tuple(in_a), tuple(in_b)

    return _each(
        "counterparts",
        entries,
        candidates(entries),
        _marks(entries, (), memory),
        memory,
        judge=lambda a, b: between(told[a], told[b]),
        pack=lambda value, a, b: value,
        unpack=unpacked,
    )


def _each(
    kind: Kind,
    entries: Sequence[Entry],
    pairs: Iterable[Pair],
    marks: Sequence[str] | None,
    memory: Memory | None,
    *,
    judge: Callable[[int, int], Judged],
    pack: Callable[[Judged, Entry, Entry], Any],
    unpack: Callable[[Any, Entry, Entry], Judged],
    extra: Callable[[int, int], str] = lambda a, b: "",
) -> dict[Pair, Judged]:
    """What is judged of each pair, by index, the lesser id in front; remembered where the readings are the same."""
    ordered = sorted((a, b) if entries[a].id < entries[b].id else (b, a) for a, b in pairs)
    if memory is None or marks is None:
        return {pair: judge(*pair) for pair in ordered}
    keys = {(entries[a].id, entries[b].id): f"{marks[a]}{marks[b]}{extra(a, b)}" for a, b in ordered}
    kept = memory.judged(kind, keys)
    found: dict[Pair, Judged] = {}
    new: dict[Ids, tuple[str, Any]] = {}
    count = 0
    for a, b in ordered:
        one, other = entries[a], entries[b]
        ids = one.id, other.id
        if ids in kept:
            try:
                found[a, b] = unpack(kept[ids], one, other)
                continue
            except (ValueError, TypeError, LookupError):  # another's, or damaged: it is judged anew
                pass
        memory.judging(kind, count, len(ordered) - len(kept))
        count += 1
        found[a, b] = judge(a, b)
        new[ids] = keys[ids], pack(found[a, b], one, other)
        if len(new) >= AT_ONCE:
            memory.keep(kind, new)
            new = {}
    if new:
        memory.keep(kind, new)
    return found


def _marks(entries: Sequence[Entry], identities: Sequence[Identity], memory: Memory | None) -> list[str] | None:
    """What changes with anything that was read in each report, with whom its actors are taken for, and with the rules.

    Args:
        entries: the reports.
        identities: who is who in them; none for what does not see that.
        memory: what knows the readings.
    """
    from onrecord.model.identified import homes

    if memory is None:
        return None
    home = homes(identities)
    return [_digest(memory.mark(entry.id), *sorted(home.get(entry.id, {}).items())) for entry in entries]


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr((DERIVED, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]

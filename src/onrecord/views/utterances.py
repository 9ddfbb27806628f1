"""Who said what, each utterance once: the same words in several reports are one line with several citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.model.reading import Attribution, Entry, Stance
from onrecord.model.relations import QuoteLineage
from onrecord.model.spans import Citation, Span
from onrecord.views.chain import cue, path, told
from onrecord.views.index import NOBODY, Index, decided_fact
from onrecord.views.page import Line, Run, Scalar, line
from onrecord.views.words import alike, bare, count, flat, quoted, same, with_article, wording

#: What a report tells of somebody: that they said something, or only that they want it, think it, or did not say it.
Manner = Literal["said", "wanted", "thought", "not said"]
MANNERS: tuple[Manner, ...] = get_args(Manner)

_Lineages = Mapping[tuple[str, str], QuoteLineage]

#: A wording in a report's own words is compared with so many different ones before it of the same speaker.
_LOOKED_AT = 200

#: An embedded post counts as read if attributions of its author cover this part of it; else it is shown whole.
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution as one report has it, or a post embedded in it.

    Attributes:
        entry: the report.
        id: attribution id; ``post`` and the block's index for a post.
        key: what groups the sayings of one speaker.
        speaker: who said it, as words.
        how: the cue, as words.
        kind: direct, indirect, mixed or post.
        content: what was said.
        told: through whom the report has it, as words; empty if directly.
        why: how it was found and how the speaker was resolved.
        manner: whether it was said, thought or wanted, or is told not to have been said.
        whom: to whom it was said, where that does not stand in ``how``.
        chain: from the ultimate source to this report, as words.
        certainty: how surely the report has it that this was said.
        stance: whether the speaker holds it, denies it or leaves it open.
    """

    entry: Entry
    id: str
    key: str
    speaker: str
    how: str
    kind: str
    content: tuple[Span, ...]
    told: str = ""
    why: str = ""
    manner: Manner = "said"
    whom: str = ""
    chain: str = ""
    certainty: str | None = "certain"
    stance: Stance = "held"

    @property
    def words(self) -> str:
        """The content on one line; direct speech in quotation marks."""
        parts = [bare(span.text) if self.kind in ("direct", "post") else flat(span.text) for span in self.content]
        joined = " … ".join(part for part in parts if part)
        return quoted(joined) if self.kind in ("direct", "post") else joined

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the content stands."""
        return tuple(Citation.of(self.entry.id, span) for span in self.content)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One utterance with every report that has it; the first saying is the fullest."""

    sayings: tuple[Saying, ...]
    lineage: QuoteLineage | None = None

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports that have it."""
        return tuple(dict.fromkeys(one.entry.id for one in self.sayings))


def sayings(index: Index, entry: Entry) -> tuple[Saying, ...]:
    """All that a report attributes to anyone, and its embedded posts, in text order."""
    carriers = _carriers(entry)
    found = [_saying(index, entry, one) for one in entry.reading.attributions if one.id not in carriers]
    found.extend(_posts(index, entry, found))
    return tuple(sorted(found, key=lambda one: (one.content[0].start if one.content else 0, one.id)))


def utterances(index: Index) -> tuple[Utterance, ...]:
    """Every utterance in the reports once, in order of first appearance.

    Sayings of one speaker are one utterance where their quotation was lined up, where they are the same words, and,
    for what stands in the reports' own words, where these are nearly the same. Words that are given to different
    speakers stay apart.
    """
    found = [one for entry in index.entries for one in sayings(index, entry)]
    lineages = {
        (variant.citation.report, variant.attribution): lineage
        for lineage in index.relations.quotes
        for variant in lineage.variants
    }
    return tuple(_utterance(group, lineages) for group in _grouped(found, lineages))


def _grouped(found: Sequence[Saying], lineages: _Lineages) -> list[list[Saying]]:
    """The sayings in groups of one utterance each, by union of what they share."""
    parent = list(range(len(found)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    first: dict[object, int] = {}
    told_by: dict[object, list[tuple[int, frozenset[str]]]] = {}
    for n, one in enumerate(found):
        lineage = lineages.get((one.entry.id, one.id))
        # What one report has her say and another has her deny is not one utterance, however alike the words.
        side = (one.key, one.manner, one.stance)
        marks = [(*side, same(one.words)), *([(*side, lineage.id)] if lineage else [])]
        near = [first.setdefault(mark, n) for mark in marks]
        if near[0] == n and one.kind in ("indirect", "mixed"):
            words, others = wording(one.words), told_by.setdefault(side, [])
            near += [m for m, theirs in others[-_LOOKED_AT:] if alike(theirs, words)]
            others.append((n, words))
        for other in near:
            a, b = sorted((root(other), root(n)))
            parent[b] = a
    groups: dict[int, list[Saying]] = {}
    for n, one in enumerate(found):
        groups.setdefault(root(n), []).append(one)
    return list(groups.values())


def _utterance(group: Sequence[Saying], lineages: _Lineages) -> Utterance:
    """The sayings of one utterance, the fullest wording first."""
    lineage = next((found for one in group if (found := lineages.get((one.entry.id, one.id)))), None)
    if lineage is None:
        return Utterance(tuple(group))
    order = {(one.citation.report, one.attribution): n for n, one in enumerate(lineage.variants)}
    ranked = sorted(group, key=lambda one: order.get((one.entry.id, one.id), len(order)))
    return Utterance(tuple(ranked), lineage if len(ranked) > 1 else None)


def _carriers(entry: Entry) -> frozenset[str]:
    """Attributions that only carry another's words, "the paper quoted her as saying": links of the chain, no more."""
    by_id = {one.id: one for one in entry.reading.attributions}
    inner = [(one, by_id[one.within]) for one in by_id.values() if one.within in by_id]
    return frozenset(outer.id for one, outer in inner if one.content == outer.content)


def _saying(index: Index, entry: Entry, one: Attribution) -> Saying:
    links = path(index, entry, one.id)
    how = cue(one)
    whom = flat(one.addressee.text) if one.addressee else ""
    return Saying(
        entry=entry,
        id=one.id,
        key=index.speaker_key(one),
        speaker=index.speaker(one),
        how=how,
        kind=one.kind,
        content=one.content,
        told=", as told by ".join(link.who for link in reversed(links[1:-1])),
        why=_why(entry, one),
        manner=_manner(one),
        whom="" if how.endswith(whom) else whom,
        chain=told(links),
        certainty=one.certainty,
        stance=one.stance,
    )


def _why(entry: Entry, one: Attribution) -> str:
    """The words that decided and how the speaker was resolved; then what found it, of which version."""
    reader = entry.reading.reader
    found_by = f"Found by {one.rule} (rules {reader.version}, {reader.model})." if one.rule else ""
    return " ".join(part for part in (one.why, found_by) if part)


def _manner(one: Attribution) -> Manner:
    if one.cue_class == "intends":
        return "wanted"
    if one.cue_class == "believes":
        return "thought"
    return "not said" if one.negated else "said"


def _posts(index: Index, entry: Entry, found: Sequence[Saying]) -> list[Saying]:
    posts = []
    for number, (block, voice) in enumerate(zip(entry.report.blocks, entry.reading.voices, strict=False)):
        if block.kind != "embedded_post" or block.repeats is not None or voice is None:
            continue
        span = entry.report.cut(block.start, block.end)
        read = sum(min(s.end, span.end) - max(s.start, span.start) for s in _spans(found, voice) if s.overlaps(span))
        if read < _COVERED * (span.end - span.start):
            name = index.name(voice)
            chain = f"{with_article(name)}, as told by this report"
            why = f"The report embeds a post by {name}."
            posts.append(Saying(entry, f"post{number}", voice, name, "posted", "post", (span,), why=why, chain=chain))
    return posts


def _spans(found: Sequence[Saying], key: str) -> list[Span]:
    return [span for one in found if one.key == key for span in one.content]


_IN_WHOSE_WORDS = {"direct": "", "post": "", "indirect": ", in the report's words", "mixed": ", partly quoted"}
#: Who thinks or wants something need not have said so; what is not said is no statement at all.
_NOT_SAID: dict[Manner, str] = {
    "said": "",
    "wanted": ", as the report has it",
    "thought": ", as the report has it",
    "not said": " (not said)",
}


def utterance_line(index: Index, one: Utterance, *, why: bool = False) -> Line:
    """The line of an utterance under its speaker's heading.

    Args:
        index: the reports.
        one: the utterance.
        why: whether the line says what decided.
    """
    first = one.sayings[0]
    tail = [f" — to {first.whom}"] if first.whom else []
    tail += [f" — as told by {first.told}"] if first.told else []
    if len(one.reports) > 1:
        tail.append(f" — {index.how_many(one.reports)}{_variation(one.lineage)}")
    return line(
        Run(opening(first), "quiet"),
        first.words,
        Run("".join(tail), "quiet"),
        index.target(f"{first.entry.id}/{first.id}"),
        index.mark(f"{first.entry.id}/{first.id}"),
        cite=[citation for saying in one.sayings for citation in saying.citations],
        why=_shown_why(first) if why else "",
        facts=_facts(index, one),
    )


def _shown_why(one: Saying) -> str:
    """What decided, with the chain where others stand between the speaker and the report."""
    chain = f"The chain: {one.chain}." if one.told else ""
    return " ".join(part for part in (one.why, chain) if part)


def opening(one: Saying) -> str:
    """How it was said: the words of the cue, and whether what follows was said at all and in whose words."""
    if one.how.casefold() in ("according to", "per"):
        return "by this account: "
    if one.kind in ("direct", "post"):
        manner = _NOT_SAID[one.manner] if one.manner == "not said" else ""
    else:
        manner = _NOT_SAID[one.manner] or _IN_WHOSE_WORDS[one.kind]
    return f"{one.how}{manner}: "


def _variation(lineage: QuoteLineage | None) -> str:
    if lineage is None or lineage.relation in ("identical", "moved"):
        return ""
    return f"; the words differ ({lineage.relation})"


def _facts(index: Index, one: Utterance) -> dict[str, Scalar]:
    first = one.sayings[0]
    return {
        "speaker": first.speaker,
        "identity": first.key if first.key in index.actors else None,
        "cue": first.how,
        "kind": first.kind,
        "said": first.words,
        "manner": first.manner,
        "certainty": first.certainty,
        "to": first.whom or None,
        "told_by": first.told or None,
        "chain": first.chain,
        "reports": len(one.reports),
        "origins": len(index.origins(one.reports)) or None,
        "relation": one.lineage.relation if one.lineage else None,
        "target": f"{first.entry.id}/{first.id}",
        "judged": decided_fact(index.judged(f"{first.entry.id}/{first.id}")),
        "why": first.why,
    }


def by_speaker(
    index: Index, found: Sequence[Utterance], *, shown: int | None = None, why: bool = False
) -> tuple[Line, ...]:
    """A line a speaker with the utterances under it; speakers in most reports first, nobody-named last.

    Args:
        index: the reports.
        found: the utterances.
        shown: how many utterances a speaker is shown with first.
        why: whether each line says what decided.
    """
    groups: dict[str, list[Utterance]] = {}
    for one in found:
        groups.setdefault(one.sayings[0].key, []).append(one)
    ranked = sorted(groups.values(), key=_centrality)
    return tuple(
        line(
            Run(_heading(index, group), "strong"),
            Run(f" — {_counted(group)}", "quiet"),
            *([index.target(who), index.mark(who)] if (who := group[0].sayings[0].key) in index.actors else ()),
            children=[utterance_line(index, one, why=why) for one in sorted(group, key=_weight)],
            shown=shown,
        )
        for group in ranked
    )


def _heading(index: Index, group: Sequence[Utterance]) -> str:
    first = group[0].sayings[0]
    roles = [
        actor.role
        for one in group
        for saying in one.sayings
        if (actor := saying.entry.reading.actor(saying.key)) is not None and actor.role
    ]
    return f"{first.speaker} ({flat(roles[0])})" if roles else first.speaker[:1].upper() + first.speaker[1:]


def _centrality(group: Sequence[Utterance]) -> tuple[bool, int, int]:
    reports = {report for one in group for report in one.reports}
    return group[0].sayings[0].speaker == NOBODY, -len(reports), -len(group)


def _counted(group: Sequence[Utterance]) -> str:
    """How many statements, aims and views: ``2 statements, 1 aim``."""
    nouns: dict[Manner, str] = {"said": "statement", "wanted": "aim", "thought": "view"}
    found = [(manner, sum(one.sayings[0].manner == manner for one in group)) for manner in MANNERS]
    return ", ".join(f"{n} {manner}" if manner not in nouns else count(n, nouns[manner]) for manner, n in found if n)


def _weight(one: Utterance) -> tuple[bool, int, bool]:
    """What was not said last, then utterances in most reports first, direct speech before the rest."""
    first = one.sayings[0]
    return first.manner == "not said", -len(one.reports), first.kind not in ("direct", "post")

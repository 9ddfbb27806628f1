"""The same utterance in several reports: its wordings beside the fullest one, with the changed words marked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.relations import QuoteLineage, QuoteRelation, Variant
from onrecord.model.spans import Citation
from onrecord.views.excerpts import first_words
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.words import bare, capital, count, listed, same

#: How a wording relates to the fullest one, in the order in which a reader should look at it.
RELATIONS: dict[QuoteRelation, str] = {
    "altered": "words changed",
    "truncated": "words left out",
    "moved": "given elsewhere or by another speaker",
    "paraphrased": "paraphrased",
    "identical": "the same words",
}

#: Two quotations are marked word by word up to this product of their lengths (two of 700 words); the comparison is
#: quadratic, and past it (0.5 s) the two are shown whole.
_MARKED = 500_000

#: Words of an unchanged stretch, or of one that was left out, past which only its first and last words are shown.
_STRETCH = 24

#: Characters of the fullest wording that are shown; the longest quotations are whole speeches.
_FULLEST = 400

#: Two quotations in one report are one utterance if this part of the shorter one lies in the other.
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words, but for marks and case, of one utterance in one or more reports."""

    relation: QuoteRelation
    variants: tuple[tuple[QuoteLineage, Variant], ...]

    @property
    def text(self) -> str:
        """The words as the first of the reports has them, without the marks around them."""
        return bare(self.variants[0][1].citation.text)


def utterances(lineages: Iterable[QuoteLineage]) -> list[tuple[QuoteLineage, ...]]:
    """The lineages in groups of one utterance each, by the passages that they share, in order of the first.

    One utterance has several lineages where its wordings relate to the fullest one in several ways.
    """
    found = list(lineages)
    home = list(range(len(found)))

    def root(n: int) -> int:
        while home[n] != n:
            n = home[n]
        return n

    seen: dict[str, list[tuple[Citation, int]]] = {}
    for n, one in enumerate(found):
        for variant in one.variants:
            cited = variant.citation
            others = seen.setdefault(cited.report, [])
            for other in {root(m) for passage, m in others if _one_passage(passage, cited)}:
                first, second = sorted((other, root(n)))
                home[second] = first
            others.append((cited, n))
    groups: dict[int, list[QuoteLineage]] = {}
    for n, one in enumerate(found):
        groups.setdefault(root(n), []).append(one)
    return [tuple(group) for group in groups.values()]


def _one_passage(a: Citation, b: Citation) -> bool:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common > 0 and common >= _OVERLAP * min(a.end - a.start, b.end - b.start)


def wordings(group: Sequence[QuoteLineage]) -> tuple[Wording, ...]:
    """The wordings of one utterance, each once: the fullest first, then the others as they relate to it."""
    heads = [one.variants[0] for one in group]
    fullest = same(max(heads, key=lambda one: len(same(one.citation.text))).citation.text)
    texts: dict[str, list[tuple[QuoteLineage, Variant]]] = {}
    relation: dict[str, QuoteRelation] = {}
    cited: set[Citation] = set()
    for lineage in sorted(group, key=lambda one: same(one.variants[0].citation.text) != fullest):
        for n, variant in enumerate(lineage.variants):
            key = same(variant.citation.text)
            if n:
                relation.setdefault(key, lineage.relation)
            if variant.citation not in cited:
                cited.add(variant.citation)
                texts.setdefault(key, []).append((lineage, variant))
    order = list(RELATIONS)
    keys = sorted(texts, key=lambda key: (key != fullest, order.index(relation.get(key, "identical"))))
    return tuple(Wording(relation.get(key, "identical"), tuple(texts[key])) for key in keys)


def changed_quotes(index: Index) -> tuple[tuple[QuoteLineage, ...], ...]:
    """Utterances that are not the same everywhere, changed ones before shortened, moved and paraphrased ones.

    Those that a finding has as given to different speakers are left to it.
    """
    given = [[side.citation for side in one.sides] for one in index.relations.findings if one.kind == "misattribution"]
    shown = [
        one
        for one in index.relations.quotes
        if not (one.relation == "moved" and any(_cite_alike(one, sides) for sides in given))
    ]
    changed = [group for group in utterances(shown) if any(one.relation != "identical" for one in group)]
    return tuple(sorted(changed, key=_weight))


def same_quotes(index: Index) -> tuple[tuple[QuoteLineage, ...], ...]:
    """Utterances that every report gives in the same words, those in most reports first."""
    groups = [
        group for group in utterances(index.relations.quotes) if all(one.relation == "identical" for one in group)
    ]
    return tuple(sorted(groups, key=lambda group: -len(_reports(group))))


def _reports(group: Iterable[QuoteLineage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(variant.citation.report for one in group for variant in one.variants))


def _weight(group: Sequence[QuoteLineage]) -> tuple[int, int]:
    return list(RELATIONS).index(_relation(group)), -len(_reports(group))


def _relation(group: Sequence[QuoteLineage]) -> QuoteRelation:
    """The relation of a group that a reader should look at first."""
    order = list(RELATIONS)
    return min((one.relation for one in group), key=order.index)


def _cite_alike(one: QuoteLineage, sides: Sequence[Citation]) -> bool:
    """Whether each wording of the quotation overlaps a side, and each side a wording."""
    cited = [variant.citation for variant in one.variants]
    pairs = [(a, b) for a in cited for b in sides if a.report == b.report and a.span.overlaps(b.span)]
    return {a for a, _ in pairs} == set(cited) and {b for _, b in pairs} == set(sides)


def quote_line(index: Index, *group: QuoteLineage) -> Line:
    """One utterance as several reports have it, with the changed words marked against its fullest wording."""
    speaker = speaker_of(index, group)
    every = wordings(group)
    return line(
        Run(capital(RELATIONS[_relation(group)]), "strong"),
        f" — {speaker}, in {_how_many(index, group)}",
        index.target(" ".join(one.id for one in group)),
        children=[_wording_line(index, one, every[0], speaker) for one in every],
    )


def _how_many(index: Index, group: Sequence[QuoteLineage]) -> str:
    """In how many reports and from how many origins; their names stand at the wordings."""
    reports = _reports(group)
    origins = len(index.origins(reports))
    return count(len(reports), "report") + (f", {count(origins, 'origin')}" if origins else "")


def same_quote_line(index: Index, *group: QuoteLineage) -> Line:
    """One utterance that its reports give in the same words."""
    speaker = speaker_of(index, group)
    (first, *_) = wordings(group)
    tail = (Run(f" — {index.how_many(_reports(group))}", "quiet"), index.target(" ".join(one.id for one in group)))
    return line(
        Run(capital(speaker), "strong"),
        f": “{first_words(first.text, _FULLEST)}”",
        *tail,
        whole=(Run(capital(speaker), "strong"), f": “{first.text}”", *tail),
        cite=[variant.citation for _, variant in first.variants],
        facts=_facts(first, first, speaker),
    )


def speaker_of(index: Index, group: Sequence[QuoteLineage]) -> str:
    """Who said it, by the first lineage that knows."""
    actor = next((one.actor for one in group if one.actor), None)
    return index.name(actor) if actor else next((one.speaker for one in group if one.speaker), "speaker not named")


def _wording_line(index: Index, one: Wording, fullest: Wording, speaker: str) -> Line:
    names = listed(dict.fromkeys(index.named(variant.citation.report) for _, variant in one.variants))
    names += ", fullest" if one is fullest else _how_related(index, one, speaker)
    alike = one is fullest or same(one.text) == same(fullest.text)
    words = (first_words(one.text, _FULLEST),) if alike else marked(fullest.text, one.text)
    every = (one.text,) if alike else marked(fullest.text, one.text, whole=True)
    return line(
        f"{names}: “",
        *words,
        "”",
        whole=(f"{names}: “", *every, "”"),
        cite=[variant.citation for _, variant in one.variants],
        facts=_facts(one, fullest, speaker),
    )


def _how_related(index: Index, one: Wording, speaker: str) -> str:
    """What the marks on the words do not say: that the words are the report's own, or who has them there."""
    if one.relation == "moved":
        _, variant = one.variants[0]
        attribution = index.entry(variant.citation.report).reading.attribution(variant.attribution)
        told = index.speaker(attribution) if attribution else speaker
        return f", given to {told}" if same(told) != same(speaker) else ", given elsewhere"
    return ", paraphrased" if one.relation == "paraphrased" else ""


def _facts(one: Wording, fullest: Wording, speaker: str) -> dict[str, str]:
    return {
        "finding": " ".join(dict.fromkeys(lineage.id for lineage, _ in one.variants)),
        "kind": f"quote {one.variants[0][0].relation}",
        "type": "quote",
        "about": fullest.text,
        "value": one.text,
        "according_to": speaker,
        "target": " ".join(f"{variant.citation.report}/{variant.attribution}" for _, variant in one.variants),
    }


def marked(a: str, b: str, *, whole: bool = False) -> tuple[str | Run, ...]:
    """The words of ``b`` with those of ``a`` that are gone marked as deleted and new ones as inserted.

    Wordings with little in common are not marked: crossing out everything shows nothing. Of long stretches that are
    the same or were left out, the first and last words are shown, unless the whole is wanted.

    >>> [(run.text, run.mark) for run in marked("We say that we go", "We say we go") if isinstance(run, Run)]
    [('that', 'deleted')]
    """
    before, after = bare(a).split(), bare(b).split()
    if len(before) * len(after) > _MARKED:
        return (" ".join(after),)
    matcher = difflib.SequenceMatcher(None, [same(w) for w in before], [same(w) for w in after], autojunk=False)
    opcodes = matcher.get_opcodes()
    if matcher.ratio() < 0.5 and not _cut_out(opcodes):
        return (" ".join(after),)
    out: list[str | Run] = []
    for n, (op, a0, a1, b0, b1) in enumerate(opcodes):
        if op != "equal" and not any(map(_counts, (*before[a0:a1], *after[b0:b1]))):
            out.extend([" ".join(after[b0:b1])] if b1 > b0 else [])
            continue
        if op == "equal":
            out.append(_stretch(after[b0:b1], whole, first=n == 0, last=n == len(opcodes) - 1))
            continue
        if a1 > a0:
            out.append(Run(_stretch(before[a0:a1], whole), "deleted"))
        if b1 > b0:
            out.append(Run(" ".join(after[b0:b1]), "inserted"))
    return tuple(part for n, piece in enumerate(out) for part in ((" ", piece) if n else (piece,)))


def _counts(word: str) -> bool:
    """Whether a word that is other than before is a change: a dash is none, the dots of an omission are."""
    return bool(same(word)) or "…" in word or ".." in word


def _cut_out(opcodes: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Whether one wording is a single stretch of the other, with nothing of its own."""
    kept = [op for op, *_ in opcodes]
    return kept.count("equal") == 1 and set(kept) <= {"equal", "delete"}


def _stretch(words: Sequence[str], whole: bool, *, first: bool = False, last: bool = False) -> str:
    """Words in a row; of many only those at the ends, or beside what follows or precedes them."""
    if whole or len(words) <= _STRETCH:
        return " ".join(words)
    half = _STRETCH // 3
    head = [] if first else list(words[:half])
    tail = [] if last else list(words[-half:])
    return " ".join([*head, "…", *tail])

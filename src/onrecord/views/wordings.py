"""The same utterance in several reports: its wordings beside the fullest one, with the changed words marked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.relations import QuoteLineage, QuoteRelation, Variant
from onrecord.model.spans import Citation
from onrecord.text.groups import joined
from onrecord.views.excerpts import first_words
from onrecord.views.index import Index
from onrecord.views.page import Line, Run, line
from onrecord.views.words import bare, capital, count, listed, quoted, same

#: How a wording relates to the fullest one, in the order in which a reader should look at it.
RELATIONS: dict[QuoteRelation, str] = {
    "altered": "words changed",
    "truncated": "words left out",
    "moved": "given elsewhere or by another speaker",
    "paraphrased": "paraphrased",
    "identical": "the same words",
}

#: The head of an utterance that others only quote a few words of, in sentences of their own.
_IN_PART = "quoted in part"

#: Two quotations are marked word by word up to this product of their lengths (two of 700 words); the comparison is
#: quadratic, and past it (0.5 s) the two are shown whole.
_MARKED = 500_000

#: Words of an unchanged stretch, or of one that was left out, past which only its first and last words are shown.
_STRETCH = 24

#: Characters of the fullest wording that are shown; the longest quotations are whole speeches.
_FULLEST = 400

#: Two quotations in one report are one utterance if this part of the shorter one lies in the other.
_OVERLAP = 0.5


#: Stands between the pieces of one report's wording; a reader sees the dots, a comparison takes them for no word.
_BREAK = "\u2060…"

#: A piece of so few words is no sentence, and stands in one of the report's own.
_PIECE = 3

_Cited = tuple[QuoteLineage, Variant]


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words, but for marks and case, of one utterance in one or more reports.

    Attributes:
        relation: how they relate to the fullest wording.
        variants: where they stand; several times in one report that has them in pieces.
        words: as the first of the reports has them, without the marks around them, its pieces parted by a break.
    """

    relation: QuoteRelation
    variants: tuple[_Cited, ...]
    words: str

    @property
    def text(self) -> str:
        """The words, with dots between pieces."""
        return self.words.replace(_BREAK, "…")


def utterances(lineages: Iterable[QuoteLineage]) -> list[tuple[QuoteLineage, ...]]:
    """The lineages in groups of one utterance each, by the passages that they share, in order of the first.

    One utterance has several lineages where its wordings relate to the fullest one in several ways.
    """
    found = list(lineages)
    seen: dict[str, list[tuple[Citation, int]]] = {}
    links = [(n, n) for n in range(len(found))]
    for n, one in enumerate(found):
        for variant in one.variants:
            cited = variant.citation
            others = seen.setdefault(cited.report, [])
            links += [(other, n) for passage, other in others if _one_passage(passage, cited)]
            others.append((cited, n))
    return [tuple(found[n] for n in group) for group in joined(links)]


def _one_passage(a: Citation, b: Citation) -> bool:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common > 0 and common >= _OVERLAP * min(a.end - a.start, b.end - b.start)


def wordings(group: Sequence[QuoteLineage]) -> tuple[Wording, ...]:
    """The wordings of one utterance, each once: the fullest first, then the others as they relate to it.

    What a report has in several pieces is one wording. A piece inside a longer one of the same report is not shown by
    itself: no report shortens itself.
    """
    told = _accounts(group)
    heads = {one.variants[0].citation for one in group}
    whole = [
        one for one in told if len(one.variants) > 1 or any(variant.citation in heads for _, variant in one.variants)
    ]
    spoken = [one for one in whole if one.relation not in _OWN] or whole
    fullest = same(max(spoken, key=lambda one: (len(same(one.words)), -len(one.variants))).words)
    found: dict[str, list[Wording]] = {}
    for one in sorted(told, key=lambda one: len(one.variants)):
        found.setdefault(same(one.words), []).append(one)
    order = list(RELATIONS)
    joined = []
    for key, alike in found.items():
        relations = [one.relation for one in alike if one.relation == "moved" or key != fullest]
        relation: QuoteRelation = min(relations, key=order.index, default="identical")
        variants = tuple(cited for one in alike for cited in one.variants)
        joined.append(Wording(relation, variants, alike[0].words))
    return tuple(sorted(joined, key=lambda one: (same(one.words) != fullest, order.index(one.relation))))


#: Relations of what is not the same speaker's own words put in pieces: each stands for itself.
_OWN: frozenset[QuoteRelation] = frozenset({"moved", "paraphrased"})


def _accounts(group: Sequence[QuoteLineage]) -> list[Wording]:
    """What each report has of an utterance: its pieces together, what it has in other words apart."""
    related: dict[Citation, tuple[QuoteRelation, _Cited]] = {}
    for lineage in group:
        for n, variant in enumerate(lineage.variants):
            before = related.get(variant.citation)
            if before is None or (n and before[0] == "identical"):
                related[variant.citation] = (lineage.relation if n else "identical", (lineage, variant))
    by_report: dict[str, list[Citation]] = {}
    for cited in sorted(related, key=lambda one: one.start - one.end):
        kept = by_report.setdefault(cited.report, [])
        if not any(_one_passage(cited, other) for other in kept):
            kept.append(cited)
    out: list[Wording] = []
    for report in dict.fromkeys(cited.report for cited in related):
        pieces = [related[cited] for cited in sorted(by_report[report], key=lambda one: one.start)]
        out.extend(Wording(relation, (cited,), _bare(cited)) for relation, cited in pieces if relation in _OWN)
        if spoken := [piece for piece in pieces if piece[0] not in _OWN]:
            out.append(_in_pieces(spoken))
    return out


def _in_pieces(pieces: Sequence[tuple[QuoteRelation, _Cited]]) -> Wording:
    """The pieces of one report as one wording; what it says twice is told once, and cited twice."""
    told: list[str] = []
    for words in sorted((_bare(cited) for _, cited in pieces), key=len, reverse=True):
        if not any(f" {same(words)} " in f" {same(other)} " for other in told):
            told.append(words)
    in_order = dict.fromkeys(words for _, cited in pieces if (words := _bare(cited)) in told)
    relations = [relation for relation, _ in pieces if relation != "identical"]
    relation: QuoteRelation = min(relations, key=list(RELATIONS).index, default="truncated")
    return Wording(relation, tuple(cited for _, cited in pieces), f" {_BREAK} ".join(in_order))


def _bare(cited: _Cited) -> str:
    return bare(cited[1].citation.text)


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
    changed = [group for group in utterances(shown) if _relation(wordings(group)) != "identical"]
    return tuple(sorted(changed, key=lambda group: _weight(index, group)))


def same_quotes(index: Index) -> tuple[tuple[QuoteLineage, ...], ...]:
    """Utterances that every report gives in the same words, those in most reports first."""
    groups = [group for group in utterances(index.relations.quotes) if _relation(wordings(group)) == "identical"]
    return tuple(sorted(groups, key=lambda group: -len(_reports(group))))


def _reports(group: Iterable[QuoteLineage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(variant.citation.report for one in group for variant in one.variants))


def _weight(index: Index, group: Sequence[QuoteLineage]) -> tuple[bool, int, int]:
    every = wordings(group)
    return _in_part(index, every), list(RELATIONS).index(_relation(every)), -len(_reports(group))


def _relation(every: Sequence[Wording]) -> QuoteRelation:
    """The relation of an utterance's wordings that a reader should look at first."""
    order = list(RELATIONS)
    return min((one.relation for one in every), key=order.index)


def _in_part(index: Index, every: Sequence[Wording]) -> bool:
    """Whether the other wordings are only pieces in sentences of the report's own: the rest was not cut away."""
    others = [one for one in every[1:] if one.relation != "identical"]
    return bool(others) and all(
        one.relation == "truncated" and all(_in_prose(index, variant.citation) for _, variant in one.variants)
        for one in others
    )


def _in_prose(index: Index, cited: Citation) -> bool:
    """Whether a quotation goes on with a sentence of the report's own: ``he was “very tired” of it``."""
    words = bare(cited.text)
    before = index.entry(cited.report).report.text[: cited.start].rstrip(" \"'“‘«„")
    return len(words.split()) <= _PIECE or (words[:1].islower() and before[-1:].isalnum())


def _cite_alike(one: QuoteLineage, sides: Sequence[Citation]) -> bool:
    """Whether each wording of the quotation overlaps a side, and each side a wording."""
    cited = [variant.citation for variant in one.variants]
    pairs = [(a, b) for a in cited for b in sides if a.report == b.report and a.span.overlaps(b.span)]
    return {a for a, _ in pairs} == set(cited) and {b for _, b in pairs} == set(sides)


def quote_line(index: Index, *group: QuoteLineage) -> Line:
    """One utterance as several reports have it, with the changed words marked against its fullest wording."""
    speaker = speaker_of(index, group)
    every = wordings(group)
    label = _IN_PART if _in_part(index, every) else RELATIONS[_relation(every)]
    return line(
        Run(capital(label), "strong"),
        f" — {speaker}, in {_how_many(index, group)}",
        index.target(" ".join(one.id for one in group)),
        index.mark(*(one.id for one in group)),
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
    words = quoted(first.text)[1:-1]
    ids = [one.id for one in group]
    tail = (Run(f" — {index.how_many(_reports(group))}", "quiet"), index.target(" ".join(ids)), index.mark(*ids))
    return line(
        Run(capital(speaker), "strong"),
        f": “{first_words(words, _FULLEST)}”",
        *tail,
        whole=(Run(capital(speaker), "strong"), f": “{words}”", *tail),
        cite=[variant.citation for _, variant in first.variants],
        facts=_facts(first, first, speaker),
    )


def speaker_of(index: Index, group: Sequence[QuoteLineage]) -> str:
    """Who said it, by the first lineage that knows."""
    actor = next((one.actor for one in group if one.actor), None)
    return index.name(actor) if actor else next((one.speaker for one in group if one.speaker), "speaker not named")


def _wording_line(index: Index, one: Wording, fullest: Wording, speaker: str) -> Line:
    names = listed(dict.fromkeys(index.named(variant.citation.report) for _, variant in one.variants))
    names += ", fullest" if one is fullest else _how_related(index, one, fullest, speaker)
    alike = one is fullest
    full, own = quoted(fullest.words)[1:-1], quoted(one.words)[1:-1]
    shown = own.replace(_BREAK, "…")
    words = (first_words(shown, _FULLEST),) if alike else marked(full, own)
    every = (shown,) if alike else marked(full, own, whole=True)
    return line(
        f"{names}: “",
        *words,
        "”",
        whole=(f"{names}: “", *every, "”"),
        cite=[variant.citation for _, variant in one.variants],
        facts=_facts(one, fullest, speaker),
    )


def _how_related(index: Index, one: Wording, fullest: Wording, speaker: str) -> str:
    """What the marks on the words do not say: that the words are the report's own, or who has them there."""
    if one.relation == "moved":
        _, variant = one.variants[0]
        attribution = index.entry(variant.citation.report).reading.attribution(variant.attribution)
        told = index.speaker(attribution) if attribution else speaker
        return f", given to {told}" if same(told) != same(speaker) else ", given elsewhere"
    if one.relation == "paraphrased":
        return ", paraphrased"
    return ", in other words" if _little_in_common(fullest.words.split(), one.words.split()) else ""


def _facts(one: Wording, fullest: Wording, speaker: str) -> dict[str, str]:
    return {
        "finding": " ".join(dict.fromkeys(lineage.id for lineage, _ in one.variants)),
        "kind": f"quote {one.relation}",
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
    if len(before) * len(after) > _MARKED or _little_in_common(before, after):
        return (" ".join(after).replace(_BREAK, "…"),)
    opcodes = _matcher(before, after).get_opcodes()
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
        out.extend(["…"] if _BREAK in after[b0:b1] else [])
        if new := [word for word in after[b0:b1] if word != _BREAK]:
            out.append(Run(" ".join(new), "inserted"))
    return _spaced(out)


def _spaced(pieces: Sequence[str | Run]) -> tuple[str | Run, ...]:
    """The pieces with a space between each two, and breaks as the dots that a reader sees."""
    shown = [
        piece.replace(_BREAK, "…") if isinstance(piece, str) else Run(piece.text.replace(_BREAK, "…"), piece.mark)
        for piece in pieces
    ]
    return tuple(part for n, piece in enumerate(shown) for part in ((" ", piece) if n else (piece,)))


def _matcher(before: Sequence[str], after: Sequence[str]) -> difflib.SequenceMatcher[str]:
    return difflib.SequenceMatcher(None, [same(w) for w in before], [same(w) for w in after], autojunk=False)


def _little_in_common(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two wordings share too little to be marked; one that is a stretch of the other is a part of it."""
    if len(before) * len(after) > _MARKED:
        return False
    matcher = _matcher(before, after)
    return matcher.ratio() < 0.5 and not _cut_out(matcher.get_opcodes())


def _counts(word: str) -> bool:
    """Whether a word that is other than before is a change: a dash is none, the dots of an omission are."""
    return bool(same(word)) or (word != _BREAK and ("…" in word or ".." in word))


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

"""How two reports are laid side by side: pairs of sentences, the words and figures in which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.checks import only
from onrecord.model.reading import Entry, Sentence
from onrecord.model.relations import Derivation, Finding
from onrecord.model.report import NARRATIVE
from onrecord.text.changes import Changed, changes
from onrecord.text.likeness import Pair
from onrecord.text.lined import lined, too_long
from onrecord.text.parted import Group
from onrecord.text.words import texts, words
from onrecord.views.aligned import Aligned, Differing, Kind, Passage, Row, ordered
from onrecord.views.aligned_figures import differing

#: Part of the words of two passages that stays the same, from which the changed ones are marked; below it nearly all
#: would be crossed out, and the two are told in other words. A passage that is a piece of the other is marked too.
MARKED, PIECE = 0.5, 0.8


def align(a: Entry, b: Entry, derivation: Derivation | None = None, findings: Sequence[Finding] = ()) -> Aligned:
    """Two reports laid side by side by the sentences that tell the same thing, from these two alone.

    Sentences are paired by their words and by what they tell of (``text.lined``), and by findings that have a side in
    both; whatever is not clearly the same stands alone. Which report is given first changes only the order of rows.
    Parts that hold no account, such as bylines, credits and what stands around an article, are left out; a report that
    was not read goes in by its paragraphs.

    Args:
        a: the first report.
        b: the other.
        derivation: how the wording of one goes back to the other, where that is on record.
        findings: findings of the record; those with sides in both reports are kept.
    """
    both = tuple(one for one in findings if {a.id, b.id} <= {side.citation.report for side in one.sides})
    one, other = _readable(a), _readable(b)
    turned = (b.id, b.report.sha256) < (a.id, a.report.sha256)
    rows = _rows(other, one, both) if turned else _rows(one, other, both)
    placed = ordered([row.turned() for row in rows] if turned else rows)
    return Aligned(a.report, b.report, placed, derivation, both, whole=not too_long(one, other))


def _readable(entry: Entry) -> Entry:
    """An entry with sentences; its paragraphs stand for them in a report that was not read."""
    if entry.reading.sentences:
        return entry
    report = entry.report
    sentences = tuple(
        Sentence(report.cut(block.start, block.end), number, tuple(texts(words(report.text, block.start, block.end))))
        for number, block in enumerate(report.blocks)
        if block.kind in NARRATIVE and block.repeats is None and block.start < block.end
    )
    return Entry(report, replace(entry.reading, sentences=sentences))


def _rows(a: Entry, b: Entry, findings: Sequence[Finding]) -> list[Row]:
    """The rows in any order; every sentence of both stands in one of them."""
    found = lined(a, b, {pair for one in findings for pair in _pairs(a, b, one)})
    rows = [_row(a, b, group, findings, moved=False) for group in found.in_order]
    rows += [_row(a, b, group, findings, moved=True) for group in found.moved]
    told_in_b, told_in_a = ((), ()) if too_long(a, b) else only.between(only.Told(a, 0), only.Told(b, 1))
    used_a = {number for row in rows if row.a for number in row.a.numbers}
    used_b = {number for row in rows if row.b for number in row.b.numbers}
    for at, near in enumerate(found.near_a):
        if at not in used_a:
            rows.append(_alone("only_a", _passage(a, (at,)), _told_in_part(b, near, at in told_in_b), findings))
    for at, near in enumerate(found.near_b):
        if at not in used_b:
            rows.append(_alone("only_b", _passage(b, (at,)), _told_in_part(a, near, at in told_in_a), findings))
    return rows


def _alone(kind: Kind, one: Passage, near: Passage | None, findings: Sequence[Finding]) -> Row:
    """A passage that only one report has, or that nothing clearly goes with."""
    named = tuple(each.id for each in findings if _has_side(each, one))
    return Row(kind, one if kind == "only_a" else None, one if kind == "only_b" else None, findings=named, near=near)


def _told_in_part(other: Entry, near: int | None, told: bool) -> Passage | None:
    """The sentence of the other report that has most of a sentence that stands alone, if it has a part of it."""
    return _passage(other, (near,)) if told and near is not None else None


def _pairs(a: Entry, b: Entry, finding: Finding) -> Iterator[Pair]:
    """The sentences in which a finding has a side in each report."""
    yield from ((i, j) for i in _holding(a, finding) for j in _holding(b, finding))


def _holding(entry: Entry, finding: Finding) -> list[int]:
    """The sentences that hold most of a side of a finding."""
    found = []
    for side in finding.sides:
        if side.citation.report != entry.id:
            continue
        start, end = side.citation.start, side.citation.end
        most, number = max(
            (min(end, one.span.end) - max(start, one.span.start), -number)
            for number, one in enumerate(entry.reading.sentences)
        )
        found += [-number] if most > 0 else []
    return found


def _passage(entry: Entry, numbers: tuple[int, ...]) -> Passage:
    sentences = [entry.reading.sentences[number] for number in numbers]
    part = entry.report.blocks[sentences[0].block].kind
    return Passage(entry.id, numbers, tuple(one.span for one in sentences), part)


def _row(a: Entry, b: Entry, group: Group, findings: Sequence[Finding], *, moved: bool) -> Row:
    """Two passages that tell the same, and in what they differ."""
    one, other = _passage(a, group[0]), _passage(b, group[1])
    found = changes(a.report.text, _ranges(one), b.report.text, _ranges(other))
    marked = _marked(a, one, b, other)
    named = tuple(each for each in findings if _has_side(each, one) and _has_side(each, other))
    figures = differing(a, one, b, other, found if marked else (), named)
    return Row(
        kind=_kind(found, figures, moved=moved),
        a=one,
        b=other,
        changes=tuple(found) if marked else (),
        figures=figures,
        findings=tuple(each.id for each in named),
        moved=moved,
        in_other_words=bool(found) and not marked,
    )


def _kind(found: Sequence[Changed], figures: Sequence[Differing], *, moved: bool) -> Kind:
    if figures:
        return "figure"
    if moved:
        return "moved"
    return "reworded" if found else "same"


def _ranges(one: Passage) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in one.spans]


def _marked(a: Entry, one: Passage, b: Entry, other: Passage) -> bool:
    """Whether so much of the wording stays that the words that do not are worth marking."""
    from rapidfuzz.distance import LCSseq

    first, second = ([w.text for s in each.spans for w in words(entry.report.text, s.start, s.end)]
                     for entry, each in ((a, one), (b, other)))  # fmt: skip
    common = LCSseq.similarity(first, second)
    sizes = len(first), len(second)
    return 2 * common >= MARKED * sum(sizes) or common >= PIECE * min(sizes)


def _has_side(finding: Finding, passage: Passage) -> bool:
    return any(
        side.citation.report == passage.report and side.citation.span.overlaps(span)
        for side in finding.sides
        for span in passage.spans
    )

"""From drafts to attributions: order, kind, speaker, and which was told in which."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.model.reading import Attribution, AttributionKind
from onrecord.model.report import Report
from onrecord.model.spans import Span
from onrecord.reading.attribution import carriers, manner, speaker
from onrecord.reading.attribution.drafts import Draft, Page
from onrecord.reading.attribution.nesting import outer
from onrecord.reading.attribution.speaker import Cast

__all__ = ["Cast", "finish"]

_Ranges = list[tuple[int, int]]


def finish(report: Report, page: Page, drafts: Sequence[Draft], cast: Cast) -> tuple[Attribution, ...]:
    """Attributions of drafts, whoever drafted them.

    Args:
        report: the report.
        page: its parsed blocks, for the quotation marks.
        drafts: what the rules or a model found, best first where two have the same cue.
        cast: resolves the words of a source to an actor.

    Returns:
        The attributions in text order with ids ``a1``, ``a2``…
    """
    kept = _distinct(carriers.carried(page, drafts))
    kept.sort(key=lambda draft: (min(_parts(draft)), draft.cue or draft.content[0]))
    marked = _marked(page)
    ids = [f"a{number}" for number in range(1, len(kept) + 1)]
    within = outer(kept)
    starts = [start for start, _ in marked]
    found: list[Attribution] = []
    for number, draft in enumerate(kept):
        actor, how = speaker.resolve(draft, found, cast)
        told_in = within[number]
        sense = manner.sense(page, draft)
        found.append(
            Attribution(
                id=ids[number],
                kind=_kind(report.text, draft.content, marked, starts),
                source=draft.source,
                cue=draft.cue,
                content=draft.content,
                actor=actor,
                cue_class=sense.kind,
                within=None if told_in is None else ids[told_in],
                addressee=draft.addressee,
                rule=draft.rule,
                why=_why(draft, how),
                certainty=sense.certainty,
                negated=sense.negated,
            )
        )
    return tuple(found)


def _parts(draft: Draft) -> list[Span]:
    return [span for span in (draft.source, draft.cue, *draft.content) if span is not None]


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts without those that have no content, and of several with one cue or one content the first."""
    seen: set[tuple[str, object]] = set()
    kept = []
    for draft in drafts:
        keys: set[tuple[str, object]] = {("content", (draft.content, draft.told_in))}
        if draft.cue is not None and draft.rule != "introduced_paragraph":
            keys.add(("cue", draft.cue))
        nameless = draft.source is not None and not any(char.isalnum() for char in draft.source.text)
        if draft.content and not nameless and not keys & seen:
            kept.append(draft)
            seen |= keys
    return kept


def _marked(page: Page) -> _Ranges:
    """Canonical ranges between quotation marks, the outermost only, in text order."""
    found: _Ranges = []
    for piece in page.pieces:
        for one in piece.ranges:
            start, end = piece.parsed.mapped.back(one.start, one.end)
            if not found or start >= found[-1][1]:
                found.append((start, end))
    return found


def _kind(text: str, content: Sequence[Span], marked: _Ranges, starts: list[int]) -> AttributionKind:
    """Whether all letters and digits of a content stand between quotation marks, some, or none."""
    inside = outside = 0
    for span in content:
        at = span.start
        index = max(0, bisect_right(starts, at) - 1)
        while at < span.end:
            while index < len(marked) and marked[index][1] <= at:
                index += 1
            quoted = index < len(marked) and marked[index][0] <= at
            edge = marked[index][1 if quoted else 0] if index < len(marked) else span.end
            stop = min(span.end, edge)
            if any(char.isalnum() for char in text[at:stop]):
                inside, outside = inside + quoted, outside + (not quoted)
            at = stop
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _why(draft: Draft, how: str) -> str:
    """One sentence: what triggered the rule, and who the source is taken to be."""
    return f"{draft.clue[:1].upper()}{draft.clue[1:]}; {how}."

"""Two revisions of a report as one text in HTML: the later one whole, with what was added and what was taken out."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.model.report import Report
from onrecord.render.highlight import direction, language, text_direction
from onrecord.render.safe import in_place
from onrecord.text.changes import Changed
from onrecord.views.words import count

#: Unchanged parts that stand before and after a changed one, so that a reader knows the place; the others are folded.
_AROUND = 1


def diffed(before: Report, after: Report, changes: Sequence[Changed], *, whole: bool = False) -> str:
    """The later text by its parts, words that were added in ``ins``, words that were taken out in ``del`` before them.

    Args:
        before: the earlier revision.
        after: the later one.
        changes: what changed between them, in the order of the later text.
        whole: fold no unchanged parts away.

    Returns:
        Safe HTML: one element with the later report's language and direction.
    """
    parts = _parts(after)
    changed = [any(_within(one, *part) for one in changes) for part in parts]
    near = [whole or any(changed[max(0, n - _AROUND) : n + _AROUND + 1]) for n in range(len(parts))]
    old, new = in_place(before.text), in_place(after.text)
    way = text_direction(after)
    drawn = []
    for open_, run in groupby(range(len(parts)), lambda n: near[n]):
        numbers = list(run)
        words = "".join(_part(old, new, parts[n], changes, way) for n in numbers)
        drawn.append(words if open_ or len(numbers) == 1 else _folded(words, len(numbers)))
    return f'<div class="text diffed" lang="{language(after)}" dir="{way}">{"".join(drawn)}</div>'


_Part = tuple[int, int, str]


def _parts(report: Report) -> list[_Part]:
    """The text in stretches that leave nothing out: each part up to where the next begins, with its kind."""
    blocks = [one for one in report.blocks if one.start < one.end]
    begins = [0, *(one.start for one in blocks[1:])]
    ends = [*begins[1:], len(report.text) + 1]  # what was taken out at the very end stood in the last one
    kinds = [one.kind for one in blocks] or ["paragraph"]
    return list(zip(begins, ends, kinds, strict=True))


def _within(one: Changed, start: int, end: int, _kind: str) -> bool:
    """Whether a change falls into a stretch; where words were only taken out, the one in which they stood."""
    first, last = one.after
    return start <= first < end or (first < end and start < last)


def _part(old: str, new: str, part: _Part, changes: Sequence[Changed], way: str) -> str:
    start, end, kind = part
    here = [one for one in changes if _within(one, *part)]
    name = "block" if not here else "block has-change"
    own = direction(new[start:end], way)
    turned = f' dir="{own}"' if own != way else ""
    stop = start + len(new[start:end].rstrip())
    return f'<p class="{name} {kind}"{turned}>{"".join(_words(old, new, start, stop, here))}</p>{new[stop:end]}'


def _words(old: str, new: str, start: int, end: int, changes: Sequence[Changed]) -> Iterator[str]:
    at = start
    for one in changes:
        first, last = min(end, max(start, one.after[0])), min(end, one.after[1])
        yield html.escape(new[at:first])
        if start <= one.after[0] and one.before[0] < one.before[1]:
            yield f"<del>{html.escape(_gone(old, one))}</del>"
        if first < last:
            yield f"<ins>{html.escape(new[first:last])}</ins>"
        at = max(first, last)
    yield html.escape(new[at:end])


def _gone(old: str, one: Changed) -> str:
    """The words that were taken out; where none took their place, with the space before them."""
    first, last = one.before
    return old[first - (first > 0 and one.after[0] == one.after[1] and old[first - 1] == " ") : last]


def _folded(words: str, parts: int) -> str:
    return f"<details><summary>{count(parts, 'part')} not changed</summary>{words}</details>"

"""What an outlet changed in a report: its revisions, and the words that took the place of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model.reading import Entry
from onrecord.model.report import Report
from onrecord.model.revision import Chain, Revision, by_outlet
from onrecord.model.spans import Citation, Span
from onrecord.text.changes import Changed, changes
from onrecord.text.essence import AROUND
from onrecord.views.index import Index
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, flat

#: Words shown on each side of a change, and of a change that is longer than twice as many its first and last.
_BESIDE, _LONG = 8, 24
#: Where changes make up more of a text than this, the outlet wrote it anew (or another report stands there).
_REWRITTEN = 0.8
#: Changed reports that the brief names at first.
_NOTED = 5
#: Changes that a screen shows of each revision.
_SHOWN = 12
#: Parts that a change is said to be in; all else is the text.
_PARTS = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "caption": "Caption",
    "byline": "Byline",
    "subhead": "Subhead",
}


def compared(before: Report, after: Report) -> list[Changed]:
    """The changes between two revisions, what stands around the article left out."""
    return changes(before.text, _ranges(before), after.text, _ranges(after))


def _ranges(report: Report) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in report.blocks if one.kind not in AROUND]


def section(index: Index, chain: Chain, entries: Mapping[str, Entry], report: str) -> Section:
    """The revisions of a report, the first one first, each with what it changed.

    Args:
        index: labels the reports, the earlier revisions among them.
        chain: the revisions.
        entries: them with their texts, by id.
        report: the one that the screen is of.
    """
    lines = []
    for place, one in enumerate(chain.revisions):
        before = entries[chain.revisions[place - 1].report] if place else None
        lines.append(_revision_line(index, chain, place, before, entries[one.report], here=one.report == report))
    return Section(f"Revisions, {count(len(lines), 'text')} of this address", tuple(lines))


def noted(page: Page, found: Sequence[Chain]) -> Page:
    """The page with a line on the reports it cites that their outlets changed, the latest change first.

    Args:
        page: a page with the reports that it cites.
        found: the chains of all reports that were changed.
    """
    cited = {one.entry.id: one for one in page.reports}
    changed = [chain for chain in found if chain.current.report in cited and by_outlet(chain)]
    dated = [(chain.since(len(chain.revisions) - 1) or "", chain) for chain in changed]
    if not dated:
        return page
    latest = sorted(dated, key=lambda one: (one[0], one[1].current.report), reverse=True)
    lines = []
    for since, chain in latest:
        one = cited[chain.current.report]
        title = flat(one.entry.report.title or "") or f"Report {one.entry.id}"
        when = f"last {moment(since)}" if since else "when is not known"
        said = f"{one.label}, {title} — {count(len(chain.revisions), 'text')}, {when}: "
        facts = {"revised": one.entry.id, "since": since or None, "texts": len(chain.revisions)}
        lines.append(line(said, Run(f"onrecord report {one.entry.id}"), facts=facts))
    whose = "its outlet" if len(lines) == 1 else "their outlets"
    head = line(f"{count(len(lines), 'report')} changed by {whose}:", children=lines, shown=_NOTED)
    return replace(page, intro=(*page.intro, head))


def _revision_line(index: Index, chain: Chain, place: int, before: Entry | None, after: Entry, *, here: bool) -> Line:
    one = chain.revisions[place]
    said = [f" {when}" for when in (by_when(chain, place), fetched(one)) if when]
    now = "current" if place == len(chain.revisions) - 1 else "earlier"
    found = compared(before.report, after.report) if before else []
    headed = headline_line(before.report, after.report, found) if before else ()
    what = f"; {count(len(found) + len(headed), 'change')}" if before else ""
    if before and rewritten(after.report, found):
        what += ", nearly all of it is other words"
    if place and chain.revisions[place - 1].partial and not one.partial:
        what += "; the text before was taken in part only, so its outlet need not have changed it"
    facts = {
        "revision": one.report,
        "standing": now,
        "since": chain.since(place),
        "seen_first": one.seen_first,
        "seen_last": one.seen_last,
        "modified": one.modified_last,
        "changes": len(found) + len(headed) if before else None,
    }
    return line(
        Run(f"{place + 1}.", "strong"),
        f" {index.label(one.report)}, report {one.report}{' (this one)' if here else ''}, {now}:",
        ";".join(said) or " when it stood there is not known",
        what,
        cite=index.headline(one.report),
        children=[*headed, *(change_line(before, after, change) for change in found)] if before else (),
        facts=facts,
        shown=_SHOWN,
    )


def other_headline(before: Report, after: Report, found: Sequence[Changed]) -> tuple[str, str] | None:
    """The old and the new headline where one stands beside the text, as a row of data gives it, and was changed.

    Args:
        before: the earlier revision.
        after: the later one.
        found: the changes between their texts; a headline that is changed in the text is one of them.
    """
    old, new = flat(before.title or ""), flat(after.title or "")
    places = [(home.block_at(at[0]), home) for one in found for home, at in ((before, one.before), (after, one.after))]
    inside = any(block is not None and home.blocks[block].kind == "headline" for block, home in places)
    return None if inside or not old or not new or old.casefold() == new.casefold() else (old, new)


def headline_line(before: Report, after: Report, found: Sequence[Changed]) -> tuple[Line, ...]:
    """A line on a headline that stands beside the text where that was changed."""
    if (both := other_headline(before, after, found)) is None:
        return ()
    old, new = both
    facts = {"change": "replace", "before": old, "after": new, "part": "title"}
    return (line("Headline, given beside the text: ", Run(old, "deleted"), " ", Run(new, "inserted"), facts=facts),)


def rewritten(report: Report, found: Sequence[Changed]) -> bool:
    """Whether changes make up nearly all of a text: its outlet wrote it anew, or another report stands there."""
    whole = sum(end - start for start, end in _ranges(report))
    return bool(whole) and sum(one.after[1] - one.after[0] for one in found) / whole > _REWRITTEN


def by_when(chain: Chain, place: int) -> str:
    """Since when the words of a revision stand there, as far as is known, and who says so; empty of the first one."""
    one, since = chain.revisions[place], chain.since(place)
    if chain.again(place):
        return f"back again, as found {moment(since or '')}"
    if since is None:
        return "added later; when the outlet changed it is not known" if place else ""
    if since == one.seen_first and since != one.modified_first:
        return f"found changed {moment(since)}" if place else ""
    told = "changed" if since == one.modified_first and place else "dated"
    return f"{told} {moment(since)} by the page"


def fetched(one: Revision) -> str:
    """When it was fetched."""
    if one.seen_first is None or one.seen_last is None:
        return ""
    first, last = moment(one.seen_first), moment(one.seen_last)
    return f"fetched {first}" if first == last else f"fetched {first} to {last}"


def moment(at: str) -> str:
    """A day, or a day with the time of day in UTC, for a line.

    >>> moment("2026-02-07T14:05:11+00:00"), moment("2026-02-07")
    ('2026-02-07 14:05 UTC', '2026-02-07')
    """
    return f"{at[:10]} {at[11:16]}{' UTC' if '+' in at else ''}" if len(at) > 10 else at


def change_line(before: Entry, after: Entry, one: Changed) -> Line:
    """A change with the words beside it, what was taken out and what was added marked."""
    old, new = _cut(before.report, one.before), _cut(after.report, one.after)
    cite = [Citation.of(entry.id, found) for entry, found in ((before, old), (after, new)) if found]
    home, at = (after.report, one.after) if new else (before.report, one.before)
    block = home.block_at(at[0])
    kind = home.blocks[block].kind if block is not None else "paragraph"
    part = f"{_PARTS[kind]}: " if kind in _PARTS else ""
    lead, tail = _beside(after.report, one.after)
    gone, came = (flat(found.text) if found else "" for found in (old, new))
    between = " " if gone and came else ""
    lead += " " if lead and not lead.endswith(" ") and not came and gone[:1].isalnum() else ""

    def runs(*words: str) -> tuple[str | Run, ...]:
        return f"{part}{lead}", Run(words[0], "deleted"), between, Run(words[1], "inserted"), tail

    facts = {"change": _op(old, new), "before": gone, "after": came, "part": kind}
    return line(*runs(shortened(gone), shortened(came)), cite=cite, facts=facts, whole=runs(gone, came))


def _cut(report: Report, at: tuple[int, int]) -> Span | None:
    """The words of a range; ``None`` if it is empty."""
    return report.cut(*at) if at[0] < at[1] else None


def _op(old: Span | None, new: Span | None) -> str:
    return "replace" if old and new else "insert" if new else "delete"


def _beside(report: Report, at: tuple[int, int]) -> tuple[str, str]:
    """The words on both sides of a change in its own part of the text."""
    block = next((one for one in report.blocks if one.start <= at[0] <= one.end), None)
    if block is None:
        return "", ""
    before, after = report.text[block.start : at[0]].split(), report.text[max(at[1], block.start) : block.end].split()
    lead = ("… " if len(before) > _BESIDE else "") + " ".join(before[-_BESIDE:])
    tail = " ".join(after[:_BESIDE]) + (" …" if len(after) > _BESIDE else "")
    apart = report.text[max(0, at[0] - 1) : at[0]].isspace(), report.text[at[1] : at[1] + 1].isspace()
    return f"{lead} " if lead and apart[0] else lead, f" {tail}" if tail and apart[1] else tail


def shortened(text: str, longest: int = _LONG) -> str:
    """A stretch of many words by its first and last ones, as many of each.

    >>> shortened("one two three four five six seven eight nine ten", 4)
    'one two […] nine ten'
    """
    words = text.split()
    half = longest // 2
    return " ".join(words if len(words) <= longest + 4 else [*words[:half], "[…]", *words[-half:]])


def shape(chain: Chain, entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """The revisions as data: when each stood there, and its changes against the one before."""
    found = []
    for place, one in enumerate(chain.revisions):
        after = entries[one.report].report
        before = entries[chain.revisions[place - 1].report].report if place else None
        found.append(
            {
                "report": one.report,
                "sha256": after.sha256,
                "title": after.title,
                "published": one.published,
                "since": chain.since(place),
                "modified": one.modified_last,
                "seen_first": one.seen_first,
                "seen_last": one.seen_last,
                "current": place == len(chain.revisions) - 1,
                "changes": [change_shape(before, after, change) for change in compared(before, after)]
                if before
                else [],
            }
        )
    return found


def change_shape(before: Report, after: Report, one: Changed) -> dict[str, Any]:
    """A change as data: what was done, and the words in both texts."""
    old, new = _cut(before, one.before), _cut(after, one.after)
    return {"op": _op(old, new), "before": _span(old), "after": _span(new)}


def _span(one: Span | None) -> dict[str, Any] | None:
    return {"start": one.start, "end": one.end, "text": one.text} if one else None


def by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Entries by the ids of their reports."""
    return {entry.id: entry for entry in entries}

"""What people decided on what the page shows, and the controls to decide: one question for all items of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from onrecord.decisions.rules import ALLOWED
from onrecord.decisions.standing import holding
from onrecord.model.judgement import JudgedKind, Judgement, kind_of, undone
from onrecord.screens.shelf import Item
from onrecord.views.page import Line
from onrecord.views.words import flat

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: What each kind of thing is called beside its controls.
NAMES: Mapping[JudgedKind, str] = {
    "finding": "this finding", "quotation": "this quotation", "attribution": "this statement",
    "identity": "this speaker", "story": "this story", "origin": "this origin", "position": "this position",
    "issue": "this issue", "happening": "this event", "due": "this", "judgement": "this decision",
}  # fmt: skip
#: Each verdict as what was done.
DONE: Mapping[str, str] = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "taken apart",
    "undo": "taken back",
}  # fmt: skip
#: What the lines of the record say of decisions; the page says more of them, with what takes them back.
_SAID = re.compile(r" \[(?:accepted|edited|merged|split) by .*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stands:
    """A decision that stands, as it is shown beside what was decided.

    Attributes:
        ids: its id; those of several that were made at once on what is shown together.
        verdict: the verdict.
        words: what was decided, by whom and when.
        note: why.
    """

    ids: tuple[str, ...]
    verdict: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Controls:
    """What can be decided on an item, and what was.

    Attributes:
        targets: ids of what is decided on; several where one item shows several quotations.
        name: what it is called.
        verdicts: the verdicts that mean something on it.
        standing: the decisions that stand, oldest first.
        back: where a reader is led after a decision.
        more: the screen with every way to decide on it.
    """

    targets: tuple[str, ...]
    name: str
    verdicts: tuple[str, ...]
    standing: tuple[Stands, ...]
    back: str
    more: str

    @property
    def target(self) -> str:
        """The id that the item goes by."""
        return self.targets[0]

    @property
    def rejected(self) -> Stands | None:
        """The decision that it is not so; ``None`` if there is none."""
        return next((one for one in self.standing if one.verdict == "reject"), None)


def standing_on(site: Site, targets: Iterable[str]) -> dict[str, tuple[Judgement, ...]]:
    """The judgements that stand on some targets, oldest first; one question, whatever the number of judgements.

    Args:
        site: what the page shows.
        targets: their ids.
    """
    made = site.store.decided.on(targets)
    gone = undone(made)
    found: dict[str, list[Judgement]] = {}
    for one in made:
        if one.verdict != "undo" and one.id not in gone:
            found.setdefault(one.target, []).append(one)
    return {target: tuple(holding(judgements)) for target, judgements in found.items()}


def controls(site: Site, targets: Iterable[str | tuple[str, ...]], back: str) -> dict[str, Controls]:
    """For each thing, by its first id, what was and what can be decided on it; empty if the record cannot be written.

    Args:
        site: what the page shows.
        targets: the id of each thing that is shown; several of one that is decided on as a whole.
        back: where a reader is led after a decision, without the place on the page.
    """
    every = [(one,) if isinstance(one, str) else one for one in targets]
    if site.store.readonly:
        return {}
    made = standing_on(site, [id for ids in every for id in ids])
    return {ids[0]: _controls(ids, [one for id in ids for one in made.get(id, ())], back) for ids in every}


def _controls(ids: tuple[str, ...], made: Sequence[Judgement], back: str) -> Controls:
    kind = kind_of(ids[0])
    more = f"/judge?{urlencode({'target': ids[0], 'back': back})}"
    return Controls(ids, NAMES[kind], ALLOWED[kind], together(made), back, more)


def together(made: Iterable[Judgement]) -> tuple[Stands, ...]:
    """Decisions as they are shown: those that say the same of what is shown together are one."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for one in made:
        shown = stands(one)
        found.setdefault((shown.verdict, shown.words, shown.note), []).extend(shown.ids)
    return tuple(Stands(tuple(ids), *shown) for shown, ids in found.items())


def stands(one: Judgement) -> Stands:
    """A decision as it is shown beside what was decided."""
    to = f" to “{flat(one.value)}”" if one.verdict == "edit" and one.value else ""
    return Stands(
        (one.id,), one.verdict, f"{DONE[one.verdict].capitalize()}{to} by {one.by}, {moment_of(one)}", one.note
    )


def moment_of(one: Judgement) -> str:
    """When a decision was made, to the minute.

    >>> moment_of(Judgement("f-1", "accept", "Ana", "2031-05-09T10:00:07.123456+00:00"))
    '2031-05-09 10:00 UTC'
    """
    at = datetime.fromisoformat(one.at)
    return f"{at:%Y-%m-%d %H:%M} {at.tzname()}"


def targets_of(item: Item) -> tuple[str, ...]:
    """The ids of what is decided on where an item is shown.

    A statement is decided on in every report that has it, and quotations that are shown together are so together.
    """
    if group_of(item) or item.line.facts.get("kind") == "post":
        return ()
    kinds = [(one, kind_of(one)) for one in item.targets]
    found = [(one, kind) for one, kind in kinds if kind != "identity"]
    several = bool(found) and found[0][1] in ("quotation", "attribution")
    return tuple(one for one, kind in found if several and kind == found[0][1]) or tuple(one for one, _ in found[:1])


def target_of(item: Item) -> str | None:
    """The id that an item goes by where it is decided on; ``None`` if it is not."""
    return next(iter(targets_of(item)), None)


def group_of(item: Item) -> str | None:
    """The story or origin that an item, a report, can be taken out of; ``None`` if it is no report of one."""
    facts = item.line.facts
    return str(facts.get("origin_id") or facts["story"]) if "id" in facts and facts.get("story") else None


def unsaid(one: Line) -> Line:
    """A line without what it says of decisions itself."""
    kept = tuple(run for run in one.runs if run.mark != "quiet" or not _SAID.fullmatch(run.text))
    return one if len(kept) == len(one.runs) else replace(one, runs=kept)


def own(path: str) -> str:
    """A path of this page to lead back to; the first screen for whatever leads elsewhere.

    >>> own("/quotes?speaker=A#i-1"), own("//evil.example"), own("https://evil.example"), own("/\\\\evil.example")
    ('/quotes?speaker=A#i-1', '/', '/', '/')
    """
    apart = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if apart else "/"

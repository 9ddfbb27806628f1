"""Judgements on which reports belong together, applied to the stories and origins that were made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from onrecord.decisions.standing import NO_ANCHOR, Decisions, by_core
from onrecord.model.judgement import Judgement, Outcome
from onrecord.model.relations import Origin, Story, content_id


class Head(Protocol):
    """What of a report a story is told by."""

    @property
    def title(self) -> str:
        """Its headline, or how its text begins."""
        ...

    @property
    def published(self) -> str | None:
        """ISO date or date-time of publication, if known."""
        ...


@dataclass
class _Group:
    """Reports that belong together, while judgements are applied to them."""

    id: str
    reports: set[str]
    number: int | None = None
    title: str = ""
    called: str | None = None
    said: list[str] = field(default_factory=list)


def stories(
    found: Sequence[Story], heads: Mapping[str, Head], decisions: Decisions
) -> tuple[tuple[Story, ...], tuple[Outcome, ...]]:
    """The stories as people decided, in the order of time, and what each judgement came to.

    A judgement is on the reports that the story had when it was judged. It is applied where all of these that are on
    record are one story now, whatever that has more.

    Args:
        found: the stories that were made of the reports.
        heads: what each report is told by.
        decisions: what was decided.
    """
    if not decisions.on("story"):
        return tuple(found), ()
    every = _Groups("story", [_Group(one.id, set(one.reports), n, one.title) for n, one in enumerate(found)], decisions)
    outcomes = every.apply()

    def when(report: str) -> tuple[str, str]:
        return heads[report].published or "9999", report

    members = {member.report: member for one in found for member in one.members}

    def story(group: _Group) -> Story:
        ids = sorted(group.reports, key=when)
        base = found[group.number] if group.number is not None else None
        first = base is not None and base.reports[0] in group.reports
        title = group.called or (group.title if first else heads[ids[0]].title)
        if base is not None and set(base.reports) == group.reports and not group.said:
            return base
        inner = tuple(members[one] for one in ids if one in members)
        inner = inner if len(inner) == len(ids) else ()
        inner = tuple(
            replace(one, how="first") if one.report == ids[0] and one.how == "alike"
            else replace(one, how="alike") if one.report != ids[0] and one.how == "first"
            else one
            for one in inner
        )  # fmt: skip
        why = "; ".join([*([base.why] if base else []), *group.said])
        return Story(group.id, title, tuple(ids), why, inner)

    made = [story(group) for group in every.groups if group.reports]
    return tuple(sorted(made, key=lambda one: when(one.reports[0]))), outcomes


def origins(
    found: Sequence[Origin], order: Sequence[str], decisions: Decisions, make: Callable[[Sequence[str], str], Origin]
) -> tuple[tuple[Origin, ...], tuple[Outcome, ...]]:
    """The origins as people decided, as with stories, and what each judgement came to.

    Args:
        found: the origins that were traced.
        order: ids of all reports in their order.
        decisions: what was decided.
        make: puts an origin together from its reports, given why they are one.
    """
    if not decisions.on("origin"):
        return tuple(found), ()
    every = _Groups("origin", [_Group(one.id, set(one.reports), n) for n, one in enumerate(found)], decisions)
    place = {report: n for n, report in enumerate(order)}

    def origin(group: _Group) -> Origin:
        base = found[group.number] if group.number is not None else None
        if base is not None and set(base.reports) == group.reports and not group.said:
            return base
        ids = sorted(group.reports, key=place.__getitem__)
        return make(ids, "; ".join([*([base.why] if base else []), *group.said]))

    changed = every.apply()
    made = {id(group): origin(group) for group in every.groups if group.reports}
    now = {group.id: made[id(group)].id for group in every.groups if id(group) in made}
    outcomes = tuple(replace(one, target=now.get(one.target, one.target)) for one in changed)
    return tuple(sorted(made.values(), key=lambda one: place[one.reports[0]])), outcomes


class _Groups:
    """Groups of reports to which judgements are applied in the order of time."""

    def __init__(self, kind: Literal["story", "origin"], groups: Iterable[_Group], decisions: Decisions) -> None:
        self.groups = list(groups)
        self._kind = kind
        self._decisions = decisions
        self._home = {report: group for group in self.groups for report in group.reports}
        self._under: dict[str, str] = {}

    def apply(self) -> tuple[Outcome, ...]:
        came: list[tuple[Judgement, _Group | None, str]] = []
        for one in by_core(self._decisions.on(self._kind)):
            try:
                came.append((one, self._apply(one), ""))
            except LookupError as error:
                came.append((one, None, str(error.args[0])))
        return tuple(Outcome(one.id, self._now(group), why) for one, group, why in came)

    def _now(self, group: _Group | None) -> str:
        """The id of what became of a group; empty where it was taken apart."""
        if group is None:
            return ""
        name = group.id
        while name in self._under:
            name = self._under[name]
        return name if any(one.id == name and one.reports for one in self.groups) else ""

    def _one(self, anchor: Mapping[str, Any]) -> _Group:
        """The group that holds all the reports that were judged.

        Raises:
            LookupError: none of them is on record, or they are several groups by now.
        """
        present = self._decisions.present(anchor["reports"], self._home)
        if not present:
            raise LookupError(f"none of its reports is on record ({', '.join(sorted(anchor['reports']))})")
        homes = list({id(self._home[report]): self._home[report] for report in present}.values())
        if len(homes) > 1:
            plural = "stories" if self._kind == "story" else "origins"
            raise LookupError(f"its reports are in {len(homes)} {plural} by now: judge them anew")
        return homes[0]

    def _apply(self, one: Judgement) -> _Group | None:
        anchor = one.anchored
        if not anchor:
            raise LookupError(NO_ANCHOR)
        if one.verdict == "split":
            return self._split(one, anchor)
        group = self._one(anchor)
        if one.verdict == "merge":
            self._merge(group, self._one(anchor["with"]), one)
        elif one.verdict == "edit":
            group.called = one.value
            group.said.append(f"called so by {one.by}")
        elif one.verdict == "reject":
            self._take_apart(group, one)
            return None
        return group

    def _merge(self, group: _Group, other: _Group, one: Judgement) -> None:
        if group is other:
            return
        for report in other.reports:
            self._home[report] = group
        group.reports |= other.reports
        other.reports = set()
        called = other.called or other.title
        group.said += [f"put together with {f'“{called}”' if called else 'another'} by {one.by}"]
        self._under[other.id] = group.id

    def _split(self, one: Judgement, anchor: Mapping[str, Any]) -> _Group:
        out = set(self._decisions.present(anchor["out"], self._home))
        rest = set(self._decisions.present(anchor["reports"], self._home)) - out
        if not out or not rest:
            raise LookupError("the reports that were taken out, or those they were taken out of, are not on record")
        for group in [group for group in self.groups if group.reports & out and group.reports & rest]:
            self._part(group, group.reports & out, f"taken out by {one.by}")
        return self._home[min(rest)]

    def _take_apart(self, group: _Group, one: Judgement) -> None:
        if len(group.reports) > 1:
            for report in sorted(group.reports):
                self._part(group, {report}, f"taken apart by {one.by}")

    def _part(self, group: _Group, reports: set[str], why: str) -> None:
        """Some reports of a group as one of their own."""
        group.reports -= reports
        name = content_id("s" if self._kind == "story" else "o", "apart", *sorted(reports))
        part = _Group(name, set(reports), said=[why])
        self._under.pop(name, None)
        self.groups.append(part)
        for report in reports:
            self._home[report] = part

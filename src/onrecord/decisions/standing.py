"""The judgements that stand, sorted for those that apply them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from onrecord.model.judgement import JudgedKind, Judgement, bearing, standing
from onrecord.model.revision import Chain

#: What is said of a judgement of before judgements were anchored, which had no effect then either.
NO_ANCHOR = "it was made by an Onrecord that kept no more of it than its words; judge it again"


class Decisions:
    """The judgements that nobody took back, oldest first.

    Args:
        judgements: all of them, the entries that take others back too.
        chains: gives the reports that their outlets changed; asked for only where a judged report is not among those
            on record.

    Attributes:
        judgements: those that stand, without the entries that take others back.
    """

    def __init__(
        self, judgements: Iterable[Judgement] = (), chains: Callable[[], Iterable[Chain]] = lambda: ()
    ) -> None:
        self.judgements = standing(judgements)
        self._chains = chains

    @cached_property
    def _by_kind(self) -> Mapping[JudgedKind, list[Judgement]]:
        found: dict[JudgedKind, list[Judgement]] = {}
        for one in self.judgements:
            found.setdefault(one.kind, []).append(one)
        return found

    @cached_property
    def _on(self) -> Mapping[str, list[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for one in self.on("attribution"):
            found.setdefault(report_of(one), []).append(one)
        return found

    @cached_property
    def _chain(self) -> Mapping[str, tuple[str, ...]]:
        return {report: chain.reports for chain in self._chains() for report in chain.reports}

    def deriving(self) -> Decisions:
        """Those that what holds between reports is derived with."""
        return Decisions(bearing(self.judgements), self._chains)

    def __bool__(self) -> bool:
        return bool(self.judgements)

    def on(self, *kinds: JudgedKind) -> list[Judgement]:
        """The judgements on things of these kinds, oldest first."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return [one for one in self.judgements if one.kind in kinds]

    def on_report(self, report: str) -> Sequence[Judgement]:
        """The judgements on attributions of a report, oldest first."""
        return self._on.get(report, ())

    def reports(self) -> Collection[str]:
        """Ids of the reports of which an attribution is judged."""
        return self._on.keys()

    def mark(self, report: str) -> str:
        """What changes with the judgements on what a report attributes; empty where there is none."""
        made = [one.id for one in self.on_report(report)]
        return hashlib.sha256(" ".join(made).encode()).hexdigest()[:10] if made else ""

    def now(self, report: str, among: Collection[str]) -> str | None:
        """The report as it is among others: itself, or the revision of it that is one of them; ``None`` if none is."""
        if report in among:
            return report
        return next((one for one in reversed(self._chain.get(report, ())) if one in among), None)

    def present(self, reports: Iterable[str], among: Collection[str]) -> list[str]:
        """Those of some reports that are among others, each as it is there, each once."""
        found = (self.now(report, among) for report in reports)
        return list(dict.fromkeys(one for one in found if one is not None))


def report_of(one: Judgement) -> str:
    """Id of the report that a judged attribution stands in."""
    return str(one.anchored.get("report") or one.target.rpartition("/")[0])


def core(one: Judgement) -> str:
    """What of a judgement says what it is on, so that two on the same thing are told."""
    anchor = {name: value for name, value in one.anchored.items() if name not in ("with", "out", "speaker")}
    return json.dumps(anchor, sort_keys=True) if anchor else f"{one.kind} {one.target}"


def replaced(made: Sequence[Judgement]) -> dict[str, str]:
    """Which of the judgements on one thing a later one takes the place of, by their ids.

    To accept and to reject take the place of each other, and an edit that of both: it says what the thing is. An edit
    takes the place of an edit. To merge and split does so only where the same is said again.

    Args:
        made: the judgements on one thing, oldest first.
    """
    gone: dict[str, str] = {}
    for place, one in enumerate(made):
        for later in made[place + 1 :]:
            if _over(later, one):
                gone.setdefault(one.id, later.id)
    return gone


def _over(later: Judgement, one: Judgement) -> bool:
    if one.verdict in ("accept", "reject"):
        return later.verdict in ("accept", "reject") or (later.verdict == "edit" and one.verdict == "reject")
    return later.verdict == one.verdict and (one.verdict == "edit" or later.value == one.value)


def holding(made: Iterable[Judgement]) -> list[Judgement]:
    """The judgements on one thing that no later one takes the place of, oldest first."""
    every = list(made)
    gone = replaced(every)
    return [one for one in every if one.id not in gone]


def by_core(made: Iterable[Judgement]) -> list[Judgement]:
    """Judgements on several things, each thing without those that a later one takes the place of; oldest first."""
    every = list(made)
    groups: dict[str, list[Judgement]] = {}
    for one in every:
        groups.setdefault(core(one), []).append(one)
    held = {one.id for group in groups.values() for one in holding(group)}
    return [one for one in every if one.id in held]


def place(cited: Any) -> tuple[str, int, int, str]:
    """A citation as an anchor keeps it."""
    report, start, end, words = cited[:4]
    return str(report), int(start), int(end), str(words)


#: What stands where nothing is decided.
NONE = Decisions()

"""Judgements on who is who, applied to the identities that reports were linked to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.decisions.entries import located
from onrecord.decisions.standing import NO_ANCHOR, Decisions, by_core, holding
from onrecord.identity.anew import plain_id, put_together
from onrecord.model.judgement import Judgement, Outcome
from onrecord.model.reading import Entry
from onrecord.model.relations import Identity, Member


@dataclass
class _Who:
    """An identity while judgements are applied to it."""

    id: str
    members: set[Member]
    base: Identity | None
    name: str | None = None
    said: list[str] = field(default_factory=list)


def decided(
    found: Sequence[Identity], entries: Sequence[Entry], decisions: Decisions
) -> tuple[tuple[Identity, ...], tuple[Outcome, ...]]:
    """The identities as people decided, in the order of time, and what each judgement came to.

    A judgement is on the actors that the identity had when it was judged. It is applied where all of these that are on
    record are one identity now, whatever that has more.

    Args:
        found: the identities that the reports were linked to.
        entries: the reports, their attributions as they were decided.
        decisions: what was decided.
    """
    made = decisions.on("identity", "attribution")
    if not any(one.kind == "identity" or one.verdict == "edit" for one in made):
        return tuple(found), ()
    return _Identities(found, entries, decisions).result()


class _Identities:
    def __init__(self, found: Sequence[Identity], entries: Sequence[Entry], decisions: Decisions) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self._decisions = decisions
        self._before = {one.id: one for one in found}
        self._every = [_Who(one.id, set(one.members), one) for one in found]
        self._home = {member: one for one in self._every for member in one.members}
        self._under: dict[str, str] = {}

    def result(self) -> tuple[tuple[Identity, ...], tuple[Outcome, ...]]:
        came: list[tuple[Judgement, _Who | None, str]] = []
        for one in self._made():
            try:
                came.append((one, self._apply(one), ""))
            except LookupError as error:
                came.append((one, None, str(error.args[0])))
        shown = [one for one in came if one[0].kind == "identity"]
        outcomes = tuple(Outcome(one.id, self._now(who), why) for one, who, why in shown)
        home = {member: who.id for member, who in self._home.items()}
        made = [self._identity(who, home) for who in self._every if who.members]
        return tuple(sorted(made, key=lambda one: one.id)), outcomes

    def _made(self) -> list[Judgement]:
        """What is applied, oldest first: identities by themselves, and the speakers that attributions were given."""
        judged = by_core(self._decisions.on("identity"))
        speakers = [one for one in self._decisions.on("attribution") if one.verdict == "edit" and one.anchor]
        wanted = {one.id for one in (*judged, *speakers)}
        return [one for one in self._decisions.judgements if one.id in wanted]

    def _now(self, who: _Who | None) -> str:
        """The id of what became of an identity; empty where it was taken apart."""
        if who is None:
            return ""
        name = who.id
        while name in self._under:
            name = self._under[name]
        return name if any(one.id == name and one.members for one in self._every) else ""

    # -- finding them -------------------------------------------------------------------------------------------

    def _present(self, members: Iterable[Any]) -> list[Member]:
        """Those actors of reports that are on record now, each under the current revision of its report."""
        found = []
        for report, actor in members:
            now = self._decisions.now(report, self._entries)
            member = Member(now, actor) if now is not None else None
            if member in self._home:
                found.append(member)
        return list(dict.fromkeys(found))

    def _one(self, anchor: Mapping[str, Any]) -> _Who:
        """The identity that holds all the actors that were judged.

        Raises:
            LookupError: none of them is on record, or they are several identities by now.
        """
        present = self._present(anchor["members"])
        if not present:
            raise LookupError(f"no report on record names {anchor['name']}")
        homes = list({id(who): who for who in map(self._home.__getitem__, present)}.values())
        if len(homes) > 1:
            raise LookupError(f"what was {anchor['name']} then is {len(homes)} by now: judge them anew")
        return homes[0]

    # -- applying -----------------------------------------------------------------------------------------------

    def _apply(self, one: Judgement) -> _Who | None:
        anchor = one.anchored
        if one.kind == "attribution":
            return self._join(one)
        if not anchor:
            raise LookupError(NO_ANCHOR)
        if one.verdict == "split":
            return self._split(one, anchor)
        who = self._one(anchor)
        if one.verdict == "merge":
            self._merge(who, self._one(anchor["with"]), one)
        elif one.verdict == "edit":
            who.name = one.value
            who.said.append(f"Called so by {one.by}.")
        elif one.verdict == "reject":
            self._take_apart(who, one)
            return None
        return who

    def _merge(self, who: _Who, other: _Who, one: Judgement) -> None:
        if who is other:
            return
        for member in other.members:
            self._home[member] = who
        called = other.name or (other.base.name if other.base else other.id)
        who.said += [f"{called} is the same, says {one.by}.", *other.said]
        who.members |= other.members
        other.members = set()
        self._under[other.id] = who.id

    def _split(self, one: Judgement, anchor: Mapping[str, Any]) -> _Who:
        out = set(self._present(anchor["out"]))
        rest = set(self._present(anchor["members"])) - out
        if not out or not rest:
            raise LookupError("no report on record names both what was told apart and what it was told apart from")
        for who in [who for who in self._every if who.members & out and who.members & rest]:
            self._part(who, who.members & out, f"Told apart by {one.by}.")
        return self._home[min(rest)]

    def _take_apart(self, who: _Who, one: Judgement) -> None:
        reports = sorted({member.report for member in who.members})
        for report in reports[1:]:
            self._part(who, {member for member in who.members if member.report == report}, f"Taken apart by {one.by}.")
        who.said.append(f"Taken apart by {one.by}.")
        if len(reports) > 1:
            members, who.members = who.members, set()
            self._part(who, members, f"Taken apart by {one.by}.")

    def _part(self, who: _Who, members: Collection[Member], why: str) -> None:
        """Some members of an identity as one of their own."""
        who.members -= set(members)
        part = _Who(self._free(plain_id(members, self._entries), min(members).report), set(members), None, said=[why])
        self._every.append(part)
        for member in members:
            self._home[member] = part

    def _free(self, plain: str, report: str) -> str:
        """An id that no identity has or had."""
        taken = {who.id for who in self._every}
        name, count = f"{plain}--{report}", 1
        while name in taken:
            count += 1
            name = f"{plain}--{report}--{count}"
        return name

    def _join(self, one: Judgement) -> _Who | None:
        """The speaker whom people gave an attribution is the one they named, wherever the name alone would lead."""
        report = one.anchored["report"]
        entry = self._entries.get(report)
        target = located(entry, one)[0] if entry else None
        made = [other for other in self._decisions.on_report(report) if other.verdict == "edit"]
        last = holding([other for other in made if entry and located(entry, other)[0] == target])
        present = self._present(one.anchored["speaker"]["members"]) if "speaker" in one.anchored else []
        if target is None or target.actor is None or not present or last[-1:] != [one]:
            return None
        member, homes = Member(report, target.actor), {id(self._home[other]): self._home[other] for other in present}
        before = self._home.get(member)
        if len(homes) == 1 and before is not None and id(before) not in homes:
            (who,) = homes.values()
            before.members.discard(member)
            who.members.add(member)
            self._home[member] = who
            if not before.members:
                self._under[before.id] = who.id
        return None

    # -- putting together ---------------------------------------------------------------------------------------

    def _identity(self, who: _Who, home: Mapping[Member, str]) -> Identity:
        base = who.base
        touched = base is None or set(base.members) != who.members
        if touched:
            why = " ".join([*([base.why] if base else []), *who.said])
            made = put_together(who.id, who.members, self._entries, home, why)
            may_be = base.may_be if base else ()
            made = replace(made, may_be=may_be, name=made.name if base is None else base.name)
        else:
            assert base is not None
            made = replace(base, why=" ".join([base.why, *who.said]), of=self._renamed(base.of),
                           speaks_for=self._renamed(base.speaks_for))  # fmt: skip
        names = (self._renamed(one) for one in made.may_be)
        may_be = tuple(sorted({one for one in names if one and one != who.id}))
        return replace(made, name=who.name or made.name, may_be=may_be)

    def _renamed(self, name: str | None) -> str | None:
        while name in self._under:
            name = self._under[name]
        return name

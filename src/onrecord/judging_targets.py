"""What a person judges: looked up by its id, and written down as it is now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.decisions import anchors
from onrecord.decisions.rules import NAMES, require_value, require_verdict
from onrecord.errors import JudgementError, NotFound
from onrecord.model.due import Due
from onrecord.model.happening import Happening
from onrecord.model.identified import identified
from onrecord.model.judgement import JudgedKind, Judgement, Verdict, kind_of
from onrecord.model.reading import Entry, Position
from onrecord.model.relations import Finding, Identity, Origin, QuoteLineage, Relations, Story
from onrecord.model.standing import Standing
from onrecord.store.protocol import Store

if TYPE_CHECKING:
    from onrecord.views.index import Index

#: How each kind of thing that is put together when asked for is looked for.
_OF_LEDGER: tuple[JudgedKind, ...] = ("position", "happening", "due")
_ACTORS = ("person", "organisation", "country", "group", "place")


@dataclass(frozen=True)
class Target:
    """What is judged.

    Attributes:
        kind: what kind of thing it is.
        id: what it is called now.
        anchor: what it is found again by.
    """

    kind: JudgedKind
    id: str
    anchor: anchors.Anchor


#: What can be judged by handing it over, so that it need not be put together again to be found.
Thing = Standing | Happening | Due | Target


@dataclass(frozen=True)
class Targets:
    """What can be judged in a record.

    Args:
        store: where it is kept.
        judgements: what was decided so far.
        issues: the record's own list of issues, as it is kept.
        entries: gives the reports of these ids as the ledger sees them; all if none is named.
        relations: gives what holds between all reports.
        ensure: has what is kept between reports be that of the reports on record.
    """

    store: Store
    judgements: Sequence[Judgement]
    issues: str | None
    entries: Callable[[tuple[str, ...] | None], tuple[Entry, ...]]
    relations: Callable[[], Relations]
    ensure: Callable[[], None]

    # -- looking up ---------------------------------------------------------------------------------------------

    def find(self, target: str | Thing) -> Target:
        """What is meant by an id, or what was handed over.

        Raises:
            NotFound: nothing on record has this id.
        """
        if not isinstance(target, str):
            return self._thing(target)
        found = self._attribution(target) or self._by_kind(target) or self._judged_before(target)
        if found is None:
            raise self._unknown(target)
        return found

    def _attribution(self, target: str) -> Target | None:
        """``REPORT/ID``; ids of reports can have a stroke too."""
        report, parted, name = target.rpartition("/")
        if not parted or report not in self.store:
            return None
        one = self.store.entry(report).reading.attribution(name)
        return Target("attribution", target, anchors.of_attribution(report, one)) if one else None

    def _by_kind(self, target: str) -> Target | None:
        kind = kind_of(target)
        if kind == "issue":
            known = target in pipeline.issues_in_use(self.issues).issues
            known = known or (target.startswith("other:") and self.store.has_issue(target))
            return Target(kind, target, anchors.of_issue(target)) if known else None
        if kind in _OF_LEDGER:
            index = self._index()
            thing = next((one for one in _of_ledger(kind, index) if one.id == target), None)
            return self._thing(thing) if thing is not None else None
        if kind in ("judgement", "attribution"):
            return None
        self.ensure()
        found = self.store.target(kind, target)
        return Target(kind, target, _anchor(found)) if found is not None else None

    def _judged_before(self, target: str) -> Target | None:
        """What was judged under this id, as it was then: what is rejected is shown no more."""
        made = [one for one in self.judgements if one.target == target and one.anchor]
        if not made:
            return None
        kept = {name: value for name, value in made[-1].anchored.items() if name not in ("with", "out", "speaker")}
        return Target(made[-1].kind, target, kept)

    def _thing(self, thing: Thing) -> Target:
        if isinstance(thing, Target):
            return thing
        if isinstance(thing, Standing):
            return Target("position", thing.id, anchors.of_position(self._as_read(thing)))
        if isinstance(thing, Happening):
            return Target("happening", thing.id, anchors.of_happening(thing))
        return Target("due", thing.id, anchors.of_due(thing))

    def _as_read(self, one: Standing) -> list[tuple[str, Position]]:
        """The passages of a position as their reports have them: whose it is under the name of the report."""
        entries = {entry.id: entry for entry in self.entries(one.reports)}
        who, found = self.relations().identities, []
        for told in one.tellings:
            read = entries[told.report].reading.positions
            (there,) = identified([entries[told.report]], who)
            for position, renamed in zip(read, there.reading.positions, strict=True):
                same = (position.span, position.move) == (told.position.span, told.position.move)
                if same and renamed.party == one.party:
                    found.append((told.report, position))
        return list(dict.fromkeys(found)) or [(told.report, told.position) for told in one.tellings]

    def _index(self) -> Index:
        from onrecord.views.index import Index

        relations = self.relations()
        return Index(self.entries(relations.reports), relations)

    def _unknown(self, target: str) -> NotFound:
        """An error that names the nearest of what there is of the kind that the id is of."""
        kind, where = kind_of(target), str(self.store.path)
        report = target.rpartition("/")[0]
        if report and report in self.store:
            known = [f"{report}/{one.id}" for one in self.store.entry(report).reading.attributions]
            return NotFound.among("attribution", target, known, where=where)
        if kind == "issue":
            return NotFound.among("issue or id", target, pipeline.issues_in_use(self.issues).issues, where=where)
        if kind in ("judgement", "attribution", *_OF_LEDGER):
            return NotFound.among(kind, target, (), where=where)
        return NotFound.among(kind, target, self.store.target_ids(kind), where=where)

    # -- values -------------------------------------------------------------------------------------------------

    def judgement(self, target: str | Thing, verdict: Verdict, value: str | Sequence[str] | None) -> Judgement:
        """A decision on something as it is now, without who made it and when.

        Raises:
            NotFound: nothing on record has the id of the target, or of what is merged into it.
            JudgementError: the verdict means nothing on it, or the value does not.
        """
        found = self.find(target)
        values = _values(value)
        require_verdict(found.kind, verdict, found.id)
        require_value(found.kind, verdict, values, found.id)
        kept, anchor = "".join(values) if verdict != "split" else "", dict(found.anchor)
        if verdict == "merge":
            other = self._other(found, kept)
            kept, anchor["with"] = other.id, other.anchor
        elif verdict == "split":
            out = self._out(found, values)
            anchor["out"], kept = out, json.dumps([one if isinstance(one, str) else "/".join(one) for one in out])
        elif verdict == "reject":
            _require_several(found)
        elif verdict == "edit":
            kept = kept.strip()
            if found.kind == "attribution":
                anchor["speaker"] = self._speaker(found, kept)
            elif found.kind == "position":
                self._require_issue(found, kept)
        return Judgement(found.id, verdict, "", "", value=kept, anchor=anchors.written(anchor))

    def _other(self, found: Target, value: str) -> Target:
        """What is merged into the target.

        Raises:
            JudgementError: it is of another kind, or the target itself.
        """
        other = self.find(value.strip())
        if other.kind != found.kind:
            raise JudgementError(
                f"{NAMES[found.kind]} cannot be merged with {NAMES[other.kind]} ({other.id})",
                where=found.id,
                hint=f"Give the id of {NAMES[found.kind]}",
            )
        if other.id == found.id:
            raise JudgementError("it cannot be merged with itself", where=found.id, hint="Give the id of another")
        return other

    def _out(self, found: Target, values: Sequence[str]) -> list[Any]:
        """What is taken out of the target.

        Raises:
            JudgementError: it is no part of it, or all of it.
        """
        if found.kind == "identity":
            members = [tuple(one) for one in found.anchor["members"]]
            wanted = [[one for one in members if value in (one[0], "/".join(one))] for value in values]
            every: list[Any] = [list(one) for one in members]
        else:
            every = list(found.anchor["reports"])
            wanted = [[one for one in every if one == value] for value in values]
        for value, parts in zip(values, wanted, strict=True):
            if not parts:
                hint = f"It has {', '.join(one if isinstance(one, str) else '/'.join(one) for one in every)}"
                raise JudgementError(f"{value!r} is no part of it", where=found.id, hint=hint)
        out = sorted({json.dumps(part if isinstance(part, str) else list(part)) for parts in wanted for part in parts})
        if len(out) == len(every):
            raise JudgementError("that is all of it", where=found.id, hint="Leave a part of it, or reject it")
        return [json.loads(one) for one in out]

    def _require_issue(self, found: Target, value: str) -> None:
        known = pipeline.issues_in_use(self.issues).issues
        if value not in known and not value.startswith("other:"):
            error = NotFound.among("issue", value, known)
            raise JudgementError(f"{value!r} is no issue in use", where=found.id, hint=error.hint)

    def _speaker(self, found: Target, value: str) -> anchors.Anchor:
        """Whom an attribution is given to: an identity on record, an actor of the report, or a new name.

        Raises:
            JudgementError: several identities have this name.
        """
        self.ensure()
        (entry,) = self.store.entries([found.anchor["report"]])
        named = [value] if self.store.target("identity", value) else list(self.store.identities_named(value))
        if len(named) > 1:
            raise JudgementError(
                f"several are called {value!r}", where=found.id, hint=f"Give an id: {', '.join(named)}"
            )
        if named:
            who = self.store.target("identity", named[0])
            assert isinstance(who, Identity)
            members = [[one.report, one.actor] for one in who.members]
            return {"id": who.members[0].actor, "name": who.name, "kind": who.kind, "members": members}
        inside = [one for one in entry.reading.actors if value in (one.id, one.name)]
        if len(inside) == 1:
            (actor,) = inside
            members = [[entry.id, actor.id]]
            return {"id": actor.id, "name": actor.name, "kind": actor.kind, "members": members}
        return _new_actor(value)


def _require_several(found: Target) -> None:
    """Require of what is taken apart that it has parts.

    Raises:
        JudgementError: it is of one report alone.
    """
    rows = found.anchor.get("members") or found.anchor.get("reports") or ()
    if rows and len({one if isinstance(one, str) else one[0] for one in rows}) == 1:
        raise JudgementError(
            f"{NAMES[found.kind]} of one report cannot be taken apart",
            where=found.id,
            hint="To reject it says that its reports do not belong together",
        )


def _new_actor(value: str) -> anchors.Anchor:
    """An actor of a name that is not on record: a person, unless another kind is written before the name."""
    from onrecord.reading.actors_names import plain_slug, slug

    kind, parted, name = value.partition(":")
    if not parted or kind not in _ACTORS or not name.strip():
        kind, name = "person", value
    name = " ".join(name.split())
    called = slug(name) if kind == "person" else plain_slug(name).lower()
    return {"id": f"{kind}:{called}", "name": name, "kind": kind, "members": []}


def _anchor(found: Any) -> anchors.Anchor:
    makers: Mapping[type, Callable[[Any], anchors.Anchor]] = {
        Finding: anchors.of_finding,
        QuoteLineage: anchors.of_quotation,
        Identity: anchors.of_identity,
        Story: anchors.of_story,
        Origin: anchors.of_origin,
    }
    return makers[type(found)](found)


def _of_ledger(kind: JudgedKind, index: Index) -> Sequence[Any]:
    """All there is of a kind that is put together when it is asked for."""
    if kind == "position":
        from onrecord.views.standings import positions

        return positions(index)
    if kind == "happening":
        from onrecord.views import happenings

        return happenings.found(index)
    from onrecord.views import dues

    return dues.found(index)


def _values(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """What was given as value, each by itself; a JSON list is several."""
    if value is None or value == "":
        return ()
    if not isinstance(value, str):
        return tuple(value)
    if value.startswith("["):
        try:
            listed = json.loads(value)
        except ValueError:
            return (value,)
        if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
            return tuple(listed)
    return (value,)

"""What a record does with judgements: make them, take them back, list them, hand them on to another record."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.decisions import anchors, entries, findings, ledger
from onrecord.decisions.rules import require_whole
from onrecord.decisions.standing import NONE, Decisions, core, replaced
from onrecord.errors import DateError, JudgementError, NotFound, OnrecordError
from onrecord.judging_targets import Targets, Thing
from onrecord.model.judgement import DERIVING, Decided, Judgement, Outcome, Verdict, undone
from onrecord.results import ImportedJudgements

if TYPE_CHECKING:
    from onrecord.deriving import Derived
    from onrecord.model.reading import Entry
    from onrecord.model.relations import Relations
    from onrecord.model.revision import Chain
    from onrecord.render.show import Shown
    from onrecord.store.protocol import Store

#: What a line of an export holds, in order.
FIELDS = ("id", "at", "by", "verdict", "target", "value", "note", "anchor")
#: An anchor has three lists and objects within one another; what nests without end is read once and never again.
_DEEPEST = 20

_HINT = "Take the line as it was exported, or leave it out"


class Judging:
    """The part of a record that keeps what people decide."""

    if TYPE_CHECKING:
        _store: Store
        _derived: Derived

        @property
        def path(self) -> str: ...  # noqa: D102
        @property
        def revisions(self) -> tuple[Chain, ...]: ...  # noqa: D102
        @property
        def own_issues(self) -> str | None: ...  # noqa: D102
        def _unsorted(self, ids: tuple[str, ...] | None = None) -> tuple[Entry, ...]: ...
        def _sorted(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]: ...
        def _fresh(self) -> Relations: ...

    # -- making them --------------------------------------------------------------------------------------------

    def judge(
        self,
        target: str | Thing,
        verdict: Verdict,
        *,
        by: str,
        note: str = "",
        value: str | Sequence[str] | None = None,
        fresh: bool = True,
    ) -> Judgement:
        """Decide on something; the decision outranks the machine and survives every reading and rebuild.

        It is kept with the words and reports that the target has now, and applied by these (docs/judgements.md).

        Args:
            target: id of a finding, quotation, identity, story, origin, position, issue, happening or of what is due,
                ``REPORT/ATTRIBUTION``, or the ``Standing``, ``Happening`` or ``Due`` itself, or what is kept of it.
            verdict: ``accept`` and ``reject``; ``edit``, ``merge`` and ``split`` with a value; ``undo`` of the id of a
                judgement.
            by: who decides.
            note: why.
            value: what it is edited to, the id of what is merged into the target, or what is taken out of it.
            fresh: derive what holds between the reports first, if it is not that of the reports on record; if not,
                the decision is on what was derived last.

        Raises:
            NotFound: nothing on record has that id.
            JudgementError: the verdict means nothing on it, the value does not, or nobody is named.
        """
        if verdict == "undo":
            return self.undo(str(target), by=by, note=note)
        known = (self._store, self.judgements, self.own_issues)
        targets = Targets(*known, self._of_ledger, self._between, self._derived.ensure if fresh else _nothing)
        made = targets.judgement(target, verdict, value)
        return self._keep(replace(made, by=by, note=note))

    def undo(self, judgement: str, *, by: str, note: str = "") -> Judgement:
        """Take a judgement back by a new entry; nothing is deleted. An entry that takes back can be taken back too.

        Args:
            judgement: its id, or how the one id that is meant begins.
            by: who takes it back.
            note: why.

        Raises:
            NotFound: no judgement, or more than one, has such an id.
            JudgementError: it is taken back already.
        """
        made = self.judgements
        found = [one for one in made if one.id == judgement] or [one for one in made if one.id.startswith(judgement)]
        if len({one.id for one in found}) != 1 or not judgement:
            raise NotFound.among("judgement", judgement, [one.id for one in made], where=self.path)
        if back := undone(made).get(found[0].id):
            hint = f"To have it stand again, undo {back.id}"
            raise JudgementError(f"{back.by} took it back already", where=found[0].id, hint=hint)
        return self._keep(Judgement(found[0].id, "undo", by, "", note))

    def _keep(self, made: Judgement) -> Judgement:
        if not made.by.strip():
            raise JudgementError("nobody is named who decides", where=made.target, hint="Give a name")
        # To the microsecond: the latest holds, and a script can judge often in a second.
        judgement = replace(made, by=made.by.strip(), at=datetime.now(UTC).isoformat(timespec="microseconds"))
        _require_text(judgement, made.target, "Write it in whole characters; see which encoding the terminal has")
        self._store.judge(judgement)
        return judgement

    def _of_ledger(self, ids: tuple[str, ...] | None) -> tuple[Entry, ...]:
        return self._sorted(self._unsorted(ids))

    def _between(self) -> Relations:
        return findings.decided(self._fresh(), self._decisions())

    # -- listing them -------------------------------------------------------------------------------------------

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions, oldest first, those too that were taken back."""
        return self._store.judgements()

    def _decisions(self) -> Decisions:
        """What people decided, as it is applied."""
        made = self.judgements
        return Decisions(made, lambda: self.revisions) if made else NONE

    def decided(self) -> Mapping[str, Judgement]:
        """For the id of everything that was judged the latest decision that stands; no report is read for it."""
        return {one.target: one for one in self._decisions().judgements}

    @property
    def decisions(self) -> tuple[Decided, ...]:
        """All decisions with what became of each, oldest first: it stands, was undone or replaced, or is not applied.

        A decision whose words are no longer read so, or whose reports are not on record, is not applied, and says why.
        """
        made = self.judgements
        came = {one.judgement: one for one in self._outcomes()}
        gone, later = undone(made), self._replaced(came)
        return tuple(_decided(one, came.get(one.id), gone, later) for one in made)

    def judgement_list(self) -> Shown:
        """All decisions with what became of each, the latest first, as a page."""
        from onrecord.render.show import shown
        from onrecord.views.judgements import page

        return shown(page(self.decisions))

    def _outcomes(self) -> Iterator[Outcome]:
        """What each judgement that stands came to."""
        made = self._decisions()
        yield from findings.outcomes(self._fresh(), made)
        ids = self._store.report_ids()
        yield from _on_attributions(self._store, made, frozenset(ids))
        cited = {cited[0] for one in made.on(*ledger.LEDGER) for cited in one.anchored.get("cites", ())}
        told = self._unsorted(tuple(one for one in ids if one in cited))
        issues = frozenset(pipeline.issues_in_use(self.own_issues).issues)
        yield from ledger.outcomes(told, made, issues)

    def _replaced(self, came: Mapping[str, Outcome]) -> dict[str, str]:
        """Which judgements a later one took the place of."""
        groups: dict[str, list[Judgement]] = {}
        for one in self._decisions().judgements:
            outcome = came.get(one.id)
            grouped = one.kind in DERIVING and one.kind != "attribution"
            place = core(one) if grouped or outcome is None or not outcome.target else outcome.target
            groups.setdefault(place, []).append(one)
        return {name: later for group in groups.values() for name, later in replaced(group).items()}

    # -- handing them on ----------------------------------------------------------------------------------------

    def export_judgements(self) -> Iterator[str]:
        """All decisions as JSONL, a line each, oldest first; another record takes them by ``import_judgements``."""
        for one in self.judgements:
            shape = {name: getattr(one, name) for name in FIELDS} | {"anchor": one.anchored or None}
            yield _written(shape)

    def import_judgements(self, path: str | os.PathLike[str]) -> ImportedJudgements:
        """Take over the decisions of a file that ``export_judgements`` made; the same again changes nothing.

        They are kept with the time and the name that they have. Those on reports that are not on record wait until
        these come. A line that is no judgement is an error that names it, and the others are taken.

        Args:
            path: the file.

        Raises:
            JudgementError: the file cannot be read.
        """
        known = {one.id for one in self.judgements}
        there, found, errors = 0, list[Judgement](), list[OnrecordError]()
        for where, words in _lines(Path(path)):
            try:
                one = _judgement(words, where)
            except OnrecordError as error:
                errors.append(error)
                continue
            if one.id in known:
                there += 1
            else:
                known.add(one.id)
                found.append(one)
        added = tuple(sorted(found, key=lambda one: datetime.fromisoformat(one.at)))
        for one in added:
            self._store.judge(one)
        return ImportedJudgements(added, there, tuple(errors))


def _nothing() -> None:
    """Take what holds between the reports as it was derived last."""


def _decided(one: Judgement, came: Outcome | None, gone: Mapping[str, Judgement], later: Mapping[str, str]) -> Decided:
    """A judgement with what became of it."""
    if one.id in gone:
        return Decided(one, "undone", gone[one.id].id, one.target)
    if one.verdict == "undo":
        return Decided(one, "standing", "", one.target)
    if one.id in later:
        return Decided(one, "replaced", later[one.id], (came.target if came else "") or one.target)
    if came is not None and came.why:
        return Decided(one, "not applied", came.why, one.target)
    return Decided(one, "standing", "", (came.target if came else "") or one.target)


def _written(shape: Mapping[str, Any]) -> str:
    """A line of JSON in the letters that were written, where every encoding has them."""
    words = json.dumps(shape, ensure_ascii=False)
    return (words if words.isprintable() else json.dumps(shape)) + "\n"


def _on_attributions(store: Store, made: Decisions, ids: frozenset[str]) -> Iterator[Outcome]:
    """What each judgement on an attribution came to; only the reports that they name are read."""
    for report in sorted(made.reports()):
        if report in ids:
            yield from entries.outcomes(store.entry(report), made)
        else:
            why = f"report {report} is not on record"
            yield from (Outcome(one.id, "", why) for one in made.on_report(report))


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """The lines of a file that are not empty, each with where it stands."""
    try:
        words = path.read_bytes()
    except OSError as error:
        raise JudgementError(
            f"cannot be read ({error.strerror or error})", where=str(path), hint="Give a file that was exported"
        ) from error
    for number, one in enumerate(words.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if one.strip():
            yield f"{path}:{number}", one


def _judgement(words: bytes, where: str) -> Judgement:
    """The judgement of a line.

    Raises:
        JudgementError: it is none.
    """
    try:
        shape: Any = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise JudgementError(f"this is no JSON ({error})", where=where, hint=_HINT) from error
    if not isinstance(shape, dict):
        raise JudgementError("this is no judgement", where=where, hint=_HINT)
    return _of_shape(shape, where)


def checked(kept: Mapping[str, Any], where: str) -> None:
    """Require that the row of a judgement, as a record of another place keeps it, is a judgement.

    Raises:
        JudgementError: it is none.
    """
    try:
        anchor = json.loads(kept["anchor"]) if kept["anchor"] else None
    except (ValueError, RecursionError) as error:
        raise JudgementError("its anchor is no JSON", where=where, hint=_HINT) from error
    _of_shape({**kept, "anchor": anchor}, where)


def _of_shape(shape: Mapping[str, Any], where: str) -> Judgement:
    """The judgement that an export tells of.

    Raises:
        JudgementError: it is none.
    """
    given = {name: shape.get(name, "") for name in FIELDS if name not in ("id", "anchor")}
    wrong = next((name for name, value in given.items() if not isinstance(value, str)), None)
    wrong = wrong or next((name for name in ("target", "verdict", "by", "at") if not given[name]), None)
    anchor = shape.get("anchor")
    if wrong or not isinstance(anchor, dict | None) or _nests(anchor) > _DEEPEST:
        raise JudgementError(f"it has no usable {wrong or 'anchor'!r}", where=where, hint=_HINT)
    one = Judgement(**given, anchor=anchors.written(anchor) if anchor else "")
    _require_time(one, where)
    _require_text(one, where, _HINT)
    try:
        require_whole(one, where)
    except (TypeError, ValueError, RecursionError) as error:
        raise JudgementError("its value or anchor means nothing", where=where, hint=_HINT) from error
    if shape.get("id", one.id) != one.id:
        raise JudgementError("it is not as it was exported: its id is that of other words", where=where, hint=_HINT)
    return one


def _nests(value: Any) -> int:
    """How many lists and objects stand within one another, one more than ``_DEEPEST`` for all that nest deeper."""
    deepest, level = 0, [value]
    while level := [one for one in level if isinstance(one, dict | list)]:
        deepest += 1
        if deepest > _DEEPEST:
            break
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
    return deepest


def _require_text(one: Judgement, where: str, hint: str) -> None:
    """Require that all words of a judgement can be written down: what is kept is never changed, and shown for ever.

    Raises:
        JudgementError: there is half a character (a lone surrogate) in them, or NUL, which no server can keep; or a
            name goes on in another line.
    """
    if "\x00" in "".join((one.target, one.by, one.note, one.value)):
        raise JudgementError("it has a NUL in its words", where=where, hint=hint)
    if any(words.splitlines() != [words] for words in (one.target, one.by)):
        raise JudgementError("its target or its author is more than one line", where=where, hint=hint)
    words = "".join((one.target, one.by, one.note, one.value, json.dumps(one.anchored, ensure_ascii=False)))
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise JudgementError("it has half a character in its words", where=where, hint=hint) from error


def _require_time(one: Judgement, where: str) -> None:
    try:
        zone = datetime.fromisoformat(one.at).tzinfo if one.at.isascii() and one.at.isprintable() else None
    except ValueError:
        zone = None
    if zone is None:
        raise DateError(f"{one.at!r} is no time with a zone", where=where, hint="Write it as 2026-02-07T10:15:00+00:00")

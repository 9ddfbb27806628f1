"""What a record does with dossiers: keep them, show one, and tell what is new."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord import pipeline, relating, revising
from onrecord.decisions import findings, ledger
from onrecord.errors import NotFound
from onrecord.model.dossier import Alert, Dossier, Query, Watched
from onrecord.model.judgement import bearing
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.revision import Chain

if TYPE_CHECKING:
    from onrecord.decisions.standing import Decisions
    from onrecord.deriving import Derived
    from onrecord.dossiers.match import Matched
    from onrecord.dossiers.revisions import Step
    from onrecord.render.show import Shown
    from onrecord.store.protocol import Store
    from onrecord.views.page import Line

#: Chains of revisions, with the earlier ones of them.
Changes = tuple[tuple[Chain, ...], tuple[Entry, ...]]

#: Rounds of taking reports and what holds between them while others read reports anew or decide; the last one counts.
_ROUNDS = 3

#: The receiver of what is printed or shown; a webhook is one by its address.
READER = "reader"


@dataclass(frozen=True)
class Watch:
    """What is new in some dossiers; it shows itself in a terminal and in a notebook.

    Attributes:
        watched: each dossier as it stands, with the alerts that its receiver was not told yet.
        entries: all reports on record, those that only alerts cite last.
        relations: what holds between them.
        receiver: who is to be told.
        reports: how many reports are on record.
    """

    watched: tuple[Watched, ...]
    entries: tuple[Entry, ...]
    relations: Relations
    receiver: str = READER
    reports: int = 0

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts of all of them."""
        return tuple(alert for one in self.watched for alert in one.alerts)

    def page(self) -> Shown:
        """What is new, as a page."""
        from onrecord.render.show import shown
        from onrecord.views.dossiers import news
        from onrecord.views.index import Index

        return shown(news(Index(self.entries, self.relations), self.watched, of=self.reports))

    def __str__(self) -> str:
        return str(self.page())

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()


class Dossiers:
    """The part of a record that keeps dossiers and watches them."""

    if TYPE_CHECKING:
        _store: Store
        _derived: Derived

        @property
        def path(self) -> str: ...  # noqa: D102
        @property
        def entries(self) -> tuple[Entry, ...]: ...  # noqa: D102
        @property
        def relations(self) -> Relations: ...  # noqa: D102
        @property
        def revisions(self) -> tuple[Chain, ...]: ...  # noqa: D102
        @property
        def own_issues(self) -> str | None: ...  # noqa: D102
        def _unsorted(self, ids: tuple[str, ...] | None = None) -> tuple[Entry, ...]: ...
        def _fresh(self) -> Relations: ...
        def _decisions(self) -> Decisions: ...

    # -- keeping them -------------------------------------------------------------------------------------------

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """All dossiers, by name."""
        return self._store.dossiers()

    def add_dossier(
        self,
        name: str,
        words: str = "",
        *,
        parties: Iterable[str] = (),
        outlets: Iterable[str] = (),
        first: str | None = None,
        last: str | None = None,
        tell_known: bool = False,
    ) -> Watched:
        """Keep a query under a name and watch it from now on; the same again changes nothing.

        Args:
            name: what to call it.
            words: words that a report must hold, as ``search`` takes them.
            parties: names of parties, all of whom a report must name, in any usual spelling.
            outlets: names of outlets, one of which must have published it.
            first: first ISO day of publication.
            last: last such day.
            tell_known: tell what the rules find already as news too; left out, the watch begins with what comes next.

        Returns:
            The dossier as it stands; its alerts are what is known already and will not be told.

        Raises:
            DossierError: the name is taken by another query, or the query can match nothing.
            DateError: a day is none.
        """
        from onrecord.dossiers.match import checked_name, checked_query

        for day in (first, last):
            if day is not None:
                pipeline.iso_day(day)
        query = checked_query(Query(words, tuple(parties), tuple(outlets), first, last))
        dossier = Dossier(checked_name(name), query, _now())
        same = next((one for one in self.dossiers if (one.name, one.query) == (dossier.name, query)), None)
        if same is not None:
            return self._standing(same, *self._compared())[0]
        every, relations = self._compared()
        watched, known = self._standing(dossier, every, relations, self._changed(every))
        start = () if tell_known else tuple(one.at(dossier.made, start=True) for one in known)
        self._store.add_dossier(dossier, start)
        return replace(watched, alerts=start)

    def remove_dossier(self, name: str) -> Dossier:
        """Take a dossier away, with what was noticed in it; its reports stay on record.

        Raises:
            NotFound: there is none of this name.
        """
        dossier = self._dossier(name)
        self._store.remove_dossier(dossier.name)
        return dossier

    def _dossier(self, name: str) -> Dossier:
        """The dossier of this name; capitals do not count where they are not needed to tell two apart."""
        found = [one for one in self.dossiers if one.name == name.strip()]
        found = found or [one for one in self.dossiers if one.name.casefold() == name.strip().casefold()]
        if len(found) != 1:
            raise _no_dossier(name, [one.name for one in self.dossiers], self.path)
        return found[0]

    # -- asking -------------------------------------------------------------------------------------------------

    def dossier(self, name: str, *, as_of: str | None = None) -> Shown:
        """The brief of a dossier: its reports alone, as ``brief`` shows the whole record.

        Origins are counted among its reports; two that go back to one text outside it are one.

        Args:
            name: which one.
            as_of: ISO day: as it stood then, from the reports published by then in the words that stood then.

        Raises:
            NotFound: there is none of this name.
            DateError: ``as_of`` is not a day.
        """
        from onrecord.dossiers.narrow import narrowed
        from onrecord.render.show import shown
        from onrecord.views import brief
        from onrecord.views.dossiers import shown_as

        dossier = self._dossier(name)
        entries, whole, left_out = (*self._compared(), ()) if as_of is None else self._then(as_of)
        matched = self._matching(dossier.query, entries, whole)
        relations = self._lined_up(matched.entries, narrowed(whole, matched.entries))
        page = brief.page(self._sorted(matched.entries), relations, as_of=as_of)
        one = Watched(dossier, relations.reports, len(relations.origins), notes=matched.notes)
        page = shown_as(page, one, len(entries))
        return shown(replace(page, intro=(*page.intro, *left_out)))

    def _lined_up(self, entries: tuple[Entry, ...], relations: Relations) -> Relations:
        """What holds between some of the reports, with what they quote and claim lined up among them alone."""
        with self._derived.memory() as memory:
            return relating.lined_up(entries, relations, self._decisions(), memory)

    def _then(self, day: str) -> tuple[tuple[Entry, ...], Relations, tuple[Line, ...]]:
        """The reports as they stood on a day, what holds between them, and lines on what that leaves out."""
        ids, said = revising.standing(self._store, day)
        with self._derived.memory() as memory:
            made = self._decisions()
            entries, relations, left_out = pipeline.as_of(self._unsorted(ids), day, memory, made.deriving())
        return entries, findings.decided(relations, made, entries), (*left_out, *said)

    def _compared(self) -> tuple[tuple[Entry, ...], Relations]:
        """The reports with what holds between them: those alone that it was derived from.

        Another program may add reports between the two look-ups; they come with the next. One that reads a report
        anew, or decides on what is said in one, changes what the other look-up was of; then both are made again.
        """
        for _ in range(_ROUNDS):
            known, fresh = self._read_so(), self._fresh()
            entries = self._unsorted(fresh.reports)
            if self._read_so(known[0]) == known:
                break
        return entries, findings.decided(fresh, self._decisions(), entries)

    def _read_so(self, among: Container[str] | None = None) -> tuple[Mapping[str, str], Sequence[str]]:
        """How the reports on record, or some of them, are read and what people decided that bears on it."""
        seals = {one: seal for one, seal in self._store.seals().items() if among is None or one in among}
        return seals, [one.id for one in bearing(self._store.judgements())]

    def dossier_list(self) -> Shown:
        """All dossiers with their queries and how many reports match each."""
        from onrecord.render.show import shown
        from onrecord.views.dossiers import listing

        every, relations = self._compared()
        matched = [(one, self._matching(one.query, every, relations).entries) for one in self.dossiers]
        found = [Watched(one, tuple(entry.id for entry in entries)) for one, entries in matched]
        return shown(listing(found, len(every)))

    def alerts(self, name: str) -> Shown:
        """All that was noticed in a dossier so far, told or not; nothing is looked for anew.

        Raises:
            NotFound: there is none of this name.
        """
        from onrecord.render.show import shown
        from onrecord.views.dossiers import every
        from onrecord.views.index import Index

        dossier = self._dossier(name)
        entries, relations = self._compared()
        watched = replace(self._standing(dossier, entries, relations)[0], alerts=self._store.alerts(dossier.name))
        index = Index(self._with_cited(entries, watched.alerts), relations)
        return shown(every(index, watched, of=len(entries)))

    def noticed(self, *names: str) -> tuple[Alert, ...]:
        """The news of dossiers (of all, if none is named), told or not, in the order noticed.

        Raises:
            NotFound: there is none of a name.
        """
        found = [one for dossier in self._named(names) for one in self._store.alerts(dossier.name) if not one.start]
        return tuple(sorted(found, key=lambda one: one.noticed))

    # -- watching -----------------------------------------------------------------------------------------------

    def watch(self, *names: str, receiver: str = READER) -> Watch:
        """Look for what is new in dossiers, keep it, and give what a receiver was not told yet.

        It counts as told only when ``told`` is called with it, so that what an interrupted run did not get to is told
        again rather than never.

        Args:
            names: which dossiers; all if none is named.
            receiver: who is to be told; each receiver is told everything once.

        Raises:
            NotFound: there is none of a name.
        """
        (every, relations), standing = self._compared(), []
        changed = self._changed(every)
        for dossier in self._named(names):
            watched, new = self._standing(dossier, every, relations, changed)
            if new:
                moment = _now()
                self._store.notice(dossier.name, [one.at(moment) for one in new])
            standing.append(watched)
        untold = self._untold(standing, receiver)
        alerts = [alert for one in untold for alert in one.alerts]
        return Watch(untold, self._with_cited(every, alerts), relations, receiver, len(every))

    def untold(self, watch: Watch, receiver: str) -> Watch:
        """The same dossiers with what another receiver was not told yet; nothing is looked for anew."""
        untold = self._untold(watch.watched, receiver)
        entries = self._with_cited(watch.entries, [alert for one in untold for alert in one.alerts])
        return replace(watch, watched=untold, entries=entries, receiver=receiver)

    def told(self, watch: Watch, alerts: Iterable[Alert] | None = None) -> None:
        """Keep that the receiver of a watch was told of its alerts.

        Args:
            watch: what ``watch`` gave.
            alerts: which of them; all if left out.
        """
        done = watch.alerts if alerts is None else tuple(alerts)
        for name in dict.fromkeys(one.dossier for one in done):
            self._store.tell(name, [one.id for one in done if one.dossier == name], watch.receiver, _now())

    def _with_cited(self, entries: tuple[Entry, ...], alerts: Iterable[Alert]) -> tuple[Entry, ...]:
        """The entries, and behind them what alerts of an earlier time cite beside them."""
        known = {entry.id for entry in entries}
        more = sorted({cited.report for one in alerts for cited in one.citations} - known)
        return (*entries, *self._store.entries(more)) if more else entries

    def _untold(self, watched: Sequence[Watched], receiver: str) -> tuple[Watched, ...]:
        return tuple(replace(one, alerts=self._store.alerts(one.dossier.name, receiver)) for one in watched)

    def _named(self, names: Sequence[str]) -> tuple[Dossier, ...]:
        if not names:
            return self.dossiers
        return tuple(dict.fromkeys(self._dossier(name) for name in names))

    def _changed(self, every: tuple[Entry, ...]) -> Changes:
        """The reports that their outlets changed, as the chains of their revisions, with the earlier ones."""
        ids = {entry.id for entry in every}
        found = tuple(chain for chain in self.revisions if chain.current.report in ids)
        earlier = tuple(report for chain in found for report in chain.reports[:-1])
        return found, self._unsorted(earlier) if earlier else ()

    def _standing(
        self, dossier: Dossier, every: tuple[Entry, ...], whole: Relations, changed: Changes = ((), ())
    ) -> tuple[Watched, tuple[Alert, ...]]:
        """A dossier as it stands, and what is new in it.

        Args:
            dossier: which one.
            every: all reports on record.
            whole: what holds between them.
            changed: the reports that their outlets changed; if left out, what is new is so beside that.
        """
        from onrecord.dossiers.narrow import narrowed
        from onrecord.dossiers.watch import new_alerts
        from onrecord.views.index import Index

        matched = self._matching(dossier.query, every, whole)
        relations = narrowed(whole, matched.entries)
        kept = dossier.name in {one.name for one in self.dossiers}
        known = self._store.alerts(dossier.name) if kept else ()
        steps = self._steps(dossier.query, matched.entries, every, whole, changed)
        new = new_alerts(Index(self._sorted(matched.entries), relations), dossier.name, known, steps)
        return Watched(dossier, relations.reports, len(relations.origins), notes=matched.notes), new

    def _steps(
        self, query: Query, inside: tuple[Entry, ...], every: tuple[Entry, ...], whole: Relations, changed: Changes
    ) -> list[Step]:
        """What outlets changed in the reports that match, or that matched before they were changed."""
        from onrecord.dossiers.match import with_earlier
        from onrecord.dossiers.revisions import steps

        found, earlier = changed
        who = replace(whole, identities=with_earlier(whole.identities, earlier))
        ids = {entry.id for entry in (*inside, *(self._matching(query, earlier, who).entries if earlier else ()))}
        entries = {entry.id: entry for entry in (*every, *earlier)}
        return [step for chain in found if not ids.isdisjoint(chain.reports) for step in steps(chain, entries)]

    # -- which reports ------------------------------------------------------------------------------------------

    def _matching(self, query: Query, entries: tuple[Entry, ...], relations: Relations) -> Matched:
        """The reports that match, by who is who in what holds between them."""
        from onrecord.dossiers.match import matching

        hits = {hit.report for hit in self._store.search(query.words)} if query.words else None
        return matching(entries, relations.identities, query, hits)

    def _sorted(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Positions under the issues in use, as people decided."""
        return ledger.decided(pipeline.under(entries, self.own_issues), self._decisions())


def _no_dossier(name: str, names: Sequence[str], where: str) -> NotFound:
    error = NotFound.among("dossier", name, names, where=where)
    if not names:
        return NotFound(error.what, where=where, hint="There is none yet; keep one with 'onrecord dossier add NAME'")
    hint = error.hint if "Nearest" in error.hint else "List them with 'onrecord dossier list'"
    return NotFound(error.what, where=where, hint=hint)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

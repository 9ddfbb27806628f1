"""Record: the one object a user holds; open it, add to it, ask it, judge, export, prove.

>>> import onrecord
>>> with onrecord.open(":memory:") as record:                           # doctest: +SKIP
...     record.add("reports/")
...     print(record.brief())
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord import pipeline, revising
from onrecord.adding import Reading, add_each
from onrecord.decisions import findings
from onrecord.decisions.entries import decided
from onrecord.deriving import Derived
from onrecord.errors import NotFound, SourceError
from onrecord.guarded.taking import every_document, reread
from onrecord.judging import Judging
from onrecord.keeping import Keeping, import_record, restore
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given
from onrecord.model.revision import Chain, chains
from onrecord.once import NOTHING, compare, read, reuse
from onrecord.rebuilding import rebuilt
from onrecord.record_dossiers import Dossiers
from onrecord.results import EXPORTS, AddResult, AddSummary, Checked, Rebuilt, exported

if TYPE_CHECKING:
    from onrecord.feeds import Feeds
    from onrecord.render.show import Shown
    from onrecord.store.protocol import Store

__all__ = ["NOTHING", "Record", "compare", "import_record", "open", "read", "restore", "reuse"]


def open(
    path: str | os.PathLike[str] = ":memory:",
    *,
    create: bool = True,
    model: str | None = None,
    reader: str | None = None,
) -> Record:
    """Open a record, or begin one.

    Args:
        path: the record's file or ``postgresql://user@host/database``; ``:memory:`` keeps it nowhere.
        create: begin a new record if there is none.
        model: package name of the language model to read with.
        reader: ``learned`` or ``rules``: what finds attributions; ``learned`` if left out.

    Raises:
        NotFound: there is no such file, or it is empty, and ``create`` is false.
        NotARecord: the file is something else.
        NewerRecord: the file was written by a newer Onrecord.
    """
    from onrecord.store.opening import open_store

    return Record(open_store(os.fspath(path), create=create), model=model, reader=reader)


class Record(Judging, Dossiers, Keeping):
    """A cited record of a running matter; get one from ``onrecord.open``.

    Every question gives a page that shows itself; the values behind it are ``entries`` and ``relations``.
    """

    def __init__(self, store: Store, *, model: str | None = None, reader: str | None = None) -> None:
        self._store = store
        self._engine = pipeline.engine_named(model, reader)
        self._reading = Reading(model, reader, self._engine)
        self._derived = Derived(store, self._unsorted, self._decisions)

    # -- life ---------------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The record's file, its address without the password, or ``:memory:``."""
        return str(self._store.path)

    def close(self) -> None:
        """Close the file; what was added is already safe."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def __len__(self) -> int:
        return len(self._store.report_ids())

    def tell(self, judging: Callable[[str, int, int], None] | None) -> None:
        """Have a function called while reports are compared: what is judged of pairs, how many were, of how many."""
        self._derived.tell = judging

    @property
    def read_by_others(self) -> int:
        """How many reports other rules than those of this Onrecord have read; ``rebuild`` reads them again."""
        return pipeline.read_by_others(self._store.reader_versions())

    def __repr__(self) -> str:
        return f"<Record {self.path}: {len(self)} reports>"

    # -- adding -------------------------------------------------------------------------------------------------

    def add(
        self,
        *sources: str | os.PathLike[str],
        given: Given = NOTHING,
        stdin: BinaryIO | None = None,
        progress: Callable[[AddResult], None] | None = None,
        jobs: int = 1,
    ) -> AddSummary:
        """Add reports; adding the same again changes nothing.

        Each report is kept in a transaction of its own, so one that fails takes nothing with it, and a run that was
        interrupted goes on where it stood when it is begun again. What holds between the reports is derived when it is
        asked for next.

        Args:
            sources: files, folders or ``-``.
            given: facts that the sources cannot say themselves; of several reports they fill only what is unknown.
            stdin: where ``-`` reads from.
            progress: called with each result as it comes.
            jobs: how many processes read, each with hard limits (``onrecord.limits``).
        """
        return self.add_documents(every_document(sources, given, stdin), progress, jobs)

    def add_documents(
        self,
        documents: Iterable[Document | SourceError],
        progress: Callable[[AddResult], None] | None = None,
        jobs: int = 1,
    ) -> AddSummary:
        """Add reports that were taken in already; see ``add``."""
        results = []
        for result in add_each(documents, self._store, self._reading, jobs):
            results.append(result)
            if progress:
                progress(result)
        return AddSummary(tuple(results))

    @property
    def feeds(self) -> Feeds:
        """The feeds that this record is kept up from: add, list, poll and remove them."""
        from onrecord.feeds import Feeds

        return Feeds(self._store, self.add_documents)

    # -- values -------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The reports with what was read in them, in order of publication, as people decided.

        Of a report that its outlet changed, the current revision; ``revisions`` and ``earlier`` have the others.
        Positions are under the issues of the list that the record uses.
        """
        return self._sorted(self._unsorted())

    def _unsorted(self, ids: tuple[str, ...] | None = None) -> tuple[Entry, ...]:
        """The entries under the issues of the default list: nothing that is derived rests on a list of issues."""
        made = self._decisions()
        entries = self._store.entries(revising.current_ids(self._store) if ids is None else ids)
        return tuple(decided(entry, made) for entry in entries) if made.reports() else entries

    @property
    def revisions(self) -> tuple[Chain, ...]:
        """The reports that their outlets changed, each as the chain of its revisions."""
        return chains(self._store.revisions())

    @property
    def earlier(self) -> tuple[Entry, ...]:
        """The earlier revisions of all of these with what was read in them, chain by chain, the first one first."""
        return self._unsorted(tuple(report for chain in self.revisions for report in chain.reports[:-1]))

    @property
    def relations(self) -> Relations:
        """All that holds between the reports, as people decided."""
        return findings.decided(self._fresh(), self._decisions())

    def entry(self, report: str) -> Entry:
        """The report with this id, with the one id that begins so, or with this label (``R3``) of the brief.

        Raises:
            NotFound: no report, or more than one, has such an id.
        """
        return decided(self._store.entry(revising.named(self._store, report, self.path)), self._decisions())

    def _fresh(self) -> Relations:
        """Stored relations, derived again first if reports or judgements changed since."""
        return self._derived.fresh()

    # -- questions ----------------------------------------------------------------------------------------------

    def brief(self, story: str | None = None, *, as_of: str | None = None) -> Shown:
        """The page to read first: the whole record, or one story of it.

        Args:
            story: id of the story, or the beginning of one.
            as_of: ISO day, here and wherever a question takes one: the page as it would stand if the record held only
                the reports published by then. Reports without a date are left out, and the page says so.

        Raises:
            NotFound: there is no such story, or more than one.
            DateError: ``as_of`` is not a day.
        """
        return self._page("brief", story, as_of=as_of)

    def stories(self) -> Shown:
        """Which reports belong together."""
        return self._page("stories")

    def report(self, report: str) -> Shown:
        """One report with all that was read in it and how it relates to the others."""
        found = self.entry(report)
        chain = revising.chain_of(self._store, found.id)
        return self._page("report", found.id, chain, self._unsorted(chain.reports if chain else ()))

    def quotes(self, speaker: str | None = None) -> Shown:
        """Who said what; of one speaker if a name is given, in any usual spelling or script, or a surname alone."""
        return self._page("quotes", speaker)

    def lineage(self) -> Shown:
        """Whose report it is: origins, copies and shared passages."""
        return self._page("lineage")

    def checks(self) -> Shown:
        """Where accounts agree and differ."""
        return self._page("checks")

    def timeline(self, *, as_of: str | None = None) -> Shown:
        """What happened, is planned and is due, by day."""
        return self._page("timeline", as_of=as_of)

    def positions(
        self,
        *,
        as_of: str | None = None,
        history: bool = False,
        issue: str | None = None,
        party: str | None = None,
    ) -> Shown:
        """Where each party stands on each issue, or with ``history`` every position by issue over time.

        Raises:
            NotFound: no position is on this ``issue``, or of this ``party``.
        """
        known = pipeline.issues_in_use(self.own_issues)
        return self._page("positions", as_of=as_of, history=history, issue=issue, party=party, known=known)

    def deadlines(self, *, as_of: str | None = None) -> Shown:
        """What is due by when, and which meetings are announced."""
        return self._page("deadlines", as_of=as_of)

    @property
    def own_issues(self) -> str | None:
        """The list of issues that is used in place of the default one, as JSON; ``None`` if there is none."""
        return self._store.setting("issues")

    def issues(self) -> Shown:
        """The list of issues in use, with the words that point to each."""
        from onrecord.render.show import shown
        from onrecord.views.issues import page

        return shown(page(self.own_issues))

    def use_issues(self, path: str | os.PathLike[str] | None) -> None:
        """Assign positions to issues by a list of your own from now on; nothing is read again.

        Args:
            path: a TOML or JSON file (docs/issues.md), or an export of a record; ``None`` goes back to the default.

        Raises:
            IssuesError: the file is not a list of issues; the record keeps the list it has.
        """
        self._store.set_setting("issues", pipeline.issues_from(Path(path)) if path is not None else None)

    def search(self, query: str, limit: int | None = None) -> Shown:
        """The sentences that hold the words of a query, best report first."""
        hits = [citation for hit in self._store.search(query, limit) for citation in hit.citations]
        return self._page("search", query, hits, self.earlier)

    def export(self, kind: str) -> Iterator[str]:
        """The record as text, in pieces to write one after the other.

        Args:
            kind: ``json`` (everything), ``jsonl`` (a reading a line), ``csv`` (a row for each thing found and report
                that has it), ``markdown`` or ``html`` (the brief, nothing folded away), ``record`` (the record itself,
                of which ``import_record`` makes the same one elsewhere).

        Raises:
            NotFound: there is no such kind.
        """
        text = exported(self, kind)
        if text is None:
            raise NotFound.among("export", kind, EXPORTS, where=self.path)
        yield from text

    def _page(self, screen: str, *arguments: object, **options: object) -> Shown:
        from onrecord.render.show import shown

        view = import_module(f"onrecord.views.{screen}")
        if (day := options.get("as_of")) is None:
            # What holds between reports first: another process may be adding more.
            entries, relations = self._compared()
            page = view.page(self._sorted(entries), relations, *arguments, **options)
            return shown(revising.noted(self._store, page) if screen == "brief" else page)
        entries, relations, left_out = self._then(str(day))
        page = view.page(self._sorted(entries), relations, *arguments, **options)
        return shown(replace(page, intro=(*page.intro, *left_out)))

    # -- proving ------------------------------------------------------------------------------------------------

    def verify(self, *, deep: bool = False) -> Checked:
        """Prove every citation again, without any model.

        Args:
            deep: also read the stored bytes again, which must give the same canonical text.
        """
        found = self._store.verify(reread if deep else None)
        return Checked(found.checked, tuple(str(damage) for damage in found.damages))

    def rebuild(self) -> Rebuilt:
        """Read every stored text again and derive everything anew; judgements are kept.

        Returns:
            Whether the record came out the same, and what did not.
        """
        return rebuilt(self._store, self._reading, self._fresh, self._derived.anew)

    def digest(self) -> str:
        """A hash over everything on record, the same for the same reports and judgements in whatever order."""
        self._fresh()
        return self._store.digest()

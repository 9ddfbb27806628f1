"""A record that needs no file and no language model: the three reports built by hand behind the record's interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.batch.job import Progress, Summary
from onrecord.cli.options import called
from onrecord.decisions.standing import NONE, Decisions
from onrecord.deriving import Derived
from onrecord.errors import AlreadyThere, BrokenExport, NotFound, UnreadableSource
from onrecord.feeds import FeedAdded
from onrecord.keeping import Backup, Imported, Restored
from onrecord.model.dossier import Dossier, Query
from onrecord.model.feed import FeedState, ItemState
from onrecord.model.judgement import Decided, Judgement
from onrecord.model.reading import Entry
from onrecord.model.relations import Relations
from onrecord.model.report import Given
from onrecord.model.reused import Reused
from onrecord.model.revision import Chain
from onrecord.model.spans import Citation
from onrecord.polling import FeedPolled, ItemPolled
from onrecord.record_dossiers import Dossiers
from onrecord.render.show import Shown, shown
from onrecord.results import AddResult, AddSummary, Checked, Comparison, ImportedJudgements, ReadResult, Rebuilt
from onrecord.store.sqlite import SqliteStore
from tests.store import made
from tests.views.sample import cited, dossier

#: A source of this name cannot be read; one of any other name is the next of the three reports.
BAD = "bad.txt"

NOTHING = Given()


class FakeRecord(Dossiers):
    """What ``onrecord.record.Record`` offers to the command line."""

    damages: tuple[str, ...] = ()
    same = True
    read_by_others = 0

    def __init__(self, path: str) -> None:
        self.path = called(path)
        self.entries: tuple[Entry, ...]
        self.relations: Relations
        self.entries, self.relations = dossier()
        self.judgements: tuple[Judgement, ...] = ()
        self.given: Given | None = None
        self.own_issues: str | None = None
        self.revisions: tuple[Chain, ...] = ()
        self.earlier: tuple[Entry, ...] = ()
        self.feeds = FakeFeeds()
        self._store = SqliteStore()
        self._derived = Derived(self._store, lambda: self.entries, self._decisions)
        for entry in self.entries:
            self._store.add(made.document(entry), entry)
        for name, words in (("bridge", "Orm bridge"), ("all", "")):
            self._store.add_dossier(Dossier(name, Query(words), "2025-05-05T00:00:00+00:00"))

    def tell(self, judging: object) -> None:
        """Compare without a word."""

    def _unsorted(self, ids: tuple[str, ...] | None = None) -> tuple[Entry, ...]:
        return self.entries

    def _fresh(self) -> Relations:
        return self.relations

    def _decisions(self) -> Decisions:
        return NONE

    def __enter__(self) -> FakeRecord:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __len__(self) -> int:
        return len(self.entries)

    def __getattr__(self, name: str) -> Callable[..., Shown]:
        view = import_module(f"onrecord.views.{name}")
        return lambda *arguments, **options: shown(view.page(self.entries, self.relations, *arguments, **options))

    def export(self, kind: str) -> Iterator[str]:
        """The same text that the real record gives for these reports."""
        from onrecord.record import Record

        return Record.export(self, kind)  # type: ignore[arg-type]

    def search(self, query: str) -> Shown:
        """The one hit that there is."""
        view = import_module("onrecord.views.search")
        return shown(view.page(self.entries, self.relations, query, [cited(self.entries[0], "bridge")]))

    def issues(self) -> Shown:
        """The list of issues in use."""
        return shown(import_module("onrecord.views.issues").page(self.own_issues))

    def use_issues(self, path: str | None) -> None:
        """Take the list of a file."""
        from onrecord.pipeline import issues_from

        self.own_issues = issues_from(Path(path)) if path is not None else None

    def entry(self, report: str) -> Entry:
        """The report with this id."""
        found = next((one for one in self.entries if one.id == report), None)
        if found is None:
            raise NotFound.among("report", report, [one.id for one in self.entries], where=self.path)
        return found

    def add(
        self,
        *sources: str,
        given: Given = NOTHING,
        stdin: Any = None,
        progress: Callable[[AddResult], None] = lambda _: None,
        jobs: int = 1,
    ) -> AddSummary:
        """Every source is added but the bad one."""
        self.given = given
        results = [
            AddResult(source, None, "failed", unreadable(source))
            if source == BAD
            else AddResult(source, f"id{n}", "added")
            for n, source in enumerate(sources)
        ]
        for result in results:
            progress(result)
        return AddSummary(tuple(results))

    def judge(self, target: str, verdict: Any, *, by: str, note: str, value: Any = None) -> Judgement:
        """Keep the decision."""
        made = Judgement(target, verdict, by, "2025-05-05T00:00:00+00:00", note, value or "")
        self.judgements += (made,)
        return made

    def undo(self, judgement: str, *, by: str, note: str) -> Judgement:
        """Keep that it is taken back."""
        return self.judge(judgement, "undo", by=by, note=note)

    def judgement_list(self) -> Shown:
        """All decisions, each as if it stood."""
        view = import_module("onrecord.views.judgements")
        return shown(view.page([Decided(one, "standing") for one in self.judgements]))

    def export_judgements(self) -> Iterator[str]:
        """A line for each decision."""
        yield from (f"{one.id}\n" for one in self.judgements)

    def import_judgements(self, path: str) -> ImportedJudgements:
        """One decision that is new, and an error if the file is the bad one."""
        self.judge("f-1", "reject", by="reader", note="")
        return ImportedJudgements(self.judgements[-1:], 2, (unreadable(path),) if path == BAD else ())

    def verify(self, *, deep: bool) -> Checked:
        """Nothing damaged, unless the test says so."""
        return Checked({"citations": 1234, **({"texts read again": 3} if deep else {})}, self.damages)

    def lines(self) -> Iterator[str]:
        """The record that lies under the three reports."""
        return self._store.lines()

    def backup(self, path: str, *, force: bool) -> Backup:
        """A backup of the three reports, unless the file is the bad one."""
        if path == BAD and not force:
            raise AlreadyThere("there is a file of this name already", where=path, hint="Say --force")
        return BACKUP

    def rebuild(self) -> Rebuilt:
        """The same, unless the test says otherwise."""
        return Rebuilt(self.same, 3, () if self.same else ("report wire: reading differs",))


class FakeFeeds:
    """What ``Record.feeds`` offers: one feed with one item, and a source of the name of the bad one is none."""

    def __init__(self) -> None:
        self.asked: tuple[Any, ...] = ()

    def add(self, *sources: str, outlet: str | None = None) -> tuple[FeedAdded, ...]:
        """Every source is added but the bad one."""
        return tuple(
            FeedAdded(one, error=unreadable(one)) if one == BAD else FeedAdded(one, replace(FEED, url=one))
            for one in sources
        )

    def list(self) -> tuple[FeedState, ...]:
        """The one feed."""
        return (FEED,)

    def counts(self, feed: FeedState) -> dict[str, int]:
        """Two items on record, one of them by the text in the feed, and one that failed."""
        return {"taken": 1, "from the feed": 1, "failed": 1}

    def remove(self, *which: str) -> tuple[FeedState, ...]:
        """The one feed."""
        return (FEED,)

    def poll(self, *which: str, again: bool = False, recheck: Any = None, progress: Any) -> tuple[FeedPolled, ...]:
        """One item that was added and one that failed."""
        self.asked = (which, again, recheck)
        good = ItemState(1, "x", "https://ledger.example/1", state="taken", report="r1")
        bad = ItemState(1, "y", "https://ledger.example/2", state="failed", problem="there is no such page (404)")
        items = [
            ItemPolled(good, AddResult(str(good.link), "r1", "added")),
            ItemPolled(bad, AddResult(str(bad.link), None, "failed", unreadable(str(bad.link)))),
        ]
        polled = FeedPolled(FEED, "polled", items)
        for item in (*items, None):
            progress(polled, item)
        return (polled,)


BACKUP = Backup("safe.onrecord", 3, 1234, "ab" * 32, {"reports": 3, "citations": 1234})

FEED = FeedState(1, "https://ledger.example/feed", "Daily Ledger", polled="2025-05-05T10:00:00+00:00")


def unreadable(source: str) -> UnreadableSource:
    """The error of a source that cannot be read."""
    return UnreadableSource("is empty", where=source, hint="Name another file")


def open_fake(path: str, *, create: bool = True, model: str | None = None, reader: str | None = None) -> FakeRecord:
    """A record that exists unless its name says that it does not."""
    if not create and Path(path).name == "gone.onrecord":
        raise NotFound("there is no record", where=path, hint="Begin one with 'onrecord add SOURCE…'")
    return FakeRecord(path)


def read_fake(*sources: str, given: Given, model: str | None, reader: str | None, stdin: Any) -> Iterator[ReadResult]:
    """The next of the three reports for each source."""
    left = list(dossier()[0])
    for source in sources:
        yield ReadResult(source, None, unreadable(source)) if source == BAD else ReadResult(source, left.pop(0))


def reuse_fake(*sources: str, folder: Path | None, given: Given, stdin: Any, progress: Any) -> Iterator[Any]:
    """One pair whatever is given, and an error for each source that cannot be read."""
    yield from (unreadable(source) for source in sources if source == BAD)
    passage = Citation("b", 4, 30, "the bridge was closed again")
    yield Reused(
        "b", "a", 40, 26, ((passage, Citation("a", 0, 26, passage.text)), (Citation("b", 40, 46, "at six"), None))
    )
    progress(2, 0)


def batch_fake(command: Any, source: str, output: Path, *, progress: Any, **options: Any) -> Summary:
    """A job of two parts, one done before; a source that cannot be read is a failure and a row with an error."""
    progress(Progress("prints", 1, 2, skipped=1, reports=10))
    progress(Progress("prints", 2, 2, skipped=1, reports=20, lost=1))
    bad = source == BAD
    failed = [unreadable(source).message] if bad else []
    return Summary(command, str(output), 2, 1, 20, 7, errors=int(bad), lost=1, failed=failed)


def restore_fake(backup: str, record: str, *, force: bool) -> Restored:
    """The backup of the three reports, of an older schema, in the place of a record if that is asked for."""
    if backup == BAD:
        raise NotFound("there is no such backup", where=backup, hint="Check the path")
    return Restored(replace(BACKUP, path=record), f"{record}-before-restore" if force else None, 5)


def import_fake(export: Any, record: str) -> Imported:
    """Three reports whatever is given, unless the file is the bad one."""
    if export == BAD:
        raise BrokenExport("the line is damaged", where=f"{export}:7", hint="Export it again")
    return Imported(record, 3, 2, 1, 1, {"reports": 3})


def compare_fake(*sources: str, given: Given, model: str | None, reader: str | None, stdin: Any) -> Comparison:
    """As many of the three reports as there are sources that can be read; relations only of all three."""
    entries, relations = dossier()
    good = [source for source in sources if source != BAD]
    errors = tuple(unreadable(source) for source in sources if source == BAD)
    if len(good) < 3:
        relations = Relations(tuple(entry.id for entry in entries[: len(good)]))
    return Comparison(entries[: len(good)], relations, errors)

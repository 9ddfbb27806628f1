"""``doctor``: what Onrecord runs on, and whether it will work here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from onrecord import __version__
from onrecord.cli.options import Output, called, output_options, record_option, record_words
from onrecord.cli.output import emit
from onrecord.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, what was found, and whether Onrecord works with it."""

    name: str
    found: str
    ok: bool = True


@click.command("doctor")
@record_option
@output_options
@click.pass_context
def doctor_command(ctx: click.Context, path: str, output: Output) -> None:
    """Check what Onrecord runs on here.

    Python, SQLite, full-text search, the models and whether their files and Onrecord's own are unchanged, the limits of
    each report, the record's file or server. Exits with 1 if something will not work.
    """
    from onrecord.views.page import Page, Row, Section, Table

    checks = [_version(), _python(), _sqlite(), _full_text(), _model(), _reader(), *_others(), _files(), _limits()]
    checks.append(_record(path))
    rows = tuple(
        Row(
            (one.name, "works" if one.ok else "fails", one.found),
            facts={"check": one.name, "ok": one.ok, "found": one.found},
        )
        for one in checks
    )
    data = {"ok": all(one.ok for one in checks), "checks": [dict(row.facts) for row in rows]}
    page = Page("Doctor", (), (Section("What Onrecord runs on", table=Table(("check", "state", "found"), rows)),))
    emit(page, output, data=data)
    ctx.exit(0 if data["ok"] else 1)


def _version() -> Check:
    return Check("Onrecord", __version__)


def _python() -> Check:
    import platform

    ok = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Check("Python", platform.python_version() + ("" if ok else "; 3.11, 3.12 or 3.13 is needed"), ok)


#: SQLite 3.7.0 to 3.51.2 can lose committed writes when two processes write in WAL mode (the WAL-reset defect);
#: fixed in 3.51.3 and in these.
_WAL_FIXED = (3, 51, 3)
_WAL_BACKPORTS = ((3, 44, 6), (3, 50, 7))


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite may use WAL mode with more than one process.

    >>> wal_is_safe((3, 40, 1)), wal_is_safe((3, 50, 7)), wal_is_safe((3, 51, 3))
    (False, True, True)
    """
    backport = any(version[:2] == fixed[:2] and version >= fixed for fixed in _WAL_BACKPORTS)
    return version >= _WAL_FIXED or backport


def _sqlite() -> Check:
    import sqlite3

    mode = (
        "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "rollback journal, since WAL is not safe before 3.51.3"
    )
    return Check("SQLite", f"{sqlite3.sqlite_version}: {mode}")


def _full_text() -> Check:
    import sqlite3

    try:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("create virtual table words using fts5(text)")
    except sqlite3.OperationalError as error:
        return Check("Full-text search", f"{error}; this SQLite was built without FTS5", ok=False)
    return Check("Full-text search", "FTS5")


def _model() -> Check:
    from onrecord.reading.engine import load_engine

    return _tried("Language model", lambda: _described(load_engine()))


def _reader() -> Check:
    from onrecord.reading.attribution.readers import proposer
    from onrecord.reading.engine import load_engine

    return _tried("Who said what", lambda: proposer(load_engine().reader)[1] or "the rules alone")


def _limits() -> Check:
    """Whether a process with limits can be started, by reading a line of text in one."""
    from onrecord import guarded, limits
    from onrecord.guarded.taking import reread
    from onrecord.model.report import Document

    if not guarded.on():
        return Check("Limits", f"none: {guarded.SWITCH} is off, so a hostile file can hang or end a run", ok=False)
    bounded = limits.mapped_and_resident() is not None
    memory = f"{limits.MEMORY / 1e9:g} GB of memory" if bounded else "memory is not bounded on this system"
    said = f"{limits.CPU_SECONDS} seconds of processor time a report, {memory}, in processes of their own"
    return _tried("Limits", lambda: reread(Document("line", b"a", "text/plain", "a", "utf-8")) and said)


def _others() -> Iterator[Check]:
    """The models beside the language model."""
    from onrecord.meaning import encoder
    from onrecord.structure.language import checked_model

    def encodes() -> str:
        encoder.load()
        return f"{encoder.PACKAGE}, SHA-256 {encoder.SHA256[:16]}…"

    yield _tried("Sentence encoder", encodes)
    yield _tried("Language identifier", lambda: "py3langid {}, SHA-256 {:.16}…".format(*checked_model()))


def _files() -> Check:
    """Onrecord's own files, lexicons and page among them, against what was recorded when it was installed."""
    from onrecord.text.intact import changed, recorded

    home = Path(__file__).resolve().parents[1]
    known = sum(path.is_relative_to(home) for path in recorded("onrecord"))
    if not known:
        return Check("Own files", "run from its source, which is not checked")
    others = [path.relative_to(home).as_posix() for path in changed("onrecord", home)]
    if not others:
        return Check("Own files", f"{known} files as they were installed")
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return Check(
        "Own files", f"changed since it was installed: {', '.join(others[:3])}{more}. Install it again", ok=False
    )


def _described(engine: object) -> str:
    sha256 = str(getattr(engine, "sha256", ""))
    return f"{getattr(engine, 'label', '')}, parser SHA-256 {sha256[:16]}…"


def _record(path: str) -> Check:
    from onrecord.store.addresses import is_address

    if is_address(path):
        return _tried("Record", lambda: _on_server(path))
    if path == ":memory:" or not Path(path).exists():
        folder = Path(path).resolve().parent
        ok = os.access(folder, os.W_OK)
        return Check("Record", f"{path}: none yet; its folder can{'' if ok else 'not'} be written", ok)
    return _tried("Record", lambda: _opened(path))


def _opened(path: str) -> str:
    from onrecord import record

    with record.open(path, create=False) as opened:
        others = opened.read_by_others
        old = f"; {others} read by another version of the rules: run 'onrecord rebuild{record_words(path)}'"
        return f"{called(path)}: {len(opened)} reports{old if others else ''}"


def _on_server(path: str) -> str:
    """What is in a database, and which server it is on; a database without a record is no fault yet."""
    from onrecord.store.server import about

    server, begun = about(path)
    return f"{_opened(path)}; {server}" if begun else f"{called(path)}: reachable, no record yet; {server}"


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, look())
    except OnrecordError as error:
        return Check(name, error.message, ok=False)

"""Reports and their readings, to rows and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from onrecord.errors import Damaged
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Dateline, Report, sha256_of
from onrecord.model.spans import Span
from onrecord.store import schema
from onrecord.store.rows import insert_all
from onrecord.store.seals import seal
from onrecord.store.shapes import BLOCK, NO_SPANS, READ, Placed, Roles, Shape, citation_rows, exact, require_next

#: Reports per query when many are loaded; SQLite allows 250,000 variables, and 200 long reports are some 20 MB.
AT_ONCE = 200

#: Fields of a report that are columns of the same name.
_FACTS = ("title", "outlet", "agency", "byline", "published", "url", "language", "notes")

_Owner = tuple[str, str, int]
_Scalars = tuple[int, Sequence[Any]]


def write_entry(connection: Connection, entry: Entry) -> None:
    """Keep a report and its reading, in place of any kept before under its id.

    Raises:
        Damaged: the text does not match its hash, or a span the text.
    """
    report = entry.report
    if sha256_of(report.text) != report.sha256:
        raise Damaged("the text does not match its hash", where=f"report {report.id}")
    placed = citation_rows(_placed(entry), {report.id: report.text}, {report.id: report.sha256})
    if _write_facts(connection, entry):
        _clear(connection, report.id)
    parts = [(shape.table, shape.rows(report.id, values)) for shape, values in _parts(entry)]
    insert_all(connection, [*parts, (schema.readings, [_reading_row(entry.reading)]), (schema.citations, placed)])


def _write_facts(connection: Connection, entry: Entry) -> bool:
    """Keep the rows of ``revisions`` and ``reports``; whether the report was on record before."""
    report, kept = entry.report, schema.reports.c
    revision = select(schema.revisions.c.sha256).where(schema.revisions.c.sha256 == report.sha256)
    if connection.execute(revision).one_or_none() is None:
        connection.execute(insert(schema.revisions), {"sha256": report.sha256, "text": report.text})
    row = {name: getattr(report, name) for name in _FACTS}
    row["dateline"] = report.dateline.place if report.dateline else None
    row["seal"] = seal(entry)
    if connection.execute(update(schema.reports).where(kept.id == report.id).values(row)).rowcount:
        return True
    last = connection.execute(select(kept.number).order_by(kept.number.desc()).limit(1)).scalar()
    row |= {"id": report.id, "number": (last or 0) + 1, "revision": report.sha256}
    connection.execute(insert(schema.reports), row)
    return False


def _clear(connection: Connection, report: str) -> None:
    """Take away what was read in a report; what holds between reports stays until it is set anew."""
    for table in (*(shape.table for shape in READ.values()), schema.blocks, schema.readings):
        connection.execute(delete(table).where(table.c.report == report))
    cited = schema.citations.c
    others = (*schema.BETWEEN, *schema.ALERTS)
    connection.execute(delete(schema.citations).where(cited.report == report, cited.owner_kind.not_in(others)))


def _reading_row(reading: Reading) -> dict[str, Any]:
    reader = reading.reader
    return {
        "report": reading.report,
        "reader_version": reader.version,
        "model": reader.model,
        "model_sha256": reader.model_sha256,
        "voices": reading.voices,
        "notes": reading.notes,
    }


def _parts(entry: Entry) -> Iterator[tuple[Shape[Any], tuple[Any, ...]]]:
    """Each kind of value in an entry with its values."""
    yield BLOCK, entry.report.blocks
    for name, shape in READ.items():
        yield shape, getattr(entry.reading, name)


def _placed(entry: Entry) -> Iterator[Placed]:
    """Every span of an entry."""
    report = entry.report
    own = {
        "dateline": report.dateline.span if report.dateline else None,
        "agency_credit": report.agency_credit,
        "published_words": report.published_words,
    }
    yield from (Placed(report.id, "report", 0, role, 0, span) for role, span in own.items() if span)
    for shape, values in _parts(entry):
        yield from shape.placed(report.id, values)


def read_entries(connection: Connection, ids: Sequence[str], *, prove: bool = True) -> Iterator[Entry]:
    """The reports with these ids and their readings, in this order; unknown ids are passed over.

    Args:
        connection: an open connection.
        ids: ids of reports.
        prove: check the hash of each text, and each span against it.

    Raises:
        Damaged: something does not match and ``prove`` is true, or rows are missing.
    """
    for start in range(0, len(ids), AT_ONCE):
        yield from _Chunk.load(connection, ids[start : start + AT_ONCE], prove).entries()


@dataclass(frozen=True)
class _Chunk:
    """Rows of some reports, sorted out by report."""

    ids: Sequence[str]
    facts: Mapping[str, Row[Any]]
    readings: Mapping[str, Row[Any]]
    parts: Mapping[str, Mapping[str, list[_Scalars]]]
    spans: Mapping[_Owner, Roles]

    @classmethod
    def load(cls, connection: Connection, ids: Sequence[str], prove: bool) -> _Chunk:
        """The rows of the reports with these ids."""
        facts = {row.id: row for row in connection.execute(_facts_query(ids))}
        if prove:
            _prove(facts.values())
        readings = select(schema.readings).where(schema.readings.c.report.in_(ids))
        return cls(
            ids,
            facts,
            {row.report: row for row in connection.execute(readings)},
            {shape.kind: _part_rows(connection, shape, ids) for shape in (BLOCK, *READ.values())},
            _spans(connection, ids, {row.id: row.text for row in facts.values()} if prove else None),
        )

    def entries(self) -> Iterator[Entry]:
        """The entries in the order of the ids."""
        for name in self.ids:
            if name in self.facts:
                yield Entry(self._report(self.facts[name]), self._reading(name))

    def _values(self, shape: Shape[Any], report: str) -> tuple[Any, ...]:
        return tuple(
            shape.value(scalars, self.spans.get((report, shape.kind, number), NO_SPANS))
            for number, scalars in self.parts[shape.kind].get(report, ())
        )

    def _report(self, row: Row[Any]) -> Report:
        own = {role: spans[0] for role, spans in self.spans.get((row.id, "report", 0), NO_SPANS).items()}
        if (row.dateline is None) != ("dateline" not in own):
            raise Damaged("the words of the dateline are gone", where=f"report {row.id}")
        return Report(
            id=row.id,
            sha256=row.revision,
            text=row.text,
            dateline=Dateline(row.dateline, own["dateline"]) if "dateline" in own else None,
            agency_credit=own.get("agency_credit"),
            published_words=own.get("published_words"),
            blocks=self._values(BLOCK, row.id),
            **{name: getattr(row, name) for name in _FACTS},
        )

    def _reading(self, report: str) -> Reading:
        if report not in self.readings:
            raise Damaged("the reading is gone", where=f"report {report}")
        row = self.readings[report]
        return Reading(
            report=report,
            reader=Reader(row.reader_version, row.model, row.model_sha256),
            voices=row.voices,
            notes=row.notes,
            **{name: self._values(shape, report) for name, shape in READ.items()},
        )


def _facts_query(ids: Iterable[str]) -> Any:
    kept = schema.reports.c
    columns = (kept.id, kept.revision, kept.dateline, *(kept[name] for name in _FACTS), schema.revisions.c.text)
    return select(*columns).join_from(schema.reports, schema.revisions).where(kept.id.in_(ids))


def _prove(rows: Iterable[Row[Any]]) -> None:
    for row in rows:
        if sha256_of(row.text) != row.revision:
            raise Damaged(
                "the text does not match its hash",
                where=f"report {row.id}",
                hint="Run 'onrecord verify' to see what is damaged",
            )


def _part_rows(connection: Connection, shape: Shape[Any], ids: Sequence[str]) -> dict[str, list[_Scalars]]:
    """Rows of one table by report: the number of each, and its scalars in the order of the shape's columns."""
    kept = shape.table.c
    wanted = select(kept.report, kept.number, *(kept[column] for column in shape.columns.values()))
    rows: dict[str, list[_Scalars]] = defaultdict(list)
    for report, number, *scalars in connection.execute(
        wanted.where(kept.report.in_(ids)).order_by(kept.report, kept.number)
    ).all():
        require_next(rows[report], number, f"report {report}, {shape.table.name}")
        rows[report].append((number, scalars))
    return rows


def _spans(connection: Connection, ids: Sequence[str], texts: Mapping[str, str] | None) -> Mapping[_Owner, Roles]:
    """The spans of some reports by their owner, proved against the texts if given."""
    cited = schema.citations.c
    key = (cited.report, cited.owner_kind, cited.owner_number, cited.role)
    wanted = select(*key, cited.position, cited.start, cited.end, cited.text)
    others = (*schema.BETWEEN, *schema.ALERTS)
    wanted = wanted.where(cited.report.in_(ids), cited.owner_kind.not_in(others))
    found: dict[_Owner, dict[str, list[Span]]] = {}
    rows = connection.execute(wanted.order_by(*key, cited.position)).all()
    for report, kind, number, role, position, start, end, words in rows:
        roles = found.setdefault((report, kind, number), {}).setdefault(role, [])
        # Asked here first: building the place of each of a thousand spans costs more than proving them.
        wrong = texts is not None and (start < 0 or texts[report][start:end] != words)
        span = Span(start, end, words)
        if wrong or position != len(roles):
            where = f"report {report}, {kind} {number}, {role}"
            require_next(roles, position, where)
            exact(span, (texts or {})[report], where)
        roles.append(span)
    return found

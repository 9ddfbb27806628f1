"""``batch read``: each report of a part is read, as ``onrecord read --jsonl`` prints it, a row a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import pipeline
from onrecord.batch.extras import pyarrow, version
from onrecord.batch.folder import write_rows
from onrecord.batch.inputs import Part, documents, key_of, rows
from onrecord.batch.tasks import Outcome, Task
from onrecord.errors import SourceError
from onrecord.exports import json
from onrecord.exports.shapes import reading
from onrecord.model.report import Document
from onrecord.reading import engine as models
from onrecord.reading.read import RULES

if TYPE_CHECKING:
    from onrecord.reading.engine import Engine

COLUMNS = ("id", "sha256", "input", "outlet", "published", "title", "reading", "error")
#: Rows of a part if nobody says otherwise: half a minute of work, so that little is done again after a loss.
ROWS = 128


def settings(model: str | None, reader: str | None) -> dict[str, str]:
    """What decides what is read in a report beside its words.

    Args:
        model: package name of a spaCy model; the best installed one if left out.
        reader: ``learned`` or ``rules``.

    Raises:
        ModelError: there is no such model or reader.
    """
    name, by = models.chosen(model, reader)
    of, sha256 = models.described(name)
    return {"onrecord": version(), "rules": RULES, "model": name, "version": of, "sha256": sha256, "reader": by}


def schema() -> Any:
    """The columns of the parts: texts, and the reading as JSON."""
    arrow = pyarrow("lib")
    return arrow.schema([(name, arrow.large_string() if name == "reading" else arrow.string()) for name in COLUMNS])


def read_part(task: Task) -> Outcome:
    """Step ``read``: the readings of a part as a Parquet file, named by the rows and by what reads them."""
    found = rows(Part(**task["part"]))
    told: dict[str, str] = task["settings"]
    key = key_of(found, "read", *told.values())
    path = Path(task["folder"]) / f"part-{key}.parquet"
    if skipped := path.exists():
        count, errors = _counted(path)
    else:
        engine = pipeline.engine_named(told["model"], told["reader"])
        made = [_row(one, engine) for one in documents(found)]
        count, errors = len(made), sum(1 for row in made if row["error"])
        write_rows(path, {name: [row[name] for row in made] for name in COLUMNS}, schema())
    return {"key": key, "rows": count, "made": path.name, "errors": errors, "skipped": skipped}


def _counted(path: Path) -> tuple[int, int]:
    """How many rows a part has, and how many of them with an error."""
    column = pyarrow("parquet").read_table(path, columns=["error"]).column("error")
    return len(column), len(column) - int(column.null_count)


def _row(document: Document | SourceError, engine: Callable[[], Engine]) -> dict[str, str | None]:
    row: dict[str, str | None] = dict.fromkeys(COLUMNS)
    if isinstance(document, SourceError):
        return row | {"input": document.where, "error": document.message}
    try:
        entry = pipeline.read(document, engine)
    except SourceError as error:
        return row | {"id": pipeline.report_id(document), "input": document.name, "error": error.message}
    report = entry.report
    shape = {"input": document.name, **reading(entry)}
    return row | {
        "id": report.id, "sha256": report.sha256, "input": document.name, "outlet": report.outlet,
        "published": report.published, "title": report.title, "reading": json.text(shape, indent=None).rstrip("\n"),
    }  # fmt: skip

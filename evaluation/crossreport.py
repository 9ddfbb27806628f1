"""How well what holds between reports is found: origins, derivations, quotations, differences.

    uv run python -m evaluation.crossreport ../shared/data/crossreport [--misses 50] [--findings] [--out DIR]
    uv run python -m evaluation.crossreport --speed ../shared/data/crossreport

Scored by ../shared/bench/score_crossreport.py on what ``onrecord compare EVENT.jsonl --json`` prints. The labels of
differences are not complete, so precision there is a lower bound: ``--findings`` prints every finding with its sides
for reading by eye.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord import pipeline
from onrecord.errors import SourceError
from onrecord.exports import json as exported
from onrecord.exports.shapes import comparison
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.report import Document, Given
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical

SCORER = Path(__file__).resolve().parents[2] / "shared" / "bench" / "score_crossreport.py"


def scorer(data: Path) -> ModuleType:
    """The shared scorer as a module; it lies beside the data."""
    path = SCORER if SCORER.exists() else data.parents[1] / "bench" / "score_crossreport.py"
    spec = importlib.util.spec_from_file_location("score_crossreport", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def events(data: Path) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The entries of each event, read as ``onrecord compare`` reads them."""
    engine = pipeline.engine_named(None)
    for path in sorted(data.glob("*.jsonl")):
        found = (one for one in pipeline.documents(str(path), Given()) if not isinstance(one, SourceError))
        yield path.stem, tuple(pipeline.read(document, engine) for document in found)


def predict(data: Path, out: Path) -> None:
    """Write what ``compare --json`` prints of each event."""
    out.mkdir(parents=True, exist_ok=True)
    for name, entries in events(data):
        shape = comparison(entries, pipeline.relate(entries))
        (out / f"{name}.pred.json").write_text(exported.text(shape), encoding="utf-8")


def score(data: Path, out: Path, misses: int = 0) -> dict[str, Any]:
    """The scorer's figures for predictions in a folder."""
    result: dict[str, Any] = scorer(data).score(data, out, None, misses)
    return result


def figures(data: Path) -> dict[str, float]:
    """The figures that floors are pinned on."""
    with tempfile.TemporaryDirectory() as folder:
        predict(data, Path(folder))
        found = score(data, Path(folder))
    return {
        "origins_ari": found["origins"]["ari"],
        "derivations_f1": found["derivations"]["f1"],
        "derivations_direction_accuracy": found["derivations"]["direction_accuracy"],
        "quotes_f1": found["quotes"]["f1"],
        "quotes_changed_f1": found["quotes"]["changed"]["f1"],
        "quotes_relation_accuracy": found["quotes"]["relation_accuracy"],
        "findings_precision": found["findings"]["p"],
        "findings_recall": found["findings"]["r"],
    }


def show_findings(out: Path) -> None:
    """Print every finding with its sides, to be judged by eye."""
    for path in sorted(out.glob("*.pred.json")):
        for one in json.loads(path.read_text(encoding="utf-8"))["findings"]:
            print(f"{path.name[:24]}  {one['kind']}/{one['type']}  {one['why']}")
            for side in one["sides"]:
                print(f"    {side['report']}  [{side['value']}]  {' '.join(side['text'].split())}")


def unread(row: dict[str, Any]) -> Entry:
    """A row of a set of articles as an entry whose structure is known and whose language is not read."""
    text = canonical(row["text"])
    given = Given(id=row["id"], title=row["title"], outlet=row["outlet"], published=row["published"], url=row["url"])
    report = structure(Document(row["id"], text.encode(), "application/json", text, "utf-8", given))
    return Entry(report, Reading(report.id, Reader("0")))


def speed(data: Path, count: int = 20) -> dict[str, float]:
    """Seconds to read reports and to relate them, for the first ``count`` of 300 words or more, all of one set."""
    engine = pipeline.engine_named(None)
    engine()
    paths = sorted(data.glob("*.jsonl"))
    documents = [one for path in paths for one in pipeline.documents(str(path), Given())]
    chosen = [one for one in documents if isinstance(one, Document) and len(one.text.split()) >= 300][:count]
    start = time.perf_counter()
    entries = [pipeline.read(one, engine) for one in chosen]
    read = time.perf_counter()
    pipeline.relate(entries)
    related = time.perf_counter()
    return {"reports": float(len(entries)), "read": read - start, "relate": related - read}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--findings", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.speed:
        print(json.dumps(speed(args.data), indent=1))
        return 0
    out = args.out or Path(tempfile.mkdtemp(prefix="crossreport"))
    predict(args.data, out)
    scorer(args.data).show(score(args.data, out, args.misses))
    if args.findings:
        show_findings(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())

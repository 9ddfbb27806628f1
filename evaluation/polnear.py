"""Attributions against PolNeAR: content, source and full attribution, by the scorer beside the shared data.

    uv run python evaluation/polnear.py [FOLDER] [--reader NAME] [--predictions OUT] [--told] [--time] [--json]

Each text is read without structure: its first line is the headline, every other line a paragraph. Offsets go back to
the file as it is (line ends and Unicode form untouched). PolNeAR marks nothing that is told inside what is told ("She
said he wanted …", "They say they want …" within "…," he said): of 19,832 contents in its train part 3 lie in another,
and in 320 articles one of some 5,000 reporting verbs inside quotations is marked. Attributions that were told in
another, and those with their cue in a quotation, are left out here; --told scores them too. The articles are news of
US politics of 2016 in American style; figures on other news may differ. The annotators reach 75 full F1 against each
other, and the corpus also marks
attitudes, decrees and things seen, of which Onrecord reads only what its lexicon names.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.model.reading import Actor, Attribution
from onrecord.model.report import Block, Report, sha256_of
from onrecord.model.spans import Span
from onrecord.reading import attribution
from onrecord.reading.attribution import readers
from onrecord.reading.engine import READERS, Parsed, load_engine
from onrecord.text.canonical import canonical

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data" / "polnear" / "dev"
#: Key of the figures, the scorer's key, and what is taken of it.
FIGURES = {
    "content tokens": "token_content_all",
    "content tokens in quotes": "token_content_inside",
    "content tokens outside": "token_content_outside",
    "content exact": "exact_all",
    "content relaxed": "relaxed_all",
    "full": "full_all",
    "full direct": "full_direct",
    "full mixed": "full_mixed",
    "full indirect": "full_indirect",
    "source spans": "span_source",
    "cue spans": "span_cue",
}


class Nobody:
    """A cast that resolves nobody: the corpus has no resolved speakers."""

    def resolve(self, span: Span) -> str | None:
        return None

    def get(self, actor_id: str) -> Actor | None:
        return None


@lru_cache(maxsize=1)
def scorer(home: Path) -> ModuleType:
    """The scorer, loaded from where the shared data lies."""
    spec = importlib.util.spec_from_file_location("score_polnear", home)
    if spec is None or spec.loader is None or not home.exists():
        sys.exit(f"{home}: the scorer is absent")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def offsets(raw: str) -> tuple[str, list[int]]:
    """The canonical text of a file's text, and for each of its offsets the offset in the file.

    >>> offsets("a\\r\\nb")
    ('a\\nb', [0, 1, 3, 4])
    """
    text = canonical(raw)
    if text == raw:
        return text, list(range(len(raw) + 1))
    found: list[int] = []
    base = 0
    for line in re.split("(\r\n|\n|\r)", raw):
        made = 0 if line in ("\r\n", "\n", "\r") else len(canonical(line))
        if made == len(line):
            found += range(base, base + made)
        else:
            found += [base] if not made and line else [_behind(line, at) + base for at in range(made)]
        base += len(line)
    return text, [*found, len(raw)]


def _behind(line: str, at: int) -> int:
    """The first code point of a line that gives the canonical code point ``at``."""
    return next(end for end in range(len(line)) if len(canonical(line[: end + 1])) > at)


def bare(name: str, text: str) -> Report:
    """A report without structure: the first line is the headline, every other a paragraph."""
    lines = list(re.finditer(r"[^\n]*\S[^\n]*", text))
    blocks = tuple(Block("paragraph" if at else "headline", m.start(), m.end()) for at, m in enumerate(lines))
    return Report(id=name, sha256=sha256_of(text), text=text, blocks=blocks, language="en")


def read(folder: Path) -> Iterator[tuple[str, list[int], Report, list[Parsed]]]:
    """Each text of a split: its name, the map of its offsets, its report and its parsed blocks."""
    engine = load_engine()
    for path in sorted((folder / "text").glob("*.txt")):
        text, origins = offsets(path.read_bytes().decode("utf-8"))
        report = bare(path.stem, text)
        yield path.stem, origins, report, engine.parse(report)


def prediction(name: str, origins: list[int], one: Attribution) -> dict[str, Any]:
    """An attribution as the scorer reads it, in offsets of the file."""

    def back(spans: tuple[Span | None, ...]) -> list[list[int]] | None:
        return [[origins[span.start], origins[span.end - 1] + 1] for span in spans if span is not None] or None

    return {
        "doc": name,
        "source": back((one.source,)),
        "cue": back((one.cue,)),
        "content": back(one.content),
        "speaker": one.actor,
        "within": one.within,
    }


def predictions(folder: Path, reader: str | None = None) -> list[dict[str, Any]]:
    """All attributions of a split as the scorer reads them; by the default reader if none is named."""
    propose, _ = readers.proposer(reader or load_engine().reader)
    return [
        prediction(name, origins, one)
        for name, origins, report, parsed in read(folder)
        for one in attribution.find(report, parsed, Nobody(), propose)
    ]


def summary(folder: Path, found: list[dict[str, Any]], *, told: bool = False) -> dict[str, Any]:
    """All figures of the scorer for these predictions.

    Args:
        folder: the split.
        found: predictions.
        told: whether attributions told in another, or with their cue in a quotation, count.
    """
    score = scorer(folder.parents[2] / "bench" / "score_polnear.py")
    documents = score.load_documents(str(folder))
    made: dict[str, list[Any]] = {name: [] for name in documents}
    for one in found:
        document = documents[one["doc"]]
        cue = document.cover(one["cue"])
        inside = one["within"] or (cue and cue <= document.in_quotes)
        if told or not inside:
            made[one["doc"]].append(score.make(document, one["content"], one["source"], one["cue"], one["speaker"]))
    rows = score.count(documents, score.load_gold(str(folder), documents), made)
    result: dict[str, Any] = score.summarise(list(rows.values()))
    return result


def figures(folder: Path, reader: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 in percent of what is pinned, by name: "full F1", "full direct precision"…"""
    scored = summary(folder, predictions(folder, reader))
    names = {"p": "precision", "r": "recall", "f1": "F1"}
    return {
        f"{label} {name}": round(100 * scored[key][part], 1)
        for label, key in FIGURES.items()
        for part, name in names.items()
    }


def timing(folder: Path, reader: str | None = None) -> str:
    """A line on the processor time of attribution beside that of the language model on the same texts."""
    start = time.process_time()
    pages = list(read(folder))
    parsing = time.process_time() - start
    propose, _ = readers.proposer(reader or load_engine().reader)
    start = time.process_time()
    for _, _, report, parsed in pages:
        attribution.find(report, parsed, Nobody(), propose)
    own = time.process_time() - start
    return f"language model {parsing:.1f} s, attribution {own:.2f} s: {100 * own / parsing:.1f} % of it"


def main() -> None:
    """Print the figures as a table or as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--predictions", type=Path, help="write the predictions here, a line each, for the scorer")
    parser.add_argument("--told", action="store_true", help="score attributions told in another too")
    parser.add_argument("--time", action="store_true", help="only measure time")
    parser.add_argument("--json", action="store_true", help="print the scorer's figures as JSON")
    parser.add_argument("--reader", choices=READERS, help="read with this one; the default if left out")
    given = parser.parse_args()
    if not given.folder.exists():
        sys.exit(f"{given.folder}: the labelled data is absent. Give the folder of a split.")
    if given.time:
        print(timing(given.folder, given.reader))
        return
    found = predictions(given.folder, given.reader)
    if given.predictions:
        lines = (json.dumps(one) for one in found)
        given.predictions.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    scored = summary(given.folder, found, told=given.told)
    if given.json:
        print(json.dumps(scored, indent=1))
        return
    print(f"{scored['articles']} articles, {scored['gold']} attributions in the gold, {scored['predicted']} read")
    print(f"{'':26}{'P':>6}{'R':>6}{'F1':>6}")
    for label, key in FIGURES.items():
        print(f"{label:26}" + "".join(f"{100 * scored[key][part]:6.1f}" for part in ("p", "r", "f1")))


if __name__ == "__main__":
    main()

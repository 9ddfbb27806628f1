"""How well the credited agency of a report is found: precision, recall and F1 on the crossreport labels.

    uv run python evaluation/agencies.py [--misses] [GOLD_DIR]

Two readings are scored with the logic of ../shared/bench/score_crossreport.py (sets of agencies per report, reports
labelled ``same_event: false`` left out):

- ``main``: the one agency whose text a report is;
- ``credits``: every agency that it credits, for the text, for a part or for a statement ("Reuters reported").

The labels count agencies named inside sentences too, so ``main`` alone cannot reach full recall: ``credit lines only``
scores it against the labels whose words are a credit line, dateline or byline.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

from onrecord.lineage.credits import agencies
from onrecord.model.report import Document, Given, Report
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
#: Words of a label that show an agency cited inside a sentence, not a credit of the text.
IN_SENTENCE = ("report", "according", "said", "told", "seen by", "cited", "carried")


def scorer() -> ModuleType:
    """The shared scorer as a module, so that names of agencies are folded as it folds them."""
    spec = importlib.util.spec_from_file_location("score_crossreport", SHARED / "bench" / "score_crossreport.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(line: dict[str, str]) -> tuple[Report, dict[str, set[str]]]:
    """A report and the agencies found in it, per reading."""
    given = Given(id=line["id"], title=line["title"], outlet=line["outlet"], url=line["url"])
    document = Document(line["id"], b"", "application/json", canonical(line["text"]), "utf-8", given)
    report = structure(document)
    main = {report.agency} if report.agency else set()
    return report, {"main": main, "credits": set(agencies(report))}


def is_line(label: dict[str, str]) -> bool:
    """Whether a label's words are a credit line rather than a sentence that names an agency."""
    words = label["text"].lower()
    return "contributed" in words or not any(mark in words for mark in IN_SENTENCE)


def measure(gold_dir: Path, *, misses: bool) -> dict[str, Counter[str]]:
    """True positives, predictions and labels per reading."""
    fold = scorer().agency
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for gold_file in sorted(gold_dir.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        lines = (gold_dir / gold_file.name.replace(".gold.json", ".jsonl")).read_text("utf-8").splitlines()
        for line in map(json.loads, filter(str.strip, lines)):
            if not gold["same_event"].get(line["id"], True):
                continue
            labels = [one for one in gold.get("credits", []) if one["id"] == line["id"]]
            want = set().union(*(fold(one["agency"]) for one in labels))
            lines_only = set().union(*(fold(one["agency"]) for one in labels if is_line(one)))
            report, found = predicted(line)
            for reading, names in found.items():
                count(sums[reading], want, set().union(*map(fold, names)))
            count(sums["credit lines only"], lines_only, set().union(*map(fold, found["main"])))
            if misses and want != set().union(*map(fold, found["main"])):
                print(line["id"], line["url"][:70], "want", sorted(want), {k: sorted(v) for k, v in found.items()})
                print("    ", [one["text"][:90] for one in labels], report.agency_credit)
    return sums


def count(sums: Counter[str], want: set[str], got: set[str]) -> None:
    sums.update(tp=len(want & got), predicted=len(got), labelled=len(want))


def figures(folder: Path) -> dict[str, float]:
    """F1 of the agencies that a report credits, and of its main one on the labels that are credit lines."""
    found = measure(folder, misses=False)
    names = {"credits": "agency F1", "credit lines only": "agency F1 on credit lines"}
    return {
        label: 2 * found[name]["tp"] / max(1, found[name]["predicted"] + found[name]["labelled"])
        for name, label in names.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "data" / "crossreport")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    for reading, n in measure(args.gold, misses=args.misses).items():
        p, r = n["tp"] / max(1, n["predicted"]), n["tp"] / max(1, n["labelled"])
        print(f"{reading:24} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  {dict(n)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

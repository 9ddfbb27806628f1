"""Measure everything and pin the floors that no change may fall below.

    uv run python -m evaluation.pin [NAME ...]           print figures beside their floors
    uv run python -m evaluation.pin --write [NAME ...]   raise floors to what was measured, less the margin
    uv run python -m evaluation.pin --write --lower …    also lower them, which is a decision to be explained

A floor lies MARGIN under its figure: a library's patch release may move a figure that much and no more.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path
from typing import Any

from tests.shared import HOME, fingerprint

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.02

#: What is measured on which corpus, and which of its figures are pinned.
MEASURED: dict[str, tuple[str, tuple[str, ...]]] = {
    "agencies": ("data/crossreport", ("agency F1", "agency F1 on credit lines")),
    "apart": ("data/crossreport", ()),
    "crossreport": ("data/crossreport", ()),
    "verdicts": ("data/crossreport", ("all right", "contradictions right")),
    "pages": ("data/pages", ("text_f1", "title", "date", "authors_f1")),
    "plover": ("data/plover", ("type accuracy", "actor F1", "recipient F1")),
    "polnear": (
        "data/polnear/dev",
        (
            "full F1",
            "full precision",
            "full direct F1",
            "full mixed F1",
            "full indirect F1",
            "content tokens F1",
            "content relaxed F1",
        ),
    ),
    "dues": ("data/stories", ()),
    "happenings": ("data/talks", ("pairs_precision", "pairs_recall", "bcubed_precision", "bcubed_recall")),
    "speakers": ("data/polnear/dev", ("speaker right", "speaker precision", "unnamed left unnamed")),
    "stories": ("data/stories", ()),
    "talks": (
        "data/talks",
        (
            "positions right precision",
            "positions right recall",
            "positions move precision",
            "deadlines told precision",
            "deadlines told recall",
            "meetings right precision",
            "meetings right recall",
        ),
    ),
    "times": ("data/timeml", ("relaxed_f1", "strict_f1", "value_f1")),
}


def measure(name: str) -> dict[str, float]:
    """The pinned figures of one evaluation; all of them if none are named."""
    corpus, keys = MEASURED[name]
    found = importlib.import_module(f"evaluation.{name}").figures(HOME / corpus)
    return {key: found[key] for key in keys or sorted(found)}


def pin(old: dict[str, Any], name: str, found: dict[str, float], *, lower: bool) -> dict[str, Any]:
    """The entry of one evaluation with its floors raised (or, if asked, lowered) to what was found."""
    corpus = MEASURED[name][0]
    floors = {key: round(value * (1 - MARGIN), 4) for key, value in found.items()}
    before = old.get("floors", {})
    if not lower:
        floors = {key: max(value, before.get(key, value)) for key, value in floors.items()}
    return {"corpus": corpus, "fingerprint": fingerprint(HOME / corpus), "floors": floors}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=", ".join(MEASURED))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--lower", action="store_true")
    args = parser.parse_args()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for name in args.names or MEASURED:
        found = measure(name)
        floors = pinned.get(name, {}).get("floors", {})
        for key, value in found.items():
            print(f"{name:12} {key:32} {value:8.3f}   floor {floors.get(key, float('nan')):8.3f}", flush=True)
        if args.write:
            pinned[name] = pin(pinned.get(name, {}), name, found, lower=args.lower)
    if args.write:
        FLOORS.write_text(json.dumps(dict(sorted(pinned.items())), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Cases of two or more short reports, read with the model and related as ``onrecord compare`` does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.intake import jsonl
from onrecord.model.reading import Entry
from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine

Case = dict[str, Any]
HOME = Path(__file__).resolve().parents[1] / "cases" / "checks"


def cases(name: str) -> list[Any]:
    """The cases of a file as parameters; those that are known to fail are expected to, strictly."""
    found: list[Case] = json.loads((HOME / name).read_text("utf-8"))
    failing = pytest.mark.xfail(strict=True, reason="a known failure of the checks", raises=AssertionError)
    return [pytest.param(one, id=one["label"], marks=[failing] if one.get("known_failure") else []) for one in found]


def entries(case: Case, engine: Engine) -> tuple[Entry, ...]:
    """The reports of a case, read as lines of a JSONL are."""
    lines = [json.dumps({"id": f"r{n}"} | one).encode() for n, one in enumerate(case["reports"], 1)]
    made = [jsonl.read(line, f"{case['label']}:{n}") for n, line in enumerate(lines, 1)]
    return tuple(pipeline.read(one, lambda: engine) for one in made)


def findings(case: Case, engine: Engine) -> tuple[tuple[Finding, ...], ...]:
    """What differs between the reports of a case, in the order of the file and turned round."""
    read = entries(case, engine)
    return tuple(pipeline.relate(order).findings for order in (read, read[::-1]))


def meets(one: Finding, wanted: list[str]) -> bool:
    """Whether a finding is of the wanted kind and type; what may be taken either way is parted by ``|``."""
    kind, what = wanted
    return one.kind in kind.split("|") and one.type in what.split("|")


def shown(one: Finding) -> str:
    """A finding with the values of its sides, for the message of a failure."""
    return f"{one.kind}/{one.type}: {' | '.join(f'{side.value} — {side.citation.text}' for side in one.sides)}"

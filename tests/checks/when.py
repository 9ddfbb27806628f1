"""Two short texts each, with the kind of the one finding that they must give, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.model.relations import Finding
from onrecord.reading.engine import Engine
from tests.checks.pairs import HOME, Case, findings

OUTLETS = ("Lindau Herald", "Onuma Post")
#: A text of one sentence alone would be taken for a headline.
MORE = "Many readers wrote letters about it."


def texts(name: str) -> list[Any]:
    """The cases of a file as parameters; those that are known to fail are expected to, strictly."""
    failing = pytest.mark.xfail(strict=True, reason="a known failure of the checks", raises=AssertionError)
    found: list[Case] = json.loads((HOME / name).read_text("utf-8"))
    return [pytest.param(one, id=one["label"], marks=[failing] if one.get("known_failure") else []) for one in found]


def of_type(case: Case, engine: Engine, kind: str) -> list[list[Finding]]:
    """The findings of one type between the two texts, in the order of the file and turned round."""
    reports = [
        {"outlet": outlet, "published": day, "text": f"{text} {MORE}"}
        for outlet, day, text in zip(OUTLETS, case["days"], case["texts"], strict=True)
    ]
    both = findings({"label": case["label"], "reports": reports}, engine)
    return [[one for one in found if one.type == kind] for found in both]

"""What two accounts say of each other, packed and unpacked."""

from __future__ import annotations

import json

import pytest

from onrecord.checks.accounts import Account, between
from onrecord.checks.packed import pack, unpack
from onrecord.reading.engine import Engine
from tests.checks.pairs import HOME, entries

CASES = [one for name in ("differences.json",) for one in json.loads((HOME / name).read_text("utf-8"))][:40]


@pytest.mark.model
@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_what_is_packed_comes_back(case: dict[str, str], engine: Engine) -> None:
    """A packed value is JSON without the words, and unpacks to what it was."""
    a, b = (
        Account(one, number)
        for number, one in enumerate(
            entries({"label": case["label"], "reports": [{"text": case["a"]}, {"text": case["b"]}]}, engine)
        )
    )
    found = between(a, b, copies=False)
    packed = json.loads(json.dumps(pack(found, a.entry.report, b.entry.report)))
    assert unpack(packed, a.entry.report, b.entry.report) == found

"""Persons under two offices and deeds under two doers: found where they are, silent where one can be the other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.reading.engine import Engine
from tests.checks.pairs import HOME, findings, meets, shown

pytestmark = pytest.mark.model
CASES = [
    pytest.param(case, id=f"{name}: {case['label']}")
    for name in ("offices", "doers")
    for case in json.loads((HOME / f"{name}.json").read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_who_is_named_for_it(case: dict[str, Any], engine: Engine) -> None:
    """The findings of type actor are those of the case, whatever the order of the reports."""
    for found in findings(case, engine):
        actors = [one for one in found if one.type == "actor"]
        assert len(actors) == len(case["found"]), [shown(one) for one in actors]
        assert all(meets(one, wanted) for one, wanted in zip(actors, case["found"], strict=True))


@pytest.mark.parametrize("case", [case for case in CASES if case.values[0]["found"]])
def test_the_id_does_not_hang_on_the_order(case: dict[str, Any], engine: Engine) -> None:
    """The same reports in another order give findings with the same ids."""
    first, turned = findings(case, engine)
    assert {one.id for one in first} == {one.id for one in turned}

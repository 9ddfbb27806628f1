"""Credits: every agency and newsroom that a report credits, in every form, and what only looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.exports import shapes
from onrecord.lineage.credits import agencies, credits
from onrecord.model.report import Document, Given, Report
from onrecord.structure.report import structure
from tests.factories import report

HOME = Path(__file__).resolve().parents[1] / "cases" / "lineage"
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    """The cases of a file as parameters named by their labels."""
    return [pytest.param(case, id=case["label"]) for case in json.loads((HOME / f"{name}.json").read_text("utf-8"))]


def read(text: str) -> Report:
    """The report that a text becomes."""
    return structure(Document("case", b"", "text/plain", text, "utf-8", Given()))


def found(of: Report) -> list[list[str]]:
    """The credits of a report as a case writes them."""
    return [[one.name, "text" if one.whole else "part", "agency" if one.agency else "newsroom"] for one in credits(of)]


@pytest.mark.parametrize("case", cases("credits"))
def test_each_form_of_credit_is_found(case: Case) -> None:
    """A credit is found in the form in which newsrooms write it, and says whether it is for the text or a part."""
    made = read(case["text"])
    assert found(made) == case["credits"]
    assert made.agency == case["agency"]


@pytest.mark.parametrize("case", cases("credits_negative"))
def test_what_only_names_an_agency_is_no_credit(case: Case) -> None:
    """An agency's name in a picture credit, in another sense or as the matter itself credits nothing."""
    assert found(read(case["text"])) == []


def test_credits_recut() -> None:
    """The words of a credit stand where it says."""
    for case in json.loads((HOME / "credits.json").read_text("utf-8")):
        made = read(case["text"])
        assert all(made.text[one.span.start : one.span.end] == one.span.text for one in credits(made))


def test_own_newsroom_is_no_credit() -> None:
    """What was said to the report's own newsroom credits nobody."""
    text = "The dam is closed, she told Reuters. The gates are shut, she told AFP."
    assert agencies(report(text, outlet="Reuters")) == ("AFP",)


def test_the_agency_whose_text_it_is_comes_first() -> None:
    """Beside others a report names all its agencies, that of its text before those of single sentences."""
    text = "The dam is closed, she told AFP.\n\nThe gates are shut, Reuters reported."
    made = report(text, agency="Reuters")
    assert agencies(made) == ("Reuters", "AFP")
    assert shapes.compared(made)["agency"] == "Reuters / AFP"
    assert shapes.report(made)["agency"] == "Reuters"


def test_a_report_without_credit_has_none() -> None:
    """Beside others a report that credits no agency has no agency."""
    assert shapes.compared(report("The dam is closed, a minister said."))["agency"] is None

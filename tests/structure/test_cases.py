"""Reports as people paste them, as data: in the wild, synthetic, negative, and known failures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model.report import Document, Given, Part, Report
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical

HOME = Path(__file__).resolve().parents[1] / "cases" / "structure"
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    """The cases of a file as parameters named by their labels."""
    return [pytest.param(case, id=case["label"]) for case in json.loads((HOME / f"{name}.json").read_text("utf-8"))]


def report_of(case: Case) -> Report:
    """The report that the case's text becomes."""
    text = canonical(case["text"])
    parts = tuple(
        Part(text.index(words), text.index(words) + len(words), kind) for kind, words in case.get("parts", ())
    )
    return structure(Document("case", b"", "text/plain", text, "utf-8", Given(**case.get("given", {})), parts))


def facts(report: Report) -> Case:
    """What a case can say of a report."""
    return {
        "title": report.title,
        "outlet": report.outlet,
        "agency": report.agency,
        "byline": list(report.byline),
        "published": report.published,
        "url": report.url,
        "language": report.language,
        "places": list(report.dateline.place) if report.dateline else None,
        "kinds": [block.kind for block in report.blocks],
    }


def missing(report: Report, case: Case) -> list[Case]:
    """The blocks that the case demands and the report has not."""
    have = [
        {
            "kind": block.kind,
            "words": report.text[block.start : block.end],
            "repeats": block.repeats,
            "author": block.author.text if block.author else None,
            "dated": block.dated,
        }
        for block in report.blocks
    ]

    def meets(block: Case, wanted: Case) -> bool:
        starts = block["words"].startswith(wanted.get("starts", ""))
        return starts and all(block[name] == value for name, value in wanted.items() if name != "starts")

    return [wanted for wanted in case.get("blocks", ()) if not any(meets(block, wanted) for block in have)]


def check(case: Case) -> None:
    """Everything that the case states holds for the report."""
    report = report_of(case)
    found = facts(report)
    assert {name: found[name] for name in found if name in case} == {name: case[name] for name in found if name in case}
    assert missing(report, case) == []
    assert [words for words in case.get("notes", ()) if not any(words in note for note in report.notes)] == []


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_pasted_report_has_its_parts(case: Case) -> None:
    """A report in the form that people paste is taken apart as a newsroom would."""
    check(case)


@pytest.mark.parametrize("case", cases("synthetic"))
def test_single_part_is_found(case: Case) -> None:
    """Each part is found where a text shows it alone."""
    check(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_what_only_looks_like_a_part_is_left_alone(case: Case) -> None:
    """Running text that resembles a part of a report stays running text."""
    check(case)


@pytest.mark.xfail(reason="known failure: see the comment of the case")
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failure(case: Case) -> None:
    """A case that is known to fail still fails; a repair moves it to another file."""
    check(case)


def test_labels_are_unique() -> None:
    """No two cases share a label."""
    labels = [case["label"] for path in HOME.glob("*.json") for case in json.loads(path.read_text("utf-8"))]
    assert len(labels) == len(set(labels))

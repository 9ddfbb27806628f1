"""Items of the screens, made of the demo's reports."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from onrecord.record import Record
from onrecord.screening import prepare
from onrecord.screens.shelf import Screens
from onrecord.store.shown import Wanted
from onrecord.views.rows import rows
from tests.web import records

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The demo, its screens put together."""
    from onrecord import record as opening

    with opening.open(str(records.demo(tmp_path_factory.mktemp("demo")))) as opened:
        prepare(opened)
        yield opened


def test_an_utterance_has_its_wordings_under_it(record: Record) -> None:
    """What several reports give in different words is one item with each wording under it, and one item of rows."""
    screens = Screens(record._store)
    varied = screens.page(Wanted("quotes", {"relation": "altered"})).items
    assert varied
    for one in varied:
        assert len(one.line.children) > 1
    numbers = [row["item"] for row in screens.rows(Wanted("quotes"))]
    assert sorted(set(numbers)) == list(range(1, screens.total(Wanted("quotes")) + 1))


def test_rows_of_a_screen_are_those_of_the_command(record: Record) -> None:
    """The quotes that the page gives as rows are those that the command gives: same reports, ranges and speakers."""
    command = [row for row in rows(record.quotes()) if row["section"] == "Statements by speaker"]
    page = list(Screens(record._store).rows(Wanted("quotes")))
    names = ("speaker", "report", "start", "end", "said", "reports")
    assert sorted(json.dumps([row.get(name) for name in names]) for row in page) == sorted(
        json.dumps([row.get(name) for name in names]) for row in command
    )

"""What the page answers where the record itself is at fault."""

from __future__ import annotations

import pytest

from tests.web import pages


@pytest.mark.parametrize(("path", "kind"), [("/", "html"), ("/quotes", "html"), ("/quotes.json", "json")])
def test_a_record_that_cannot_be_read_is_said_to_be(path: str, kind: str) -> None:
    """What is wrong with the record is said in the form that was asked for, with what to do next."""
    site = pages.sample_site()
    with site.store._writing() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("DROP TABLE shown_items")
    answer = pages.client(site).get(path)
    assert answer.status_code == 503
    assert kind in answer.headers["content-type"]
    assert "no such table" in answer.text
    assert "onrecord verify" in answer.text

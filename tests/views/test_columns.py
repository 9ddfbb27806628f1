"""The columns of pages as tables."""

from __future__ import annotations

import pytest

from onrecord.exports import csv
from onrecord.model.relations import Relations
from onrecord.views import checks, compare
from onrecord.views.page import Page
from onrecord.views.rows import rows
from tests.views.sample import dossier
from tests.views.test_screens import SCREENS

#: What every table ends in: the line as printed and its passage.
PASSAGE = ["text", "report", "outlet", "published", "start", "end", "words", "sentence", "url"]


@pytest.mark.parametrize("page", [pytest.param(page, id=name) for name, page in SCREENS.items()])
def test_a_page_names_all_columns_of_its_values(page: Page) -> None:
    """No value of a page stands in a column that the page does not name beforehand."""
    assert csv.columns_of(rows(page), page.columns) == [*page.columns, *PASSAGE]


def test_columns_do_not_depend_on_what_was_found() -> None:
    """A table of a page on which nothing was found has the columns, in the order, of one that is full."""
    entries, relations = dossier()
    nothing = Relations(relations.reports)
    for screen in (compare, checks):
        full, bare = screen.page(entries, relations), screen.page(entries, nothing)
        heads = [csv.text(rows(page), page.columns).splitlines()[0] for page in (full, bare)]
        assert heads[0] == heads[1]

"""Characters that XML names by numbers."""

from __future__ import annotations

import pytest

from onrecord.intake.references import held


@pytest.mark.parametrize(
    "named", ["&#xD800;", "&#xdfff;", "&#0;", "&#1;", "&#x1b;", "&#xFFFE;", "&#x110000;", "&#99999999999999999999;"]
)
def test_a_number_that_xml_cannot_hold_is_the_replacement_character(named: str) -> None:
    """Halves of characters, controls and numbers beyond the last character become U+FFFD."""
    assert held(f"a{named}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "named", ["&#233;", "&#xE9;", "&#9;", "&#10;", "&#x10FFFF;", "&amp;", "&#;", "&#x;", "&eacute;", "#233;"]
)
def test_what_xml_can_hold_stays_as_it_is_written(named: str) -> None:
    """Numbers of characters that XML holds, and what is no number, are left to the parser."""
    assert held(f"a{named}b") == f"a{named}b"

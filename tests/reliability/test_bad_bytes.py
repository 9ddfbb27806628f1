"""One bad byte costs at most one character, and how many were lost is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from reliability.bad_bytes import sources, spoilt


@pytest.mark.parametrize("name", sources())
@pytest.mark.parametrize("count", [1, 100])
def test_a_bad_byte_costs_a_character(name: str, count: int, tmp_path: Path) -> None:
    """All but the characters that were spoilt is as it was, in whatever item, and each report says what it lost."""
    found = spoilt(name, sources()[name], count, tmp_path)
    assert 0 < found.lost <= found.bad
    assert found.others
    assert found.told

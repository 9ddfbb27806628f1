"""Every citation is rechecked, and that costs little."""

from __future__ import annotations

from pathlib import Path

from reliability.citations import rechecked


def test_every_citation_is_rechecked_at_a_bounded_cost(tmp_path: Path) -> None:
    """A record's citations are all rechecked, in less than 300 times what hashing their words takes."""
    citations, spent, hashed = rechecked(tmp_path / "talks.onrecord", 6)
    assert citations > 2_000
    assert spent < 300 * hashed

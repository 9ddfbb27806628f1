"""The list of hostile texts is as long and as mixed as it has to be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

CASES: dict[str, Sequence[str]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "web" / "hostile.json").read_text("utf-8")
)


def test_there_are_hundreds_of_them() -> None:
    """There are over 200 hostile texts, no two the same, and some of each kind."""
    texts = [text for kind in CASES.values() for text in kind]
    assert len(texts) == len(set(texts)) > 500
    assert all(len(kind) >= 10 for kind in CASES.values())


def test_they_want_different_things() -> None:
    """Among them are texts that call a function, that ask another host, and that hold characters out of the way."""
    texts = [text for kind in CASES.values() for text in kind]
    assert sum("hit" in text for text in texts) > 300
    assert sum("evil.example" in text for text in texts) > 60
    assert sum(not text.isprintable() for text in texts) > 40

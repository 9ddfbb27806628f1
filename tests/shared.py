"""Where the labelled data lies that some tests measure on; it is never part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HOME = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(path: str) -> Path:
    """The path of a shared file or folder; skips the test where it is absent."""
    found = HOME / path
    if not found.exists():
        pytest.skip(f"needs the labelled data: {found} is absent (set ONRECORD_SHARED to where it lies)")
    return found

"""Where the labelled data lies that some tests measure on; it is never part of the repository."""

from __future__ import annotations

import hashlib
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


def fingerprint(folder: Path) -> str:
    """A hash over the names and bytes of a corpus."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

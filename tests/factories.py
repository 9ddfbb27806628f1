"""Values built by hand, so that a test states only what differs."""

from __future__ import annotations

import re
from typing import Any

from onrecord.model.report import Block, Report, sha256_of


def report(text: str, *, id: str = "r1", **facts: Any) -> Report:
    """A report whose paragraphs (parted by blank lines) are its blocks."""
    blocks = facts.pop("blocks", None)
    if blocks is None:
        blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))
    return Report(id=id, sha256=sha256_of(text), text=text, blocks=blocks, language="en", **facts)

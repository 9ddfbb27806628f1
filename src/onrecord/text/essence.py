"""The words of a report that make a revision, as a hash that two texts can be compared by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from onrecord.text.mapped import clean

#: Parts of a report whose words may change without a revision: what stands around an article, and its date lines.
AROUND = frozenset({"boilerplate", "date"})


def essence(text: str, parts: Iterable[tuple[str, int, int]]) -> str | None:
    """Hex SHA-256 of the words that make a revision: without white space, boilerplate and date lines.

    Args:
        text: canonical text of a report.
        parts: kind, start and end of each of its blocks, in text order.

    Returns:
        The hash; ``None`` if there are no such words.

    >>> essence("Talks  fail\\n", [("paragraph", 0, 12)]) == essence("Talks fail", [("paragraph", 0, 10)])
    True
    """
    ranges = ((min(start, len(text)), min(end, len(text))) for kind, start, end in parts if kind not in AROUND)
    kept = "".join(clean(text, start, end).text for start, end in ranges if start < end)
    words = "".join(kept.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if words else None

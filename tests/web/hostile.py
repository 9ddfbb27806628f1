"""Reports whose every word that a stranger can choose is hostile, and the list of such words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

_CASES = Path(__file__).parents[1] / "cases" / "web" / "hostile.json"

#: Texts that want to be run, to load something, or to break a page: after the kinds of the OWASP filter evasion cheat
#: sheet and of PortSwigger's cross-site scripting cheat sheet, with what the page's own scripts would read.
HOSTILE: Sequence[str] = tuple(text for texts in json.loads(_CASES.read_text("utf-8")).values() for text in texts)

_PARTS = "bra kel sto vin mar du fen lor pas ti gro hul nem sar ob jin wex cal ry zun".split()
_FIRST = "2031-03-01T08:00:00+00:00"


def reports(texts: Sequence[str] = HOSTILE) -> Iterator[dict[str, Any]]:
    """One report a text, each text in turn its headline, its words, its outlet, its author and its address.

    The words around them differ from report to report, so that no report is a copy of another.
    """
    count = len(texts)
    for number in range(count):
        title, said, told, outlet, author, address = (texts[(number + step) % count] for step in range(6))
        yield {
            "id": f"hostile-{number}",
            "title": title,
            "outlet": outlet,
            "author": author,
            "published": f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00+00:00",
            "url": address if "evil.example" in address or ":" in address else f"https://{number}.example/{address}",
            "text": text(number, said, told),
        }


def text(number: int, said: str, told: str) -> str:
    """The words of a report: one hostile text is quoted, another told."""
    chosen = random.Random(number)
    name, other, place, thing = ("".join(chosen.choices(_PARTS, k=2)).title() for _ in range(4))
    filler = [" ".join("".join(chosen.choices(_PARTS, k=2)) for _ in range(7)) for _ in range(2)]
    return (
        f"“{said} and we {filler[0]},” {place} Foreign Minister {name} {other} said on Monday.\n\n"
        f"At least {number + 3} people were killed in {thing}, {other} police said. {filler[1].capitalize()}.\n\n{told}\n\n"
        f"{name} rejected the offer and demanded that {place} withdraw by March {number % 27 + 2}."
    )

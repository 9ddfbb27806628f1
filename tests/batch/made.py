"""Reports of an invented continent: wires and their copies, lifts, standing lines of outlets, and stories over days."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

COUNTRIES = ("Verania", "Ostrava Coast", "Marnland", "Kessel", "Tolvia", "Quarn", "Belmark", "Sarovia", "Hestia Isles")
PEOPLE = ("Ilka Vorn", "Petar Halm", "Dana Resk", "Jon Amaral", "Mira Sondt", "Otto Brenn", "Lea Tarkov", "Sami Oduya")
OFFICES = ("foreign minister", "harbour commissioner", "chief negotiator", "spokeswoman", "energy secretary")
MATTERS = ("grain corridor", "dam repair", "prisoner exchange", "ferry strike", "border survey", "pipeline toll")
CLAIMS = (
    "the {matter} would be settled within {n} days",
    "{n} trucks had crossed into {country} since the {matter} began",
    "{country} had never agreed to the terms of the {matter}",
    "at least {n} workers were waiting at the gates of {country} for news of the {matter}",
    "the council of {country} had set aside {n} million crowns for the {matter}",
    "observers counted {n} boats near the coast of {country} during the {matter}",
)
FOOTS = (
    "Readers who know more about this may write to the night desk of the {outlet} in the old customs house.",
    "The {outlet} keeps every correction on its last page and thanks all those who send one in.",
)
OUTLETS = ("Harbour Post", "Veranian Courier", "Hill Gazette", "Quarn Observer", "Tolvian Mirror")


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(("ba", "ke", "ri", "no", "tu", "la", "vem", "dor", "shi")) for _ in range(3)).title()


def sentence(draw: random.Random, matter: str, country: str) -> str:
    """A sentence with a speaker, a claim with a figure, and a place that no other sentence has."""
    claim = draw.choice(CLAIMS).format(matter=matter, country=country, n=draw.randrange(3, 900))
    who, office = draw.choice(PEOPLE), draw.choice(OFFICES)
    place = _name(draw)
    shapes = (
        f"{who}, the {office} of {country}, said near {place} on Tuesday that {claim}.",
        f"“In {place} we were told that {claim},” {who} told reporters.",
        f"According to the {office} of {country}, {claim}, and {place} was quiet.",
    )
    return draw.choice(shapes)


def text(draw: random.Random, matter: str, country: str, count: int = 3) -> str:
    """A text of some sentences on one matter."""
    return " ".join(sentence(draw, matter, country) for _ in range(count))


def reports(count: int, seed: int = 1, sentences: int = 2) -> list[dict[str, Any]]:
    """So many reports of some months: half copy or lift from a wire of their week, most end in an outlet's line."""
    draw = random.Random(seed)
    made: list[dict[str, Any]] = []
    wires: list[tuple[int, str, str]] = []
    for number in range(count):
        day = number * 75 // count
        if not wires or draw.random() < 0.2:
            matter, country = draw.choice(MATTERS), draw.choice(COUNTRIES)
            wires.append((day, f"{matter} in {country}", text(draw, matter, country, sentences)))
        then, about, wire = draw.choice(wires[-8:])
        outlet = draw.choice(OUTLETS)
        matter, country = about.split(" in ")
        own = text(draw, matter, country, max(1, sentences - 1))
        body = draw.choice((wire, f"{own} {wire}", f"{own} {wire.split('. ')[0]}.", own, own))
        foot = draw.choice((*FOOTS, "")).format(outlet=outlet)
        made.append(
            {
                "id": f"r{number:05d}" if number % 7 else None,
                "text": f"{body}\n\n{foot}".strip(),
                "title": f"{about.capitalize()}: {draw.choice(PEOPLE)} speaks",
                "outlet": outlet,
                "published": (date(2031, 3, 1) + timedelta(then)).isoformat() if number % 11 else None,
            }
        )
    draw.shuffle(made)
    return made


def parquet(path: Path, rows: Sequence[dict[str, Any]], groups: int = 100) -> Path:
    """A Parquet file of reports, in row groups of so many."""
    import pyarrow
    from pyarrow import parquet as files

    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_table(pyarrow.Table.from_pylist(list(rows)), path, row_group_size=groups)
    return path


def folder(path: Path, rows: Sequence[dict[str, Any]], files: int = 3) -> Path:
    """A folder of Parquet files with these reports, in order."""
    size = -(-len(rows) // files)
    for number in range(files):
        parquet(path / f"{number}.parquet", rows[number * size : (number + 1) * size])
    return path


def lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """The same reports as JSON Lines, as one machine alone takes them."""
    said = ({name: value for name, value in row.items() if value is not None} for row in rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in said), "utf-8")
    return path


def result(output: Path) -> list[dict[str, Any]]:
    """All rows of a result, in the order of its list."""
    from pyarrow import parquet as files

    listed = json.loads((output / "_onrecord.json").read_text("utf-8"))
    return [row for name in listed["parts"] for row in files.read_table(output / name).to_pylist()]

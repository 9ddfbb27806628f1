"""The repository is in its own words: no sentence of the labelled data or of the seeds is in it."""

from __future__ import annotations

import gzip
import html
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shared import shared

ROOT = Path(__file__).resolve().parents[1]
#: Words in a row that two texts do not share by chance, and the part of them that is looked up.
LEAST, PART = 9, 5
#: What anyone writes: formulas of newsrooms and of law, months in their order, a line of markup.
ALLOWED = (
    "on condition of anonymity because he was not authorized to speak to the media",
    "on condition of anonymity because they were not authorized to speak to the media",
    "because they were not authorized to speak publicly",
    "did not immediately respond to a request for comment",
    "did not immediately reply to a request for comment",
    "the associated press all rights reserved this material may not be published broadcast rewritten or redistributed",
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "name viewport content width device width initial scale 1",
)
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return WORD.findall(text.lower())


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def prose(path: Path) -> Iterator[str]:
    """The texts of a file of the labelled data, without markup."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    kind = path.name.removesuffix(".gz").rsplit(".", 1)[-1]
    if kind in ("json", "jsonl"):
        for line in raw.splitlines() if kind == "jsonl" else [raw]:
            yield from strings(json.loads(line)) if line.strip() else ()
    elif kind == "txt":
        yield raw.decode("utf-8", "replace")
    elif kind in ("html", "tml"):
        yield html.unescape(TAG.sub(" ", raw.decode("utf-8", "replace")))


def stock(run: str) -> bool:
    """Whether a run of words is a stock phrase, or a part of one, but for fewer words than make a run."""
    if any(run in phrase for phrase in ALLOWED):
        return True
    for phrase in ALLOWED:
        run = run.replace(phrase, "|")
    return all(len(part.split()) < LEAST for part in run.split("|"))


def tracked() -> list[Path]:
    """The text files of the repository, without what is not written here: lock files, drawings, vendored code."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        pytest.skip("this is no checkout of the repository, so what belongs to it is not known")
    others = (".lock", ".svg", "vocab.txt", ".min.js")
    paths = [ROOT / name for name in run.stdout.split("\0") if name and not name.endswith(others)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4_096]]


def shared_runs(ours: dict[Path, list[str]], theirs: list[str], places: dict[tuple[str, ...], Any]) -> Iterator[str]:
    """Runs of words that a text has in common with one of ours."""
    for at in range(0, len(theirs) - PART + 1, PART):
        for path, here in places.get(tuple(theirs[at : at + PART]), ()):
            own = ours[path]
            back = 0
            while back < min(at, here) and theirs[at - back - 1] == own[here - back - 1]:
                back += 1
            on = PART
            while at + on < len(theirs) and here + on < len(own) and theirs[at + on] == own[here + on]:
                on += 1
            if back + on >= LEAST:
                run = " ".join(own[here - back : here + on])
                if not stock(run):
                    yield f"{path.relative_to(ROOT)}: {run}"


@pytest.mark.data
def test_no_sentence_of_the_data_is_in_the_repository() -> None:
    """No text file here shares nine words in a row with the labelled data or the seeds, stock phrases aside."""
    homes = [shared("data"), shared("seeds")]
    ours = {path: words(path.read_text("utf-8", "replace")) for path in tracked()}
    places: dict[tuple[str, ...], list[tuple[Path, int]]] = defaultdict(list)
    for path, own in ours.items():
        for at in range(len(own) - PART + 1):
            places[tuple(own[at : at + PART])].append((path, at))
    found = set()
    for path in sorted(path for home in homes for path in home.rglob("*") if path.is_file()):
        for text in prose(path):
            found.update(shared_runs(ours, words(text), places))
    assert sorted(found) == []

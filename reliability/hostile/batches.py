"""Hostile files in one folder with good ones between them, added as a user adds a folder: nothing is taken along."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reliability.hostile.made import NEIGHBOUR, Hostile

#: Hostile files after each of which a good one stands.
EVERY = 5


@dataclass(frozen=True)
class Batch:
    """What became of a folder.

    Attributes:
        files: how many hostile files were in it.
        neighbours: how many good ones.
        kept: how many of the good ones are on record.
        results: how many results of each kind were given.
        unclear: messages without a word on what is wrong, where, or what to do.
        damages: what the proof of the record finds wrong.
    """

    files: int
    neighbours: int
    kept: int
    results: dict[str, int]
    unclear: tuple[str, ...]
    damages: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        """What is not as it must be, a sentence each."""
        lost = [f"{self.neighbours - self.kept} good reports were lost"] if self.kept < self.neighbours else []
        return [*lost, *self.unclear, *self.damages]


def added(hostile: Iterable[Hostile]) -> Batch:
    """Write what is a single file into one folder, good files between, and add the folder to a record."""
    with tempfile.TemporaryDirectory(prefix="onrecord-batch-") as home:
        folder = Path(home, "reports")
        folder.mkdir()
        files, good = _written(hostile, folder)
        return _added(Path(home, "r.onrecord"), folder, files, good)


def _written(hostile: Iterable[Hostile], folder: Path) -> tuple[int, Sequence[str]]:
    """How many hostile files were written, and the words of the good ones."""
    files = 0
    good = []
    for one in hostile:
        with tempfile.TemporaryDirectory() as alone:
            made = Path(one.make(Path(alone)))
            if made.parent != Path(alone) or not made.suffix or made.is_symlink() or not made.is_file():
                continue
            shutil.move(made, folder / f"{files:04}{''.join(made.suffixes[-2:])[-9:]}")
        files += 1
        if files % EVERY == 0:
            good.append(NEIGHBOUR.replace("16 people", f"{1_000 + files} people"))
            (folder / f"{files - 1:04}-good.txt").write_text(good[-1], encoding="utf-8")
    return files, good


def _added(path: Path, folder: Path, files: int, good: Sequence[str]) -> Batch:
    import onrecord
    from onrecord import pipeline
    from onrecord.store.opening import open_store

    with onrecord.open(path) as record:
        summary = record.add(folder)
        texts = {entry.report.text for entry in record.entries}
    results: dict[str, int] = {}
    for result in summary.results:
        results[result.status] = results.get(result.status, 0) + 1
    errors = [one.error for one in summary.results if one.error is not None]
    unclear = tuple(error.message for error in errors if not (error.what and error.hint and error.where))
    store = open_store(str(path), create=False)
    found = store.verify(pipeline.reread)
    store.close()
    damages = tuple(f"{one.where}: {one.what}" for one in found.damages)
    return Batch(files, len(good), sum(one in texts for one in good), results, unclear, damages)

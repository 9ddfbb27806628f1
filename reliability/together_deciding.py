"""Those who decide while others write: by the page's forms and by the command line, each decision with its own note."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from html import unescape
from itertools import count
from typing import Any

from reliability.together_page import Asker
from reliability.together_programs import Programs
from reliability.together_tally import Tally

#: Screens whose items are decided on.
_ON = ("/checks.json", "/quotes.json", "/positions/history.json", "/deadlines.json", "/timeline.json")
_PROBLEM = re.compile(r'<p class="problem"[^>]*><strong>[^<]*</strong>([^<]*)|<p>([^<]{10,200})</p>')
#: What a decision may be refused for, since what it is on follows from reports that come and decisions of others.
_MAY = ("on record", "took it back already", "no longer", "means nothing", "not applied", "already")


class Decider:
    """Somebody who decides on what the page shows.

    Args:
        asker: asks.
        name: under which name.
        seed: decides on what.
        pause: seconds between two decisions.
    """

    def __init__(self, asker: Asker, name: str, seed: int, pause: float) -> None:
        self._ask, self._tally, self.name = asker, asker.tally, name
        self._drawn = random.Random(seed)
        self._pause = pause
        self._notes = count(1)

    def until(self, end: Callable[[], bool]) -> None:
        """Decide until it is over."""
        while not end():
            try:
                self._one()
            except Exception as error:
                self._tally.fault(f"{self.name}: {type(error).__name__}: {error}")
            time.sleep(self._pause)
        self._ask.close()

    def target(self) -> str:
        """The id of something that is shown and can be decided on; empty if nothing is shown yet."""
        got = self._ask.get(self._drawn.choice(_ON), "listing")
        found = [one["targets"] for one in got.json["items"] if one["targets"]] if got.status == 200 else []
        return str(self._drawn.choice(found)[0]) if found else ""

    def _one(self) -> None:
        if self._drawn.random() < 0.2:
            return self._undo()
        target = self.target()
        if not target:
            return None
        note = f"{self.name} {next(self._notes)}"
        verdict = self._drawn.choice(("accept", "accept", "reject"))
        fields = {"target": target, "verdict": verdict, "by": self.name, "note": note, "back": "/checks"}
        got = self._ask.post("/judge", fields, may=(200, 303, 400, 404, 409))
        return took(self._tally, note, self.name, got.status == 303, got.words)

    def _undo(self) -> None:
        got = self._ask.get("/judgements.json", "judgements")
        standing = [one for one in got.json["items"] if one["state"] == "standing" and one["verdict"] != "undo"]
        if got.status != 200 or not standing:
            return
        note = f"{self.name} {next(self._notes)}"
        fields = {"judgement": self._drawn.choice(standing)["judgement"], "by": self.name, "note": note}
        undone = self._ask.post("/judge/undo", fields, may=(303, 400, 404, 409))
        took(self._tally, note, self.name, undone.status == 303, undone.words)


def took(tally: Tally, note: str, by: str, kept: bool, said: str) -> None:
    """Note whether a decision was taken; a refusal that has nothing to do with what others wrote is a fault."""
    if kept:
        return tally.keep(note, by)
    words = " ".join(unescape(" ".join(part for found in _PROBLEM.findall(said) for part in found)).split()) or said
    tally.refuse(re.sub(r"'[^']*'|[0-9a-f]{8,}", "…", words)[:90])
    if not any(known in words for known in _MAY):
        tally.fault(f"{by}: a decision was refused: {words[:200]}")
    return None


class Commander:
    """Somebody who decides by the command line."""

    def __init__(self, programs: Programs, decider: Decider, pause: float) -> None:
        self._programs, self._decider, self._pause = programs, decider, pause

    def until(self, end: Callable[[], bool]) -> None:
        """Decide until it is over."""
        numbers = count(1)
        while not end():
            target = self._decider.target()
            if target:
                note = f"{self._decider.name} {next(numbers)}"
                options = ("--by", self._decider.name, "--note", note, "--json")
                done = self._programs.run("judge", target, "accept", *options, may=(0, 1))
                took(self._programs.tally, note, self._decider.name, done.code == 0, done.errors)
            time.sleep(self._pause)


def all_there(tally: Tally, kept: Sequence[Any]) -> None:
    """Every decision that was acknowledged is kept, once."""
    notes = [one.note for one in kept]
    for note, by in sorted(tally.acknowledged.items()):
        if notes.count(note) != 1:
            tally.fault(f"the decision {note!r} of {by} was acknowledged and is there {notes.count(note)} times")
    for note in sorted(set(notes) - tally.acknowledged.keys()):
        tally.fault(f"the decision {note!r} is there and was never acknowledged")

"""Invented reports for a record that many write to: a matter each, told by several outlets, in overlapping lists."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Told = dict[str, Any]

_TOWNS = ("Mirovo", "Castelmar", "Oster", "Lindhaven", "Brekstad", "Sova", "Tarn Harbour", "Elmingrad")
_WHO = (("Ilona", "Brek"), ("Anton", "Sarvik"), ("Dana", "Melk"), ("Jon", "Varro"), ("Petra", "Olin"))
_SIDES = (("Verania", "Kastovia"), ("Kastovia", "Ostrania"), ("Ostrania", "Verania"))
_THINGS = (("a ferry", "ran aground"), ("a silo", "collapsed"), ("a bridge", "gave way"), ("a depot", "caught fire"))
_TITLES = ("transport minister", "mayor", "deputy governor", "harbour master")


class Matter:
    """One development, and what six outlets make of it.

    Args:
        number: which; the same number is always told in the same words.
    """

    def __init__(self, number: int) -> None:
        drawn = random.Random(number)
        self.number = number
        self.day = date(2025, 3, 1) + timedelta(days=number % 90)
        self.town = drawn.choice(_TOWNS)
        self.side, self.other = drawn.choice(_SIDES)
        self.thing, self.happened = drawn.choice(_THINGS)
        (first, self.name), (second, self.rival) = drawn.sample(_WHO, 2)
        self.whole, self.whole_rival = f"{first} {self.name}", f"{second} {self.rival}"
        self.title, self.rivals_title = drawn.sample(_TITLES, 2)
        self.hurt = drawn.randrange(9, 90)
        self.pier = drawn.randrange(11, 9_900)

    def _opening(self, hurt: int) -> str:
        return (
            f"At least {hurt} people were injured when {self.thing} {self.happened} at pier {self.pier} in the "
            f"{self.side} town of {self.town} on {self.day:%A}, {self.title} {self.whole} said."
        )

    def _later(self, days: int) -> str:
        day = self.day + timedelta(days=days)
        return f"{day:%B} {day.day}"

    def _demand(self, word: str = "rebuilt") -> str:
        return (
            f"“We will not pay for pier {self.pier} until the road to {self.town} is {word},” {self.name} told "
            f"reporters, and demanded that {self.other} withdraw its inspectors by {self._later(9)}."
        )

    def _answer(self) -> str:
        return (
            f"{self.other} rejected the demand. {self.whole_rival}, its {self.rivals_title}, said pier {self.pier} was "
            f"never part of the agreement and denied that its inspectors had been warned."
        )

    def _meeting(self, days: int) -> str:
        return f"The two sides will meet in {self.town} on {self._later(days)}, {self.rival} said."

    def _wire(self) -> str:
        head = f"{self.town.upper()}, {self.day:%B} {self.day.day} (HPA) - {self._opening(self.hurt)}"
        return "\n\n".join((head, self._demand(), self._answer(), self._meeting(5)))

    def reports(self) -> tuple[Told, ...]:
        """The wire report, its copy, an edited copy, two revisions of another report, and a sixth in other words."""
        own = f"https://ledger.example/{self.number}"
        wire = self._wire()
        copied = wire.replace("injured", "hurt").replace(self._answer() + "\n\n", "")
        told = f"{self._opening(self.hurt + 3)}\n\n{self._answer()}\n\n{self._meeting(6)}"
        other = (
            f"Pier {self.pier} in {self.town} stays closed, {self.whole} said on {self.day:%A}.\n\n"
            f"{self._demand('repaired')}\n\nNo more than {self.hurt - 2} people were injured there, {self.rival} said."
        )
        return (
            self._told("wire", wire, "Harbour Press Agency", agency="HPA"),
            self._told("copy", f"{wire}\n\n(HPA)", "Castelmar Herald", url=f"https://herald.example/{self.number}"),
            self._told("edited", copied, "Ostranian Post", url=f"https://post.example/{self.number}"),
            self._told("first", told, "Mirovo Ledger", url=own),
            self._told("second", f"{told}\n\n{self._demand()}", "Mirovo Ledger", later=2, url=own),
            self._told("other", other, "Kell Bulletin", url=f"https://kell.example/{self.number}"),
        )

    def _told(self, kind: str, text: str, outlet: str, later: int = 0, **facts: str) -> Told:
        title = f"Pier {self.pier} in {self.town}: " + ("closed" if kind == "other" else f"{self.hurt} hurt")
        given = {"outlet": outlet, "published": f"{self.day.isoformat()}T{8 + later:02}:00:00+00:00", **facts}
        return {"id": f"m{self.number}-{kind}", "title": title, "text": text, **given}


def lists(matters: Iterable[int]) -> tuple[list[Told], list[Told]]:
    """What two adders are given: most of each, a third in both; of some the second list leaves out facts."""
    one: list[Told] = []
    two: list[Told] = []
    for number in matters:
        wire, copy, edited, first, second, other = Matter(number).reports()
        one += [wire, copy, first, other]
        two += [edited, second, bare(copy), first if number % 2 else second]
    return one, two


def bare(told: Told) -> Told:
    """A report without its title: another source has it, and it fills the gap."""
    return {name: value for name, value in told.items() if name != "title"}


def batches(told: Sequence[Told], size: int, folder: Path, name: str) -> Iterator[Path]:
    """The reports as files of so many lines each."""
    for start in range(0, len(told), size):
        path = folder / f"{name}-{start:05}.jsonl"
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in told[start : start + size])
        path.write_text("".join(lines), "utf-8")
        yield path

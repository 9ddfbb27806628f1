"""What a request asks of a screen: its filters, its place, and the form of the answer; every bit of it in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from onrecord.errors import WrongQuestion

Form = Literal["html", "json", "csv"]
Kind = Literal["words", "id", "day", "number", "choice"]

#: Characters of a value; longer ones are no question.
_LONGEST = 1_000
#: The greatest cursor; SQLite's whole numbers end beyond.
_GREATEST = 2**53


@dataclass(frozen=True, slots=True)
class Param:
    """A filter of a screen.

    Attributes:
        name: its name in the URL.
        about: what it does, as its label.
        kind: what its value is.
        choices: the values that it can have, if they are few.
        field: whether the form of filters has a field for it; a cursor has links.
        label: what it is called on this screen, where its name means something else on others.
    """

    name: str
    about: str
    kind: Kind = "words"
    choices: tuple[str, ...] = ()
    field: bool = True
    label: str = ""


AFTER = Param("after", "cursor: items behind this number", "number")
BEFORE = Param("before", "cursor: the last items before this number", "number")
PRINT = Param("print", "1 for the print form: as many items as fit a print, without controls", "choice", ("1",))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a screen.

    Attributes:
        path: the screen's path, without the form's ending.
        form: the form of the answer.
        values: the filters that are set, by name.
        part: whether only a part of the page is exchanged.
        who: the name that decisions are kept under, as this browser has it.
        in_path: filters that stand in the path already.
    """

    path: str
    form: Form = "html"
    values: Mapping[str, str] = field(default_factory=dict)
    part: bool = False
    who: str = ""
    in_path: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def number(self, name: str) -> int:
        """A filter as a whole number; 0 if it is not set."""
        return int(self.values.get(name, "0"))

    @property
    def printed(self) -> bool:
        """Whether it is asked for to be printed."""
        return "print" in self.values

    def url(self, form: Form = "html", **changes: str | int | None) -> str:
        """The address of the same question with some filters changed; ``None`` takes one away.

        >>> Asked("/quotes", values={"speaker": "Ada Koss", "after": "50"}).url("csv", after=None)
        '/quotes.csv?speaker=Ada+Koss'
        >>> Asked("/").url("json")
        '/start.json'
        """
        changed: dict[str, str | int | None] = {**self.values, **changes}
        kept = ((name, value) for name, value in changed.items() if name not in self.in_path)
        values = {name: str(value) for name, value in kept if value not in (None, "")}
        path = self.path if form == "html" else f"{'/start' if self.path == '/' else self.path}.{form}"
        return path + (f"?{urlencode(values, errors='replace')}" if values else "")


def asked(path: str, form: Form, params: tuple[Param, ...], given: Mapping[str, str], *, part: bool = False) -> Asked:
    """The question of a request.

    Args:
        path: the screen's path.
        form: the form of the answer.
        params: the screen's filters.
        given: the values in the URL; those that the screen does not know are left out.
        part: whether only a part of the page is exchanged.

    Raises:
        WrongQuestion: a value is not of its filter's kind.
    """
    values = {}
    for param in params:
        value = given.get(param.name, "").strip()
        if value:
            _check(param, value)
            values[param.name] = date.fromisoformat(value).isoformat() if param.kind == "day" else value
    return Asked(path, form, values, part)


def _check(param: Param, value: str) -> None:
    def wrong(what: str, hint: str) -> WrongQuestion:
        return WrongQuestion(f"{value[:80]!r} {what}", where=param.name, hint=hint)

    if len(value) > _LONGEST:
        raise wrong("is too long", f"Give at most {_LONGEST:,} characters")
    if param.kind == "number" and not (value.isascii() and value.isdecimal() and int(value) <= _GREATEST):
        raise wrong("is no whole number", "Follow the links of the page, or leave it out")
    if param.kind == "choice" and value not in param.choices:
        raise wrong("is none of its values", f"Choose one of {', '.join(param.choices)}, or leave it out")
    if param.kind == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            raise wrong("is not a day", "Write it as 2026-02-07") from None

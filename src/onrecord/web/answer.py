"""What a screen answers: one value that is drawn as a page, given as JSON, or as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord.web.asked import AFTER, BEFORE, PRINT, Asked, Param

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from onrecord.web.site import Site

Rows = Callable[[], Iterator[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a screen answers.

    Attributes:
        template: name of the template that draws it.
        title: its heading.
        data: its JSON twin; without its items where JSON is not asked for, since they take as long as drawing them.
        context: what the template needs beside.
        columns: the columns of its rows.
        rows: gives all its rows, however many; ``None`` if it has none.
        status: HTTP status.
    """

    template: str
    title: str
    data: Mapping[str, Any]
    context: Mapping[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    rows: Rows | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """A screen of the page: where it is, what can be asked, and what answers.

    Attributes:
        path: its path; a part in curly brackets is an id.
        name: its name, the same as in the menu and in the API document.
        about: what it shows, as a sentence.
        answer: what answers.
        params: its filters.
        menu: whether the menu has it.
        csv: whether it has rows.
        kept: whether it shows what is on record; what does not is there also while the record is locked.
    """

    path: str
    name: str
    about: str
    answer: Callable[[Site, Asked], Answer]
    params: tuple[Param, ...] = ()
    menu: bool = True
    csv: bool = True
    kept: bool = True

    @property
    def all_params(self) -> tuple[Param, ...]:
        """Its filters, with those that every screen has."""
        return (*self.params, AFTER, BEFORE, PRINT)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form of the page: where it is sent, and what is done with it.

    Attributes:
        path: its path.
        name: its name.
        about: what it does, as a sentence.
        take: what is done with it: gives a path to go on at, or the form again with what was wrong.
        named: whether it has the name of who decides, which is kept in the browser.
        changes: whether it changes what the screens show, so that they are put together anew at once.
    """

    path: str
    name: str
    about: str
    take: Callable[[Site, FormData], Answer | str]
    named: bool = False
    changes: bool = False

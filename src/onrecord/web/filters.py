"""The filters of a screen as a newcomer sees them: named in plain words, with what can be chosen and what is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from onrecord.web.answer import ScreenSpec
from onrecord.web.asked import Asked, Param
from onrecord.web.naming import BY_WORDS, Choice, called

if TYPE_CHECKING:
    from onrecord.web.site import Site

Counted = Sequence[tuple[str, int]]

#: Filters of most screens whose values are offered even where the screen does not name them.
_USUAL = ("outlet", "story")
#: Values that a list to choose from has at most; of more a field takes the words, and a list shows the first.
FEW = 12
#: Values of each filter that are shown as links with how many items have them.
LINKED = 8


@dataclass(frozen=True, slots=True)
class Field:
    """A filter in the form.

    Attributes:
        name: its name in the URL.
        label: what it is called.
        kind: ``list`` to choose from, ``words``, ``day``, or ``kept`` where it is chosen elsewhere.
        value: what is set.
        choices: what can be chosen, or what can be typed.
        elsewhere: the screen on which it is chosen, where there are many values.
    """

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[Choice, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set.

    Attributes:
        label: what it is called.
        said: what it is set to, in words.
        without: the screen without it.
    """

    label: str
    said: str
    without: str


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a filter as a link to the screen with it.

    Attributes:
        said: what the value is called.
        count: how many items of the whole screen have it.
        url: the screen with it; empty if it is the one that is set.
    """

    said: str
    count: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a filter that most items have.

    Attributes:
        label: what the filter is called.
        links: its values.
        more: the screen with all values, where there are more.
    """

    label: str
    links: tuple[Link, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a screen.

    Attributes:
        fields: those of the form.
        chips: those that are set.
        facets: those whose values are shown as links.
    """

    fields: tuple[Field, ...]
    chips: tuple[Chip, ...]
    facets: tuple[Facet, ...]


def filters(site: Site, asked: Asked, spec: ScreenSpec, facets: Mapping[str, Counted]) -> Filters:
    """The filters of a screen.

    Args:
        site: what the page shows.
        asked: the question.
        spec: the screen.
        facets: for some filters the values that most items have, and how many have each.
    """
    params = [one for one in spec.params if one.field and f"{{{one.name}" not in spec.path]
    usual = [one.name for one in params if one.name in _USUAL and one.name not in facets]
    offered = {**facets, **{name: site.screens.values(kept_as(asked.path), name, limit=FEW + 1) for name in usual}}
    return Filters(
        tuple(_field(site, asked, one, offered.get(one.name, ())) for one in params),
        tuple(_chip(site, asked, one) for one in params if asked[one.name]),
        tuple(_facet(site, asked, name, counted) for name, counted in offered.items() if counted),
    )


#: Under which name the items of a screen are kept, where that is not its path.
_KEPT = {"/positions": "board", "/positions/history": "history", "/positions/open": "open"}


def kept_as(path: str) -> str:
    """Under which name the items of a screen are kept.

    >>> kept_as("/quotes"), kept_as("/positions")
    ('quotes', 'board')
    """
    return _KEPT.get(path, path.strip("/"))


def elsewhere(asked: Asked, name: str) -> str:
    """The screen on which a value of a filter is chosen from all there are."""
    kept = {key: value for key, value in asked.values.items() if key not in (name, "after", "before", "print")}
    values = {"of": asked.path, "by": name} | ({"keep": urlencode(kept)} if kept else {})
    return f"/choose?{urlencode(values)}"


def _field(site: Site, asked: Asked, param: Param, counted: Counted) -> Field:
    name, value = param.name, asked[param.name]
    label = param.label or called(name)
    if param.kind == "day":
        return Field(name, label, "day", value)
    if param.choices:
        return Field(
            name, label, "list", value, tuple(Choice(one, site.names.said(name, one)) for one in param.choices)
        )
    if name in BY_WORDS:
        chosen = (Choice(value, site.names.said(name, value)),) if value else ()
        return Field(name, label, "kept", value, chosen, elsewhere(asked, name))
    choices = tuple(site.names.choices(name, counted))
    if 0 < len(choices) <= FEW:
        known = any(one.value == value for one in choices) or not value
        return Field(name, label, "list", value, choices if known else (*choices, Choice(value, value)))
    return Field(name, label, "words", value, choices, elsewhere(asked, name) if choices else "")


def _chip(site: Site, asked: Asked, param: Param) -> Chip:
    name = param.name
    return Chip(param.label or called(name), site.names.said(name, asked[name]), _with(asked, name, None))


def _facet(site: Site, asked: Asked, name: str, counted: Counted) -> Facet:
    links = (
        Link(one.said, one.count, "" if asked[name] == one.value else _with(asked, name, one.value))
        for one in site.names.choices(name, counted[:LINKED])
    )
    return Facet(called(name), tuple(links), elsewhere(asked, name) if len(counted) > LINKED else "")


def _with(asked: Asked, name: str, value: str | None) -> str:
    changes: dict[str, str | None] = {name: value, "after": None, "before": None}
    return asked.url("html", **changes)

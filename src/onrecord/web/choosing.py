"""The screen on which one value of a filter is chosen from all there are: speakers, outlets, stories, reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from onrecord.errors import WrongQuestion
from onrecord.screens.shelf import PAGE
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.filters import kept_as
from onrecord.web.naming import BY_WORDS, Choice, called

if TYPE_CHECKING:
    from onrecord.web.site import Site

OF = Param("of", "the path of the screen whose filter it is")
BY = Param("by", "the filter", "id")
LIKE = Param("like", "only values with these words in them")
KEEP = Param("keep", "the other filters of that screen, as in its URL")

#: Filters that are a report by another name: the two that are laid side by side.
_REPORTS = ("a", "b")


def choose(site: Site, asked: Asked) -> Answer:
    """What the screen of choosing answers."""
    name = _name(asked)
    offset = max(0, asked.number("before") - 1 - PAGE) if asked["before"] else asked.number("after")
    found = list(_values(site, asked, name, PAGE, offset))
    total = _total(site, asked, name)
    later = offset + len(found) if offset + len(found) < total else None
    earlier = offset + 1 if offset else None
    items = [
        {"value": one.value, "said": one.said, "count": one.count, "href": _href(asked, one.value)} for one in found
    ]
    data = {
        "screen": "choose",
        "of": asked["of"],
        "by": asked["by"],
        "total": total,
        "items": items,
        "next": asked.url("json", after=later, before=None) if later else None,
        "previous": asked.url("json", before=earlier, after=None) if earlier else None,
        "truncated": bool(later or earlier),
    }
    context = {"items": items, "total": total, "later": later, "earlier": earlier, "back": _href(asked, None)}
    title = f"Choose: {called(name).lower()}"
    return Answer("choose.html", title, data, context, ("value", "said", "count"), lambda: _rows(site, asked, name))


def _name(asked: Asked) -> str:
    """Under which key the values are kept.

    Raises:
        WrongQuestion: there is no such screen, or it has no such filter.
    """
    from onrecord.web.catalogue import SCREENS

    spec = next((one for one in SCREENS if one.path == asked["of"]), None)
    if spec is None or all(one.name != asked["by"] for one in spec.params):
        said = f"{asked['of']} has no filter {asked['by']!r}"
        raise WrongQuestion(said, where="by", hint="Choose from a screen's own filters")
    return "report" if asked["by"] in _REPORTS else asked["by"]


def _values(site: Site, asked: Asked, name: str, limit: int, offset: int) -> list[Choice]:
    if name in BY_WORDS:
        return site.names.looked_up(name, asked["like"], limit, offset)
    counted = site.screens.values(kept_as(asked["of"]), name, asked["like"], limit, offset)
    return site.names.choices(name, counted)


def _total(site: Site, asked: Asked, name: str) -> int:
    if name in BY_WORDS:
        return site.screens.how_many_values("stories" if name == "story" else "reports", "named", asked["like"])
    return site.screens.how_many_values(kept_as(asked["of"]), name, asked["like"])


def _href(asked: Asked, value: str | None) -> str:
    """The screen that the value is chosen for, with it."""
    values = {key: kept for key, kept in parse_qsl(asked["keep"]) if key != asked["by"]}
    if value is not None:
        values[asked["by"]] = value
    return asked["of"] + (f"?{urlencode(values)}" if values else "")


def _rows(site: Site, asked: Asked, name: str) -> Iterator[dict[str, Any]]:
    offset = 0
    while found := _values(site, asked, name, PAGE, offset):
        yield from ({"value": one.value, "said": one.said, "count": one.count} for one in found)
        offset += len(found)

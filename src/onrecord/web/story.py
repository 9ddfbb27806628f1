"""The screen of one story: what is on record of it, whose reports they are, and what came day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.screens.shelf import Item
from onrecord.store.shown import Wanted
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.listing import groups, item_data, judged_on
from onrecord.web.start import Part, part

if TYPE_CHECKING:
    from onrecord.web.site import Site

ID = Param("id", "id of the story", "id")

#: Items of each kind that it shows, and reports that it shows of them.
_FIRST, _REPORTS = 3, 12

#: What is on record of a story: a title, the screen's name and path, and the section that it is of.
_PARTS = (
    ("Accounts differ", "checks", "/checks", "Contradictions"),
    ("A later account replaces an earlier one", "checks", "/checks", "Updates"),
    ("Quotations whose words differ", "checks", "/checks", "Quotations whose words differ"),
    ("Told by several origins", "checks", "/checks", "Told by several origins"),
    ("Who said what", "quotes", "/quotes", ""),
    ("Positions", "history", "/positions/history", ""),
    ("Due, promised and announced", "deadlines", "/deadlines", ""),
    ("Timeline", "timeline", "/timeline", ""),
)

_COLUMNS = ("part", "item", "section", "text", "report", "outlet", "published", "start", "end", "passage", "url")


def story(site: Site, asked: Asked) -> Answer:
    """What the screen of a story answers; ids of stories change as reports come, so one may be gone."""
    id = asked["id"]
    found = site.screens.page(Wanted("stories", {"story": id}), limit=1)
    if not found.items:
        return _gone(id)
    one = found.items[0]
    parts = [
        part(site, asked, title, screen, path, _keys(id, section), _FIRST) for title, screen, path, section in _PARTS
    ]
    origins = part(site, asked, "Reports by origin", "origins", "/origins", {"story": id}, _REPORTS)
    days = part(site, asked, "Day by day", "days", "/days", {"story": id}, _REPORTS)
    counts = _counts(one, parts)
    title = str(one.line.facts["title"])
    data = {
        "screen": "story",
        "story": item_data(one, found),
        "counts": {name: count for name, count, _ in counts},
        "parts": {each.title: each.data for each in (*parts, origins, days)},
    }
    context = {
        "one": one,
        "drawn": groups(found, judged_on(site, asked, found))[0].items[0],
        "counts": counts,
        "parts_of_it": _with_items(parts),
        "all": parts,
    }
    return Answer(
        "story.html",
        title,
        data,
        {**context, "origins": origins, "days": days},
        _COLUMNS,
        lambda: _rows(site, id),
    )


def _keys(id: str, section: str) -> Mapping[str, str]:
    return {"story": id, **({"section": section} if section else {})}


def _with_items(parts: list[Part]) -> list[Part]:
    return [one for one in parts if one.shown.items]


def _counts(one: Item, parts: list[Part]) -> list[tuple[str, int, str]]:
    """What stands under the heading: a word, how many, and where all of them are."""
    totals = {each.title: (each.shown.total, each.url) for each in parts}
    id = one.line.facts["story"]
    return [
        ("reports", int(one.line.facts["reports"] or 0), f"/reports?story={id}"),
        ("origins", int(one.line.facts.get("origins") or 0), f"/origins?story={id}"),
        ("quotes", *totals["Who said what"]),
        ("contradictions", *totals["Accounts differ"]),
        ("positions", *totals["Positions"]),
        ("deadlines and meetings", *totals["Due, promised and announced"]),
    ]


def _rows(site: Site, id: str) -> Iterator[dict[str, Any]]:
    """The rows of all of it, each with the part that it is of."""
    screens = dict.fromkeys((screen, path.strip("/")) for _, screen, path, _ in _PARTS)
    for screen, name in (*screens, ("origins", "origins"), ("days", "days")):
        for row in site.screens.rows(Wanted(screen, {"story": id})):
            yield {"part": name, **row}


def _gone(id: str) -> Answer:
    said = "no story on record has this id; ids of stories change as reports come"
    data = {"error": {"what": said, "where": id, "hint": "Look it up under /stories"}}
    return Answer("gone.html", "Not found", data, {"id": id, "said": said}, status=404)

"""The timeline: the list first, by the day of what happened or of who told it, and a drawing of it beside it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from markupsafe import Markup

from onrecord.render.drawing.lanes import Mark
from onrecord.render.drawing.timeline import NARROW, WIDE, timeline
from onrecord.screens.shelf import Item, Shown
from onrecord.store.shown import Wanted
from onrecord.views.timeline_items import LANES, Standing
from onrecord.views.words import count
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.listing import ITEM, OUTLET, REPORT, STORY, Listing, answer, chosen, filters

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Days of marks that are read for a drawing of all, and items for a drawing of those that fit a filter.
_MARKS, _ITEMS = 20_000, 500
#: Marks that the JSON twin has at most, and drawings of a site that are kept until its screens are filled anew.
_TWIN, _KEPT = 2_000, 64
_DAYS = frozenset({"from", "to", "by", "status"})

BY = Param("by", "days of what happened, or of the first report", "choice", ("happened", "reported"), label="Days of")
PARAMS = (
    BY,
    Param("party", "with one party"),
    Param("status", "that stands so", "choice", get_args(Standing)),
    Param("from", "on this day or later", "day"),
    Param("to", "on this day or earlier", "day"),
    STORY,
    REPORT,
    OUTLET,
    ITEM,
)


def _told(one: Item) -> str:
    day = one.data.get("told")
    return f"First reported on {day}" if day else "First reported on a day that is not known"


_HAPPENED = Listing(
    "timeline",
    least={"from": "day"},
    most={"to": "day"},
    facets=("party",),
    template="timeline.html",
    apart=frozenset({"by"}),
)
_REPORTED = Listing(
    "timeline",
    least={"from": "told"},
    most={"to": "told"},
    facets=("party",),
    template="timeline.html",
    apart=frozenset({"by"}),
    day="told",
    title=_told,
)


@dataclass(frozen=True, slots=True)
class Drawings:
    """A drawing in two widths, with what is said under it.

    Attributes:
        wide: for screens on which it stands below the list, and for print.
        narrow: for the place beside the list, and for narrow screens.
        said: what it has and what it has not.
    """

    wide: Markup
    narrow: Markup
    said: str


def page(site: Site, asked: Asked) -> Answer:
    """What the timeline answers."""
    told = asked["by"] == "reported"
    listing = _REPORTED if told else _HAPPENED
    shown = chosen(site, asked, listing)
    drawn = _drawn(site, asked, shown, told)
    context = {
        "drawings": drawn.drawings,
        "told": told,
        "modes": [
            ("When it happened", asked.url(by=None, after=None, before=None), not told),
            ("When it was reported", asked.url(by="reported", after=None, before=None), told),
        ],
        "signs": list(LANES.values()),
    }
    marks = [[one.standing, one.first, one.last, one.count] for one in drawn.marks[:_TWIN]]
    more = {"by": "reported" if told else "happened", "marks": marks, "more_marks": len(drawn.marks) > _TWIN}
    return answer(
        site,
        asked,
        listing,
        shown=shown,
        context=context,
        more=more,
    )


# -- what is drawn --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of a question, and its drawing."""

    marks: Sequence[Mark]
    drawings: Drawings | None


#: Drawings by what they were drawn from: a large one takes longer than the list beside it.
_DRAWN: WeakKeyDictionary[Site, OrderedDict[tuple[object, ...], _Drawn]] = WeakKeyDictionary()


def _drawn(site: Site, asked: Asked, shown: Shown, told: bool) -> _Drawn:
    """The drawing of a question; of the whole of what fits its filters it is the same on each page, and kept."""
    if shown.before is None and shown.after is None:
        return _fresh(site, asked, shown, told)
    filling = site.screens.filling()
    key = (filling and (filling.number, filling.basis), asked.printed, tuple(sorted(filters(asked).items())))
    kept = _DRAWN.setdefault(site, OrderedDict())
    found = kept.get(key) or _fresh(site, asked, shown, told)
    kept[key] = found
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return found


def _fresh(site: Site, asked: Asked, shown: Shown, told: bool) -> _Drawn:
    marks, left = _marks(site, asked, shown, told)
    return _Drawn(marks, _drawings(site, asked, marks, left, told))


def _marks(site: Site, asked: Asked, shown: Shown, told: bool) -> tuple[list[Mark], int]:
    """What is drawn: the items of the page where these are all; else all that fit, counted; and how many are left."""
    if shown.before is None and shown.after is None:
        return list(_of_items(shown.items, told)), 0
    if set(filters(asked)) <= _DAYS:
        found = site.screens.values("timeline", "told_mark" if told else "mark", limit=_MARKS)
        return [one for one in map(_of_key, found) if _fits(one, asked)], 0
    return _of_filter(site, asked, told)


def _of_items(items: Iterable[Item], told: bool) -> Iterator[Mark]:
    for one in items:
        first, last = _days(one.data, told)
        if first and last:
            words = one.line.text
            yield Mark(one.data["status"], first, last, 1, words[:200], f"#i-{one.number}")


def _days(data: Any, told: bool) -> tuple[str | None, str | None]:
    return (data["told"], data["told"]) if told else (data["first"], data["last"])


def _of_key(found: tuple[str, int]) -> Mark:
    standing, first, last = found[0].split(" ")
    name: Standing = next(one for one in LANES if one == standing)
    return Mark(name, first, last, found[1])


def _fits(one: Mark, asked: Asked) -> bool:
    if asked["status"] and one.standing != asked["status"]:
        return False
    return one.last >= (asked["from"] or one.last) and one.first <= (asked["to"] or one.first)


def _of_filter(site: Site, asked: Asked, told: bool) -> tuple[list[Mark], int]:
    """The marks of the last items that fit a filter, counted."""
    listing = _REPORTED if told else _HAPPENED
    wanted = listing.wanted(asked)
    key = "told" if told else "day"
    dated = Wanted(
        wanted.screen,
        wanted.keys,
        {key: asked["from"] or "0000"},
        {key: asked["to"] or "9999-12-30"},
    )
    total = site.screens.total_by_day(dated, key)
    counts: dict[tuple[Standing, str, str], int] = {}
    for data in site.screens.data(dated, _ITEMS, key=key):
        first, last = _days(data, told)
        if first and last:
            counts[data["status"], first, last] = counts.get((data["status"], first, last), 0) + 1
    return [Mark(*which, number) for which, number in sorted(counts.items())], max(total - _ITEMS, 0)


# -- the drawing ----------------------------------------------------------------------------------------------------


def _drawings(site: Site, asked: Asked, marks: Sequence[Mark], left: int, told: bool) -> Drawings | None:
    """The drawing in both widths; ``None`` where nothing has a day."""
    where = {name: asked[name] for name in ("story", "report", "outlet") if asked[name]}
    reports = site.screens.days(Wanted("reports", where), "day", _ITEMS if where else _MARKS)

    def opened(standing: str, first: str, last: str) -> str:
        values = {**filters(asked), "status": standing, "from": first, "to": last}
        return f"/timeline?{urlencode(values)}"

    intro = site.screens.head("timeline").intro
    newest = str(intro[0].facts.get("as_of") or "") if intro else ""
    wide, narrow = (
        timeline(
            marks,
            reports,
            wide=width,
            newest=newest or None,
            first=asked["from"] or None,
            last=asked["to"] or None,
            opened=opened,
        )
        for width in (WIDE, NARROW)
    )
    if not wide:
        return None
    return Drawings(Markup(wide), Markup(narrow), _said(marks, left, told))


def _said(marks: Sequence[Mark], left: int, told: bool) -> str:
    number = sum(one.count for one in marks)
    by = "the day of the first report that tells it" if told else "its day"
    stretch = "" if told else " A line is the stretch of days that it may be."
    more = f" It has the last {number}; {left} earlier are in the list alone." if left else ""
    return f"{count(number, 'line')} of the list, each a sign under {by}.{stretch}{more}"

"""The screen of what people decided: every decision, the latest first, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from onrecord.decisions.standing import core, replaced
from onrecord.model.judgement import Judgement, Verdict, undone
from onrecord.screening_decisions import OUTCOMES
from onrecord.screens.shelf import PAGE
from onrecord.store.shown import Wanted
from onrecord.views.judgements import described, passages
from onrecord.web.answer import Answer
from onrecord.web.asked import Asked, Param
from onrecord.web.judging import DONE, NAMES, moment_of
from onrecord.web.links import passage_path
from onrecord.web.listing import PRINTED, filters

if TYPE_CHECKING:
    from onrecord.web.site import Site

WHO = Param("who", "by one person")
VERDICT = Param("verdict", "of one verdict", "choice", get_args(Verdict))
ON = Param("target", "on one thing", "id", field=False)
#: What taking over a file came to, and whether the name of who decides is asked for.
TOLD = (
    Param("taken", "decisions that were taken over", "number", field=False),
    Param("there", "decisions of a file that were there already", "number", field=False),
    Param("wrong", "lines of a file that are no decisions", "number", field=False),
    Param("first", "what is wrong with the first of these", field=False),
    Param("name", "1 to ask who decides", "choice", ("1",), field=False),
)
#: Filters, and what they choose by.
_CHOSEN = {"who": "by", "verdict": "verdict", "target": "target"}
_COLUMNS = (
    "number", "judgement", "at", "by", "verdict", "kind", "target", "what", "value", "note", "state", "state_why",
    "now",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with what became of it.

    Attributes:
        number: its place in the order in which decisions were kept.
        judgement: the decision.
        state: what became of it.
        why: why it is not applied, or the id of the one that took it back or took its place.
        now: id that its target has now, where it is another.
    """

    number: int
    judgement: Judgement
    state: str
    why: str = ""
    now: str = ""

    @property
    def done(self) -> str:
        """What was done."""
        return DONE[self.judgement.verdict]

    @property
    def when(self) -> str:
        """When, to the minute."""
        return moment_of(self.judgement)

    @property
    def kind(self) -> str:
        """What was decided on, as a reader calls it."""
        return NAMES[self.judgement.kind].removeprefix("this ").replace("this", "what is due")

    @property
    def what(self) -> str:
        """What was decided on, in its own words."""
        return described(self.judgement) or self.judgement.target

    @property
    def href(self) -> str:
        """Where it stands; empty where it has no passage."""
        cited = passages(self.judgement)
        return passage_path(cited[0].report, cited[0].start, cited[0].end) if cited else ""

    @property
    def data(self) -> dict[str, Any]:
        """The decision as JSON, and as a row."""
        one = self.judgement
        return {
            "number": self.number,
            "judgement": one.id,
            "at": one.at,
            "by": one.by,
            "verdict": one.verdict,
            "kind": one.kind,
            "target": one.target,
            "what": described(one) or None,
            "value": ", ".join(one.values) or None,
            "note": one.note,
            "state": self.state,
            "state_why": self.why or None,
            "now": self.now or None,
        }


def judgements(site: Site, asked: Asked) -> Answer:
    """What the screen of decisions answers."""
    chosen = {key: asked[name] for name, key in _CHOSEN.items() if asked[name]}
    limit = PRINTED if asked.printed else PAGE
    after, before = asked.number("after"), asked.number("before")
    backwards = bool(before)
    found = site.store.decided.latest(chosen, before or after or None, limit + 1, backwards=backwards)
    over = len(found) > limit
    kept = found[1:] if over and backwards else found[:limit]
    items = decisions(site, kept)
    earlier = kept[0][0] if kept and (over if backwards else bool(after)) else None
    later = kept[-1][0] if kept and (backwards or over) else None
    total = site.store.decided.how_many(chosen)
    facets = {name: site.store.decided.values(_CHOSEN[name]) for name in ("who", "verdict")}
    data = {
        "screen": "judgements",
        "title": "Judgements",
        "filters": {name: value for name, value in filters(asked).items() if name in _CHOSEN},
        "total": total,
        "items": [one.data for one in items],
        "next": asked.url("json", after=later, before=None) if later else None,
        "previous": asked.url("json", before=earlier, after=None) if earlier else None,
        "truncated": bool(earlier or later),
        "facets": {key: [{"value": value, "count": n} for value, n in counted] for key, counted in facets.items()},
    }
    context = {"items": items, "total": total, "earlier": earlier, "later": later, "facets": facets}
    return Answer("judgements.html", "Judgements", data, context, _COLUMNS, lambda: _rows(site, chosen))


def decisions(site: Site, kept: Sequence[tuple[int, Judgement]]) -> list[Decision]:
    """Decisions with what became of each; asks only for these and what is on the same things."""
    around = site.store.decided.on([name for _, one in kept for name in (one.target, one.id)])
    gone = undone(around)
    later = _replaced(one for one in around if one.verdict != "undo" and one.id not in gone)
    return [_decision(site, number, one, gone.get(one.id), later) for number, one in kept]


def _replaced(standing: Iterable[Judgement]) -> dict[str, str]:
    """Which of these decisions a later one took the place of."""
    groups: dict[str, list[Judgement]] = {}
    for one in standing:
        groups.setdefault(core(one), []).append(one)
    return {id: later for group in groups.values() for id, later in replaced(group).items()}


def _decision(site: Site, number: int, one: Judgement, back: Judgement | None, later: dict[str, str]) -> Decision:
    if back is not None:
        return Decision(number, one, "undone", back.id)
    if one.verdict == "undo":
        return Decision(number, one, "standing")
    if one.id in later:
        return Decision(number, one, "replaced", later[one.id])
    came = next(iter(site.screens.page(Wanted(OUTCOMES, {"judgement": one.id}), limit=1).items), None)
    if came is None:
        return Decision(number, one, "standing")
    now = str(came.data["target"])
    return Decision(number, one, str(came.data["state"]), str(came.data["why"]), now if now != one.target else "")


def _rows(site: Site, chosen: dict[str, str]) -> Iterator[dict[str, Any]]:
    before = None
    while kept := site.store.decided.latest(chosen, before, PAGE):
        yield from (one.data for one in decisions(site, kept))
        before = kept[-1][0]

"""What was found in a report as the list beside its text: chosen by kind, each with its links, passage by passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlencode

from markupsafe import Markup

from onrecord.errors import WrongQuestion
from onrecord.render.highlight import anchor
from onrecord.render.html import drawn_line, out
from onrecord.views.report_marks import LABELS, LISTED, Found, Marked, MarkKind
from onrecord.views.words import passage_url
from onrecord.web.asked import Asked
from onrecord.web.judging import Controls
from onrecord.web.links import WebLinks

#: What to ask for to have the bare text.
NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing that was found, as the list beside the text has it.

    Attributes:
        number: its place in the list, from 1.
        found: the thing.
        html: it in words.
        href: the screen with its passage lit.
        more: the same for each further passage that it rests on.
        outside: a link to the passage at the outlet; empty if the report has no address.
        here: whether one of its passages is the one that is lit.
        controls: what can be decided on it, and what was; ``None`` if nothing can.
    """

    number: int
    found: Found
    html: Markup
    href: str
    more: tuple[str, ...]
    outside: Markup
    here: bool
    controls: Controls | None = None

    @property
    def passages(self) -> str:
        """Its ranges as ``START-END``, a space between."""
        return " ".join(f"{one.start}-{one.end}" for one in self.found.passages)


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a reader is among the passages of the list.

    Attributes:
        number: which passage is lit, from 1; 0 if none of the list's is.
        passages: how many there are; several things may rest on one.
        labels: the kinds of the things that rest on the lit one.
        item: where the list has the first of them.
        before: the screen with the passage before lit; empty if there is none.
        after: the same of the passage after.
    """

    number: int
    passages: int
    labels: str
    item: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Toggle:
    """A kind of marks, and what shows or hides it.

    Attributes:
        kind: the kind.
        label: what it is called.
        count: how many things of it were found.
        on: whether it is shown.
        value: what to ask for to have it the other way.
    """

    kind: MarkKind
    label: str
    count: int
    on: bool
    value: str


def kinds(show: str) -> tuple[MarkKind, ...]:
    """The kinds that are asked for.

    Raises:
        WrongQuestion: one of them is no kind.
    """
    named = [one.strip() for one in show.split(",") if one.strip()]
    for one in named:
        if one not in LISTED and one != NOTHING:
            hint = f"Choose from {', '.join(LISTED)}, or {NOTHING}"
            raise WrongQuestion(f"{one[:80]!r} is no kind of find", where="show", hint=hint)
    return tuple(kind for kind in LISTED if kind in named) if named else LISTED


def toggles(every: Marked, wanted: Sequence[MarkKind]) -> list[Toggle]:
    """What shows or hides each kind that was found."""
    counts = every.counts
    shown = [kind for kind in counts if kind in wanted]
    found = []
    for kind, count in counts.items():
        after = [one for one in counts if (one in shown) != (one == kind)]
        value = "" if len(after) == len(counts) else ",".join(after) or NOTHING
        found.append(Toggle(kind, LABELS[kind], count, kind in shown, value))
    return found


def listed(
    chosen: Marked,
    here: Asked,
    links: WebLinks,
    lit: tuple[int, int] | None,
    made: Mapping[str, Controls] = MappingProxyType({}),
) -> list[Listed]:
    """The list in text order.

    Args:
        chosen: what was found, of the kinds that are shown.
        here: the question that the screen answers.
        links: how lines link that tell of other reports too.
        lit: the passage that is lit.
        made: what can be decided on each target.
    """
    url = chosen.entry.report.url
    to = here.url(at=_SOME)
    items = []
    for number, one in enumerate(chosen.found, 1):
        hrefs = [_at(to, span.start, span.end) for span in one.passages]
        said = one.line if one.kind == "side" else replace(one.line, citations=())
        html = Markup(drawn_line(replace(said, whole=()), links))
        outside = passage_url(url, one.first)
        beyond = Markup(out(outside, _ARROW, "open")) if outside else Markup()
        mine = lit is not None and lit in [(span.start, span.end) for span in one.passages]
        decide = _leading_to(made.get(one.target), hrefs[0].partition("#")[0])
        items.append(Listed(number, one, html, hrefs[0], tuple(hrefs[1:]), beyond, mine, decide))
    return items


def _leading_to(one: Controls | None, back: str) -> Controls | None:
    """The controls of a thing, that lead back to where its passage is lit."""
    if one is None:
        return None
    return replace(one, back=back, more=f"/judge?{urlencode({'target': one.target, 'back': back})}")


_ARROW = '<span aria-hidden="true">↗</span><span class="unseen">this passage at the outlet</span>'


#: A passage that an address is made for once; encoded, no other part of an address reads so.
_SOME = "0-0"


def _at(to: str, start: int, end: int) -> str:
    return f"{to.replace(f'at={_SOME}', f'at={start}-{end}')}#{anchor(start, end)}"


def steps(items: Sequence[Listed], lit: tuple[int, int] | None) -> Steps:
    """Where one is among the passages of the list; nothing is current until a passage is lit."""
    stops = list(dict.fromkeys((one.found.first.start, one.found.first.end) for one in items))
    hrefs = {(one.found.first.start, one.found.first.end): one.href for one in reversed(items)}
    at = stops.index(lit) if lit in stops else None
    if at is not None:
        before, after = at - 1, at + 1
    else:
        after = next((n for n, one in enumerate(stops) if lit is None or one > lit), len(stops))
        before = after - 1 if lit else -1
    here = [one for one in items if one.here]
    return Steps(
        at + 1 if at is not None else 0,
        len(stops),
        ", ".join(dict.fromkeys(one.found.label for one in here)),
        f"#n-{here[0].number}" if here else "",
        hrefs[stops[before]] if before >= 0 else "",
        hrefs[stops[after]] if after < len(stops) else "",
    )

"""Every way to decide on something, with what can be chosen for it: issues, stories, speakers, reports of a group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord import pipeline
from onrecord.decisions.findings import KINDS
from onrecord.model.judgement import JudgedKind, kind_of
from onrecord.model.relations import Identity, Origin
from onrecord.store.shown import Wanted
from onrecord.web.naming import Choice

if TYPE_CHECKING:
    from onrecord.web.site import Site

#: Values that a way offers at once; others are found by their words.
OFFERED = 100
#: Reports or members of a group of which some can be taken out here.
_PARTS = 300

#: The kinds of finding, as a reader calls them.
_KINDS: Mapping[str, str] = {
    "contradiction": "accounts differ: both cannot hold",
    "update": "a later account replaces an earlier one",
    "precision": "both hold, one is more exact",
    "framing": "the same, told differently",
    "misattribution": "given to different speakers",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to decide.

    Attributes:
        verdict: the verdict.
        said: what it says of the target, as the words on its button.
        label: what its value is; empty if it takes none.
        kind: ``plain`` without a value, ``words`` to write, ``list`` to choose one, ``many`` to choose some.
        choices: what can be chosen, or is proposed.
        more: whether there is more to choose from than is offered, to be found by words.
    """

    verdict: str
    said: str
    label: str = ""
    kind: str = "plain"
    choices: tuple[Choice, ...] = ()
    more: bool = False


def ways(site: Site, target: str, like: str = "") -> list[Way]:
    """Every way to decide on something.

    Args:
        site: what the page shows.
        target: its id.
        like: words by which what can be chosen is found.
    """
    kind = kind_of(target)
    plain = [Way("accept", "Accept: it is so"), Way("reject", f"Reject: {_NOT_SO.get(kind, 'it is not so')}")]
    return [*plain, *_FURTHER.get(kind, _none)(site, target, like)]


_NOT_SO: Mapping[JudgedKind, str] = {
    "story": "these reports do not belong together",
    "origin": "these reports do not go back to one origin",
    "identity": "these are not the same",
    "issue": "this is no issue of the matter",
    "attribution": "this was not said so",
}


def _none(site: Site, target: str, like: str) -> Iterator[Way]:
    yield from ()


def _finding(site: Site, target: str, like: str) -> Iterator[Way]:
    kinds = tuple(Choice(one, _KINDS.get(one, one)) for one in KINDS)
    yield Way("edit", "It is of another kind", "What it is", "list", kinds)
    yield Way("edit", "It is about something else", "What it is about", "words")


def _attribution(site: Site, target: str, like: str) -> Iterator[Way]:
    speakers = tuple(
        Choice(value, value, count) for value, count in site.screens.values("quotes", "speaker", like, 200)
    )
    yield Way("edit", "Someone else said it", "Who said it", "words", speakers)


def _position(site: Site, target: str, like: str) -> Iterator[Way]:
    yield Way("edit", "It is on another issue", "The issue", "list", _issues(site))


def _issue(site: Site, target: str, like: str) -> Iterator[Way]:
    others = tuple(one for one in _issues(site) if one.value != target)
    yield Way("merge", "Another issue is the same", "The issue whose positions go under this one", "list", others)


def _issues(site: Site) -> tuple[Choice, ...]:
    issues = pipeline.issues_in_use(site.store.setting("issues")).issues
    return tuple(Choice(one.id, one.label) for one in issues.values())


def _story(site: Site, target: str, like: str) -> Iterator[Way]:
    yield Way("edit", "It is called otherwise", "Its title", "words")
    found = [one for one in site.names.looked_up("story", like, OFFERED + 1) if one.value != target]
    yield Way("merge", "Another story is the same", "The other story", "list", tuple(found), len(found) >= OFFERED)
    shown = site.screens.page(Wanted("days", {"story": target}), limit=_PARTS)
    reports = tuple(Choice(str(one.line.facts["id"]), one.line.text) for one in shown.items)
    if len(reports) > 1:
        yield Way("split", "These do not belong to it", "Reports to take out", "many", reports, shown.total > _PARTS)


def _origin(site: Site, target: str, like: str) -> Iterator[Way]:
    found = site.screens.page(Wanted("lineage"), limit=OFFERED)
    others = tuple(
        Choice(id, one.line.text)
        for one in found.items
        for id in one.targets
        if kind_of(id) == "origin" and id != target and like.casefold() in one.line.text.casefold()
    )
    yield Way("merge", "Another origin is the same", "The other origin", "list", others, found.after is not None)
    mine = site.store.target("origin", target)
    reports = mine.reports if isinstance(mine, Origin) else ()
    parts = tuple(Choice(one, site.names.said("report", one)) for one in reports[:_PARTS])
    if len(parts) > 1:
        yield Way("split", "These do not go back to it", "Reports to take out", "many", parts, len(reports) > _PARTS)


def _identity(site: Site, target: str, like: str) -> Iterator[Way]:
    yield Way("edit", "They are called otherwise", "The name", "words")
    counted = site.screens.values("quotes", "identity", "", 5_000 if like else OFFERED + 1)
    found = [one for one in site.names.choices("identity", counted) if one.value != target]
    if like:
        found = [one for one in found if like.casefold() in one.said.casefold()]
    yield Way("merge", "Another is the same", "Who is the same", "list", tuple(found[:OFFERED]), len(found) >= OFFERED)
    who = site.store.target("identity", target)
    members = who.members if isinstance(who, Identity) else ()
    parts = tuple(
        Choice(f"{one.report}/{one.actor}", f"{site.names.said('report', one.report)}: {one.actor.partition(':')[2]}")
        for one in members[:_PARTS]
    )
    if len(parts) > 1:
        yield Way("split", "These are someone else", "Where another is meant", "many", parts, len(members) > _PARTS)


_FURTHER: Mapping[JudgedKind, Callable[[Site, str, str], Iterator[Way]]] = {
    "finding": _finding,
    "attribution": _attribution,
    "position": _position,
    "issue": _issue,
    "story": _story,
    "origin": _origin,
    "identity": _identity,
}

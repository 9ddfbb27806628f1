"""What filters and their values are called in plain words: stories by their titles, reports by their headlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from onrecord.screens.of_stories import APART
from onrecord.screens.shelf import Screens, Shown
from onrecord.store.shown import Filling, Wanted
from onrecord.views.timeline_items import LANES

#: What a filter is called, where that is not just its name.
_CALLED = {
    "from": "From day",
    "to": "To day",
    "section": "What",
    "kind": "Kind",
    "state": "Where it stands",
    "status": "Told as",
    "size": "Origins of",
    "changed": "Changed only",
    "q": "Words",
    "item": "Item",
    "who": "Who",
    "verdict": "Decided",
}

#: Values of filters that are ids, in words.
_WORDS: dict[tuple[str, str], str] = {
    ("by", "happened"): "what happened",
    ("by", "reported"): "the first report",
    ("size", "several"): "several reports",
    ("size", "one"): "one report",
    **{("status", one): words for one, words in LANES.items()},
    ("verdict", "accept"): "accepted",
    ("verdict", "reject"): "rejected",
    ("verdict", "edit"): "edited",
    ("verdict", "merge"): "merged",
    ("verdict", "split"): "taken apart",
    ("verdict", "undo"): "taken back",
    ("kind", "direct"): "word for word",
    ("kind", "indirect"): "in the report's words",
    ("kind", "mixed"): "partly quoted",
    ("kind", "post"): "embedded post",
    ("language", "ar"): "Arabic",
    ("language", "de"): "German",
    ("language", "en"): "English",
    ("language", "es"): "Spanish",
    ("language", "fa"): "Persian",
    ("language", "fr"): "French",
    ("language", "he"): "Hebrew",
    ("language", "ru"): "Russian",
    ("language", "tr"): "Turkish",
    ("language", "uk"): "Ukrainian",
    ("language", "ur"): "Urdu",
    ("language", "zh"): "Chinese",
}

#: Names that are remembered at most; the oldest are forgotten first.
_MOST = 20_000


def called(name: str) -> str:
    """What a filter is called.

    >>> called("speaker"), called("from")
    ('Speaker', 'From day')
    """
    return _CALLED.get(name) or name.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen.

    Attributes:
        value: the value.
        said: what it is called.
        count: how many items have it; ``None`` if that is not known.
    """

    value: str
    said: str
    count: int | None = None


class Names:
    """What the values of filters are called in a record; looked up once for each filling of its screens.

    Args:
        screens: what the screens of the record show.
    """

    def __init__(self, screens: Screens) -> None:
        self._screens = screens
        self._filling: Filling | None = None
        self._known: dict[tuple[str, str], str] = {}

    def said(self, name: str, value: str) -> str:
        """What a value of a filter is called; the value itself if it goes by no other name.

        Args:
            name: name of the filter.
            value: the value.
        """
        known = _WORDS.get((name, value))
        look_up = _LOOKED_UP.get(name)
        if known is not None or look_up is None:
            return known or value
        fresh = self._fresh()
        if (name, value) not in fresh:
            fresh[name, value] = look_up(self._screens, value)
        return fresh[name, value]

    def choices(self, name: str, counted: Iterable[tuple[str, int]]) -> list[Choice]:
        """Values with how many items each has, as what can be chosen."""
        return [Choice(value, self.said(name, value), count) for value, count in counted]

    def looked_up(self, name: str, like: str, limit: int, offset: int = 0) -> list[Choice]:
        """Stories or reports that have some words in their title, outlet or id.

        Args:
            name: ``story`` or ``report``.
            like: the words; all if left out.
            limit: at most so many.
            offset: leave out so many.
        """
        screen = "stories" if name == "story" else "reports"
        found = self._screens.values(screen, "named", like, limit, offset)
        parted = (value.rpartition(APART) for value, _ in found)
        return [Choice(id, said) for said, _, id in parted]

    def _fresh(self) -> dict[tuple[str, str], str]:
        filling = self._screens.filling()
        if filling != self._filling or len(self._known) > _MOST:
            self._filling, self._known = filling, {}
        return self._known


def _only(screens: Screens, screen: str, key: str, value: str) -> Shown:
    return screens.page(Wanted(screen, {key: value}), limit=1)


def _story(screens: Screens, value: str) -> str:
    found = _only(screens, "stories", "story", value).items
    return str(found[0].line.facts.get("title") or value) if found else value


def _report(screens: Screens, value: str) -> str:
    found = _only(screens, "reports", "report", value).items
    return found[0].line.text if found else value


def _issue(screens: Screens, value: str) -> str:
    found = _only(screens, "history", "issue", value).items
    return found[0].section if found else value


def _identity(screens: Screens, value: str) -> str:
    found = _only(screens, "quotes", "identity", value).items
    return str(found[0].line.facts.get("speaker") or value) if found else value


_LOOKED_UP: Mapping[str, Callable[[Screens, str], str]] = {
    "story": _story,
    "report": _report,
    "issue": _issue,
    "identity": _identity,
}
#: Filters whose values are looked up by words.
BY_WORDS = ("story", "report")

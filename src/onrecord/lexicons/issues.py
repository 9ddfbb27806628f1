"""Issues of a peace process: what positions are about, from a readable list that a user can replace or extend.

The default list is ``issues.toml``, written and reviewed by hand for Onrecord. ``issues_file`` reads a user's own.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.lexicons.words import words

#: Left out of phrases and of what is matched with them: "pull its troops" is "pull troop".
SMALL = words("the a an its their his her our my your 's ’s")

#: How the id of an issue begins that no list has: the rest are its own words.
OTHER = "other:"
#: An issue of its own words has at most so many.
_OWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that is disputed.

    Attributes:
        id: its id, such as ``territory``.
        label: its name for a reader.
        words: lower-case lemma phrases that point to it.
        weak: phrases that point to it where nothing stronger stands.
        places: names that point to it where nothing else stands, such as a disputed valley for territory.
    """

    id: str
    label: str
    words: tuple[tuple[str, ...], ...]
    weak: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[str, ...], ...] = ()


class Issues:
    """A list of issues that finds which one a stretch of words is about.

    Args:
        issues: the issues; of two that share a phrase, the one named first has it.
    """

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues: Mapping[str, Issue] = {issue.id: issue for issue in issues}
        self._strong = _by_first((issue.id, issue.words) for issue in issues)
        self._weak = _by_first((issue.id, issue.weak) for issue in issues)
        self._places = _by_first((issue.id, issue.places) for issue in issues)

    def label(self, issue_id: str) -> str:
        """The name of an issue for a reader; an unknown issue is shown by its own words."""
        issue = self.issues.get(issue_id)
        return issue.label if issue else issue_id.removeprefix(OTHER)

    def match(self, lemmas: Sequence[str]) -> str | None:
        """The issue that words are about, ``None`` if no phrase of the list stands in them.

        The phrases of ``words`` come before the ``weak`` ones, and those before ``places``. Among the first the
        earliest in the text wins, then the longest; among the others that of the issue that the list names first.

        Args:
            lemmas: lower-case lemmas in text order.
        """
        return _earliest(lemmas, self._strong) or self._named_first(lemmas, self._weak, self._places)

    def _named_first(self, lemmas: Sequence[str], *tiers: _First) -> str | None:
        for phrases in tiers:
            found = {issue for start in range(len(lemmas)) if (issue := _at(lemmas, start, phrases))}
            if found:
                return next(issue for issue in self.issues if issue in found)
        return None

    def match_strong(self, lemmas: Sequence[str]) -> str | None:
        """As ``match``, by strong phrases alone: for words that stand further from what is at issue."""
        return _earliest(lemmas, self._strong)

    def match_about(self, about: Sequence[str]) -> str | None:
        """The issue of a position: by the words of its object, then by strong phrases in wider and wider words.

        Args:
            about: groups of lower-case lemmas, space between them, the object's first.
        """
        groups = [[word for word in group.split() if word not in SMALL] for group in about]
        if not groups:
            return None
        return self.match(groups[0]) or next((found for one in groups[1:] if (found := self.match_strong(one))), None)


def assigned(about: Sequence[str], known: str, own: Issues) -> str:
    """The issue of a position by a dossier's own list.

    What reading decided with the default list stays where the own list decides nothing else: reading has seen the
    whole sentence. An issue that the own list does not have is kept under the object's own words.

    >>> fish = Issues([Issue("fish", "Fish", (("fishing", "quota"),))])
    >>> assigned(("high fishing quota",), "other:quota", fish), assigned(("truce",), "ceasefire", fish)
    ('fish', 'other:truce')

    Args:
        about: the words that decide, as in ``Position.about``.
        known: the issue as read, by the default list.
        own: the dossier's list.
    """
    mine = own.match_about(about)
    if mine is not None and mine != issues().match_about(about):
        return mine
    if known in own.issues:
        return known
    if mine is not None:
        return mine
    words = about[0].split()[:_OWN_WORDS] if about else []
    return known if known.startswith(OTHER) or not words else OTHER + " ".join(words)


_First = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def _by_first(issues: Iterable[tuple[str, Sequence[tuple[str, ...]]]]) -> _First:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for issue, phrases in issues:
        for phrase in phrases:
            found.setdefault(phrase[0], []).append((phrase, issue))
    for near in found.values():
        near.sort(key=lambda one: -len(one[0]))
    return found


def _earliest(lemmas: Sequence[str], phrases: _First) -> str | None:
    return next((issue for start in range(len(lemmas)) if (issue := _at(lemmas, start, phrases))), None)


def _at(lemmas: Sequence[str], start: int, phrases: _First) -> str | None:
    for phrase, issue in phrases.get(lemmas[start], ()):
        if tuple(lemmas[start : start + len(phrase)]) == phrase:
            return issue
    return None


def issue_of(row: Mapping[str, Any]) -> Issue:
    """The issue of one entry of a list: ``id``, and if given ``label``, ``words``, ``weak``, ``places``."""
    label = row.get("label") or row["id"].replace("_", " ")
    return Issue(row["id"], label, *(phrases(row.get(tier, ())) for tier in ("words", "weak", "places")))


def phrases(rows: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Phrases as they are matched: words without case, hyphens and small words; each once."""
    found = (tuple(word for word in row.lower().replace("-", " ").split() if word not in SMALL) for row in rows)
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def read_issues(text: str) -> Issues:
    """The issues of a JSON text with entries as in the default list, unchecked."""
    return Issues([issue_of(row) for row in json.loads(text)["issues"]])


@lru_cache(maxsize=1)
def default_rows() -> Mapping[str, Any]:
    """The default list as its file has it."""
    return tomllib.loads((files("onrecord.lexicons") / "issues.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def issues() -> Issues:
    """The default list."""
    return Issues([issue_of(row) for row in default_rows()["issues"]])

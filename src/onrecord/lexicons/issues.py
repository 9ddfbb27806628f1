"""Issues of a peace process: what positions are about, from a readable list that a user can replace.

The default list is ``issues.json``, written and reviewed by hand for Onrecord.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from onrecord.lexicons.words import words

#: Left out of phrases and of what is matched with them: "pull its troops" is "pull troop".
SMALL = words("the a an its their his her our my your 's ’s")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that is disputed.

    Attributes:
        id: its id, such as ``territory``.
        label: its name for a reader.
        words: lower-case lemma phrases that point to it.
        weak: phrases that point to it where nothing stronger stands.
    """

    id: str
    label: str
    words: tuple[tuple[str, ...], ...]
    weak: tuple[tuple[str, ...], ...] = ()


class Issues:
    """A list of issues that finds which one a stretch of words is about."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues: Mapping[str, Issue] = {issue.id: issue for issue in issues}
        self._strong = _by_first(issues, weak=False)
        self._weak = _by_first(issues, weak=True)

    def label(self, issue_id: str) -> str:
        """The name of an issue for a reader; an unknown issue is shown by its own words."""
        issue = self.issues.get(issue_id)
        return issue.label if issue else issue_id.removeprefix("other:")

    def match(self, lemmas: Sequence[str]) -> str | None:
        """The issue that words are about, ``None`` if no phrase of the list stands in them.

        The phrases of ``words`` come before the ``weak`` ones. Among the first the earliest in the text wins, then the
        longest; among the weak ones that of the issue that the list names first.

        Args:
            lemmas: lower-case lemmas in text order.
        """
        return _earliest(lemmas, self._strong) or self._first_weak(lemmas)

    def _first_weak(self, lemmas: Sequence[str]) -> str | None:
        found = {issue for start in range(len(lemmas)) if (issue := _at(lemmas, start, self._weak))}
        return next((issue for issue in self.issues if issue in found), None)

    def match_strong(self, lemmas: Sequence[str]) -> str | None:
        """As ``match``, by strong phrases alone: for words that stand further from what is at issue."""
        return _earliest(lemmas, self._strong)


_First = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]


def _by_first(issues: Sequence[Issue], *, weak: bool) -> _First:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for issue in issues:
        for phrase in issue.weak if weak else issue.words:
            found.setdefault(phrase[0], []).append((phrase, issue.id))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


def _earliest(lemmas: Sequence[str], phrases: _First) -> str | None:
    return next((issue for start in range(len(lemmas)) if (issue := _at(lemmas, start, phrases))), None)


def _at(lemmas: Sequence[str], start: int, phrases: _First) -> str | None:
    for phrase, issue in phrases.get(lemmas[start], ()):
        if tuple(lemmas[start : start + len(phrase)]) == phrase:
            return issue
    return None


def read_issues(text: str) -> Issues:
    """The issues of a JSON text in the form of the default list."""
    rows = json.loads(text)["issues"]
    return Issues(
        [Issue(row["id"], row["label"], _phrases(row["words"]), _phrases(row.get("weak", ()))) for row in rows]
    )


def _phrases(rows: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word for word in row.lower().replace("-", " ").split() if word not in SMALL) for row in rows)


@lru_cache(maxsize=4)
def issues(path: Path | None = None) -> Issues:
    """The issues of a file, or the default list.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a list of issues.
    """
    source = path or files("onrecord.lexicons") / "issues.json"
    return read_issues(source.read_text("utf-8"))

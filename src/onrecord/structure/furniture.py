"""Page furniture that reads like paragraphs: teasers of other stories, quizzes, lists of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.structure.draft import Draft, ends_sentence, key

#: So many cut-off paragraphs in a row are teasers; a single one may be a quotation that trails off.
TEASERS = 3
#: So many lettered lines in a row are the answers of a quiz.
ANSWERS = 3
#: So many of the six lines before a list of bullets are of the page, and none is long, where the list is of it too.
AROUND = 3
_ABOVE = 6
_SHORT = 100
_LONGEST_TEASER = 300
#: A headline has so many words longer than so many letters, and of these so many begin with a capital.
_TITLE, _SMALL, _CAPITALS = 4, 3, 0.85
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_ANSWER = re.compile(r"\(?([A-Ea-e])[.)]\s+\S")
_BULLET = re.compile(r"[*•·▪►]\s")
_LINK_ALONE = re.compile(r"[*•·▪►]\s{1,4}!?\[[^\[\]\n]{0,200}\]\(")


def mark(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with furniture known that is found by its shape: each of these is only taken in a row, or between
    lines that are of the page already."""
    out = list(drafts)
    for find in (_teasers, _headlines, _quiz, _islands, _pictures):
        for index in find(out):
            out[index] = out[index].be("boilerplate")
    return out


def _is_open(draft: Draft) -> bool:
    return draft.kind is None and draft.hint is None


def _runs(drafts: Sequence[Draft], fits: Sequence[bool], least: int) -> Iterator[range]:
    """Ranges of drafts in a row that fit, not shorter than ``least``."""
    first = 0
    for index in range(len(drafts) + 1):
        if index < len(drafts) and fits[index]:
            continue
        if index - first >= least:
            yield range(first, index)
        first = index + 1


def _teasers(drafts: Sequence[Draft]) -> list[int]:
    """Paragraphs in a row that are all cut off with dots, as lists of other stories cut them."""
    fits = [_is_open(one) and len(one.words) <= _LONGEST_TEASER and bool(_CUT.search(one.words)) for one in drafts]
    return [index for run in _runs(drafts, fits, TEASERS) for index in run]


def _headlines(drafts: Sequence[Draft]) -> list[int]:
    """Bullets in a row that are all headlines of other stories: words in capitals, and no full stop at the end."""
    fits = [_is_open(one) and bool(_BULLET.match(one.words)) and _is_title(one.words[2:]) for one in drafts]
    return [index for run in _runs(drafts, fits, TEASERS) for index in run]


def _is_title(words: str) -> bool:
    """Whether a line is written as American outlets write headlines: nearly every longer word begins a capital."""
    long = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > _SMALL]
    capital = sum(word[0].isupper() for word in long)
    return len(long) >= _TITLE and capital >= _CAPITALS * len(long) and not words.rstrip().endswith((".", ";", ":"))


def _quiz(drafts: Sequence[Draft]) -> list[int]:
    """The lettered answers of a quiz from A on, the question before them, and an answer given again."""
    letters = [_letter(one) for one in drafts]
    found: list[int] = []
    for run in _runs(drafts, [bool(one) for one in letters], ANSWERS):
        if "".join(letters[index] for index in run) not in "ABCDE" or letters[run[0]] != "A":
            continue
        question = run[0] - 1
        asked = question >= 0 and _is_open(drafts[question]) and drafts[question].words.rstrip("*_ ").endswith("?")
        answers = {key(drafts[index].words) for index in run}
        again = (i for i, one in enumerate(drafts) if _is_open(one) and letters[i] and key(one.words) in answers)
        found += [*([question] if asked else ()), *again]
    return found


def _letter(draft: Draft) -> str:
    answer = _ANSWER.match(draft.words) if _is_open(draft) and not ends_sentence(draft.words) else None
    return answer.group(1).upper() if answer else ""


def _islands(drafts: Sequence[Draft]) -> list[int]:
    """A bullet between lines of a menu, and a paragraph between bullets that are nothing but links."""
    found = []
    for index in range(1, len(drafts) - 1):
        before, draft, after = drafts[index - 1], drafts[index], drafts[index + 1]
        if not _is_open(draft) or after.kind != "boilerplate":
            continue
        menu = before.kind == "boilerplate" and _BULLET.match(before.words) and _BULLET.match(after.words)
        linked = _LINK_ALONE.match(after.words) and any(
            one.kind == "boilerplate" and _LINK_ALONE.match(one.words) for one in drafts[max(0, index - 2) : index]
        )
        if linked or (menu and _BULLET.match(draft.words)):
            found.append(index)
    return found


def _pictures(drafts: Sequence[Draft]) -> list[int]:
    """Bullets in a row below lines of the page, as galleries of other stories list their pictures."""
    fits = [_is_open(one) and bool(_BULLET.match(one.words)) for one in drafts]
    found: list[int] = []
    for run in _runs(drafts, fits, TEASERS):
        above = drafts[max(0, run[0] - _ABOVE) : run[0]]
        known = [one.kind == "boilerplate" for one in above]
        if sum(known) >= AROUND and all(
            is_known or len(one.words) < _SHORT for is_known, one in zip(known, above, strict=True)
        ):
            found += run
    return found

"""A paragraph on its way to becoming a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model.report import BlockKind
from onrecord.model.spans import Span
from onrecord.text.mapped import is_invisible

_CLOSERS = "\"'”’»›)]}*_ "
_FINAL = ".!?…:;。؟"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INNER_STOP = re.compile(r"[a-z0-9)][.!?][\"”’)]{0,2}\s+[\"“‘(]?[A-Z]")
_INITIAL = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A stretch of canonical text that will be one block, as far as it is known.

    Attributes:
        start: first code point, not white.
        end: code point after the last, which is not white.
        words: the text between them.
        kind: what it is, ``None`` while it is not known.
        hint: what the markup of the source says it is.
        author: words that name the author of an embedded post.
        dated: ISO day of an embedded post.
        repeats: start of the draft whose words this one gives again.
    """

    start: int
    end: int
    words: str
    kind: BlockKind | None = None
    hint: BlockKind | None = None
    author: Span | None = None
    dated: str | None = None
    repeats: int | None = None

    def be(self, kind: BlockKind) -> Draft:
        """This draft with its kind known."""
        return replace(self, kind=kind)

    def cut(self, at: int, *, skip_white: bool = True) -> tuple[Draft, Draft]:
        """Two drafts, parted at an offset into the words; white space between them is left to neither."""
        head, tail = self.words[:at].rstrip(), self.words[at:]
        lead = len(tail) - len(tail.lstrip()) if skip_white else 0
        first = replace(self, end=self.start + len(head), words=head)
        second = replace(self, start=self.start + at + lead, words=tail[lead:])
        return first, second


def ends_sentence(words: str) -> bool:
    """Whether words end as a finished sentence, clause or introduction does: with a mark, closers left aside."""
    at = len(words)
    while at and (words[at - 1] in _CLOSERS or is_invisible(words[at - 1])):
        at -= 1
    return at > 0 and words[at - 1] in _FINAL


def count_words(words: str) -> int:
    """How many words there are."""
    return sum(1 for _ in _WORD.finditer(words))


def is_prose(words: str) -> bool:
    """Whether a paragraph is running text: a finished sentence of eight words, or several sentences."""
    if len(words) < 30:
        return False
    if ends_sentence(words) and words.rstrip(_CLOSERS)[-1] not in ":;":
        return count_words(words) >= 8
    return len(words) >= 200 or (len(words) >= 80 and _INNER_STOP.search(words) is not None)


def last_stop(words: str) -> int:
    """Offset after the last sentence end inside the words that something follows, 0 if there is none."""
    at = 0
    for match in re.finditer(r"[.!?…][\"”’»)]{0,2}(?=\s)", words):
        if not _INITIAL.search(words[max(0, match.start() - 6) : match.start() + 1]):
            at = match.end()
    return at


def key(words: str) -> str:
    """Words as they are compared to tell a repetition: lower case, nothing but letters and digits."""
    return " ".join(match.group().replace("’", "'") for match in _WORD.finditer(words.casefold()))


def first_prose(drafts: Sequence[Draft], nth: int = 1) -> int:
    """Index of the n-th draft of unknown kind that is running text; the number of drafts where there is none."""
    for index, draft in enumerate(drafts):
        if draft.kind is None and is_prose(draft.words):
            nth -= 1
            if nth == 0:
                return index
    return len(drafts)


def last_prose(drafts: Sequence[Draft]) -> int:
    """Index of the last draft of unknown kind that is running text, -1 where there is none."""
    return next((i for i in range(len(drafts) - 1, -1, -1) if drafts[i].kind is None and is_prose(drafts[i].words)), -1)

"""Credit lines: the words that say whose report it is, and which agency gave it or part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicons.credit_lines import LONGEST, REPORTING, line, opening, signed
from onrecord.structure.draft import Draft, ends_sentence, is_prose, last_stop

_TAIL = re.compile(
    r"(?:\((?P<round>[^()\n]{2,60})\)|\[(?P<square>[^\[\]\n]{2,60})\]|[—–-]{1,2}\s?(?P<dash>[^—–()\n]{2,40})"
    r"|(?P<bare>[A-Z][\w/, -]{1,30}))$"
)
#: Kinds that may turn out to be a credit line: a page's notice of rights can name an agency.
_OPEN = frozenset({None, "boilerplate", "credit"})


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that a report credits for its text.

    Attributes:
        agency: its usual name.
        start: first code point of the words that credit it.
        end: code point after the last.
        whole: the agency gave the text; otherwise it gave a part of it ("contributed to this report").
    """

    agency: str
    start: int
    end: int
    whole: bool = True


def mark(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Credit]]:
    """The drafts with credit lines known, and the agencies that they credit, in text order.

    An agency's name alone counts only after the last running text: between paragraphs it is a picture's.
    """
    out: list[Draft] = []
    credits: list[Credit] = []
    last = _last_text(drafts)
    for index, draft in enumerate(drafts):
        for part in _split_tail(draft, final=index >= last) if draft.kind is None else (draft,):
            found = _line(part, foot=index >= last or part.hint == "credit") if part.kind in _OPEN else None
            out.append(part if found is None else part.be("credit"))
            credits += found or []
    return out, credits


def _last_text(drafts: Sequence[Draft]) -> int:
    """Index of the last running text that is not itself a credit line, -1 if there is none."""
    backwards = range(len(drafts) - 1, -1, -1)
    return next((i for i in backwards if _is_text(drafts[i]) and _line(drafts[i], foot=True) is None), -1)


def _is_text(draft: Draft) -> bool:
    return draft.kind is None and is_prose(draft.words)


def _split_tail(draft: Draft, *, final: bool) -> tuple[Draft, ...]:
    """The last paragraph, and the credit glued on after its last sentence ("… he said. (AFP)") if there is one."""
    at = last_stop(draft.words) if final else 0
    rest = draft.words[at:].strip()
    match = _TAIL.fullmatch(rest) if at and len(rest) <= 64 else None
    if match and signed(next(filter(None, match.groups()))) is not None:
        return draft.cut(at)
    at = draft.words.rfind("(") if final and draft.words.endswith(")") else 0
    if (
        at > 0
        and ends_sentence(draft.words[:at])
        and len(draft.words) - at <= LONGEST
        and REPORTING.match(draft.words, at)
    ):
        return draft.cut(at)
    return (draft,)


def _line(draft: Draft, *, foot: bool) -> list[Credit] | None:
    """The agencies that a whole paragraph credits; ``None`` if it is no credit line, an empty list if it names none."""
    found = line(draft.words, foot=foot, prose=is_prose(draft.words))
    if found is None:
        return None
    return [Credit(name, draft.start + start, draft.start + end, whole) for name, start, end, whole in found]


def first(draft: Draft) -> list[Credit]:
    """The agency set off at the head of a first paragraph that has no dateline of the usual form."""
    found = opening(draft.words)
    return [Credit(found.name, draft.start + found.start, draft.start + found.end)] if found else []


def agencies_only(words: str) -> bool:
    """Whether words are nothing but agencies' names and marks, or say "agencies"."""
    return signed(words) is not None


def main(credits: Sequence[Credit]) -> Credit | None:
    """The credit that says whose text it is: the first of an agency that gave the whole, else the first of a part."""
    return next((one for one in credits if one.whole), next(iter(credits), None))

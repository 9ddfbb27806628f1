"""Source lines: where the text says it was first published ("Original url: <…>")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.structure.draft import Draft

_LABEL = re.compile(
    r"\A(?:(?:read (?:the )?)?original(?:ly)?(?: published)?(?: (?:url|link|article|source|post|story|report))?"
    r"(?: (?:at|on|here))?"
    r"|source(?: url| link)?|article url|url|link|permalink|canonical|via)\s*+[:：]?\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:<|\[[^\[\]\n]{0,80}\]\()?(?P<url>https?://[^\s<>()\[\]]{4,2000})[>)]{0,2}\.?")


def mark(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with every source line known: a label with its address, on one line or on two, as one draft.

    An address on a line of its own counts where it opens or closes the text; elsewhere it is left alone.
    """
    out: list[Draft] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        label = _LABEL.match(draft.words) if draft.kind is None else None
        if label and label.end() == len(draft.words) and following and _ADDRESS.fullmatch(following.words):
            words = text[draft.start : following.end]
            out.append(replace(draft, end=following.end, words=words, kind="source_line"))
            index += 2
            continue
        alone = index in (0, len(drafts) - 1) and _ADDRESS.fullmatch(draft.words)
        labelled = label and label.end() and _ADDRESS.fullmatch(draft.words, label.end())
        out.append(draft.be("source_line") if draft.kind is None and (alone or labelled) else draft)
        index += 1
    return out


def address(drafts: Sequence[Draft]) -> str | None:
    """The address that the source line gives, the last one if there are several; ``None`` if none does."""
    found = [match["url"] for one in drafts if one.kind == "source_line" and (match := _ADDRESS.search(one.words))]
    return found[-1] if found else None

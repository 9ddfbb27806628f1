"""Through whom a report has something: from the outlet down to the ultimate source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model.reading import Attribution, Entry
from onrecord.views.words import flat, with_article

if TYPE_CHECKING:
    from onrecord.views.index import Index

#: What the outlet's own link is called where the outlet is not named.
THIS_REPORT = "this report"


@dataclass(frozen=True, slots=True)
class Link:
    """One who told it on.

    Attributes:
        who: the name as it stands inside a sentence.
        how: the words of the cue, with the one who was told where these stand behind it; ``posted`` for the author of
            an embedded post, empty for the outlet.
        attribution: id of the attribution; ``None`` for the outlet and for the author of a post.
        actor: id of the actor; ``None`` where nobody is named or resolved.
    """

    who: str
    how: str = ""
    attribution: str | None = None
    actor: str | None = None


def path(index: Index, entry: Entry, attribution: str | None) -> tuple[Link, ...]:
    """The links that something came through: the outlet first, the ultimate source last.

    An embedded post is a link of its own: what it says is told by its author, not by the outlet.

    Args:
        index: names actors.
        entry: the report.
        attribution: id of the innermost attribution; ``None`` for what the report tells in its own voice.
    """
    links: list[Link] = []
    outermost: Attribution | None = None
    seen: set[str] = set()
    while attribution and attribution not in seen:
        seen.add(attribution)
        one = entry.reading.attribution(attribution)
        if one is None:
            break
        links.append(Link(with_article(index.speaker(one)), cue(one), one.id, one.actor))
        outermost, attribution = one, one.within
    author = _author(entry, outermost) if outermost is not None else None
    if author is not None and author != links[-1].actor:
        links.append(Link(with_article(index.name(author)), "posted", None, author))
    return (Link(THIS_REPORT), *reversed(links))


def told(links: tuple[Link, ...]) -> str:
    """A chain as words, the ultimate source first.

    >>> told((Link("this report"), Link("Ada Koss", "said"), Link("the United States", "proposed")))
    'the United States, as told by Ada Koss, as told by this report'
    """
    return ", as told by ".join(link.who for link in reversed(links))


def cue(one: Attribution) -> str:
    """The cue with the words for who was told, if they stand beside it: ``told reporters``."""
    if one.cue is None:
        return one.cue_class
    words = flat(one.cue.text)
    whom = one.addressee if one.addressee and 0 <= one.addressee.start - one.cue.end <= 1 else None
    return f"{words} {flat(whom.text)}" if whom else words


def _author(entry: Entry, one: Attribution) -> str | None:
    """The actor id of the author of the post that an attribution stands in."""
    at = (one.cue or one.content[0]).start
    for number, block in enumerate(entry.report.blocks):
        if block.kind == "embedded_post" and block.start <= at < block.end:
            return entry.reading.voices[number] if number < len(entry.reading.voices) else None
    return None

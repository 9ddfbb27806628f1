"""What is known of a feed and its items: the state of a subscription, on which no evidence rests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.model.report import Given

#: ``taken``: its page is on record; ``from the feed``: the text that the feed holds is; ``waiting``: it could not be
#: read yet and is tried again; ``failed``: it could not be read and is not tried again unless the feed changes it.
ItemStatus = Literal["taken", "from the feed", "waiting", "failed"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed, and how polling it went.

    Attributes:
        number: its number in the record.
        url: its address.
        title: its title.
        outlet: the outlet whose feed it is, if the user said so.
        added: when it was added, in UTC, as all times here.
        etag: what the server wants to be asked with.
        last_modified: what the server wants to be asked with.
        polled: when it was last asked for.
        not_before: when it may be asked for again.
        failures: how often in a row it could not be had.
        problem: what went wrong last; ``None`` if nothing did.
        stopped: whether it is not asked for any more.
    """

    number: int
    url: str
    title: str | None = None
    outlet: str | None = None
    added: str = ""
    etag: str | None = None
    last_modified: str | None = None
    polled: str | None = None
    not_before: str | None = None
    failures: int = 0
    problem: str | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class ItemState:
    """What became of one item of a feed.

    Attributes:
        feed: number of the feed.
        item: hash of what tells it from the others.
        link: address of its page.
        given: what the feed says of it.
        updated: when the feed says that it changed last.
        state: what became of it.
        tries: how often it was tried in vain.
        report: id of its report.
        problem: why it could not be read.
        at: when this was written.
    """

    feed: int
    item: str
    link: str | None
    given: Given = field(default_factory=Given)
    updated: str | None = None
    state: ItemStatus = "waiting"
    tries: int = 0
    report: str | None = None
    problem: str | None = None
    at: str = ""

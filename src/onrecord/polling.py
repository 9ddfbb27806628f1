"""Polling feeds: every new item's page is fetched and added as a report, whatever single feeds and pages do.

What became of each item is written as soon as it is known, and what a server wants to be asked with only when all items
of its feed are dealt with; so a poll that is cut off at any point loses nothing and fetches nothing twice.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from onrecord.errors import (
    BadStatus,
    Conflict,
    FetchError,
    FetchRefused,
    OnrecordError,
    ReadingFailed,
    RecordError,
    SourceError,
    UnreadableSource,
    WrongType,
)
from onrecord.guarded.taking import call
from onrecord.model.address import parts_of
from onrecord.model.feed import FeedState, ItemState
from onrecord.model.report import Document
from onrecord.results import AddResult, AddSummary

if TYPE_CHECKING:
    from onrecord.intake.feed import Feed, Item
    from onrecord.intake.fetch import Fetched, Fetcher
    from onrecord.store.protocol import Store

#: An item that cannot be read is tried at this many polls.
MOST_TRIES = 3
#: The wait after a feed failed once, doubled each time, and the longest wait.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=24)
#: Statuses after which a page is not asked for again.
_FINAL = frozenset({401, 402, 403, 404, 410, 451})

PollStatus = Literal["polled", "unchanged", "failed", "stopped", "not yet"]
Added = Callable[[Iterable[Document | SourceError], Callable[[AddResult], None]], AddSummary]


@dataclass(frozen=True, slots=True)
class ItemPolled:
    """What became of one item: its state, and what adding it did to the record."""

    item: ItemState
    result: AddResult | None = None


@dataclass(slots=True)
class FeedPolled:
    """What polling one feed gave.

    Attributes:
        feed: the feed as it is now.
        status: how it went.
        items: the items that were new, changed or tried again.
        error: why it failed.
    """

    feed: FeedState
    status: PollStatus = "polled"
    items: list[ItemPolled] = field(default_factory=list)
    error: OnrecordError | None = None


def written(at: datetime) -> str:
    """A time as it is kept: in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


@dataclass
class _Round:
    """One feed in a poll: what is still to be dealt with, and what to keep when all is."""

    polled: FeedPolled
    after: FeedState
    open: int = 0
    fetched: bool = False


@dataclass(frozen=True)
class _Due:
    """An item whose page is asked for; ``item`` is the feed's own, if it is in the feed now."""

    state: ItemState
    item: Item | None


class Poll:
    """One run over feeds.

    Args:
        store: where the record lies.
        fetcher: fetches feeds and pages.
        now: the time, in UTC.
        progress: called with each item as it is dealt with, and with each feed when it is done.
        recheck: also fetch again what is on record since at most so long.
    """

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        now: Callable[[], datetime],
        progress: Callable[[FeedPolled, ItemPolled | None], None] | None,
        recheck: timedelta | None = None,
    ) -> None:
        self._recheck = recheck
        self._store, self._fetcher, self._now = store, fetcher, now
        self._progress = progress or (lambda feed, item: None)
        self._waiting: deque[tuple[_Round, ItemState]] = deque()
        self._resting: set[str] = set()
        self._done: list[FeedPolled] = []

    def run(self, feeds: Sequence[FeedState], add: Added, *, again: bool) -> tuple[FeedPolled, ...]:
        """Poll each feed; a failure of one never stops the others.

        Args:
            feeds: the feeds.
            add: adds documents to the record.
            again: ask also for those that are to be left alone for a while, or were stopped.
        """
        add(self._documents(feeds, again), self._added)
        return tuple(self._done)

    def _documents(self, feeds: Sequence[FeedState], again: bool) -> Iterator[Document]:
        for feed in feeds:
            status = None if again else self._left_alone(feed)
            if status is not None:
                self._finish(_Round(FeedPolled(feed, status), feed))
                continue
            yield from self._feed(feed)

    def _left_alone(self, feed: FeedState) -> PollStatus | None:
        if feed.stopped:
            return "stopped"
        return "not yet" if feed.not_before and feed.not_before > written(self._now()) else None

    def _feed(self, feed: FeedState) -> Iterator[Document]:
        at = written(self._now())
        try:
            with _foreseen(feed.url):
                found = self._fetcher.feed(feed.url, etag=feed.etag, last_modified=feed.last_modified)
                read = None
                if not found.unchanged:
                    read = call("feed", feed.url, found.raw, feed.url, charset=found.charset, base=found.url)
                after, dues = self._after(feed, found, read, at), list(self._due(feed, read))
        except SourceError as error:
            self._failed(feed, error, at)
            return
        one = _Round(FeedPolled(feed, "unchanged" if read is None else "polled"), after)
        for due in dues:
            document = self._document(one, due)
            if document is not None:
                one.open += 1
                self._waiting.append((one, due.state))
                yield document
        one.fetched = True
        self._close(one)

    def _after(self, feed: FeedState, found: Fetched, read: Feed | None, at: str) -> FeedState:
        """The feed as it is to be kept once all its items are dealt with."""
        moved = found.moved or feed.url
        taken = {other.url for other in self._store.feeds.feeds() if other.number != feed.number}
        after = replace(
            feed,
            url=feed.url if moved in taken else moved,
            polled=at,
            not_before=None,
            failures=0,
            problem=f"{read.problem}" if read and read.problem else None,
            stopped=moved in taken,
            etag=found.etag or (feed.etag if found.unchanged else None),
            last_modified=found.last_modified or (feed.last_modified if found.unchanged else None),
        )
        if moved in taken:
            after = replace(after, problem=f"it moved to {moved}, which is polled already")
        return replace(after, title=feed.title or read.title) if read else after

    def _failed(self, feed: FeedState, error: SourceError, at: str) -> None:
        """Keep that a feed could not be had, and when to ask again."""
        gone = isinstance(error, BadStatus) and error.code == 410
        failures = feed.failures + 1
        wait = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
        asked = error.again_in if isinstance(error, BadStatus) else None
        wait = max(wait, min(timedelta(seconds=asked or 0), 7 * LONGEST_WAIT))
        after = replace(
            feed,
            polled=at,
            failures=failures,
            problem=error.what,
            stopped=gone,
            not_before=None if gone or isinstance(error, FetchRefused) else written(self._now() + wait),
        )
        self._finish(_Round(FeedPolled(feed, "failed", error=error), after))

    # -- items --------------------------------------------------------------------------------------------------

    def _due(self, feed: FeedState, read: Feed | None) -> Iterator[_Due]:
        """The items that are new, that the feed says were changed, or that wait to be tried again."""
        known = self._store.feeds.items(feed.number)
        since = written(self._now() - self._recheck) if self._recheck else None
        for item in reversed(read.items) if read else ():  # feeds have the newest first; revisions come in their order
            name = hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()
            old = known.pop(name, None)
            changed = item.updated or item.published
            state = ItemState(feed.number, name, item.link, item.given(feed.outlet), changed, at=old.at if old else "")
            if old is None or old.state == "waiting":
                yield _Due(replace(state, tries=old.tries if old else 0), item)
            elif (changed or "") > (old.updated or "") or item.title != old.given.title or _within(old, since):
                yield _Due(replace(state, report=old.report), item)
        for old in known.values():
            if old.state == "waiting" or _within(old, since):
                named = replace(old.given, outlet=feed.outlet or old.given.outlet)
                yield _Due(replace(old, given=named), None)

    def _document(self, one: _Round, due: _Due) -> Document | None:
        """The document of an item; one on which Onrecord itself fails is failed, and the poll goes on."""
        state = due.state
        try:
            with _foreseen(state.link or state.given.title or "item"):
                return self._page(one, due)
        except ReadingFailed as error:
            self._keep(one, replace(state, state="failed", tries=state.tries + 1, problem=error.what), error)
            return None

    def _page(self, one: _Round, due: _Due) -> Document | None:
        """The document of an item: its page, else the text that the feed holds; ``None`` where there is neither."""
        state, link = due.state, due.state.link
        taken = self._store.feeds.taken(link) if due.state.report is None else None
        if taken is not None and (state.updated or "") <= (taken.updated or state.updated or ""):
            self._keep(one, replace(state, state="taken", report=taken.report))
            return None
        if link is None:
            return self._from_feed(
                one, due, UnreadableSource("the item names no page", where=state.given.title or "item")
            )
        host = parts_of(link).netloc.lower()
        if host in self._resting:
            self._keep(one, replace(state, problem="the server asked to be left alone for a while"))
            return None
        try:
            with _foreseen(link):
                return self._read(self._fetcher.page(link), link, due)
        except SourceError as error:
            if isinstance(error, BadStatus) and error.code in (429, 503):
                self._resting.add(host)
            return self._from_feed(one, due, error)

    def _read(self, found: Fetched, link: str, due: _Due) -> Document:
        """The report of a page; what the feed says of it fills what the page does not say."""
        from onrecord.intake.metadata import merged

        document: Document = call("page", link, found, link)
        given = merged(document.given, replace(due.state.given, url=None))
        return replace(document, given=given, modified=document.modified or (due.item.updated if due.item else None))

    def _from_feed(self, one: _Round, due: _Due, error: SourceError) -> Document | None:
        """The document of an item by the text that the feed holds, where its page cannot be read."""
        state = due.state
        if due.item is None or not due.item.full:
            tries = state.tries + 1
            over = not isinstance(error, FetchError) or _is_final(error) or tries >= MOST_TRIES
            self._keep(
                one, replace(state, state="failed" if over else "waiting", tries=tries, problem=error.what), error
            )
            return None
        why = f"the text is the one that the feed holds; the page of the report could not be read ({error.what})"
        name = state.link or state.given.title or "item"
        try:
            found: Document = call("item", name, due.item, name, state.given.outlet, why=why)
        except SourceError as other:
            self._keep(one, replace(state, state="failed", tries=state.tries + 1, problem=other.what), other)
            return None
        return replace(found, seen=written(self._now()))

    def _added(self, result: AddResult) -> None:
        """Keep what became of the item whose document was just added."""
        one, state = self._waiting.popleft()
        one.open -= 1
        if isinstance(result.error, RecordError) and not isinstance(result.error, Conflict):
            # Nothing is wrong with the item: it waits, untried, and the feed, which may hold its text, is read again.
            one.after = replace(one.after, etag=None, last_modified=None)
            self._keep(one, replace(state, state="waiting", problem=result.error.what), result.error, result)
        elif result.error is not None:
            self._keep(one, replace(state, state="failed", problem=result.error.what), result.error, result)
        else:
            from_feed = self._is_from_feed(result)
            kept = replace(state, state="from the feed" if from_feed else "taken", report=result.report)
            self._keep(one, kept, result=result)
        self._close(one)

    def _is_from_feed(self, result: AddResult) -> bool:
        from onrecord.intake.formats import Format

        return bool(result.report) and self._store.document(str(result.report)).media_type == Format.ITEM.value

    def _keep(
        self, one: _Round, state: ItemState, error: OnrecordError | None = None, result: AddResult | None = None
    ) -> None:
        state = replace(
            state,
            at=state.at or written(self._now()),
            problem=state.problem if error or state.state == "waiting" else None,
        )
        self._store.feeds.keep_item(state)
        if error is not None and result is None:
            result = AddResult(state.link or "item", None, "failed", error)
        polled = ItemPolled(state, result)
        one.polled.items.append(polled)
        self._progress(one.polled, polled)

    def _close(self, one: _Round) -> None:
        if one.fetched and not one.open:
            self._finish(one)

    def _finish(self, one: _Round) -> None:
        """Keep a feed as it is now, all its items dealt with."""
        if one.after != one.polled.feed:
            self._store.feeds.keep(one.after)
            one.polled.feed = one.after
        self._done.append(one.polled)
        self._progress(one.polled, None)


@contextmanager
def _foreseen(where: str) -> Iterator[None]:
    """Turn what nobody foresaw inside the block into an error that names where: one item or feed must not end a poll.

    Raises:
        ReadingFailed: Onrecord itself failed; the cause is chained.
    """
    try:
        yield
    except OnrecordError:
        raise
    except Exception as error:
        what = f"Onrecord failed on it ({type(error).__name__}: {error})"
        hint = "Nothing of it was kept. Please report this with the address; a saved page can be given as a file"
        raise ReadingFailed(what, where=where, hint=hint) from error


def _within(old: ItemState, since: str | None) -> bool:
    """Whether a page that is on record is so new that it is to be fetched again."""
    return since is not None and old.state == "taken" and old.at >= since


def _is_final(error: SourceError) -> bool:
    """Whether asking again would give the same."""
    return isinstance(error, FetchRefused | WrongType) or (isinstance(error, BadStatus) and error.code in _FINAL)

"""The feeds of a record: which there are, and polling them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import NotFound, OnrecordError, SourceError, UnreadableSource
from onrecord.model.feed import FeedState
from onrecord.polling import Added, FeedPolled, ItemPolled, Poll, written

if TYPE_CHECKING:
    from onrecord.intake.fetch import Fetcher
    from onrecord.store.protocol import Store


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """What became of one address given to ``add``.

    Attributes:
        url: the address.
        feed: the feed, if it was added or is of another outlet now.
        error: why it is none.
        renamed: whether it was there already, and the outlet is all that changed.
        before: the outlet that it was of before that.
    """

    url: str
    feed: FeedState | None = None
    error: OnrecordError | None = None
    renamed: bool = False
    before: str | None = None

    @property
    def status(self) -> str:
        """In a word or two."""
        if self.error:
            return "failed"
        return "known already" if self.feed is None else "outlet changed" if self.renamed else "added"


class Feeds:
    """The feeds of a record; get it as ``record.feeds``.

    Args:
        store: where the record lies.
        add: adds documents to the record.
        fetcher: fetches; that of the run if left out.
        now: the time, in UTC.
    """

    def __init__(
        self,
        store: Store,
        add: Added,
        fetcher: Fetcher | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._add, self._fetcher, self._now = store, add, fetcher, now

    def add(self, *sources: str, outlet: str | None = None) -> tuple[FeedAdded, ...]:
        """Add feeds; nothing is fetched.

        A feed that is there already stays as it is, but for its outlet where another one is given now: what is polled
        from then on is of that one, and reports on record keep theirs.

        Args:
            sources: addresses of feeds, and files with lists of them (OPML).
            outlet: the outlet whose feeds they are, for pages that do not say.
        """
        found = []
        for source in sources:
            try:
                found += [self._add_one(url, title, outlet) for url, title in _addresses(source)]
            except SourceError as error:
                found.append(FeedAdded(source, error=error))
        return tuple(found)

    def _add_one(self, url: str, title: str | None, outlet: str | None) -> FeedAdded:
        from onrecord.intake.guard import target

        try:
            url = target(url).url
        except SourceError as error:
            return FeedAdded(url, error=error)
        added = self._store.feeds.add(url, title, outlet, written(self._now()))
        changed = self._store.feeds.name_outlet(url, outlet) if added is None and outlet else None
        if changed is None:
            return FeedAdded(url, added)
        return FeedAdded(url, changed[0], renamed=True, before=changed[1])

    def list(self) -> tuple[FeedState, ...]:
        """The feeds, in the order in which they were added."""
        return self._store.feeds.feeds()

    def counts(self, feed: FeedState) -> dict[str, int]:
        """How many items of a feed are in each state."""
        return dict(self._store.feeds.counts().get(feed.number, {}))

    def remove(self, *which: str) -> tuple[FeedState, ...]:
        """Poll these feeds no more; the reports that came from them stay.

        Args:
            which: addresses of feeds, or their numbers.

        Raises:
            NotFound: there is no such feed; then none is removed.
        """
        feeds = tuple(dict.fromkeys(map(self._named, which)))
        for feed in feeds:
            self._store.feeds.remove(feed.number)
        return feeds

    def _named(self, which: str) -> FeedState:
        feeds = self.list()
        found = next((feed for feed in feeds if which in (feed.url, str(feed.number))), None)
        if found is None:
            error = NotFound.among("feed", which, [feed.url for feed in feeds], where=self._store.path)
            raise error if "Nearest" in error.hint else NotFound(error.what, where=error.where, hint=_LIST)
        return found

    def poll(
        self,
        *which: str,
        again: bool = False,
        recheck: timedelta | None = None,
        progress: Callable[[FeedPolled, ItemPolled | None], None] | None = None,
    ) -> tuple[FeedPolled, ...]:
        """Ask for the feeds that are due, and add the pages of their new and changed items.

        Args:
            which: addresses or numbers of feeds; all if left out.
            again: ask also for those that are to be left alone for a while after a failure, or were stopped.
            recheck: fetch also the pages again that came on record within this time, to see whether they changed.
            progress: called with each item as it is dealt with, and with each feed when it is done.
        """
        from onrecord.intake.web import fetcher

        feeds = tuple(map(self._named, which)) or self.list()
        return Poll(self._store, self._fetcher or fetcher(), self._now, progress, recheck).run(
            feeds, self._add, again=again
        )


_LIST = "List them with 'onrecord feeds list'"


def _addresses(source: str) -> Iterator[tuple[str, str | None]]:
    """The addresses that a source names, with the titles that a list gives them.

    Raises:
        SourceError: it is a file that cannot be read or is no list of feeds.
    """
    from onrecord.intake import opml

    path = Path(source)
    if "://" in source or not path.exists():
        if "://" not in source and not _looks_like_host(source):
            raise UnreadableSource(
                "is neither an address nor a file", where=source, hint="Give https://… or a file .opml"
            )
        plain = re.sub(r"^feed:(?://)?(?=https?:)", "", source)
        yield re.sub(r"^feed://", "https://", plain if "://" in plain else f"https://{plain}"), None
        return
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(f"cannot be opened ({error.strerror})", where=source, hint="Check the path") from error
    outlines, problem = opml.read(raw, source)
    yield from ((one.url, one.title) for one in outlines)
    if problem:
        raise UnreadableSource(problem, where=source, hint="See with 'onrecord feeds list' whether any is missing")


def _looks_like_host(source: str) -> bool:
    head = source.partition("/")[0]
    return "." in head and " " not in source and not source.lower().endswith((".opml", ".xml"))

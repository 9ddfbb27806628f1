"""``feeds``: add, list, poll and remove the feeds that a record is kept up from."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.messages import complain, say
from onrecord.cli.options import (
    Output,
    allow_host_option,
    model_option,
    opened,
    output_options,
    reader_option,
    record_option,
    record_words,
)
from onrecord.cli.output import emit, save
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from onrecord.feeds import FeedAdded, Feeds
    from onrecord.model.feed import FeedState
    from onrecord.polling import FeedPolled, ItemPolled
    from onrecord.views.page import Line, Page

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@click.group("feeds")
def feeds_command() -> None:
    """Keep the record up from feeds.

    RSS, Atom and JSON Feed. 'poll' fetches the page that each new item links and adds it as a report; a page that its
    outlet changed becomes a new revision. Nothing is sent but requests for the feeds and pages themselves.
    """


@feeds_command.command("add")
@click.argument("feeds", metavar="URL|FILE...", nargs=-1, required=True)
@click.option("--outlet", metavar="NAME", help="The outlet whose feeds they are, for pages that do not say.")
@click.option("--poll", "now", is_flag=True, help="Poll them at once.")
@allow_host_option
@record_option
@model_option
@reader_option
@output_options
@click.pass_context
def add_command(
    ctx: click.Context,
    feeds: tuple[str, ...],
    outlet: str | None,
    now: bool,
    path: str,
    model: str | None,
    reader: str | None,
    output: Output,
) -> None:
    """Add feeds by their addresses, or a list of them (OPML).

    Nothing is fetched before they are polled. The record is begun if there is none. A feed that is there already stays
    as it is; with another --outlet, what is polled from then on is of that one.
    """
    from onrecord import record

    with record.open(path, model=model, reader=reader) as found:
        added = found.feeds.add(*feeds, outlet=outlet)
        for one in added:
            if one.error is not None:
                complain(one.error.message)
        if now:
            new = [one.feed.url for one in added if one.feed]
            polled = found.feeds.poll(*new, progress=_say_failed) if new else ()
            emit(_polled(polled, path), output)
        else:
            emit(_added(added, path), output)
            if any(one.feed for one in added):
                say(f"Next: onrecord feeds poll{record_words(path)}")
    ctx.exit(1 if any(one.error for one in added) else 0)


@feeds_command.command("list")
@click.option("--opml", metavar="FILE", help="Write the list for other readers of feeds; - is standard output.")
@record_option
@output_options
def list_command(opml: str | None, path: str, output: Output) -> None:
    """List the feeds and how polling them went.

    A line a feed: how many of its items are on record, wait to be tried again or failed, and what went wrong last.
    """
    with opened(path) as found:
        feeds = found.feeds
        if opml is not None:
            from onrecord.intake.opml import Outline, written

            save([written(Outline(one.url, one.title) for one in feeds.list())], opml)
            return
        emit(_listed(feeds, path), output)


@feeds_command.command("remove")
@click.argument("feeds", metavar="URL|NUMBER...", nargs=-1, required=True)
@record_option
@output_options
def remove_command(feeds: tuple[str, ...], path: str, output: Output) -> None:
    """Poll these feeds no more; the reports that came from them stay.

    A feed goes by its address, or by its number in 'onrecord feeds list'.
    """
    from onrecord.views.page import Page, Section, line

    with opened(path) as found:
        gone = found.feeds.remove(*feeds)
    lines = tuple(line(f"removed: {one.url}", facts={"feed": one.url, "status": "removed"}) for one in gone)
    emit(Page(f"Feeds of {path}", (), (Section("Feeds", lines),)), output)


def _seconds(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """A time such as ``15m`` in seconds."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,6})([smhd]?)", value.strip().lower())
    seconds = int(match[1]) * _UNITS[match[2] or "m"] if match else 0
    if seconds < 60:
        raise click.BadParameter(f"{value!r} is no time of a minute or more. Write 15m, 2h or 1d.", ctx, param)
    return seconds


@feeds_command.command("poll")
@click.argument("feeds", metavar="[URL|NUMBER]...", nargs=-1)
@click.option(
    "--every", callback=_seconds, metavar="TIME", help="Go on for ever, and poll every so often: 15m, 2h, 1d."
)
@click.option(
    "--recheck",
    callback=_seconds,
    metavar="TIME",
    help="Fetch also the pages again that came on record within this time, to see whether they changed: 6h, 2d.",
)
@click.option("--again", is_flag=True, help="Also those that failed and are to be left alone for a while, or stopped.")
@allow_host_option
@record_option
@model_option
@reader_option
@output_options
@click.pass_context
def poll_command(
    ctx: click.Context,
    feeds: tuple[str, ...],
    every: int | None,
    recheck: int | None,
    again: bool,
    path: str,
    model: str | None,
    reader: str | None,
    output: Output,
) -> None:
    """Fetch what is new in the feeds and add it.

    All feeds are polled, or those named. The page of each new or changed item is fetched and added. Where it cannot be
    read and the feed holds the whole text, that is added and marked so. What fails is named, and the rest goes on: an
    item is tried at three polls, and a feed that fails is left alone for a quarter of an hour, then twice as long each
    time, up to a day.
    """
    from datetime import timedelta

    from onrecord import record

    span = timedelta(seconds=recheck) if recheck else None
    while True:
        polled: Sequence[FeedPolled] = ()
        try:
            with record.open(path, create=False, model=model, reader=reader) as found:
                polled = found.feeds.poll(*feeds, again=again, recheck=span, progress=_say_failed)
            emit(_polled(polled, path), output)
        except OnrecordError as error:
            if every is None:
                raise
            complain(error.message)  # another program may have the record; the next round may go
        if every is None:
            break
        time.sleep(every)
    ctx.exit(1 if any(one.error for one in polled) else 0)


def _say_failed(feed: FeedPolled, item: ItemPolled | None) -> None:
    """One line for each feed that could not be had and each item that could not be read, as it happens.

    A person at a terminal also sees each item that was taken: pages are fetched slowly on purpose.
    """
    error = feed.error if item is None else item.result.error if item.result else None
    if error is None and item is not None and item.result is not None and sys.stderr.isatty():
        say(f"{item.result.status}: {item.result.input}")
    if error is not None:
        more = _again(feed.feed) if item is None else ""
        complain(f"{error.message}.{more}" if more else error.message)


def _again(feed: FeedState) -> str:
    if feed.stopped:
        return " It is not polled any more; 'onrecord feeds remove' takes it off the list."
    return f" It is asked for again from {_moment(feed.not_before)} on." if feed.not_before else ""


def _moment(at: str | None) -> str:
    from onrecord.views.revisions import moment

    return moment(at) if at else "never"


def _added(added: Sequence[FeedAdded], path: str) -> Page:
    from onrecord.views.page import Page, Section, line

    lines = tuple(
        line(
            f"{one.status}: {one.url}{_outlet(one)}",
            facts={
                "feed": one.url,
                "status": one.status,
                "outlet": one.feed.outlet if one.feed else None,
                "error": one.error.message if one.error else None,
            },
        )
        for one in added
    )
    return Page(f"Feeds of {path}", (), (Section("Feeds", lines),))


def _outlet(one: FeedAdded) -> str:
    """What its outlet is now and was before, where that is all that changed."""
    if not one.renamed or one.feed is None:
        return ""
    before = one.before or "none named"
    return f", now {one.feed.outlet}, before {before}; reports on record keep theirs"


def _listed(feeds: Feeds, path: str) -> Page:
    from onrecord.views.page import Page, Section

    lines = tuple(_listed_line(one, feeds.counts(one)) for one in feeds.list())
    return Page(f"Feeds of {path}", (), (Section("Feeds", lines, empty=_NONE),))


def _listed_line(feed: FeedState, counts: dict[str, int]) -> Line:
    from onrecord.views.page import Run, line

    taken = counts.get("taken", 0) + counts.get("from the feed", 0)
    waiting, failed = counts.get("waiting", 0), counts.get("failed", 0)
    said = [f"{taken} on record"] + [f"{n} {what}" for n, what in ((waiting, "waiting"), (failed, "failed")) if n]
    how = "not polled yet" if not feed.polled else f"{', '.join(said)}; polled {_moment(feed.polled)}"
    if feed.stopped:
        how += f"; stopped: {feed.problem}"
    elif feed.failures:
        how += (
            f"; failed {feed.failures} times, last: {feed.problem}"
            if feed.failures > 1
            else f"; failed: {feed.problem}"
        )
    elif feed.problem:
        how += f"; {feed.problem}"
    facts: dict[str, Any] = {
        "number": feed.number,
        "feed": feed.url,
        "title": feed.title,
        "outlet": feed.outlet,
        "added": feed.added,
        "polled": feed.polled,
        "not_before": feed.not_before,
        "failures": feed.failures,
        "stopped": feed.stopped,
        "problem": feed.problem,
        "taken": counts.get("taken", 0),
        "from_the_feed": counts.get("from the feed", 0),
        "waiting": waiting,
        "failed": failed,
    }
    at = f"; {feed.url}" if feed.title else ""
    of = f"; of {feed.outlet}" if feed.outlet else ""
    return line(Run(f"{feed.number}. {feed.title or feed.url}", "strong"), f": {how}{at}{of}", facts=facts)


def _polled(polled: Sequence[FeedPolled], path: str) -> Page:
    from onrecord.views.page import Page, Section, line
    from onrecord.views.words import count

    results = [item.result for one in polled for item in one.items if item.result]
    counts = {status: sum(1 for one in results if one.status == status) for status in _SAID}
    lost = sum(one.status == "failed" for one in polled)
    parts = [f"{number} {status}" for status, number in counts.items() if number]
    parts += [f"{count(lost, 'feed')} could not be had"] if lost else []
    said = ", ".join(parts) or "nothing new"
    lines = tuple(_feed_line(one) for one in polled)
    return Page(f"Feeds of {path}", (line(f"{said}.", facts=counts),), (Section("Feeds", lines, empty=_NONE),))


_SAID = ("added", "revised", "updated", "unchanged", "failed")
_NONE = "None; 'onrecord feeds add' adds one."


def _feed_line(one: FeedPolled) -> Line:
    from onrecord.views.page import line

    feed = one.feed
    name = f"{feed.title} — {feed.url}" if feed.title else feed.url
    how = {
        "failed": f": {feed.problem}",
        "stopped": ": stopped",
        "not yet": f": left alone until {_moment(feed.not_before)}",
    }
    said = how.get(one.status, "" if one.items else ": nothing new")
    note = f" ({feed.problem})" if one.status in ("polled", "unchanged") and feed.problem else ""
    facts: dict[str, Any] = {"feed": feed.url, "status": one.status, "problem": feed.problem}
    return line(f"{name}{said}{note}", facts=facts, children=tuple(map(_item_line, one.items)))


def _item_line(one: ItemPolled) -> Line:
    from onrecord.views.page import line

    state, result = one.item, one.result
    status = result.status if result else state.state
    if status == "failed" and state.state == "waiting":
        status = "waiting"
    name = state.link or state.given.title or "item"
    said = f"{status}: {name}"
    if state.state == "from the feed":
        said += ", by the text in the feed"
    said += f", report {state.report}" if state.report else ""
    if result and result.replaces:
        said += f" (before: {result.replaces})"
    said += f" ({state.problem})" if state.problem else ""
    facts: dict[str, Any] = {
        "page": name,
        "status": status,
        "state": state.state,
        "title": state.given.title,
        "report": state.report,
        "replaces": result.replaces if result else None,
        "problem": state.problem,
    }
    return line(said, facts=facts)

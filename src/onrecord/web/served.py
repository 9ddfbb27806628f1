"""The page as it is served: the application behind its guard."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.web.app import make_app
from onrecord.web.guard import Guard, own_hosts
from onrecord.web.site import Site
from onrecord.web.uploads import TOTAL


def guarded(site: Site, port: int, names: Iterable[str] = ()) -> Guard:
    """The application that serves a record to its own page, and to nothing else that a browser has open.

    Args:
        site: the record.
        port: where it is served.
        names: names that it answers to beside those of this machine itself.
    """
    return Guard(make_app(site), hosts=own_hosts(port, names), token=site.token, limit=TOTAL)

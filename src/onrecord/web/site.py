"""What the page shows: one record, its screens, and how fresh they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.screens.shelf import Screens
from onrecord.web.guard import new_token
from onrecord.web.naming import Names

if TYPE_CHECKING:
    from onrecord.store.protocol import Store
    from onrecord.web.fresh import Keeping


class Site:
    """A record as the page serves it; safe with several threads.

    Args:
        store: the record's store.
        keeping: what adds to the record and keeps the screens fresh; ``None`` for a page that only shows.

    Attributes:
        store: the record's store.
        screens: what its screens show.
        keeping: what adds to the record and keeps the screens fresh.
        names: what the values of filters are called.
        token: what a form of this page must bring along, made anew each time the page is started.
    """

    def __init__(self, store: Store, keeping: Keeping | None = None) -> None:
        self.store = store
        self.keeping = keeping
        self.screens = Screens(store)
        self.names = Names(self.screens)
        self.token = new_token()

    @property
    def name(self) -> str:
        """What the record is called: its file's name."""
        return str(self.store.path).rpartition("/")[2] or str(self.store.path)

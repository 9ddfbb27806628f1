"""Where a long form's record lies: in a file of its folder, or on a PostgreSQL server that is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import places


@contextmanager
def place(folder: Path, name: str, *, server: bool) -> Iterator[str]:
    """The file or address of a record that is not there yet.

    Args:
        folder: where a file comes to lie.
        name: what it is called.
        server: have it on a server, which is started on loopback and removed afterwards.

    Raises:
        SystemExit: there is no server on this machine.
    """
    if not server:
        yield str(folder / f"{name}.onrecord")
        return
    home = places.programs()
    if home is None:
        raise SystemExit("PostgreSQL's programs (initdb, pg_ctl) are not installed: nothing was tested on a server")
    running = places.Server(home)
    try:
        yield running.address(name)
    finally:
        running.remove()

"""A file that one process alone holds while it writes a folder."""

from __future__ import annotations

from pathlib import Path
from typing import IO


def held(path: Path) -> IO[bytes] | None:
    """A file that this process alone holds until it closes it, made if it is not there; ``None`` if another has it.

    Where the system has no such locks the file is given to everybody. A process that ends holds nothing any more,
    however it ends; the file itself stays and says nothing.

    Args:
        path: the file; its folder must exist.
    """
    file = path.open("ab")
    try:
        import fcntl
    except ImportError:  # a system without them
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file

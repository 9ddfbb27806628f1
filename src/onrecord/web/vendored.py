"""Scripts that others wrote and that lie in the package: served only as they were reviewed."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from onrecord.errors import ServeError

#: SHA-256 by name; docs/dependencies.md says what they are.
VENDORED = {"htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"}


def check_vendored() -> None:
    """Check that each is the very file that was reviewed.

    Raises:
        ServeError: one is missing or another file.
    """
    for name, wanted in VENDORED.items():
        path = files("onrecord.web").joinpath("static", name)
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            found = ""
        if found != wanted:
            what = "the script is not the one that came with Onrecord" if found else "the script is missing"
            raise ServeError(what, where=str(path), hint="Install Onrecord again")

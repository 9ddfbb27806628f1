"""A site on this machine for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.intake.site import Site, served


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    with served() as up:
        yield up

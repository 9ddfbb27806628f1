"""What holds for every test: cheap ones first, generated examples the same in every run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, settings

from tests import places
from tests.web import chromium

# Derandomised, so that a run can be repeated; no deadline, since the machines that run this are shared.
settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

#: What drives a browser comes last: its loop of events stays in this process, and nothing else may start one then.
COST = ("model", "data", "slow", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run plain tests first, then those that load the model, measure on data, or build things."""

    def cost(item: pytest.Item) -> int:
        return max((COST.index(mark.name) + 1 for mark in item.iter_markers() if mark.name in COST), default=0)

    items.sort(key=cost)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly at the end where nothing was tested on a server or in a browser."""
    if places.programs() is None:
        terminalreporter.write_line(
            "NOT TESTED on PostgreSQL: its programs (initdb, pg_ctl) are not installed", red=True
        )
    if chromium.executable() is None:
        terminalreporter.write_line("NOT TESTED in a browser: Chromium is not installed", red=True)


@pytest.fixture(autouse=True)
def parsed_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are parsed and texts read in the process of the tests, but where a test is of the processes for it."""
    if request.node.get_closest_marker("guarded") is None:
        monkeypatch.setattr("onrecord.guarded.here", True)


@pytest.fixture(scope="session")
def engine() -> object:
    """The language model, loaded once."""
    from onrecord.reading.engine import load_engine

    return load_engine()


@pytest.fixture(scope="session")
def server() -> Iterator[places.Server]:
    """A PostgreSQL server of this run's own."""
    home = places.programs()
    if home is None:
        pytest.skip("PostgreSQL's programs (initdb, pg_ctl) are not installed: nothing was tested on a server")
    running = places.Server(home, *places.QUICK)
    yield running
    running.remove()


@pytest.fixture(scope="session")
def schemas(server: places.Server) -> places.Schemas:
    """Records on the server, each in a schema of its own."""
    return places.Schemas(server)


@pytest.fixture(scope="session", params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> places.Place:
    """Where a test's records lie: every test that asks for it runs on files and on a server."""
    if request.param == "server":
        found: places.Schemas = request.getfixturevalue("schemas")
        return found
    return places.Files(tmp_path_factory.mktemp("records"))


def lines(text: str) -> Sequence[str]:
    """The lines of an output that hold something."""
    return [line for line in text.splitlines() if line.strip()]

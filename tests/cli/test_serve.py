"""``onrecord serve``: what it is asked for, where it listens, and what it says."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import ServeError
from onrecord.web import serving
from onrecord.web.serving import Serving
from tests.cli.conftest import Run

Asked = list[tuple[Any, ...]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the command asks for, in place of doing it."""
    found: Asked = []
    monkeypatch.setattr(serving, "serve", lambda path, how, say: found.append((path, how)))
    monkeypatch.setattr(serving, "serve_demo", lambda how, say: found.append(("demo", how)))
    return found


def test_it_serves_the_record_to_this_machine(run: Run, asked: Asked) -> None:
    """Without options the record of the folder is served on loopback, and no browser is opened."""
    assert run("serve").exit_code == 0
    ((path, how),) = asked
    assert (path, how.host, how.port, how.names, how.browse, how.jobs >= 1) == (
        "record.onrecord",
        "127.0.0.1",
        8000,
        (),
        False,
        True,
    )


def test_options_reach_the_page(run: Run, asked: Asked) -> None:
    """Record, port, names, reader and processes are those that were given."""
    options = ("--record", "a.onrecord", "--port", "0", "--name", "desk.example", "--open", "--reader", "rules")
    assert run("serve", *options, "--jobs", "2").exit_code == 0
    assert asked == [("a.onrecord", Serving("127.0.0.1", 0, ("desk.example",), True, None, "rules", 2))]


def test_the_demo_is_served_apart(run: Run, asked: Asked) -> None:
    """--demo never touches the record that someone works with."""
    assert run("serve", "--demo").exit_code == 0
    assert [what for what, _ in asked] == ["demo"]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "desk.example", "::"])
def test_another_host_must_be_allowed(run: Run, asked: Asked, host: str) -> None:
    """A host that others can reach is refused with what it means, until it is allowed in so many words."""
    done = run("serve", "--host", host)
    assert (done.exit_code, asked) == (2, [])
    assert "anyone who can reach this machine" in " ".join(done.stderr.replace("│", " ").split())
    assert run("serve", "--host", host, "--allow-network").exit_code == 0
    assert asked[0][1].host == host


@pytest.mark.parametrize("host", ["localhost", "127.0.0.2", "::1"])
def test_this_machine_needs_no_leave(run: Run, asked: Asked, host: str) -> None:
    """Every name of the loopback interface is served without more."""
    assert run("serve", "--host", host).exit_code == 0


def test_a_record_in_memory_cannot_be_served(run: Run) -> None:
    """The message says why and what to do."""
    done = run("serve", "--record", ":memory:", "--port", "0")
    assert (done.exit_code, "Name a file with --record" in done.stderr) == (1, True)


def test_a_port_that_is_taken_is_said_to_be(run: Run, tmp_path: Path) -> None:
    """If another program listens there, nothing is begun, and the message says how to take another port."""
    record = tmp_path / "a.onrecord"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--record", str(record), "--port", str(taken.getsockname()[1]))
    assert (done.exit_code, "another program listens on this port" in done.stderr, record.exists()) == (1, True, False)


def test_a_host_that_is_not_of_this_machine_is_said_to_be() -> None:
    """An interface that there is not is an error of ours with what to do."""
    with pytest.raises(ServeError, match="Leave out --host"), serving.listening("192.0.2.1", 0):
        raise AssertionError


def test_the_network_is_named_for_what_it_is() -> None:
    """Where others can reach the page, it says who can read and decide; on loopback that nobody else can."""
    said: list[str] = []
    with serving.listening("127.0.0.1", 0) as listener:
        for host in ("0.0.0.0", "127.0.0.1"):
            serving._told("a.onrecord", listener, Serving(host), said.append)
    assert "anyone who can reach this machine can read this record" in said[1]
    assert "Only this machine can open it" in said[3]
    assert all(line.endswith("/") and "http://127.0.0.1:" in line for line in said[::2])

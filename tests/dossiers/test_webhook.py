"""Webhooks: posted to this machine alone unless a host is named, to the address that was checked, and nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from onrecord.dossiers import webhook
from onrecord.dossiers.webhook import Webhook
from onrecord.errors import WebhookError
from tests.dossiers.receiver import Receiver, receiving

SHAPE = {"schema": "onrecord.alert/1", "id": "a-1", "title": "“né”"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on this machine."""
    with receiving() as found:
        yield found


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were looked up; every name is this machine."""
    names: list[str] = []

    def look_up(host: str, port: int, *_: object, **__: object) -> list[Any]:
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(webhook.socket, "getaddrinfo", look_up)
    return names


def port_of(receiver: Receiver) -> str:
    """The port that a receiver listens on."""
    return receiver.url.rpartition(":")[2].partition("/")[0]


def test_an_alert_is_posted_as_json(receiver: Receiver) -> None:
    """The object arrives whole, at the path and query of the address, as JSON in UTF-8."""
    Webhook(receiver.url).post(SHAPE)
    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/alerts?key=1", SHAPE)
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Host"] == f"127.0.0.1:{port_of(receiver)}"


@pytest.mark.parametrize("status", [200, 201, 204])
def test_an_answer_of_success_is_taken(receiver: Receiver, status: int) -> None:
    """Any answer from 200 to 299 counts as taken."""
    receiver.status = status
    Webhook(receiver.url).post(SHAPE)
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_any_other_answer_is_an_error_without_a_second_try(receiver: Receiver, status: int) -> None:
    """An answer that is none of success is an error that names it; the next watch tries again, not this one."""
    receiver.status = status
    with pytest.raises(WebhookError, match=f"answered {status}.*posted again by the next watch"):
        Webhook(receiver.url).post(SHAPE)
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(receiver: Receiver, status: int) -> None:
    """A receiver that sends on to another address is an error, and the other address hears nothing."""
    with receiving() as other:
        receiver.status, receiver.location = status, other.url
        with pytest.raises(WebhookError, match="a redirection, which is not followed"):
            Webhook(receiver.url).post(SHAPE)
        assert other.got == []


def test_a_slow_receiver_is_given_up(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A receiver that does not answer in time is an error."""
    monkeypatch.setattr(webhook, "ANSWER_S", 0.2)
    receiver.hold.clear()
    with pytest.raises(WebhookError, match="did not answer within"):
        Webhook(receiver.url).post(SHAPE)


def test_a_receiver_that_hangs_up_is_an_error(receiver: Receiver) -> None:
    """A connection that ends without an answer is an error."""
    receiver.status = 0
    with pytest.raises(WebhookError, match="broke off"):
        Webhook(receiver.url).post(SHAPE)


def test_nobody_there_is_an_error() -> None:
    """A port on which nobody listens is an error."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(WebhookError, match="cannot be reached"):
            Webhook(f"http://127.0.0.1:{free.getsockname()[1]}/").post(SHAPE)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "http://192.0.2.1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.0.0.1.example.org/",
        "http://localhost.example.org/",
        "http://[::ffff:192.0.2.1]/",
        "http://[fe80::1]/",
        "https://hooks.example.com/",
    ],
)
def test_a_host_elsewhere_is_refused_without_a_look_up(url: str, looked_up: list[str]) -> None:
    """An address that is not plainly this machine is refused, and its name is not even looked up."""
    with pytest.raises(WebhookError, match=r"is not this machine.*--webhook-allow"):
        Webhook(url)
    assert looked_up == []


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "127.0.0.1:80", "http://", "http:///x", "http://127.0.0.1:99999/", "http://127.0.0.1/a b", ""],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Anything but an http or https address is an error that shows how one is written."""
    with pytest.raises(WebhookError, match=r"Write it as http://127\.0\.0\.1"):
        Webhook(url)


def test_an_address_with_a_password_is_refused() -> None:
    """A user name in an address is refused, and the message does not repeat it."""
    with pytest.raises(WebhookError) as caught:
        Webhook("http://ada:secret@127.0.0.1/")
    assert "secret" not in str(caught.value)


def test_an_allowed_host_is_posted_to_at_the_address_that_was_checked(
    receiver: Receiver, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that is named is looked up once, and the connection goes to what was found, whatever it means later."""
    hook = Webhook(f"http://Desk.example:{port_of(receiver)}/in", allow=["desk.example"])
    monkeypatch.setattr(webhook.socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up again"))
    hook_pool = hook._pool("127.0.0.1")
    assert (hook_pool.host, looked_up) == ("127.0.0.1", ["desk.example"])


def test_an_allowed_host_hears_its_own_name(receiver: Receiver, looked_up: list[str]) -> None:
    """The request names the host that was asked for, not the address that it was found at."""
    Webhook(f"http://desk.example:{port_of(receiver)}/in", allow=["desk.example"]).post(SHAPE)
    assert receiver.got[0][1]["Host"] == f"desk.example:{port_of(receiver)}"


def test_allowing_one_host_allows_no_other() -> None:
    """A host that is like the one allowed is refused."""
    with pytest.raises(WebhookError, match="not this machine"):
        Webhook("http://other.desk.example/", allow=["desk.example"])


def test_a_name_that_nobody_has_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """An allowed host that cannot be found is an error that names it."""

    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(webhook.socket, "getaddrinfo", fails)
    with pytest.raises(WebhookError, match=r"the host desk\.example cannot be found"):
        Webhook("http://desk.example/", allow=["desk.example"])


def test_localhost_is_this_machine_without_a_look_up(receiver: Receiver) -> None:
    """The name localhost is this machine, at whichever of its two addresses somebody listens."""
    hook = Webhook(f"http://localhost:{port_of(receiver)}/x")
    hook.post(SHAPE)
    assert [path for path, _, _ in receiver.got] == ["/x"]


def test_the_other_loopback_address_works() -> None:
    """An IPv6 address of this machine is posted to."""
    try:
        with receiving("::1") as receiver:
            Webhook(receiver.url).post(SHAPE)
            assert receiver.ids == ["a-1"]
    except OSError:
        pytest.skip("this machine has no IPv6")


def test_a_proxy_of_the_environment_is_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that the environment names sees nothing."""
    with receiving() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        Webhook(receiver.url).post(SHAPE)
        assert proxy.got == []
    assert len(receiver.got) == 1


def test_a_receiver_is_known_without_its_address() -> None:
    """The name under which a receiver is kept tells two addresses apart and gives none away."""
    one, other = Webhook("http://127.0.0.1/secret"), Webhook("http://127.0.0.1/other")
    assert one.receiver != other.receiver
    assert "secret" not in one.receiver

"""What may be asked for: each rule as a case, and a name that changes its mind."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import FetchRefused, NotReached
from onrecord.intake.guard import Guard, forbidden, hosts, target

CASES = json.loads((Path(__file__).parents[1] / "cases" / "intake" / "guard.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["addresses"], ids=lambda case: case["ip"])
def test_only_public_addresses_are_public(case: dict[str, object]) -> None:
    """An address is judged as its case says, whatever it is wrapped in."""
    assert (forbidden(str(case["ip"])) is None) == case["public"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["url"])
def test_what_is_refused_says_why(case: dict[str, str]) -> None:
    """An address that may not be asked for is refused with its reason before anything is sent."""
    with pytest.raises(FetchRefused, match=case["says"]):
        Guard().addresses(target(case["url"]))


def test_a_password_is_not_repeated() -> None:
    """The message on an address with a password does not print it."""
    with pytest.raises(FetchRefused) as caught:
        target("http://ada:secret@courier.example/")
    assert "secret" not in str(caught.value)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    """A host with a public and a private address is refused."""
    guard = Guard(resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FetchRefused, match="private"):
        guard.addresses(target("http://courier.example/"))


def test_a_public_host_gives_its_addresses() -> None:
    """The addresses of a public host are given as they were resolved, each once."""
    guard = Guard(resolver=lambda host, port: ["93.184.216.34", "93.184.216.34", "2606:4700::1"])
    assert guard.addresses(target("http://courier.example/")) == ["93.184.216.34", "2606:4700::1"]


@pytest.mark.parametrize("found", [[], ["93.184.216.34"] * 1 + [f"93.184.1.{n}" for n in range(200)]])
def test_a_host_without_addresses_or_with_hundreds_is_an_error(found: list[str]) -> None:
    """A name that resolves to nothing is not reached; one that resolves to hundreds is refused."""
    with pytest.raises((NotReached, FetchRefused)):
        Guard(resolver=lambda host, port: found).addresses(target("http://courier.example/"))


def test_a_failing_resolver_is_a_plain_error() -> None:
    """What the system's resolver complains of becomes an error that names the host."""

    def fails(host: str, port: int) -> list[str]:
        raise OSError("no network")

    with pytest.raises(NotReached, match="host courier"):
        Guard(resolver=fails).addresses(target("http://courier.example/"))


def test_a_resolver_that_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that the system ponders over for ever is given up."""
    done = threading.Event()
    monkeypatch.setattr("onrecord.intake.guard._RESOLVING", 0.1)
    monkeypatch.setattr("onrecord.intake.guard.socket.getaddrinfo", lambda *_, **__: done.wait(5) and [])
    try:
        with pytest.raises(NotReached, match="cannot be found"):
            Guard().addresses(target("http://courier.example/"))
    finally:
        done.set()


def test_allowing_a_host_allows_its_port_alone() -> None:
    """A host allowed by name is allowed at that port and no other, and no other spelling of it is."""
    guard = Guard(hosts("127.0.0.1:8123"))
    assert guard.addresses(target("http://127.0.0.1:8123/a")) == ["127.0.0.1"]
    for other in ("http://127.0.0.1:8124/", "http://127.0.0.1/", "http://127.1:8123/", "http://localhost:8123/"):
        with pytest.raises(FetchRefused):
            guard.addresses(target(other))


def test_hosts_are_read_as_people_write_them() -> None:
    """Commas, spaces, a scheme before and a slash behind do not matter; no port means both of the web."""
    assert hosts("http://10.0.0.5:80/, wiki.example [::1]:8000") == {
        "10.0.0.5:80",
        "wiki.example:80",
        "wiki.example:443",
        "[::1]:8000",
    }


@pytest.mark.parametrize(
    "word",
    ["nonsense!!", "*.example", "wiki.example/path", "wiki.example:", "wiki.example:0", "wiki.example:99999", "a..b",
     "-wiki", "x" * 64, "999.1.1.1", "127.1", "::1", "[nope]:80", "wiki.example#a", "ftp://wiki.example"],
)  # fmt: skip
def test_what_is_no_host_is_refused_with_how_to_write_one(word: str) -> None:
    """What is neither a name of letters, digits and hyphens nor an IP address is refused, and how to write it told."""
    with pytest.raises(FetchRefused, match="neither the name nor the address of a host") as found:
        hosts(f"wiki.example {word}")
    assert found.value.where == word
    assert "127.0.0.1:8000 or [::1]:8000" in found.value.hint


def test_a_host_of_the_environment_that_is_none_is_told_with_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment allows is checked as well, and the message names the variable."""
    monkeypatch.setenv("ONRECORD_ALLOW_HOSTS", "wiki.example nonsense!!")
    with pytest.raises(FetchRefused) as found:
        Guard.from_environment()
    assert found.value.where == "ONRECORD_ALLOW_HOSTS, nonsense!!"


@pytest.mark.parametrize("word", ["localhost:1", "wiki_1:8000", "zürich.example:81", "10.0.0.5:82", "[fe80::1]:83"])
def test_every_kind_of_host_is_taken(word: str) -> None:
    """Names of one's own network, names outside ASCII and addresses of both kinds are hosts."""
    assert len(hosts(word)) == 1


def test_an_address_is_asked_for_percent_encoded() -> None:
    """Letters outside ASCII in host, path and query are encoded as browsers do, and the fragment is left out."""
    one = target("http://Zürich.example/Läufe?q=ü b#top")
    assert (one.host, one.path) == ("xn--zrich-kva.example", "/L%C3%A4ufe?q=%C3%BC%20b")
    assert "#" not in one.url


@pytest.mark.parametrize("words", ["http://[::1", "https://ledger.example/\ud800", "https://ledger.example/?q=\udc80"])
def test_what_cannot_be_taken_apart_or_encoded_is_refused(words: str) -> None:
    """A bracket without its other half and half a character are in no address."""
    with pytest.raises(FetchRefused, match="is not a web address"):
        target(words)


@given(
    st.one_of(
        st.text(max_size=60), st.text(max_size=60).map("http://".__add__), st.text(max_size=40).map("https://[".__add__)
    )
)
def test_no_words_bring_the_guard_down(words: str) -> None:
    """Whatever is given as an address is one in parts that can be sent, or is refused."""
    try:
        one = target(words)
    except FetchRefused:
        return
    assert one.scheme in ("http", "https")
    assert (one.host + one.path).isascii()
    assert not any(char.isspace() for char in one.host + one.path)

"""What goes between processes comes back as it was, and can be nothing else."""

from __future__ import annotations

import io
import os
import pickle
import subprocess

import pytest

from onrecord import errors
from onrecord.errors import BadStatus, BrokenRecord, OnrecordError
from onrecord.guarded import wire
from onrecord.intake.feed import Feed, Item
from onrecord.intake.fetch import Fetched
from onrecord.intake.sources import Input
from onrecord.model.report import Document, Given
from tests.store import made


class _Call:
    """A value that calls a function when pickle makes it again."""

    def __init__(self, function, *arguments) -> None:
        self._said = function, arguments

    def __reduce__(self):
        return self._said


@pytest.mark.parametrize(
    "value",
    [
        ("item", Document("a", b"\x00\xff", "text/plain", "Talks \ud800.", "utf-8", Given(byline=("A",)))),
        ("result", made.entry("a", title="Talks")),
        ("documents", Input("\udcff.txt"), Given(), 0, None),
        ("documents", Input("https://a.example/b", Fetched("https://a.example/b", b"x")), Given(), 0, None),
        ("result", Feed("Ledger", (Item("a", "https://a.example/b", "Talks", authors=("A",)),), "broken")),
        (None, True, 1.5, {"a": [1]}, frozenset({"x"})),
    ],
)
def test_values_come_back_as_they_were(value: object) -> None:
    """A frame holds what was put into it."""
    assert wire.receive(io.BytesIO(wire.packed(value))) == value


def test_every_error_travels_between_processes() -> None:
    """An error comes out of another process as the same error with the same message."""
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, OnrecordError)]
    assert BrokenRecord in kinds
    for kind in kinds:
        more = {"code": 404, "again_in": 2.5} if kind is BadStatus else {}
        error = kind("has no text", where="a:3", hint="Write one", **more)
        again = wire.receive(io.BytesIO(wire.packed(error)))
        assert (type(again), again.message, vars(again)) == (kind, error.message, vars(error))


@pytest.mark.parametrize(
    "value",
    [
        _Call(os.system, "true"),
        _Call(subprocess.Popen, ["true"]),
        _Call(eval, "1"),
        _Call(getattr, "a", "b"),
        os.path.join,
        pickle.Unpickler,
        errors.difflib.get_close_matches,
    ],
)
def test_nothing_else_is_made(value: object) -> None:
    """A frame that names a function or a class of others is refused before that is called."""
    with pytest.raises(wire.Broken, match="no frame may"):
        wire.receive(io.BytesIO(wire.packed(("item", value))))


@pytest.mark.parametrize("name", ["difflib", "Iterable", "_again.__globals__", "OnrecordError.__init__"])
def test_what_a_module_has_imported_is_not_its_own(name: str) -> None:
    """A name that a module of ours holds but did not define, or that leads on from it, is refused."""
    octets = b"\x80\x04\x8c\x0fonrecord.errors\x8c" + bytes([len(name)]) + name.encode() + b"\x93."
    with pytest.raises(wire.Broken):
        wire.unpacked(octets)


@pytest.mark.parametrize("octets", [b"", b"\x00", bytes(7), b"\xff" * 8, bytes(7) + b"\x05abc", bytes(7) + b"\x03abc"])
def test_what_is_no_frame_is_told(octets: bytes) -> None:
    """A stream that ends, or holds something else, is an error of its own, never a wait."""
    with pytest.raises(wire.Broken):
        wire.receive(io.BytesIO(octets))

"""Gzip streams, whole, cut and damaged."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake.gunzip import Gunzip, peek

MEMBERS = [bytes(random.Random(n).choices(b"abcdefgh \n", k=4_000 + n)) for n in range(4)]
PACKED = [gzip.compress(one, mtime=0) for one in MEMBERS]


def opened(raw: bytes, wanted: bytes = b"", anew: bytes = b"") -> tuple[Gunzip, bytes]:
    """A stream read to its end or to where it is broken, and what it gave."""
    stream = Gunzip(io.BytesIO(raw), b"", wanted, anew)
    return stream, rest(stream)


def rest(stream: Gunzip) -> bytes:
    """What a stream still gives."""
    found = bytearray()
    while piece := stream.read(1_000):
        found += piece
    return bytes(found)


def test_members_follow_one_another() -> None:
    """A file of several members unpacks to all of them, and each is known by where it begins."""
    stream, found = opened(b"".join(PACKED))
    assert (found, stream.fault) == (b"".join(MEMBERS), None)
    assert stream.packed(len(MEMBERS[0])) == len(PACKED[0])


def test_zeros_at_the_end_are_padding() -> None:
    """Zeros behind the last member are no damage."""
    stream, found = opened(PACKED[0] + b"\0" * 512)
    assert (found, stream.fault) == (MEMBERS[0], None)


@given(st.integers(1, len(PACKED[0]) - 1))
def test_what_comes_before_a_cut_is_given(at: int) -> None:
    """A stream that is cut anywhere gives the beginning of what it held and says that it ends early."""
    stream, found = opened(PACKED[0][:at])
    assert MEMBERS[0].startswith(found)
    assert (stream.fault, stream.sound) == ("ends early", len(found))


@given(st.integers(20, len(PACKED[1]) - 1))
def test_a_writer_that_was_stopped_and_began_anew(at: int) -> None:
    """Where a member lacks its end and one follows with which a writer begins, what there is of it can be trusted."""
    stream, found = opened(PACKED[0] + PACKED[1][:at] + PACKED[2], MEMBERS[2][:9], MEMBERS[2][20:30])
    assert stream.fault == "ends early"
    assert MEMBERS[1].startswith(found[len(MEMBERS[0]) : stream.sound])
    assert stream.go_on()
    assert rest(stream) == MEMBERS[2]


@settings(max_examples=60)
@given(st.integers(30, len(PACKED[1]) - 20), st.binary(max_size=60))
def test_nothing_of_a_damaged_member_is_trusted(at: int, foreign: bytes) -> None:
    """Where bytes are missing from a member, or foreign ones stand in it, nothing of it is trusted."""
    raw = PACKED[0] + PACKED[1][:at] + foreign + PACKED[1][at + 10 :] + PACKED[2]
    stream, found = opened(raw, MEMBERS[2][:9])
    assert (stream.fault, found[: stream.sound]) == ("is damaged", MEMBERS[0])
    assert stream.go_on()
    assert rest(stream) == MEMBERS[2]


def test_a_wrong_checksum_is_damage() -> None:
    """A member whose checksum does not fit is damaged, although all of it could be unpacked."""
    raw = bytearray(PACKED[0])
    raw[-6] ^= 1
    stream, _ = opened(bytes(raw))
    assert (stream.fault, stream.sound) == ("is damaged", 0)


def test_a_bomb_gives_no_more_than_is_asked_for() -> None:
    """Of a member that unpacks to gigabytes only as much is unpacked as is read."""
    stream = Gunzip(io.BytesIO(gzip.compress(b"\0" * 200_000_000, 1)))
    assert len(io.BufferedReader(stream).read(1_000)) == 1_000
    assert stream.sound < 1_000_000


@pytest.mark.parametrize("raw", [b"", b"\x1f\x8b\x08", b"\x1f\x8b\x08" + b"\xff" * 40])
def test_a_head_that_cannot_be_unpacked_says_nothing(raw: bytes) -> None:
    """The head of a damaged or empty stream is empty rather than an error."""
    assert peek(raw) == b""

"""The records of an archive, also of a broken one."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake.warc_records import Break, Record, records
from tests.intake.archives import archive, record

BLOCKS = [
    f"HTTP/1.1 200 OK\r\n\r\n<p>Report {n} of the Lindau Courier. {'Talks. ' * (n * 40)}".encode() for n in range(7)
]
RECORDS = [record("response", block, f"https://courier.example/{n}") for n, block in enumerate(BLOCKS)]
PACKINGS = {packed: archive(RECORDS, packed) for packed in (True, False)}


def read(raw: bytes) -> list[Record | Break]:
    """All that is found in an archive."""
    return list(records(io.BytesIO(raw)))


def whole(raw: bytes) -> list[bytes]:
    """The blocks of the whole records of an archive."""
    return [one.block for one in read(raw) if isinstance(one, Record) and not one.cut]


def breaks(raw: bytes) -> list[Break]:
    """The broken places of an archive."""
    return [one for one in read(raw) if isinstance(one, Break)]


def own(raw: bytes) -> bool:
    """Whether every record holds its own bytes, or where it is cut a beginning of them."""
    found = [one for one in read(raw) if isinstance(one, Record)]
    return all(one.block in BLOCKS if not one.cut else _begins(one) for one in found)


def _begins(found: Record) -> bool:
    """Whether a cut record holds the beginning of the block that belongs to its address."""
    number = int(found.fields.get_header("WARC-Target-URI")[-1])
    return BLOCKS[number].startswith(found.block)


@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_archive_gives_every_record(packed: bool) -> None:
    """Every record of a whole archive is given with its bytes, and nothing is said to be broken."""
    assert whole(PACKINGS[packed].raw) == BLOCKS
    assert not breaks(PACKINGS[packed].raw)


def test_an_archive_packed_as_one_member() -> None:
    """An archive that was packed as a whole is read like one of a member a record."""
    assert whole(gzip.compress(PACKINGS[False].raw)) == BLOCKS


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.data())
def test_a_cut_keeps_all_before_it(packed: bool, data: st.DataObject) -> None:
    """An archive cut anywhere gives every record before the cut, whole, and says that it breaks off, once."""
    made = PACKINGS[packed]
    at = data.draw(st.integers(1, len(made.raw) - 1))
    before = sum(1 for start in made.starts[1:] if start <= at)
    assert whole(made.raw[:at])[:before] == BLOCKS[:before]
    assert own(made.raw[:at])
    if not any(end - 4 <= at <= end for end in (*made.starts, len(made.raw))):
        assert len(breaks(made.raw[:at])) == 1


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.data())
def test_missing_bytes_cost_only_the_records_they_touch(packed: bool, data: st.DataObject) -> None:
    """Where bytes are missing in the middle, all records that they do not touch are given, and no other's words."""
    made = PACKINGS[packed]
    low = data.draw(st.integers(3, made.starts[-1] - 1))
    high = data.draw(st.integers(low + 1, made.starts[-1]))
    ends = (*made.starts[1:], len(made.raw))
    untouched = [b for b, s, e in zip(BLOCKS, made.starts, ends, strict=True) if e <= low or s >= high]
    raw = made.raw[:low] + made.raw[high:]
    assert [one for one in whole(raw) if one in untouched] == untouched
    assert own(raw)


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.binary(min_size=9, max_size=400), st.data())
def test_foreign_bytes_cost_only_the_record_they_stand_in(packed: bool, foreign: bytes, data: st.DataObject) -> None:
    """Foreign bytes in the middle cost at most the record that they stand in, and are never given as its words."""
    made = PACKINGS[packed]
    at = data.draw(st.integers(3, len(made.raw) - 1))
    inside = sum(1 for start in made.starts if start < at) - 1
    raw = made.raw[:at] + b"\xee" + foreign + made.raw[at:]
    others = [block for n, block in enumerate(BLOCKS) if n != inside]
    assert [one for one in whole(raw) if one in others] == others
    if packed or at > raw.index(b"HTTP", made.starts[inside]):
        assert breaks(raw)


def test_a_break_says_where_and_where_it_goes_on() -> None:
    """A broken place is named by record and byte, with the byte of the record that reading goes on with."""
    made = PACKINGS[True]
    raw = made.raw[: made.starts[3] - 20] + made.raw[made.starts[3] :]
    (found,) = breaks(raw)
    assert (found.number, found.inside) == (3, True)
    assert found.place == f"byte {made.starts[2]:,}"
    assert found.found == f"byte {made.starts[3] - 20:,}"


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawler_that_was_stopped_and_began_anew(packed: bool) -> None:
    """Where a crawler was stopped within a record and began anew, that record is given as far as it was written."""
    rows = [RECORDS[0], RECORDS[4], record("warcinfo", b"software: x"), RECORDS[5]]
    made = archive(rows, packed)
    raw = made.raw[: made.starts[2] - (14 if packed else 60)] + made.raw[made.starts[2] :]
    cut = next(one for one in read(raw) if isinstance(one, Record) and one.cut)
    assert whole(raw) == [BLOCKS[0], b"software: x", BLOCKS[5]]
    assert BLOCKS[4].startswith(cut.block)
    assert len(cut.block) > 60


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_with_half_of_another_in_it_is_left_out(packed: bool) -> None:
    """A record that runs over into another is not given: half of the other's words may stand in it."""
    made = PACKINGS[packed]
    raw = made.raw[: made.starts[3] - 30] + made.raw[made.starts[4] + 30 :]
    assert whole(raw) == [*BLOCKS[:2], *BLOCKS[5:]]
    assert own(raw)
    assert [one.inside for one in breaks(raw)] == [True]


@pytest.mark.parametrize("ending", [b"\n\n", b"\r\n", b"\n", b""])
def test_an_archive_with_other_line_ends(ending: bytes) -> None:
    """An archive whose writer leaves other line ends behind every block is read like any other."""
    raw = b"".join(one[:-4] + ending for one in RECORDS)
    assert whole(raw) == BLOCKS
    assert not breaks(raw)


def test_a_checksum_tells_that_the_damage_lies_behind_the_record() -> None:
    """A record with a fitting checksum is whole, whatever stands behind it."""
    rows = [record("response", block, digest=True) for block in BLOCKS[:2]]
    raw = rows[0][:-4] + b"\x00foreign" + rows[1]
    assert whole(raw) == BLOCKS[:2]
    assert [one.inside for one in breaks(raw)] == [False]


@pytest.mark.parametrize("fields", [b"", b"Content-Length: -4\r\n", b"Content-Length: 9e9\r\n"])
def test_a_record_without_a_length_is_a_break(fields: bytes) -> None:
    """A record that does not say how long it is is told of, and the next one is read."""
    raw = b"WARC/1.0\r\nWARC-Type: response\r\n" + fields + b"\r\nwords\r\n\r\n" + RECORDS[1]
    assert whole(raw) == [BLOCKS[1]]
    assert "how long" in breaks(raw)[0].what


def test_an_archive_that_is_broken_all_over_is_given_up() -> None:
    """An archive that is broken in every line ends in one error rather than in thousands."""
    found = breaks(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 2_000)
    assert len(found) < 400
    assert "more than" in found[-1].what


def test_a_large_block_is_not_kept() -> None:
    """Of a block that is larger than a report may be only the beginning is in memory, and the next record follows."""
    raw = record("response", b"x" * 21_000_000) + RECORDS[0]
    first, second = read(raw)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (len(first.block) < 100_000, first.length, second.block) == (True, 21_000_000, BLOCKS[0])


def test_fields_without_an_end_are_a_break() -> None:
    """A head of a megabyte is no head."""
    raw = b"WARC/1.0\r\n" + b"X-A: b\r\n" * 130_000
    assert [one.inside for one in breaks(raw)] == [True]

"""Parquet files that lie: heads and footers that do not fit, columns of other kinds, values without end."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from typing import Any

from reliability.hostile.made import BODY, FIRST, LAST, Hostile, file

_BOTH = (FIRST, LAST)


def table(columns: dict[str, Any], **how: Any) -> bytes:
    """A table of these columns as a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    found = io.BytesIO()
    parquet.write_table(pa.table(columns), found, **how)
    return found.getvalue()


def good() -> bytes:
    """A table of three reports."""
    return table({"text": [BODY, BODY.replace("14", "15"), BODY.replace("14", "16")], "outlet": ["Alder Post"] * 3})


def _changed(at: int, octets: bytes) -> bytes:
    found = bytearray(good())
    found[at : at + len(octets) if at + len(octets) else None] = octets
    return bytes(found)


def _flipped(seed: int, count: int) -> bytes:
    found, draw = bytearray(good()), random.Random(seed)
    for _ in range(count):
        found[draw.randrange(4, len(found) - 8)] ^= 1 << draw.randrange(8)
    return bytes(found)


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, content, marked in _FILES:
        yield file("tables", name, "a.parquet", content, _BOTH if marked else (), cheap="MB" not in name)


def _typed(name: str) -> Callable[[], bytes]:
    import datetime
    from decimal import Decimal

    values: dict[str, Any] = {
        "numbers": [1, 2],
        "truths": [True, False],
        "days": [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)],
        "decimals": [Decimal("1.5"), Decimal("2.5")],
        "lists": [["a"], ["b"]],
        "structures": [{"a": BODY}, {"a": BODY}],
        "bytes": [BODY.encode(), b"\xff\xfe" * 100],
        "nothing": [None, None],
    }
    return lambda: table({"text": values[name]})


def _deep(depth: int) -> bytes:
    import pyarrow as pa

    kind, value = pa.string(), "a"
    for _ in range(depth):
        kind, value = pa.list_(kind), [value]
    return table({"text": [BODY], "byline": pa.array([value], kind)})


_FILES = (
    ("only its first and last bytes", lambda: b"PAR1PAR1", False),
    ("a footer of four thousand million bytes", lambda: _changed(-8, b"\xff\xff\xff\xff"), False),
    ("a footer of nothing", lambda: _changed(-8, b"\0\0\0\0"), False),
    ("a footer that is noise", lambda: good()[:-200] + random.Random(12).randbytes(192) + good()[-8:], False),
    ("no end", lambda: good()[:-4], False),
    ("half of it", lambda: good()[: len(good()) // 2], False),
    ("a middle of zeros", lambda: _changed(60, b"\0" * 400), False),
    *(
        (f"{count} bits flipped, number {seed}", lambda s=seed, n=count: _flipped(s, n), False)
        for seed, count in enumerate((1, 3, 10, 40, 200, 1000))
    ),
    ("an encrypted footer", lambda: _changed(-4, b"PARE"), False),
    ("garbage behind", lambda: good() + b"garbage" * 100, False),
    *(
        (f"a text of {name}", _typed(name), False)
        for name in ("numbers", "truths", "days", "decimals", "lists", "structures", "bytes", "nothing")
    ),
    ("no column text", lambda: table({"body": [BODY]}), False),
    ("no column at all", lambda: table({}), False),
    ("no row", lambda: table({"text": []}), False),
    ("10,000 columns", lambda: table({"text": [BODY]} | {f"c{n}": [n] for n in range(10_000)}), True),
    ("lists 60 deep", lambda: _deep(60), True),
    ("two columns of one name", lambda: _twice(), False),
    ("a text of 30 MB", lambda: table({"text": [BODY, "Maron said no. " * 2_000_000]}), True),
    (
        "5,000 texts of 20 kB packed to nothing (100 MB)",
        lambda: table({"text": ["Maron said no. " * 1_300] * 5_000}),
        False,
    ),
    ("a bomb of 400 MB", lambda: _bomb(400), False),
    ("1,000,000 rows of nothing", lambda: table({"text": [None] * 100_000}), False),
    ("a row group for each row", lambda: table({"text": [BODY] + ["Maron said no."] * 500}, row_group_size=1), True),
    ("times beyond the calendar", lambda: _times(), True),
)


def _bomb(megabytes: int) -> bytes:
    import pyarrow as pa

    return table({"text": pa.array(["a" * 1_000_000] * megabytes)}, compression="zstd")


def _twice() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    found = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays([pa.array([BODY]), pa.array(["x"])], names=["text", "text"]), found)
    return found.getvalue()


def _times() -> bytes:
    import pyarrow as pa

    return table({"text": [BODY], "published": pa.array([2**52], pa.timestamp("ms"))})

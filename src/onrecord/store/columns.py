"""Column types: how words and lists lie in a table so that people can read them and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Float, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def storable(text: str) -> bool:
    r"""Whether a database can keep the text as text.

    Not with a NUL (SQLite's ``length`` and ``LIKE`` stop there, PostgreSQL refuses it) and not with a lone surrogate
    (there is no UTF-8 for it; Python makes them from file names that are not UTF-8).

    >>> storable("né"), storable("a\0b"), storable("\ud800")
    (True, False, False)
    """
    if "\0" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def octets(text: str) -> bytes:
    """The bytes of any string, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def as_text(value: Any) -> Any:
    """What a column of words gives, text or the bytes of it, as text; ``None`` stays."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value


def as_json(value: object) -> str:
    """JSON that people can read; other scripts are written out unless a database could not keep them."""
    text = json.dumps(value, ensure_ascii=False)
    return text if storable(text) else json.dumps(value)


class Words(TypeDecorator[str]):
    """Text; the rare string that no text column can keep lies there as a BLOB of its UTF-8."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """The string, or its bytes if it cannot be kept as text."""
        return value if value is None or storable(value) else octets(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The string as it was."""
        text: str | None = as_text(value)
        return text


class Strings(TypeDecorator[tuple[str | None, ...]]):
    """A list of strings as a JSON array, which SQL reads with ``json_each``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str | None, ...] | None, dialect: Dialect) -> str | None:
        """The JSON array."""
        return None if value is None else as_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str | None, ...] | None:
        """The tuple as it was."""
        return None if value is None else tuple(json.loads(value))


class Figure(TypeDecorator[float]):
    """A number as a float; SQLite refuses whole numbers over 64 bits."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:
        """The float."""
        return None if value is None else float(value)

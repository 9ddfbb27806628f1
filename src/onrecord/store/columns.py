"""Column types: how words and lists lie in a table so that people can read them and nothing is lost."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Float, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

POSTGRES = "postgresql"

#: ESC: begins a string that PostgreSQL keeps in escaped form, and each escape in it.
_ESCAPE = "\x1b"
_UNKEEPABLE = re.compile("[\0\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b([0-9a-f]{4})")


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


def escaped(text: str) -> str:
    r"""The string itself if PostgreSQL can keep it, else with each character that it cannot as ESC and four hex digits.

    Two strings never come out as one: what begins with ESC by itself is escaped as well.

    >>> escaped("né"), escaped("a\0b")
    ('né', '\x1ba\x1b0000b')
    """
    if storable(text) and not text.startswith(_ESCAPE):
        return text
    return _ESCAPE + _UNKEEPABLE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def unescaped(kept: str) -> str:
    r"""The string that ``escaped`` was given.

    >>> unescaped(escaped("a\0\ud800\x1b")) == "a\0\ud800\x1b"
    True
    """
    if not kept.startswith(_ESCAPE):
        return kept
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), kept[1:])


def as_json(value: object) -> str:
    """JSON that people can read; other scripts are written out unless a database could not keep them."""
    text = json.dumps(value, ensure_ascii=False)
    return text if storable(text) else json.dumps(value)


class Words(TypeDecorator[str]):
    """Text; the rare string that no text column can keep lies there as a BLOB of its UTF-8, in PostgreSQL escaped.

    PostgreSQL compares it code point by code point, as SQLite does, whatever language the database is set to.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """The database's own type."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == POSTGRES else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """The string, or what is kept of it if it cannot be kept as text."""
        if value is None:
            return None
        if dialect.name == POSTGRES:
            return escaped(value)
        return value if storable(value) else octets(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """The string as it was."""
        if dialect.name == POSTGRES:
            return None if value is None else unescaped(value)
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

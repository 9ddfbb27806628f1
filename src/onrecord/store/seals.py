"""Seals: one hash over all of a value, which says later whether anything in it changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from onrecord.model.spans import Span
from onrecord.store.columns import octets

_REQUIRED = object()


def seal(*values: object) -> str:
    """Hex SHA-256 over values of the model, the same for equal values.

    A field at its default does not count, so a field that a later version adds leaves old seals whole.

    >>> seal(Span(0, 2, "no")) == seal(Span(0, 2, "no")), seal(1.0) == seal(1)
    (True, True)
    """
    return sha256(json.dumps([_plain(value) for value in values], separators=(",", ":")))


def sha256(words: str | bytes) -> str:
    """Hex SHA-256 of words as UTF-8, or of bytes."""
    return hashlib.sha256(octets(words) if isinstance(words, str) else words).hexdigest()


def _plain(value: Any) -> Any:
    """What JSON writes the same way for equal values."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Span):
        return [value.start, value.end, value.text]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    if isinstance(value, Mapping):
        return [[key, _plain(value[key])] for key in sorted(value)]
    kind: Any = type(value)
    pairs = ((name, getattr(value, name), default) for name, default in _defaults(kind))
    return {name: _plain(item) for name, item, default in pairs if default is _REQUIRED or item != default}


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Name and default of each field of a dataclass."""
    return tuple((field.name, _default(field)) for field in fields(kind))


def _default(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return _REQUIRED if field.default is MISSING else field.default

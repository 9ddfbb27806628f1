"""Addresses as pages, feeds and users write them, which may be none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.model.address import address_key, parts_of

_SOURCE = Path(onrecord.__file__).parent
_SPLITTERS = {"urlsplit", "urlparse", "urljoin"}


@pytest.mark.parametrize("url", ["http://[::1", "http://[::1/x", "//[", "http://\u2100.example/a"])
def test_a_malformed_address_has_no_parts(url: str) -> None:
    """What Python refuses to take apart has no host, no path and no key, and raises nothing."""
    with pytest.raises(ValueError):  # noqa: PT011 - that it is one at all is the point
        __import__("urllib.parse").parse.urlsplit(url)
    assert (parts_of(url).hostname, parts_of(url).netloc, parts_of(url).path) == (None, "", "")
    assert address_key(url) is None


def _calls(node: ast.AST, guarded: bool = False) -> Iterator[tuple[int, bool]]:
    """The lines that take an address apart or join one, and whether a ``ValueError`` is caught there."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SPLITTERS:
        yield node.lineno, guarded
    caught = [ast.unparse(one.type) for one in node.handlers if one.type] if isinstance(node, ast.Try) else []
    if isinstance(node, ast.With):
        caught = [ast.unparse(one.context_expr) for one in node.items if "suppress" in ast.unparse(one.context_expr)]
    inside = guarded or any("ValueError" in one for one in caught)
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _calls(child, inside if name == "body" else guarded)


def test_an_address_is_never_taken_apart_unguarded() -> None:
    """Wherever the source takes an address apart or joins two, a malformed one is caught in the same function."""
    found = {
        (path.name, line): guarded
        for path in sorted(_SOURCE.rglob("*.py"))
        for line, guarded in _calls(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(found) > 5
    assert [place for place, guarded in found.items() if not guarded] == []

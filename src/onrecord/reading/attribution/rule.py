"""The rules by name, with the explanations that users read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])

_RULES: dict[str, str] = {}


def rule(function: _Function) -> _Function:
    """Make a function known as a rule: its name is the rule's name, its docstring the explanation."""
    text = " ".join((function.__doc__ or "").split())
    if not text or text in _RULES.values():
        raise ValueError(f"the rule {function.__name__} has no explanation of its own")
    _RULES[function.__name__] = text
    return function


def explanations() -> dict[str, str]:
    """Explanation of each rule by its name."""
    return dict(_RULES)

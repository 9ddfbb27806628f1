"""Every regular expression of Onrecord: those kept in modules, and those written where they are used."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from types import ModuleType
from typing import Any

import onrecord

_FLAGS_AT = {"compile": 1, "search": 2, "match": 2, "fullmatch": 2, "findall": 2, "finditer": 2, "split": 3, "sub": 4}


@dataclass(frozen=True, slots=True)
class Site:
    """A regular expression where the source has it.

    Attributes:
        where: module and line (``checks/marks.py:15``), or the module alone where its line builds several.
        pattern: the expression.
    """

    where: str
    pattern: re.Pattern[Any]

    @property
    def shown(self) -> str:
        """The expression's words."""
        words = self.pattern.pattern
        return words.decode("latin-1") if isinstance(words, bytes) else str(words)


def _escaped(word: str) -> Callable[[ModuleType], list[re.Pattern[Any]]]:
    return lambda module: [re.compile(re.escape(word), re.IGNORECASE)]


#: Expressions that a function makes when it is called, as examples, by module and function. What a module makes of its
#: own lists when it is imported is found in it, as are the rules for times in theirs.
BUILT: dict[tuple[str, str], Callable[[ModuleType], list[re.Pattern[Any]]]] = {
    ("lexicons.newsroom", "_scanner"): lambda module: [module._scanner()],
    ("lexicons.credit_lines", "_leans"): lambda module: [re.compile(module._PERSON + re.escape("Lindau Wire"))],
    ("reading.times_grammar", "add"): lambda module: [],
    ("store.hits", "_occurrences"): _escaped("port of Lindau"),
    ("views.excerpts", "located"): lambda module: [re.compile(r"(?<![\w.,])12\s+000(?!\w)|(?<!\w)12\s+000(?!\w)")],
}


def sites() -> tuple[list[Site], list[str]]:
    """All regular expressions, none twice, and the places whose expression could not be told."""
    found: dict[tuple[Any, int], Site] = {}
    unknown: list[str] = []
    for module in _modules():
        here = list(_written(module))
        made = [site for site in here if isinstance(site, Site)]
        known = {(site.pattern.pattern, site.pattern.flags) for site in made}
        kept = [one for one in _kept(module) if (one.pattern, one.flags) not in known]
        for at, function in [site for site in here if not isinstance(site, Site)]:
            key = (module.__name__.removeprefix("onrecord."), function)
            made += [Site(at, one) for one in BUILT[key](module)] if key in BUILT else []
            unknown += [] if key in BUILT or (kept and not function) else [f"{at} ({function})"]
        made += [Site(_file(module), one) for one in kept]
        for site in made:
            found.setdefault((site.pattern.pattern, site.pattern.flags), site)
    return list(found.values()), unknown


def _modules() -> Iterator[ModuleType]:
    names = [one.name for one in pkgutil.walk_packages(onrecord.__path__, "onrecord.")]
    return (importlib.import_module(name) for name in names if not name.endswith("__main__"))


def _file(module: ModuleType) -> str:
    return module.__name__.removeprefix("onrecord.").replace(".", "/") + ".py"


def _written(module: ModuleType) -> Iterator[Site | tuple[str, str]]:
    """The expressions in the calls of a module; place and function of a call that its own names do not suffice for."""
    if getattr(module, "__file__", None) is None:
        return
    for function, call in _calls(ast.parse(inspect.getsource(module)), ""):
        at = f"{_file(module)}:{call.lineno}"
        try:
            pattern = _value(call.args[0], module)
            made = pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, _flags(call, module))
        except NameError:
            yield at, function
        else:
            yield Site(at, made)


def _calls(tree: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of ``re`` below a node, each with the innermost function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        if isinstance(node, ast.Call) and _of_re(node.func):
            yield function, node
        yield from _calls(node, inner)


def _of_re(called: ast.expr) -> bool:
    named = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
    return named and isinstance(called, ast.Attribute) and called.attr in _FLAGS_AT


def _flags(call: ast.Call, module: ModuleType) -> int:
    at = _FLAGS_AT[call.func.attr] if isinstance(call.func, ast.Attribute) else 1
    named = [one.value for one in call.keywords if one.arg == "flags"]
    given = named or call.args[at : at + 1]
    return int(_value(given[0], module)) if given else 0


def _value(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), vars(module), {})


def _kept(module: ModuleType) -> list[re.Pattern[Any]]:
    """The expressions that a module keeps: alone, in collections and values, or by a method of theirs."""
    seen: set[int] = set()
    found: dict[tuple[Any, int], re.Pattern[Any]] = {}

    def walk(value: Any, depth: int) -> None:
        if isinstance(value, re.Pattern):
            found.setdefault((value.pattern, value.flags), value)
        elif isinstance(getattr(value, "__self__", None), re.Pattern):
            walk(value.__self__, depth)
        elif depth and id(value) not in seen and not isinstance(value, str | bytes | int | float | ModuleType):
            seen.add(id(value))
            for one in _held(value):
                walk(one, depth - 1)

    for name, value in vars(module).items():
        if not name.startswith("__"):
            walk(value, 5)
    return list(found.values())


def _held(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, type):
        return [one for one in vars(value).values() if isinstance(one, re.Pattern)]
    return [getattr(value, one.name, None) for one in fields(value)] if is_dataclass(value) else []

"""The house rules that a program can check: sizes, layers, light imports, explanations, test sentences."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, with methods."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    return (node.end_lineno or node.lineno) - node.lineno + 1 - len((ast.get_docstring(node) or "").splitlines())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_file_over_400_lines_and_no_function_over_60(path: Path) -> None:
    """A source file has at most 400 lines and each of its functions at most 60 without the docstring."""
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    long = [f"{node.name} ({length(node)})" for node in functions(path) if length(node) > 60]
    assert not long


def test_functions_are_short_in_general() -> None:
    """Half of the functions have at most 10 lines and nine in ten at most 30."""
    lengths = sorted(length(node) for path in SOURCES for node in functions(path))
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_each_test_says_what_must_be_true(path: Path) -> None:
    """Every test function has a docstring of its own."""
    silent = [node.name for node in functions(path) if node.name.startswith("test_") and not ast.get_docstring(node)]
    assert not silent


def test_import_is_light() -> None:
    """Importing onrecord loads neither the model, the web, the database nor the command line."""
    heavy = "spacy numpy sqlalchemy trafilatura lxml rich click py3langid rapidfuzz starlette uvicorn jinja2"
    code = f"import sys, onrecord; print([m for m in '{heavy}'.split() if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_help_is_light() -> None:
    """Asking the command line for help loads neither the model nor the database."""
    code = (
        "import sys\nsys.argv = ['onrecord', '--help']\n"
        "from onrecord.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = 'spacy numpy sqlalchemy trafilatura lxml rich starlette uvicorn'\n"
        "print([m for m in heavy.split() if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("[]")


def test_public_names_are_exactly_those_promised() -> None:
    """The package offers the names of __all__ and each of them loads."""
    import onrecord

    assert dir(onrecord) == sorted(onrecord.__all__)
    assert all(getattr(onrecord, name) for name in onrecord.__all__)


def test_no_two_detection_rules_share_an_explanation() -> None:
    """The docstrings of functions in the reading and checking stages, which users read, are all different."""
    seen: dict[str, str] = {}
    for stage in ("reading", "lineage", "checks", "stories"):
        for path in sorted((ROOT / "src" / "onrecord" / stage).rglob("*.py")):
            for node in functions(path):
                doc = ast.get_docstring(node)
                value = any(isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list)
                if doc and not value and node.name != "find":
                    assert doc not in seen, f"{path.name}:{node.name} and {seen[doc]}"
                    seen[doc] = f"{path.name}:{node.name}"

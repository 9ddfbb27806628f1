"""The documentation says what the program does, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.model
def test_how_it_decides_is_what_the_rules_say() -> None:
    """docs/how-it-decides.md is what the docstrings of the rules give today."""
    command = [sys.executable, str(ROOT / "scripts" / "make_decides_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.model
def test_the_page_on_compare_is_what_it_prints() -> None:
    """docs/compare.md has what the program prints of the demo reports today."""
    command = [sys.executable, str(ROOT / "scripts" / "make_compare_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    gone = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not gone


def test_every_error_is_documented() -> None:
    """docs/errors.md has a line for each error that the program raises on purpose."""
    from onrecord import errors

    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    names = [name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_dependency_is_documented() -> None:
    """docs/dependencies.md names each runtime dependency."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=!~;\[ ]", one)[0] for one in project["dependencies"]]
    assert [name for name in names if f"| {name}" not in text] == []

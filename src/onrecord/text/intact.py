"""Files of weights and others that came with the program: whether they are what they were when they were reviewed."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

#: What a folder of weights holds beside what is loaded.
_BESIDE = ("LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json")


def sha256(path: Path) -> str:
    """The SHA-256 of a file; it is read once as long as its size and the time of its last change stay.

    Raises:
        OSError: it cannot be read.
    """
    about = path.stat()
    return _sha256(path, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=256)
def _sha256(path: Path, size: int, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_sha256(home: Path) -> str:
    """One SHA-256 for all files of a folder with their names, but for licences, notes and what Python compiles.

    Raises:
        OSError: one of them cannot be read.
    """
    lines = [f"{sha256(path)}  {path.relative_to(home).as_posix()}\n" for path in _files(home)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _files(home: Path) -> list[Path]:
    found = sorted(home.rglob("*"), key=lambda path: path.relative_to(home).as_posix())
    return [path for path in found if path.is_file() and path.name not in _BESIDE and path.parent.name != "__pycache__"]


def recorded(package: str) -> dict[Path, str]:
    """The files of an installed package, each with the SHA-256 that it was installed with; empty if none is known."""
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        return {}
    found = [(Path(str(file.locate())).resolve(), file.hash) for file in files]
    return {path: _hex(one.value) for path, one in found if one is not None and one.mode == "sha256"}


def _hex(value: str) -> str:
    """A hash as wheels record it (URL-safe Base64 without its padding), in hexadecimal digits."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).hex()


def changed(package: str, home: Path) -> list[Path]:
    """The files under a folder that are not as they were when their package was installed, in order."""
    known = {path: digest for path, digest in recorded(package).items() if path.is_relative_to(home.resolve())}
    return [path for path, digest in sorted(known.items()) if not path.is_file() or sha256(path) != digest]

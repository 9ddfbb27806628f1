"""The libraries that a batch job needs, loaded when it runs; without them a message says what to install."""

from __future__ import annotations

import os
from importlib import import_module, metadata
from typing import Any

from onrecord.errors import BatchError

#: What keeps the libraries from telling anybody that they are used (daft/scarf_telemetry.py of Daft 0.7.26; usage
#: statistics and dashboard of Ray), from drawing bars over our messages, and each worker from using more than its core.
#: Set before the first import of either, and handed on to every worker.
QUIET = {
    "DO_NOT_TRACK": "true",
    "SCARF_NO_ANALYTICS": "true",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_DASHBOARD": "1",
    "RAY_TQDM": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


def version() -> str:
    """The version of Onrecord, which is a part of every key: another one makes everything anew."""
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:  # run from its sources
        return "0"


def pyarrow(part: str) -> Any:
    """A module of pyarrow.

    Raises:
        BatchError: it is not installed.
    """
    return _module(f"pyarrow.{part}", "pyarrow", "batch")


def daft() -> Any:
    """Daft, which is told first to tell nobody.

    Raises:
        BatchError: it is not installed.
    """
    os.environ.update(QUIET)
    return _module("daft", "Daft", "batch")


def ray() -> Any:
    """Ray, which is told first to tell nobody.

    Raises:
        BatchError: it is not installed.
    """
    os.environ.update(QUIET)
    return _module("ray", "Ray", "ray")


def _module(name: str, called: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise BatchError(
            f"{called} is not installed", where="onrecord batch", hint=f"Install it: pip install 'onrecord[{extra}]'"
        ) from error

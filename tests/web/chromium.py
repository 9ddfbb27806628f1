"""Where the machine's browser lies."""

from __future__ import annotations

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def executable() -> str | None:
    """The path of the machine's Chromium; ``None`` where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)

"""Deeds in processes of their own that take no time to start: forked ones, which end without cleaning up."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable


def started(deed: Callable[[], None]) -> Callable[[], int]:
    """Begin something in a process of its own; what waits for it gives the signal that ended it, 0 if none did."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            deed()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def wait() -> int:
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return os.WTERMSIG(status)
        assert os.WEXITSTATUS(status) == 0
        return 0

    return wait


def in_child(deed: Callable[[], None]) -> int:
    """Do something in a process of its own, to its end; by which signal that ended, 0 if by none."""
    return started(deed)()

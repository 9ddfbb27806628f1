"""``python -m reliability.fuzz.minimise READER FILE [OUT]``: the case without what does not matter to what it shows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from reliability.fuzz.child import bounded, signature
from reliability.fuzz.target import Target
from reliability.fuzz.targets import TARGETS

#: Processor seconds that are spent on one case.
PATIENCE = 30.0


def shown(target: Target, data: bytes) -> str | None:
    """What a case shows; ``None`` if nothing."""
    try:
        target.try_case(data)
    except Exception as error:
        return signature(error)
    return None


def smallest(data: bytes, holds: Callable[[bytes], bool], patience: float = PATIENCE) -> bytes:
    """The bytes without every stretch that can go while something holds, the longest tried first."""
    end = time.process_time() + patience
    size = len(data) // 2
    while size and time.process_time() < end:
        at, left = 0, len(data)
        while at < len(data) and time.process_time() < end:
            less = data[:at] + data[at + size :]
            if holds(less):
                data = less
            else:
                at += size
        size = size if size == 1 and len(data) < left else min(size // 2, max(1, len(data) // 2)) if size > 1 else 0
    return data


def main(arguments: list[str]) -> int:
    """Writes the smallest case; 1 if the case shows nothing."""
    name, path, *out = arguments
    target, data = TARGETS[name], Path(path).read_bytes()
    bounded()
    what = shown(target, data)
    if what is None:
        print(f"{path} shows nothing")
        return 1
    found = smallest(data, lambda less: shown(target, less) == what)
    (Path(out[0]) if out else Path(path)).write_bytes(found)
    print(f"{what}: {len(data):,} bytes, now {len(found):,}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

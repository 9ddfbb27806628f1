"""Measures the peak resident memory of reading a folder in a fresh process.

    uv run python benchmarks/read_memory.py [SOURCE] [--json]

The process is `onrecord read SOURCE --jsonl` as a user starts it, its output thrown away. The figure is the high-water
mark that the kernel keeps of it (VmHWM), where there is one, else what getrusage says. The limit is 1,500 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear" / "dev" / "text"
LIMIT = 1_500

#: getrusage counts what the process held before it became this program, so it is only the second choice.
CHILD = """
import os, resource, sys
from pathlib import Path
from onrecord.cli.main import main

sys.argv = ["onrecord", "read", sys.argv[1], "--jsonl"]
code = 0
try:
    main()
except SystemExit as stop:
    code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
sys.stdout.flush()
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
unit = 1 if sys.platform == "darwin" else 1024
Path(os.environ["ONRECORD_PEAK"]).write_text(str((peak or usage * unit) + others * unit))
sys.exit(code)
"""


def peak(source: Path) -> float:
    """Peak resident megabytes of a fresh process that reads a file or folder, child processes added.

    Raises:
        subprocess.CalledProcessError: reading failed.
    """

    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "peak"
        environment = {**os.environ, "ONRECORD_PEAK": str(note)}
        command = [sys.executable, "-c", CHILD, str(source)]
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
        return int(note.read_text()) / 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("source", nargs="?", type=Path, default=HOME)
    parser.add_argument("--json", action="store_true", help="print the figure as JSON")
    given = parser.parse_args()
    if not given.source.exists():
        sys.exit(f"{given.source}: no such file or folder. Give a folder of texts.")
    found = peak(given.source)
    print(json.dumps({"peak_mb": found, "limit_mb": LIMIT}) if given.json else f"peak {found:,.0f} MB of {LIMIT:,} MB")


if __name__ == "__main__":
    main()

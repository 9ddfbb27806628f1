"""Write the trained weights as two ONNX graphs of eight-bit weights beside the package's code.

    python -m training.export reader.pt [--version 1]    and then    python -m training.fit

Weights are stored in seven of the eight bits (``reduce_range``): with all eight, processors without VNNI saturate and
would read otherwise than those with it. The vectors of words have a scale each, all else a scale a column.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import HEAD, Encoder, Head, Shape

WEIGHTS = Path(__file__).resolve().parents[1] / "src/onrecord/reading/attribution/learned/weights"

#: Weights of an attribution's signs until ``training.fit`` has found better ones.
EVEN = [0.0, 0.25, 0.25, 0.25, 0.25, 0.0]


class Rounded(nn.Module):
    """An embedding in eight bits with a scale a row."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        scale = table.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table.weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of ids."""
        return self.table[ids].float() * self.scale[ids]  # type: ignore[index]


class Reading(nn.Module):
    """The encoder as it is used: without padding."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, quoted: Tensor, case: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of cues and of roles, and vectors for the head."""
        found: tuple[Tensor, Tensor, Tensor] = self.encoder(ids, quoted, case, None)
        return found


def graphs(weights: Path, home: Path) -> None:
    """Write ``encoder.onnx`` and ``head.onnx`` with weights of 32 bits."""
    given = torch.load(weights)
    encoder, head = Encoder(Shape()), Head()
    encoder.load_state_dict(given["encoder"])
    head.load_state_dict(given["head"])
    encoder.words = Rounded(encoder.words)  # type: ignore[assignment]
    ids = torch.randint(0, 1000, (1, 40))
    some = torch.zeros_like(ids)
    torch.onnx.export(
        Reading(encoder).eval(), (ids, some, some), str(home / "encoder.onnx"), opset_version=17, dynamo=False,
        input_names=["ids", "quoted", "case"], output_names=["cue", "roles", "vectors"],
        dynamic_axes={name: {1: "length"} for name in ("ids", "quoted", "case", "cue", "roles", "vectors")},
    )  # fmt: skip
    pieces, away, mask = torch.randn(3, 40, HEAD), torch.zeros(3, 40, dtype=torch.long), torch.zeros(3, 1, 1, 40)
    axes = {name: {0: "anchors", 1: "length"} for name in ("pieces", "away", "roles")}
    torch.onnx.export(
        head.eval(), (pieces, pieces[:, 0], away, mask), str(home / "head.onnx"), opset_version=17, dynamo=False,
        input_names=["pieces", "anchor", "away", "mask"], output_names=["roles"],
        dynamic_axes={**axes, "anchor": {0: "anchors"}, "mask": {0: "anchors", 3: "length"}},
    )  # fmt: skip


def main() -> None:
    """Export, round and put the weights where the package looks for them."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--version", default="1")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        graphs(given.weights, home)
        for name in ("encoder.onnx", "head.onnx"):
            quant_pre_process(str(home / name), str(home / f"plain-{name}"), skip_symbolic_shape=True)
            quantize_dynamic(
                home / f"plain-{name}", given.out / name, weight_type=QuantType.QInt8, per_channel=True,
                reduce_range=True, op_types_to_quantize=["MatMul", "Gemm"],
            )  # fmt: skip
    names = ("encoder.onnx", "head.onnx")
    sha256 = {name: hashlib.sha256((given.out / name).read_bytes()).hexdigest() for name in names}
    card = {"version": given.version, "sha256": sha256, "weights": EVEN}
    written = json.dumps(card, indent=1) + "\n"
    (given.out / "card.json").write_text(written, encoding="utf-8")
    print("CARD_SHA256 for network.py:", hashlib.sha256(written.encode()).hexdigest())
    for name in names:
        print(name, (given.out / name).stat().st_size)


if __name__ == "__main__":
    main()

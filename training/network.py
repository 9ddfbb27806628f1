"""The network: a small BERT that reads a window, and a head that reads a paragraph for one cue.

The encoder (MiniLM, 6 layers of 384) reads a window of paragraphs. From what it makes of each word piece come

- how likely the piece is part of a cue,
- what the piece is to any attribution (nothing, source, cue, content): a second task that only helps training,
- a vector for the head.

The head takes one piece of a cue, the anchor, and reads its paragraph for it: which pieces are the source, the cue and
the content of *this* attribution. So what belongs to what is read, not put together afterwards, as in semantic role
labelling with a marked predicate (Shi and Lin 2019, arXiv:1904.05255).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.reading.attribution.learned.windows import CASES, QUOTED

#: What a piece is to an attribution; the order of the head's outputs.
ROLES = ("nothing", "source", "cue", "content")
#: Width of the head, and the farthest distance from the anchor that it tells apart.
HEAD, FAR = 192, 64


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder, as in its own configuration."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    places: int = 512


class Layer(nn.Module):
    """A transformer layer with the norms behind (BERT's order)."""

    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """One step for ``x`` (batch, length, width) where ``mask`` (batch, 1, 1, length) is added to the scores."""
        batch, length, width = x.shape

        def split(linear: nn.Linear) -> Tensor:
            return linear(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        mixed = F.scaled_dot_product_attention(split(self.query), split(self.key), split(self.value), attn_mask=mask)
        x = self.norm(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.norm_out(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Reads windows: pieces with how they are written and where they stand in quotation marks."""

    def __init__(self, shape: Shape, drop: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.quoted = nn.Embedding(QUOTED, shape.width)
        self.case = nn.Embedding(CASES, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner, drop) for _ in range(shape.layers))
        self.cue = nn.Linear(shape.width, 1)
        self.role = nn.Linear(shape.width, len(ROLES))
        self.hand = nn.Linear(shape.width, HEAD)
        nn.init.zeros_(self.quoted.weight)
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, quoted: Tensor, case: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of being part of a cue, logits of roles, and vectors for the head, piece by piece."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(at) + self.kind + self.quoted(quoted) + self.case(case)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.cue(x).squeeze(-1), self.role(x), self.hand(x)


class Head(nn.Module):
    """Reads a paragraph for one anchor."""

    def __init__(self, layers: int = 2, drop: float = 0.1) -> None:
        super().__init__()
        self.near = nn.Embedding(2 * FAR + 1, HEAD)
        self.anchor = nn.Linear(HEAD, HEAD)
        self.gate = nn.Linear(HEAD, HEAD)
        self.norm = nn.LayerNorm(HEAD)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(HEAD, 6, 2 * HEAD, drop) for _ in range(layers))
        self.role = nn.Linear(HEAD, len(ROLES))
        nn.init.normal_(self.near.weight, std=0.02)

    def forward(self, pieces: Tensor, anchor: Tensor, away: Tensor, mask: Tensor) -> Tensor:
        """Logits of roles (anchors, length, 4).

        Args:
            pieces: the encoder's vectors of each anchor's paragraph (anchors, length, HEAD).
            anchor: the vector of the anchor (anchors, HEAD).
            away: how far each piece is behind the anchor, cut to ±FAR, plus FAR.
            mask: (anchors, 1, 1, length), added to the scores of attention.
        """
        x = pieces * (1 + torch.tanh(self.gate(anchor)))[:, None] + self.anchor(anchor)[:, None] + self.near(away)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.role(x)


_NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm_out",
}  # fmt: skip


def pretrained(encoder: Encoder, weights: Path) -> None:
    """Fill the encoder with the weights of a BERT in a safetensors file.

    Raises:
        KeyError: the file lacks a weight.
    """
    from safetensors.torch import load_file

    given: dict[str, Any] = load_file(weights)
    own = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "kind": given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(len(encoder.layers)):
        for theirs, ours in _NAMES.items():
            for part in ("weight", "bias"):
                own[f"layers.{number}.{ours}.{part}"] = given[f"encoder.layer.{number}.{theirs}.{part}"]
    missing, unknown = encoder.load_state_dict(own, strict=False)
    fresh = {"quoted", "case", "cue", "role", "hand"}
    if unknown or any(name.split(".")[0] not in fresh for name in missing):
        raise KeyError(f"{weights}: {missing} {unknown}")

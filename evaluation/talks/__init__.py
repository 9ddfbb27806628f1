"""Labels by hand of real pages on peace talks, as ranges and ids, and their scorer."""

from evaluation.talks.score import figures

__all__ = ["figures"]

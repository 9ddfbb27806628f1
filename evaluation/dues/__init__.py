"""Labels by hand of deadlines and commitments in sentences of mixed news, as ranges and ids, and their scorer."""

from evaluation.dues.score import figures

__all__ = ["figures"]

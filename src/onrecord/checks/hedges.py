"""Words of doubt."""

from __future__ import annotations

#: Words that make what is told less than certain, wherever they stand in a statement.
HEDGES = frozenset(
    ("probably", "likely", "possibly", "perhaps", "maybe", "apparently", "reportedly", "allegedly", "alleged",
     "suspected", "possible", "potential", "presumably", "purportedly", "supposedly", "may", "might", "could",
     "appears", "appeared", "seems", "seemed", "believed", "thought", "feared", "unconfirmed", "suggests")
)  # fmt: skip

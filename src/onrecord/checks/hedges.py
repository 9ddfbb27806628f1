"""Words of doubt, by how they stand in a sentence."""

from __future__ import annotations

from onrecord.text.wordset import wordset

#: Adverbs that make a deed doubtful.
ADVERBS = wordset(
    "probably possibly perhaps likely apparently presumably maybe reportedly allegedly supposedly purportedly"
)
#: Verbs that make doubtful what hangs on them.
VERBS = wordset(
    "suspect believe think feel appear seem suggest presume assume fear accuse allege claim purport rumour rumor"
)
#: Modals of what may be; "would" and "should" tell what is wanted or to come.
MODALS = frozenset(("may", "might", "could"))
#: Words that make what is told less than certain, wherever they stand in a statement.
HEDGES = (
    ADVERBS
    | MODALS
    | wordset("alleged suspected possible potential appears appeared seems seemed believed thought feared unconfirmed "
              "suggests")
)  # fmt: skip

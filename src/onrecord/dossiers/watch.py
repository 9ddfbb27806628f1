"""All that holds in a dossier by the watch rules, and what of it is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord.dossiers.contradictions import contradictions
from onrecord.dossiers.deadlines import turns
from onrecord.dossiers.known import Candidate, news
from onrecord.dossiers.origins import origins
from onrecord.dossiers.positions import changes
from onrecord.model.dossier import Alert, Rule
from onrecord.views.index import Index

#: Each rule with what finds its candidates, in the order in which alerts are shown.
RULES: Mapping[Rule, Callable[[Index, str], Iterator[Candidate]]] = {
    "contradiction": contradictions,
    "position": changes,
    "deadline": turns,
    "origin": origins,
}


def new_alerts(index: Index, dossier: str, known: Iterable[Alert]) -> tuple[Alert, ...]:
    """What is new in a dossier, in the order of the rules.

    What holds depends on the reports alone, not on the order in which they came; only what was noticed before decides
    what is new.

    Args:
        index: the reports of the dossier with what holds between them.
        dossier: its name.
        known: what was noticed in it before.
    """
    found = news((one for rule in RULES.values() for one in rule(index, dossier)), known)
    return tuple(sorted(found, key=lambda one: list(RULES).index(one.rule)))

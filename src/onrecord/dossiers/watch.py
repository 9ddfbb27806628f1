"""All that holds in a dossier by the watch rules, and what of it is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from onrecord.dossiers.contradictions import contradictions
from onrecord.dossiers.deadlines import turns
from onrecord.dossiers.known import Candidate, news
from onrecord.dossiers.origins import origins
from onrecord.dossiers.positions import changes
from onrecord.dossiers.revisions import Step, revisions
from onrecord.model.dossier import Alert, Rule
from onrecord.views.index import Index

#: Each rule on what holds between current reports with what finds its candidates.
_RULES: Mapping[Rule, Callable[[Index, str], Iterator[Candidate]]] = {
    "contradiction": contradictions,
    "position": changes,
    "deadline": turns,
    "origin": origins,
}

#: All rules in the order in which alerts are shown.
RULES: tuple[Rule, ...] = (*_RULES, "revision")


def new_alerts(index: Index, dossier: str, known: Iterable[Alert], changed: Iterable[Step] = ()) -> tuple[Alert, ...]:
    """What is new in a dossier, in the order of the rules.

    What holds depends on the reports alone, not on the order in which they came; only what was noticed before decides
    what is new.

    Args:
        index: the reports of the dossier with what holds between them.
        dossier: its name.
        known: what was noticed in it before.
        changed: what outlets changed in its reports.
    """
    holding = [one for rule in _RULES.values() for one in rule(index, dossier)]
    found = news([*holding, *revisions(changed, dossier)], known)
    return tuple(sorted(found, key=lambda one: RULES.index(one.rule)))

"""The columns of each page as a table: the same, in the same order, whatever was found."""

from __future__ import annotations

_STATEMENT = (
    "speaker", "identity", "cue", "kind", "said", "manner", "certainty", "to", "told_by", "chain", "reports", "origins",
    "relation", "target", "judged", "why",
)  # fmt: skip
_FINDING = ("finding", "kind", "type", "about", "value", "according_to", "rule", "target", "judged", "why")
_CLAIM = ("claim", "reports", "origins")
_LINEAGE = ("origin", "agency", "root", "reports", "members", "a", "b", "kind", "direction", "target", "judged", "why")
_POSITION = (
    "position", "issue", "issue_id", "party", "party_id", "move", "object", "conditions", "day", "latest",
    "day_doubted", "origins", "speaker", "capacity", "told_only_by", "changed_from", "changed_from_day",
    "according_to", "rule", "judged", "open", "parties",
)  # fmt: skip
_DUE = (
    "due", "kind", "what", "by", "earliest", "latest", "precision", "by_words", "parties", "set_by", "place",
    "place_certainty", "announced", "according_to", "state", "state_why", "as_of", "moved_from", "first_told",
    "last_told", "reports", "origins", "step", "step_day", "from_earliest", "from_latest", "to_earliest", "to_latest",
    "step_why", "judged",
)  # fmt: skip
_HAPPENING = (
    "day", "until", "day_doubted", "told_on", "precision", "when", "when_told", "status", "stands", "was", "type",
    "mode", "actors", "recipients", "place", "place_certainty", "figures", "according_to", "reports", "origins",
    "happening", "judged", "why",
)  # fmt: skip
_DUE_READ = ("what", "kind", "state", "set_by", "moved_from")
_EVENT = ("day", "until", "type", "mode", "status", "actors", "recipients", "place", "place_certainty")
_READ = (
    "actor", "name", "of", "role", "low", "high", "unit", "mod", "value", "part", "voice", "dated", "repeats",
)  # fmt: skip
_DOSSIER = ("dossier", "query_words", "parties", "outlets", "from", "to", "made", "reports")
_ALERT = ("dossier", "rule", "alert", "title", "noticed", "known_before", "why")
_STORY = ("story", "story_title", "id", "title", "agency", "judged", "why")


def _joined(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("section", "item", *(one for group in groups for one in group))))


COMPARE = _joined(_FINDING, _CLAIM, ("only_in",), _LINEAGE)
CHECKS = _joined(_FINDING, _CLAIM)
LINEAGE = _joined(_LINEAGE)
QUOTES = _joined(_STATEMENT, _FINDING)
POSITIONS = _joined(_POSITION)
DEADLINES = _joined(_DUE)
TIMELINE = _joined(_HAPPENING, _DUE)
STORIES = _joined(_STORY)
SEARCH = _joined()
READ = _joined(_STATEMENT, _POSITION, _EVENT, _DUE_READ, _READ)
_REVISION = (
    "revision", "standing", "since", "seen_first", "seen_last", "modified", "changes", "change", "before", "after",
    "part",
)  # fmt: skip
REPORT = _joined(_REVISION, _LINEAGE, _FINDING, _STATEMENT, _POSITION, _EVENT, _DUE_READ, _READ)
BRIEF = _joined(("story",), _CLAIM, _STATEMENT, _POSITION, _DUE, _HAPPENING, _FINDING, ("only_in",))
JUDGEMENTS = _joined(
    ("at", "by", "verdict", "kind", "target", "what", "value", "note", "state", "state_why", "now", "judgement")
)
DOSSIERS = _joined(_DOSSIER)
WATCH = _joined(_ALERT)

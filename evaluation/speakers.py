"""Who is taken to speak: direct quotations of PolNeAR dev whose speakers were labelled by reading.

    uv run python -m evaluation.speakers [FOLDER] [--misses] [--json]

``speakers.json`` holds ranges of the corpus files and no words: the content, the words of the source, and the naming
mention nearest to them (``name``, the fullest form in the article; ``null`` where nobody is named: "the letter", "a
friend", two senators together). At most four quotations an article were drawn by lot before anything was measured.
``far`` marks those whose speaker is not named in the same or a neighbouring paragraph; they are counted apart.

A quotation is found where an attribution's content shares half of its words, and half of the words of the quotation,
as in the scorer. Its speaker is right where the actor given is the one meant at the naming mention and carries that
name and no other's.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evaluation.polnear import DATA, read, scorer
from onrecord.model.reading import Actor, Attribution
from onrecord.model.report import Report
from onrecord.reading import actors, attribution
from onrecord.reading.attribution import readers
from onrecord.reading.engine import load_engine

LABELS = Path(__file__).with_name("speakers.json")
Outcome = Literal["right", "wrong", "open", "not found"]
Group = Literal["named", "far", "unnamed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one label: the outcome, who was given, and where it stands."""

    group: Group
    outcome: Outcome
    document: str
    label: dict[str, Any]
    given: str | None


def answers(folder: Path) -> Iterator[Answer]:
    """Reads every labelled article in the default way and judges each label."""
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in json.loads(LABELS.read_text(encoding="utf-8")):
        labels[label["doc"]].append(label)
    propose, _ = readers.proposer(load_engine().reader)
    documents = scorer(folder.parents[2] / "bench" / "score_polnear.py").load_documents(str(folder))
    for name, origins, report, parsed in read(folder):
        if name in labels:
            cast = actors.find(report, parsed)
            found = attribution.find(report, parsed, cast, propose)
            for label, one in _matched(documents[name], origins, labels[name], found):
                actor = cast.get(one.actor) if one is not None else None
                yield _judged(name, label, report, origins, one, actor)


def _matched(
    document: Any, origins: list[int], labels: list[dict[str, Any]], found: tuple[Attribution, ...]
) -> Iterator[tuple[dict[str, Any], Attribution | None]]:
    """Each label with the attribution that has at least half of its words, as the scorer counts words.

    Of several the one most alike in length. The attribution may hold more: where the labels part "…," he said. "…" in
    two and a reader joins them, both halves are still shown as said by whom it names.
    """
    covers = [(one, document.cover([(origins[s.start], origins[s.end - 1] + 1) for s in one.content])) for one in found]
    for label in labels:
        wanted = document.cover(label["content"])
        best: tuple[float, Attribution | None] = (0.0, None)
        for one, words in covers:
            shared = len(wanted & words)
            quality = 2 * shared / (len(wanted) + len(words)) if words else 0.0
            if 2 * shared >= len(wanted) and quality > best[0]:
                best = (quality, one)
        yield label, best[1]


def _judged(
    name: str,
    label: dict[str, Any],
    report: Report,
    origins: list[int],
    one: Attribution | None,
    actor: Actor | None,
) -> Answer:
    group: Group = "unnamed" if label["name"] is None else "far" if label.get("far") else "named"
    outcome: Outcome = "not found" if one is None else "open"
    if actor is not None:
        outcome = "right" if _is_meant(label, report, origins, actor) else "wrong"
    return Answer(group, outcome, name, label, actor.name if actor else None)


def _is_meant(label: dict[str, Any], report: Report, origins: list[int], actor: Actor) -> bool:
    if label["name"] is None:
        return False
    start, end = label["name"]
    meant = set(re.findall(r"\w+", report.text[origins.index(start) : origins.index(end)].lower()))
    named = set(re.findall(r"\w+", actor.name.lower()))
    here = any(origins[one.start] < end and start < origins[one.end - 1] + 1 for one in actor.mentions)
    return here and (meant <= named or named <= meant)


def figures(folder: Path) -> dict[str, float]:
    """Shares in percent: right, wrong, open of all labelled, precision of those answered, unnamed left so."""
    return shares(list(answers(folder)))


def shares(found: list[Answer]) -> dict[str, float]:
    """The figures of judged labels."""
    made: dict[str, float] = {}
    counts: Counter[tuple[str, str]] = Counter((one.group, one.outcome) for one in found)
    for group, label in (("named", ""), ("far", " of far")):
        of = {outcome: counts[group, outcome] for outcome in ("right", "wrong", "open", "not found")}
        total, answered = sum(of.values()), of["right"] + of["wrong"]
        made |= {f"speaker {outcome}{label}": round(100 * n / max(1, total), 1) for outcome, n in of.items()}
        made[f"speaker precision{label}"] = round(100 * of["right"] / max(1, answered), 1)
    nameless = [one for one in found if one.group == "unnamed"]
    left = sum(one.outcome != "wrong" for one in nameless)
    return {**made, "unnamed left unnamed": round(100 * left / max(1, len(nameless)), 1)}


def main() -> None:
    """Print the counts, the figures and, if asked, all misses with their places."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--misses", action="store_true", help="print what was not answered right")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    given = parser.parse_args()
    if not given.folder.exists():
        sys.exit(f"{given.folder}: the labelled data is absent. Give the folder of a split.")
    found = list(answers(given.folder))
    if given.json:
        print(json.dumps(shares(found), indent=1))
        return
    for group, count in sorted(Counter((one.group, one.outcome) for one in found).items()):
        print(f"{group[0]:10}{group[1]:12}{count:5}")
    for key, value in shares(found).items():
        print(f"{key:28}{value:8.1f}")
    if given.misses:
        for one in found:
            if one.outcome == "wrong" or (one.group != "unnamed" and one.outcome != "right"):
                label = one.label
                print(
                    f"{one.document} {one.group} {one.outcome}: content {label['content']} source {label['source']}",
                    end="",
                )
                print(f" expected {label['name']} got {one.given}")


if __name__ == "__main__":
    main()

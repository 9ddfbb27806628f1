"""Positions, deadlines and announced meetings against labels of real pages on peace talks.

    uv run python -m evaluation.talks [dev|held|all] [--misses] [--json]

``dev.json`` and ``held.json`` hold ranges and ids and no words of the pages. They were labelled by reading, by others
than wrote the rules and before these were tuned; ``held.json`` was not looked at while they were. One passage that
tells a position of a party is one label, so a page that tells it three times has three. ``sure`` is false where careful
readers may differ over whether there is anything to label: such a label makes a finding right that matches it, and
nobody misses it.

A position is right where a label of the same party overlaps its words and both have the same move and issue, or one
that the labeller would accept as well. A deadline is right where a label overlaps it and has the same latest day, or,
where it spans several days, shares one with it. A meeting, an event of type CONSULT (or AGREE in mode ``meet``) that
lies ahead, is right where a label overlaps one of its mentions and the days are compatible. Several findings may match
one label.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from onrecord import once
from onrecord.lexicons.words import words
from onrecord.model.reading import Deadline, Entry, Event, Position
from onrecord.model.spans import Span

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "talks"
LABELS = Path(__file__).parent
SETS = {"dev": ("dev",), "held": ("held",), "all": ("dev", "held")}
Label: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is scored.

    Attributes:
        name: its name in the labels.
        found: what was read of it in a report, each with its ranges.
        levels: by name, from loose to strict, whether a finding and a label that overlap agree; the last one decides.
    """

    name: str
    found: Callable[[Entry], Sequence[tuple[Any, tuple[Span, ...]]]]
    levels: Mapping[str, Callable[[Any, Label], bool]]


@dataclass
class Count:
    """What one kind of thing came to: findings that match a label and labels that are matched, at each level."""

    found: int = 0
    labels: int = 0
    right: dict[str, int] = field(default_factory=dict)
    hit: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def figures(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 in percent at each level."""
        out: dict[str, float] = {f"{name} found": self.found, f"{name} labels": self.labels}
        for level in self.right:
            precision = self.right[level] / self.found if self.found else 0.0
            recall = self.hit[level] / self.labels if self.labels else 0.0
            both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            for figure, value in (("precision", precision), ("recall", recall), ("F1", both)):
                out[f"{name} {level} {figure}"] = round(100 * value, 1)
        return out


#: The issues that the labellers had to choose from; what the list has had since then is "other" to them.
_LISTED = words(
    "territory security_guarantees withdrawal foreign_troops ceasefire end_of_war prisoners sanctions nuclear_plant "
    "infrastructure nuclear_weapons sovereignty recognition elections reparations justice refugees humanitarian_access "
    "talks timetable disarmament monitoring military_aid attacks energy_trade membership language_religion pressure "
    "funding"
)

# -- positions ----------------------------------------------------------------------------------------------------


def _positions(entry: Entry) -> list[tuple[Position, tuple[Span, ...]]]:
    return [(one, (one.span, one.object) if one.object else (one.span,)) for one in entry.reading.positions]


def _party(one: Position, label: Label) -> bool:
    return bool(one.party == label["party"])


def _move(one: Position, label: Label) -> bool:
    return _party(one, label) and one.move in (label["move"], *label["moves"])


def _issue(one: Position, label: Label) -> bool:
    issue = one.issue.partition(":")[0]
    return (issue if issue in _LISTED else "other") in (label["issue"], *label["issues"])


def _position(one: Position, label: Label) -> bool:
    return bool(_move(one, label) and _issue(one, label))


# -- deadlines and meetings ---------------------------------------------------------------------------------------


def _deadlines(entry: Entry) -> list[tuple[Deadline, tuple[Span, ...]]]:
    return [(one, (one.span,)) for one in entry.reading.deadlines]


def _same_days(one: Deadline, label: Label) -> bool:
    first, last = label["earliest"], label["latest"]
    if last is None:
        return True
    if one.latest is None or first in (None, last):
        return bool(one.latest == last)
    return bool((one.earliest or one.latest) <= last and first <= one.latest)


def _meetings(entry: Entry) -> list[tuple[tuple[Entry, Event], tuple[Span, ...]]]:
    meeting = [
        one
        for one in entry.reading.events
        if one.type == "CONSULT" or (one.type == "AGREE" and one.mode == "meet")
        if one.status in ("planned", "possible", "conditional")
    ]
    return [((entry, one), (one.span, *one.mentions)) for one in meeting]


def _compatible_days(one: tuple[Entry, Event], label: Label) -> bool:
    entry, event = one
    time = entry.reading.times[event.when] if event.when is not None else None
    if time is None or not time.earliest or not time.latest or not label["earliest"] or not label["latest"]:
        return not label["earliest"] or time is None
    return time.earliest <= str(label["latest"]) and str(label["earliest"]) <= time.latest


KINDS = (
    Kind("positions", _positions, {"party": _party, "move": _move, "right": _position}),
    Kind("deadlines", _deadlines, {"told": lambda one, label: True, "right": _same_days}),
    Kind("meetings", _meetings, {"told": lambda one, label: True, "right": _compatible_days}),
)


# -- scoring ------------------------------------------------------------------------------------------------------


def _overlaps(ranges: Sequence[Span], label: Label) -> bool:
    start, end = label["span"]
    return any(one.start < end and start < one.end for one in ranges)


def score(page: Label, entry: Entry, kind: Kind, count: Count) -> None:
    """Add what one page comes to for one kind of thing.

    Raises:
        ValueError: the labels are of another text.
    """
    if page["sha256"] != entry.report.sha256:
        raise ValueError(f"line {page['line']} of the pages is not the text that was labelled")
    upto = page["upto"] or len(entry.report.text)
    found = [one for one in kind.found(entry) if one[1][0].start < upto]
    labels = page[kind.name]
    sure = [label for label in labels if label["sure"]]
    count.found += len(found)
    count.labels += len(sure)
    for level, agrees in kind.levels.items():
        matched = [[_overlaps(ranges, label) and agrees(one, label) for label in labels] for one, ranges in found]
        hits = [any(row[n] for row in matched) for n, label in enumerate(labels)]
        count.right[level] = count.right.get(level, 0) + sum(any(row) for row in matched)
        count.hit[level] = count.hit.get(level, 0) + sum(
            hit for hit, label in zip(hits, labels, strict=True) if label["sure"]
        )
    count.misses += _misses(page, entry, kind, found, matched)


def _misses(
    page: Label, entry: Entry, kind: Kind, found: Sequence[tuple[Any, tuple[Span, ...]]], matched: list[list[bool]]
) -> Iterator[str]:
    for (one, ranges), row in zip(found, matched, strict=True):
        if not any(row):
            near = [label for label in page[kind.name] if _overlaps(ranges, label)]
            yield f"{page['line']:2} WRONG  {_short(one)} | {ranges[0].start} {ranges[0].text!r}" + "".join(
                f"\n          label: {_short_label(label)}" for label in near
            )
    for n, label in enumerate(page[kind.name]):
        if label["sure"] and not any(row[n] for row in matched):
            start, end = label["span"]
            yield f"{page['line']:2} MISSED {_short_label(label)} | {start} {entry.report.text[start:end]!r}"


def _short(one: Position | Deadline | tuple[Entry, Event]) -> str:
    if isinstance(one, Position):
        return f"{one.party} {one.move} {one.issue} [{one.rule}]"
    if isinstance(one, Deadline):
        return f"{one.kind} {one.earliest}..{one.latest} [{one.rule}]"
    return f"{one[1].status} [{one[1].rule}]"


def _short_label(label: Label) -> str:
    if "party" in label:
        moves, issues = ("/".join((label[k], *label[k + "s"])) for k in ("move", "issue"))
        return f"{label['party']} {moves} {issues}{'' if label['sure'] else ' (unsure)'}"
    return f"{label['earliest']}..{label['latest']} {label.get('kind', label.get('status'))}"


def pages(folder: Path, which: str = "dev") -> list[tuple[Label, Entry]]:
    """The labelled pages of a set, each with what is read in it now."""
    labels = [page for name in SETS[which] for page in json.loads((LABELS / f"{name}.json").read_text("utf-8"))]
    rows = (folder / "pages.jsonl").read_text("utf-8").split("\n")
    out = []
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "pages.jsonl"
        path.write_text("\n".join(rows[page["line"]] for page in labels), "utf-8")
        for page, result in zip(labels, once.read(path), strict=True):
            if result.entry is None:
                raise ValueError(f"line {page['line']} of the pages could not be read: {result.error}")
            out.append((page, result.entry))
    return out


def counts(read: Sequence[tuple[Label, Entry]]) -> dict[str, Count]:
    """What each kind of thing comes to on these pages."""
    found = {kind.name: Count() for kind in KINDS}
    for page, entry in read:
        for kind in KINDS:
            score(page, entry, kind, found[kind.name])
    return found


def figures(folder: Path, which: str = "all") -> dict[str, float]:
    """The reported figures, in percent; over both sets for the floors."""
    return {
        key: value for name, one in counts(pages(folder, which)).items() for key, value in one.figures(name).items()
    }


def main() -> None:
    """Print the figures and, if asked, what is wrong and what is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="?", choices=SETS, default="dev")
    parser.add_argument("--misses", action="store_true", help="list wrong and missed ones with their words")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON only")
    given = parser.parse_args()
    if not DATA.exists():
        sys.exit(f"{DATA}: the labelled pages are absent")
    found = counts(pages(DATA, given.which))
    total = {key: value for name, one in found.items() for key, value in one.figures(name).items()}
    if given.json:
        print(json.dumps(total))
        return
    for key, value in total.items():
        print(f"{key:32} {value:6.1f}")
    for name, one in found.items() if given.misses else ():
        print(f"\n{name}")
        print("\n".join(one.misses))


if __name__ == "__main__":
    main()

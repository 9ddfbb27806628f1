"""The screen of the issues that positions are sorted by, with the words that point to each."""

from __future__ import annotations

from onrecord.lexicons.issues import Issue, Issues
from onrecord.lexicons.issues_file import as_rows, in_use
from onrecord.views.page import Line, Page, Run, Section, line
from onrecord.views.words import count, flat


def page(kept: str | None) -> Page:
    """The list of issues in use.

    Args:
        kept: the record's own list as it is kept; ``None`` where it uses the default one.
    """
    found = list(in_use(kept).issues.values())
    rows = as_rows(kept)
    which = "the default list" if kept is None else "your own list"
    if kept is not None and "extends" in rows:
        which = "the default list with what your own adds and leaves out"
    intro = [line(f"{count(len(found), 'issue')}: {which}.", facts={"own": kept is not None})]
    if about := flat(rows.get("about", "")):
        intro.append(line(about))
    return Page("Issues", tuple(intro), (Section("In use", tuple(_line(one) for one in found), empty="No issue."),))


def changed(kept: str | None, before: Issues, moved: int) -> Page:
    """What another list of issues changes.

    Args:
        kept: the list that is used from now on, as it is kept; ``None`` is the default one.
        before: the list that was used until now.
        moved: how many positions are under another issue now.
    """
    after = in_use(kept)
    new = [one for one in after.issues if one not in before.issues]
    gone = [one for one in before.issues if one not in after.issues]
    other = [one for one in after.issues if one in before.issues and after.issues[one] != before.issues[one]]
    told = (("New", new), ("Left out", gone), ("Other words or label", other))
    lines = [line(Run(f"{name}: ", "strong"), ", ".join(ids), facts={"change": name}) for name, ids in told if ids]
    lines.append(line(f"{count(moved, 'position')} under another issue than before.", facts={"moved": moved}))
    listed_all = line("The whole list: ", Run("onrecord issues"))
    return Page("Issues", (*page(kept).intro, listed_all), (Section("What changed", tuple(lines)),))


def _line(one: Issue) -> Line:
    tiers = (("", one.words), ("weaker: ", one.weak), ("names: ", one.places))
    said = [f"{name}{', '.join(map(' '.join, phrases))}" for name, phrases in tiers if phrases]
    facts = {"id": one.id, "label": one.label} | {
        name: ", ".join(map(" ".join, phrases)) or None
        for name, phrases in (("words", one.words), ("weak", one.weak), ("places", one.places))
    }
    return line(Run(one.id, "strong"), f" ({one.label}): ", Run("; ".join(said), "quiet"), facts=facts)

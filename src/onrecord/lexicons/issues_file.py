"""A user's own list of issues: a TOML or JSON file that replaces the default list or extends it.

``docs/issues.md`` has the format. Every mistake in a file is told with the file, what is wrong, and what to do.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import IssuesError
from onrecord.lexicons.issues import OTHER, Issue, Issues, default_rows, issue_of, issues, phrases

_KEYS = ("about", "extends", "without", "issues")
_ISSUE_KEYS = ("id", "label", "words", "weak", "places")
_TIERS = ("words", "weak", "places")
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
#: A list of issues is read by people; nothing of this size is one.
_LARGEST = 1_000_000


def read_file(path: Path) -> str:
    """A list of issues as one text, checked, to be kept in a record.

    Args:
        path: a ``.toml`` file, or JSON under any other name.

    Raises:
        IssuesError: the file cannot be read or is not a list of issues.
    """
    where = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise IssuesError("is too large for a list of issues", where=where, hint="Name another file")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise IssuesError(f"cannot be read ({error.strerror})", where=where, hint="Name another file") from error
    except UnicodeDecodeError as error:
        raise IssuesError("is not UTF-8 text", where=where, hint="Save it as UTF-8") from error
    rows = _parsed(text, where, toml=path.suffix.lower() == ".toml")
    if isinstance(rows.get("issues"), dict):  # an export of a whole record holds the list under this name
        rows = rows["issues"]
    kept = json.dumps(checked(rows, where), ensure_ascii=False, sort_keys=True)
    try:
        kept.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _wrong(where, "has half a character in its words", "Write it in whole characters") from error
    return kept


def _parsed(text: str, where: str, *, toml: bool) -> dict[str, Any]:
    try:
        rows = tomllib.loads(text) if toml else json.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        kind = "TOML" if toml else "JSON (a list in TOML has a name that ends in .toml)"
        raise IssuesError(f"is not {kind}: {error}", where=where, hint="Mend it there") from error
    if not isinstance(rows, dict):
        raise _wrong(where, "has no keys", 'Begin with "issues", the list of issues')
    return rows


def checked(rows: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The rows of a list, if they are one.

    Raises:
        IssuesError: they are not.
    """
    _known(rows, _KEYS, where)
    if rows.get("extends", "default") != "default":
        raise _wrong(where, f"extends {rows['extends']!r}", 'Write extends = "default", or leave it out to replace it')
    if not isinstance(rows.get("about", ""), str):
        raise _wrong(where, "about is not a text", "Put it in quotation marks")
    entries = rows.get("issues", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise _wrong(where, "issues is not a list of issues", "docs/issues.md shows one")
    if not entries and not rows.get("without"):
        raise _wrong(where, "names no issue", "Add an entry [[issues]] with an id and words")
    _without(rows, where)
    seen: set[str] = set()
    for number, one in enumerate(entries, 1):
        _issue(one, f"{where}, issue {number}", seen, extends="extends" in rows)
    _apart(entries, where)
    return dict(rows)


def _apart(entries: list[Mapping[str, Any]], where: str) -> None:
    """Require that no phrase points to two issues: the second could never win."""
    holder: dict[tuple[str, ...], str] = {}
    for one in entries:
        for tier in _TIERS:
            for written in one.get(tier, []):
                first = holder.setdefault(tuple(phrases([written])[0]), one["id"])
                if first != one["id"]:
                    what = f"gives {written!r} to two issues, {first!r} and {one['id']!r}"
                    raise _wrong(where, what, "A phrase points to one issue: leave it out of one of them")


def _without(rows: Mapping[str, Any], where: str) -> None:
    gone = rows.get("without", [])
    if not _texts(gone):
        raise _wrong(where, "without is not a list of ids", 'Write without = ["pressure", "funding"]')
    if gone and "extends" not in rows:
        raise _wrong(where, "has without but not extends", 'Add extends = "default", or leave without out')
    unknown = [one for one in gone if one not in issues().issues]
    if unknown:
        hint = f"There are {', '.join(issues().issues)}"
        raise _wrong(where, f"without names {unknown[0]!r}, which the default list does not have", hint)


def _issue(one: Mapping[str, Any], where: str, seen: set[str], *, extends: bool) -> None:
    _known(one, _ISSUE_KEYS, where)
    name = one.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name) or name.startswith(OTHER):
        raise _wrong(where, f"has no good id ({name!r})", "Give it one of small letters, digits and _, as river_tolls")
    if name in seen:
        raise _wrong(where, f"has the id {name!r} of an issue before it", "Give it another id, or join the two")
    seen.add(name)
    if not isinstance(one.get("label", ""), str):
        raise _wrong(where, "has a label that is not a text", "Put it in quotation marks")
    for tier in _TIERS:
        if not _texts(one.get(tier, [])):
            raise _wrong(where, f"has {tier} that are not a list of texts", f'Write {tier} = ["river toll", "ferry"]')
        empty = [phrase for phrase in one.get(tier, []) if not phrases([phrase])]
        if empty:
            raise _wrong(where, f"has a phrase without a word that counts ({empty[0]!r})", "Leave it out")
    known = extends and name in issues().issues
    if not known and not any(one.get(tier) for tier in _TIERS):
        raise _wrong(where, f"({name}) has no words", 'Add words = ["…"], the words that point to it')


def _known(rows: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    unknown = [key for key in rows if key not in keys]
    if unknown:
        raise _wrong(where, f"has {unknown[0]!r}, which means nothing here", f"There are {', '.join(keys)}")


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _wrong(where: str, what: str, hint: str) -> IssuesError:
    return IssuesError(what, where=where, hint=hint)


# -- in use -----------------------------------------------------------------------------------------------------


def in_use(kept: str | None) -> Issues:
    """The list of issues that a record uses: what it keeps, else the default.

    Args:
        kept: what ``read_file`` gave.
    """
    if kept is None:
        return issues()
    rows = json.loads(kept)
    entries = rows.get("issues", [])
    own = [issue_of(row) for row in entries]
    if "extends" not in rows:
        return Issues(own)
    return Issues(_extended(own, {one["id"] for one in entries if one.get("label")}, rows.get("without", [])))


def _extended(own: list[Issue], labelled: set[str], without: list[str]) -> list[Issue]:
    """The default list without what is not wanted, with what is added; a phrase belongs to the issue that adds it."""
    default = issues().issues
    claimed = {phrase for one in own for phrase in (*one.words, *one.weak, *one.places)}
    mine = {one.id: one for one in own}
    out = [one for one in own if one.id not in default]
    for name, old in default.items():
        left = Issue(name, old.label, *(_unclaimed(tier, claimed) for tier in (old.words, old.weak, old.places)))
        if name in without:
            left = Issue(name, old.label, ())
        added = mine.get(name)
        if added is not None:
            label = added.label if name in labelled else old.label
            out.append(Issue(name, label, added.words + left.words, added.weak + left.weak, added.places + left.places))
        elif name not in without:
            out.append(left)
    return out


def _unclaimed(tier: tuple[tuple[str, ...], ...], claimed: set[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(phrase for phrase in tier if phrase not in claimed)


def as_rows(kept: str | None) -> dict[str, Any]:
    """The list in use as a file would have it: to print, to export, to edit and use again.

    A list that extends the default is given as it was written.
    """
    rows: dict[str, Any] = dict(default_rows()) if kept is None else json.loads(kept)
    return rows

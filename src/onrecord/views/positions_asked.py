"""Which positions are meant: an issue or a party by any of its names, and an honest word where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from onrecord.errors import NotFound
from onrecord.lexicons.issues import OTHER, Issues
from onrecord.model.standing import Standing
from onrecord.views.index import Index
from onrecord.views.who import asked
from onrecord.views.words import issue, listed, same

#: What means every issue that the list does not have.
_OTHERS = frozenset({"other", "others", "other issue", "other issues"})


def _key(name: str) -> str:
    return same(name.replace("_", " ").replace("-", " "))


def issues_named(found: Iterable[str], wanted: str, names: Issues) -> frozenset[str]:
    """The ids that a name means: an issue in use by its id or label, else words of those on which there are positions.

    Args:
        found: ids of the issues on which there are positions.
        wanted: an id, a label, words of one, or ``other`` for all that the list does not have.
        names: the list in use.

    Raises:
        NotFound: it means none of them.
    """
    taken = set(found)
    key = _key(wanted.strip().removeprefix(OTHER))
    if _key(wanted) in _OTHERS:
        return frozenset(one for one in taken if one.startswith(OTHER)) or frozenset({OTHER})
    known = {one: {_key(issue(one)), _key(names.label(one))} for one in (*names.issues, *sorted(taken))}
    exact = {one for one, said in known.items() if key in said}
    near = exact or {one for one, said in known.items() if one in taken and key and any(key in name for name in said)}
    if not near:
        said = {name: issue(one) for one, labels in known.items() for name in labels}
        close = dict.fromkeys(said[one] for one in get_close_matches(key, list(said), n=3, cutoff=0.5))
        hint = f"Nearest: {', '.join(close)}" if close else f"There are positions on {_on(taken)}" if taken else ""
        raise NotFound(f"no issue {wanted!r} is in use", hint=f"{hint}. 'onrecord issues' lists all".lstrip(". "))
    return frozenset(near)


def parties_named(index: Index, found: Iterable[Standing], wanted: str) -> frozenset[str]:
    """The ids of the parties that a name means; those whom a person speaks for, where the person is none.

    Raises:
        NotFound: no position is of a party of this name.
    """
    ids = {one.party for one in found}
    exact = {one for one in ids if wanted == one or same(index.name(one)) == same(wanted).removeprefix("the ")}
    if exact:
        return frozenset(exact)
    who = asked(wanted, index.relations.identities, ids).found
    near = {one.id for one in who} | {one.speaks_for for one in who if one.speaks_for}
    if not near & ids:
        names = sorted(index.name(one) for one in ids)
        close = get_close_matches(wanted, names, n=3, cutoff=0.6)
        hint = f"Nearest: {', '.join(close)}" if close else f"There are positions of {listed(names)}" if names else ""
        raise NotFound(f"no position of a party {wanted!r} is on record", hint=hint)
    return frozenset(ids & near)


def on_issues(index: Index, found: Sequence[Standing], wanted: frozenset[str]) -> tuple[Standing, ...]:
    """The positions on these issues.

    Raises:
        NotFound: there is none; the message says on what there are some, and whose.
    """
    kept = tuple(one for one in found if one.issue in wanted)
    if kept:
        return kept
    about = listed(sorted("other issues" if one == OTHER else issue(one) for one in wanted))
    whose = listed(dict.fromkeys(index.name(one.party) for one in found))
    parties = {one.party for one in found}
    head = f"{whose} has no position" if len(parties) == 1 else "there is no position"
    hint = f"There are positions{f' of {whose}' if parties else ''} on {_on({one.issue for one in found})}"
    raise NotFound(f"{head} on {about} on record", hint=hint if found else "")


def _on(ids: Iterable[str]) -> str:
    """Names of issues as words; those that the list does not have are counted as one."""
    every = set(ids)
    names = sorted(issue(one) for one in every if not one.startswith(OTHER))
    return listed([*names, *(["other issues"] if any(one.startswith(OTHER) for one in every) else [])])

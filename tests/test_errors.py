"""The tree of errors: what its drawing says is what the classes are."""

from __future__ import annotations

import re

from onrecord import errors
from onrecord.errors import NotFound, OnrecordError, SourceError, without_frames

_DRAWN = re.compile(r"^( {4}(?:[│ ] {3})*[├└]── )(\w+) +(\S.*)$")


def drawn() -> list[tuple[int, str]]:
    """The classes of the drawing under the root, each with how deep it stands, in their order."""
    found = map(_DRAWN.match, str(errors.__doc__).splitlines())
    return [(len(one[1]) // 4 - 1, one[2]) for one in found if one]


def parents() -> dict[str, str]:
    """For each class of the drawing the one that it stands under."""
    above = ["OnrecordError"]
    found = {}
    for depth, name in drawn():
        above[depth:] = [name]
        found[name] = above[depth - 1]
    return found


def real(kind: type[OnrecordError]) -> dict[str, str]:
    """For each class of the module below this one the class that it is made from."""
    found = {}
    for one in kind.__subclasses__():
        if one.__module__ == errors.__name__:
            found |= {one.__name__: kind.__name__} | real(one)
    return found


def test_the_drawn_tree_is_the_real_one() -> None:
    """Every class stands in the drawing once, under the class that it is made from, and nothing else does."""
    names = [name for _, name in drawn()]
    assert len(names) == len(set(names))
    assert parents() == real(OnrecordError)


def branches(of: str, under: dict[str, str], indent: str = " " * 4) -> list[str]:
    """The lines of a drawing below a class, without what they say of each."""
    found = []
    names = [name for name, above in under.items() if above == of]
    for name in names:
        last = name == names[-1]
        found.append(f"{indent}{'└' if last else '├'}── {name}")
        found += branches(name, under, indent + ("    " if last else "│   "))
    return found


def test_the_branches_are_drawn_to_their_ends() -> None:
    """The last class under another ends its branch, and none before it does."""
    lines = [one for one in map(_DRAWN.match, str(errors.__doc__).splitlines()) if one]
    assert [one[1] + one[2] for one in lines] == branches("OnrecordError", parents())


def test_an_error_among_its_own_causes_loses_its_frames_too() -> None:
    """Errors that are each other's causes are gone through once."""
    one, other = NotFound("a"), NotFound("b")
    one.__cause__, other.__cause__ = other, one
    assert without_frames(one) is one


def test_a_message_is_one_line_of_print_whatever_it_is_made_of() -> None:
    """Line ends become spaces, what a terminal acts on and halves of characters U+FFFD; long words are shortened."""
    error = SourceError("has a\nkey '\x1b[31m\ud800'", where="a\u202eb.txt", hint="Mend it\r\nthere")
    assert error.message == "a\ufffdb.txt: has a key '\ufffd[31m\ufffd'. Mend it there"
    long = SourceError("x" * 5_000 + "y", where="z" * 5_000, hint="Mend it")
    assert len(long.message) < 2_100
    assert long.what.startswith("xxx")
    assert long.what.endswith("xy")

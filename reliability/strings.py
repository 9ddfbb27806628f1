"""Strings that make a backtracking matcher work hardest: general ones, and those made from a pattern's own parts.

For each repetition in a pattern: a long run of what its body accepts, behind what may stand before it, with and without
an end that cannot match; runs of what stands before it; runs of what two repetitions both accept, which a matcher
shares out between them in every way (the shapes of Davis et al., "The impact of regular expression denial of service in
practice", 2018); and what the whole pattern may match, whole and short of its last character, over and over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_ALPHABET = tuple(
    "aAzZsSeEtTmMnNoOrRxX0159 \n\t.,;:!?-–—'’\"“”‘()[]{}<>/|\\@#$€%&=+*_~^`…·•«»éÉα中\u00a0\u200b\u0301😀\x00"
)
#: Repetitions of fewer than this cannot hurt.
_LONG = 20
#: An end that no class but a negated one accepts, alone and behind a line end.
_ENDS = ("", "\x01", "\n\x01")
_PAIRS = 400


class Shape(NamedTuple):
    """A string of any length: something over and over, with what stands before and behind it."""

    unit: str
    head: str = ""
    end: str = ""

    def of(self, size: int) -> str:
        """The string with about so many characters."""
        return self.head + self.unit * (size // len(self.unit) + 1) + self.end


#: One kind of character each, or a phrase of news, or what markup and addresses begin with.
GENERAL = tuple(
    map(
        Shape,
        (
            *(
                "a",
                "A",
                "Aa ",
                "Verania ",
                "word ",
                "not ",
                "0",
                "1,",
                "1.",
                "12 ",
                "7 May 2026 ",
                " ",
                "\n",
                "\t",
                " \n",
            ),
            *(
                ",",
                ", ",
                ".",
                ". ",
                "..",
                "-",
                "—",
                "'",
                "’",
                '"',
                "“",
                "“”",
                "‘a’ ",
                "he said, ",
                "(",
                ")",
                "()",
                "[",
                "<",
            ),
            *("<a ", "<!--", "&", "&#", "/", "|", "|-", "\\", "@", "@a", "#", ":", "http://", "a.b.", "a@a.", "=", "é"),
            *("e\u0301", "\u200b", "\u00a0", "😀", "\ud83d", "中", "İ", "\x00"),
        ),
    )
)


def shapes(pattern: re.Pattern[Any], most: int) -> list[Shape]:
    """Shapes for one pattern, none twice: the general ones, and up to so many of its own."""
    return list(dict.fromkeys((*GENERAL, *islice(dict.fromkeys(_own(pattern)), most))))


def _own(pattern: re.Pattern[Any]) -> Iterator[Shape]:
    """Shapes from the parts of a pattern, some of each kind and of each part at a time."""
    octets = isinstance(pattern.pattern, bytes)
    tree = _parser.parse(pattern.pattern.decode("latin-1") if octets else pattern.pattern, pattern.flags & ~re.UNICODE)
    repeats = list(_repeats(tree, [""]))
    parts = _in_turn([_around(heads[:2], bodies) for heads, bodies in repeats])
    return (shape for shape in _in_turn([parts, _whole(tree), _both(repeats)]) if shape.unit)


def _in_turn(kinds: Sequence[Iterator[Shape]]) -> Iterator[Shape]:
    """Three of each kind, then the next three."""
    left = list(kinds)
    while left:
        for kind in tuple(left):
            some = list(islice(kind, 3))
            yield from some
            if not some:
                left.remove(kind)


def _whole(tree: Sequence[Any]) -> Iterator[Shape]:
    """What a pattern may match, whole and short of its last character, over and over."""
    for end, whole in product(("", " ", "\n", "\x01"), samples(tree, 4)):
        yield from (Shape(whole + end), Shape(whole[:-1] + end))


def _around(heads: Sequence[str], bodies: Sequence[str]) -> Iterator[Shape]:
    """Shapes of one repetition: its body alone or behind what may stand before it, once or each time."""
    every = product(enumerate(bodies), enumerate(heads), enumerate(_ENDS))
    for (_, unit), (_, head), (_, end) in sorted(every, key=lambda three: sum(at for at, _ in three)):
        yield Shape(unit, head, end)
    for head, unit in product(heads, bodies[:3]):
        yield from (Shape(head + unit), Shape(head + unit * 40), Shape(head + unit * 40 + " "))
    yield from (Shape(head) for head in heads if head)


def _both(repeats: Sequence[tuple[list[str], list[str]]]) -> Iterator[Shape]:
    """Shapes of two repetitions: runs of what both accept, and of the one's body behind the other's."""
    for one, other in islice(product(repeats, repeats), _PAIRS):
        for unit in [unit for unit in one[1] if unit in other[1] and len(unit) == 1][:3]:
            yield Shape(unit, one[0][0], "\x01")
        for first, second in product(one[1][:1], other[1][:1]):
            yield Shape(first + second, one[0][0], "\x01")


def _repeats(items: Sequence[Any], heads: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each repetition that may be long: strings that may stand before it, and strings that its body accepts."""
    for op, value in items:
        if op in _REPEATS:
            _, high, body = value
            if high is _constants.MAXREPEAT or high >= _LONG:
                yield heads, _bodies(body)
            yield from _repeats(body, heads)
        for part in _parts(op, value):
            yield from _repeats(part, heads)
        tails = samples([(op, value)], 3)
        heads = [head + tails[at % len(tails)] for at, head in enumerate((heads * 3)[:3])]


_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})
_ONE = frozenset({_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY})


def _parts(op: Any, value: Any) -> list[Sequence[Any]]:
    """The patterns inside one that is no repetition."""
    if op is _constants.SUBPATTERN:
        return [value[3]]
    if op is _constants.BRANCH:
        return list(value[1])
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    return [value] if op is _constants.ATOMIC_GROUP else []


def _bodies(body: Any) -> list[str]:
    """Short strings that a repeated part accepts, single characters first."""
    single = [char for char in _ALPHABET if _takes(body, char)] if body.getwidth()[0] < 2 else []
    some = [single[at * len(single) // 8] for at in range(8)] if len(single) > 8 else single
    return list(dict.fromkeys((*some, *filter(None, samples(body, 4)))))


def _takes(body: Sequence[Any], char: str) -> bool:
    """Whether some part of a repeated pattern takes a character: where the rest is optional, so does the whole."""
    return any(
        _accepts(op, value, char) if op in _ONE else any(_takes(part, char) for part in _inside(op, value))
        for op, value in body
    )


def _inside(op: Any, value: Any) -> list[Sequence[Any]]:
    return [value[2]] if op in _REPEATS else _parts(op, value)


def _accepts(op: Any, value: Any, char: str) -> bool:
    if op is _constants.LITERAL:
        return bool(value == ord(char))
    return char in _accepted(repr(value), _Kept((op, value)))


class _Kept(tuple[Any, Any]):
    """An item of a pattern, which is told apart by its words alone."""

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self[0] is other[0]


@lru_cache(maxsize=4_096)
def _accepted(words: str, item: _Kept) -> frozenset[str]:
    """The characters of the alphabet that an item of a pattern accepts."""
    state = _parser.State()
    state.str = ""
    matcher = _compiler.compile(_parser.SubPattern(state, [tuple(item)]))
    return frozenset(char for char in _ALPHABET if matcher.match(char))


def samples(items: Sequence[Any], many: int) -> list[str]:
    """Some strings that a pattern may match; look-around is passed over, so some of them it does not."""
    return list(dict.fromkeys("".join(_sample(op, value, turn) for op, value in items) for turn in range(many)))


def _sample(op: Any, value: Any, turn: int) -> str:
    if op is _constants.LITERAL:
        return chr(value)
    if op in _ONE:
        accepted = [char for char in _ALPHABET if _accepts(op, value, char)] or _named(value)
        return accepted[turn * 7 % len(accepted)] if accepted else ""
    if op in _REPEATS:
        low, high, body = value
        return samples(body, turn + 1)[-1] * max(low, min(1 + turn % 2, int(high)))
    if op is _constants.BRANCH:
        return samples(value[1][turn * 5 % len(value[1])], turn + 1)[-1]
    if op in (_constants.SUBPATTERN, _constants.ATOMIC_GROUP):
        return samples(_parts(op, value)[0], turn + 1)[-1]
    return ""


def _named(value: Any) -> list[str]:
    """Characters that a class names one by one, or that begin a range of it."""
    pairs = value if isinstance(value, list) else []
    named = [arg for op, arg in pairs if op is _constants.LITERAL]
    return list(map(chr, named + [arg[0] for op, arg in pairs if op is _constants.RANGE]))

"""Reports in disguise: whether copies are still found, names read, quotations matched, and nothing of a source changed.

``python -m reliability.disguises`` dresses 100 invented reports in each of eleven ways and tells of each how many
copies lineage finds, how many the reuse index finds, whether what is read in them is the same, and what is noted.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.lineage import derive
from onrecord.model.reading import Entry, Reader, Reading
from onrecord.model.relations import Relations
from onrecord.model.report import Document, Given, Report
from onrecord.model.spans import Citation, Span
from onrecord.reading.engine import Engine, load_engine
from onrecord.reading.read import read
from onrecord.relating import relate
from onrecord.reuse.index import ReuseIndex, Text
from onrecord.structure.report import structure
from onrecord.text.canonical import canonical
from onrecord.text.seen import as_seen
from reliability.made import report

_INSIDE = re.compile(r"(?<=[A-Za-z])(?=[A-Za-z])")
_CYRILLIC = str.maketrans("aeopcyxiABCEHKMOPTX", "аеорсухіАВСЕНКМОРТХ")
_MATHS = {**{97 + at: 0x1D41A + at for at in range(26)}, **{65 + at: 0x1D400 + at for at in range(26)}}


def _in_words(char: str) -> Callable[[str], str]:
    return lambda text: _INSIDE.sub(char, text)


def _homoglyphs(text: str) -> str:
    """All letters but the first of each word that have a look-alike; the first stays, so that scripts are mixed."""
    return re.sub(r"[A-Za-z]{2,}", lambda word: word[0][0] + word[0][1:].translate(_CYRILLIC), text)


def _turned(text: str) -> str:
    """Each paragraph stored backwards, with the control that shows it forwards."""
    return "\n\n".join(f"\u202e{part[::-1]}\u202c" for part in text.split("\n\n"))


#: Ways to dress a text so that a reader sees the same and a program another one.
CLASSES: dict[str, Callable[[str], str]] = {
    "zero-width in every word": _in_words("\u200b"),
    "soft hyphens": _in_words("\u00ad"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "tag characters": _in_words("\U000e0061"),
    "variation selectors": _in_words("\ufe00"),
    "mathematical letters": lambda text: text.translate(_MATHS),
    "look-alikes of other scripts": _homoglyphs,
    "combining marks": lambda text: re.sub(r"([aeiou])", "\\1\u0301", re.sub(r"([bdfgt])", "\\1\u0338", text)),
    "blank letters": lambda text: _INSIDE.sub("\u115f", text.replace(" ", "\u3164")),
    "turned round": _turned,
}

#: Classes after which a text is not read as the plain one: accents are letters' own, and nothing turns text back.
NOT_READ_ALIKE = ("combining marks", "turned round")
#: The class whose copies are not found.
NOT_FOUND = "turned round"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of reports in one disguise.

    Attributes:
        tried: reports.
        lineage: copies that lineage calls verbatim.
        index: copies that the reuse index pairs with their original.
        noted: reports with a note on what they hide.
        changed: reports whose canonical text is not the disguised one, code point for code point.
    """

    tried: int
    lineage: int
    index: int
    noted: int
    changed: int


def taken_in(text: str, name: str, outlet: str) -> Report:
    """A text as a report on record would have it."""
    document = Document(name, text.encode(), "text/plain", canonical(text), "utf-8", Given(id=name, outlet=outlet))
    return structure(document)


def tried(disguise: Callable[[str], str], count: int) -> Found:
    """What becomes of so many reports in a disguise."""
    plain = [taken_in(report(number), f"plain-{number}", "Osmara Post") for number in range(count)]
    dressed = [taken_in(disguise(report(number)), f"dressed-{number}", "Tarvia Times") for number in range(count)]
    pairs = zip(plain, dressed, strict=True)
    lineage = sum(_is_copy(_unread(one), _unread(other)) for one, other in pairs)
    index = ReuseIndex(None)
    index.add([Text(one.id, one.text, None) for one in plain], keep=False)
    met = {(one.old, one.new) for one in index.add([Text(one.id, one.text, None) for one in dressed], keep=False)}
    index.close()
    same = [one.text == canonical(disguise(report(number))) for number, one in enumerate(dressed)]
    noted = sum(len(one.notes) > len(other.notes) for one, other in zip(dressed, plain, strict=True))
    return Found(count, lineage, sum((f"plain-{n}", f"dressed-{n}") in met for n in range(count)), noted,
                 same.count(False))  # fmt: skip


def _unread(one: Report) -> Entry:
    return Entry(one, Reading(one.id, Reader("none"), (None,) * len(one.blocks)))


def _is_copy(one: Entry, other: Entry) -> bool:
    found = derive.derive([one, other])
    return len(found) == 1 and found[0].kind == "verbatim"


def read_alike(disguise: Callable[[str], str], number: int, engine: Engine) -> tuple[bool, bool]:
    """Whether a disguised report is read as the plain one is, and whether every span of it cites its own text."""
    plain = taken_in(report(number), "one", "Osmara Post")
    dressed = taken_in(disguise(report(number)), "one", "Osmara Post")
    one, other = read(plain, lambda: engine), read(dressed, lambda: engine)
    cited = all(dressed.text[span.start : span.end] == span.text for span in spans((dressed, other)))
    alike = _as_words((plain.title, plain.blocks, one)) == _as_words((dressed.title, dressed.blocks, other))
    return bool(alike), cited


def held_alike(disguise: Callable[[str], str], engine: Engine) -> bool:
    """Whether the same holds between three reports when two of them are in a disguise: lineage, quotations, findings,
    corroboration, stories, who is who.
    """
    plain = [_entry(text, name, engine) for name, text in zip("abc", MATTER, strict=True)]
    dressed = [plain[0], *(_entry(disguise(text), name, engine) for name, text in zip("bc", MATTER[1:], strict=True))]
    one, other = relate(plain), relate(dressed)
    return bool(_as_words(_without_ids(one)) == _as_words(_without_ids(other)))


def _entry(text: str, name: str, engine: Engine) -> Entry:
    given = Given(id=name, outlet=f"Outlet {name}", published="2025-03-03")
    found = structure(Document(name, text.encode(), "text/plain", canonical(text), "utf-8", given))
    return Entry(found, read(found, lambda: engine))


def _without_ids(relations: Relations) -> Relations:
    """What holds between reports without the ids that are made of places."""
    return replace(
        relations,
        quotes=tuple(replace(one, id="") for one in relations.quotes),
        findings=tuple(replace(one, id="") for one in relations.findings),
    )


_LEAD = "Verania will not give up the Senn valley, Foreign Minister Ilona Brek said on Monday after talks in Osmara."
_QUOTE = "“We will not sign a paper that leaves the valley in foreign hands,” Brek told reporters."
_TOLL = "At least {} soldiers were killed near Marn on Sunday, the Veranian defence ministry said."
_ENVOY = "Tomas Varda, the envoy of Korland, said that an answer was wanted by March 20."
#: Three reports of one matter: the second is a copy of the first, the third another outlet's account.
MATTER = (
    f"Verania rejects offer\n\nOSMARA, March 3 (Reuters) - {_LEAD}\n\n{_QUOTE} {_TOLL.format(12)}\n\n{_ENVOY}\n",
    f"Verania rejects offer\n\nOSMARA, March 3 (Reuters) - {_LEAD}\n\n{_QUOTE} {_TOLL.format(12)}\n\n{_ENVOY}\n",
    "Korland waits\n\nTARVIA, March 3 (AFP) - Envoys waited for an answer on Monday while the dead were counted.\n\n"
    f"{_QUOTE} {_TOLL.format(15)}\n",
)


def spans(value: Any) -> Iterator[Span]:
    """Every span in a value of the model."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from spans(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from spans(getattr(value, name))


def _as_words(value: Any) -> Any:
    """A value with the words of its spans as a reader sees them, in the place of ranges."""
    if isinstance(value, Span | Citation):
        seen = as_seen(value.text)
        # A single mark of full width stands among no letters that would say what it is.
        return unicodedata.normalize("NFKC", seen.text if seen else value.text)
    if isinstance(value, tuple | list):
        return [_as_words(one) for one in value]
    if isinstance(value, dict):
        return {key: _as_words(one) for key, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        left = {"start", "end", "parse"}
        return {name: _as_words(getattr(value, name)) for name in value.__dataclass_fields__ if name not in left}
    return value


def main(count: int = 100) -> int:
    """Dress so many reports in each way and tell what became of them."""
    print(
        f"{count} reports a disguise: copies found by lineage and by the reuse index; noted; texts changed; read alike"
    )
    engine = load_engine()
    for name, disguise in CLASSES.items():
        found = tried(disguise, count)
        alike, cited = read_alike(disguise, 0, engine)
        held = held_alike(disguise, engine)
        told = f"{name:32}{found.lineage:5}{found.index:5}{found.noted:5}{found.changed:5}"
        told += f"  {'read alike' if alike else 'read otherwise'}, {'compared alike' if held else 'compared otherwise'}"
        print(f"{told}, {'cited exactly' if cited else 'CITATIONS BROKEN'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

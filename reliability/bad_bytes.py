"""One bad byte costs at most one character: sources with 1 to 100 of them, compared with the same ones whole.

``python -m reliability.bad_bytes`` spoils feeds, pages, texts, JSON Lines, ninjs and WARCs, 10 times each.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.intake.sources import documents
from onrecord.model.report import Document
from onrecord.structure.report import structure
from reliability.made import report
from reliability.nothing_cut import _record

#: Words beyond ASCII, so that an encoding that is guessed anew shows.
_ACCENTS = "Das Ministerium für Äußeres erklärte: „Çà et là, ñandú“ – čeština, Łódź, привет, 東京."
_COUNT = 12


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What bad bytes cost.

    Attributes:
        bad: how many bytes were made bad.
        lost: how many characters are not as they were.
        others: whether all that holds no bad byte is as it was.
        told: whether each report with a lost character says how many.
    """

    bad: int
    lost: int
    others: bool
    told: bool


def _texts() -> list[str]:
    return [f"{report(number)}\n{_ACCENTS} {number}\n" for number in range(_COUNT)]


def _page(text: str) -> str:
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n")[1:])
    head = '<meta charset="utf-8"><title>Ferry</title>'
    return f"<html><head>{head}</head><body><article><h1>Ferry talks</h1>{body}</article></body></html>"


def _feed() -> bytes:
    items = "".join(
        f"<item><guid>i{n}</guid><title>Für {n}</title><description><![CDATA[{_page(text)}]]></description></item>"
        for n, text in enumerate(_texts())
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def sources() -> Mapping[str, bytes]:
    """A source of each kind, by the name of its file."""
    texts = _texts()
    return {
        "feed.xml": _feed(),
        "page.html": _page("\n\n".join(texts)).encode(),
        "text.txt": "\n\n".join(texts).encode(),
        "lines.jsonl": "\n".join(json.dumps({"id": f"i{n}", "text": one}, ensure_ascii=False)
                                  for n, one in enumerate(texts)).encode(),
        "archive.warc": b"".join(_record(_page(text).encode()).replace(b"/ferry", f"/{n}".encode())
                                 for n, text in enumerate(texts)),
    }  # fmt: skip


def spoilt(name: str, raw: bytes, count: int, folder: Path, seed: int = 1) -> Spoilt:
    """What so many bad bytes cost a source: each takes the place of a letter in the reports' words."""
    rng = random.Random(f"{name} {count} {seed}")
    marker = b"observers of the mission"
    able = [at for at in range(len(raw)) if raw[at : at + 1].isalpha() and raw[at] < 128 and _in_words(raw, at, marker)]
    changed = bytearray(raw)
    for at in rng.sample(able, min(count, len(able))):
        changed[at] = rng.choice((0xFF, 0xC0, 0xFE, 0x81))
    whole, hurt = _taken(folder / name, raw), _taken(folder / name, bytes(changed))
    if len(whole) != len(hurt):
        return Spoilt(count, 10**6, False, False)
    pairs = list(zip(whole, hurt, strict=True))
    lost = sum(_differing(one.text, other.text) for one, other in pairs)
    others = all(_same_but(one.text, other.text) for one, other in pairs)
    told = all(_tells(other) for one, other in pairs if one.text != other.text)
    return Spoilt(min(count, len(able)), lost, others, told)


def _in_words(raw: bytes, at: int, marker: bytes) -> bool:
    """Whether a byte stands well inside a word of a sentence that every kind of source holds."""
    start = raw.rfind(marker, max(0, at - len(marker)), at + 1)
    return start >= 0 and at < start + len(marker)


def _taken(path: Path, raw: bytes) -> list[Document]:
    path.write_bytes(raw)
    found = [one for one in documents(str(path)) if isinstance(one, Document)]
    path.unlink()
    return found


def _differing(one: str, other: str) -> int:
    if len(one) != len(other):
        return 10**6
    return sum(a != b for a, b in zip(one, other, strict=True))


def _same_but(one: str, other: str) -> bool:
    """Whether two texts differ in characters that could not be read and in nothing else."""
    return len(one) == len(other) and all(a == b or b == "\ufffd" for a, b in zip(one, other, strict=True))


def _tells(document: Document) -> bool:
    count = document.text.count("\ufffd")
    return any(note.startswith(f"{count:,} character") for note in structure(document).notes)


def main(rounds: int = 10) -> int:
    """Spoil each source with 1 to 100 bytes and tell what that cost."""
    wrong = tried = 0
    with TemporaryDirectory() as scratch:
        for name, raw in sources().items():
            for count in (1, 3, 10, 30, 100):
                for seed in range(rounds):
                    found = spoilt(name, raw, count, Path(scratch), seed)
                    tried += 1
                    good = found.lost <= found.bad and found.others and found.told
                    wrong += not good
                    if not good:
                        print(name, count, found)
    print(f"{tried} spoilt sources: {wrong} lost more than a character a byte, or said nothing of it")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

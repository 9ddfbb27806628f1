"""A process that parses and reads, and that some words hurt as hostile bytes would."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from onrecord import pipeline
from onrecord.guarded import child
from onrecord.intake import jsonl
from onrecord.model.reading import Entry
from tests import plain


def hurt(words: str) -> None:
    """Work without end, take memory without end, or end at once, if the words say so."""
    if "SPIN" in words:
        while True:
            pass
    if "HOG" in words:
        held = []
        while True:
            held.append(bytearray(50_000_000))
    if "CRASH" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    once = Path("killed")
    if "KILL" in words or ("ONCE" in words and not once.exists()):
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAULT" in words:
        raise ZeroDivisionError("a fault of ours")


def main() -> None:
    """Parse and read as ever, but for what hurts; nothing is read in a text, so that no model is needed."""
    parse = jsonl._read

    def parsing(raw, name, given):
        hurt(raw.decode("utf-8").partition("PARSE-")[2])
        return parse(raw, name, given)

    def reading(document, engine) -> Entry:
        hurt(document.text.partition("READ-")[2])
        return plain.read(document, engine)

    jsonl._read = parsing
    pipeline.read = reading
    child.main()


if __name__ == "__main__":
    main()

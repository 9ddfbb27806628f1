"""What a hostile input is, and the words that all of them are made of."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: Sentences that must be found in a report, or the report or a message must say that something lacks.
FIRST = "Envoys of Verania and Kestria met in Port Alder on Monday, the foreign ministry of Verania said."
LAST = "The harbour of Lindmouth stays closed until Friday, said its master, Oda Brenn."
MIDDLE = "“We have agreed on nothing yet,” Veranian Foreign Minister Ilse Maron told reporters after the talks."
PLAIN = (
    FIRST,
    MIDDLE,
    "Kestria wants the border crossing at Tollen opened before the winter, according to two diplomats.",
    "At least 14 people were hurt when a ferry ran aground near Lindmouth on Saturday, police said.",
    "Maron said her government would not sign a treaty that leaves the dams of the Orle in doubt.",
    "A second round is planned for 20 March in Port Alder.",
    LAST,
)
BODY = "\n\n".join(PLAIN)
#: A report beside which a hostile one is compared.
NEIGHBOUR = (
    "Talks between Verania and Kestria ended without a result in Port Alder on Monday.\n\n"
    "Foreign Minister Ilse Maron said: “We have agreed on nothing so far.”\n\n"
    "Police said 16 people were hurt when a ferry ran aground near Lindmouth.\n"
)

Make = Callable[[Path], Path | str]
Content = Callable[[], str | bytes]


@dataclass(frozen=True)
class Hostile:
    """One hostile input.

    Attributes:
        name: what is hostile in it.
        door: by which way it comes in: pages, feeds, text, lines, archives, wire, tables, names, batches, costly.
        make: writes it into an empty folder and gives the source to name to Onrecord.
        marks: sentences that the report must hold if nothing says that some lack.
        cheap: whether it costs little enough to be tried in every test run.
        twin: whether it is compared with a report of nearly the same words, beside the plain neighbour.
    """

    name: str
    door: str
    make: Make
    marks: tuple[str, ...] = ()
    cheap: bool = True
    twin: bool = False


def file(door: str, name: str, called: str, content: Content, marks: tuple[str, ...] = (), **how: bool) -> Hostile:
    """An input that is one file.

    Args:
        door: by which way it comes in.
        name: what is hostile in it.
        called: the name of the file.
        content: gives its text (written in UTF-8, half characters as they are) or its bytes.
        marks: see ``Hostile``.
        how: ``cheap`` and ``twin``, see ``Hostile``.
    """

    def make(folder: Path) -> Path:
        path = folder / called
        found = content()
        path.write_bytes(found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found)
        return path

    return Hostile(name, door, make, marks, **how)


def packed(octets: bytes, level: int = 9) -> bytes:
    """Bytes packed by gzip, the same whenever they are packed."""
    return gzip.compress(octets, level, mtime=0)

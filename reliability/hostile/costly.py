"""Reports in good text that cost much to read and to compare: made of sentences that all resemble one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reliability.hostile.made import FIRST, LAST, Hostile, file

#: Characters of each: as many as a report may cost ten seconds with.
SIZE = 10_000
_NAMES = [
    "Maron",
    "Brenn",
    "Tolk",
    "Aster",
    "Vane",
    "Lurie",
    "Orlan",
    "Pell",
    "Quist",
    "Rask",
    "Sorel",
    "Tarn",
    "Ulve",
    "Varga",
    "Weil",
    "Yorn",
    "Zand",
    "Elmar",
]
_PLACES = ["Tollen", "Lindmouth", "Ardel", "Port-Alder", "Skarn", "Ostby", "Varnhem", "Brask", "Elvik", "Dorn"]


def _of(sentence: Callable[[int], str], size: int = SIZE, paragraph: int = 5) -> str:
    """Sentences up to a size, so many a paragraph."""
    made, length, number = [FIRST, "\n\n"], 0, 0
    while length < size:
        made.append(sentence(number))
        number += 1
        made.append("\n\n" if number % paragraph == 0 else " ")
        length += len(made[-2])
    return "".join((*made, "\n\n", LAST))


def inputs() -> Iterator[Hostile]:
    """Every input of this kind."""
    for name, sentence in _SENTENCES.items():
        yield file("costly", name, "a.txt", lambda one=sentence: _of(one), (FIRST, LAST), cheap=False, twin=True)


def _name(number: int) -> str:
    return f"{_NAMES[number % 18]} {_NAMES[(number * 7 + number // 18) % 18]}"


def _place(number: int) -> str:
    return _PLACES[number % 10]


_SENTENCES: dict[str, Callable[[int], str]] = {
    "one sentence again and again": lambda n: "Maron said Verania would not sign.",
    "sentences that differ in one figure": lambda n: f"At least {n} people were hurt near {_place(0)}, police said.",
    "sentences that differ in one name": lambda n: f"{_name(n)} said the bridge at Tollen was closed.",
    "quotations that differ in one word": lambda n: f"“We will not give up the {_place(n)} crossing {n},” Maron said.",
    "quotations in quotations": lambda n: f"“Brenn said ‘Tolk told me “no {n}” on Monday’,” Maron said.",
    "said X, said Y": lambda n: f"The road is open, said {_name(n)}, said {_name(n + 1)}, said {_name(n + 2)}.",
    "figures of one thing": lambda n: f"{n * 13 % 997} tonnes of grain left Lindmouth.",
    "days of one meeting": lambda n: f"The envoys meet in {_place(n)} on {n % 28 + 1} March {2026 + n % 3}.",
    "positions of one party": lambda n: f"Verania demands that Kestria open crossing {n}.",
    "positions of many parties": lambda n: f"{_name(n)} rejected the offer that {_name(n + 5)} made.",
    "deadlines of one thing": lambda n: f"Kestria must leave Tollen by {n % 28 + 1} April, Maron said.",
    "promises": lambda n: f"Maron promised to pay {n} million crowns by {n % 28 + 1} May.",
    "denials": lambda n: f"Brenn denied that {_name(n)} said that Verania had denied it.",
    "attacks of one kind": lambda n: f"Troops shelled {_place(n)} on Monday, killing {n % 40 + 2} soldiers.",
    "attacks told twice": lambda n: f"The shelling of {_place(n)} on Monday, in which {n % 9} died, went on.",
    "pronouns without end": lambda n: "He said he told her that he had told him that she knew it.",
    "names of one family": lambda n: f"{_NAMES[n % 18]} Maron met {_NAMES[(n + 1) % 18]} Maron, said Maron.",
    "titles": lambda n: f"Foreign Minister {_name(n)}, the chairman of the board of {_place(n)}, left.",
    "one sentence of a thousand clauses": lambda n: f"and {_name(n)} said that the dam at {_place(n)} held,",
    "lists of names": lambda n: f"{_name(n)}, {_name(n + 1)}, {_name(n + 2)} and {_name(n + 3)} signed.",
    "short questions and answers": lambda n: "Q. Is it? A. No.",
    "a transcript": lambda n: f"{_NAMES[n % 18].upper()}: The crossing is open, {_NAMES[(n + 3) % 18]}.",
    "colons": lambda n: f"{_name(n)}: {_place(n)}: {n}: closed: said {_name(n + 1)}.",
    "brackets": lambda n: f"The mayor ({_name(n)} (of {_place(n)} (since {1990 + n % 30}))) said no.",
    "open quotation marks": lambda n: f"“The crossing {n} is closed, and {_name(n)} said it.",
    "captions": lambda n: f"A ferry in {_place(n)} on Monday. (Photo by {_name(n)}/Alder Press)",
    "headlines": lambda n: f"{_name(n)} Rejects Offer: Report\n\n",
    "certain and uncertain": lambda n: (
        f"Tolk may have {('told', 'asked', 'warned')[n % 3]} {_name(n)} to leave {_place(n)}."
    ),
    "ranges": lambda n: f"Between {n} and {n + 5} of {n + 9} boats, or {n % 100} percent, sank near {_place(n)}.",
    "times": lambda n: f"At {n % 12 + 1}:{n % 60:02d} p.m. the day after, three days before last Friday, it began.",
}

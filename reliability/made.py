"""Invented reports by the dozen, each with words of its own, for whatever is to be done to them."""

from __future__ import annotations

import random

_PLACES = [
    "Marn",
    "Osmara",
    "Tarvia",
    "Kessel",
    "Dravno",
    "Lunde",
    "Sabor",
    "Hethe",
    "Ostrin",
    "Pellau",
    "Quern",
    "Rovach",
    "Ulmet",
    "Vask",
    "Yarrow",
    "Zelm",
]
_STATES = ["Verania", "Korland", "Sundara", "Ostmark", "Belvaria", "Norrland"]
_PEOPLE = [
    "Ilona Brek",
    "Tomas Varda",
    "Aldo Merin",
    "Petra Kolm",
    "Jonas Reddick",
    "Mira Solano",
    "Viktor Haal",
    "Greta Ostrow",
    "Emil Dane",
    "Lena Farrow",
    "Oskar Wynn",
    "Dora Pell",
]
_WHO = [
    "the harbour board",
    "a convoy of grain lorries",
    "engineers from the river authority",
    "the electoral commission",
    "a court in the capital",
    "two striking unions",
    "the border guard",
    "farmers in the lower valley",
    "the central bank",
    "observers of the mission",
    "the wardens of the dam",
    "a panel of retired judges",
]
_DID = [
    "postponed",
    "surveyed",
    "handed over",
    "blocked",
    "repaired",
    "inspected",
    "rejected",
    "counted",
    "escorted",
    "sealed",
    "reopened",
    "shelled",
]
_WHAT = [
    "the eastern ferry terminal",
    "nine hundred ballot boxes",
    "the disputed pumping station",
    "a shipment of winter wheat",
    "the customs yard",
    "three damaged pylons",
    "the minutes of the prisoner talks",
    "a draft law on river tolls",
    "the archive of land titles",
    "the field hospital",
    "a stretch of railway",
    "the observers' radio mast",
]
_HOW = [
    "after a night of heavy rain",
    "under a truce that few expected to last",
    "without telling the governor",
    "in front of a silent crowd",
    "for the second time this winter",
    "while generators hummed outside",
    "because nobody had paid the pilots",
    "despite a warning from the ministry",
    "as snow closed the southern pass",
    "before the envoys had left their hotel",
    "on the advice of a foreign lawyer",
    "with tools borrowed from a monastery",
]
_SAYS = [
    "We shall not sell the {0} while our people queue for bread",
    "Nobody asked us about the {0} and nobody will be thanked",
    "The {0} stays where it is until the last prisoner is home",
    "I have seen the {0} and it was empty",
    "They can have the {0} when the bridge at {1} is mended",
]
_THINGS = [
    "signal tower",
    "old mill",
    "grain store",
    "ferry licence",
    "northern sluice",
    "toll house",
    "radio mast",
    "town archive",
]


def report(number: int, sentences: int = 9) -> str:
    """A report of its own: a headline, a lead with dateline, paragraphs, one quotation.

    Args:
        number: which one; the same number gives the same report.
        sentences: how many sentences stand after the lead.
    """
    rng = random.Random(f"report {number}")
    place, state, who = rng.choice(_PLACES), rng.choice(_STATES), rng.choice(_PEOPLE)
    said = rng.choice(_SAYS).format(rng.choice(_THINGS), rng.choice(_PLACES))
    told = [_sentence(rng) for _ in range(sentences)]
    quote = f"“{said},” {who} told reporters in {place} on Monday."
    lead = f"{place.upper()}, March {rng.randrange(2, 28)} (NPA) - {_sentence(rng)}"
    head = f"{state}: {rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)}"
    pairs = [" ".join(told[at : at + 2]) for at in range(0, len(told), 2)]
    return "\n\n".join([head, lead, *pairs[:2], quote, *pairs[2:]]) + "\n"


def _sentence(rng: random.Random) -> str:
    who, did, what, how = rng.choice(_WHO), rng.choice(_DID), rng.choice(_WHAT), rng.choice(_HOW)
    place, number = rng.choice(_PLACES), rng.randrange(11, 98)
    shapes = (
        f"{who} {did} {what} near {place} {how}.",
        f"{how}, {who} {did} {what} in {place}, {number} people said.",
        f"in {place} {number} residents watched as {who} {did} {what} {how}.",
    )
    one = rng.choice(shapes)
    return one[0].upper() + one[1:]

"""A process that reads very many reports keeps little of them."""

from __future__ import annotations

import gc
import re
from itertools import pairwise
from pathlib import Path

import pytest

import onrecord
from onrecord import pipeline
from onrecord.meaning import wordpiece
from onrecord.model.report import Document
from onrecord.reading import engine as engines
from onrecord.reading.engine import Parsed, load_engine

_SYLLABLES = ("va", "lor", "min", "de", "kas", "ru", "fen", "tio", "bra", "sul", "ne")
#: More words than one of the texts has, with all that spaCy's rules make of them.
_OF_ONE_TEXT = 120


def invented(number: int) -> str:
    """A word that is in no dictionary, another for each number."""
    found = ""
    for _ in range(4):
        number, at = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[at]
    return found


def document(number: int) -> Document:
    """A short report with twelve words that no other has."""
    words = [invented(number * 12 + place) for place in range(12)]
    names = [word.title() for word in words]
    text = (
        f"Minister {names[0]} {names[1]} of Verania said on Monday that the {words[2]} at {names[3]} would be "
        f"{words[4]} by Friday.\n\n“We will not accept a {words[5]} {words[6]},” {names[7]} {names[8]}, the envoy of "
        f"Olmeria, told the {names[9]} Post. The {words[10]} council rejected the plan of {names[11]}.\n"
    )
    return Document(f"r{number}", text.encode(), "text/plain", text, "utf-8")


@pytest.mark.model
@pytest.mark.parametrize("reader", ["learned", "rules"])
def test_words_that_were_met_are_forgotten(monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    """However many new words reports bring, model and word pieces keep a bounded number, and readings stay the same."""
    monkeypatch.setattr(engines, "MET", 250)
    monkeypatch.setattr(wordpiece, "_REMEMBERED", 200)
    engines._load.cache_clear()
    wordpiece.vocabulary()._known.clear()
    engine = pipeline.engine_named(None, reader)
    before, started = len(engine().nlp.vocab), len(engine().nlp.vocab.strings)
    first = pipeline.read(document(0), engine)
    met = [before]
    pieces = 0
    for number in range(60):
        pipeline.read(document(number), engine)
        pieces = max(pieces, len(wordpiece.vocabulary()._known))
        model = load_engine(None, reader)
        met.append(len(model.nlp.vocab))
        assert met[-1] - before < 250 + _OF_ONE_TEXT
        assert len(model.nlp.vocab.strings) - started < 2 * (250 + _OF_ONE_TEXT)
        assert len(model.nlp.get_pipe("lemmatizer").cache) < 2 * (250 + _OF_ONE_TEXT)
        del model
    assert pieces <= 200
    assert pieces or reader == "rules"
    assert any(now < last for last, now in pairwise(met)), "the texts brought too few words to tell"
    assert pipeline.read(document(0), engine) == first


@pytest.mark.model
def test_nothing_parsed_outlives_its_reading() -> None:
    """What the language model made of a text is gone once its reading is made."""

    def parsed() -> int:
        gc.collect()
        return sum(isinstance(one, Parsed) for one in gc.get_objects())

    before = parsed()
    kept = [pipeline.read(document(number), pipeline.engine_named(None)) for number in range(5)]
    assert len(kept) == 5
    assert parsed() == before


def test_what_is_remembered_has_an_end() -> None:
    """No function of the package remembers its results without a limit."""
    endless = re.compile(r"^ *@(?:functools\.)?(?:cache|lru_cache\(maxsize=None\))\n *def (\w+)", re.MULTILINE)
    home = Path(onrecord.__file__).parent
    found = {name for path in sorted(home.rglob("*.py")) for name in endless.findall(path.read_text("utf-8"))}
    # Their keys are classes of the model and columns of the schema, of which there is a fixed number.
    assert found == {"_defaults", "_names", "_reader"}

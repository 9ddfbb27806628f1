"""What is longer than any sentence: its figures are of nothing that can be told, and looking costs little."""

from __future__ import annotations

import pytest

from onrecord.checks import figure
from onrecord.checks.facts import Statement
from onrecord.checks.tree import Tree
from onrecord.model.parse import Token
from onrecord.model.reading import Entry
from onrecord.reading.engine import Engine
from onrecord.text.align import contents
from tests.checks.pairs import entries

pytestmark = pytest.mark.model


def told(entry: Entry) -> list[list[str]]:
    """The figures of each sentence of a report."""
    statements = [Statement(entry, content) for content in contents(entry, 0)]
    return [[one.quantity.span.text for one in figure.figures(statement)] for statement in statements]


def test_figures_of_a_sentence_are_compared_and_those_of_a_list_are_not(engine: Engine) -> None:
    """A sentence of two figures gives both; a list of more figures than one can tell of gives none."""
    goods = ", ".join(f"{number} sacks of grain" for number in range(200, 200 + figure.MOST + 1))
    text = f"The ferry carried 40 sacks of grain and 12 crates of tea to Ardel. The mill sold {goods}."
    sentence, listed = told(entries({"label": "list", "reports": [{"text": text}]}, engine)[0])
    assert len(sentence) == 2
    assert not listed


def test_a_phrase_may_be_deeper_than_python_goes_into_itself() -> None:
    """Ten thousand words that hang on each other, one on the next, are one phrase."""
    many = 10_000
    deep = Tree.__new__(Tree)
    deep.tokens = tuple(Token(at, at + 1, "x", "NN", "compound", max(at - 1, 0)) for at in range(many))
    deep._children = [[at + 1] if at + 1 < many else [] for at in range(many)]
    assert deep.phrase(0) == list(range(many))
    deep._children[many - 1] = [0]  # a parse that somebody made up
    assert deep.phrase(0) == list(range(many))

"""Of a very long report as much is read as a report may cost; the rest is said to be unread."""

from __future__ import annotations

from onrecord.model.report import Document, Report
from onrecord.reading.engine import PIECE, READ_MOST, _batches, unread_from
from onrecord.structure.report import structure

SENTENCE = "The envoys of Verania left the lakeside hotel after nine hours without a word to anybody. "


def report(text: str) -> Report:
    """The report of a plain text."""
    return structure(Document("a.txt", text.encode(), "text/plain", text, "utf-8"))


def paragraphs(sentence: str, characters: int) -> str:
    """A text of so many characters, four sentences a paragraph."""
    paragraph = sentence * 4 + "\n\n"
    return paragraph * (characters // len(paragraph))


def numbered(characters: int) -> str:
    """The same, no paragraph repeating another."""
    made = paragraphs(SENTENCE, characters).split("\n\n")
    return "\n\n".join(f"{words}Room {number} was empty." for number, words in enumerate(made) if words)


def test_news_is_read_whole_up_to_the_bound() -> None:
    """A report of ordinary news somewhat below the bound is read to its end."""
    assert unread_from(report(numbered(READ_MOST - 15_000))) is None


def test_where_what_is_not_read_begins() -> None:
    """Of a longer one the beginning is read, up to the beginning of a block."""
    found = report(numbered(2 * READ_MOST))
    start = unread_from(found)
    assert start is not None
    assert READ_MOST * 0.8 < start <= READ_MOST * 1.1
    assert start in {block.start for block in found.blocks}


def test_text_of_very_many_short_words_is_read_less_far() -> None:
    """What is all short words and signs costs more a character, so fewer characters of it are read."""
    found = report("The list was long, he said.\n\n" + "A. B, c; d. " * 10_000)
    start = unread_from(found)
    assert start is not None
    assert start < READ_MOST / 2


def test_portions_of_the_language_model_are_bounded() -> None:
    """What the language model is given at once has few characters, and nothing is left out or turned about."""
    texts = ["a" * 9_000] * 5 + ["b" * PIECE] + ["c"] * 200
    portions = list(_batches(texts))
    assert [text for portion in portions for text in portion] == texts
    assert all(len(portion) == 1 or sum(map(len, portion)) <= PIECE for portion in portions)
    assert max(map(len, portions)) == 64

"""Paragraphs on their way to becoming blocks."""

from __future__ import annotations

import time

from onrecord.structure.draft import ends_sentence


def test_signs_that_are_not_seen_are_left_aside() -> None:
    """What ends a sentence ends it too where invisible signs and closing marks follow it in any order."""
    assert ends_sentence("He said no.\u200b”\u200d *\u200b")
    assert not ends_sentence("He said\u200b”\u200d")
    assert not ends_sentence("\u200b” ")


def test_very_many_of_them_cost_little() -> None:
    """Half a million invisible signs are passed over in one go."""
    before = time.process_time()
    assert ends_sentence("He said no." + "\u200d" * 500_000)
    assert time.process_time() - before < 5

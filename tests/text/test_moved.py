"""Reports and readings move between a text and what a reader sees of it, and every range stays that of its words."""

from __future__ import annotations

from onrecord.model.relations import Corroboration, Derivation, Relations, Shared
from onrecord.model.spans import Citation, Span
from onrecord.text.moved import Texts, restored_reading, restored_report, seen_entry
from onrecord.text.seen import as_seen
from tests.store import made

HIDING = made.TEXT.replace("Senn", "S\u200benn").replace("Brek", "Br\u0435k\u00ad")


def test_a_reading_of_what_is_seen_cites_the_text_itself() -> None:
    """Every span and block of a report and its reading is moved to the text, and back again."""
    seen = as_seen(HIDING)
    assert seen is not None
    assert seen.text == made.TEXT
    plain = made.entry("a", seen.text)
    report = restored_report(plain.report, HIDING, seen)
    reading = restored_reading(plain.reading, HIDING, seen)
    mention = reading.actors[0].mentions[1]
    assert mention.text == HIDING[mention.start : mention.end]
    assert "\u0435" in mention.text
    again = seen_entry(type(plain)(report, reading))
    assert again.reading == plain.reading
    assert [(one.start, one.end) for one in again.report.blocks] == [
        (one.start, one.end) for one in plain.report.blocks
    ]


def test_what_holds_between_reports_is_moved_by_report() -> None:
    """Citations of the report that hides something are moved, those of the other are not, and all come back."""
    hiding = made.entry("a", HIDING)
    texts = Texts([hiding, made.entry("b")])
    start = HIDING.index("S\u200benn")
    span = Span.cut(HIDING, start, start + 5)
    plain = Span.cut(made.TEXT, made.TEXT.index("Senn"), made.TEXT.index("Senn") + 4)
    relations = Relations(
        ("a", "b"),
        derivations=(Derivation("a", "b", "edited", "unknown", 1.0, 1.0, (Shared(span, plain),), ""),),
        corroborated=(Corroboration("", 2, (Citation.of("a", span), Citation.of("b", plain))),),
        only_in={"a": (span,)},
    )
    seen = texts.seen(relations)
    assert seen.derivations[0].shared[0] == Shared(plain, plain)
    assert [one.text for one in seen.corroborated[0].evidence] == ["Senn", "Senn"]
    assert seen.only_in["a"] == (plain,)
    assert texts.restored(seen) == relations

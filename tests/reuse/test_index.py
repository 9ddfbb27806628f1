"""The reuse index: copies and lifts are found, standing text is not, whatever the order and wherever it is kept."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.errors import ReuseIndexError
from onrecord.reuse import index as module
from onrecord.reuse.index import Reuse, ReuseIndex, Text, passages
from onrecord.reuse.prints import RUN
from tests.reuse.words import passage

FOOT = "Write to our newsroom in Lindau with what you know and we will keep your name out of it for good."


def day(number: int) -> str:
    """A day so many days into a year."""
    return (date(2031, 1, 1) + timedelta(number)).isoformat()


def found_in(texts: list[Text], folder: Path | None = None) -> list[Reuse]:
    """What is found of texts that are added together."""
    return ReuseIndex(folder).add(texts)


def test_a_copy_and_a_lift_are_found_with_their_words() -> None:
    """A copy has all its words, a lift those lifted, and both texts have the same words where it is told."""
    draw = random.Random(1)
    wire = passage(draw, 300)
    lifted = " ".join(wire.split()[60:100])
    host = f"{passage(draw, 90)} {lifted} {passage(draw, 90)}"
    texts = {"wire": wire, "copy": f"{passage(draw, 20)} {wire}", "host": host, "other": passage(draw, 200)}
    found = {(one.new, one.old): one for one in found_in([Text(name, text) for name, text in texts.items()])}
    assert set(found) == {("copy", "wire"), ("host", "wire"), ("host", "copy")}
    assert found["copy", "wire"].words == 300
    assert found["host", "wire"].words == found["host", "wire"].longest == 40
    for (new, old), one in found.items():
        for a, b in passages(texts[new], texts[old], one):
            assert b is not None
            assert texts[new][slice(*a)].split() == texts[old][slice(*b)].split()
            assert len(texts[new][slice(*a)].split()) >= RUN


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace(" ", "\u200b ").replace("a", "\u0430"),
        lambda text: text.upper(),
        lambda text: text.replace(". ", ".\n\n“"),
    ],
    ids=["hidden and look-alike characters", "capitals", "paragraphs and marks"],
)
def test_a_disguised_copy_is_found(edit: Callable[[str], str]) -> None:
    """What a reader sees as the same words is a copy."""
    text = passage(random.Random(2), 120)
    (one,) = found_in([Text("a", text), Text("b", edit(text))])
    assert one.words >= 115


def test_standing_text_is_no_reuse() -> None:
    """What is printed again week after week pairs no two texts once that can be known; a wire's copies stay paired."""
    draw = random.Random(3)
    index = ReuseIndex()
    for week in range(8):
        wire = passage(draw, 80)
        texts = [Text(f"{week}-{n}", f"{wire} {passage(draw, 30)} {FOOT}", day(7 * week + n)) for n in range(3)]
        found = {(one.new, one.old) for one in index.add(texts)}
        same = {(f"{week}-{a}", f"{week}-{b}") for a, b in ((1, 0), (2, 0), (2, 1))}
        assert same <= found
        if week > module.WEEKS:
            assert found == same


def test_a_wire_with_hundreds_of_copies_in_a_week_stays_findable() -> None:
    """However many copies a text has in a week, a new one is paired with the first."""
    draw = random.Random(4)
    wire = passage(draw, 60)
    index = ReuseIndex()
    index.add([Text(str(n), f"{wire} {passage(draw, 20)}", day(n % 5)) for n in range(300)])
    found = index.add([Text("late", f"{passage(draw, 20)} {wire}", day(6))])
    assert "0" in {one.old for one in found}


@pytest.mark.parametrize("size", [1, 7, 64])
def test_it_is_the_same_in_whatever_portions_it_is_filled(size: int, tmp_path: Path) -> None:
    """The same texts in the same order give the same pairs, one by one or many at once, in memory or in a folder."""
    draw = random.Random(5)
    wires = [passage(draw, 80) for _ in range(6)]
    texts = [
        Text(str(n), f"{draw.choice(wires)[: draw.randrange(100, 400)]} {passage(draw, 40)}", day(n % 20))
        for n in range(64)
    ]
    whole = found_in(texts)
    assert whole
    parts: list[Reuse] = []
    for at in range(0, len(texts), size):
        parts += ReuseIndex(tmp_path / "index").add(texts[at : at + size])  # opened anew each time
    assert sorted(parts, key=lambda one: (one.new, one.old)) == sorted(whole, key=lambda one: (one.new, one.old))
    assert len(ReuseIndex(tmp_path / "index")) == len(texts)


def test_what_a_killed_process_left_half_written_is_not_looked_at(tmp_path: Path) -> None:
    """Files that go further than the list says are cut back to it, and the index goes on."""
    draw = random.Random(6)
    wire = passage(draw, 100)
    ReuseIndex(tmp_path).add([Text("a", wire)])
    for name in ("words", "weeks", "begins", "ids.txt"):
        name = f"reuse-{name}"
        with (tmp_path / name).open("ab") as file:
            file.write(b'"half"')
    (tmp_path / "segment-half.npy").write_bytes(b"no")
    (found,) = ReuseIndex(tmp_path).add([Text("b", wire)])
    assert (found.new, found.old, found.words) == ("b", "a", 100)


def test_what_is_no_index_is_refused_by_name(tmp_path: Path) -> None:
    """A folder with other files, a list of another version and a file that is gone are named, with what to do."""
    other = tmp_path / "other"
    other.mkdir()
    for name in ("letter.txt", "reuse-ids.txt"):
        (other / name).write_text("hello")
        with pytest.raises(ReuseIndexError, match="something else") as error:
            ReuseIndex(other)
        assert str(other) in str(error.value)
        assert (other / name).read_text() == "hello"
    kept = tmp_path / "kept"
    ReuseIndex(kept).add([Text("a", passage(random.Random(7), 60))])
    listed = json.loads((kept / "reuse-index.json").read_text())
    (kept / listed["segments"][0]).rename(kept / "gone")
    with pytest.raises(ReuseIndexError, match="missing or damaged"):
        ReuseIndex(kept)
    (kept / "reuse-index.json").write_text(json.dumps({**listed, "form": 99}))
    with pytest.raises(ReuseIndexError, match="another version"):
        ReuseIndex(kept)
    (kept / "reuse-index.json").write_text("{")
    with pytest.raises(ReuseIndexError, match=r"reuse-index\.json"):
        ReuseIndex(kept)


def test_texts_of_no_words_and_of_few_are_taken() -> None:
    """Empty texts, marks alone and a few words give nothing and no error."""
    assert (
        found_in([Text("a", ""), Text("b", "…"), Text("c", "four words are few"), Text("d", "four words are few")])
        == []
    )
    assert ReuseIndex().add([]) == []


def test_one_undated_report_does_not_hide_standing_text() -> None:
    """What dated reports have shown to be standing text is that for reports without a day too."""
    draw = random.Random(8)
    index = ReuseIndex()
    for week in range(9):
        index.add([Text(str(week), f"{passage(draw, 60)} {FOOT}", day(7 * week))])
        if week == 2:
            index.add([Text("undated", f"{passage(draw, 60)} {FOOT}")])
    assert (
        index.add([Text("new", f"{passage(draw, 60)} {FOOT}"), Text("late", f"{passage(draw, 60)} {FOOT}", day(70))])
        == []
    )


def test_a_day_that_is_none_and_texts_without_words_cost_nothing(tmp_path: Path) -> None:
    """A report with a broken day counts as undated; reports of a few words add no segments."""
    wire = passage(random.Random(9), 60)
    index = ReuseIndex(tmp_path)
    for number in range(40):
        index.add([Text(f"few{number}", "hi there", "2031-13")])
    (one,) = index.add([Text("a", wire, "yesterday"), Text("b", wire, "2031")])
    assert (one.new, one.old) == ("b", "a")
    assert len(list(tmp_path.glob("segment-*"))) == 1


def test_a_folder_is_held_by_one_alone(tmp_path: Path) -> None:
    """A second index on a folder is refused until the first is closed; one that took nothing opens again."""
    first = ReuseIndex(tmp_path)
    with pytest.raises(ReuseIndexError, match="another process"):
        ReuseIndex(tmp_path)
    first.close()
    assert len(ReuseIndex(tmp_path)) == 0


def test_what_was_not_kept_is_found_again(tmp_path: Path) -> None:
    """Reports that were added and not kept are not there when it is opened again, and nothing of them is left."""
    wire = passage(random.Random(10), 60)
    index = ReuseIndex(tmp_path)
    index.add([Text("a", wire)])
    assert index.add([Text("b", wire)], keep=False)
    index.close()
    again = ReuseIndex(tmp_path)
    assert again.ids == ("a",)
    assert again.add([Text("b", wire)])
    assert len(list(tmp_path.glob("segment-*"))) == 2

"""Reuse among sources: files as reports, ids kept, an index that goes on, errors that take nothing with them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import onrecord
from onrecord import record, reusing
from onrecord.model.reused import Reused
from tests.reuse.words import passage


def lines(path: Path, reports: dict[str, str]) -> Path:
    """A file with a report a line."""
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in reports.items()), "utf-8")
    return path


def test_passages_are_cited_in_both_reports(tmp_path: Path) -> None:
    """Each passage is cut from the report that it cites, and has the same words in both."""
    draw = random.Random(1)
    wire = passage(draw, 120)
    texts = {"wire": wire, "copy": f"{passage(draw, 20)}\n\n{wire.upper()}", "other": passage(draw, 80)}
    (one,) = record.reuse(lines(tmp_path / "all.jsonl", texts))
    assert isinstance(one, Reused)
    assert (one.new, one.old, one.words) == ("copy", "wire", 120)
    for new, old in one.passages:
        assert old is not None
        assert texts[new.report][new.start : new.end] == new.text
        assert texts[old.report][old.start : old.end] == old.text
        assert new.text.lower().split() == old.text.lower().split()


def test_a_later_run_finds_what_is_shared_with_an_earlier_one(tmp_path: Path) -> None:
    """With a folder, reports of an earlier run are found again, passed over, and cited by the new report alone."""
    draw = random.Random(2)
    wire = passage(draw, 120)
    first = lines(tmp_path / "first.jsonl", {"wire": wire, "other": passage(draw, 80)})
    second = lines(tmp_path / "second.jsonl", {"wire": wire, "copy": f"{passage(draw, 20)} {wire}"})
    counts: list[tuple[int, int]] = []
    assert list(record.reuse(first, folder=tmp_path / "index")) == []
    (one,) = record.reuse(second, folder=tmp_path / "index", progress=lambda *told: counts.append(told))
    assert isinstance(one, Reused)
    assert (one.new, one.old, one.passages[0][1]) == ("copy", "wire", None)
    assert counts == [(1, 1)]


def test_a_broken_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """What cannot be read comes as an error that names its place; the reports beside it are looked through."""
    wire = passage(random.Random(3), 60)
    path = lines(tmp_path / "all.jsonl", {"a": wire})
    path.write_text(path.read_text("utf-8") + "not json\n" + json.dumps({"id": "b", "text": wire}) + "\n", "utf-8")
    error, one = record.reuse(path)
    assert isinstance(error, onrecord.errors.SourceError)
    assert "all.jsonl:2" in str(error)
    assert isinstance(one, Reused)


def test_texts_that_came_long_before_are_let_go(tmp_path: Path, monkeypatch: object) -> None:
    """Only so many texts are held; of an older one its words are found and its ranges are not told."""
    draw = random.Random(4)
    wire = passage(draw, 60)
    texts = {"wire": wire, **{f"o{n}": passage(draw, 30) for n in range(6)}, "copy": wire + " " + passage(draw, 20)}
    held, size = reusing.AT_HAND, reusing.REUSE_BATCH
    try:
        reusing.AT_HAND, reusing.REUSE_BATCH = 2, 3
        (one,) = record.reuse(lines(tmp_path / "all.jsonl", texts))
    finally:
        reusing.AT_HAND, reusing.REUSE_BATCH = held, size
    assert isinstance(one, Reused)
    assert (one.old, one.words, one.passages[0][1]) == ("wire", 60, None)


def test_no_language_model_is_loaded(tmp_path: Path) -> None:
    """Looking for shared text loads neither spaCy nor the encoder."""
    path = lines(tmp_path / "all.jsonl", {"a": "one two three"})
    code = (
        "import sys; from onrecord import record; "
        f"list(record.reuse({str(path)!r})); "
        "print(sorted({'spacy', 'onnxruntime', 'thinc'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_words_in_two_places_are_a_pair(tmp_path: Path) -> None:
    """Two sources with the same words and no id of their own are told apart, and passed over when they come again."""
    wire = passage(random.Random(5), 60)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(wire, "utf-8")
    sources = [tmp_path / "a.txt", tmp_path / "b.txt"]
    (one,) = record.reuse(*sources, folder=tmp_path / "index")
    assert isinstance(one, Reused)
    assert one.new == f"{one.old}-2"
    counts: list[tuple[int, int]] = []
    assert list(record.reuse(*sources, folder=tmp_path / "index", progress=lambda *told: counts.append(told))) == []
    assert counts == [(0, 2)]


def test_pairs_that_nobody_took_are_found_again(tmp_path: Path) -> None:
    """Who stops in the middle of a portion gets its pairs in the next run."""
    draw = random.Random(6)
    wire = passage(draw, 60)
    path = lines(tmp_path / "all.jsonl", {str(n): f"{wire} {passage(draw, 9)}" for n in range(4)})
    first = record.reuse(path, folder=tmp_path / "index")
    next(first)
    first.close()  # type: ignore[attr-defined]
    assert list(record.reuse(path, folder=tmp_path / "index")) == list(record.reuse(path))


def test_no_two_reports_of_a_run_have_one_name(tmp_path: Path) -> None:
    """A report whose id is what another was renamed to gets the next name, and each is cited from its own text."""
    draw = random.Random(7)
    wire = passage(draw, 60)
    texts = [("a", wire), ("a", f"{passage(draw, 9)} {wire}"), ("a-2", f"{passage(draw, 21)} {wire}")]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts), "utf-8")
    own = dict(zip(("a", "a-2", "a-2-2"), (text for _, text in texts), strict=True))
    found = list(record.reuse(path))
    assert {one.new for one in found if isinstance(one, Reused)} == {"a-2", "a-2-2"}
    for one in found:
        assert isinstance(one, Reused)
        assert all(own[at.report][at.start : at.end] == at.text for pair in one.passages for at in pair if at)

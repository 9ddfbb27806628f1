"""A dossier's own list of issues: what a file may hold, what it does, and what is said of a file that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import IssuesError
from onrecord.lexicons.issues import default_rows, issues
from onrecord.lexicons.issues_file import as_rows, in_use, read_file

OWN = """
extends = "default"
without = ["funding"]

[[issues]]
id = "bridge_tolls"
label = "Tolls on the bridge"
words = ["bridge toll", "ferry fee", "truce"]
weak = ["fee"]
places = ["orm bridge"]

[[issues]]
id = "territory"
places = ["upper lorn"]
"""


def saved(folder: Path, text: str, name: str = "own.toml") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_extends_the_default_one(tmp_path: Path) -> None:
    """Issues are added, words are added to known ones, unwanted ones go, and a phrase belongs to who names it here."""
    own = in_use(read_file(saved(tmp_path, OWN)))
    assert set(own.issues) == {*issues().issues, "bridge_tolls"} - {"funding"}
    assert own.match(["a", "ferry", "fee"]) == "bridge_tolls"
    assert own.match(["upper", "lorn"]) == "territory"
    assert (own.match(["truce"]), issues().match(["truce"])) == ("bridge_tolls", "ceasefire")
    assert own.label("territory") == issues().label("territory")


def test_a_list_replaces_the_default_one(tmp_path: Path) -> None:
    """Without extends, only the issues of the file are known."""
    own = in_use(read_file(saved(tmp_path, '{"issues": [{"id": "fish", "words": ["fishing quota"]}]}', "own.json")))
    assert (list(own.issues), own.label("fish"), own.match(["truce"])) == (["fish"], "fish", None)


def test_names_count_where_nothing_else_stands(tmp_path: Path) -> None:
    """A disputed place points to its issue only where no other phrase does."""
    own = in_use(read_file(saved(tmp_path, OWN)))
    assert own.match(["aid", "to", "upper", "lorn"]) == "humanitarian_access"


def test_the_default_list_can_be_printed_edited_and_used(tmp_path: Path) -> None:
    """What is printed as a file gives the same list when it is used."""
    kept = read_file(saved(tmp_path, json.dumps(as_rows(None)), "printed.json"))
    assert in_use(kept).issues == issues().issues


def test_no_two_issues_of_the_default_list_share_a_phrase() -> None:
    """A strong phrase of the default list points to one issue."""
    seen: dict[tuple[str, ...], str] = {}
    twice = [
        (phrase, seen[phrase], one.id)
        for one in issues().issues.values()
        for phrase in one.words
        if seen.setdefault(phrase, one.id) != one.id
    ]
    assert twice == []


def test_the_default_list_says_where_its_kinds_come_from() -> None:
    """The default list names the codebook that it was checked against."""
    assert "PA-X" in default_rows()["about"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("issues = [", "is not TOML"),
        ("", "names no issue"),
        ('[[issues]]\nid = "fish"', "has no words"),
        ('[[issues]]\nid = "Fish Quota"\nwords = ["fish"]', "no good id"),
        ('[[issues]]\nid = "fish"\nwords = "fish"', "not a list of texts"),
        ('[[issues]]\nid = "fish"\nwords = ["the"]', "without a word that counts"),
        ('[[issues]]\nid = "fish"\nword = ["fish"]', "'word'"),
        ('[[issues]]\nid = "fish"\nwords = ["fish"]\n[[issues]]\nid = "fish"\nwords = ["cod"]', "issue 2: has the id"),
        (
            '[[issues]]\nid = "fish"\nwords = ["quota"]\n[[issues]]\nid = "trade"\nweak = ["quota"]',
            "'quota' to two issues, 'fish' and 'trade'",
        ),
        ('extends = "mine"\n[[issues]]\nid = "fish"\nwords = ["fish"]', "extends 'mine'"),
        ('without = ["talks"]\n[[issues]]\nid = "fish"\nwords = ["fish"]', "not extends"),
        ('extends = "default"\nwithout = ["fish"]', "does not have"),
    ],
)
def test_a_mistake_is_told_with_file_and_advice(tmp_path: Path, text: str, said: str) -> None:
    """Every mistake in a file is told with the file, what is wrong and what to do."""
    path = saved(tmp_path, text)
    with pytest.raises(IssuesError) as error:
        read_file(path)
    assert said in error.value.message
    assert error.value.where.startswith(str(path))
    assert error.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file is an error of its own, not a crash."""
    with pytest.raises(IssuesError, match="cannot be read"):
        read_file(tmp_path / "gone.toml")


def test_a_record_keeps_its_list(tmp_path: Path) -> None:
    """A record keeps its list until it goes back to the default; export and use again gives the same; all is proved."""
    path = str(tmp_path / "a.onrecord")
    with onrecord.open(path) as record:
        before = record.digest()
        record.use_issues(saved(tmp_path, OWN))
        assert record.digest() != before
    with onrecord.open(path) as record, onrecord.open() as other:
        exported = saved(tmp_path, "".join(record.export("json")), "export.json")
        other.use_issues(exported)
        assert (other.own_issues, other.digest()) == (record.own_issues, record.digest())
        assert "bridge_tolls" in str(record.issues())
        assert record.verify().ok
        record.use_issues(None)
        assert (record.own_issues, record.digest()) == (None, before)


def test_a_bad_file_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    """A record keeps the list it has where the new one is none."""
    with onrecord.open() as record:
        record.use_issues(saved(tmp_path, OWN))
        kept = record.own_issues
        with pytest.raises(IssuesError):
            record.use_issues(saved(tmp_path, "no list", "bad.toml"))
        assert record.own_issues == kept


def test_a_list_that_was_tampered_with_is_found(tmp_path: Path) -> None:
    """Verification finds a list of issues that is not as it was given."""
    import sqlite3
    from contextlib import closing

    path = str(tmp_path / "a.onrecord")
    with onrecord.open(path) as record:
        record.use_issues(saved(tmp_path, OWN))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = replace(value, 'toll', 'tall') WHERE key = 'issues'")
    with onrecord.open(path) as record:
        assert any("meta issues" in damage for damage in record.verify().damages)


def test_a_list_may_only_leave_issues_out(tmp_path: Path) -> None:
    """A list that extends the default one and only leaves issues out, without any of its own, can be used."""
    path = tmp_path / "less.toml"
    path.write_text('extends = "default"\nwithout = ["funding"]\n', encoding="utf-8")
    used = in_use(read_file(path))
    assert "funding" not in used.issues
    assert "territory" in used.issues


def test_half_a_character_in_a_list_is_told(tmp_path: Path) -> None:
    """JSON can write half a character, which no record can keep."""
    path = tmp_path / "half.json"
    path.write_text('{"issues": [{"id": "fish", "words": ["\\ud800"]}]}', encoding="utf-8")
    with pytest.raises(IssuesError, match="half a character"):
        read_file(path)

"""Items of ninjs, version 1 to 3."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from onrecord.errors import BrokenRecord, SourceError, TooLarge, UnreadableSource
from onrecord.intake.sources import documents, reread
from onrecord.model.report import Document
from onrecord.structure.report import structure
from tests.intake.test_page import parts

HEAD = "Talks in Sorn put off"
FIRST = "SORN, Feb 7 (VPA) - The talks were put off, Minister Oda Brell said on Friday."
SECOND = "“We will meet again on Monday,” she told reporters."
BODY = f"<div><p>{FIRST}</p><h2>Next round</h2><p>{SECOND}</p><figure><figcaption>The hall.</figcaption></figure></div>"
VERSION_1 = {
    "uri": "urn:newsml:vpa.example:20260207:n1",
    "type": "text",
    "versioncreated": "2026-02-07T10:15:00Z",
    "firstcreated": "2026-02-06T10:15:00Z",
    "pubstatus": "usable",
    "copyrightholder": "Veranian Press Agency",
    "language": "en-GB",
    "byline": "By Ilse Marn and Tam Oster",
    "headline": HEAD,
    "slugline": "verania-talks",
    "ednote": "Adds quotation",
    "body_xhtml": BODY,
    "body_text": "x",
}
VERSION_3 = {
    "uri": "https://vpa.example/n1",
    "type": "text",
    "versioncreated": "2026-02-07T10:15:00Z",
    "standard": {"name": "ninjs", "version": "3.0"},
    "by": "By Ilse Marn and Tam Oster",
    "language": "en",
    "infosources": [{"name": "Veranian Press Agency"}],
    "headlines": [{"role": "short", "value": "Talks off"}, {"role": "main", "value": HEAD}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "value": "x"},
        {"role": "rich", "contenttype": "text/html", "value": BODY},
    ],
}


def read(raw: Any) -> list[Document | SourceError]:
    """All that a JSON source gives."""
    return list(documents("-", stdin=io.BytesIO(raw if isinstance(raw, bytes) else json.dumps(raw).encode())))


def document(**fields: Any) -> Document:
    """The document of an item of version 1 with some fields replaced."""
    (found,) = read({key: value for key, value in {**VERSION_1, **fields}.items() if value is not None})
    assert isinstance(found, Document)
    return found


def error(**fields: Any) -> SourceError:
    """The error of an item of version 1 with some fields replaced."""
    (found,) = read({key: value for key, value in {**VERSION_1, **fields}.items() if value is not None})
    assert isinstance(found, SourceError)
    return found


@pytest.mark.parametrize("item", [VERSION_1, VERSION_3])
def test_an_item_of_any_version(item: dict[str, Any]) -> None:
    """Headline, byline and body are the text with their kinds, the best form of the body is taken, notes are not."""
    (found,) = read(item)
    assert isinstance(found, Document)
    assert parts(found) == [
        ("headline", HEAD),
        ("byline", "By Ilse Marn and Tam Oster"),
        ("paragraph", FIRST),
        ("subhead", "Next round"),
        ("paragraph", SECOND),
        ("caption", "The hall."),
    ]
    facts = found.given
    assert (facts.title, facts.byline) == (HEAD, ("Ilse Marn", "Tam Oster"))
    assert (facts.outlet, facts.agency) == ("Veranian Press Agency", "Veranian Press Agency")
    assert (facts.published, facts.language) == ("2026-02-07T10:15:00+00:00", "en")
    assert reread(found.raw, found.media_type, found.name, found.given) == found


def test_a_web_address_is_the_address_and_another_name_the_id() -> None:
    """An item named by a web address has it as its address; any other name is its id."""
    assert (document().given.id, document().given.url) == (VERSION_1["uri"], None)
    found = document(uri="https://vpa.example/n1").given
    assert (found.id, found.url) == (None, "https://vpa.example/n1")


def test_the_dateline_is_found_in_the_body() -> None:
    """The dateline that opens the body is the report's."""
    report = structure(document())
    assert report.dateline is not None
    assert report.dateline.place == ("Sorn",)


def test_a_paper_that_credits_an_agency() -> None:
    """An item of a paper has the paper as its outlet and the agency that it names as its source."""
    found = document(copyrightholder="Orm Mail", infosource=[{"name": "AFP"}]).given
    assert (found.outlet, found.agency) == ("Orm Mail", "AFP")
    assert document(copyrightholder="Orm Mail").given.agency is None


def test_plain_text_becomes_paragraphs() -> None:
    """A body in plain text is cut at its blank lines, or at its lines where it has none."""
    for text in (f"{FIRST}\n\n{SECOND}\n", f"{FIRST}\r\n{SECOND}"):
        found = document(body_xhtml=None, body_text=text)
        assert [words for kind, words in parts(found) if kind == "paragraph"] == [FIRST, SECOND]


def test_a_headline_that_the_body_shows_as_well_stands_once() -> None:
    """A body that opens with the headline and the byline does not have them twice."""
    found = document(body_xhtml=f"<h1>{HEAD}</h1><p>By Ilse Marn and Tam Oster</p><p>{FIRST}</p>")
    assert [kind for kind, _ in parts(found)] == ["headline", "paragraph", "paragraph"]


def test_an_item_without_a_body_gives_its_summary() -> None:
    """An item that was sent with a summary alone is a report of it, and says so."""
    found = document(body_xhtml=None, body_text=None, description_text="The talks were put off until Monday.")
    assert found.text.endswith("The talks were put off until Monday.")
    assert "summary" in found.partial[0]
    assert isinstance(error(body_xhtml=None, body_text=None), BrokenRecord)


@pytest.mark.parametrize("status", ["canceled", "withheld", "Canceled", "stat:canceled"])
def test_a_withdrawn_item_is_no_report(status: str) -> None:
    """An item that its sender took back or holds back is an error that says so."""
    said = error(pubstatus=status)
    assert isinstance(said, UnreadableSource)
    assert "by its sender" in said.what


def test_pictures_among_items_are_passed_over() -> None:
    """Pictures in a run of items are passed over without an error; a picture alone is an error that says what it is."""
    picture = {"uri": "urn:p", "type": "picture", "headline": "The hall", "renditions": []}
    lines = "\n".join(map(json.dumps, [picture, VERSION_1, picture, VERSION_3])) + "\n"
    assert [type(one) for one in read(lines.encode())] == [Document, Document]
    assert [type(one) for one in read([picture, VERSION_1])] == [Document]
    (said,) = read([picture, picture])
    assert isinstance(said, UnreadableSource)
    assert "picture" in said.what


def test_an_object_with_text_is_no_item() -> None:
    """A line that has a text is read as a line, whatever else it has."""
    (found,) = read({"text": "Talks ended.", "uri": "urn:a", "headline": HEAD, "type": "text"})
    assert isinstance(found, Document)
    assert found.text == "Talks ended."


@pytest.mark.parametrize("value", [None, 7, [], {}, [7, None], [{"value": 7}], [{"contenttype": 7}], "\ud800"])
@pytest.mark.parametrize(
    "key", ["headlines", "bodies", "byline", "uri", "versioncreated", "language", "infosources", "people"]
)
def test_fields_of_any_shape(key: str, value: Any) -> None:
    """A field of an unexpected shape says nothing, and never stops the program."""
    for found in read([{**VERSION_3, key: value}]):
        assert isinstance(found, Document | SourceError)


def test_markup_made_to_hurt() -> None:
    """A body with an element of a million attributes is an error."""
    assert isinstance(error(body_xhtml="<p " + "a " * 5_000 + ">Talks.</p>"), TooLarge)

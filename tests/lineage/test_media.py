"""Newsrooms by name and by address."""

from __future__ import annotations

from onrecord.lineage.media import outlet_keys
from tests.factories import report


def test_an_outlet_goes_by_its_name_and_its_address() -> None:
    """The keys of an outlet are its folded name and the labels of its host; a malformed address gives none."""
    text = "The bridge at Sorn was closed."
    assert outlet_keys(report(text, outlet="The Sorn Ledger", url="https://www.ledger.example/a")) == {
        "sornledger",
        "ledger",
        "example",
    }
    assert outlet_keys(report(text, outlet="The Sorn Ledger", url="http://[::1/a")) == {"sornledger"}
    assert outlet_keys(report(text)) == frozenset()

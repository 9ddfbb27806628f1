"""What was judged of pairs of reports, and vectors by their keys, as a record keeps them."""

from __future__ import annotations

from tests.places import Place


def test_what_is_kept_comes_back(place: Place) -> None:
    """What was judged of pairs comes back by its kind, the later in place of the earlier, until it is dropped."""
    with place.fresh() as store:
        store.pairs.keep("quotes", {("a", "b"): ("k1", "[1]"), ("a", "c"): ("k2", "[]")})
        store.pairs.keep("quotes", {("a", "b"): ("k3", "[2]")})
        store.pairs.keep("texts", {("a", "b"): ("k4", "null")})
        assert store.pairs.of("quotes") == {("a", "b"): ("k3", "[2]"), ("a", "c"): ("k2", "[]")}
        store.pairs.forget("quotes", [("a", "b")])
        assert store.pairs.of("quotes") == {("a", "c"): ("k2", "[]")}
        store.pairs.forget_all()
        assert store.pairs.of("texts") == {}


def test_vectors_are_found_by_their_keys(place: Place) -> None:
    """Of many keys those that are kept are found, however many are asked for."""
    with place.fresh() as store:
        store.keep_vectors({f"k{n}": bytes([n % 256]) for n in range(900)})
        found = store.pairs.vectors([f"k{n}" for n in range(450, 1800)])
        assert found == {f"k{n}": bytes([n % 256]) for n in range(450, 900)}
        assert store.pairs.vectors([]) == {}


def test_it_is_no_part_of_the_record(place: Place) -> None:
    """What is kept at hand changes neither the digest of a record nor what its proof says."""
    with place.fresh() as store:
        before = store.digest()
        store.pairs.keep("texts", {("a", "b"): ("k", "null")})
        assert store.digest() == before
        assert store.verify().ok

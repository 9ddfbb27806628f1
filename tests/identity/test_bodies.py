"""Countries and bodies across reports."""

from __future__ import annotations

from tests.identity.made import body, told, who


def test_a_country_is_one_by_its_code() -> None:
    """A country is one identity in all reports."""
    found = who(told("a", "bridge", countries=("vx",)), told("b", "opera", countries=("vx",)))
    assert found["a", "VX"] == found["b", "VX"]


def test_an_acronym_that_a_report_explains() -> None:
    """An acronym is the body for which any report gives it, under the body's full name."""
    found = who(told("a", "bridge", body("Orm River Board", "ORB")), told("b", "opera", body("ORB")))
    assert found["a", "Orm River Board"] == found["b", "ORB"]
    assert found["b", "ORB"].name == "Orm River Board"


def test_an_acronym_that_nobody_explains_needs_one_matter() -> None:
    """Without an explanation an acronym is the body of these initials only where the reports are on one matter."""
    near = who(told("a", "bridge", body("Orm River Board")), told("b", "bridge", body("ORB")))
    far = who(told("a", "bridge", body("Orm River Board")), told("b", "opera", body("ORB")))
    assert near["a", "Orm River Board"] == near["b", "ORB"]
    assert far["a", "Orm River Board"] != far["b", "ORB"]


def test_an_acronym_of_two_bodies_is_neither() -> None:
    """An acronym that fits two bodies stays by itself."""
    found = who(
        told("a", "bridge", body("Orm River Board"), body("Old Rowing Brotherhood")), told("b", "bridge", body("ORB"))
    )
    assert len({one.id for one in found.values()}) == 3


def test_a_ministry_without_a_country_is_not_every_ministry() -> None:
    """A name that many bodies have is one body only in reports on one matter."""
    found = who(
        told("a", "bridge", body("Foreign Ministry")),
        told("b", "bridge", body("Foreign Ministry")),
        told("c", "opera", body("Foreign Ministry")),
    )
    assert found["a", "Foreign Ministry"] == found["b", "Foreign Ministry"]
    assert found["c", "Foreign Ministry"] != found["a", "Foreign Ministry"]


def test_spellings_of_a_body_are_one() -> None:
    """British and American spelling, an article and a legal form make no other body."""
    found = who(
        told("a", "bridge", body("Orm Defence Centre")),
        told("b", "opera", body("The Orm Defense Center")),
        told("c", "opera", body("Orm Defence Centre Ltd")),
    )
    assert len({one.id for one in found.values()}) == 1

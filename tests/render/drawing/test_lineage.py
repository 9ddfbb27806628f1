"""The drawing of a lineage: a row a report, line patterns with words, and words that stand apart."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.render.drawing.lineage import NARROW, TIES, WIDE, lineage
from onrecord.views.lineage_items import Descent, Tie
from tests.render.drawing.seen import check, count, parsed, said

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60)
TIE: tuple[Tie, ...] = get_args(Tie)


@st.composite
def trees(draw: st.DrawFn) -> list[Descent]:
    """Any tree of reports: each goes back to one before it or to none."""
    members: list[Descent] = []
    for n in range(draw(st.integers(2, 70))):
        above = members[draw(st.integers(0, n - 1))] if n and draw(st.booleans()) else None
        published = draw(st.sampled_from([None, "2031-03-01", "2031-03-02T10:00:00+00:00", f"2031-04-{1 + n % 30:02}"]))
        part = draw(st.none() | st.floats(0, 1))
        members.append(
            Descent(
                f"r{n}",
                draw(WORDS),
                published,
                draw(WORDS),
                draw(st.sampled_from(TIE)),
                above.report if above else "",
                draw(st.booleans()),
                part,
                above.depth + 1 if above else 0,
            )
        )
    return members


def one(name: str, published: str | None, tie: Tie, above: str = "", known: bool = True) -> Descent:
    """A report of an outlet of the same name."""
    return Descent(name, f"The {name}", published, f"Talks, says {name}", tie, above, known, 0.5 if above else None)


FAMILY = (
    one("ledger", "2031-03-01T10:00:00+00:00", "root"),
    one("harbour", "2031-03-01T12:00:00+00:00", "verbatim", "ledger"),
    one("gazette", "2031-03-02", "rewrite", "harbour"),
    one("post", None, "edited", "ledger", known=False),
)


@settings(max_examples=40, deadline=None)
@given(trees(), st.none() | WORDS, st.sampled_from([NARROW, WIDE]))
def test_words_stand_apart_and_inside(members: list[Descent], start: str | None, wide: int) -> None:
    """Whatever the tree and its names, no words touch others or leave the drawing."""
    check(lineage(members, start, wide=wide))


def test_every_report_is_named_with_how_it_came() -> None:
    """Each report has its outlet, its time, and how its words came to it."""
    words = said(lineage(FAMILY))
    assert "The harbour" in words
    assert "2031-03-01 12:00 UTC · word for word 50%" in words
    assert "2031-03-01 10:00 UTC · the first" in words
    assert "no date · edited? 50%" in words
    assert "? it is not known which came first" in words


def places(svg: str) -> list[float]:
    """Where the reports stand from left to right, row by row."""
    return [float(node.get("cx", "0")) for node in parsed(svg).iter("{http://www.w3.org/2000/svg}circle")]


def test_a_report_stands_right_of_what_it_goes_back_to() -> None:
    """Later reports stand further right; one without a date right of what it goes back to."""
    ledger, harbour, gazette, post = places(lineage(FAMILY))
    assert ledger < harbour < gazette
    assert ledger < post


def test_reports_of_one_time_stand_below_each_other() -> None:
    """Two reports of one time that do not go back to each other have one place from left to right."""
    twins = [one("a", "2031-03-01", "credit"), one("b", "2031-03-01", "credit"), one("c", "2031-03-02", "credit")]
    a, b, c = places(lineage(twins, "CPA"))
    assert a == b < c


def test_each_tie_has_a_pattern_of_its_own() -> None:
    """Kinds of derivation are told apart by line pattern, each with its words in the drawing."""
    assert len({pattern for pattern, _ in TIES.values()}) == len(TIES)
    members = [one("root", "2031-01-01", "root"), *(one(tie, "2031-01-02", tie, "root") for tie in TIES)]
    words = said(lineage(members))
    assert all(label in words for _, label in TIES.values())


def test_an_unknown_start_is_drawn_as_unknown() -> None:
    """Where no report is known as the start, the origin stands as an open square with a sentence that says so."""
    drawn = lineage([one("a", "2031-03-01", "first"), one("b", "2031-03-02", "credit")], "CPA")
    assert said(drawn)[:2] == ["CPA", "no one text is known that all go back to"]
    assert len(list(parsed(drawn).iter("{http://www.w3.org/2000/svg}rect"))) == 1


def test_no_arrow_where_it_is_not_known_which_came_first() -> None:
    """A tie of which the direction is not known has no arrow."""
    known = lineage([one("a", "2031-03-01", "root"), one("b", "2031-03-02", "edited", "a")])
    unknown = lineage([one("a", "2031-03-01", "root"), one("b", "2031-03-02", "edited", "a", known=False)])
    assert known.count("<path") == unknown.count("<path") + 1


def test_one_report_alone_is_no_drawing() -> None:
    """A report that stands alone has nothing to be drawn."""
    assert lineage(FAMILY[:1]) == ""


def test_a_large_origin_is_drawn_in_part_and_says_so() -> None:
    """Of very many reports the first are drawn, and how many more the list has is said."""
    drawn = lineage([one(f"r{n}", "2031-03-01", "credit") for n in range(75)], "CPA")
    assert count(drawn, "tie-credit") == 60
    assert "and 15 more reports, in the list" in said(drawn)


def test_reports_lead_to_their_page_and_stay_words() -> None:
    """A report links to its page; markup in its headline stays words."""
    evil = Descent("x", "<b>Out</b>", "2031-03-01", '"><img src=x onerror=alert(1)>', "credit")
    drawn = lineage([evil, FAMILY[1]], "CPA", hrefs={"x": "/report/x"})
    check(drawn)
    assert 'href="/report/x"' in drawn
    assert "<img" not in drawn
    assert "<b>Out</b>" in said(drawn)

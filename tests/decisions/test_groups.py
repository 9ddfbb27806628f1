"""Stories and origins as people decide: always a partition of the same reports, whatever is decided."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from onrecord.decisions import anchors, groups
from onrecord.model.judgement import Judgement
from onrecord.model.relations import Membership, Origin, Story, content_id
from onrecord.model.revision import Chain, Revision
from onrecord.stories.group import Head
from tests.decisions.made import decisions, judgement, undo

REPORTS = tuple("abcdefg")
HEADS = {one: Head(one, f"Headline {one}", f"2031-05-0{n}") for n, one in enumerate(REPORTS, 1)}


def story(*reports: str) -> Story:
    """A story of these reports as the machine makes it."""
    members = tuple(Membership(one, "alike" if n else "first") for n, one in enumerate(reports))
    return Story(content_id("s", reports[0]), f"Headline {reports[0]}", reports, "they share words", members)


STORIES = (story("a", "b", "c"), story("d", "e"), story("f"), story("g"))


def decided(*made: Judgement, stories: Sequence[Story] = STORIES) -> dict[str, Story]:
    """The stories after these decisions, by the reports that each has."""
    found, _ = groups.stories(stories, HEADS, decisions(*made))
    return {"".join(one.reports): one for one in found}


def why(*made: Judgement) -> list[str]:
    """Why each decision is not applied."""
    _, outcomes = groups.stories(STORIES, HEADS, decisions(*made))
    return [one.why for one in outcomes]


def merge(one: Story, other: Story, minute: int = 0) -> Judgement:
    """The decision that the other belongs to the one."""
    return judgement(one.id, "merge", minute, anchor=anchors.of_story(one), value=other.id,
                     **{"with": anchors.of_story(other)})  # fmt: skip


def split(one: Story, *out: str, minute: int = 0) -> Judgement:
    """The decision that some reports do not belong to a story."""
    return judgement(one.id, "split", minute, anchor=anchors.of_story(one), out=list(out))


def test_nothing_decided_is_what_the_machine_made() -> None:
    """Without decisions the stories are the very same."""
    assert groups.stories(STORIES, HEADS, decisions())[0] == STORIES


def test_the_target_of_a_merge_stays() -> None:
    """The merged story has the target's id and title, its reports by day, and says who put them together."""
    merged = decided(merge(STORIES[1], STORIES[0]))["abcde"]
    assert (merged.id, merged.title) == (STORIES[1].id, "Headline d")
    assert "put together with “Headline a” by Ana" in merged.why
    assert [one.how for one in merged.members] == ["first", "alike", "alike", "alike", "alike"]


def test_the_rest_of_a_split_goes_on() -> None:
    """What a story is split of keeps its id; both parts are called by their first reports, with ids of their own."""
    found = decided(split(STORIES[0], "a"))
    assert (found["bc"].id, found["bc"].title) == (STORIES[0].id, "Headline b")
    assert found["a"].title == "Headline a"
    assert len({one.id for one in found.values()}) == len(found)


def test_decisions_follow_each_other() -> None:
    """What was put together can be named and split, and each is on what the one before it left."""
    merged = story("a", "b", "c", "d", "e")
    made = [
        merge(STORIES[0], STORIES[1], 1),
        judgement(STORIES[0].id, "edit", 2, anchor=anchors.of_story(merged), value="The talks"),
        split(merged, "b", "d", minute=3),
    ]
    found = decided(*made)
    assert found["ace"].title == "The talks"
    assert found["bd"].title == "Headline b"
    assert why(*made, undo(made[0])) == ["its reports are in 2 stories by now: judge them anew", ""]


def test_a_story_that_is_taken_apart_is_gone() -> None:
    """Each report of a rejected story is one of its own, none under its id; accepted later it is whole again."""
    reject = judgement(STORIES[0].id, "reject", 1, anchor=anchors.of_story(STORIES[0]))
    found = decided(reject)
    assert {"a", "b", "c", "de"} <= found.keys()
    assert STORIES[0].id not in {one.id for one in found.values()}
    accept = judgement(STORIES[0].id, "accept", 2, anchor=anchors.of_story(STORIES[0]))
    assert decided(reject, accept)["abc"] == STORIES[0]


def test_a_story_is_known_by_the_reports_that_were_seen() -> None:
    """A title holds for a story that has grown, and waits where none of its reports is on record."""
    edit = judgement("s-gone", "edit", anchor=anchors.of_story(story("b", "c")), value="The talks")
    assert decided(edit)["abc"].title == "The talks"
    waiting = judgement("s-gone", "edit", anchor=anchors.of_story(story("x", "y")), value="The talks")
    assert why(waiting) == ["none of its reports is on record (x, y)"]


def test_a_report_that_its_outlet_changed_is_the_same() -> None:
    """A decision on a report is on the revision that is current."""
    chain = Chain(tuple(Revision(one, n, "x", one) for n, one in enumerate(("old", "a"))))
    made = split(story("old", "b", "c"), "old")
    found, _ = groups.stories(STORIES, HEADS, groups.Decisions((made,), lambda: (chain,)))
    assert ("a",) in {one.reports for one in found}


ORIGINS = tuple(
    Origin(one.reports, None, None, "shared text", id=content_id("o", *sorted(one.reports))) for one in STORIES
)


def test_origins_are_made_anew_from_their_reports() -> None:
    """The id of an origin that people put together is that of its reports, and its evidence is looked for anew."""
    asked: list[tuple[str, ...]] = []

    def make(reports: Sequence[str], said: str) -> Origin:
        asked.append(tuple(reports))
        return Origin(tuple(reports), "CPA", None, said, id=content_id("o", *sorted(reports)))

    one, other = ORIGINS[0], ORIGINS[2]
    made = judgement(one.id, "merge", anchor=anchors.of_origin(one), **{"with": anchors.of_origin(other)})
    found, (outcome,) = groups.origins(ORIGINS, REPORTS, decisions(made), make)
    assert asked == [("a", "b", "c", "f")]
    assert outcome.target == found[0].id == content_id("o", "a", "b", "c", "f")
    assert found[1:] == (ORIGINS[1], ORIGINS[3])


@st.composite
def judged(draw: st.DrawFn) -> list[Judgement]:
    """Any decisions on any sets of reports, whether there are such stories or not."""
    sets = st.lists(st.sampled_from(REPORTS), min_size=1, max_size=4, unique=True)
    made = []
    for minute in range(draw(st.integers(0, 6))):
        one, other = story(*draw(sets)), story(*draw(sets))
        made.append(
            draw(
                st.sampled_from(
                    [
                        merge(one, other, minute),
                        split(one, *other.reports, minute=minute),
                        judgement(one.id, "reject", minute, anchor=anchors.of_story(one)),
                        judgement(one.id, "edit", minute, anchor=anchors.of_story(one), value=f"Title {minute}"),
                    ]
                )
            )
        )
    return made


@given(made=judged(), order=st.permutations(STORIES))
def test_whatever_is_decided_every_report_is_in_one_story(made: list[Judgement], order: list[Story]) -> None:
    """No report is lost or doubled, ids differ, the order of what the machine made does not matter, undo restores."""
    found, outcomes = groups.stories(order, HEADS, decisions(*made))
    found = tuple(sorted(found, key=lambda one: one.reports))
    assert sorted(report for one in found for report in one.reports) == sorted(REPORTS)
    assert len({one.id for one in found}) == len(found)
    assert set(found) == set(groups.stories(STORIES, HEADS, decisions(*made))[0])
    assert {one.target for one in outcomes if one.target} <= {one.id for one in found}
    back = [undo(one, 50) for one in made]
    assert groups.stories(STORIES, HEADS, decisions(*made, *back))[0] == STORIES

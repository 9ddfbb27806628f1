"""Who is who as people decide: every actor of every report is one identity, whatever is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.decisions import anchors, entries, identities
from onrecord.identity.link import link
from onrecord.model.judgement import Judgement
from onrecord.model.reading import Attribution, Entry
from onrecord.model.relations import Identity, Member
from onrecord.model.spans import Span
from tests.decisions.made import decisions, judgement, undo
from tests.identity.made import Named, person, told


def reports(*named: Named) -> tuple[Entry, ...]:
    """Four reports of one matter that all name these."""
    found = [told(f"r{n}", "bridge", *named) for n in range(4)]
    return tuple(
        replace(one, reading=replace(one.reading, attributions=(
            Attribution("a1", "indirect", None, None, (Span.cut(one.report.text, 0, 5),), one.reading.actors[0].id),
        )))
        for one in found
    )  # fmt: skip


ENTRIES = reports(person("Ada Koss", of="kl", role="President"), person("Jon Rell"), person("Mira Tal"))
FOUND = link(ENTRIES)
ADA, JON, MIRA = (next(one for one in FOUND if one.name == name) for name in ("Ada Koss", "Jon Rell", "Mira Tal"))


def decided(*made: Judgement, over: tuple[Entry, ...] = ENTRIES) -> dict[str, Identity]:
    """The identities after these decisions, by id."""
    return {one.id: one for one in identities.decided(link(over), over, decisions(*made))[0]}


def on(one: Identity, verdict: Any, minute: int = 0, **more: Any) -> Judgement:
    """A decision on an identity."""
    return judgement(one.id, verdict, minute, anchor=anchors.of_identity(one), **more)


def test_two_that_are_one() -> None:
    """The merged identity has the id, name and office of the target and the names of both."""
    both = decided(on(ADA, "merge", **{"with": anchors.of_identity(JON)}))
    assert JON.id not in both
    one = both[ADA.id]
    assert set(one.members) == {*ADA.members, *JON.members}
    assert (one.name, one.roles) == ("Ada Koss", ADA.roles)
    assert {"Ada Koss", "Jon Rell"} <= {form.words for form in one.spellings}
    assert "Jon Rell is the same, says Ana." in one.why


def test_one_that_is_two() -> None:
    """The members that are split off are one of their own name and another id; the others stay under the old one."""
    out = [[one.report, one.actor] for one in ADA.members[:2]]
    apart = decided(on(ADA, "split", out=out))
    assert apart[ADA.id].members == ADA.members[2:]
    (part,) = [one for one in apart.values() if one.members == ADA.members[:2]]
    assert (part.name, part.roles) == (ADA.name, ADA.roles)


def test_one_that_is_none() -> None:
    """A rejected identity is one for each report, and its id is nobody's."""
    apart = decided(on(ADA, "reject"))
    assert ADA.id not in apart
    assert sorted(one.members for one in apart.values() if one.name == ADA.name) == [(one,) for one in ADA.members]


def test_who_belongs_to_whom_follows() -> None:
    """What belonged to one that is merged into another belongs to that one."""
    home = Identity("country:kl", "Korland", "country", (Member("r0", "country:kl"),))
    other = Identity("organisation:council", "Council", "organisation", (Member("r1", "organisation:council"),))
    ada = replace(ADA, of="country:kl", speaks_for="country:kl", may_be=("country:kl",))
    made = judgement(other.id, "merge", anchor=anchors.of_identity(other), **{"with": anchors.of_identity(home)})
    with_bodies = tuple(
        replace(entry, reading=replace(entry.reading, actors=(
            *entry.reading.actors, *(actor for actor in BODIES if (entry.id, actor.id) in HOMES)
        )))
        for entry in ENTRIES
    )  # fmt: skip
    found, _ = identities.decided((ada, JON, home, other), with_bodies, decisions(made))
    (after,) = [one for one in found if one.id == ada.id]
    assert (after.of, after.speaks_for, after.may_be) == (other.id, other.id, (other.id,))


BODIES = tuple(
    replace(ENTRIES[0].reading.actors[0], id=name, name=words, kind="organisation", role=None, of=None)
    for name, words in (("country:kl", "Korland"), ("organisation:council", "Council"))
)
HOMES = {("r0", "country:kl"), ("r1", "organisation:council")}


def test_a_speaker_is_the_one_who_is_named() -> None:
    """A statement that is given to somebody on record is theirs also where another of that name would be meant."""
    speaker = {"id": "person:jon-rell", "name": "Jon Rell", "kind": "person", "members": [["r3", "person:jon-rell"]]}
    said = ENTRIES[0].reading.attributions[0]
    made = judgement("r0/a1", "edit", anchor=anchors.of_attribution("r0", said), speaker=speaker)
    over = tuple(entries.decided(one, decisions(made)) for one in ENTRIES)
    apart = on(JON, "split", 1, out=[["r3", "person:jon-rell"]])
    found = decided(made, apart, over=over)
    actor = over[0].reading.attributions[0].actor
    (home,) = [one for one in found.values() if Member("r0", str(actor)) in one.members]
    assert home.name == "Jon Rell"


def test_what_is_two_by_now_is_asked_anew() -> None:
    """A decision on an identity that the machine no longer makes so is not applied, and says why."""
    made = [on(ADA, "split", 1, out=[["r0", "person:ada-koss"]]), on(ADA, "edit", 2, value="A. K.")]
    _, outcomes = identities.decided(FOUND, ENTRIES, decisions(*made))
    assert outcomes[1].why == "what was Ada Koss then is 2 by now: judge them anew"
    gone = Identity("person:x", "Xan", "person", (Member("r9", "person:x"),))
    _, (outcome,) = identities.decided(FOUND, ENTRIES, decisions(on(gone, "edit", value="X")))
    assert outcome.why == "no report on record names Xan"


@st.composite
def judged(draw: st.DrawFn) -> list[Judgement]:
    """Any decisions on any actors, whether they are one identity or not."""
    every = [member for one in (ADA, JON, MIRA) for member in one.members]
    sets = st.lists(st.sampled_from(every), min_size=1, max_size=5, unique=True)
    made = []
    for minute in range(draw(st.integers(0, 5))):
        one, other = (replace(ADA, members=tuple(sorted(draw(sets)))) for _ in range(2))
        out = [[member.report, member.actor] for member in other.members]
        made.append(
            draw(
                st.sampled_from(
                    [
                        on(one, "merge", minute, **{"with": anchors.of_identity(other)}),
                        on(one, "split", minute, out=out),
                        on(one, "reject", minute),
                        on(one, "edit", minute, value=f"Name {minute}"),
                    ]
                )
            )
        )
    return made


@given(made=judged(), order=st.permutations(ENTRIES))
def test_whatever_is_decided_every_actor_is_somebody(made: list[Judgement], order: list[Entry]) -> None:
    """No actor is lost or doubled, ids differ, the order of the reports does not matter, undo restores."""
    found, outcomes = identities.decided(link(order), order, decisions(*made))
    members = [member for one in found for member in one.members]
    assert sorted(members) == sorted(member for one in FOUND for member in one.members)
    assert len({one.id for one in found}) == len(found)
    assert found == identities.decided(FOUND, ENTRIES, decisions(*made))[0]
    assert {one.target for one in outcomes if one.target} <= {one.id for one in found}
    back = [undo(one, 50) for one in made]
    assert identities.decided(FOUND, ENTRIES, decisions(*made, *back))[0] == FOUND

"""What holds for identities whatever the reports are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.identity.link import link
from onrecord.lexicons.fullnames import full_name
from onrecord.lexicons.names import same_given
from onrecord.model.reading import Entry
from onrecord.model.relations import Identity
from tests.identity.made import MATTERS, body, person, told

NAMES = (
    "Ada Koss", "Lev Koss", "Koss", "A. Koss", "Joseph Arden", "Joe Arden", "Jill Arden", "Arden", "Taras Velensky",
    "Тарас Веленський", "Velenskiy", "Volodymyr Haras", "Vladimir Haras", "George H. Brandt", "George W. Brandt",
    "George Brandt", "Tran Quoc Binh", "Tran",
)  # fmt: skip

persons = st.builds(
    person,
    st.sampled_from(NAMES),
    of=st.sampled_from((None, None, "vx", "wx")),
    role=st.sampled_from((None, None, "president", "judge", "former minister")),
)
bodies = st.builds(body, st.sampled_from(("Orm River Board", "ORB", "Foreign Ministry")))


def reports(prefix: str, most: int = 5) -> st.SearchStrategy[list[Entry]]:
    """A few reports on any of the matters, each naming some of the persons and bodies once."""
    named = st.lists(persons | bodies, max_size=4, unique_by=lambda one: one.forms[0])
    one = st.tuples(st.sampled_from(sorted(MATTERS)), named)
    return st.lists(one, max_size=most).map(
        lambda made: [told(f"{prefix}{n}", matter, *named) for n, (matter, named) in enumerate(made)]
    )


def homes(found: tuple[Identity, ...]) -> dict[tuple[str, str], Identity]:
    """The identity of each actor of each report."""
    return {(member.report, member.actor): one for one in found for member in one.members}


@settings(max_examples=60, deadline=None)
@given(entries=reports("r"), data=st.data())
def test_the_order_of_reports_changes_nothing(entries: list[Entry], data: st.DataObject) -> None:
    """The same reports in any order give the same identities."""
    assert link(data.draw(st.permutations(entries))) == link(entries)


@settings(max_examples=60, deadline=None)
@given(entries=reports("r"))
def test_every_actor_has_one_identity(entries: list[Entry]) -> None:
    """Every actor of every report is a member of exactly one identity, and no two identities share an id."""
    found = link(entries)
    members = [(member.report, member.actor) for one in found for member in one.members]
    assert sorted(members) == sorted((entry.id, actor.id) for entry in entries for actor in entry.reading.actors)
    assert len({one.id for one in found}) == len(found)
    assert {other for one in found for other in one.may_be} <= {one.id for one in found}


@settings(max_examples=60, deadline=None)
@given(entries=reports("r"))
def test_two_of_one_surname_are_never_one(entries: list[Entry]) -> None:
    """No identity holds two full names whose given names cannot be one."""
    for one in link(entries):
        if one.kind != "person":
            continue
        actors = {(e.id, a.id): a.name for e in entries for a in e.reading.actors}
        names = [full_name(actors[member.report, member.actor]) for member in one.members]
        full = [name for name in names if name is not None and not name.alone]
        assert all(same_given(a.given, b.given) or a.given[:1] == b.given[:1] for a in full for b in full)
        assert not {"Ada Koss", "Lev Koss"} <= {" ".join(name.words) for name in full}
        assert not {"Joseph Arden", "Jill Arden"} <= {" ".join(name.words) for name in full}


@settings(max_examples=60, deadline=None)
@given(entries=reports("r"), matter=st.sampled_from(sorted(MATTERS)))
def test_an_unrelated_report_merges_nobody(entries: list[Entry], matter: str) -> None:
    """A report that names only people whom no other report names leaves every identity as it was."""
    before = homes(link(entries))
    after = homes(link([*entries, told("z", matter, person("Mira Solano"), person("Oster"))]))
    assert {place: one.members for place, one in before.items()} == {
        place: one.members for place, one in after.items() if place[0] != "z"
    }

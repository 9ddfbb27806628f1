"""Addresses of servers: what they mean, and that no password is ever shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.store.addresses import Address, is_address, without_password
from onrecord.store.opening import open_store

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    ("path", "yes"),
    [
        ("postgresql://db/talks", True),
        ("postgres://desk@db/talks", True),
        ("talks.onrecord", False),
        (":memory:", False),
        ("postgresql.onrecord", False),
        ("sqlite:///talks", False),
    ],
)
def test_addresses_are_told_from_files(path: str, yes: bool) -> None:
    """Only what begins as an address of PostgreSQL is one."""
    assert is_address(path) == yes


def test_an_address_says_everything() -> None:
    """User, password, host, port, database, schema and encryption are taken as written, signs decoded."""
    address = Address.of("postgres://desk%40hq:a%2Fb@db.example:5433/talks%20now?schema=spring&sslmode=require", {})
    assert address == Address("db.example", 5433, "talks now", "desk@hq", "a/b", "spring", "require")
    assert str(address) == "postgresql://desk%40hq@db.example:5433/talks%20now?schema=spring&sslmode=require"


def test_what_an_address_leaves_out_comes_from_the_environment() -> None:
    """User and password may come from PGUSER and PGPASSWORD; host and port have the usual values."""
    address = Address.of("postgresql:///talks", {"PGUSER": "desk", "PGPASSWORD": SECRET})
    assert (address.host, address.port, address.user, address.password) == ("localhost", 5432, "desk", SECRET)
    assert str(address) == "postgresql://desk@localhost/talks"


def test_a_number_of_the_new_kind_keeps_its_brackets() -> None:
    """An IPv6 host is shown so that it can be used again."""
    assert str(Address.of("postgresql://desk@[::1]:5433/talks", {})) == "postgresql://desk@[::1]:5433/talks"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("postgresql://db", "names no database"),
        ("postgresql://db/", "names no database"),
        ("postgresql://db/a/b", "names no database"),
        ("postgresql://db:port/talks", "no address"),
        ("postgresql://db/talks?password=x", "no option"),
        ("postgresql://db/talks?schema=a-b", "Latin letters"),
        ("postgresql://db/talks?sslmode=allow", "sslmode is one of"),
        (f"postgresql://desk:{SECRET}/x@db/talks", "written as %2F"),
        (f"postgresql://desk:{SECRET}?x@db/talks", "written as"),
        (f"postgresql://desk:{SECRET}#x@db/talks", "written as"),
        (f"mysql://desk:{SECRET}@db/talks", "file or lies on a PostgreSQL server"),
    ],
)
def test_what_is_no_address_says_why_without_its_password(path: str, what: str) -> None:
    """A wrong address is a typed error that names the way to write one and shows no password."""
    with pytest.raises(RecordError, match=what) as caught:
        open_store(path)
    assert "postgresql://USER@HOST/DATABASE" in str(caught.value)
    assert SECRET not in str(caught.value)


@given(password=st.text(st.sampled_from("ab:@/?#%[]&= \0é"), min_size=1))
def test_no_password_is_ever_shown(password: str) -> None:
    """Whatever signs a password has and however it was written, what is shown of an address ends the same."""
    path = f"postgresql://desk:{SECRET}{password}{SECRET}@db/talks"
    assert without_password(path) == "postgresql://desk@db/talks"
    try:
        shown = str(Address.of(path, {})) + repr(Address.of(path, {}))
    except RecordError as error:
        shown = str(error)
    assert SECRET not in shown

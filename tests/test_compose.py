"""The files for Docker say what the program and its documentation say; Docker itself is not run."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.store.addresses import Address

yaml = pytest.importorskip("yaml", reason="needs a YAML parser")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def services() -> dict[str, Any]:
    """The services of docker-compose.yml."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return found


def test_the_record_is_where_the_server_is(services: dict[str, Any]) -> None:
    """Onrecord asks for the host, user and database that the server is set up with, by an address that it takes."""
    address = Address.of(services["onrecord"]["environment"]["ONRECORD_RECORD"], {})
    made = services["database"]["environment"]
    assert (address.host, address.user, address.database) == ("database", made["POSTGRES_USER"], made["POSTGRES_DB"])


def test_no_password_is_kept_in_the_file(services: dict[str, Any]) -> None:
    """The password comes from the environment, and without one nothing starts."""
    kept = (services["database"]["environment"]["POSTGRES_PASSWORD"], services["onrecord"]["environment"]["PGPASSWORD"])
    assert all(one.startswith("${ONRECORD_PASSWORD:?") for one in kept)


def test_the_server_is_pinned_checked_and_kept(services: dict[str, Any]) -> None:
    """The server has a major version, a health check, a volume, and a port on this machine alone."""
    database = services["database"]
    assert re.fullmatch(r"postgres:\d+", database["image"])
    assert database["healthcheck"]["test"][1] == "pg_isready"
    assert database["volumes"] == ["record:/var/lib/postgresql/data"]
    assert all(port.startswith("127.0.0.1:") for port in database["ports"])


def test_the_image_installs_an_extra_that_there_is() -> None:
    """The Dockerfile installs the package from files that exist, with the extra for servers."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (extra,) = re.findall(r'"\.\[(\w+)\]"', text)
    assert (
        extra
        in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    )
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in line.split()]
    assert all((ROOT / name).exists() for name in copied)

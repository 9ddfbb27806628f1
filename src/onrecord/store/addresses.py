"""Addresses of records on a PostgreSQL server, as people write them; the password is never part of what is shown."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from onrecord.errors import RecordError

SCHEMES = ("postgresql", "postgres")

#: As libpq has them, but for ``allow`` and ``verify-ca``.
SSL_MODES = ("disable", "prefer", "require", "verify-full")

_OPTIONS = ("schema", "sslmode")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
_EXAMPLE = "Write postgresql://USER@HOST/DATABASE, with the password in PGPASSWORD"


def is_address(path: str) -> bool:
    """Whether a record is named by the address of a server, not by a file.

    >>> is_address("postgresql://desk@db/talks"), is_address("talks.onrecord")
    (True, False)
    """
    return path.partition("://")[0].lower() in SCHEMES and "://" in path


def without_password(path: str) -> str:
    """What may be shown of a path: an address loses its password, a file's path stays.

    Never raises: also an address that cannot be used is shown in the error that says so.

    >>> without_password("postgresql://desk:secret@db/talks"), without_password("talks.onrecord")
    ('postgresql://desk@db/talks', 'talks.onrecord')
    """
    if "://" not in path:
        return path
    scheme, _, rest = path.partition("://")
    # Up to the last @: a password may hold any sign, also those that should have been written as %40 or %2F.
    user, at, place = rest.rpartition("@")
    place, _, options = place.partition("?")
    kept = "&".join(option for option in options.split("&") if "pass" not in option.lower()) if options else ""
    return f"{scheme}://{user.partition(':')[0]}{at}{place}{'?' if kept else ''}{kept}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where on which server a record lies, and who asks for it.

    Attributes:
        host: name or number of the machine.
        port: the server's port.
        database: name of the database.
        user: who asks.
        password: what proves it; never shown.
        schema: the PostgreSQL schema that the tables lie in; ``None`` for the one that the user's search path names.
        sslmode: whether the connection is encrypted, as libpq has it.
    """

    host: str
    port: int
    database: str
    user: str
    password: str | None = field(default=None, repr=False)
    schema: str | None = None
    sslmode: str = "prefer"

    @classmethod
    def of(cls, path: str, environment: Mapping[str, str] = os.environ) -> Address:
        """The address that a user wrote.

        Args:
            path: ``postgresql://user:password@host:port/database?schema=NAME&sslmode=require``; all but the database
                may be left out.
            environment: where ``PGUSER`` and ``PGPASSWORD`` fill in what the address does not say.

        Raises:
            RecordError: it is no such address.
        """
        shown = without_password(path)
        try:
            parts = urlsplit(path)
            if "@" in parts.path + parts.query + parts.fragment:
                raise _wrong("the signs / ? # @ of a password are written as %2F %3F %23 %40", shown)
            port = parts.port or 5432
        except ValueError as error:
            raise _wrong("it is no address of a database", shown) from error
        database = unquote(parts.path.removeprefix("/"))
        if not database or "/" in database or parts.fragment:
            raise _wrong("it names no database", shown)
        options = _options(parts.query, shown)
        return cls(
            host=parts.hostname or "localhost",
            port=port,
            database=database,
            user=unquote(parts.username) if parts.username else environment.get("PGUSER") or getpass.getuser(),
            password=unquote(parts.password) if parts.password else environment.get("PGPASSWORD"),
            schema=options.get("schema"),
            sslmode=options.get("sslmode", "prefer"),
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port != 5432 else ""
        said = [f"schema={self.schema}"] if self.schema else []
        said += [f"sslmode={self.sslmode}"] if self.sslmode != SSL_MODES[1] else []
        options = "?" + "&".join(said) if said else ""
        return f"postgresql://{quote(self.user)}@{host}{port}/{quote(self.database)}{options}"


def _options(query: str, shown: str) -> dict[str, str]:
    """The options behind the question mark.

    Raises:
        RecordError: there is no such option, or it cannot have this value.
    """
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise _wrong(f"there is no option {name!r}; there are {' and '.join(_OPTIONS)}", shown)
    if not _NAME.fullmatch(options.get("schema", "public")):
        raise _wrong("the name of a schema is Latin letters, figures and _", shown)
    if options.get("sslmode", "prefer") not in SSL_MODES:
        raise _wrong(f"sslmode is one of {', '.join(SSL_MODES)}", shown)
    return options


def _wrong(what: str, shown: str) -> RecordError:
    return RecordError(what, where=shown, hint=_EXAMPLE)

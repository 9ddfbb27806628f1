"""Where the records of a test lie: in files, or on a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from onrecord.store import schema, server_index
from onrecord.store.protocol import Store

#: Where Debian's package puts the server's programs, and where others do.
_HOMES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")

#: Who runs the server when root runs the tests: it refuses to be root itself.
_SERVANT = "postgres"

#: Nothing that a test keeps must survive the machine.
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=50", "shared_buffers=32MB")


def programs() -> Path | None:
    """The folder of the newest server's programs; ``None`` where there is no server."""
    found = [path for home in _HOMES for path in Path("/").glob(home[1:]) if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()])
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


class Server:
    """A server in a folder of its own, on a free port of this machine alone, gone when stopped."""

    user = "desk"

    def __init__(self, home: Path, *settings: str) -> None:
        self._home = home
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self._folder, _SERVANT)
            self._as = {"user": _SERVANT, "group": _SERVANT, "extra_groups": []}
        self.port = free_port()
        self._run("initdb", "-D", "data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", self.user, "-N")
        told = (f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self._folder}")
        with (self._folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in (one.split("=") for one in (*told, *settings)))
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._home / program), *arguments]
        done = subprocess.run(
            command, cwd=self._folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, **self._as
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    def start(self) -> None:
        """Start it."""
        self._control("start", "-l", "log")

    def stop(self) -> None:
        """Stop it; whoever is connected loses the connection."""
        self._control("stop", "-m", "immediate")

    def _control(self, *arguments: str) -> None:
        # Not through a pipe: the server keeps it open, and who reads it would wait for ever.
        command = [str(self._home / "pg_ctl"), "-D", "data", "-w", *arguments]
        with (self._folder / "said").open("w") as said:
            subprocess.run(command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=60,
                           check=True, **self._as)  # fmt: skip

    def make_certificate(self, openssl: str) -> None:
        """Encrypt from now on, with a certificate that the server made for itself."""
        names = [self._folder / "data" / name for name in ("server.crt", "server.key")]
        command = [openssl, "req", "-new", "-x509", "-nodes", "-subj", "/CN=localhost"]
        subprocess.run([*command, "-out", names[0], "-keyout", names[1]], check=True, capture_output=True, timeout=60)
        for path in names:
            path.chmod(0o600)
            if self._as:
                shutil.chown(path, _SERVANT)
        self.ask("ALTER SYSTEM SET ssl = on")
        self.stop()
        self.start()

    def remove(self) -> None:
        """Stop it and take its folder away."""
        self.stop()
        shutil.rmtree(self._folder)

    def address(self, name: str = "", *, user: str = user, database: str = "postgres") -> str:
        """The address of a record in a schema of this name."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}{f'?schema={name}' if name else ''}"

    def ask(self, statement: str, database: str = "postgres") -> Sequence[Any]:
        """What the server answers to a statement of its owner."""
        import pg8000.dbapi

        connection = pg8000.dbapi.connect(self.user, host="127.0.0.1", port=self.port, database=database)
        connection.autocommit = True
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Place(Protocol):
    """Where records are begun, one kind for all the tests that it is given to."""

    name: str

    def address(self) -> str:
        """Where a new record may come to lie, for those that open it themselves."""
        ...

    def fresh(self) -> Any:
        """An empty record, open for the length of a ``with`` block and gone after it."""
        ...


class Files:
    """Records in files."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def address(self) -> str:
        """A file that is not there yet."""
        return str(self._folder / f"{next(self._numbers)}.onrecord")

    @contextmanager
    def fresh(self) -> Iterator[Store]:
        """A record in memory."""
        from onrecord.store.sqlite import SqliteStore

        with SqliteStore() as store:
            yield store


class Schemas:
    """Records on a server, each in a schema of its own."""

    name = "server"

    def __init__(self, server: Server) -> None:
        self.server = server
        self._numbers = count()
        self._spare: list[str] = []

    def address(self) -> str:
        """A schema that is not there yet."""
        return self.server.address(f"record_{next(self._numbers)}")

    @contextmanager
    def fresh(self) -> Iterator[Store]:
        """A record in a schema that another test may have used and that was emptied since: beginning one takes long."""
        from onrecord.store.postgres import PostgresStore

        name = self._spare.pop() if self._spare else f"spare_{next(self._numbers)}"
        try:
            with PostgresStore(self.server.address(name)) as store:
                yield store
        finally:
            self._empty(name)
            self._spare.append(name)

    def _empty(self, name: str) -> None:
        tables = [*schema.metadata.sorted_tables, *server_index.metadata.sorted_tables]
        emptied = [f"DELETE FROM {name}.{table.name}" for table in tables if table is not schema.meta]
        emptied.append(f"DELETE FROM {name}.meta WHERE key <> 'onrecord_schema'")
        # Also past the guard of judgements and whatever order the tables need.
        self.server.ask("; ".join(["SET session_replication_role = replica", *emptied]))

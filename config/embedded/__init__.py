"""PostgreSQL and Valkey without a server to install: for one machine, for trying out, for tests.

`database_settings()` and `broker_url()` are what settings.py needs. Nothing starts before the
first connection; nothing runs on after the last user has gone. DATABASE_URL and BROKER_URL
replace them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from config.embedded.paths import EmbeddedError, data_dir, secret, secret_key, socket_dir
from config.embedded.postgres import APP, DATABASE, OWNER, Postgres
from config.embedded.service import Service
from config.embedded.valkey import Valkey

__all__ = [
    "SERVICES",
    "EmbeddedError",
    "Postgres",
    "Service",
    "Valkey",
    "broker_url",
    "data_dir",
    "database_settings",
    "replica_settings",
    "secret",
    "secret_key",
]

SERVICES: dict[str, type[Service]] = {"postgres": Postgres, "valkey": Valkey}
# A server that cannot be reached any more is given up within half a minute, where a system's own patience is hours.
WHEN_THE_LINE_IS_DEAD = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
OWNERS_COMMANDS = {
    "migrate",
    "make_sample",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "flush",
    "test",
}


def role() -> str:
    """`owner` for migrations and tests, `app` for everything else. CLAIMS_ROLE decides otherwise."""
    wanted = os.environ.get("CLAIMS_ROLE", "")
    if wanted in {"owner", "app"}:
        return wanted
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    migrates = Path(sys.argv[0]).name == "manage.py" and command in OWNERS_COMMANDS
    return "owner" if migrates or "pytest" in sys.modules else "app"


def database_settings() -> dict[str, Any]:
    """Django's settings of the default database, for the role that this process needs.

    DATABASE_URL names the app role's database; DATABASE_OWNER_URL the owner's, for migrations.
    """
    owner = role() == "owner"
    url = os.environ.get("DATABASE_OWNER_URL", "").strip() if owner else ""
    url = url or os.environ.get("DATABASE_URL", "").strip()
    if url:
        return _from_url(url)
    return {
        "ENGINE": "config.embedded.backend",
        "NAME": DATABASE,
        "USER": OWNER if owner else APP,
        "HOST": str(socket_dir()),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"prepare_threshold": 0},
    }


def replica_settings() -> dict[str, Any] | None:
    """Django's settings of the replica that DATABASE_REPLICA_URL names; None where there is none."""
    url = os.environ.get("DATABASE_REPLICA_URL", "").strip()
    return _from_url(url, "DATABASE_REPLICA_URL") if url else None


def _from_url(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise EmbeddedError(
            f"{name} must look like postgresql://user:password@host:5432/name; "
            f"its scheme is {parts.scheme!r}, its name {parts.path.strip('/')!r}."
        )
    options = dict(parse_qsl(parts.query))
    stated = options.pop("prepare_threshold", "0")
    if stated != "none" and not stated.isdigit():
        raise EmbeddedError(
            f"{name} has prepare_threshold={stated!r}: a whole number, or none to prepare no statements."
        )
    prepare_after = None if stated == "none" else int(stated)
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "config.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": WHEN_THE_LINE_IS_DEAD | options | {"prepare_threshold": prepare_after},
    }


def broker_url() -> str:
    """The address of the embedded broker; asking for it starts nothing."""
    return "redis+socket://" + quote(str(socket_dir() / "valkey.sock"))

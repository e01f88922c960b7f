"""Where the embedded services keep their data and their sockets."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
LONGEST_SOCKET_PATH = 100  # the kernel allows 107 bytes; PostgreSQL adds a name to the folder


class EmbeddedError(RuntimeError):
    """An embedded service cannot do its work; the message says why and what to do."""


def data_dir() -> Path:
    """The folder for everything that is kept: CLAIMS_DATA, else `var/` beside manage.py."""
    return Path(os.environ.get("CLAIMS_DATA") or BASE_DIR / "var").expanduser().resolve()


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700; refused when somebody else could have put it there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode) or not stat.S_ISDIR(found.st_mode):
        raise EmbeddedError(f"{path} is not a plain folder; remove it and start again.")
    if os.geteuid() != 0 and found.st_uid != os.geteuid():
        raise EmbeddedError(
            f"{path} belongs to user {found.st_uid}, you are user {os.geteuid()}. "
            "Start as the same user as before, or set CLAIMS_DATA to a folder of your own."
        )
    return path


def socket_dir() -> Path:
    """A private folder whose path is short enough for a Unix socket."""
    inside = data_dir() / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return private_folder(inside)
    digest = hashlib.sha256(os.fsencode(data_dir())).hexdigest()[:12]
    return private_folder(Path("/tmp") / f"claims-{os.geteuid()}-{digest}")  # noqa: S108 - owner is checked


def secret(name: str) -> str:
    """A random text of 64 characters, made once and kept in the data folder with mode 0600."""
    path = private_folder(data_dir()) / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def secret_key() -> str:
    """Django's secret key where none is set."""
    return secret("secret_key")

"""A data folder whose tables are made: once in a run, then copied, since making them takes longer than most tests.

The program makes its tables by itself; the tests of a first start, and of commands on a fresh clone, let it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = "TESTS_PREPARED"  # in the environment: the folder that the processes of this run share


def open_place() -> None:
    """A folder for this run and the processes that it starts."""
    os.environ[PLACE] = tempfile.mkdtemp(prefix="claims-prepared-")


def close_place() -> None:
    """Remove it."""
    shutil.rmtree(os.environ.pop(PLACE), ignore_errors=True)


def with_tables(data: Path, env: Mapping[str, str]) -> None:
    """Make `data` a data folder with all tables; `env` is what a command on it would be given."""
    place = os.environ.get(PLACE)
    if place is None:  # outside the tests: a soak by hand
        _migrate(data, env)
        return
    kept = Path(place) / "data"
    with open(Path(place) / "turn", "ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (Path(place) / "made").exists():
            _migrate(kept, env)
            (Path(place) / "made").touch()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(kept / "postgres", data / "postgres")


def _migrate(data: Path, env: Mapping[str, str]) -> None:
    own = {name: value for name, value in env.items() if not name.endswith("_URL")}  # no server but its own
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=own | {"CLAIMS_DATA": str(data)}, check=True, timeout=400)

"""PostgreSQL refuses to run as root. Two ways around it that leave the system as it is.

First a user namespace in which root is an ordinary user: files stay root's own, so it works below
private folders. Some containers forbid namespaces: then the user `nobody`, who needs to be able
to reach the data folder and the program.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from config.embedded.paths import EmbeddedError

NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


class Route(NamedTuple):
    """How to start a program without root's powers."""

    prefix: tuple[str, ...]
    options: dict[str, Any]
    owner: tuple[int, int] | None  # who must own the data


@cache
def route(program: Path) -> Route:
    """The way that works here for `program`. Raises EmbeddedError when none does."""
    if os.geteuid() != 0:
        return Route((), {}, None)
    if shutil.which("unshare") and _runs((*NAMESPACE, str(program), "--version"), {}):
        return Route(NAMESPACE, {}, (0, 0))
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        nobody = None
    if nobody is not None:
        options = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if _runs((str(program), "--version"), options):
            return Route((), options, (nobody.pw_uid, nobody.pw_gid))
    raise EmbeddedError(
        "PostgreSQL does not run as root, this machine forbids user namespaces, and the user 'nobody' "
        f"cannot reach {program}. Start as a normal user, move the checkout to a folder that everybody "
        "may enter, or set DATABASE_URL to a PostgreSQL that runs already."
    )


def _runs(command: tuple[str, ...], options: dict[str, Any]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=20, **options)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def hand_over(path: Path, way: Route) -> None:
    """Give `path` and all below it to the user that the route runs as."""
    if way.owner is None:
        return
    for folder, _, files in os.walk(path):
        for name in (folder, *(os.path.join(folder, file) for file in files)):
            if os.lstat(name).st_uid != way.owner[0]:
                os.lchown(name, *way.owner)

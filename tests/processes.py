"""Which processes belong to a data folder."""

from __future__ import annotations

import os
from pathlib import Path


def at_work_in(data: Path) -> dict[int, str]:
    """Number and command of each that names the folder in its environment or command, or works in it; ours is not.

    Valkey writes its title over both names; where the folder's path is long, its socket is elsewhere.
    """
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            words = (folder / "environ").read_bytes() + command + os.fsencode(os.readlink(folder / "cwd"))
            stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        state = stat.rsplit(")", 1)[1].split()[0]
        if os.fsencode(data) in words and state != "Z" and int(folder.name) != os.getpid():
            found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found

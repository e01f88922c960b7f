"""Starts the whole program on a data folder of its own, and finds every process that belongs to it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from claims.management.servers import free_port
from tests import prepared
from tests.processes import at_work_in

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 240  # seconds until a start has failed; most take ten


class Running:
    """One installation."""

    def __init__(self, data: Path, port: int | None = None) -> None:
        self.data, self.port = data, port or free_port()
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.endswith(("_URL", "_SETTINGS_MODULE"))
            },
            "CLAIMS_DATA": str(data),
        }
        self.log = data.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it and return what it printed until it was ready."""
        command = [sys.executable, "-m", "config.serve", "--port", str(self.port)]
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + PATIENCE
        while "Ctrl-C stops everything" not in self.printed():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < deadline, self.printed()
            time.sleep(0.1)
        return self.printed()

    def with_tables(self) -> None:
        """Spare it the making of the tables, where a test is not about the first start."""
        prepared.with_tables(self.data, self.environment)

    def printed(self) -> str:
        """Everything that it printed since its start."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def page(self, path: str) -> str:
        """What a reader gets at that path."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=240) as answer:
            return str(answer.read().decode("utf-8"))

    def logins(self) -> dict[str, str]:
        """The logins it printed."""
        return dict(re.findall(r"^ {4}(\w+) +(\S+)$", self.printed(), re.MULTILINE))

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop, as Ctrl-C or a service manager does; its exit status."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=240)

    def kill_all(self) -> None:
        """kill -9 of every process at once, as if the power went."""
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        assert self.process is not None
        self.process.wait(timeout=240)

    def processes(self) -> list[int]:
        """Every process that belongs to the data folder."""
        return list(at_work_in(self.data))

    def passwords(self) -> dict[str, str]:
        """The passwords as they are kept."""
        kept: dict[str, str] = json.loads((self.data / "logins.json").read_text(encoding="utf-8"))
        return kept


def gone(running: Running, patience: float = 120) -> bool:
    """Has every process ended?"""
    deadline = time.monotonic() + patience
    while running.processes():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True

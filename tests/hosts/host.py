"""A worker's machine: its own data folder, and two cables, to the database and to the broker."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.hosts.relay import Relay
from tests.pipeline.desk import ROOT, Desk

QUEUES = "extract,fetch,housekeeping"


class Host:
    """It knows the database and the broker by address alone."""

    def __init__(self, name: str, desk: Desk, broker: Path | int, folder: Path) -> None:
        self.name, self.log = name, folder / f"{name}.log"
        self.cables = [Relay(Path(desk.sockets) / ".s.PGSQL.5432"), Relay(broker)]
        database, bell = self.cables
        scheme = "amqp://guest:guest@127.0.0.1:{}//" if isinstance(broker, int) else "redis://127.0.0.1:{}/0"
        env = desk.env | {
            "CLAIMS_DATA": str(folder / name),
            "DATABASE_URL": f"postgresql://claims_app@127.0.0.1:{database.port}/claims",
            "BROKER_URL": scheme.format(bell.port),
        }
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--queues", QUEUES]
        command += ["--concurrency", "1", "--hostname", f"w@{name}"]
        with open(self.log, "ab") as log:
            self.worker = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )

    def cut_off(self) -> None:
        """The machine runs on and hears nothing more."""
        for cable in self.cables:
            cable.cut()

    def reconnect(self) -> None:
        """It is there again, in the middle of what it did."""
        for cable in self.cables:
            cable.mend()

    def close(self) -> None:
        """The machine is switched off."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        for cable in self.cables:
            cable.close()

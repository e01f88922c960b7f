"""A server that runs while somebody uses it, and not a moment longer.

Every process that uses a service holds a shared lock on its `users` file. A guard process starts
the server, starts it again when it dies, and stops it when the last lock is gone: locks vanish with
their process, so neither Ctrl-C nor kill -9 leaves anything behind.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, ClassVar

from config.embedded.paths import BASE_DIR, EmbeddedError, data_dir, private_folder

PATIENCE = 60.0  # seconds until a start is given up


class Service:
    """What a user of the service needs; `guard.py` has the other half."""

    name: ClassVar[str]

    def __init__(self) -> None:
        self.folder = private_folder(data_dir()) / self.name
        self._held: Any = None
        self._pid = 0

    # What each service says of itself -----------------------------------------------------------
    def prepare(self) -> None:
        """Make the data folder. Called by the guard, before every start."""
        raise NotImplementedError

    def start(self, log: int) -> subprocess.Popen[bytes]:
        """Start the server; its output goes to the file descriptor `log`."""
        raise NotImplementedError

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Ask the server to end in good order."""
        server.terminate()

    def set_up(self) -> None:
        """What has to be there before the first user; called by the guard once the server answers."""

    def answers(self) -> bool:
        """Does the server answer now?"""
        raise NotImplementedError

    def usable(self) -> bool:
        """Is it set up, too? Users wait for this."""
        return self.answers()

    # For its users ------------------------------------------------------------------------------
    @property
    def users(self) -> Path:
        """The file on which users hold a shared lock."""
        return self._lock_file("users")

    @property
    def guarded(self) -> Path:
        """The file on which the guard holds an exclusive lock."""
        return self._lock_file("guard")

    @property
    def tables(self) -> Path:
        """The file on which whoever makes the tables holds an exclusive lock."""
        return self._lock_file("tables")

    @property
    def log(self) -> Path:
        """What the server and its guard print."""
        return data_dir() / f"{self.name}.log"

    def ensure(self) -> None:
        """Return when the service runs; keep it running until this process ends."""
        if self._held is not None and self._pid == os.getpid():
            if not self.usable():
                self._wait()
            return
        held = open(self.users, "a+b")  # noqa: SIM115 - kept open for the life of the process
        fcntl.flock(held, fcntl.LOCK_SH)
        self._held, self._pid = held, os.getpid()
        atexit.register(self.release)
        if not self.usable():
            self._wait()

    def release(self) -> None:
        """Let go. The last one out waits until the server has stopped."""
        if self._held is None or self._pid != os.getpid():
            return
        last = _locked(self._held, fcntl.LOCK_EX)
        self._held.close()
        self._held = None
        if last:
            self._wait_for_the_end()

    def _wait_for_the_end(self) -> None:
        began = time.monotonic()
        with open(self.users, "a+b") as users:
            while self.has_guard() and time.monotonic() - began < 15:
                # A shared lock is to be had unless the guard is stopping the server: if it still is
                # after half a second, somebody else has come to use it.
                if _locked(users, fcntl.LOCK_SH):
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if time.monotonic() - began > 0.5:
                        return
                time.sleep(0.03)

    def has_guard(self) -> bool:
        """Is a guard at work?"""
        with open(self.guarded, "a+b") as file:
            return not _locked(file, fcntl.LOCK_SH)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        guard: subprocess.Popen[bytes] | None = None
        while not self.usable():
            if guard is not None and guard.poll() not in (None, 0):
                raise EmbeddedError(self._failure("did not start"))
            if time.monotonic() > deadline:
                raise EmbeddedError(self._failure(f"did not answer within {PATIENCE:.0f} seconds"))
            if (guard is None or guard.poll() is not None) and not self.has_guard():
                guard = self._start_guard()
            time.sleep(0.03)

    def _start_guard(self) -> subprocess.Popen[bytes]:
        with open(self.log, "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "config.embedded.guard", self.name],
                cwd=BASE_DIR,
                env={**os.environ, "CLAIMS_DATA": str(data_dir())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _failure(self, what: str) -> str:
        tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        return "\n".join(
            [f"The embedded {self.name} {what}. The end of {self.log}:", *(f"    {line}" for line in tail)]
        )

    def _lock_file(self, kind: str) -> Path:
        return private_folder(data_dir() / "locks") / f"{self.name}.{kind}"


def _locked(file: IO[bytes], kind: int) -> bool:
    """Take the lock if it is free now."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def end_orphan(pid_file: Path, program: str) -> None:
    """End a server whose guard was killed, so that a new guard can own a new one."""
    try:
        pid = int(pid_file.read_text(encoding="ascii").split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return
    if program.encode() not in command:
        return  # the number was given to another program since
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        for _ in range(200):
            os.kill(pid, 0)
            time.sleep(0.05)


@contextlib.contextmanager
def appended(path: Path) -> Iterator[int]:
    """A file descriptor at the end of `path`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)

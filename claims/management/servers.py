"""Servers on loopback that a benchmark starts, asks and ends, and data folders of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import CommandError

from config.serve import web_command

PATIENCE = 60  # seconds for a server to start


@contextlib.contextmanager
def serving(command: list[str], port: int, log: Path, **env: str) -> Iterator[str]:
    """A server for as long as it is needed; its address. What it says goes to the file. Raises CommandError."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env={**os.environ, **env}, stdout=output, stderr=output
        ) as server,
    ):
        try:
            _wait(server, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def our_server(port: int) -> list[str]:
    """As `make run` starts it."""
    return web_command("127.0.0.1", port)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def apart(folder: str) -> dict[str, str]:
    """The environment of a process that has this data folder, and services of its own in it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
    return kept | {"CLAIMS_DATA": folder}


@contextlib.contextmanager
def folder_of_its_own(stated: str) -> Iterator[str]:
    """The data folder that was stated, which stays; else a fresh one, which is thrown away."""
    if stated:
        yield stated
        return
    with TemporaryDirectory(prefix="bench") as folder:
        yield folder


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise CommandError(f"A server of the benchmark does not answer. See {log}")

"""Servers on loopback, and one reader that asks them one thing after another."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from django.conf import settings

PATIENCE = 60  # seconds for a server to start


class Reader:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> bytes:
        """The body of a good answer."""
        self.connection.request("GET", path, headers={"Host": "localhost", "Accept": "application/json"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
        return body


@contextlib.contextmanager
def serving(command: list[str], port: int, **env: str) -> Iterator[Reader]:
    """A server for as long as it is needed, and a reader of it."""
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    ) as server:
        try:
            _wait(server, port)
            yield Reader(port)
        finally:
            server.terminate()


def our_server(port: int) -> list[str]:
    """As `make run` starts it."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    return [
        *command,
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--no-access-log",
        "config.wsgi:application",
    ]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"no server: {' '.join(server.args)}")  # type: ignore[arg-type]

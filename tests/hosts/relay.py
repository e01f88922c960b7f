"""The cable between a worker's machine and a server: it can be cut, so that neither side is told, and mended."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from threading import Event, Lock, Thread

CHUNK = 64 * 1024


class Relay:
    """A port of this machine that leads to a Unix socket, or to another port."""

    def __init__(self, target: Path | int) -> None:
        self.target = target
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.lock, self.open, self.over = Lock(), Event(), Event()
        self.open.set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.door.getsockname()[1])
        Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nothing passes any more. Both sides still think that they are connected."""
        self.open.clear()

    def mend(self) -> None:
        """New connections pass; the old ones are gone."""
        self._drop()
        self.open.set()

    def close(self) -> None:
        """For good."""
        self.over.set()
        self._drop()
        self.open.set()
        self.door.close()

    def _drop(self) -> None:
        with self.lock:
            for pair in self.pairs:
                for end in pair:
                    with contextlib.suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                    end.close()
            self.pairs = []

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                near, _ = self.door.accept()
                self.open.wait()
                far = self._reach()
            except OSError:
                continue
            with self.lock:
                self.pairs.append((near, far))
            for one, other in ((near, far), (far, near)):
                Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _reach(self) -> socket.socket:
        if isinstance(self.target, int):
            return socket.create_connection(("127.0.0.1", self.target))
        far = socket.socket(socket.AF_UNIX)
        far.connect(str(self.target))
        return far

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        """Whatever one end says reaches the other, while the cable is whole."""
        with contextlib.suppress(OSError):
            while (said := one.recv(CHUNK)) and self.open.wait():
                other.sendall(said)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)

"""A RabbitMQ of our own: its data in a folder, on a port of this machine, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from claims.management.servers import free_port

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # what the packages' wrapper starts, as any user
STARTS_WITHIN = 120.0  # seconds


def why_not() -> str:
    """Why it cannot be started here; "" where it can."""
    if SERVER.exists() and shutil.which("epmd"):
        return ""
    return "no RabbitMQ on this machine (package rabbitmq-server): this was NOT tested"


class Rabbit:
    """The server; `url` is its address as a broker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, nodes, names = free_port(), free_port(), free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}//"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plugins").write_text("[].", encoding="ascii")
        self.env = {
            **os.environ,
            "HOME": str(folder),  # of the cookie
            "RABBITMQ_NODENAME": f"claims{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(nodes),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
            "ERL_EPMD_PORT": str(names),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        with open(folder / "out.log", "wb") as log:
            self.server = subprocess.Popen(
                [str(SERVER)], env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self.server.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise RuntimeError(
                    f"RabbitMQ did not start: {(folder / 'out.log').read_text('utf-8')[-2000:]}"
                )
            time.sleep(0.2)

    def close(self) -> None:
        """End the server and the name server that it started."""
        if self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        subprocess.run(["epmd", "-kill"], env=self.env, capture_output=True, check=False, timeout=20)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as link:
                link.sendall(b"AMQP\x00\x00\x09\x01")
                return bool(link.recv(8))
        except OSError:
            return False

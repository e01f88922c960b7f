"""A busy port, and a folder that is in use, get a word that says what to do."""

import fcntl
import socket
import subprocess
import sys
from pathlib import Path

from tests.config.running.desk import ROOT, Running


def ask(running: Running) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "config.serve", "--port", str(running.port)]
    return subprocess.run(
        command, cwd=ROOT, env=running.environment, capture_output=True, text=True, check=False, timeout=240
    )


def test_a_busy_port_is_named_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        refused = ask(Running(tmp_path / "desk", port))
    assert refused.returncode == 1
    assert f"Port {port} is in use" in refused.stderr
    assert f"PORT={port + 1} make run" in refused.stderr


def test_a_data_folder_in_use_is_named_with_the_remedy(tmp_path: Path) -> None:
    running = Running(tmp_path / "desk")
    running.data.mkdir()
    with open(running.data / "serve.lock", "wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused = ask(running)
    assert refused.returncode == 1
    assert "already at work" in refused.stderr
    assert "CLAIMS_DATA=" in refused.stderr

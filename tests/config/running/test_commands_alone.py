"""Any command works on a fresh clone with nothing running, and leaves nothing running.

Here two make the tables at once; how one makes them by itself stands in tests/management/test_runs_alone.py.
"""

import subprocess
import sys
from pathlib import Path

from tests.config.running.desk import ROOT, Running, gone


def manage(running: Running, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=running.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


COMMANDS = (
    ("load_seeds",),
    ("shell", "-c", "from claims.models import Speaker; print(Speaker.objects.count())"),
    ("ingest", "--now", "seeds/articles"),
)


def test_commands_by_themselves(tmp_path: Path) -> None:
    running = Running(tmp_path / "fresh")
    running.with_tables()
    for words in COMMANDS:
        done = manage(running, *words)
        assert done.returncode == 0, done.stderr
        assert gone(running)


def test_two_commands_at_once_share_one_fresh_database(tmp_path: Path) -> None:
    running = Running(tmp_path / "fresh")
    command = [sys.executable, "manage.py", "load_seeds"]
    both = [subprocess.Popen(command, cwd=ROOT, env=running.environment) for _ in range(2)]
    codes = [one.wait(timeout=240) for one in both]
    assert 0 in codes
    assert manage(running, "load_seeds").returncode == 0
    assert gone(running)

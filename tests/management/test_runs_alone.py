"""A command in a fresh data folder, with nothing running: it works, and leaves nothing running."""

import os
import subprocess
import sys
from pathlib import Path

from tests.factories import TEXT
from tests.pipeline.desk import ROOT
from tests.processes import at_work_in


def command(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A manage.py command as the shell runs it, on services of its own."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**env, "CLAIMS_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def still_running(data: Path) -> list[str]:
    """The command lines of processes that belong to this data folder."""
    return list(at_work_in(data).values())


def test_ingest_makes_what_it_needs_and_leaves_nothing_running(tmp_path: Path) -> None:
    data, article = tmp_path / "data", tmp_path / "storm.txt"
    article.write_text(TEXT, encoding="utf-8")
    first = command(data, "ingest", "--no-extract", str(article))
    assert first.returncode == 0, first.stderr
    assert "1 new, 0 known." in first.stdout
    assert still_running(data) == []
    again = command(data, "ingest", "--no-extract", str(article), str(tmp_path / "none.txt"))
    assert again.returncode == 1
    assert "0 new, 1 known, 1 failed." in again.stdout
    assert "none.txt: No such file or directory" in again.stderr
    assert still_running(data) == []

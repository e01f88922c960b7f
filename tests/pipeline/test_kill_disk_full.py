"""The disk is full: it is said, nothing is half stored, and when there is room again all goes on."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desk import Desk, wait_until

SIZE = 400  # megabytes of the disk
TEXTS = 400  # of nine kilobytes


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, that can be filled."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "tmpfs", str(place)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here ({done.stderr.strip()}): a full disk was NOT tested")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=False)


def fill(place: Path) -> Path:
    """All the room that is left, to the last block."""
    ballast = place / "ballast"
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65_536)
                file.flush()
        except OSError:
            pass
    return ballast


def scattered(place: Path) -> Path:
    """A file of articles that no database can pack."""
    chance = random.Random(3)  # noqa: S311 - the same each time
    path = place / "scattered.jsonl"
    rows = ({"text": f"Report {n}\n" + chance.randbytes(3000).hex(" ")} for n in range(TEXTS))
    path.write_text(
        "\n".join(json.dumps(row | {"url": f"https://full.example/{n}"}) for n, row in enumerate(rows))
    )
    return path


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path, tmp_path: Path) -> None:
    desk = Desk(small_disk)
    try:
        first, large = desk.articles("before", 2), scattered(tmp_path)
        assert desk.manage("ingest", "--no-extract", str(first)).returncode == 0
        ballast = fill(small_disk)
        told = desk.manage("ingest", "--no-extract", "--language", "xx", str(large))
        assert told.returncode != 0
        assert "run the same command again" in told.stderr or "Start it" in told.stderr, told.stderr
        ballast.unlink()
        wait_until(lambda: len(desk.states("before")) == 2, "the database to be back")
        again = desk.manage("ingest", "--no-extract", "--language", "xx", str(large))
        assert again.returncode == 0, again.stderr
        assert desk.states("full") == ["skipped"] * TEXTS
        desk.start_worker()
        desk.settle("before", 2)
        desk.assert_each_once("before", 2)
    finally:
        desk.close()

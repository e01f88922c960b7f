"""The disk is full: it is said, nothing is half stored, and when there is room again all goes on."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desk import Desk, wait_until

SIZE = 400  # megabytes of the disk


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


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path) -> None:
    desk = Desk(small_disk)
    try:
        first, large = desk.articles("before", 2), desk.articles("full", 30, repeated=60)
        assert desk.manage("ingest", "--no-extract", str(first)).returncode == 0
        ballast = fill(small_disk)
        told = desk.manage("ingest", "--no-extract", str(large))
        assert told.returncode != 0
        assert "No space left on device" in told.stderr or "database" in told.stderr, told.stderr
        assert "run the same command again" in told.stderr or "Start it" in told.stderr, told.stderr
        ballast.unlink()
        assert shutil.disk_usage(small_disk).free > 10_000_000
        wait_until(lambda: len(desk.states("before")) == 2, "the database to be back", 90)
        desk.start_worker()
        deadline = time.monotonic() + 90
        while desk.manage("ingest", "--no-extract", str(large)).returncode and time.monotonic() < deadline:
            time.sleep(1)
        desk.settle("before", 2)
        wait_until(lambda: desk.states("full") == ["extracted"] * 30, "all articles", 400)
        desk.assert_each_once("full", 30)
        desk.assert_each_once("before", 2)
    finally:
        desk.close()

"""An installation that is stopped after the test, whatever happened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.running.desk import Running


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Nothing runs yet. The path has a space, as a user's folder may."""
    desk = Running(tmp_path / "a newsroom")
    yield desk
    if desk.process is not None and desk.process.poll() is None:
        desk.kill_all()

"""A deploy in the middle of a backlog: workers are asked to stop, the tables are migrated, new workers go on."""

from __future__ import annotations

import os
import signal

from tests.pipeline.desk import Desk, wait_until

TEXTS = 6


def test_workers_finish_what_they_hold_and_the_next_do_the_rest(desk: Desk) -> None:
    desk.start_worker()
    desk.manage("ingest", "--no-extract", str(desk.articles("deploy", TEXTS, repeated=25)))
    wait_until(lambda: "extracting" in desk.states("deploy"), "the backlog to be in work")
    worker = desk.worker
    assert worker is not None
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(timeout=240) == 0
    assert "extracting" not in desk.states("deploy")  # nothing was dropped in the middle
    desk.manage("ingest", "--no-extract", str(desk.articles("meanwhile", 3)))
    assert desk.states("meanwhile") == ["pending"] * 3
    assert desk.manage("migrate", "--verbosity", "0").returncode == 0
    desk.kill_worker()  # its group
    desk.start_worker()
    desk.settle("deploy", TEXTS)
    desk.settle("meanwhile", 3)
    desk.assert_each_once("deploy", TEXTS)
    desk.assert_each_once("meanwhile", 3)

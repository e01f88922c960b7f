"""A broker that takes connections and answers nothing: nobody waits for it for long, and nothing is lost."""

import os
import signal
import subprocess
import sys

from tests.pipeline.desk import ROOT, Desk

ASK = """
import django
django.setup()
from claims import checks, tasks
print(tasks.send([1]), tasks.a_worker_listens(), bool(checks.broker_fault()))
"""


def test_while_the_broker_hangs_articles_are_stored_and_afterwards_extracted(desk: Desk) -> None:
    desk.start_worker()
    desk.manage("ingest", "--no-extract", str(desk.articles("before", 1)))
    desk.settle("before", 1)
    broker = int((desk.folder / "data/valkey/pid").read_text(encoding="ascii"))
    os.kill(broker, signal.SIGSTOP)
    try:
        told = desk.manage("ingest", "--no-extract", str(desk.articles("hung", 3)))
        assert "3 new" in told.stdout
        command = [sys.executable, "-c", ASK]
        asked = subprocess.run(
            command, cwd=ROOT, env=desk.env, capture_output=True, text=True, check=True, timeout=240
        )
        assert asked.stdout.split() == ["False", "False", "True"]
        assert "The broker cannot be reached" in asked.stderr
        assert desk.states("hung") == ["pending"] * 3
    finally:
        os.kill(broker, signal.SIGCONT)
    desk.settle("hung", 3)
    desk.assert_each_once("hung", 3)

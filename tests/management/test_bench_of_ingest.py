"""`manage.py bench ingest` and `bench record`, at their smallest: desks of their own, real workers, real figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.pipeline.desk import ROOT
from tests.prepared import with_tables


def bench(data: Path, *words: str) -> str:
    """What it printed; its data folder has the tables already."""
    with_tables(data, os.environ)
    words = (*words, "--folder", str(data))
    command = [sys.executable, "manage.py", "bench", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_whole_way_is_measured_beside_bare_tools_with_one_and_two_workers(tmp_path: Path) -> None:
    out = bench(tmp_path / "data", "ingest", "--pages", "8", "--turns", "1")
    rates = [float(rate) for rate in re.findall(r"^(?:bare|the whole way).*?  +(\d+\.\d)", out, re.M)]
    assert len(rates) == 3, out
    assert min(rates) > 0
    assert len(re.findall(r"floor (?:0\.7|1\.6): (?:kept|MISSED)", out)) == 2


def test_each_step_is_measured_at_each_size(tmp_path: Path) -> None:
    out = bench(tmp_path / "data", "record", "--sizes", "20", "60", "--articles", "3")
    for step in (
        "give out",
        "clean",
        "store",
        "extract",
        "store candidates",
        "compare",
        "sweep",
        "all",
    ):
        [(small, large, times)] = re.findall(rf"^{step} +([\d.]+) +([\d.]+) +([\d.]+)", out, re.M)
        assert float(small) > 0
        assert abs(float(large) / float(small) - float(times)) < 0.3
    assert "no step grows by more than 20%" in out

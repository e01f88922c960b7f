"""manage.py bench matching: what it takes to match on a record, beside another one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.management.run import run

pytestmark = pytest.mark.as_owner  # an administrator makes the record, and tells the planner of it


def test_matching_is_measured_beside_another_record(tmp_path: Path) -> None:
    assert not run("make_sample", "--claims", 20).failed
    times = tmp_path / "times.json"
    assert not run("bench", "matching", "--calls", "2", "--save", times).failed
    measured = json.loads(times.read_text())
    assert {len(each) for each in measured.values()} == {2}
    times.write_text(json.dumps({name: [0.001] for name in measured}))
    ran = run("bench", "matching", "--calls", "2", "--processor", "--beside", times)
    assert ran.out.count(" times") == len(measured)
    assert "disk a claim" in ran.out.splitlines()[-1]

"""manage.py bench lists and vectors: every list is asked for, and two records are laid beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from claims.management.bench import lists
from claims.models import Candidate, User
from tests.management.run import run

pytestmark = pytest.mark.as_owner  # an administrator makes the record, and tells the planner of it


def test_every_list_of_a_record_is_measured_beside_another(tmp_path: Path) -> None:
    assert not run("make_sample", "--claims", 200).failed
    times = tmp_path / "times.json"
    ran = run("bench", "lists", "--calls", "1", "--save", times)
    assert not ran.failed, ran.err
    measured = json.loads(times.read_text())
    assert {name.split(":")[0] for name in measured} == {"desk", "page", "API"}
    assert len(measured) > 90
    assert not User.objects.filter(username="bench").exists()
    assert not Candidate.objects.exclude(locked_by=None).exists()
    times.write_text(json.dumps({"API: match": [0.01], "page: home": [60_000.0]}))
    ran = run("bench", "lists", "--calls", "1", "--only", "home", "--processor", "--beside", times)
    assert ran.out.splitlines()[-1] == "0 of 1 lists are slower than the floor allows: "
    ran = run("bench", "lists", "--calls", "1", "--only", "API: match", "--beside", times)
    assert ran.out.splitlines()[-1].endswith("of 3 lists are slower than the floor allows: API: match")


def test_a_record_that_is_not_made_up_is_not_measured() -> None:
    with pytest.raises(CommandError, match="make_sample"):
        lists.run([], print)

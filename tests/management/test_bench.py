"""manage.py bench: finds its benchmarks and prints what they measure."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.management.bench import extraction
from claims.models import ClaimVector, User
from tests.factories import make_claim
from tests.management.test_runs_alone import command
from tests.prepared import with_tables


def test_extraction_is_measured_against_bare_spacy(tmp_path: Path) -> None:
    text, out = tmp_path / "text.txt", StringIO()
    text.write_text("Ada Byron said the bridge is safe. It is old.", encoding="utf-8")
    call_command("bench", "extraction", str(text), "--characters", "400", "--turns", "1", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "9 texts, 405 characters, 18 sentences"
    assert lines[1].startswith("bare spaCy")
    assert lines[2].startswith("whole extraction")
    assert lines[3].startswith("ratio ")
    assert lines[3].endswith(", 9 candidates")


def test_triage_is_not_measured_on_claims_that_people_made() -> None:
    make_claim()
    with pytest.raises(CommandError, match="data folder of its own"):
        call_command("bench", "triage")
    assert not User.objects.filter(username="sample-triage").exists()


def test_triage_by_key_is_measured_against_the_plain_admin(tmp_path: Path) -> None:
    if shutil.which("chromium") is None:
        pytest.skip("No browser: chromium is not installed. `make test` says how to get one.")
    with_tables(tmp_path / "data", os.environ)
    ran = command(tmp_path / "data", "bench", "triage", "--claims", "20", "--decisions", "4")
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout[ran.stdout.index("20 claims, 100 candidates, 60 waiting") :].splitlines()
    assert [line.split("  ")[0] for line in lines[2:] if not line.startswith("  ")] == [
        "desk, one key",
        "plain admin, save and next",
        lines[-1],
    ]
    assert lines[-1].startswith("plain admin to desk: ")


def test_vectors_are_measured_against_the_bare_model() -> None:
    out = StringIO()
    call_command("bench", "vectors", "--texts", "40", "--turns", "1", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("40 texts of ")
    assert [line.split("  ")[0] for line in lines[1:]] == ["bare model", "texts to vectors"]
    assert lines[1].endswith("100.0% of the bare model")
    make_claim()
    call_command("bench", "vectors", "--texts", "40", "--turns", "1", stdout=out)
    assert "in the worker" in out.getvalue()
    assert not ClaimVector.objects.exists()


def test_an_unknown_benchmark_is_named_with_those_that_exist() -> None:
    with pytest.raises(CommandError, match="extraction"):
        call_command("bench", "weather")


def test_ended_from_outside_it_ends_what_it_started_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def serving_for_ever(*_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(20)
        finally:
            ended.append("its server")

    monkeypatch.setattr(extraction, "run", serving_for_ever)
    with pytest.raises(SystemExit) as end:
        call_command("bench", "extraction")
    assert (end.value.code, ended) == (143, ["its server"])

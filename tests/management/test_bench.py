"""manage.py bench: finds its benchmarks and prints what they measure."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


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


def test_an_unknown_benchmark_is_named_with_those_that_exist() -> None:
    with pytest.raises(CommandError, match="extraction"):
        call_command("bench", "weather")

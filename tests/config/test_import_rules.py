"""The import rules of the house catch a breach that somebody plants."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    return subprocess.run(
        [*command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, timeout=240
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code, in which anything may be planted."""
    for folder in ("claims", "config"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("where", "planted"),
    [
        ("claims/ingest/clean.py", "import django.conf"),
        ("claims/extraction/quotes.py", "from claims.models import Claim"),
        ("claims/models/speaker.py", "import claims.editorial.claims"),
        ("claims/editorial/claims.py", "import claims.tasks"),
        ("claims/api/views.py", "import claims.admin.triage"),
        ("claims/editorial/claims.py", "import claims.pipeline"),
    ],
)
def test_a_planted_breach_is_caught(house: Path, where: str, planted: str) -> None:
    file = house / where
    file.write_text(file.read_text("utf-8") + f"\n{planted}\n", "utf-8")
    caught = lint(house)
    assert caught.returncode == 1
    assert "BROKEN" in caught.stdout


def test_the_house_as_it_stands_keeps_the_rules(house: Path) -> None:
    assert lint(house).returncode == 0

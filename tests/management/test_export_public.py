"""`manage.py export_public` writes everything public, whole, in one step, and the same bytes twice."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from claims.editorial.opendata import export
from claims.models import Claim
from tests.factories import ada, make_appearance, make_claim, make_draft, make_published_review, make_topic
from tests.management.run import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    claim = make_claim('say "no", and\nmean it')
    claim.topics.add(make_topic())
    make_published_review(claim)
    make_appearance(claim, confirmed_by=ada())
    make_draft(claim, summary="zebracrossing")
    make_draft(make_claim("zebracrossing"))
    return claim


def lines(folder: Path, name: str) -> list[Any]:
    text = gzip.decompress((folder / "latest" / f"{name}.jsonl.gz").read_bytes()).decode()
    return [json.loads(line) for line in text.splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "latest").iterdir()}


def test_both_forms_hold_the_same_rows(tmp_path: Path, claim: Claim) -> None:
    assert run("export_public", tmp_path).out.startswith("exported:")
    [row] = lines(tmp_path, "claims")
    assert (row["slug"], row["topics"], row["rating"]) == (claim.slug, ["economy"], "false")
    packed = (tmp_path / "latest" / "claims.csv.gz").read_bytes()
    [cells] = csv.DictReader(StringIO(gzip.decompress(packed).decode(), newline=""))
    assert cells["wording"] == row["wording"] == 'say "no", and\nmean it'
    assert len(lines(tmp_path, "appearances")) == len(lines(tmp_path, "articles")) == 1


def test_a_formatted_text_is_exported_as_plain_text_and_as_html(tmp_path: Path) -> None:
    make_published_review(body="<p>It <b onclick=x>rose</b>.</p><script>x</script><ul><li>north</ul>")
    run("export_public", tmp_path)
    [row] = lines(tmp_path, "review_versions")
    assert row["body"] == "It rose.\n\n- north"
    assert row["body_html"] == "<p>It <strong>rose</strong>.</p><ul><li>north</li></ul>"


def test_no_draft_is_exported(tmp_path: Path, claim: Claim) -> None:
    run("export_public", tmp_path)
    for name, data in content(tmp_path).items():
        told = gzip.decompress(data) if name.endswith(".gz") else data
        assert b"zebracrossing" not in told, name


def test_a_data_package_gives_schema_licence_date_and_checksums(tmp_path: Path, claim: Claim) -> None:
    run("export_public", tmp_path)
    package = json.loads((tmp_path / "latest" / "datapackage.json").read_text())
    assert package["licenses"][0]["name"] == "CC BY 4.0"
    assert package["created"]
    for resource in package["resources"]:
        data = (tmp_path / "latest" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["schema"]["fields"][0] == {"name": "id", "type": "integer"}
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "latest", check=False)
    assert checked.returncode == 0


def test_the_same_data_make_the_same_bytes(tmp_path: Path, claim: Claim) -> None:
    run("export_public", tmp_path / "one")
    make_draft(make_claim("a draft changes nothing in public"))
    run("export_public", tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert run("export_public", tmp_path / "one").out.startswith("unchanged:")


def test_a_change_makes_a_new_export_and_the_old_one_stays(tmp_path: Path, claim: Claim) -> None:
    run("export_public", tmp_path)
    before = (tmp_path / "latest").resolve()
    make_published_review(make_claim("another"))
    run("export_public", tmp_path)
    assert (tmp_path / "latest").resolve() != before
    assert before.exists()
    run("export_public", tmp_path, "--keep", 1)
    assert not before.exists()


def test_an_export_that_breaks_off_publishes_nothing(
    tmp_path: Path, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export_public", tmp_path)
    before = content(tmp_path)
    make_published_review(make_claim("another"))

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_describe", full)
    ran = run("export_public", tmp_path)
    assert ran.failed
    assert "No space left on device" in ran.err
    assert content(tmp_path) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]

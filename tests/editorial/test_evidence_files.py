"""Files of evidence: stored whole or not at all, read in the background, part of what is approved."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from claims.editorial import evidence, evidence_files, workflow
from claims.models import Evidence, ReviewVersion, act_as
from tests.editorial.refusals import refused
from tests.factories import ada, ben, make_draft, make_evidence, published
from tests.ingest.pdfs import locked, pdf_of, picture, scanned
from tests.ingest.server import page
from tests.models.refusals import refused as refused_by_the_database
from tests.polling.site import news_site, run

LINE = "Six of a hundred were out of work."
REPORT = ("report.pdf", pdf_of(LINE))


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.INGEST_ALLOW_HOSTS, settings.HOST_PAUSE_SECONDS = ["127.0.0.1"], 0
    return tmp_path / "evidence"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def attach(
    name: str = REPORT[0], body: bytes = REPORT[1], version: ReviewVersion | None = None, url: str = ""
) -> Evidence:
    return evidence.attach_evidence(
        version=version or make_draft(), actor=ada(), title="Count", url=url, file=(name, body)
    )


def after_reading(item: Evidence) -> Evidence:
    run()
    item.refresh_from_db()
    return item


def test_it_is_stored_by_its_hash_for_the_program_alone(folder: Path) -> None:
    item = attach()
    [stored] = files(folder)
    assert stored == evidence_files.path_of(item.file_sha256)
    assert stored.read_bytes() == REPORT[1]
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert (item.file_name, item.file_type, item.file_size) == (
        "report.pdf",
        "application/pdf",
        len(REPORT[1]),
    )


def test_the_text_of_a_pdf_is_read_in_the_background() -> None:
    item = attach()
    assert (item.file_state, item.file_text) == ("waiting", "")
    after_reading(item)
    assert (item.file_state, item.file_text, item.due_at) == ("read", LINE, None)


def test_a_picture_has_no_text_to_wait_for() -> None:
    item = attach("photo.png", picture())
    assert (item.file_state, item.due_at) == ("none", None)


def test_a_scan_is_kept_and_says_why_it_has_no_text() -> None:
    item = after_reading(attach("scan.pdf", scanned()))
    assert (item.file_state, item.file_text) == ("failed", "")
    assert "pictures of its pages and no text" in item.file_note


def test_file_and_page_are_both_read() -> None:
    with news_site() as site:
        item = after_reading(attach(url=site.article("/count")))
    assert (item.file_state, item.copy_state) == ("read", "stored")
    assert "This is the news of /count." in item.archived_text
    assert item.due_at is not None
    assert item.due_at > timezone.now()


def test_a_pdf_at_an_address_is_read_as_pages_are() -> None:
    with news_site() as site:
        site.answers["/report.pdf"] = page(REPORT[1], "application/pdf")
        item = evidence.attach_evidence(
            version=make_draft(), actor=ada(), title="Count", url=site.address + "/report.pdf"
        )
        after_reading(item)
    assert (item.copy_state, item.archived_text) == ("stored", LINE)


def test_a_file_that_is_missing_is_told() -> None:
    item = attach()
    evidence_files.path_of(item.file_sha256).unlink()
    assert "cannot be opened" in after_reading(item).file_note


def test_a_reader_that_dies_each_time_gives_up(settings: Settings) -> None:
    item = attach()
    Evidence.objects.filter(pk=item.pk).update(tries=settings.FETCH_TRIES)
    assert "died each time" in after_reading(item).file_note


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"<html>", "no PDF"),
        (b"%PDF-1.4 cut", "damaged"),
        (locked(), "password"),
        (b"%PDF-" + b"0" * 1_000_001, "larger than 1 MB"),
    ],
    ids=["empty", "wrong kind", "damaged", "locked", "too large"],
)
def test_what_is_refused_leaves_nothing_behind(
    settings: Settings, folder: Path, body: bytes, says: str
) -> None:
    settings.EVIDENCE_FILE_MB = 1
    version = make_draft()
    with refused("file", says):
        attach("report.pdf", body, version)
    assert version.evidence.count() == 1  # the draft's own
    assert files(folder) == []


def test_a_disk_that_is_full_leaves_nothing_behind(settings: Settings, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file where the folder should be")
    settings.EVIDENCE_FOLDER = tmp_path / "occupied"
    version = make_draft()
    with refused("file", "Nothing was saved: tell an operator"):
        attach(version=version)
    assert version.evidence.count() == 1


def test_the_same_file_twice_is_told_and_another_under_the_same_title_is_not() -> None:
    version = make_draft()
    attach(version=version)
    with refused("title", "attached already"):
        attach(version=version)
    attach("other.pdf", pdf_of("Something else."), version)
    assert version.evidence.count() == 3


def test_another_file_takes_its_place_and_is_read_anew() -> None:
    item = after_reading(attach())
    evidence.edit_evidence(evidence=item, actor=ada(), file=("new.pdf", pdf_of("New words.")))
    assert (item.file_name, item.file_state, item.file_text) == ("new.pdf", "waiting", "")
    assert after_reading(item).file_text == "New words."
    evidence.edit_evidence(evidence=item, actor=ada(), remove_file=True)
    assert (item.file_name, item.file_sha256, item.file_text) == ("", "", "")


def test_an_edit_of_other_fields_leaves_the_file_as_it_is() -> None:
    item = after_reading(attach())
    evidence.edit_evidence(evidence=item, actor=ada(), note="Page 3.")
    assert (item.file_state, item.file_text) == ("read", LINE)


def test_a_file_that_waits_stays_due_when_the_address_is_taken_off() -> None:
    item = attach(url="https://count.example/")
    evidence.edit_evidence(evidence=item, actor=ada(), url="")
    assert (item.copy_state, item.file_state) == ("none", "waiting")
    assert after_reading(item).file_state == "read"


def test_who_attaches_a_file_is_an_author_and_a_frozen_version_takes_none() -> None:
    version = make_draft()
    item = make_evidence(version)
    evidence.edit_evidence(evidence=item, actor=ben(), file=REPORT)
    version.refresh_from_db()
    assert ben().pk in version.authors
    workflow.submit(version=version, actor=ada())
    with refused("evidence", "frozen"):
        evidence.edit_evidence(evidence=item, actor=ada(), file=("new.pdf", pdf_of("New.")))


def test_nobody_swaps_the_file_under_an_approved_version() -> None:
    item = after_reading(attach())
    workflow.submit(version=item.version, actor=ada())
    with refused_by_the_database("evidence_frozen"), act_as(ada()):
        Evidence.objects.filter(pk=item.pk).update(file_sha256="0" * 64)
    with refused_by_the_database("evidence_copy_stays"), act_as(ada()):
        Evidence.objects.filter(pk=item.pk).update(file_text="Other words.")


def test_reading_changes_no_approval() -> None:
    item = attach()
    workflow.submit(version=item.version, actor=ada())
    workflow.approve(version=item.version, actor=ben())
    before = ReviewVersion.objects.values().get(pk=item.version_id)
    assert after_reading(item).file_state == "read"
    assert ReviewVersion.objects.values().get(pk=item.version_id) == before


def test_a_correction_takes_the_file_along() -> None:
    version = make_draft()
    attach(version=version)
    new = workflow.correct(review=published(version).review, actor=ada(), change_note="Better.")
    assert new.evidence.get(title="Count").file_name == "report.pdf"

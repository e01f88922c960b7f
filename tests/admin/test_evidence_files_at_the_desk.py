"""Files are attached by a form, shown to who may see them, and served so that nothing in them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django import Settings

from claims.editorial import evidence, workflow
from claims.editorial.evidence_files import path_of
from claims.models import Claim, Evidence, ReviewVersion
from claims.polling import errands
from tests.admin.client import desk_of, text_of
from tests.browser import Seat
from tests.factories import ada, ben, cleo, make_draft, paula, published
from tests.ingest.pdfs import pdf_of, picture

LINE = "Six of a hundred were out of work."


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path
    return tmp_path


def post(version: ReviewVersion, body: bytes, name: str = "report.pdf", **fields: Any) -> Any:
    given = {"action": "attach", "version": version.pk, "title": "Count", "stance": "refutes", **fields}
    given["file"] = SimpleUploadedFile(name, body, content_type="text/html")
    return desk_of(ada()).post(reverse("desk-claim-act", args=[version.review.claim_id]), given, follow=True)


def attached(body: bytes, name: str) -> Evidence:
    return evidence.attach_evidence(version=make_draft(), actor=ada(), title="Count", file=(name, body))


def public(item: Evidence) -> str:
    return f"/claims/{item.version.review.claim.slug}/evidence/{item.pk}/"


def test_the_form_takes_a_file_and_says_what_it_is() -> None:
    version = make_draft()
    page = text_of(post(version, pdf_of(LINE)))
    assert "The evidence is attached" in page
    assert "report.pdf PDF," in page
    assert "its text is being read" in page
    assert version.evidence.get(title="Count").file_type == "application/pdf"  # whatever the browser says


def test_a_file_that_is_refused_is_told_at_its_field_and_nothing_typed_is_lost() -> None:
    version = make_draft()
    response = post(version, b"<script>alert(1)</script>", note="What I typed.")
    assert response.status_code == 409
    assert text_of(response).count("This is no PDF, PNG, JPEG, WebP or GIF") >= 2  # on top and at the field
    assert "What I typed." in response.content.decode()
    assert version.evidence.count() == 1


def test_an_empty_file_is_told() -> None:
    response = post(make_draft(), b"")
    assert response.status_code == 422
    assert "The submitted file is empty" in text_of(response)


def test_a_file_above_the_limit_is_dropped_while_it_arrives(settings: Settings, folder: Path) -> None:
    settings.EVIDENCE_FILE_MB = 1
    version = make_draft()
    response = post(version, b"%PDF-" + b"0" * 1_000_001)
    assert response.status_code == 409
    assert "“report.pdf” is larger than 1 MB" in text_of(response)
    assert list(folder.iterdir()) == []
    assert version.evidence.count() == 1


def test_editors_read_the_text_of_the_file() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    errands.run(seconds=20)
    assert "text read" in text_of(
        desk_of(ada()).get(reverse("desk-claim", args=[item.version.review.claim_id]))
    )
    assert LINE in text_of(desk_of(ada()).get(reverse("desk-stored-copy", args=[item.pk])))


@pytest.mark.parametrize(
    ("body", "name", "kind", "way"),
    [
        (pdf_of(LINE), "re port.pdf", "application/pdf", 'attachment; filename="re port.pdf"'),
        (picture(), "fotö.png", "image/png", "inline; filename*=utf-8''fot%C3%B6.png"),
    ],
)
def test_it_is_served_so_that_nothing_in_it_runs(body: bytes, name: str, kind: str, way: str) -> None:
    item = attached(body, name)
    response = desk_of(ada()).get(reverse("desk-evidence-file", args=[item.pk]))
    assert b"".join(response) == body
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == way
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert policy.endswith("; sandbox")
    assert "no-store" in response["Cache-Control"]


def test_an_outsider_gets_no_file_of_the_desk() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    assert desk_of(cleo()).get(reverse("desk-evidence-file", args=[item.pk])).status_code == 302


def test_readers_get_it_once_its_review_is_published_and_no_longer_when_it_is_withdrawn() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    claim: Claim = item.version.review.claim
    reader = desk_of(cleo())
    assert reader.get(public(item)).status_code == 404
    published(item.version)
    assert b"".join(reader.get(public(item))) == pdf_of(LINE)
    page = reader.get(f"/claims/{claim.slug}/").content.decode()
    assert f'href="{public(item)}"' in page
    assert item.file_sha256 in page
    [document] = [
        e for e in reader.get(f"/api/v1/claims/{claim.slug}/").json()["review"]["evidence"] if e["file"]
    ]
    assert document["file"]["url"].endswith(public(item))
    assert document["file"]["sha256"] == item.file_sha256
    workflow.withdraw(version=item.version, actor=paula(), reason="A name was wrong.")
    assert reader.get(public(item)).status_code == 404


def test_a_correction_that_drops_the_document_takes_the_file_off() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    version = published(item.version)
    new = workflow.correct(review=version.review, actor=ada(), change_note="A document was taken off.")
    evidence.remove_evidence(evidence=new.evidence.get(title="Count"), actor=ada())
    workflow.submit(version=new, actor=ada())
    workflow.approve(version=new, actor=ben())
    workflow.publish(version=new, actor=paula())
    assert desk_of(cleo()).get(public(item)).status_code == 404


def test_a_file_stands_under_its_own_claim_alone() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    published(item.version)
    assert desk_of(cleo()).get(f"/claims/another/evidence/{item.pk}/").status_code == 404


def test_a_file_that_is_missing_is_an_error_in_words() -> None:
    item = attached(pdf_of(LINE), "report.pdf")
    published(item.version)
    path_of(item.file_sha256).unlink()
    assert "missing from the data folder" in text_of(desk_of(cleo()).get(public(item)))


@pytest.mark.django_db(transaction=True)
def test_in_the_browser_a_picture_is_attached_and_opened(
    live_server: object, chromium: Browser, tmp_path: Path
) -> None:
    (tmp_path / "shot.png").write_bytes(picture())
    version = make_draft()
    seat = Seat(chromium, str(live_server)).sign_in("ada")
    seat.page.goto(f"/admin/claim/{version.review.claim_id}/")
    seat.page.get_by_text("Attach evidence").click()
    form = seat.page.locator("form:has(input[value=attach])")
    form.locator("[name=title]").fill("Shot of the table")
    form.locator("[name=file]").set_input_files(tmp_path / "shot.png")
    seat.button("Attach")
    seat.page.get_by_role("link", name="shot.png").click()
    seat.page.wait_for_load_state()
    assert seat.page.evaluate("document.images[0].naturalWidth") == 40
    assert seat.complaints == []

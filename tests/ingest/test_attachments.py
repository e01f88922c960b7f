"""A file is what it holds, not what its name says; what cannot be used is refused with the way out."""

from __future__ import annotations

import sys

import pytest

from claims.ingest import attachments, pdf
from claims.ingest.attachments import inspect, safe_name
from claims.ingest.pdf import PdfError, read_pdf
from claims.ingest.types import IngestError
from tests.ingest.pdfs import locked, pdf_of, picture, scanned

LINE = "Six of a hundred were out of work."
MB = 1_000_000


def refused(body: bytes, name: str = "report.pdf", most: int = MB) -> str:
    with pytest.raises(IngestError) as caught:
        inspect(name, body, most_bytes=most)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "body", "kind", "kept"),
    [
        ("report.pdf", pdf_of(LINE), "application/pdf", "report.pdf"),
        ("REPORT.PDF", pdf_of(LINE), "application/pdf", "REPORT.PDF"),
        ("photo.jpeg", picture("JPEG"), "image/jpeg", "photo.jpeg"),
        ("photo.jpg", picture("PNG"), "image/png", "photo.jpg.png"),
        ("shot", picture("WEBP"), "image/webp", "shot.webp"),
        ("moves.gif", picture("GIF"), "image/gif", "moves.gif"),
        ("page.html", pdf_of(LINE), "application/pdf", "page.html.pdf"),
    ],
)
def test_the_kind_is_told_by_the_content(name: str, body: bytes, kind: str, kept: str) -> None:
    found = inspect(name, body, most_bytes=MB)
    assert (found.media_type, found.name, found.body) == (kind, kept, body)
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "is empty"),
        (b"<html><script>alert(1)</script></html>", "This is no PDF, PNG, JPEG, WebP or GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no PDF, PNG, JPEG, WebP or GIF"),
        (b"PK\x03\x04" + b"0" * 100, "a ZIP archive or an office document"),
        (b"\x7fELF" + b"0" * 100, "This is a program, whatever its name says"),
        (b"%PDF-1.7 and then nothing", "damaged or cut off"),
        (pdf_of(LINE)[:120], "damaged or cut off"),
        pytest.param(locked(), "opens with a password only", id="locked"),  # other bytes each time
        (picture("PNG", (400, 400))[:80], "damaged or cut off"),
        (picture("JPEG", (400, 400))[:-900], "damaged or cut off"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "damaged or cut off"),
        (b"x" * (MB + 1), "larger than 1 MB"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_in_words(body: bytes, says: str) -> None:
    assert says in refused(body)


def test_a_picture_with_too_many_dots_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attachments, "MOST_PIXELS", 1_000)
    assert "40 × 30 dots" in refused(picture())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ada\\report.pdf", "report.pdf"),
        ("re\u202eport\x00\n.pdf", "report.pdf"),
        ("", "document.pdf"),
        (".pdf", "pdf.pdf"),
        ("invoice.pdf.exe", "invoice.pdf.exe.pdf"),
        ('a<b>"c"?.pdf', "abc.pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given, "application/pdf") == kept


def test_long_names_keep_their_ending() -> None:
    kept = safe_name("é" * 400 + ".pdf", "application/pdf")
    assert len(kept) == 120
    assert kept.endswith("é.pdf")


# The text ----------------------------------------------------------------------------------------------
def test_the_text_of_all_pages_is_read() -> None:
    found = read_pdf(pdf_of(LINE, "The second page."), characters=MB)
    assert (found.text, found.pages, found.note) == (f"{LINE}\n\nThe second page.", 2, "")


def test_a_file_that_is_only_protected_against_changes_is_read() -> None:
    assert read_pdf(locked(""), characters=MB).text == LINE


def test_a_scan_is_told_as_what_it_is() -> None:
    with pytest.raises(PdfError, match=r"pictures of its pages and no text.* Quote the words"):
        read_pdf(scanned(), characters=MB)


def test_of_a_long_file_the_first_pages_are_read_and_that_is_told() -> None:
    found = read_pdf(pdf_of("One.", "Two.", "Three."), pages=2, characters=MB)
    assert (found.text, found.note) == ("One.\n\nTwo.", "Read: the first 2 of 3 pages.")
    assert read_pdf(pdf_of("One.", "Two."), characters=4).note == "Read: the first 1 of 2 pages."


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "GRACE", -1.99)
    with pytest.raises(PdfError, match="more than 2 seconds"):
        read_pdf(pdf_of(LINE), seconds=2.0, characters=MB)


def test_a_parser_that_falls_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(PdfError, match="limits of memory and time"):
        read_pdf(pdf_of(LINE), characters=MB)

"""Files that a person attaches: PDFs and pictures, told by what they hold and never by their name."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from claims.ingest.clean import MAGIC
from claims.ingest.pdf import look_at_pdf
from claims.ingest.types import IngestError

PDF = "application/pdf"
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
SUFFIXES = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
}
MOST_PIXELS = 100_000_000
LONGEST_NAME = 120
DAMAGED = "The picture is damaged or cut off. Download or save it again."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was looked at: its bytes are what `media_type` says, its name ends accordingly."""

    name: str
    media_type: str
    body: bytes
    sha256: str


def inspect(name: str, body: bytes, *, most_bytes: int) -> Attachment:
    """Look at a file. Raises IngestError for what is empty, too large, damaged, locked or of another kind."""
    if not body:
        raise IngestError("The file is empty. Choose it again, or save it anew first.")
    if len(body) > most_bytes:
        raise IngestError(too_large(name, most_bytes))
    media_type = _pdf(body) or _picture(body)
    return Attachment(safe_name(name, media_type), media_type, body, hashlib.sha256(body).hexdigest())


def too_large(name: str, most_bytes: int) -> str:
    """The words for a file above the limit."""
    return (
        f"“{name[:60]}” is larger than {most_bytes // 1_000_000} MB. Attach the pages that matter, or give "
        "the address of the document."
    )


def safe_name(name: str, media_type: str) -> str:
    """The name without folders, control and direction marks, ending as its kind does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*').strip(" .")
    suffixes = SUFFIXES[media_type]
    path = PurePosixPath(kept or "document")
    suffix = path.suffix if path.suffix.lower() in suffixes else suffixes[0]
    stem = path.stem if path.suffix.lower() in suffixes else path.name
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def _pdf(body: bytes) -> str:
    if b"%PDF-" not in body[:1024]:
        return ""
    look_at_pdf(body)
    return PDF


def _picture(body: bytes) -> str:
    try:
        with Image.open(io.BytesIO(body), formats=tuple(PICTURES)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise IngestError(
                    f"The picture has {image.width:,} × {image.height:,} dots, more than "
                    f"{MOST_PIXELS // 1_000_000} million. Save it smaller."
                )
            kind = str(image.format)
            image.draft("L", (image.width // 8, image.height // 8))  # a quick look at the whole of a JPEG
            image.load()
    except UnidentifiedImageError:
        raise IngestError(_what_else(body)) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise IngestError(DAMAGED) from error
    return PICTURES[kind]


def _what_else(body: bytes) -> str:
    known = next((kind for magic, kind in MAGIC.items() if body.startswith(magic)), "")
    if "picture" in known:
        return DAMAGED
    is_not = f"This is {known}" if known else "This is no PDF, PNG, JPEG, WebP or GIF"
    return f"{is_not}, whatever its name says. Save the document as a PDF or a picture, and attach that."

"""The readable text of a PDF.

It is read in a process of its own with limits on time and memory: a hostile file costs that process,
never the worker or the web server. Run as a module it is that process: a PDF comes in on the standard
input, JSON goes out.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.ingest.clean import tidy
from claims.ingest.types import IngestError

PAGES = 500
SECONDS = 60.0
GRACE = 5.0  # seconds more, to start and to end
MEMORY = 1_500_000_000  # bytes of address space
ROOT = Path(__file__).resolve().parents[2]
QUOTE = "Quote the words that matter in the excerpt."
FAULTS = {
    "locked": "The PDF opens with a password only. Save a copy without one, and attach that.",
    "damaged": "The PDF is damaged or cut off: no page of it can be read. Download or save it again.",
    "scanned": f"The PDF holds pictures of its pages and no text, as scans do. {QUOTE}",
}


class PdfError(IngestError):
    """Nothing can be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """What was read; `note` says which part, where it is not the whole."""

    text: str
    pages: int
    note: str = ""


def look_at_pdf(body: bytes, *, seconds: float = 10.0) -> int:
    """The number of pages. Raises PdfError for what cannot be opened: damaged, locked, without a page."""
    return int(_child(body, seconds, pages=0, characters=0)["pages"])


def read_pdf(body: bytes, *, seconds: float = SECONDS, pages: int = PAGES, characters: int) -> PdfText:
    """The text of the first `pages`, as far as it was read in `seconds`, at most so many characters.

    Raises PdfError when there is none.
    """
    found = _child(body, seconds, pages=pages, characters=characters)
    text = tidy(found["text"]).strip()
    if not text:
        raise PdfError(FAULTS["scanned"])
    if found["read"] < found["pages"]:
        return PdfText(text, found["pages"], f"Read: the first {found['read']} of {found['pages']} pages.")
    return PdfText(text, found["pages"])


def _child(body: bytes, seconds: float, **limits: float) -> dict[str, Any]:
    command = [sys.executable, "-m", "claims.ingest.pdf", json.dumps({"seconds": seconds, **limits})]
    try:
        done = subprocess.run(
            command, input=body, capture_output=True, timeout=seconds + GRACE, cwd=ROOT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(f"Reading the PDF took more than {seconds:.0f} seconds. {QUOTE}") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:  # out of memory or time, or the parser itself fell
        raise PdfError(f"The PDF cannot be read within the limits of memory and time. {QUOTE}") from error
    if "fault" in found:
        raise PdfError(FAULTS[found["fault"]])
    return found


# In the process of its own ---------------------------------------------------------------------------
def _answer(body: bytes, seconds: float, pages: int, characters: int) -> dict[str, Any]:
    from pypdf import PdfReader  # noqa: PLC0415 - only this process needs it
    from pypdf.errors import FileNotDecryptedError, WrongPasswordError  # noqa: PLC0415

    until = time.monotonic() + seconds * 0.8
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not reader.decrypt(""):  # many are only protected against changes
            return {"fault": "locked"}
        count = len(reader.pages)
        if not count:
            return {"fault": "damaged"}
        if not pages:
            reader.pages[0].get_contents()
    except (FileNotDecryptedError, WrongPasswordError):
        return {"fault": "locked"}
    except Exception:  # the parser raises what it likes at a damaged file
        return {"fault": "damaged"}
    parts, length, read, damaged = list[str](), 0, 0, 0
    for number in range(min(count, pages)):
        if time.monotonic() > until or length >= characters:
            break
        try:
            text = reader.pages[number].extract_text()[: characters - length]
        except Exception:
            text, damaged = "", damaged + 1
        parts.append(text)
        length += len(text)
        read += 1
    if read and damaged == read:
        return {"fault": "damaged"}
    return {"pages": count, "read": read, "text": "\n\n".join(part for part in parts if part.strip())}


def main() -> None:
    """Limits first, then the file."""
    limits = json.loads(sys.argv[1])
    seconds = int(limits["seconds"]) + 2
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    logging.disable(logging.CRITICAL)  # the parser comments on every oddity
    answer = _answer(sys.stdin.buffer.read(), limits["seconds"], limits["pages"], limits["characters"])
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

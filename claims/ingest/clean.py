"""Bytes to clean text: encoding, newlines, language, canonical address, hash.

Offsets of candidates count characters of the text as it is stored, so nothing is changed here that
need not be: blanks stay, typographic marks stay.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from charset_normalizer import from_bytes
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from claims.ingest.types import ArticleDraft, IngestError, Raw

LONGEST_ADDRESS = 1000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read for these names, since that is what people write under them.
MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
LIKELY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
]
MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
}
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
NEWLINE = re.compile("\r\n?|\u2028|\u2029|\x0c|\x85")
SURROGATE = re.compile("[\ud800-\udfff]")
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]+)", re.I)
TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|igshid|twclid|cmpid|ocid|"
    r"at_(medium|campaign\w*|custom\d|link_\w+|ptr_\w+|format|bbc_team)|ns_\w+|_ga|_gl|smid|smtyp|xtor|ftag|cid)$",
    re.I,
)


def read_text(raw: Raw) -> str:
    """The body of `raw` as clean text within the limits, not empty."""
    body = raw.read()
    if not body.strip():
        raise IngestError(f"{raw.origin}: the file is empty. Nothing was stored.")
    text = tidy(decode(body, origin=raw.origin, stated=raw.charset))
    check_length(text, raw)
    return text


def check_length(text: str, raw: Raw) -> None:
    """Refuse a text without words, and one that is too long."""
    if not text.strip():
        raise IngestError(f"{raw.origin}: no text in it. Nothing was stored.")
    if len(text) > raw.limits.characters:
        raise IngestError(
            f"{raw.origin}: {len(text):,} characters; the limit is {raw.limits.characters:,}. Split it into "
            "articles, or raise MAX_TEXT_CHARACTERS."
        )


def decode(body: bytes, *, origin: str, stated: str = "") -> str:
    """Text out of bytes: byte-order mark, then UTF-8, then the stated encoding, then a guess."""
    for mark, encoding in BOMS:
        if body.startswith(mark):
            return _decode_as(body, encoding, origin)
    refuse_binary(body, origin)
    wide = _wide(body)
    if wide:
        return _decode_as(body, wide, origin)
    for encoding in ("utf-8", MEANT.get(stated.lower(), stated)):
        try:
            return body.decode(encoding) if encoding else _guess(body, origin)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(body, origin)


def marked_encoding(body: bytes) -> str:
    """The name of the wide encoding that the bytes show; "" for one of single bytes and for UTF-8."""
    marked = next((encoding for mark, encoding in BOMS if body.startswith(mark)), "") or _wide(body)
    return marked[:6].upper() if marked[:6] in {"utf-16", "utf-32"} else ""


def refuse_binary(body: bytes, origin: str) -> None:
    """Raise IngestError for what is not text at all, with its sort where that shows."""
    sort = next((name for magic, name in MAGIC.items() if body.startswith(magic)), "")
    head = body[:4096]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if sort or (odd > len(head) * 0.05 and not _wide(body)):
        raise IngestError(
            f"{origin}: not text but {sort or 'binary data'}. Save it as plain text, HTML or JSONL and try again."
        )


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: in Western text every other byte is null."""
    head = body[: 4096 & ~1]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.6 and head[::2].count(0) < half * 0.05:
        return "utf-16-le"
    if half and head[::2].count(0) > half * 0.6 and head[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return ""


def _decode_as(body: bytes, encoding: str, origin: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{origin}: begins as {encoding.upper()}, but byte {error.start:,} does not fit. The file is "
            "damaged or cut off: save it again as UTF-8."
        ) from error


def _guess(body: bytes, origin: str) -> str:
    matches = from_bytes(body, cp_isolation=LIKELY)
    best = matches.best()
    if best is None:
        raise IngestError(f"{origin}: its encoding cannot be told. Save it as UTF-8 and try again.")
    # Where Western European reads no worse, it is what is meant.
    if any("cp1252" in match.could_be_from_charset and match.chaos <= best.chaos for match in matches):
        return body.decode("cp1252")
    return str(best)


def meta_charset(body: bytes) -> str:
    """The encoding that an HTML page states of itself, or ""."""
    found = META_CHARSET.search(body[:4096])
    return found[1].decode("ascii") if found else ""


def tidy(text: str) -> str:
    """Newlines as "\\n"; what a database or a reader cannot hold taken out."""
    text = NEWLINE.sub("\n", text)
    text = CONTROL.sub("", text)
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, longest: int) -> str:
    """Blanks folded, cut at a word."""
    line = " ".join(tidy(text).split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0] + "…"


def sha256(text: str) -> str:
    """Hash of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def name_language(text: str) -> str:
    """Two letters, or "" where the text is too short or too mixed to tell."""
    sample = text[:20_000]
    if sum(character.isalpha() for character in sample) < 40:
        return ""
    language, probability = _identifier().classify(sample)
    return str(language) if probability > 0.9 else ""


def canonical_url(url: str) -> str:
    """The address without fragment, tracking parameters and default port; host in lower case."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise IngestError(f"{url}: not a web address ({error}). Correct it.") from error
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        raise IngestError(f"{url}: not a web address. It must begin with https:// or http://.")
    host = _host(parts.hostname)
    default = {"http": 80, "https": 443}[parts.scheme.lower()]
    netloc = f"[{host}]" if ":" in host else host
    netloc += f":{port}" if port and port != default else ""
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)]
    address = urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", urlencode(kept), ""))
    if len(address) > LONGEST_ADDRESS:
        raise IngestError(
            f"{address[:80]}…: longer than {LONGEST_ADDRESS} characters. Use a shorter address."
        )
    return address


def join(base: str, address: str) -> str:
    """The address as a link on the page `base` means it; "" where it is none."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


def _host(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return name.lower().rstrip(".")


def site(host: str) -> str:
    """The host without the labels that mark a mobile or accelerated edition."""
    return re.sub(r"^(?:(?:www|m|amp|mobile)\.)+", "", host)


def parse_day(value: str) -> date | None:
    """A day out of "2024-11-18", "2024-11-18T10:00:00Z" or "Mon, 18 Nov 2024 10:00:00 GMT"."""
    value = value.strip()
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError):
        return None


def parse_period(value: str) -> str:
    """The month or year that stands where a day should: "2024-11" or "2024" as they are, else ""."""
    value = value.strip()
    first = value if len(value) == 7 else f"{value}-01"
    is_one = re.fullmatch(r"\d{4}(-\d\d)?", value, re.ASCII) is not None
    return value if is_one and believable(parse_day(f"{first}-01")) else ""


def believable(day: date | None) -> date | None:
    """The day, unless it has not come yet anywhere on earth."""
    return day if day is None or day <= datetime.now(UTC).date() + timedelta(days=1) else None


def make_draft(
    text: str,
    *,
    origin: str,
    url: str = "",
    title: str = "",
    byline: str = "",
    published_on: date | None = None,
    published_in: str = "",
    language: str = "",
) -> ArticleDraft:
    """An article out of clean text; without a title, its first line is one. A day says more than a month."""
    address = canonical_url(url) if url else ""
    digest = sha256(text)
    first_line = next((line for line in text.split("\n") if line.strip()), "")
    return ArticleDraft(
        key=address or f"sha256:{digest}",
        url=address,
        host=urlsplit(address).hostname or "",
        title=one_line(title or first_line, 200),
        byline=one_line(byline, 300),
        published_on=believable(published_on),
        published_in="" if believable(published_on) else published_in,
        language=(language or name_language(text))[:2].lower(),
        text=text,
        sha256=digest,
        origin=origin[:LONGEST_ADDRESS],
    )

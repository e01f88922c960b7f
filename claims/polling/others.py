"""Other publishers' reviews, read from files and addresses and kept fresh."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from claims.editorial.external import store_external_reviews
from claims.ingest.claimreview import ReviewDraft, read_reviews
from claims.ingest.fetch import fetch
from claims.ingest.types import IngestError
from claims.polling.alone import alone
from claims.polling.turns import limits

log = logging.getLogger(__name__)
GOOGLE = "factchecktools.googleapis.com"


def refresh() -> int:
    """Read every address of EXTERNAL_REVIEW_FEEDS; how many reviews are new. One that fails stops no other."""
    new = 0
    with alone("external reviews") as is_free:
        for address in settings.EXTERNAL_REVIEW_FEEDS if is_free else ():
            try:
                new += store_external_reviews(drafts=read(address), read_from=address)
            except IngestError as error:
                log.warning("%s: no reviews were read: %s", address, _without_key(str(error)))
    return new


def read(target: str) -> list[ReviewDraft]:
    """The reviews of a file or an address. Raises IngestError or OSError."""
    if target.startswith(("http://", "https://")):
        page = fetch(_with_key(target), limits())
        return read_reviews(page.body, origin=target, charset=page.charset)
    return read_reviews(Path(target).read_bytes(), origin=target)


def _with_key(address: str) -> str:
    """Google is asked with the newsroom's key, which is stored with no review."""
    if urlsplit(address).hostname != GOOGLE or not settings.GOOGLE_FACT_CHECK_KEY:
        return address
    key = urlencode({"key": settings.GOOGLE_FACT_CHECK_KEY})
    return f"{address}{'&' if '?' in address else '?'}{key}"


def _without_key(text: str) -> str:
    key = settings.GOOGLE_FACT_CHECK_KEY
    return text.replace(urlencode({"key": key}), "key=…") if key else text

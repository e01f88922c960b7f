"""Article drafts and an extraction for tests of the spine, which does not care what is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from claims.extraction.extract import Document
from claims.extraction.types import (
    Attribution,
    CandidateDraft,
    Kind,
    KnownSpeaker,
    QuoteType,
    Resolution,
    Score,
)
from claims.ingest.clean import make_draft
from claims.ingest.types import ArticleDraft
from tests.factories import TEXT


def draft(text: str = TEXT, **fields: Any) -> ArticleDraft:
    """An article as ingest gives it."""
    fields.setdefault("published_on", date(2024, 11, 18))
    fields.setdefault("language", "en")
    return make_draft(text, origin="test", **fields)


def quotations(
    documents: Iterable[Document], *, speakers: Iterable[KnownSpeaker] = (), language: object = None
) -> Iterator[list[CandidateDraft]]:
    """Whatever stands in quotation marks, said by the first known speaker."""
    first = next(iter(speakers), None)
    who = Resolution(first.name, first.key, confidence=0.9) if first else Resolution(None)
    score = Score(0.7, True, Kind.FACT, ("names a number",))
    for document in documents:
        yield [
            CandidateDraft(
                attribution=Attribution((found.span(1),), (), (), QuoteType.DIRECT, "marks"),
                quote=found[1],
                resolution=who,
                score=score,
                statement=found[1],
            )
            for found in re.finditer('"([^"]+)"', document.text)
        ]

"""Who does not want a name gets none."""

from __future__ import annotations

import pytest

from claims.extraction.types import SpeakerKind
from tests.extraction.speakers.reading import read


@pytest.mark.parametrize("source", ["Reports", "Sources", "Rumours", "Someone"])
def test_reports_and_sources_are_anonymous(source: str) -> None:
    (only,) = read(f"Clara Olsen came. [1:{source}] said {{1:the bridge was safe}}.")
    assert only.speaker is None
    assert only.kind == SpeakerKind.ANONYMOUS


def test_an_official_who_asked_for_no_name_is_nobody_named_before() -> None:
    (only,) = read(
        "The official Clara Olsen came. [1:An official who asked not to be named] said {1:it was safe}."
    )
    assert only.speaker is None

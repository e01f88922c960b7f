"""Several people without a name are kept as such."""

from __future__ import annotations

import pytest

from claims.extraction.types import SpeakerKind
from tests.extraction.speakers.reading import read


@pytest.mark.parametrize("source", ["European leaders", "Officials", "Experts", "Danish lawmakers", "Many"])
def test_nobody_is_picked_out_of_many(source: str) -> None:
    (only,) = read(f"Clara Olsen came. [1:{source}] said {{1:the bridge was safe}}.")
    assert only.speaker is None
    assert only.kind == SpeakerKind.COLLECTIVE

"""A known speaker is found under every name it goes by."""

from __future__ import annotations

import pytest

from tests.extraction.speakers.cast import ADA, HARBOUR
from tests.extraction.speakers.reading import read


@pytest.mark.parametrize("name", ["Ada Byron", "Byron", "President Byron"])
def test_a_person_by_an_alias(name: str) -> None:
    (only,) = read(f"[1:{name}] said {{1:the bridge was safe}}.", known=[ADA])
    assert (only.speaker, only.key) == ("Ada Byron", "ada-byron")


@pytest.mark.parametrize("name", ["The Harbour Authority", "HA"])
def test_a_body_by_an_alias(name: str) -> None:
    (only,) = read(f"[1:{name}] said {{1:the bridge was safe}}.", known=[HARBOUR])
    assert only.key == "harbour-authority"

"""What several tests of the spine need."""

import pytest

from claims import pipeline
from tests.pipeline.drafts import quotations


@pytest.fixture(autouse=True)
def no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spine does not care how a text is parsed."""
    monkeypatch.setattr(pipeline, "parser", lambda name: None)


@pytest.fixture
def extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spine with a quick extraction of known outcome."""
    monkeypatch.setattr(pipeline, "extract", quotations)

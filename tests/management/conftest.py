"""Commands run without a worker and with a quick extraction, unless a test says otherwise."""

import pytest

from claims import tasks
from tests.pipeline.drafts import quotations


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker, no broker, no language model."""
    monkeypatch.setattr(tasks, "a_worker_listens", lambda: False)
    monkeypatch.setattr("claims.extraction.language.parser", lambda name: None)
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)

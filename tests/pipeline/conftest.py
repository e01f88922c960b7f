"""What several tests of the spine need."""

from collections.abc import Iterator

import pytest

from tests.pipeline.desk import Desk
from tests.pipeline.drafts import quotations


@pytest.fixture(autouse=True)
def no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spine does not care how a text is parsed."""
    monkeypatch.setattr("claims.extraction.language.parser", lambda name: None)


@pytest.fixture
def extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The spine with a quick extraction of known outcome."""
    monkeypatch.setattr("claims.extraction.extract.extract", quotations)


@pytest.fixture(scope="package")
def whole_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Services of their own for the kill tests; making them takes longer than a test."""
    near = {"INGEST_ALLOW_HOSTS": "127.0.0.1", "HOST_PAUSE_SECONDS": "0", "FETCH_LEASE_SECONDS": "3"}
    desk = Desk(tmp_path_factory.mktemp("desk"), **near)
    yield desk
    desk.close()


@pytest.fixture
def desk(whole_desk: Desk) -> Iterator[Desk]:
    """The desk, without a worker before and after."""
    yield whole_desk
    whole_desk.kill_worker()

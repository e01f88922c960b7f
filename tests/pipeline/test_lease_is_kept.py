"""A worker that works renews its lease, so that a lease can be short."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from claims import pipeline
from claims.models import ArticleRevision
from tests.factories import make_revision
from tests.pipeline.drafts import quotations


@pytest.mark.django_db(transaction=True)
def test_a_long_extraction_outlives_its_first_lease(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.EXTRACTION_LEASE_SECONDS = 0.6
    seen: list[Any] = []

    def slow(documents: Any, **known: Any) -> Iterator[Any]:
        for _ in range(4):
            time.sleep(0.3)
            seen.append(ArticleRevision.objects.values_list("lease_until", flat=True).get())
            assert pipeline.claim_revision(revision_id=revision.pk) is None
        yield from quotations(documents)

    monkeypatch.setattr("claims.extraction.extract.extract", slow)
    revision = make_revision()
    assert pipeline.extract_revision(revision_id=revision.pk)
    assert len(set(seen)) > 2
    connection.close()

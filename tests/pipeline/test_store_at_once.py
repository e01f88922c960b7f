"""Two who store the same article at the same moment get one article between them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.models import Article, ArticleRevision
from claims.pipeline import Stored, store_draft
from tests.factories import TEXT
from tests.pipeline.drafts import draft


def store(number: int) -> Stored:
    try:
        return store_draft(draft(TEXT + "Changed.\n" * (number % 2), url="https://news.example/storm"))
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_doubled_and_nobody_fails() -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(store, range(16)))
    assert Article.objects.count() == 1
    assert sorted(ArticleRevision.objects.values_list("number", flat=True)) == [1, 2]
    assert len({stored.revision_id for stored in found}) == 2

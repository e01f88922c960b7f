"""The API is asked as anybody would: over HTTP, without an account, with nobody's requests counted yet."""

import pytest
from django.core.cache import cache

from claims.api import answers


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Counts and answers stand in memory, which outlives a test."""
    cache.clear()
    answers.SHELF.clear()

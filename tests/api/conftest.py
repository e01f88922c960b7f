"""The API is asked as anybody would: over HTTP, without an account, with nobody's requests counted yet."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Throttles count in the cache, which outlives a test."""
    cache.clear()

"""The API is asked as anybody would: over HTTP, without an account, with nobody's requests counted yet."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Counts and answers stand in caches, which outlive a test."""
    for cache in caches.all(initialized_only=True):
        cache.clear()

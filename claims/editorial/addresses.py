"""Where things stand in public, as whole addresses."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


def page_url(name: str, *keys: str | int) -> str:
    """The address of a public page, by the name of its route."""
    return str(settings.SITE_URL + _way(name, *keys))


@lru_cache(maxsize=10_000)
def _way(name: str, *keys: str | int) -> str:
    return reverse(f"public:{name}", args=keys)

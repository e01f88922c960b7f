"""Where things stand in public, as whole addresses."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def page_url(name: str, *keys: str | int) -> str:
    """The address of a public page, by the name of its route."""
    return str(settings.SITE_URL + reverse(f"public:{name}", args=keys))

"""Where things stand in public, as whole addresses."""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def page_url(name: str, *keys: str | int) -> str:
    """The address of a public page; the home page where there is no such page."""
    try:
        return str(settings.SITE_URL + reverse(f"public:{name}", args=keys))
    except NoReverseMatch:
        return f"{settings.SITE_URL}/"

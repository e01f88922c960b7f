"""Somebody signed in at the desk, and what the page says to them."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client

from claims.models import User


def desk_of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: Any) -> str:
    """The words on the page, without the tags."""
    page = response.content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())

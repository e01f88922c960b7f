"""Who is at the desk."""

from __future__ import annotations

from django.http import HttpRequest

from claims.models import User


def person(request: HttpRequest) -> User:
    """The editor of this request; the views' permissions let nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - see above
    return request.user


def called(user: User) -> str:
    """How colleagues call them."""
    return user.first_name or user.username
